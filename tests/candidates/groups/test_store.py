"""Candidate groups in the file, and filling one with pasted numbers."""

from datetime import date

import pytest

from tests.candidates.sample_register import PRIYA, known, merge, two
from webapp.candidates.groups import pasted_identifiers, store_fill, store_removals
from webapp.candidates.groups import store as store_groups
from webapp.candidates.record import store_changes
from webapp.database.connection import Db

DAY = date(2026, 11, 24)


def test_it_works(centre_db: Db) -> None:
    one, other = two(centre_db)
    group_id = store_groups.add(centre_db, "Quux", [one, one, 999_999], DAY)
    assert store_groups.members(centre_db, group_id) == [one]
    assert store_groups.add_members(centre_db, group_id, [one, other]) == 1
    assert store_removals.remove_members(centre_db, group_id, [one, 999_999]) == 1
    assert store_groups.members(centre_db, group_id) == [other]
    store_groups.rename(centre_db, group_id, "QUUX")
    group = store_groups.Group(group_id=group_id, title="QUUX", made_on=DAY)
    assert store_groups.one(centre_db, group_id) == group
    assert store_groups.ListedGroup(group_id=group_id, title="QUUX", made_on=DAY, size=1) in (
        store_groups.groups(centre_db)
    )


@pytest.mark.parametrize(
    ("title", "other"), [("Quux", "qUUX"), ("Été", "ÉTÉ"), ("Éte", "E\u0301TE")]
)
def test_capitals_make_no_other_group(centre_db: Db, title: str, other: str) -> None:
    store_groups.add(centre_db, title, [], DAY)
    second = store_groups.add(centre_db, "Second", [], DAY)
    with pytest.raises(store_groups.TitleTaken):
        store_groups.add(centre_db, other, [], DAY)
    with pytest.raises(store_groups.TitleTaken):
        store_groups.rename(centre_db, second, other)


def test_deleting_a_group_deletes_nobody(centre_db: Db) -> None:
    one, other = two(centre_db)
    people = centre_db.table("candidates").count
    group_id = store_groups.add(centre_db, "Quux", [one, other], DAY)
    store_changes.archive(centre_db, other, PRIYA)
    store_groups.delete(centre_db, group_id)
    assert store_groups.one(centre_db, group_id) is None
    assert centre_db.table("candidates").count == people


def test_numbers_fill_a_group_and_say_what_became_of_the_others(centre_db: Db) -> None:
    one, other = two(centre_db)
    group_id = store_groups.add(centre_db, "Quux", [other], DAY)
    first, second = known(centre_db, one), known(centre_db, other)
    text = f"{first.uci}\n{first.uln}\n{second.candidate_number}\n0000\nSmith"
    filled = store_fill.fill(centre_db, group_id, pasted_identifiers.numbers(text))
    assert filled.added == 1
    assert [number.typed for number in filled.unknown] == ["0000", "Smith"]
    assert [person.candidate_id for _, person in filled.already] == [one, other]
    assert set(store_groups.members(centre_db, group_id)) == {one, other}


def test_an_archived_number_is_named_unless_somebody_active_has_it(centre_db: Db) -> None:
    gone, kept = two(centre_db)
    group_id = store_groups.add(centre_db, "Quux", [], DAY)
    number = known(centre_db, gone).candidate_number
    store_changes.archive(centre_db, gone, PRIYA)
    filled = store_fill.fill(centre_db, group_id, pasted_identifiers.numbers(number))
    assert [person.candidate_id for _, person in filled.archived] == [gone]
    centre_db.execute(
        "update candidates set candidate_number = ? where candidate_id = ?", [number, kept]
    )
    assert store_fill.fill(centre_db, group_id, pasted_identifiers.numbers(number)).added == 1
    assert store_groups.members(centre_db, group_id) == [kept]


def test_the_number_of_somebody_merged_adds_the_kept_one(centre_db: Db) -> None:
    gone, kept = two(centre_db)
    group_id = store_groups.add(centre_db, "Quux", [], DAY)
    merge(centre_db, gone, kept)
    assert (
        store_fill.fill(
            centre_db, group_id, pasted_identifiers.numbers(known(centre_db, gone).uci)
        ).added
        == 1
    )
    assert store_groups.members(centre_db, group_id) == [kept]
