"""Laws 6 and 9: no noun of the trade outside the rooms, no name that says nothing, and none that
nobody has given.
"""

import ast
import builtins
import re
from collections.abc import Iterator
from symtable import SymbolTable, symtable

from jinja2 import nodes

from tests.house_templates import syntax
from tests.house_tree import NOUNS, House, segments

SAYS_NOTHING = set(
    [
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "misc",
        "manager",
        "managers",
        "data",
        "info",
        "handle",
        "process",
    ]
)
# Python's own parser and its loop call these; nobody here chose their names.
FORCED = {
    "handle_starttag",
    "handle_endtag",
    "handle_data",
    "handle_startendtag",
    "handle_comment",
    "CharacterDataHandler",
}

KNOWN = {*dir(builtins), "__file__", "__name__"}


def no_noun_outside_the_rooms(house: House) -> Iterator[str]:
    for module in house.modules:
        if module.kind not in ("db", "html", "settings", "errors"):
            continue
        others = {
            alias.asname or alias.name
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node, name in _identifiers(module.tree):
            if name not in others and (nouns := segments(name) & NOUNS):
                yield module.at(
                    node,
                    f"{module.kind} knows no noun of the trade: move {name}"
                    f" ({', '.join(nouns)}) to its room.",
                )


def no_noun_in_the_kit(house: House) -> Iterator[str]:
    for name in house.templates:
        if "/" in name and not name.startswith("kit/"):
            continue
        for node in syntax(house, name).find_all(nodes.Node):
            for attribute in ("name", "attr", "key"):
                word = getattr(node, attribute, None)
                if isinstance(word, str) and segments(word) & NOUNS:
                    yield (
                        f"webapp/templates/{name}:{node.lineno}: kit and layout know no noun of the"
                        f" trade: move what uses {word} to the folder of its room."
                    )


def _identifiers(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        for attribute in ("id", "attr", "name", "arg", "asname"):
            if isinstance(name := getattr(node, attribute, None), str):
                yield node if hasattr(node, "lineno") else tree.body[0], name


def names_are_known(house: House) -> Iterator[str]:
    """Every name that is used is the function's own, the module's or Python's; what is said to be
    in a module of ours is there.
    """
    tops = {
        one.name: symtable(one.text, one.path, "exec")
        for one in (*house.modules, *house.tests, *house.bench)
    }
    given = {name: _given_at_top(top) for name, top in tops.items()}
    for module in (*house.modules, *house.tests, *house.bench):
        unknown = set(_globals_used(tops[module.name])) - given[module.name] - KNOWN
        ours = _modules_imported(module.tree, given)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name) and node.id in unknown:
                yield module.at(
                    node, f"{node.id} is nobody's name: import it, or call what was meant."
                )
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if (there := ours.get(node.value.id)) in given and node.attr not in given[there]:
                    yield module.at(
                        node, f"{there} has no {node.attr}: import it from where it stands."
                    )


def _given_at_top(top: SymbolTable) -> set[str]:
    return {one.get_name() for one in top.get_symbols() if one.is_assigned() or one.is_imported()}


def _modules_imported(tree: ast.AST, given: dict[str, set[str]]) -> dict[str, str]:
    """What a file calls the modules of ours that it imports whole, and doesn't give the name to
    anything else.
    """
    found = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    others = {one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)} | {
        one.id
        for one in ast.walk(tree)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }
    return {name: full for name, full in found.items() if full in given and name not in others}


def _globals_used(table: SymbolTable) -> Iterator[str]:
    yield from (
        one.get_name() for one in table.get_symbols() if one.is_referenced() and one.is_global()
    )
    for inner in table.get_children():
        yield from _globals_used(inner)


def names_say_something(house: House) -> Iterator[str]:
    for one in house.files:
        if "/vendor/" not in one and (bad := segments(one) & SAYS_NOTHING):
            yield f"{one}:1: {', '.join(bad)} says nothing: name the file for what it holds."
    for module in (*house.modules, *house.tests):
        for node, name in _given_names(module.tree):
            # A test's name is a sentence, in which any word may stand.
            if not name.startswith("test_") and (bad := segments(name) & SAYS_NOTHING):
                yield module.at(node, f"{name}: {', '.join(bad)} says nothing, call it what it is.")
    for path, line, name in _other_names(house):
        if bad := segments(name) & SAYS_NOTHING:
            yield f"{path}:{line}: {name}: {', '.join(bad)} says nothing, call it what it is."


def _given_names(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """What is named here, not what others named."""
    if isinstance(node, ast.FunctionDef) and node.name in FORCED:
        for one in node.body:
            yield from _given_names(one)
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node, node.name
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node, node.id
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        if node.attr not in FORCED:
            yield node, node.attr
    elif isinstance(node, ast.arg):
        yield node, node.arg
    elif isinstance(node, ast.alias) and node.asname:
        yield node, node.asname
    elif isinstance(node, ast.ExceptHandler) and node.name:
        yield node, node.name
    for child in ast.iter_child_nodes(node):
        yield from _given_names(child)


def _other_names(house: House) -> Iterator[tuple[str, int, str]]:
    """The names of tables, columns, shell and JavaScript functions, template variables and
    macros.
    """
    named = {
        ".sql": r"^ *(?:create (?:\w+ )?(?:table|view|index|trigger) )?(\w+)",
        ".js": r"\b(?:function|class|const|let|var) +(\w+)|\((\w+)\) *=>",
        "": r"^(\w+)\(\)|^ *(?:local )?(\w+)=",
    }
    for path in house.written:
        pattern = named.get("." + path.rpartition(".")[2] if "." in path.rpartition("/")[2] else "")
        for number, line in enumerate(house.text(path).splitlines(), 1) if pattern else ():
            for found in re.finditer(pattern, line):
                yield path, number, next(filter(None, found.groups()))
    for name in house.templates:
        for node in syntax(house, name).find_all((nodes.Name, nodes.Macro)):
            if isinstance(node, nodes.Macro) or node.ctx in ("store", "param"):
                yield f"webapp/templates/{name}", node.lineno, node.name
