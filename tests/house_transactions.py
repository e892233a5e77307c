"""Law 4: two writes go in one transaction."""

import ast
from collections.abc import Iterator
from functools import partial

from tests.house_imports import imports
from tests.house_tree import House, Module
from tests.house_writes import WRITE, tables_used

LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def one_transaction(house: House) -> Iterator[str]:
    """A private function is counted where it is called: its caller may hold the transaction."""
    stores = {module.name: module for module in house.modules if module.kind == "store"}
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
    for name, module in stores.items():
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
    if attr and any(node is call.func.value for node, _ in tables_used(call)):
        return 1
    for one in imports(module):
        if name and name == (one.alias or one.what) and (one.name, one.what) in counted:
            return min(counted[one.name, one.what], 1)
        called = one.alias or one.name.rpartition(".")[2]
        if (one.name, attr) in counted and getattr(call.func.value, "id", "") == called:
            return min(counted[one.name, attr], 1)
    own = counted.get((module.name, name), 0)
    return own if name.startswith("_") else min(own, 1)


def _texts(module: Module, asked: ast.expr) -> list[str]:
    """The statement's text, and that of every name it is put together from."""
    names = {node.id for node in ast.walk(asked) if isinstance(node, ast.Name)}
    values = [
        node.value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in names
    ]
    return [text for node, text in module.strings if node in (asked, *values)]
