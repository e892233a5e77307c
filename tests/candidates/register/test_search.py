"""The search for candidates: the same cases asked of the file and through the page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.candidates.search_cases import (
    ARCHIVED,
    BY_NAME,
    FORMER,
    FORMER_NAMES,
    NAMES,
    NUMBERS,
    ORDER,
    PERIODS,
    REGISTER,
    SIGNS,
)
from tests.conftest import CAST, TODAY, client_over
from tests.page import Browser, Page
from webapp.accounts import store as accounts
from webapp.accounts.sessions import session
from webapp.candidates.record import candidate, store, store_changes
from webapp.candidates.record.candidate import Candidate
from webapp.candidates.register import added_since, store_search
from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store_import as store_feed
from webapp.database import connection as db
from webapp.entries.wizard import store as store_draft

FIND = "/entries/drafts/1/candidates/find"
ADDRESSES = (
    "href",
    "action",
    "src",
    "formaction",
    "hx-get",
    "hx-post",
    "hx-push-url",
    "hx-replace-url",
)


class Centre(NamedTuple):
    path: Path
    db: db.Db
    officer: Browser


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """The small register and one draft; the tests here write nothing, so all share it."""
    path = tmp_path_factory.mktemp("register") / "centre.db"
    one = db.connect(path)
    accounts.set_centre(one, "12345", "Riverside College")
    accounts.add_person(one, CAST["entries"][0], "Priya Lewis", "entries", CAST["entries"][1])
    store_feed.save(one, edition_reader.read_folder(edition_reader.EDITION))
    # Archived first: an active candidate may have the candidate number of an archived one.
    for candidate_id in add(one, ARCHIVED):
        one.table("candidates").update(candidate_id, {"archived_at": db.now()})
    add(one, REGISTER)
    call_otherwise(one)
    assert store_draft.start(one, "search", 1, package_id=1) == 1
    with client_over(path) as client:
        officer = Browser(client)
        officer.sign_in(*CAST["entries"])
        yield Centre(path, one, officer)
    one.close()


def call_otherwise(one: db.Db) -> None:
    """Let those of FORMER have been called so before."""
    for row in one.query(
        "select candidate_id, surname, forenames from candidates where archived_at is null"
    ):
        if before := FORMER.get(", ".join(filter(None, (row["surname"], row["forenames"])))):
            now = candidate.from_record(store.one(one, row["candidate_id"]))
            for surname, forenames in (before, (now.surname, now.forenames)):
                new = replace(now, surname=surname, forenames=forenames)
                store_changes.change(one, row["candidate_id"], new, None)


def add(one: db.Db, people: tuple) -> list[int]:
    return store.add_many(
        one,
        (
            (
                Candidate(surname, forenames, date(2008, 3, 7), "", number, ocr, uci, uln),
                date.fromisoformat(added),
            )
            for surname, forenames, number, ocr, uci, uln, added in people
        ),
    )


@pytest.fixture(params=["file", "page"])
def find(request: pytest.FixtureRequest, centre: Centre) -> Callable[..., list[str]]:
    """find(typed, period) gives the names found, in order."""

    def in_file(typed: str, added: str = "any") -> list[str]:
        found = store_search.search(centre.db, typed, added_since.since(added, TODAY))
        assert found.total == len(found.rows)
        return [row.name for row in found.rows]

    def on_page(typed: str, added: str = "any") -> list[str]:
        page = centre.officer.htmx(FIND, {"search": typed, "added": added})
        assert page.status == 200
        shown = names(page)
        told = (
            f"{len(shown)} candidate{'s' if len(shown) > 1 else ''}"
            if shown
            else "No candidate fits"
        )
        assert told in page.text
        return shown

    return in_file if request.param == "file" else on_page


def names(page: Page) -> list[str]:
    """The rows on the page: a tick box each, labelled with its candidate's name."""
    return [one["text"] for one in page.all("label") if one["for"].startswith("find-")]


def cases(table: dict[str, list[str]]) -> pytest.MarkDecorator:
    each = [(typed, found) for found, many in table.items() for typed in many]
    return pytest.mark.parametrize(
        ("typed", "found"), each, ids=[ascii(typed)[:40] for typed, _ in each]
    )


@cases(NAMES)
def test_a_name_is_found_by_any_part_in_any_order_however_it_is_typed(find, typed, found):
    assert "|".join(find(typed)) == found


@cases(NUMBERS)
def test_a_number_is_found_whole_first_and_by_any_part(find, typed, found):
    assert "|".join(find(typed)) == found


@cases(ORDER)
def test_the_best_come_first(find, typed, found):
    assert "|".join(find(typed)) == found


@cases(FORMER_NAMES)
def test_former_names_are_found_behind_present_ones_and_marked(find, typed, found):
    assert "|".join(find(typed)) == found


@cases(SIGNS)
def test_signs_mean_nothing(find, centre, typed, found):
    assert "|".join(find(typed)) == found
    assert centre.db.table("candidates").count == len(REGISTER) + len(ARCHIVED)


@pytest.mark.parametrize(("key", "count", "first", "before"), PERIODS)
def test_a_period_counts_from_its_first_day(find, key, count, first, before):
    found = find("", key)
    assert len(found) == count
    assert first in found
    assert before not in found
    assert found == [one for one in BY_NAME if one in found]


def test_there_is_a_case_for_every_period():
    assert {key for key, *_ in PERIODS} == set(added_since.LABELS)


def test_words_and_period_hold_together(find):
    assert find("mary", "week") == ["Bijon, Rosemary"]
    assert find("mary", "today") == []
    assert find("0042", "today") == ["Abbott, Ines"]


