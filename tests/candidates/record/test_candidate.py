"""The candidate form, read by the rules for candidates."""

from datetime import date

import pytest

from webapp.candidates.record import candidate, date_of_birth, name

TODAY = date(2026, 11, 24)
YEAR = "January February March April May June July August September October November December"
MARY = {
    "surname": "O'Brien-Śmith",
    "forenames": "Mary",
    "born_day": "27",
    "born_month": "3",
    "born_year": "2008",
    "gender": "female",
    "candidate_number": "42",
    "ocr_number": "12345678",
    "uci": "68199 0 01 2058 G",
    "uln": "9276308686",
}


def read(**changed):
    return candidate.read({**MARY, **changed}, TODAY)


def test_it_works():
    value, problems, warnings = read()
    assert value == candidate.Candidate(
        "O'Brien-Śmith",
        "Mary",
        date(2008, 3, 27),
        "female",
        "0042",
        "12345678",
        "681990012058G",
        "9276308686",
    )
    assert (problems, warnings) == ({}, {})


def test_names_and_date_of_birth_and_gender_are_enough():
    value, problems, warnings = read(candidate_number="", ocr_number=" ", uci="", uln="-")
    assert (value.candidate_number, value.ocr_number, value.uci, value.uln) == ("", "", "", "")
    assert (problems, warnings) == ({}, {})


def test_an_empty_form_names_everything_that_is_needed():
    value, problems, warnings = candidate.read({}, TODAY)
    assert value is None
    assert set(problems) == {"surname", "born_day", "gender"}
    assert "is missing: type it in full" in problems["born_day"]
    assert warnings == {}


@pytest.mark.parametrize(
    ("surname", "forenames", "full"),
    [
        ("O'Brien-Śmith", "Mary", "Mary O'Brien-Śmith"),
        (" Nguyễn ", "Thị  Ánh", "Thị Ánh Nguyễn"),
        ("Sørensen", "A\u030ase", "Åse Sørensen"),
        ("O’Neill", "Łukasz", "Łukasz O’Neill"),
        ("", "Владимир", "Владимир"),
        ("İpek", "", "İpek"),
    ],
)
def test_a_hard_name_or_a_single_one_is_taken_as_it_is(surname, forenames, full):
    value, problems, warnings = read(surname=surname, forenames=forenames)
    assert name.full(value) == full
    assert (problems, warnings) == ({}, {})


@pytest.mark.parametrize(
    ("surname", "forenames"), [("", ""), ("  ", "\t"), ("-", "."), ("\u200b", "")]
)
def test_somebody_without_a_name_is_refused(surname, forenames):
    value, problems, _ = read(surname=surname, forenames=forenames)
    assert value is None
    assert list(problems) == ["surname"]
    assert "leave the other one blank" in problems["surname"]


@pytest.mark.parametrize("field", ["surname", "forenames"])
def test_a_name_of_more_than_a_hundred_characters_is_refused(field):
    assert read(**{field: "n" * 100}).problems == {}
    value, problems, _ = read(**{field: "n" * 101})
    assert value is None
    assert "this one has 101" in problems[field]


@pytest.mark.parametrize("field", ["surname", "forenames"])
def test_a_doubtful_name_is_kept_with_a_warning(field):
    value, problems, warnings = read(**{field: "SMITH2"})
    assert getattr(value, field) == "SMITH2"
    assert problems == {}
    assert list(warnings) == [field]
    assert "digit" in warnings[field]
    assert "capitals" in warnings[field]


@pytest.mark.parametrize(
    ("parts", "born_on"),
    [
        (("27", "3", "2008"), date(2008, 3, 27)),
        ((" 7 ", "03", " 2008"), date(2008, 3, 7)),
        (("29", "2", "2008"), date(2008, 2, 29)),
        (("1", "March", "2008"), date(2008, 3, 1)),
        (("1", "mar", "2008"), date(2008, 3, 1)),
        (("1", "SEPT.", "2008"), date(2008, 9, 1)),
        (("1", "may", "2008"), date(2008, 5, 1)),
        (("31", "12", "2008"), date(2008, 12, 31)),
        *(
            ((" 1", typed, "2008"), date(2008, place, 1))
            for place, month in enumerate(YEAR.split(), 1)
            for typed in (month, month[:3])
        ),
    ],
)
def test_i_can_type_the_month_as_a_number_or_a_name(parts, born_on):
    assert date_of_birth.read_date(*parts) == born_on


@pytest.mark.parametrize(
    ("parts", "part", "says"),
    [
        (("", "3", "2008"), "day", "lacks its day:"),
        (("27", " ", "2008"), "month", "lacks its month:"),
        (("27", "3", ""), "year", "lacks its year:"),
        (("", "3", ""), "day", "lacks its day and year:"),
        (("27", "3", "08"), "year", "type all four digits"),
        (("27", "3", "208"), "year", "208 is not a year"),
        (("27", "3", "0208"), "year", "0208 is not a year"),
        (("27", "3", "20080"), "year", "20080 is not a year"),
        (("27", "3", "٢٠٠٨"), "year", "is not a year"),
        (("27", "13", "2008"), "month", "13 is not a month"),
        (("27", "0", "2008"), "month", "0 is not a month"),
        (("27", "Ma", "2008"), "month", "Ma is not a month"),
        (("27", "Mars", "2008"), "month", "Mars is not a month"),
        (("0", "3", "2008"), "day", "0 is not a day of March 2008"),
        (("32", "3", "2008"), "day", "has the days 1 to 31"),
        (("31", "4", "2008"), "day", "31 is not a day of April 2008, which has the days 1 to 30"),
        (
            ("29", "Feb", "2007"),
            "day",
            "29 is not a day of February 2007, which has the days 1 to 28",
        ),
        (("-1", "3", "2008"), "day", "-1 is not a day"),
        (("7th", "3", "2008"), "day", "7th is not a day"),
    ],
)
def test_an_impossible_date_of_birth_is_refused_and_says_which_part(parts, part, says):
    day, month, year = parts
    value, problems, _ = read(born_day=day, born_month=month, born_year=year)
    assert value is None
    assert list(problems) == [f"born_{part}"]
    assert says in problems[f"born_{part}"]


