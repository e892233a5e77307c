"""Withdrawing in the file and undoing it: exact, all or nothing, harmless when repeated."""

from datetime import date

import pytest

from tests.conftest import TODAY
from tests.entries.afterwards import (
    OFFICER,
    amend,
    bring_back,
    ids,
    means,
    order_number,
    rows,
    series_of,
    statuses,
    submitted,
    undo_amendment,
    withdraw,
)
from tests.entries.drafts import everything, people
from tests.results.pairs import unite
from webapp.database.connection import Db
from webapp.entries.changes import store as store_changes
from webapp.entries.changes import store_withdrawals


def test_three_of_six_are_withdrawn_with_who_when_and_why(centre_db: Db) -> None:
    one = submitted(centre_db)
    chosen = ids(centre_db, one)[:3]
    assert withdraw(centre_db, one, chosen, "left the course") == 3
    assert statuses(centre_db, one) == ["withdrawn"] * 3 + ["entered"] * 3
    told = store_changes.history(centre_db, one)
    assert set(told) == set(chosen)
    (change,) = told[chosen[0]]
    assert (
        change.what,
        change.reason,
        change.before,
        change.after,
        change.person,
    ) == (
        "withdrawn",
        "left the course",
        "entered",
        "withdrawn",
        "Priya Lewis",
    )


def test_withdrawing_twice_changes_nothing(centre_db: Db) -> None:
    one = submitted(centre_db)
    chosen = ids(centre_db, one)
    shown = means(centre_db, one, chosen)
    for expected in (6, 0):
        done = store_withdrawals.withdraw(
            centre_db, one, chosen, reason="x", shown=shown, account_id=OFFICER, today=TODAY
        )
        assert done == (expected, False, False)
    assert all(len(changes) == 1 for changes in store_changes.history(centre_db, one).values())


def test_what_another_tab_has_withdrawn_must_be_read_again(centre_db: Db) -> None:
    one = submitted(centre_db)
    chosen = ids(centre_db, one)[:2]
    shown = means(centre_db, one, chosen)
    withdraw(centre_db, one, chosen[:1])
    before = everything(centre_db)
    done = store_withdrawals.withdraw(
        centre_db, one, chosen, reason="x", shown=shown, account_id=OFFICER, today=TODAY
    )
    assert done == (0, True, False)
    assert everything(centre_db) == before


def test_a_series_that_has_closed_since_must_be_read_again(centre_db: Db) -> None:
    one = submitted(centre_db)
    chosen = ids(centre_db, one)[:1]
    series_of(centre_db, chosen[0], late_from=None, closes_on=TODAY.isoformat())
    shown = means(centre_db, one, chosen)
    tomorrow = date(2026, 11, 25)
    assert store_withdrawals.withdraw(
        centre_db, one, chosen, reason="x", shown=shown, account_id=OFFICER, today=tomorrow
    ).stale
    assert withdraw(centre_db, one, chosen, on=tomorrow) == 1
    ((change,),) = store_changes.history(centre_db, one).values()
    assert (change.late, change.fee) == (1, 17250)


def test_entries_of_another_submission_stay(centre_db: Db) -> None:
    one = submitted(centre_db)
    assert withdraw(centre_db, one, ids(centre_db, 2)) == 0
    assert set(statuses(centre_db, 2)) == {"entered"}


def test_a_withdrawn_entry_can_be_made_again(centre_db: Db) -> None:
    chosen = people(centre_db, 1)
    one = submitted(centre_db, chosen)
    withdraw(centre_db, one, ids(centre_db, one))
    assert len(ids(centre_db, submitted(centre_db, chosen, again=True))) == 3


def test_undoing_puts_each_back_as_it_was_and_twice_is_harmless(centre_db: Db) -> None:
    one = submitted(centre_db)
    amend(centre_db, one, "PO-2")
    chosen = ids(centre_db, one)[:3]
    before = rows(centre_db, one)
    withdraw(centre_db, one, chosen)
    assert bring_back(centre_db, one, chosen[:1]) == (1, [])
    assert statuses(centre_db, one)[:3] == ["amended", "withdrawn", "withdrawn"]
    assert bring_back(centre_db, one, chosen) == (2, [])
    assert bring_back(centre_db, one, chosen) == (0, [])
    assert rows(centre_db, one) == before
    told = store_changes.history(centre_db, one)[chosen[0]]
    assert [change.what for change in told] == ["amended", "withdrawn", "restored"]


def test_undone_after_the_order_number_was_amended_an_entry_is_amended(centre_db: Db) -> None:
    one = submitted(centre_db)
    chosen = ids(centre_db, one)[:1]
    withdraw(centre_db, one, chosen)
    amend(centre_db, one, "PO-2")
    bring_back(centre_db, one, chosen)
    assert statuses(centre_db, one) == ["amended"] * 6


def test_undone_after_an_amendment_came_and_went_an_entry_is_as_before(centre_db: Db) -> None:
    one = submitted(centre_db)
    before = rows(centre_db, one)
    chosen = ids(centre_db, one)[:1]
    withdraw(centre_db, one, chosen)
    amend(centre_db, one, "PO-2")
    assert undo_amendment(centre_db, one) == "undone"
    bring_back(centre_db, one, chosen)
    assert rows(centre_db, one) == before
    assert order_number(centre_db, one) == "PO-1"


def test_a_place_that_is_taken_refuses_the_undoing_of_all(centre_db: Db) -> None:
    chosen = people(centre_db, 2)
    one = submitted(centre_db, chosen)
    withdraw(centre_db, one, ids(centre_db, one))
    two = submitted(centre_db, chosen[:1], again=True)
    before = everything(centre_db)
    outcome = bring_back(centre_db, one, ids(centre_db, one))
    assert outcome.entries == 0
    assert [row.entry_code for row in outcome.taken] == ["03999", "09499", "09866"]
    assert everything(centre_db) == before
    withdraw(centre_db, two, ids(centre_db, two))
    assert bring_back(centre_db, one, ids(centre_db, one)).entries == 6


def test_two_withdrawn_entries_for_one_place_come_back_one_at_a_time(centre_db: Db) -> None:
    both = people(centre_db, 2)
    one = submitted(centre_db, both)
    withdraw(centre_db, one, ids(centre_db, one))
    unite(centre_db, *both)
    outcome = bring_back(centre_db, one, ids(centre_db, one))
    assert outcome.entries == 0
    assert len(outcome.taken) == 6
    assert bring_back(centre_db, one, ids(centre_db, one)[:3]).entries == 3


@pytest.mark.parametrize("step", ["note", "execute"])
def test_everything_is_withdrawn_or_nothing(
    centre_db: Db, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    one = submitted(centre_db)
    chosen = ids(centre_db, one)
    shown = means(centre_db, one, chosen)
    before = everything(centre_db)

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(
        *((store_changes, "note") if step == "note" else (centre_db, "execute")), fail
    )
    with pytest.raises(RuntimeError):
        store_withdrawals.withdraw(
            centre_db, one, chosen, reason="x", shown=shown, account_id=OFFICER, today=TODAY
        )
    monkeypatch.undo()
    assert everything(centre_db) == before
