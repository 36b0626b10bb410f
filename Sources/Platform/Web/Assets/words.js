// What the modules share: the page's words in its language, icons, toasts, and the moment new content appears. Modules
// load it with their own version: await import("./words.js" + new URL(import.meta.url).search).

const version = new URL(import.meta.url).search;
const words = JSON.parse(document.getElementById("words")?.textContent || "{}");

/** The words under a key of the page's list; `(n)` is replaced. */
export function word(key, n = "") {
    return (words[key] ?? key).replace("(n)", n);
}

/** An icon of the sprite, with the version that the page was given. */
export function icon(name, small = false) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `/assets/icons.svg${version}#${name}`);
    svg.setAttribute("class", small ? "icon icon--small" : "icon");
    svg.setAttribute("aria-hidden", "true");
    svg.append(use);
    return svg;
}

/** An element with a class and children, made one by one: nothing that a server sends is read as markup. */
export function element(name, className = "", ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
}

/** Shows a message at the edge of the screen; with a path it leads there. */
export function toast({ kind = "info", text, path, label: linkText }) {
    const words = element("span", "toast__text", text);
    if (path) {
        const link = element("a", "", linkText || path);
        link.href = path;
        words.append(" ", link);
    }
    const label = element("span", "visually-hidden", word("toast.close"));
    const close = element("button", "tool", icon("close", true), label);
    close.type = "button";
    close.dataset.close = "";
    const shown = element("div", `toast toast--${kind}`, icon(`notice-${kind}`), words, close);
    shown.dataset.toast = "";
    document.querySelector(".toasts")?.append(shown);
    document.dispatchEvent(new CustomEvent("lienthong:toast", { detail: shown }));
}

/** Calls back for the page as it came, and again for content that replaced a part of it. */
export function onContent(enhance) {
    enhance(document);
    document.addEventListener("lienthong:content", (event) => enhance(event.target));
}

/** Lower case without diacritics, one character for one: a place in the folded text is a place in the original. */
export function folded(text) {
    return Array.from(text, (character) => {
        const plain = character.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
        return plain === "đ" ? "d" : plain.length === character.length ? plain : character;
    }).join("");
}
