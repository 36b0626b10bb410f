// Keys: / search, n create, ? help, g h home, g 1…9 areas of work, j k x Enter in lists, and what a page declares with
// data-shortcut. Single letters can be switched off on this computer (WCAG 2.1.4).

const help = document.getElementById("keyboard-help");
const enabled = help?.querySelector("#keyboard-on");
let waitingForPlace = false;

function remembered(value) {
    try {
        if (value !== undefined) localStorage.setItem("lienthong.keys", value);
        return localStorage.getItem("lienthong.keys") !== "off";
    } catch { return true; }
}
if (enabled) {
    enabled.checked = remembered();
    enabled.addEventListener("change", () => remembered(enabled.checked ? "on" : "off"));
}

const isTyping = (target) => target.isContentEditable
    || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

function openHelp() {
    document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });
    if (!help?.open) help?.showModal();
}
for (const button of document.querySelectorAll("[data-keyboard-help]")) {
    button.hidden = false;
    button.addEventListener("click", openHelp);
}

function goTo(place) {
    if (place === "h") return location.assign("/");
    document.querySelectorAll("#capabilities a")[Number(place) - 1]?.click();
}

/** Moves through the rows of the list on the page; the row it stands on shows it and holds the focus. */
function move(step) {
    const rows = [...document.querySelectorAll("[data-list] tbody tr")];
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.hasAttribute("data-at"));
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    rows[at]?.removeAttribute("data-at");
    next.setAttribute("data-at", "");
    (next.querySelector("a") ?? next.querySelector("input"))?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
}

function shortcut(key) {
    const menuKey = document.querySelector(`details.menu[open] [data-keys] [data-key="${CSS.escape(key)}"]`);
    const target = menuKey ?? document.querySelector(`[data-shortcut="${CSS.escape(key)}"]`);
    if (!target) return false;
    if (target.matches("input")) { target.focus(); target.select(); } else target.click();
    if (target.matches("summary")) target.parentElement.querySelector("a")?.focus();
    return true;
}

document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target) || help?.open || !remembered()) return;
    const { key } = event;
    if (waitingForPlace) {
        waitingForPlace = false;
        if (/^[h1-9]$/.test(key)) { event.preventDefault(); goTo(key); }
        return;
    }
    if (key === "?") openHelp();
    else if (key === "g") { waitingForPlace = true; setTimeout(() => { waitingForPlace = false; }, 1500); }
    else if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "x") document.querySelector("[data-at] input[type=checkbox]")?.click();
    else if (!/^[\w/]$/.test(key) || !shortcut(key)) return;
    event.preventDefault();
});
