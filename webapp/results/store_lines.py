"""The lines of a framework's report, kept from one reading to the next; what has changed is read anew."""

import json
from collections import OrderedDict
from typing import NamedTuple

from webapp.db import Db
from webapp.results import programme, store_report_facts
from webapp.results.programme import Line, Package

MOST = 100_000
"""Lines kept in all, some 300 bytes each."""
FEW = 1_000
"""People of whom it is quicker to read what is new than to read everything."""
BESIDE = ("", "drafts", "candidate_groups", "group_members", "accounts")
"""Tables of which no change, and no note without a table, changes a line."""
OF_PEOPLE = ("awards", "candidates", "entries", "results", "submissions")
"""Tables whose changes name the people concerned; a submission's entries do it for the submission."""


class _Kept(NamedTuple):
    """digest is that of the activity's line activity_id: like no other, because each counts all before it."""

    activity_id: int
    digest: str
    packages: list[Package]
    lines: list[Line]


_kept: OrderedDict[tuple[str, tuple[int, ...]], _Kept] = OrderedDict()


def lines(db: Db, packages: list[Package]) -> list[Line]:
    """Everybody in these packages; to be read inside a snapshot, and not to be changed.

    Every change of the file leaves a line in its activity, so what has none since then is as it was.
    """
    key = (_file(db), tuple(one.package_id for one in packages))
    activity_id, digest = _last_change(db)
    known = _kept.get(key)
    if known and known[:3] == (activity_id, digest, packages):
        return known.lines
    changed = _changed(db, known) if known and known.packages == packages else None
    if known and changed is not None:
        found = _renewed(db, known, changed)
    else:
        found = programme.lines(store_report_facts.facts(db, packages))
    _keep(key, _Kept(activity_id, digest, packages, found))
    return found


def _renewed(db: Db, known: _Kept, changed: list[int]) -> list[Line]:
    of_person: dict[int, list[Line]] = {}
    for line in known.lines:
        of_person.setdefault(line.candidate_id, []).append(line)
    for candidate_id in changed:
        of_person.pop(candidate_id, None)
    for line in programme.lines(store_report_facts.facts(db, known.packages, changed)):
        of_person.setdefault(line.candidate_id, []).append(line)
    order = store_report_facts.by_name(db, [*of_person])
    return [line for candidate_id in order for line in of_person[candidate_id]]


def _changed(db: Db, known: _Kept) -> list[int] | None:
    """Whom the changes since then concern; None if that is not told or they are many."""
    there = db.execute(
        "select 1 from activity where activity_id = ? and digest = ?", [known.activity_id, known.digest]
    )
    found = db.execute(
        "select json_group_array(distinct candidate_id), max(table_name not in"
        " (select value from json_each(:of_people))) from activity where activity_id > :since"
        " and table_name not in (select value from json_each(:beside))",
        {"of_people": json.dumps(OF_PEOPLE), "beside": json.dumps(BESIDE), "since": known.activity_id},
    )
    told, others = found.fetchone()
    ids = [one for one in json.loads(told) if one is not None]
    return ids if there.fetchone() and not others and len(ids) <= FEW else None


def _keep(key: tuple[str, tuple[int, ...]], one: _Kept) -> None:
    _kept.pop(key, None)
    _kept[key] = one
    while sum(len(kept.lines) for kept in _kept.values()) > MOST:
        _kept.popitem(last=False)


def _file(db: Db) -> str:
    return db.execute("pragma database_list").fetchone()[2]


def _last_change(db: Db) -> tuple[int, str]:
    found = db.execute(
        "select activity_id, digest from activity where table_name not in (select value from json_each(?))"
        " order by activity_id desc limit 1",
        [json.dumps(BESIDE)],
    ).fetchone()
    return found or (0, "")
