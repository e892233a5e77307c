"""Who was taken off the right-hand list, as a form carries it."""

from webapp.entries.removed import Removed, read


def test_it_works() -> None:
    gone = Removed([7, 9], [(7, 25, True), (9, 25, False)])
    written = gone.written()
    assert written == {"people": "7 9", "ticks": "7-25-1 9-25-0"}
    assert read(written["people"], written["ticks"]) == gone


def test_what_is_no_number_is_left_out() -> None:
    assert read("7 x -1 ² 8", "7-25 7-25-1-1 a-b-c 7--1") == Removed([7, 8], [])
    assert read("9" * 30, "") == Removed([], [])
    assert read("", "") == Removed([], [])
