"""The hand-over sheet: its rows, what has changed, and files read back with real readers."""

import csv
import io
from datetime import date
from typing import Any

from msgspec.structs import replace

from tests.conftest import TODAY
from tests.entries.afterwards import (
    CENTRE,
    OFFICER,
    amend,
    book,
    bring_back,
    hand_over,
    ids,
    submitted,
    undo_amendment,
    withdraw,
)
from tests.entries.drafts import everything, people
from tests.results.pairs import unite
from webapp.candidates.record import store as candidates
from webapp.candidates.record import store_changes
from webapp.candidates.record.candidate import Candidate, from_record
from webapp.database.connection import Db
from webapp.entries.hand_over import hand_over_sheet as sheet
from webapp.entries.hand_over import store as store_hand_over
from webapp.entries.submissions import store_flags

HEADINGS = [
    "Centre number",
    "Centre name",
    "Submission reference",
    "Order number",
    "Candidate number",
    "UCI",
    "ULN",
    "OCR candidate number",
    "Surname",
    "Forenames",
    "Date of birth",
    "Gender",
    "Entry code",
    "QAN",
    "Assessment title",
    "Level",
    "Series",
    "Entry status",
    "Entered at (London)",
    "Withdrawn or amended on",
    "Reason",
    "Attempt",
    "Result",
]
NAMES = [
    ("O'Brien-Śmith", 'Zoë "Zo" Anne'),
    ("Nguyễn", "Thị Ánh, Ngọc"),
    ("", "Madonna"),
    ('=HYPERLINK("x")', "+1"),
    ("Two\nlines", "Tab\there"),
    ("-Dash", "@home"),
    ("'quoted", "d’Arc"),
    ("李", "小龙"),
    ("Ελένη", "عمر"),
    ("de  la   Cruz;", "José|María"),
]


def awkward(db: Db) -> list[int]:
    """Candidates with the names of real life and of spreadsheets, as raw as the file can hold."""
    found = []
    for place, (surname, forenames) in enumerate(NAMES):
        new = Candidate(
            surname, forenames, TODAY.replace(year=2008, day=place + 1), "female", "", "", "", ""
        )
        found.append(candidates.add(db, new, TODAY, OFFICER))
    db.conn.commit()
    return found


def expected(db: Db, submission_id: int) -> list[list[str]]:
    """Each live entry straight from the tables, in the order of the sheet."""
    shown = db.query(
        "select entries.*, candidates.*, order_number, assessments.qan as the_qan,"
        " assessments.level as the_level from entries join candidates using (candidate_id)"
        " join submissions using (submission_id) join assessments using (assessment_id)"
        " where submission_id = ? and status <> 'withdrawn'"
        " order by sort_key, candidate_id, entries.entry_code",
        [submission_id],
    )
    return [
        [
            " ".join((cell or "").split())
            for cell in (
                *CENTRE,
                f"SP-{submission_id:06}",
                one["order_number"],
                one["candidate_number"],
                one["uci"],
                one["uln"],
                one["ocr_number"],
                one["surname"],
                one["forenames"],
                one["born_on"],
                {"female": "Female", "male": "Male", None: "Not recorded"}[one["gender"]],
                one["entry_code"],
                one["the_qan"],
                one["assessment_title"],
                one["the_level"],
                one["series_title"],
                one["status"],
                "2026-11-24 10:00",
                "",
                "",
                "",
                "",
            )
        ]
        for one in shown
    ]


def unguarded(cell: str) -> str:
    """CSV shows a cell that could be a formula as text by an apostrophe before it."""
    return (
        cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in ("=", "+", "-", "@") else cell
    )


def test_both_files_say_exactly_what_the_database_says(centre_db: Db) -> None:
    one = submitted(centre_db, awkward(centre_db), order_number='=PO,"1"')
    rows = hand_over(centre_db, one)
    wanted = expected(centre_db, one)
    assert len(wanted) == 3 * len(NAMES)
    assert book(sheet.written(rows, as_book=True)) == [HEADINGS, *wanted]
    text = sheet.written(rows, as_book=False).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert [[unguarded(cell) for cell in line] for line in read] == [HEADINGS, *wanted]
    assert not [
        cell for line in read for cell in line if cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    ]
    assert not [cell for line in read for cell in line if "\n" in cell or "\r" in cell]


def test_a_real_submission_is_handed_over_as_it_stands(centre_db: Db) -> None:
    one = submitted(centre_db, 5)
    assert book(sheet.written(hand_over(centre_db, one), as_book=True))[1:] == expected(
        centre_db, one
    )


FACTS = sheet.EntryFacts(
    entry_id=1,
    submission_id=1,
    reference="SP-000001",
    order_number="",
    candidate_number=None,
    uci=None,
    uln=None,
    ocr_number=None,
    surname="Jones",
    forenames="Mary",
    born_on=date(2008, 5, 4),
    gender=None,
    entry_code="03999",
    qan="",
    assessment_title="IT User Skills",
    level="E3",
    series_title="March 2027",
    status="entered",
    entered_at="2026-11-24 10:00",
    attempt=1,
    outcome="",
)


def facts(**given: Any) -> sheet.EntryFacts:
    return replace(FACTS, **given)


