"""The house rules themselves: a good page passes, and each rule refuses the page that breaks it."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from house_rules import house_rules, watch_of

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:"
STYLE = "body { color: #222; background: #fff } a { color: #00409a } .wide { width: 500px } .pale { color: #ccc }"
DARK = "@media (prefers-color-scheme: dark) { body { background: #111 } .fits { color: #eee; background: #111 } }"


def document(body: str, title: str = "Văn bản đến · Liên Thông", language: str = "vi", style: str = "style.css") -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="/{style}"></head><body><main>{body}</main></body></html>'
    )


GOOD = document("<h1>Văn bản đến</h1><p>Chưa có văn bản.</p>")

BROKEN = {
    "h1 is wanted": document("<h1>Văn bản đến</h1><h1>Văn bản đi</h1>"),
    "the title is": document("<h1>Văn bản đi</h1>"),
    "lang is": document("<h1>Văn bản đến</h1>", language="fr"),
    "occurs twice": document('<h1>Văn bản đến</h1><p id="a">1</p><p id="a">2</p>'),
    "picture is missing": document('<h1>Văn bản đến</h1><img src="data:image/png;base64,AAAA" alt="Dấu">'),
    "wider than 360 px": document('<h1>Văn bản đến</h1><p class="wide">Trích yếu</p>'),
    "color-contrast (wide)": document('<h1>Văn bản đến</h1><p class="pale">Quá hạn</p>'),
    "color-contrast (dark)": document("<h1>Văn bản đến</h1>", style="dark.css"),
    "label (wide)": document('<h1>Văn bản đến</h1><input name="q">'),
    "a password can be read": document('<h1>Văn bản đến</h1><label>Mật khẩu <input name="password"></label>'),
    "no manager knows it": document(
        '<h1>Văn bản đến</h1><label>Mật khẩu <input name="password" type="password" autocomplete="off"></label>'),
    "nobody can sign out": document("<h1>Văn bản đến</h1>").replace("<body>", '<body data-owner="Trần An">'),
    "Content Security Policy": document("<h1>Văn bản đến</h1><script>document.title</script>"),
    "404": document('<h1>Văn bản đến</h1><img src="/none.png" alt="Dấu">'),
    "script error": document('<h1>Văn bản đến</h1><script src="/throws.js"></script>'),
}

FILES = {
    "/style.css": ("text/css", STYLE),
    "/dark.css": ("text/css", STYLE + DARK),
    "/throws.js": ("text/javascript", "throw new Error('thrown');"),
}


class Pages(BaseHTTPRequestHandler):
    """Serves the pages above under strict headers."""

    def do_GET(self):
        pages = {"/good": GOOD} | {f"/{number}": page for number, page in enumerate(BROKEN.values())}
        kind, text = FILES.get(self.path) or ("text/html; charset=utf-8", pages.get(self.path))
        self.send_response(404 if text is None else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write((text or "").encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def pages():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_good_page_passes(open_page, pages):
    page = open_page(pages)
    page.goto("/good")
    house_rules(page, None)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_page_that_breaks_a_rule_is_refused(rule, open_page, pages):
    page = open_page(pages)
    page.goto(f"/{list(BROKEN).index(rule)}")
    with pytest.raises(AssertionError) as refusal:
        house_rules(page)
    assert rule in str(refusal.value)


def test_a_trouble_that_was_announced_is_none(open_page, pages):
    page = open_page(pages)
    watch_of(page).expect("none.png")
    page.goto(f"/{list(BROKEN).index('404')}")
    with pytest.raises(AssertionError) as refusal:
        house_rules(page)
    assert "picture is missing" in str(refusal.value) and "request: 404" not in str(refusal.value)


def test_pictures_are_taken_at_three_widths(open_page, pages, tmp_path, monkeypatch):
    monkeypatch.setenv("LIENTHONG_SCREENSHOTS", str(tmp_path))
    page = open_page(pages)
    page.goto("/good")
    house_rules(page, "good page")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "good-page-1366.png", "good-page-360.png", "good-page-768.png"]
