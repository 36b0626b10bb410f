"""Runs a command under the fence of system calls that a unit of systemd describes.

    /usr/bin/python3 fenced.py UNIT COMMAND …

systemd itself does not run where tests run. What `SystemCallFilter=` lists is asked of systemd-analyze, and put into force
by libseccomp as systemd does: what is not listed fails with EPERM, here and in every child, and no child gains privileges.
It needs Debian's own Python, which has the binding (python3-seccomp).
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import seccomp


def members(name: str) -> set[str]:
    """The calls of a set, and of the sets in it."""
    if not name.startswith("@"):
        return {name}
    said = subprocess.run(["systemd-analyze", "syscall-filter", name], check=True, capture_output=True, text=True).stdout
    lines = [line.strip() for line in said.splitlines()[1:]]
    found = set()
    for line in lines:
        if line and not line.startswith("#"):
            found |= members(line)
    return found


def allowed(unit: str) -> set[str]:
    """What the lines of the unit leave, from the first to the last."""
    # systemd allows these whatever a list of allowed calls says.
    calls = members("@default")
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.MULTILINE):
        named = set().union(*(members(name) for name in line.lstrip("~").split()))
        calls = calls - named if line.startswith("~") else calls | named
    return calls


def main() -> None:
    unit, *command = sys.argv[1:]
    filter = seccomp.SyscallFilter(seccomp.ERRNO(1))
    for call in sorted(allowed(Path(unit).read_text())):
        try:
            filter.add_rule(seccomp.ALLOW, call)
        except (RuntimeError, ValueError, TypeError):
            # A call of another kind of machine, or one newer than the binding.
            continue
    filter.load()
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
