"""The one-time code of the first visit, and what the visit asks."""

import re

from webapp.accounts.first_visit.first_visit import TOO_MANY, WRONG, Lock, read

FORM = {
    "number": "12345",
    "centre_name": " Elm  School ",
    "contact": "Room 4\r\nextension 12 ",
    "name": "Ada Mensah",
    "email": "ada@oak.example",
    "password": "purple kettle window",
    "password_again": "purple kettle window",
}


def test_the_code_is_random_and_easily_copied() -> None:
    codes = {Lock().code for _ in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch("([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}", one) for one in codes)


def test_the_code_may_be_typed_in_small_letters_and_with_spaces() -> None:
    lock = Lock()
    for typed in (lock.code, lock.code.lower(), lock.code.replace("-", ""), f" {lock.code} "):
        assert lock.problem(typed, 0) == ""


def test_any_other_code_is_refused() -> None:
    lock = Lock()
    assert [lock.problem(typed, 0) for typed in ("", "é", lock.code[:-1], lock.code + "A")] == [
        WRONG
    ] * 4


def test_after_five_wrong_codes_even_the_right_one_waits_a_minute() -> None:
    lock = Lock()
    assert [lock.problem("x", at) for at in range(5)] == [WRONG] * 5
    assert lock.problem(lock.code, 5) == TOO_MANY
    assert lock.problem("x", 63.9) == TOO_MANY
    assert lock.problem(lock.code, 64) == ""


def test_guessing_goes_on_waiting_after_each_five() -> None:
    lock = Lock()
    said = [lock.problem("x", at) for at in range(0, 600)]
    assert said.count(WRONG) < 60


def test_a_first_visit_says_which_centre_and_who() -> None:
    opening, problems = read(FORM)
    assert not problems
    assert (opening.number, opening.name, opening.contact) == (
        "12345",
        "Elm School",
        "Room 4\nextension 12",
    )
    assert opening.administrator == ("ada@oak.example", "Ada Mensah", "administrator")


def test_a_first_visit_can_make_nobody_but_an_administrator() -> None:
    assert read(FORM | {"role": "results"})[0].administrator.role == "administrator"


def test_what_is_missing_is_said_field_by_field() -> None:
    assert list(read({})[1]) == ["number", "centre_name", "name", "email", "password"]
    assert list(read(FORM | {"number": "1234"})[1]) == ["number"]
    assert list(read(FORM | {"password_again": "something else"})[1]) == ["password_again"]
    assert list(read(FORM | {"contact": ""})[1]) == []


def test_the_centres_name_is_no_part_of_a_password() -> None:
    secret = "Riverside kettle window"
    form = FORM | {"centre_name": "Riverside College", "password": secret, "password_again": secret}
    assert list(read(form)[1]) == ["password"]
