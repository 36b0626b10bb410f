"""What is done to a running server: its disk fails, fills up or is slow, its descriptors run out."""

import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from server import Server


@contextmanager
def small_disk(folder: Path, megabytes: int):
    """A disk of its own, in memory, that is full soon."""
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here, so a full one is not tried: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path) -> Path:
    """Takes all the room there is; whoever removes the file gives it back."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return filler


@contextmanager
def injecting(server: Server, calls: str, what: str, *paths: Path):
    """Lets system calls of a running server fail or wait: `injecting(server, "fdatasync", "error=EIO", wal)`.

    strace does it, from outside; what it does not reach (a file mapped into memory) is as it was."""
    command = ["strace", "-f", "-q", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:{what}"]
    command += [word for path in paths for word in ("-P", str(path))]
    tracer = subprocess.Popen([*command, "-p", str(server.process.pid)], stderr=subprocess.PIPE, text=True)
    try:
        _wait_until_traced(server, tracer)
        yield tracer
    finally:
        # Killed, since the kernel then lets go of every thread at once. Asked to end, strace lets go of one after the
        # other, and waits for ever for a thread that is starting a child which it has stopped.
        tracer.kill()
        tracer.wait(60)
        tracer.stderr.close()


def _wait_until_traced(server: Server, tracer: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while not all(f"TracerPid:\t{tracer.pid}" in status for status in _statuses(server)):
        if tracer.poll() is not None:
            pytest.skip(f"strace may not trace here, so failing disks are not tried: {tracer.stderr.read().strip()}")
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _statuses(server: Server) -> list[str]:
    found = []
    for task in Path(f"/proc/{server.process.pid}/task").iterdir():
        try:
            found.append((task / "status").read_text())
        except OSError:
            continue
    return found


def descriptors(server: Server) -> int:
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))
