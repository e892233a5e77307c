"""Make centres of any size: the demonstration centre and as many more invented people.

One in five of them has entries and results.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from webapp.candidates.record import store, uci
from webapp.candidates.record.candidate import Candidate
from webapp.database import connection as db
from webapp.demo import names as invented_names
from webapp.demo import results as store_demonstration

DAY = date(2026, 11, 24)
SUBMISSION_SIZE, SHARE = 200, 5
CENTRE, SERIES = "70007", 999_900
YEARS = range(1980, 2011)
# Beginnings and ends of places: surnames beyond the commonest are many.
BEGINNINGS = (
    "Al Ash Bar Beck Brad Bran Cal Carl Ches Clay Cots Cran Dal Den Dun Eas Ed Fal Far Gar "
    "Gold Gran Had Hal Har Hath Hol Kel Kings Lang Lin Long Mal Mar Mel Nor Oak Pem Pres Rad "
    "Red Ros Row Shel Sher Stan Sut Thor Wake Wal Wes Whit Win Wood Yard "
)
ENDS = (
    "bourne bridge brook burn bury by combe cott croft dale den don fell field ford gate ham "
    "hill hurst land ley low man mere more over ridge shaw stead stone ton well wick win wood "
    "worth "
)
ENTER = """
insert into entries (submission_id, candidate_id, assessment_id, series_id, entry_code,
    assessment_title, qan, level, series_title, late, entered_at)
select ?, candidate_id, assessment_id, series_id, entry_code, title, qan, level, series_title, 0,
    '2026-01-15T09:00:00.000000Z'
from candidates cross join (
    select assessments.*, series_id, series.title as series_title from package_assessments
    join assessments using (assessment_id) join series using (assessment_id)
    where package_id = ? group by assessment_id limit 4
) where candidate_id >= ? and candidate_id < ?
"""
RESULTS = """
insert into results (candidate_id, assessment_id, series_id, grade, outcome, awarded_on,
    recorded_at, recorded_by)
select candidate_id, assessment_id, series_id, 'Pass', 'achieved', '2026-03-20',
    '2026-03-21T09:00:00.000000Z', 1 from entries where candidate_id >= ? and entry_id % 7
"""
AWARDS = """
insert or ignore into awards (candidate_id, assessment_id, awarded_on)
select candidate_id, assessment_id, awarded_on from results where candidate_id >= ?
"""


def people(count: int, letters: str = "BCDEFG", years: range = YEARS) -> Iterator[Candidate]:
    """Invent people, the same for the same arguments, each with a UCI that begins by a letter."""
    dice = Random(count)
    for number in range(count):
        name = invented_names.drawn(dice, dice.random() < 0.03)
        rare = dice.choice(BEGINNINGS.split()) + dice.choice(ENDS.split())
        surname = rare if dice.random() < 0.4 else name.surname
        born_on = date(dice.choice(years), 1, 1) + timedelta(days=dice.randrange(365))
        place = number % SERIES
        # No UCI ends in 0000.
        start = f"{CENTRE}{letters[number // SERIES]}{place // 9999:02}{place % 9999 + 1:04}"
        code = start + uci.check_letter(start)[0]
        yield Candidate(surname, name.forenames, born_on, name.gender, "", "", code, "")


def build(path: Path, size: int) -> None:
    """Make a new file with so many active candidates."""
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with closing(db.connect(unfinished)) as centre:
        store_demonstration.build(centre, DAY)
        # The activity of a million people would be most of the file, and of the time.
        triggers = centre.execute(
            "select name, sql from sqlite_schema where type = 'trigger' and name like '%_noted'"
        ).fetchall()
        for name, _ in triggers:
            centre.execute(f"drop trigger {name}")
        (count,) = centre.execute(
            "select count(*) from candidates where archived_at is null"
        ).fetchone()
        dice = Random(size)
        with db.transaction(centre):
            ids = store.add_many(
                centre,
                (
                    (person, DAY - timedelta(days=dice.randint(0, 2000)))
                    for person in people(size - count)
                ),
            )
            _enter(centre, ids)
        for _, statement in triggers:
            centre.execute(statement)
        centre.execute("analyze")
        centre.execute("pragma wal_checkpoint(truncate)")
    unfinished.rename(path)


def _enter(centre: db.Db, ids: list[int]) -> None:
    """Submit one package for 200 people of each thousand; nearly every entry has a result."""
    package_id, title = centre.execute(
        "select package_id, package_title from submissions where order_number <> '' limit 1"
    ).fetchone()
    for first in ids[:: SUBMISSION_SIZE * SHARE]:
        submission_id = centre.execute(
            "insert into submissions (draft_id, account_id, package_id, package_title,"
            " order_number, submitted_at)"
            " values (1000000 + ?, 1, ?, ?, 'B-' || ?, '2026-01-15T09:00:00.000000Z')",
            [first, package_id, title, first],
        ).lastrowid
        last = first + SUBMISSION_SIZE
        centre.execute(ENTER, [submission_id, package_id, first, last])
    centre.execute(RESULTS, ids[:1])
    centre.execute(AWARDS, ids[:1])
