"""The server as a process: TLS of its own, a proxy in front of it, and the port of operations."""

import http.client
import re
import signal
import socket
import ssl
import subprocess
import urllib.request

import pytest

import server


def refused(tmp_path, *options):
    return subprocess.run(
        [server.binary(), "serve", "--data", tmp_path / "data", "--port", "0", *options], cwd=server.ROOT,
        capture_output=True, text=True, timeout=60)


def ask(url, path, context=None, **headers):
    request = urllib.request.Request(url + path, headers=headers)
    try:
        with urllib.request.urlopen(request, context=context) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_tls_is_spoken_with_the_certificate_given(serve, certificate):
    process = serve(
        "--host", "0.0.0.0", "--tls-certificate", str(certificate / "chain.pem"), "--tls-key", str(certificate / "key.pem"))
    port = int(process.url.rsplit(":", 1)[1])
    assert process.url.startswith("https://")
    context = ssl.create_default_context(cafile=certificate / "chain.pem")
    status, headers, text = ask(f"https://localhost:{port}", "/sign-in", context)
    assert status == 200 and "<h1" in text
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    with pytest.raises((http.client.BadStatusLine, ConnectionError, OSError)):
        urllib.request.urlopen(f"http://localhost:{port}/sign-in")
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.load_verify_locations(certificate / "chain.pem")
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("localhost", port)) as plain, pytest.raises(OSError):
        old.wrap_socket(plain, server_hostname="localhost")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0


@pytest.mark.parametrize("suite", ["AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "AES256-SHA"])
def test_a_suite_without_forward_secrecy_or_authenticated_encryption_is_not_spoken(serve, certificate, suite):
    process = serve("--tls-certificate", str(certificate / "chain.pem"), "--tls-key", str(certificate / "key.pem"))
    port = int(process.url.rsplit(":", 1)[1])
    def shake(ciphers, version):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(certificate / "chain.pem")
        context.maximum_version = version
        context.set_ciphers(ciphers)
        with socket.create_connection(("localhost", port)) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as secure:
                return secure.version(), secure.cipher()[0]
    assert shake("ECDHE-ECDSA-AES128-GCM-SHA256", ssl.TLSVersion.TLSv1_2) == ("TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256")
    assert shake("DEFAULT", ssl.TLSVersion.TLSv1_3)[0] == "TLSv1.3"
    with pytest.raises(OSError):
        shake(f"{suite}:@SECLEVEL=0", ssl.TLSVersion.TLSv1_2)


def test_whom_to_tell_of_a_weakness_is_said_when_it_was_configured(serve, tmp_path):
    answer = refused(tmp_path, "--security-contact", "antoan@anhai.example")
    assert answer.returncode != 0 and "mailto:" in answer.stderr
    process = serve("--security-contact", "mailto:antoan@anhai.example")
    status, headers, text = ask(process.url, "/.well-known/security.txt")
    assert status == 200 and headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("Contact: mailto:antoan@anhai.example\nExpires: ")
    assert ask(process.url, "/components")[0] in (303, 404) and ask(process.url, "/.well-known/")[0] == 404


def test_off_localhost_without_tls_it_does_not_start_and_says_why(tmp_path):
    for host in ["0.0.0.0", "10.1.2.3", "::"]:
        answer = refused(tmp_path, "--host", host)
        assert answer.returncode != 0
        assert "--tls-certificate" in answer.stderr and "--behind-proxy" in answer.stderr
    assert not (tmp_path / "data").exists()


def test_a_certificate_and_a_key_that_do_not_fit_are_refused_before_anything_is_opened(tmp_path, certificate):
    other = tmp_path / "other.pem"
    subprocess.run(
        ["openssl", "genpkey", "-algorithm", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-out", other], check=True,
        capture_output=True)
    chain = str(certificate / "chain.pem")
    assert "belong together" in refused(tmp_path, "--tls-certificate", chain).stderr
    answer = refused(tmp_path, "--tls-certificate", chain, "--tls-key", str(other))
    assert answer.returncode == 2 and "cannot use the certificate" in answer.stderr
    assert not (tmp_path / "data").exists()


def test_behind_a_proxy_only_what_it_got_over_tls_is_answered(serve):
    process = serve("--behind-proxy", "127.0.0.1")
    status, headers, _ = ask(process.url, "/sign-in", **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"})
    assert status == 200 and "Strict-Transport-Security" in headers
    for proto in ({}, {"X-Forwarded-Proto": "http"}):
        status, _, text = ask(process.url, "/sign-in", **proto)
        assert status == 403 and "https" in text


def test_nobody_but_the_proxy_is_believed(serve):
    process = serve("--behind-proxy", "203.0.113.7")
    status, _, text = ask(process.url, "/sign-in", **{"X-Forwarded-Proto": "https"})
    assert status == 403 and "--behind-proxy" in text


def test_the_port_of_operations_tells_how_it_goes_and_nothing_of_people(serve):
    process = serve("--admin-port", "0")
    assert process.admin.startswith("http://127.0.0.1:")
    assert ask(process.admin, "/health")[0] == 200
    assert ask(process.admin, "/ready")[0] == 200
    assert ask(process.admin, "/sign-in")[0] == 404
    assert ask(process.url, "/metrics")[0] in (302, 303, 401, 404, 200) and "lienthong_" not in ask(process.url, "/metrics")[2]
    for _ in range(3):
        assert ask(process.url, "/sign-in")[0] == 200
    text = ask(process.admin, "/metrics")[2]
    values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert int(values['lienthong_requests_total{status="2xx"}']) >= 3
    assert int(values["lienthong_request_seconds_count"]) == int(values['lienthong_request_seconds_bucket{le="+Inf"}'])
    assert int(values["process_resident_memory_bytes"]) > 10_000_000
    assert int(values["lienthong_journal_unsealed_events"]) >= 0
    assert values['lienthong_subscriber_failures{subscriber="documents.notifications"}'] == "0"
    assert 'lienthong_subscriber_behind_events{subscriber="documents.notifications"}' in values
