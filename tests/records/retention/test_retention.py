"""How far back retention reaches, and that whoever is deleted leaves no trace."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.entries.afterwards import amend, hand_over, ids, withdraw
from tests.entries.drafts import begin, everything, people
from tests.results.pairs import OFFICER, TODAY, enter, get_result, pair, rich, row, unite, value
from webapp.candidates.record import store_erasure
from webapp.candidates.register import store_search
from webapp.database.connection import Db
from webapp.entries.options import store as entries
from webapp.records.merge import store as store_merging
from webapp.records.retention import retention
from webapp.records.retention import store as store_retention

BEFORE = date(2020, 11, 24)
SURNAME = "Qzxvyj"
FORENAMES = "Wkqjzö"


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("6", 6),
        (" 1 ", 1),
        ("99", 99),
        ("0", None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("six", None),
        ("100", None),
        ("٦", None),
        ("9" * 40, None),
    ],
)
def test_years_are_a_whole_number_from_one(typed: str, years: int | None) -> None:
    found, problem = retention.read({"years": typed})
    assert found == years
    assert bool(problem) == (years is None)


def test_the_day_is_the_same_one_years_ago() -> None:
    assert retention.cut_off(TODAY, 6) == BEFORE
    assert retention.cut_off(date(2028, 2, 29), 1) == date(2027, 2, 28)


def lapsed(db: Db, *ids: int) -> dict[int, store_retention.Lapsed]:
    return {line.candidate_id: line for line in store_retention.lapsed(db, BEFORE, ids)}


def added(db: Db, on: str, *ids: int) -> None:
    for one in ids:
        db.execute("update candidates set added_on = ? where candidate_id = ?", [on, one])
    db.conn.commit()


def test_whoever_has_nothing_counts_from_the_day_they_were_added(centre_db: Db) -> None:
    one, other = pair(centre_db)
    added(centre_db, "2020-11-23", one)
    added(centre_db, "2020-11-24", other)
    found = lapsed(centre_db, one, other)
    assert list(found) == [one]
    assert found[one].last_on is None


def test_the_last_entry_result_or_award_counts(centre_db: Db) -> None:
    ids = people(centre_db, 6)
    added(centre_db, "2015-01-01", *ids)
    enter(centre_db, ids[0], "03999", at="2020-11-24T09:00:00.000000Z")
    enter(centre_db, ids[1], "03999", at="2020-11-23T09:00:00.000000Z")
    get_result(centre_db, ids[1], "09499", "Pass", on=date(2019, 1, 1))
    get_result(centre_db, ids[2], "03999", "Pass", on=date(2020, 11, 24))
    get_result(centre_db, ids[3], "03999", "", outcome="pending", on=None)
    entries.record_award(centre_db, ids[4], entry_code="03999", awarded_on=date(2021, 1, 1))
    centre_db.conn.commit()
    found = lapsed(centre_db, *ids)
    assert set(found) == {ids[1], ids[5]}
    assert found[ids[1]].last_on == date(2020, 11, 23)
    assert (found[ids[1]].entries, found[ids[1]].results) == (1, 1)


def trace(db: Db) -> list[str]:
    """The tables that still hold a piece of the name."""
    names = (SURNAME.lower(), FORENAMES.lower())
    return [
        name
        for name in db.table_names()
        if any(
            one in repr(line).lower()
            for line in db.execute(f'select * from "{name}"')
            for one in names
        )
    ]


def furnished(db: Db) -> tuple[int, int]:
    """Two merged into one, with all that a person can have, years ago."""
    one, other = pair(db)
    for candidate_id in (one, other):
        db.execute(
            "update candidates set surname = ?, forenames = ?, search_text = ?, sort_key = ?"
            " where candidate_id = ?",
            [SURNAME, FORENAMES, f"{SURNAME} {FORENAMES}".lower(), SURNAME.lower(), candidate_id],
        )
    rich(db, one, other)
    unite(db, one, other)
    added(db, "2015-01-01", one, other)
    db.execute(
        "update entries set entered_at = '2016-01-01T09:00:00.000000Z' where candidate_id = ?",
        [one],
    )
    db.execute("update results set awarded_on = '2016-03-01' where candidate_id = ?", [one])
    db.execute("update awards set awarded_on = '2016-03-01' where candidate_id = ?", [one])
    db.conn.commit()
    return one, other


def test_a_deleted_name_is_found_nowhere_in_the_file(centre_db: Db, centre_file: Path) -> None:
    one, other = furnished(centre_db)
    assert {"candidates", "candidate_changes", "candidate_merges"} & set(trace(centre_db))
    assert store_search.search(centre_db, SURNAME, None).total == 1
    before = everything(centre_db)
    done = store_retention.delete(centre_db, [one], BEFORE, years=6, account_id=OFFICER)
    assert done == (1, 4, 2, True)
    assert trace(centre_db) == []
    assert store_search.search(centre_db, SURNAME, None).total == 0
    blocks = b"".join(
        block for (block,) in centre_db.execute("select block from candidate_search_data")
    )
    for files in ([centre_file], list(centre_file.parent.glob(f"{centre_file.name}-*"))):
        content = b"".join(file.read_bytes() for file in files).lower()
        assert SURNAME.lower().encode() not in content
        assert FORENAMES.lower().encode() not in content
    assert b"qzx" not in blocks
    assert b"zxv" not in blocks
    for table in (
        "entries",
        "results",
        "awards",
        "group_members",
        "draft_candidates",
        "draft_choices",
    ):
        of = value(
            centre_db, f"select count(*) from {table} where candidate_id in (?, ?)", one, other
        )
        assert of == 0, table
    after = everything(centre_db)
    assert len(after["candidates"]) == len(before["candidates"]) - 2
    for table in ("submissions", "drafts", "candidate_groups", "uploads"):
        assert after[table] == before[table], table
    assert [line[3:] for line in after["deletions"]] == [(6, 1, 4, 2)]
    assert centre_db.execute("pragma foreign_key_check").fetchall() == []
    assert value(centre_db, "pragma integrity_check") == "ok"


def test_what_was_done_to_their_entries_and_handed_over_goes_with_them(centre_db: Db) -> None:
    one, _other = furnished(centre_db)
    first, second, *_, last = ids(centre_db, 1)
    withdraw(centre_db, 1, [first], "moved away")
    withdraw(centre_db, 1, [second, last], f"{SURNAME} has left")
    amend(centre_db, 1, "PO-2", f"asked for by {FORENAMES}")
    hand_over(centre_db, 1)
    kept = everything(centre_db)
    assert {"entry_changes", "submission_changes", "hand_over_rows"} <= set(trace(centre_db))
    done = store_retention.delete(centre_db, [one], BEFORE, years=6, account_id=OFFICER)
    assert (done.candidates, done.entries) == (1, 4)
    assert trace(centre_db) == []
    after = everything(centre_db)
    gone = {line[0] for line in kept["entries"]} - {line[0] for line in after["entries"]}
    for table in ("entry_changes", "hand_over_rows"):
        left = [line[:2] for line in kept[table] if line[1] not in gone]
        assert left, table
        assert [line[:2] for line in after[table]] == left, table
    reasons = "select distinct reason from entry_changes order by 1"
    assert centre_db.execute(reasons).fetchall() == [("",), ("moved away",)]
    assert len(after["submission_changes"]) == 1
    assert hand_over(centre_db, 1, "changes") == []
    assert centre_db.execute("pragma foreign_key_check").fetchall() == []


def test_whoever_has_been_entered_in_the_meantime_stays(centre_db: Db) -> None:
    one, other = pair(centre_db)
    added(centre_db, "2015-01-01", one, other)
    enter(centre_db, one, "03999")
    centre_db.conn.commit()
    done = store_retention.delete(
        centre_db, [one, other, 999999], BEFORE, years=6, account_id=OFFICER
    )
    assert (done.candidates, done.entries) == (1, 0)
    assert row(centre_db, one)
    before = everything(centre_db)
    assert (
        store_retention.delete(
            centre_db, [one, other], BEFORE, years=6, account_id=OFFICER
        ).candidates
        == 0
    )
    assert everything(centre_db) == before


def test_a_draft_keeps_its_other_people(centre_db: Db) -> None:
    one, other = pair(centre_db)
    added(centre_db, "2015-01-01", one)
    begin(centre_db, people=[one, other])
    centre_db.conn.commit()
    assert lapsed(centre_db, one)[one].drafts == 1
    store_retention.delete(centre_db, [one], BEFORE, years=6, account_id=OFFICER)
    assert value(centre_db, "select group_concat(candidate_id) from draft_candidates") == str(other)


def test_a_merge_undone_long_ago_goes_with_either_of_the_two(centre_db: Db) -> None:
    one, other = furnished(centre_db)
    centre_db.execute("update candidates set merged_into = null where candidate_id = ?", [other])
    centre_db.execute("update candidate_merges set undone_at = merged_at")
    centre_db.conn.commit()
    store_retention.delete(centre_db, [other], BEFORE, years=6, account_id=OFFICER)
    assert value(centre_db, "select count(*) from candidate_merges") == 0
    assert row(centre_db, one)


def test_no_sheet_and_no_merge_of_others_keeps_somebody_who_was_deleted(centre_db: Db) -> None:
    one, other, third = people(centre_db, 3)
    first = unite(centre_db, other, one, kept=other)
    second = unite(centre_db, third, other, kept=third)
    assert store_merging.undo(centre_db, second.merge_id, OFFICER) == []
    assert store_merging.undo(centre_db, first.merge_id, OFFICER) == []
    centre_db.execute(
        "insert into uploads (kind, account_id, file_name, made_at, headings, fields)"
        " values ('candidates', 2, 'x', '2026-11-24', '[]', '[]')"
    )
    for row_number, verdict in enumerate(
        (
            {"candidate_id": one, "near": []},
            {"candidate_id": 0, "near": [[one, "x"]]},
            {"candidate_id": other, "near": []},
        ),
        2,
    ):
        centre_db.execute(
            (
                "insert into upload_rows (upload_id, row_number, cells, verdict) values (1, ?,"
                " '[]',"
                " ?)"
            ),
            [row_number, json.dumps(verdict)],
        )
    store_erasure.forget(centre_db, [one])
    assert centre_db.execute("select row_number from upload_rows").fetchall() == [(4,)]
    assert centre_db.execute("select * from candidate_merges").fetchall() == []
