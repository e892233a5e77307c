"""Help with a UCI or ULN while it is typed: what fits, whose it is, and who is one slip away."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple

from webapp.candidates.candidate_row import CandidateRow, KnownPerson
from webapp.candidates.record import candidate, name, store, typo, uci, uln
from webapp.database.connection import Db
from webapp.database.rows import list_rows

NUMBER_FIRST = "Type the candidate number first, 1 to 4 digits and not 0000: the UCI is made of it."


class Help(NamedTuple):
    """What is said about a number, and of which person; leading comes before the person's name."""

    said: str = ""
    leading: str = ""
    person: KnownPerson | None = None


def on_uci(db: Db, typed: str, besides: int = 0) -> Help:
    """Nothing before twelve characters are there; besides is the candidate who has the number."""
    tidied = uci.tidy(typed)
    value, problem, warning = uci.read(typed)
    if len(tidied) < 12 or not value:
        said = problem if len(tidied) >= 12 else ""
        return _with_person(db, "uci", said, typo.near_uci(tidied), besides)
    if holder := _holder(db, "uci", [value], besides=besides):
        return Help("", f"The UCI {uci.grouped(value)} belongs to", holder)
    if len(tidied) == 12:
        return Help(f"The letter that fits is {value[-1]}: {uci.grouped(value)}.")
    return Help(warning or f"{uci.grouped(value)} passes the check.")


def on_uln(db: Db, typed: str, besides: int = 0) -> Help:
    """Nothing before ten characters are there; besides is the candidate who has the number."""
    tidied = uci.tidy(typed)
    value, problem, warning = uln.read(typed)
    if len(tidied) < 10 or not value:
        said = problem if len(tidied) >= 10 else ""
        return _with_person(db, "uln", said, typo.near_uln(tidied), besides)
    if holder := _holder(db, "uln", [value], besides=besides):
        return Help("", f"The ULN {value} belongs to", holder)
    return Help(warning or f"{value} passes the check.")


def on_form(
    db: Db, form: Mapping[str, str], told: Collection[str] = (), besides: int = 0
) -> dict[str, Help]:
    """uci_help and uln_help for a form; what is told beside a field already is not said again."""
    found: dict[str, Help] = {}
    on: dict[str, Callable[..., Help]] = {"uci": on_uci, "uln": on_uln}
    known = store.one(db, besides)
    for field, ask in on.items():
        typed = form.get(field, "")
        unchanged = bool(typed) and uci.tidy(typed) == getattr(known, field, None)
        help_ = Help() if unchanged else ask(db, typed, besides)
        found[f"{field}_help"] = help_._replace(said="") if field in told else help_
    return found


def make_uci(
    db: Db, centre_number: str | None, form: Mapping[str, str], today: date, besides: int = 0
) -> tuple[str, dict[str, str]]:
    """A UCI of this centre for the candidate number in a form, and the problems, field →
    message.
    """
    number = candidate.read_number(form.get("candidate_number", ""))
    if not number:
        return "", {"candidate_number": NUMBER_FIRST}
    if not centre_number:
        return "", {"uci": "The centre's number is not recorded, and a UCI begins with it."}
    made = uci.make(centre_number, number, today)
    if holder := _holder(db, "uci", [made], besides=besides):
        said = f"The UCI for candidate number {number} would be {uci.grouped(made)}, but that"
        return "", {"uci": f"{said} belongs to {name.full(holder)}. Use another candidate number."}
    return made, {}


def _with_person(db: Db, field: str, said: str, near: Collection[str], besides: int) -> Help:
    person = _holder(db, field, near, besides=besides)
    return Help(said, "It would then be", person) if person else Help(said)


def _holder(db: Db, field: str, values: Collection[str], *, besides: int) -> KnownPerson | None:
    """The one candidate who has one of these numbers; None when nobody has, or several have."""
    rows = list_rows(
        db,
        CandidateRow,
        f"select {store.COLUMNS} from candidates where {field} in (select value from json_each(?))",
        [json.dumps(list(values))],
    )
    people = {person.candidate_id: person for person in (store.kept(db, row) for row in rows)}
    people.pop(besides, None)
    return next(iter(people.values())) if len(people) == 1 else None
