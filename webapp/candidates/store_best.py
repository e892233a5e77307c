"""The best hits of a search and how many there are: all of them sorted if they are few, else rank by rank."""

import json
from collections.abc import Sequence

from webapp import letters
from webapp.candidates import store_ranks as ranks
from webapp.candidates.store_ranks import ACTIVE, INDEXED, Asked, every, sure, values_of
from webapp.candidates.store_shown import Person, at_once, people
from webapp.db import Db

UNIQUE = 10
"""Characters of a ULN, the shortest identifier that nothing else can hold."""
DOUBTFUL = 4


def best(db: Db, asked: Asked) -> tuple[list[Person], int]:
    """The best active candidates with every word, as many as are wanted or there are; without groups.

    And how many there are in all; one more than are counted, if there are even more than that.
    """
    asked = asked._replace(values=asked.values | values_of(asked.words) | {"most": asked.counted + 1})
    exact = ranks.exact(db, asked)
    if exact and len(asked.values["whole"]) >= UNIQUE:
        return exact[: asked.wanted], len(exact)
    found = {person["candidate_id"]: person for person in exact}
    total = _surnames(db, asked)
    if total <= asked.counted and (few := _few(db, asked)) is not None:
        hits = [*exact, *(person for person in few if person["candidate_id"] not in found)]
        return hits[: asked.wanted], len(hits)
    for rank in (ranks.surname, ranks.begins, ranks.holds):
        if len(found) < asked.wanted:
            found |= {person["candidate_id"]: person for person in rank(db, asked, found)}
    hits = list(found.values())
    if len(hits) >= asked.wanted and total <= asked.counted:
        total = _count(db, asked)
    return hits[: asked.wanted], max(total, len(hits))


def _surnames(db: Db, asked: Asked) -> int:
    """How many people's surnames begin with the only word; an index alone tells it. 0 for several words."""
    if len(asked.words) > 1:
        return 0
    within = ["sort_key >= :word0", "sort_key < :beyond0", *asked.among]
    hits = f"select 1 from candidates where {' and '.join(within)} limit :most"
    return db.execute(f"select count(*) from ({hits})", asked.values).fetchone()[0]


def _few(db: Db, asked: Asked) -> list[Person] | None:
    """All of them, best first, if they are not too many to count."""
    found = "(select rowid from candidate_search where candidate_search match :holds limit :most)"
    # Of those who have the runs of several words many have not the words.
    most = asked.counted if len(asked.words) == 1 else DOUBTFUL * asked.counted
    values = asked.values | {"holds": every(letters.holds, asked.words), "most": most + 1}
    ids = at_once(db, "rowid & 0x3ffffff", found, values)
    if len(ids) > most:
        return None
    conditions = ["candidate_id in (select value from json_each(:ids))", *asked.among, *sure("word", asked.words)]
    rows = people(db, f"candidates where {' and '.join(conditions)}", values | {"ids": json.dumps(ids)})
    if len(rows) > asked.counted:
        return None
    return sorted(rows, key=lambda person: (_rank(person, asked.words), person["sort_key"], person["candidate_id"]))


def _rank(person: Person, words: Sequence[str]) -> int:
    if person["sort_key"].startswith(tuple(words)):
        return 1
    names = " " + person["search_text"]
    return 2 if all(f" {word}" in names for word in words) else 3


def _count(db: Db, asked: Asked) -> int:
    """How many of those of whom there are too many to count by the index of runs alone."""
    uncertain = sure("word", asked.words)
    if asked.among == [ACTIVE] and not uncertain:
        return asked.counted + 1
    values = asked.values | {"holds": every(letters.holds, asked.words)}
    conditions = " and ".join([*uncertain, *asked.among])
    hits = f"select 1 from {INDEXED} where candidate_search match :holds and {conditions} limit :most"
    return db.execute(f"select count(*) from ({hits})", values).fetchone()[0]
