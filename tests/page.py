"""Fetching a page and, in passing, auditing it: what must be true of every page of ours."""

import re
from html.parser import HTMLParser
from typing import Any

from httpx import Response
from litestar.testing import TestClient

from tests import strict_html
from tests.laws import rendered

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
HEADERS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


class Page(HTMLParser):
    """A page or fragment taken apart: tags as (name, attributes, text inside)."""

    def __init__(self, reply: Response) -> None:
        super().__init__(convert_charrefs=True)
        self.reply = reply
        self.status = reply.status_code
        self.address = reply.url.path
        self.tags: list[dict[str, Any]] = []
        self._open: list[dict[str, Any]] = []
        self.feed(reply.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = {"tag": tag, "text": "", "within": list(self._open), **{k: v or "" for k, v in attrs}}
        self.tags.append(one)
        if tag not in VOID:
            self._open.append(one)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()["tag"] == tag:
                break

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one["text"] += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, Any]]:
        """The tags with this name and these attributes; class_ stands for class."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            one
            for one in self.tags
            if one["tag"] == tag and all(one.get(key) == value for key, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> dict[str, Any]:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} {attributes}> on {self.address}"
        return found[0]

    @property
    def heading(self) -> str:
        return squeezed(self.one("h1")["text"])

    @property
    def text(self) -> str:
        return squeezed(
            " ".join(one["text"] for one in self.tags if one["tag"] in ("body", "html"))
            or re.sub(r"<[^>]+>", " ", self.reply.text)
        )

    def form(self, action: str) -> dict[str, Any]:
        """What a browser would send from this form if its first button were not pressed."""
        form = self.one("form", action=action)
        values: dict[str, Any] = {}
        for one in self.tags:
            inside = one["form"] == form.get("id") if "form" in one else form in one["within"]
            if one["tag"] == "input" and inside and "disabled" not in one and one.get("name"):
                if one.get("type") in ("checkbox", "radio") and "checked" not in one:
                    continue
                before = values.get(one["name"])
                value = one.get("value", "")
                if before is None:
                    values[one["name"]] = value
                else:
                    values[one["name"]] = [
                        *([before] if isinstance(before, str) else before),
                        value,
                    ]
            if one["tag"] == "option" and "selected" in one:
                select = next(up for up in one["within"] if up["tag"] == "select")
                if form in select["within"]:
                    values[select["name"]] = one["value"]
        return values


def squeezed(text: str) -> str:
    return " ".join(text.split())


def audit(page: Page) -> None:
    """Raise AssertionError, naming the address, for the first thing that must not be."""
    where = page.address
    for header, begins in HEADERS.items():
        assert page.reply.headers.get(header, "").startswith(begins), f"{where}: header {header}"
    if not page.reply.headers.get("content-type", "").startswith("text/html"):
        return
    assert not (invalid := strict_html.faults(page.reply.text)), f"{where}: {invalid}"
    assert not (invalid := list(strict_html.faults_of_values(page.tags))), f"{where}: {invalid}"
    assert not (broken := [words for law in rendered.LAWS for words in law(page.tags)]), (
        f"{where}: {broken}"
    )
    ids = [one["id"] for one in page.tags if one.get("id")]
    doubled = {one for one in ids if ids.count(one) > 1}
    assert not doubled, f"{where}: ids twice: {doubled}"
    if page.all("html"):
        assert squeezed(page.one("title")["text"]).endswith("– Single Point"), where
        assert page.heading, f"{where}: no heading"
        assert page.one("html")["lang"] == "en-GB"
    for one in page.tags:
        if one["tag"] == "script":
            assert one.get("src", "").startswith("/static/"), f"{where}: script from elsewhere"
        _audit_control(page, one, ids)
        for reference in ("aria-labelledby", "aria-describedby"):
            missing = set(one.get(reference, "").split()) - set(ids)
            if page.all("html"):
                assert not missing, f"{where}: {reference} to {missing}"


def _audit_control(page: Page, one: dict[str, Any], ids: list[str]) -> None:
    where = page.address
    if one["tag"] == "form":
        assert one.get("action", "").startswith("/"), f"{where}: form without action"
        # Before a centre is chosen there is no session, and the origin of a form alone is looked
        # at.
        if one.get("method") == "post" and not one["action"].startswith("/c/"):
            inside = [tag for tag in page.tags if one in tag["within"]]
            assert any(tag.get("name") == "form_token" for tag in inside), f"{where}: no form token"
    if one["tag"] in ("input", "select", "textarea") and one.get("type") not in (
        "hidden",
        "submit",
    ):
        labelled = (
            one.get("aria-label")
            or one.get("aria-labelledby")
            or any(label.get("for") == one.get("id") for label in page.all("label"))
        )
        assert labelled, f"{where}: no label for {one.get('name')}"
    if one["tag"] in ("a", "button"):
        assert one["text"].strip() or one.get("aria-label"), f"{where}: <{one['tag']}> says nothing"


class Browser:
    """A person at a browser without JavaScript: gets pages, sends forms, audits all of them."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, address: str, **kwargs: Any) -> Page:
        return self._seen(self.client.get(address, **kwargs))

    def post(self, address: str, values: dict[str, Any] | None = None, **kwargs: Any) -> Page:
        """Send values with the token of this session's forms; follows to where it leads."""
        values = {"form_token": self.form_token, **(values or {})}
        return self._seen(self.client.post(address, data=values, **kwargs))

    def htmx(self, address: str, values: dict[str, Any] | None = None) -> Page:
        return self.post(address, values, headers={"hx-request": "true"})

    def send(self, page: Page, action: str, **values: Any) -> Page:
        """Send a page's form, as it stands, with these values typed and the button pressed."""
        return self._seen(self.client.post(action, data={**page.form(action), **values}))

    @property
    def form_token(self) -> str:
        from webapp.accounts.sessions.session import form_token

        cookies = self.client.cookies
        return form_token(cookies.get("__Host-single_point") or cookies.get("single_point", ""))

    def sign_in(self, email: str, password: str) -> Page:
        page = self.get("/sign-in")
        return self.send(page, "/sign-in", email=email, password=password)

    def _seen(self, reply: Response) -> Page:
        page = Page(reply)
        audit(page)
        return page
