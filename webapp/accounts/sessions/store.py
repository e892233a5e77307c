"""Sessions and known browsers in the file."""

from typing import NamedTuple

from webapp.accounts import store
from webapp.accounts.activity import store as store_activity
from webapp.accounts.last_searches import store as store_searches
from webapp.accounts.profile import store_notices
from webapp.accounts.sessions import device, session
from webapp.accounts.sessions.session import Session, User
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import get_row, get_value, list_rows


class OpenSession(Session, frozen=True, kw_only=True):
    """A session that counts, and where it was begun."""

    address: str
    browser: str


class Seen(NamedTuple):
    """What is known of the browser that asks; token is what it holds already."""

    token: str = ""
    address: str = ""
    browser: str = ""
    is_protected: bool = False
    """Whether its cookies have names that the browser protects; see session.HOST_PREFIX."""


def of_token(db: Db, token: str) -> User | None:
    """The session with its person and centre, ended ones too; see session.is_live."""
    return get_row(
        db,
        User,
        "select session_id, started_at, seen_at, ended_at, disabled_at, account_id, stage,"
        " is_protected, email,"
        " accounts.name, role, made_at as account_made_at,"
        " centre.number as centre_number, centre.name as centre_name"
        " from sessions join accounts using (account_id) left join centre"
        " where token_hash = ?",
        [session.hash_of(token)],
    )


def start(
    db: Db,
    account_id: int,
    seen: Seen,
    *,
    stage: str = session.FULL,
    limits: session.Limits = session.USUAL_LIMITS,
) -> str:
    """Sign a person in under a fresh token and end what the browser held before."""
    token, moment = session.new_token(), now()
    with transaction(db):
        store.end_session(db, seen.token)
        store_searches.forget_of_ended(db, limits)
        db.execute(
            "insert into sessions (account_id, token_hash, form_token, started_at, seen_at, stage,"
            " address, browser, is_protected) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                account_id,
                session.hash_of(token),
                session.form_token(token),
                moment,
                moment,
                stage,
                seen.address,
                seen.browser,
                seen.is_protected,
            ],
        )
        if stage == session.FULL:
            db.execute(
                "update accounts set signed_in_at = ? where account_id = ?", [moment, account_id]
            )
    return token


def open_ones(db: Db, account_id: int, limits: session.Limits) -> list[OpenSession]:
    """The person's sessions that count now, the latest first."""
    moment = now()
    rows = list_rows(
        db,
        OpenSession,
        "select session_id, started_at, seen_at, ended_at, null as disabled_at, stage, address,"
        " browser from sessions where account_id = ? and ended_at is null order by seen_at desc",
        [account_id],
    )
    return [row for row in rows if session.is_live(row, moment, limits)]


def left(db: Db, session_id: int, limits: session.Limits) -> tuple[int, int]:
    """Seconds until the session ends if nobody does anything, and however busy the person is."""
    (row,) = list_rows(
        db,
        Session,
        "select session_id, started_at, seen_at, ended_at, null as disabled_at, stage"
        " from sessions where session_id = ?",
        [session_id],
    )
    moment = now()
    return session.left(row, moment, limits), session.longest_left(row, moment, limits)


def end_one(db: Db, account_id: int, session_id: int) -> bool:
    """End a session of this person; whether there was one."""
    return bool(
        db.execute(
            "update sessions set ended_at = ? where session_id = ? and account_id = ?"
            " and ended_at is null",
            [now(), session_id, account_id],
        ).rowcount
    )


def end_all(db: Db, account_id: int, but: int = 0) -> None:
    """End the person's sessions, all but the one with this number, and forget their browsers."""
    with transaction(db):
        db.execute(
            "update sessions set ended_at = ? where account_id = ? and session_id <> ?"
            " and ended_at is null",
            [now(), account_id, but],
        )
        db.execute("delete from known_browsers where account_id = ?", [account_id])


def end_everybodys(db: Db) -> int:
    """End every session of the file and forget all browsers; gives how many sessions there were."""
    with transaction(db):
        ended = db.execute(
            "update sessions set ended_at = ? where ended_at is null", [now()]
        ).rowcount
        db.execute("delete from known_browsers")
        store_activity.note(db, "signed everybody out")
    return ended


def change_password(db: Db, account_id: int, password_hash: str, *, session_id: int) -> None:
    """Set the password and end every session but this one."""
    with transaction(db):
        set_password_hash(db, account_id, password_hash)
        store_notices.add(db, account_id, "password")
        end_all(db, account_id, session_id)


def set_password_hash(db: Db, account_id: int, password_hash: str) -> None:
    db.execute(
        "update accounts set password_hash = ? where account_id = ?", [password_hash, account_id]
    )


def password_hash(db: Db, account_id: int) -> str:
    sql = "select password_hash from accounts where account_id = ?"
    return get_value(db, str, sql, [account_id]) or ""


def browser_key(db: Db, browser_token: str, email: str) -> str:
    """What tries of this person in this browser are counted under; "" where they have not signed
    in.

    The key stays when the browser gets a fresh token, whoever signs in there; only signing in as
    this very person after it was forgotten makes another.
    """
    found = get_value(
        db,
        str,
        "select browser_key from known_browsers join accounts using (account_id) where token_hash"
        " = ?"
        " and email = ? and used_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)",
        [session.hash_of(browser_token), email, f"-{device.KEPT.days} days"],
    )
    return found or ""


def know_browser(db: Db, browser_token: str, account_id: int) -> tuple[str, bool]:
    """Give the browser a fresh token, which nobody can have planted, for all who use it.

    Return it, and whether the person, who had signed in before, is new to this browser.
    """
    fresh = session.new_token()
    before, after = session.hash_of(browser_token), session.hash_of(fresh)
    with transaction(db):
        db.execute(
            "delete from known_browsers where used_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)",
            [f"-{device.KEPT.days} days"],
        )
        db.execute("update known_browsers set token_hash = ? where token_hash = ?", [after, before])
        known = db.execute(
            "update known_browsers set used_at = ? where token_hash = ? and account_id = ?",
            [now(), after, account_id],
        ).rowcount
        if not known:
            db.execute(
                "insert into known_browsers (token_hash, account_id, used_at) values (?, ?, ?)",
                [after, account_id, now()],
            )
        earlier = db.execute(
            "select 1 from sessions where account_id = ? and stage = 'full' limit 1 offset 1",
            [account_id],
        ).fetchone()
    return fresh, bool(earlier and not known)
