"""The centre, its accounts, and what their sessions leave behind in the file."""

import sqlite3

import msgspec

from webapp.accounts.centre.centre import Centre
from webapp.accounts.passwords import password
from webapp.accounts.sessions import session
from webapp.database.connection import Db, now, transaction, without_waiting
from webapp.database.rows import get_row, get_value


class SignInAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account with the hash of its password."""

    account_id: int
    email: str
    password_hash: str


def centre(db: Db) -> Centre | None:
    return get_row(db, Centre, "select number, name, contact from centre")


def set_centre(db: Db, number: str, name: str, contact: str | None = None) -> None:
    """Say which centre this is; its contact stays as it is unless one is given."""
    told = {} if contact is None else {"contact": contact}
    with transaction(db):
        db.table("centre").upsert(
            {"centre_id": 1, "number": number, "name": name, **told}, pk="centre_id"
        )


def add_person(db: Db, email: str, name: str, role: str, secret: str) -> str:
    """Give a person an account. Gives the problem in words, or "" when it is done."""
    problem = password.problem(secret)
    if problem:
        return problem
    try:
        db.execute(
            "insert into accounts (email, name, role, password_hash, made_at)"
            " values (?, ?, ?, ?, ?)",
            [email, name, role, password.hash_of(secret), now()],
        )
    except sqlite3.IntegrityError:
        return f"{email} has an account already."
    return ""


def by_email(db: Db, email: str) -> SignInAccount | None:
    """The account that may sign in with this e-mail, whatever its letters' case."""
    return get_row(
        db,
        SignInAccount,
        "select account_id, email, password_hash from accounts"
        " where email = ? and disabled_at is null and password_hash <> ''",
        [email],
    )


def end_session(db: Db, token: str) -> None:
    db.execute(
        "update sessions set ended_at = ? where token_hash = ? and ended_at is null",
        [now(), session.hash_of(token)],
    )


def last_visit(db: Db, account_id: int, session_id: int) -> str | None:
    """When the person was last here before this session; None on their first visit."""
    return get_value(
        db,
        str,
        "select max(seen_at) from sessions where account_id = ? and session_id < ?"
        " and stage = 'full'",
        [account_id, session_id],
    )


def note_seen(db: Db, session_id: int) -> bool:
    """Record that the person was here, unless the file cannot be written now.

    Returns whether it could: reading waits for nobody who writes, and goes on without it.
    """
    try:
        with without_waiting(db), transaction(db):
            db.execute("update sessions set seen_at = ? where session_id = ?", [now(), session_id])
    except sqlite3.OperationalError:
        return False
    return True


def form_came_from(db: Db, form_token: str, account_id: int) -> bool:
    """Whether this person was given the form, in an earlier session too."""
    return bool(
        db.execute(
            "select 1 from sessions where form_token = ? and account_id = ? and stage = 'full'",
            [form_token, account_id],
        ).fetchone()
    )
