"""A candidate's results and whole record."""

import io
import json
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from tests.entries.drafts import check_signed_out, people
from tests.page import Browser, squeezed
from tests.results.pairs import OFFICER, get_result, pair, rich, row, unite, value
from webapp.candidates.record import store_changes
from webapp.candidates.record.candidate import from_record
from webapp.database.connection import Db
from webapp.records.merge import store as store_merging

ROOM = "/results/candidates"
TITLES = [
    "Details",
    "Groups",
    "Entries",
    "Changes of entries",
    "Handed over",
    "Results",
    "History of changes",
    "Drafts",
    "Awards",
]


def awarded(db: Db) -> int:
    return value(db, "select candidate_id from results where replaced_at is not null")


def test_it_works(officer: Browser, centre_db: Db) -> None:
    candidate_id = awarded(centre_db)
    page = officer.get(f"{ROOM}/{candidate_id}")
    assert page.status == 200
    assert page.heading.startswith("Results")
    for text in ("03999", "500/6757/6", "Merit , achieved", "Replaced", "03999/0001A"):
        assert text.replace(" ,", ",") in page.text.replace(" ,", ","), text
    assert "by a later result" in page.text


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_everybody_may_read_results(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    assert signed_in(role).get(f"{ROOM}/{awarded(centre_db)}").status == 200


def test_a_candidate_who_is_not_there_is_not_found(officer: Browser) -> None:
    for wrong in ("999999", "0", "-1", "9" * 30):
        assert officer.get(f"{ROOM}/{wrong}").status == 404
        assert officer.get(f"/candidates/{wrong}/record").status == 404


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/1", ("get", ""))
    check_signed_out(stranger, "/candidates/1", ("get", "/record"))


def test_the_hole_on_the_candidates_page_gets_the_list_alone(
    officer: Browser, centre_db: Db
) -> None:
    reply = officer.client.get(f"{ROOM}/{awarded(centre_db)}", headers={"hx-request": "true"})
    assert reply.text.lstrip().startswith('<div id="results-of-candidate">')


def test_without_results_the_page_says_so(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    assert "No results yet" in officer.get(f"{ROOM}/{one}").text
    unite(centre_db, one, other)
    assert "merged into" in officer.get(f"{ROOM}/{other}").text
    assert "Merges of this record" in officer.get(f"{ROOM}/{one}").text


def sheets(browser: Browser, address: str) -> dict[str, list[list]]:
    reply = browser.client.get(address)
    book = CalamineWorkbook.from_filelike(io.BytesIO(reply.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_whole_record_is_a_file_with_every_fact(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    rich(centre_db, one, other)
    was = row(centre_db, one)
    changed = from_record(replace(was, surname="=1+1", forenames="Zoë"))
    store_changes.change(centre_db, one, changed, OFFICER)
    get_result(centre_db, one, "03999", "Merit")
    unite(centre_db, one, other)
    reply = officer.client.get(f"/candidates/{one}/record")
    assert (
        reply.headers["content-disposition"]
        == f'attachment; filename="candidate-{one}-record.xlsx"'
    )
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"
    found = sheets(officer, f"/candidates/{one}/record")
    assert list(found) == TITLES
    assert all(isinstance(cell, str) for rows in found.values() for line in rows for cell in line)
    assert [str(one), "Surname", "=1+1"] in found["Details"]
    assert [str(other), "Surname", row(centre_db, other).surname] in found["Details"]
    assert len(found["Groups"]) - 1 == 3
    assert len(found["Entries"]) - 1 == 4
    assert [line[5] for line in found["Results"][1:]].count("Merit") == 1
    assert len(found["Results"]) - 1 == 3
    assert any("surname" in line and was.surname in line for line in found["History of changes"])
    assert len(found["Drafts"]) - 1 == 1
    assert len(found["Awards"]) - 1 == 2


def test_the_record_of_who_was_merged_is_that_of_the_one_kept(
    officer: Browser, centre_db: Db
) -> None:
    one, other = pair(centre_db)
    unite(centre_db, one, other)
    reply = officer.client.get(f"/candidates/{other}/record?as=json")
    assert reply.url.path == f"/candidates/{one}/record"
    found = json.loads(reply.content)
    assert list(found) == TITLES
    assert {
        "Record": str(one),
        "Field": "Forenames",
        "Value": row(centre_db, one).forenames,
    } in found["Details"]


def test_whoever_only_reads_results_gets_no_record_and_cannot_merge_or_undo(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    reader = signed_in("results")
    one, other = pair(centre_db)
    third = people(centre_db, 3)[-1]
    merged = unite(centre_db, one, other)
    for address in (
        f"/candidates/{one}/record",
        f"/candidates/merge?one={one}",
        f"/candidates/merge/{one}/{third}",
        f"/candidates/merges/{merged.merge_id}",
    ):
        assert reader.get(address).status == 403, address
    for address in (
        f"/candidates/merge/{one}/{third}",
        "/candidates/merge/find",
        "/candidates/merge",
        f"/candidates/merges/{merged.merge_id}/undo",
    ):
        assert reader.post(address, {"one": one}).status == 403, address
    assert row(centre_db, third).merged_into is None
    assert store_merging.undo(centre_db, merged.merge_id, OFFICER) == []


def test_it_says_how_far_a_candidate_has_come_as_the_report_does(
    officer: Browser, centre_db: Db
) -> None:
    # Nobody of the demonstration has a result without an entry that is not achieved.
    get_result(centre_db, pair(centre_db)[0], "03999", "Fail", outcome="not achieved")
    centre_db.conn.commit()
    report = officer.get("/results/learning-programmes/1/report?page=all")
    rows: dict[str, tuple[str, str]] = {}
    for line in report.all("tr"):
        inside = [one for one in report.tags if line in one["within"]]
        facts = {one["data-label"]: squeezed(one["text"]) for one in inside if "data-label" in one}
        if "State" in facts:
            who = next(
                one["href"] for one in inside if one.get("href", "").startswith("/candidates/")
            )
            rows.setdefault(who, (facts["State"], facts["Components achieved"]))
    assert {state for state, _ in rows.values()} == {
        "complete",
        "in progress",
        "entered",
        "not started",
    }
    for state in ("complete", "in progress", "entered", "not started"):
        who, (_, achieved) = next(one for one in rows.items() if one[1][0] == state)
        page = officer.get("/results" + who)
        cards = [squeezed(one["text"]) for one in page.all("li", class_="card")]
        said = f"{state.capitalize()}: {achieved} required components achieved"
        assert any(one.endswith(said) for one in cards), (who, cards)
        for link in page.all("a"):
            if "/learning-programmes/" in link.get("href", ""):
                details = officer.get(link["href"])
                assert details.status == 200
                assert squeezed(link["text"]) in details.text


def test_whoever_takes_part_in_nothing_has_no_learning_programme(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    assert not officer.get(f"{ROOM}/{one}").all("li", class_="card")
