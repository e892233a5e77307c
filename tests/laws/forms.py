"""Forms and holes that work without htmx."""

import re
from collections.abc import Iterator

from tests.laws.markup import Element, markup
from tests.laws.source import Source
from tests.laws.templates import BASE

ASKS = {"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"}


def forms_work_without_htmx(source: Source) -> Iterator[str]:
    everywhere = [one for text in source.templates.values() for one in markup(text).elements]
    for name, text in source.templates.items():
        seen = markup(text)
        for form in seen.elements:
            if form.tag != "form":
                continue
            where = f"{BASE}{name}:{form.line}: every form works without htmx:"
            if not form.get("action"):
                yield f"{where} give it an action."
            if not form.get("method"):
                yield f"{where} say its method, get or post."
            asks = ASKS & form.attributes.keys()
            if asks - {f"hx-{form.get('method').lower()}"}:
                yield f"{where} let {', '.join(asks)} and its method be the same."
            if any(form.get(one) != form.get("action") for one in asks):
                yield f"{where} let {', '.join(asks)} and action be the same address."
            own = [*seen.inside(form), *_included(source, seen.inside(form))]
            own += [
                one for one in everywhere if form.get("id") and one.get("form") == form.get("id")
            ]
            if not any(_submits(one) for one in own):
                yield f"{where} give it a button that submits it."


def _included(source: Source, elements: list[Element]) -> Iterator[Element]:
    for one in elements:
        if one.tag == "include" and one.get("name") in source.templates:
            seen = markup(source.templates[one.get("name")]).elements
            yield from seen
            yield from _included(source, seen)


def _submits(one: Element) -> bool:
    if one.tag == "input":
        return one.get("type") in ("submit", "image")
    return one.tag == "button" and one.get("type") in ("", "submit")


def typed_text_survives_back(source: Source) -> Iterator[str]:
    """A browser drops on Back what was typed in a field without autocomplete; searches are kept
    here.
    """
    for name, text in source.templates.items():
        for field in re.finditer(
            r"<(?:input|select|textarea|form)\b[^>]*>|\{\{.*?\}\}", text, re.S
        ):
            if re.search(r"autocomplete\W{1,5}off", field[0]) and not re.search(
                r"type\W{1,5}search", field[0]
            ):
                line = text.count("\n", 0, field.start()) + 1
                yield (
                    f"{BASE}{name}:{line}: without autocomplete=off what was typed is there on"
                    " Back: take it away."
                )


def holes_hold_a_link(source: Source) -> Iterator[str]:
    """What htmx fetches when a page is loaded can also be reached without it."""
    for name, text in source.templates.items():
        seen = markup(text)
        for one in seen.elements:
            if "load" in re.findall(r"\w+", one.get("hx-trigger")) and "hx-get" in one.attributes:
                links = [link.get("href") for link in seen.inside(one) if link.tag == "a"]
                if one.get("hx-get") not in links:
                    yield (
                        f"{BASE}{name}:{one.line}: put a plain link to {one.get('hx-get')} inside."
                    )
