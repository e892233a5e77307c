"""Archived candidates are never entered: drafts, every door into them, counts, and archiving
itself.
"""

from datetime import date
from typing import Any

import pytest

from tests.entries.afterwards import ROOM, ids, rows, statuses, submitted, withdraw
from tests.entries.drafts import (
    ICT,
    begin,
    count,
    everything,
    listed,
    people,
    row_of,
    selected,
)
from tests.page import Browser, squeezed
from tests.results.pairs import enter, get_result
from webapp.candidates.groups import store as store_groups
from webapp.candidates.record import name as names
from webapp.candidates.record import store as candidates
from webapp.candidates.record import store_changes
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db
from webapp.entries.attendance import store as store_attendance
from webapp.entries.changes import store_withdrawals
from webapp.entries.changes.store import Outcome
from webapp.entries.of_candidate import store_archiving
from webapp.entries.wizard import store as store_draft
from webapp.results.missing import store as store_missing

OFFICER = 2
TELECOMS = "418-2-1"
TODAY = date(2026, 11, 24)


def archive(db: Db, *candidate_ids: int) -> None:
    for candidate_id in candidate_ids:
        store_changes.archive(db, candidate_id, OFFICER)


def full(db: Db, candidate_id: int) -> str:
    return names.full(candidates.one(db, candidate_id))


def is_archived(db: Db, candidate_id: int) -> bool:
    return candidates.one(db, candidate_id).archived_at is not None


def test_whoever_is_archived_leaves_open_drafts_and_is_named(
    officer: Browser, centre_db: Db
) -> None:
    gone, other = people(centre_db, 2)
    base = begin(centre_db, people=[gone, other], confirmed=True)
    archive(centre_db, gone)
    said = f"{full(centre_db, gone)} is archived and has left this draft."
    for step in ("candidates", "options", "summary"):
        page = officer.get(f"{base}/{step}")
        assert page.status == 200
        assert said in squeezed(page.one("div", id="entries-left")["text"])
    assert selected(centre_db, base) == [other]
    assert row_of(centre_db, base).candidates == 1
    assert f"row-{gone}" not in officer.get(f"{base}/options").reply.text


def test_submit_stops_when_somebody_was_archived_meanwhile(officer: Browser, centre_db: Db) -> None:
    gone, other = people(centre_db, 2)
    base = begin(centre_db, people=[gone, other], confirmed=True)
    shown = officer.get(f"{base}/summary")
    archive(centre_db, gone)
    page = officer.send(shown, f"{base}/summary")
    assert page.status == 409
    assert f"{full(centre_db, gone)} is archived and has left this draft." in page.text
    assert count(centre_db, "submissions") == 2
    page = officer.send(page, f"{base}/summary")
    assert page.address == f"{ROOM}/3"
    entered = "select distinct candidate_id from entries where submission_id = 3"
    assert centre_db.execute(entered).fetchall() == [(other,)]


def test_a_draft_of_leavers_alone_asks_for_candidates(officer: Browser, centre_db: Db) -> None:
    (gone,) = people(centre_db, 1)
    base = begin(centre_db, people=[gone], confirmed=True)
    archive(centre_db, gone)
    page = officer.get(f"{base}/summary")
    assert page.address == f"{base}/candidates"
    assert full(centre_db, gone) in page.text
    page = officer.get(f"{base}/options")
    assert page.address == f"{base}/candidates"


def test_whoever_is_brought_back_is_in_the_draft_again(officer: Browser, centre_db: Db) -> None:
    (gone,) = people(centre_db, 1)
    base = begin(centre_db, people=[gone], confirmed=True)
    archive(centre_db, gone)
    officer.post(f"/candidates/{gone}/bring-back")
    assert selected(centre_db, base) == [gone]
    assert "has left this draft" not in officer.get(f"{base}/candidates").text


@pytest.mark.parametrize("htmx", [True, False])
def test_adding_somebody_archived_is_left_out_and_said(
    officer: Browser, centre_db: Db, htmx: bool
) -> None:
    gone, other = people(centre_db, 2)
    base = begin(centre_db)
    archive(centre_db, gone)
    send = officer.htmx if htmx else officer.post
    page = send(f"{base}/candidates/add", {"candidate_id": [str(gone), str(other)]})
    assert "1 candidate added. 1 archived candidate was left out." in page.text
    assert selected(centre_db, base) == [other]
    page = officer.post(f"{base}/candidates/new/use", {"use": str(gone)})
    assert "That candidate is archived: bring them back first." in page.text


