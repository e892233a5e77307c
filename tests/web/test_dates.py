"""Calendar dates as people type them."""

from datetime import date

import pytest

from webapp.web import dates


@pytest.mark.parametrize(
    "typed",
    [
        "24/11/2026",
        "24-11-2026",
        "24.11.2026",
        "24 Nov 2026",
        "24 November 2026",
        "2026-11-24",
        " 24  nov  2026 ",
        "24/11/2026 ",
    ],
)
def test_the_usual_spellings_are_one_date(typed: str) -> None:
    assert dates.read(typed) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "11/24/2026",
        "31/11/2026",
        "29/2/2027",
        "24/11/26",
        "24 No 2026",
        "November 24 2026",
        "2026/11/24",
        "0/1/2026",
        "1/0/2026",
        "1/1/0000",
        "24/11/2026 09:00",
        "٢٤/11/2026",
        "soon",
    ],
)
def test_anything_else_is_no_date(typed: str) -> None:
    assert dates.read(typed) is None
