// The document viewer over pdf.js 2.14: pages drawn when they come near, their text selectable and found without
// diacritics. isEvalSupported is off and the page forbids eval: fonts of a hostile file cannot run code
// (CVE-2024-4367).

const { word, onContent, element, folded } = await import("./words.js" + new URL(import.meta.url).search);

let library = null;
function load() {
    library ??= new Promise((resolve, reject) => {
        const script = element("script");
        script.src = "/assets/vendor/pdf.js";
        script.addEventListener("load", () => {
            globalThis.pdfjsLib.GlobalWorkerOptions.workerSrc = "/assets/vendor/pdf.worker.js";
            resolve(globalThis.pdfjsLib);
        });
        script.addEventListener("error", reject);
        document.head.append(script);
    });
    return library;
}

const keys = { "+": "larger", "=": "larger", "-": "smaller", 0: "fit", "[": "back", "]": "on", "/": "find" };

class Viewer {
    constructor(root) {
        this.root = root;
        this.pages = root.querySelector('[data-part="pages"]');
        this.pageField = root.querySelector('[data-part="page"]');
        this.sheets = [];
        this.zoom = null;
        this.found = [];
        this.foundAt = -1;
        this.open();
    }

    async open() {
        const state = element("p", "viewer__state");
        this.pages.replaceChildren(state);
        try {
            this.pdf = await load();
            this.document = await this.pdf.getDocument({
                url: this.root.dataset.viewer, isEvalSupported: false, enableXfa: false, withCredentials: true,
            }).promise;
            await this.layOut();
            this.listen();
        } catch {
            state.textContent = word("viewer.failed");
            this.pages.replaceChildren(state);
        }
    }

    get scale() {
        if (this.zoom) return this.zoom;
        const room = this.pages.clientWidth - 24;
        return Math.min(2, Math.max(0.3, room / this.widest));
    }

    async layOut() {
        const first = await this.document.getPage(1);
        this.natural = first.getViewport({ scale: 1 });
        this.widest = this.natural.width;
        this.sheets = Array.from({ length: this.document.numPages }, (_, at) => {
            const box = element("div", "viewer__page");
            box.dataset.page = at + 1;
            box.setAttribute("role", "img");
            box.setAttribute("aria-label", word("viewer.page", at + 1));
            return { box, number: at + 1, drawn: 0, task: null, natural: this.natural };
        });
        this.pages.replaceChildren(...this.sheets.map((sheet) => sheet.box));
        this.root.querySelector('[data-part="count"]').textContent = this.document.numPages;
        this.resize();
        this.near = new IntersectionObserver((entries) => entries.forEach((entry) => {
            const sheet = this.sheets[Number(entry.target.dataset.page) - 1];
            if (entry.isIntersecting) this.draw(sheet); else this.release(sheet);
        }), { root: this.pages, rootMargin: "600px 0px" });
        this.sheets.forEach((sheet) => this.near.observe(sheet.box));
    }

    resize() {
        const scale = this.scale;
        for (const { box, natural } of this.sheets) {
            box.style.width = `${Math.floor(natural.width * scale)}px`;
            box.style.height = `${Math.floor(natural.height * scale)}px`;
        }
        const shown = this.root.querySelector('[data-act="fit"]');
        shown?.setAttribute("aria-pressed", String(this.zoom === null));
    }

    async draw(sheet) {
        const scale = this.scale;
        if (sheet.drawn === scale) return;
        this.release(sheet);
        sheet.drawn = scale;
        const page = await this.document.getPage(sheet.number);
        sheet.natural = page.getViewport({ scale: 1 });
        const viewport = page.getViewport({ scale });
        const sharp = Math.min(2.5, window.devicePixelRatio || 1);
        const canvas = element("canvas");
        canvas.width = Math.floor(viewport.width * sharp);
        canvas.height = Math.floor(viewport.height * sharp);
        sheet.box.style.width = `${Math.floor(viewport.width)}px`;
        sheet.box.style.height = `${Math.floor(viewport.height)}px`;
        sheet.task = page.render({
            canvasContext: canvas.getContext("2d", { alpha: false }), viewport, transform: [sharp, 0, 0, sharp, 0, 0],
        });
        try { await sheet.task.promise; } catch { return; }
        if (sheet.drawn !== scale) return;
        sheet.box.replaceChildren(canvas);
        await this.write(sheet, page, viewport);
    }

    async write(sheet, page, viewport) {
        const content = await page.getTextContent();
        if (!sheet.drawn || !content.items.length) return;
        const layer = element("div", "viewer__text");
        const spans = [];
        await this.pdf.renderTextLayer({ textContent: content, container: layer, viewport, textDivs: spans }).promise;
        sheet.spans = spans;
        sheet.box.removeAttribute("role");
        sheet.box.setAttribute("role", "group");
        sheet.box.append(layer);
        this.light(sheet);
    }

    release(sheet) {
        sheet.task?.cancel();
        sheet.task = null;
        sheet.drawn = 0;
        sheet.spans = null;
        sheet.box.replaceChildren();
    }

