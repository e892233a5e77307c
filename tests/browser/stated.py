"""The table of docs/guide/accessibility.md, made from the stops of the walk.

Write it anew: .venv/bin/python -m tests.browser.stated
"""

from pathlib import Path

from tests.browser.stops import STOPS

CHAPTER = Path(__file__).parents[2] / "docs" / "guide" / "accessibility.md"
BEGIN, END = "| Page |", "\n\n## Other browsers"
# States in which a page is looked at like any other, but without the checks of its plain state.
LESS = ("problem", "empty")


def table() -> str:
    """A line a page: in which states it is looked at, and by which checks."""
    lines = [
        (
            "| Page | axe, wide and 320 px, reflow | Tab, forced colours, motion, print, without"
            " script |"
        ),
        "| --- | --- | --- |",
    ]
    for name in dict.fromkeys(stop.name for stop in STOPS):
        states = [stop.state for stop in STOPS if stop.name == name]
        every = [one for one in states if one not in LESS]
        lines.append(
            f"| {name} | {', '.join(states)} | {', '.join(every) or 'as a state of another page'} |"
        )
    return "\n".join(lines)


def stated() -> str:
    text = CHAPTER.read_text("utf-8")
    return text[text.index(BEGIN) : text.index(END)]


if __name__ == "__main__":
    CHAPTER.write_text(CHAPTER.read_text("utf-8").replace(stated(), table()), "utf-8")
