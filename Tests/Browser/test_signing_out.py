"""What is left in a browser when somebody has signed out and another sits down at the machine."""

import re

import pytest

pytestmark = pytest.mark.one_engine

SECRET = "Kế hoạch chưa gửi của văn thư"


def test_after_signing_out_the_browser_shows_and_keeps_nothing(page_as):
    page = page_as("vanthu.khcn")
    page.goto("/documents/incoming/new")
    page.get_by_label("Trích yếu").first.fill(SECRET)
    page.wait_for_function("text => Object.values(localStorage).some(one => one.includes(text))", arg=SECRET)
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/account")
    page.evaluate("document.querySelector('form[action=\"/sign-out\"]').requestSubmit()")
    page.wait_for_url(re.compile("/sign-in"))
    assert not page.evaluate("text => Object.values(localStorage).some(one => one.includes(text))", SECRET)
    assert page.context.cookies() == [one for one in page.context.cookies() if "session" not in one["name"]]
    for _ in range(3):
        page.go_back()
        assert page.locator("body[data-owner]").count() == 0, page.url
        assert SECRET not in page.content()
