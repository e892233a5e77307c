"""The unique learner number."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from webapp.candidates.record import uln


@pytest.mark.parametrize("typed", ["9276308686", "1234567899", " 9276 3086 86 ", "9276-308-686"])
def test_it_works(typed):
    assert uln.read(typed) == (typed.replace(" ", "").replace("-", ""), "", "")


@pytest.mark.parametrize("typed", ["", "  ", "-", "\u2013"])
def test_a_blank_one_is_fine(typed):
    assert uln.read(typed) == (None, "", "")
    assert not uln.is_placeholder(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1234567890", "two neighbours are swapped"),
        ("1111111111", "two neighbours are swapped"),
        ("9276308668", "two neighbours are swapped"),
        ("9276308687", "one digit is wrong"),
        ("0000000042", "never begins with 0"),
        ("927630868", "has 10 digits, this one has 9"),
        ("92763086861", "has 10 digits, this one has 11"),
        ("927630868G", "digits only"),
        ("٩276308686", "digits only"),
        ("681990012058G", "digits only"),
    ],
)
def test_a_wrong_one_is_refused_and_says_why(typed, says):
    value, problem, warning = uln.read(typed)
    assert (value, warning) == (None, "")
    assert says in problem
    assert "Compare it" in problem


@pytest.mark.parametrize(
    "typed",
    ["9999999999", "TBC", "tbc", "N/A", "n.a.", "0", "0000000000", "None", "not known", "?", "999"],
)
def test_a_placeholder_is_refused_with_leave_it_blank(typed):
    value, problem, warning = uln.read(typed)
    assert (value, warning) == (None, "")
    assert "leave it blank" in problem
    assert uln.is_placeholder(typed)


@pytest.mark.parametrize(
    "typed", ["9276308686", "1234567890", "0000000042", "9", "Anna", "1999999999"]
)
def test_a_number_or_a_slip_is_not_taken_for_a_placeholder(typed):
    assert uln.is_placeholder(typed) == (typed == "9")


def test_a_suspicious_one_is_kept_with_a_warning():
    value, problem, warning = uln.read("1000000000")
    assert (value, problem) == ("1000000000", "")
    assert "rarely a real ULN" in warning


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(100_000_000, 999_999_999), st.integers(0, 9))
def test_every_sound_one_is_accepted_and_any_slip_in_it_noticed(first_nine, place):
    weighed = sum(
        weight * int(digit) for weight, digit in zip(range(10, 1, -1), str(first_nine), strict=True)
    )
    last = (10 - weighed) % 11
    assume(last < 10)
    sound = f"{first_nine}{last}"
    assert uln.read(sound)[:2] == (sound, "")
    for wrong in set("0123456789") - {sound[place]}:
        assert uln.read(sound[:place] + wrong + sound[place + 1 :])[1]
    swapped = sound[:place] + sound[place : place + 2][::-1] + sound[place + 2 :]
    assert swapped == sound or uln.read(swapped)[1]
