"""Fees as people type them."""

import pytest

from webapp.catalogue.fees import fee


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("115", 11500),
        ("115.00", 11500),
        ("£1,150.50", 115050),
        ("1,150.50", 115050),
        ("£ 18.5", 1850),
        ("0", 0),
        ("0.05", 5),
        (" 12 ", 1200),
        ("100000", 10_000_000),
        ("", None),
        ("   ", None),
    ],
)
def test_pounds_and_pence_are_read(typed: str, pence: int | None) -> None:
    assert fee.read(typed) == fee.Fee(pence)


@pytest.mark.parametrize(
    "typed",
    [
        "-1",
        "1.234",
        "115,00",
        "1,15",
        "£",
        "ten",
        "1.150,50",
        "12 pounds",
        ".50",
        "1e3",
        "١٢",
        "100000.01",
        "9" * 40,
    ],
)
def test_anything_else_is_refused_with_what_to_type(typed: str) -> None:
    reading = fee.read(typed)
    assert reading.pence is None
    assert "such as 115 or 1,150.50" in reading.problem or "check the point" in reading.problem


@pytest.mark.parametrize(
    ("pence", "text"), [(11500, "115.00"), (5, "0.05"), (None, ""), (0, "0.00")]
)
def test_a_fee_stands_in_the_field_as_it_can_be_typed_again(pence: int | None, text: str) -> None:
    assert fee.shown(pence) == text
    assert fee.read(text).pence == pence
