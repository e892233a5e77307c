"""How far one candidate has come in every learning programme they take part in, in the file."""

from datetime import date
from typing import NamedTuple

from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db
from webapp.results.programmes import programme
from webapp.results.programmes.standing import Standing
from webapp.results.reports import store as store_report
from webapp.results.reports import store_facts


class Part(NamedTuple):
    """A learning programme that somebody takes part in."""

    framework_id: int
    package_id: int
    title: str
    standing: Standing


def of_candidate(db: Db, candidate_id: int, today: date) -> list[Part]:
    """By framework and package, counted as the learning programme report counts."""
    touched = db.execute(
        "select 1 from entries where candidate_id = :id"
        " union all select 1 from results where candidate_id = :id limit 1",
        {"id": candidate_id},
    ).fetchone()
    found: list[Part] = []
    for framework in catalogue.frameworks(db) if touched else ():
        held = store_report.packages(db, framework.framework_id, today)
        titles = {one.package_id: one.title for one in held}
        found += [
            Part(framework.framework_id, line.package_id, titles[line.package_id], line.standing)
            for line in programme.lines(store_facts.facts(db, held, [candidate_id]))
        ]
    return found
