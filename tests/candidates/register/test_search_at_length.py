"""The search in a register of many people with few names, against a plain look at everybody."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pytest

from webapp.candidates.record import name, store
from webapp.candidates.record.candidate import Candidate
from webapp.candidates.register import store_search
from webapp.database import connection as db

PARTS = ("an", "na", "son", "john", "ma", "ry", "o'", "ng", "li", "smi", "th", "é", "x", "王")
DAY = date(2026, 11, 24)
MANY = 700


def people(dice: Random, count: int) -> list[tuple[Candidate, date]]:
    def word() -> str:
        return "".join(dice.choices(PARTS, k=dice.randint(1, 3))).capitalize()

    return [
        (
            Candidate(
                word(), " ".join(word() for _ in range(dice.randint(1, 2))), DAY, "", "", "", "", ""
            ),
            date(2026, 11, dice.randint(1, 24)),
        )
        for _ in range(count)
    ]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[db.Db]:
    """So many that some came, went or changed their names afterwards."""
    dice = Random(7)
    one = db.connect(tmp_path_factory.mktemp("many") / "centre.db")
    ids = store.add_many(one, people(dice, MANY))
    for candidate_id, (person, _) in zip(dice.sample(ids, 60), people(dice, 60), strict=True):
        one.table("candidates").update(candidate_id, store.record(person))
    for candidate_id in dice.sample(ids, 40):
        one.table("candidates").update(candidate_id, {"archived_at": db.now()})
    for candidate_id in dice.sample(ids, 20):
        one.table("candidates").update(candidate_id, {"archived_at": None})
    for candidate_id in dice.sample(ids, 20):
        one.table("candidates").delete(candidate_id)
    store.add_many(one, people(dice, 60))
    yield one
    one.close()


def plainly(one: db.Db, words: list[str], since: date | None) -> list[int]:
    """Everybody looked at, and sorted: the ids."""

    def rank(row: dict) -> int:
        if any(row["sort_key"].startswith(word) for word in words):
            return 1
        starts = [f" {row['search_text']}".find(f" {word}") >= 0 for word in words]
        return 2 if all(starts) else 3

    hits = [
        row
        for row in one.query("select * from candidates where archived_at is null")
        if all(word in row["search_text"] for word in words)
        and (since is None or row["added_on"] >= since.isoformat())
    ]
    hits.sort(key=lambda row: (rank(row), row["sort_key"], row["candidate_id"]))
    return [row["candidate_id"] for row in hits]


@pytest.mark.parametrize("seed", range(40))
def test_it_finds_the_same_people_in_the_same_order(
    register: db.Db, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = Random(seed)
    # By the index alone; with all letters too common for it; as it is, by a look at each.
    max_scanned, max_trigrams = dice.choice([(0, 100), (2 * MANY, 1), (2 * MANY, 100)])
    monkeypatch.setattr(store_search, "MAX_SCANNED", max_scanned)
    monkeypatch.setattr(store_search, "MAX_TRIGRAMS", max_trigrams)
    letters = "".join(PARTS)
    for _ in range(15):
        typed = " ".join(
            "".join(dice.choices(PARTS, k=dice.randint(1, 2)))[dice.randint(0, 1) :]
            or dice.choice(letters)
            for _ in range(dice.randint(1, 3))
        )
        since = dice.choice([None, None, DAY.replace(day=12)])
        wanted = plainly(register, words, since) if (words := name.tokens(typed)) else []
        if not words:
            continue
        offset = dice.choice([0, 0, 50])
        found = store_search.search(register, typed, since, 50, offset)
        assert [row.candidate_id for row in found.rows] == wanted[offset : offset + 50], typed
        assert (found.total, found.more) == (len(wanted), False) or not found.rows
        everybody = store_search.search(register, typed, since, store_search.ALL)
        assert [row.candidate_id for row in everybody.rows] == wanted


@pytest.mark.parametrize("typed", ["an", "an na", "x", "王"])
def test_of_very_many_hits_the_best_are_shown_and_it_is_said_that_there_are_more(
    register: db.Db, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    best = plainly(register, name.tokens(typed), None)
    whole = len(best)
    for max_hits, more in ((whole - 1, True), (whole, False), (whole + 1, False)):
        monkeypatch.setattr(store_search, "MAX_HITS", max_hits)
        found = store_search.search(register, typed, None)
        assert (found.total, found.more) == (min(whole, max_hits), more)
        assert [row.candidate_id for row in found.rows] == best[:50]
    monkeypatch.setattr(store_search, "MAX_HITS", 60)
    found, paging = store_search.on_page(register, typed, None, 9)
    assert (len(found), paging.page, paging.total, paging.more) == (10, 2, 60, True)


def test_letters_that_nearly_everybody_has_are_looked_for_in_some_names_only(
    register: db.Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_search, "MAX_SCANNED", 20)
    monkeypatch.setattr(store_search, "MAX_TRIGRAMS", 1)
    everybody = plainly(register, ["n", "o"], None)
    found = store_search.search(register, "n o", None)
    assert 0 < found.total < len(everybody)
    assert found.more
    assert {row.candidate_id for row in found.rows} < set(everybody)


@pytest.mark.parametrize(
    ("typed", "since", "total"),
    [
        ("andrewson thompkin", None, 3),
        ("smith", DAY, 5),
        ("mith", DAY, 5),
        ("andrews thomas", None, 450),
    ],
)
def test_a_few_hits_among_many_that_are_nearly_so_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, since: date | None, total: int
) -> None:
    monkeypatch.setattr(store_search, "MAX_SCANNED", 0)
    long_ago = date(2020, 9, 1)
    crowd = [
        ("Andrews", "Thomas", long_ago, 450),
        ("Andrewson", "Thompkin", long_ago, 3),
        ("Smith", "Ann", long_ago, 300),
        ("Smith", "Bea", DAY, 5),
    ]
    with closing(db.connect(tmp_path / "centre.db")) as one:
        for surname, forenames, added_on, count in crowd:
            person = Candidate(surname, forenames, DAY, "", "", "", "", "")
            store.add_many(one, [(person, added_on)] * count)
        found = store_search.search(one, typed, since)
        assert (found.total, found.more, len(found.rows)) == (total, False, min(total, 50))


def test_the_index_holds_whom_it_should(register: db.Db) -> None:
    register.execute(
        "insert into candidate_search (candidate_search, rank) values ('integrity-check', 1)"
    )
