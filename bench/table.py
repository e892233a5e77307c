"""Figures as a page of tables."""

from collections.abc import Sequence
from typing import NamedTuple


class Section(NamedTuple):
    """One table: a title, a sentence or two about it, column headings, and rows of as many
    cells.
    """

    title: str
    about: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        lines = [self.headings, ["---", *["---:"] * (len(self.headings) - 1)], *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return "\n\n".join(part for part in (f"## {self.title}", self.about, table) if part)


def ms(milliseconds: float) -> str:
    return f"{milliseconds:,.2f} ms" if milliseconds < 10 else f"{milliseconds:,.0f} ms"


def times(ratio: float) -> str:
    return f"{ratio:.2f} times" if ratio < 10 else f"{ratio:,.0f} times"
