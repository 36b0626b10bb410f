"""`kill -9` at random moments while sixteen programs register and issue: nothing acknowledged is lost, no number comes
twice, and the journal verifies.

LIENTHONG_KILLS says how often; LIENTHONG_SEED repeats a run, as far as chance in the programs and the moments goes.
"""

import os
import random
import threading
import time

import pytest

from killing import MARK, Client, Finding, Tables, check, minimal_pdf, offices
from server import Server

KILLS = int(os.environ.get("LIENTHONG_KILLS", "20"))
CLIENTS = 16


@pytest.mark.scaled
def test_a_killed_server_has_lost_nothing_that_it_acknowledged(installation, tmp_path):
    seed = int(os.environ.get("LIENTHONG_SEED", random.randrange(2**32)))
    print(f"LIENTHONG_SEED={seed}")
    chance = random.Random(seed)
    pdf = minimal_pdf(tmp_path / "scan.pdf")
    all_offices = offices(installation)
    clients = [
        Client(all_offices[number % len(all_offices)], pdf, random.Random(chance.getrandbits(64)))
        for number in range(CLIENTS)
    ]
    installation.start()
    for _ in range(KILLS):
        let_work(installation, clients, chance.uniform(0.05, 1.0))
        installation.start()
        check(installation, clients)
    let_work(installation, clients, 0.5)
    installation.start()
    check(installation, clients)
    Tables(installation).check_all(clients)
    documents = sum(len(client.acknowledged) for client in clients)
    print(f"{KILLS + 1} kills, {sum(client.sent for client in clients)} requests acknowledged, {documents} documents, "
          f"{sum(client.repeated for client in clients)} requests asked twice")
    assert documents > KILLS
    installation.kill()
    losses_are_seen(Tables(installation), clients)


def losses_are_seen(tables: Tables, clients: list[Client]) -> None:
    """A check that finds nothing has to be one that could."""
    for change, told in (
        ("UPDATE number_sequence SET last = last + 1", "the sequence stands at"),
        (f"UPDATE document SET subject = 'Mất' WHERE subject LIKE '{MARK}%'", "acknowledged and gone"),
    ):
        tables.spoil(change)
        with pytest.raises(Finding, match=told):
            tables.check_all(clients)
            tables.check()


def let_work(server: Server, clients: list[Client], seconds: float) -> None:
    """Work until the power goes."""
    killed = threading.Event()
    threads = [threading.Thread(target=client.work, args=(server.url, killed)) for client in clients]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    killed.set()
    server.kill()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
