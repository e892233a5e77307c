"""All that this room holds about people: two made one and put back, or forgotten."""

import json
from collections.abc import Collection, Mapping
from typing import TypeAlias

import msgspec

from webapp.database.connection import Db, transaction
from webapp.database.rows import list_rows
from webapp.entries.changes import store as store_changes
from webapp.entries.changes import store_attempts, store_erasure

Row: TypeAlias = dict[str, int | str | None]
"""All columns of a table, as they are put back later."""
Rows: TypeAlias = dict[str, list[Row]]
"""Table → rows."""
MERGED = "Two records of one person were merged."
MERGE_UNDONE = "The merge of two records was undone."


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """One and other are the ids of the two entries, one_at and other_at when they were entered."""

    entry_code: str
    assessment_title: str
    series_title: str
    one: int
    one_at: str
    other: int
    other_at: str


def clashes(db: Db, one_id: int, other_id: int) -> list[Clash]:
    """Where both have an open entry for the same assessment and series, or one result for both.

    By entry code.
    """
    return list_rows(
        db,
        Clash,
        "select one.entry_code, one.assessment_title, one.series_title,"
        " one.entry_id as one, one.entered_at as one_at,"
        " other.entry_id as other, other.entered_at as other_at"
        " from entries as one join entries as other using (assessment_id, series_id)"
        " where one.candidate_id = ? and other.candidate_id = ?"
        " and one.status <> 'withdrawn' and other.status <> 'withdrawn'"
        " and (one.outcome in ('', 'pending') and other.outcome in ('', 'pending')"
        f" or one.outcome = other.outcome and ({_COUNTED.format('one')})"
        f" = ({_COUNTED.format('other')})) order by one.entry_code,"
        " title_key(one.series_title)",
        [one_id, other_id],
    )


_COUNTED = (
    "select grade || '/' || dated_on from attempt_outcomes as own where own.candidate_id ="
    " {0}.candidate_id and own.assessment_id = {0}.assessment_id and own.series_id = {0}.series_id"
    " and own.attempt = {0}.attempt"
)


def unite(
    db: Db,
    kept_id: int,
    gone_id: int,
    *,
    withdrawn: Collection[int],
    attempts: Mapping[int, int],
    account_id: int,
    moment: str,
) -> None:
    """Give all that one person has to the other; withdrawn are ids of entries that clash.

    attempts gives the attempt of each of their entries afterwards.
    """
    both = {"kept": kept_id, "gone": gone_id}
    with transaction(db):
        before = rows_of(db, [kept_id, gone_id])["entries"]
        db.execute(
            "update entries set status = 'withdrawn' where candidate_id in (:kept, :gone)"
            " and entry_id in (select value from json_each(:entries))",
            both | {"entries": json.dumps(list(withdrawn))},
        )
        # First far away from all others, so that no attempt stands twice in between.
        db.execute(
            f"update entries set attempt = attempt + {store_attempts.RENUMBERING}"
            " where candidate_id = :gone",
            both,
        )
        db.execute("update entries set candidate_id = :kept where candidate_id = :gone", both)
        store_attempts.renumber(db, attempts)
        _drop_series_kept_for_undo(db, both)
        # Who is in these drafts now has other entries and choices than whoever was looked at there.
        db.execute(
            "update drafts set options_confirmed = 0 where draft_id in"
            " (select draft_id from draft_candidates where candidate_id = :gone)",
            both,
        )
        for table in ("awards", "draft_candidates", "draft_choices", "draft_candidate_series"):
            db.execute(
                f"update or ignore {table} set candidate_id = :kept where candidate_id = :gone",
                both,
            )
            db.execute(f"delete from {table} where candidate_id = :gone", both)
        after = rows_of(db, [kept_id])["entries"]
        store_changes.note_merge(
            db,
            _holders(before),
            _holders(after),
            account_id=account_id,
            moment=moment,
            reason=MERGED,
        )


def _holders(entries: list[Row]) -> list[store_changes.EntryHolder]:
    return msgspec.convert(entries, list[store_changes.EntryHolder])


