"""SIGTERM while people work: what was begun is answered, what was acknowledged is there, and the end is a good one."""

import http.client
import json
import random
import signal
import socket
import threading
from urllib.parse import urlsplit

from killing import Client, Tables, check, lienthong, minimal_pdf, offices, wait_until

CLIENTS = 8


def begin_upload(url: str, token: str, content: bytes) -> http.client.HTTPConnection:
    """The head and the first half of a file."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    connection.putrequest("POST", "/api/v1/files?name=a.pdf")
    connection.putheader("Authorization", f"Bearer {token}")
    connection.putheader("Content-Type", "application/pdf")
    connection.putheader("Content-Length", str(len(content)))
    connection.endheaders()
    connection.send(content[:len(content) // 2])
    return connection


def takes_no_more(url: str) -> bool:
    with socket.socket() as one:
        return one.connect_ex((urlsplit(url).hostname, urlsplit(url).port)) != 0


def ask(url: str, path: str, token: str, form: dict) -> tuple[int, dict]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    connection.request("POST", path, json.dumps(form).encode(),
                       {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def test_asked_to_end_it_answers_what_was_begun_and_loses_nothing(installation, tmp_path):
    pdf = minimal_pdf(tmp_path / "scan.pdf")
    all_offices = offices(installation)
    clients = [Client(all_offices[number % len(all_offices)], pdf, random.Random(number)) for number in range(CLIENTS)]
    installation.start()
    url = installation.url
    spool = installation.data / "spool"
    asked = threading.Event()
    threads = [threading.Thread(target=client.work, args=(url, asked)) for client in clients]
    for thread in threads:
        thread.start()
    wait_until(lambda: all(client.sent >= 3 for client in clients))
    upload = begin_upload(url, all_offices[0].clerk, pdf)
    wait_until(lambda: any(file.stat().st_size == len(pdf) // 2 for file in files_in(spool)))

    asked.set()
    installation.process.send_signal(signal.SIGTERM)
    wait_until(lambda: takes_no_more(url))
    upload.send(pdf[len(pdf) // 2:])
    answer = upload.getresponse()
    uploaded = json.loads(answer.read())
    assert answer.status == 201, uploaded
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert installation.process.wait(timeout=60) == 0, installation.last_words()

    # Everything is sealed and signed before the end, by the server itself.
    assert Tables(installation).rows("SELECT count(*) FROM event WHERE position IS NULL") == [("0",)]
    lienthong(installation, "journal", "verify")
    installation.start()
    check(installation, clients)
    Tables(installation).check_all(clients)
    status, document = ask(installation.url, "/api/v1/incoming-documents", all_offices[0].clerk, {
        "number": "7", "notation": "QĐ-BNV", "issuedOn": "2026-01-15", "issuer": "Bộ Nội vụ", "type": "quyet-dinh",
        "subject": "Tệp tải lên khi máy chủ dừng", "duplicateReason": "Thử nghiệm", "upload": uploaded["id"]})
    assert status == 201, document
    installation.stop()


def files_in(folder):
    try:
        return [file for file in folder.rglob("*") if file.is_file()]
    except FileNotFoundError:
        return []
