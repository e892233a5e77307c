"""Two writes go in one transaction."""

import ast
import re
from collections.abc import Iterator
from functools import cache, partial

from tests.laws.source import Module, Source

WRITE = re.compile(
    r"\b(?:insert(?:\s+or\s+\w+)?\s+into|replace\s+into|delete\s+from|update(?:\s+or\s+\w+)?)"
    r"\s+(?!set\b|of\b)(\{[^}]*\}|\w+)",
    re.I,
)
TABLE_WRITES = {"insert", "insert_all", "upsert", "upsert_all", "update", "delete", "delete_where"}
LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def one_transaction(source: Source) -> Iterator[str]:
    """A private function is counted where it is called: its caller may hold the transaction."""
    stores = {module.name: module for module in source.modules if module.is_store}
    counted = {(name, one.name): 0 for name, module in stores.items() for one in module.functions}
    for _ in range(len(counted)):
        before = dict(counted)
        for name, module in stores.items():
            known = partial(_weight, before, module)
            for one in module.functions:
                bare_writes, kept_writes = _count(one, known)
                counted[name, one.name] = bare_writes + (kept_writes > 0)
        if counted == before:
            break
    for module in stores.values():
        for one in module.functions:
            bare_writes, kept_writes = _count(one, partial(_weight, counted, module))
            if bare_writes and bare_writes + kept_writes > 1 and not one.name.startswith("_"):
                yield module.at(
                    one,
                    f"{one.name} writes more than once: put its writes in one"
                    " `with transaction(db):`.",
                )


def _count(function: ast.AST, weight: partial) -> tuple[int, int]:
    """How many writes stand outside and inside a transaction; one in a loop counts twice."""
    outside = inside = 0
    waiting = [(child, False, 1) for child in ast.iter_child_nodes(function)]
    while waiting:
        node, held, times = waiting.pop()
        if isinstance(node, ast.With):
            called = [getattr(one.context_expr, "func", None) for one in node.items]
            names = [getattr(one, "id", getattr(one, "attr", "")) for one in called]
            held = held or "transaction" in names
        times = 2 if isinstance(node, LOOPS) else times
        if isinstance(node, ast.Call):
            inside += weight(node) * times if held else 0
            outside += 0 if held else weight(node) * times
        waiting += [(child, held, times) for child in ast.iter_child_nodes(node)]
    return outside, inside


def _weight(counted: dict[tuple[str, str], int], module: Module, call: ast.Call) -> int:
    name, attr = getattr(call.func, "id", ""), getattr(call.func, "attr", "")
    if attr in ("execute", "executemany", "executescript") and call.args:
        return int(any(WRITE.search(text) for text in _texts(module, call.args[0])))
    if attr in TABLE_WRITES and "table" in ast.unparse(call.func.value):
        return 1
    # A function of another store, imported by itself or called through its module.
    for package, imported, called in _imports(module):
        if name == called and (package, imported) in counted:
            return min(counted[package, imported], 1)
        full = f"{package}.{imported}"
        if (full, attr) in counted and getattr(call.func.value, "id", "") == called:
            return min(counted[full, attr], 1)
    own = counted.get((module.name, name), 0)
    return own if name.startswith("_") else min(own, 1)


@cache
def _imports(module: Module) -> list[tuple[str, str, str]]:
    """List package, what is imported from it, and what it is called here."""
    return [
        (node.module, alias.name, alias.asname or alias.name)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    ]


def _texts(module: Module, asked: ast.expr) -> list[str]:
    """The statement's text, and that of every name it is put together from."""
    names = {node.id for node in ast.walk(asked) if isinstance(node, ast.Name)}
    values = [
        node.value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in names
    ]
    return [text for node, text in module.strings if node in (asked, *values)]
