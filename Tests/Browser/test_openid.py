"""Single sign-on against a real OpenID Connect provider, a process of its own."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from conftest import PASSWORD_LABEL, SIGN_IN_BUTTON, USER_LABEL
from house_rules import house_rules

NAME = "Cổng định danh tỉnh"
SECRET = "canary-of-the-client"
DOOR = f"Đăng nhập qua {NAME}"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def provider():
    """The issuer of a provider that lets everybody be whom they say they are."""
    port = free_port()
    users = [{"sub": "strong-7f3c", "amr": ["pwd", "mfa"]}, {"sub": "weak-7f3c"}]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port),
         *(word for user in users for word in ("--user-claims", json.dumps(user)))],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    for _ in range(300):
        assert process.poll() is None, "the provider ended"
        try:
            urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield issuer
    process.terminate()
    process.wait(10)


@pytest.fixture
def served(installation, provider, tmp_path):
    """The sample province, whose people may come through the provider."""
    file = tmp_path / "providers.json"
    file.write_text(json.dumps({"providers": [{
        "code": "tinh", "name": NAME, "nameEnglish": "The province's identity provider", "issuer": provider,
        "clientID": "lienthong", "clientSecret": SECRET, "trustedAMR": ["mfa"]}]}))
    file.chmod(0o600)
    installation.options += ("--identity-providers", str(file), "--port", str(free_port()))
    yield installation.start()
    installation.stop()
    assert SECRET not in installation.log.read_text()


def visitor(open_page, served):
    page = open_page(served.url)
    # The provider's page would fetch its looks from elsewhere.
    page.route(re.compile("^https://"), lambda route: route.fulfill(body="", content_type="text/css"))
    return page


def with_password(open_page, served, user: str, to: str):
    page, account = visitor(open_page, served), served.account(user)
    page.goto(f"/sign-in?back={to}")
    page.get_by_label(USER_LABEL).fill(account.user)
    page.get_by_label(PASSWORD_LABEL).fill(account.password)
    page.get_by_role("button", name=SIGN_IN_BUTTON, exact=True).click()
    page.wait_for_load_state("load")
    return page


def through_provider(page, subject: str) -> None:
    page.goto("/sign-in?back=/account")
    page.get_by_role("button", name=DOOR).click()
    say(page, subject)


def say(page, subject: str) -> None:
    page.get_by_role("heading", name="Authorize Client").wait_for()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize", exact=True).click()
    page.wait_for_load_state("load")


def test_who_is_linked_by_an_administrator_comes_in_and_goes_out_through_the_provider(served, open_page, provider):
    administrator = with_password(open_page, served, "quantri", "/people?q=chuyenvien.khcn")
    administrator.locator("main a[href^='/people/0']").first.click()
    administrator.get_by_role("link", name="Đăng nhập một lần").click()
    administrator.get_by_role("heading", name="Đăng nhập một lần", level=1).wait_for()
    house_rules(administrator, "page-identities")
    administrator.get_by_label("Mã người dùng (sub)").fill("weak-7f3c")
    administrator.get_by_role("button", name="Liên kết", exact=True).click()
    administrator.get_by_text("weak-7f3c").wait_for()
    house_rules(administrator, "page-identities-linked")

    page = visitor(open_page, served)
    page.goto("/sign-in")
    house_rules(page, "page-sign-in-providers")
    through_provider(page, "weak-7f3c")
    assert page.url == f"{served.url}/account"
    assert page.get_by_text(served.account("chuyenvien.khcn").user).count()
    page.evaluate("document.querySelector('form[action=\"/sign-out\"]').requestSubmit()")
    page.get_by_role("heading", name="End Session").wait_for()
    assert page.url.startswith(f"{provider}/oauth2/end_session?client_id=lienthong&post_logout_redirect_uri=")
    page.goto(f"{served.url}/account")
    assert "/sign-in" in page.url


def test_a_person_links_the_own_account_and_takes_the_link_away(served, open_page):
    page = with_password(open_page, served, "vanthu.khcn", "/account/factors")
    page.get_by_role("button", name=f"Liên kết với {NAME}").click()
    say(page, "strong-7f3c")
    page.get_by_role("cell", name="strong-7f3c").wait_for()
    house_rules(page, "page-factors-linked")
    other = visitor(open_page, served)
    through_provider(other, "strong-7f3c")
    assert other.url == f"{served.url}/account"
    page.get_by_role("button", name="Gỡ", exact=True).click()
    page.get_by_text("Chưa liên kết định danh nào.").wait_for()
    late = visitor(open_page, served)
    through_provider(late, "strong-7f3c")
    late.get_by_text("chưa liên kết với tài khoản nào").first.wait_for()


def test_nobody_comes_in_who_is_not_linked_or_brings_an_answer_of_another_browser(served, open_page):
    page = visitor(open_page, served)
    through_provider(page, "a-stranger")
    page.get_by_text("chưa liên kết với tài khoản nào").first.wait_for()
    house_rules(page, "page-sign-in-not-linked")
    page.goto("/sign-in")
    page.get_by_role("button", name=DOOR).click()
    page.get_by_role("heading", name="Authorize Client").wait_for()
    page.get_by_role("button", name="Deny").click()
    page.get_by_text("không thành công").first.wait_for()
    for query in ["", "?code=x", "?code=x&state=y", "?error=access_denied"]:
        page.goto(f"/sign-in/openid/tinh/return{query}")
        page.get_by_text("không thành công").first.wait_for()
