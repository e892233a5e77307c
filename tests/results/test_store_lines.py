"""The lines of a report are kept while nothing changes, and never a moment longer."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.results.pairs import enter, get_result, pair, unite
from webapp.accounts import store_activity
from webapp.db import Db, connect, transaction
from webapp.results import programme, store, store_lines, store_report, store_report_facts
from webapp.results.programme import Line

FACTS = store_report_facts.facts


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Of whom it was read, reading by reading: None for everybody."""
    found: list[Any] = []
    facts = store_report_facts.facts

    def noted(db: Db, packages: Any, candidate_ids: Any = None) -> Any:
        found.append(candidate_ids)
        return facts(db, packages, candidate_ids)

    monkeypatch.setattr(store_report_facts, "facts", noted)
    monkeypatch.setattr(store_lines, "_kept", type(store_lines._kept)())
    return found


def lines(db: Db) -> list[Line]:
    (framework_id,) = db.execute(
        "select framework_id from frameworks where title = 'ICT'"
    ).fetchone()
    with store_report.snapshot(db):
        return list(store_lines.lines(db, store_report.packages(db, framework_id, TODAY)))


def anew(db: Db) -> list[Line]:
    """What they must be, whatever is kept."""
    (framework_id,) = db.execute(
        "select framework_id from frameworks where title = 'ICT'"
    ).fetchone()
    with store_report.snapshot(db):
        held = store_report.packages(db, framework_id, TODAY)
        return programme.lines(FACTS(db, held))


def test_they_are_read_once_and_of_whom_has_changed_again(centre_db: Db, read: list[Any]) -> None:
    before = lines(centre_db)
    assert before and lines(centre_db) == before
    assert read == [None]
    someone = next(line.candidate_id for line in before if line.standing.missing)
    get_result(centre_db, someone, "03999", "Pass")
    after = lines(centre_db)
    assert read == [None, [someone]]
    assert after == anew(centre_db) != before


def _withdraw(db: Db) -> None:
    db.execute(
        "update entries set status = 'withdrawn' where entry_id in (select entry_id from entries"
        " where status <> 'withdrawn' order by entry_id desc limit 7)"
    )


def _enter(db: Db) -> None:
    one, other = pair(db)
    enter(db, one, "03999")
    enter(db, other, "09499")


def _merge(db: Db) -> None:
    one, other = pair(db)
    enter(db, other, "03999")
    lines(db)
    unite(db, one, other)


def _fail(db: Db) -> None:
    for place in db.execute(
        "select candidate_id, assessment_id, series_id from results where replaced_at is null"
        " and outcome = 'achieved' and result_id % 3 = 0"
    ).fetchall():
        store.record(db, *place, "Fail", "not achieved", None, "", None)


CHANGES: dict[str, Callable[[Db], Any]] = {
    "withdrawn": _withdraw,
    "entered": _enter,
    "merged": _merge,
    "another result": _fail,
    "renamed": lambda db: db.execute(
        "update candidates set surname = 'Aaa', sort_key = 'aaa' || candidate_id"
        " where candidate_id in (select candidate_id from entries order by entry_id desc limit 9)"
    ),
    "archived": lambda db: db.execute(
        "update candidates set archived_at = '2026-11-24' where candidate_id in (select"
        " candidate_id"
        " from entries order by entry_id desc limit 9)"
    ),
    "package renamed": lambda db: db.execute("update packages set display_title = 'Other'"),
    "part of a package": lambda db: db.execute("update package_assessments set required = 'no'"),
    "no entry of a part": lambda db: db.execute("delete from entries where entry_id % 5 = 0"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_every_change_they_are_as_if_read_anew(
    centre_db: Db, read: list[Any], change: str
) -> None:
    before = lines(centre_db)
    with transaction(centre_db):
        CHANGES[change](centre_db)
    after = lines(centre_db)
    assert after == anew(centre_db)
    assert len(read) > 1
    assert change == "package renamed" or after != before


def test_what_stands_beside_a_report_does_not_matter_to_it(centre_db: Db, read: list[Any]) -> None:
    lines(centre_db)
    before = centre_db.execute("select count(*) from activity").fetchone()
    with transaction(centre_db):
        centre_db.execute("update candidate_groups set title = title || '!'")
        centre_db.execute("update drafts set order_number = 'PO-1'")
        store_activity.note(centre_db, "exported something")
    assert centre_db.execute("select count(*) from activity").fetchone() > before
    lines(centre_db)
    assert read == [None]


def test_what_another_connection_has_changed_is_noticed(
    centre_db: Db, centre_file: Path, read: list[Any]
) -> None:
    lines(centre_db)
    with closing(connect(centre_file)) as other, transaction(other):
        other.execute("update entries set status = 'withdrawn' where entry_id = 1")
    lines(centre_db)
    assert len(read) == 2


def test_long_ones_make_room(
    centre_db: Db, read: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_lines, "MOST", 3)
    assert len(lines(centre_db)) > 3
    lines(centre_db)
    assert len(read) == 2 and not store_lines._kept
