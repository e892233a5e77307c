"""What a template needs from its context is what its first line says and what it is given."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from jinja2 import TemplateSyntaxError, meta, nodes

from tests.laws.source import Source, in_template
from webapp.web.responses import templates as environment

LAYOUT = "layout.html"
RENDER = "show"
"""The function that renders a page or its fragment: (request, page, fragment, **needs)."""


@cache
def _parse(text: str) -> nodes.Template:
    try:
        return environment.parse(text)
    except TemplateSyntaxError as problem:
        raise AssertionError(f"{problem} in a template that begins {text[:80]!r}") from problem


@cache
def _undeclared(text: str) -> set[str]:
    return meta.find_undeclared_variables(_parse(text))


def syntax(source: Source, name: str) -> nodes.Template:
    return _parse(source.templates[name])


def is_page(source: Source, name: str) -> bool:
    return syntax(source, name).find(nodes.Extends) is not None


def is_fragment(name: str) -> bool:
    return name.rpartition("/")[2].startswith("_")


def references(source: Source, name: str, *kinds: type[nodes.Node]) -> Iterator[tuple[int, str]]:
    """List line and name of the templates that one includes, imports or extends."""
    kinds = kinds or (nodes.Include, nodes.FromImport, nodes.Import, nodes.Extends)
    for node in syntax(source, name).find_all(kinds):
        choices = (
            node.template.items
            if isinstance(node.template, nodes.List | nodes.Tuple)
            else [node.template]
        )
        for choice in choices:
            yield node.lineno, choice.value if isinstance(choice, nodes.Const) else "?"


def declared_needs(source: Source, name: str) -> set[str] | None:
    """Return the names on the first line; empty for `nothing`; None for a malformed line."""
    first = source.templates[name].split("\n", 1)[0]
    line = re.fullmatch(r"\{# needs: (?:nothing\b[^#]*|((?:[a-z_]+, )*[a-z_]+)) #\}", first)
    return None if line is None else set(line[1].split(", ")) if line[1] else set()


def used(source: Source, name: str, above: tuple[str, ...] = ()) -> set[str]:
    """Return what a template and its includes take from their context."""
    if name not in source.templates or name in above:
        return set()
    tree = syntax(source, name)
    names = _undeclared(source.templates[name]) - set(_set_at_top(tree))
    bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    # Jinja counts a namespace that a loop sets as taken from outside.
    names -= {node.name for node in tree.find_all(nodes.NSRef)} & bound
    for node in tree.find_all((nodes.Include, nodes.FromImport, nodes.Import)):
        if isinstance(node, nodes.Include) or node.with_context:
            for _, other in references(source, name, type(node)):
                names |= used(source, other, (*above, name)) - bound
    return names


def _set_at_top(tree: nodes.Template) -> Iterator[str]:
    """List the names that blocks see although no frame of theirs sets them."""
    for node in tree.body:
        if isinstance(node, nodes.Assign | nodes.AssignBlock):
            yield from (name.name for name in node.find_all(nodes.Name) if name.ctx == "store")
        elif isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.Macro):
            yield node.name


def declared(source: Source) -> Iterator[str]:
    everywhere = used(source, LAYOUT)
    for name in source.templates:
        needs, takes = declared_needs(source, name), used(source, name)
        if needs is None:
            line = "{# needs: rows, search #}, or {# needs: nothing #}"
            yield in_template(name, 1, f"begin with {line}.")
            continue
        for need in sorted(takes - needs - (everywhere if is_page(source, name) else set())):
            yield in_template(name, 1, f"uses {need}: add it to the needs line.")
        for need in sorted(needs - takes):
            yield in_template(name, 1, f"does not use {need}: take it off the needs line.")


def given(source: Source) -> Iterator[str]:
    """A call that names all it gives gives no more and no less than the template needs."""
    everywhere = used(source, LAYOUT)
    for module in source.modules.values():
        for call in ast.walk(module.tree):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != RENDER:
                continue
            names = [
                node.value
                for node in call.args[1:]
                if isinstance(node, ast.Constant) and node.value
            ]
            if not names or any(name not in source.templates for name in names):
                continue
            gives = {keyword.arg for keyword in call.keywords} - {"status"}
            needs = [declared_needs(source, name) or set() for name in names]
            if extra := gives - {None} - set().union(*needs):
                yield module.at(call, f"{' and '.join(names)} need no {', '.join(sorted(extra))}.")
            if None not in gives and (missing := needs[-1] - gives - everywhere):
                yield module.at(call, f"{names[-1]} needs {', '.join(sorted(missing))}: give it.")
