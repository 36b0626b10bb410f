// Nothing typed is lost. A form with data-draft is kept in this browser while one types, is restored when the page is
// opened again (also after a session that ended), and asks before it is left. Passwords and files are never kept;
// drafts belong to the person whose page it was, go away when the form is sent or the person signs out, and after
// seven days.

const { word, onContent, element } = await import("./words.js" + new URL(import.meta.url).search);

const owner = document.body.dataset.owner;
const prefix = "lienthong.draft:";
const week = 7 * 24 * 3600 * 1000;
const between = document.querySelector('[data-page="sign-in"], [data-page="error"]');
// A form that is answered at another address than it stands at says where it belongs.
const keyOf = (form) => `${prefix}${owner}:${form.dataset.draftPath ?? location.pathname}:${form.dataset.draft}`;
const changed = new Set();

const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    // Full or forbidden: the guard still asks before the page is left.
    write(key, draft) { try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* as said */ } },
    remove(key) { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; } },
};

// A hidden field with data-kept says which state of the record was typed over; a draft without it would pass for newer.
const isKept = (field) => field.name && (field.dataset.kept !== undefined
    || !["hidden", "password", "file", "submit", "button"].includes(field.type));

/** What is in the fields; a choice of a picker keeps its words too: it is not on the page when that is opened again. */
function values(form) {
    return [...form.elements].filter(isKept).map((field) => {
        const kept = { name: field.name, value: field.value };
        if (!["checkbox", "radio"].includes(field.type)) return kept;
        kept.checked = field.checked;
        const chosen = field.closest(".chosen");
        if (chosen) {
            const note = chosen.querySelector(".chosen__note")?.textContent;
            const label = chosen.textContent.slice(0, note ? -note.length : undefined).trim();
            kept.option = { value: field.value, label, note };
        }
        return kept;
    });
}

function fill(form, kept) {
    const left = [...kept];
    for (const field of [...form.elements].filter(isKept)) {
        const isTicked = ["checkbox", "radio"].includes(field.type);
        const at = left.findIndex((one) => one.name === field.name && (!isTicked || one.value === field.value));
        if (at < 0) { if (field.closest(".chosen")) field.closest(".chosen").remove(); continue; }
        const [one] = left.splice(at, 1);
        if (isTicked) field.checked = one.checked; else field.value = one.value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const choices = left.filter((one) => one.checked && one.option);
    // The pickers may be made after this, or before.
    form.restored = choices;
    if (choices.length) form.dispatchEvent(new CustomEvent("lienthong:restore", { detail: choices }));
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
    form.insertBefore(notice, [...form.children].find((child) => !child.matches('input[type="hidden"]')) ?? null);
}

function guard(form) {
    const key = keyOf(form);
    const before = values(form);
    const stored = store.read(key);
    // What was sent a moment ago was answered by this form, filled by the server.
    const draft = stored?.sent ? null : stored;
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

/**
 * After a form was sent: the next page tells whether it arrived. Sign-in and error pages mean that it did not; the page that
 * asks for the password again has not decided yet, unless one turns back there.
 */
function clean() {
    if (document.querySelector('[data-page="step-up"]')) return;
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

document.querySelector('[data-page="step-up"] [data-cancel]')?.addEventListener("click", () => {
    for (const key of store.keys()) store.write(key, { ...store.read(key), sent: false });
});
window.addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });
document.addEventListener("submit", (event) => {
    const own = (key) => key.startsWith(`${prefix}${owner}:`);
    if (event.target.matches("[data-sign-out]")) store.keys().filter(own).forEach((key) => store.remove(key));
    // Leaving by a form of its own (the language, the post, a file sent ahead) keeps the draft, so it need not ask.
    if (event.target.matches("[data-draft]")) return;
    for (const form of changed) store.write(keyOf(form), { at: Date.now(), values: values(form) });
    changed.clear();
});
