"""Recording results: later ones replace, the same ones do nothing, awards follow."""

from datetime import date
from typing import Any

from tests.entries.drafts import count, everything
from tests.results.pairs import OFFICER, pair, series_of, value
from webapp.database.connection import Db
from webapp.results.of_candidate import store
from webapp.results.uploads.known import Facts

SEPTEMBER = date(2026, 9, 30)


def record(db: Db, candidate_id: int, **said: Any) -> bool:
    assessment_id, series_id = series_of(db, "03999", said.pop("place", 0))
    line = {
        "grade": "Pass",
        "outcome": "achieved",
        "awarded_on": SEPTEMBER,
        "certificate_number": "C1",
        "account_id": OFFICER,
    }
    return store.record(db, candidate_id, assessment_id, series_id, **{**line, **said})


def award(db: Db, candidate_id: int) -> str | None:
    found = db.execute("select awarded_on from awards where candidate_id = ?", [candidate_id])
    return (found.fetchone() or [None])[0]


def test_a_result_is_shown_with_all_that_belongs_to_it(centre_db: Db) -> None:
    one, _ = pair(centre_db)
    assert record(centre_db, one)
    (line,) = store.of_candidate(centre_db, one)
    assert (line.entry_code, line.qan, line.level, line.grade, line.outcome) == (
        "03999",
        "500/6757/6",
        "3",
        "Pass",
        "achieved",
    )
    assert line.series_title == value(
        centre_db, "select title from series where series_id = ?", series_of(centre_db, "03999")[1]
    )
    assert (line.awarded_on, line.certificate_number) == (date(2026, 9, 30), "C1")
    assert (line.person, line.replaced_at) == ("Priya Lewis", None)
    assert award(centre_db, one) == "2026-09-30"


def test_the_same_result_again_changes_nothing(centre_db: Db) -> None:
    one, _ = pair(centre_db)
    record(centre_db, one)
    before = everything(centre_db)
    assert not record(centre_db, one)
    assert everything(centre_db) == before


def test_a_later_result_replaces_the_shown_one_and_keeps_it_as_history(centre_db: Db) -> None:
    one, _ = pair(centre_db)
    record(centre_db, one, moment="2026-10-01T09:00:00.000000Z")
    assert record(centre_db, one, grade="Merit", moment="2026-10-02T09:00:00.000000Z")
    later, earlier = store.of_candidate(centre_db, one)
    assert (later.grade, later.replaced_at) == ("Merit", None)
    assert (earlier.grade, earlier.replaced_at) == ("Pass", "2026-10-02T09:00:00.000000Z")
    assert record(centre_db, one, grade="Merit", place=1)
    assert len(store.of_candidate(centre_db, one)) == 3


def test_an_award_follows_what_is_shown(centre_db: Db) -> None:
    one, _ = pair(centre_db)
    record(centre_db, one, outcome="pending", awarded_on=None)
    assert award(centre_db, one) is None
    record(centre_db, one)
    record(centre_db, one, place=1, awarded_on=date(2026, 10, 1))
    assert award(centre_db, one) == "2026-10-01"
    record(centre_db, one, place=1, outcome="not achieved")
    assert award(centre_db, one) == "2026-09-30"
    record(centre_db, one, outcome="not achieved")
    assert award(centre_db, one) is None


def test_many_are_recorded_in_their_order_with_their_awards(centre_db: Db) -> None:
    one, other = pair(centre_db)
    place = series_of(centre_db, "03999")
    record(centre_db, other)
    store.record_all(
        centre_db,
        [
            ((one, *place, 1), Facts("Fail", "not achieved", "", "")),
            ((one, *place, 1), Facts("Pass", "achieved", "2026-09-30", "C1")),
            ((other, *place, 1), Facts("", "pending", "", "")),
        ],
        OFFICER,
    )
    shown = {row.grade: row.replaced_at is None for row in store.of_candidate(centre_db, one)}
    assert shown == {"Pass": True, "Fail": False}
    assert (award(centre_db, one), award(centre_db, other)) == ("2026-09-30", None)


def test_what_is_achieved_without_a_date_counts_from_its_recording(centre_db: Db) -> None:
    one, _ = pair(centre_db)
    record(centre_db, one, awarded_on=None, moment="2026-10-02T09:00:00.000000Z")
    assert award(centre_db, one) == "2026-10-02"


def test_the_demonstration_has_every_kind_of_result_and_an_award_for_each_achieved(
    centre_db: Db,
) -> None:
    kinds = centre_db.execute("select distinct outcome from results where replaced_at is null")
    assert {kind for (kind,) in kinds} == {"achieved", "not achieved", "pending"}
    assert value(centre_db, "select count(*) from results where replaced_at is not null") == 1
    achieved = value(
        centre_db,
        "select count(*) from results where outcome = 'achieved' and replaced_at is null",
    )
    assert achieved == count(centre_db, "awards") == 165
