"""Disks that fail, fill up or are slow, descriptors that run out, a database that crashes: nothing acknowledged
is lost, nothing comes twice, and the server goes on or says why it does not.

`make soak` does the same for longer (LIENTHONG_KILLS).
"""

import http.client
import os
import random
import socket
import threading
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest

import postgres
from conftest import ENGINES, LEFTOVERS
from killing import Client, Tables, check, lienthong, minimal_pdf, offices, troubles, wait_until
from server import Server
from straining import descriptors, fill, injecting, small_disk

# 1 in `make test`.
ROUNDS = max(1, int(os.environ.get("LIENTHONG_KILLS", "20")) // 20)
CLIENTS = 6

on_sqlite = pytest.mark.skipif("sqlite" not in ENGINES, reason="about the embedded database's files")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    return minimal_pdf(tmp_path_factory.mktemp("pdf") / "scan.pdf")


class Workplace:
    """A small province, the programs that work at it, and what must be true of it in the end."""

    def __init__(self, server: Server, pdf: bytes):
        self.server, self.pdf, self.offices = server, pdf, offices(server)
        self.everybody: list[Client] = []

    def start(self) -> None:
        """Also after a test that failed with the server running."""
        self.server.kill()
        self.server.start()

    def programs(self) -> list[Client]:
        seed = int(os.environ.get("LIENTHONG_SEED", random.randrange(2**32)))
        print(f"LIENTHONG_SEED={seed}")
        chance = random.Random(seed)
        clients = [
            Client(self.offices[number % len(self.offices)], self.pdf, random.Random(chance.getrandbits(64)))
            for number in range(CLIENTS)
        ]
        self.everybody += clients
        return clients

    @contextmanager
    def under_load(self):
        """Programs work from the server's start, whatever becomes of it, until the block has ended."""
        clients = self.programs()
        self.start()
        with at_work(self.server, clients):
            yield clients

    def assert_sound(self) -> None:
        """The invariants of every fault: nothing lost, no number twice, the journal and every file verify."""
        check(self.server, self.everybody)
        Tables(self.server).check_all(self.everybody)
        lienthong(self.server, "doctor", "--without-helpers")
        self.server.stop()


@pytest.fixture(scope="module")
def on_a_small_disk(provinces, tmp_path_factory, pdf):
    """An embedded installation on a disk of its own."""
    # The whole disk is smaller than what is kept free for the database otherwise.
    options = ("--unlimited", "--upload-reserve", "0")
    with small_disk(tmp_path_factory.mktemp("disk") / "small", 160) as disk:
        with provinces.copy("sqlite", disk / "data", "faults-sqlite", options=options) as server:
            yield Workplace(server, pdf)


@contextmanager
def at_work(server: Server, clients: list[Client]):
    """Programs work until the block has ended."""
    told = threading.Event()
    threads = [threading.Thread(target=client.work_on, args=(server.url, told)) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        told.set()
        for thread in threads:
            thread.join(120)
    assert not any(thread.is_alive() for thread in threads) and not troubles(clients), troubles(clients)


def going_on(clients: list[Client], answers: int = 2) -> None:
    before = [client.sent for client in clients]
    wait_until(
        lambda: all(client.sent >= count + answers for client, count in zip(clients, before)) or troubles(clients), 120)


def refused(clients: list[Client], times: int = 10) -> None:
    """Until programs were told that often that it does not go now."""
    before = sum(client.lost for client in clients)
    wait_until(lambda: sum(client.lost for client in clients) >= before + times or troubles(clients), 120)


def reads(server: Server, clients: list[Client]) -> int:
    """What a clerk is answered who opens a document."""
    reader = next(client for client in clients if client.acknowledged)
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)
    connection.request("GET", f"/api/v1/documents/{next(iter(reader.acknowledged))}",
                       headers={"Authorization": f"Bearer {reader.office.clerk}"})
    return connection.getresponse().status


@on_sqlite
@pytest.mark.scaled
def test_on_a_full_disk_writes_are_refused_reads_go_on_and_with_room_all_goes_on(on_a_small_disk):
    server = on_a_small_disk.server
    with on_a_small_disk.under_load() as clients:
        for _ in range(ROUNDS):
            going_on(clients)
            filler = fill(server.data.parent)
            refused(clients, 20)
            assert reads(server, clients) == 200
            filler.unlink()
            going_on(clients)
    on_a_small_disk.assert_sound()


@on_sqlite
@pytest.mark.scaled
def test_what_the_disk_did_not_keep_stops_the_server_which_recovers_at_its_next_start(on_a_small_disk):
    server = on_a_small_disk.server
    for _ in range(ROUNDS):
        with on_a_small_disk.under_load() as clients:
            going_on(clients)
            with injecting(server, "fsync,fdatasync", "error=EIO", server.data / "lienthong.sqlite-wal"):
                wait_until(lambda: server.process.poll() is not None)
        assert server.process.returncode not in (0, -6, -11)
        assert "the disk did not keep" in server.last_words()
    on_a_small_disk.start()
    on_a_small_disk.assert_sound()


@on_sqlite
@pytest.mark.scaled
def test_writes_that_fail_are_refused_and_leave_nothing_behind(on_a_small_disk):
    server = on_a_small_disk.server
    with on_a_small_disk.under_load() as clients:
        for _ in range(ROUNDS):
            going_on(clients)
            with injecting(server, "pwrite64", "error=EIO:when=3+7", server.data / "lienthong.sqlite-wal"):
                refused(clients, 5)
            going_on(clients)
    on_a_small_disk.assert_sound()


@on_sqlite
@pytest.mark.scaled
def test_on_a_slow_disk_people_read_while_others_wait_for_it(on_a_small_disk):
    server = on_a_small_disk.server
    with on_a_small_disk.under_load() as clients:
        going_on(clients)
        with injecting(server, "fsync,fdatasync", "delay_enter=1000000", server.data / "lienthong.sqlite-wal"):
            for _ in range(ROUNDS):
                began = sum(client.sent for client in clients)
                for _ in range(20):
                    assert reads(server, clients) == 200
                wait_until(lambda: sum(client.sent for client in clients) > began)
        going_on(clients)
    on_a_small_disk.assert_sound()


@on_sqlite
def test_with_no_descriptor_left_the_server_lives_and_takes_new_ones_when_there_are(on_a_small_disk):
    server = on_a_small_disk.server
    server.wrapper = ("/usr/bin/prlimit", "--nofile=160:160", "--")
    with on_a_small_disk.under_load() as clients:
        going_on(clients)
    before = descriptors(server)
    idle = []
    address = (urlsplit(server.url).hostname, urlsplit(server.url).port)
    for _ in range(400):
        one = socket.socket()
        idle.append(one)
        one.setblocking(False)
        one.connect_ex(address)
    wait_until(lambda: descriptors(server) >= 158)
    for one in idle:
        one.close()
    wait_until(lambda: descriptors(server) <= before + 20)
    with at_work(server, clients):
        going_on(clients)
    on_a_small_disk.assert_sound()


@pytest.mark.skipif("postgresql" not in ENGINES, reason="about PostgreSQL")
@pytest.mark.scaled
def test_a_database_that_crashes_under_load_is_waited_for_and_nothing_is_lost(tmp_path_factory, pdf):
    database = postgres.Restartable()
    with ExitStack() as stack:
        stack.callback(database.end)
        log = LEFTOVERS / "faults-postgresql.log"
        log.unlink(missing_ok=True)
        server = Server(
            data=tmp_path_factory.mktemp("crash") / "data", log=log, database=database.url, options=("--unlimited",))
        stack.callback(server.kill)
        # On a server of its own, so nothing can be copied.
        lienthong(server, "demo", "build", "--documents", "40")
        workplace = Workplace(server, pdf)
        with workplace.under_load() as clients:
            for number in range(2 * ROUNDS):
                going_on(clients)
                database.tell("stop" if number % 2 else "crash")
                refused(clients)
                database.tell("start")
                going_on(clients)
        workplace.assert_sound()
