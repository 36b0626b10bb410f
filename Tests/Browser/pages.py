"""Every page of the house, and how a person comes to it. What the routes are is told by the permission matrix, which the
Swift tests keep complete; a page route that is neither here nor named as no page fails the walk."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from server import ROOT

MATRIX = ROOT / "Tests" / "AppTests" / "PermissionMatrix" / "permissions.txt"

# GET routes that answer with something else than a page.
NO_PAGE = {
    "/assets/lienthong.css", "/events", "/units/choices", "/units/export", "/people/choices", "/people/export",
    "/documents/recipients", "/documents/{}/targets", "/documents/{}/file", "/documents/{}/file/pages/1",
    "/documents/{}/proof", "/.well-known/security.txt", "/documents/uploads/{}/file",
    "/documents/uploads/{}/file/pages/1", "/documents/arrivals/{}/file",
    "/documents/arrivals/{}/file/pages/1", "/notifications/{}",
    "/sign-in/openid/none/return",
    "/account-reviews/{}/minutes/text", "/account-reviews/{}/minutes/proof",
    "/evaluation/sets/{}/file", "/evaluation/units", "/evaluation/published/{}/package",
    "/evaluation/rounds/{}/package", "/evaluation/published/{}/table",
}


def page_routes() -> set[str]:
    """The GET routes of the matrix that are pages, with {} for each record."""
    lines = [line.split() for line in MATRIX.read_text().splitlines() if line.startswith("GET ")]
    paths = {re.sub(r"\{[^}]*\}", "{}", line[1].split("?")[0]) for line in lines}
    return {path for path in paths if not path.startswith("/api/")} - NO_PAGE


@dataclass(frozen=True)
class Place:
    """A page route: who opens it, and how."""

    account: str
    open: Callable[[Page], None]


def at(path: str) -> Callable[[Page], None]:
    return lambda page: _go(page, path)


def follow(start: str, *selectors: str, then: str = "") -> Callable[[Page], None]:
    """From a page along the first link that fits each selector; `then` is put behind the last address."""

    def walk(page: Page) -> None:
        _go(page, start)
        for selector in selectors:
            link = page.locator(f"main {selector}").first
            assert link.count(), f"{page.url} has no link {selector}"
            _go(page, link.get_attribute("href"))
        if then:
            _go(page, page.url.split("?")[0] + then)

    return walk


def _go(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer.status == 200, f"{path} answered {answer.status}"


def end_of_authorisation(page: Page) -> None:
    """The sample has no authorisation in force: its leader gives one to the head of a division."""
    end = page.locator("main a[href^='/authorisations/0'][href$='/end']")
    _go(page, "/authorisations")
    if not end.count():
        follow("/units?q=phong+chuyen+doi+so", UNIT)(page)
        head = page.locator("main table a[href^='/people/0']").first.inner_text()
        _go(page, "/authorisations/new")
        page.locator("input[name=kind][value=by-order]").check()
        page.get_by_role("combobox", name="Người nhận").fill(head)
        page.get_by_role("option", name=head).first.click()
        page.locator("#scope").fill("Giấy mời, thông báo họp")
        page.locator("#decisionNumber").fill("15/QĐ-UBND")
        page.get_by_role("button", name="Ghi văn bản").click()
        page.wait_for_url("**/authorisations")
    _go(page, end.first.get_attribute("href"))


def old_register(page: Page) -> None:
    """The sample has always been here: its clerk imports the register of a former system."""
    imported = page.locator("main a[href^='/documents/imports/0']")
    _go(page, "/documents/imports")
    if not imported.count():
        _go(page, "/documents/imports/new")
        page.locator("#flow").select_option("incoming")
        page.locator("#firstYear").fill("2016")
        rows = "Ngày đến,Số đến,Tác giả,Trích yếu\n04/01/2016,1,Bộ Nội vụ,Về việc tổng điều tra nông thôn\n"
        page.set_input_files("#file", {"name": "so-2016.csv", "mimeType": "text/csv", "buffer": rows.encode()})
        page.locator("main form .form__actions button[value=check]").click()
        page.get_by_role("button", name="Nhập vào sổ").click()
        page.wait_for_load_state("load")
        _go(page, "/documents/imports")
    _go(page, imported.first.get_attribute("href"))


def own_role(page: Page) -> None:
    """The sample has the program's roles only: its administrator makes one."""
    change = page.locator("main a[href^='/roles/0'][href$='/permissions']")
    _go(page, "/roles")
    if not change.count():
        _go(page, "/roles/new")
        page.locator("#name").fill("Thủ quỹ")
        page.locator("#nameEnglish").fill("Cashier")
        page.locator("#code").fill("thu-quy")
        page.locator("input[name=permissions]").first.check()
        page.locator("form[action='/roles'] button").click()
        page.wait_for_load_state("load")
        _step_up(page, "/roles")
    _go(page, change.first.get_attribute("href"))


