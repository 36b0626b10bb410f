// Nothing typed is lost. A form with data-draft is kept in this browser while one types, is restored when the page is opened
// again (also after a session that ended), and asks before it is left. Passwords and files are never kept; drafts belong to the
// person whose page it was, go away when the form is sent or the person signs out, and after seven days.

const { word, onContent, element } = await import("./words.js" + new URL(import.meta.url).search);

const owner = document.body.dataset.owner;
const prefix = "lienthong.draft:";
const week = 7 * 24 * 3600 * 1000;
const between = document.querySelector('[data-page="sign-in"], [data-page="error"]');
const keyOf = (form) => `${prefix}${owner}:${location.pathname}:${form.dataset.draft}`;
const changed = new Set();

const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(key, draft) { try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* full or forbidden: the guard still asks */ } },
    remove(key) { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; } },
};

const isKept = (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);

function values(form) {
    return [...form.elements].filter(isKept).map((field) =>
        ["checkbox", "radio"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value]);
}

function fill(form, kept) {
    const left = new Map();
    for (const field of [...form.elements].filter(isKept)) {
        const found = kept.find((value, at) => !left.has(at) && value[0] === field.name
            && (value.length === 2 || value[1] === field.value));
        if (!found) continue;
        left.set(kept.indexOf(found), true);
        if (found.length === 3) field.checked = found[2]; else field.value = found[1];
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const missing = kept.filter((value, at) => value.length === 3 && value[2] && !left.has(at));
    if (missing.length) form.dispatchEvent(new CustomEvent("lienthong:restore", { detail: missing, bubbles: true }));
}

function tell(form, draft, before) {
    const time = new Date(draft.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    const again = element("button", "button button--link", word("draft.discard"));
    again.type = "button";
    const hasFile = form.querySelector('input[type="file"]');
    const text = element("p", "", word("draft.restored", time), hasFile ? ` ${word("draft.file")} ` : " ", again);
    const notice = element("div", "notice", element("div", "", text));
    notice.setAttribute("role", "status");
    again.addEventListener("click", () => {
        store.remove(keyOf(form));
        changed.delete(form);
        fill(form, before);
        notice.remove();
    });
    form.prepend(notice);
}

function guard(form) {
    const key = keyOf(form);
    const before = values(form);
    const draft = store.read(key);
    // A form that came back with problems is already filled by the server.
    if (draft && !form.querySelector("[data-problems], .field__error")) {
        if (JSON.stringify(draft.values) !== JSON.stringify(before)) {
            fill(form, draft.values);
            tell(form, draft, before);
            changed.add(form);
        }
    }
    let timer;
    const keep = () => {
        const now = values(form);
        const same = JSON.stringify(now) === JSON.stringify(before);
        changed[same ? "delete" : "add"](form);
        if (same) store.remove(key); else store.write(key, { at: Date.now(), values: now });
    };
    const soon = () => { clearTimeout(timer); changed.add(form); timer = setTimeout(keep, 300); };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => {
        clearTimeout(timer);
        store.write(key, { at: Date.now(), values: values(form), sent: true });
        changed.delete(form);
    });
    form.addEventListener("lienthong:unsent", keep);
    window.addEventListener("pagehide", () => { if (changed.has(form)) keep(); });
}

/** After a form was sent: the next page tells whether it arrived. Sign-in and error pages mean that it did not. */
function clean() {
    for (const key of store.keys()) {
        const draft = store.read(key);
        if (!draft || Date.now() - draft.at > week) { store.remove(key); continue; }
        if (!draft.sent) continue;
        const back = document.querySelector(".field__error, [data-problems]");
        if (between || back) store.write(key, { ...draft, sent: false });
        else store.remove(key);
    }
}

clean();
if (owner) onContent((root) => root.querySelectorAll("form[data-draft]").forEach(guard));

window.addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });
document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) store.keys().filter((key) => key.startsWith(`${prefix}${owner}:`)).forEach(store.remove);
    // Leaving by a form of its own (switching the language or the post) keeps the draft, so it need not ask.
    if (!event.target.matches("[data-draft]")) changed.clear();
});
