"""Pages of a long list: which one is shown, and which others are offered."""

from typing import NamedTuple


class Paging(NamedTuple):
    """page counts from 1; first and last are the places of the rows shown, 0 and 0 for none.

    more: there are more than total, which no page shows.
    """

    page: int
    pages: int
    first: int
    last: int
    total: int
    more: bool = False

    @property
    def numbers(self) -> list[int | None]:
        """The first page, the last, and those around this one; None stands for what is left out."""
        near = {self.page - 1, self.page, self.page + 1, 1, self.pages}
        shown = sorted(one for one in near if 1 <= one <= self.pages)
        numbers: list[int | None] = []
        for before, one in zip([0, *shown], shown, strict=False):
            if one - before == 2:
                numbers.append(one - 1)
            elif one - before > 2:
                numbers.append(None)
            numbers.append(one)
        return numbers


def paging(total: int, page: int, size: int, more: bool = False) -> Paging:
    """The page asked for, or the nearest there is, of a list of total rows, size a page."""
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    return Paging(
        page, pages, min((page - 1) * size + 1, total), min(page * size, total), total, more
    )
