"""The search for candidates: any part of a name in any order, or an identifier; best first."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from webapp.candidates import (
    name,
    store_best,
    store_former,
    store_ranks,
    store_shown,
    store_sorted,
    uci,
)
from webapp.candidates.listed import Shown
from webapp.candidates.paging import Paging, paging
from webapp.db import Db

PAGE = 50
ALL = -1
"""As the limit of a search: everybody found."""
LAST_PAGE = 1_000_000
AHEAD = PAGE
"""So many hits beyond those shown are counted; of more it is only said that there are more."""
DEEPEST = 20 * PAGE
"""So many hits are shown, page after page; whoever is not among them types more of the name."""
FEW = 2_000
"""So many people are looked through one by one rather than asked of the index."""


class Found(NamedTuple):
    """The best hits, how many there are in all, and whether there are even more than that."""

    rows: Sequence[Shown]
    total: int
    more: bool = False


def search(
    db: Db,
    typed: str,
    since: date | None,
    limit: int = PAGE,
    offset: int = 0,
    group_id: int | None = None,
    archived: bool = False,
    ahead: int = AHEAD,
) -> Found:
    """Find active (or archived) candidates who have every typed word in a name or an identifier.

    Without anything typed, everybody. Best first: an exact identifier, then a surname that begins
    with a typed word, then words that all begin so, then the rest, then whom the words fit only
    with their former names; each by name. Of these, the rows from the offset on. Nobody who was
    merged into another candidate.
    """
    words = _words(typed)
    if not words and any(sign.isprintable() and sign != " " for sign in typed):
        return Found([], 0)
    among, values = _among(since, group_id, archived)
    if not words:
        return Found(*store_sorted.by_name(db, among, values, limit, offset, since is not None))
    last = offset + limit
    every = archived or limit == ALL or last > DEEPEST
    if every or (len(among) > 1 and store_sorted.are_few(db, among, values, FEW)):
        indexed = every and not archived
        best = Found(*store_sorted.best(db, words, among, values, limit, offset, indexed))
        if not best.rows and offset:
            count = store_sorted.best(db, words, among, values, 1, 0, indexed)[1]
            best = best._replace(total=count)
        return _with_former(db, best, words, among, values, limit, offset)
    asked = store_ranks.Asked(words, among, values, last, min(last + ahead, DEEPEST))
    same = (tuple(words), since, group_id, limit, offset, ahead)
    return store_shown.answer(
        db,
        same,
        lambda: _with_former(db, _best(db, asked, offset), words, among, values, limit, offset),
    )


def _best(db: Db, asked: store_ranks.Asked, offset: int) -> Found:
    found, total = store_best.best(db, asked)
    return Found(
        [one.shown for one in found[offset:]], min(total, asked.counted), total > asked.counted
    )


def _with_former(
    db: Db,
    best: Found,
    words: Sequence[str],
    among: Sequence[str],
    values: dict[str, Any],
    limit: int,
    offset: int,
) -> Found:
    """The same hits, and behind them those by former names, as far as there is room for them."""
    if best.more:
        return best
    begin = max(offset - best.total, 0)
    end = None if limit == ALL else begin + limit - len(best.rows)
    former, total = store_former.hits(db, words, among, values, begin, end)
    return Found([*best.rows, *former], best.total + total) if total else best


def with_kept(db: Db, rows: Sequence[Shown], kept: set[int]) -> Sequence[Shown]:
    """Found rows, and before them those active candidates to be kept in sight who are not among
    them.
    """
    if not kept or not (missing := kept - {row.candidate_id for row in rows}):
        return rows
    first = db.execute(
        f"select {store_shown.COLUMNS} from candidates where archived_at is null"
        " and candidate_id in (select value from json_each(?)) order by sort_key, candidate_id",
        [json.dumps(list(missing))],
    )
    return [*(Shown(*one) for one in first), *rows]


def on_page(
    db: Db,
    typed: str,
    since: date | None,
    page: int,
    group_id: int | None = None,
    archived: bool = False,
) -> tuple[Sequence[Shown], Paging]:
    """The same search a page at a time: the page asked for, or the last one there is."""
    page = min(page, DEEPEST // PAGE if _words(typed) else LAST_PAGE)
    found = search(db, typed, since, PAGE, (page - 1) * PAGE, group_id, archived, DEEPEST)
    if page > 1 and not found.rows:
        total = found.total or search(db, typed, since, 1, 0, group_id, archived, DEEPEST).total
        page = paging(total, page, PAGE).page
        found = search(db, typed, since, PAGE, (page - 1) * PAGE, group_id, archived, DEEPEST)
    return found.rows, paging(found.total, page, PAGE, found.more)


def _among(
    since: date | None, group_id: int | None, archived: bool
) -> tuple[list[str], dict[str, Any]]:
    """Conditions on rows of candidates, and their values."""
    conditions, values = [store_ranks.ACTIVE], {}
    if archived:
        conditions = ["archived_at is not null", "merged_into is null"]
    if since:
        conditions.append("added_on >= :since")
        values["since"] = since.isoformat()
    if group_id is not None:
        members = "select candidate_id from group_members where group_id = :group_id"
        conditions.append(f"candidate_id in ({members})")
        values["group_id"] = group_id
    return conditions, values


def _words(typed: str) -> list[str]:
    words = name.tokens(typed)
    whole = "".join(words).upper()
    # A UCI in its groups is one word: by itself its check letter would fit most people's names.
    if words and words[0].isdecimal() and uci.grouped(whole) == " ".join(words).upper():
        return [whole.lower()]
    return words
