"""A report counted once more, plainly: from the file's rows, by the words of decision 14 alone."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from webapp.database.connection import Db

Pair = tuple[int, int]


class Counted(NamedTuple):
    """lines: candidate and package → achieved, required, state, latest. cells: … and assessment →
    state.
    """

    lines: dict[Pair, tuple[int, int, str, str]]
    cells: dict[tuple[int, int, int], str]
    awards: dict[Pair, str]


def rows(db: Db, sql: str) -> list[dict[str, Any]]:
    return list(db.query(sql))


def count(
    db: Db,
    framework_id: int,
    package_id: int | None = None,
    people: Collection[int] | None = None,
    since: date | None = None,
    until: date | None = None,
    with_leavers: bool = False,
) -> Counted:
    """Everything that a report with these filters has; people None for everybody.

    Of archived people who have not completed the awards alone, unless it is with_leavers.
    """
    entries = [
        row
        for row in rows(db, "select * from entries join submissions using (submission_id)")
        if row["status"] != "withdrawn"
    ]
    live = [(row["candidate_id"], row["package_id"], row["assessment_id"]) for row in entries]
    parts = rows(
        db,
        "select * from package_assessments join assessments using (assessment_id)"
        " order by package_id, position",
    )
    awards = {
        (row["candidate_id"], row["assessment_id"]): row["awarded_on"]
        for row in rows(db, "select * from awards")
    }
    shown = {
        (row["candidate_id"], row["assessment_id"])
        for row in rows(db, "select * from results where replaced_at is null")
    }
    bad = {
        (row["candidate_id"], row["assessment_id"], row["series_id"], row["attempt"])
        for row in rows(
            db,
            (
                "select * from results where replaced_at is null and outcome in ('not achieved',"
                " 'absent')"
            ),
        )
    }
    found = Counted({}, {}, {})
    for package in rows(db, f"select * from packages where framework_id = {framework_id}"):
        mine = [row for row in parts if row["package_id"] == package["package_id"]]
        if package_id not in (None, package["package_id"]):
            continue
        for candidate in rows(db, "select * from candidates"):
            one = candidate["candidate_id"]
            if people is not None and one not in people:
                continue
            entered = {a for c, _, a in live if c == one}
            takes_part = any(c == one and p == package["package_id"] for c, p, _ in live) or any(
                (one, row["assessment_id"]) in shown
                and row["assessment_id"] not in entered
                and row["component"] != "functional_skills"
                for row in mine
            )
            won = {
                row["assessment_id"]: awards[one, row["assessment_id"]]
                for row in mine
                if (one, row["assessment_id"]) in awards
            }
            in_period = {
                a: day
                for a, day in won.items()
                if (since is None or day >= str(since)) and (until is None or day <= str(until))
            }
            if not takes_part or ((since or until) and not in_period):
                continue
            waiting = {
                row["assessment_id"]
                for row in entries
                if row["candidate_id"] == one
                and (one, row["assessment_id"], row["series_id"], row["attempt"]) not in bad
            }
            states, counted = _states(mine, set(won), entered, waiting)
            achieved = len([a for a in counted if a in won])
            if achieved:
                state = "complete" if achieved == len(counted) else "in progress"
            else:
                # An entry that failed was made all the same.
                was_entered = any(row["assessment_id"] in entered for row in mine)
                state = "entered" if was_entered else "not started"
            found.awards.update({(one, a): day for a, day in in_period.items()})
            if candidate["archived_at"] and state != "complete" and not with_leavers:
                continue
            key = (one, package["package_id"])
            found.lines[key] = (achieved, len(counted), state, max(won.values(), default=""))
            found.cells.update({(*key, a): cell for a, cell in states.items()})
    return found


def _states(
    mine: list[dict[str, Any]], won: set[int], entered: set[int], waiting: set[int]
) -> tuple[dict[int, str], list[int]]:
    counted = [row["assessment_id"] for row in mine if row["required"] == "yes"]
    lacking = set(counted)
    for group in {row["option_group"] for row in mine if row["required"] == "option_group"}:
        of_group = [row for row in mine if row["option_group"] == group]
        names = []
        for row in of_group:
            if row["option_alternative"] not in names:
                names.append(row["option_alternative"])
        members = {
            name: [row["assessment_id"] for row in of_group if row["option_alternative"] == name]
            for name in names
        }
        first_named = list(names)
        # A whole alternative completes the package by the rules, however much of another is
        # awarded.
        names.sort(
            key=lambda name: (
                not won.issuperset(members[name]),
                -len(won.intersection(members[name])),
                -len(entered.intersection(members[name])),
                first_named.index(name),
            )
        )
        counted += members[names[0]]
        if any((won | entered).intersection(one) for one in members.values()):
            lacking.update(members[names[0]])
    states = {}
    for row in mine:
        a = row["assessment_id"]
        states[a] = (
            "awarded"
            if a in won
            else "entered"
            if a in waiting
            else "missing"
            if a in lacking
            else "not taken"
        )
    return states, counted
