"""The harness around the server process, tried with a stand-in that speaks as the server does."""

import sys

import pytest

import server
from server import Server, ServerFailure

SPEAKS = """#!{python}
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit({status}))
print("Tỉnh mẫu:", "/".join(sys.argv[1:3]))
print("  vanthu       mat-khau-1   Văn thư Văn phòng UBND tỉnh")
print("  chutich      mat-khau-2   Chủ tịch UBND tỉnh")
{listening}
sys.stdout.flush()
{then}
"""

LISTENING = 'print("Listening on http://127.0.0.1:4321")'


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    def make(status=0, listening=LISTENING, then="signal.pause()"):
        program = tmp_path / "lienthong"
        program.write_text(SPEAKS.format(python=sys.executable, status=status, listening=listening, then=then))
        program.chmod(0o755)
        monkeypatch.setattr(server, "binary", lambda: program)
        return Server(data=tmp_path / "data", log=tmp_path / "log")

    return make


def test_address_and_accounts_are_read_from_what_the_server_prints(stand_in):
    running = stand_in().start()
    assert running.url == "http://127.0.0.1:4321"
    assert [account.user for account in running.accounts] == ["vanthu", "chutich"]
    assert running.account("chutich").password == "mat-khau-2"
    assert running.account("chutich").who == "Chủ tịch UBND tỉnh"
    with pytest.raises(ServerFailure, match="there are: vanthu, chutich"):
        running.account("nobody")
    running.stop()
    assert running.process.returncode == 0


def test_a_server_that_ends_at_once_is_a_failure_with_its_last_words(stand_in):
    with pytest.raises(ServerFailure, match="the port is taken"):
        stand_in(listening="", then='sys.exit("the port is taken")').start()


def test_a_server_that_does_not_end_well_is_a_failure(stand_in):
    running = stand_in(status=3).start()
    with pytest.raises(ServerFailure, match="status 3"):
        running.stop()


def test_a_killed_server_can_be_started_again(stand_in):
    running = stand_in().start()
    running.kill()
    assert running.process.returncode == -9
    running.start()
    assert running.url == "http://127.0.0.1:4321"
    running.stop()
