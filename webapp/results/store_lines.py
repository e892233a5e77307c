"""The lines of a framework's report, kept from one reading to the next; what has changed is read
anew.
"""

from collections import OrderedDict
from typing import NamedTuple

from webapp.accounts import store_changed
from webapp.accounts.store_changed import Mark
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
"""Tables whose changes name the people concerned; a submission's entries do it for the
submission.
"""


class _Kept(NamedTuple):
    """The lines of these packages, as they are where the file's activity has this mark."""

    mark: Mark
    packages: list[Package]
    lines: list[Line]


_kept: OrderedDict[tuple[str, tuple[int, ...]], _Kept] = OrderedDict()


def lines(db: Db, packages: list[Package]) -> list[Line]:
    """Everybody in these packages; to be read inside a snapshot, and not to be changed.

    Every change of the file leaves a line in its activity, so what has none since then is as it
    was.
    """
    key = (db.conn.file, tuple(one.package_id for one in packages))
    mark, known = store_changed.mark(db), _kept.get(key)
    changed = _changed(db, known, mark) if known and known.packages == packages else None
    if known and changed is not None:
        found = _renewed(db, known, changed) if changed else known.lines
    else:
        found = programme.lines(store_report_facts.facts(db, packages))
    _keep(key, _Kept(mark, packages, found))
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


def _changed(db: Db, known: _Kept, mark: Mark) -> list[int] | None:
    """Whom the changes since then concern; None if that is not told or they are many."""
    changes = store_changed.between(db, known.mark, mark)
    if changes is None:
        return None
    concerned = [one for one in changes if one.table not in BESIDE]
    ids = {one.candidate_id for one in concerned if one.candidate_id is not None}
    told = all(one.table in OF_PEOPLE for one in concerned)
    return sorted(ids) if told and len(ids) <= FEW else None


def _keep(key: tuple[str, tuple[int, ...]], one: _Kept) -> None:
    _kept.pop(key, None)
    _kept[key] = one
    while sum(len(kept.lines) for kept in _kept.values()) > MOST:
        _kept.popitem(last=False)