def test_undo_of_a_removal_leaves_out_whoever_was_archived_since(
    officer: Browser, centre_db: Db
) -> None:
    gone, other = people(centre_db, 2)
    base = begin(centre_db, people=[gone, other])
    page = officer.htmx(f"{base}/candidates/remove", {"all": "1"})
    archive(centre_db, gone)
    page = officer.htmx(f"{base}/candidates/bring-back", page.form(f"{base}/candidates/bring-back"))
    assert "1 candidate brought back. 1 archived candidate was left out." in page.text
    assert selected(centre_db, base) == [other]


def test_the_same_candidates_are_those_with_a_live_entry_who_are_active(
    officer: Browser, centre_db: Db
) -> None:
    stays, withdrawn, gone = chosen = people(centre_db, 3)
    submission_id = submitted(centre_db, chosen)
    theirs = [
        entry_id
        for (entry_id,) in centre_db.execute(
            "select entry_id from entries where submission_id = ? and candidate_id = ?",
            [submission_id, withdrawn],
        )
    ]
    withdraw(centre_db, submission_id, theirs)
    archive(centre_db, gone)
    page = officer.send(
        officer.get(f"{ROOM}/{submission_id}"), f"{ROOM}/{submission_id}/again", same="candidates"
    )
    assert (
        "2 candidates were left out: they are archived, or all their entries are withdrawn."
        in page.text
    )
    draft_id = centre_db.execute("select max(draft_id) from drafts").fetchone()[0]
    assert selected(centre_db, f"/entries/drafts/{draft_id}") == [stays]


def test_bringing_a_leaver_along_is_said(officer: Browser, centre_db: Db) -> None:
    (gone,) = people(centre_db, 1)
    archive(centre_db, gone)
    page = officer.get(f"/entries/drafts/new?for=candidate-{gone}&package=6")
    page = officer.post(
        "/entries/drafts/new",
        {"package": "6", "framework": "", "next": "1", "whom": f"candidate-{gone}"},
    )
    assert "1 archived candidate was left out." in page.text
    group_id = store_groups.add(centre_db, "Leavers", people(centre_db, 1), TODAY)
    archive(centre_db, *store_groups.members(centre_db, group_id))
    page = officer.post(
        "/entries/drafts/new",
        {"package": "6", "framework": "", "next": "1", "whom": f"group-{group_id}"},
    )
    assert "1 archived candidate was left out." in page.text


def test_missing_components_of_a_leaver_make_no_draft(centre_db: Db) -> None:
    gone, other = people(centre_db, 2)
    for candidate_id in (gone, other):
        enter(centre_db, candidate_id, "03999")
    centre_db.conn.commit()
    package_id = catalogue.package_by_code(centre_db, ICT).package_id
    archive(centre_db, gone)
    assert (
        store_missing.start_draft(centre_db, OFFICER, package_id, candidate_ids=[gone], today=TODAY)
        is None
    )
    started = store_missing.start_draft(
        centre_db, OFFICER, package_id, candidate_ids=[gone, other], today=TODAY
    )
    assert started
    assert selected(centre_db, f"/entries/drafts/{started.draft_id}") == [other]


def test_a_leaver_is_archived_with_the_open_entries_withdrawn_in_the_same_step(
    officer: Browser, centre_db: Db
) -> None:
    gone, other = chosen = people(centre_db, 2)
    first = submitted(centre_db, chosen)
    second = submitted(centre_db, [gone], package=TELECOMS)
    base = f"/candidates/{gone}"
    before = everything(centre_db)
    page = officer.send(officer.get(base), f"{base}/archive")
    assert page.heading.startswith("Archive ")
    assert "SP-000003" in page.text
    assert "SP-000004" in page.text
    page = officer.send(page, f"{base}/archive", open="withdraw", reason=" ")
    assert page.status == 422
    assert everything(centre_db) == before
    page = officer.send(page, f"{base}/archive", open="withdraw", reason="left the college")
    assert page.address == base
    assert "The candidate is archived, and " in page.text
    assert "entries are withdrawn." in page.text
    assert is_archived(centre_db, gone)
    assert set(statuses(centre_db, second)) == {"withdrawn"}
    of_first = dict(
        centre_db.execute(
            "select candidate_id, group_concat(distinct status) from entries where submission_id"
            " = ?"
            " group by candidate_id",
            [first],
        ).fetchall()
    )
    assert of_first == {gone: "withdrawn", other: "entered"}
    reasons = "select distinct reason, what from entry_changes"
    assert centre_db.execute(reasons).fetchall() == [("left the college", "withdrawn")]
    deeds = centre_db.execute(
        "select count(distinct deed) from activity where what = 'changed'"
        " and table_name in ('entries', 'candidates') and candidate_id = ?",
        [gone],
    ).fetchone()
    assert deeds == (1,)


