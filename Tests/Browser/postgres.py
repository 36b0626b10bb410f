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


class Restartable:
    """A server of a test's own that waits for the disk, and that the test may restart."""

    # Answers each line with one of its own; when no more comes, the server is stopped for good.
    DRIVER = """
        folder=${LIENTHONG_TEST_POSTGRES##*host=}
        control() {
            as=
            [ "$(id -u)" -ne 0 ] || as='setpriv --reuid=postgres --regid=postgres --clear-groups'
            cd / && $as /usr/lib/postgresql/*/bin/pg_ctl -s -w -D "$folder/data" "$@" >/dev/null 2>&1
        }
        echo "$LIENTHONG_TEST_POSTGRES"
        while read -r order; do
            case $order in
                crash) control -m immediate stop ;;
                stop) control -m fast stop ;;
                start) control -o "-k $folder -c listen_addresses='' -c max_connections=300" -l "$folder/data/log" start ;;
            esac
            echo "$order $?"
        done
        control -m immediate stop
    """

    def __init__(self) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "LIENTHONG_TEST_POSTGRES"}
        self.process = subprocess.Popen(
            [ROOT / "Scripts" / "with-postgres", "--durable", "sh", "-c", self.DRIVER], env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    def tell(self, order: str) -> None:
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == f"{order} 0\n"

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


@contextmanager
def new_database(server: str, template: str = "template0"):
    """The URL of a new database, which is dropped afterwards: an empty one, or the copy of one that nobody uses."""
    name = f"lienthong_browser_{uuid.uuid4().hex}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}", netloc=urlsplit(server).netloc))
    finally:
        _run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _run(url: str, statement: str) -> None:
    subprocess.run(["psql", "--no-psqlrc", "--quiet", "--command", statement, url], check=True)
