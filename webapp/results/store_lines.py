"""The lines of a framework's report, kept from one reading to the next while nothing has changed."""

from collections import OrderedDict
from typing import NamedTuple

from webapp.db import Db
from webapp.results import programme, store_report_facts
from webapp.results.programme import Line, Package

MOST = 100_000
"""Lines kept in all, some 300 bytes each."""


class _Kept(NamedTuple):
    digest: str
    packages: list[Package]
    lines: list[Line]


_kept: OrderedDict[tuple[str, tuple[int, ...]], _Kept] = OrderedDict()


def lines(db: Db, packages: list[Package]) -> list[Line]:
    """Everybody in these packages; to be read inside a snapshot, and not to be changed.

    Every change of the file leaves a line in its activity, whose last digest is like no other.
    """
    key = (_file(db), tuple(one.package_id for one in packages))
    digest = _digest(db)
    known = _kept.get(key)
    if known is None or known[:2] != (digest, packages):
        facts = store_report_facts.facts(db, packages)
        known = _Kept(digest, packages, programme.lines(facts))
        _keep(key, known)
    return known.lines


def _keep(key: tuple[str, tuple[int, ...]], one: _Kept) -> None:
    _kept.pop(key, None)
    _kept[key] = one
    while sum(len(kept.lines) for kept in _kept.values()) > MOST:
        _kept.popitem(last=False)


def _file(db: Db) -> str:
    return db.execute("pragma database_list").fetchone()[2]


def _digest(db: Db) -> str:
    found = db.execute("select digest from activity order by activity_id desc limit 1").fetchone()
    return found[0] if found else ""
