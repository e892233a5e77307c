"""HTML's content models, as far as our pages go: what may stand within what, with which attributes.

From the HTML standard (html.spec.whatwg.org). An element or attribute that isn't here is refused; a
page that begins to use another one adds it.
"""

import re
from collections.abc import Iterator
from typing import Any

PHRASING = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "br",
    "button",
    "cite",
    "code",
    "data",
    "datalist",
    "del",
    "dfn",
    "em",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "mark",
    "meter",
    "noscript",
    "output",
    "progress",
    "q",
    "s",
    "samp",
    "script",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "svg",
    "template",
    "textarea",
    "time",
    "u",
    "var",
    "wbr",
}
# Those whose children are phrasing content and, for some, these besides.
OF_PHRASING = {
    tag: set()
    for tag in [
        "abbr",
        "b",
        "bdi",
        "bdo",
        "button",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "i",
        "kbd",
        "label",
        "mark",
        "output",
        "p",
        "pre",
        "progress",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
    ]
} | {
    "legend": {"h1", "h2", "h3", "h4", "h5", "h6"},
    "summary": {"h1", "h2", "h3", "h4", "h5", "h6"},
}
CHILDREN = {
    "html": "head body",
    "head": "meta title link script style noscript",
    "ul": "li",
    "ol": "li",
    "dl": "dt dd div",
    "table": "caption colgroup thead tbody tfoot",
    "thead": "tr",
    "tbody": "tr",
    "tfoot": "tr",
    "tr": "td th",
    "colgroup": "col",
    "select": "option optgroup hr",
    "optgroup": "option",
    "datalist": "option",
    "option": "",
    "textarea": "",
    "title": "",
}
PARENTS = {
    "li": "ul ol menu",
    "dt": "dl div",
    "dd": "dl div",
    "summary": "details",
    "legend": "fieldset",
    "caption": "table",
    "figcaption": "figure",
}
FLOW = {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "details",
    "div",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "search",
    "section",
    "td",
    "th",
    "dt",
}
# What a press would be for: never within a link or button.
INTERACTIVE = {"a", "button", "details", "input", "label", "select", "textarea"}
FIRST = {"summary", "legend", "caption"}

GLOBAL = {
    "autofocus",
    "class",
    "dir",
    "draggable",
    "hidden",
    "id",
    "inert",
    "lang",
    "popover",
    "role",
    "tabindex",
    "title",
    "translate",
}
OPEN_ENDED = ("aria-", "data-", "hx-")
OWN = {
    "a": "href target rel download",
    "html": "",
    "meta": "charset name content http-equiv",
    "link": "rel href type media blocking",
    "script": "src defer async type",
    "form": "action method enctype novalidate autocomplete accept-charset",
    "input": "type name value checked disabled required readonly placeholder autocomplete"
    " inputmode maxlength"
    " minlength pattern size spellcheck min max step accept multiple form list autocapitalize",
    "button": "type name value disabled form formaction formmethod formnovalidate",
    "select": "name disabled required multiple size form autocomplete",
    "textarea": (
        "name rows cols maxlength disabled required readonly placeholder spellcheck"
        " autocomplete form"
    ),
    "option": "value selected disabled label",
    "optgroup": "label disabled",
    "label": "for",
    "fieldset": "disabled name form",
    "details": "open name",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "col": "span",
    "colgroup": "span",
    "time": "datetime",
    "img": "src alt width height loading",
    "ol": "start reversed type",
    "li": "value",
    "progress": "value max",
    "ins": "datetime",
    "del": "datetime",
    "output": "for name form",
}
VALUES = {
    (
        "input",
        "type",
    ): "text search email password hidden checkbox radio file date month number submit tel url",
    ("button", "type"): "submit button reset",
    ("form", "method"): "get post",
    ("form", "enctype"): "multipart/form-data application/x-www-form-urlencoded",
    ("th", "scope"): "row col rowgroup colgroup",
}
WANTED = {"img": ("src", "alt"), "th": (), "option": (), "optgroup": ("label",), "html": ("lang",)}
WHOLE = ("colspan", "rowspan", "rows", "cols", "maxlength", "minlength", "size", "span", "start")
BOOLEAN = {
    "checked",
    "disabled",
    "required",
    "readonly",
    "multiple",
    "selected",
    "open",
    "defer",
    "async",
    "autofocus",
    "inert",
}


def faults(root: Any) -> Iterator[str]:
    """What is wrong in a parsed tree, each in a line; root itself is not looked at."""
    yield from _below(root, [])


def _below(element: Any, above: list[str]) -> Iterator[str]:
    inner = [*above, element.tag]
    for place, child in enumerate(element):
        if not isinstance(child.tag, str) or child.tag.startswith("{"):
            continue
        yield from _child(element, child, place, inner)
        yield from attributes(child.tag, child.attrib)
        if child.tag != "svg":
            yield from _below(child, inner)
    if element.tag in CHILDREN and CHILDREN[element.tag] and _text(element):
        yield f"text “{_text(element)[:30]}” stands straight within <{element.tag}>"


def _text(element: Any) -> str:
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def _child(parent: Any, child: Any, place: int, above: list[str]) -> Iterator[str]:
    tag, outer = child.tag, parent.tag
    if tag in ("script", "template") or "-" in tag:
        return
    known = (
        tag in PHRASING or tag in FLOW or tag in OF_PHRASING or tag in CHILDREN or tag in PARENTS
    )
    if not known and tag not in ("meta", "link", "col"):
        yield f"<{tag}> is no element of HTML that our pages know"
    # ins, del and a take the content of what they stand in.
    while outer in ("a", "ins", "del", "noscript") and len(above) > 1:
        above = above[:-1]
        outer = above[-1]
    if outer in OF_PHRASING and tag not in PHRASING | OF_PHRASING[outer]:
        yield f"<{tag}> cannot stand within <{outer}>"
    if outer in CHILDREN and tag not in CHILDREN[outer].split():
        yield f"<{tag}> cannot stand straight within <{outer}>"
    if tag in PARENTS and outer not in PARENTS[tag].split() and outer != "fragment":
        yield f"<{tag}> stands within <{outer}>, not {PARENTS[tag]}"
    if tag in FIRST and place:
        yield f"<{tag}> is not the first in <{outer}>"
    for around in {"a", "button", "label"}.intersection([parent.tag, *above]):
        pressed = tag in INTERACTIVE and child.get("type") != "hidden"
        if pressed and (around != "label" or tag in ("a", "button", "label", "details")):
            yield f"<{tag}> is pressed, and so is the <{around}> around it"


def attributes(tag: str, given: dict[str, str]) -> Iterator[str]:
    """What is wrong with the attributes of one element."""
    if tag == "svg" or "-" in tag:
        return
    own = OWN.get(tag, "").split()
    for name, value in given.items():
        if name not in GLOBAL and name not in own and not name.startswith(OPEN_ENDED):
            yield f"<{tag}> has no attribute {name}"
        if (tag, name) in VALUES and value.lower() not in VALUES[tag, name].split():
            yield f"<{tag} {name}> is not {value!r}"
        if name in WHOLE and not re.fullmatch(r"\d+", value):
            yield f"<{tag} {name}> is a whole number, not {value!r}"
        if name in BOOLEAN and value not in ("", name):
            yield f"<{tag} {name}> has no value"
    for name in WANTED.get(tag, ()):
        if name not in given:
            yield f"<{tag}> needs {name}"