    listen() {
        const part = (name) => this.root.querySelector(`[data-part="${name}"]`);
        const controls = this.root.querySelectorAll('[data-act][hidden], [data-part="pager"]');
        for (const control of controls) control.hidden = false;
        this.root.addEventListener("click", (event) => this.act(event.target.closest("[data-act]")?.dataset.act));
        this.pageField.addEventListener("change", () => this.go(Number(this.pageField.value)));
        this.pages.addEventListener("scroll", () => { this.pageField.value = this.current; }, { passive: true });
        this.pages.addEventListener("keydown", (event) => {
            if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
            event.preventDefault();
            this.act(keys[event.key]);
        });
        const find = part("find");
        find.addEventListener("submit", (event) => { event.preventDefault(); this.next(1); });
        find.querySelector("input").addEventListener("input", () => { this.query = null; });
        find.addEventListener("keydown", (event) => { if (event.key === "Escape") this.act("find"); });
        let width = this.pages.clientWidth;
        new ResizeObserver(() => {
            if (this.zoom !== null || Math.abs(this.pages.clientWidth - width) <= 8) return;
            width = this.pages.clientWidth;
            this.redraw();
        }).observe(this.pages);
    }

    act(name) {
        const steps = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3];
        if (name === "larger") this.redraw(steps.find((step) => step > this.scale + 0.01) ?? 3);
        else if (name === "smaller") this.redraw(steps.findLast((step) => step < this.scale - 0.01) ?? 0.5);
        else if (name === "fit") this.redraw(null);
        else if (name === "back") this.go(this.current - 1);
        else if (name === "on") this.go(this.current + 1);
        else if (name === "previous") this.next(-1);
        else if (name === "find") this.toggleFind();
    }

    redraw(zoom = this.zoom) {
        const at = this.current;
        this.zoom = zoom;
        this.resize();
        this.go(at);
        const view = this.pages.getBoundingClientRect();
        for (const sheet of this.sheets) {
            const box = sheet.box.getBoundingClientRect();
            if (box.bottom > view.top - 600 && box.top < view.bottom + 600) this.draw(sheet); else this.release(sheet);
        }
    }

    get current() {
        const middle = this.pages.scrollTop + this.pages.clientHeight / 3;
        const at = this.sheets.findLast((sheet) => sheet.box.offsetTop <= middle);
        return at?.number ?? 1;
    }

    go(number) {
        const sheet = this.sheets[Math.min(this.sheets.length, Math.max(1, Math.trunc(number) || 1)) - 1];
        this.pages.scrollTo({ top: sheet.box.offsetTop - 12, behavior: "instant" });
        this.pageField.value = sheet.number;
    }

    toggleFind() {
        const find = this.root.querySelector('[data-part="find"]');
        find.hidden = !find.hidden;
        this.root.querySelector('[data-act="find"]').setAttribute("aria-expanded", String(!find.hidden));
        if (!find.hidden) return find.querySelector("input").focus();
        this.found = [];
        this.query = null;
        this.lightAll();
        this.pages.focus();
    }

    /** Reads each page's text once; a match is a page and the pieces of text it covers. */
    async search(query) {
        this.texts ??= await Promise.all(this.sheets.map(async ({ number }) => {
            const { items } = await (await this.document.getPage(number)).getTextContent();
            return items.filter((item) => item.str !== undefined).map((item) => folded(item.str.normalize("NFC")));
        }));
        const wanted = folded(query.normalize("NFC")).replace(/\s+/g, " ").trim();
        this.found = this.texts.flatMap((pieces, at) =>
            this.matches(pieces, wanted).map((match) => ({ page: at + 1, ...match })));
        this.query = query;
        this.foundAt = -1;
    }

    matches(pieces, wanted) {
        if (!wanted) return [];
        const starts = [];
        let text = "";
        for (const piece of pieces) {
            starts.push(text.length);
            text += piece + (piece.endsWith(" ") || !piece ? "" : " ");
        }
        const found = [];
        for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
            const first = starts.findLastIndex((start) => start <= from);
            const last = starts.findLastIndex((start) => start < from + wanted.length);
            found.push({ first, last });
        }
        return found;
    }

    async next(step) {
        const field = this.root.querySelector('[data-part="find"] input');
        if (this.query !== field.value) await this.search(field.value);
        const shown = this.root.querySelector('[data-part="found"]');
        if (!this.found.length) {
            shown.textContent = field.value ? word("viewer.none") : "";
            return this.lightAll();
        }
        this.foundAt = (this.foundAt + step + this.found.length) % this.found.length;
        shown.textContent = `${this.foundAt + 1} / ${word("viewer.found", this.found.length)}`;
        const sheet = this.sheets[this.found[this.foundAt].page - 1];
        if (!sheet.spans) { this.go(sheet.number); await this.draw(sheet); }
        this.lightAll();
        this.root.querySelector(".viewer__hit--at")?.scrollIntoView({ block: "center", behavior: "instant" });
    }

    lightAll() { for (const sheet of this.sheets) this.light(sheet); }

    light(sheet) {
        if (!sheet.spans) return;
        const hits = this.found.map((match, at) => ({ ...match, at })).filter((match) => match.page === sheet.number);
        sheet.spans.forEach((span, at) => {
            const hit = hits.filter((match) => at >= match.first && at <= match.last);
            span.classList.toggle("viewer__hit", hit.length > 0);
            span.classList.toggle("viewer__hit--at", hit.some((match) => match.at === this.foundAt));
        });
    }
}

onContent((root) => root.querySelectorAll("[data-viewer]").forEach((viewer) => new Viewer(viewer)));
