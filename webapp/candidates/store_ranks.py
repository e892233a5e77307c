"""The best hits of a search, rank by rank, so that of many hits only the first are looked at.

The index gives people by their places: in order of names but for those on one shelf. So a shelf is
read to its end and then sorted, and the work does not grow with the number of hits.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from webapp import letters
from webapp.candidates.store_shown import Person, people
from webapp.db import Db

ACTIVE = "archived_at is null"
SHELF = 26
"""Bits of a place that hold the candidate_id."""
UNIQUE = 10
"""Characters of a ULN, the shortest identifier that nothing else can hold."""
BEYOND = "\U0010ffff"

_INDEXED = "candidate_search cross join candidates on candidate_id = candidate_search.rowid & 0x3ffffff"
_SHELF_OF = "coalesce((select shelf from candidate_shelves where from_key <= {} order by from_key desc limit 1), 0)"


class Asked(NamedTuple):
    """Words, conditions that all people must meet with their values, and how many people are wanted."""

    words: Sequence[str]
    among: Sequence[str]
    values: dict[str, Any]
    wanted: int


def values_of(words: Sequence[str]) -> dict[str, Any]:
    """What the conditions of a search call its words: whole, number, word0, begin0, beyond0 …"""
    whole = "".join(words).upper()
    values: dict[str, Any] = {"whole": whole, "number": None}
    if whole.isdecimal() and len(whole) <= 4:
        values["number"] = whole.zfill(4)
    for place, word in enumerate(words):
        values |= {f"word{place}": word, f"begin{place}": f" {word}", f"beyond{place}": word + BEYOND}
    return values


def best(db: Db, asked: Asked) -> list[Person]:
    """The best active candidates with every word, as many as are wanted or there are; without groups."""
    found: dict[int, Person] = {}
    asked = asked._replace(values=asked.values | values_of(asked.words))
    for rank in (_exact, _surname, _begins, _holds):
        for person in rank(db, asked, found):
            found[person["candidate_id"]] = person
        is_alone = rank is _exact and found and len(asked.values["whole"]) >= UNIQUE
        if is_alone or len(found) >= asked.wanted:
            break
    return list(found.values())[: asked.wanted]


def count(db: Db, asked: Asked) -> int:
    """How many active candidates have every word, counted up to as many as are wanted."""
    conditions = [*_sure("word", asked.words), *asked.among]
    # Whoever is archived is not in the index.
    source = "candidate_search" if conditions == [ACTIVE] else _INDEXED
    hits = f"select 1 from {source} where candidate_search match :holds"
    if source == _INDEXED:
        hits += f" and {' and '.join(conditions)}"
    values = asked.values | values_of(asked.words) | {"holds": _all(letters.holds, asked.words)}
    found = db.execute(f"select count(*) from ({hits} limit :wanted)", values | {"wanted": asked.wanted})
    return found.fetchone()[0]


def _exact(db: Db, asked: Asked, found: dict[int, Person]) -> list[Person]:
    if not any(letter.isdecimal() for letter in asked.values["whole"]):
        return []
    # One look at an index each; with "or" between them all people would be looked at.
    each = (f"{ACTIVE} and candidate_number = :number", "uci = :whole", "uln = :whole", "ocr_number = :whole")
    same = " union ".join(f"select candidate_id from candidates where {one}" for one in each)
    conditions = [f"candidate_id in ({same})", *asked.among]
    return _in_order(people(db, f"candidates where {' and '.join(conditions)}", asked.values))


def _surname(db: Db, asked: Asked, found: dict[int, Person]) -> list[Person]:
    kept: list[Person] = []
    for place in range(len(asked.words)):
        others = [word for other, word in enumerate(asked.words) if other != place]
        within = [f"sort_key >= :word{place}", f"sort_key < :beyond{place}", *asked.among]
        if not others:
            ordered = f"candidates where {' and '.join(within)} order by sort_key, candidate_id limit :most"
            rows = people(db, ordered, asked.values | {"most": asked.wanted + len(found)})
            return [person for person in rows if person["candidate_id"] not in found]
        within += [
            f"candidate_search.rowid >= {_SHELF_OF.format(f':word{place}')} << {SHELF}",
            f"candidate_search.rowid < ({_SHELF_OF.format(f':beyond{place}')} + 1) << {SHELF}",
            *_sure("word", asked.words),
        ]
        kept += _by_place(db, asked, _all(letters.holds, others), within, found)
    return _in_order(kept)


def _begins(db: Db, asked: Asked, found: dict[int, Person]) -> list[Person]:
    conditions = [*asked.among, *_sure("begin", asked.words)]
    return _by_place(db, asked, _all(letters.begins, asked.words), conditions, found)


def _holds(db: Db, asked: Asked, found: dict[int, Person]) -> list[Person]:
    conditions = [*asked.among, *_sure("word", asked.words)]
    return _by_place(db, asked, _all(letters.holds, asked.words), conditions, found)


def _all(query: Callable[[str], str], words: Sequence[str]) -> str:
    return " ".join(query(word) for word in words)


def _sure(what: str, words: Sequence[str]) -> list[str]:
    """Conditions for the words of which the index knows no more than some of their letters."""
    text = "' ' || search_text" if what == "begin" else "search_text"
    return [f"instr({text}, :{what}{place})" for place, word in enumerate(words) if len(word) > letters.LONGEST]


def _by_place(
    db: Db, asked: Asked, holds: str, conditions: list[str], found: dict[int, Person]
) -> list[Person]:
    """As many of those not found yet as are wanted, and whoever else is on the last one's shelf."""
    source = (
        f"{_INDEXED} where candidate_search match :holds and {' and '.join(conditions)}"
        " order by candidate_search.rowid"
    )
    kept: list[Person] = []
    shelf = None
    with closing(people(db, source, asked.values | {"holds": holds})) as rows:
        for person in rows:
            if len(kept) >= asked.wanted and person["place"] >> SHELF != shelf:
                break
            if person["candidate_id"] not in found:
                kept.append(person)
                shelf = person["place"] >> SHELF
    return _in_order(kept)


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (person["sort_key"], person["candidate_id"]))
