"""The evaluation engine against its budgets: no server and no database, so one figure for both engines."""

import subprocess
from pathlib import Path

from table import Missing

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build" / "release" / "lienthong"
BUDGETS = {
    "full recomputation": ("10,000 communes x 200 criteria: full recomputation", "< 500 ms"),
    "one unit's edit, median": ("10,000 x 200: one unit's edit to the new ranking, median", "< 50 ms"),
    "one unit's edit, slowest of 40": ("10,000 x 200: one unit's edit to the new ranking, slowest of 40", "< 50 ms"),
    "exact mean, 20,000 x 10": ("Exact mean with ranks, 20,000 x 10", "< 500 ms"),
    "weighted mean in doubles, 20,000 x 10": ("Weighted mean in doubles, 20,000 x 10", "< 50 ms"),
    "one rebuild of the index": ("One rebuild of an index, 51 x 49, 3 levels", "< 10 ms"),
    "600 sensitivity runs": ("600 sensitivity runs, 51 x 49, 3 levels", "< 1000 ms"),
    "Copeland, 200 x 10": ("Copeland, 200 x 10", "< 100 ms"),
}


def measure(results) -> None:
    if not any(results.only in name.lower() for name, _ in BUDGETS.values()):
        return
    run = subprocess.run([PROGRAM, "evaluation", "bench"], capture_output=True, text=True, check=False)
    figures = dict(line.split("\t") for line in run.stdout.splitlines())

    def figure(key: str) -> str:
        if key not in figures:
            raise Missing(run.stderr.strip() or "the program printed no such figure")
        return f"{figures[key]} ms"

    for key, (name, budget) in BUDGETS.items():
        results.measure(name, "either", budget, lambda key=key: figure(key))
