"""A submission's page: its entries as they are now, and what has become of them."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.entries.afterwards import (
    OFFICER,
    ROOM,
    amend,
    bring_back,
    hand_over,
    ids,
    submitted,
    withdraw,
)
from tests.entries.drafts import (
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    everything,
    listed,
    people,
)
from tests.page import Browser, Page, squeezed
from webapp.candidates.record import store as candidates
from webapp.candidates.record import store_changes
from webapp.candidates.record.candidate import from_record
from webapp.database.connection import Db


def cells(page: Page, label: str) -> list[str]:
    return [squeezed(one["text"]) for one in page.all("td", data_label=label)]


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    page = officer.get(f"{ROOM}/{one}")
    assert page.heading == "Entries submitted"
    assert "SP-000003" in page.one("h1")["within"][-1]["text"]
    assert cells(page, "Status") == ["entered"] * 6
    assert cells(page, "Fee") == ["£115.00", "£18.50", "£18.50"] * 2
    assert cells(page, "Series") == ["March 2027", "On demand", "December 2026"] * 2
    links = {one["href"] for one in page.all("a")}
    assert {f"{ROOM}/3/attendance", "#entries-hand-over", f"{ROOM}/3/order-number", ROOM} <= links
    assert "Not handed over" in page.one("p", class_="marks")["text"]


def test_whoever_only_reads_results_is_refused(signed_in: Callable[[str], Browser]) -> None:
    check_wrong_role(signed_in, f"{ROOM}/2", ("get", ""), ("post", "/again"))


def test_a_submission_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, ("get", ""), ("post", "/again"), room=ROOM)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/2", ("get", ""), ("post", "/again"))


def test_looking_changes_nothing(officer: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    officer.get(f"{ROOM}/2")
    assert everything(centre_db) == before


def test_withdrawn_entries_stand_apart_with_their_history(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    chosen = ids(centre_db, one)
    withdraw(centre_db, one, chosen[:2], "left the course")
    bring_back(centre_db, one, chosen[:1])
    amend(centre_db, one, "PO-2", "typed wrong")
    page = officer.get(f"{ROOM}/{one}")
    assert "6, of which 1 withdrawn" in page.text
    assert squeezed(page.one("h2", id="entries-gone")["text"]) == "Withdrawn entries"
    told = [squeezed(cell) for cell in cells(page, "Status")]
    assert told[0].startswith("amended History of 03999")
    for part in (
        "Amended: order number PO-1 → PO-2: typed wrong, Priya Lewis,",
        "Withdrawal undone,",
        "Withdrawn: left the course, Priya Lewis,",
        "Entered, Priya Lewis, 24 November 2026",
    ):
        assert part in told[0]
    assert told[-1].startswith("withdrawn History of 09499")
    assert "Amended: PO-1 → PO-2: typed wrong, Priya Lewis" in page.text
    lines = page.one("form", action=f"{ROOM}/{one}/withdraw/undo")
    assert "not late: on demand" in squeezed(lines["text"])


def test_whoever_was_changed_afterwards_is_marked_with_a_link(
    officer: Browser, centre_db: Db
) -> None:
    chosen = people(centre_db, 2)
    one = submitted(centre_db, chosen)
    row = candidates.one(centre_db, chosen[0])
    assert row
    store_changes.change(centre_db, chosen[0], from_record(replace(row, forenames="Zoë")), OFFICER)
    page = officer.get(f"{ROOM}/{one}")
    assert (
        cells(page, "Candidate")
        == [f"{listed(centre_db, chosen[0])} Details changed"] * 3
        + [listed(centre_db, chosen[1])] * 3
    )
    assert len(page.all("a", href=f"/candidates/{chosen[0]}")) == 3


def test_details_changed_before_the_submission_are_not_marked(
    officer: Browser, centre_db: Db
) -> None:
    chosen = people(centre_db, 1)
    row = candidates.one(centre_db, chosen[0])
    assert row
    store_changes.change(centre_db, chosen[0], from_record(replace(row, forenames="Zoë")), OFFICER)
    one = submitted(centre_db, chosen, moment="2999-01-01T00:00:00.000000Z")
    assert "Details changed" not in officer.get(f"{ROOM}/{one}").text


def test_with_everything_withdrawn_the_page_says_so(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    withdraw(centre_db, one, ids(centre_db, one))
    page = officer.get(f"{ROOM}/{one}")
    assert "All entries of this submission are withdrawn." in page.text
    assert "No entry has to be handed over." in page.text
    assert not page.all("form", action=f"{ROOM}/{one}/withdraw/check")
    assert not page.all("p", class_="marks")


@pytest.mark.parametrize(("kept", "said"), [(6, "Nothing has changed"), (5, "1 row that is new")])
def test_the_page_says_what_has_changed_since_the_last_hand_over(
    officer: Browser, centre_db: Db, kept: int, said: str
) -> None:
    one = submitted(centre_db)
    hand_over(centre_db, one)
    withdraw(centre_db, one, ids(centre_db, one)[kept:])
    page = officer.get(f"{ROOM}/{one}")
    assert said in squeezed(page.one("section", id="entries-hand-over")["text"])
    assert "the whole sheet, 6 rows, recorded by Priya Lewis; again as CSV" in page.text
