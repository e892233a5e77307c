"""A failed attempt at every door: the cell is free, the next attempt is entered, the first
stays.
"""

import re
from collections.abc import Callable
from datetime import date

import pytest

from tests.entries.afterwards import bring_back, rows, submitted, withdraw
from tests.entries.drafts import ICT, assessment, begin, listed, people
from tests.entries.wizard.test_pages_options import OPTIONS, box, cell, ticked
from tests.page import Browser
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft
from webapp.results.of_candidate.store import record

ENGLISH = "09499"
"""On demand in the demonstration."""
SEPTEMBER = date(2026, 9, 30)


def decide(db: Db, candidate_id: int, code: str, outcome: str, on: date | None = SEPTEMBER) -> None:
    """Record a result in the series of the candidate's latest entry."""
    place = db.execute(
        "select assessment_id, series_id from entries where candidate_id = ? and entry_code = ?"
        " order by entry_id desc",
        [candidate_id, code],
    ).fetchone()
    record(db, candidate_id, *place, "Pass" if outcome == "achieved" else "", outcome, on, "", None)


def failed(db: Db, code: str = ENGLISH, outcome: str = "not achieved") -> int:
    """Somebody who was entered for the whole package, and whose attempt at one part failed."""
    (one,) = people(db, 1)
    submitted(db, [one], moment="2026-09-01T10:00:00.000000Z")
    decide(db, one, code, outcome)
    return one


def submit(officer: Browser, base: str) -> int:
    page = officer.get(base + OPTIONS)
    page = officer.send(page, base + OPTIONS, next="1")
    assert page.heading == "Entry summary", page.text
    page = officer.send(page, f"{base}/summary")
    return int(re.findall(r"/entries/submissions/(\d+)$", page.address)[0])


@pytest.mark.parametrize(("outcome", "says"), [("not achieved", "failed"), ("absent", "absent")])
def test_a_failed_cell_on_demand_is_free_and_the_next_attempt_is_entered(
    officer: Browser, centre_db: Db, outcome: str, says: str
) -> None:
    one = failed(centre_db, outcome=outcome)
    english = assessment(centre_db, ENGLISH)
    base = begin(centre_db, ICT, [one])
    page = officer.get(base + OPTIONS)
    assert cell(page, one, english) == f"{says} in September 2026"
    assert ticked(page, one, english)
    assert "disabled" not in box(page, one, english)
    submission_id = submit(officer, base)
    (entry,) = rows(centre_db, submission_id)
    assert (entry["entry_code"], entry["attempt"], entry["outcome"]) == (ENGLISH, 2, "")
    first = centre_db.execute(
        "select status, attempt, outcome from entries where candidate_id = ? and entry_code = ?"
        " order by entry_id",
        [one, ENGLISH],
    ).fetchone()
    assert first == ("entered", 1, outcome)
    page = officer.get(f"/entries/candidates/{one}")
    assert "attempt 2" in page.text
    assert f"Result: {outcome}" in page.text


def test_the_summary_numbers_the_attempt(officer: Browser, centre_db: Db) -> None:
    one = failed(centre_db)
    base = begin(centre_db, ICT, [one], confirmed=True)
    assert f"{ENGLISH} (On demand, attempt 2)" in officer.get(f"{base}/summary").text


def test_a_failed_part_starts_ticked_in_the_next_dated_series(
    officer: Browser, centre_db: Db
) -> None:
    one = failed(centre_db, "03999")
    diploma = assessment(centre_db, "03999")
    page = officer.get(begin(centre_db, ICT, [one]) + OPTIONS)
    assert ticked(page, one, diploma)
    assert cell(page, one, diploma) == "failed in September 2026"


def test_while_the_second_attempt_waits_the_cell_is_locked_again(
    officer: Browser, centre_db: Db
) -> None:
    one = failed(centre_db)
    english = assessment(centre_db, ENGLISH)
    submit(officer, begin(centre_db, ICT, [one]))
    page = officer.get(begin(centre_db, ICT, [one]) + OPTIONS)
    assert "disabled" in box(page, one, english)
    assert cell(page, one, english).startswith("entered")
    decide(centre_db, one, ENGLISH, "achieved", None)
    page = officer.get(begin(centre_db, ICT, [one]) + OPTIONS)
    assert cell(page, one, english).startswith("awarded")
    assert not ticked(page, one, english)
    assert "disabled" not in box(page, one, english)


