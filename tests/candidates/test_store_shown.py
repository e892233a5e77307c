"""What is kept of the people whom searches find is what stands in the file, after every change of
it.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY
from webapp.accounts import store_activity, store_changed
from webapp.candidates import store, store_best, store_groups, store_search, store_shown
from webapp.candidates.candidate import Candidate
from webapp.candidates.listed import Shown
from webapp.db import Db, connect, transaction

NAME = "okafor"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """Who was read from the file, reading by reading."""
    found: list[list[int]] = []
    reading = store_shown._read

    def noted(db: Db, candidate_ids: Any) -> Any:
        found.append(sorted(candidate_ids))
        return reading(db, candidate_ids)

    monkeypatch.setattr(store_shown, "_read", noted)
    monkeypatch.setattr(store_shown, "_kept", type(store_shown._kept)())
    return found


def hits(db: Db) -> list[Shown]:
    return list(store_search.search(db, NAME, None).rows)


def as_it_stands(db: Db) -> list[Shown]:
    rows = db.execute(
        f"select {store_shown.COLUMNS} from candidates where archived_at is null"
        f" and sort_key like '{NAME}%' order by sort_key, candidate_id"
    )
    return [Shown(*row) for row in rows]


def rename(db: Db, candidate_id: int) -> None:
    db.table("candidates").update(candidate_id, {"forenames": "Renamed"})


def number(db: Db, candidate_id: int) -> None:
    db.table("candidates").update(candidate_id, {"candidate_number": "8765"})


def archive(db: Db, candidate_id: int) -> None:
    db.table("candidates").update(candidate_id, {"archived_at": "2026-11-24T09:30:00.000000Z"})


def join(db: Db, candidate_id: int) -> None:
    store_groups.add(db, "Quite new", [candidate_id], TODAY)


CHANGES = (rename, number, archive, join)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_change_shows_and_only_that_person_is_read_again(
    centre_db: Db, read: list[list[int]], change: Callable[[Db, int], None], elsewhere: bool
) -> None:
    first = hits(centre_db)
    assert len(first) > 1 and first == hits(centre_db) == as_it_stands(centre_db)
    everybody = sorted(one.candidate_id for one in first)
    assert read == [everybody]
    with closing(connect(Path(centre_db.conn.file))) as other:
        change(other if elsewhere else centre_db, first[0].candidate_id)
    after = hits(centre_db)
    assert after == as_it_stands(centre_db) != first
    assert read[1:] in ([], [[first[0].candidate_id]], [everybody])
    assert (len(after) < len(first)) is (change is archive)


def test_a_search_is_answered_from_memory_until_somebody_changes_or_comes(
    centre_db: Db, read: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    best = store_best.best
    monkeypatch.setattr(
        store_best, "best", lambda db, one: asked.append(tuple(one.words)) or best(db, one)
    )
    first = [hits(centre_db) for _ in range(3)][-1]
    assert asked == [(NAME,)]
    # What is written elsewhere in the file changes nothing of it.
    store_activity.note(centre_db, "backup made", "")
    assert hits(centre_db) == first and len(asked) == 1
    # Whom it does not name yet belongs to it too.
    (new_id,) = store.add_many(
        centre_db, [(Candidate(NAME.title(), "Aaron", TODAY, "", "", "", "", ""), TODAY)]
    )
    assert [one.candidate_id for one in hits(centre_db)] == [
        new_id,
        *(one.candidate_id for one in first),
    ]
    assert len(asked) == 2
    assert store_search.search(centre_db, NAME, None, limit=1).rows == hits(centre_db)[:1]
    assert store_search.search(centre_db, NAME, TODAY).rows == hits(centre_db)[:1]


def test_no_more_answers_than_so_many_are_kept(
    centre_db: Db, read: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_shown, "ANSWERS", 2)
    for limit in (1, 2, 3, 4, 5):
        assert len(store_search.search(centre_db, NAME, None, limit).rows) == limit
        assert len(store_shown._kept[centre_db.conn.file].answers) <= 2


def test_a_group_that_is_called_otherwise_shows_with_all_its_members(
    centre_db: Db, read: list[list[int]]
) -> None:
    join(centre_db, hits(centre_db)[0].candidate_id)
    assert "Quite new" in hits(centre_db)[0].groups
    (group_id,) = centre_db.execute(
        "select group_id from candidate_groups where title = 'Quite new'"
    ).fetchone()
    store_groups.rename(centre_db, group_id, "Renamed")
    assert "Renamed" in hits(centre_db)[0].groups


def test_what_was_taken_back_is_not_kept(centre_db: Db, read: list[list[int]]) -> None:
    before = hits(centre_db)
    with pytest.raises(ZeroDivisionError), transaction(centre_db):
        rename(centre_db, before[0].candidate_id)
        assert hits(centre_db) != before
        raise ZeroDivisionError
    assert hits(centre_db) == before
    # The same number of lines, but others.
    number(centre_db, before[0].candidate_id)
    assert hits(centre_db) == as_it_stands(centre_db) != before


def test_after_many_changes_everybody_is_read_again(
    centre_db: Db, read: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hits(centre_db)
    monkeypatch.setattr(store_changed, "MOST", 1)
    rename(centre_db, before[0].candidate_id)
    number(centre_db, before[0].candidate_id)
    assert hits(centre_db) == as_it_stands(centre_db)
    assert read[-1] == sorted(one.candidate_id for one in before)


def test_no_more_than_so_many_are_kept(
    centre_db: Db, read: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_shown, "MOST", 1)
    for _ in range(3):
        assert hits(centre_db) == as_it_stands(centre_db)
    assert len(read) > 1
