"""Programs that register and issue documents while the server is killed under them, and what must be true afterwards.

A client sends one request after another, each with an Idempotency-Key of its own, and writes down every answer. When an
answer is lost it sends the very same request again as soon as the server is back. It knows therefore what was
acknowledged, and that no more may have happened than it asked for.
"""

import http.client
import json
import random
import sqlite3
import ssl
import subprocess
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from server import ROOT, Server, binary

MARK = "Thử ngắt điện"

# Answers of a server, or of the proxy before it, after which a program asks again: what it asked may have been done.
UNAVAILABLE = (502, 503, 504)
FULL = "hết chỗ lưu tệp"


class Finding(AssertionError):
    """Something that may not be."""


def connect(url: str) -> http.client.HTTPConnection:
    """To a server, or to the proxy before it under a certificate of the test's own."""
    place = urlsplit(url)
    if place.scheme == "https":
        return http.client.HTTPSConnection(place.netloc, timeout=60, context=ssl._create_unverified_context())
    return http.client.HTTPConnection(place.netloc, timeout=60)


@dataclass(frozen=True)
class Request:
    """One request, the same each time it is sent."""

    path: str
    token: str
    body: bytes = b""
    type: str = "application/json"
    key: str = ""

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": self.type}
        return headers | ({"Idempotency-Key": self.key} if self.key else {})


@dataclass(frozen=True)
class Office:
    """An agency's tokens; `leader` is empty where it only registers."""

    clerk: str
    drafter: str = ""
    leader: str = ""
    recipient: str = ""


