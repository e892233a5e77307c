"""The people with accounts: who there is, changing, disabling; an administrator always remains."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from webapp.accounts.people.person import Account, Person, is_dormant, state_of
from webapp.accounts.profile import store_notices
from webapp.accounts.sessions import store as store_sessions
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import get_row, get_value, inserted_id, list_rows

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


class OwnAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account as its person may see it."""

    account_id: int
    email: str
    name: str
    role: str
    made_at: str
    signed_in_at: str | None
    disabled_at: str | None


class OwnSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session as its person may see it."""

    started_at: str
    seen_at: str
    ended_at: str | None
    address: str
    browser: str


class OwnBrowser(msgspec.Struct, frozen=True, kw_only=True):
    """A browser that is known to be the person's."""

    used_at: str


class OwnLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link that was made for the person."""

    kind: str
    made_at: str
    expires_at: str
    used_at: str | None


class OwnDeed(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the person's in the activity."""

    at: str
    what: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept about one person with an account."""

    two_step_since: str | None
    account: OwnAccount
    sessions: list[OwnSession]
    known_browsers: list[OwnBrowser]
    links: list[OwnLink]
    activity: list[OwnDeed]


def all_of_them(db: Db) -> list[Account]:
    """Every account, by name, disabled ones last, with state and dormant as of now."""
    rows = list_rows(db, Account, f"{ALL} order by disabled_at is not null, title_key(name), email")
    return [_described(row) for row in rows]


def one(db: Db, account_id: int) -> Account | None:
    row = get_row(db, Account, f"{ALL} where accounts.account_id = ?", [account_id])
    return _described(row) if row else None


def record(db: Db, account_id: int) -> Record:
    """Give what is kept about one person with an account, for that person: no secret, nobody else.

    Of the activity only what names no table: what others typed, or candidates, stands in the rest.
    """
    (account,) = list_rows(
        db,
        OwnAccount,
        "select account_id, email, name, role, made_at, signed_in_at, disabled_at from accounts"
        " where account_id = ?",
        [account_id],
    )
    return Record(
        two_step_since=get_value(
            db, str, "select since from two_step where account_id = ?", [account_id]
        ),
        account=account,
        sessions=list_rows(
            db,
            OwnSession,
            "select started_at, seen_at, ended_at, address, browser from sessions"
            " where account_id = ? order by session_id",
            [account_id],
        ),
        known_browsers=list_rows(
            db, OwnBrowser, "select used_at from known_browsers where account_id = ?", [account_id]
        ),
        links=list_rows(
            db,
            OwnLink,
            "select kind, made_at, expires_at, used_at from invitations where account_id = ?"
            " order by invitation_id",
            [account_id],
        ),
        activity=list_rows(
            db,
            OwnDeed,
            "select at, what from activity where account_id = ? and table_name = ''"
            " order by activity_id",
            [account_id],
        ),
    )


def with_email(db: Db, email: str) -> Account | None:
    """The account with this e-mail, whether or not it may sign in."""
    row = get_row(db, Account, f"{ALL} where email = ?", [email])
    return _described(row) if row else None


def _described(row: Account) -> Account:
    moment = now()
    return msgspec.structs.replace(
        row, state=state_of(row, moment), dormant=is_dormant(row, moment)
    )


def add(db: Db, person: Person, password_hash: str) -> int:
    """Give the account's number; a blank hash means that the password is yet to be chosen."""
    try:
        return inserted_id(
            db.execute(
                "insert into accounts (email, name, role, password_hash, made_at)"
                " values (?, ?, ?, ?, ?)",
                [*person, password_hash, now()],
            )
        )
    except sqlite3.IntegrityError as problem:
        raise Refused(f"{person.email} has an account already.") from problem


def change(db: Db, account_id: int, person: Person) -> None:
    """Set e-mail, name and role; another role ends the person's sessions. Raises Refused."""
    with transaction(db), keeping_an_administrator(db):
        before = one(db, account_id)
        assert before
        changes = {"email": (before.email, person.email), "role": (before.role, person.role)}
        for what, (was, after) in changes.items():
            if was != after:
                store_notices.add(db, account_id, what, detail=f"{was} → {after}")
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
    count = get_value(
        db,
        int,
        "select count(*) from accounts where role = 'administrator' and disabled_at is null"
        " and password_hash <> ''",
    )
    return count or 0
