"""Changing a candidate."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.candidates.sample_register import (
    PRIYA,
    check_reader_only_looks,
    form,
    history,
    known,
    merge,
    two,
)
from tests.entries.drafts import check_signed_out, everything
from tests.page import Browser
from webapp.candidates.record import name, store_changes
from webapp.database.connection import Db

DOORS = (("get", "/edit"), ("post", "/edit"))


def base(candidate_id: int) -> str:
    return f"/candidates/{candidate_id}/edit"


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    before = known(centre_db, one)
    page = officer.get(base(one))
    assert page.status == 200
    assert page.one("input", id="surname")["value"] == before.surname
    page = officer.send(page, base(one), surname="Quux-Śmith")
    assert page.address == f"/candidates/{one}"
    assert "The changes are saved." in page.text
    assert history(page)[0].startswith(f"surname {before.surname} → Quux-Śmith, Priya Lewis, ")
    assert known(centre_db, one) == replace(before, surname="Quux-Śmith")


def test_whoever_reads_results_changes_nobody(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    one, _ = two(centre_db)
    doors = [(method, f"/candidates/{one}{path}") for method, path in DOORS]
    check_reader_only_looks(signed_in, [], *doors)


def test_a_candidate_who_is_not_there_is_not_found(officer: Browser) -> None:
    for number in ("99999", "0", "-1", "9" * 30):
        for method, path in DOORS:
            assert getattr(officer, method)(f"/candidates/{number}{path}").status == 404


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    check_signed_out(stranger, f"/candidates/{one}", *DOORS)


def test_nothing_changed_says_so(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    before = everything(centre_db)
    page = officer.send(officer.get(base(one)), base(one))
    assert "Nothing was changed." in page.text
    assert everything(centre_db) == before


def test_an_old_doubt_is_not_asked_about_again(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    centre_db.execute("update candidates set gender = null where candidate_id = ?", [one])
    page = officer.send(officer.get(base(one)), base(one), forenames="Zoë")
    assert "The changes are saved." in page.text


def test_a_new_doubt_is_asked_about_once(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    page = officer.send(officer.get(base(one)), base(one), surname="QUUX")
    assert page.status == 422
    assert page.one("title")["text"].startswith("Check: ")
    page = officer.send(page, base(one))
    assert "The changes are saved." in page.text


def test_becoming_somebody_elses_double_is_asked_about(officer: Browser, centre_db: Db) -> None:
    one, other = two(centre_db)
    them = known(centre_db, other)
    typed = form(
        known(centre_db, one), surname=them.surname, forenames=them.forenames, born_on=them.born_on
    )
    page = officer.send(officer.get(base(one)), base(one), **typed)
    assert page.status == 422
    assert "Is this one of these people?" in page.text
    assert page.all("a", href=f"/candidates/{other}")
    assert not page.all("button", name="use")
    page = officer.send(page, base(one))
    assert "The changes are saved." in page.text


@pytest.mark.parametrize("field", ["uci", "uln", "candidate_number"])
def test_a_number_that_somebody_has_is_refused(officer: Browser, centre_db: Db, field: str) -> None:
    one, other = two(centre_db)
    before, them = known(centre_db, one), known(centre_db, other)
    page = officer.send(officer.get(base(one)), base(one), **{field: getattr(them, field)})
    for _ in range(2):
        assert page.status == 422
        assert name.full(them) in page.text
        page = officer.send(page, base(one))
    assert known(centre_db, one) == before


def test_what_somebody_else_changed_meanwhile_comes_back_with_both(
    officer: Browser, centre_db: Db
) -> None:
    one, _ = two(centre_db)
    before = known(centre_db, one)
    page = officer.get(base(one))
    theirs = replace(before, surname="Smyth", forenames="Theirs")
    store_changes.change(centre_db, one, theirs, PRIYA)
    page = officer.send(page, base(one), surname="Smythe", candidate_number="")
    assert page.status == 409
    said = page.one("a", href="#surname")["text"]
    assert "changed the surname to Smyth" in said
    assert "you typed Smythe" in said
    assert "Theirs" in page.one("a", href="#forenames")["text"]
    assert page.one("input", id="surname")["value"] == "Smythe"
    assert page.one("input", id="forenames")["value"] == "Theirs"
    assert page.one("input", id="candidate_number").get("value", "") == ""
    assert known(centre_db, one) == theirs
    page = officer.send(page, base(one))
    assert "The changes are saved." in page.text
    assert known(centre_db, one) == replace(theirs, surname="Smythe", candidate_number="")


def test_an_archived_candidate_may_keep_a_number_that_is_given_again(
    officer: Browser, centre_db: Db
) -> None:
    one, other = two(centre_db)
    store_changes.archive(centre_db, one, PRIYA)
    number = known(centre_db, other).candidate_number
    page = officer.send(officer.get(base(one)), base(one), candidate_number=number)
    assert "The changes are saved." in page.text


def test_whoever_was_merged_is_not_changed_any_more(officer: Browser, centre_db: Db) -> None:
    gone, kept = two(centre_db)
    merge(centre_db, gone, kept)
    before = known(centre_db, gone)
    for page in (officer.get(base(gone)), officer.post(base(gone), form(before, surname="Quux"))):
        assert page.address == f"/candidates/{gone}"
        assert "Change that one instead." in page.text
    assert known(centre_db, gone) == before
