"""Headings in the spellings of centres and their systems."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.candidates.imports import headings as heading

SPELLINGS = {
    "surname": [
        "Surname",
        "surname",
        "SURNAME*",
        "Legal Surname",
        "Last name",
        "Last Name(s)",
        "LastName",
        "last_name",
        "Family name",
        "Student Surname",
        "Candidate's surname",
        "Learner Last Name",
        "Pupil Surname:",
        "Surname (legal)",
        "Legal Family Name",
        "Súrname",
        "Apprentice surname",
        "  Surname\n",
    ],
    "forenames": [
        "Forename(s)",
        "Forenames",
        "Forename",
        "First name",
        "First Names",
        "FirstName",
        "Given names",
        "Given Name",
        "Legal Forename",
        "Legal forename(s) *",
        "Christian name",
        "Student first name",
        "Forename/s",
        "First and middle names",
    ],
    "born_on": [
        "DOB",
        "D.O.B.",
        "Date of birth",
        "date_of_birth",
        "Date of Birth (DD/MM/YYYY)",
        "DOB dd/mm/yyyy",
        "Birth date",
        "Birthdate",
        "Student DOB",
        "Date-of-Birth*",
        "dateOfBirth",
        "Learner date of birth",
        "DOB [dd-mm-yy]",
    ],
    "gender": [
        "Gender",
        "Sex",
        "Legal Sex",
        "Gender (M/F)",
        "Sex*",
        "Student gender",
        "Gender Code",
        "Sex / Gender",
    ],
    "candidate_number": [
        "Exam No",
        "Exam No.",
        "Candidate number",
        "Candidate No",
        "Exam Number",
        "Examination Number",
        "ExamNo",
        "Candidate No. (4 digits)",
        "Student exam number",
        "Cand. No.",
        "Exam Candidate Number",
    ],
    "uci": [
        "UCI",
        "U.C.I.",
        "Unique Candidate Identifier",
        "Unique Candidate Identifier (UCI)",
        "Student UCI",
        "UCI Number",
        "UCI (13 characters)",
        "Candidate UCI",
    ],
    "uln": [
        "ULN",
        "Unique Learner Number",
        "Unique Learner Number (ULN)",
        "Learner ULN",
        "ULN No.",
        "uln*",
    ],
    "ocr_number": ["OCR candidate number", "OCR Number", "OCR No.", "OCR Candidate No"],
    "groups": [
        "Group",
        "Groups",
        "Reg",
        "Cohort",
        "Reg Group",
        "Registration group",
        "Tutor Group",
        "Form",
        "RegGroup",
        "Candidate group",
        "Class",
    ],
    "added_on": ["Date added", "Added on", "Added"],
}


@pytest.mark.parametrize(
    ("typed", "field"), [(typed, field) for field, all_of in SPELLINGS.items() for typed in all_of]
)
def test_it_works(typed: str, field: str) -> None:
    assert heading.CANDIDATES.field(typed) == field


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "*",
        "Name",
        "Full name",
        "Preferred surname",
        "Preferred Forename",
        "Known as",
        "Chosen name",
        "Surname (preferred)",
        "Forename (known as)",
        "Former surname",
        "Mother's surname",
        "Tutor",
        "Parent forename",
        "UPN",
        "Student number",
        "Student ID",
        "Learner Ref",
        "Number",
        "Legal",
        "Candidate",
        "Year",
        "Course",
        "Gender identity",
        "Postcode",
        "Date",
        "Start date",
        "Surname of next of kin",
        "E-mail",
        "12345",
        "x" * 100_000,
        "(" * 1_000,
    ],
)
def test_what_is_something_else_stays_unknown(typed: str) -> None:
    assert heading.CANDIDATES.field(typed) == ""


@pytest.mark.parametrize(("field", "label"), heading.FIELDS.items())
def test_our_own_labels_are_known(field: str, label: str) -> None:
    assert heading.CANDIDATES.field(label) == field


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Surname", "Forename", "DOB"], ["surname", "forenames", "born_on"]),
        (["Surname", "Legal Surname"], ["", "surname"]),
        (["Legal last name", "Surname"], ["surname", ""]),
        (["Last name", "Surname"], ["", "surname"]),
        (["Legal Surname", "Legal Last name", "Surname"], ["surname", "", ""]),
        (["Surname", "SURNAME"], ["surname", ""]),
        (["Reg", "Cohort", "Group"], ["", "", "groups"]),
        (["Exam No", "Candidate number"], ["", "candidate_number"]),
        (["Notes", "", "ULN"], ["", "", "uln"]),
        ([], []),
    ],
)
def test_each_field_is_taken_from_the_surest_heading(
    headings: list[str], fields: list[str]
) -> None:
    assert heading.CANDIDATES.assign(headings) == fields


def test_i_am_told_which_heading_was_left_out() -> None:
    headings = ["Surname", "Legal Surname", "Notes", "Reg", "Group"]
    assert heading.CANDIDATES.doubled(headings, heading.CANDIDATES.assign(headings)) == [
        ("Surname", "Surname"),
        ("Group", "Reg"),
    ]
    assert heading.CANDIDATES.doubled(["Surname", "Notes"], ["surname", ""]) == []


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        (["surname", "born_on", "gender"], []),
        (["forenames", "born_on", "gender", ""], []),
        (["surname", "forenames", "gender"], ["Date of birth"]),
        (["uci", "born_on"], ["Surname or Forenames", "Gender"]),
        ([], ["Surname or Forenames", "Date of birth", "Gender"]),
    ],
)
def test_a_missing_column_is_named(fields: list[str], missing: list[str]) -> None:
    assert heading.CANDIDATES.missing(fields) == missing


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(
        st.text(max_size=12)
        | st.sampled_from([*heading.FIELDS.values(), "Legal Surname", "Reg", "dob"])
    )
)
def test_no_field_stands_twice_and_no_known_heading_is_forgotten(headings: list[str]) -> None:
    fields = heading.CANDIDATES.assign(headings)
    assert len(fields) == len(headings)
    taken = [one for one in fields if one]
    assert len(taken) == len(set(taken))
    assert set(taken) == {heading.CANDIDATES.field(one) for one in headings} - {""}
    assert all(
        heading.CANDIDATES.field(typed) == one
        for typed, one in zip(headings, fields, strict=True)
        if one
    )
