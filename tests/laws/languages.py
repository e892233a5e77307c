"""What a module of a room imports: pages speak HTTP, stores SQL, and the trade neither.

import-linter keeps the order of the rooms; its wildcards stand for whole names, not for pages*.
"""

import ast
from collections.abc import Iterator
from functools import cache

from tests.laws.source import Module, Source

PACKAGES = {"litestar": "HTTP", "sqlite3": "SQL", "sqlite_utils": "SQL"}
SPEAKS = {"pages": {"HTTP"}, "store": {"SQL"}, "trade": set()}
FORBIDDEN = {"pages": set(), "store": {"HTTP"}, "trade": {"HTTP", "SQL"}}


def languages(source: Source) -> Iterator[str]:
    for module in source.modules.values():
        for node, name in _imports(source, module):
            if module.language and not _may_import(source, module, name):
                yield module.at(node, f"{module.language} may not import {name}.")


def _may_import(source: Source, module: Module, name: str) -> bool:
    imported = source.modules.get(name)
    if FORBIDDEN[module.language] & _speaks(source, name):
        return False
    if module.language != "pages":
        return True
    # Pages hand a connection on to a store, and never use it themselves.
    is_other_room = imported and imported.language == "pages" and imported.room != module.room
    return not is_other_room and PACKAGES.get(name.split(".")[0]) != "SQL"


def _speaks(source: Source, name: str) -> set[str]:
    module = source.modules.get(name)
    if module and module.language:
        return SPEAKS[module.language]
    names = [imported for _, imported in _imports(source, module)] if module else [name]
    return {PACKAGES.get(imported.split(".")[0], "") for imported in names} - {""}


def _imports(source: Source, module: Module) -> Iterator[tuple[ast.stmt, str]]:
    for node, package, name in _import_statements(module.tree):
        yield node, f"{package}.{name}" if f"{package}.{name}" in source.modules else package


@cache
def _import_statements(tree: ast.Module) -> list[tuple[ast.stmt, str, str]]:
    """List each import with what it imports from and what it imports, which may be a module."""
    statements = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            statements += [(node, alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            statements += [(node, node.module or "", alias.name) for alias in node.names]
    return statements
