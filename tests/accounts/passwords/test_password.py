"""Passwords."""

import pytest
from argon2 import PasswordHasher

from tests.conftest import NOBODY_IN_USE
from webapp.accounts.passwords import password

KNOWN = "This password is one that many people use, so it would be guessed early."
PATTERN = "This password repeats itself or runs along the alphabet, the numbers or the keyboard."


@pytest.mark.parametrize(
    ("secret", "problem"),
    [
        ("", "The password has 0 characters; it needs 12 or more."),
        ("x", "The password has 1 character; it needs 12 or more."),
        ("elevencharz", "The password has 11 characters; it needs 12 or more."),
        ("twelve chars", ""),
        ("żółć ąęśń źć", ""),
        # Eleven letters, however many code points the keyboard made of them.
        (
            "zażółć gęśl".encode().decode().replace("ż", "z\u0307"),
            "The password has 11 characters; it needs 12 or more.",
        ),
        ("🐴 🔋 🧷 🪜 🧊 🎻 1", ""),
        # Spaces in a row count once: they add nothing that somebody who guesses would not try.
        (
            "tin     boat",
            "The password has 8 characters; it needs 12 or more. Spaces in a row count once.",
        ),
        (
            "tin   boats  7",
            "The password has 11 characters; it needs 12 or more. Spaces in a row count once.",
        ),
        (
            "            ",
            "The password has 1 character; it needs 12 or more. Spaces in a row count once.",
        ),
        ("tin  boats on 7", ""),
        ("a horse, a battery and " * 5 + "a staple here", ""),
        (
            "a horse, a battery and " * 5 + "a staple there",
            "The password has 129 characters; 128 is the most it can have.",
        ),
    ],
)
def test_it_works(secret: str, problem: str) -> None:
    assert password.problem(secret) == problem


@pytest.mark.parametrize(
    "secret",
    [
        "passwordpassword",
        "Password12345",
        "P@ssw0rd!!!!",
        "1234password",
        "password1password1",
        "Sunshine 2026",
        "qwertyuiop123",
        "iloveyou!!!!",
        "football2026!",
        "Pa55word.Pa55word.",
        "manchesterunited",
        "ＰＡＳＳＷＯＲＤ１２３４",
    ],
)
def test_what_many_people_use_is_refused_in_every_disguise(secret: str) -> None:
    assert password.problem(secret).startswith(KNOWN)


@pytest.mark.parametrize(
    "secret",
    [
        "123456789012",
        "aaaaaaaaaaaa",
        "aaaaaaaaaaab",
        "abcabcabcabc",
        "abcabcabcabcab",
        "x1!x1!x1!x1!",
        "987654321098",
        "ponmlkjihgfe",
        "abcd12345678",
    ],
)
def test_what_repeats_itself_or_runs_along_the_keyboard_is_refused(secret: str) -> None:
    assert password.problem(secret).startswith((PATTERN, KNOWN))


OWN = ("Priya Lewis", "p.lewis77@riverside.example", "Riverside College (demonstration)")


@pytest.mark.parametrize(
    ("secret", "word"),
    [
        ("priya and the tin drum", "Priya"),
        ("the tin drum of LEWIS", "Lewis"),
        ("pr1y4 tin drum", "Priya"),
        ("drumming by the riverside", "Riverside"),
        ("my Single-Point word", "Single Point"),
        ("singlepoint7drum", "Single Point"),
        ("p.r.i.y.a tin drum", "Priya"),
        ("the college tin drum", ""),
        ("tin drums in the rain", ""),
        ("ann@home is where", ""),
    ],
)
def test_words_about_the_person_are_refused(secret: str, word: str) -> None:
    found = password.problem(secret, *OWN)
    assert (f"“{word}”".casefold() in found.casefold()) if word else (found == "")


def test_a_name_of_three_letters_may_stand_in_a_password() -> None:
    assert password.problem("there is an anthill", "Ann Thi") == ""
    assert "“Anne”" in password.problem("there is anne with a hill", "Anne Thi")


def test_the_same_password_is_kept_differently_each_time() -> None:
    one, two = password.hash_of("demonstration-entries"), password.hash_of("demonstration-entries")
    assert one != two
    assert one.startswith("$argon2id$")
    assert "demonstration" not in one


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("zażółć gęślą jaźń", True),
        ("zaz\u0307o\u0301łc\u0301 ge\u0328s\u0301la\u0328 jaz\u0301n\u0301", True),
        ("Zażółć gęślą jaźń", False),
        ("zażółć gęślą jaźń ", False),
        (" zażółć gęślą jaźń", False),
        ("zazolc gesla jazn", False),
        ("", False),
        ("zażółć gęślą jaźń" * 100_000, False),
    ],
)
def test_only_the_very_password_fits(typed: str, fits: bool) -> None:
    assert password.fits(typed, password.hash_of("zażółć gęślą jaźń")) is fits


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$", "$2b$12$abc"])
def test_nothing_fits_a_broken_hash(broken: str) -> None:
    assert not password.fits("", broken)
    assert not password.fits("demonstration-entries", broken)


def test_what_is_checked_for_nobody_costs_as_much_as_anybodys() -> None:
    assert not PasswordHasher(parallelism=1).check_needs_rehash(NOBODY_IN_USE)
    assert not password.fits("nobody has this password", NOBODY_IN_USE)


def test_a_hash_of_yesterdays_strength_is_known() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024).hash("demonstration-entries")
    assert password.fits("demonstration-entries", weak)
    assert password.is_dated(weak)
    assert not password.is_dated(password.hash_of("demonstration-entries"))


def test_what_was_allowed_to_be_longer_once_still_fits() -> None:
    secret = "a horse, a battery and " * 8 + "a staple of pape"
    assert len(secret) == 200
    assert password.fits(secret, password.hash_of(secret))
