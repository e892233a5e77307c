"""Pages of a long list."""

import pytest

from webapp.web.paging import paging


@pytest.mark.parametrize(
    ("total", "page", "shown"),
    [
        (0, 1, (1, 1, 0, 0)),
        (0, 9, (1, 1, 0, 0)),
        (50, 1, (1, 1, 1, 50)),
        (51, 2, (2, 2, 51, 51)),
        (51, 3, (2, 2, 51, 51)),
        (120, 0, (1, 3, 1, 50)),
        (120, -4, (1, 3, 1, 50)),
        (100_000, 2000, (2000, 2000, 99_951, 100_000)),
    ],
)
def test_it_works(total, page, shown):
    assert paging(total, page, 50)[:4] == shown


@pytest.mark.parametrize(
    ("pages", "page", "numbers"),
    [
        (1, 1, "1"),
        (3, 2, "1 2 3"),
        (5, 1, "1 2 … 5"),
        (5, 3, "1 2 3 4 5"),
        (9, 5, "1 … 4 5 6 … 9"),
        (9, 4, "1 2 3 4 5 … 9"),
        (9, 9, "1 … 8 9"),
        (2000, 1000, "1 … 999 1000 1001 … 2000"),
    ],
)
def test_the_pages_around_and_at_both_ends_are_offered(pages, page, numbers):
    offered = paging(pages * 50, page, 50).numbers
    assert " ".join("…" if one is None else str(one) for one in offered) == numbers
