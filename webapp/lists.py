"""Long lists, rendered quickly: what a row looks like is rendered once, and filled in for each row."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from jinja2 import Environment, pass_environment
from markupsafe import Markup, escape

BETWEEN = "\x1f"
KEPT = 16_000
"""Rows kept as they were filled in, some 900 bytes each: on the next page are many of the same people."""


@pass_environment
def filled_in(
    environment: Environment, file: str, rows: Sequence[tuple[NamedTuple, Any]], **same: Any
) -> Markup:
    """The file's macro `line` once for each row, with its facts, all of them texts, as `one`, and its kind's
    fields, if any.

    The macro shows facts, and asks only for the kind and for what is the same in all rows.
    """
    if not rows:
        return Markup()
    facts, asked = type(rows[0][0]), tuple(same.items())
    lines = {kind: _line(environment, file, facts, kind, asked) for kind in {kind for _, kind in rows}}
    return Markup("".join([_row(lines[kind], one) for one, kind in rows]))


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


@lru_cache(KEPT)
def _row(line: str, facts: NamedTuple) -> str:
    # All at once, which is quicker, unless one of them holds what stands between them.
    texts = str(escape(BETWEEN.join(facts))).split(BETWEEN)
    return line.format(*texts if len(texts) == len(facts) else map(escape, facts))
