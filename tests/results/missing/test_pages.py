"""From a report to a draft with what is missing."""

from collections.abc import Callable

import pytest

from tests.conftest import TODAY
from tests.entries.afterwards import rows, submitted, withdraw
from tests.entries.drafts import (
    check_signed_out,
    check_wrong_role,
    everything,
    id_of,
    people,
    row_of,
    selected,
)
from tests.page import Browser
from tests.results.pairs import enter, get_result, series_of
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db
from webapp.entries.options import store as entries
from webapp.entries.wizard import store as store_draft

ADDRESS = "/results/missing"
ICT = "419-2-1"


def package_id(db: Db) -> int:
    package = catalogue.package_by_code(db, ICT)
    assert package
    return package.package_id


def ask(officer: Browser, db: Db, *ids: int) -> str:
    """Send the button of a report; gives the draft's address."""
    page = officer.post(
        ADDRESS, {"package_id": str(package_id(db)), "candidate_id": list(map(str, ids))}
    )
    assert page.heading.startswith("Entry options"), page.text
    return page.address.removesuffix("/options")


def ticked(db: Db, base: str) -> set[tuple[int, str]]:
    """What the grid shows ticked and open."""
    codes = {series_of(db, code)[0]: code for code in ("03999", "09499", "09866")}
    draft = row_of(db, base)
    assert draft
    cells = entries.sheet(db, draft.draft_id, draft.package_id, today=TODAY).cells
    return {(person, codes[one]) for (person, one), cell in cells.items() if cell.is_new}


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one, other = people(centre_db, 2)
    for person in (one, other):
        enter(centre_db, person, "03999")
    get_result(centre_db, one, "03999", "Pass")
    get_result(centre_db, one, "09499", "Pass")
    base = ask(officer, centre_db, one, other)
    assert selected(centre_db, base) == [one, other]
    # The entry of the other one is still to be awarded, so it is not missing.
    assert ticked(centre_db, base) == {(one, "09866"), (other, "09499"), (other, "09866")}
    draft = row_of(centre_db, base)
    assert draft
    assert (draft.package_id, draft.options_confirmed) == (package_id(centre_db), 0)


