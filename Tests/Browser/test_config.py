"""Settings by flag, environment and file, as the commands take them; and `lienthong config check`."""

import json
import os
import subprocess

import pytest

import server


def lienthong(*arguments, **environment):
    own = {name: value for name, value in os.environ.items() if not name.startswith("LIENTHONG_")}
    return subprocess.run(
        [server.binary(), *map(str, arguments)], cwd=server.ROOT, env=own | environment, capture_output=True, text=True,
        timeout=120)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "lienthong.conf"

    def write(text: str):
        path.write_text(text)
        path.chmod(0o640)
        return path

    return write


def settings(answer) -> dict:
    return {one["name"]: one for one in json.loads(answer.stdout)["settings"]}


def test_the_check_says_of_each_setting_what_it_is_and_where_it_comes_from(file):
    path = file("# Tỉnh mẫu\nport = 9000\nhost = localhost\ndatabase = postgres://lt:geheim@db.example/lt\n")
    answer = lienthong("config", "check", "--file", path, "--json", "--data", "/srv/lt", LIENTHONG_HOST="127.0.0.3")
    assert answer.returncode == 0, answer.stdout
    found = {name: (one["value"], one["origin"], one["place"]) for name, one in settings(answer).items()}
    assert found["port"] == (["9000"], "file", f"{path}:2")
    assert found["host"] == (["127.0.0.3"], "environment", "LIENTHONG_HOST")
    assert found["data"] == (["/srv/lt"], "flag", "--data")
    assert found["admin-host"] == (["127.0.0.1"], "default", "default")
    assert found["database"][0] == ["postgres://lt:***@db.example/lt"]
    assert "geheim" not in answer.stdout + lienthong("config", "check", LIENTHONG_CONFIG=str(path)).stdout


@pytest.mark.parametrize("text, said", [
    ("prot = 1", "'prot' is no setting"), ("port = x", "'x' is no port"), ("host = 0.0.0.0", "in the clear"),
    ("tls-key = /etc/passwd", "belong together"), ("tls-certificate = /etc/passwd\ntls-key = /etc/passwd", "cannot use"),
])
def test_what_is_wrong_ends_the_check_with_2_and_serve_refuses_it_too(file, tmp_path, text, said):
    path = file(text)
    check = lienthong("config", "check", "--file", path)
    assert check.returncode == 2 and said in check.stdout and f"{path}:1" in check.stdout + text
    serve = lienthong("serve", "--config", path, "--data", tmp_path / "data")
    assert serve.returncode == 2 and said in serve.stderr
    assert not (tmp_path / "data").exists()


def test_a_file_that_cannot_be_read_stops_every_command(tmp_path):
    for command in (["config", "check"], ["serve"], ["migrate"], ["journal", "verify"], ["doctor"]):
        answer = lienthong(*command, "--config", tmp_path / "nowhere.conf")
        assert answer.returncode == 2 and "nowhere.conf" in answer.stdout + answer.stderr


def test_other_commands_take_the_place_of_the_installation_from_the_same_file(file, tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    path = file(f"data = {tmp_path / 'here'}\nport = not theirs to judge\n")
    assert lienthong("migrate", "--config", path).returncode == 0
    assert (tmp_path / "here" / "lienthong.sqlite").exists()
    assert lienthong("journal", "verify", LIENTHONG_CONFIG=str(path)).returncode == 0
    other = lienthong("migrate", "--config", path, LIENTHONG_DATA=str(tmp_path / "there"))
    assert other.returncode == 0 and (tmp_path / "there" / "lienthong.sqlite").exists()


def test_the_example_can_be_used_as_it_is(file):
    example = lienthong("config", "example")
    assert example.returncode == 0
    answer = lienthong("config", "check", "--json", "--file", file(example.stdout))
    assert answer.returncode == 0 and {one["origin"] for one in settings(answer).values()} == {"default"}
