"""Home, the kinds of entries, drafts."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import (
    TITLE,
    begin,
    check_signed_out,
    check_wrong_role,
    count,
    everything,
    id_of,
    people,
    row_of,
)
from tests.page import Browser, Page, squeezed
from webapp.candidates.record import store_changes
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection

DRAFTS, MAKE = "/entries/drafts", "/entries/make"
NOTHING_SUBMITTED = "Nothing in it had been submitted."


def links(page: Page, begins: str) -> list[str]:
    main = page.one("main")
    return [
        one["href"]
        for one in page.all("a")
        if main in one["within"] and one["href"].startswith(begins)
    ]


def headings(page: Page) -> list[str]:
    return [squeezed(one["text"]) for one in page.all("h2")]


def menu(page: Page) -> list[str]:
    nav = page.one("nav", aria_label="Main")
    return [squeezed(one["text"]) for one in page.all("a") if nav in one["within"]]


def test_it_works(officer: Browser) -> None:
    page = officer.get("/")
    assert page.status == 200
    assert page.heading == "Home"
    assert "SP-000002" in page.text


def test_the_way_to_the_form(officer: Browser) -> None:
    kinds = officer.get(MAKE)
    programmes = officer.get(kinds.one("a", href="/entries/make/learning-programmes")["href"])
    link = programmes.one("a", href="/entries/drafts/new", class_="govuk-link")
    assert link["text"] == "Use learning programmes web-based entry form"
    assert officer.get(link["href"]).heading == "Select package"


DOORS = (
    ("get", MAKE),
    ("get", f"{MAKE}/learning-programmes"),
    ("get", DRAFTS),
    ("post", f"{DRAFTS}/3/delete"),
)


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    base = begin(centre_db)
    check_wrong_role(signed_in, "", *DOORS[:3], ("post", f"{base}/delete"))
    assert row_of(centre_db, base)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    check_signed_out(stranger, "", ("get", "/"), *DOORS[:3], ("post", f"{base}/delete"))
    assert row_of(centre_db, base)


@pytest.mark.parametrize("role", ["administrator", "entries"])
def test_home_for_those_who_make_entries(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    page = signed_in(role).get("/")
    assert headings(page) == [
        "Continue where you stopped",
        "Closing dates that are near",
        "Latest submissions",
        "Results since your last visit",
        *(["Backups"] if role == "administrator" else []),
    ]
    assert "You have no open drafts." in page.text
    assert links(page, "/entries/submissions/") == [
        "/entries/submissions/2",
        "/entries/submissions/1",
    ]
    assert page.one("a", href=MAKE, class_="govuk-button")
    assert {"Home", "Make entries", "Drafts", "Support"} <= set(menu(page))


def test_home_for_those_who_only_read_results(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    begin(centre_db, email="results@riverside.example")
    page = signed_in("results").get("/")
    assert headings(page) == ["Closing dates that are near", "Results since your last visit"]
    assert not [one for one in page.all("a") if one["href"].startswith("/entries")]
    assert "Make entries" not in page.text


def test_home_says_which_of_my_drafts_a_closing_date_is_about(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    begin(centre_db)
    begin(centre_db, email="administrator@riverside.example")
    cells = [squeezed(one["text"]) for one in officer.get("/").all("td")]
    # Of the monthly series only the next available one is the draft's.
    assert cells[2] == f"09864, 09865, 09866, 10384In 1 draft of yours: {TITLE}"
    assert cells[5] == "09864, 09865, 09866, 10384"
    assert "of yours" not in signed_in("results").get("/").text


def test_home_counts_no_closing_date_for_a_draft_from_which_everybody_was_archived(
    officer: Browser, centre_db: Db
) -> None:
    gone, stays = people(centre_db, 2)
    base = begin(centre_db, people=[gone])
    assert "In 1 draft of yours" in squeezed(officer.get("/").text)
    store_changes.archive(centre_db, gone, None)
    assert "of yours" not in officer.get("/").text
    store_selection.add_candidates(centre_db, id_of(base), [stays])
    assert "In 1 draft of yours" in squeezed(officer.get("/").text)


@pytest.mark.parametrize("why", ["closed", "deleted"])
def test_home_takes_the_next_series_where_the_chosen_one_holds_no_more(
    officer: Browser, centre_db: Db, why: str
) -> None:
    base = begin(centre_db)
    chosen = list(
        centre_db.query(
            "select assessment_id, series_id from package_assessments join drafts using"
            " (package_id)"
            " join series using (assessment_id) where draft_id = ? and title = 'January 2027'",
            [id_of(base)],
        )
    )
    for row in chosen:
        form = {"assessment": row["assessment_id"], "series": row["series_id"], "for": "column"}
        officer.post(f"{base}/options/series", form)
    cells = [squeezed(one["text"]) for one in officer.get("/").all("td")]
    assert "of yours" not in cells[2]
    assert "of yours" in cells[5]
    centre_db.execute(
        "update series set closes_on = '2026-11-23', late_from = null, opens_on = null"
        " where title = 'January 2027'"
        if why == "closed"
        else "delete from series where title = 'January 2027'"
        " and series_id in (select series_id from draft_series)"
    )
    centre_db.conn.commit()
    cells = [squeezed(one["text"]) for one in officer.get("/").all("td")]
    assert "In 1 draft of yours" in cells[2]


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_home_shows_the_closing_dates_of_the_next_six_weeks(
    signed_in: Callable[[str], Browser], role: str
) -> None:
    page = signed_in(role).get("/")
    cells = [squeezed(one["text"]) for one in page.all("td")]
    assert cells == [
        "27 November 2026",
        "December 2026",
        "09864, 09865, 09866, 10384",
        "27 December 2026",
        "January 2027",
        "09864, 09865, 09866, 10384",
    ]


def test_home_says_when_nothing_closes_soon(officer: Browser, centre_db: Db) -> None:
    centre_db.execute("update series set closes_on = '2026-11-23' where closes_on < '2027-01-06'")
    assert "No series closes in the next six weeks." in officer.get("/").text


def test_home_counts_what_a_submission_holds(officer: Browser, centre_db: Db) -> None:
    entries = centre_db.execute("select count(*) from entries where submission_id = 1").fetchone()[
        0
    ]
    page = officer.get("/")
    assert (
        f"{entries} entries for 72 candidates, Priya Lewis, 24 December 2025, 10:00 am" in page.text
    )


def test_home_shows_my_own_drafts_the_latest_first_and_five_at_most(
    officer: Browser, centre_db: Db
) -> None:
    begin(centre_db, email="administrator@riverside.example")
    mine = [begin(centre_db) for _ in range(6)]
    found = links(officer.get("/"), "/entries/drafts/")
    assert found == [f"{one}/candidates" for one in reversed(mine[1:])]


def test_a_draft_is_continued_at_the_step_that_is_still_to_be_done(
    officer: Browser, centre_db: Db
) -> None:
    chosen = people(centre_db, 1)
    bases = [
        begin(centre_db),
        begin(centre_db, people=chosen),
        begin(centre_db, people=chosen, confirmed=True),
    ]
    expected = [f"{bases[2]}/summary", f"{bases[1]}/options", f"{bases[0]}/candidates"]
    assert links(officer.get("/"), "/entries/drafts/") == expected
    assert links(officer.get(DRAFTS), "/entries/drafts/") == expected
    assert "1 candidate, last changed" in officer.get("/").text


def test_the_list_of_drafts_shows_everybodys(officer: Browser, centre_db: Db) -> None:
    begin(centre_db, people=people(centre_db, 2))
    store_draft.set_order_number(centre_db, 3, "PO-9")
    begin(centre_db, email="administrator@riverside.example")
    page = officer.get(DRAFTS)
    assert page.heading == "Drafts"
    cards = [squeezed(one["text"]) for one in page.all("li", class_="card card--row")]
    assert len(cards) == 2
    assert f"{TITLE} 0 candidates, begun by Ada Mensah, last changed" in cards[0]
    assert f"{TITLE} 2 candidates, begun by Priya Lewis, last changed" in cards[1]
    assert "order number PO-9" in cards[1]
    assert "order number" not in cards[0]


def test_without_drafts_the_list_says_how_one_begins(officer: Browser) -> None:
    page = officer.get(DRAFTS)
    assert "There are no drafts. A draft begins with Make entries" in page.text


def test_a_draft_can_be_deleted(officer: Browser, centre_db: Db) -> None:
    base, other = begin(centre_db, people=people(centre_db, 2)), begin(centre_db)
    store_draft.tick(centre_db, id_of(base), {(people(centre_db, 1)[0], 1): True})
    page = officer.send(officer.get(DRAFTS), f"{base}/delete")
    assert page.address == DRAFTS
    assert f"The draft is deleted. {NOTHING_SUBMITTED}" in page.text
    assert row_of(centre_db, base) is None
    assert row_of(centre_db, other)
    assert count(centre_db, "draft_candidates") == count(centre_db, "draft_choices") == 0
    assert officer.get(f"{base}/candidates").status == 404
    assert "The draft is deleted." not in officer.get(DRAFTS).text


@pytest.mark.parametrize("wrong", ["999", "9" * 30])
def test_deleting_a_draft_that_is_not_there_is_not_found(
    officer: Browser, centre_db: Db, wrong: str
) -> None:
    before = everything(centre_db)
    assert officer.post(f"{DRAFTS}/{wrong}/delete").status == 404
    assert everything(centre_db) == before


def test_deleting_a_draft_that_was_submitted_does_not_say_nothing_was(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db, people=people(centre_db, 1), confirmed=True)
    stale = officer.get(DRAFTS)
    officer.send(officer.get(f"{base}/summary"), f"{base}/summary")
    page = officer.send(stale, f"{base}/delete")
    assert count(centre_db, "submissions") == 3
    assert NOTHING_SUBMITTED not in page.text


def test_the_number_of_a_deleted_draft_does_not_come_up_again(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db)
    officer.post(f"{base}/delete")
    assert begin(centre_db) != base
