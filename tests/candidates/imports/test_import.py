"""A whole sheet at once: the check foretells the import, and importing again changes nothing."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.entries.drafts import everything
from tests.page import Browser
from tests.rollback import rolled_back
from webapp.candidates.groups import group
from webapp.candidates.imports import row, store_apply, store_batch
from webapp.candidates.imports.progress import Progress
from webapp.candidates.register import store_export
from webapp.cli import main
from webapp.database import connection as file
from webapp.database.connection import Db

TODAY = date(2026, 11, 24)
FIELDS = list(store_export.COLUMNS)
GOOD = "Surname,Forenames,DOB,Gender\nNovak,Jan,27/3/2008,M\n"
WRONG = "Okaforová,Ada,31/2/2008,F\n"

# Few values, so that people of one sheet come close to each other.
cells = st.fixed_dictionaries(
    {
        "surname": st.sampled_from(["Jones", "JONES", "Jonas", "Mary", ""]),
        "forenames": st.sampled_from(["Mary", "Mary Ann", "Jones", "Amy"]),
        "born_on": st.sampled_from(["7/3/2008", "3/7/2008", "2008-03-07", "32/1/2008"]),
        "gender": st.sampled_from(["F", "M", ""]),
        "candidate_number": st.sampled_from(["", "", "42", "43", "0000"]),
        "uci": st.sampled_from(["", "", "681990012058G", "68199 0 01 2058", "689990980001D", "x"]),
        "uln": st.sampled_from(["", "", "9276308686", "1234567899", "TBC"]),
        "ocr_number": st.sampled_from(["", "", "12345678"]),
        "groups": st.sampled_from(["", "Choir", "choir; Chess"]),
        "added_on": st.sampled_from(["", "1/9/2024"]),
    }
).map(lambda one: [one[field] for field in FIELDS])
sheets = st.lists(cells, max_size=8).map(lambda rows: list(enumerate(rows, 2)))


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=sheets)
def test_the_check_foretells_the_import_and_a_second_one_changes_nothing(
    empty_db: file.Db, rows: list[tuple[int, list[str]]]
) -> None:
    with rolled_back(empty_db):
        foretold = store_batch.look_at(empty_db, rows, FIELDS, TODAY)
        assert everything(empty_db)["candidates"] == []
        done = store_batch.bring_in(empty_db, rows, FIELDS, TODAY, keeps_good=True)
        assert done.counts == foretold.counts
        assert [(number, one.outcome) for number, one in done.others] == [
            (number, one.outcome) for number, one in foretold.others
        ]
        assert len(everything(empty_db)["candidates"]) == done.counts["add"]
        before = everything(empty_db)
        again = store_batch.bring_in(empty_db, rows, FIELDS, TODAY, keeps_good=True)
        assert (again.counts["add"], again.counts["change"]) == (0, 0), again
        assert everything(empty_db) == before


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=sheets)
def test_all_or_nothing_is_kept(empty_db: file.Db, rows: list[tuple[int, list[str]]]) -> None:
    with rolled_back(empty_db):
        done = store_batch.bring_in(empty_db, rows, FIELDS, TODAY, keeps_good=False)
        there = len(everything(empty_db)["candidates"])
        assert there == (0 if done.others else done.counts["add"])


def command(tmp_path: Path, content: str, *words: str) -> Result:
    sheet = tmp_path / "leavers.csv"
    sheet.write_text(content, "utf-8")
    words = ("import", "candidates", "--db", str(tmp_path / "centre.db"), str(sheet), *words)
    return CliRunner().invoke(main, words)


def test_the_command_says_in_a_line_what_it_did(tmp_path: Path) -> None:
    done = command(tmp_path, GOOD)
    assert (done.exit_code, done.stdout) == (0, "1 added, 0 changed, 0 left alone, 0 not good.\n")
    again = command(tmp_path, GOOD)
    assert again.stdout == "0 added, 0 changed, 1 left alone, 0 not good.\n"


def test_problems_stand_on_standard_error_with_the_sheets_row_numbers(tmp_path: Path) -> None:
    done = command(tmp_path, "Leavers\n\n" + GOOD + WRONG)
    assert done.exit_code == 1
    assert "Row 5: Date of birth: 31 is not a day of February 2008" in done.stderr
    assert (
        done.stdout
        == "Nothing was written. It would be: 1 added, 0 changed, 0 left alone, 1 not good.\n"
    )
    kept = command(tmp_path, "Leavers\n\n" + GOOD + WRONG, "--keep-good")
    assert (kept.exit_code, kept.stdout) == (3, "1 added, 0 changed, 0 left alone, 1 not good.\n")


def test_the_command_names_each_change_and_each_warning(tmp_path: Path) -> None:
    with_number = GOOD.replace("Gender", "Gender,ULN").replace("M\n", "M,9276308686\n")
    assert command(tmp_path, with_number).exit_code == 0
    done = command(tmp_path, with_number.replace("Novak", "Lund"), "--check")
    assert done.exit_code == 0
    assert "Row 2 changes the surname: Novak → Lund\n" in done.stdout
    assert "Row 2, look again: Surname: The register has Novak" in done.stdout


@pytest.mark.parametrize(
    ("content", "words", "status", "said"),
    [
        (GOOD, ("--check", "--keep-good"), 2, "choose one"),
        ("just words", (), 1, "No row of headings was found"),
        (GOOD.replace("DOB", "Tag"), (), 1, "no column is read as Date of birth"),
        (GOOD.replace("DOB", "Tag"), ("--column", "Tag=shoe size"), 1, "does not name a heading"),
        (GOOD.replace("DOB", "Tag"), ("--column", "Day=born_on"), 1, "does not name a heading"),
    ],
)
def test_what_cannot_be_brought_in_is_said(
    tmp_path: Path, content: str, words: tuple[str, ...], status: int, said: str
) -> None:
    done = command(tmp_path, content, *words)
    assert done.exit_code == status
    assert said in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize("field", ["born_on", "Date of birth", "date OF birth"])
def test_a_column_is_assigned_by_hand(tmp_path: Path, field: str) -> None:
    done = command(tmp_path, GOOD.replace("DOB", "Tag"), "--column", f"Tag={field}")
    assert (done.exit_code, done.stdout) == (0, "1 added, 0 changed, 0 left alone, 0 not good.\n")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.binary(max_size=300)
    | sheets.map(
        lambda rows: "\n".join([",".join(FIELDS), *(",".join(row) for _, row in rows)]).encode()
    )
)
def test_no_file_makes_the_page_fail(officer: Browser, content: bytes) -> None:
    reply = officer.client.post(
        "/candidates/uploads",
        data={"form_token": officer.form_token},
        files={"file": ("a.csv", content)},
    )
    assert reply.status_code in (200, 422)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    typed=st.dictionaries(
        st.sampled_from(["row_number", "cell-2-0", "cell-2-2", "choice", "outcome", "page"]),
        st.text(max_size=12)
        | st.sampled_from(["2", "-2", "2:new", "2:1", "2:-5", "2:99999999999999999999"]),
    )
)
def test_nothing_typed_into_the_check_page_makes_it_fail(
    uploaded: tuple[Browser, str], typed: dict[str, str]
) -> None:
    browser, address = uploaded
    page = browser.post(f"{address}/rows", typed)
    assert page.status == 200
    assert page.heading.startswith("Check the sheet")


@pytest.fixture
def uploaded(officer: Browser) -> tuple[Browser, str]:
    page = officer.post("/candidates/uploads", {"pasted": GOOD + WRONG})
    return officer, page.address


def test_progress_is_a_whole_number_of_percent() -> None:
    assert Progress("check", 0).percent == 0
    assert Progress("check", 3, 2).percent == 66


def test_a_sheet_that_makes_many_groups_looks_through_the_others_once(
    centre_db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared, same = [], group.same
    monkeypatch.setattr(group, "same", lambda *titles: compared.append(titles) or same(*titles))
    joining = [(1 + number % 3, f"Class {number}") for number in range(100)]
    store_apply.join(centre_db, [*joining, *((4, title.upper()) for _, title in joining)], TODAY)
    assert len(compared) <= 100
    made = centre_db.execute(
        "select count(*) from candidate_groups where title like 'Class %'"
    ).fetchone()
    assert made == (100,)


def test_a_cell_names_a_few_groups_only() -> None:
    cells = {"surname": "Novak", "forenames": "Jan", "born_on": "2008-03-27", "gender": "male"}
    few = row.read(cells | {"groups": ";".join(f"G{one}" for one in range(row.MAX_GROUPS))}, TODAY)
    many = row.read(
        cells | {"groups": ";".join(f"G{one}" for one in range(row.MAX_GROUPS + 1))}, TODAY
    )
    assert (few.problems, len(few.groups)) == ({}, row.MAX_GROUPS)
    assert "The cell names 21 groups; a row may name 20 at most." in many.problems["groups"]
