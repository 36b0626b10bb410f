"""What holds for every page, checked in a real browser. A new rule is added here, once.

    house_rules(page)                       checks the page as it stands
    house_rules(page, "incoming list")      … and names its pictures, when pictures are wanted

The rules: one heading, equal to the title; a language; no id twice; nothing wider than a telephone; no picture missing;
passwords hidden and known to password managers; a way out for who is signed in; no WCAG 2.2 AA violation that axe-core
finds, wide, narrow or dark; nothing refused by the content security policy, no error in the console, no request that
failed. Where the same pages stand on the other engine in the same run, their look is judged there.
"""

import os
import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

from server import ROOT

WIDE = {"width": 1366, "height": 768}
MIDDLE = {"width": 768, "height": 1024}
NARROW = {"width": 360, "height": 740}

SCRIPT = Axe().axe_script
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

STRUCTURE = """() => {
    const text = element => (element.textContent || '').replace(/\\s+/g, ' ').trim();
    const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
    return {
        title: document.title.replace(/\\s+/g, ' ').trim(),
        headings: [...document.querySelectorAll('h1')].map(text),
        language: document.documentElement.lang,
        repeated: [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))],
        missing: [...document.images].filter(image => image.complete && image.naturalWidth === 0).map(image => image.src),
        passwords: [...document.querySelectorAll('input[name*="assword"]:not([type="hidden"])')]
            .filter(field => field.type !== 'password' || !/^(current|new)-password$/.test(field.autocomplete)
                || field.hasAttribute('onpaste')).map(field => field.name),
        signedIn: Boolean(document.body.dataset.owner),
        signOut: Boolean(document.querySelector('form[action="/sign-out"]')),
    };
}"""

# What sticks out to the right, and is not inside something that scrolls by itself.
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = element => {
        for (let one = element.parentElement; one && one !== document.body; one = one.parentElement)
            if (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX)) return true;
        return false;
    };
    const wide = [...document.body.querySelectorAll('*')]
        .filter(element => element.getBoundingClientRect().right > width + 1 && !scrolls(element))
        .map(element => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') || ''}">`
            + ` reaches ${Math.round(element.getBoundingClientRect().right)} px`);
    return wide.length ? wide.slice(0, 5) : ['something'];
}"""


@dataclass
class Watch:
    """What went wrong on a page since the last look."""

    troubles: list[str] = field(default_factory=list)
    expected: list[re.Pattern] = field(default_factory=list)
    # Whether the look of its pages is judged: it depends on no engine.
    looks: bool = True

    def attach(self, page: Page) -> "Watch":
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        page.on("response", self._response)
        page.on("requestfailed", lambda request: self._failed(request.url, request.failure or ""))
        return self

    def expect(self, pattern: str) -> None:
        """A trouble that this test brings about on purpose."""
        self.expected.append(re.compile(pattern))

    def take(self) -> list[str]:
        taken = [one for one in self.troubles if not any(pattern.search(one) for pattern in self.expected)]
        self.troubles.clear()
        return taken

    def _console(self, message: ConsoleMessage) -> None:
        # A failed request is reported by _response, which knows whether it was the page itself.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        # The page itself may well answer 404 or 422: its test says what it must be. A 500 it never may.
        limit = 500 if response.request.resource_type == "document" else 400
        if response.status >= limit:
            self.troubles.append(f"request: {response.status} {response.url}")

    def _failed(self, url: str, reason: str) -> None:
        # Leaving a page ends its event stream and whatever is still on the way.
        if "ERR_ABORTED" not in reason:
            self.troubles.append(f"request: {reason} {url}")


def house_rules(page: Page, name: str | None = None) -> None:
    """Fails with everything that is wrong with the page, not only the first."""
    size = page.viewport_size
    page.set_viewport_size(WIDE)
    found = _structure(page)
    if watch_of(page).looks:
        found += _look(page)
        if name and os.environ.get("LIENTHONG_SCREENSHOTS"):
            _take_pictures(page, name)
    page.set_viewport_size(size or WIDE)
    found += watch_of(page).take()
    assert not found, f"{page.url} breaks {len(found)} house rules:\n- " + "\n- ".join(found)


def _look(page: Page) -> list[str]:
    found = _accessibility(page, "wide") + _dark_contrast(page)
    page.set_viewport_size(NARROW)
    found += [f"wider than 360 px: {one}" for one in page.evaluate(TOO_WIDE)]
    return found + _accessibility(page, "narrow")


def watch_of(page: Page) -> Watch:
    watch = getattr(page, "house_watch", None)
    if watch is None:
        watch = page.house_watch = Watch().attach(page)
    return watch


def _structure(page: Page) -> list[str]:
    seen, found = page.evaluate(STRUCTURE), []
    if len(seen["headings"]) != 1:
        found.append(f"one h1 is wanted, there are {len(seen['headings'])}: {seen['headings']}")
    elif re.split(r" [·|–—-] ", seen["title"])[0] != seen["headings"][0] and seen["title"] != seen["headings"][0]:
        found.append(f"the title is '{seen['title']}', the h1 '{seen['headings'][0]}'")
    if seen["language"] not in ("vi", "en"):
        found.append(f"lang is '{seen['language']}'")
    found += [f"the id '{one}' occurs twice" for one in seen["repeated"]]
    found += [f"a picture is missing: {one}" for one in seen["missing"]]
    found += [f"a password can be read while it is typed, or no manager knows it: {one}" for one in seen["passwords"]]
    if seen["signedIn"] and not seen["signOut"]:
        found.append("nobody can sign out from here")
    return found


def _accessibility(page: Page, face: str, rules: dict | None = None) -> list[str]:
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(SCRIPT)
    options = {"runOnly": rules or WCAG, "resultTypes": ["violations", "incomplete"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    for unsure in result["incomplete"]:
        targets = "; ".join(" ".join(map(str, node["target"])) for node in unsure["nodes"][:3])
        warnings.warn(f"{page.url} ({face}): axe cannot tell about {unsure['id']}: {targets}", stacklevel=4)
    return [
        f"{violation['id']} ({face}): {violation['help']}: {' '.join(map(str, node['target']))}: {node['html'][:120]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def _dark_contrast(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = _accessibility(page, "dark", {"type": "rule", "values": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return found


def _take_pictures(page: Page, name: str) -> None:
    folder = Path(os.environ["LIENTHONG_SCREENSHOTS"])
    folder = folder if folder.is_absolute() else ROOT / folder
    folder.mkdir(parents=True, exist_ok=True)
    for size in (WIDE, MIDDLE, NARROW):
        page.set_viewport_size(size)
        page.screenshot(path=folder / f"{name.replace(' ', '-')}-{size['width']}.png", full_page=True)
