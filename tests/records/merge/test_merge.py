"""Two records of one person made one through all rooms, and undone."""

from datetime import date

import pytest

from tests.entries.drafts import people
from tests.results.pairs import (
    CODES,
    OFFICER,
    TODAY,
    count_of,
    draft_with,
    enter,
    form_for,
    get_result,
    held,
    join_group,
    pair,
    rich,
    row,
    series_of,
    ticks_in,
    unite,
    value,
)
from webapp.candidates.record import store_changes
from webapp.candidates.register import store_search
from webapp.database.connection import Db
from webapp.entries.changes import store as entry_changes
from webapp.entries.options import store as entries
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection
from webapp.records.merge import store as store_merging
from webapp.results.of_candidate import store


def test_three_entries_and_two_results_move_and_undo_restores_everything(centre_db: Db) -> None:
    kept, gone = pair(centre_db)
    draft_id = rich(centre_db, gone, kept)
    before = held(centre_db)
    merged = unite(centre_db, gone, kept, kept=kept)
    assert merged.problems == {}
    assert count_of(centre_db, "entries", kept) == 4
    assert count_of(centre_db, "results", kept) == 2
    assert count_of(centre_db, "group_members", kept) == 3
    assert count_of(centre_db, "awards", kept) == 2
    assert store_selection.selected_ids(centre_db, draft_id) == {kept}
    # Of two decisions about one cell, the kept one's.
    assert {
        code: ticks_in(centre_db, draft_id)[kept, series_of(centre_db, code)[0]]
        for code in ("03999", "09499")
    } == {"03999": True, "09499": True}
    for table in (
        "entries",
        "results",
        "awards",
        "group_members",
        "draft_candidates",
        "draft_choices",
    ):
        assert count_of(centre_db, table, gone) == 0, table
    assert held(centre_db)["candidate_groups"] == before["candidate_groups"]
    assert store_merging.undo(centre_db, merged.merge_id, OFFICER) == []
    assert held(centre_db) == before


def test_the_gone_record_stays_archived_and_is_found_no_more(centre_db: Db) -> None:
    kept, gone = pair(centre_db)
    surname = row(centre_db, gone).surname
    number = row(centre_db, gone).candidate_number
    unite(centre_db, kept, gone, candidate_number=gone, uci=gone)
    left = row(centre_db, gone)
    assert left.archived_at
    assert left.merged_into == kept
    assert left.surname == surname
    assert not left.candidate_number
    assert row(centre_db, kept).candidate_number == number
    found = store_search.search(centre_db, number, None).rows
    assert [one.candidate_id for one in found][:1] == [kept]
    assert gone not in [one.candidate_id for one in found]


def test_a_number_taken_over_leaves_the_gone_record_and_comes_back(centre_db: Db) -> None:
    kept, gone = pair(centre_db)
    centre_db.execute("update candidates set uln = null where candidate_id = ?", [kept])
    centre_db.conn.commit()
    uln = row(centre_db, gone).uln
    merged = unite(centre_db, kept, gone)
    assert (row(centre_db, kept).uln, row(centre_db, gone).uln) == (uln, "")
    assert row(centre_db, kept).added_on == date(2024, 1, 8)
    store_merging.undo(centre_db, merged.merge_id, OFFICER)
    assert (row(centre_db, kept).uln, row(centre_db, gone).uln) == ("", uln)


def test_numbers_can_be_swapped_into_the_kept_record(centre_db: Db) -> None:
    kept, gone = pair(centre_db)
    theirs = row(centre_db, gone)
    before = held(centre_db)
    fields = ("candidate_number", "uci", "uln", "ocr_number", "surname")
    merged = unite(centre_db, kept, gone, **dict.fromkeys(fields, gone))
    assert all(getattr(row(centre_db, kept), field) == getattr(theirs, field) for field in fields)
    assert store_merging.undo(centre_db, merged.merge_id, OFFICER) == []
    assert held(centre_db) == before


def test_the_history_of_the_kept_record_says_what_changed(centre_db: Db) -> None:
    one, other = pair(centre_db)
    theirs = row(centre_db, one).surname
    unite(centre_db, one, other, kept=other, surname=one)
    changed = {line.field: line for line in store_changes.history(centre_db, other)}
    assert changed["surname"].after == theirs
    assert changed["added_on"].after == "2024-01-08"
    assert changed["surname"].person == "Priya Lewis"
    assert [line.after for line in store_changes.history(centre_db, one)][:1] == [str(other)]


