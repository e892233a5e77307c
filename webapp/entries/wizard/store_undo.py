"""What was done to many at one go in a draft, in the file, and how it is undone."""

import json
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec

from webapp.database.connection import Db, now, transaction
from webapp.database.rows import get_row, list_rows
from webapp.entries.options import store_chosen_series
from webapp.entries.options.cell import Key
from webapp.entries.options.fill import Fill, Undone
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection

MAX_UNDOS = 50
"""Steps that are kept of a kind and draft; older ones are forgotten."""


class RemovedCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """Who can be brought back, by the step that removed them."""

    draft_undo_id: int
    candidate_id: int
    surname: str
    forenames: str


class Removals(NamedTuple):
    """How many candidates the latest removal that can be undone took, who it was if it was one,
    and how many are removed in all."""

    latest: int
    name: RemovedCandidate | None
    total: int


class BroughtBack(NamedTuple):
    """How many candidates an undone removal brought back, and how many were archived meanwhile."""

    added: int
    archived: int


def remove_candidates(db: Db, draft_id: int, candidate_id: int | None = None) -> int:
    """Take one selected candidate, or all, off the list with their ticks, so that it can be undone.

    Give how many there were.
    """
    key = {"draft": draft_id, "candidate": candidate_id}
    among = "where draft_id = :draft and (:candidate is null or candidate_id = :candidate)"
    with transaction(db):
        people = [
            row[0] for row in db.execute(f"select candidate_id from draft_candidates {among}", key)
        ]
        if not people:
            return 0
        choices = db.execute(
            f"select candidate_id, assessment_id, ticked, null from draft_choices {among}", key
        ).fetchall()
        _record(db, draft_id, "removal", ticked=None, candidate_ids=people, choices=choices)
        for table in ("draft_choices", "draft_candidates"):
            db.execute(f"delete from {table} {among}", key)
        store_draft.changed(db, draft_id)
    return len(people)


def get_removals(db: Db, draft_id: int) -> Removals | None:
    """What can be undone of the removals: of people who are active and not selected again."""
    rows = list_rows(
        db,
        RemovedCandidate,
        "select draft_undo_id, candidate_id, surname, forenames from removed_candidates"
        " where draft_id = ? order by draft_undo_id desc",
        [draft_id],
    )
    if not rows:
        return None
    latest = [row for row in rows if row.draft_undo_id == rows[0].draft_undo_id]
    name = latest[0] if len(latest) == 1 else None
    return Removals(len(latest), name, len({row.candidate_id for row in rows}))


def bring_back_candidates(db: Db, draft_id: int, *, every: bool = False) -> BroughtBack:
    """Undo the latest removal that still has somebody to bring back, or every one.

    Decisions and chosen series come back as far as the package still has their assessments. Whoever
    was selected anew in the meantime keeps what has been decided since.
    """
    with transaction(db):
        selected = store_selection.selected_ids(db, draft_id)
        rows = db.execute(
            "select draft_undo_id, candidate_id from removed_candidates where draft_id = ?"
            " order by draft_undo_id",
            [draft_id],
        ).fetchall()
        rows = [row for row in rows if every or row[0] == rows[-1][0]]
        # Of somebody who was removed twice the later decisions count.
        latest = {candidate_id: step for step, candidate_id in rows}
        chosen_series = store_chosen_series.of_candidates(db, draft_id, latest)
        added = store_selection.add_candidates(db, draft_id, latest)
        back = store_selection.selected_ids(db, draft_id) - selected
        choices = db.execute(
            "select draft_undo_id, candidate_id, assessment_id, ticked_before from draft_undos"
            " join draft_undo_choices using (draft_undo_id) join drafts using (draft_id)"
            " join package_assessments using (package_id, assessment_id)"
            " where draft_id = ? and kind = 'removal'",
            [draft_id],
        ).fetchall()
        store_draft.tick(
            db,
            draft_id,
            {
                (candidate_id, assessment_id): bool(ticked)
                for step, candidate_id, assessment_id, ticked in choices
                if candidate_id in back and latest[candidate_id] == step
            },
        )
        store_chosen_series.put_back(db, chosen_series)
        steps = {step for step, _ in rows}
        archived = db.execute(
            "select count(distinct candidate_id) from draft_undo_candidates join candidates"
            " using (candidate_id) where archived_at is not null"
            " and draft_undo_id in (select value from json_each(?))",
            [json.dumps(list(steps))],
        ).fetchone()[0]
        _delete(db, steps)
    return BroughtBack(added, archived)


