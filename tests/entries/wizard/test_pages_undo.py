"""Undoing what was taken off the right-hand list, with the ticks that went with it."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import (
    begin,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    choices,
    id_of,
    people,
    selected,
)
from tests.page import Browser, Page
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft

BACK, REMOVE, DOORS = (
    "/candidates/bring-back",
    "/candidates/remove",
    (("post", "/candidates/bring-back"),),
)


@pytest.fixture
def base(centre_db: Db) -> str:
    """A draft with three candidates; two cells were decided."""
    three = people(centre_db, 3)
    base = begin(centre_db, people=three)
    store_draft.tick(centre_db, id_of(base), {(three[0], 25): False, (three[1], 25): True})
    return base


def undo(officer: Browser, page: Page, base: str) -> Page:
    return officer.send(page, base + BACK)


@pytest.mark.parametrize("values", [{"all": "1"}, {"leaving": "one"}])
def test_it_works(officer: Browser, centre_db: Db, base: str, values: dict[str, str]) -> None:
    before, decided = selected(centre_db, base), choices(centre_db, base)
    assert decided
    if "leaving" in values:
        values = {"leaving": str(before[0])}
    page = officer.post(base + REMOVE, values)
    assert len(selected(centre_db, base)) == (0 if "all" in values else 2)
    page = undo(officer, page, base)
    assert selected(centre_db, base) == before
    assert choices(centre_db, base) == decided
    assert "brought back" in page.text
    assert not page.all("form", id="undo")


def test_with_htmx_the_way_back_stands_in_the_right_hand_list(
    officer: Browser, centre_db: Db, base: str
) -> None:
    before = selected(centre_db, base)
    reply = officer.htmx(base + REMOVE, {"all": "1", "search": "", "added": "any"})
    assert reply.one("form", id="undo")
    reply = officer.htmx(base + BACK, {"search": "", "added": "any"})
    assert selected(centre_db, base) == before
    assert "3 candidates brought back." in reply.text
    assert not reply.all("form", id="undo")


def test_every_removal_can_be_undone_also_after_the_page_was_opened_anew(
    officer: Browser, centre_db: Db, base: str
) -> None:
    before, decided = selected(centre_db, base), choices(centre_db, base)
    for leaving in before:
        page = officer.post(base + REMOVE, {"leaving": str(leaving)})
    assert selected(centre_db, base) == []
    page = officer.get(base + "/candidates")
    page = officer.send(page, base + BACK)
    assert selected(centre_db, base) == before[2:]
    assert page.one("button", name="every")["text"] == "Bring back all 2 removed"
    page = officer.send(page, base + BACK, every="1")
    assert (selected(centre_db, base), choices(centre_db, base)) == (before, decided)
    assert not page.all("form", id="undo")


def test_reloading_after_a_removal_removes_nobody_else(
    officer: Browser, centre_db: Db, base: str
) -> None:
    one = selected(centre_db, base)[0]
    page = officer.post(base + REMOVE, {"leaving": str(one)})
    assert page.address == base + "/candidates"
    assert page.reply.request.method == "GET"
    assert "Undo" in officer.get(base + "/candidates?tab=groups").one("form", id="undo")["text"]


def test_of_somebody_removed_twice_the_later_ticks_come_back(
    officer: Browser, centre_db: Db, base: str
) -> None:
    one = selected(centre_db, base)[0]
    officer.post(base + REMOVE, {"leaving": str(one)})
    officer.post(base + "/candidates/add", {"candidate_id": str(one)})
    store_draft.tick(centre_db, id_of(base), {(one, 25): True})
    officer.post(base + REMOVE, {"leaving": str(one)})
    officer.post(base + BACK, {"every": "1"})
    assert choices(centre_db, base)[one, 25] is True


def test_whoever_was_archived_meanwhile_is_not_brought_back(
    officer: Browser, centre_db: Db, base: str
) -> None:
    one, two, three = selected(centre_db, base)
    officer.post(base + REMOVE, {"all": "1"})
    centre_db.execute(
        "update candidates set archived_at = '2026-11-24T09:00:00Z' where candidate_id = ?", [one]
    )
    assert "the 2 removed last" in officer.get(base + "/candidates").one("form", id="undo")["text"]
    officer.post(base + BACK, {"every": "1"})
    assert selected(centre_db, base) == [two, three]


def test_what_was_removed_is_forgotten_when_the_step_is_left(
    officer: Browser, centre_db: Db, base: str
) -> None:
    one = selected(centre_db, base)[0]
    officer.post(base + REMOVE, {"leaving": str(one)})
    officer.post(base + "/candidates", {})
    assert not officer.get(base + "/candidates").all("form", id="undo")


def test_there_is_nothing_to_undo_before_somebody_was_removed(officer: Browser, base: str) -> None:
    assert not officer.get(base + "/candidates").all("form", id="undo")
    assert not officer.post(base + REMOVE, {"leaving": "999999"}).all("form", id="undo")


def test_undoing_twice_changes_nothing_more(officer: Browser, centre_db: Db, base: str) -> None:
    before, decided = selected(centre_db, base), choices(centre_db, base)
    page = officer.post(base + REMOVE, {"all": "1"})
    undo(officer, page, base)
    page = undo(officer, page, base)
    assert "0 candidates brought back." in page.text
    assert (selected(centre_db, base), choices(centre_db, base)) == (before, decided)


def test_what_was_decided_anew_in_the_meantime_stays(
    officer: Browser, centre_db: Db, base: str
) -> None:
    one = selected(centre_db, base)[0]
    page = officer.post(base + REMOVE, {"leaving": str(one)})
    officer.post(base + "/candidates/add", {"candidate_id": str(one)})
    store_draft.tick(centre_db, id_of(base), {(one, 25): True})
    undo(officer, page, base)
    assert choices(centre_db, base)[one, 25] is True


def test_a_tick_for_what_the_package_does_not_hold_does_not_come_back(
    officer: Browser, centre_db: Db, base: str
) -> None:
    one = selected(centre_db, base)[0]
    officer.post(base + REMOVE, {"leaving": str(one)})
    other = centre_db.execute(
        "select package_id from packages where package_id not in"
        " (select package_id from package_assessments where assessment_id = 25) limit 1"
    ).fetchone()[0]
    store_draft.set_package(centre_db, id_of(base), other)
    officer.post(base + BACK)
    assert one in selected(centre_db, base)
    assert (one, 25) not in choices(centre_db, base)


def test_the_search_stays(officer: Browser, base: str) -> None:
    page = officer.post(base + "/candidates/find", {"search": "o'brien", "added": "any"})
    page = officer.send(page, base + REMOVE, all="1")
    assert page.one("input", id="search")["value"] == "o'brien"
    assert undo(officer, page, base).one("input", id="search")["value"] == "o'brien"


def test_it_is_shut_to_others(
    signed_in: Callable[[str], Browser], officer: Browser, stranger: Browser, base: str
) -> None:
    check_wrong_role(signed_in, base, *DOORS)
    check_signed_out(stranger, base, *DOORS)
    check_wrong_id(officer, *DOORS)
