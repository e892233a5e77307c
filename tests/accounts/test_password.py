"""Passwords."""

import pytest

from webapp.accounts import password


@pytest.mark.parametrize(
    ("secret", "problem"),
    [
        ("", "The password has 0 characters; it needs 12 or more."),
        ("short", "The password has 5 characters; it needs 12 or more."),
        ("elevencharz", "The password has 11 characters; it needs 12 or more."),
        ("twelve chars", ""),
        ("żółć ąęśń źć", ""),
        ("x" * 1000, ""),
    ],
)
def test_it_works(secret: str, problem: str) -> None:
    assert password.problem(secret) == problem


def test_the_same_password_is_kept_differently_each_time() -> None:
    one, two = password.hash_of("demonstration-entries"), password.hash_of("demonstration-entries")
    assert one != two
    assert one.startswith("$argon2id$") and "demonstration" not in one


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("zażółć gęślą jaźń", True),
        ("Zażółć gęślą jaźń", False),
        ("zażółć gęślą jaźń ", False),
        (" zażółć gęślą jaźń", False),
        ("zazolc gesla jazn", False),
        ("", False),
    ],
)
def test_only_the_very_password_fits(typed: str, fits: bool) -> None:
    assert password.fits(typed, password.hash_of("zażółć gęślą jaźń")) is fits


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$", "$2b$12$abc"])
def test_nothing_fits_a_broken_hash(broken: str) -> None:
    assert not password.fits("", broken)
    assert not password.fits("demonstration-entries", broken)
