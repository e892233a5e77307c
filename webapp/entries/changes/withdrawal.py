"""Withdrawing entries, and undoing that: which of a submission's entries it is about."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

import msgspec

from webapp.web.formatting import forenames_first

NONE_TICKED = "Tick at least one entry."
STALE = (
    "These entries, or what withdrawing them means, have changed since this page was shown, so"
    " nothing was withdrawn. Read the page again, then withdraw."
)


class SubmittedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a submission, with its candidate; entered_at is a moment, fee in pence."""

    entry_id: int
    candidate_id: int
    entry_code: str
    assessment_title: str
    series_title: str
    late: bool
    fee: int | None
    status: str
    entered_at: str
    attempt: int
    outcome: str
    surname: str
    forenames: str
    born_on: date
    candidate_number: str | None
    uci: str | None


class EntryWithResult(msgspec.Struct, frozen=True, kw_only=True):
    """A live entry that has a result, with its candidate and what the result is."""

    entry_id: int
    entry_code: str
    series_title: str
    attempt: int
    outcome: str
    surname: str
    forenames: str
    grade: str
    dated_on: date | None


class TakenEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A withdrawn entry whose place another live entry has."""

    entry_id: int
    entry_code: str
    series_title: str
    surname: str
    forenames: str


def live(entries: Iterable[SubmittedEntry]) -> list[SubmittedEntry]:
    return [one for one in entries if one.status != "withdrawn"]


def withdrawn(entries: Iterable[SubmittedEntry]) -> list[SubmittedEntry]:
    return [one for one in entries if one.status == "withdrawn"]


def ticked(sent: Iterable[str]) -> set[int]:
    """The ids of the entries that a form names; what is no id is passed over."""
    words = [word for one in sent for word in one.split()]
    return {int(one) for one in words if one.isascii() and one.isdecimal() and len(one) < 19}


def fingerprint_results(rows: Iterable[EntryWithResult]) -> str:
    """Return what changes with any result of the entries that a person was shown; "" for none."""
    shown = [(row.entry_id, row.outcome, row.grade, row.dated_on) for row in rows]
    return sha256(repr(shown).encode()).hexdigest()[:16] if shown else ""


def taken(entry: TakenEntry) -> str:
    """Why a withdrawal can't be undone."""
    name = forenames_first(entry.surname, entry.forenames)
    return (
        f"{name} has another entry for {entry.entry_code} in the series"
        f" {entry.series_title} that is live, or ticked here too, so this withdrawal can't be"
        " undone."
        " Withdraw the other entry first, or untick it, if this one should count. If the other"
        " one has"
        " a result, make a new entry for the next attempt instead."
    )
