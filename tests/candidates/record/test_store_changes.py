"""Changing, archiving and bringing back, with a history."""

from dataclasses import replace

import pytest

from tests.candidates.sample_register import PRIYA, known, merge, two
from webapp.candidates.record import changes, store, store_changes
from webapp.candidates.register import store_search
from webapp.database.connection import Db


def test_it_works(centre_db: Db) -> None:
    one, _ = two(centre_db)
    before = known(centre_db, one)
    new = replace(before, surname="Quux-Śmith", gender="")
    changed = store_changes.change(centre_db, one, new, PRIYA)
    assert changed == {"surname": (before.surname, "Quux-Śmith"), "gender": (before.gender, "")}
    assert known(centre_db, one) == new
    lines = store_changes.history(centre_db, one)
    assert [(line.field, line.before, line.after, line.person) for line in lines] == [
        ("gender", before.gender, "", "Priya Lewis"),
        ("surname", before.surname, "Quux-Śmith", "Priya Lewis"),
    ]
    found = store_search.search(centre_db, "quux smith", None)
    assert [row.candidate_id for row in found.rows] == [one]
    old = store_search.search(centre_db, f"{before.surname} {before.uci}", None)
    assert [row.formerly for row in old.rows] == [f"formerly {before.surname}"]


def test_nothing_changed_writes_no_history(centre_db: Db) -> None:
    one, _ = two(centre_db)
    assert store_changes.change(centre_db, one, known(centre_db, one), None) == {}
    assert store_changes.history(centre_db, one) == []


def test_the_command_line_is_nobody(centre_db: Db) -> None:
    one, _ = two(centre_db)
    store_changes.change(centre_db, one, replace(known(centre_db, one), surname="Quux"), None)
    assert store_changes.history(centre_db, one)[0].person is None


@pytest.mark.parametrize("field", ["uci", "uln", "candidate_number"])
def test_a_number_that_somebody_has_is_taken_and_nothing_is_written(
    centre_db: Db, field: str
) -> None:
    one, other = two(centre_db)
    before = known(centre_db, one)
    new = replace(before, surname="Quux", **{field: getattr(known(centre_db, other), field)})
    with pytest.raises(store.Taken):
        store_changes.change(centre_db, one, new, PRIYA)
    assert known(centre_db, one) == before
    assert store_changes.history(centre_db, one) == []


def test_an_unknown_candidate_is_not_changed(centre_db: Db) -> None:
    one, _ = two(centre_db)
    with pytest.raises(LookupError):
        store_changes.change(centre_db, 999_999, known(centre_db, one), PRIYA)


def test_what_somebody_else_changed_meanwhile_is_not_written_over(centre_db: Db) -> None:
    one, _ = two(centre_db)
    before = known(centre_db, one)
    opened = changes.texts(before)
    store_changes.change(centre_db, one, replace(before, surname="Quux"), PRIYA, opened)
    with pytest.raises(store_changes.ChangedMeanwhile):
        store_changes.change(centre_db, one, replace(before, forenames="Zoë"), PRIYA, opened)
    assert known(centre_db, one) == replace(before, surname="Quux")


def test_an_archived_number_is_free_until_its_owner_comes_back(centre_db: Db) -> None:
    one, other = two(centre_db)
    number = known(centre_db, one).candidate_number
    assert store_changes.archive(centre_db, one, PRIYA)
    assert not store_changes.archive(centre_db, one, PRIYA)
    store_changes.change(
        centre_db, other, replace(known(centre_db, other), candidate_number=number), PRIYA
    )
    with pytest.raises(store.Taken):
        store_changes.bring_back(centre_db, one, PRIYA)
    store_changes.change(centre_db, one, replace(known(centre_db, one), candidate_number=""), PRIYA)
    assert store_changes.bring_back(centre_db, one, None)
    fields = [(line.field, line.person) for line in store_changes.history(centre_db, one)]
    assert fields == [
        ("archived_at", None),
        ("candidate_number", "Priya Lewis"),
        ("archived_at", "Priya Lewis"),
    ]


def test_whoever_was_merged_does_not_come_back(centre_db: Db) -> None:
    gone, kept = two(centre_db)
    merge(centre_db, gone, kept)
    assert not store_changes.bring_back(centre_db, gone, PRIYA)
    assert [row.candidate_id for row in store_changes.merged_into(centre_db, kept)] == [gone]


def test_a_double_of_the_merged_one_is_the_kept_one_and_never_oneself(centre_db: Db) -> None:
    gone, kept = two(centre_db)
    typed = known(centre_db, gone)
    merge(centre_db, gone, kept)
    found = store.doubles(centre_db, typed)
    assert [(row.person.candidate_id, row.kind) for row in found] == [(kept, "same identifier")]
    assert store.doubles(centre_db, typed, besides=kept) == []
