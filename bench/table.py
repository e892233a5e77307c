"""Figures as a table in Markdown."""

from collections.abc import Sequence


def table(title: str, about: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a section; each row has as many cells as there are headings."""
    lines = [headings, ["---", *["---:"] * (len(headings) - 1)], *rows]
    return "\n".join([f"## {title}", "", about, "", *(f"| {' | '.join(row)} |" for row in lines)])


def ms(milliseconds: float) -> str:
    """Return it with its unit, exactly where it is small."""
    return f"{milliseconds:,.2f} ms" if milliseconds < 10 else f"{milliseconds:,.0f} ms"
