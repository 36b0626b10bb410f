"""Signing and verifying on one core, and the same by pyHanko in the same run."""

import json
import subprocess
from pathlib import Path

from server import ROOT, ServerFailure, binary
from table import Missing, Table

SIGN, VERIFY = "≥ 5,000/s", "≥ 3,000/s"
PEER = ROOT / "Scripts" / "benchmarks" / "signing_peer.py"


def measure(results: Table, folder: Path, seconds: int) -> None:
    figures: dict[str, int] = {}

    def figure(name: str) -> str:
        if not figures:
            figures.update(_measure(folder / "signing", seconds))
        return f"{figures[name]:,}/s"

    for name, budget in [("sign", SIGN), ("verify", VERIFY), ("sign, pyHanko", ""), ("verify, pyHanko", "")]:
        results.measure(f"signature (EC, small file, one core): {name}", "either", budget, lambda name=name: figure(name))


def _measure(folder: Path, seconds: int) -> dict[str, int]:
    folder.mkdir()
    authority = folder / "authority"
    try:
        program = str(binary())
    except ServerFailure as failure:
        raise Missing(failure) from None
    run(program, "pki", "create", "--directory", authority)
    run(program, "pki", "issue", "leader", "--directory", authority, "--name", "Trần Văn An")
    run(program, "pki", "list", "--directory", authority, folder / "list.crl")
    file = folder / "document.pdf"
    file.write_bytes(small_document())
    ours = run(
        program, "benchmark", "signing", file, "--key", authority / "leader.key.pem", "--certificate",
        authority / "leader.pem", "--trust", authority / "root.pem", "--crl", folder / "list.crl", "--seconds", seconds)
    theirs = json.loads(run(
        ROOT / ".venv" / "bin" / "python", PEER, file, authority / "leader.key.pem", authority / "leader.pem",
        authority / "root.pem", folder / "list.crl", seconds))
    figures = {line.split()[0]: int(line.split()[1]) for line in ours.splitlines()}
    return figures | {f"{name}, pyHanko": value for name, value in theirs.items()}


def run(*command) -> str:
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode != 0:
        raise Missing(f"{Path(str(command[0])).name} {command[1]}: {(result.stderr or result.stdout).strip()[-200:]}")
    return result.stdout


def small_document() -> bytes:
    """One page that says nothing: what is measured is the signature."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"]
    output, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return output + (
        b"xref\n0 4\n0000000000 65535 f \n%strailer\n<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(output)))
