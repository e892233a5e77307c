"""Templates as HTML: a fragment's outermost id, targets that are there, and nothing inline."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

from jinja2 import Environment

from tests.laws.source import Source
from tests.laws.templates import BASE, is_fragment
from tests.page import VOID

LEXER = Environment()
INLINE = ("style", "on", "hx-on", "hx-boost", "hx-vars")


class Element:
    def __init__(
        self, tag: str, attributes: dict[str, str], line: int, within: list["Element"]
    ) -> None:
        self.tag, self.attributes, self.line, self.within = tag, attributes, line, within

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


class Markup(HTMLParser):
    """A template's HTML: every branch at once, {} where a value is filled in."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.stray: list[tuple[int, str]] = []
        self._open: list[Element] = []
        self.feed(_plain(text))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}
        one = Element(tag, attributes, self.getpos()[0], list(self._open))
        self.elements.append(one)
        if tag not in VOID:
            self._open.append(one)

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, one in enumerate(self._open) if one.tag == tag]
        del self._open[places[-1] if places else len(self._open) :]

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._open:
            self.stray.append((self.getpos()[0], data.strip()))

    def inside(self, outer: Element) -> list[Element]:
        return [one for one in self.elements if outer in one.within]


def _plain(text: str) -> str:
    """The template without Jinja, each line where it was; includes become <include name="…">."""
    out, value, block = "", [], []
    for line, kind, words in LEXER.lex(text):
        out += "\n" * (line - 1 - out.count("\n"))
        if kind == "data":
            out += words
        elif kind == "variable_begin":
            value = []
        elif kind == "block_begin":
            block = []
        elif kind == "variable_end":
            button = bool(value) and value[0] == "govukButton"
            link = any(one in ('"href"', "'href'") for one in value)
            out += ("<a href='{}'>{}</a>" if link else "<button>{}</button>") if button else "{}"
        elif kind == "block_end" and block[:1] == ["include"]:
            out += f"<include name={block[1]}></include>"
        elif kind != "whitespace":
            value.append(words)
            block.append(words)
    return out


@cache
def markup(text: str) -> Markup:
    return Markup(text)


def outermost_ids(source: Source) -> Iterator[str]:
    """One root with the fragment's name, or for a deed nothing but partials."""
    for name, text in source.templates.items():
        if not is_fragment(name):
            continue
        seen = markup(text)
        roots = [one for one in seen.elements if not one.within]
        folder, _, file = name.removesuffix(".html").rpartition("/")
        wanted = "-".join(filter(None, (folder, file[1:].replace("_", "-"))))
        for line, words in seen.stray:
            yield (
                f"{BASE}{name}:{line}: “{words[:30]}” stands outside the fragment's outermost"
                " element."
            )
        if roots and all(one.tag == "hx-partial" for one in roots):
            for one in roots:
                if not one.get("hx-target").startswith("#"):
                    yield f'{BASE}{name}:{one.line}: a partial says where it goes: hx-target="#id".'
        elif len(roots) != 1 or roots[0].get("id") != wanted:
            found = ", ".join(f"<{one.tag} id={one.get('id')!r}>" for one in roots)
            yield (
                f"{BASE}{name}:1: let one outermost element have the id {wanted!r}; there is"
                f" {found}."
            )


def targets_are_there(source: Source) -> Iterator[str]:
    ids = {one.get("id") for text in source.templates.values() for one in markup(text).elements}
    for name, text in source.templates.items():
        for one in markup(text).elements:
            target = one.get("hx-target")
            if target.startswith("#") and target[1:] not in ids:
                yield (
                    f"{BASE}{name}:{one.line}: no template has an element with the id {target[1:]}."
                )


def nothing_inline(source: Source) -> Iterator[str]:
    for name, text in source.templates.items():
        for one in markup(text).elements:
            where = f"{BASE}{name}:{one.line}:"
            if one.tag == "style" or (one.tag == "script" and not one.get("src")):
                yield f"{where} no inline {one.tag}: take it to static/."
            for key, value in one.attributes.items():
                if key.removeprefix("data-").startswith(INLINE):
                    yield f"{where} {key}: take it to static/, or say it in plain HTML."
                if re.match(r"\s*(js|javascript):", value, re.I) or (
                    key == "hx-trigger" and "[" in value
                ):
                    yield f"{where} {key} would evaluate an expression: say it without one."
