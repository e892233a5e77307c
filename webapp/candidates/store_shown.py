"""Whom searches have found and what is shown of them, kept in memory until it changes."""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from webapp.accounts import store_changed
from webapp.accounts.store_changed import Change, Mark
from webapp.candidates.listed import Shown
from webapp.db import Db

MOST = 50_000
"""People and rows of answers kept in all: a person takes 900 bytes, a row that shows one of them
8.
"""
ANSWERS = 500
"""Answers kept of each file."""
ROWS = 50
"""Rows of most answers."""
COLUMNS = (
    "candidate_id, surname, forenames, born_on, coalesce(candidate_number, ''), coalesce(uci,"
    " ''), added_on,"
    " coalesce((select group_concat(title, ', ') from group_members"
    " join candidate_groups using (group_id)"
    " where group_members.candidate_id = candidates.candidate_id), '')"
)
"""What Shown holds, of a row of candidates."""

OF_PEOPLE = ("candidates", "group_members")
"""Tables whose changes concern one person each."""
Found = TypeVar("Found")


class Person(NamedTuple):
    """sort_key and search_text: the names folded, for their order and for the words in them."""

    shown: Shown
    sort_key: str
    search_text: str

    @property
    def candidate_id(self) -> int:
        return self.shown.candidate_id


class _Kept(NamedTuple):
    """People of one file by candidate_id, and answers by question, as they were at this mark."""

    mark: Mark
    people: dict[int, Person]
    answers: dict[Hashable, Any]


_kept: OrderedDict[str, _Kept] = OrderedDict()


def people(db: Db, candidate_ids: Sequence[int]) -> list[Person]:
    """These people, in this order; whoever is not in the file any more is left out."""
    kept = _of_file(db).people
    if missing := [one for one in candidate_ids if one not in kept]:
        kept |= _read(db, missing)
    return [one for one in map(kept.get, candidate_ids) if one]


def answer(db: Db, asked: Hashable, find: Callable[[], Found]) -> Found:
    """Return what was found the last time, or is found now; the same list is asked for again and
    again.
    """
    answers = _of_file(db).answers
    if (found := answers.get(asked)) is None:
        found = find()
        if len(answers) >= ANSWERS:
            answers.clear()
        answers[asked] = found
    return found


def _of_file(db: Db) -> _Kept:
    """What is known of the file, without what has changed since."""
    mark, known = store_changed.mark(db), _kept.pop(db.conn.file, None)
    if known and known.mark != mark:
        changes = store_changed.between(db, known.mark, mark)
        known = None if changes is None or _concern_all(changes) else _without(known, changes)
    _kept[db.conn.file] = now = _Kept(
        mark, known.people if known else {}, known.answers if known else {}
    )
    if sum(len(one.people) + ROWS * len(one.answers) for one in _kept.values()) > MOST:
        _kept.popitem(last=False)
    return now


def _concern_all(changes: Iterable[Change]) -> bool:
    return any(one.table == "candidate_groups" for one in changes)


def _without(known: _Kept, changes: Iterable[Change]) -> _Kept:
    changed = [one.candidate_id for one in changes if one.table in OF_PEOPLE]
    for one in changed:
        known.people.pop(one or 0, None)
    return known._replace(answers={}) if changed else known


def _read(db: Db, candidate_ids: Sequence[int]) -> dict[int, Person]:
    source = "json_each(:ids) as asked cross join candidates on candidate_id = asked.value"
    ids = {"ids": json.dumps(candidate_ids)}
    rows = at_once(db, f"json_array({COLUMNS}, sort_key, search_text)", source, ids)
    return {row[0]: Person(Shown(*row[:-2]), *row[-2:]) for row in rows}


def at_once(db: Db, value: str, source: str, values: dict[str, Any]) -> list[Any]:
    """A value a row, all in one answer of SQLite's.

    For each row it gives, sqlite3 lets go of Python's lock and has to wait for it again: with a
    server at work beside it, that takes longer than finding the row.
    """
    row = db.conn.execute(f"select json_group_array({value}) from {source}", values).fetchone()
    return json.loads(row[0])
