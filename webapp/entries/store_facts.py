"""What a draft's cells depend on, read from the file: choices, entries, awards and attempts."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from webapp.db import Db, local_date
from webapp.entries import store_picked
from webapp.entries.cell import Facts, Failure, Key, Place, Withdrawal

Row = dict[str, Any]
_AMONG = "candidate_id in (select value from json_each(?))"


def facts(db: Db, draft_id: int) -> Facts:
    """Return everything that is known of the draft's candidates, and what was decided for them."""
    choices = {
        (candidate_id, assessment_id): bool(ticked)
        for candidate_id, assessment_id, ticked in db.execute(
            "select candidate_id, assessment_id, ticked from draft_choices where draft_id = ?",
            [draft_id],
        )
    }
    candidate_ids = store_picked.selected_ids(db, draft_id) or ()
    return replace(of_candidates(db, candidate_ids), choices=choices)


def of_candidates(db: Db, candidate_ids: Collection[int]) -> Facts:
    """Return everything that is known of these candidates, with nothing decided."""
    ids = [json.dumps(list(candidate_ids))]
    awarded = {
        (candidate_id, assessment_id): awarded_on
        for candidate_id, assessment_id, awarded_on in db.execute(
            f"select candidate_id, assessment_id, awarded_on from awards where {_AMONG}", ids
        )
    }
    attempts: dict[Place, int] = {}
    failures: dict[Key, Failure] = {}
    for *place, attempt, outcome, dated_on in db.execute(
        "select candidate_id, assessment_id, series_id, attempt, outcome, dated_on"
        f" from attempt_outcomes where {_AMONG} order by dated_on, attempt",
        ids,
    ):
        _count(attempts, tuple(place), attempt)
        if outcome in ("not achieved", "absent"):
            failures[place[0], place[1]] = Failure(outcome, dated_on)
    live_attempts: dict[Place, int] = {}
    open_entries: dict[Key, list[Row]] = {}
    withdrawn: list[Row] = []
    for row in db.query(
        "select entry_id, candidate_id, assessment_id, series_id, series_title, entered_at,"
        " attempt,"
        f" status, outcome from entries where {_AMONG} order by entry_id",
        ids,
    ):
        if row["status"] == "withdrawn":
            withdrawn.append(row)
            continue
        _count(live_attempts, _place(row), row["attempt"])
        _count(attempts, _place(row), row["attempt"])
        if row["outcome"] in ("", "pending"):
            entered_on = _local_day(row["entered_at"])
            open_entries.setdefault(_place(row)[:2], []).append(row | {"entered_on": entered_on})
    standing = [
        row
        for row in withdrawn
        if row["attempt"] > live_attempts.get(_place(row), 0)
        and row["attempt"] >= attempts.get(_place(row), 0)
    ]
    return Facts({}, open_entries, awarded, failures, _withdrawals(db, standing), attempts)


def _withdrawals(db: Db, withdrawn: list[Row]) -> Mapping[Place, Withdrawal]:
    """Return when and why each of these entries was withdrawn, the latest of each place."""
    places = {row["entry_id"]: _place(row) for row in withdrawn}
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


def _place(row: Row) -> Place:
    return row["candidate_id"], row["assessment_id"], row["series_id"]


def _count(attempts: dict[Place, int], place: Place, attempt: int) -> None:
    attempts[place] = max(attempt, attempts.get(place, 0))


def _local_day(moment: str) -> str:
    return local_date(datetime.fromisoformat(moment)).isoformat()
