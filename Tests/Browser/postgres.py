"""PostgreSQL for tests in Python: the server that LIENTHONG_TEST_POSTGRES names, or one of our own."""

import os
import subprocess
import uuid
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from server import ROOT, ServerFailure


@contextmanager
def server_url():
    """A server's URL; our own server lives as long as the pipe to it."""
    if given := os.environ.get("LIENTHONG_TEST_POSTGRES"):
        yield given
        return
    process = subprocess.Popen(
        [ROOT / "Scripts" / "with-postgres", "sh", "-c", 'echo "$LIENTHONG_TEST_POSTGRES"; read -r _ || true'],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        url = process.stdout.readline().strip()
        if not url:
            raise ServerFailure("Scripts/with-postgres started no server; has Scripts/setup test been run?")
        yield url
    finally:
        process.stdin.close()
        process.wait()


@contextmanager
def new_database(server: str, purpose: str = "browser"):
    """The URL of an empty database, which is dropped afterwards."""
    name = f"lienthong_{purpose}_{uuid.uuid4().hex}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}", netloc=urlsplit(server).netloc))
    finally:
        _run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _run(url: str, statement: str) -> None:
    subprocess.run(["psql", "--no-psqlrc", "--quiet", "--command", statement, url], check=True)
