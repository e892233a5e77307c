"""Law 7: what a template needs from its context is what its first line says and what it is
given.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

from jinja2 import TemplateSyntaxError, meta, nodes

from tests.laws.source import TEMPLATES as BASE
from tests.laws.source import Source
from webapp.html import templates as environment

LAYOUT = "layout.html"


@cache
def _syntax(text: str) -> nodes.Template:
    try:
        return environment.parse(text)
    except TemplateSyntaxError as problem:
        raise AssertionError(f"{problem} in a template that begins {text[:80]!r}") from problem


def syntax(source: Source, name: str) -> nodes.Template:
    return _syntax(source.templates[name])


@cache
def _undeclared(text: str) -> set[str]:
    return meta.find_undeclared_variables(_syntax(text))


def needs(source: Source, name: str) -> set[str] | None:
    """The names on the first line; empty for `nothing`; None when the line is not as it must be."""
    first = source.templates[name].split("\n", 1)[0]
    line = re.fullmatch(r"\{# needs: (?:nothing\b[^#]*|((?:[a-z_]+, )*[a-z_]+)) #\}", first)
    return None if line is None else set(line[1].split(", ")) if line[1] else set()


def references(source: Source, name: str, *kinds: type[nodes.Node]) -> Iterator[tuple[int, str]]:
    """Line and name of the templates that one includes, imports or extends."""
    tree = syntax(source, name)
    for node in tree.find_all(
        kinds or (nodes.Include, nodes.FromImport, nodes.Import, nodes.Extends)
    ):
        asked = node.template
        for one in asked.items if isinstance(asked, nodes.List | nodes.Tuple) else (asked,):
            yield node.lineno, one.value if isinstance(one, nodes.Const) else "?"


def is_page(source: Source, name: str) -> bool:
    return any(True for _ in references(source, name, nodes.Extends))


def is_fragment(name: str) -> bool:
    return name.rpartition("/")[2].startswith("_")


def used(source: Source, name: str, above: tuple[str, ...] = ()) -> set[str]:
    """What a template takes from its context, its includes' taking included."""
    if name not in source.templates or name in above:
        return set()
    tree = syntax(source, name)
    found = _undeclared(source.templates[name]) - _set_at_top(tree)
    bound = {one.name for one in tree.find_all(nodes.Name) if one.ctx in ("store", "param")}
    # Jinja counts a namespace that a loop sets as taken from outside.
    found -= {one.name for one in tree.find_all(nodes.NSRef)} & bound
    for node in tree.find_all((nodes.Include, nodes.FromImport, nodes.Import)):
        if isinstance(node, nodes.Include) or node.with_context:
            for _, other in references(source, name, type(node)):
                found |= used(source, other, (*above, name)) - bound
    return found


def _set_at_top(tree: nodes.Template) -> set[str]:
    """Names that blocks see although no frame of theirs sets them."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, nodes.Assign | nodes.AssignBlock):
            found |= {
                one.name
                for one in (node.target, *node.target.find_all(nodes.Name))
                if isinstance(one, nodes.Name)
            }
        elif isinstance(node, nodes.FromImport):
            found |= {one if isinstance(one, str) else one[1] for one in node.names}
        elif isinstance(node, nodes.Import):
            found.add(node.target)
        elif isinstance(node, nodes.Macro):
            found.add(node.name)
    return found


def first_lines(source: Source) -> Iterator[str]:
    for name in source.templates:
        if needs(source, name) is None:
            yield (
                f"{BASE}{name}:1: begin with {{# needs: rows, search #}}, or {{# needs: nothing"
                f" #}}."
            )


def declared(source: Source) -> Iterator[str]:
    given = used(source, LAYOUT)
    for name in source.templates:
        says, takes = needs(source, name) or set(), used(source, name)
        for one in sorted(takes - says - (given if is_page(source, name) else set())):
            yield f"{BASE}{name}:1: uses {one}: add it to the needs line."
        for one in sorted(says - takes):
            yield f"{BASE}{name}:1: does not use {one}: take it off the needs line."


def given(source: Source) -> Iterator[str]:
    """Where show() is told everything by name: no more and no less than the template needs."""
    always = used(source, LAYOUT)
    for module in source.modules:
        for call in ast.walk(module.tree):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "show":
                continue
            names = [
                one.value for one in call.args[1:] if isinstance(one, ast.Constant) and one.value
            ]
            if not names or any(one not in source.templates for one in names):
                continue
            says = {one.arg for one in call.keywords} - {"status", "fragment"}
            wants = [needs(source, one) or set() for one in names]
            if extra := says - {None} - set().union(*wants):
                yield module.at(call, f"{' and '.join(names)} need no {', '.join(sorted(extra))}.")
            if None not in says and (missing := wants[-1] - says - always):
                yield module.at(call, f"{names[-1]} needs {', '.join(sorted(missing))}: give it.")