def test_an_entry_with_a_pending_result_is_withdrawn_with_the_others_of_its_submission(
    officer: Browser, centre_db: Db
) -> None:
    (gone,) = people(centre_db, 1)
    submission_id = submitted(centre_db, [gone])
    get_result(centre_db, gone, "09499", "", outcome="pending", on=None)
    centre_db.conn.commit()
    outcomes = [row["outcome"] for row in rows(centre_db, submission_id)]
    assert sorted(outcomes) == ["", "", "pending"]
    base = f"/candidates/{gone}"
    page = officer.send(officer.get(base), f"{base}/archive")
    page = officer.send(page, f"{base}/archive", open="withdraw", reason="left the college")
    assert "The candidate is archived, and 3 entries are withdrawn." in page.text
    assert set(statuses(centre_db, submission_id)) == {"withdrawn"}


@pytest.mark.parametrize("refusal", [Outcome(0, stale=True), Outcome(0, has_results=True)])
def test_nobody_is_archived_when_the_entries_cannot_be_withdrawn(
    officer: Browser, centre_db: Db, refusal: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    (gone,) = people(centre_db, 1)
    first = submitted(centre_db, [gone])
    second = submitted(centre_db, [gone], package=TELECOMS)
    base = f"/candidates/{gone}"
    page = officer.send(officer.get(base), f"{base}/archive")
    withdraw_entries = store_withdrawals.withdraw

    def withdraw_only_the_first(db: Db, submission_id: int, *ids: Any, **more: Any) -> Outcome:
        return (
            withdraw_entries(db, submission_id, *ids, **more) if submission_id == first else refusal
        )

    monkeypatch.setattr(store_archiving.store_withdrawals, "withdraw", withdraw_only_the_first)
    page = officer.send(page, f"{base}/archive", open="withdraw", reason="left the college")
    assert page.status == 409
    assert "so nothing was done" in page.text
    assert not is_archived(centre_db, gone)
    assert {*statuses(centre_db, first), *statuses(centre_db, second)} == {"entered"}


def test_open_entries_may_stay_and_what_changed_is_asked_again(
    officer: Browser, centre_db: Db
) -> None:
    (gone,) = people(centre_db, 1)
    submission_id = submitted(centre_db, [gone])
    base = f"/candidates/{gone}"
    asked = officer.send(officer.get(base), f"{base}/archive")
    withdraw(centre_db, submission_id, ids(centre_db, submission_id)[:1])
    page = officer.send(asked, f"{base}/archive", open="withdraw", reason="left")
    assert page.status == 409
    assert not is_archived(centre_db, gone)
    page = officer.send(page, f"{base}/archive", open="keep")
    assert "The candidate is archived. 2 open entries stay as they are." in page.text
    assert statuses(centre_db, submission_id).count("entered") == 2


def test_without_open_entries_one_press_archives(officer: Browser, centre_db: Db) -> None:
    (gone,) = people(centre_db, 1)
    base = begin(centre_db, people=[gone])
    page = officer.send(officer.get(f"/candidates/{gone}"), f"/candidates/{gone}/archive")
    assert page.address == f"/candidates/{gone}"
    assert "The candidate is archived, and has left 1 open draft." in page.text
    assert f'href="{base}/candidates"' not in officer.get(f"/entries/candidates/{gone}").reply.text
    assert officer.post("/candidates/999999/archive").status == 404


def test_leavers_are_off_attendance_lists_and_their_counts(centre_db: Db) -> None:
    gone, other = chosen = people(centre_db, 2)
    submission_id = submitted(centre_db, chosen)
    before = {
        row.series_id: row.candidates for row in store_attendance.series_with_entries(centre_db)
    }
    series_id = centre_db.execute(
        "select series_id from entries where submission_id = ? limit 1", [submission_id]
    ).fetchone()[0]
    archive(centre_db, gone)
    rows = store_attendance.of_submission(centre_db, submission_id)
    assert listed(centre_db, gone).partition(",")[0] not in {row.surname for row in rows} or (
        {row.forenames for row in rows} == {candidates.one(centre_db, other).forenames}
    )
    assert len(rows) == 3
    after = {
        row.series_id: row.candidates for row in store_attendance.series_with_entries(centre_db)
    }
    assert after[series_id] == before[series_id] - 1
    assert store_draft.open_drafts(centre_db) == []
