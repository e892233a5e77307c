"""How each attempt came out, as results say it, and which entries are open because of that."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from webapp.database.connection import Db, transaction

Place = tuple[int, int, int]
"""candidate_id, assessment_id and series_id."""
RENUMBERING = 1_000_000
"""Added to attempts while they get other numbers, so that none stands twice in between."""


class AttemptOutcome(NamedTuple):
    """The shown result of an attempt; dated_on is the date awarded or that of recording."""

    outcome: str
    grade: str
    dated_on: date


def set_outcomes(db: Db, outcomes: Mapping[Place, Mapping[int, AttemptOutcome]]) -> None:
    """Let these attempts of each place have these outcomes, and no other; the entries follow."""
    with transaction(db):
        db.conn.executemany(
            "delete from attempt_outcomes"
            " where candidate_id = ? and assessment_id = ? and series_id = ?",
            outcomes,
        )
        db.conn.executemany(
            "insert into attempt_outcomes values (?, ?, ?, ?, ?, ?, ?)",
            [
                (*place, attempt, said.outcome, said.grade, said.dated_on.isoformat())
                for place, attempts in outcomes.items()
                for attempt, said in attempts.items()
            ],
        )
        settle(db, outcomes)


def settle(db: Db, places: Iterable[Place]) -> None:
    """Give the entries of these places the outcomes of their attempts.

    Of several entries for one attempt the live one has it, else the newest.
    """
    affected = list(places)
    with transaction(db):
        # Those that are decided first, so that there are never two open ones in between.
        for decided in ("in", "not in"):
            db.conn.executemany(
                "update entries set outcome = settled.outcome from entry_outcomes as settled"
                " where settled.entry_id = entries.entry_id and settled.outcome <> entries.outcome"
                f" and settled.outcome {decided} ('not achieved', 'absent', 'achieved')"
                " and settled.candidate_id = ? and settled.assessment_id = ?"
                " and settled.series_id = ?",
                affected,
            )


def renumber(db: Db, attempts: Mapping[int, int]) -> None:
    """Give entries (by id) other attempts."""
    with transaction(db):
        for added in (2 * RENUMBERING, 0):
            db.conn.executemany(
                "update entries set attempt = ? where entry_id = ?",
                [(attempt + added, entry_id) for entry_id, attempt in attempts.items()],
            )
