"""What the machine itself can do: no platform can be quicker than this."""

import os
import re
import sqlite3
import statistics
import subprocess
import time
from pathlib import Path

import load
from server import binary, ServerFailure
from table import Missing, Table

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
WRITERS = 32


def description() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text()).group(1)) // 1024 // 1024
    return f"{os.cpu_count()} cores ({model.group(1) if model else 'unknown'}), {memory} GiB, Linux {os.uname().release}."


def measure(results: Table, folder: Path, postgres: str | None, seconds: int) -> None:
    results.measure("machine: write and fsync of 4 KiB", "either", "", lambda: fsync(folder))
    results.measure("machine: plain response", "either", "", lambda: plain_response(seconds))
    if "sqlite" in results.engines:
        results.measure("machine: committed inserts of one row", "sqlite", "", lambda: sqlite_inserts(folder, seconds))
    if postgres:
        results.measure(
            "machine: committed inserts of one row", "postgresql", "", lambda: postgres_inserts(folder, postgres, seconds))


def fsync(folder: Path) -> str:
    times = []
    with open(folder / "fsync", "wb", buffering=0) as file:
        for _ in range(200):
            began = time.perf_counter()
            file.write(bytes(4096))
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return f"median {statistics.median(times) * 1000:.2f} ms"


def plain_response(seconds: int) -> str:
    """The HTTP server of the platform with nothing behind it."""
    try:
        process = subprocess.Popen(
            [binary(), "benchmark", "plain", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    except ServerFailure as failure:
        raise Missing(failure) from None
    with process:
        try:
            line = process.stdout.readline()
            found = re.search(r"Listening on (http://\S+)", line)
            if not found:
                raise Missing("`lienthong benchmark plain --port 0` did not say 'Listening on …'")
            return str(load.run(found.group(1).rstrip("/") + "/", connections=50, seconds=seconds))
        finally:
            process.kill()


def sqlite_inserts(folder: Path, seconds: int) -> str:
    """One connection, one row a transaction, durable: the same settings as the platform's."""
    connection = sqlite3.connect(folder / "inserts.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        connection.execute("INSERT INTO note (text) VALUES (?)", ("Công văn số 15/UBND-VP",))
        count += 1
    elapsed = time.perf_counter() - began
    connection.close()
    return f"{count / elapsed:,.0f}/s, 1 writer"


def postgres_inserts(folder: Path, url: str, seconds: int) -> str:
    if not PROGRAMS:
        raise Missing("PostgreSQL's programs are not installed")
    script = folder / "insert.sql"
    script.write_text("INSERT INTO machine_note (text) VALUES ('Công văn số 15/UBND-VP');\n")
    table = "CREATE TABLE IF NOT EXISTS machine_note (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text NOT NULL)"
    subprocess.run([PROGRAMS[-1] / "psql", "-qc", table, url], check=True)
    result = subprocess.run(
        [PROGRAMS[-1] / "pgbench", "-n", "-c", str(WRITERS), "-j", "2", "-T", str(seconds), "-f", script, url],
        capture_output=True, text=True)
    found = re.search(r"tps = ([0-9.]+)", result.stdout)
    if result.returncode != 0 or not found:
        raise Missing(f"pgbench: {result.stderr.strip()[-200:]}")
    return f"{float(found.group(1)):,.0f}/s, {WRITERS} writers"
