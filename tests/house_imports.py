"""Laws 1 to 3: who may import whom, and who knows Litestar and the database."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tests.house_tree import CORRIDOR, House, Module, kind_of, room_of

PAGES, STORE, TRADE = {"pages", "guard"}, {"store"}, {"trade"}
OWN_ROOM = {
    "pages": PAGES | STORE | TRADE,
    "guard": PAGES | STORE | TRADE,
    "store": STORE | TRADE,
    "trade": TRADE,
}
UPSTREAM = {"pages": STORE | TRADE, "guard": STORE | TRADE, "store": STORE | TRADE, "trade": TRADE}
FROM_OUTSIDE = {
    "app": PAGES,
    "cli": STORE | TRADE,
    "centres": STORE,
    "door": TRADE,
    "migrations": TRADE,
}
TOP_LEVEL = {
    "pages": {"html", "db", "files", "form_merge", "letters", "words"},
    "guard": {"html", "db", "files"},
    "store": {"db", "settings"},
    "trade": {"form_merge", "letters", "words", "zip_limits"},
    "settings": set(),
    "letters": set(),
    "db": {"settings", "db", "backup", "migrations", "restore", "words"},
    "backup": set(),
    "backup_daily": {"backup"},
    "restore": {"backup", "settings"},
    "migrations": {"migrations"},
    "html": {"html", "assets", "packing", "settings", "words"},
    "assets": set(),
    "packing": set(),
    "zip_limits": set(),
    "words": {"letters", "settings"},
    "errors": {"html"},
    "files": set(),
    "form_merge": set(),
    "app": {"settings", "assets", "db", "html", "errors"},
    "hosts": {"html", "pace", "settings"},
    "pace": set(),
    "heads": set(),
    "cli": {
        "settings",
        "db",
        "app",
        "cli",
        "hosts",
        "heads",
        "centres",
        "backup",
        "backup_daily",
        "restore",
    },
    "centres": {"settings", "db", "app", "door", "backup_daily"},
    "door": {"html", "errors", "app"},
}
KNOW_LITESTAR = {
    "pages",
    "guard",
    "html",
    "assets",
    "packing",
    "errors",
    "files",
    "app",
    "centres",
    "door",
    "hosts",
    "pace",
}
KNOW_SQLITE = {"store", "db", "cli", "errors", "backup", "backup_daily", "restore", "migrations"}
KNOW_DB = {"store", "db", "cli", "app", "centres"}
ALIASES = {"pages": {"Db"}, "guard": {"Db", "now"}}
STATEMENTS = {"execute", "executemany", "executescript", "conn"}
# What a trade noun may use beside Python's own library; grows by decision.
PURE = {
    "argon2",
    "markdown_it",
    "pydyf",
    "pyotp",
    "python_calamine",
    "segno",
    "uharfbuzz",
    "xlsxwriter",
}


class Import(NamedTuple):
    line: int
    name: str
    """The module, as webapp.entries.store."""
    what: str
    """The name taken out of it, or "" for the module itself."""
    alias: str


@cache
def imports(module: Module) -> tuple[Import, ...]:
    return tuple(_imports(module))


def _imports(module: Module) -> Iterator[Import]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (
                Import(node.lineno, alias.name, "", alias.asname or "") for alias in node.names
            )
        elif isinstance(node, ast.ImportFrom):
            package = module.name if module.kind == "plate" else module.name.rpartition(".")[0]
            up = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(up if node.level else []), *([node.module] if node.module else [])])
            for alias in node.names:
                if base == "webapp" or (kind_of(base) == "plate" and room_of(base)):
                    yield Import(node.lineno, f"{base}.{alias.name}", "", alias.asname or "")
                else:
                    yield Import(node.lineno, base, alias.name, alias.asname or "")


def ours(house: House) -> Iterator[tuple[Module, Import]]:
    for module in house.modules:
        for one in imports(module):
            if one.name.split(".")[0] == "webapp":
                yield module, one


def inside_a_room(house: House) -> Iterator[str]:
    for module, one in ours(house):
        kind = kind_of(one.name)
        if module.room and module.room == room_of(one.name):
            if kind not in OWN_ROOM.get(module.kind, ()):
                yield module.at(
                    one.line,
                    f"{module.kind} may not import {kind} ({one.name}): move"
                    " the line to the language it speaks.",
                )


def between_rooms(house: House) -> Iterator[str]:
    for module, one in ours(house):
        theirs, kind = room_of(one.name), kind_of(one.name)
        if not theirs or module.room == theirs or module.kind == "plate":
            continue
        if module.room and CORRIDOR.index(theirs) > CORRIDOR.index(module.room):
            yield module.at(
                one.line,
                f"{module.room} may not know {theirs}, which is downstream:"
                f" move the line there, or leave a hole with a URL.",
            )
        elif kind not in (UPSTREAM if module.room else FROM_OUTSIDE).get(module.kind, ()):
            yield module.at(
                one.line,
                f"{module.kind} may not import {kind} of {theirs}: ask a store"
                " or a trade noun there.",
            )


def top_level(house: House) -> Iterator[str]:
    for module, one in ours(house):
        if not room_of(one.name) and kind_of(one.name) not in TOP_LEVEL.get(module.kind, ()):
            yield module.at(one.line, f"{module.kind} may not import {one.name}.")


def by_their_names(house: House) -> Iterator[str]:
    for module in house.modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name | ast.Attribute | ast.alias):
                name = (
                    getattr(node, "id", None)
                    or getattr(node, "attr", None)
                    or getattr(node, "name", "")
                )
                if name in ("import_module", "__import__", "importlib"):
                    yield module.at(node, "import with an import statement, where the laws see it.")


def trade_is_pure(house: House) -> Iterator[str]:
    for module in house.modules:
        for one in imports(module) if module.kind == "trade" else ():
            first = one.name.split(".")[0]
            if first != "webapp" and first not in PURE | (sys.stdlib_module_names - {"sqlite3"}):
                yield module.at(
                    one.line,
                    f"a trade noun is plain Python: take {first} to pages or store,"
                    " or add it to PURE if it speaks no other language.",
                )


def who_knows_litestar(house: House) -> Iterator[str]:
    for module in house.modules:
        for one in imports(module):
            if one.name.split(".")[0].startswith("litestar") and module.kind not in KNOW_LITESTAR:
                yield module.at(
                    one.line, f"{module.kind} may not know Litestar: that is for pages."
                )


def who_knows_the_database(house: House) -> Iterator[str]:
    for module in house.modules:
        for one in imports(module):
            if (
                one.name.split(".")[0] in ("sqlite3", "sqlite_utils")
                and module.kind not in KNOW_SQLITE
            ):
                yield module.at(
                    one.line,
                    f"{module.kind} may not know {one.name}: let the store say what"
                    " happened in words of the trade.",
                )
            may = ALIASES.get(module.kind, set())
            if one.name == "webapp.db" and module.kind not in KNOW_DB and one.what not in may:
                yield module.at(
                    one.line,
                    f"{module.kind} may take {' and '.join(sorted(may)) or 'nothing'}"
                    " from webapp.db: leave the rest to a store.",
                )


def who_speaks_to_the_database(house: House) -> Iterator[str]:
    for module in house.modules:
        if module.kind in ("store", "db", "backup", "restore", "migrations"):
            continue
        for node in ast.walk(module.tree):
            on_db = (
                isinstance(node, ast.Attribute | ast.Subscript)
                and isinstance(node.value, ast.Name)
                and node.value.id == "db"
                and module.kind not in ("app", "cli", "centres")
            )
            asked = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
            if on_db or asked in ("query", "table") or getattr(node, "attr", "") in STATEMENTS:
                yield module.at(
                    node, "only a store asks the database: make this question a function there."
                )
