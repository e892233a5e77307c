"""Numbers pasted in one go."""

import itertools

import pytest

from webapp.candidates.groups import pasted_identifiers
from webapp.candidates.record import uci, uln

UCI, ULN = "681990012058G", "9276308686"


def read(text: str) -> str:
    return " ".join(
        f"{one.field or 'none'}:{one.value}" for one in pasted_identifiers.numbers(text)
    )


def test_it_works():
    text = "42\n68199 0 01 2058 G\n927 630 8686"
    assert read(text) == f"candidate_number:0042 uci:{UCI} uln:{ULN}"
    assert [one.typed for one in pasted_identifiers.numbers(text)] == [
        "42",
        "68199 0 01 2058 G",
        "927 630 8686",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        (" \n ,;\t", ""),
        ("0042 0043 0044", "candidate_number:0042 candidate_number:0043 candidate_number:0044"),
        (
            "0042,0043;0044|1\t2",
            "candidate_number:0042 candidate_number:0043 candidate_number:0044"
            " candidate_number:0001 candidate_number:0002",
        ),
        ("123 456 7890", "candidate_number:0123 candidate_number:0456 candidate_number:7890"),
        (f"{UCI} {ULN}", f"uci:{UCI} uln:{ULN}"),
        ("68199 0 01 2058 G 68199-0-01-2069-m", f"uci:{UCI} uci:681990012069M"),
        ("68199 0 01 2058 g, 42", f"uci:{UCI} candidate_number:0042"),
        ("12345678", "ocr_number:12345678"),
        ("42 42 042", "candidate_number:0042"),
        ("Smith", "none:SMITH"),
        ("12345", "none:12345"),
        ("ABCDEFGHIJ", "none:ABCDEFGHIJ"),
        ("٤٢", "none:٤٢"),
        ("0000", "candidate_number:0000"),
        ("681990012058", "none:681990012058"),
        ("681990012058H", "uci:681990012058H"),
    ],
)
def test_numbers_are_separated_by_anything(text, found):
    assert read(text) == found


def ulns(count: int) -> list[str]:
    """So many ULNs, made for this test, with spaces inside."""
    whole = (str(first) for first in range(1_000_000_007, 9_999_999_999))
    sound = (one for one in whole if uln.read(one)[0])
    return [f"{one[:3]} {one[3:6]} {one[6:]}" for one in itertools.islice(sound, count)]


@pytest.mark.parametrize("between", [" ", "\n", ", "])
def test_a_thousand_ulns_with_spaces_inside_are_read(between):
    written = ulns(1_000)
    found = pasted_identifiers.numbers(between.join(written))
    assert [one.typed for one in found] == written
    assert {one.field for one in found} == {"uln"}


def test_a_uln_after_three_candidate_numbers_in_a_row_is_found():
    assert read("123 456 7890 927 630 8686") == (
        f"candidate_number:0123 candidate_number:0456 candidate_number:7890 uln:{ULN}"
    )


def looked_at(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many characters are looked at for all numbers of a text together."""
    looked, tidy = [], uci.tidy
    monkeypatch.setattr(uci, "tidy", lambda one: looked.append(len(one)) or tidy(one))
    monkeypatch.setattr(uln, "tidy", uci.tidy)
    pasted_identifiers.numbers(text)
    monkeypatch.undo()
    return sum(looked)


@pytest.mark.parametrize(
    "pattern", ["681990012058G ", "927 630 8686 ", "123 456 7890 ", "0042 ", "Smith ", "-", "("]
)
def test_the_work_grows_with_the_text_and_no_faster(pattern, monkeypatch):
    short, long = (looked_at(pattern * count, monkeypatch) for count in (100, 1_000))
    assert long <= 10 * short + 100


def test_a_text_that_is_too_long_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(pasted_identifiers, "_typed", lambda text: pytest.fail("It was read."))
    with pytest.raises(pasted_identifiers.TooMany, match="1,900,000 characters: paste 1,000,000"):
        pasted_identifiers.numbers("0042 " * 380_000)


def test_reading_ends_with_the_first_number_too_many(monkeypatch):
    words, read_one = [], pasted_identifiers._read
    monkeypatch.setattr(
        pasted_identifiers, "_read", lambda typed: words.append(typed) or read_one(typed)
    )
    with pytest.raises(pasted_identifiers.TooMany, match="paste 20,000 at a time"):
        pasted_identifiers.numbers("42 " * 300_000)
    assert len(words) == pasted_identifiers.MAX_NUMBERS
