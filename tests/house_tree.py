"""The house as its laws see it: the files, modules, templates and tables under any root."""

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORRIDOR = ("accounts", "catalogue", "candidates", "entries", "results")
TOP = (
    "app",
    "settings",
    "db",
    "db_acting",
    "db_upgrade",
    "db_writing",
    "html",
    "html_headers",
    "html_resend",
    "html_searches",
    "html_templates",
    "assets",
    "packing",
    "zip_limits",
    "letters",
    "errors",
    "form_merge",
    "files",
    "words",
    "backup",
    "backup_daily",
    "restore",
    "migrations",
    "migrations_steps",
    "hosts",
    "pace",
    "heads",
    "centres",
    "door",
    "cli",
    "cli_export",
    "cli_server",
    "cli_file",
    "cli_import",
    "cli_serve",
    "cli_user",
    "cli_check",
    "cli_backup",
)
NOUNS = set(
    [
        "candidate",
        "candidates",
        "entry",
        "entries",
        "package",
        "packages",
        "assessment",
        "assessments",
        "framework",
        "frameworks",
        "series",
        "uci",
        "uln",
        "draft",
        "drafts",
        "submission",
        "submissions",
        "result",
        "results",
        "award",
        "awards",
    ]
)
LEFT_OUT = re.compile(
    r"\.(?!ci$|gitignore$|gitattributes$).*|__pycache__|node_modules|build|dist|test-results"
    r"|.*\.egg-info|.*\.db(-wal|-shm|\.backups)?"
)
WRITTEN = (".py", ".html", ".sql", ".js", ".css", ".md", ".toml")


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


@dataclass(frozen=True)
class Module:
    """A Python file; room and kind are those of its address, whether or not it is allowed."""

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
        return room_of(self.name)

    @property
    def kind(self) -> str:
        return "plate" if self.path.endswith("__init__.py") else kind_of(self.name)

    def at(self, node: ast.AST | int, words: str) -> str:
        return f"{self.path}:{node if isinstance(node, int) else node.lineno}: {words}"

    @cached_property
    def strings(self) -> list[tuple[ast.expr, str]]:
        """Every text but docstrings, with {…} where something is filled in."""
        return list(_strings(self.tree))

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [node for node in ast.walk(self.tree) if isinstance(node, kinds)]


def _strings(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, node.value
    elif isinstance(node, ast.JoinedStr):
        yield (
            node,
            "".join(
                str(part.value)
                if isinstance(part, ast.Constant)
                else f"{{{ast.unparse(part.value)}}}"
                for part in node.values
            ),
        )
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _strings(part.value)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _strings(child)


def room_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in CORRIDOR else ""


def kind_of(name: str) -> str:
    """plate, pages, guard, store or trade in a room; outside it its own name, without what follows
    cli_, db_, html_ or migrations_.
    """
    parts = name.split(".")
    if len(parts) == 1 or (len(parts) == 2 and room_of(name)):
        return "plate"
    if not room_of(name):
        return next(
            (one for one in ("cli", "db", "html", "migrations") if parts[1].startswith(f"{one}_")),
            parts[1],
        )
    found = re.fullmatch(r"(pages|store)(_\w+)?|(guard)", parts[2])
    return (found[1] or found[3]) if found else "trade"


def segments(name: str) -> set[str]:
    """The words that a name is made of, small: _readForm and read_form give read and form."""
    return {one.lower() for one in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def bare(text: str) -> str:
    return " ".join(text.split())


class House:
    def __init__(self, root: Path = ROOT) -> None:
        self.root = root

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    @cached_property
    def files(self) -> list[str]:
        """Every file that belongs to the project, from the root, vendored ones included."""
        found = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = [one for one in folders if not LEFT_OUT.fullmatch(one)]
            here = Path(folder).relative_to(self.root)
            found += [(here / one).as_posix() for one in names if not LEFT_OUT.fullmatch(one)]
        return sorted(found)

    @cached_property
    def written(self) -> list[str]:
        """The files that we write ourselves, scripts included."""
        return [
            one
            for one in self.files
            if "/vendor/" not in one
            and (one.endswith(WRITTEN) or one.startswith(("script/", ".ci/")))
        ]

    def _python(self, folder: str) -> list[Module]:
        return [
            Module(one, self.text(one))
            for one in self.files
            if one.startswith(folder) and one.endswith(".py")
        ]

    @cached_property
    def modules(self) -> list[Module]:
        return self._python("webapp/")

    @cached_property
    def tests(self) -> list[Module]:
        return self._python("tests/")

    @cached_property
    def bench(self) -> list[Module]:
        return self._python("bench/")

    @cached_property
    def templates(self) -> dict[str, str]:
        """Name, as the pages say it → text."""
        base = "webapp/templates/"
        return {
            one.removeprefix(base): self.text(one) for one in self.files if one.startswith(base)
        }
