"""The hits of a search, rank by rank, so that of many hits only the first are looked at.

The index gives people by their places: in order of names but for those on one shelf. So a shelf is
read to its end and then sorted, and the work does not grow with the number of hits.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from webapp import letters
from webapp.candidates.store_shown import Person, people
from webapp.db import Db

ACTIVE = "archived_at is null"
SHELF = 26
"""Bits of a place that hold the candidate_id."""
ON_A_SHELF = 12
"""More of the people found stand on hardly any shelf; if they do, more are fetched."""
BEYOND = "\U0010ffff"

INDEXED = "candidate_search cross join candidates on candidate_id = candidate_search.rowid & 0x3ffffff"
_SHELF_OF = "coalesce((select shelf from candidate_shelves where from_key <= {} order by from_key desc limit 1), 0)"


class Asked(NamedTuple):
    """Words, conditions that all people must meet with their values, and how many people are wanted and counted."""

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
        values |= {f"word{place}": word, f"begin{place}": f" {word}", f"beyond{place}": word + BEYOND}
    return values


def exact(db: Db, asked: Asked) -> list[Person]:
    """Whose identifier or candidate number is what was typed."""
    if not any(letter.isdecimal() for letter in asked.values["whole"]):
        return []
    # One look at an index each; with "or" between them all people would be looked at.
    each = (f"{ACTIVE} and candidate_number = :number", "uci = :whole", "uln = :whole", "ocr_number = :whole")
    same = " union ".join(f"select candidate_id from candidates where {one}" for one in each)
    conditions = [f"candidate_id in ({same})", *asked.among]
    return _in_order(people(db, f"candidates where {' and '.join(conditions)}", asked.values))


def surname(db: Db, asked: Asked, found: dict[int, Person]) -> list[Person]:
    """Whose surname begins with one of the words; found are left out, here and below."""
    kept: list[Person] = []
    for place in range(len(asked.words)):
        others = [word for other, word in enumerate(asked.words) if other != place]
        within = [f"sort_key >= :word{place}", f"sort_key < :beyond{place}", *asked.among]
        if not others:
            ordered = f"candidates where {' and '.join(within)} order by sort_key, candidate_id limit :most"
            rows = people(db, ordered, asked.values | {"most": asked.wanted + len(found)})
            return _in_order(person for person in rows if person["candidate_id"] not in found)
        within += [
            f"candidate_search.rowid >= {_SHELF_OF.format(f':word{place}')} << {SHELF}",
            f"candidate_search.rowid < ({_SHELF_OF.format(f':beyond{place}')} + 1) << {SHELF}",
            *sure("word", asked.words),
        ]
        kept += _by_place(db, asked, every(letters.holds, others), within, found)
    return _in_order(kept)


def begins(db: Db, asked: Asked, found: dict[int, Person]) -> list[Person]:
    """Whose words begin with all of the words."""
    conditions = [*asked.among, *sure("begin", asked.words)]
    return _by_place(db, asked, every(letters.begins, asked.words), conditions, found)


def holds(db: Db, asked: Asked, found: dict[int, Person]) -> list[Person]:
    """Who has all of the words."""
    conditions = [*asked.among, *sure("word", asked.words)]
    return _by_place(db, asked, every(letters.holds, asked.words), conditions, found)


def every(query: Callable[[str], str], words: Sequence[str]) -> str:
    """What an FTS5 query asks for the people of whom each word is true."""
    return " ".join(query(word) for word in words)


def sure(what: str, words: Sequence[str]) -> list[str]:
    """Conditions for the words of which the index knows no more than some of their letters."""
    text, known = ("' ' || search_text", letters.SHORT) if what == "begin" else ("search_text", letters.LONG)
    return [f"instr({text}, :{what}{place})" for place, word in enumerate(words) if len(word) > known]


def _by_place(
    db: Db, asked: Asked, holds: str, conditions: list[str], found: dict[int, Person]
) -> list[Person]:
    """As many of those not found yet as are wanted, and whoever else is on the last one's shelf."""
    source = (
        f"{INDEXED} where candidate_search match :holds and {' and '.join(conditions)}"
        " order by candidate_search.rowid limit :most"
    )
    most = asked.wanted + len(found) + ON_A_SHELF
    while True:
        rows = people(db, source, asked.values | {"holds": holds, "most": most})
        rows.sort(key=lambda person: person["place"])
        kept = [person for person in rows if person["candidate_id"] not in found]
        if len(rows) < most:
            return _in_order(kept)
        # The last shelf was perhaps not read to its end.
        whole = [person for person in kept if person["place"] >> SHELF != rows[-1]["place"] >> SHELF]
        if len(whole) >= asked.wanted:
            return _in_order(whole)
        most *= 2


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (person["sort_key"], person["candidate_id"]))
