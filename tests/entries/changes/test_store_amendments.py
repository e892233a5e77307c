"""Amending the order number in the file, and undoing it while nothing else has changed."""

from datetime import date

from tests.conftest import TODAY
from tests.entries.afterwards import (
    OFFICER,
    amend,
    bring_back,
    ids,
    order_number,
    rows,
    statuses,
    submitted,
    undo_amendment,
    withdraw,
)
from tests.entries.drafts import everything
from webapp.database.connection import Db
from webapp.entries.changes import amendment, lateness, store_amendments
from webapp.entries.changes import store as store_changes


def test_the_live_entries_become_amended_and_the_history_says_why(centre_db: Db) -> None:
    one = submitted(centre_db)
    withdraw(centre_db, one, ids(centre_db, one)[:1])
    assert amend(centre_db, one, "PO-2", "wrong year") == "amended"
    assert order_number(centre_db, one) == "PO-2"
    assert statuses(centre_db, one) == ["withdrawn"] + ["amended"] * 5
    (change,) = store_changes.of_submission(centre_db, one)
    assert (change.before, change.after, change.reason, change.person) == (
        "PO-1",
        "PO-2",
        "wrong year",
        "Priya Lewis",
    )
    told = store_changes.history(centre_db, one)[ids(centre_db, one)[1]]
    assert [(row.order_before, row.order_after) for row in told] == [("PO-1", "PO-2")]


def test_the_same_number_again_changes_nothing(centre_db: Db) -> None:
    one = submitted(centre_db)
    before = everything(centre_db)
    assert amend(centre_db, one, "PO-1") == "same"
    assert everything(centre_db) == before


def test_a_number_that_another_tab_has_set_must_be_read_first(centre_db: Db) -> None:
    one = submitted(centre_db)
    shown = lateness.fingerprint(store_changes.lines(centre_db, one, TODAY), "PO-1")
    amend(centre_db, one, "PO-2")
    before = everything(centre_db)
    assert (
        store_amendments.amend(
            centre_db, one, "PO-3", reason="x", shown=shown, account_id=OFFICER, today=TODAY
        )
        == "stale"
    )
    assert everything(centre_db) == before


def test_a_fee_that_was_set_since_must_be_read_first(centre_db: Db) -> None:
    one = submitted(centre_db)
    late = date(2027, 3, 1)
    shown = lateness.fingerprint(store_changes.lines(centre_db, one, late), "PO-1")
    centre_db.execute("update assessments set late_fee = 1 where entry_code = '03999'")
    assert (
        store_amendments.amend(
            centre_db, one, "PO-3", reason="x", shown=shown, account_id=OFFICER, today=late
        )
        == "stale"
    )


def test_undoing_restores_number_and_status_and_twice_is_harmless(centre_db: Db) -> None:
    one = submitted(centre_db)
    before = rows(centre_db, one)
    amend(centre_db, one, "PO-2")
    once = rows(centre_db, one)
    amend(centre_db, one, "PO-3")
    changes = store_changes.of_submission(centre_db, one)
    latest, first = (changes[place].submission_change_id for place in (1, 0))

    def undo(change_id: int) -> str:
        return store_amendments.undo(centre_db, one, change_id, account_id=OFFICER, today=TODAY)

    assert undo(first) == "nothing"
    assert undo(latest) == "undone"
    assert undo(latest) == "nothing"
    assert (rows(centre_db, one), order_number(centre_db, one)) == (once, "PO-2")
    assert undo(first) == "undone"
    assert (rows(centre_db, one), order_number(centre_db, one)) == (before, "PO-1")
    assert undo(first) == "nothing"


def test_what_was_withdrawn_since_forbids_undoing_until_it_is_back(centre_db: Db) -> None:
    one = submitted(centre_db)
    amend(centre_db, one, "PO-2")
    withdraw(centre_db, one, ids(centre_db, one)[:1])
    before = everything(centre_db)
    assert undo_amendment(centre_db, one) == "changed since"
    assert everything(centre_db) == before
    bring_back(centre_db, one, ids(centre_db, one)[:1])
    assert undo_amendment(centre_db, one) == "undone"
    assert set(statuses(centre_db, one)) == {"entered"}


def test_what_came_back_since_forbids_undoing(centre_db: Db) -> None:
    one = submitted(centre_db)
    withdraw(centre_db, one, ids(centre_db, one)[:1])
    amend(centre_db, one, "PO-2")
    bring_back(centre_db, one, ids(centre_db, one)[:1])
    assert undo_amendment(centre_db, one) == "changed since"


def test_with_all_entries_withdrawn_only_the_number_changes(centre_db: Db) -> None:
    one = submitted(centre_db)
    withdraw(centre_db, one, ids(centre_db, one))
    assert amend(centre_db, one, "") == "amended"
    assert set(statuses(centre_db, one)) == {"withdrawn"}
    assert undo_amendment(centre_db, one) == "undone"
    assert order_number(centre_db, one) == "PO-1"


def test_only_the_amendments_that_were_not_undone_stand() -> None:
    made = [
        amendment.OrderNumberChange(
            submission_change_id=place,
            submission_id=1,
            changed_at="2026-11-24T10:00:00.000000Z",
            what=what,
            reason="",
            before="",
            after="",
            person=None,
        )
        for place, what in enumerate(
            ["amended", "amended", "restored", "amended", "restored", "restored", "amended"]
        )
    ]
    assert [one.submission_change_id for one in amendment.standing(made)] == [6]
    assert [one.submission_change_id for one in amendment.standing(made[:4])] == [0, 3]
    assert amendment.standing([]) == []
