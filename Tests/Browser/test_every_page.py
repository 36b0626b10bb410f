"""Every page keeps the house rules: WCAG 2.2 AA as far as axe-core sees, 360 px, light and dark. The look does not depend on
the engine, so one is enough."""

import re

import pytest
from playwright.sync_api import expect

import server as servers
from house_rules import house_rules, watch_of
from pages import AT_THE_DOOR, ELSEWHERE, PLACES, own_role, page_routes

pytestmark = pytest.mark.one_engine


# Links of the examples on the components' page, which lead nowhere.
EXAMPLES = r"request: 404 .*(/sample\.pdf|/deadlines/preview\.json)"

# What a page says of itself, other than data.
ENGLISH = "th, legend, .field__label, .form__actions .button, .actions .button, .tabs a, .capabilities a"


def picture(route: str) -> str:
    return "page-" + (re.sub(r"[^a-z]+", "-", route).strip("-") or "home")


def test_every_page_route_has_its_place():
    routes = page_routes()
    known = PLACES.keys() | AT_THE_DOOR | ELSEWHERE
    assert routes - known == set(), "pages that nobody visits: say in pages.py how one comes to them"
    assert known - routes == set(), "places without a route"


@pytest.mark.parametrize("account", sorted({place.account for place in PLACES.values()}))
def test_every_page_keeps_the_house_rules(account, page_as):
    page = page_as(account)
    watch_of(page).expect(EXAMPLES)
    broken = []
    for route, place in PLACES.items():
        if place.account != account:
            continue
        try:
            place.open(page)
            house_rules(page, picture(route))
        except AssertionError as failure:
            broken.append(f"{route}: {failure}")
    assert not broken, "\n".join(broken)


def test_the_door_keeps_the_house_rules(page):
    page.goto("/sign-in")
    house_rules(page, picture("/sign-in"))
    page.get_by_label("Tên đăng nhập").fill("vanthu.tinh")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    house_rules(page, "page-sign-in-refused")
    page.goto("/khong-co-trang-nay")
    house_rules(page, "page-not-found")


def test_pages_that_only_a_form_leads_to_keep_the_house_rules(page_as, open_page, server):
    page = page_as("quantri")
    server.let_step_ups_lapse()
    page.goto("/account/tokens")
    page.locator("#name").fill("Kho lưu trữ")
    page.locator("input[name=permissions]").first.check()
    page.get_by_role("button", name="Tạo mã").click()
    confirm(page, "page-step-up")
    house_rules(page, "page-token-made")

    page.goto("/people/new")
    page.locator("#name").fill("Trần Thị Diệu Hiền")
    page.locator("#username").fill("tran.thi.dieu.hien")
    page.get_by_role("button", name="Thêm người").click()
    page.locator("form[action$='/invitation'] button").first.click()
    page.wait_for_load_state("load")
    house_rules(page, "page-invited")
    link = page.locator("main code").inner_text()
    somebody = open_page(server.url)
    somebody.goto(link)
    house_rules(somebody, picture("/invitation"))

    own_role(page)
    page.locator("input[name=permissions]").last.check()
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_load_state("load")
    house_rules(page, "page-role-preview")

    page.goto("/units?q=so+noi+vu")
    page.locator("main a[href^='/units/0']").first.click()
    page.goto(page.url.split("?")[0] + "/succession")
    page.get_by_role("button", name="Xem trước").click()
    house_rules(page, "page-succession-refused")


def confirm(page, name):
    """Enters the password again where it is asked for."""
    page.locator("#stepUpPassword").wait_for()
    house_rules(page, name)
    page.locator("#stepUpPassword").fill(page.account.password)
    page.get_by_role("button", name="Xác nhận và tiếp tục").click()
    page.wait_for_load_state("load")


def test_the_first_page_of_an_installation_keeps_the_house_rules(open_page, tmp_path):
    empty = servers.Server(data=tmp_path, log=servers.ROOT / "var" / "test" / "server-empty.log", demo=False)
    try:
        empty.start()
        page = open_page(empty.url)
        page.goto(empty.first_administrator)
        house_rules(page, picture("/set-up"))
    finally:
        empty.stop()


def test_every_page_speaks_english(page_as):
    """What a reader of English sees in Vietnamese is data: names, subjects, titles of posts."""
    page = page_as("quantri")
    watch_of(page).expect(EXAMPLES)
    page.locator("form[action='/language'] button").first.evaluate("button => button.form.requestSubmit(button)")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    vietnamese = []
    for route, place in PLACES.items():
        if place.account == "quantri" and route != "/components":
            place.open(page)
            words = page.locator(ENGLISH).all_inner_texts()
            vietnamese += [f"{route}: {text}" for text in words if re.search("[ăâđêôơưạ-ỹ]", text, re.IGNORECASE)]
    house_rules(page, "english")
    assert not vietnamese, "\n".join(vietnamese)
