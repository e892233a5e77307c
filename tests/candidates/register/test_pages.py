"""The register: finding people a page at a time, and ticking them for a group."""

from collections.abc import Callable

import pytest

from tests.candidates.sample_register import (
    PRIYA,
    check_reader_only_looks,
    known,
    merge,
    names,
    told,
    two,
)
from tests.entries.drafts import check_signed_out, everything
from tests.page import Browser, Page, squeezed
from webapp.candidates.groups import store as store_groups
from webapp.candidates.record import store_changes
from webapp.database.connection import Db

R = "/candidates"


def test_it_works(officer: Browser) -> None:
    page = officer.get(R)
    assert (page.status, page.heading) == (200, "Candidates")
    assert told(page) == "1 to 50 of 1,200"
    assert len(names(page)) == 50
    labels = {squeezed(one["text"]) for one in page.all("label")}
    assert {"Name, part of a name, UCI or candidate number", "Candidates added", "Status"} <= labels
    assert "Find candidate" in {squeezed(one["text"]) for one in page.all("button")}


def test_whoever_reads_results_may_look_and_change_nothing(
    signed_in: Callable[[str], Browser],
) -> None:
    check_reader_only_looks(signed_in, [R], ("post", f"{R}/groups/add"))
    page = signed_in("results").get(R)
    assert len(names(page)) == 50
    assert not page.all("input", type="checkbox")
    assert not page.all("form", id="pick")
    assert "Upload a spreadsheet" not in page.text


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, R, ("get", ""), ("post", ""), ("post", "/groups/add"))


def test_with_script_the_rows_alone_follow_the_typing(officer: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    reply = officer.htmx(R, {"search": "obrien", "added": "any"})
    assert not reply.all("html")
    assert names(reply)[0].startswith("O")
    assert everything(centre_db) == before


@pytest.mark.parametrize("too_many", [0, 3])
def test_ticks_are_kept_without_script_and_i_am_told_of_those_that_are_not(
    officer: Browser, too_many: int
) -> None:
    ids = [str(one) for one in range(1_000_000, 1_001_200 + too_many)]
    page = officer.post(R, {"search": "", "candidate_id": [*ids, ids[0]]})
    assert squeezed(told(page)).endswith("1,200 ticked")
    assert ("the last 3 were not" in page.text) is bool(too_many)


def test_a_name_leads_to_the_candidate_and_labels_its_tick_box(officer: Browser) -> None:
    page = officer.post(R, {"search": "mary jones"})
    link = next(one for one in page.all("a") if one.get("id", "").startswith("name-"))
    candidate_id = link["id"].removeprefix("name-")
    assert link["href"] == f"/candidates/{candidate_id}"
    assert page.one("input", id=f"find-{candidate_id}")["aria-labelledby"] == link["id"]


def test_the_pages_show_everybody_once(officer: Browser, centre_db: Db) -> None:
    page = officer.get(R)
    seen = names(page)
    for number in range(2, 25):
        assert page.one("button", id="page-after")["value"] == str(number)
        page = turn(officer, page, number)
        seen += names(page)
    assert told(page) == "1,151 to 1,200 of 1,200"
    assert not page.all("button", id="page-after")
    order = "select surname, forenames from candidates order by sort_key, candidate_id"
    assert seen == [", ".join(filter(None, row)) for row in centre_db.execute(order)]


def turn(officer: Browser, page: Page, number: int) -> Page:
    """Press the button of a page without script."""
    values = {one["name"]: one["value"] for one in page.all("input", form="export")}
    return officer.post(R, {**values, "page": str(number)})


def test_turning_the_page_keeps_the_search(officer: Browser) -> None:
    page = officer.post(R, {"search": "an", "added": "5-years"})
    first = names(page)
    page = turn(officer, page, 2)
    assert page.one("input", id="search")["value"] == "an"
    assert page.one("option", value="5-years")["selected"] == ""
    assert told(page).startswith("51 to 100 of ")
    assert not set(first) & set(names(page))


@pytest.mark.parametrize("page_number", ["0", "-1", "abc", "9" * 18, "9" * 40, "25"])
def test_a_page_that_is_not_there_gives_the_nearest(officer: Browser, page_number: str) -> None:
    page = officer.post(R, {"search": "", "page": page_number})
    assert page.status == 200
    assert len(names(page)) == 50


def test_a_group_narrows_the_list(officer: Browser, centre_db: Db) -> None:
    group = store_groups.groups(centre_db)[0]
    page = officer.post(R, {"group": str(group.group_id)})
    assert len(names(page)) == group.size
    assert officer.post(R, {"group": "999"}).text.count("1 to 50 of 1,200")


def test_archived_people_are_listed_apart_and_merged_ones_nowhere(
    officer: Browser, centre_db: Db
) -> None:
    gone, other = two(centre_db)
    uci = known(centre_db, gone).uci
    store_changes.archive(centre_db, gone, PRIYA)
    assert names(officer.post(R, {"search": uci})) == []
    assert len(names(officer.post(R, {"search": uci, "state": "archived"}))) == 1
    store_changes.bring_back(centre_db, gone, PRIYA)
    merge(centre_db, gone, other)
    assert names(officer.post(R, {"search": uci, "state": "archived"})) == []


def test_nobody_found_offers_to_add_them(officer: Browser) -> None:
    page = officer.post(R, {"search": "Zebedee Quux"})
    assert "No candidate fits “Zebedee Quux”." in page.text
    new = officer.send(page, f"{R}/new", begin="1")
    assert new.heading == "Add a candidate"
    assert new.one("input", id="surname")["value"] == "Quux"


def test_no_name_stands_in_the_address(officer: Browser) -> None:
    page = officer.post(R, {"search": "o'brien"})
    assert str(page.reply.url).endswith(R)
    assert officer.get(f"{R}?search=quux").one("input", id="search")["value"] == "o'brien"


def test_the_export_sends_the_search_that_is_shown(officer: Browser, centre_db: Db) -> None:
    group = store_groups.groups(centre_db)[0].group_id
    values = {"search": "a", "added": "5-years", "group": str(group), "state": "active"}
    page = officer.post(R, values)
    sent = {one["name"]: one["value"] for one in page.all("input", form="export")}
    assert values.items() <= sent.items()
    buttons = page.all("button", formaction=f"{R}/export", name="format")
    assert [one["value"] for one in buttons] == ["csv", "xlsx"]


def test_a_uci_stands_in_its_groups_wherever_a_person_reads_it(
    officer: Browser, centre_db: Db
) -> None:
    person = centre_db.execute(
        "select candidate_id, uci from candidates join entries using (candidate_id)"
        " where uci is not null and archived_at is null limit 1"
    ).fetchone()
    number = person[1]
    grouped = f"{number[:5]} {number[5]} {number[6:8]} {number[8:12]} {number[12]}"
    submission = centre_db.execute(
        "select submission_id from entries where candidate_id = ?", [person[0]]
    ).fetchone()[0]
    found = officer.post(R, {"search": number})
    assert len(names(found)) == 1
    others = "/candidates/merge/find"
    for page in (
        found,
        officer.post(R, {"search": grouped}),
        officer.get(f"/candidates/{person[0]}"),
        officer.get(f"/entries/submissions/{submission}"),
        officer.post(others, {"one": str(person[0] % 5 + 1), "search": number}),
    ):
        body = page.text.replace(f"“{number}”", "")
        assert grouped in body, page.address
        assert number not in body, page.address
    plain = officer.client.post(
        "/candidates/export",
        data={
            "form_token": officer.form_token,
            "search": number,
            "format": "csv",
        },
    )
    assert number in plain.text
    assert grouped not in plain.text
