"""A candidate's entries, on their page and on a page of its own."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import begin, check_signed_out, people
from tests.page import Browser
from webapp.database.connection import Db

ROOM = "/entries/candidates"


def entered(db: Db) -> int:
    return db.execute("select min(candidate_id) from entries").fetchone()[0]


def test_it_works(officer: Browser, centre_db: Db) -> None:
    page = officer.get(f"{ROOM}/{entered(centre_db)}")
    assert page.status == 200
    assert page.heading.startswith("Entries")
    assert "03999" in page.text
    assert len(page.all("a", href="/entries/submissions/1")) == 3


@pytest.mark.parametrize("role", ["administrator", "results"])
def test_everybody_may_read_entries_but_sees_only_links_that_open(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    page = signed_in(role).get(f"{ROOM}/{entered(centre_db)}")
    assert page.status == 200
    assert bool(page.all("a", href="/entries/submissions/1")) == (role != "results")


def test_a_candidate_who_is_not_there_is_not_found(officer: Browser) -> None:
    for wrong in ("999999", "0", "-1", "9" * 30):
        assert officer.get(f"{ROOM}/{wrong}").status == 404


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/1", ("get", ""))


def test_the_hole_on_the_candidates_page_gets_the_list_alone(
    officer: Browser, centre_db: Db
) -> None:
    reply = officer.client.get(f"{ROOM}/{entered(centre_db)}", headers={"hx-request": "true"})
    assert reply.text.lstrip().startswith('<div id="entries-of-candidate">')


def test_without_entries_the_page_says_so_and_names_open_drafts(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    assert "No entries yet" in officer.get(f"{ROOM}/{one}").text
    base = begin(centre_db, people=[one])
    page = officer.get(f"{ROOM}/{one}")
    assert page.all("a", href=f"{base}/candidates")


def test_a_withdrawn_entry_says_so(officer: Browser, centre_db: Db) -> None:
    one = entered(centre_db)
    centre_db.execute("update entries set status = 'withdrawn' where candidate_id = ?", [one])
    centre_db.conn.commit()
    assert officer.get(f"{ROOM}/{one}").text.count("withdrawn") >= 3
