"""One candidate's page."""

from collections.abc import Callable
from dataclasses import replace

from tests.candidates.sample_register import (
    PRIYA,
    check_reader_only_looks,
    history,
    known,
    merge,
    two,
)
from tests.entries.drafts import check_signed_out, check_wrong_id
from tests.page import Browser, squeezed
from webapp.candidates.groups import store as store_groups
from webapp.candidates.record import name, store_changes, uci
from webapp.database.connection import Db

DOORS = (("post", "/archive"), ("post", "/bring-back"))


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    person = known(centre_db, one)
    group_id = store_groups.groups(centre_db)[0].group_id
    store_groups.add_members(centre_db, group_id, [one])
    page = officer.get(f"/candidates/{one}")
    assert page.heading == name.full(person)
    details = squeezed(page.one("dl")["text"])
    assert f"UCI{uci.grouped(person.uci)}" in details
    assert f"Candidate number{person.candidate_number}" in details
    assert page.all("a", href=f"/candidates/groups/{group_id}")
    for room in ("entries", "results"):
        address = f"/{room}/candidates/{one}"
        assert page.one("div", hx_get=address)["hx-trigger"] == "load"
        assert page.one("a", href=address)
    for address in (
        f"/candidates/{one}/edit",
        f"/candidates/merge?one={one}",
        f"/candidates/{one}/record",
    ):
        assert page.one("a", href=address)
    assert history(page)[0].startswith("Nothing has been changed since")


def test_whoever_reads_results_may_look_and_change_nothing(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    one, _ = two(centre_db)
    doors = [(method, f"/candidates/{one}{path}") for method, path in DOORS]
    check_reader_only_looks(signed_in, [f"/candidates/{one}"], *doors)
    page = signed_in("results").get(f"/candidates/{one}")
    assert not page.all("a", href=f"/candidates/{one}/edit")
    assert not page.all("details", class_="confirm")


def test_a_candidate_who_is_not_there_is_not_found(officer: Browser) -> None:
    wrong = [(method, path) for method, path in (("get", ""), *DOORS)]
    for number in ("99999", "0", "-1"):
        for method, path in wrong:
            assert getattr(officer, method)(f"/candidates/{number}{path}").status == 404
    check_wrong_id(officer, ("post", "/archive/x"), room="/candidates")


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    check_signed_out(stranger, f"/candidates/{one}", ("get", ""), *DOORS)


def test_the_history_says_what_who_and_when(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    before = known(centre_db, one)
    store_changes.change(centre_db, one, replace(before, surname="Quux"), PRIYA)
    store_changes.change(centre_db, one, replace(before, surname="Quux", gender=""), None)
    centre_db.execute("update candidate_changes set changed_at = '2026-11-24T09:30:00.000000Z'")
    lines = history(officer.get(f"/candidates/{one}"))
    assert lines == [
        f"gender {before.gender} → not recorded, the command line, 24 November 2026, 9:30 am",
        f"surname {before.surname} → Quux, Priya Lewis, 24 November 2026, 9:30 am",
    ]


def test_archiving_is_confirmed_and_can_be_undone(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    base = f"/candidates/{one}"
    page = officer.get(base)
    button = next(tag for tag in page.all("button") if tag["text"] == "Archive this candidate")
    assert any(tag["tag"] == "details" for tag in button["within"])
    page = officer.send(page, base + "/archive")
    assert page.address == base
    assert "The candidate is archived." in page.text
    assert history(page)[0].startswith("status active → archived, Priya Lewis")
    assert not page.all("form", action=base + "/archive")
    page = officer.send(page, base + "/bring-back")
    assert "The candidate is active again." in page.text
    assert history(page)[0].startswith("status archived → active, Priya Lewis")


def test_bringing_back_is_refused_while_somebody_has_the_number(
    officer: Browser, centre_db: Db
) -> None:
    one, other = two(centre_db)
    number = known(centre_db, one).candidate_number
    store_changes.archive(centre_db, one, PRIYA)
    holder = replace(known(centre_db, other), candidate_number=number)
    store_changes.change(centre_db, other, holder, PRIYA)
    base = f"/candidates/{one}"
    page = officer.send(officer.get(base), base + "/bring-back")
    assert page.status == 422
    said = page.one("a", href="#candidate_number")["text"]
    assert f"Candidate number {number} belongs to {name.full(holder)} by now." in said
    assert "Archived" in page.heading


def test_whoever_was_merged_leads_to_the_one_who_was_kept(officer: Browser, centre_db: Db) -> None:
    gone, kept = two(centre_db)
    merge(centre_db, gone, kept)
    page = officer.get(f"/candidates/{gone}")
    assert "This candidate was merged into" in page.text
    assert page.all("a", href=f"/candidates/{kept}")
    assert not page.all("a", href=f"/candidates/{gone}/edit")
    assert not page.all("form", action=f"/candidates/{gone}/bring-back")
    assert officer.get(f"/candidates/{kept}").all("a", href=f"/candidates/{gone}")
