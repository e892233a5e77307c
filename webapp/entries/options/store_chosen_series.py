"""The series that were chosen in a draft, in the file."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import msgspec
from msgspec.structs import astuple

from webapp.catalogue.series.series import Series
from webapp.database.connection import Db, transaction
from webapp.database.rows import list_rows
from webapp.entries.options.chosen_series import ChosenSeries, Lapsed
from webapp.entries.wizard import store as store_draft


class SeriesOfColumn(msgspec.Struct, frozen=True, kw_only=True):
    """The series chosen for a column; without an id when it was deleted."""

    assessment_id: int
    series_id: int | None
    series_title: str


class SeriesOfCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """The series chosen for one candidate, with the table's columns in their order."""

    draft_id: int
    candidate_id: int
    assessment_id: int
    series_id: int | None
    series_title: str


def get(db: Db, draft_id: int, planned: Mapping[int, Sequence[Series]]) -> ChosenSeries:
    """Return what was chosen, as far as it is among the planned series, and what is not any
    more.
    """
    known: dict[tuple[int, int | None], Series] = {
        (key, one.series_id): one for key, rows in planned.items() for one in rows
    }
    columns: dict[int, Series] = {}
    cells: dict[tuple[int, int], Series] = {}
    lapsed: Counter[tuple[int, str, bool]] = Counter()
    lapsed_cells: dict[tuple[int, int], str] = {}
    gone: list[Lapsed] = []
    for column in list_rows(
        db,
        SeriesOfColumn,
        "select assessment_id, series_id, series_title from draft_series where draft_id = ?",
        [draft_id],
    ):
        key = column.assessment_id
        if found := known.get((key, column.series_id)):
            columns[key] = found
        else:
            gone.append(Lapsed(key, column.series_title, 0, column.series_id is None))
    for one in list_rows(
        db,
        SeriesOfCandidate,
        "select draft_id, candidate_id, assessment_id, series_id, series_title"
        " from draft_candidate_series join active_draft_candidates using (draft_id, candidate_id)"
        " where draft_id = ?",
        [draft_id],
    ):
        key = one.assessment_id
        if found := known.get((key, one.series_id)):
            cells[one.candidate_id, key] = found
        else:
            lapsed[key, one.series_title, one.series_id is None] += 1
            lapsed_cells[one.candidate_id, key] = one.series_title
    gone += [Lapsed(key, title, count, none) for (key, title, none), count in lapsed.items()]
    return ChosenSeries(planned, columns, cells, gone, lapsed_cells)


def choose_for_column(
    db: Db, draft_id: int, assessment_id: int, *, chosen: Series, planned: Sequence[Series]
) -> None:
    """Let this one of the planned series count for the column; the first counts without a choice.

    Single candidates keep the series that was chosen for them, unless it can be entered no more.
    The options want to be confirmed again.
    """
    others = [one.series_id for one in planned if one.series_id != chosen.series_id]
    with transaction(db):
        db.execute(
            "delete from draft_series where draft_id = ? and assessment_id = ?",
            [draft_id, assessment_id],
        )
        if chosen.series_id != planned[0].series_id:
            db.execute(
                "insert into draft_series values (?, ?, ?, ?)",
                [draft_id, assessment_id, chosen.series_id, chosen.title],
            )
        # What the column now is anyway, or cannot be entered, is no single candidate's choice any
        # more.
        db.execute(
            "delete from draft_candidate_series where draft_id = ? and assessment_id = ?"
            " and (series_id is null or series_id not in (select value from json_each(?)))",
            [draft_id, assessment_id, json.dumps(others)],
        )
        _confirm_again(db, draft_id)


def choose_for_candidates(
    db: Db,
    draft_id: int,
    assessment_id: int,
    *,
    candidate_ids: Collection[int],
    chosen: Series,
    column: Series,
) -> None:
    """Let this series count for these candidates; the column's is what counts without a choice.

    The options want to be confirmed again.
    """
    cells = {
        "draft": draft_id,
        "assessment": assessment_id,
        "people": json.dumps(list(candidate_ids)),
    }
    with transaction(db):
        db.execute(
            "delete from draft_candidate_series where draft_id = :draft and assessment_id ="
            " :assessment"
            " and candidate_id in (select value from json_each(:people))",
            cells,
        )
        if chosen.series_id != column.series_id:
            db.execute(
                "insert into draft_candidate_series"
                " select draft_id, candidate_id, :assessment, :series, :title from draft_candidates"
                " where draft_id = :draft and candidate_id in (select value from"
                " json_each(:people))",
                cells | {"series": chosen.series_id, "title": chosen.title},
            )
        _confirm_again(db, draft_id)


def _confirm_again(db: Db, draft_id: int) -> None:
    db.execute("update drafts set options_confirmed = 0 where draft_id = ?", [draft_id])
    store_draft.changed(db, draft_id)


def has_any(db: Db, draft_id: int) -> bool:
    """Whether a series was chosen in the draft, for a column or for single candidates."""
    return bool(
        db.execute(
            "select 1 from draft_series where draft_id = :draft"
            " union all select 1 from draft_candidate_series where draft_id = :draft limit 1",
            {"draft": draft_id},
        ).fetchone()
    )


def of_candidates(db: Db, draft_id: int, candidate_ids: Collection[int]) -> list[SeriesOfCandidate]:
    """Return these candidates' own choices, also of those who were taken off."""
    return list_rows(
        db,
        SeriesOfCandidate,
        "select draft_id, candidate_id, assessment_id, series_id, series_title"
        " from draft_candidate_series where draft_id = ?"
        " and candidate_id in (select value from json_each(?))",
        [draft_id, json.dumps(list(candidate_ids))],
    )


def put_back(db: Db, choices: Collection[SeriesOfCandidate]) -> None:
    """Let these choices count again, where nothing else was chosen since."""
    db.conn.executemany(
        "insert or ignore into draft_candidate_series values (?, ?, ?, ?, ?)",
        map(astuple, choices),
    )
