"""The lives of pages, fragments and macros: who shows, includes and extends whom."""

import ast
import re
from collections.abc import Iterator

from jinja2 import nodes

from tests.laws.source import ROOMS, Module, Source
from tests.laws.templates import BASE, LAYOUT, is_fragment, is_page, references, syntax


def _named_by(module: Module) -> Iterator[tuple[ast.expr, str]]:
    """The templates that a module names, to render them."""
    yield from (
        (node, text) for node, text in module.strings if re.fullmatch(r"\w[\w/]*\.html", text)
    )


def none_missing_none_dead(source: Source) -> Iterator[str]:
    waiting = [name for module in source.modules for _, name in _named_by(module)]
    alive: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in source.templates and name not in alive:
            alive.add(name)
            waiting += [other for _, other in references(source, name)]
    for name in sorted(set(source.templates) - alive):
        yield f"{BASE}{name}:1: no page shows it: include it, show it, or delete it."
    for module in source.modules:
        for node, name in _named_by(module):
            if name not in source.templates:
                yield module.at(node, f"there is no template {name}.")
    for name in source.templates:
        for line, other in references(source, name):
            if other not in source.templates:
                yield f"{BASE}{name}:{line}: there is no template {other}: name one."


def upstream(source: Source) -> Iterator[str]:
    """The corridor holds for templates: one's own folder, one further up, kit, or the layout."""
    named = [
        (f"{BASE}{name}:{line}", _folder(name), other)
        for name in source.templates
        for line, other in references(source, name)
    ]
    named += [
        (f"{module.path}:{node.lineno}", module.room, name)
        for module in source.modules
        for node, name in _named_by(module)
    ]
    for where, mine, other in named:
        theirs = _folder(other)
        if theirs and (not mine or ROOMS.index(theirs) > ROOMS.index(mine)):
            yield (
                f"{where}: {mine or 'kit and layout'} may not know {other}: leave a hole with a"
                " URL."
            )


def _folder(name: str) -> str:
    folder = name.rpartition("/")[0]
    return folder if folder in ROOMS else ""


def pages_fragments_macros(source: Source) -> Iterator[str]:
    for name in source.templates:
        tree = syntax(source, name)
        if is_fragment(name):
            for line, _ in references(source, name, nodes.Extends):
                yield f"{BASE}{name}:{line}: a fragment never extends the layout."
        elif is_page(source, name):
            for line, other in references(source, name, nodes.Extends):
                if other != LAYOUT:
                    yield f"{BASE}{name}:{line}: a page extends {LAYOUT}."
        elif name != LAYOUT and any(
            not isinstance(node, nodes.Macro | nodes.FromImport | nodes.Output)
            or (
                isinstance(node, nodes.Output)
                and any(
                    not isinstance(one, nodes.TemplateData) or one.data.strip()
                    for one in node.nodes
                )
            )
            for node in tree.body
        ):
            yield (
                f"{BASE}{name}:1: a page extends {LAYOUT}, a fragment's name begins with an"
                " underscore,"
                " and any other file holds macros alone."
            )
