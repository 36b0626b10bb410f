"""The table of a run: a row for each measurement, a column for each engine."""

from dataclasses import dataclass, field


class Missing(Exception):
    """Something could not be measured; the message says why."""


@dataclass
class Row:
    name: str
    budget: str
    figures: dict[str, str] = field(default_factory=dict)


class Table:
    def __init__(self, engines: list[str], only: str):
        self.engines = engines
        self.only = only.lower()
        self.rows: dict[str, Row] = {}
        self.missing: list[str] = []

    def measure(self, name: str, engine: str, budget: str, measurement) -> None:
        """Runs a measurement and enters what it returns: a text with its unit."""
        if self.only not in name.lower():
            return
        row = self.rows.setdefault(name, Row(name, budget))
        try:
            row.figures[engine] = measurement()
        except Missing as reason:
            row.figures[engine] = "not measured"
            self.missing.append(f"{name} ({engine}): {reason}")
        print(f"  {name} ({engine}): {row.figures[engine]}", flush=True)

    def skip(self, engine: str, reason: str, names: list[tuple[str, str]]) -> None:
        """None of these can be measured, all for one reason."""

        def refuse():
            raise Missing(reason)

        for name, budget in names:
            self.measure(name, engine, budget, refuse)

    def text(self) -> str:
        """The table in Markdown, its columns aligned. What does not depend on an engine fills the first column."""
        lines = [["What", *self.engines, "Budget"]]
        for row in self.rows.values():
            figures = [row.figures.get(engine, row.figures.get("either", "")) for engine in self.engines]
            lines.append([row.name, *figures, row.budget])
        widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
        lines.insert(1, ["-" * width for width in widths])
        return "\n".join(
            "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines)