@pytest.mark.parametrize(
    ("born_on", "refused", "warned"),
    [
        (date(2026, 11, 25), True, False),
        (date(2026, 11, 24), False, True),
        (date(2016, 11, 25), False, True),
        (date(2016, 11, 24), False, False),
        (date(2008, 3, 27), False, False),
        (date(1926, 11, 24), False, False),
        (date(1925, 11, 24), False, True),
        (date(1808, 3, 27), False, True),
    ],
)
def test_an_unlikely_age_is_warned_about_and_a_future_birth_refused(born_on, refused, warned):
    value, problems, warnings = read(
        born_day=str(born_on.day), born_month=str(born_on.month), born_year=str(born_on.year)
    )
    assert (value is None) == refused
    assert ("in the future" in problems.get("born_year", "")) == refused
    assert ("born_year" in warnings) == warned
    assert "years old" in warnings.get("born_year", "years old")


@pytest.mark.parametrize(
    ("typed", "stored", "warned"),
    [
        ("female", "female", False),
        ("male", "male", False),
        (" Male ", "male", False),
        ("none", "", True),
    ],
)
def test_not_recording_a_gender_on_purpose_is_kept_with_a_warning(typed, stored, warned):
    value, problems, warnings = read(gender=typed)
    assert value.gender == stored
    assert problems == {}
    assert ("gender" in warnings) == warned


@pytest.mark.parametrize("typed", ["", "unknown", "f"])
def test_forgetting_the_gender_is_refused(typed):
    value, problems, warnings = read(gender=typed)
    assert value is None
    assert "Choose female, male or not recorded" in problems["gender"]
    assert "gender" not in warnings


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("42", "0042"), ("7", "0007"), ("0042", "0042"), ("9999", "9999"), (" 4 2 ", "0042")],
)
def test_a_candidate_number_gets_its_leading_zeros(typed, stored):
    assert read(candidate_number=typed).value.candidate_number == stored


@pytest.mark.parametrize("typed", ["0000", "0", "00", "12345", "4A", "٤٢"])
def test_a_wrong_candidate_number_is_refused(typed):
    value, problems, _ = read(candidate_number=typed)
    assert value is None
    assert "1 to 4 digits and is not 0000" in problems["candidate_number"]


@pytest.mark.parametrize("typed", ["1234567", "123456789", "1234567A", "١٢٣٤٥٦٧٨"])
def test_a_wrong_ocr_number_is_refused(typed):
    value, problems, _ = read(ocr_number=typed)
    assert value is None
    assert "8 digits" in problems["ocr_number"]


def test_an_ocr_number_may_be_typed_in_groups():
    assert read(ocr_number="1234 56-78").value.ocr_number == "12345678"


def test_what_is_wrong_with_the_uci_and_the_uln_stands_at_its_field():
    value, problems, warnings = read(uci="681990012058A", uln="N/A")
    assert value is None
    assert "the letter that fits is G" in problems["uci"]
    assert "leave it blank" in problems["uln"]
    assert warnings == {}


def test_a_completed_uci_and_a_suspicious_uln_are_kept_with_a_warning():
    value, problems, warnings = read(uci="681990012058", uln="1000000000")
    assert (value.uci, value.uln) == ("681990012058G", "1000000000")
    assert problems == {}
    assert set(warnings) == {"uci", "uln"}


def test_everything_wrong_is_told_at_once():
    value, problems, warnings = read(
        surname="n" * 101,
        forenames="MARY",
        born_day="",
        gender="",
        candidate_number="0",
        ocr_number="1",
        uci="1",
    )
    assert value is None
    assert list(problems) == [
        "surname",
        "born_day",
        "gender",
        "candidate_number",
        "ocr_number",
        "uci",
    ]
    assert list(warnings) == ["forenames"]


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("mary jones", {"forenames": "mary", "surname": "jones"}),
        ("Mary Ann Jones", {"forenames": "Mary Ann", "surname": "Jones"}),
        ("Jones, Mary Ann", {"forenames": "Mary Ann", "surname": "Jones"}),
        ("  O’Brien ", {"forenames": "", "surname": "O’Brien"}),
        ("42", {"candidate_number": "42"}),
        ("12345678", {"ocr_number": "12345678"}),
        ("9276308686", {"uln": "9276308686"}),
        ("68199 0 01 2058 G", {"uci": "68199 0 01 2058 G"}),
        ("", {"forenames": "", "surname": ""}),
    ],
)
def test_what_was_searched_for_in_vain_is_typed_in_already(
    typed: str, form: dict[str, str]
) -> None:
    assert candidate.guess(typed) == form
