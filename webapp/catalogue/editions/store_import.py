"""Catalogue editions and the file: what it holds now, and carrying out what an edition changes."""

from datetime import date

from webapp.catalogue.editions import store_revision
from webapp.catalogue.editions.columns import COLUMNS, KEPT, Key, Row, key_of
from webapp.catalogue.editions.edition_reader import Edition
from webapp.catalogue.editions.references import Known
from webapp.catalogue.editions.revision import Current, Revision, fingerprint, plan
from webapp.database.connection import Db, today, transaction

HELD = {
    "frameworks": "select * from frameworks",
    "packages": (
        "select packages.*, framework_code, lars_from as effective_from, lars_to as effective_to"
        " from packages join frameworks using (framework_id)"
    ),
    "assessments": (
        "select *, entry_code as assessment_code, component as component_type,"
        " basis as component_basis from assessments"
    ),
    "package_assessments": (
        "select package_code, entry_code as assessment_code, option_alternative,"
        " iif(option_group = '', required, required || ':' || option_group) as required,"
        " package_assessments.basis, package_assessments.source_ids, package_assessments.notes"
        " from package_assessments join packages using (package_id)"
        " join assessments using (assessment_id) order by position"
    ),
    "units": (
        "select units.*, entry_code as assessment_code"
        " from units join assessments using (assessment_id)"
    ),
    "sources": "select * from sources",
}


class Changed(Exception):
    """The edition would now do something else than what was shown; nothing was written."""


def current(db: Db) -> Current:
    """The catalogue as an edition's files would have it."""
    found: dict[str, dict[Key, Row]] = {}
    for table, question in HELD.items():
        columns = (*COLUMNS[table], "withdrawn_on") if table in KEPT else COLUMNS[table]
        rows = ({column: row[column] or "" for column in columns} for row in db.query(question))
        found[table] = {key_of(table, row): row for row in rows}
    return found


def known(db: Db) -> Known:
    """The codes that files which come alone may name."""
    held = current(db)
    return Known(
        *(
            frozenset(key[0] for key, row in held[table].items() if not row["withdrawn_on"])
            for table in KEPT
        )
    )


def check(db: Db, edition: Edition, on: date | None = None, *, whole: bool = False) -> Revision:
    """What saving the edition on that day, today unless it is given, would change.

    Only with whole are the files the whole catalogue, and what is missing from them is withdrawn.
    """
    return plan(current(db), vars(edition), on or today(), whole=whole)


def save(
    db: Db,
    edition: Edition,
    on: date | None = None,
    *,
    checked: str | None = None,
    whole: bool = False,
) -> dict[str, int]:
    """Carry out what check says, in one transaction; saving twice changes nothing.

    Rows keep their ids, so entries keep their meaning. Gives the number of rows by table. Raises
    Changed when checked is the fingerprint of something else.
    """
    with transaction(db):
        revision = check(db, edition, on, whole=whole)
        if checked is not None and checked != fingerprint(revision):
            raise Changed
        store_revision.carry_out(db, revision, on or today())
    return {name: len(rows) for name, rows in vars(edition).items() if rows is not None}
