"""The unique candidate identifier."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.candidates.record import uci

WORKED = [
    ("681990012058", "681990012058G"),
    ("689990980001", "689990980001D"),
    ("123450251234", "123450251234C"),
    ("12345A250001", "12345A250001L"),
    ("99999B090001", "99999B090001H"),
    ("68199C240042", "68199C240042A"),
]


@pytest.mark.parametrize(("first12", "whole"), WORKED)
def test_it_works(first12, whole):
    assert uci.check_letter(first12) == (whole[-1],)
    assert uci.read(whole) == (whole, "", "")


@pytest.mark.parametrize(("first12", "whole"), WORKED)
def test_i_can_leave_out_the_check_letter_and_am_told_which_one_was_added(first12, whole):
    value, problem, warning = uci.read(first12)
    assert (value, problem) == (whole, "")
    assert f"letter {whole[-1]} was added" in warning


@pytest.mark.parametrize(
    "typed",
    [
        "68199 0 01 2058 G",
        " 681990012058g ",
        "68199-0-01-2058-G",
        "68199\u20110\u201301\u20142058\u2212G",
        "68199\u00a00\u200901\t2058\u200bG",
        "\ufeff681990012058G",
    ],
)
def test_i_can_type_it_with_spaces_hyphens_and_small_letters(typed):
    assert uci.tidy(typed) == "681990012058G"
    assert uci.read(typed) == ("681990012058G", "", "")


@pytest.mark.parametrize("typed", ["", "   ", "-", "\u00a0"])
def test_a_blank_one_is_fine(typed):
    assert uci.read(typed) == (None, "", "")


@pytest.mark.parametrize("centre", ["00000", "68199", "99999"])
def test_it_may_come_from_any_centre(centre):
    value, problem, _ = uci.read(f"{centre}0010001")
    assert value
    assert value.startswith(centre)
    assert problem == ""


@pytest.mark.parametrize(
    ("typed", "fitting"),
    [
        ("681990012058A", "G"),
        ("681990012085G", "L"),  # two neighbours swapped
        ("681990012059G", "R"),  # one digit wrong
        ("681990012058O", "G"),  # never a check letter
        ("6819900120588", "G"),
    ],
)
def test_a_wrong_letter_tells_me_which_one_fits_and_what_may_have_happened(typed, fitting):
    value, problem, warning = uci.read(typed)
    assert (value, warning) == (None, "")
    assert f"the letter that fits is {fitting}" in problem
    assert "one character is wrong, or two neighbours are swapped" in problem
    assert f"ends in {typed[-1]}" in problem


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("68199", "has 13 characters, this one has 5"),
        ("681990012058GG", "this one has 14"),
        ("68199001205G", "this one has 12"),  # a digit left out, not the letter
        ("6819900I2058G", "Character 8 of a UCI is a digit, this one has I"),
        ("6819900O2058", "this one has O"),
        ("68199001205?G", "Character 12 of a UCI is a digit, this one has ?"),
        ("68199?012058G", "Character 6 of a UCI is 0 or a letter"),
        ("68199É012058G", "Character 6 of a UCI is 0 or a letter"),
        ("٦٨١٩٩0012058G", "Character 1 of a UCI is a digit"),
        ("681990010000A", "start at 0001"),
    ],
)
def test_a_misshapen_one_is_refused_and_says_where(typed, says):
    value, problem, warning = uci.read(typed)
    assert (value, warning) == (None, "")
    assert says in problem
    assert "Compare it" in problem


@pytest.mark.parametrize(
    ("board", "letters"),
    # 12345?250001 sums to 270 without the board letter, which weighs 11: for Q, 457 or 380.
    [("P", ("E",)), ("Q", ("X", "G")), ("R", ("L", "A")), ("Z", ("T", "D"))],
)
def test_for_a_board_letter_from_q_on_either_reading_is_accepted_with_a_warning(board, letters):
    first12 = f"12345{board}250001"
    assert uci.check_letter(first12) == letters
    for letter in letters:
        value, problem, warning = uci.read(first12 + letter)
        assert (value, problem) == (first12 + letter, "")
        assert ("disagree" in warning) == (len(letters) == 2)
    value, problem, _ = uci.read(first12 + "Y")
    assert value is None
    assert f"the letter that fits is {' or '.join(letters)}:" in problem


def test_when_two_letters_fit_none_is_added_for_me():
    value, problem, warning = uci.read("12345Q250001")
    assert (value, warning) == (None, "")
    assert "X or G" in problem


@pytest.mark.parametrize(
    "first12", ["", "68199001205", "6819900120588", "6819900O2058", "681990012058G"]
)
def test_there_is_no_check_letter_for_anything_else(first12):
    with pytest.raises(ValueError, match="first twelve"):
        uci.check_letter(first12)


def test_it_is_shown_in_groups():
    assert uci.grouped("681990012058G") == "68199 0 01 2058 G"
    assert uci.grouped("") == ""


@pytest.mark.parametrize(
    ("on", "made"),
    [
        (date(2001, 9, 1), "681990012058G"),
        (date(2002, 8, 31), "681990012058G"),
        (date(2001, 8, 31), "681990002058W"),
        (date(2000, 1, 1), "681990992058X"),
    ],
)
def test_the_centre_can_make_one_for_the_academic_year(on, made):
    assert uci.make("68199", "2058", on) == made
    assert uci.read(made) == (made, "", "")


@pytest.mark.parametrize(
    ("centre_number", "candidate_number"),
    [("6819", "2058"), ("68199X", "2058"), ("68199", "42"), ("68199", "0000"), ("68199", "")],
)
def test_it_cannot_be_made_from_wrong_numbers(centre_number, candidate_number):
    with pytest.raises(ValueError, match="digits"):
        uci.make(centre_number, candidate_number, date(2026, 11, 24))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.integers(0, 99_999),
    st.integers(1, 9_999),
    st.dates(date(1990, 1, 1), date(2080, 1, 1)),
    st.data(),
)
def test_every_one_made_is_accepted_and_any_slip_in_it_noticed(centre, number, on, drawn):
    made = uci.make(f"{centre:05}", f"{number:04}", on)
    assert uci.read(made) == (made, "", "")
    place = drawn.draw(st.integers(0, 12))
    for wrong in set("0123456789ABCDEFGHKLMRTVWXY") - {made[place]}:
        slipped = made[:place] + wrong + made[place + 1 :]
        # A board letter from Q on has two readings, so one slip in many stays unnoticed and is
        # warned of.
        assert uci.read(slipped)[1] or (place == 5 and uci.read(slipped)[2])
    swapped = made[:place] + made[place : place + 2][::-1] + made[place + 2 :]
    assert swapped == made or uci.read(swapped)[1]
