"""Candidate groups in the file."""

from collections.abc import Iterable
from datetime import date

import msgspec

from webapp.candidates.groups import group
from webapp.database.connection import Db, transaction
from webapp.database.rows import get_row, get_value, inserted_id, list_rows, list_values


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate group."""

    group_id: int
    title: str
    made_on: date


class ListedGroup(Group, frozen=True, kw_only=True):
    """size: how many members it has, archived people not counted."""

    size: int


class TitleTaken(Exception):
    """Another group has this title, but for capitals."""


def groups(db: Db) -> list[ListedGroup]:
    """Every group, by title."""
    return list_rows(
        db,
        ListedGroup,
        "select group_id, title, made_on, count(candidate_id) as size"
        " from active_group_members join candidate_groups using (group_id, title)"
        " group by group_id order by title_key(title)",
    )


def one(db: Db, group_id: int) -> Group | None:
    return get_row(
        db,
        Group,
        "select group_id, title, made_on from candidate_groups where group_id = ?",
        [group_id],
    )


def of_candidate(db: Db, candidate_id: int) -> list[Group]:
    """The groups a candidate is in, by title."""
    return list_rows(
        db,
        Group,
        "select group_id, title, made_on from candidate_groups"
        " join group_members using (group_id) where candidate_id = ? order by title_key(title)",
        [candidate_id],
    )


def members(db: Db, group_id: int) -> list[int]:
    """The active members' ids; empty for a group that is not there."""
    return list_values(
        db,
        int,
        "select candidate_id from active_group_members"
        " where group_id = ? and candidate_id is not null",
        [group_id],
    )


def count_archived(db: Db, group_id: int) -> int:
    """How many members are archived: they stay in the group and count nowhere."""
    count = get_value(
        db,
        int,
        "select count(*) from group_members join candidates using (candidate_id)"
        " where group_id = ? and archived_at is not null and merged_into is null",
        [group_id],
    )
    return count or 0


def add(db: Db, title: str, candidate_ids: Iterable[int], made_on: date) -> int:
    """Make a group with its members, unknown and archived ones left out. Raises TitleTaken."""
    with transaction(db):
        _refuse_taken(db, title)
        group_id = add_untaken(db, title, made_on)
        add_members(db, group_id, candidate_ids)
    return group_id


def add_untaken(db: Db, title: str, made_on: date) -> int:
    """Make an empty group whose title nobody has: whoever makes many has looked through the others
    once.
    """
    return inserted_id(
        db.execute(
            "insert into candidate_groups (title, made_on) values (?, ?)",
            [title, made_on.isoformat()],
        )
    )


def rename(db: Db, group_id: int, title: str) -> None:
    """Give a group another title. Raises TitleTaken."""
    with transaction(db):
        _refuse_taken(db, title, group_id)
        db.execute("update candidate_groups set title = ? where group_id = ?", [title, group_id])


def add_members(db: Db, group_id: int, candidate_ids: Iterable[int]) -> int:
    """Put active candidates into a group that is there, each once. Gives how many were new."""
    with transaction(db):
        return db.conn.executemany(
            "insert or ignore into group_members select ?, candidate_id from candidates"
            " where candidate_id = ? and archived_at is null",
            [(group_id, candidate_id) for candidate_id in candidate_ids],
        ).rowcount


def delete(db: Db, group_id: int) -> None:
    """Delete a group, never its members."""
    with transaction(db):
        db.execute("delete from group_members where group_id = ?", [group_id])
        db.execute("delete from candidate_groups where group_id = ?", [group_id])


def _refuse_taken(db: Db, title: str, besides: int = 0) -> None:
    for group_id, other in db.execute("select group_id, title from candidate_groups"):
        if group_id != besides and group.same(title, other):
            raise TitleTaken
