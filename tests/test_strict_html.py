"""The strict check of every page's HTML can fail, and lets pass what is valid."""

from typing import Any

import pytest

from tests import strict_html
from tests.page import Page

HEAD = '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>One</title></head>'


class Reply:
    status_code = 200
    url: Any = type("Address", (), {"path": "/"})

    def __init__(self, text: str) -> None:
        self.text = text


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "<body><main><h1>One</h1><p>Two &amp; three &lt; four</p></main></body></html>",
        (
            "<div><table><caption>One</caption><thead><tr><th"
            " scope='col'>A</th></tr></thead><tbody></tbody></table></div>"
        ),
        (
            "<tr><td>One</td><td><label for='a'>A</label> <input id='a' type='checkbox'"
            " checked></td></tr>"
        ),
        "<option value='1' selected>One</option>",
        "<a href='/'><div><p>One</p></div></a>",
        "<details><summary><h2>One</h2></summary><dl><div><dt>Two</dt><dd>Three</dd></div></dl></details>",
        "<hx-partial hx-target='#one' hx-swap='outerHTML'><p id='one'>Two</p></hx-partial>",
        "<form action='/' method='post' hx-post='/'><button data-leaves>One</button></form>",
        "<div><svg viewBox='0 0 1 1'><rect width='1' height='1'/></svg></div>",
    ],
)
def test_what_is_valid_passes(text: str) -> None:
    assert strict_html.faults(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEAD.removeprefix("<!DOCTYPE html>") + "<body><h1>One</h1></body></html>", "DOCTYPE"),
        ("<div><p>One<div>Two</div></p></div>", "p"),
        ("<div><span>One</div>", "too early"),
        ("<div><section>One</div>", "too early"),
        ("<div><p class='a' class='b'>One</p></div>", "duplicate attribute"),
        ("<div>One & two &nosuch; three</div>", "Named entity"),
        ("<div><table><div>One</div></table></div>", "table"),
        ("<div><span><p>One</p></span></div>", "<p> cannot stand within <span>"),
        ("<div><h2><div>One</div></h2></div>", "<div> cannot stand within <h2>"),
        ("<div><button><ul><li>One</li></ul></button></div>", "<ul> cannot stand within <button>"),
        ("<div><p><a href='/'><table></table></a></p></div>", "end tag (p)"),
        ("<ul><div>One</div></ul>", "<div> cannot stand straight within <ul>"),
        ("<ul>One</ul>", "stands straight within <ul>"),
        ("<div><li>One</li></div>", "<li> stands within <div>"),
        ("<details><p>One</p><summary>Two</summary></details>", "not the first"),
        ("<div><a href='/'>One <button>Two</button></a></div>", "is pressed"),
        ("<div><label>One <a href='/'>Two</a></label></div>", "is pressed"),
        ("<div><center>One</center></div>", "no element"),
        ("<div><p align='left'>One</p></div>", "no attribute align"),
        ("<div><img src='/a.png'></div>", "needs alt"),
        ("<div><input type='words'></div>", "'words'"),
        ("<table><tbody><tr><td colspan=''>One</td></tr></tbody></table>", "whole number"),
        ("<div>\x07</div>", "U+0007"),
        ("<div/>", "solidus"),
        ("<ul>" + "<li>One</li>" * 9 + "<li><td>Two</td></li></ul>", "td"),
    ],
)
def test_what_is_not_valid_is_named(text: str, fault: str) -> None:
    assert fault.lower() in " ".join(strict_html.faults(text)).lower()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<p id='one two'>Three</p>", "has a space"),
        ("<a href='/one two'>Three</a>", "no address"),
        ("<input type='date' value='soon'>", "no date"),
        ("<label for='one'>Two</label><p id='one'>Three</p>", "a label is for <p"),
        ("<html><label for='one'>Two</label></html>", "which are not there"),
    ],
)
def test_values_are_looked_at_too(text: str, fault: str) -> None:
    page = Page(Reply(text))  # type: ignore[arg-type]
    assert fault in " ".join(strict_html.faults_of_values(page.tags))
