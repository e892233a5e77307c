"""Drafts to begin a test with, and what the file says of them afterwards."""

import secrets
from collections.abc import Callable, Iterable

from tests.page import Browser, Page
from webapp.accounts import store as accounts
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection
from webapp.entries.wizard.draft import Draft

ICT, BUSINESS, CUSTOMER, LEARNING = "419-2-1", "490-2-1", "488-2-1", "541-2-1"
TITLE = "Advanced Apprenticeship Level 3 IT Application Specialist England"
Door = tuple[str, str]
"""A method and an address below a draft's."""


def begin(
    db: Db,
    package_code: str = ICT,
    people: Iterable[int] = (),
    *,
    confirmed: bool = False,
    email: str = "entries@riverside.example",
) -> str:
    """Begin a draft, with these candidates, past the options if confirmed. Gives its address."""
    account = accounts.by_email(db, email)
    package = catalogue.package_by_code(db, package_code)
    assert account
    assert package
    draft_id = store_draft.start(
        db, secrets.token_hex(), account.account_id, package_id=package.package_id
    )
    store_selection.add_candidates(db, draft_id, people)
    if confirmed:
        store_draft.confirm_options(db, draft_id)
    return f"/entries/drafts/{draft_id}"


def id_of(base: str) -> int:
    return int(base.rpartition("/")[2])


def people(db: Db, count: int, which: str = "uln is not null and gender is not null") -> list[int]:
    """Candidates with two names, a number, and neither entries nor awards, by name."""
    found = db.execute(
        "select candidate_id from candidates where archived_at is null and surname <> ''"
        " and forenames <> '' and candidate_number is not null and candidate_id not in"
        " (select candidate_id from entries union select candidate_id from awards)"
        f" and {which} order by sort_key, candidate_id limit ?",
        [count],
    ).fetchall()
    assert len(found) == count
    return [candidate_id for (candidate_id,) in found]


def listed(db: Db, candidate_id: int) -> str:
    """The name as lists show it."""
    row = db.execute(
        "select surname, forenames from candidates where candidate_id = ?", [candidate_id]
    ).fetchone()
    return ", ".join(filter(None, row))


def assessment(db: Db, entry_code: str) -> int:
    found = db.execute("select assessment_id from assessments where entry_code = ?", [entry_code])
    return found.fetchone()[0]


def selected(db: Db, base: str) -> list[int]:
    return [row.candidate_id for row in store_selection.selected(db, id_of(base))]


def choices(db: Db, base: str) -> dict[tuple[int, int], bool]:
    """What a person decided in this draft, by candidate and assessment."""
    return {
        (row["candidate_id"], row["assessment_id"]): bool(row["ticked"])
        for row in db.query("select * from draft_choices where draft_id = ?", [id_of(base)])
    }


def row_of(db: Db, base: str) -> Draft | None:
    return store_draft.one(db, id_of(base))


def count(db: Db, table: str) -> int:
    return db.execute(f"select count(*) from {table}").fetchone()[0]


def everything(db: Db) -> dict[str, list[tuple]]:
    """All that the file holds, but for who was seen when, what waits to be sent on, and the
    activity.
    """
    tables = [
        name
        for name in db.table_names()
        if not name.startswith(
            (
                "candidate_search",
                "sqlite_",
                "sessions",
                "session_searches",
                "known_browsers",
                "activity",
                "account_notices",
                "noted_lately",
            )
        )
    ]
    return {
        name: db.execute(
            f"select * from {name}"
            if name != "accounts"
            else "select account_id, email, name, role, password_hash, disabled_at from accounts"
        ).fetchall()
        for name in tables
    }


def knock(browser: Browser, door: Door, base: str) -> Page:
    method, path = door
    return getattr(browser, method)(base + path)


def check_wrong_role(signed_in: Callable[[str], Browser], base: str, *doors: Door) -> None:
    reader = signed_in("results")
    for door in doors:
        page = knock(reader, door, base)
        assert page.status == 403, door
        assert page.heading == "You cannot do this", door


def check_wrong_id(browser: Browser, *doors: Door, room: str = "/entries/drafts") -> None:
    for wrong in ("999", "0", "-1", "9" * 30):
        for door in doors:
            page = knock(browser, door, f"{room}/{wrong}")
            assert page.status == 404, (wrong, door)
            assert page.heading == "Page not found", (wrong, door)


def check_signed_out(stranger: Browser, base: str, *doors: Door) -> None:
    for door in doors:
        page = knock(stranger, door, base)
        assert page.address == "/sign-in", door
        assert page.heading.startswith("Sign in"), door
