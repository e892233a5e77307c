"""What a learning programme report goes by, read in one piece: few columns, no names."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import msgspec

from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db
from webapp.database.rows import get_row, list_values
from webapp.results.programmes import programme
from webapp.results.programmes.programme import Package
from webapp.results.reports import store_facts
from webapp.results.reports.report import Report
from webapp.results.reports.selection import selected
from webapp.results.reports.terms import Terms


@contextmanager
def snapshot(db: Db) -> Iterator[None]:
    """Let everything read inside be of one moment, whatever others write meanwhile."""
    db.execute("begin")
    try:
        yield
    finally:
        db.conn.rollback()


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    """A framework as a report names it."""

    framework_id: int
    framework_code: str
    title: str


def framework(db: Db, framework_id: int) -> Framework | None:
    return get_row(
        db,
        Framework,
        "select framework_id, framework_code, title from frameworks where framework_id = ?",
        [framework_id],
    )


def packages(db: Db, framework_id: int, today: date) -> list[Package]:
    """Every package of a framework, those that can't be entered any more too, by title."""
    found = db.execute(
        "select package_id, display_title from packages where framework_id = ?"
        " order by title_key(title), level, nation, package_id",
        [framework_id],
    ).fetchall()
    earlier = catalogue.earlier_requirements(db)
    return [
        Package(
            package_id,
            title,
            tuple(catalogue.components(db, package_id, today)),
            earlier.get(package_id, ()),
        )
        for package_id, title in found
    ]


def report(db: Db, held: list[Package], terms: Terms) -> Report:
    """The report on these packages that the terms ask for."""
    members = _members(db, terms.group_id) if terms.group_id is not None else None
    facts = store_facts.facts(db, held, terms.candidate_ids or None)
    return Report(held, terms, selected(programme.lines(facts), terms, members))


def _members(db: Db, group_id: int) -> set[int]:
    """Archived people too: what they achieved with their group stays."""
    sql = "select candidate_id from group_members where group_id = ?"
    return set(list_values(db, int, sql, [group_id]))
