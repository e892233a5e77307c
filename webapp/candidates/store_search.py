"""The search for candidates: any part of a name in any order, or an identifier; best first."""

import json
from datetime import date
from typing import Any, NamedTuple

from webapp.candidates import name, uci
from webapp.candidates.paging import Paging, paging
from webapp.db import Db

PAGE = 50
LAST_PAGE = 1_000_000
TRIGRAM = 3


class Found(NamedTuple):
    """The best hits, and how many there are in all."""

    rows: list[dict[str, Any]]
    total: int


def search(
    db: Db, typed: str, since: date | None, limit: int = PAGE, offset: int = 0,
    group_id: int | None = None, archived: bool = False,
) -> Found:  # fmt: skip
    """Find active (or archived) candidates who have every typed word in a name or an identifier.

    Without anything typed, everybody. Best first: an exact identifier, then a surname that begins
    with a typed word, then words that all begin so, then the rest; each by name. Of these, the rows
    from the offset on. Nobody who was merged into another candidate.
    """
    words = _words(typed)
    if not words and any(sign.isprintable() and sign != " " for sign in typed):
        return Found([], 0)
    conditions = ["archived_at is null"]
    if archived:
        conditions = ["archived_at is not null", "merged_into is null"]
    values: dict[str, Any] = {"limit": limit, "offset": offset}
    if since:
        conditions.append("added_on >= :since")
        values["since"] = since.isoformat()
    if group_id is not None:
        members = "select candidate_id from group_members where group_id = :group_id"
        conditions.append(f"candidate_id in ({members})")
        values["group_id"] = group_id
    best = _best(words, conditions, values) if words else _by_name(conditions, since)
    found = db.query(
        f"with {best} select {_SHOWN}, (select count(*) from hits) as total"
        " from best join candidates using (candidate_id)"
        " order by rank, best.sort_key, candidate_id",
        values,
    )
    rows = list(found)
    return Found(rows, rows[0]["total"] if rows else 0)


def with_kept(db: Db, rows: list[dict[str, Any]], kept: set[int]) -> list[dict[str, Any]]:
    """Found rows, and before them those active candidates to be kept in sight who are not among them."""
    if not (missing := kept - {row["candidate_id"] for row in rows}):
        return rows
    first = db.query(
        f"select {_SHOWN} from candidates where archived_at is null"
        " and candidate_id in (select value from json_each(?)) order by sort_key, candidate_id",
        [json.dumps(list(missing))],
    )
    return [*first, *rows]


_SHOWN = (
    "candidate_id, surname, forenames, born_on, candidate_number, uci, added_on,"
    " coalesce((select group_concat(title, ', ') from group_members"
    " join candidate_groups using (group_id)"
    " where group_members.candidate_id = candidates.candidate_id), '') as groups"
)


def on_page(
    db: Db, typed: str, since: date | None, page: int, group_id: int | None = None,
    archived: bool = False,
) -> tuple[list[dict[str, Any]], Paging]:  # fmt: skip
    """The same search a page at a time: the page asked for, or the last one there is."""
    page = min(page, LAST_PAGE)
    found = search(db, typed, since, PAGE, (page - 1) * PAGE, group_id, archived)
    if page > 1 and not found.rows:
        total = search(db, typed, since, 1, 0, group_id, archived).total
        page = paging(total, page, PAGE).page
        found = search(db, typed, since, PAGE, (page - 1) * PAGE, group_id, archived)
    return found.rows, paging(found.total, page, PAGE)


def _by_name(conditions: list[str], since: date | None) -> str:
    """Nothing typed: nobody is looked at but those on the page, and the count goes by an index."""
    # By date added an index gives the few; in order of names it would look at everybody for them.
    kept = "materialized" if since else "not materialized"
    return (
        f"hits as {kept} (select candidate_id, sort_key, 0 as rank from candidates"
        f" where {' and '.join(conditions)}),"
        " best as (select * from hits order by sort_key, candidate_id"
        " limit :limit offset :offset)"
    )


def _best(words: list[str], conditions: list[str], values: dict[str, Any]) -> str:
    long = [word for word in words if len(word) >= TRIGRAM]
    short = [word for word in words if len(word) < TRIGRAM]
    source = "candidates"
    if long:
        source += " join candidate_search on candidate_search.rowid = candidate_id"
        conditions = [*conditions, "candidate_search match :phrases"]
        values["phrases"] = " ".join(f'"{word}"' for word in long)
    for place, word in enumerate(short):
        conditions = [*conditions, f"instr(candidates.search_text, :short{place})"]
        values[f"short{place}"] = word
    # Counted from what was found: count(*) over () doubles the time when nearly everybody is.
    return (
        f"hits as materialized (select candidate_id, {_rank(words, values)} as rank, sort_key"
        f" from {source} where {' and '.join(conditions)}),"
        " best as (select * from hits order by rank, sort_key, candidate_id"
        " limit :limit offset :offset)"
    )


def _words(typed: str) -> list[str]:
    words = name.tokens(typed)
    whole = "".join(words).upper()
    # A UCI in its groups is one word: by itself its check letter would fit most people's names.
    if words and words[0].isdecimal() and uci.grouped(whole) == " ".join(words).upper():
        return [whole.lower()]
    return words


def _rank(words: list[str], values: dict[str, Any]) -> str:
    whole = "".join(words).upper()
    values["whole"] = whole
    values["number"] = whole.zfill(4) if whole.isdecimal() and len(whole) <= 4 else None
    for place, word in enumerate(words):
        values[f"word{place}"] = word
        values[f"begin{place}"] = f" {word}"
    surname = " or ".join(
        f"substr(candidates.sort_key, 1, {len(word)}) = :word{place}"
        for place, word in enumerate(words)
    )
    begins = " and ".join(
        f"instr(' ' || candidates.search_text, :begin{place})" for place in range(len(words))
    )
    return (
        "case when candidate_number = :number or :whole in (uci, uln, ocr_number) then 0"
        f" when {surname} then 1 when {begins} then 2 else 3 end"
    )
