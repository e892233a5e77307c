"""A draft's right-hand list in the file: the selected candidates."""

import json
from collections.abc import Iterable
from datetime import date

import msgspec

from webapp.candidates.record import store as candidates
from webapp.candidates.record.candidate import Candidate
from webapp.database.connection import Db, transaction
from webapp.database.rows import list_rows, list_values
from webapp.entries.options.entry_grid import SelectedCandidate
from webapp.entries.wizard import store as store_draft


class GroupToPick(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate group: how many active members it has, and how many of them are selected."""

    group_id: int
    title: str
    size: int
    selected: int


def add_candidates(db: Db, draft_id: int, candidate_ids: Iterable[int]) -> int:
    """Add active candidates to the right-hand list, each once. Gives how many were new.

    Whoever comes back begins with the next available series.
    """
    candidate_ids = list(candidate_ids)
    with transaction(db):
        db.conn.executemany(
            "delete from draft_candidate_series where draft_id = :draft and candidate_id ="
            " :candidate"
            " and candidate_id not in"
            " (select candidate_id from draft_candidates where draft_id = :draft)",
            [{"draft": draft_id, "candidate": candidate_id} for candidate_id in candidate_ids],
        )
        before = db.conn.total_changes
        db.conn.executemany(
            "insert or ignore into draft_candidates select ?, candidate_id from candidates"
            " where candidate_id = ? and archived_at is null",
            [(draft_id, candidate_id) for candidate_id in candidate_ids],
        )
        new = db.conn.total_changes - before
        if new:
            db.execute("update drafts set options_confirmed = 0 where draft_id = ?", [draft_id])
        store_draft.changed(db, draft_id)
    return new


def count_archived(db: Db, candidate_ids: Iterable[int]) -> int:
    """How many of these people are archived, so that no draft takes them."""
    row = db.execute(
        "select count(*) from candidates where archived_at is not null"
        " and candidate_id in (select value from json_each(?))",
        [json.dumps(list(candidate_ids))],
    ).fetchone()
    return int(row[0])


def add_new(db: Db, draft_id: int, new: Candidate, *, today: date, account_id: int) -> int | None:
    """Record a new candidate and select them. None when somebody else has one of the numbers."""
    try:
        with transaction(db):
            candidate_id = candidates.add(db, new, today, account_id)
            add_candidates(db, draft_id, [candidate_id])
    except candidates.Taken:
        return None
    return candidate_id


def remove_all(db: Db, draft_id: int) -> None:
    """Take everybody off the right-hand list with their ticks, for good."""
    with transaction(db):
        for table in ("draft_candidates", "draft_choices"):
            db.execute(f"delete from {table} where draft_id = ?", [draft_id])
        store_draft.changed(db, draft_id)


def selected(db: Db, draft_id: int) -> list[SelectedCandidate]:
    """The right-hand list, by name."""
    return list_rows(
        db,
        SelectedCandidate,
        "select candidate_id, surname, forenames, born_on, candidate_number, uci, uln, gender"
        " from active_draft_candidates join candidates using (candidate_id)"
        " where draft_id = ? order by sort_key, candidate_id",
        [draft_id],
    )


def selected_ids(db: Db, draft_id: int) -> set[int]:
    """Who is on the right-hand list; nobody if there is no such draft."""
    return set(
        list_values(
            db,
            int,
            "select candidate_id from active_draft_candidates where draft_id = ?",
            [draft_id],
        )
    )


def groups(db: Db, draft_id: int) -> list[GroupToPick]:
    """The candidate groups with their sizes and how many of each are selected already."""
    return list_rows(
        db,
        GroupToPick,
        "select group_id, title, count(members.candidate_id) as size,"
        " count(draft_id) as selected from active_group_members as members"
        " left join draft_candidates as picked"
        " on picked.candidate_id = members.candidate_id and draft_id = ?"
        " group by group_id order by title_key(title)",
        [draft_id],
    )
