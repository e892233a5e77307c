"""Order number/reference."""

import pytest

from webapp.entries.submissions.order_number import read

TOO_LONG = "The order number has {} characters, but only 30 can be kept. Shorten it."
UNPRINTABLE = "Use letters, digits and signs only in the order number."
CUT = "The order number has more than 12 characters. Some awarding bodies cut it there."


@pytest.mark.parametrize(
    ("typed", "value", "problem", "warning"),
    [
        ("", "", "", ""),
        ("   ", "", "", ""),
        ("PO-4711", "PO-4711", "", ""),
        ("  PO   4711 ", "PO 4711", "", ""),
        ("PO\t4711\r\n", "PO 4711", "", ""),
        ("PO\u00a04711", "PO 4711", "", ""),
        ("Büro 7/Ä", "Büro 7/Ä", "", ""),
        ("=1+1", "=1+1", "", ""),
        ("123456789012", "123456789012", "", ""),
        ("1234567890123", "1234567890123", "", CUT),
        ("1" * 30, "1" * 30, "", CUT),
        (f"  {'1' * 30}  ", "1" * 30, "", CUT),
        ("1" * 31, "1" * 31, TOO_LONG.format(31), ""),
        ("1" * 500, "1" * 500, TOO_LONG.format(500), ""),
        ("PO\x074711", "PO\x074711", UNPRINTABLE, ""),
        ("PO\u200b4711", "PO4711", "", ""),
        ("PO\u202e4711", "PO4711", "", ""),
        ("\x00" * 40, "\x00" * 40, UNPRINTABLE, ""),
    ],
)
def test_it_works(typed: str, value: str, problem: str, warning: str) -> None:
    assert read(typed) == (value, problem, warning)
