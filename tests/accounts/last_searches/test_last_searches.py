"""The last search of each list: there again by Back and by the navigation, cleared, and gone with
the session.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.candidates.sample_register import names, told
from tests.entries.drafts import ICT, begin
from tests.page import Browser
from webapp.accounts.last_searches import store as store_searches
from webapp.accounts.sessions import session
from webapp.accounts.sessions import store as store_sessions
from webapp.database.connection import Db

REGISTER, HISTORY, ACTIVITY = "/candidates", "/entries/submissions", "/accounts/activity"
CLEAR = {"clear": "1"}


def searches(db: Db) -> list[tuple]:
    return db.execute("select list_name, fields from session_searches order by 1").fetchall()


def written(browser: Browser) -> None:
    browser.client.app.state.searches.write()


@pytest.mark.parametrize("way", ["htmx", "post"])
def test_it_works(officer: Browser, centre_db: Db, way: str) -> None:
    found = getattr(officer, way)(REGISTER, {"search": "mary jon", "added": "5-years", "page": "1"})
    officer.get("/entries/drafts")
    page = officer.get(REGISTER)
    assert page.one("input", id="search")["value"] == "mary jon"
    assert page.one("option", value="5-years")["selected"] == ""
    assert names(page) == names(found)
    page = officer.send(page, REGISTER, **CLEAR)
    assert page.one("input", id="search")["value"] == ""
    assert told(officer.get(REGISTER)) == "1 to 50 of 1,200"
    assert not page.all("button", name="clear")


def test_without_script_a_search_leads_to_an_address_that_back_finds(officer: Browser) -> None:
    for address in (REGISTER, HISTORY):
        page = officer.post(address, {"search": "mary"})
        assert [one.status_code for one in page.reply.history] == [303]
        assert page.reply.request.method == "GET"


def test_ticks_without_script_survive_searching_and_turning_the_page(officer: Browser) -> None:
    page = officer.get(REGISTER)
    first = page.all("input", name="candidate_id")[0]["value"]
    page = officer.post(
        REGISTER, page.form(f"{REGISTER}/groups/add") | {"candidate_id": first, "page": "2"}
    )
    assert "checked" in page.one("input", id=f"find-{first}")
    second = page.all("input", name="candidate_id")[5]["value"]
    sent = {"search": "smith", "candidate_id": [first, second]}
    page = officer.post(REGISTER, sent)
    page = officer.get(REGISTER)
    ticked = {one["value"] for one in page.all("input", name="candidate_id") if "checked" in one}
    assert ticked == {first, second}
    assert "2 ticked" in told(page)
    page = officer.post(
        f"{REGISTER}/groups/add", page.form(f"{REGISTER}/groups/add") | {"new_title": "Both"}
    )
    assert "2 candidates added to the group." in page.text
    assert "ticked" not in told(officer.get(REGISTER))


def test_the_title_of_a_new_group_is_not_lost_by_searching(officer: Browser) -> None:
    page = officer.post(REGISTER, {"search": "mary", "new_title": "Evening class"})
    assert page.one("input", id="new_title")["value"] == "Evening class"


def test_ticks_without_script_survive_in_select_candidates(officer: Browser, centre_db: Db) -> None:
    base = f"{begin(centre_db, ICT)}/candidates"
    page = officer.get(base)
    assert page.one("button", id="show-more")["form"] == "add"
    assert page.one("button", id="show-more")["formaction"] == f"{base}/find"
    first = page.all("input", name="candidate_id")[0]["value"]
    page = officer.post(f"{base}/find", {"search": "", "limit": "100", "candidate_id": first})
    assert len(page.all("input", name="candidate_id")) == 100
    page = officer.post(f"{base}/find", page.form(f"{base}/add") | {"search": "mary jon"})
    assert "checked" in page.one("input", id=f"find-{first}")
    page = officer.get(base)
    assert page.one("input", id="search")["value"] == "mary jon"
    page = officer.send(page, f"{base}/add")
    assert "1 candidate added." in page.text
    assert not [one for one in page.all("input", name="candidate_id") if "checked" in one]
    page = officer.post(f"{base}/find", CLEAR)
    assert page.one("input", id="search")["value"] == ""


@pytest.mark.parametrize("way", ["htmx", "post"])
def test_select_candidates_keeps_the_search_and_forgets_the_ticks_once_they_are_added(
    officer: Browser, centre_db: Db, way: str
) -> None:
    base = f"{begin(centre_db, ICT)}/candidates"
    getattr(officer, way)(f"{base}/find", {"search": "smith", "added": "5-years"})
    officer.get("/entries/drafts")
    page = officer.get(base)
    assert page.one("input", id="search")["value"] == "smith"
    assert page.one("option", value="5-years")["selected"] == ""
    first = page.all("input", name="candidate_id")[0]["value"]
    asked = {"search": "smith", "added": "5-years", "candidate_id": first}
    officer.post(f"{base}/find", asked)
    officer.post(f"{base}/add", asked)
    officer.post(f"{base}/remove", {"leaving": first})
    page = officer.get(base)
    assert page.one("input", id="search")["value"] == "smith"
    assert page.one("option", value="5-years")["selected"] == ""
    assert "checked" not in page.one("input", id=f"find-{first}")


def test_the_history_and_the_activity(signed_in: Callable[[str], Browser]) -> None:
    administrator = signed_in("administrator")
    administrator.htmx(HISTORY, {"order_number": "PO-4802"})
    page = administrator.get(HISTORY)
    assert page.one("input", id="order_number")["value"] == "PO-4802"
    page = (
        administrator.send(page, HISTORY, **CLEAR)
        if len(page.all("form", action=HISTORY)) == 1
        else (administrator.post(HISTORY, CLEAR))
    )
    assert page.one("input", id="order_number")["value"] == ""
    administrator.post(ACTIVITY, {"from": "1/11/2026", "candidate_number": "0042"})
    page = administrator.get(ACTIVITY)
    assert page.one("input", id="candidate_number")["value"] == "0042"
    assert "Clear search" in page.text
    assert administrator.post(ACTIVITY, CLEAR).one("input", id="candidate_number")["value"] == ""


def test_the_catalogue(officer: Browser) -> None:
    officer.get("/catalogue?q=functional")
    page = officer.get("/catalogue")
    assert page.one("input", id="q")["value"] == "functional"
    officer.get(page.one("a", href="/catalogue?q=")["href"])
    assert officer.get("/catalogue").one("input", id="q")["value"] == ""


def test_the_reports_filters(officer: Browser, centre_db: Db) -> None:
    framework_id = centre_db.execute(
        "select framework_id from packages join submissions using (package_id) limit 1"
    ).fetchone()[0]
    base = f"/results/learning-programmes/{framework_id}"
    officer.get(f"{base}/report?kind=all&from=1+March+2026&sort=state")
    page = officer.get(base)
    assert page.one("input", id="from")["value"] == "1 March 2026"
    assert "checked" in page.one("input", name="kind", value="all")
    assert "sort=state" in str(officer.get(f"{base}/report").reply.url)
    page = officer.get("/results/learning-programmes")
    assert "selected" in page.one("option", value=str(framework_id))
    page = officer.get(f"{base}?clear=1")
    assert page.one("input", id="from")["value"] == ""
    officer.post(f"{base}/candidates/find", {"search": "a", "candidate_id": "1"})
    page = officer.get(f"{base}/candidates")
    assert page.one("input", id="search")["value"] == "a"
    page = officer.post(f"{base}/candidates/find", {"search": "a", **CLEAR})
    assert page.one("input", id="search")["value"] == ""


def test_the_search_for_a_record_to_merge(officer: Browser) -> None:
    officer.htmx("/candidates/merge/find", {"one": "1", "search": "mary"})
    assert officer.get("/candidates/merge?one=1").one("input", id="search")["value"] == "mary"
    assert officer.get("/candidates/merge?one=2").one("input", id="search")["value"] == ""


def test_everybody_has_their_own_and_it_stands_in_the_file_with_the_session(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    officer, other = signed_in("entries"), signed_in("administrator")
    officer.htmx(REGISTER, {"search": "quux"})
    written(officer)
    assert other.get(REGISTER).one("input", id="search")["value"] == ""
    assert [name for name, _ in searches(centre_db)] == ["candidates"]
    officer.post("/sign-out")
    assert searches(centre_db) == []
    # What was typed last is not written behind a session that has ended.
    other.htmx(REGISTER, {"search": "quux"})
    centre_db.execute("update sessions set ended_at = '2026-11-24T09:00:00.000000Z'")
    written(other)
    assert searches(centre_db) == []


def test_the_searches_of_a_session_that_ran_out_go_with_the_next_sign_in(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    officer = signed_in("entries")
    officer.htmx(REGISTER, {"search": "quux"})
    written(officer)
    centre_db.execute("update sessions set seen_at = '2020-01-01T00:00:00.000000Z'")
    signed_in("administrator")
    assert searches(centre_db) == []


def test_how_long_a_search_stays_follows_how_long_a_session_lasts(
    centre_db: Db, officer: Browser
) -> None:
    officer.htmx(REGISTER, {"search": "quux"})
    written(officer)
    three_hours_ago = (datetime.now(UTC) - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    centre_db.execute("update sessions set seen_at = ?", [three_hours_ago])
    longer = session.Limits(timedelta(hours=6), timedelta(hours=24))
    store_sessions.start(centre_db, 1, store_sessions.Seen(), limits=longer)
    assert [name for name, _ in searches(centre_db)] == ["candidates"]
    store_sessions.start(centre_db, 1, store_sessions.Seen())
    assert searches(centre_db) == []


def test_a_file_that_is_held_holds_up_nobody(officer: Browser, centre_db: Db) -> None:
    officer.htmx(REGISTER, {"search": "quux"})
    centre_db.execute("begin immediate")
    written(officer)
    assert officer.get(REGISTER).one("input", id="search")["value"] == "quux"
    centre_db.execute("rollback")
    written(officer)
    assert len(searches(centre_db)) == 1


def test_a_session_keeps_so_many_and_no_longer_ones(officer: Browser, centre_db: Db) -> None:
    session_id = centre_db.execute("select max(session_id) from sessions").fetchone()[0]
    many = {(session_id, f"list {number}"): {"search": "a"} for number in range(150)}
    assert store_searches.keep(centre_db, many)
    assert len(searches(centre_db)) <= store_searches.MAX_LISTS_A_SESSION
    officer.htmx(REGISTER, {"search": "a", "new_title": "b" * 100_000})
    written(officer)
    assert max(len(fields) for _, fields in searches(centre_db)) < 10_000
