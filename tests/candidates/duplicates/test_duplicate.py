"""Doubles: people already recorded who may be the same person."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.candidates.rows import candidate_row
from webapp.candidates.duplicates import duplicate
from webapp.candidates.record.candidate import Candidate

MARY = candidate_row(
    surname="Jones",
    forenames="Mary-Ann",
    born_on="2008-03-07",
    uci="681990012058G",
    uln="9276308686",
    ocr_number="12345678",
)


def kind(surname, forenames, born_on, known=MARY, uci="", uln="", ocr_number=""):
    new = Candidate(
        surname, forenames, date.fromisoformat(born_on), "female", "0042", ocr_number, uci, uln
    )
    return duplicate.kind(new, known)


@pytest.mark.parametrize(
    ("surname", "forenames", "born_on", "found"),
    [
        ("Jones", "Mary-Ann", "2008-03-07", "same name and date of birth"),
        ("JONÉS", "mary ann", "2008-03-07", "same name and date of birth"),
        ("Jones", "Maryann", "2008-03-07", "same name and date of birth"),
        ("Mary-Ann", "Jones", "2008-03-07", "same name and date of birth"),
        ("", "Mary-Ann Jones", "2008-03-07", "same name and date of birth"),
        ("Jonas", "Mary-Ann", "2008-03-07", "name one letter apart"),
        ("Jnoes", "Mary-Ann", "2008-03-07", "name one letter apart"),
        ("Mary-Ann", "Jone", "2008-03-07", "name one letter apart"),
        ("Jones", "Mary-Ann", "2008-07-03", "day and month swapped"),
        ("Mary-Ann", "Jones", "2008-07-03", "day and month swapped"),
        ("Jonas", "Mary-Ann", "2008-07-03", None),
        ("Jones", "Mary-Ann", "2009-07-03", None),
        ("Jones", "Mary-Ann", "2008-03-08", None),
        ("Jones", "Mary", "2008-03-07", "same date of birth and first forename"),
        ("Smith", "Mary-Ann", "2008-03-07", "same date of birth and first forename"),
    ],
)
def test_it_works(surname, forenames, born_on, found):
    assert kind(surname, forenames, born_on) == found


@pytest.mark.parametrize(
    "shared", [{"uci": "681990012058G"}, {"uln": "9276308686"}, {"ocr_number": "12345678"}]
)
def test_the_same_identifier_counts_before_all_else(shared):
    assert kind("Smith", "Zak", "1999-01-01", **shared) == "same identifier"
    assert kind("Jones", "Mary-Ann", "2008-03-07", **shared) == "same identifier"


def test_two_people_without_identifiers_do_not_share_one():
    known = replace(MARY, uci="", uln="", ocr_number="")
    assert kind("Smith", "Zak", "1999-01-01", known) is None


def test_one_number_is_not_mistaken_for_another():
    assert kind("Smith", "Zak", "1999-01-01", uln="12345678", ocr_number="9276308686") is None


@pytest.mark.parametrize(
    ("surname", "forenames", "typed"),
    [
        ("O'Brien-Śmith", "Siân", ("O’Brien Smith", "SIAN")),
        ("Nguyễn", "Thị Ánh", ("Nguyen", "Thi Anh")),
        ("Nguyễn", "Thị Ánh", ("Thị Ánh", "Nguyễn")),
        ("Wałęsa", "Łukasz", ("Walesa", "Lukasz")),
        ("Sørensen", "Åse", ("Sorensen", "Ase")),
        ("", "Владимир", ("ВЛАДИМИР", "")),
        ("İpek", "Işıl", ("ipek", "isil")),
    ],
)
def test_a_name_is_the_same_name_without_its_accents(surname, forenames, typed):
    known = replace(MARY, surname=surname, forenames=forenames)
    assert kind(*typed, "2008-03-07", known) == "same name and date of birth"


def test_a_day_after_the_twelfth_is_never_a_month():
    known = replace(MARY, born_on=date(2008, 3, 23))
    assert kind("Jones", "Mary-Ann", "2008-07-23", known) is None


@pytest.mark.parametrize(
    ("found", "refused"),
    [
        ("same identifier", True),
        ("same name and date of birth", False),
        ("name one letter apart", False),
        ("day and month swapped", False),
    ],
)
def test_only_the_same_identifier_refuses(found, refused):
    assert duplicate.refuses(found) is refused
