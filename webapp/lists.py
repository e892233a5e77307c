"""Long lists, rendered quickly: what a row looks like is rendered once, and filled in for each row."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from jinja2 import Environment, pass_environment
from markupsafe import Markup, escape

BETWEEN = "\x1f"
KEPT = 24_000
"""Rows kept as they were filled in, some 700 bytes each: on the next page are many of the same people."""

LONGEST = 2_000
"""Characters of such a row; what somebody typed may stand in one, and be as long as they like."""


class Shown(Protocol):
    """What a row is about; equal ones have equal facts, and neither ever changes."""

    def facts(self) -> NamedTuple:
        """What the row shows of it, all of it texts."""


Row = tuple[str, Shown]
"""A line as str.format wants it, and what it is about."""
_kept: dict[Row, str] = {}


@pass_environment
def filled_in(
    environment: Environment, file: str, rows: Sequence[tuple[Shown, Any]], **same: Any
) -> Markup:
    """The file's macro `line` once for each row, with its facts as `one`, and its kind's fields, if any.

    The macro shows facts, and asks only for the kind and for what is the same in all rows.
    """
    if not rows:
        return Markup()
    facts, asked = type(rows[0][0].facts()), tuple(same.items())
    lines = {kind: _line(environment, file, facts, kind, asked) for kind in {kind for _, kind in rows}}
    wanted = [(lines[kind], one) for one, kind in rows]
    found = list(map(_kept.get, wanted))
    if None in found:
        filled = _filled([row for row, text in zip(wanted, found, strict=True) if text is None])
        found = [text or filled[row] for row, text in zip(wanted, found, strict=True)]
    return Markup("".join(found))


@lru_cache(100)
def _line(
    environment: Environment, file: str, facts: type[NamedTuple], kind: Any, same: tuple[tuple[str, Any], ...]
) -> str:
    """A row as str.format wants it."""
    places = facts(*(f"{BETWEEN}{place}{BETWEEN}" for place in range(len(facts._fields))))
    line = environment.get_template(file).module.line
    text = line(places, **(kind._asdict() if kind else {}), **dict(same))
    parts = text.replace("{", "{{").replace("}", "}}").split(BETWEEN)
    return "".join(f"{{{part}}}" if number % 2 else part for number, part in enumerate(parts))


def _filled(rows: Sequence[Row]) -> dict[Row, str]:
    facts = [about.facts() for _, about in rows]
    cells, size = _escaped([fact for one in facts for fact in one]), len(facts[0])
    filled = {
        row: row[0].format(*cells[at : at + size])
        for at, row in zip(range(0, len(cells), size), rows, strict=True)
    }  # fmt: skip
    if len(_kept) + len(filled) > KEPT:
        _kept.clear()
    _kept.update((row, text) for row, text in filled.items() if len(text) <= LONGEST)
    return filled


def _escaped(texts: list[str]) -> list[str]:
    """All at once, which is quicker, unless one of them holds what stands between them."""
    together = str(escape(BETWEEN.join(texts))).split(BETWEEN)
    return together if len(together) == len(texts) else [str(escape(one)) for one in texts]
