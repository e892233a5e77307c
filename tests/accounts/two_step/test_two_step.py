"""Codes of the app and recovery codes."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pyotp
import pytest

from webapp.accounts.two_step import two_step

# The secret and two moments of RFC 6238, appendix B, with the last six of its eight digits.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
AT = datetime.fromtimestamp(1111111109, UTC)
STEP = 1111111109 // 30


@pytest.mark.parametrize(
    ("seconds", "code", "last_step", "step"),
    [
        (59, "287082", 0, 1),
        (1111111109, "081804", 0, STEP),
        (1111111109, "081804", STEP - 1, STEP),
        (1111111109, "081804", STEP, None),
        (1111111109, "081804", STEP + 5, None),
        (1111111111, "050471", 0, 1111111111 // 30),
        (1111111109, "081805", 0, None),
        (1111111109, "", 0, None),
    ],
)
def test_it_works(seconds: int, code: str, last_step: int, step: int | None) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert two_step.matching_step(SECRET, code, at, last_step=last_step) == step


@pytest.mark.parametrize(
    ("steps", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_the_telephones_clock_may_be_half_a_minute_out(steps: int, counts: bool) -> None:
    code = pyotp.TOTP(SECRET).at(AT + timedelta(seconds=30 * steps))
    assert (two_step.matching_step(SECRET, code, AT, last_step=0) == STEP + steps) is counts


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("081 804", "081804"),
        (" 081-804\n", "081804"),
        ("abcd efgh", "ABCDEFGH"),
        ("٠٨١٨٠٤", ""),
        ("", ""),
    ],
)
def test_a_code_may_be_typed_with_spaces_and_small_letters(typed: str, tidied: str) -> None:
    assert two_step.tidied(typed) == tidied


def test_every_secret_has_160_random_bits() -> None:
    secrets = {two_step.new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert all(len(one) == 32 for one in secrets)


def test_recovery_codes_are_ten_cannot_be_guessed_and_are_no_app_codes() -> None:
    codes = two_step.new_recovery_codes() + two_step.new_recovery_codes()
    assert len(set(codes)) == 20
    for one in codes:
        assert len(one) == 24
        assert two_step.tidied(two_step.in_groups(one)) == one
        assert not two_step.is_app_code(one)
        assert one not in two_step.hash_of(one)


def test_the_app_is_told_the_centre_and_the_person() -> None:
    address = two_step.address(SECRET, "a+b@riverside.example", "Riverside: College")
    read = pyotp.parse_uri(address)
    assert (read.secret, read.issuer, read.name) == (
        SECRET,
        "Single Point Riverside  College",
        "a+b@riverside.example",
    )


def test_the_picture_needs_no_style_and_no_script_of_its_own() -> None:
    found: list[tuple[str, set[str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {key for key, _ in attrs}))

    Reader().feed(two_step.picture(two_step.address(SECRET, "a@b.example")))
    assert {tag for tag, _ in found} == {"svg", "path"}
    assert not any(
        key.startswith(("on", "style", "href")) for _, keys in found for key in keys if key
    )
