"""Two records of one person in the demonstration centre, what they have, and all the file holds."""

from datetime import date
from typing import Any

from tests.entries.drafts import begin, everything, id_of, people
from tests.entries.drafts import choices as choices_in
from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.record import store as candidates
from webapp.database.connection import Db
from webapp.entries.options import store as entries
from webapp.entries.wizard import store as store_draft
from webapp.records.merge import store as store_merging
from webapp.results.of_candidate import store

TODAY = date(2026, 11, 24)
OFFICER = 2
CODES = ("03999", "09499", "09866")


def pair(db: Db) -> tuple[int, int]:
    """The ids of two candidates without entries, awards and groups; the first is the older one."""
    one, other = people(db, 2)
    db.execute("delete from group_members where candidate_id in (?, ?)", [one, other])
    db.execute("update candidates set added_on = '2024-01-08' where candidate_id = ?", [one])
    db.execute("update candidates set added_on = '2025-01-08' where candidate_id = ?", [other])
    db.conn.commit()
    return one, other


def series_of(db: Db, entry_code: str, place: int = 0) -> tuple[int, int]:
    """assessment_id and series_id, of the place-th series of this assessment."""
    return db.execute(
        "select assessment_id, series_id from assessments join series using (assessment_id)"
        " where entry_code = ? order by series_id limit 1 offset ?",
        [entry_code, place],
    ).fetchone()


def enter(
    db: Db,
    candidate_id: int,
    entry_code: str,
    place: int = 0,
    status: str = "entered",
    at: str = "2026-10-01T09:00:00.000000Z",
    attempt: int = 1,
) -> int:
    """An entry in the demonstration's first submission. Gives its id."""
    assessment_id, series_id = series_of(db, entry_code, place)
    entry_id = db.execute(
        "insert into entries (submission_id, candidate_id, assessment_id, series_id, entry_code,"
        " assessment_title, series_title, late, status, entered_at, attempt)"
        " values (1, ?, ?, ?, ?, 'Title', 'Series', 0, ?, ?, ?)",
        [candidate_id, assessment_id, series_id, entry_code, status, at, attempt],
    ).lastrowid
    return entry_id


def enter_again(
    db: Db,
    candidate_id: int,
    entry_code: str,
    place: int = 0,
    at: str = "2026-10-05T09:00:00.000000Z",
) -> int | None:
    """The next attempt; nothing while an entry is open."""
    key = (candidate_id, *series_of(db, entry_code, place))
    where = "where candidate_id = ? and assessment_id = ? and series_id = ?"
    if db.execute(f"select 1 from open_entries {where}", key).fetchone():
        return None
    highest = max(
        db.execute(f"select coalesce(max(attempt), 0) from {table} {where}", key).fetchone()[0]
        for table in ("attempt_outcomes", "(select * from entries where status <> 'withdrawn')")
    )
    return enter(db, candidate_id, entry_code, place, at=at, attempt=highest + 1)


def get_result(
    db: Db,
    candidate_id: int,
    entry_code: str,
    grade: str,
    place: int = 0,
    outcome: str = "achieved",
    moment: str = "2026-10-02T09:00:00.000000Z",
    on: date | None = date(2026, 9, 30),
) -> None:
    key = series_of(db, entry_code, place)
    store.record(db, candidate_id, *key, grade, outcome, on, "", OFFICER, moment)


def join_group(db: Db, candidate_id: int, group_id: int) -> None:
    db.execute("insert or ignore into group_members values (?, ?)", [group_id, candidate_id])


def draft_with(db: Db, who: dict[int, dict[str, bool]]) -> int:
    """A draft in which each of these people has these ticks, by entry code. Gives its id."""
    draft_id = id_of(begin(db, people=who))
    for candidate_id, ticks in who.items():
        store_draft.tick(
            db,
            draft_id,
            {(candidate_id, series_of(db, code)[0]): ticked for code, ticked in ticks.items()},
        )
    return draft_id


def ticks_in(db: Db, draft_id: int) -> dict[tuple[int, int], bool]:
    return choices_in(db, f"/{draft_id}")


def rich(db: Db, one: int, other: int) -> int:
    """The first gets three entries, two results, an award, groups and a draft; the other a little.

    Gives the draft's id.
    """
    for code in CODES:
        enter(db, one, code)
    get_result(db, one, "03999", "Pass")
    get_result(db, one, "09499", "Fail", outcome="not achieved")
    entries.record_award(db, one, entry_code="09866", awarded_on=date(2025, 3, 1))
    join_group(db, one, 1)
    join_group(db, one, 2)
    join_group(db, other, 2)
    join_group(db, other, 3)
    enter(db, other, "03999", 1)
    draft_id = draft_with(db, {one: {"03999": True, "09499": False}, other: {"09499": True}})
    db.conn.commit()
    return draft_id


def form_for(db: Db, one: int, other: int, **choices: Any) -> dict[str, str]:
    """What the page's form would send for the two as they are now."""
    two = store_merging.pair(db, one, other)
    assert two
    return {"shown": two.fingerprint, **{field: str(value) for field, value in choices.items()}}


def unite(db: Db, one: int, other: int, **choices: Any) -> store_merging.Outcome:
    form = form_for(db, one, other, **choices)
    return store_merging.unite(db, one, other, form=form, account_id=OFFICER, today=TODAY)


def held(db: Db) -> dict[str, list[tuple]]:
    """All rows of all tables, but for the log of merges and of changes.

    Both only ever grow: who had two records before them for a week must be able to see why.
    """
    return {
        name: rows
        for name, rows in everything(db).items()
        if name not in ("candidate_merges", "candidate_changes", "entry_changes")
    }


def value(db: Db, sql: str, *values: Any) -> Any:
    return db.execute(sql, values).fetchone()[0]


def count_of(db: Db, table: str, candidate_id: int, where: str = "true") -> int:
    return value(
        db, f"select count(*) from {table} where candidate_id = ? and {where}", candidate_id
    )


def row(db: Db, candidate_id: int) -> CandidateRow:
    found = candidates.one(db, candidate_id)
    assert found
    return found
