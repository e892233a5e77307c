"""What people type: questions from the names and numbers that the centre has, and some that
miss.
"""

import sqlite3
from pathlib import Path
from random import Random

KINDS = (
    "part of a name",
    "surname",
    "full name",
    "UCI",
    "part of a UCI",
    "candidate number",
    "miss",
)
WEIGHTS = (30, 25, 20, 8, 4, 8, 5)
COUNT = 500


def questions(file: Path, count: int = COUNT) -> list[tuple[str, str]]:
    """Kind and words; the same for the same file."""
    dice = Random(count)
    with sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True) as one:
        people = one.execute(
            "select surname, forenames, uci, candidate_number from candidates where archived_at"
            " is null"
            " and surname <> '' and forenames <> '' and uci is not null order by candidate_id %"
            " 9973, candidate_id"
            f" limit {count}"
        ).fetchall()
        numbers = [
            number
            for (number,) in one.execute(
                "select candidate_number from candidates where archived_at is null and"
                " candidate_number is not null"
                " order by candidate_id"
            )
        ]
    return [
        (kind, _words(dice, kind, people[place % len(people)], numbers))
        for place, kind in enumerate(dice.choices(KINDS, WEIGHTS, k=count))
    ]


def _words(dice: Random, kind: str, person: tuple, numbers: list[str]) -> str:
    surname, forenames, uci, _ = person
    if kind == "part of a name":
        word = dice.choice([surname, forenames]).split()[0]
        start = dice.randint(0, max(0, len(word) - 3))
        return word[start : start + dice.randint(2, 4)]
    if kind == "surname":
        return surname
    if kind == "full name":
        return dice.choice([f"{forenames.split()[0]} {surname}", f"{surname} {forenames}"])
    if kind == "UCI":
        return uci
    if kind == "part of a UCI":
        return uci[5:11]
    if kind == "candidate number":
        return dice.choice(numbers)
    return surname[::-1] + "qx"
