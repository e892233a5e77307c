"""Whether a page or fragment is valid HTML, told strictly and quickly enough for every page of a
run.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import html5lib

from tests import strict_model

# A fragment is parsed as if it stood where its first tag may stand.
AROUND = {
    "tr": "tbody",
    "td": "tr",
    "th": "tr",
    "tbody": "table",
    "thead": "table",
    "caption": "table",
    "option": "select",
    "optgroup": "select",
    "html": "",
}
LABELLED = ("button", "input", "meter", "output", "progress", "select", "textarea")
# Characters that HTML knows none of, however they are written.
NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# What differs from page to page without being markup: words, and what addresses, names and values
# say. An ampersand stays, since it may begin a reference that isn't one.
WORDS = re.compile(r">[^<>&]+(?=<)")
SAID = re.compile(
    r"(?<="
    r' )(href|action|formaction|src|value|content|id|for|name|title|aria-[a-z]+|(?:data|hx)-[\w:-]+)="[^"&]*"'
)
# Rows, choices and list items of one shape after another are as valid as the first two.
ALIKE = re.compile(r"(?<=</tr>)|(?<=</li>)|(?<=</option>)|(?<=</td>)")


def faults(text: str) -> list[str]:
    """What is not valid in a page or fragment; valid is what the HTML standard says, and htmx's
    hx-*.

    hx-partial and whatever else has a hyphen is a custom element, which HTML allows anywhere.
    """
    strange = [f"U+{ord(one):04X} is no character of HTML" for one in NO_CHARACTER.findall(text)]
    return [*strange[:1], *_of_shape(_shape(text))]


def faults_of_values(tags: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with values that the shape leaves out; tags are those of tests.page.Page."""
    labelled = {one["for"] for one in tags if one["tag"] == "label" and "for" in one}
    for one in tags:
        if "id" in one and not re.fullmatch(r"\S+", one["id"]):
            yield f"the id {one['id']!r} is empty or has a space"
        for name in ("href", "action", "formaction", "src"):
            if re.search(r"[\s<>\"\\^`{|}]|%(?![0-9A-Fa-f]{2})", one.get(name, "")):
                yield f"{name}={one[name]!r} is no address"
        if one.get("type") == "date" and not re.fullmatch(
            r"(\d{4}-\d\d-\d\d)?", one.get("value", "")
        ):
            yield f"a date's value is no date: {one['value']!r}"
        if one.get("id") in labelled and one["tag"] not in LABELLED:
            yield f"a label is for <{one['tag']} id={one['id']}>"
        labelled -= {one.get("id")}
    if labelled and any(one["tag"] == "html" for one in tags):
        yield f"labels are for {labelled}, which are not there"


def _shape(text: str) -> str:
    """The page without its words; what is wrong with the markup is wrong with this."""
    plain = SAID.sub(r'\1="x"', WORDS.sub(_blank, text))
    pieces = ALIKE.split(plain)
    return "".join(
        one
        for place, one in enumerate(pieces)
        if place < 2 or not one == pieces[place - 1] == pieces[place - 2]
    )


def _blank(words: re.Match[str]) -> str:
    return ">\n" if words[0][1:].isspace() else ">x"


@cache
def _of_shape(shape: str) -> tuple[str, ...]:
    first = re.search(r"<([a-z][a-z0-9-]*)", shape)
    around = AROUND.get(first[1] if first else "", "div")
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Any = parser.parseFragment(shape, container=around) if around else parser.parse(shape)
    if around:
        root.tag = "fragment"
    said = [
        f"{line}: {html5lib.constants.E[kind] % more}" for (line, _), kind, more in parser.errors
    ]
    return (*said, *dict.fromkeys(strict_model.faults(root)))