def fill(
    db: Db, draft_id: int, decided: Mapping[Key, bool], *, before: Mapping[Key, bool | None]
) -> None:
    """Keep many decisions made at one press, so that they can be undone.

    before: the cells that change, with what had been decided for each; None for nothing.
    """
    values = {decided[key] for key in before}
    with transaction(db):
        if before:
            _record(
                db,
                draft_id,
                "fill",
                ticked=values.pop() if len(values) == 1 else None,
                candidate_ids=sorted({candidate_id for candidate_id, _ in before}),
                choices=[(*key, was, decided[key]) for key, was in before.items()],
            )
        store_draft.tick(db, draft_id, decided)


def get_fill(db: Db, draft_id: int) -> Fill | None:
    return get_row(
        db,
        Fill,
        "select draft_undo_id, ticked, count(*) as candidates from draft_undos"
        " join draft_undo_candidates using (draft_undo_id) where draft_id = ? and kind = 'fill'"
        " group by draft_undo_id order by draft_undo_id desc limit 1",
        [draft_id],
    )


def undo_fill(db: Db, draft_id: int, draft_undo_id: int) -> Undone:
    """Put back what one fill changed, where it still is as the fill left it."""
    with transaction(db):
        rows = db.execute(
            "select candidate_id, assessment_id, ticked_before, ticked_after, choices.ticked"
            " from draft_undos join draft_undo_choices using (draft_undo_id)"
            " join draft_candidates using (draft_id, candidate_id)"
            " left join draft_choices as choices using (draft_id, candidate_id, assessment_id)"
            " where draft_id = ? and draft_undo_id = ? and kind = 'fill'",
            [draft_id, draft_undo_id],
        ).fetchall()
        same = [row for row in rows if row[3] == row[4]]
        store_draft.tick(
            db, draft_id, {(row[0], row[1]): bool(row[2]) for row in same if row[2] is not None}
        )
        db.conn.executemany(
            (
                "delete from draft_choices where draft_id = ? and candidate_id = ? and"
                " assessment_id"
                " = ?"
            ),
            [(draft_id, row[0], row[1]) for row in same if row[2] is None],
        )
        if same:
            store_draft.reopen_options(db, draft_id)
        db.execute(
            "delete from draft_undos where draft_id = ? and draft_undo_id = ? and kind = 'fill'",
            [draft_id, draft_undo_id],
        )
    return Undone([(row[0], row[1]) for row in same], len(rows) - len(same))


def forget(db: Db, draft_id: int, kind: Literal["removal", "fill"]) -> None:
    """Forget what could be undone, when the step is left."""
    db.execute("delete from draft_undos where draft_id = ? and kind = ?", [draft_id, kind])


def _record(
    db: Db,
    draft_id: int,
    kind: Literal["removal", "fill"],
    *,
    ticked: bool | None,
    candidate_ids: Iterable[int],
    choices: Iterable[tuple[int, int, bool | None, bool | None]],
) -> None:
    step = db.execute(
        "insert into draft_undos (draft_id, kind, ticked, made_at) values (?, ?, ?, ?)",
        [draft_id, kind, ticked, now()],
    ).lastrowid
    db.conn.executemany(
        "insert into draft_undo_candidates values (?, ?)",
        [(step, candidate_id) for candidate_id in candidate_ids],
    )
    db.conn.executemany(
        "insert into draft_undo_choices values (?, ?, ?, ?, ?)", [(step, *row) for row in choices]
    )
    db.execute(
        "delete from draft_undos where draft_undo_id in (select draft_undo_id from draft_undos"
        " where draft_id = ? and kind = ? order by draft_undo_id desc limit -1 offset ?)",
        [draft_id, kind, MAX_UNDOS],
    )


def _delete(db: Db, draft_undo_ids: Iterable[int]) -> None:
    db.conn.executemany(
        "delete from draft_undos where draft_undo_id = ?", [(step,) for step in draft_undo_ids]
    )
