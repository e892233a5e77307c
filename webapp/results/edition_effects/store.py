"""Whom the changes of a catalogue edition touch, in the file."""

import json
from collections.abc import Mapping
from datetime import date

import msgspec

from webapp.catalogue.editions.affected import Touched
from webapp.catalogue.editions.columns import Key
from webapp.catalogue.editions.revision import Revision
from webapp.database.connection import Db
from webapp.database.rows import list_rows
from webapp.results.programmes import programme
from webapp.results.programmes.standing import COMPLETE
from webapp.results.reports import store as store_report
from webapp.results.reports import store_facts

OF_PACKAGES = ("packages", "package_assessments")


class NamedCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom a change touches."""

    candidate_id: int
    surname: str
    forenames: str
    born_on: date
    candidate_number: str | None


def people(db: Db, revision: Revision, today: date) -> dict[tuple[str, Key], Touched]:
    """Table and key of a row → whom its change touches; rows that touch nobody are left out.

    A framework, a package and its rows touch those who take part and have not completed it, unless
    they are archived; an assessment touches those who are entered for it and have no result yet.
    """
    changes = [
        (one.table, change.key)
        for one in revision
        for _, rows in one.parts
        for change in rows
        if change.fields or change in one.withdrawn
    ]
    by_package = _by_package(db, changes, today)
    of_framework = _packages_of_frameworks(db)
    found: dict[tuple[str, Key], Touched] = {}
    for table, key in changes:
        if table == "package_assessments" and len(key) == 1:
            # Another order of the same rows.
            continue
        if table in OF_PACKAGES:
            found[table, key] = by_package.get(key[0], Touched(()))
        elif table == "frameworks":
            found[table, key] = _together(by_package, of_framework.get(key[0], ()))
        elif table == "assessments":
            found[table, key] = Touched(_waiting(db, key[0]))
    return {place: one for place, one in found.items() if one != Touched(())}


def _by_package(db: Db, changes: list[tuple[str, Key]], today: date) -> dict[str, Touched]:
    """Package code → whom a change of the package touches, of the frameworks that are concerned."""
    codes = [key[0] for table, key in changes if table in OF_PACKAGES]
    frameworks = [key[0] for table, key in changes if table == "frameworks"]
    concerned = db.execute(
        "select distinct framework_id from frameworks left join packages using (framework_id)"
        " where package_code in (select value from json_each(?))"
        " or framework_code in (select value from json_each(?)) order by 1",
        [json.dumps(codes), json.dumps(frameworks)],
    ).fetchall()
    code_of = dict(db.execute("select package_id, package_code from packages").fetchall())
    found: dict[str, Touched] = {}
    for (framework_id,) in concerned:
        held = store_report.packages(db, framework_id, today)
        for line in programme.lines(store_facts.facts(db, held)):
            ids, complete = found.get(code_of[line.package_id], Touched(()))
            if line.is_leaver:
                continue
            if line.standing.state == COMPLETE:
                one = Touched(ids, complete + 1)
            else:
                one = Touched((*ids, line.candidate_id), complete)
            found[code_of[line.package_id]] = one
    return found


def _packages_of_frameworks(db: Db) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for framework_code, package_code in db.execute(
        "select framework_code, package_code from frameworks join packages using (framework_id)"
    ):
        found[framework_code] = (*found.get(framework_code, ()), package_code)
    return found


def _together(by_package: Mapping[str, Touched], codes: tuple[str, ...]) -> Touched:
    each = [by_package[code] for code in codes if code in by_package]
    ids = tuple(dict.fromkeys(one for touched in each for one in touched.candidate_ids))
    return Touched(ids, sum(one.complete for one in each))


def _waiting(db: Db, entry_code: str) -> tuple[int, ...]:
    """Who has an open entry for an assessment, by name."""
    found = db.execute(
        "select distinct candidate_id, sort_key from open_entries join candidates using"
        " (candidate_id)"
        " join assessments using (assessment_id) where assessments.entry_code = ?"
        " order by sort_key, candidate_id",
        [entry_code],
    )
    return tuple(candidate_id for candidate_id, _ in found)


def named(db: Db, candidate_ids: tuple[int, ...]) -> list[NamedCandidate]:
    """These people by name."""
    return list_rows(
        db,
        NamedCandidate,
        "select candidate_id, surname, forenames, born_on, candidate_number from candidates"
        " where candidate_id in (select value from json_each(?)) order by sort_key, candidate_id",
        [json.dumps(candidate_ids)],
    )
