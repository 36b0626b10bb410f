// Menus close when one clicks elsewhere or presses Escape; toasts go away by themselves unless something is wrong.

const openPanels = () => document.querySelectorAll("details.menu[open], details.due[open]");

document.addEventListener("click", (event) => {
    for (const panel of openPanels()) if (!panel.contains(event.target)) panel.open = false;
    event.target.closest("[data-close]")?.closest("[data-toast]")?.remove();
    if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const panel of openPanels()) {
        panel.open = false;
        panel.querySelector("summary")?.focus();
    }
});

function settle(toast) {
    for (const button of toast.querySelectorAll("[data-close]")) button.hidden = false;
    const lasting = toast.matches(".toast--warn, .toast--bad") || !toast.closest(".toasts");
    if (lasting) return;
    let timer;
    const wait = () => { timer = setTimeout(() => toast.remove(), toast.querySelector("form") ? 20000 : 8000); };
    const stay = () => clearTimeout(timer);
    toast.addEventListener("pointerenter", stay);
    toast.addEventListener("focusin", stay);
    toast.addEventListener("pointerleave", wait);
    toast.addEventListener("focusout", wait);
    wait();
}

document.querySelectorAll("[data-toast]").forEach(settle);
document.addEventListener("lienthong:toast", (event) => settle(event.detail));
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