def review(page: Page) -> None:
    """The sample has no review of accounts: its administrator begins one."""
    link = page.locator("main td a[href^='/account-reviews/0']")
    _go(page, "/account-reviews")
    if not link.count():
        _go(page, "/account-reviews/new")
        page.get_by_role("button", name="Mở đợt rà soát").click()
        page.wait_for_load_state("load")
        _step_up(page, "/account-reviews/0")
        return
    _go(page, link.first.get_attribute("href"))


def reviewed_account(page: Page) -> None:
    review(page)
    _go(page, page.locator("main a[href*='/accounts/0']").first.get_attribute("href"))


def new_app(page: Page) -> None:
    """The page of an authenticator app is there once its secret was made, which the button does."""
    _go(page, "/account/factors")
    page.locator("form[action='/account/factors/app'] button").click()
    page.wait_for_load_state("load")
    _step_up(page)


def new_passkey(page: Page) -> None:
    page.goto("/account/factors/passkeys/new")
    _step_up(page)


def _step_up(page: Page, to: str = "/account/factors/") -> None:
    """Enters the password again when the last time was too long ago."""
    password = page.locator("#stepUpPassword")
    if password.count():
        password.fill(page.account.password)
        page.get_by_role("button", name="Xác nhận và tiếp tục").click()
        page.wait_for_load_state("load")
    assert to in page.url, page.url


DOCUMENT = "a[href^='/documents/0']"
UNIT = "a[href^='/units/0']"
PERSON = "a[href^='/people/0']"

