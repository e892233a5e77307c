"""What holds of every page and fragment that a test fetches, whatever templates and macros made it.

A law yields its complaints about tags, which are those of tests.page.Page.
"""

import re
from collections.abc import Iterator
from typing import Any

Tags = list[dict[str, Any]]

INLINE = ("style", "on", "hx-on", "hx-boost", "hx-vars")
REQUESTS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")


def nothing_inline(tags: Tags) -> Iterator[str]:
    for tag in tags:
        if tag["tag"] == "style" or (tag["tag"] == "script" and not tag.get("src")):
            yield f"no inline {tag['tag']}: take it to static/"
        for key in tag.keys() - {"tag", "text", "within"}:
            if key.removeprefix("data-").startswith(INLINE):
                yield f"no {key}: say it in plain HTML or in static/"
            is_filter = key == "hx-trigger" and "[" in tag[key]
            if is_filter or re.match(r"\s*(js|javascript):", tag[key], re.I):
                yield f"{key} would evaluate an expression"


def fragments_have_one_root(tags: Tags) -> Iterator[str]:
    """A fragment is one element with an id, or nothing but partials that say where they go."""
    roots = [] if _is_page(tags) else [tag for tag in tags if not tag["within"]]
    if any(root["tag"] == "hx-partial" for root in roots):
        for root in roots:
            if not root.get("hx-target", "").startswith("#"):
                yield f"<{root['tag']}> beside partials does not say where it goes"
    elif len(roots) > 1 or not all(root.get("id") for root in roots):
        yield f"one root with an id, not {[root['tag'] for root in roots]}"


def targets_are_there(tags: Tags) -> Iterator[str]:
    ids = {tag.get("id") for tag in tags}
    for tag in tags:
        target = tag.get("hx-target", "")
        if _is_page(tags) and target.startswith("#") and target[1:] not in ids:
            yield f"no element has the id {target[1:]}"


def forms_work_without_htmx(tags: Tags) -> Iterator[str]:
    for form in tags if _is_page(tags) else []:
        if form["tag"] != "form":
            continue
        method, action = form.get("method", ""), form.get("action", "")
        if not action or not method:
            yield "a form has a method and an action"
        requests = {key: form[key] for key in REQUESTS if key in form}
        if requests and requests != {f"hx-{method.lower()}": action}:
            yield f"the form to {action} sends with htmx what it does not send without"
        controls = [tag for tag in tags if _belongs(tag, form) and tag.get("type") != "hidden"]
        # A form with nothing to fill in may wait for buttons, or lend its own to another form.
        if controls and not any(_submits(tag) for tag in controls):
            yield f"the form to {action} has no button that submits it"


def _belongs(tag: dict[str, Any], form: dict[str, Any]) -> bool:
    if tag["tag"] not in ("button", "input", "select", "textarea"):
        return False
    return tag["form"] == form.get("id") if "form" in tag else form in tag["within"]


def _submits(tag: dict[str, Any]) -> bool:
    kinds = {"button": ("", "submit"), "input": ("submit", "image")}
    return tag.get("type", "") in kinds.get(tag["tag"], ())


def holes_hold_a_link(tags: Tags) -> Iterator[str]:
    """What htmx fetches when a page is loaded can also be reached without it."""
    for hole in tags:
        if "load" in re.findall(r"\w+", hole.get("hx-trigger", "")) and "hx-get" in hole:
            links = [tag.get("href") for tag in tags if hole in tag["within"]]
            if hole["hx-get"] not in links:
                yield f"no plain link to {hole['hx-get']} inside"


def typed_text_survives_back(tags: Tags) -> Iterator[str]:
    """A browser drops on Back what was typed in a field without autocomplete.

    The program itself keeps searches.
    """
    for tag in tags:
        if tag.get("autocomplete") == "off" and tag.get("type") != "search":
            yield f"autocomplete=off in {tag.get('name')}: text is lost on Back"


def _is_page(tags: Tags) -> bool:
    return bool(tags) and tags[0]["tag"] == "html"


LAWS = (
    nothing_inline,
    fragments_have_one_root,
    targets_are_there,
    forms_work_without_htmx,
    holes_hold_a_link,
    typed_text_survives_back,
)
