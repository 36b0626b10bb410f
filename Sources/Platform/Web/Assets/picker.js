// Picker of units and people: a text field becomes a list that is searched as one types (WAI-ARIA combobox). What was
// chosen is a ticked checkbox, as it is without JavaScript; taking the tick away takes the choice away.

const { word, onContent, element, folded } = await import("./words.js" + new URL(import.meta.url).search);

class Picker {
    constructor(root) {
        this.root = root;
        this.input = root.querySelector("input.input");
        this.chosen = root.querySelector('[data-part="chosen"]');
        this.status = root.querySelector('[data-part="status"]');
        this.recent = [...root.querySelectorAll("datalist option")].map((option) => ({
            value: option.dataset.value, label: option.value, note: option.dataset.note,
        }));
        this.options = [];
        this.at = -1;
        this.turn = 0;
        this.build();
    }

    build() {
        this.list = element("div", "picker__options");
        this.list.id = `${this.input.id}-options`;
        this.list.setAttribute("role", "listbox");
        this.list.hidden = true;
        this.input.removeAttribute("list");
        this.input.setAttribute("role", "combobox");
        this.input.setAttribute("aria-expanded", "false");
        this.input.setAttribute("aria-autocomplete", "list");
        this.input.setAttribute("aria-controls", this.list.id);
        this.list.setAttribute("aria-label", this.input.labels?.[0]?.textContent.trim() ?? "");
        this.input.after(this.list);
        this.input.addEventListener("input", () => this.later());
        this.input.addEventListener("focus", () => { if (!this.input.value) this.show(this.recent, "", true); });
        this.input.addEventListener("blur", () => this.close());
        this.input.addEventListener("keydown", (event) => this.key(event));
        // Pressing on an option must not take the focus from the field first.
        this.list.addEventListener("pointerdown", (event) => event.preventDefault());
        this.list.addEventListener("click", (event) => {
            const option = event.target.closest('[role="option"]');
            if (option) this.choose(this.options[Number(option.dataset.at)]);
        });
        this.chosen.addEventListener("change", (event) => {
            if (event.target.checked) return;
            event.target.closest(".chosen").remove();
            this.input.focus();
        });
        const form = this.input.form;
        form?.addEventListener("lienthong:restore", (event) => this.restore(event.detail));
        this.restore(form?.restored ?? []);
    }

    restore(choices) {
        for (const { name, option } of choices) if (name === this.root.dataset.name) this.add(option);
    }

    later() {
        clearTimeout(this.timer);
        // Filled in by a restored draft, not typed.
        if (document.activeElement !== this.input) return;
        const query = this.input.value.trim();
        if (!query) return this.show(this.recent, "", true);
        this.timer = setTimeout(() => this.search(query), 120);
    }

    async search(query) {
        const turn = ++this.turn;
        const address = new URL(this.root.dataset.picker, location.origin);
        address.searchParams.set("q", query);
        try {
            const answer = await fetch(address, { headers: { Accept: "application/json" } });
            const { results } = await answer.json();
            if (turn === this.turn && this.input.value.trim() === query) this.show(results, query, false);
        } catch {
            if (turn === this.turn) this.say(word("picker.failed"));
        }
    }

    show(options, query, isRecent) {
        const taken = new Set([...this.chosen.querySelectorAll("input")].map((box) => box.value));
        this.options = options.filter((option) => !taken.has(option.value));
        this.at = -1;
        if (isRecent && !this.options.length) return this.close();
        if (!this.options.length) return this.say(word("picker.none"));
        const rows = this.options.map((option, at) => this.row(option, at, query));
        const head = isRecent ? [element("div", "option option--head", word("picker.recent"))] : [];
        head.forEach((line) => line.setAttribute("role", "presentation"));
        this.list.replaceChildren(...head, ...rows);
        this.status.textContent = word("picker.found", this.options.length);
        this.open();
        if (!isRecent) this.mark(0);
    }

    row(option, at, query) {
        const label = element("span", "", ...this.marked(option.label, query));
        const row = element("div", "option", label);
        if (option.note) row.append(element("span", "option__note", option.note));
        row.id = `${this.list.id}-${at}`;
        row.dataset.at = at;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        return row;
    }

    marked(text, query) {
        const composed = text.normalize("NFC");
        const from = query ? folded(composed).indexOf(folded(query.normalize("NFC"))) : -1;
        if (from < 0) return [composed];
        const to = from + query.normalize("NFC").length;
        return [composed.slice(0, from), element("mark", "", composed.slice(from, to)), composed.slice(to)];
    }

    say(text) {
        this.options = [];
        const line = element("div", "option option--none", text);
        line.setAttribute("role", "presentation");
        this.list.replaceChildren(line);
        this.status.textContent = text;
        this.open();
    }

    open() { this.list.hidden = false; this.input.setAttribute("aria-expanded", "true"); }

    close() {
        clearTimeout(this.timer);
        this.turn += 1;
        this.list.hidden = true;
        this.input.setAttribute("aria-expanded", "false");
        this.input.removeAttribute("aria-activedescendant");
    }

    mark(at) {
        if (!this.options.length) return;
        this.at = (at + this.options.length) % this.options.length;
        for (const row of this.list.querySelectorAll('[role="option"]')) {
            const isAt = Number(row.dataset.at) === this.at;
            row.setAttribute("aria-selected", String(isAt));
            if (!isAt) continue;
            this.input.setAttribute("aria-activedescendant", row.id);
            row.scrollIntoView({ block: "nearest" });
        }
    }

    key(event) {
        const isOpen = !this.list.hidden;
        if (event.key === "ArrowDown") { if (!isOpen) this.later(); else this.mark(this.at + 1); }
        else if (event.key === "ArrowUp" && isOpen) this.mark(this.at - 1);
        else if (event.key === "Enter" && isOpen && this.at >= 0) this.choose(this.options[this.at]);
        else if (event.key === "Escape" && isOpen) { this.close(); event.stopPropagation(); }
        else return;
        event.preventDefault();
    }

    add(option) {
        if (!("multiple" in this.root.dataset)) this.chosen.replaceChildren();
        const box = element("input", "tick");
        Object.assign(box, { type: "checkbox", name: this.root.dataset.name, value: option.value, checked: true });
        const words = element("span", "", option.label);
        if (option.note) words.append(element("span", "chosen__note", option.note));
        this.chosen.append(element("label", "chosen", box, words));
    }

    choose(option) {
        this.add(option);
        this.input.value = "";
        this.input.dispatchEvent(new Event("input", { bubbles: true }));
        this.close();
    }
}

onContent((root) => root.querySelectorAll("[data-picker]").forEach((picker) => new Picker(picker)));