@dataclass
class Client:
    """One program; its story goes on over every restart."""

    office: Office
    pdf: bytes
    chance: random.Random
    acknowledged: dict[str, dict] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    trouble: list[str] = field(default_factory=list)
    sent: int = 0
    repeated: int = 0
    lost: int = 0

    def __post_init__(self) -> None:
        self.story = self._story()
        self.next: Request = next(self.story)
        self.last: tuple[Request, bytes] | None = None

    # What it does

    def _story(self):
        while True:
            yield from self._issue() if self.office.leader and self.chance.random() < 0.5 else self._register()

    def _register(self):
        form = {"number": str(self.chance.randrange(1, 99999)), "notation": "QĐ-BNV", "issuedOn": "2026-01-15",
                "issuer": "Bộ Nội vụ", "type": "quyet-dinh", "subject": self._subject(),
                "duplicateReason": "Thử nghiệm"}
        if self.chance.random() < 0.2:
            form["upload"] = yield from self._upload()
        document = yield self._request("/api/v1/incoming-documents", self.office.clerk, form)
        self._keep(document, "subject", "arrivalNumber")

    def _issue(self):
        form = {"type": "cong-van", "subject": self._subject(), "recipients": [self.office.recipient]}
        document = yield self._request("/api/v1/outgoing-documents", self.office.drafter, form)
        self._keep(document, "subject")
        path = f"/api/v1/outgoing-documents/{document['id']}"
        yield self._request(f"{path}/submission", self.office.drafter)
        yield self._request(f"{path}/approval", self.office.leader)
        self._keep((yield self._request(f"{path}/number", self.office.clerk)), "number", "notation")
        upload = yield from self._upload()
        self._keep((yield self._request(f"{path}/issue", self.office.clerk, {"upload": upload})), "state", "file")

    def _upload(self):
        upload = yield Request("/api/v1/files?name=a.pdf", self.office.clerk, self.pdf, "application/pdf")
        return upload["id"]

    def _subject(self) -> str:
        return f"{MARK} {uuid.UUID(int=self.chance.getrandbits(128))}"

    def _request(self, path: str, token: str, form: dict | None = None) -> Request:
        body = b"" if form is None else json.dumps(form).encode()
        return Request(path, token, body, key=str(uuid.UUID(int=self.chance.getrandbits(128))))

    def _keep(self, document: dict, *names: str) -> None:
        """An answer is a promise."""
        self.acknowledged.setdefault(document["id"], {}).update({name: document[name] for name in names})
        self.fresh.add(document["id"])

    # How it does it

    def work(self, url: str, killed: threading.Event) -> None:
        """Until the server is gone."""
        connection = connect(url)
        try:
            while not self.trouble:
                self._once(connection)
        except (OSError, http.client.HTTPException) as lost:
            if not killed.is_set():
                self.trouble.append(f"{self.next.path}: {lost!r}, and nobody had killed the server")
        finally:
            connection.close()

    def work_on(self, url: str, told_to_end: threading.Event) -> None:
        """Through a proxy, whatever becomes of the servers behind it: what got no answer is asked again."""
        connection = connect(url)
        while not self.trouble and not told_to_end.is_set():
            try:
                self._once(connection)
            except (OSError, http.client.HTTPException):
                self.lost += 1
                connection.close()
                time.sleep(0.02)
                connection = connect(url)
        connection.close()

    def _once(self, connection: http.client.HTTPConnection) -> None:
        if self.last and self.chance.random() < 0.1:
            request, before = self.last
            status, body = self._ask(connection, request)
            if status in UNAVAILABLE:
                self.lost += 1
                return
            self.repeated += 1
            if body != before:
                self.trouble.append(f"{request.path} was answered {before!r}, and the second time {status} {body!r}")
            return
        status, body = self._ask(connection, self.next)
        if status in UNAVAILABLE or status == 422 and FULL in body.decode():
            self.lost += 1
            time.sleep(0.02)
            return
        if status not in (200, 201):
            self.trouble.append(f"{self.next.path}: {status} {body.decode(errors='replace')}")
            return
        self.sent += 1
        self.last = (self.next, body) if self.next.key else self.last
        self.next = self.story.send(json.loads(body))

    def _ask(self, connection: http.client.HTTPConnection, request: Request) -> tuple[int, bytes]:
        connection.request("POST", request.path, request.body, request.headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def look_again(self, url: str) -> None:
        """What was acknowledged since the last time is there, as it was told."""
        connection = connect(url)
        for id in self.fresh:
            token = self.office.drafter if "arrivalNumber" not in self.acknowledged[id] else self.office.clerk
            connection.request("GET", f"/api/v1/documents/{id}", headers={"Authorization": f"Bearer {token}"})
            answer = connection.getresponse()
            body = answer.read()
            found = json.loads(body) if answer.status == 200 else {}
            for name, value in self.acknowledged[id].items():
                if found.get(name) != value:
                    self.trouble.append(f"{id}: {name} was {value!r}, now {answer.status} {found.get(name)!r}")
        self.fresh.clear()
        connection.close()


@dataclass(frozen=True)
class Tables:
    """The installation's database, read past the server."""

    server: Server

    def rows(self, statement: str) -> list[tuple[str, ...]]:
        if self.server.database:
            asked = subprocess.run(
                ["psql", "--no-psqlrc", "-At", "-F", "\t", "--command", statement, self.server.database],
                check=True, capture_output=True, text=True)
            return [tuple(line.split("\t")) for line in asked.stdout.splitlines()]
        connection = sqlite3.connect(f"file:{self.server.data}/lienthong.sqlite?mode=ro", uri=True)
        try:
            return [tuple("" if cell is None else str(cell) for cell in row) for row in connection.execute(statement)]
        finally:
            connection.close()

    def spoil(self, statement: str) -> None:
        """Does to the database of a server that is down what a lost write would have done."""
        if self.server.database:
            command = ["psql", "--no-psqlrc", "--quiet", "--command", statement, self.server.database]
            subprocess.run(command, check=True, capture_output=True)
            return
        with closing(sqlite3.connect(f"{self.server.data}/lienthong.sqlite", isolation_level=None)) as connection:
            connection.execute(statement)

    def check(self) -> None:
        """No number twice, no gap, no document twice, and each with its event."""
        for series, count, distinct, highest, last in self.rows(NUMBERS):
            if not count == distinct == highest == last:
                raise Finding(f"{series}: {count} numbers, {distinct} of them distinct, up to {highest}, "
                              f"and the sequence stands at {last}")
        for subject, count in self.rows(
                f"SELECT subject, count(*) FROM document WHERE subject LIKE '{MARK}%' GROUP BY subject HAVING count(*) > 1"):
            raise Finding(f"'{subject}' is there {count} times")
        if missing := self.rows(WITHOUT_EVENT):
            raise Finding(f"documents of which the journal knows nothing: {missing}")

    def check_all(self, clients: list[Client]) -> None:
        """Everything ever acknowledged is there, and nothing that nobody asked for."""
        there = {subject for (subject,) in self.rows(f"SELECT subject FROM document WHERE subject LIKE '{MARK}%'")}
        told = {document["subject"] for client in clients for document in client.acknowledged.values()}
        if lost := told - there:
            raise Finding(f"acknowledged and gone: {sorted(lost)}")
        asked = {json.loads(client.next.body)["subject"] for client in clients if b'"subject"' in client.next.body}
        if more := there - told - asked:
            raise Finding(f"nobody asked for these, or not for another: {sorted(more)}")


NUMBERS = """
SELECT 'incoming ' || s.agency_id || ' ' || s.year, count(*), count(DISTINCT i.arrival_number),
       max(i.arrival_number), s.last
FROM number_sequence s LEFT JOIN incoming_document i ON i.agency_id = s.agency_id AND i.year = s.year
WHERE s.series = 'incoming' GROUP BY s.agency_id, s.year, s.last
UNION ALL
SELECT s.series || ' ' || s.agency_id || ' ' || s.year, count(*), count(DISTINCT o.number), max(o.number), s.last
FROM number_sequence s
LEFT JOIN outgoing_document o ON o.agency_id = s.agency_id AND o.year = s.year AND o.series = s.series
WHERE s.series <> 'incoming' GROUP BY s.series, s.agency_id, s.year, s.last
"""

WITHOUT_EVENT = f"""
SELECT id, subject FROM document WHERE subject LIKE '{MARK}%' AND NOT EXISTS (
    SELECT 1 FROM event WHERE event.subject_id = document.id
      AND event.kind IN ('document.registered', 'document.drafted'))
"""


def lienthong(server: Server, *arguments: str) -> str:
    """Runs a command over the server's installation."""
    command = [str(binary()), *arguments, "--data", str(server.data)]
    command += ["--database", server.database] if server.database else []
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise Finding(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def minimal_pdf(path: Path) -> bytes:
    """A real PDF, printed once."""
    from weasyprint import HTML

    HTML(string="<html lang='vi'><p>Bản quét thử</p></html>").write_pdf(path)
    return path.read_bytes()


def crockford(number: int) -> str:
    """An identifier as addresses have it."""
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "".join(digits[(number >> (5 * place)) & 31] for place in reversed(range(13)))


def offices(server: Server) -> list[Office]:
    def token(user: str) -> str:
        return lienthong(server, "token", "create", "--user", user, "--name", "kill")

    recipient = Tables(server).rows("SELECT min(id) FROM unit WHERE is_agency AND valid_to IS NULL")[0][0]
    province, department = token("vanthu.tinh"), token("vanthu.khcn")
    return [
        Office(province, province, token("lanhdao.tinh"), crockford(int(recipient))),
        Office(department, token("chuyenvien.khcn"), token("lanhdao.khcn"), crockford(int(recipient))),
        Office(token("vanthu.xa")),
    ]


def wait_until(holds, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it has not come to pass"
        time.sleep(0.01)


def troubles(clients: list[Client]) -> str:
    return "\n".join(line for client in clients for line in client.trouble)


def check(server: Server, clients: list[Client], url: str = "") -> None:
    """What must hold after every restart."""
    with ThreadPoolExecutor(len(clients) + 1) as pool:
        verifying = pool.submit(lienthong, server, "journal", "verify")
        for looking in [pool.submit(client.look_again, url or server.url) for client in clients]:
            looking.result()
        Tables(server).check()
        verifying.result()
    if found := troubles(clients):
        raise Finding(found)
