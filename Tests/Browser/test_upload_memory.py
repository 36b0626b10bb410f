"""A large file goes through the server, never into its memory."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_engine

MEGABYTE = 1 << 20
# A debug build takes a minute for 500 MB; `make soak` sends them.
MEGABYTES = 500 if os.environ.get("LIENTHONG_CONFIGURATION") == "release" else 100


def large_pdf(path: Path, size: int) -> Path:
    """A page that is read at once, in a file of just so many bytes: the rest is a stream that nothing refers to."""
    parts = [
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n",
    ]
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        places = []
        for part in parts:
            places.append(file.tell())
            file.write(part)
        places.append(file.tell())
        tail = size - 400
        begin = b"4 0 obj\n<< /Length %d >>\nstream\n"
        length = tail - places[-1] - len(begin % 10**8)
        file.write(begin % length)
        file.seek(length, 1)
        file.write(b"\nendstream\nendobj\n")
        table = file.tell()
        file.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
        end = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table
        file.write(b"%" + b" " * (size - file.tell() - len(end) - 2) + b"\n" + end)
    assert path.stat().st_size == size
    return path


def memory(server, kind: str) -> int:
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(rf"^{kind}:\s+(\d+) kB$", status, re.MULTILINE)[1]) << 10


@pytest.mark.scaled
def test_a_large_file_is_taken_and_the_server_grows_by_less_than_50_MB(page_as, server, tmp_path):
    page = page_as("vanthu.tinh")
    page.goto("/documents/incoming/new")
    page.set_input_files("#file", large_pdf(tmp_path / "lon.pdf", MEGABYTES * MEGABYTE))
    # The most it ever held begins anew.
    Path(f"/proc/{server.process.pid}/clear_refs").write_text("5")
    before = memory(server, "VmRSS")
    page.get_by_role("button", name="Tải tệp lên và đọc").click()
    expect(page.get_by_role("link", name="lon.pdf", exact=True)).to_be_visible(timeout=300_000)
    growth = memory(server, "VmHWM") - before
    print(f"{MEGABYTES} MB sent, {growth / MEGABYTE:.0f} MB more in memory")
    assert growth < 50 * MEGABYTE
