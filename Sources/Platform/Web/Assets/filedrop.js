// Files: drop or choose, see name, size and hash, and how far the sending is. It sends the form to the form's own
// address with the header X-Upload: 1; the answer is {"location": "/…"} or the page again (422), whose content then
// takes the place of this one while the chosen files stay chosen. A lost connection loses neither words nor files.

const { word, onContent, element, icon } = await import("./words.js" + new URL(import.meta.url).search);

const hashLimit = 50 * 1024 * 1024;

function size(bytes) {
    const [amount, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / 1024 / 1024, "MB"];
    return `${amount.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${unit}`;
}

async function hash(file) {
    if (!globalThis.crypto?.subtle || file.size >= hashLimit) return "";
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

class FileDrop {
    constructor(root) {
        this.root = root;
        this.input = root.querySelector('input[type="file"]');
        this.list = root.querySelector('[data-part="chosen"]');
        this.form = this.input.form;
        root.querySelectorAll('[data-when="script"]').forEach((words) => { words.hidden = false; });
        this.input.classList.add("visually-hidden");
        root.querySelector("[data-choose]").addEventListener("click", () => this.input.click());
        this.input.addEventListener("change", () => this.show());
        for (const kind of ["dragover", "dragleave", "drop"]) root.addEventListener(kind, (event) => this.drag(event));
        this.show();
    }

    drag(event) {
        event.preventDefault();
        this.root.classList.toggle("drop--over", event.type === "dragover");
        if (event.type !== "drop" || !event.dataTransfer?.files.length) return;
        const kept = new DataTransfer();
        const dropped = [...event.dataTransfer.files];
        const files = this.input.multiple ? [...this.input.files, ...dropped] : dropped.slice(0, 1);
        for (const file of files) kept.items.add(file);
        this.take(kept.files);
    }

    take(files) {
        this.input.files = files;
        this.input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    show() { this.list.replaceChildren(...[...this.input.files].map((file) => this.line(file))); }

    line(file) {
        const note = element("span", "fileline__note num", size(file.size));
        const remove = element("button", "button button--quiet button--small", icon("close", true),
            element("span", "visually-hidden", word("file.remove", file.name)));
        remove.type = "button";
        remove.addEventListener("click", () => this.remove(file));
        const name = element("span", "fileline__name", file.name);
        const line = element("li", "fileline", icon("file"), name, remove, note);
        if (file.size > Number(this.root.dataset.maxBytes)) {
            line.classList.add("fileline--bad");
            note.textContent = `${size(file.size)} · ${word("file.tooLarge")}`;
        } else {
            note.textContent = `${size(file.size)} · ${word("file.ready")}`;
            hash(file).then((value) => { if (value) note.title = `${word("file.hash")}: ${value}`; }, () => {});
        }
        return line;
    }

    remove(file) {
        const kept = new DataTransfer();
        for (const other of this.input.files) if (other !== file) kept.items.add(other);
        this.take(kept.files);
        this.input.focus();
    }

    /** Shows one bar for all files: they travel as one body. */
    progress(text, share) {
        this.bar ??= element("progress");
        this.bar.max = 1;
        if (share === null) this.bar.removeAttribute("value"); else this.bar.value = share;
        this.state ??= element("span", "fileline__note num");
        this.state.textContent = text;
        this.meter ??= element("li", "fileline", icon("upload"), this.state, this.bar);
        if (!this.meter.isConnected) this.list.append(this.meter);
    }

    get isTooLarge() { return [...this.input.files].some((file) => file.size > Number(this.root.dataset.maxBytes)); }

    fail(text = word("file.failed")) {
        this.progress(text, 0);
        this.bar.remove();
        this.bar = undefined;
        this.meter.classList.add("fileline--bad");
        this.state.setAttribute("role", "alert");
        this.form.dispatchEvent(new CustomEvent("lienthong:unsent", { bubbles: true }));
    }

    send(submitter) {
        this.meter?.remove();
        this.meter = this.state = this.bar = undefined;
        const body = new FormData(this.form);
        if (submitter?.name) body.append(submitter.name, submitter.value);
        const request = new XMLHttpRequest();
        this.target = submitter?.hasAttribute("formaction") ? submitter.formAction : this.form.action;
        request.open("POST", this.target);
        request.setRequestHeader("X-Upload", "1");
        request.setRequestHeader("Accept", "application/json, text/html");
        request.upload.addEventListener("progress", (event) => {
            const share = event.lengthComputable ? event.loaded / event.total : null;
            if (share === 1) this.progress(word("file.checking"), null);
            else this.progress(word("file.sending", Math.floor((share ?? 0) * 100)), share);
        });
        request.addEventListener("load", () => this.answered(request));
        request.addEventListener("error", () => this.fail());
        request.addEventListener("abort", () => this.fail());
        request.send(body);
    }

    answered(request) {
        const isJSON = request.getResponseHeader("Content-Type")?.includes("json");
        if (isJSON && request.status < 300) return location.assign(JSON.parse(request.responseText).location);
        // A server that knows nothing of X-Upload has redirected: go where it led.
        const isElsewhere = request.responseURL !== this.target;
        if (request.status < 300 && isElsewhere) return location.assign(request.responseURL);
        const page = new DOMParser().parseFromString(request.responseText, "text/html");
        const next = page.querySelector("main");
        if (!next) return this.fail();
        const { files, id } = this.input;
        const main = document.querySelector("main");
        main.replaceWith(document.adoptNode(next));
        document.title = page.title || document.title;
        next.dispatchEvent(new CustomEvent("lienthong:content", { bubbles: true }));
        const field = document.getElementById(id);
        if (field && request.status === 422) {
            field.files = files;
            field.dispatchEvent(new Event("change", { bubbles: true }));
        }
        next.scrollIntoView();
    }
}

onContent((root) => {
    const drops = [...root.querySelectorAll("[data-drop]")].map((drop) => new FileDrop(drop));
    for (const form of new Set(drops.map((drop) => drop.form).filter(Boolean))) {
        form.addEventListener("submit", (event) => {
            const drop = drops.find((one) => one.form === form && one.input.files.length);
            if (!drop || event.defaultPrevented) return;
            event.preventDefault();
            // The others who hear of this form's sending come first; then it is said that it was not sent.
            if (drop.isTooLarge) setTimeout(() => drop.fail(word("file.tooLarge")));
            else drop.send(event.submitter);
        });
    }
});
