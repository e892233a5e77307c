"""A whole file of results at once: the check foretells the import, and a second one changes
nothing.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.entries.drafts import everything
from tests.results import centre
from tests.results.centre import TODAY
from tests.rollback import rolled_back
from webapp.candidates.imports import store_corrections, store_uploads
from webapp.candidates.imports.progress import Progress
from webapp.candidates.imports.row import named
from webapp.database.connection import Db
from webapp.results.of_candidate import store
from webapp.results.uploads import row as result_row
from webapp.results.uploads import store_batch, store_review
from webapp.results.uploads.headings import RESULTS
from webapp.spreadsheets import sheet

FIELDS = list(RESULTS.fields)
OFFICER = 1
# Few values, so that rows of one file come close to each other and to what is there.
cells = st.fixed_dictionaries(
    {
        "uci": st.sampled_from(
            ["", "", "681990012058G", "12345A250001L", "99999B090001H", "123450250041F", "x"]
        ),
        "uln": st.sampled_from(["", "", "1234567899", "9276308686", "TBC"]),
        "ocr_number": st.sampled_from(["", "", "12345678"]),
        "candidate_number": st.sampled_from(["", "41", "43", "0044"]),
        "surname": st.sampled_from(["", "Jones", "Novak", "Dunne"]),
        "forenames": st.sampled_from(["", "Mary", "Marie", "Jan"]),
        "born_on": st.sampled_from(["", "1/12/2007", "27/3/2008"]),
        "entry_code": st.sampled_from(["03999", "9499", "09866", "10384", "03989"]),
        "series": st.sampled_from(["", "", "June 2026", "Nov 26", "On demand"]),
        "grade": st.sampled_from(["", "Pass", "Merit", "Fail", "F"]),
        "outcome": st.sampled_from(["", "", "Achieved", "Pending", "No"]),
        "status": st.sampled_from(["", "", "", "Failed", "A"]),
        "awarded_on": st.sampled_from(["", "20/08/2026", "2026-11-20", "25/11/2026"]),
        "certificate_number": st.sampled_from(["", "C-1", "=1"]),
    }
).map(lambda one: [one[field] for field in FIELDS])
files = st.lists(cells, max_size=8).map(lambda rows: list(enumerate(rows, 2)))
often = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def riverside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Db]:
    one = centre.build(tmp_path_factory.mktemp("results") / "centre.db")
    yield one
    one.close()


@often
@given(rows=files)
def test_the_check_foretells_the_import_and_a_second_one_changes_nothing(
    riverside: Db, rows: list[tuple[int, list[str]]]
) -> None:
    with rolled_back(riverside):
        begun = everything(riverside)
        foretold = store_batch.look_at(riverside, rows, FIELDS, TODAY)
        assert everything(riverside) == begun
        done = store_batch.bring_in(riverside, rows, FIELDS, TODAY, keeps_good=True)
        assert done == foretold
        assert centre.awards(riverside) == centre.recount(riverside)
        before = everything(riverside)
        again = store_batch.bring_in(riverside, rows, FIELDS, TODAY, keeps_good=True)
        assert (again.counts["add"], again.counts["change"]) == (0, 0), again
        assert everything(riverside) == before


@often
@given(rows=files)
def test_the_pages_check_and_save_do_what_the_command_does(
    riverside: Db, rows: list[tuple[int, list[str]]]
) -> None:
    with rolled_back(riverside):
        foretold = store_batch.look_at(riverside, rows, FIELDS, TODAY)
        upload_id = upload(riverside, rows)
        counts = store_uploads.one(riverside, upload_id).counts
        assert {one: counts[one] for one in foretold.counts} == foretold.counts
        store_review.save(riverside, Progress("save", 1), upload_id, TODAY, OFFICER)
        saved = store_uploads.one(riverside, upload_id)
        assert [saved.added, saved.changed, saved.same] == list(foretold.counts.values())
        assert saved.rows == len(foretold.others)
        assert centre.awards(riverside) == centre.recount(riverside)
        # Checked once more, no row that was refused or asked about has become good by that.
        store_review.check(riverside, Progress("check", 1), upload_id, TODAY)
        again = store_uploads.one(riverside, upload_id).counts
        assert (again["add"], again["change"]) == (0, 0)


def upload(db: Db, rows: list[tuple[int, list[str]]]) -> int:
    read = sheet.Sheet(list(RESULTS.fields.values()), rows, [])
    upload_id = store_uploads.start(db, "results", OFFICER, "results.csv", read, FIELDS)
    store_review.check(db, Progress("check", len(rows)), upload_id, TODAY)
    return upload_id


@often
@given(rows=files)
def test_all_or_nothing_is_kept(riverside: Db, rows: list[tuple[int, list[str]]]) -> None:
    with rolled_back(riverside):
        begun = everything(riverside)
        done = store_batch.bring_in(riverside, rows, FIELDS, TODAY, keeps_good=False)
        assert not done.others or everything(riverside) == begun


text = st.text(max_size=40) | st.sampled_from(
    ["\r\n", ",", ";", "\t", '"', "UCI", "Entry code", "Grade", "Pass"]
)


@often
@given(
    content=st.binary(max_size=300)
    | st.lists(text).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))
    | st.lists(text).map(
        lambda parts: f"UCI,Entry code,Grade\n{''.join(parts)}".encode("utf-8", "surrogatepass")
    )
)
def test_no_file_makes_reading_fail_otherwise_than_by_saying_why(
    riverside: Db, content: bytes
) -> None:
    try:
        read = sheet.read(content, RESULTS)
    except sheet.BadSheet as problem:
        sentence = str(problem)
        assert sentence
        return
    found = store_batch.look_at(riverside, read.rows, RESULTS.assign(read.headings), TODAY)
    assert sum(found.counts.values()) + len(found.others) == len(read.rows)


def line(**said: str) -> list[str]:
    return [said.get(field, "") for field in FIELDS]


def test_what_came_in_meanwhile_keeps_a_row_on_the_sheet_with_its_new_verdict(
    tmp_path: Path,
) -> None:
    db = centre.build(tmp_path / "centre.db")
    rows = [
        (2, line(uci="681990012058G", entry_code="03999", series="Jun 26", grade="Pass")),
        (3, line(uci="681990012058G", entry_code="03999", series="Nov 26", grade="Pass")),
    ]
    upload_id = upload(db, rows)
    key = centre.place(db, "03999", "June 2026")
    store.record(db, centre.id_of("jan"), *key, "Merit", "achieved", date(2026, 8, 20), "", None)
    store_review.save(db, Progress("save", 2), upload_id, TODAY, OFFICER)
    (left,) = store_uploads.rows(db, upload_id, "change")
    assert left.row_number == 2
    assert left.verdict.changes == {
        "grade": ("Merit", "Pass"),
        "awarded_on": ("2026-08-20", ""),
    }
    store_review.save(db, Progress("save", 1), upload_id, TODAY, OFFICER)
    assert [one["grade"] for one in centre.shown(db) if one["candidate"] == "jan"] == [
        "Pass",
        "Pass",
    ]
    assert centre.awards(db) == centre.recount(db)
    db.close()


def test_a_row_that_contradicts_an_earlier_one_is_refused_also_when_that_was_saved(
    tmp_path: Path,
) -> None:
    db = centre.build(tmp_path / "centre.db")
    said = {
        "uci": "681990012058G",
        "entry_code": "03999",
        "series": "Jun 26",
        "awarded_on": "20/08/2026",
    }
    upload_id = upload(db, [(2, line(**said, grade="Pass")), (3, line(**said, grade="Merit"))])
    store_review.save(db, Progress("save", 2), upload_id, TODAY, OFFICER)
    for _ in range(2):
        store_review.check(db, Progress("check", 1), upload_id, TODAY)
        (left,) = store_uploads.rows(db, upload_id, "refuse")
        assert left.verdict.problems == {"grade": "Row 2 is the same result and says otherwise."}
    store_corrections.mend(db, upload_id, {3: line(**said, grade="Pass")}, {})
    store_review.check(db, Progress("check", 1), upload_id, TODAY)
    assert store_uploads.one(db, upload_id).counts["same"] == 1
    db.close()


def test_a_choice_makes_the_row_that_persons(tmp_path: Path) -> None:
    db = centre.build(tmp_path / "centre.db")
    said = line(
        surname="Wong", forenames="Lee", born_on="1/6/2008", entry_code="09866", grade="Pass"
    )
    upload_id = upload(db, [(2, said)])
    (asked,) = store_uploads.rows(db, upload_id, "ask")
    lea = asked.verdict.near[1][0]
    store_corrections.mend(db, upload_id, {}, {2: str(lea)})
    store_review.check(db, Progress("check", 1), upload_id, TODAY)
    store_review.save(db, Progress("save", 1), upload_id, TODAY, OFFICER)
    assert [one["candidate"] for one in centre.shown(db) if one["entry_code"] == "09866"] == ["lea"]
    db.close()


def test_a_stopped_check_can_be_taken_up_again(tmp_path: Path) -> None:
    db = centre.build(tmp_path / "centre.db")
    read = sheet.Sheet(["UCI", "Grade"], [(2, ["681990012058G", "Pass"])], [])
    upload_id = store_uploads.start(db, "results", OFFICER, "results.csv", read, ["uci", "grade"])
    store_review.check(db, Progress("check", 1, stopped=True), upload_id, TODAY)
    assert store_uploads.one(db, upload_id).checked_at is None
    store_review.save(db, Progress("save", 1), upload_id, TODAY, OFFICER)
    assert store_uploads.one(db, upload_id).saved_at is None
    store_review.check(db, Progress("check", 1), upload_id, TODAY)
    assert store_uploads.one(db, upload_id).counts["refuse"] == 1
    db.close()


def test_a_row_is_read_by_the_columns_that_a_person_named() -> None:
    read = result_row.read(
        named(["", "uci", "entry_code", "outcome"], ["x", "681990012058G", "03999", "Yes"]), TODAY
    )
    assert read.value
    assert (read.value.uci, read.value.outcome) == ("681990012058G", "achieved")
