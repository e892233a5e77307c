"""Long lists, rendered quickly: what a row looks like is rendered once, and filled in for each
row.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from jinja2 import Environment, pass_environment
from markupsafe import Markup, escape

BETWEEN = "\x1f"
KEPT = 24_000
"""Rows kept as they were filled in, some 700 bytes each: on the next page are many of the same
people.
"""

LONGEST = 2_000
"""Characters of such a row; what somebody typed may stand in one, and be as long as they like."""


class Shown(Protocol):
    """What a row is about; equal ones have equal facts, and neither ever changes."""

    def facts(self) -> NamedTuple:
        """What the row shows of it, all of it texts."""


class Line(NamedTuple):
    """A row as the operator % wants it, and what picks from a row's facts those that stand in it,
    in order.
    """

    text: str
    places: Callable[[Sequence[str]], Any]


Row = tuple[Line, Shown]
"""What a row looks like, and what it is about."""
_kept: dict[Row, str] = {}


@pass_environment
def filled_in(
    environment: Environment, file: str, rows: Sequence[tuple[Shown, Any]], **same: Any
) -> Markup:
    """The file's macro `line` once for each row, with its facts as `one`, and its kind's fields, if
    any.

    The macro shows facts, and asks only for the kind and for what is the same in all rows.
    """
    if not rows:
        return Markup()
    facts, asked = type(rows[0][0].facts()), tuple(same.items())
    lines = {
        kind: _line(environment, file, facts, kind, asked) for kind in {kind for _, kind in rows}
    }
    wanted = [(lines[kind], one) for one, kind in rows]
    texts = list(map(_kept.get, wanted))
    if missing := [place for place, text in enumerate(texts) if text is None]:
        for place, text in zip(missing, _filled([wanted[place] for place in missing]), strict=True):
            texts[place] = text
    return Markup("".join(texts))


@lru_cache(100)
def _line(
    environment: Environment,
    file: str,
    facts: type[NamedTuple],
    kind: Any,
    same: tuple[tuple[str, Any], ...],
) -> Line:
    places = facts(*(f"{BETWEEN}{place}{BETWEEN}" for place in range(len(facts._fields))))
    line = environment.get_template(file).module.line
    text = line(places, **(kind._asdict() if kind else {}), **dict(same))
    parts = text.replace("%", "%%").split(BETWEEN)
    return Line("%s".join(parts[::2]), itemgetter(*map(int, parts[1::2])))


def _filled(rows: Sequence[Row]) -> list[str]:
    facts = [about.facts() for _, about in rows]
    cells = iter(_escaped([fact for one in facts for fact in one]))
    each = zip(*[cells] * len(facts[0]), strict=True)
    texts = [line.text % line.places(one) for (line, _), one in zip(rows, each, strict=True)]
    if len(_kept) + len(texts) > KEPT:
        _kept.clear()
    _kept.update((row, text) for row, text in zip(rows, texts, strict=True) if len(text) <= LONGEST)
    return texts


def _escaped(texts: list[str]) -> list[str]:
    """All at once, which is quicker, unless one of them holds what stands between them."""
    together = str(escape(BETWEEN.join(texts))).split(BETWEEN)
    return together if len(together) == len(texts) else [str(escape(one)) for one in texts]
