"""The search for candidates: any part of a name in any order, or an identifier; best first."""

from datetime import date
from typing import Any, NamedTuple

from webapp.candidates import name, uci
from webapp.db import Db

PAGE = 50
TRIGRAM = 3


class Found(NamedTuple):
    """The best hits, and how many there are in all."""

    rows: list[dict[str, Any]]
    total: int


def search(db: Db, typed: str, since: date | None, limit: int = PAGE) -> Found:
    """Find active candidates who have every typed word in a name or an identifier.

    Without anything typed, everybody. Best first: an exact identifier, then a surname that begins
    with a typed word, then words that all begin so, then the rest; each by name.
    """
    words = _words(typed)
    if not words and any(character.isprintable() and character != " " for character in typed):
        return Found([], 0)
    long = [word for word in words if len(word) >= TRIGRAM]
    short = [word for word in words if len(word) < TRIGRAM]
    conditions = ["archived_at is null"]
    values: dict[str, Any] = {"limit": limit}
    if long:
        conditions.append("candidate_search match :phrases")
        values["phrases"] = " ".join(f'"{word}"' for word in long)
    for place, word in enumerate(short):
        conditions.append(f"instr(candidates.search_text, :short{place})")
        values[f"short{place}"] = word
    if since:
        conditions.append("added_on >= :since")
        values["since"] = since.isoformat()
    source = "candidates"
    if long:
        source += " join candidate_search on candidate_search.rowid = candidate_id"
    # Counted from what was found: count(*) over () doubles the time when nearly everybody is.
    rows = list(
        db.query(
            f"with hits as materialized (select candidate_id, {_rank(words, values)} as rank,"
            f" sort_key from {source} where {' and '.join(conditions)}),"
            " best as (select * from hits order by rank, sort_key, candidate_id limit :limit)"
            " select candidate_id, surname, forenames, born_on, candidate_number, uci, added_on,"
            " (select count(*) from hits) as total,"
            " coalesce((select group_concat(title, ', ') from group_members"
            " join candidate_groups using (group_id)"
            " where group_members.candidate_id = best.candidate_id), '') as groups"
            " from best join candidates using (candidate_id)"
            " order by rank, best.sort_key, candidate_id",
            values,
        )
    )
    return Found(rows, rows[0]["total"] if rows else 0)


def _words(typed: str) -> list[str]:
    words = name.tokens(typed)
    whole = "".join(words).upper()
    # A UCI in its groups is one word: by itself its check letter would fit most people's names.
    if words and words[0].isdecimal() and uci.grouped(whole) == " ".join(words).upper():
        return [whole.lower()]
    return words


def _rank(words: list[str], values: dict[str, Any]) -> str:
    if not words:
        return "0"
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
