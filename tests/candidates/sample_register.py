"""What tests of the register begin with: somebody typed in, somebody known, and what the file
says.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tests.entries.drafts import people
from tests.page import Browser, Page, squeezed
from webapp.candidates.record import changes as change
from webapp.candidates.record import store, store_changes
from webapp.candidates.record.candidate import Candidate, from_record
from webapp.database.connection import Db

PRIYA = 2
"""The account that the officer signs in with."""
NEW = Candidate("O'Hanrahan-Śmith", "Zoë", date(2008, 3, 27), "female", "", "", "", "")


def known(db: Db, candidate_id: int) -> Candidate:
    row = store.one(db, candidate_id)
    assert row
    return from_record(row)


def form(one: Candidate, **changed: Any) -> dict[str, str]:
    """The candidate form filled in with somebody, some of it otherwise."""
    return change.form(replace(one, **changed))


def two(db: Db) -> tuple[int, int]:
    first, second = people(db, 2, "uci is not null and uln is not null and gender is not null")
    return first, second


def merge(db: Db, gone: int, kept: int) -> None:
    store_changes.archive(db, gone, PRIYA)
    db.execute("update candidates set merged_into = ? where candidate_id = ?", [kept, gone])


def history(page: Page) -> list[str]:
    part = page.one("ul", class_="govuk-list history")
    return [squeezed(one["text"]) for one in page.all("li") if part in one["within"]]


def names(page: Page) -> list[str]:
    """Who is listed, from top to bottom."""
    return [squeezed(one["text"]) for one in page.all("a") if one.get("id", "").startswith("name-")]


def told(page: Page) -> str:
    part = page.one("div", id="candidates-rows")
    return next(
        squeezed(one["text"]) for one in page.tags if "data-heard" in one and part in one["within"]
    )


def check_reader_only_looks(
    signed_in: Callable[[str], Browser], looks: list[str], *doors: tuple[str, str]
) -> None:
    """The results role may open these pages and is refused at these doors."""
    reader = signed_in("results")
    for address in looks:
        assert reader.get(address).status == 200, address
    for method, address in doors:
        page = getattr(reader, method)(address)
        assert (page.status, page.heading) == (403, "You cannot do this"), address
