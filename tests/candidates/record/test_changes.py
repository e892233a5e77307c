"""What is changed about a candidate, as text and as people read it."""

from dataclasses import replace
from datetime import date

import pytest

from webapp.candidates.record import candidate
from webapp.candidates.record import changes as change
from webapp.candidates.record.candidate import Candidate

MARY = Candidate("Jones", "Mary", date(2008, 3, 7), "", "0042", "", "681990012058G", "")
MARRIED = replace(MARY, surname="Smith")


def test_it_works() -> None:
    assert change.between(MARY, MARRIED) == {"surname": ("Jones", "Smith")}
    assert change.between(MARY, MARY) == {}


def test_the_form_gives_the_same_candidate_back() -> None:
    assert candidate.read(change.form(MARY), date(2026, 11, 24)).value == MARY
    assert change.form(MARY)["gender"] == "none"
    assert change.form(MARY)["uci"] == "68199 0 01 2058 G"


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("born_on", "2008-03-07", "7 March 2008"),
        ("gender", "", "not recorded"),
        ("gender", "female", "female"),
        ("uci", "681990012058G", "68199 0 01 2058 G"),
        ("uci", "", "nothing"),
        ("surname", "Jones", "Jones"),
        ("forenames", "", "nothing"),
        ("archived_at", "2026-11-24T09:30:00.000000Z", "archived"),
        ("archived_at", "", "active"),
        ("merged_into", "7", "candidate 7"),
        ("added_on", "2026-11-24", "24 November 2026"),
    ],
)
def test_texts_are_shown_as_people_read_them(field: str, text: str, shown: str) -> None:
    assert change.shown(field, text) == shown


def test_nobody_conflicts_with_themselves() -> None:
    opened = change.texts(MARY)
    assert change.conflicts(opened, opened, change.texts(MARRIED)) == []


def test_the_same_change_by_two_people_is_no_conflict() -> None:
    married = change.texts(MARRIED)
    assert change.conflicts(change.texts(MARY), married, married) == []


def test_what_i_left_alone_takes_over_what_somebody_else_changed() -> None:
    mine = replace(MARY, forenames="Mary-Ann")
    form, said = change.reconcile(change.form(mine), change.texts(MARY), MARRIED, mine)
    assert (form["surname"], form["forenames"]) == ("Smith", "Mary-Ann")
    assert list(said) == ["surname"]
    assert "changed the surname to Smith" in said["surname"]


def test_what_both_changed_keeps_my_words_and_shows_both() -> None:
    mine = replace(MARY, surname="Smyth", born_on=date(2008, 3, 8))
    theirs = replace(MARRIED, born_on=date(2008, 3, 9))
    form, said = change.reconcile(change.form(mine), change.texts(MARY), theirs, mine)
    assert (form["surname"], form["born_day"]) == ("Smyth", "8")
    assert "to Smith" in said["surname"]
    assert "you typed Smyth" in said["surname"]
    assert "9 March 2008" in said["born_day"]
    assert "8 March 2008" in said["born_day"]
