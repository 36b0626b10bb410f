"""The platform under load: what the budgets speak of, in their order."""

import re
import subprocess
import time
from pathlib import Path

import load
import postgres as databases
from server import Server, ServerFailure, binary
from table import Missing, Table
from visitor import Visitor

CLERKS = ("vanthu.tinh", "vanthu.khcn", "vanthu.xa")  # sample clerks; each registers in a series of its own
USER = CLERKS[0]  # of the province itself, where most documents are
READERS, WRITERS, SEARCHERS = 50, 32, 8

PAGES = {
    "page: my work today": "/",
    "page: incoming documents": "/documents/incoming",
    "page: outgoing documents": "/documents/outgoing",
    "page: one document": r"/documents/[0-9A-Za-z]{13}",
}
LIST = "/documents/incoming"
REGISTER = "/api/v1/incoming-documents"
WORDS = ["quyet dinh", "ke hoach", "bao cao", "de nghi", "to trinh", "giay moi", "chuyen doi", "ngan sach"]
ONE_SERIES, MANY_SERIES = "register, one series", "register, three series"

PAGE_BUDGET = "p99 < 50 ms, ≥ 1,500/s"
BUDGETS = (
    [("start", "< 1 s"), ("memory when idle", "< 80 MB")]
    + [(name, PAGE_BUDGET) for name in PAGES]
    + [("search, two words", "p99 < 30 ms"), (ONE_SERIES, "≥ 2,000/s, p99 < 25 ms; PostgreSQL ≥ 800/s"),
       (MANY_SERIES, "≥ 2,000/s, p99 < 25 ms"), ("memory under load", "< 300 MB")]
)


def measure(results: Table, engine: str, folder: Path, postgres: str | None, documents: int, seconds: int) -> None:
    try:
        if engine == "sqlite":
            _measure(results, engine, folder, None, documents, seconds)
        else:
            with databases.new_database(postgres) as database:
                _measure(results, engine, folder, database, documents, seconds)
    except (Missing, ServerFailure) as reason:
        done = {name for name, row in results.rows.items() if engine in row.figures}
        results.skip(engine, str(reason), [pair for pair in BUDGETS if pair[0] not in done])


def _measure(results: Table, engine: str, folder: Path, database: str | None, documents: int, seconds: int) -> None:
    budgets = dict(BUDGETS)
    data = folder / engine
    results.measure("build the province", engine, "", lambda: build_province(data, database, documents))
    server = Server(data=data, log=folder / f"{engine}.log", database=database, options=("--unlimited",))
    began = time.perf_counter()
    server.start()
    started = time.perf_counter() - began
    try:
        results.measure("start", engine, budgets["start"], lambda: f"{started:.2f} s")
        results.measure("memory when idle", engine, budgets["memory when idle"], lambda: megabytes(server))
        account = server.account(USER)
        visitor = Visitor(server.url).sign_in(account.user, account.password)
        for name, path in PAGES.items():
            results.measure(name, engine, PAGE_BUDGET, lambda path=path: str(page_load(visitor, path, seconds)))
        results.measure("search, two words", engine, budgets["search, two words"], lambda: str(search(visitor, seconds)))
        for name, clerks in ((ONE_SERIES, CLERKS[:1]), (MANY_SERIES, CLERKS)):
            results.measure(
                name, engine, budgets[name], lambda clerks=clerks: str(register(server, clerks, seconds)))
        results.measure("memory under load", engine, budgets["memory under load"], lambda: megabytes(server))
    finally:
        server.kill()


def build_province(data: Path, database: str | None, documents: int) -> str:
    command = [str(binary()), "demo", "build", "--data", str(data), "--documents", str(documents)]
    began = time.perf_counter()
    run(command, database, f"`lienthong demo build --documents {documents}`")
    seconds = time.perf_counter() - began
    return f"{seconds:.0f} s, {documents / seconds:,.0f} documents/s"


def run(command: list[str], database: str | None, name: str) -> str:
    result = subprocess.run(command + (["--database", database] if database else []), capture_output=True, text=True)
    if result.returncode != 0:
        raise Missing(f"{name} failed: {(result.stderr or result.stdout).strip()[-200:]}")
    return result.stdout.strip()


def megabytes(server: Server) -> str:
    return f"{load.memory(server.process.pid):.0f} MB"


def page_load(visitor: Visitor, path: str, seconds: int) -> load.Load:
    """A path with a pattern in it is that of the first link of its kind on its list."""
    if "[" in path:
        found = re.search(f'href="({path})"', visitor.page(LIST))
        if not found:
            raise Missing(f"{LIST} has no link of the form {path}")
        path = found.group(1)
    visitor.page(path)
    return load.run(visitor.base + path, READERS, seconds, visitor.headers)


def search(visitor: Visitor, seconds: int) -> load.Load:
    visitor.page("/search?q=" + WORDS[0].replace(" ", "+"))
    words = ", ".join(f'"/search?q={one.replace(" ", "+")}"' for one in WORDS)
    script = f"""
local paths, turn = {{ {words} }}, 0
request = function()
    turn = turn + 1
    return wrk.format("GET", paths[turn % #paths + 1])
end
"""
    return load.run(visitor.base, SEARCHERS, seconds, visitor.headers, script)


def register(server: Server, clerks: tuple[str, ...], seconds: int) -> load.Load:
    """Each request registers another document: its number and its idempotency key are new. The clerks take turns."""
    tokens = [token(server, clerk) for clerk in clerks]
    script = f"""
local tokens = {{ {", ".join(f'"{one}"' for one in tokens)} }}
local start = {int(time.time()) % 1_000_000}
""" + """
local threads = 0
setup = function(thread)
    threads = threads + 1
    thread:set("first", threads * 10000000 + start)
end
local turn = 0
local body = '{"issuer":"UBND xã Tân Sơn","number":"%d","notation":"UBND-VP","issuedOn":"2026-03-02",'
    .. '"type":"cong-van","subject":"Về việc báo cáo số %d tình hình thực hiện chuyển đổi số trên địa bàn"}'
request = function()
    turn = turn + 1
    local number = first + turn
    local headers = {
        ["Content-Type"] = "application/json", ["Idempotency-Key"] = "benchmark-" .. number,
        ["Authorization"] = "Bearer " .. tokens[turn % #tokens + 1]
    }
    return wrk.format("POST", nil, headers, string.format(body, number, number))
end
"""
    return load.run(server.url + REGISTER, WRITERS, seconds, {}, script)


def token(server: Server, user: str) -> str:
    command = [str(binary()), "token", "create", "--data", str(server.data), "--user", user]
    return run(command, server.database, "`lienthong token create`")