def test_of_two_entries_that_clash_the_later_is_withdrawn(centre_db: Db) -> None:
    one, other = pair(centre_db)
    late = enter(centre_db, one, "03999", at="2026-10-02T09:00:00.000000Z")
    early = enter(centre_db, other, "03999")
    before = held(centre_db)
    merged = unite(centre_db, one, other)
    status = dict(
        centre_db.execute(
            "select entry_id, status from entries where candidate_id = ?", [one]
        ).fetchall()
    )
    assert status == {late: "withdrawn", early: "entered"}
    store_merging.undo(centre_db, merged.merge_id, OFFICER)
    assert held(centre_db) == before


def test_i_choose_which_of_two_clashing_entries_stays(centre_db: Db) -> None:
    one, other = pair(centre_db)
    late = enter(centre_db, one, "03999", at="2026-10-02T09:00:00.000000Z")
    early = enter(centre_db, other, "03999")
    enter(centre_db, other, "09499", status="withdrawn")
    enter(centre_db, one, "09499")
    unite(centre_db, one, other, **{f"entry-{late}-{early}": late})
    live = "status <> 'withdrawn'"
    assert count_of(centre_db, "entries", one, f"{live} and entry_id = {late}") == 1
    assert count_of(centre_db, "entries", one, live) == 2
    assert count_of(centre_db, "entries", one) == 4


def test_of_two_results_the_later_recorded_stays_shown_and_the_award_follows(centre_db: Db) -> None:
    one, other = pair(centre_db)
    get_result(centre_db, one, "03999", "Pass", moment="2026-10-05T09:00:00.000000Z")
    get_result(centre_db, other, "03999", "Merit", on=date(2026, 9, 1))
    before = held(centre_db)
    merged = unite(centre_db, one, other, kept=other)
    shown = [line for line in store.of_candidate(centre_db, other) if not line.replaced_at]
    assert [line.grade for line in shown] == ["Pass"]
    assert count_of(centre_db, "results", other) == 2
    assert value(centre_db, "select awarded_on from awards where candidate_id = ?", other) == (
        "2026-09-30"
    )
    store_merging.undo(centre_db, merged.merge_id, OFFICER)
    assert held(centre_db) == before


def test_the_history_of_entries_keeps_the_merge_and_its_undoing(centre_db: Db) -> None:
    one, other = pair(centre_db)
    late = enter(centre_db, other, "03999", at="2026-10-02T09:00:00.000000Z")
    enter(centre_db, one, "03999")
    centre_db.conn.commit()
    merged = unite(centre_db, one, other, kept=one)
    store_merging.undo(centre_db, merged.merge_id, OFFICER)
    told = entry_changes.history(centre_db, 1)
    assert set(told) == {late}
    assert [(line.what, line.before, line.after) for line in told[late]] == [
        ("merged", str(other), str(one)),
        ("withdrawn", "entered", "withdrawn"),
        ("merged", str(one), str(other)),
        ("restored", "withdrawn", "entered"),
    ]
    assert [line.reason for line in told[late]] == [
        "Two records of one person were merged."
    ] * 2 + ["The merge of two records was undone."] * 2
    assert {line.person for line in told[late]} == {"Priya Lewis"}


def test_merging_twice_gives_the_same_merge(centre_db: Db) -> None:
    one, other = pair(centre_db)
    form = form_for(centre_db, one, other)
    first = store_merging.unite(centre_db, one, other, form=form, account_id=OFFICER, today=TODAY)
    before = held(centre_db)
    assert (
        store_merging.unite(centre_db, one, other, form=form, account_id=OFFICER, today=TODAY)
        == first
    )
    assert (
        store_merging.unite(centre_db, other, one, form=form, account_id=OFFICER, today=TODAY)
        == first
    )
    assert held(centre_db) == before


def test_after_undoing_i_can_merge_again_and_undoing_twice_is_harmless(centre_db: Db) -> None:
    one, other = pair(centre_db)
    rich(centre_db, one, other)
    before = held(centre_db)
    first = unite(centre_db, one, other)
    assert store_merging.undo(centre_db, first.merge_id, OFFICER) == []
    assert store_merging.undo(centre_db, first.merge_id, OFFICER) == []
    assert held(centre_db) == before
    second = unite(centre_db, one, other, kept=other)
    assert second.merge_id not in (None, first.merge_id)
    assert store_merging.undo(centre_db, second.merge_id, OFFICER) == []
    assert held(centre_db) == before


def edit_surname(db: Db, kept: int, _gone: int) -> None:
    db.execute("update candidates set surname = 'Neu' where candidate_id = ?", [kept])


def edit_gone(db: Db, _kept: int, gone: int) -> None:
    db.execute("update candidates set uln = null where candidate_id = ?", [gone])


