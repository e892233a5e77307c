"""The people with accounts: who there is, changing, disabling; an administrator always remains."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from webapp.accounts import store_notices, store_sessions
from webapp.accounts.person import Person, is_dormant, state
from webapp.db import Db, now, transaction

LAST = (
    "This is the only administrator who can sign in, and one must remain."
    " Make another person administrator first."
)
# The last link that was made for each account, whatever has become of it.
ALL = (
    "select accounts.*, since as two_step_since, kind as link_kind, expires_at as link_expires_at"
    " from accounts left join two_step using (account_id) left join invitations on invitation_id"
    " = (select max(invitation_id) from invitations as made"
    " where made.account_id = accounts.account_id)"
)


class Refused(Exception):
    """Nothing was written; the words say why and what to do."""


def all_of_them(db: Db) -> list[dict[str, Any]]:
    """Every account, by name, disabled ones last.

    Besides the table's columns: link_kind and link_expires_at of its last link, two_step_since,
    and as of now state and dormant.
    """
    rows = db.query(f"{ALL} order by disabled_at is not null, title_key(name), email")
    return [_described(row) for row in rows]


def one(db: Db, account_id: int) -> dict[str, Any] | None:
    rows = db.query(f"{ALL} where accounts.account_id = ?", [account_id])
    return next(map(_described, rows), None)


def record(db: Db, account_id: int) -> dict[str, Any]:
    """Give what is kept about one person with an account, for that person: no secret, nobody else.

    Of the activity only what names no table: what others typed, or candidates, stands in the rest.
    """

    def rows(statement: str) -> list[dict[str, Any]]:
        return list(db.query(statement, [account_id]))

    account = rows(
        "select account_id, email, accounts.name, role, made_at, signed_in_at, disabled_at,"
        " since as two_step_since from accounts left join two_step using (account_id)"
        " where account_id = ?"
    )[0]
    return {
        "two_step_since": account.pop("two_step_since"),
        "account": account,
        "sessions": rows(
            "select started_at, seen_at, ended_at, address, browser from sessions"
            " where account_id = ? order by session_id"
        ),
        "known_browsers": rows("select used_at from known_browsers where account_id = ?"),
        "links": rows(
            "select kind, made_at, expires_at, used_at from invitations where account_id = ?"
            " order by invitation_id"
        ),
        "activity": rows(
            "select at, what from activity where account_id = ? and table_name = ''"
            " order by activity_id"
        ),
    }


def with_email(db: Db, email: str) -> dict[str, Any] | None:
    """The account with this e-mail, whether or not it may sign in."""
    return next(map(_described, db.query(f"{ALL} where email = ?", [email])), None)


def _described(row: dict[str, Any]) -> dict[str, Any]:
    moment = now()
    return row | {"state": state(row, moment), "dormant": is_dormant(row, moment)}


def add(db: Db, person: Person, password_hash: str) -> int:
    """Give the account's number; a blank hash means that the password is yet to be chosen."""
    try:
        return db.execute(
            "insert into accounts (email, name, role, password_hash, made_at)"
            " values (?, ?, ?, ?, ?)",
            [*person, password_hash, now()],
        ).lastrowid
    except sqlite3.IntegrityError as problem:
        raise Refused(f"{person.email} has an account already.") from problem


def change(db: Db, account_id: int, person: Person) -> None:
    """Set e-mail, name and role; another role ends the person's sessions. Raises Refused."""
    with transaction(db), keeping_an_administrator(db):
        before = one(db, account_id)
        assert before
        for what in ("email", "role"):
            after = getattr(person, what)
            if before[what] != after:
                store_notices.add(db, account_id, what, f"{before[what]} → {after}")
        try:
            db.execute(
                "update sessions set ended_at = ? where account_id = ? and ended_at is null"
                " and exists (select 1 from accounts where account_id = ? and role <> ?)",
                [now(), account_id, account_id, person.role],
            )
            db.execute(
                "update accounts set email = ?, name = ?, role = ? where account_id = ?",
                [*person, account_id],
            )
        except sqlite3.IntegrityError as problem:
            raise Refused(f"Somebody else has an account with {person.email}.") from problem


def disable(db: Db, account_id: int) -> None:
    """End the person's sessions and links, and let them not come back. Raises Refused."""
    with transaction(db), keeping_an_administrator(db):
        db.execute(
            "update accounts set disabled_at = ? where account_id = ? and disabled_at is null",
            [now(), account_id],
        )
        store_sessions.end_all(db, account_id)
        void_links(db, account_id)


def enable(db: Db, account_id: int) -> None:
    db.execute("update accounts set disabled_at = null where account_id = ?", [account_id])


def note_known_password(db: Db, account_id: int, is_known: bool) -> None:
    """Keep whether the password that the person has just given is one that many people use."""
    db.execute(
        "update accounts set password_known_at = ? where account_id = ?"
        " and (password_known_at is not null) <> ?",
        [now() if is_known else None, account_id, is_known],
    )


def void_links(db: Db, account_id: int) -> None:
    """No link that was made for the person counts any longer."""
    db.execute(
        "update invitations set expires_at = min(expires_at, ?) where account_id = ?"
        " and used_at is null",
        [now(), account_id],
    )


@contextmanager
def keeping_an_administrator(db: Db) -> Iterator[None]:
    """Raise Refused when what is done inside, in a transaction, leaves none who can sign in."""
    before = _administrators(db)
    yield
    if before and not _administrators(db):
        raise Refused(LAST)


def _administrators(db: Db) -> int:
    return db.execute(
        "select count(*) from accounts where role = 'administrator' and disabled_at is null"
        " and password_hash <> ''"
    ).fetchone()[0]
