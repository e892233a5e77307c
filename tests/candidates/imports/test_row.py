"""One row of a spreadsheet, read by the rules of the candidate form."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TODAY
from webapp.candidates.imports import headings, row
from webapp.candidates.record import candidate, date_of_birth

PERSON = {
    "surname": "Jones",
    "forenames": "Mary",
    "born_on": "27/03/2008",
    "gender": "Female",
    "candidate_number": "0042",
    "uci": "681990012058G",
    "uln": "9276308686",
    "ocr_number": "12345678",
}
quickly = settings(max_examples=200, deadline=None, derandomize=True)


def read(**cells: str) -> row.Row:
    return row.read(PERSON | cells, TODAY)


def test_it_works() -> None:
    found = read(groups="10A; Choir", added_on="2025-09-02")
    assert found.value == candidate.Candidate(
        "Jones",
        "Mary",
        date(2008, 3, 27),
        "female",
        "0042",
        "12345678",
        "681990012058G",
        "9276308686",
    )
    assert (found.problems, found.warnings) == ({}, {})
    assert found.groups == ("10A", "Choir")
    assert found.added_on == date(2025, 9, 2)
    assert found.given == set(headings.FIELDS) - {"middle_names"}


def test_a_row_says_what_the_form_says() -> None:
    words = {
        "surname": "SMITH",
        "forenames": "n" * 101,
        "candidate_number": "0",
        "ocr_number": "1234567A",
        "uci": "681990012058A",
        "uln": "1234567890",
    }
    form = words | {"born_day": "27", "born_month": "3", "born_year": "2008", "gender": "none"}
    asked = candidate.read(form, TODAY)
    found = row.read(words | {"born_on": "27/03/2008", "gender": ""}, TODAY)
    assert (found.value, found.problems, found.warnings) == (None, asked.problems, asked.warnings)
    assert len(found.problems) == 5


def test_everything_about_the_date_of_birth_stands_at_its_column() -> None:
    assert set(row.read({"surname": "Ng"}, TODAY).problems) == {"born_on"}
    assert "missing" in row.read({"surname": "Ng"}, TODAY).problems["born_on"]
    assert "years old" in read(born_on="27/03/1908").warnings["born_on"]
    assert "in the future" in read(born_on="25/11/2026").problems["born_on"]


@pytest.mark.parametrize(
    "typed",
    [
        "27/03/2008",
        "27/3/2008",
        "27-03-2008",
        "27.03.2008",
        "27 03 2008",
        "27 Mar 2008",
        "27 March 2008",
        "27-Mar-2008",
        "27th March 2008",
        "27 mar. 2008",
        "27Mar2008",
        "2008-03-27",
        "2008/03/27",
        "2008-03-27 00:00:00",
        "2008-03-27T00:00:00.000",
        "27/03/2008 00:00",
        "39534",
        "39534.0",
        "Thursday, 27 March 2008",
        "Thu 27/03/2008",
        " 27/03/2008 ",
        "\u00a027 \u00a0March 2008",
    ],
)
def test_a_date_may_be_written_in_many_ways(typed: str) -> None:
    assert read(born_on=typed).value.born_on == date(2008, 3, 27)
    assert read(added_on=typed).added_on == date(2008, 3, 27)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("11/24/2006", "has the month first, but the day comes first: write 24/11/2006"),
        ("3-27-2008", "the day comes first: write 27/3/2008"),
        ("March 27, 2008", "the day comes first"),
        ("Mar 27 2008", "the day comes first"),
        ("27/03/08", "could be in two centuries"),
        ("27-Mar-08", "could be in two centuries"),
        ("03/2008", "is not a date"),
        ("2008", "2008 is a number and no date"),
        ("27032008", "is a number and no date"),
        ("7305", "is a number and no date"),
        ("73051", "is a number and no date"),
        ("-1", "is not a date"),
        ("31/02/2008", "31 is not a day of February"),
        ("40/40/2008", "40 is not a month"),
        ("0/13/2008", "13 is not a month"),
        ("2008-27-03", "27 is not a month"),
        ("27/03-2008", "is not a date"),
        ("27/03/2008 13:05", "has the time 13:05 in it"),
        ("2008-03-26T23:00:00Z", "has the time 23:00 in it"),
        ("1.5", "is not a date"),
        ("٢٧/٠٣/٢٠٠٨", "is not a date"),
        ("soon", "is not a date"),
        ("9" * 5_000, "… is not a date"),
        (" T10:00" * 20_000, "… is not a date"),
    ],
)
def test_what_is_no_sure_date_is_refused(typed: str, says: str) -> None:
    for field in ("born_on", "added_on"):
        found = read(**{field: typed})
        assert found.value is None
        assert list(found.problems) == [field]
        assert says in found.problems[field]


@quickly
@given(st.dates(date(1920, 1, 1), date(2099, 12, 31)))
def test_every_date_is_read_in_every_way_of_writing(day: date) -> None:
    month = date_of_birth.MONTHS[day.month - 1]
    written = [
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{day.day} {month} {day.year}",
        day.isoformat(),
        f"{day} 00:00:00",
        str((day - date(1899, 12, 30)) // timedelta(days=1)),
    ]
    for one in written:
        assert date_of_birth.read_date(*date_of_birth.from_cell(one)) == day


@pytest.mark.parametrize(
    ("typed", "gender"),
    [
        *((one, "female") for one in ("Female", "F", "f.", "GIRL", "woman")),
        *((one, "male") for one in ("Male", "m", "Boy", "MAN ")),
        *(
            (one, "")
            for one in ("", "Not recorded", "unknown", "U", "X", "-", "N/A", "not known", "none")
        ),
    ],
)
def test_a_gender_may_be_written_in_many_ways(typed: str, gender: str) -> None:
    found = read(gender=typed)
    assert found.value.gender == gender
    assert ("No gender is recorded" in found.warnings.get("gender", "")) == (gender == "")
    assert ("gender" in found.given) == (gender != "")


@pytest.mark.parametrize("typed", ["Q", "1", "FALSE", "Mrs", "female male"])
def test_another_gender_is_refused_by_its_word(typed: str) -> None:
    found = read(gender=typed)
    assert found.value is None
    assert f"{typed} is not among the genders" in found.problems["gender"]
    assert found.warnings == {}


@pytest.mark.parametrize("typed", ["TBC", "N/A", "0", "9999999999", "unknown", "?", " tba "])
def test_a_placeholder_counts_as_blank_and_says_so(typed: str) -> None:
    found = read(uln=typed, uci=typed)
    assert (found.value.uln, found.value.uci, found.problems) == ("", "", {})
    assert "stands in for a ULN and is none: it counts as blank." in found.warnings["uln"]
    assert "stands in for a UCI" in found.warnings["uci"]
    assert not found.given & {"uln", "uci"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("uci", "6.8199E+11"),
        ("uci", "1.23457E+12"),
        ("uln", "9.27631E+09"),
        ("uln", "9,27631E+09"),
        ("uln", "9E+09"),
        ("ocr_number", "1.23E+07"),
        ("uci", "12345670123"),
        ("uci", "1234567"),
        ("ocr_number", "1234567"),
        ("ocr_number", "42"),
        ("candidate_number", "1E+03"),
    ],
)
def test_a_number_that_excel_has_spoilt_is_refused_and_says_how_to_mend_it(
    field: str, typed: str
) -> None:
    found = read(**{field: typed})
    assert found.value is None
    assert list(found.problems) == [field]
    assert typed in found.problems[field]
    assert "Excel" in found.problems[field]
    assert "Format the column as text, and copy the number again" in found.problems[field]
    assert field in found.given


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("candidate_number", "42", "0042"),
        ("candidate_number", "42.0", "0042"),
        ("candidate_number", "'0042", "0042"),
        ("uln", "9276308686.0", "9276308686"),
        ("uln", "9276 308 686", "9276308686"),
        ("uci", "681990012058", "681990012058G"),
        ("uci", "68199 0 01 2058 g", "681990012058G"),
        ("uci", "12345E250001C", "12345E250001C"),
        ("ocr_number", "00345678", "00345678"),
        ("ocr_number", "12345678.0", "12345678"),
    ],
)
def test_a_number_that_is_whole_is_taken(field: str, typed: str, stored: str) -> None:
    found = read(**{field: typed})
    assert found.problems == {}
    assert getattr(found.value, field) == stored


@pytest.mark.parametrize("field", headings.FIELDS)
@pytest.mark.parametrize("typed", ["#N/A", "#REF!", " #name? ", "#DIV/0!"])
def test_a_failed_formula_is_refused_wherever_it_stands(field: str, typed: str) -> None:
    found = read(**{field: typed})
    assert found.value is None
    assert list(found.problems) == [field]
    assert typed.strip() in found.problems[field]


def test_names_are_tidied_and_their_apostrophes_kept() -> None:
    found = read(surname="  O’Brien ", forenames="\u00a0Mary\u00a0 Ann\n")
    assert (found.value.surname, found.value.forenames) == ("O’Brien", "Mary Ann")


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("10A", ("10A",)),
        ("10A;10B", ("10A", "10B")),
        (" 10A ;; 10a; B  C ", ("10A", "B C")),
        ("10-A;10 A", ("10-A", "10 A")),
        ("Bricks, Level 2", ("Bricks, Level 2",)),
        ("", ()),
        (" ; ", ()),
    ],
)
def test_groups_are_divided_by_semicolons(typed: str, groups: tuple[str, ...]) -> None:
    found = read(groups=typed)
    assert found.groups == groups
    assert ("groups" in found.given) == bool(groups)


def test_nobody_was_added_tomorrow() -> None:
    assert read(added_on="24/11/2026").added_on == TODAY
    assert "in the future" in read(added_on="25/11/2026").problems["added_on"]
    assert read(added_on=" ").added_on is None


def test_a_blank_cell_gives_nothing() -> None:
    found = row.read(
        {"surname": "Ng", "forenames": " ", "born_on": "27/03/2008", "uci": "-", "gender": "F"},
        TODAY,
    )
    assert found.given == {"surname", "born_on", "gender"}
    assert found.value.surname == "Ng"


AWKWARD = st.text(max_size=15) | st.sampled_from(
    [
        "TBC",
        "27/03/2008",
        "39534",
        "#N/A",
        "1E+9",
        "F",
        "9276308686",
        "681990012058",
        "42",
        ";",
        "'",
        "\ud800",
    ]
)


@quickly
@given(st.dictionaries(st.sampled_from([*headings.FIELDS, "born_day", "other"]), AWKWARD))
def test_no_cells_raise_anything(cells: dict[str, str]) -> None:
    found = row.read(cells, TODAY)
    assert (found.value is None) == bool(found.problems)
    assert found.problems.keys() | found.warnings.keys() | found.given <= headings.FIELDS.keys()
    assert all(found.problems.values())
    assert all(found.warnings.values())