def _drop_series_kept_for_undo(db: Db, both: dict[str, int]) -> None:
    """Forget series chosen for whichever of the two was taken off a draft, which would count again.

    The kept person's stay where Undo can still bring them back: in drafts without the other one.
    """
    db.execute(
        "delete from draft_candidate_series where candidate_id in (:kept, :gone) and not exists"
        " (select 1 from draft_candidates as picked where picked.draft_id ="
        " draft_candidate_series.draft_id"
        " and picked.candidate_id = draft_candidate_series.candidate_id)"
        " and (candidate_id = :gone or draft_id in"
        " (select draft_id from draft_candidates where candidate_id = :gone))",
        both,
    )


def rows_of(db: Db, candidate_ids: Collection[int]) -> Rows:
    """Table → all its rows about these people, in the order of their keys."""
    given = [json.dumps(list(candidate_ids))]
    order = {
        "entries": "entry_id",
        "awards": "candidate_id, assessment_id",
        "draft_candidates": "draft_id, candidate_id",
        "draft_choices": "draft_id, candidate_id, assessment_id",
        "draft_candidate_series": "draft_id, candidate_id, assessment_id",
    }
    return {
        table: list(
            db.query(
                f"select * from {table} where candidate_id in (select value from json_each(?))"
                f" order by {key}",
                given,
            )
        )
        for table, key in order.items()
    }


def put_back(
    db: Db, candidate_ids: Collection[int], before: Rows, *, account_id: int, moment: str
) -> None:
    """Undo unite: let these people have exactly the rows that rows_of gave before it.

    The entries' history grows by it.
    """
    given = [json.dumps(list(candidate_ids))]
    with transaction(db):
        present = rows_of(db, candidate_ids)["entries"]
        store_changes.note_merge(
            db,
            _holders(present),
            _holders(before["entries"]),
            account_id=account_id,
            moment=moment,
            reason=MERGE_UNDONE,
        )
        # Never two live entries for one person, not even between two statements.
        db.execute(
            "update entries set status = 'withdrawn'"
            " where candidate_id in (select value from json_each(?))",
            given,
        )
        db.conn.executemany(
            "update entries set candidate_id = :candidate_id, status = :status,"
            " attempt = coalesce(:attempt, attempt), outcome = coalesce(:outcome, outcome)"
            " where entry_id = :entry_id",
            [{"attempt": None, "outcome": None} | row for row in before["entries"]],
        )
        for table in ("awards", "draft_candidates", "draft_choices", "draft_candidate_series"):
            db.execute(
                f"delete from {table} where candidate_id in (select value from json_each(?))", given
            )
            # A merge of an earlier version knows nothing of chosen series.
            db.table(table).insert_all(before.get(table, []))
        # Whoever comes back to a draft has not been looked at in its grid.
        db.execute(
            "update drafts set options_confirmed = 0 where draft_id in (select draft_id"
            " from draft_candidates where candidate_id in (select value from json_each(?)))",
            given,
        )


def forget_award(db: Db, candidate_id: int, assessment_id: int) -> None:
    """Take back the note of an award, because no result says so any more."""
    db.execute(
        "delete from awards where candidate_id = ? and assessment_id = ?",
        [candidate_id, assessment_id],
    )


def forget(db: Db, candidate_ids: Collection[int]) -> int:
    """Delete everything about these people for good. Gives how many entries that were."""
    given = [json.dumps(list(candidate_ids))]
    with transaction(db):
        for table in (
            "draft_choices",
            "draft_candidate_series",
            "draft_candidates",
            "awards",
            "attempt_outcomes",
        ):
            db.execute(
                f"delete from {table} where candidate_id in (select value from json_each(?))", given
            )
        store_erasure.forget(db, candidate_ids, (MERGED, MERGE_UNDONE))
        # What was done to the entries and handed over of them goes with them.
        return db.execute(
            "delete from entries where candidate_id in (select value from json_each(?))", given
        ).rowcount
