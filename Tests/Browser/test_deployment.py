"""What is shipped to run the platform for real: the unit of systemd, and nginx in front of it."""

import http.client
import re
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from authenticator import code
from killing import minimal_pdf
from proxy import nginx
from server import ROOT, binary

UNIT = ROOT / "Deployment" / "lienthong.service"

# Tenths, as systemd-analyze counts: 0 is shut in entirely, 100 not at all. docs/operations.md gives the figure.
EXPOSURE = 14


def test_the_unit_is_one_that_systemd_understands(tmp_path):
    # What it names is at its place only where it was installed; everything else is judged as it is.
    text = UNIT.read_text().replace("/opt/lienthong/lienthong", str(binary()))
    unit = tmp_path / UNIT.name
    unit.write_text(text.replace("WorkingDirectory=/opt/lienthong", f"WorkingDirectory={ROOT}"))
    verified = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True)
    assert verified.returncode == 0 and not verified.stderr + verified.stdout
    unit.write_text(unit.read_text().replace("ProtectSystem=strict", "ProtectSystem=stricter"))
    wrong = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True)
    assert "stricter" in wrong.stderr + wrong.stdout


def test_the_unit_is_as_shut_in_as_the_documents_say():
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager"]
    judged = subprocess.run([*command, f"--threshold={EXPOSURE}", UNIT], capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout.splitlines()[-1]
    assert f"{EXPOSURE / 10}" in judged.stdout.splitlines()[-1]
    assert f"**{EXPOSURE / 10}**" in (ROOT / "docs" / "operations.md").read_text()


def test_every_command_and_setting_of_the_unit_is_one_of_ours(tmp_path):
    text = UNIT.read_text()
    environment = dict(one.split("=", 1) for one in re.search(r"^Environment=(.*)$", text, re.M)[1].split())
    assert environment.keys() == {"LIENTHONG_CONFIG", "LIENTHONG_DATA"}
    commands = re.findall(r"^ExecStart(?:Pre)?=/opt/lienthong/lienthong (.*)$", text, re.M)
    assert commands == ["config check", "serve"]
    settings = tmp_path / "lienthong.conf"
    settings.write_text(lienthong_example())
    check = subprocess.run(
        [binary(), "config", "check"], cwd=ROOT, capture_output=True, text=True,
        env=environment | {"LIENTHONG_CONFIG": str(settings), "PATH": "/usr/bin"})
    assert check.returncode == 0 and "/var/lib/lienthong" in check.stdout and "LIENTHONG_DATA" in check.stdout


def lienthong_example() -> str:
    return subprocess.run([binary(), "config", "example"], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def behind_nginx(provinces, tmp_path_factory, certificate):
    """A sample province under the fence of the unit's system calls, with nginx before it."""
    folder = tmp_path_factory.mktemp("deployed")
    fence = ("/usr/bin/python3", str(ROOT / "Tests" / "Browser" / "fenced.py"), str(UNIT))
    options = ("--behind-proxy", "127.0.0.1")
    with provinces.copy("sqlite", folder / "data", "deployed", options=options, wrapper=fence) as server:
        server.start()
        with nginx([server.url], certificate, folder) as (plain, secure):
            yield server, plain, secure
        server.stop()


def test_the_fence_is_in_force(behind_nginx):
    server, _, _ = behind_nginx
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    lines = dict(line.split(":\t", 1) for line in status.splitlines())
    assert lines["Seccomp"] == "2" and lines["NoNewPrivs"] == "1"


def test_one_signs_in_and_works_through_nginx(behind_nginx, open_page, tmp_path):
    server, plain, secure = behind_nginx
    page = open_page(secure, ignore_https_errors=True)
    answer = page.goto("/")
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    account = server.account("vanthu.tinh")
    page.get_by_label("Tên đăng nhập").fill(account.user)
    page.get_by_label("Mật khẩu").fill(account.password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    # Whom others than this machine can reach, a password alone does not let in.
    page.get_by_role("button", name="Thêm ứng dụng xác thực").click()
    page.get_by_label("Mã ứng dụng đang hiện").fill(code(page.locator("code").first.inner_text(), time.time()))
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_role("heading", name="Mã khôi phục", level=1).wait_for()
    with page.expect_response(lambda answer: answer.url.endswith("/events")) as events:
        page.goto("/")
    assert events.value.status == 200 and events.value.headers["content-type"].startswith("text/event-stream")
    # What waits is said at once, and not when a buffer is full.
    said = page.evaluate("""() => new Promise(said => {
        const source = new EventSource('/events')
        source.addEventListener('counts', event => { source.close(); said(event.data) })
    })""")
    assert '"' in said
    # A file goes up, is read by a program under the same fence, and a form is taken.
    (tmp_path / "scan.pdf").write_bytes(minimal_pdf(tmp_path / "printed.pdf"))
    page.goto("/documents/incoming/new")
    page.set_input_files("#file", tmp_path / "scan.pdf")
    page.get_by_role("button", name="Tải tệp lên và đọc").click()
    page.locator(".fileline__name a").wait_for()
    page.locator("#number").fill("98765")
    page.locator("#notation").fill("BC-UBND")
    page.locator("#issuedOn").fill("02/03/2026")
    page.locator("#issuer").fill("Ủy ban nhân dân xã Tân Sơn")
    page.locator("#subject").fill("Qua nginx")
    page.locator("#type").select_option("bao-cao")
    page.get_by_role("button", name="Vào sổ").click()
    page.wait_for_url(re.compile(r"/documents/\w{13}$"))
    assert "Qua nginx" in page.locator("main").inner_text()


def test_without_tls_one_is_led_to_it(behind_nginx):
    _, plain, _ = behind_nginx
    connection = http.client.HTTPConnection(plain.removeprefix("http://"))
    connection.request("GET", "/sign-in?back=/documents")
    answer = connection.getresponse()
    assert answer.status == 301 and answer.getheader("Location") == "https://localhost/sign-in?back=/documents"


def test_nobody_passes_the_proxy_by_and_what_browsers_say_of_themselves_is_dropped(behind_nginx):
    server, _, secure = behind_nginx
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(server.url + "/sign-in")
    assert refused.value.code == 403
    # Attempts under made-up addresses are attempts of one address.
    context = ssl._create_unverified_context()
    seen = set()
    for number in range(40):
        request = urllib.request.Request(
            secure + "/sign-in", method="POST", data=b"username=nobody&password=wrong",
            headers={"X-Forwarded-For": f"203.0.113.{number}", "X-Forwarded-Proto": "http"})
        try:
            seen.add(urllib.request.urlopen(request, context=context).status)
        except urllib.error.HTTPError as error:
            seen.add(error.code)
        if 429 in seen:
            break
    assert 429 in seen, seen


def test_what_the_tests_start_is_what_setup_installs():
    assert shutil.which("nginx", path="/usr/sbin") and shutil.which("systemd-analyze")
