"""The best hits of a search and how many there are: all of them sorted if they are few, else rank
by rank.
"""

import json
from collections.abc import Sequence

from webapp import letters
from webapp.candidates import store_ranks as ranks
from webapp.candidates.store_ranks import Asked, further, sure, values_of
from webapp.candidates.store_shown import Person, at_once, people
from webapp.db import Db

UNIQUE = 10
"""Characters of a ULN, the shortest identifier that nothing else can hold."""
DOUBTFUL = 4
SORTED = 64
"""Of more hits than this only those are looked at that are shown."""


def best(db: Db, asked: Asked) -> tuple[list[Person], int]:
    """The best active candidates with every word, as many as are wanted or there are.

    And how many there are in all; one more than are counted, if there are even more than that.
    """
    asked = asked._replace(
        values=asked.values | values_of(asked.words) | {"most": asked.counted + 1}
    )
    exact = ranks.exact(db, asked)
    if exact and len(asked.values["whole"]) >= UNIQUE:
        return exact[: asked.wanted], len(exact)
    found = {person.candidate_id: person for person in exact}
    # Of one word the index of names alone tells the best ones.
    surnames = ranks.surnames(db, asked) if len(asked.words) == 1 else []
    if len(surnames) > asked.counted:
        others = people(db, [one for one in surnames[: asked.wanted] if one not in found])
        return [*exact, *others][: asked.wanted], len(surnames)
    hits = _hits(db, asked)
    total = asked.counted + 1 if hits is None else len({*hits, *found})
    if hits is not None and len(hits) <= SORTED:
        others = _by_rank(people(db, [one for one in hits if one not in found]), asked.words)
        return [*exact, *others][: asked.wanted], total
    for rank in ranks.IN_ORDER:
        if len(found) < asked.wanted:
            found |= {person.candidate_id: person for person in rank(db, asked, found)}
    if hits is None:
        # Fewer than are wanted are all there are.
        total = _count(db, asked) if len(found) >= asked.wanted else len(found)
    return list(found.values())[: asked.wanted], max(min(total, asked.counted + 1), len(found))


def _hits(db: Db, asked: Asked) -> list[int] | None:
    """All of them, in no order, if the index finds not too many people who may be hits."""
    # Of those who have the runs of several words many have not the words.
    most = asked.counted if len(asked.words) == 1 else DOUBTFUL * asked.counted
    values = asked.values | {"holds": letters.all_hold(asked.words), "most": most + 1}
    places = (
        "(select rowid as place from candidate_search where candidate_search match :holds"
        " limit :most)"
    )
    ids = [place & ranks.ID for place in at_once(db, "place", places, values)]
    if len(ids) > most:
        return None
    if len(ids) <= SORTED and not further(asked):
        return [
            one.candidate_id
            for one in people(db, ids)
            if all(word in one.search_text for word in asked.words)
        ]
    if not (conditions := [*further(asked), *sure("word", asked.words)]):
        return ids
    among = (
        "candidates where candidate_id in (select value from json_each(:ids)) and"
        f" {' and '.join(conditions)}"
    )
    return at_once(db, "candidate_id", among, values | {"ids": json.dumps(ids)})


def _by_rank(found: Sequence[Person], words: Sequence[str]) -> list[Person]:
    return sorted(
        found, key=lambda person: (_rank(person, words), person.sort_key, person.candidate_id)
    )


def _rank(person: Person, words: Sequence[str]) -> int:
    if person.sort_key.startswith(tuple(words)):
        return 1
    names = " " + person.search_text
    return 2 if all(f" {word}" in names for word in words) else 3


def _count(db: Db, asked: Asked) -> int:
    """How many of those of whom there are too many to count by the index of runs alone."""
    uncertain = [*sure("word", asked.words), *further(asked)]
    if not uncertain:
        return asked.counted + 1
    values = asked.values | {"holds": letters.all_hold(asked.words)}
    hits = (
        f"select 1 from {ranks.INDEXED} where candidate_search match :holds and"
        f" {' and '.join(uncertain)} limit :most"
    )
    return db.conn.execute(f"select count(*) from ({hits})", values).fetchone()[0]
