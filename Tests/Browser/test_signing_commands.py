"""`lienthong pki`, `sign` and `verify`, as a person at a shell uses them."""

import json
import socket
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from server import binary

DOCUMENT = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n")


def document() -> bytes:
    offsets = [DOCUMENT.index(b"%d 0 obj" % number) for number in (1, 2, 3)]
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return DOCUMENT + (
        b"xref\n0 4\n0000000000 65535 f \n%strailer\n<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(DOCUMENT)))


def run(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run([str(binary()), *map(str, arguments)], capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A test authority that answers on a port of its own; its folder and its address."""
    folder = tmp_path_factory.mktemp("signing")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    assert run("pki", "create", "--directory", folder / "pki", "--address", address).returncode == 0
    process = subprocess.Popen(
        [str(binary()), "pki", "serve", "--directory", str(folder / "pki"), "--port", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert any("Listening on" in line for line in process.stdout)
        assert run("pki", "issue", "leader", "--directory", folder / "pki", "--name", "Trần Văn An").returncode == 0
        (folder / "in.pdf").write_bytes(document())
        yield folder, address
    finally:
        process.kill()
        process.wait()


def sign(folder, address, level, source="in.pdf"):
    pki, output = folder / "pki", folder / f"{level}.pdf"
    result = run(
        "sign", folder / source, output, "--key", pki / "leader.key.pem", "--certificate", pki / "leader.pem",
        "--chain", pki / "root.pem", "--level", level, "--tsa", address + "/tsa")
    assert result.returncode == 0, result.stderr
    return output


@pytest.mark.parametrize("level", ["b-b", "b-t", "b-lt", "b-lta"])
def test_every_level_is_signed_and_passes(authority, level):
    folder, address = authority
    signed = sign(folder, address, level)
    assert signed.read_bytes().startswith(document())
    online = [] if level.startswith("b-l") else ["--online"]
    result = run("verify", signed, "--trust", folder / "pki" / "root.pem", "--json", *online)
    assert result.returncode == 0, result.stdout
    report = json.loads(result.stdout)
    assert report["indication"] == "TOTAL_PASSED"
    assert report["signatures"][0]["level"] == level


def test_the_exit_status_tells_the_verdict(authority):
    folder, address = authority
    signed = sign(folder, address, "b-b")
    root = folder / "pki" / "root.pem"
    waiting = run("verify", signed, "--trust", root)
    assert waiting.returncode == 3
    assert "CHƯA ĐỦ CĂN CỨ" in waiting.stdout and "TRY_LATER" in waiting.stdout
    forged = folder / "forged.pdf"
    forged.write_bytes(signed.read_bytes().replace(b"595 842", b"595 841", 1))
    changed = run("verify", forged, "--trust", root, "--online")
    assert changed.returncode == 1
    assert "KHÔNG HỢP LỆ" in changed.stdout and "HASH_FAILURE" in changed.stdout
    assert run("verify", root).returncode == 2
    assert run("verify", folder / "in.pdf").returncode == 2
    assert run("verify", folder / "missing.pdf").returncode == 2


def test_a_revoked_certificate_is_noticed(authority):
    folder, address = authority
    pki = folder / "pki"
    assert run("pki", "issue", "leaver", "--directory", pki, "--name", "Người đã nghỉ").returncode == 0
    signed = folder / "revoked.pdf"
    command = ["sign", folder / "in.pdf", signed, "--key", pki / "leaver.key.pem", "--certificate", pki / "leaver.pem"]
    assert run(*command).returncode == 0
    assert run("verify", signed, "--trust", pki / "root.pem", "--online").returncode == 0
    assert run("pki", "revoke", "leaver", "--directory", pki).returncode == 0
    result = run("verify", signed, "--trust", pki / "root.pem", "--online")
    assert result.returncode == 3
    assert "REVOKED_NO_POE" in result.stdout


def test_an_agency_signs_after_the_person(authority):
    folder, address = authority
    pki = folder / "pki"
    assert run("pki", "issue", "agency", "--directory", pki, "--name", "UBND tỉnh").returncode == 0
    by_person, output = sign(folder, address, "b-lt"), folder / "agency.pdf"
    command = ["--key", pki / "agency.key.pem", "--certificate", pki / "agency.pem", "--chain", pki / "root.pem"]
    trust = ["--trust", pki / "root.pem"]
    agency = ["--agency-certificate", pki / "agency.pem"]
    for said in (["--as", "agency"], agency):
        refused = run("sign", folder / "in.pdf", output, *command, *trust, *said)
        assert refused.returncode == 2 and "chưa có chữ ký hợp lệ của người có thẩm quyền" in refused.stderr
        assert not output.exists()
    assert run("sign", by_person, output, *command, "--as", "agency").returncode == 2
    assert run("sign", by_person, output, *command, *trust, "--as", "agency").returncode == 0
    assert "Lưu ý" not in run("verify", output, *trust, *agency, "--online").stdout
    assert run("sign", folder / "in.pdf", output, *command, "--as", "agency-copy").returncode == 0
    assert "chỉ có chữ ký của cơ quan" in run("verify", output, *trust, *agency, "--online").stdout


def test_a_key_that_is_not_the_certificates_is_refused(authority):
    folder, _ = authority
    pki = folder / "pki"
    result = run(
        "sign", folder / "in.pdf", folder / "wrong.pdf", "--key", pki / "tsa.key.pem", "--certificate",
        pki / "leader.pem")
    assert result.returncode == 2
    assert not (folder / "wrong.pdf").exists()


def test_an_authority_that_sends_elsewhere_is_not_followed(authority):
    folder, address = authority
    asked = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)
            self.send_response(307)
            self.send_header("Location", address + "/tsa")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        pki = folder / "pki"
        result = run(
            "sign", folder / "in.pdf", folder / "elsewhere.pdf", "--key", pki / "leader.key.pem", "--certificate",
            pki / "leader.pem", "--chain", pki / "root.pem", "--level", "b-t", "--tsa",
            f"http://127.0.0.1:{server.server_port}/first")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == ["/first"]
    assert result.returncode != 0 and "307" in result.stderr
