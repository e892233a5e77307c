"""Law 4: a store writes only to its own room's tables."""

import ast
import re
from collections.abc import Iterator

from tests.house_sql import created, is_sql, tables
from tests.house_tree import House, Module

WRITE = re.compile(
    r"\b(?:insert(?:\s+or\s+\w+)?\s+into|replace\s+into|delete\s+from|update(?:\s+or\s+\w+)?)"
    # FTS5's commands, such as integrity-check, name the index twice and write nothing into it.
    r"\s+(?!set\b|of\b|\w+ \(\w+, rank\))(\{[^}]*\}|\w+)",
    re.I,
)
SHAPING = re.compile(r"\s*(create|drop|alter)\s", re.I)
TABLE_READS = {"rows", "rows_where", "get", "count", "count_where", "exists"}


def own_tables(house: House) -> Iterator[str]:
    owners = tables(house)
    kept_by_triggers = {name for _, name, _, kept in created(house) if kept}
    for module in house.modules:
        if module.kind != "store":
            continue
        for node, text in module.strings:
            if is_sql(text) and SHAPING.match(text):
                yield module.at(node, "tables, indexes and views are made in schema.sql.")
        for node, name in _written(module):
            if name in kept_by_triggers:
                yield module.at(
                    node, f"{name} is kept by triggers in schema.sql: leave it to them."
                )
            elif name not in owners:
                yield module.at(
                    node,
                    f"{name} is no table of schema.sql: name the table in the statement,"
                    " or take it from a literal in this module.",
                )
            elif owners[name] != module.room:
                yield module.at(
                    node, f"{name} belongs to {owners[name]}: write it in a store there."
                )


def _written(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Every table that a store writes to; what cannot be known comes as its expression."""
    inside = {child: function for function in module.functions for child in ast.walk(function)}
    for node, text in module.strings:
        for name in WRITE.findall(text) if is_sql(text) else ():
            if not name.startswith("{"):
                yield node, name
                continue
            for one in _meant(module, ast.parse(name[1:-1], mode="eval").body, inside.get(node)):
                yield node, one
    for node, asked in tables_used(module.tree):
        for one in _meant(module, asked, inside.get(node)):
            yield node, one


def tables_used(tree: ast.AST) -> Iterator[tuple[ast.AST, ast.expr]]:
    """sqlite-utils' own way of writing: db.table(name).insert(…), db[name].insert(…)."""
    read = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in TABLE_READS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "table" and node.args:
            asked = node.args[0]
        elif isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "db":
            asked = node.slice
        else:
            continue
        if node not in read:
            yield node, asked


def _meant(module: Module, asked: ast.expr, function: ast.FunctionDef | None) -> list[str]:
    """The table names an expression may stand for, read off literals in the same module."""
    if isinstance(asked, ast.Constant):
        return [str(asked.value)]
    unknown = [f"{{{ast.unparse(asked)}}}"]
    if not isinstance(asked, ast.Name):
        return unknown
    names = [one.arg for one in function.args.args] if function else []
    if asked.id in names:
        given = [
            _given(node, names.index(asked.id), asked.id)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function.name
        ]
        private = function.name.startswith("_")
        return [
            one.value if isinstance(one, ast.Constant) else unknown[0] for one in given if private
        ] or unknown
    for node in (*(ast.walk(function) if function else ()), *module.tree.body):
        if (
            isinstance(node, ast.For | ast.comprehension)
            and getattr(node.target, "id", "") == asked.id
        ):
            parts = getattr(node.iter, "elts", [])
            literal = parts and all(isinstance(one, ast.Constant) for one in parts)
            return [one.value for one in parts] if literal else unknown
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == asked.id:
            return [node.value.value] if isinstance(node.value, ast.Constant) else unknown
    return unknown


def _given(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = {one.arg: one.value for one in call.keywords}
    return call.args[place] if place < len(call.args) else named.get(name)
