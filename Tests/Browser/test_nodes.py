"""Several servers of one installation, over one PostgreSQL and one folder, behind the shipped site of nginx."""

import http.client
import json
import os
import random
import re
import signal
import subprocess
import threading
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import replace
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import pytest

from authenticator import code
from conftest import ENGINES, LEFTOVERS
from killing import Client, Tables, check, lienthong, minimal_pdf, offices, troubles, wait_until
from proxy import free_port, nginx
from server import ROOT, Server, binary

# A killed node costs a start; so there are fewer kills than where there is one server only.
KILLS = max(4, int(os.environ.get("LIENTHONG_KILLS", "20")) // 5)
CLIENTS = 8

pytestmark = pytest.mark.skipif("postgresql" not in ENGINES, reason="several nodes share a PostgreSQL")


@pytest.fixture(scope="module")
def nodes(provinces, tmp_path_factory, certificate):
    """Two servers, and the address of the proxy before them."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("nodes")
        options = ("--behind-proxy", "127.0.0.1", "--unlimited")
        first = stack.enter_context(
            provinces.copy("postgresql", folder / "data", "node-1", options=options, port=free_port()))
        second = replace(first, log=LEFTOVERS / "node-2.log", port=free_port())
        second.log.unlink(missing_ok=True)
        stack.callback(second.kill)
        both = [first, second]
        for node in both:
            node.start()
        _, secure = stack.enter_context(nginx([node.url for node in both], certificate, folder))
        yield *both, secure
        for node in both:
            node.stop()


class Traveller:
    """A browser whose requests go to the node that it is told, as the proxy would pass them on."""

    def __init__(self, address: str) -> None:
        self.cookies: dict[str, str] = {}
        self.address = address

    def open(self, node: Server, method: str, path: str, form: dict | None = None, **headers) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(urlsplit(node.url).netloc, timeout=60)
        headers |= {"Host": "localhost", "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address,
                    "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(line).items()}
        return answer

    def ask(self, node: Server, method: str, path: str, form: dict | None = None) -> tuple[int, str]:
        answer = self.open(node, method, path, form)
        return answer.status, answer.read().decode()

    def fill_in(self, shown: Server, sent: Server, path: str, action: str, **fields) -> tuple[int, str]:
        """Takes a form from one node and sends it to the other."""
        status, page = self.ask(shown, "GET", path)
        assert status == 200, (path, status)
        token = re.search(r'name="csrfToken" value="([^"]+)"', page)[1]
        return self.ask(sent, "POST", action, fields | {"csrfToken": token})

    def sign_in(self, shown: Server, sent: Server, user: str, password: str) -> tuple[int, str]:
        return self.fill_in(shown, sent, "/sign-in", "/sign-in", username=user, password=password)


def test_sessions_forms_and_live_counts_know_no_node(nodes):
    one, other, _ = nodes
    person = Traveller("203.0.113.1")
    account = one.account("vanthu.tinh")
    status, _ = person.sign_in(one, other, account.user, account.password)
    assert status == 303
    # Each step at another node than the one before.
    status, _ = person.fill_in(one, other, "/account/factors", "/account/factors/app")
    assert status == 303
    secret = re.search(r"<code>([^<]+)</code>", person.ask(one, "GET", "/account/factors/app")[1])[1]
    status, page = person.fill_in(
        one, other, "/account/factors/app", "/account/factors/app/confirmation", code=code(secret, time.time()))
    assert status == 200 and "Mã khôi phục" in page
    assert person.ask(one, "GET", "/documents/incoming")[0] == 200

    # What one node registers, who listens at the other is told.
    events = person.open(other, "GET", "/events")
    assert events.status == 200
    first = next_counts(events)
    token = lienthong(one, "token", "create", "--user", account.user, "--name", "nodes")
    form = {"number": "7", "notation": "QĐ-BNV", "issuedOn": "2026-01-15", "issuer": "Bộ Nội vụ",
            "type": "quyet-dinh", "subject": "Từ nút này sang nút kia", "duplicateReason": "Thử nghiệm"}
    connection = http.client.HTTPConnection(urlsplit(one.url).netloc, timeout=60)
    connection.request("POST", "/api/v1/incoming-documents", json.dumps(form), {
        "Authorization": f"Bearer {token}", "Content-Type": "application/json", "X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    assert answer.status == 201, answer.read()
    changed = next_counts(events)
    assert changed and all(first.get(path) != count for path, count in changed.items())


def next_counts(events: http.client.HTTPResponse) -> dict[str, str]:
    while line := events.fp.readline():
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("the stream has ended")


def test_wrong_passwords_are_counted_over_all_nodes(nodes):
    one, other, _ = nodes
    account = one.account("thuongtruc")
    for number in range(5):
        stranger = Traveller("203.0.113.2")
        status, _ = stranger.sign_in(*((one, one) if number % 2 else (other, other)), account.user, "Sai mật khẩu")
        assert status == 422, status
    for node in (one, other):
        _, page = Traveller("203.0.113.3").sign_in(node, node, account.user, account.password)
        assert "Đã nhập sai nhiều lần" in page


def test_a_server_with_a_folder_of_its_own_is_refused(nodes, tmp_path):
    one, *_ = nodes
    command = [binary(), "serve", "--demo", "--data", tmp_path / "data", "--database", one.database, "--port", "0"]
    stray = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert stray.returncode != 0 and "Listening" not in stray.stdout
    assert "2 process(es) serve this database from another folder" in stray.stderr


@pytest.mark.scaled
def test_a_node_is_killed_and_the_others_go_on(nodes, tmp_path):
    one, other, secure = nodes
    seed = int(os.environ.get("LIENTHONG_SEED", random.randrange(2**32)))
    print(f"LIENTHONG_SEED={seed}")
    chance = random.Random(seed)
    all_offices = offices(one)
    clients = [
        Client(all_offices[number % len(all_offices)], minimal_pdf(tmp_path / "scan.pdf"),
               random.Random(chance.getrandbits(64)))
        for number in range(CLIENTS)
    ]
    told = threading.Event()
    threads = [threading.Thread(target=client.work_on, args=(secure, told)) for client in clients]
    for thread in threads:
        thread.start()
    try:
        gaps = [kill(*pair, clients) for pair in [(one, other), (other, one)] * (KILLS // 2)]
    finally:
        told.set()
        for thread in threads:
            thread.join(120)
    assert not any(thread.is_alive() for thread in threads) and not troubles(clients), troubles(clients)

    tables = Tables(one)
    wait_until(lambda: tables.rows("SELECT count(*) FROM event WHERE position IS NULL") == [("0",)])
    check(one, clients, secure)
    tables.check_all(clients)
    each_job_was_done_once(tables)
    documents = sum(len(client.acknowledged) for client in clients)
    print(f"{len(gaps)} kills, {documents} documents, {sum(client.sent for client in clients)} requests acknowledged, "
          f"{sum(client.repeated for client in clients)} asked twice, {sum(client.lost for client in clients)} answers "
          f"lost; first answer {min(gaps):.2f} to {max(gaps):.2f} s after a kill")
    assert documents > KILLS and sum(client.repeated for client in clients)


def kill(victim: Server, survivor: Server, clients: list[Client]) -> float:
    """Kills one node in the midst of work, and has it back when the other has shown that it does everything alone.

    Answers how long it took until somebody was answered again."""
    tables = Tables(survivor)
    going_on(clients)
    sealed = int(tables.rows("SELECT max(position) FROM event")[0][0])
    victim.kill()
    began, before = time.monotonic(), sum(client.sent for client in clients)
    wait_until(lambda: sum(client.sent for client in clients) > before or troubles(clients))
    gap = time.monotonic() - began
    going_on(clients)
    wait_until(lambda: int(tables.rows("SELECT max(position) FROM event")[0][0]) > sealed)
    victim.start()
    return gap


def going_on(clients: list[Client]) -> None:
    """Until each has had two more answers."""
    before = [client.sent for client in clients]
    wait_until(lambda: all(client.sent >= count + 2 for client, count in zip(clients, before)) or troubles(clients))


def each_job_was_done_once(tables: Tables) -> None:
    """Every subscriber at the end and none failing; every text read once, but for what a killed node had in its hands."""
    behind = "SELECT count(*) FROM journal_cursor WHERE failures > 0 OR position <> (SELECT max(position) + 1 FROM event)"
    wait_until(lambda: tables.rows(behind) == [("0",)])
    wait_until(lambda: int(tables.rows("SELECT count(*) FROM file_text WHERE state = 'waiting'")[0][0]) <= KILLS)
    assert tables.rows("SELECT count(*) FROM file_text WHERE state = 'failed' OR attempts > 1") == [("0",)]
    alive = "SELECT count(*) FROM node_lease WHERE renewed_at > (SELECT max(renewed_at) FROM node_lease) - 60000000"
    assert int(tables.rows(alive)[0][0]) >= 2


def test_the_script_starts_servers_that_one_can_open_and_ends_them():
    port = free_port()
    script = subprocess.Popen(
        [ROOT / "Scripts" / "run-nodes", "--port", str(port), "--documents", "40"], stdout=subprocess.PIPE, text=True,
        env=os.environ | {"LIENTHONG_CONFIGURATION": binary().parent.name}, start_new_session=True)
    try:
        said = ""
        for line in script.stdout:
            said += line
            if line.startswith("Open "):
                break
        processes = [int(number) for number in re.findall(r"is process (\d+) on port", said)]
        assert len(processes) == 2 and f"Open http://localhost:{port}" in said and "vanthu.tinh" in said
        os.kill(processes[0], signal.SIGKILL)
        with urllib.request.urlopen(f"http://localhost:{port}/sign-in") as answer:
            assert answer.status == 200
    finally:
        # As Ctrl-C ends it: the whole group hears of it.
        os.killpg(script.pid, signal.SIGINT)
        script.wait(60)
        script.stdout.close()
    assert not any(os.path.exists(f"/proc/{process}") for process in processes)
