"""Archiving a candidate together with the entries that are still open."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from webapp.candidates.record import store_changes as candidates
from webapp.database.connection import Db, transaction
from webapp.database.rows import list_rows, list_values
from webapp.entries.changes import lateness, store_withdrawals
from webapp.entries.changes import store as store_changes
from webapp.entries.changes.lateness import Line


class EntryOfCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """An open entry of the candidate, and the submission that it belongs to."""

    entry_id: int
    submission_id: int
    reference: str
    entry_code: str
    assessment_title: str
    series_title: str


class OpenEntries(NamedTuple):
    """A candidate's open entries, and what withdrawing them means, by submission."""

    entries: list[EntryOfCandidate]
    lines: dict[int, list[Line]]

    @property
    def all_lines(self) -> list[Line]:
        return [line for lines in self.lines.values() for line in lines]

    @property
    def fingerprint(self) -> str:
        return lateness.fingerprint(self.all_lines)


def get_open_entries(db: Db, candidate_id: int, today: date) -> OpenEntries:
    """Return what the candidate is entered for and has no result of."""
    entries = list_rows(
        db,
        EntryOfCandidate,
        "select entry_id, submission_id, printf('SP-%06d', submission_id) as reference,"
        " entry_code, assessment_title, series_title from open_entries"
        " join submissions using (submission_id) where candidate_id = ?"
        " order by submission_id, entry_code",
        [candidate_id],
    )
    lines: dict[int, list[Line]] = {}
    for submission_id in dict.fromkeys(entry.submission_id for entry in entries):
        ids = {entry.entry_id for entry in entries if entry.submission_id == submission_id}
        everything = store_changes.lines(db, submission_id, today)
        lines[submission_id] = store_changes.among(everything, ids)
    return OpenEntries(entries, lines)


def list_open_drafts(db: Db, candidate_id: int) -> list[str]:
    """Return the packages of the open drafts that the candidate is selected in."""
    return list_values(
        db,
        str,
        "select display_title from active_draft_candidates join drafts using (draft_id)"
        " join packages using (package_id) where candidate_id = ? order by draft_id",
        [candidate_id],
    )


class _NotWithdrawn(Exception):
    """The open entries of a submission are not as they were read; nothing may be archived."""


def archive_and_withdraw(
    db: Db, candidate_id: int, *, reason: str, shown: str, account_id: int, today: date
) -> Literal["archived", "already", "stale"]:
    """Withdraw what is open and archive, in one transaction, if the open entries are as shown.

    shown is the fingerprint of OpenEntries. Pressing twice archives once. When any entry cannot be
    withdrawn, nothing is done at all.
    """
    try:
        return _archive_and_withdraw(
            db, candidate_id, reason=reason, shown=shown, account_id=account_id, today=today
        )
    except _NotWithdrawn:
        return "stale"


def _archive_and_withdraw(
    db: Db, candidate_id: int, *, reason: str, shown: str, account_id: int, today: date
) -> Literal["archived", "already", "stale"]:
    with transaction(db):
        found = get_open_entries(db, candidate_id, today)
        if found.fingerprint != shown and found.entries:
            return "stale"
        if not candidates.archive(db, candidate_id, account_id):
            return "already"
        for submission_id, lines in found.lines.items():
            entry_ids = _entry_ids(lines)
            fingerprint = lateness.fingerprint(lines)
            outcome = store_withdrawals.withdraw(
                db,
                submission_id,
                entry_ids,
                reason=reason,
                shown=fingerprint,
                account_id=account_id,
                today=today,
            )
            if outcome.entries != len(entry_ids):
                raise _NotWithdrawn
    return "archived"


def _entry_ids(lines: Iterable[Line]) -> list[int]:
    return [entry_id for line in lines for entry_id in line.entry_ids]