def test_of_two_who_enter_the_second_attempt_the_later_is_told(
    officer: Browser, centre_db: Db
) -> None:
    one = failed(centre_db)
    mine, theirs = (begin(centre_db, ICT, [one], confirmed=True) for _ in range(2))
    page = officer.get(f"{mine}/summary")
    submit(officer, theirs)
    page = officer.send(page, f"{mine}/summary")
    assert page.status == 409
    assert "These entries exist already" in page.text
    assert ENGLISH in page.text


def test_a_withdrawn_entry_says_when_and_why_and_starts_unticked(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    submission_id = submitted(centre_db, [one])
    english = assessment(centre_db, ENGLISH)
    entry = next(row for row in rows(centre_db, submission_id) if row["assessment_id"] == english)
    withdraw(
        centre_db,
        submission_id,
        [entry["entry_id"]],
        "ill that day",
        moment="2026-11-20T10:00:00.000000Z",
    )
    base = begin(centre_db, ICT, [one])
    page = officer.get(base + OPTIONS)
    assert cell(page, one, english) == "withdrawn 20 Nov 2026: ill that day"
    assert not ticked(page, one, english)
    assert "disabled" not in box(page, one, english)
    store_draft.tick(centre_db, int(base.rpartition("/")[2]), {(one, english): True})
    store_draft.confirm_options(centre_db, int(base.rpartition("/")[2]))
    page = officer.get(f"{base}/summary")
    assert f"{ENGLISH} was withdrawn on 20 November 2026: ill that day." in page.text
    # It was never sat, so it is the first attempt still.
    assert "attempt 2" not in page.text


def test_a_second_attempt_that_was_withdrawn_is_no_failure_of_the_first_any_more(
    officer: Browser, centre_db: Db
) -> None:
    one = failed(centre_db)
    english = assessment(centre_db, ENGLISH)
    submission_id = submit(officer, begin(centre_db, ICT, [one]))
    (entry,) = rows(centre_db, submission_id)
    withdraw(centre_db, submission_id, [entry["entry_id"]], "too soon")
    page = officer.get(begin(centre_db, ICT, [one]) + OPTIONS)
    assert cell(page, one, english).endswith(": too soon")
    assert not ticked(page, one, english)
    page = officer.post(
        f"/entries/submissions/{submission_id}/withdraw/undo", {"entry_id": str(entry["entry_id"])}
    )
    assert "is undone" in page.text
    (entry,) = rows(centre_db, submission_id)
    assert (entry["attempt"], entry["outcome"]) == (2, "")


def test_the_seven_of_the_demonstration_who_failed_are_free(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    stuck = centre_db.execute(
        "select candidate_id, results.assessment_id from results join series using (series_id)"
        " where outcome = 'not achieved' and replaced_at is null and closes_on is null"
    ).fetchall()
    assert len(stuck) == 7
    officer = signed_in("entries")
    base = begin(centre_db, ICT, [one for one, _ in stuck])
    page = officer.get(base + OPTIONS)
    for one, part in stuck:
        assert "disabled" not in box(page, one, part), listed(centre_db, one)
        assert ticked(page, one, part), listed(centre_db, one)
        assert cell(page, one, part).startswith("failed in ")


def test_the_outcomes_of_withdrawn_entries_go_to_the_live_one_of_the_attempt(centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    first = submitted(centre_db, [one])
    withdraw(centre_db, first, [row["entry_id"] for row in rows(centre_db, first)])
    second = submitted(centre_db, [one], again=True)
    decide(centre_db, one, ENGLISH, "not achieved")
    assert {row["outcome"] for row in rows(centre_db, first)} == {""}
    assert [row["outcome"] for row in rows(centre_db, second) if row["entry_code"] == ENGLISH] == [
        "not achieved"
    ]
    # Undone, there would be two entries for the first attempt.
    entry = next(row for row in rows(centre_db, first) if row["entry_code"] == ENGLISH)
    outcome = bring_back(centre_db, first, [entry["entry_id"]])
    assert (outcome.entries, [row.entry_code for row in outcome.taken]) == (0, [ENGLISH])
