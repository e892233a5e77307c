"""What a new edition does to the catalogue: rows added, changed and withdrawn, table by table.

Rows are those of the files: column → text. A row is told from others by its key, the texts of the
columns in KEYS of columns.py. Withdrawn frameworks, packages and assessments stay, with the day in
withdrawn_on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from webapp.catalogue.editions.columns import COLUMNS, FILES, KEPT, OWNERS, Key, Row, key_of
from webapp.catalogue.editions.references import Tables
from webapp.web import dates

Current = Mapping[str, Mapping[Key, Row]]
"""Table → key → row, as the file holds them now."""

ORDER = "order of its rows"


class Change(NamedTuple):
    """One row: its key, its title, and each field that differs, before and after."""

    key: Key
    title: str
    fields: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class TableRevision:
    """What happens to one table; writes and deletes are the same for who carries it out."""

    table: str
    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    withdrawn: list[Change] = field(default_factory=list)
    writes: list[Row] = field(default_factory=list)
    deletes: list[Key] = field(default_factory=list)
    order: list[Key] = field(default_factory=list)

    @property
    def parts(self) -> list[tuple[str, list[Change]]]:
        """The kinds of change there are, each with its rows."""
        kinds = ("added", self.added), ("changed", self.changed), ("withdrawn", self.withdrawn)
        return [(kind, rows) for kind, rows in kinds if rows]


Revision = list[TableRevision]


def plan(current: Current, tables: Tables, today: date, *, whole: bool = False) -> Revision:
    """What saving these files on that day amounts to; a table without a file is left alone.

    Files add and change. Only with whole are they all there is, and rows that they lack go.
    """
    return [
        _revise(table, current, tables, today=today, whole=whole)
        for table in COLUMNS
        if tables[table] is not None
    ]


def _revise(
    table: str, current: Current, tables: Tables, *, today: date, whole: bool
) -> TableRevision:
    held, found = current[table], TableRevision(table)
    for row in tables[table] or []:
        key, given = key_of(table, row), {c: row[c] for c in COLUMNS[table] if c in row}
        given |= {
            c: str(dates.read(row[c]) or "") for c in ("valid_from", "valid_to") if row.get(c)
        }
        found.order.append(key)
        before = held.get(key, {})
        after = dict.fromkeys(COLUMNS[table], "") | before | given
        if before.get("withdrawn_on"):
            after |= _brought_back(before, given)
        _note(found.changed if before else found.added, found, key, before=before, after=after)
    for key in sorted(held.keys() - set(found.order)) if whole else ():
        _withdraw(found, key, current, tables=tables, today=today)
    if not whole:
        found.order[:] = _in_between(list(held), found.order)
    if table == "package_assessments":
        found.changed.extend(_reordered(list(held), found.order))
    return found


def _note(kind: list[Change], found: TableRevision, key: Key, *, before: Row, after: Row) -> None:
    fields = {
        column: (before.get(column, ""), text)
        for column, text in after.items()
        if text != before.get(column, "") and (before or text not in key)
    }
    if fields or not before:
        kind.append(Change(key, after.get("title", ""), fields))
        found.writes.append(after)


def _withdraw(
    found: TableRevision, key: Key, current: Current, *, tables: Tables, today: date
) -> None:
    before = current[found.table][key]
    if found.table in KEPT:
        yesterday = str(today - timedelta(days=1))
        ends = (
            {"valid_to": min(before["valid_to"] or yesterday, yesterday)}
            if "valid_to" in before
            else {}
        )
        if not before["withdrawn_on"]:
            after = before | ends | {"withdrawn_on": str(today)}
            _note(found.withdrawn, found, key, before=before, after=after)
    elif found.table not in OWNERS or key[0] in _live(OWNERS[found.table], current, tables):
        found.withdrawn.append(Change(key, before.get("title", ""), {}))
        found.deletes.append(key)


def _live(table: str, current: Current, tables: Tables) -> set[str]:
    """The codes whose rows the edition speaks of; what is withdrawn keeps the rows it had."""
    if (rows := tables[table]) is not None:
        return {row[COLUMNS[table][0]] for row in rows}
    return {key[0] for key, row in current[table].items() if not row["withdrawn_on"]}


def _brought_back(before: Row, given: Row) -> Row:
    """An edition that withdrew a package closed it the day before; it is open again."""
    ended = str(date.fromisoformat(before["withdrawn_on"]) - timedelta(days=1))
    opens = before.get("valid_to") == ended and "valid_to" not in given
    return {"withdrawn_on": ""} | ({"valid_to": ""} if opens else {})


def _in_between(before: list[Key], given: list[Key]) -> list[Key]:
    """All keys in order: where files have only some rows of an owner, these change places among
    themselves and new ones come behind; where they have all of them, the files' order is taken.
    """
    listed = _by_owner(given)
    kept = _by_owner(before)
    found = []
    for owner in dict.fromkeys([*kept, *listed]):
        old, new = kept.get(owner, []), listed.get(owner, [])
        if set(old) <= set(new):
            found += new
            continue
        moved = iter([key for key in new if key in set(old)])
        found += [next(moved) if key in set(new) else key for key in old]
        found += [key for key in new if key not in set(old)]
    return found


def _by_owner(keys: list[Key]) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(key[0], []).append(key)
    return found


def _reordered(before: list[Key], after: list[Key]) -> Iterator[Change]:
    both = set(before) & set(after)
    was, now = _by_package(before, both), _by_package(after, both)
    for package, codes in now.items():
        if was[package] != codes:
            yield Change((package,), "", {ORDER: (" ".join(was[package]), " ".join(codes))})


def _by_package(keys: list[Key], both: set[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for package, code in keys:
        if (package, code) in both:
            found.setdefault(package, []).append(code)
    return found


def fingerprint(revision: Revision) -> str:
    """The same for the same changes, so that Save writes what was shown or nothing."""
    return sha256(repr(revision).encode()).hexdigest()


def said(revision: Revision) -> str:
    """How many rows are added, changed and withdrawn, all tables together."""
    kinds = {
        kind: sum(len(rows) for one in revision for name, rows in one.parts if name == kind)
        for kind in ("added", "changed", "withdrawn")
    }
    return (
        ", ".join(f"{count} {kind}" for kind, count in kinds.items() if count) or "nothing changed"
    )


def lines(revision: Revision, more: Mapping[tuple[str, Key], str] | None = None) -> list[str]:
    """The changes in words, a line each: file, what happens, row, fields before → after.

    more: what is to be said besides of a table's row.
    """
    more = more or {}
    return [
        (
            f"{FILES[one.table]}: {kind}"
            f" {' '.join(change.key)}{' ' if change.title else ''}{change.title}"
        )
        + "".join(
            f"; {column.replace('_', ' ')}: {before or 'blank'} → {after or 'blank'}"
            for column, (before, after) in change.fields.items()
            if kind != "added"
        )
        + (f"; {text}" if (text := more.get((one.table, change.key))) else "")
        for one in revision
        for kind, changes in one.parts
        for change in changes
    ]
