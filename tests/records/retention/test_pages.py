"""Retention: years, list, confirmation, deletion; for administrators alone."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import begin, check_signed_out, count, knock
from tests.page import Browser, Page, squeezed
from tests.results.pairs import enter, pair, row, unite, value
from webapp.candidates.record import store as candidates
from webapp.database.connection import Db

ROOM = "/candidates/retention"
DOORS = (("get", ""), ("post", ""), ("post", "/check"), ("post", "/delete"))


@pytest.fixture
def administrator(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("administrator")


@pytest.fixture
def old(centre_db: Db) -> tuple[int, int]:
    """Two who were added ten years ago, and nothing since."""
    both = pair(centre_db)
    for one in both:
        centre_db.execute(
            "update candidates set added_on = '2016-09-01' where candidate_id = ?", [one]
        )
    centre_db.conn.commit()
    return both


def test_it_works(administrator: Browser, centre_db: Db, old: tuple[int, int]) -> None:
    stays, goes = old
    surname = row(centre_db, goes).surname
    page = administrator.get(ROOM)
    assert page.form(ROOM)["years"] == "6"
    assert "Nobody has been deleted yet" in page.text
    page = administrator.send(page, ROOM)
    assert page.heading.startswith("No entry and no result for 6 years")
    assert sorted(page.form(f"{ROOM}/check")["candidate_id"]) == sorted(map(str, old))
    assert surname in page.text
    assert "none" in page.text
    assert "1 Sep 2016" in page.text
    page = administrator.send(page, f"{ROOM}/check", candidate_id=[str(goes)])
    assert page.heading == "Delete 1 candidate for good"
    assert len(names(page)) == 1
    assert surname in names(page)[0]
    page = administrator.send(page, f"{ROOM}/delete", exported="1")
    assert page.address == ROOM
    assert "1 candidate deleted for good." in page.text
    assert "Ada Mensah" in page.one("table")["text"]
    assert candidates.one(centre_db, goes) is None
    assert candidates.one(centre_db, stays)


def names(page: Page) -> list[str]:
    """Whom the last page names."""
    part = page.one("details", id="named")
    return [squeezed(one["text"]) for one in page.all("li") if part in one["within"]]


def test_going_back_keeps_who_was_unticked(
    administrator: Browser, centre_db: Db, old: tuple[int, int]
) -> None:
    stays, goes = old
    begin(centre_db, people=[goes])
    page = administrator.post(ROOM, {"years": "6"})
    check = administrator.send(page, f"{ROOM}/check", candidate_id=[str(goes)])
    for page in (administrator.send(check, ROOM), administrator.post(ROOM, {"years": "6"})):
        assert page.heading.startswith("No entry and no result")
        assert page.form(f"{ROOM}/check")["candidate_id"] == str(goes)
        assert "checked" not in page.one("input", id="all-shown")
    page = administrator.send(page, f"{ROOM}/check")
    administrator.send(page, f"{ROOM}/delete", exported="1")
    assert candidates.one(centre_db, stays)
    assert candidates.one(centre_db, goes) is None
    assert value(centre_db, "select count(*) from retention_choices") == 0


def test_the_choice_is_each_administrators_own(
    administrator: Browser, centre_db: Db, old: tuple[int, int]
) -> None:
    page = administrator.post(ROOM, {"years": "6"})
    administrator.send(page, f"{ROOM}/check", candidate_id=[str(old[0])])
    centre_db.execute("update retention_choices set account_id = 2")
    page = administrator.post(ROOM, {"years": "6"})
    assert sorted(page.form(f"{ROOM}/check")["candidate_id"]) == sorted(map(str, old))


def test_the_last_page_names_everybody_who_goes_and_nobody_else_is_deleted(
    administrator: Browser, centre_db: Db, old: tuple[int, int]
) -> None:
    # Of two that are merged the older record stays.
    one, other = sorted(old)
    page = administrator.post(f"{ROOM}/check", {"years": "6", "candidate_id": str(one)})
    assert len(names(page)) == 1
    assert unite(centre_db, one, other).merge_id
    page = administrator.send(page, f"{ROOM}/delete", exported="1")
    assert page.status == 422, page.text
    assert "a record was merged into one of these people" in page.text
    assert count(centre_db, "candidates") == 1200
    assert len(names(page)) == 2
    assert "merged into one of the others" in " ".join(names(page))
    administrator.send(page, f"{ROOM}/delete", exported="1")
    assert count(centre_db, "candidates") == 1198


@pytest.mark.parametrize("role", ["entries", "results"])
def test_only_administrators_may_delete(
    signed_in: Callable[[str], Browser], centre_db: Db, old: tuple[int, int], role: str
) -> None:
    browser = signed_in(role)
    for door in DOORS:
        assert knock(browser, door, ROOM).status == 403
    sent = {"years": "6", "chosen": f"{old[0]} {old[1]}", "exported": "1"}
    assert browser.post(f"{ROOM}/delete", sent).status == 403
    assert count(centre_db, "candidates") == 1200


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, ROOM, *DOORS)


def test_nothing_is_deleted_without_the_tick(
    administrator: Browser, centre_db: Db, old: tuple[int, int]
) -> None:
    page = administrator.post(f"{ROOM}/check", {"years": "6", "candidate_id": [*map(str, old)]})
    page = administrator.send(page, f"{ROOM}/delete")
    assert page.status == 422
    assert page.all("a", href="#exported")
    assert page.heading == "Delete 2 candidates for good"
    assert count(centre_db, "candidates") == 1200


def test_a_wrong_number_of_years_comes_back_with_what_was_typed(administrator: Browser) -> None:
    page = administrator.send(administrator.get(ROOM), ROOM, years="0")
    assert page.status == 422
    assert page.form(ROOM)["years"] == "0"
    assert page.all("a", href="#years")
    assert administrator.post(f"{ROOM}/check", {"years": "x"}).status == 422
    assert administrator.post(f"{ROOM}/delete", {"years": "x", "exported": "1"}).status == 422


def test_nobody_ticked_is_said(administrator: Browser, old: tuple[int, int]) -> None:
    page = administrator.post(f"{ROOM}/check", {"years": "6"})
    assert page.status == 422
    assert "Tick at least one person" in page.text


def test_nobody_lapsed_is_said(administrator: Browser) -> None:
    assert "There is nobody to delete" in administrator.post(ROOM, {"years": "50"}).text


def test_whoever_is_in_an_open_draft_is_not_ticked(
    administrator: Browser, centre_db: Db, old: tuple[int, int]
) -> None:
    begin(centre_db, people=[old[0]])
    page = administrator.post(ROOM, {"years": "6"})
    assert page.form(f"{ROOM}/check")["candidate_id"] == str(old[1])
    assert "In an open draft" in page.text


def test_whoever_was_entered_while_i_read_the_list_stays(
    administrator: Browser, centre_db: Db, old: tuple[int, int]
) -> None:
    page = administrator.post(f"{ROOM}/check", {"years": "6", "candidate_id": [*map(str, old)]})
    enter(centre_db, old[0], "03999")
    centre_db.conn.commit()
    told = administrator.send(page, f"{ROOM}/delete", exported="1").text
    assert "1 candidate deleted for good. 1 other not" in told
    assert candidates.one(centre_db, old[0])
    again = administrator.send(page, f"{ROOM}/delete", exported="1")
    assert "Nobody was deleted" in again.text
    assert value(centre_db, "select count(*) from deletions") == 1
