"""Long lists, rendered quickly: what a row looks like is rendered once, and filled in for each row."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from jinja2.runtime import Macro
from markupsafe import Markup, escape

BETWEEN = "\x1f"


def filled_in(line: Macro, rows: Sequence[tuple[NamedTuple, Any]], **same: Any) -> Markup:
    """The macro once for each row, with its facts, all of them texts, as `one`, and its kind's fields, if any.

    The macro shows facts, and asks only for the kind and for what is the same in all rows.
    """
    if not rows:
        return Markup()
    cells = _escaped([fact for facts, _ in rows for fact in facts])
    facts, size, asked = type(rows[0][0]), len(rows[0][0]), tuple(same.items())
    lines = {kind: _line(line, facts, kind, asked) for kind in {kind for _, kind in rows}}
    return Markup("".join([
        lines[kind].format(*cells[at : at + size])
        for at, (_, kind) in zip(range(0, len(cells), size), rows, strict=True)
    ]))  # fmt: skip


@lru_cache(100)
def _line(
    line: Macro, facts: type[NamedTuple], kind: Any, same: tuple[tuple[str, Any], ...]
) -> str:
    """A row as str.format wants it."""
    places = facts(*(f"{BETWEEN}{place}{BETWEEN}" for place in range(len(facts._fields))))
    text = line(places, **(kind._asdict() if kind else {}), **dict(same))
    parts = text.replace("{", "{{").replace("}", "}}").split(BETWEEN)
    return "".join(f"{{{part}}}" if number % 2 else part for number, part in enumerate(parts))


def _escaped(texts: list[str]) -> list[str]:
    """All at once, which is quicker, unless one of them holds what stands between them."""
    together = str(escape(BETWEEN.join(texts))).split(BETWEEN)
    return together if len(together) == len(texts) else [str(escape(one)) for one in texts]