def test_a_row_is_tidied_and_in_words() -> None:
    row = sheet.row(facts(surname="Two\r\nlines", gender="male", entry_code="09499"), CENTRE)
    assert list(sheet.COLUMNS.values()) == HEADINGS
    assert (row["surname"], row["gender"], row["level"], row["uci"]) == (
        "Two lines",
        "Male",
        "Entry 3",
        "",
    )
    assert sheet.row(facts(), CENTRE)["gender"] == "Not recorded"


def test_only_what_differs_is_a_change_and_the_centres_name_is_none() -> None:
    row = sheet.row(facts(surname="A"), CENTRE)
    named = row | {"centre_name": "Another name"}
    earlier = {1: row, 2: row | {"surname": "B"}}
    assert sheet.changes(sheet.Sheets({1: named, 2: row}, earlier, {})) == {2: row}
    assert sheet.changes(sheet.Sheets({1: row}, {}, {})) == {1: row}
    assert sheet.digest(named) == sheet.digest(row) != sheet.digest(row | {"surname": "B"})


def test_the_first_changes_are_everything_and_then_there_are_none(centre_db: Db) -> None:
    one = submitted(centre_db)
    assert len(hand_over(centre_db, one, "changes")) == 6
    before = everything(centre_db)
    assert hand_over(centre_db, one, "changes") == []
    assert everything(centre_db) == before


def test_withdrawn_entries_stand_in_it_if_they_were_handed_over(centre_db: Db) -> None:
    one = submitted(centre_db)
    never, once, *_ = ids(centre_db, one)
    withdraw(centre_db, one, [never])
    assert len(hand_over(centre_db, one)) == 5
    withdraw(centre_db, one, [once], "left,\nat once", moment="2026-06-30T23:30:00.000000Z")
    (row,) = hand_over(centre_db, one, "changes")
    assert (row["status"], row["changed_on"], row["reason"]) == (
        "withdrawn",
        "2026-07-01",
        "left, at once",
    )
    assert [one["status"] for one in hand_over(centre_db, one)].count("withdrawn") == 1
    bring_back(centre_db, one, [never])
    assert [row["status"] for row in hand_over(centre_db, one, "changes")] == ["entered"]


def test_what_was_undone_before_the_next_hand_over_is_no_change(centre_db: Db) -> None:
    one = submitted(centre_db)
    amend(centre_db, one, "PO-2", "first")
    hand_over(centre_db, one)
    withdraw(centre_db, one, ids(centre_db, one))
    bring_back(centre_db, one, ids(centre_db, one))
    amend(centre_db, one, "PO-3", "second")
    assert undo_amendment(centre_db, one) == "undone"
    assert hand_over(centre_db, one, "changes") == []
    assert one not in store_flags.marks(centre_db)["changed"]


def change_name(db: Db, candidate_id: int, surname: str) -> None:
    row = candidates.one(db, candidate_id)
    assert row
    store_changes.change(db, candidate_id, from_record(replace(row, surname=surname)), OFFICER)


def test_a_changed_name_and_order_number_are_changes(centre_db: Db) -> None:
    chosen = people(centre_db, 2)
    one = submitted(centre_db, chosen)
    hand_over(centre_db, one)
    change_name(centre_db, chosen[0], "Okaforová")
    rows = hand_over(centre_db, one, "changes")
    assert [row["surname"] for row in rows] == ["Okaforová"] * 3
    amend(centre_db, one, "PO-2", "typed wrong")
    rows = hand_over(centre_db, one, "changes")
    assert {(row["order_number"], row["status"], row["reason"]) for row in rows} == {
        ("PO-2", "amended", "typed wrong")
    }
    assert len(rows) == 6


def test_a_merge_is_a_change_and_its_undoing_another(centre_db: Db) -> None:
    kept, gone = people(centre_db, 2)
    one = submitted(centre_db, [gone])
    hand_over(centre_db, one)
    unite(centre_db, kept, gone, kept=kept)
    assert one in store_flags.marks(centre_db)["changed"]
    assert {row["surname"] for row in hand_over(centre_db, one, "changes")} == {
        candidates.one(centre_db, kept).surname
    }


def test_a_later_edition_of_the_catalogue_changes_nothing(centre_db: Db) -> None:
    one = submitted(centre_db)
    hand_over(centre_db, one)
    centre_db.execute("update assessments set title = 'New', qan = 'New', level = '9'")
    assert hand_over(centre_db, one, "changes") == []


def test_an_earlier_hand_over_can_be_had_again_as_it_was(centre_db: Db) -> None:
    chosen = people(centre_db, 1)
    one = submitted(centre_db, chosen)
    first = hand_over(centre_db, one)
    change_name(centre_db, chosen[0], "Okaforová")
    hand_over(centre_db, one, "changes")
    latest, earlier = store_hand_over.hand_overs(centre_db, one)
    assert (latest.kind, latest.size, earlier.kind, earlier.size) == (
        "changes",
        3,
        "whole",
        3,
    )
    assert store_hand_over.content(centre_db, one, earlier.hand_over_id) == first
    assert store_hand_over.content(centre_db, 2, earlier.hand_over_id) is None