def submit_draft(db: Db, kept: int, _gone: int) -> None:
    db.execute(
        "delete from drafts where draft_id in"
        " (select draft_id from draft_candidates where candidate_id = ?)",
        [kept],
    )


def tick_in_draft(db: Db, kept: int, _gone: int) -> None:
    draft_id = value(db, "select draft_id from draft_candidates where candidate_id = ?", kept)
    store_draft.tick(db, draft_id, {(kept, series_of(db, "09866")[0]): False})


def merge_somebody_else(db: Db, kept: int, _gone: int) -> None:
    third = people(db, 3)[-1]
    db.execute("delete from group_members where candidate_id = ?", [third])
    assert unite(db, kept, third, kept=kept).merge_id


CHANGES = [
    (edit_surname, "the details"),
    (edit_gone, "the details"),
    (merge_somebody_else, "the details"),
    (lambda db, kept, gone: join_group(db, kept, 4), "the groups"),
    (lambda db, kept, gone: enter(db, kept, "10384"), "the entries"),
    (lambda db, kept, gone: get_result(db, kept, "09866", "Pass", 2), "the results"),
    (
        lambda db, kept, gone: entries.record_award(db, kept, entry_code="10384", awarded_on=TODAY),
        "the results",
    ),
    (submit_draft, "an open draft"),
    (tick_in_draft, "an open draft"),
    (lambda db, kept, gone: draft_with(db, {kept: {}}), "an open draft"),
]


@pytest.mark.parametrize(
    ("change", "said"), CHANGES, ids=[str(place) for place in range(len(CHANGES))]
)
def test_what_has_changed_since_forbids_undoing_and_is_named(
    centre_db: Db, change: object, said: str
) -> None:
    kept, gone = pair(centre_db)
    rich(centre_db, kept, gone)
    merged = unite(centre_db, kept, gone)
    change(centre_db, kept, gone)
    centre_db.conn.commit()
    before = held(centre_db)
    assert said in store_merging.undo(centre_db, merged.merge_id, OFFICER)
    assert held(centre_db) == before


def test_a_number_that_somebody_else_has_got_forbids_undoing(centre_db: Db) -> None:
    kept, gone = pair(centre_db)
    number = row(centre_db, gone).candidate_number
    merged = unite(centre_db, kept, gone)
    third = people(centre_db, 3)[-1]
    centre_db.execute(
        "update candidates set candidate_number = ? where candidate_id = ?", [number, third]
    )
    centre_db.conn.commit()
    assert store_merging.undo(centre_db, merged.merge_id, OFFICER) == [
        f"the number {number}, which somebody else has now"
    ]


def test_what_happens_to_other_people_does_not_forbid_undoing(centre_db: Db) -> None:
    kept, gone = pair(centre_db)
    draft_id = rich(centre_db, kept, gone)
    merged = unite(centre_db, kept, gone)
    third = people(centre_db, 3)[-1]
    store_selection.add_candidates(centre_db, draft_id, [third])
    enter(centre_db, third, "03999")
    centre_db.conn.commit()
    assert store_merging.undo(centre_db, merged.merge_id, OFFICER) == []
    assert store_selection.selected_ids(centre_db, draft_id) == {kept, gone, third}


def test_merges_of_merges_are_undone_from_the_last_to_the_first(centre_db: Db) -> None:
    kept, gone = pair(centre_db)
    rich(centre_db, gone, kept)
    third = people(centre_db, 1)[0]
    before = held(centre_db)
    first = unite(centre_db, gone, third, kept=gone)
    second = unite(centre_db, kept, gone, kept=kept)
    assert store_merging.undo(centre_db, first.merge_id, OFFICER)
    assert store_merging.undo(centre_db, second.merge_id, OFFICER) == []
    assert store_merging.undo(centre_db, first.merge_id, OFFICER) == []
    assert held(centre_db) == before


def test_what_was_not_shown_is_not_merged(centre_db: Db) -> None:
    one, other = pair(centre_db)
    enter(centre_db, one, "03999")
    form = form_for(centre_db, one, other)
    enter(centre_db, other, "03999")
    centre_db.conn.commit()
    before = held(centre_db)
    outcome = store_merging.unite(centre_db, one, other, form=form, account_id=OFFICER, today=TODAY)
    assert outcome == (None, {"pair": store_merging.STALE})
    assert held(centre_db) == before


def test_everything_moves_at_once_or_not_at_all(
    centre_db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = pair(centre_db)
    rich(centre_db, one, other)
    before = held(centre_db)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(store_merging.results, "unite", fail)
    with pytest.raises(RuntimeError):
        unite(centre_db, one, other)
    assert held(centre_db) == before
    assert len(CODES) == count_of(centre_db, "entries", one)
