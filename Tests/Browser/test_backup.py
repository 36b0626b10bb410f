"""Backup beside the running server, restore onto an empty place, and the server started over it."""

import subprocess

from server import Server, binary

REGISTER = """
async fields => {
    const answer = await fetch('/documents/incoming', {method: 'POST', body: new URLSearchParams(fields)})
    return [answer.status, new URL(answer.url).pathname]
}
"""


def lienthong(*arguments, status=0) -> str:
    done = subprocess.run([binary(), *map(str, arguments)], capture_output=True, text=True, timeout=600)
    assert done.returncode == status, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def register(clerk, subject: str) -> str:
    """Registers a document; its path, once the server has acknowledged it."""
    token = clerk.locator("form[action='/documents/incoming'] input[name=csrfToken]").input_value()
    fields = {
        "csrfToken": token, "number": "15", "notation": "BC-UBND", "issuedOn": "02/03/2026",
        "issuer": "Ủy ban nhân dân xã Tân Sơn", "type": "bao-cao", "subject": subject, "urgency": "0",
        "duplicateReason": "Bản thử",
    }
    status, path = clerk.evaluate(REGISTER, fields)
    assert status == 200 and path != "/documents/incoming", f"{subject}: {status} {path}"
    return path


def test_a_backup_beside_the_server_holds_everything_it_acknowledged(server, page_as, open_page, tmp_path):
    clerk = page_as("vanthu.tinh")
    clerk.goto("/documents/incoming/new")
    before = [register(clerk, f"Trước khi sao lưu {number}") for number in range(5)]

    key, backups, restored = tmp_path / "backup.key", tmp_path / "backups", tmp_path / "restored"
    lienthong("backup", "key", key)
    options = ["--backups", backups, "--key", key]
    place = ["--data", server.data] + (["--database", server.database] if server.database else [])
    during = 0
    with subprocess.Popen([binary(), "backup", *map(str, place + options)], stdout=subprocess.PIPE, text=True) as backup:
        while backup.poll() is None:
            register(clerk, f"Trong khi sao lưu {during}")
            during += 1
        assert backup.returncode == 0, backup.stdout.read()
    assert during > 0

    # Whatever engine it came from, it is restored onto the embedded one.
    said = lienthong("restore", "--data", restored, "--journal-key", server.data / "journal.key", *options)
    assert "Result: restored" in said
    lienthong("doctor", "--data", restored)
    again = Server(data=restored, log=tmp_path / "log").start()
    try:
        account = again.account("vanthu.tinh")
        page = open_page(again.url)
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill(account.user)
        page.get_by_label("Mật khẩu").fill(account.password)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_load_state("load")
        for number, path in enumerate(before):
            page.goto(path)
            assert page.get_by_text(f"Trước khi sao lưu {number}").count() > 0
        # A page that listens for news would call its server back.
        page.goto("about:blank")
        again.stop()
    finally:
        again.kill()
    lienthong("journal", "verify", "--data", restored)


def test_a_copy_is_refused_while_the_server_runs(server, tmp_path):
    place = ["--from", server.data] + (["--from-database", server.database] if server.database else [])
    assert "is in use by" in lienthong("copy", *place, "--to", tmp_path / "copy", status=1)
