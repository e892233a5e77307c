"""What people type into the search: from the names and numbers of the centre, and some misses."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

KINDS = "part of a name", "surname", "full name", "UCI", "part of a UCI", "number", "miss"
WEIGHTS = (30, 25, 20, 8, 4, 8, 5)
COUNT = 500
PEOPLE = """
select surname, forenames, uci from candidates where archived_at is null and surname <> ''
and forenames <> '' and uci is not null order by candidate_id % 9973, candidate_id limit ?
"""
NUMBERS = """
select candidate_number from candidates where archived_at is null and candidate_number is not null
order by candidate_id
"""


def questions(file: Path, count: int = COUNT) -> list[str]:
    """Return what is typed, the same for the same file."""
    dice = Random(count)
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as centre:
        people = centre.execute(PEOPLE, [count]).fetchall()
        numbers = [number for (number,) in centre.execute(NUMBERS)]
    return [
        _words(dice, kind, *people[place % len(people)], numbers)
        for place, kind in enumerate(dice.choices(KINDS, WEIGHTS, k=count))
    ]


def _words(
    dice: Random, kind: str, surname: str, forenames: str, uci: str, numbers: list[str]
) -> str:
    if kind == "part of a name":
        word = dice.choice([surname, forenames]).split()[0]
        start = dice.randint(0, max(0, len(word) - 3))
        return word[start : start + dice.randint(2, 4)]
    if kind == "full name":
        return dice.choice([f"{forenames.split()[0]} {surname}", f"{surname} {forenames}"])
    if kind == "number":
        return dice.choice(numbers)
    return {"surname": surname, "UCI": uci, "part of a UCI": uci[5:11]}.get(
        kind, surname[::-1] + "qx"
    )
