"""Home's hole: results that have come in since the person's last visit."""

from collections.abc import Callable

from tests.entries.drafts import check_signed_out, people
from tests.page import Browser
from tests.results.pairs import get_result
from webapp.database.connection import Db, now

ADDRESS = "/results/new"


def come_back(signed_in: Callable[[str], Browser], db: Db) -> Browser:
    """The officer, who was here before; what was recorded until then is known to them."""
    signed_in("entries")
    db.execute("update sessions set seen_at = ?, started_at = ?", [now(), now()])
    return signed_in("entries")


def test_it_works(signed_in: Callable[[str], Browser], centre_db: Db) -> None:
    officer = come_back(signed_in, centre_db)
    assert "No results have come in since" in officer.get(ADDRESS).text
    (one,) = people(centre_db, 1)
    get_result(centre_db, one, "03999", "Merit", moment=now())
    page = officer.get(ADDRESS)
    assert page.heading.startswith("Results since your last visit 1 result since") or (
        "1 result since" in page.heading
    )
    assert "Merit, achieved, awarded 30 September 2026" in page.text
    fragment = officer.get(ADDRESS, headers={"hx-request": "true"})
    assert fragment.tags[0]["id"] == "results-new"
    assert fragment.all("a", href=f"/candidates/{one}")


def test_home_leaves_a_hole_with_a_link(officer: Browser) -> None:
    page = officer.get("/")
    hole = page.one("div", hx_get=ADDRESS)
    assert hole["hx-trigger"] == "load"
    assert page.all("a", href=ADDRESS)


def test_on_the_first_visit_nothing_is_new(officer: Browser) -> None:
    assert "This is your first visit." in officer.get(ADDRESS).text


def test_home_shows_a_few_and_the_page_all(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    officer = come_back(signed_in, centre_db)
    for one in people(centre_db, 10):
        get_result(centre_db, one, "03999", "Pass", moment=now())
    fragment = officer.get(ADDRESS, headers={"hx-request": "true"})
    assert len(fragment.all("li")) == 8
    assert "See all 10" in fragment.text
    assert len(officer.get(ADDRESS).all("li", class_="card")) == 10


def test_what_was_replaced_meanwhile_is_not_shown(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    officer = come_back(signed_in, centre_db)
    (one,) = people(centre_db, 1)
    get_result(centre_db, one, "03999", "Pass", moment=now())
    get_result(centre_db, one, "03999", "Distinction", moment=now())
    page = officer.get(ADDRESS)
    assert "Distinction" in page.text
    assert len(page.all("li", class_="card")) == 1


def test_every_role_may_look(signed_in: Callable[[str], Browser]) -> None:
    assert signed_in("results").get(ADDRESS).status == 200


def test_signed_out_asks_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, ADDRESS, ("get", ""))
