"""Withdrawing entries, and undoing that: which of a submission's entries it is about."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

Row = Mapping[str, Any]
NONE_TICKED = "Tick at least one entry."
STALE = (
    "These entries, or what withdrawing them means, have changed since this page was shown, so"
    " nothing was withdrawn. Read the page again, then withdraw."
)


def live(entries: Iterable[Row]) -> list[Row]:
    return [one for one in entries if one["status"] != "withdrawn"]


def withdrawn(entries: Iterable[Row]) -> list[Row]:
    return [one for one in entries if one["status"] == "withdrawn"]


def ticked(sent: Iterable[str]) -> set[int]:
    """The ids of the entries that a form names; what is no id is passed over."""
    words = [word for one in sent for word in one.split()]
    return {int(one) for one in words if one.isascii() and one.isdecimal() and len(one) < 19}


def fingerprint_results(rows: Iterable[Row]) -> str:
    """Return what changes with any result of the entries that a person was shown; "" for none."""
    shown = [(row["entry_id"], row["outcome"], row["grade"], row["dated_on"]) for row in rows]
    return sha256(repr(shown).encode()).hexdigest()[:16] if shown else ""


def taken(row: Row) -> str:
    """Why a withdrawal can't be undone; row is the entry with its candidate's name as `name`."""
    return (
        f"{row['name']} has another entry for {row['entry_code']} in the series"
        f" {row['series_title']} that is live, or ticked here too, so this withdrawal can't be"
        " undone."
        " Withdraw the other entry first, or untick it, if this one should count. If the other"
        " one has"
        " a result, make a new entry for the next attempt instead."
    )
