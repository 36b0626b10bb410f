"""The journal on its way to Debian's rsyslog over TLS: received whole, kept while nobody receives it, sent when somebody does."""

import re
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

import server

CONFIGURATION = """
global(workDirectory="{folder}" maxMessageSize="64k" defaultNetstreamDriver="gtls"
       defaultNetstreamDriverCAFile="{tls}/chain.pem" defaultNetstreamDriverCertFile="{tls}/chain.pem"
       defaultNetstreamDriverKeyFile="{tls}/key.pem")
module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
template(name="raw" type="string" string="%rawmsg%\\n")
input(type="imtcp" address="127.0.0.1" port="{port}")
action(type="omfile" file="{folder}/received" template="raw")
"""


class Rsyslog:
    """A receiver as the operating centre runs one."""

    def __init__(self, folder, tls, port):
        self.received, self.port, self.pid = folder / "received", port, folder / "pid"
        self.configuration = folder / "rsyslog.conf"
        self.configuration.write_text(CONFIGURATION.format(folder=folder, tls=tls, port=port))
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            ["/usr/sbin/rsyslogd", "-n", "-f", self.configuration, "-i", self.pid],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self):
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None
            self.pid.unlink(missing_ok=True)

    def positions(self):
        """The positions of the events that arrived, in the order they came."""
        if not self.received.exists():
            return []
        lines = self.received.read_text(encoding="utf-8").splitlines()
        assert all(re.match(r"<10[89]>1 \S+Z \S+ lienthong - \S+ - CEF:0\|Liên Thông\|lienthong\|1\|", line) for line in lines)
        return [int(re.search(r" cn1Label=position cn1=(\d+) ", line)[1]) for line in lines]


@pytest.fixture
def rsyslog(tmp_path, certificate):
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    folder = tmp_path / "rsyslog"
    folder.mkdir()
    receiver = Rsyslog(folder, certificate, port)
    yield receiver
    receiver.kill()


def metrics(process):
    with urllib.request.urlopen(process.admin + "/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def until(condition, what):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.2)
    raise AssertionError(what)


def happen(process, tmp_path):
    """Something that stands in the journal: a backup."""
    key = tmp_path / "backup.key"
    if not key.exists():
        subprocess.run([server.binary(), "backup", "key", key], check=True, capture_output=True)
    subprocess.run(
        [server.binary(), "backup", "--data", process.data, "--backups", tmp_path / "backups", "--key", key],
        check=True, capture_output=True)


def all_arrived(process, rsyslog, least):
    """Every event of the journal, and nothing waits."""
    values = metrics(process)
    size = int(values["lienthong_journal_events"])
    return size >= least and set(rsyslog.positions()) == set(range(size))


def test_rsyslog_gets_the_whole_journal_over_tls_also_what_happened_while_it_was_down(serve, rsyslog, certificate, tmp_path):
    process = serve(
        "--admin-port", "0", "--audit-export", f"tls://localhost:{rsyslog.port}",
        "--audit-export-authority", str(certificate / "chain.pem"))
    happen(process, tmp_path)
    failures = 'lienthong_subscriber_failures{subscriber="audit-export"}'
    behind = 'lienthong_subscriber_behind_events{subscriber="audit-export"}'
    until(lambda: int(metrics(process)[failures]) > 0 and int(metrics(process)[behind]) > 0, "the backlog is not seen")

    rsyslog.start()
    until(lambda: all_arrived(process, rsyslog, 1), "not everything arrived")
    first = len(set(rsyslog.positions()))
    until(lambda: metrics(process)[failures] == "0" and metrics(process)[behind] == "0", "the backlog stays")

    rsyslog.kill()
    happen(process, tmp_path)
    until(lambda: int(metrics(process)[failures]) > 0, "nobody noticed that the receiver is gone")
    rsyslog.start()
    until(lambda: all_arrived(process, rsyslog, first + 1), "what happened meanwhile is lost")
    positions = rsyslog.positions()
    assert positions == sorted(positions)
    assert "|backup.taken|backup.taken|3|" in rsyslog.received.read_text(encoding="utf-8")


def test_the_journal_is_sent_again_to_a_receiver_that_lost_it(serve, tmp_path):
    path = tmp_path / "audit.cef"
    process = serve("--admin-port", "0", "--audit-export", f"file:{path}")
    happen(process, tmp_path)
    size = lambda: int(metrics(process)["lienthong_journal_events"])
    lines = lambda: path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    until(lambda: size() > 0 and len(lines()) == size(), "not everything was written")
    before = lines()
    path.unlink()
    said = subprocess.run(
        [server.binary(), "journal", "resend", "--data", process.data], check=True, capture_output=True, text=True).stdout
    assert said.startswith(f"To be sent again: {len(before)} of {len(before)} events")
    until(lambda: lines()[:len(before)] == before, "it was not sent again")