def test_what_was_not_achieved_can_be_entered_again(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    for code in ("03999", "09499", "09866"):
        enter(centre_db, one, code)
    get_result(centre_db, one, "03999", "Fail", outcome="not achieved", on=None)
    assert ticked(centre_db, ask(officer, centre_db, one)) == {(one, "03999")}


def test_whoever_misses_nothing_is_left_out(officer: Browser, centre_db: Db) -> None:
    one, done, stranger = people(centre_db, 3)
    for person in (one, done):
        enter(centre_db, person, "03999")
    for code in ("03999", "09499", "09866"):
        get_result(centre_db, done, code, "Pass")
    base = ask(officer, centre_db, one, done, stranger, 999_999)
    assert selected(centre_db, base) == [one]


def test_asking_twice_opens_one_draft_and_keeps_what_was_changed_in_it(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    enter(centre_db, one, "03999")
    base = ask(officer, centre_db, one)
    maths = series_of(centre_db, "09866")[0]
    officer.post(f"{base}/options/tick", {"cells": f"{one}-{maths}", "ticked": "0"})
    assert ask(officer, centre_db, one) == base
    assert ticked(centre_db, base) == {(one, "09499")}
    assert id_of(base) > 0


def test_an_untouched_draft_follows_what_has_changed_since(officer: Browser, centre_db: Db) -> None:
    one, other = people(centre_db, 2)
    for person in (one, other):
        enter(centre_db, person, "03999")
    base = ask(officer, centre_db, one, other)
    assert ticked(centre_db, base) == {
        (one, "09499"),
        (one, "09866"),
        (other, "09499"),
        (other, "09866"),
    }
    get_result(centre_db, one, "09499", "Pass")
    get_result(centre_db, other, "03999", "Fail", outcome="not achieved")
    now_missing = {(one, "09866"), (other, "03999"), (other, "09499"), (other, "09866")}
    # Also when it is opened from the list of drafts.
    assert ticked(centre_db, base) == now_missing
    assert ask(officer, centre_db, one, other) == base
    assert ticked(centre_db, base) == now_missing
    for code in ("09499", "09866"):
        get_result(centre_db, other, code, "Pass")
    get_result(centre_db, other, "03999", "Pass")
    page = officer.post(
        ADDRESS, {"package_id": str(package_id(centre_db)), "candidate_id": [str(one), str(other)]}
    )
    assert "your draft has been brought up to date" in page.text
    assert selected(centre_db, base) == [one]
    assert ticked(centre_db, base) == {(one, "09866")}


def test_a_draft_that_somebody_changed_is_left_and_a_new_one_has_what_is_missing(
    officer: Browser, centre_db: Db
) -> None:
    one, other = people(centre_db, 2)
    for person in (one, other):
        enter(centre_db, person, "03999")
    base = ask(officer, centre_db, one, other)
    maths = series_of(centre_db, "09866")[0]
    officer.post(f"{base}/options/tick", {"cells": f"{one}-{maths}", "ticked": "0"})
    for code in ("03999", "09499", "09866"):
        get_result(centre_db, other, code, "Pass")
    values = {"package_id": str(package_id(centre_db)), "candidate_id": [str(one), str(other)]}
    page = officer.post(ADDRESS, values)
    assert "a new one is open, and the earlier one is still among the drafts" in page.text
    anew = page.address.removesuffix("/options")
    assert anew != base
    assert ticked(centre_db, anew) == {(one, "09499"), (one, "09866")}
    assert ticked(centre_db, base) >= {(one, "09499")}
    assert (one, "09866") not in ticked(centre_db, base)
    assert ask(officer, centre_db, one, other) == anew


@pytest.mark.parametrize("scope", ["column", "candidates"])
def test_a_draft_in_which_somebody_chose_a_series_is_left_too(
    officer: Browser, centre_db: Db, scope: str
) -> None:
    one, other = people(centre_db, 2)
    for person in (one, other):
        enter(centre_db, person, "09499")
    base = ask(officer, centre_db, one, other)
    diploma = series_of(centre_db, "03999")[0]
    june = centre_db.execute(
        "select series_id from series where assessment_id = ? and title = 'June 2027'", [diploma]
    ).fetchone()[0]
    form = {"assessment": diploma, "series": june, "for": scope, "candidate_id": str(one)}
    officer.post(f"{base}/options/series", form)
    get_result(centre_db, other, "09866", "Pass")
    get_result(centre_db, other, "03999", "Pass")
    get_result(centre_db, other, "09499", "Pass")
    assert ask(officer, centre_db, one, other) != base
    assert selected(centre_db, base) == [one, other]
    table = "draft_series" if scope == "column" else "draft_candidate_series"
    kept = centre_db.execute(f"select draft_id, series_title from {table}").fetchall()
    assert kept == [(id_of(base), "June 2027")]


def test_a_draft_that_has_got_another_package_is_not_taken_for_this_one(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    enter(centre_db, one, "03999")
    base = ask(officer, centre_db, one)
    other = catalogue.package_by_code(centre_db, "490-2-1")
    assert other
    store_draft.set_package(centre_db, id_of(base), other.package_id)
    assert ask(officer, centre_db, one) != base


def test_what_was_withdrawn_is_said_and_not_ticked(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    submission = submitted(centre_db, [one])
    maths = series_of(centre_db, "09866")[0]
    entry = next(row for row in rows(centre_db, submission) if row["assessment_id"] == maths)
    withdraw(centre_db, submission, [entry["entry_id"]], "moved away")
    values = {"package_id": str(package_id(centre_db)), "candidate_id": str(one)}
    page = officer.post(ADDRESS, values)
    assert "1 missing component was withdrawn before and not ticked" in page.text
    assert ": moved away" in page.text
    assert ticked(centre_db, page.address.removesuffix("/options")) == set()


def test_nothing_missing_opens_nothing(officer: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    for values in (
        {},
        {"package_id": "999"},
        {"package_id": "x", "candidate_id": "y"},
        {"package_id": str(package_id(centre_db)), "candidate_id": "999999"},
    ):
        page = officer.post(ADDRESS, values)
        assert page.status in (200, 404)
        assert everything(centre_db) == before


def test_wrong_role_is_refused(signed_in: Callable[[str], Browser]) -> None:
    check_wrong_role(signed_in, ADDRESS, ("post", ""))


def test_signed_out_asks_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, ADDRESS, ("post", ""))
