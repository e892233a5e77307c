"""The activity: what its lines say in words, what is asked of it, and whether its chain holds."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

VERBS = {"added": "Added", "changed": "Changed", "deleted": "Deleted"}
LONGEST_VALUE = 120
NO_DAY = "“{}” is not a date: write it like 24/11/2026."
LATER = "The first day is later than the last one: swap the two."
NO_NUMBER = "A candidate number has 1 to 4 digits: write it like 0042."
FIELDS = ("person", "kind", "from", "to", "candidate_number")


class Asked(NamedTuple):
    """What lines must fit, as far as it is given; days are London's, both included.

    person is an account's number, or the name of one who acted without an account.
    """

    person: str = ""
    table_name: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    candidate_number: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line: what was done to which row, by whom and when.

    called is what the row's table is called, before and after are JSON text of what it held;
    without a table the line is a note and after says more. Both are None once they are erased.
    """

    activity_id: int
    at: str
    deed: int
    account_id: int | None
    actor: str
    what: str
    table_name: str
    called: str
    row_key: str
    candidate_id: int | None
    before: str | None
    after: str | None

    @property
    def words(self) -> str:
        """The line as people read it: Changed candidate 17: surname Smith → Smyth."""
        what = VERBS.get(self.what)
        before, after = _read(self.before), _read(self.after)
        if what is None:
            detail = ", ".join(_named(*pair) for pair in after.items())
            return self.what.capitalize() + (f": {detail}" if detail else "")
        subject = f"{what} {self.called} {self.row_key}"
        if not before and not after:
            return f"{subject}; what it held has been erased"
        if what == "Changed":
            changes = (
                f"{_plain(name)} {_value(before.get(name))} → {_value(after[name])}"
                for name in after
            )
            return f"{subject}: {', '.join(changes)}"
        held = (
            _named(name, value)
            for name, value in (before or after).items()
            if value not in (None, "")
        )
        return f"{subject}: {', '.join(held)}"


class Count(NamedTuple):
    """How many lines of a deed say what of which table."""

    what: str
    table_name: str
    lines: int


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did at once; lines is how many fit what was asked, counts of which kinds."""

    deed: int
    at: str
    actor: str
    lines: int
    counts: tuple[Count, ...] = ()

    @property
    def summary(self) -> str:
        """What was done, most first: entries added (300), drafts deleted (1)."""
        said = []
        for what, table_name, count in sorted(self.counts, key=lambda one: -one.lines):
            subject = f"{_plain(table_name)} " if table_name else ""
            said.append(f"{subject}{what} ({count:,})")
        return ", ".join(said)


class Link(NamedTuple):
    """One line of the chain; counted is what its digest should be, whole that its detail fits."""

    number: int
    previous: str
    digest: str
    counted: str
    whole: int


def read(form: Mapping[str, str]) -> tuple[Asked, dict[str, str]]:
    """What a form asks for, and its problems by field."""
    typed = {field: form.get(field, "").strip() for field in FIELDS}
    problems = {}
    days = {field: _day(typed[field]) for field in ("from", "to")}
    for field, day in days.items():
        if typed[field] and day is None:
            problems[field] = NO_DAY.format(typed[field][:20])
    if days["from"] and days["to"] and days["from"] > days["to"]:
        problems["from"] = LATER
    number = typed["candidate_number"]
    if number and not re.fullmatch(r"[0-9]{1,4}", number):
        problems["candidate_number"], number = NO_NUMBER, ""
    number = number and number.zfill(4)
    return Asked(typed["person"], typed["kind"], days["from"], days["to"], number), problems


def _day(text: str) -> date | None:
    found = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text) or re.fullmatch(
        r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", text
    )
    if not found:
        return None
    parts = [int(one) for one in found.groups()]
    try:
        return date(*(parts if parts[0] > 31 else reversed(parts)))
    except ValueError:
        return None


def _read(detail: str | None) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(detail) if detail else {}
    return held


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _named(name: str, value: Any) -> str:
    return f"{_plain(name)} {_value(value)}"


def _value(value: Any) -> str:
    text = "nothing" if value is None else "blank" if value == "" else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def faults(links: Iterable[Link], last: int) -> Iterator[str]:
    """What is wrong with the chain, a sentence a fault; last is the highest number ever given.

    The links come by number, which counts from 1 without a gap.
    """
    number, digest = 0, ""
    for link in links:
        if link.number > number + 1:
            yield _missing(number + 1, link.number - 1)
        elif link.previous != digest:
            yield (
                f"Line {link.number} does not follow the line before it: a line was changed,"
                " taken out"
                " or put elsewhere."
            )
        if link.digest != link.counted:
            yield f"Line {link.number} was changed, or stands where another line stood."
        if not link.whole:
            yield f"Line {link.number}: what it says of before and after was changed."
        number, digest = link.number, link.digest
    if last > number:
        yield _missing(number + 1, last)


def _missing(first: int, last: int) -> str:
    return f"Line {first} is missing." if first == last else f"Lines {first} to {last} are missing."