PLACES = {
    "/": Place("vanthu.tinh", at("/")),
    "/my-work/to-handle": Place("chuyenvien.khcn", at("/my-work/to-handle")),
    "/search": Place("vanthu.tinh", at("/search?q=chuyen+doi+so")),
    "/documents/incoming": Place("vanthu.tinh", at("/documents/incoming")),
    "/documents/outgoing": Place("vanthu.khcn", at("/documents/outgoing")),
    "/documents/incoming/new": Place("vanthu.tinh", at("/documents/incoming/new")),
    "/documents/outgoing/new": Place("chuyenvien.khcn", at("/documents/outgoing/new")),
    "/documents/{}": Place("vanthu.tinh", follow("/documents/incoming", DOCUMENT)),
    "/documents/{}/directions": Place("lanhdao.tinh", follow("/my-work/to-direct", DOCUMENT, then="/directions")),
    "/documents/{}/draft": Place("chuyenvien.khcn", follow("/my-work/drafts", DOCUMENT, then="/draft")),
    "/documents/{}/issue": Place("vanthu.khcn", follow("/my-work/to-issue", DOCUMENT, then="/issue")),
    "/documents/imports": Place("vanthu.tinh", at("/documents/imports")),
    "/documents/imports/new": Place("vanthu.tinh", at("/documents/imports/new")),
    "/documents/imports/{}": Place("vanthu.tinh", old_register),
    "/units": Place("quantri", at("/units")),
    "/units/new": Place("quantri", at("/units/new")),
    "/units/import": Place("quantri", at("/units/import")),
    "/units/{}": Place("quantri", follow("/units?q=so", UNIT)),
    "/units/{}/editions": Place("quantri", follow("/units?q=so", UNIT, then="/editions")),
    "/units/{}/correction": Place("quantri", follow("/units?q=so", UNIT, then="/correction")),
    "/units/{}/organ-ids": Place("quantri", follow("/units?q=so", UNIT, then="/organ-ids")),
    "/units/{}/succession": Place("quantri", follow("/units?q=so", UNIT, then="/succession")),
    "/successions/{}": Place(
        "quantri", follow("/units?q=so+thong+tin+va+truyen+thong&closed=1", UNIT, "a[href^='/successions/']")),
    "/people": Place("quantri", at("/people")),
    "/people/new": Place("quantri", at("/people/new")),
    "/people/import": Place("quantri", at("/people/import")),
    "/people/{}": Place("quantri", follow("/people", PERSON)),
    "/people/{}/details": Place("quantri", follow("/people", PERSON, then="/details")),
    "/people/{}/identities": Place("quantri", follow("/people", PERSON, then="/identities")),
    "/people/{}/posts/new": Place("quantri", follow("/people", PERSON, then="/posts/new")),
    "/people/{}/posts/{}/end": Place(
        "quantri", follow("/people", PERSON, "a[href*='/posts/'][href$='/end']")),
    "/people/{}/posts/{}/grants/new": Place("quantri", follow("/people", PERSON, "a[href$='/grants/new']")),
    "/roles": Place("quantri", at("/roles")),
    "/roles/new": Place("quantri", at("/roles/new")),
    "/roles/{}/permissions": Place("quantri", own_role),
    "/security": Place("quantri", at("/security")),
    "/operations": Place("quantri", at("/operations")),
    "/account-reviews": Place("quantri", at("/account-reviews")),
    "/account-reviews/new": Place("quantri", at("/account-reviews/new")),
    "/account-reviews/{}": Place("quantri", review),
    "/account-reviews/{}/accounts/{}": Place("quantri", reviewed_account),
    "/rights-changes": Place("quantri", at("/rights-changes")),
    "/roles/{}/session-limits": Place("quantri", follow("/roles", "a[href$='/session-limits']")),
    "/notifications": Place("lanhdao.tinh", at("/notifications")),
    "/substitutions": Place("lanhdao.tinh", at("/substitutions")),
    "/substitutions/new": Place("lanhdao.tinh", at("/substitutions/new")),
    "/authorisations": Place("lanhdao.tinh", at("/authorisations")),
    "/authorisations/new": Place("lanhdao.tinh", at("/authorisations/new")),
    "/authorisations/{}/end": Place("lanhdao.tinh", end_of_authorisation),
    "/account": Place("chuyenvien.khcn", at("/account")),
    "/account/factors": Place("chuyenvien.khcn", at("/account/factors")),
    "/account/factors/app": Place("chuyenvien.khcn", new_app),
    "/account/factors/passkeys/new": Place("chuyenvien.khcn", new_passkey),
    "/account/password": Place("chuyenvien.khcn", at("/account/password")),
    "/account/sessions": Place("chuyenvien.khcn", at("/account/sessions")),
    "/account/tokens": Place("chuyenvien.khcn", at("/account/tokens")),
    "/evaluation": Place("thuongtruc", at("/evaluation")),
    "/evaluation/published": Place("thuongtruc", at("/evaluation/published")),
    "/evaluation/published/{}": Place("thuongtruc", follow("/evaluation/published", "a[href^='/evaluation/published/0']")),
    "/verify": Place("vanthu.tinh", at("/verify")),
    "/components": Place("quantri", at("/components")),
}

# Pages that a long way leads to; their tests open them there.
ELSEWHERE = {
    "/account-reviews/{}/minutes",
    "/evaluation/sets/import", "/evaluation/sets/{}", "/evaluation/sets/{}/rounds/new", "/evaluation/rounds/{}",
    "/evaluation/rounds/{}/units/{}", "/evaluation/rounds/{}/results", "/evaluation/rounds/{}/units/{}/result",
}

# Pages of somebody who is not signed in; their tests open them where they arise.
AT_THE_DOOR = {"/sign-in", "/sign-in/emergency", "/set-up", "/invitation"}
