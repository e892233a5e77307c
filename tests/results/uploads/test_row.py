"""One row of a result file, read by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.results.uploads import row as result_row
from webapp.results.uploads.headings import RESULTS

TODAY = date(2026, 11, 24)
GOOD = {"uci": "681990012058g", "entry_code": "03999", "grade": "Pass", "awarded_on": "20/08/2026"}


def read(**cells: str) -> result_row.Row:
    return result_row.read(GOOD | cells, TODAY)


def test_it_works() -> None:
    row = read(
        series=" June  2026 ",
        certificate_number=" C-1 ",
        surname="Novák",
        born_on="27 Mar 2008",
        candidate_number="41",
    )
    assert (row.problems, row.warnings) == ({}, {})
    assert row.value == result_row.Said(
        "681990012058G",
        "",
        "",
        "0041",
        "Novák",
        "",
        date(2008, 3, 27),
        "03999",
        "June 2026",
        "Pass",
        "achieved",
        date(2026, 8, 20),
        "C-1",
    )


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("uci", "681990012058H", "the letter that fits is G"),
        ("uln", "9.28E+09", "Excel has shortened"),
        ("uln", "1234567890", "This is no ULN"),
        ("ocr_number", "1234567", "Excel takes zeros off"),
        ("entry_code", "", "missing"),
        ("grade", "#N/A", "a formula fails"),
        ("grade", "x" * 41, "up to 40 characters"),
        ("outcome", "fail", ""),
        ("awarded_on", "25/11/2026", "in the future"),
        ("awarded_on", "20/08/26", "two centuries"),
        ("awarded_on", "soon", "is not a date"),
        ("certificate_number", "9" * 41, "up to 40 characters"),
        ("certificate_number", "1.2E+11", "Excel has shortened"),
        ("series", "#REF!", "a formula fails"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_cell(field: str, text: str, said: str) -> None:
    row = read(**{field: text})
    assert row.value is None
    assert said in row.problems["grade" if field == "outcome" else field]


@pytest.mark.parametrize(
    ("grade", "outcome", "read_as"),
    [
        ("Pass", "", ("Pass", "achieved")),
        ("", "Pass", ("", "achieved")),
        ("-", "N", ("", "not achieved")),
        ("Pass", "-", ("Pass", "achieved")),
        ("Q", "awaiting", ("Q", "pending")),
        ("F", "no", ("F", "not achieved")),
        ("Band 3", "yes", ("Band 3", "achieved")),
    ],
)
def test_grade_and_outcome_tell_each_other(
    grade: str, outcome: str, read_as: tuple[str, str]
) -> None:
    value = read(grade=grade, outcome=outcome).value
    assert value
    assert (value.grade, value.outcome) == read_as


@pytest.mark.parametrize(
    ("grade", "outcome", "field"),
    [
        ("Band 3", "", "outcome"),
        ("F", "", "outcome"),
        ("Pass", "pending", "grade"),
        ("Pass", "?", "outcome"),
    ],
)
def test_what_grade_and_outcome_leave_open_is_refused(grade: str, outcome: str, field: str) -> None:
    assert list(read(grade=grade, outcome=outcome).problems) == [field]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("candidate_number", "0000", "1 to 4 digits and is not 0000"),
        ("born_on", "3/27/2008", "month first"),
        ("born_on", "25/11/2026", "in the future"),
    ],
)
def test_what_a_unique_number_makes_up_for_does_not_stop_the_row(
    field: str, text: str, said: str
) -> None:
    row = read(**{field: text})
    assert row.value
    assert said in row.value.unread[field]
    alone = read(**{"uci": "", "candidate_number": "41", field: text})
    assert alone.value is None
    assert said in alone.problems[field]


@pytest.mark.parametrize(
    ("grade", "outcome", "read_as"),
    [
        ("NYA", "", ("NYA", "not achieved")),
        ("Not Yet Achieved", "", ("Not Yet Achieved", "not achieved")),
        ("", "Not yet achieved", ("", "not achieved")),
        ("PA", "", ("PA", "achieved")),
        ("ME", "", ("ME", "achieved")),
        ("DS*", "", ("DS*", "achieved")),
        ("CR", "", ("CR", "achieved")),
        ("FL", "", ("FL", "not achieved")),
        ("EL3", "", ("EL3", "achieved")),
        ("R", "", ("R", "not achieved")),
        ("R", "Achieved", ("R", "achieved")),
        ("Absent", "", ("Absent", "absent")),
        ("", "Did not attend", ("", "absent")),
        ("X", "Absent", ("X", "absent")),
        ("X", "", ("X", "not achieved")),
        ("Q", "", ("Q", "pending")),
        ("", "Exempt", ("Exempt", "achieved")),
        ("", "Certificate Claimed", ("", "achieved")),
        ("Pass", "N/A", ("Pass", "achieved")),
    ],
)
def test_the_words_of_awarding_bodies_need_nothing_beside_them(
    grade: str, outcome: str, read_as: tuple[str, str]
) -> None:
    row = read(grade=grade, outcome=outcome)
    assert row.value, row.problems
    assert (row.value.grade, row.value.outcome) == read_as


@pytest.mark.parametrize(
    "words", ["", "-", "–", "N/A", "n/a", "n.a.", "Not known", "unknown", "Registered", "None"]
)
@pytest.mark.parametrize("field", ["grade", "outcome", "status"])
def test_a_row_without_a_result_says_so_whatever_else_is_wrong_with_it(
    words: str, field: str
) -> None:
    row = result_row.read({"uci": "odd", "entry_code": "", field: words}, TODAY)
    assert row.value
    assert row.value.outcome == ""
    assert row.problems == {}
    assert "nothing is recorded" in row.warnings[field]


def test_a_date_or_a_certificate_without_a_result_is_not_passed_over() -> None:
    assert "There is a date awarded, but no result" in read(grade="").problems["outcome"]
    certified = read(grade="", awarded_on="", certificate_number="C-1")
    assert "There is a certificate number, but no result" in certified.problems["outcome"]


@pytest.mark.parametrize("letter", ["A", "N", "p", "F", "T"])
def test_a_single_letter_is_an_outcome_in_a_column_of_outcomes_alone(letter: str) -> None:
    assert read(grade="", outcome=letter).value
    row = read(grade="", status=letter)
    assert f"The letter {letter} in a column of statuses" in row.problems["outcome"]


def test_a_status_beside_a_grade_may_be_of_another_kind_and_must_not_contradict_it() -> None:
    row = read(status="Active")
    assert row.value
    assert row.value.outcome == "achieved"
    assert row.warnings["status"] == "Active is not among the outcomes: the grade counts."
    assert "says pending" in read(status="In progress").problems["grade"]
    assert list(read(grade="", outcome="Achieved", status="Failed").problems) == ["status"]
    assert (
        "may mean not achieved or not applicable"
        in read(grade="", outcome="NA").problems["outcome"]
    )


def test_a_dash_and_a_placeholder_count_as_blank() -> None:
    row = read(awarded_on="–", certificate_number="-", uln="TBC")
    assert row.value
    assert (row.value.awarded_on, row.value.certificate_number, row.value.uln) == (
        None,
        "",
        "",
    )
    assert "it counts as blank" in row.warnings["uln"]


cells = st.text(max_size=30) | st.sampled_from(
    ["03999", "3999", "Pass", "1/1/2026", "681990012058G", "=1", "1E+5", "#N/A", "41"]
)


@given(st.dictionaries(st.sampled_from([*RESULTS.fields, "groups"]), cells))
def test_no_text_makes_reading_fail(typed: dict[str, str]) -> None:
    row = result_row.read(typed, TODAY)
    assert (row.value is None) == bool(row.problems)
    assert row.problems.keys() | row.warnings.keys() <= RESULTS.fields.keys()
