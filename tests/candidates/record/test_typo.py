"""Numbers that are one slip of the finger away."""

import pytest

from webapp.candidates.record import typo, uci, uln

UCI, ULN = "681990012058G", "9276308686"


@pytest.mark.parametrize(
    "typed",
    [
        "681990012059G",
        "68199O012058G",
        "681990012058H",
        "681990012508G",
        "618990012058G",
        "68199001205G8",
        "X81990012058G",
    ],
)
def test_it_works(typed):
    assert UCI in typo.near_uci(typed)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        (UCI, False),
        ("681990012069G", False),
        ("68199001258G", False),
        ("6819900120580G", False),
        ("", False),
        ("681990012508G", True),
    ],
)
def test_two_slips_and_another_length_are_too_far(typed, near):
    assert (UCI in typo.near_uci(typed)) is near


@pytest.mark.parametrize("typed", ["9276308687", "9276308668", "2976308686", "0276308686"])
def test_a_uln_is_found_from_one_slip_away(typed):
    assert ULN in typo.near_uln(typed)


@pytest.mark.parametrize("typed", [ULN, "9276308677", "927630868", "92763086860", "", "ABCDEFGHIJ"])
def test_a_uln_is_not_found_from_further_away(typed):
    assert ULN not in typo.near_uln(typed)


def test_whatever_is_near_passes_its_own_check():
    found = typo.near_uci("681990012508G"), typo.near_uln("9276308687")
    assert all(uci.read(one)[0] == one for one in found[0])
    assert all(uln.read(one)[0] == one for one in found[1])
    assert all(found)
