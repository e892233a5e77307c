"""Numbers pasted in one go."""

import pytest

from webapp.candidates import pasted

UCI, ULN = "681990012058G", "9276308686"


def read(text: str) -> str:
    return " ".join(f"{one.field or 'none'}:{one.value}" for one in pasted.numbers(text))


def test_it_works():
    text = "42\n68199 0 01 2058 G\n927 630 8686"
    assert read(text) == f"candidate_number:0042 uci:{UCI} uln:{ULN}"
    assert [one.typed for one in pasted.numbers(text)] == ["42", "68199 0 01 2058 G", "927 630 8686"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""), (" \n ,;\t", ""), ("0042 0043 0044", "candidate_number:0042 candidate_number:0043 candidate_number:0044"),
        ("0042,0043;0044|1\t2", "candidate_number:0042 candidate_number:0043 candidate_number:0044"
         " candidate_number:0001 candidate_number:0002"),
        ("123 456 7890", "candidate_number:0123 candidate_number:0456 candidate_number:7890"),
        (f"{UCI} {ULN}", f"uci:{UCI} uln:{ULN}"),
        ("68199 0 01 2058 G 68199-0-01-2069-m", f"uci:{UCI} uci:681990012069M"),
        ("68199 0 01 2058 g, 42", f"uci:{UCI} candidate_number:0042"),
        ("12345678", "ocr_number:12345678"), ("42 42 042", "candidate_number:0042"),
        ("Smith", "none:SMITH"), ("12345", "none:12345"), ("ABCDEFGHIJ", "none:ABCDEFGHIJ"),
        ("٤٢", "none:٤٢"), ("0000", "candidate_number:0000"),
        ("681990012058", "none:681990012058"), ("681990012058H", "uci:681990012058H"),
    ],
)  # fmt: skip
def test_numbers_are_separated_by_anything(text, found):
    assert read(text) == found
