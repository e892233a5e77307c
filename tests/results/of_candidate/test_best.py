"""Which of several results counts: achieved first, then the better grade, else the later."""

from datetime import date
from typing import NamedTuple

import pytest

from tests.entries.drafts import people
from tests.page import Browser
from tests.results.pairs import enter, get_result, value
from webapp.database.connection import Db
from webapp.results.of_candidate.best import best


class Result(NamedTuple):
    grade: str
    outcome: str = "achieved"
    awarded_on: date | None = date(2026, 3, 1)
    recorded_at: str = "2026-03-02T09:00:00.000000Z"


EARLIER, LATER = date(2026, 2, 1), date(2026, 9, 1)


def test_it_works() -> None:
    assert best([]) is None
    assert best([Result("Pass")]) == Result("Pass")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Merit", "Pass"),
        ("Distinction", "Merit"),
        ("Distinction*", "Distinction"),
        ("D*", "D"),
        ("Starred distinction", "Distinction"),
        ("M", "Pass"),
        ("D", "P"),
        ("DS", "ME"),
        ("A", "B"),
        ("A*", "A"),
        ("A star", "A"),
        ("C", "G"),
        ("D", "E"),
        ("9", "1"),
        ("5", "4"),
        ("Level 2 Pass", "Level 1 Pass"),
        ("L2P", "L1D"),
        ("Level 1", "EL3"),
        ("EL2", "Entry Level 1"),
    ],
)
@pytest.mark.parametrize("first", [0, 1])
def test_the_better_grade_counts_whichever_came_first(better: str, worse: str, first: int) -> None:
    days = (EARLIER, LATER) if first else (LATER, EARLIER)
    results = [Result(better, awarded_on=days[0]), Result(worse, awarded_on=days[1])]
    assert best(results) == best(results[::-1]) == results[0]


@pytest.mark.parametrize("other", ["not achieved", "absent", "pending"])
def test_what_is_achieved_goes_before_all_else(other: str) -> None:
    results = [Result("E"), Result("A", other, LATER)]
    assert best(results) == results[0]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("Pass", "A"), ("42/60", "17/60"), ("", "Merit"), ("Merit", ""), ("Pass", "Pass"), ("7", "B")],
)
def test_grades_without_a_common_scale_and_equal_ones_go_by_date(earlier: str, later: str) -> None:
    results = [Result(later, awarded_on=LATER), Result(earlier, awarded_on=EARLIER)]
    assert best(results) == best(results[::-1]) == results[0]


def test_without_a_date_the_day_of_recording_counts() -> None:
    results = [
        Result("Pass", awarded_on=None, recorded_at="2026-05-01T09:00:00.000000Z"),
        Result("Pass", awarded_on=date(2026, 4, 1)),
    ]
    assert best(results) == results[0]


def test_a_grade_on_another_scale_in_between_does_not_hide_the_best() -> None:
    results = [Result("Merit", awarded_on=EARLIER), Result("B"), Result("Pass", awarded_on=LATER)]
    assert best(results) == results[1]
    assert best(results[:1] + results[2:]) == results[0]


def test_of_failed_ones_it_is_the_better_too() -> None:
    results = [Result("E", "not achieved"), Result("U", "not achieved", LATER)]
    assert best(results) == results[0]


def test_a_later_lower_grade_hides_the_better_one_nowhere(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    enter(centre_db, one, "03999")
    get_result(centre_db, one, "03999", "Merit", on=date(2026, 2, 3))
    get_result(
        centre_db,
        one,
        "03999",
        "Pass",
        1,
        moment="2026-11-02T09:00:00.000000Z",
        on=date(2026, 11, 1),
    )
    centre_db.conn.commit()
    assert (
        value(centre_db, "select awarded_on from awards where candidate_id = ?", one)
        == "2026-02-03"
    )
    framework = value(centre_db, "select framework_id from frameworks where title = 'ICT'")
    base = f"/results/learning-programmes/{framework}"
    row = next(
        row for row in officer.get(f"{base}/candidates/{one}").all("tr") if "03999" in row["text"]
    )
    assert "Merit" in row["text"]
    assert "3 Feb 2026" in row["text"]
    assert "Also: " in row["text"]
    assert "Pass, achieved, 1 Nov 2026" in row["text"]
    chosen = f"kind=components-awarded&candidates={one}"
    page = officer.get(f"{base}/report?{chosen}")
    assert "Merit" in page.text
    assert "3 Feb 2026" in page.text
    assert "1 Nov 2026" not in page.text
    content = officer.client.get(f"{base}/report.csv?{chosen}").text
    assert "Merit" in content
    assert "2026-02-03" in content
    assert "2026-11-01" not in content
