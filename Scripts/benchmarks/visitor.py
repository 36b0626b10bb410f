"""Somebody with a browser, as far as a measurement needs one: pages, forms and cookies."""

import http.client
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from table import Missing


class SignInForm(HTMLParser):
    """The form on a page that asks for a password: where it goes and what it is filled with."""

    def __init__(self, page: str):
        super().__init__()
        self.action, self.fields, self.user, self.password = "", {}, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if self.password:
            return
        if tag == "form":
            self.action, self.fields, self.user = attributes.get("action", ""), {}, None
        elif tag == "input" and attributes.get("name"):
            kind = attributes.get("type", "text")
            if kind == "hidden":
                self.fields[attributes["name"]] = attributes.get("value", "")
            elif kind == "password":
                self.password = attributes["name"]
            elif kind in ("text", "email"):
                self.user = attributes["name"]


class Visitor:
    """Follows redirects and keeps cookies, also `Secure` ones: browsers do so on 127.0.0.1."""

    def __init__(self, base: str):
        self.base = base
        self.cookies: dict[str, str] = {}

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        for _ in range(5):
            status, location, text = self._once(path, form)
            if status not in (302, 303, 307):
                return status, text
            path, form = urljoin(path, location), form if status == 307 else None
        raise Missing(f"{path} redirects without end")

    def page(self, path: str) -> str:
        status, text = self.ask(path)
        if status != 200:
            raise Missing(f"{path} answers {status}")
        return text

    def sign_in(self, user: str, password: str) -> "Visitor":
        form = SignInForm(self.page("/"))
        if not form.user or not form.password:
            raise Missing("/ leads to no form that asks for a user and a password")
        status, text = self.ask(form.action or "/", form.fields | {form.user: user, form.password: password})
        if status != 200 or SignInForm(text).password:
            raise Missing(f"{user} could not sign in (status {status})")
        return self

    def _once(self, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        address = urlsplit(urljoin(self.base, path))
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        body, headers = None, self.headers | {"Origin": self.base}
        if form is not None:
            body, headers["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        target = address.path + (f"?{address.query}" if address.query else "")
        connection.request("GET" if form is None else "POST", target, body, headers)
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name.strip()] = value
        text = response.read().decode(errors="replace")
        connection.close()
        return response.status, response.headers.get("Location", ""), text
