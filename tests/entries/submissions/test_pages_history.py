"""The entry submission history: newest first, filtered, paged, with marks."""

from collections.abc import Callable

import pytest

from tests.entries.afterwards import ROOM, hand_over, ids, submitted, withdraw
from tests.entries.drafts import (
    BUSINESS,
    check_signed_out,
    check_wrong_role,
    everything,
    listed,
    people,
)
from tests.page import Browser, Page, squeezed
from webapp.candidates.record import store_changes
from webapp.database.connection import Db
from webapp.entries.submissions import store_history


def cells(page: Page, label: str) -> list[str]:
    return [squeezed(one["text"]) for one in page.all("td", data_label=label)]


def found(browser: Browser, **asked: str) -> list[str]:
    return cells(browser.post(ROOM, asked), "Reference")


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    withdraw(centre_db, one, ids(centre_db, one)[:2])
    page = officer.get(ROOM)
    assert page.status == 200
    assert page.heading == "Entry submission history"
    assert cells(page, "Reference") == ["SP-000003", "SP-000002", "SP-000001"]
    assert cells(page, "Submitted")[0] == "24 November 2026, 10:00 am"
    assert cells(page, "Person")[0] == "Priya Lewis"
    assert cells(page, "Order number") == ["PO-1", "PO-4802", "PO-4711"]
    assert cells(page, "Entries")[:2] == ["4 live, 2 withdrawn", "27 live"]
    assert cells(page, "To do") == ["Not handed over", "Not handed over", ""]
    assert page.one("a", href=f"{ROOM}/3")["text"] == "SP-000003"


DOORS = (("get", ROOM), ("post", ROOM))


def test_whoever_only_reads_results_is_refused(signed_in: Callable[[str], Browser]) -> None:
    check_wrong_role(signed_in, "", *DOORS)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, "", *DOORS)


def test_the_navigation_leads_there(officer: Browser) -> None:
    page = officer.get(ROOM)
    assert page.one("a", href=ROOM, aria_current="page")["text"] == "Entry submission history"


def test_looking_changes_nothing(officer: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    officer.get(ROOM)
    officer.post(ROOM, {"search": "mary"})
    assert everything(centre_db) == before


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("2026-07-01", "", [2, 3]),
        ("2026-07-02", "", [2]),
        ("", "2026-06-30", [1]),
        ("", "1/7/2026", [3, 1]),
        ("01/07/2026", "1 Jul 2026", [3]),
        ("", "", [2, 3, 1]),
    ],
)
def test_days_are_londons_and_both_are_included(
    officer: Browser, centre_db: Db, begins: str, ends: str, expected: list[int]
) -> None:
    submitted(centre_db, moment="2026-06-30T23:00:00.000000Z")
    references = [f"SP-{one:06}" for one in expected]
    assert found(officer, **{"from": begins, "to": ends}) == references


def test_what_is_no_day_is_said_and_left_out(officer: Browser) -> None:
    page = officer.post(ROOM, {"from": "soon", "to": "2026-02-30"})
    assert page.status == 422
    assert page.one("a", href="#from")["text"] == "“soon” is not a date: write it like 24/11/2026."
    assert page.one("input", id="from")["value"] == "soon"
    assert len(cells(page, "Reference")) == 2
    page = officer.post(ROOM, {"from": "2026-11-02", "to": "2026-11-01"})
    assert "swap the two" in page.one("a", href="#from")["text"]


def test_filters_by_person_package_and_order_number(officer: Browser, centre_db: Db) -> None:
    submitted(centre_db, package=BUSINESS, order_number="Zß-9")
    centre_db.execute("update submissions set account_id = 1 where submission_id = 1")
    page = officer.get(ROOM)
    names = [
        squeezed(one["text"])
        for one in page.all("option")
        if any(up.get("id") == "person" for up in one["within"])
    ]
    assert names == ["Anybody", "Ada Mensah", "Priya Lewis"]
    assert found(officer, person="1") == ["SP-000001"]
    business = cells(page, "Package")[0]
    assert "Business" in business
    assert found(officer, package=business) == ["SP-000003"]
    assert found(officer, order_number="po-4") == ["SP-000002", "SP-000001"]
    assert found(officer, order_number="zSS") == ["SP-000003"]
    assert found(officer, order_number="%") == []
    assert found(officer, person="1", order_number="4802") == []
    assert found(officer, person="nobody", package="", mark="x") == [
        "SP-000003",
        "SP-000002",
        "SP-000001",
    ]


def test_filters_by_candidate_archived_ones_too(officer: Browser, centre_db: Db) -> None:
    one, other = people(centre_db, 2)
    submitted(centre_db, [one])
    submitted(centre_db, [other])
    number = centre_db.execute(
        "select candidate_number from candidates where candidate_id = ?", [one]
    ).fetchone()[0]
    name = listed(centre_db, one)
    assert "SP-000003" in found(officer, search=name)
    store_changes.archive(centre_db, one, 2)
    assert found(officer, search=number) == ["SP-000003"]
    page = officer.post(ROOM, {"search": "zzzzqq"})
    assert "No submission fits." in page.text
    assert page.one("input", id="search")["value"] == "zzzzqq"
    assert page.address == ROOM


def test_filters_by_mark_also_from_home(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    hand_over(centre_db, one)
    home = officer.get("/")
    link = home.one("a", href=f"{ROOM}?mark=not-acknowledged")
    assert squeezed(link["text"]) == "Not acknowledged: 1 submission"
    assert cells(officer.get(link["href"]), "Reference") == ["SP-000003"]
    assert found(officer, mark="not-handed-over") == ["SP-000002"]
    assert found(officer, mark="changed") == []


def test_a_long_history_has_pages_that_keep_the_filter(
    officer: Browser, centre_db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_history, "PAGE", 2)
    for _ in range(3):
        submitted(centre_db)
    page = officer.post(ROOM, {"order_number": "PO-1"})
    assert cells(page, "Reference") == ["SP-000005", "SP-000004"]
    assert "1 to 2 of 3" in page.text
    page = officer.post(ROOM, {**turned(page), "page": "2"})
    assert cells(page, "Reference") == ["SP-000003"]
    assert cells(officer.post(ROOM, {"page": "99"}), "Reference") == ["SP-000001"]


def turned(page: Page) -> dict[str, str]:
    """What the buttons of the pages send along."""
    return {one["name"]: one["value"] for one in page.all("input", form="turn")}


def test_the_list_follows_the_typing(officer: Browser) -> None:
    part = officer.htmx(ROOM, {"order_number": "4711"})
    assert not part.all("html")
    assert part.tags[0]["id"] == "entries-history"
    assert cells(part, "Reference") == ["SP-000001"]


def test_home_shows_the_marks_of_the_latest(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    hand_over(centre_db, one)
    withdraw(centre_db, one, ids(centre_db, one)[:1])
    page = officer.get("/")
    cards = [squeezed(card["text"]) for card in page.all("li", class_="card")]
    assert "Changed since hand-over" in cards[0]
    assert "Not acknowledged" in cards[0]
    assert "Not handed over" in cards[1]
    assert "acknowledged" not in cards[2]
    assert "handed" not in cards[2]
