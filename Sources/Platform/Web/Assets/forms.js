// Small help for forms: the summary of errors takes the focus, texts count down, dates are completed, a form is sent
// once, a list counts what was chosen, a due date explains itself. Each form works without any of it.

const { word, onContent } = await import("./words.js" + new URL(import.meta.url).search);

function countDown(field) {
    const most = Number(field.dataset.max);
    const line = document.createElement("div");
    line.className = "counted num";
    field.after(line);
    const show = () => {
        const left = most - Array.from(field.value.normalize("NFC")).length;
        line.hidden = left > most * 0.2;
        line.textContent = left >= 0 ? word("count.left", left) : word("count.over", -left);
        line.toggleAttribute("data-over", left < 0);
        line.setAttribute("role", left < 0 ? "alert" : "none");
    };
    field.addEventListener("input", show);
    show();
}

/** 3/2/26, 03.02.2026, 03022026 and 3/2 (of this year) become 03/02/2026; anything else stays as it was typed. */
export function completedDate(typed, thisYear = new Date().getFullYear()) {
    const parts = /^\d{8}$/.test(typed)
        ? [typed.slice(0, 2), typed.slice(2, 4), typed.slice(4)]
        : typed.trim().split(/[\s./-]+/);
    if (parts.length < 2 || parts.length > 3 || parts.some((part) => !/^\d+$/.test(part))) return typed;
    const [day, month, year = String(thisYear)] = parts;
    if (day.length > 2 || month.length > 2 || ![2, 4].includes(year.length)) return typed;
    const full = year.length === 2 ? String(Math.trunc(thisYear / 100)) + year : year;
    return `${day.padStart(2, "0")}/${month.padStart(2, "0")}/${full}`;
}

function bulk(form) {
    const boxes = () => [...form.querySelectorAll("tbody input[type=checkbox][name=id]")];
    const all = form.querySelector("[data-all]");
    const bar = form.querySelector(".bulk");
    const show = () => {
        const chosen = boxes().filter((box) => box.checked).length;
        bar.hidden = chosen === 0;
        bar.querySelector("[data-chosen]").textContent = word("bulk.chosen", chosen);
        all.checked = chosen > 0 && chosen === boxes().length;
        all.indeterminate = chosen > 0 && chosen < boxes().length;
    };
    all.hidden = false;
    all.addEventListener("change", () => { for (const box of boxes()) box.checked = all.checked; show(); });
    form.addEventListener("change", show);
    window.addEventListener("pageshow", show);
    show();
}

function deadline(group) {
    const own = group.querySelector('input[value="custom"]');
    const date = group.querySelector("[data-date]");
    const shown = group.querySelector('[data-part="preview"]');
    let asked = 0;
    const preview = async () => {
        const turn = ++asked;
        if (!group.dataset.preview || !/^\d\d\/\d\d\/\d{4}$/.test(date.value)) { shown.textContent = ""; return; }
        const address = new URL(group.dataset.preview, location.origin);
        address.searchParams.set("date", date.value);
        try {
            const answer = await (await fetch(address, { headers: { Accept: "application/json" } })).json();
            if (turn !== asked) return;
            shown.dataset.kind = answer.kind;
            shown.textContent = answer.text;
        } catch { shown.textContent = ""; }
    };
    date.addEventListener("input", () => { if (date.value) own.checked = true; });
    date.addEventListener("change", preview);
    if (date.value) preview();
}

onContent((root) => {
    root.querySelectorAll("[data-max]").forEach(countDown);
    root.querySelectorAll("form[data-bulk]").forEach(bulk);
    root.querySelectorAll("[data-deadline]").forEach(deadline);
    root.querySelector("[data-problems]:not(.example__stage *)")?.focus();
});

document.addEventListener("change", (event) => {
    if (event.target.matches("[data-date]")) event.target.value = completedDate(event.target.value);
}, true);

document.addEventListener("submit", (event) => {
    const form = event.target;
    // What is only downloaded leaves the page as it is.
    if (form.method !== "post" || event.submitter?.hasAttribute("data-download")) return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "1";
});
// Back from the next page, or not sent after all: the form may be sent again.
window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.addEventListener("lienthong:unsent", (event) => delete event.target.dataset.sent);
