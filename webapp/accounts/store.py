"""The centre, its accounts, and their sessions in the file."""

import sqlite3
from typing import Any

from webapp.accounts import password, session
from webapp.db import Db, now, transaction


def centre(db: Db) -> dict[str, Any] | None:
    return next(db.query("select number, name, contact from centre"), None)


def set_centre(db: Db, number: str, name: str, contact: str = "") -> None:
    db.table("centre").upsert(
        {"centre_id": 1, "number": number, "name": name, "contact": contact}, pk="centre_id"
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


def nobody_may_sign_in(db: Db) -> bool:
    return not db.execute("select 1 from accounts where disabled_at is null limit 1").fetchone()


def by_email(db: Db, email: str) -> dict[str, Any] | None:
    """The account that may sign in with this e-mail, whatever its letters' case."""
    return next(
        db.query("select * from accounts where email = ? and disabled_at is null", [email]), None
    )


def session_of(db: Db, token: str) -> dict[str, Any] | None:
    """The session with its person and centre, ended ones too; see session.is_live."""
    return next(
        db.query(
            "select session_id, started_at, seen_at, ended_at, disabled_at, account_id,"
            " accounts.name, role, centre.number as centre_number, centre.name as centre_name"
            " from sessions join accounts using (account_id) left join centre"
            " where token_hash = ?",
            [session.hash_of(token)],
        ),
        None,
    )


def start_session(db: Db, account_id: int, previous_token: str = "") -> str:
    """Sign a person in under a fresh token and end what the browser held before.

    What nobody came back for within a day is thrown away in passing.
    """
    token, moment = session.new_token(), now()
    with transaction(db):
        end_session(db, previous_token)
        db.execute(
            "delete from held_posts where held_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 day')"
        )
        db.execute(
            "insert into sessions (account_id, token_hash, form_token, started_at, seen_at)"
            " values (?, ?, ?, ?, ?)",
            [account_id, session.hash_of(token), session.form_token(token), moment, moment],
        )
        db.execute(
            "update accounts set signed_in_at = ? where account_id = ?", [moment, account_id]
        )
    return token


def end_session(db: Db, token: str) -> None:
    db.execute(
        "update sessions set ended_at = ? where token_hash = ? and ended_at is null",
        [now(), session.hash_of(token)],
    )


def note_seen(db: Db, session_id: int) -> None:
    db.execute("update sessions set seen_at = ? where session_id = ?", [now(), session_id])


def form_came_from(db: Db, form_token: str, account_id: int) -> bool:
    """Whether this person was given the form, in an earlier session too."""
    return bool(
        db.execute(
            "select 1 from sessions where form_token = ? and account_id = ?",
            [form_token, account_id],
        ).fetchone()
    )


def hold_post(db: Db, account_id: int, path: str, content_type: str, body: bytes) -> int:
    """Keep what was sent after the session had ended. Gives the number to ask for it by."""
    return db.execute(
        "insert into held_posts (account_id, path, content_type, body, held_at)"
        " values (?, ?, ?, ?, ?)",
        [account_id, path, content_type, body, now()],
    ).lastrowid


def take_held_post(db: Db, held_post_id: int, account_id: int) -> dict[str, Any] | None:
    """Give what was held for this person, once."""
    with transaction(db):
        held = next(
            db.query(
                "select path, content_type, body from held_posts"
                " where held_post_id = ? and account_id = ?",
                [held_post_id, account_id],
            ),
            None,
        )
        db.execute(
            "delete from held_posts where held_post_id = ? and account_id = ?",
            [held_post_id, account_id],
        )
    return held
