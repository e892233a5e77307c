"""What the server has confirmed to one person, and what may or may not have come through."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from webapp.database.connection import Db

Keys = frozenset[tuple[int, ...]]


class Fact(NamedTuple):
    """Something that the file says: a question with its words, and how its rows are read."""

    what: str
    asked: Hashable
    question: str
    words: tuple[Any, ...]

    def value(self, db: Db) -> Keys:
        return frozenset(tuple(row) for row in db.execute(self.question, self.words).fetchall())


def draft(start_key: str) -> Fact:
    return Fact("draft", start_key, "select 1 from drafts where start_key = ?", (start_key,))


def picked(draft_id: int) -> Fact:
    return Fact(
        "picked",
        draft_id,
        "select candidate_id from draft_candidates where draft_id = ?",
        (draft_id,),
    )


def tick(draft_id: int, candidate_id: int, assessment_id: int) -> Fact:
    words = (draft_id, candidate_id, assessment_id)
    return Fact(
        "tick",
        words,
        "select ticked from draft_choices where draft_id = ? and candidate_id = ?"
        " and assessment_id = ?",
        words,
    )


def submitted(draft_id: int) -> Fact:
    return Fact(
        "submitted",
        draft_id,
        "select candidate_id, assessment_id, series_id from submissions"
        " join entries using (submission_id) where draft_id = ?",
        (draft_id,),
    )


def withdrawn(submission_id: int) -> Fact:
    return Fact(
        "withdrawn",
        submission_id,
        "select entry_id from entries join entry_changes using (entry_id)"
        " where submission_id = ? and status = 'withdrawn' and what = 'withdrawn'",
        (submission_id,),
    )


def uploaded(surname: str) -> Fact:
    return Fact(
        "uploaded", surname, "select count(*) from candidates where surname = ?", (surname,)
    )


class Ledger:
    """Fact → the values it may have: one when it was confirmed, two while a request is under
    way.
    """

    def __init__(self) -> None:
        self.facts: dict[Fact, set[Any]] = {}
        self.confirmed = 0

    def now(self, fact: Fact) -> Keys:
        (value,) = self.facts.get(fact, {frozenset()})
        return value

    @contextmanager
    def change(self, *changes: tuple[Fact, Any]) -> Iterator[None]:
        """These facts get these values; if the block is cut short, either all of them or none."""
        for fact, after in changes:
            self.facts[fact] = {self.now(fact), after}
        yield
        for fact, after in changes:
            self.facts[fact] = {after}
        self.confirmed += 1

    def forget(self, wanted: Callable[[Fact], bool]) -> None:
        self.facts = {fact: values for fact, values in self.facts.items() if not wanted(fact)}

    def settle(self, db: Db) -> Iterator[str]:
        """Ask the file for everything; what was under way is known from then on. Yields what is
        wrong.
        """
        for fact, values in self.facts.items():
            value = fact.value(db)
            if value not in values:
                yield f"{fact.what} {fact.asked}: {value} is none of {values}"
            self.facts[fact] = {value}
