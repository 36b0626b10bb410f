"""Load over HTTP by wrk, and what came of it."""

import re
import resource
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from table import Missing

# Printed by every script at its end; wrk's own text rounds, and hides what failed.
REPORT = """
done = function(summary, latency, requests)
    io.write(string.format("figures %d %d %d %d %d %d %d\\n", summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99), summary.errors.status,
        summary.errors.connect + summary.errors.read + summary.errors.write, summary.errors.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What a load reached."""

    per_second: float
    median: float
    p99: float
    generator: float  # cores that the load generator took away from the server

    def __str__(self) -> str:
        times = f"p50 {self.median:.1f} ms, p99 {self.p99:.1f} ms"
        return f"{self.per_second:,.0f}/s, {times} (wrk {self.generator:.2f} cores)"


def run(url: str, connections: int, seconds: int, headers: dict[str, str] | None = None, script: str = "") -> Load:
    """Asks `url` from so many connections at once; `script` (Lua) may make each request another one.

    One answer that is not 2xx or 3xx, or none at all, spoils the figure: an error page is served quickly.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(script + REPORT)
        lua.flush()
        command = ["wrk", "-t", str(min(2, connections)), "-c", str(connections), "-d", f"{seconds}s", "-s", lua.name]
        for name, value in (headers or {}).items():
            command += ["-H", f"{name}: {value}"]
        before = processor_seconds()
        try:
            result = subprocess.run(command + [url], capture_output=True, text=True)
        except FileNotFoundError:
            raise Missing("wrk is not installed; run Scripts/setup bench") from None
    found = re.search(r"^figures ([\d ]+)$", result.stdout, re.MULTILINE)
    if not found:
        raise Missing(f"wrk: {(result.stderr or result.stdout).strip()[-200:]}")
    requests, microseconds, median, p99, refused, broken, late = map(int, found.group(1).split())
    if refused or broken or late:
        raise Missing(f"of {requests} requests {refused} were refused, {broken} broken off, {late} too late")
    if requests == 0:
        raise Missing("no request was answered")
    duration = microseconds / 1_000_000
    generator = (processor_seconds() - before) / duration
    return Load(requests / duration, median / 1000, p99 / 1000, generator)


def processor_seconds() -> float:
    """Of the children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def memory(process: int) -> float:
    """Resident memory in MiB, of this process alone."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    if not found:
        raise Missing(f"process {process} has ended")
    return int(found.group(1)) / 1024
