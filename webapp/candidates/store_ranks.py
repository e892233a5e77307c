"""The hits of a search, rank by rank, so that of many hits only the first are looked at.

The index gives people by their places: in order of names but for those on one shelf. So a shelf is
read to its end and then sorted, and the work does not grow with the number of hits.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from webapp import letters
from webapp.candidates.store_shown import Person, at_once, people
from webapp.db import Db

ACTIVE = "archived_at is null"
SHELF = 26
"""Bits of a place that hold the candidate_id."""
ID = (1 << SHELF) - 1
ON_A_SHELF = 12
"""More of the people found stand on hardly any shelf; if they do, more are fetched."""
BEYOND = "\U0010ffff"

INDEXED = (
    "candidate_search cross join candidates on candidate_id = candidate_search.rowid & 0x3ffffff"
)
_SHELF_OF = (
    "coalesce((select shelf from candidate_shelves where from_key <= {} order by from_key"
    " desc limit 1), 0)"
)


class Asked(NamedTuple):
    """Words, conditions that all people must meet with their values, and how many people are wanted
    and counted.
    """

    words: Sequence[str]
    among: Sequence[str]
    values: dict[str, Any]
    wanted: int
    counted: int


def values_of(words: Sequence[str]) -> dict[str, Any]:
    """What the conditions of a search call its words: whole, number, word0, begin0, beyond0 …"""
    whole = "".join(words).upper()
    values: dict[str, Any] = {"whole": whole, "number": None}
    if whole.isdecimal() and len(whole) <= 4:
        values["number"] = whole.zfill(4)
    for place, word in enumerate(words):
        values |= {
            f"word{place}": word,
            f"begin{place}": f" {word}",
            f"beyond{place}": word + BEYOND,
        }
    return values


def exact(db: Db, asked: Asked) -> list[Person]:
    """Whose identifier or candidate number is what was typed."""
    if not any(letter.isdecimal() for letter in asked.values["whole"]):
        return []
    # One look at an index each; with "or" between them all people would be looked at.
    each = (
        f"{ACTIVE} and candidate_number = :number",
        "uci = :whole",
        "uln = :whole",
        "ocr_number = :whole",
    )
    same = " union ".join(f"select candidate_id from candidates where {one}" for one in each)
    conditions = [f"candidate_id in ({same})", *asked.among]
    return _in_order(
        people(
            db,
            at_once(
                db, "candidate_id", f"candidates where {' and '.join(conditions)}", asked.values
            ),
        )
    )


def surnames(db: Db, asked: Asked) -> list[int]:
    """Whose surname begins with the only word, in order, as many as are counted and one more."""
    within = ["sort_key >= :word0", "sort_key < :beyond0", *asked.among]
    source = (
        f"(select candidate_id from candidates where {' and '.join(within)} order by"
        " sort_key, candidate_id limit :most)"
    )
    return at_once(db, "candidate_id", source, asked.values)


def surname(db: Db, asked: Asked, found: Collection[int]) -> list[Person]:
    """Whose surname begins with one of the words; found are left out, here and below."""
    if len(asked.words) == 1:
        return people(db, [one for one in surnames(db, asked) if one not in found][: asked.wanted])
    kept: list[Person] = []
    for place in range(len(asked.words)):
        others = [word for other, word in enumerate(asked.words) if other != place]
        conditions = [
            f"sort_key >= :word{place}",
            f"sort_key < :beyond{place}",
            *sure("word", asked.words),
        ]
        shelves = (
            f"candidate_search.rowid >= {_SHELF_OF.format(f':word{place}')} << {SHELF}"
            f" and candidate_search.rowid < ({_SHELF_OF.format(f':beyond{place}')} + 1) << {SHELF}"
        )
        kept += _by_place(db, asked, letters.all_hold(others), conditions, found, shelves)
    return _in_order(kept)


def begins(db: Db, asked: Asked, found: Collection[int]) -> list[Person]:
    """Whose words begin with all of the words."""
    return _by_place(db, asked, letters.all_begin(asked.words), sure("begin", asked.words), found)


def holds(db: Db, asked: Asked, found: Collection[int]) -> list[Person]:
    """Who has all of the words."""
    return _by_place(db, asked, letters.all_hold(asked.words), sure("word", asked.words), found)


def sure(what: str, words: Sequence[str]) -> list[str]:
    """Conditions for the words of which the index knows no more than some of their letters."""
    text = "' ' || search_text" if what == "begin" else "search_text"
    return [
        f"instr({text}, :{what}{place})"
        for place, word in enumerate(words)
        if len(word) > letters.LONG
    ]


def further(asked: Asked) -> list[str]:
    """What people must meet besides being active, as everybody in the index is."""
    return [one for one in asked.among if one != ACTIVE]


def _by_place(
    db: Db,
    asked: Asked,
    holds: str,
    conditions: list[str],
    found: Collection[int],
    shelves: str = "true",
) -> list[Person]:
    """As many of those not found yet as are wanted, and whoever else is on the last one's shelf."""
    conditions = [*conditions, *further(asked)]
    source = (
        f"{INDEXED} where {' and '.join(conditions)} and"
        if conditions
        else "candidate_search where"
    )
    places = (
        f"(select candidate_search.rowid as place from {source} candidate_search match"
        f" :holds and {shelves} order by place limit :most)"
    )
    most = asked.wanted + len(found) + ON_A_SHELF
    while True:
        read = at_once(db, "place", places, asked.values | {"holds": holds, "most": most})
        kept = [place for place in read if place & ID not in found]
        if len(read) == most:
            # The last shelf was perhaps not read to its end.
            kept = [place for place in kept if place >> SHELF != read[-1] >> SHELF]
        if len(read) < most or len(kept) >= asked.wanted:
            return _in_order(people(db, [place & ID for place in kept]))
        most *= 2


IN_ORDER = (surname, begins, holds)


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (person.sort_key, person.candidate_id))