def test_the_file_gives_as_many_as_asked_for_and_says_how_many_there_are(centre):
    found = store_search.search(centre.db, "", None, 7)
    assert [row.surname for row in found.rows] == [
        one.split(",")[0].replace("Madhavi", "") for one in BY_NAME
    ][:7]
    assert found.total == len(REGISTER)
    assert store_search.search(centre.db, "mar", None, 2).total == 5
    assert store_search.search(centre.db, "ma", date(2026, 10, 23), 2).total == 4


def test_many_are_shown_fifty_at_a_time(centre_db, officer):
    letters = "abcdefghijk"
    everyone = [f"Qaanaaq, {one}{two}" for one in letters.upper() for two in letters]
    add(
        centre_db,
        tuple(
            ("Qaanaaq", one.split(", ")[1], "", "", "", "", "2026-11-24")
            for one in reversed(everyone)
        ),
    )
    draft_id = store_draft.start(centre_db, "many", 2, package_id=1)
    page = officer.htmx(FIND.replace("1", str(draft_id)), {"search": "qaan", "added": "week"})
    for shown in (50, 100):
        assert names(page) == everyone[:shown]
        assert f"{shown} of 121" in page.text
        page = officer.htmx(FIND.replace("1", str(draft_id)), sent(page, "add"))
    assert names(page) == everyone
    assert "121 candidates" in page.text
    assert not page.all("button", id="show-more")


def sent(page: Page, form: str) -> dict[str, str]:
    """What pressing the fragment's button for this form sends."""
    button = next(one for one in page.all("button", form=form) if one["name"] != "clear")
    fields = {one["name"]: one["value"] for one in [*page.all("input", form=form), button]}
    return {"search": "qaan", "added": "week"} | fields


def test_no_hit_says_so_and_offers_to_add_the_candidate(centre):
    page = centre.officer.htmx(FIND, {"search": "Xanthippe Quill", "added": "week"})
    assert "No candidate fits “Xanthippe Quill” in the chosen period." in page.text
    assert page.one("button", form="begin-new")["text"] == "Add new candidates"
    form = centre.officer.post(FIND.replace("find", "new"), sent(page, "begin-new"))
    assert form.one("input", name="forenames")["value"] == "Xanthippe"
    assert form.one("input", name="surname")["value"] == "Quill"


def test_with_htmx_the_rows_alone_come_back(centre):
    page = centre.officer.htmx(FIND, {"search": "mary"})
    outermost = [one for one in page.tags if not one["within"]]
    assert [(one["tag"], one.get("id")) for one in outermost] == [("div", "candidates-rows")]
    assert page.reply.text.strip().startswith("<div")
    assert page.reply.text.strip().endswith("</div>")
    assert page.reply.headers["vary"] == "HX-Request"


def test_without_javascript_the_same_rows_come_in_their_page(centre):
    page = centre.officer.post(FIND, {"search": "mary jon", "added": "6-months"})
    assert page.heading.startswith("Select candidates")
    assert names(page) == ["Jones, Mary", "Jonsson, Mary-Ann", "Bijon, Rosemary"]
    assert page.one("input", id="search")["value"] == "mary jon"
    assert page.one("option", selected="")["value"] == "6-months"
    assert page.reply.headers["vary"] == "HX-Request"


def test_what_was_searched_for_is_in_no_address(centre):
    asked = centre.officer.get(FIND.removesuffix("/find"))
    forms = [
        one
        for one in asked.all("form")
        if asked.all("button", formaction=FIND)[0]["within"][-2] is one
    ]
    assert {one["method"] for one in (*forms, *asked.all("form", action=FIND))} == {"post"}
    assert str(centre.officer.get(f"{FIND}?search=Rosemary").reply.url).endswith(
        "/drafts/1/candidates"
    )
    for way in (centre.officer.htmx, centre.officer.post):
        page = way(FIND, {"search": "Rosemary", "added": "week"})
        assert names(page) == ["Bijon, Rosemary"]
        assert len(page.reply.history) == (0 if way == centre.officer.htmx else 1)
        assert "?" not in str(page.reply.url).removesuffix("?tab=find")
        assert "rosemary" not in str(page.reply.headers).lower()
        for one in page.tags:
            assert "rosemary" not in " ".join(one.get(key, "") for key in ADDRESSES).lower()


def test_a_search_writes_nothing(centre, monkeypatch):
    # So long ago that a page that may write would now note that the person is there.
    seen_at = (datetime.now(UTC) - 5 * session.NOTE_AFTER).isoformat()
    centre.db.table("sessions").update(1, {"seen_at": seen_at})
    # Which search was the last is written a little later, by itself.
    searches = centre.officer.client.app.state.searches
    searches.write()
    monkeypatch.setattr(searches, "note", lambda *_: None)
    watcher = db.connect(centre.path)
    before = kept(centre.path, watcher)
    own = centre.db.conn.total_changes
    for typed in ("", "mary", "42", "681990012058G", "x", "'; drop table candidates; --"):
        store_search.search(centre.db, typed, date(2026, 1, 1))
        asked = {"search": typed, "added": "year"}
        assert centre.officer.htmx(FIND, asked).status == 200
        assert centre.officer.post(FIND, asked, follow_redirects=False).status == 303
    assert centre.db.conn.total_changes == own
    assert kept(centre.path, watcher) == before
    watcher.close()


def kept(path: Path, watcher: db.Db) -> tuple[int, list[str], list[bytes]]:
    version = watcher.execute("pragma data_version").fetchone()[0]
    files = [Path(f"{path}{end}").read_bytes() for end in ("", "-wal")]
    return version, list(watcher.conn.iterdump()), files
