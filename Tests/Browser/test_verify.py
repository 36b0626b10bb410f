"""The public page on which anybody has the signatures of a file judged: without signing in, without JavaScript, and
nothing of what was sent is kept."""


import pytest
from playwright.sync_api import expect

import server as servers
from house_rules import house_rules
from test_signing_commands import document, run

pytestmark = pytest.mark.one_engine


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server that trusts a test authority, with a file that the authority's signer signed."""
    folder = tmp_path_factory.mktemp("verify")
    pki = folder / "pki"
    assert run("pki", "create", "--directory", pki).returncode == 0
    assert run("pki", "issue", "leader", "--directory", pki, "--name", "Nguyễn Thị Thanh Hương",
               "--organization", "Ủy ban nhân dân phường Nguyễn Trãi").returncode == 0
    (folder / "in.pdf").write_bytes(document())
    assert run("sign", folder / "in.pdf", folder / "signed.pdf", "--key", pki / "leader.key.pem", "--certificate",
               pki / "leader.pem", "--chain", pki / "root.pem").returncode == 0
    signed = (folder / "signed.pdf").read_bytes()
    (folder / "forged.pdf").write_bytes(signed.replace(b"595 842", b"595 841", 1))
    running = servers.Server(
        data=folder / "data", log=servers.ROOT / "var" / "test" / "server-verify.log", demo=False,
        options=("--signature-root", str(pki / "root.pem")))
    try:
        yield running.start(), folder
        running.stop()
    finally:
        running.kill()


def send(page, house, name):
    server, folder = house
    page.goto(server.url + "/verify")
    page.get_by_label("Tệp PDF").set_input_files(folder / name)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    page.wait_for_load_state("load")


@pytest.mark.parametrize("name, verdict, reason", [
    ("signed.pdf", "CHƯA ĐỦ CĂN CỨ", "Chưa kiểm tra được tình trạng thu hồi"),
    ("forged.pdf", "KHÔNG HỢP LỆ", "đã bị thay đổi so với khi ký"),
    ("in.pdf", "TỆP KHÔNG CÓ CHỮ KÝ SỐ", "Không thể biết ai lập tệp"),
    ("pki/root.pem", "KHÔNG KIỂM TRA ĐƯỢC TỆP", "Tệp không phải là PDF"),
])
def test_the_verdict_stands_first_and_nothing_is_kept(house, open_page, name, verdict, reason):
    page = open_page(house[0].url)
    send(page, house, name)
    expect(page.locator("main .notice").first).to_contain_text(verdict)
    expect(page.locator("main")).to_contain_text(reason)
    house_rules(page, f"verify-{name.split('.')[0].replace('/', '-')}")
    assert list((house[0].data / "spool").iterdir()) == []


def test_it_works_without_javascript(house, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    try:
        page = context.new_page()
        page.goto(house[0].url + "/sign-in")
        page.get_by_role("link", name="Kiểm tra chữ ký số").click()
        send(page, house, "signed.pdf")
        expect(page.locator("main")).to_contain_text("Nguyễn Thị Thanh Hương")
    finally:
        context.close()


def test_nothing_chosen_is_said_beside_the_field(house, open_page):
    page = open_page(house[0].url)
    page.goto(house[0].url + "/verify")
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("Chọn tệp PDF cần kiểm tra")
    house_rules(page, "verify-nothing-chosen")
