"""Headings of result files in the spellings of awarding bodies and centres."""

import pytest

from webapp.results.uploads.headings import RESULTS
from webapp.spreadsheets import sheet

SPELLINGS = {
    "entry_code": [
        "Entry code",
        "Assessment code",
        "Unit/Qualification entry code",
        "Option code",
        "Code",
        "ENTRY CODE*",
        "Entry/option code",
        "Unit code",
    ],
    "series": ["Series", "Session", "Season", "Exam series", "Exam Session"],
    "grade": [
        "Grade",
        "Result",
        "Final grade",
        "Candidate result",
        "Overall grade",
        "Grade (final)",
    ],
    "outcome": ["Outcome", "Achieved", "Achieved?", "Achieved (Y/N)", "Pass/Fail"],
    "status": ["Status", "Result status", "Certificate status"],
    "awarded_on": [
        "Date awarded",
        "Award date",
        "Achievement date",
        "Result date",
        "Date of award (dd/mm/yyyy)",
        "Date achieved",
    ],
    "certificate_number": [
        "Certificate number",
        "Certificate no",
        "Certificate No.",
        "Certificate code",
        "Cert. no.",
    ],
    "uci": ["UCI", "Unique Candidate Identifier (UCI)"],
    "uln": ["ULN", "Learner ULN"],
    "candidate_number": ["Candidate number", "Exam No."],
    "born_on": ["DOB", "Date of birth"],
}


@pytest.mark.parametrize(
    ("typed", "field"), [(typed, field) for field, all_of in SPELLINGS.items() for typed in all_of]
)
def test_it_works(typed: str, field: str) -> None:
    assert RESULTS.field(typed) == field


@pytest.mark.parametrize(
    "typed",
    [
        "Candidate status",
        "Learner status",
        "Student code",
        "Candidate code",
        "Award",
        "Gender",
        "Group",
        "Date",
        "Title",
        "Certificate date",
        "QAN",
        "Level",
        "Preferred surname",
        "",
    ],
)
def test_what_is_something_else_stays_unknown(typed: str) -> None:
    assert RESULTS.field(typed) == ""


@pytest.mark.parametrize(("field", "label"), RESULTS.fields.items())
def test_our_own_labels_are_known(field: str, label: str) -> None:
    assert RESULTS.field(label) == field


def test_the_surer_heading_has_the_column_and_the_other_is_named() -> None:
    headings = ["Result", "UCI", "Grade", "Code", "Entry code"]
    fields = RESULTS.assign(headings)
    assert fields == ["", "uci", "grade", "", "entry_code"]
    assert RESULTS.doubled(headings, fields) == [("Grade", "Result"), ("Entry code", "Code")]


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        (["uci", "entry_code", "grade"], []),
        (["candidate_number", "entry_code", "outcome", ""], []),
        (
            ["surname", "grade"],
            ["UCI, ULN, OCR candidate number or Candidate number", "Entry code"],
        ),
        (["uln", "entry_code"], ["Grade, Outcome or Status"]),
    ],
)
def test_a_missing_column_is_named(fields: list[str], missing: list[str]) -> None:
    assert RESULTS.missing(fields) == missing


def test_a_row_is_a_total_only_without_anybody_and_anything_beside_it() -> None:
    read = sheet.read(
        b"Surname,ULN,Entry code,Grade\nTotal,,03999,Pass\nTotal,9276308686,,4\n", RESULTS
    )
    assert [number for number, _ in read.rows] == [2]


def test_headings_of_people_alone_are_not_those_of_results() -> None:
    with pytest.raises(
        sheet.BadSheet, match=r"such as UCI, ULN, .* and the results stand below it"
    ):
        sheet.read(b"Reg,Gender\n12A,F\n", RESULTS)
