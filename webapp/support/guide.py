"""The guide: chapters written in Markdown, the same for a reader of the files and in the
program.
"""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

HERE = Path(__file__).parent.parent
# It comes along inside the package when that is built; in a working tree it stands under docs.
FOLDER = next(one for one in (HERE / "guide", HERE.parent / "docs" / "guide") if one.exists())
ORDER = (
    "quick-start",
    "entries",
    "candidates",
    "results",
    "afterwards",
    "accounts",
    "keys",
    "hosting",
    "accessibility",
)


class Chapter(NamedTuple):
    """One page of the guide; html is trusted, for it is made from the program's own files."""

    name: str
    title: str
    html: str


@cache
def chapters() -> tuple[Chapter, ...]:
    """All of them, in reading order."""
    return tuple(_read(name) for name in ORDER)


def chapter(name: str) -> Chapter | None:
    return next((one for one in chapters() if one.name == name), None)


def _read(name: str) -> Chapter:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    title, _, rest = text.removeprefix("# ").partition("\n")
    # Chapters name each other as files; in the program they are addresses.
    linked = re.sub(r"\]\(([a-z-]+)\.md(#[a-z-]+)?\)", r"](/support/guide/\1\2)", rest)
    shown = re.sub(r"\]\((pictures/[a-z0-9-]+\.png)\)", _picture, linked)
    return Chapter(name, title.strip(), MarkdownIt("commonmark").enable("table").render(shown))


def _picture(found: re.Match[str]) -> str:
    # The address changes with the picture, so browsers may keep it.
    content = (FOLDER / found[1]).read_bytes()
    return f"](/static/{found[1]}?v={sha256(content).hexdigest()[:10]})"
