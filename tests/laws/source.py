"""The source files that the laws look at; some of them may be replaced, to break a law."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("accounts", "catalogue", "candidates", "entries", "results")
TEMPLATES = "webapp/templates/"


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def _on_disk() -> dict[str, str]:
    files = [*ROOT.glob("webapp/**/*.py"), *ROOT.glob("webapp/templates/**/*.html")]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(files)
    }


@dataclass(frozen=True)
class Module:
    """A Python file of the program."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parsed(self.text)

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def room(self) -> str:
        folder = self.path.split("/")[1]
        return folder if folder in ROOMS else ""

    @property
    def is_store(self) -> bool:
        return bool(self.room) and self.path.rpartition("/")[2].startswith("store")

    def at(self, node: ast.AST, words: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {words}"

    @cached_property
    def strings(self) -> list[tuple[ast.AST, str]]:
        """Every constant text, and every text with {…} where something is filled in."""
        return list(_strings(self.tree))

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [node for node in ast.walk(self.tree) if isinstance(node, kinds)]


def _strings(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value
        elif isinstance(node, ast.JoinedStr):
            parts = [getattr(part, "value", "") for part in node.values]
            yield node, "".join(part if isinstance(part, str) else "{…}" for part in parts)


class Source:
    """All modules and templates; changed holds other texts for some paths."""

    def __init__(self, changed: Mapping[str, str] | None = None) -> None:
        self._texts = {**_on_disk(), **(changed or {})}

    def text(self, path: str) -> str:
        return self._texts.get(path, "")

    @cached_property
    def modules(self) -> list[Module]:
        return [Module(path, text) for path, text in self._texts.items() if path.endswith(".py")]

    @cached_property
    def templates(self) -> dict[str, str]:
        """Name, as the pages say it → text."""
        return {
            path.removeprefix(TEMPLATES): text
            for path, text in self._texts.items()
            if path.startswith(TEMPLATES)
        }
