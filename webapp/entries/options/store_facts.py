"""What a draft's cells depend on, read from the file: choices, entries, awards and attempts."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime

import msgspec

from webapp.database.connection import Db, local_date
from webapp.database.rows import list_rows
from webapp.entries.options.cell import Facts, Failure, Key, OpenEntry, Place, Withdrawal
from webapp.entries.wizard import store_selection

_AMONG = "candidate_id in (select value from json_each(?))"


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: int
    candidate_id: int
    assessment_id: int
    series_id: int
    series_title: str
    entered_at: str
    attempt: int
    status: str
    outcome: str

    @property
    def place(self) -> Place:
        return self.candidate_id, self.assessment_id, self.series_id


def facts(db: Db, draft_id: int) -> Facts:
    """Return everything that is known of the draft's candidates, and what was decided for them."""
    choices = {
        (candidate_id, assessment_id): bool(ticked)
        for candidate_id, assessment_id, ticked in db.execute(
            "select candidate_id, assessment_id, ticked from draft_choices where draft_id = ?",
            [draft_id],
        )
    }
    candidate_ids = store_selection.selected_ids(db, draft_id)
    return replace(of_candidates(db, candidate_ids), choices=choices)


def of_candidates(db: Db, candidate_ids: Collection[int]) -> Facts:
    """Return everything that is known of these candidates, with nothing decided."""
    ids = [json.dumps(list(candidate_ids))]
    awarded = {
        (candidate_id, assessment_id): date.fromisoformat(awarded_on)
        for candidate_id, assessment_id, awarded_on in db.execute(
            f"select candidate_id, assessment_id, awarded_on from awards where {_AMONG}", ids
        )
    }
    attempts: dict[Place, int] = {}
    failures: dict[Key, Failure] = {}
    for candidate_id, assessment_id, series_id, attempt, outcome, dated_on in db.execute(
        "select candidate_id, assessment_id, series_id, attempt, outcome, dated_on"
        f" from attempt_outcomes where {_AMONG} order by dated_on, attempt",
        ids,
    ):
        _count(attempts, (candidate_id, assessment_id, series_id), attempt)
        if outcome in ("not achieved", "absent"):
            dated = date.fromisoformat(dated_on)
            failures[candidate_id, assessment_id] = Failure(outcome, dated)
    live_attempts: dict[Place, int] = {}
    open_entries: dict[Key, list[OpenEntry]] = {}
    withdrawn: list[_Entry] = []
    for entry in list_rows(
        db,
        _Entry,
        "select entry_id, candidate_id, assessment_id, series_id, series_title, entered_at,"
        " attempt,"
        f" status, outcome from entries where {_AMONG} order by entry_id",
        ids,
    ):
        if entry.status == "withdrawn":
            withdrawn.append(entry)
            continue
        _count(live_attempts, entry.place, entry.attempt)
        _count(attempts, entry.place, entry.attempt)
        if entry.outcome in ("", "pending"):
            open_entries.setdefault((entry.candidate_id, entry.assessment_id), []).append(
                OpenEntry(entry.series_id, entry.series_title, _local_day(entry.entered_at))
            )
    standing = [
        entry
        for entry in withdrawn
        if entry.attempt > live_attempts.get(entry.place, 0)
        and entry.attempt >= attempts.get(entry.place, 0)
    ]
    return Facts({}, open_entries, awarded, failures, _withdrawals(db, standing), attempts)


def _withdrawals(db: Db, withdrawn: list[_Entry]) -> Mapping[Place, Withdrawal]:
    """Return when and why each of these entries was withdrawn, the latest of each place."""
    places = {entry.entry_id: entry.place for entry in withdrawn}
    if not places:
        return {}
    return {
        places[entry_id]: Withdrawal(_local_day(changed_at), reason)
        for entry_id, changed_at, reason in db.execute(
            "select entry_id, changed_at, reason from entry_changes where what = 'withdrawn'"
            " and entry_id in (select value from json_each(?)) order by entry_change_id",
            [json.dumps(list(places))],
        )
    }


def _count(attempts: dict[Place, int], place: Place, attempt: int) -> None:
    attempts[place] = max(attempt, attempts.get(place, 0))


def _local_day(moment: str) -> date:
    return local_date(datetime.fromisoformat(moment))
