"""Passkeys and authenticator apps in a real browser, with Chromium's own authenticator made of software."""

import time

from authenticator import code
from house_rules import house_rules

# Passkeys are bound to a host name: an address of numbers has none.


def _local(server) -> str:
    return server.url.replace("127.0.0.1", "localhost")


def _sign_in(page, account) -> None:
    page.goto("/sign-in?back=/account/factors")
    page.get_by_label("Tên đăng nhập").fill(account.user)
    page.get_by_label("Mật khẩu").fill(account.password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_load_state("load")


def _authenticator(page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True}})


def test_a_passkey_is_made_signs_in_alone_and_is_removed(open_page, server):
    account = server.accounts[-1]
    page = open_page(_local(server))
    _authenticator(page)
    _sign_in(page, account)
    house_rules(page, "second factors")
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    house_rules(page, "new passkey")
    page.get_by_label("Tên khóa").fill("Máy tính cơ quan")
    page.get_by_role("button", name="Tạo khóa").click()
    page.get_by_role("heading", name="Mã khôi phục", level=1).wait_for()
    house_rules(page, "recovery codes")
    page.get_by_role("link", name="Tiếp tục").click()
    assert page.get_by_text("Máy tính cơ quan").count() == 1

    page.context.clear_cookies()
    page.goto("/sign-in?back=/account/factors")
    house_rules(page, "sign in with a passkey")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.get_by_role("heading", name="Xác thực bước hai", level=1).wait_for()

    page.context.clear_cookies()
    _sign_in(page, account)
    house_rules(page, "second step")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.get_by_role("button", name="Gỡ", exact=True).wait_for()
    page.get_by_role("button", name="Gỡ", exact=True).click()
    page.get_by_text("Chưa có khóa nào.").wait_for()


def test_an_app_is_enrolled_by_its_first_code_and_asked_for_after_the_password(open_page, server):
    account = server.accounts[-2]
    page = open_page(_local(server))
    _sign_in(page, account)
    page.get_by_role("button", name="Thêm ứng dụng xác thực").click()
    house_rules(page, "enrol an app")
    secret = page.locator("code").first.inner_text()
    # The step before is accepted too; the step of now is then still unused for the sign-in.
    page.get_by_label("Mã ứng dụng đang hiện").fill(code(secret, time.time() - 30))
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_role("heading", name="Mã khôi phục", level=1).wait_for()
    recovery = page.locator("li code").first.inner_text()
    page.context.clear_cookies()
    _sign_in(page, account)
    page.get_by_label("Mã xác thực").fill(recovery)
    page.get_by_role("button", name="Xác thực").click()
    page.get_by_role("button", name="Gỡ ứng dụng").click()
    page.get_by_text("Chưa dùng", exact=True).wait_for()
