"""The lines of a report are kept while nothing changes, and never a moment longer."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.results.pairs import get_result
from webapp.db import Db, connect, transaction
from webapp.results import store_lines, store_report, store_report_facts
from webapp.results.programme import Line


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more whenever everything is read anew."""
    found: list[int] = []
    facts = store_report_facts.facts

    def noted(*given: Any) -> Any:
        found.append(1)
        return facts(*given)

    monkeypatch.setattr(store_report_facts, "facts", noted)
    monkeypatch.setattr(store_lines, "_kept", type(store_lines._kept)())
    return found


def lines(db: Db) -> list[Line]:
    (framework_id,) = db.execute("select framework_id from frameworks where title = 'ICT'").fetchone()
    with store_report.snapshot(db):
        return list(store_lines.lines(db, store_report.packages(db, framework_id, TODAY)))


def test_they_are_read_once_and_again_after_a_change(centre_db: Db, read: list[int]) -> None:
    before = lines(centre_db)
    assert before and lines(centre_db) == before
    assert len(read) == 1
    someone = next(line.candidate_id for line in before if line.standing.missing)
    get_result(centre_db, someone, "03999", "Pass")
    after = lines(centre_db)
    assert len(read) == 2
    assert [line.candidate_id for line in after] == [line.candidate_id for line in before]
    assert [one.held for one in after if one.candidate_id == someone] != [
        one.held for one in before if one.candidate_id == someone
    ]


@pytest.mark.parametrize(
    "change",
    [
        "update entries set status = 'withdrawn' where entry_id = (select max(entry_id) from entries)",
        "delete from results where result_id = (select max(result_id) from results)",
        "update candidates set surname = 'Aaa', sort_key = 'aaa' where candidate_id = 900",
        "update packages set display_title = 'Other'",
        "update package_assessments set required = 'no'",
    ],
)
def test_every_change_is_noticed(centre_db: Db, read: list[int], change: str) -> None:
    lines(centre_db)
    with transaction(centre_db):
        centre_db.execute(change)
    lines(centre_db)
    assert len(read) == 2


def test_what_another_connection_has_changed_is_noticed(
    centre_db: Db, centre_file: Path, read: list[int]
) -> None:
    lines(centre_db)
    with closing(connect(centre_file)) as other, transaction(other):
        other.execute("update entries set status = 'withdrawn' where entry_id = 1")
    lines(centre_db)
    assert len(read) == 2


def test_long_ones_make_room(centre_db: Db, read: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_lines, "MOST", 3)
    assert len(lines(centre_db)) > 3
    lines(centre_db)
    assert len(read) == 2 and not store_lines._kept
