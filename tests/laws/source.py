"""The source files that the laws look at; some of them may be replaced, to break a law."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = "webapp/templates/"
_LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
# The layers of the first contract, upstream first.
ROOMS = [layer.removeprefix("webapp.") for layer in reversed(_LINTER["contracts"][0]["layers"])]


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def _read_files() -> dict[str, str]:
    webapp = ROOT / "webapp"
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted([*webapp.rglob("*.py"), *(webapp / "templates").rglob("*.html")])
    }


@dataclass(frozen=True)
class Module:
    """A Python file of the program."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parse(self.text)

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def room(self) -> str:
        return room_of(self.path.removeprefix("webapp/"))

    @property
    def language(self) -> str:
        """Return pages, store or trade for a module of a room, else an empty text."""
        name = re.match(
            r"(pages|routes|jobs|guard|store)(?:_\w+)?\.py$", self.path.rpartition("/")[2]
        )
        if not self.room or name is None:
            return "trade" if self.room else ""
        return "store" if name[1] == "store" else "pages"

    def at(self, node: ast.AST, complaint: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {complaint}"

    def template_names(self) -> Iterator[tuple[ast.AST, str]]:
        """List the templates that the module names, to render them."""
        for node in ast.walk(self.tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.fullmatch(r"\w[\w/]*\.html", text):
                yield node, text


class Source:
    """All modules and templates; changed holds other texts for some paths."""

    def __init__(self, changed: Mapping[str, str] | None = None) -> None:
        self._texts = {**_read_files(), **(changed or {})}

    def text(self, path: str) -> str:
        return self._texts.get(path, "")

    @cached_property
    def modules(self) -> dict[str, Module]:
        """Dotted name → module."""
        modules = [Module(path, text) for path, text in self._texts.items() if path.endswith(".py")]
        return {module.name: module for module in modules}

    @cached_property
    def templates(self) -> dict[str, str]:
        """Name, as the pages say it → text."""
        return {
            path.removeprefix(TEMPLATES): text
            for path, text in self._texts.items()
            if path.startswith(TEMPLATES)
        }


def room_of(name: str) -> str:
    """Return the room of a path below webapp/ or templates/; an empty text outside the rooms."""
    folder = name.split("/")[0]
    return folder if folder in ROOMS else ""


def in_template(name: str, line: int, complaint: str) -> str:
    return f"{TEMPLATES}{name}:{line}: {complaint}"
