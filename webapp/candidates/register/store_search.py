"""The search for candidates: any part of a name in any order, or an identifier; best first.

The index `candidate_search` knows every three signs that follow each other in the names and
numbers of the people who are not archived. A part of three or more is asked of it as it is, a
shorter one by all trigrams that begin so. A word begins behind one space, a surname behind two.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from webapp.candidates.record import former_name, name, uci
from webapp.candidates.register.candidate_row import Shown
from webapp.database.connection import Db
from webapp.web.paging import Paging, paging

PAGE = 50
ALL = -1
"""As the limit of a search: everybody found."""
MAX_HITS = 20 * PAGE
"""So many hits are counted and shown; whoever is not among them types more of the name."""
MAX_SCANNED = 5_000
"""So many people are looked at one by one; among fewer the index is not asked."""
MAX_TRIGRAMS = 100
"""A letter that begins more trigrams than this stands in so many names that the index is no use."""
MIN_UNIQUE_LENGTH = 10
"""Characters of a ULN, the shortest identifier that is part of nothing else."""
LAST_PAGE = 1_000_000

_ACTIVE = "archived_at is null"
# By itself SQLite would count whole rows.
_EVERYBODY = f"candidates indexed by candidates_by_name where {_ACTIVE}"
_WITH_IDS = "json_each(:ids) cross join candidates on candidate_id = value where "
_COLUMNS = (
    "candidate_id, surname, forenames, born_on, coalesce(candidate_number, ''), coalesce(uci, ''),"
    " added_on, coalesce((select group_concat(title, ', ') from group_members join candidate_groups"
    " using (group_id) where group_members.candidate_id = candidates.candidate_id), '')"
)
# All trigrams are equally long: the next one is the first that is not less than this and a space.
_TRIGRAMS = (
    "with recursive trigrams (term) as ("
    " select (select term from candidate_search_terms where term >= :part limit 1) union all"
    " select (select term from candidate_search_terms where term >= trigrams.term || ' ' limit 1)"
    " from trigrams where trigrams.term < :part || char(0x10ffff))"
    " select term from trigrams where term < :part || char(0x10ffff) limit :most"
)


class Found(NamedTuple):
    """The best hits, how many there are in all, and whether there are even more than that."""

    rows: Sequence[Shown]
    total: int
    more: bool = False


class _Question(NamedTuple):
    """Words, conditions on rows of candidates, and their values, the words as word0, word1, …"""

    db: Db
    words: Sequence[str]
    conditions: Sequence[str]
    values: dict[str, Any]

    def among(self, *conditions: str, source: str = "candidates") -> str:
        return f"{source} where {' and '.join([*self.conditions, *conditions])}"

    def hold(self, text: str = "search_text", before: str = "") -> list[str]:
        """The condition, for each word, that a text holds it, with that before it."""
        return [f"instr({text}, {before}:word{place})" for place in range(len(self.words))]

    def hold_now_or_formerly(self) -> list[str]:
        return self.hold("search_text || ' ' || former_text")

    def ids(self, source: str) -> list[int]:
        # In one row: for each one that it gives, sqlite3 waits for Python's lock anew.
        statement = (
            f"select json_group_array(candidate_id) from (select candidate_id from {source})"
        )
        ids: list[int] = json.loads(self.db.execute(statement, self.values).fetchone()[0])
        return ids


def search(
    db: Db,
    typed: str,
    since: date | None,
    limit: int = PAGE,
    offset: int = 0,
    group_id: int | None = None,
    archived: bool = False,
) -> Found:
    """Find active (or archived) candidates who have every typed word in a name or an identifier.

    Without anything typed, everybody. Best first: an exact identifier, then a surname that begins
    with a typed word, then words that all begin so, then the rest, then whom the words fit only
    with their former names; each by name. Of these, the rows from the offset on. Nobody who was
    merged into another candidate. Of more hits than MAX_HITS only those whose surname or words
    begin so and the first that the index gives are ranked, unless everybody is asked for.
    """
    words = _words(typed)
    if not words and any(sign.isprintable() and sign != " " for sign in typed):
        return Found([], 0)
    conditions = ["archived_at is not null", "merged_into is null"] if archived else [_ACTIVE]
    whole = "".join(words).upper()
    number = whole.zfill(4) if whole.isdecimal() and len(whole) <= 4 else None
    values = {f"word{place}": word for place, word in enumerate(words)}
    question = _Question(db, words, conditions, {**values, "whole": whole, "number": number})
    if since:
        conditions.append("added_on >= :since")
        question.values["since"] = since.isoformat()
    if group_id is not None:
        members = "select candidate_id from group_members where group_id = :group_id"
        conditions.append(f"candidate_id in ({members})")
        question.values["group_id"] = group_id
    if not words and conditions == [_ACTIVE]:
        return Found(*_page(question, _EVERYBODY, limit, offset))
    some = question.among(f"true limit {MAX_SCANNED + 1}") if since and words else ""
    if not words or archived or group_id or (some and len(question.ids(some)) <= MAX_SCANNED):
        hits = question.among(*question.hold_now_or_formerly())
        return Found(*_page(question, hits, limit, offset))
    wanted = ALL if limit == ALL else offset + limit
    ids, total, more = _from_index(question, ALL if limit == ALL else MAX_HITS + 1, wanted)
    question.values["ids"] = json.dumps(ids)
    if more:
        limit = max(min(limit, MAX_HITS - offset), 0)
    return Found(_page(question, f"{_WITH_IDS} true", limit, offset)[0], total, more)


def on_page(
    db: Db,
    typed: str,
    since: date | None,
    page: int,
    group_id: int | None = None,
    archived: bool = False,
) -> tuple[Sequence[Shown], Paging]:
    """The same search a page at a time: the page asked for, or the last one there is."""
    page = min(page, LAST_PAGE)
    found = search(db, typed, since, PAGE, (page - 1) * PAGE, group_id, archived)
    if page > 1 and not found.rows:
        total = found.total or search(db, typed, since, 1, 0, group_id, archived).total
        page = paging(total, page, PAGE).page
        found = search(db, typed, since, PAGE, (page - 1) * PAGE, group_id, archived)
    return found.rows, paging(found.total, page, PAGE, found.more)


def with_kept(db: Db, rows: Sequence[Shown], kept: set[int]) -> Sequence[Shown]:
    """Found rows, and before them those active candidates to be kept in sight who are not among
    them.
    """
    missing = kept - {row.candidate_id for row in rows}
    question = _Question(db, [], [], {"ids": json.dumps(list(missing))})
    return [*_page(question, _WITH_IDS + _ACTIVE, ALL, 0)[0], *rows]


def _words(typed: str) -> list[str]:
    words = name.tokens(typed)
    whole = "".join(words).upper()
    # A UCI in its groups is one word: by itself its check letter would fit most people's names.
    if words and words[0].isdecimal() and uci.grouped(whole) == " ".join(words).upper():
        return [whole.lower()]
    return words


def _page(question: _Question, hits: str, limit: int, offset: int) -> tuple[list[Shown], int]:
    """The best of these hits from the offset on, and of how many, if anybody is shown."""
    rank = "0"
    if words := question.words:
        surname = " or ".join(f"{holds} = 1" for holds in question.hold("sort_key"))
        begins = " and ".join(question.hold("' ' || search_text", "' ' || "))
        rank = (
            "case when candidate_number = :number or :whole in (uci, uln, ocr_number) then 0"
            f" when not ({' and '.join(question.hold())}) then 4"
            f" when {surname} then 1 when {begins} then 2 else 3 end"
        )
    # In the order of an index everybody need not be read.
    materialized = "not materialized" if hits == _EVERYBODY else "materialized"
    rows = question.db.execute(
        f"with hits as {materialized} (select candidate_id, sort_key, {rank} as rank from {hits}),"
        " best as (select * from hits order by rank, sort_key, candidate_id limit :limit"
        f" offset :offset) select (select count(*) from hits), rank, search_text, former_names,"
        f" {_COLUMNS} from best join candidates using (candidate_id)"
        " order by rank, best.sort_key, candidate_id",
        question.values | {"limit": limit, "offset": offset},
    ).fetchall()
    shown = []
    for _, rank_of_row, search_text, former_names, *columns in rows:
        row = Shown(*columns)
        if rank_of_row == 4:
            earlier = [word for word in words if word not in search_text]
            formerly = former_name.formerly(row.forenames, former_names, earlier)
            row = row._replace(formerly=formerly)
        shown.append(row)
    return shown, rows[0][0] if rows else 0


def _from_index(question: _Question, most: int, wanted: int) -> tuple[list[int], int, bool]:
    """The ids of hits, as many of the best among them as are wanted; of how many; and whether there
    are even more.
    """
    exact = _exact(question)
    if exact and len(question.values["whole"]) >= MIN_UNIQUE_LENGTH:
        return exact, len(exact), False
    best = exact
    if len(question.words) == 1 and most != ALL:
        # What most people type is one part of a name; another index has the best of them in order.
        begins = question.among("sort_key >= :word0 and sort_key < :word0 || char(0x10ffff)")
        surnames = question.ids(f"{begins} order by sort_key, candidate_id limit {most}")
        best = list(dict.fromkeys([*exact, *surnames]))
        if len(surnames) == most:
            return best[:wanted], MAX_HITS, True
    hits, more = _match(question, most)
    if not more:
        former = question.among("former_text <> ''", *question.hold_now_or_formerly())
        hits += question.ids(former)
    every = {*best, *hits}
    if more and len(best) < wanted:
        best += _match(question, most, " ")[0] + _match(question, most, "  ")[0]
        every.update(best)
        ranked = best if len(set(best)) >= wanted else every
        return list(set(ranked)), min(len(every), MAX_HITS), True
    total = min(len(every), MAX_HITS) if more else len(every)
    return best[:wanted] if 0 < wanted <= len(best) else list(every), total, more


def _exact(question: _Question) -> list[int]:
    """Whose identifier or candidate number is what was typed."""
    if not any(sign.isdecimal() for sign in question.values["whole"]):
        return []
    # One look at an index each; with "or" between them all people would be looked at.
    number = f"candidate_number = :number and {_ACTIVE}"
    each = (number, "uci = :whole", "uln = :whole", "ocr_number = :whole")
    same = " union ".join(f"select candidate_id from candidates where {one}" for one in each)
    return question.ids(question.among(f"candidate_id in ({same})"))


def _match(question: _Question, most: int, begins: str = "") -> tuple[list[int], bool]:
    """Who has all the words, and whether there may be more of them.

    begins: " " for words that all begin so, "  " for a surname that begins with one of them.
    """
    parts, scanned = [], []
    for word, holds in zip(question.words, question.hold(), strict=True):
        trigrams = _trigrams(question.db, word if begins == "  " else begins + word)
        if not trigrams:
            return [], False
        if len(trigrams) > MAX_TRIGRAMS:
            scanned.append(holds)
        else:
            parts.append(_any(trigrams))
    if begins == "  ":
        parts.append(_any(begins + word for word in question.words))
    source = question.among("true")
    if parts:
        question.values["match"] = " AND ".join(dict.fromkeys(parts))
        index = (
            "select rowid as candidate_id from candidate_search where candidate_search match :match"
        )
        source = f"({index}) where true"
        if len(question.conditions) > 1:
            # Whoever was added before a day has mostly a smaller id than whoever was added since.
            first = f"select min(candidate_id) from {question.among()}"
            joined = f"({index} and rowid >= ({first})) cross join candidates using (candidate_id)"
            source = question.among(source=joined)
    limit = MAX_SCANNED if scanned and most != ALL else most
    ids = question.ids(f"{source} limit {limit}")
    more = len(ids) == limit
    if scanned:
        question.values["ids"] = json.dumps(ids)
        ids = question.ids(f"{_WITH_IDS} {' and '.join(scanned)} limit {most}")
    return ids, more or len(ids) == most


def _any(parts: Iterable[str]) -> str:
    """How FTS5 is asked for one of these parts; no quotation mark is in any."""
    return "(" + " OR ".join(f'"{part}"' for part in parts) + ")"


def _trigrams(db: Db, part: str) -> list[str]:
    """What the index is asked for a part of a text: itself, or the trigrams that begin with it."""
    if len(part) >= 3:
        return [part]
    return [term for (term,) in db.execute(_TRIGRAMS, {"part": part, "most": MAX_TRIGRAMS + 1})]
