"""Candidates found by looking at each of a set of people: all of them sorted, and one page
shown.
"""

from collections.abc import Sequence
from typing import Any

from webapp import letters
from webapp.candidates.listed import Shown
from webapp.candidates.store_ranks import ACTIVE, values_of
from webapp.candidates.store_shown import COLUMNS
from webapp.db import Db

Page = tuple[list[Shown], int]
"""The rows, and of how many in all."""


def by_name(
    db: Db, among: Sequence[str], values: dict[str, Any], limit: int, offset: int, few: bool
) -> Page:
    """All of them; few: an index gives them quickly, else the order of names is the quicker way."""
    kept = "materialized" if few else "not materialized"
    hits = (
        f"{kept} (select candidate_id, sort_key, 0 as rank from candidates where"
        f" {' and '.join(among)})"
    )
    everybody = among == [ACTIVE]
    total = "select active from candidate_count" if everybody else "select count(*) from hits"
    return _page(
        db, hits, "sort_key, candidate_id", values | {"limit": limit, "offset": offset}, total
    )


def best(
    db: Db,
    words: Sequence[str],
    among: Sequence[str],
    values: dict[str, Any],
    limit: int,
    offset: int,
    indexed: bool,
) -> Page:
    """Those with every word, best first; indexed: by the index, as far as that is sure."""
    values = values | values_of(words) | {"limit": limit, "offset": offset}
    conditions = [*among, *(f"instr(search_text, :word{place})" for place in range(len(words)))]
    if indexed:
        values["holds"] = letters.all_hold(words)
        conditions.append(
            "candidate_id in (select rowid & 0x3ffffff from candidate_search where"
            " candidate_search match :holds)"
        )
    hits = (
        f"materialized (select candidate_id, {_rank(words)} as rank, sort_key from candidates"
        f" where {' and '.join(conditions)})"
    )
    return _page(db, hits, "rank, sort_key, candidate_id", values)


def are_few(db: Db, among: Sequence[str], values: dict[str, Any], most: int) -> bool:
    counted = f"select 1 from candidates where {' and '.join(among)} limit {most + 1}"
    return db.execute(f"select count(*) from ({counted})", values).fetchone()[0] <= most


def _page(
    db: Db, hits: str, order: str, values: dict[str, Any], total: str = "select count(*) from hits"
) -> Page:
    # Counted from what was found: count(*) over () doubles the time when nearly everybody is.
    rows = db.execute(
        f"with hits as {hits}, best as (select * from hits order by {order} limit :limit offset"
        " :offset)"
        f" select {COLUMNS}, ({total})"
        " from best join candidates using (candidate_id) order by rank, best.sort_key,"
        " candidate_id",
        values,
    ).fetchall()
    return [Shown(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def _rank(words: Sequence[str]) -> str:
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
