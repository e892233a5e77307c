"""Centres of any size, of invented people with entries and results in proportion, for measuring.

    .venv/bin/python -m bench.build FILE PEOPLE

The demonstration centre with as many more people as it takes. The rows go in without the triggers,
which then do for all at once what they would have done for each.
"""

import sqlite3
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from webapp import db
from webapp.candidates import invented_names, name, uci
from webapp.results import store_demonstration

CENTRE = "70007"
DAY = date(2026, 11, 24)
EACH = 200
"""People of one submission."""
SHARE = 5
"""One of so many people has entries."""
# Families' names and places' beginnings and ends: surnames beyond the commonest are many.
BEGINS = [
    "Al",
    "Ash",
    "Bar",
    "Beck",
    "Brad",
    "Bran",
    "Cal",
    "Carl",
    "Ches",
    "Clay",
    "Cots",
    "Cran",
    "Dal",
    "Den",
    "Dun",
    "Eas",
    "Ed",
    "Fal",
    "Far",
    "Gar",
    "Gold",
    "Gran",
    "Had",
    "Hal",
    "Har",
    "Hath",
    "Hol",
    "Kel",
    "Kings",
    "Lang",
    "Lin",
    "Long",
    "Mal",
    "Mar",
    "Mel",
    "Nor",
    "Oak",
    "Pem",
    "Pres",
    "Rad",
    "Red",
    "Ros",
    "Row",
    "Shel",
    "Sher",
    "Stan",
    "Sut",
    "Thor",
    "Wake",
    "Wal",
    "Wes",
    "Whit",
    "Win",
    "Wood",
    "Yard",
]
ENDS = [
    "bourne",
    "bridge",
    "brook",
    "burn",
    "bury",
    "by",
    "combe",
    "cott",
    "croft",
    "dale",
    "den",
    "don",
    "fell",
    "field",
    "ford",
    "gate",
    "ham",
    "hill",
    "hurst",
    "land",
    "ley",
    "low",
    "man",
    "mere",
    "more",
    "over",
    "ridge",
    "shaw",
    "stead",
    "stone",
    "ton",
    "well",
    "wick",
    "win",
    "wood",
    "worth",
    "yard",
]
RARE = 0.4
PERSON = (
    "candidate_id",
    "surname",
    "forenames",
    "born_on",
    "gender",
    "candidate_number",
    "uci",
    "added_on",
    "sort_key",
    "search_text",
)


def build(path: Path, people: int) -> None:
    """A new file at path with so many active people."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    one = db.connect(part)
    store_demonstration.build(one, DAY)
    one.conn.execute("pragma synchronous = off")
    first = one.execute("select max(candidate_id) from candidates").fetchone()[0] + 1
    missing = (
        people
        - one.execute("select count(*) from candidates where archived_at is null").fetchone()[0]
    )
    triggers = one.conn.execute(
        "select name, sql from sqlite_schema where type = 'trigger'"
    ).fetchall()
    for trigger, _ in triggers:
        one.conn.execute(f"drop trigger {trigger}")
    with db.transaction(one):
        one.conn.executemany(
            f"insert into candidates ({', '.join(PERSON)}) values ({', '.join('?' * len(PERSON))})",
            _people(first, missing),
        )
        _enter(one.conn, first, missing)
        for command in ("rebuild", "optimize"):
            one.conn.execute(
                "insert into candidate_search (candidate_search) values (?)", [command]
            )
        for _, text in triggers:
            one.conn.execute(text)
    one.conn.execute("analyze")
    one.conn.execute("pragma wal_checkpoint(truncate)")
    one.close()
    part.rename(path)


def _people(first: int, count: int) -> Iterator[tuple]:
    dice = Random(first)
    for candidate_id in range(first, first + count):
        drawn = invented_names.drawn(dice, dice.random() < 0.03)
        surname = drawn.surname
        if dice.random() < RARE:
            surname = dice.choice(BEGINS) + dice.choice(ENDS)
        year = dice.choice("0BCDE") if candidate_id < 10**6 else "F"
        begin = f"{CENTRE}{year}{candidate_id % 10**6:06}"
        number = begin + uci.check_letter(begin)[0]
        yield (
            candidate_id,
            surname,
            drawn.forenames,
            f"{dice.randint(1980, 2010)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            drawn.gender or None,
            None,
            number,
            (DAY - timedelta(days=dice.randint(0, 2000))).isoformat(),
            name.sort_key(surname, drawn.forenames),
            name.search_text(surname, drawn.forenames, number),
        )


def _enter(one: sqlite3.Connection, first: int, count: int) -> None:
    """Submissions of 200 people to one package, and a result for nearly every entry."""
    package_id, title = one.execute(
        "select package_id, package_title from submissions where order_number <> '' limit 1"
    ).fetchone()
    for begin in range(first, first + count - EACH * SHARE + 1, EACH * SHARE):
        submission_id = one.execute(
            "insert into submissions (draft_id, account_id, package_id, package_title,"
            " order_number,"
            " submitted_at) values (1000000 + ?, 1, ?, ?, ?, '2026-01-15T09:00:00.000000Z')",
            [begin, package_id, title, f"B-{begin}"],
        ).lastrowid
        one.execute(
            "insert into entries (submission_id, candidate_id, assessment_id, series_id,"
            " entry_code,"
            " assessment_title, qan, level, series_title, late, entered_at)"
            " select ?, candidate_id, assessment_id, series_id, entry_code, title, qan, level,"
            " series_title, 0,"
            " '2026-01-15T09:00:00.000000Z' from candidates cross join (select assessments.*,"
            " series_id,"
            " series.title as series_title from package_assessments join assessments using"
            " (assessment_id)"
            " join series using (assessment_id) where package_id = ? group by assessment_id limit"
            " 4)"
            " where candidate_id >= ? and candidate_id < ?",
            [submission_id, package_id, begin, begin + EACH],
        )
    one.execute(
        "insert into results (candidate_id, assessment_id, series_id, grade, outcome, awarded_on,"
        " recorded_at,"
        " recorded_by) select candidate_id, assessment_id, series_id, 'Pass', 'achieved',"
        " '2026-03-20',"
        " '2026-03-21T09:00:00.000000Z', 1 from entries where candidate_id >= ? and entry_id % 7",
        [first],
    )
    one.execute(
        "insert or ignore into awards (candidate_id, assessment_id, awarded_on)"
        " select candidate_id, assessment_id, awarded_on from results where candidate_id >= ?",
        [first],
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
