"""The emergency account: sealed on the machine and in pages, opened with the codes of both envelopes, told to everybody."""

import re
import subprocess

import pytest

from house_rules import house_rules
from server import ROOT, binary

ALARM = "MỞ TÀI KHOẢN KHẨN CẤP"


def codes_of(page) -> list[str]:
    return page.locator("section.sheet code").all_inner_texts()


def open_account(page, codes: list[str]) -> None:
    page.goto("/sign-in/emergency")
    page.get_by_label("Mã trong phong bì 1").fill(codes[0])
    page.get_by_label("Mã trong phong bì 2").fill(codes[1])
    page.get_by_role("button", name="Mở tài khoản khẩn cấp").click()
    page.wait_for_load_state("load")


@pytest.mark.one_engine
def test_it_is_sealed_in_pages_opened_at_its_own_door_and_alarms_the_administrator(page_as, open_page, server):
    administrator = page_as("quantri")
    administrator.goto("/security")
    administrator.get_by_role("button", name=re.compile("niêm phong|Niêm phong lại")).click()
    administrator.get_by_role("heading", name="Niêm phong tài khoản khẩn cấp", level=1).wait_for()
    house_rules(administrator, "page-break-glass-codes")
    codes = codes_of(administrator)
    assert len(codes) == 2 and codes[0] != codes[1]

    somebody = open_page(server.url)
    somebody.goto("/sign-in/emergency")
    house_rules(somebody, "page-sign-in-emergency")
    open_account(somebody, [codes[0], codes[0]])
    house_rules(somebody, "page-sign-in-emergency-refused")
    open_account(somebody, codes)
    somebody.get_by_role("heading", name="An toàn đăng nhập", level=1).wait_for()
    house_rules(somebody, "page-security-opened")

    administrator.goto("/rights-changes")
    for _ in range(100):
        if administrator.get_by_text(ALARM).count():
            break
        administrator.wait_for_timeout(100)
        administrator.reload()
    house_rules(administrator, "page-rights-changes-alarm")
    assert administrator.get_by_text(ALARM).count()
    administrator.goto("/security")
    administrator.get_by_role("button", name="Niêm phong lại").click()
    administrator.get_by_role("heading", name="Niêm phong tài khoản khẩn cấp", level=1).wait_for()
    somebody.goto("/security")
    assert "/sign-in" in somebody.url


def test_it_is_sealed_on_the_machine_and_its_codes_stand_nowhere_in_the_installation(installation, open_page):
    def run(*arguments: str) -> str:
        database = ["--database", installation.database] if installation.database else []
        return subprocess.run(
            [binary(), "break-glass", *arguments, "--data", installation.data, *database], cwd=ROOT, check=True,
            capture_output=True, text=True).stdout

    assert run("show") == "none\n"
    codes = run("seal").split()
    assert len(codes) == 2 and run("show").startswith("sealed at ")
    installation.start()
    page = open_page(installation.url)
    open_account(page, codes)
    page.get_by_role("heading", name="An toàn đăng nhập", level=1).wait_for()
    page.close()
    installation.stop()
    assert run("show").startswith("opened; ")
    kept = [file for file in installation.data.rglob("*") if file.is_file()] + [installation.log]
    assert not [file for file in kept if any(code.encode() in file.read_bytes() for code in codes)]
