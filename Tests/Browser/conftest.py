"""What every browser test may ask for: a server on each engine, a browser, and pages signed in as someone.

    def test_the_clerk_registers_a_document(page_as):
        clerk = page_as("vanthu")
        clerk.goto("/…")
        house_rules(clerk, "register a document")

LIENTHONG_TEST_ENGINES=sqlite leaves one engine out; LIENTHONG_CONFIGURATION=release takes the release build;
LIENTHONG_SCREENSHOTS=FOLDER keeps a picture of every page that house_rules is given with a name.
`--part embedded` and `--part rest` are two runs that may go beside each other: what works on a province in SQLite, and
everything else.
"""

import os
import re
import subprocess
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from house_rules import WIDE, watch_of
from provinces import LEFTOVERS, Provinces
from server import ROOT, binary

ENGINES = os.environ.get("LIENTHONG_TEST_ENGINES", "sqlite,postgresql").split(",")

USER_LABEL, PASSWORD_LABEL, SIGN_IN_BUTTON = "Tên đăng nhập", "Mật khẩu", "Đăng nhập"


def pytest_addoption(parser):
    parser.addoption("--part", choices=("embedded", "rest"), help="only this part of the tests")


@pytest.fixture(scope="session")
def provinces(tmp_path_factory):
    with ExitStack() as stack:
        yield Provinces(tmp_path_factory.mktemp("provinces"), stack)


@pytest.fixture(scope="session", params=ENGINES)
def server(request, provinces, tmp_path_factory):
    """A sample province at work, one on each engine for the whole run: tests make what they need in it themselves."""
    folder = tmp_path_factory.mktemp(request.param)
    with provinces.copy(request.param, folder / "data", f"server-{request.param}") as running:
        yield running.start()
        running.stop()


@pytest.fixture
def serve(tmp_path):
    """Starts the server as a process over an empty folder; `url`, `admin` and `data` say where."""
    running = []

    def start(*options):
        process = subprocess.Popen(
            [binary(), "serve", "--data", tmp_path / "data", "--port", "0", *options], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(process)
        said = {}
        awaited = {"Listening on"} | ({"Operations on"} if "--admin-port" in options else set())
        while awaited - said.keys():
            line = process.stdout.readline()
            assert line, process.stderr.read()
            if found := re.match(r"(Listening on|Operations on) (\S+)", line):
                said[found[1]] = found[2]
        process.data = tmp_path / "data"
        process.url, process.admin = said["Listening on"], said.get("Operations on")
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A folder with chain.pem and key.pem for localhost, signed by itself."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", folder / "key.pem", "-out", folder / "chain.pem"], check=True, capture_output=True)
    return folder


@pytest.fixture(params=ENGINES)
def installation(request, provinces, tmp_path):
    """A province of the test's own that nobody serves yet."""
    name = f"{request.node.originalname}-{request.param}"
    with provinces.copy(request.param, tmp_path / "data", name, options=("--unlimited",)) as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, request):
    """Makes pages, each with cookies of its own; what goes wrong on one without being looked at fails its test."""
    pages: list[Page] = []

    def open_one(base_url: str, **options) -> Page:
        options = {"viewport": WIDE, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"} | options
        page = browser.new_context(base_url=base_url, **options).new_page()
        watch_of(page)
        pages.append(page)
        return page

    yield open_one
    failed = getattr(request.node, "failed_in_call", False)
    troubles = []
    for number, page in enumerate(pages):
        if failed:
            _keep_evidence(page, request.node.name, number)
        troubles += watch_of(page).take()
        page.context.close()
    assert failed or not troubles, "\n".join(troubles)


@pytest.fixture
def page(open_page, server) -> Page:
    """A page of somebody who is not signed in."""
    return open_page(server.url)


@pytest.fixture
def page_as(open_page, server):
    """`page_as("vanthu")`: a page signed in with that sample account."""

    def sign_in(user: str, **options) -> Page:
        account = server.account(user)
        page = open_page(server.url, **options)
        page.goto("/")
        page.get_by_label(USER_LABEL).fill(account.user)
        page.get_by_label(PASSWORD_LABEL).fill(account.password)
        page.get_by_role("button", name=SIGN_IN_BUTTON, exact=True).click()
        page.wait_for_load_state("load")
        assert page.get_by_label(PASSWORD_LABEL).count() == 0, f"{user} could not sign in: {page.url}"
        page.account = account
        return page

    return sign_in


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.failed_in_call = report.failed
    return report


def pytest_collection_modifyitems(config, items):
    """What runs long is left to `make soak`, which asks for it by its mark."""
    left = [item for item in items if _is_left_out(item, config)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _is_left_out(item, config) -> bool:
    engine = _engine(item)
    if item.get_closest_marker("one_engine") and engine not in (None, ENGINES[0]):
        return True
    if config.option.part and (config.option.part == "embedded") != (engine == "sqlite"):
        return True
    return bool(item.get_closest_marker("soak")) and not config.option.markexpr


def _engine(item) -> str | None:
    """What the province of a test lives in, for those that have one of `server` or `installation`."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    return params.get("server") or params.get("installation")


def _keep_evidence(page: Page, test: str, number: int) -> None:
    folder = LEFTOVERS / "failures"
    folder.mkdir(parents=True, exist_ok=True)
    name = "".join(letter if letter.isalnum() else "-" for letter in test)
    page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)
    (folder / f"{name}-{number}.html").write_text(f"<!-- {page.url} -->\n{page.content()}")
