"""Whoever types a command wrongly is told what is wrong, on standard error and with status 2."""

import subprocess

import pytest

from server import binary


def run(*arguments):
    return subprocess.run([binary(), *arguments], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("arguments, told", [
    (("deadline", "--start", "2025-10-10T16:00", "--term", "-3wd"), "-3wd"),
    (("deadline", "--start", "2025-10-10T16:00", "--term", "3"), "has no unit"),
    (("deadline", "--start", "10/10/2025", "--term", "3wd"), "--start"),
    (("deadline", "--start", "2025-10-10T16:00"), "--term"),
    (("deadline", "--begin", "2025-10-10T16:00"), "--start"),
    (("calendar", "hai nghìn"), "hai nghìn"),
    (("calendar", "lunar", "2025-02-30"), "2025-02-30"),
    (("publish",), "publish"),
])
def test_a_wrong_command_is_refused_with_status_2(arguments, told):
    answer = run(*arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert told.lower() in answer.stderr.lower(), answer.stderr


def commands(help_text):
    """The subcommands that a help names: indented by two, with what they are for beside them or below."""
    _, _, listed = help_text.partition("SUBCOMMANDS:\n")
    return [line.split()[0] for line in listed.splitlines() if line[:2] == "  " and line[2:3].strip()
            and not line.startswith("  See")]


def test_every_command_has_help_and_is_known_to_the_shells():
    waiting, seen = [[]], 0
    while waiting:
        path = waiting.pop()
        answer = run(*path, "--help")
        assert answer.returncode == 0 and "OVERVIEW" in answer.stdout, path
        waiting += [[*path, one] for one in commands(answer.stdout)]
        seen += 1
    assert seen > 30
    for shell in ("bash", "zsh", "fish"):
        script = run("--generate-completion-script", shell)
        assert script.returncode == 0 and "deadline" in script.stdout
