"""Links with which people choose their passwords: making, looking up, using them once."""

from contextlib import nullcontext

from webapp.accounts.activity import store as store_activity
from webapp.accounts.invitations import invitation
from webapp.accounts.invitations.invitation import Link
from webapp.accounts.people import store as store_people
from webapp.accounts.people.person import Person
from webapp.accounts.profile import store_notices
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.two_step import store as store_two_step
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import get_row


def invite(db: Db, person: Person, made_by: int | None) -> str:
    """Give a person an account without a password, and the token of its link. Raises Refused."""
    with transaction(db):
        account_id = store_people.add(db, person, "")
        return _make_link(db, account_id, "invitation", made_by=made_by)


def reset(db: Db, account_id: int, made_by: int | None, *, ends_two_step: bool = False) -> str:
    """Void the password, the sessions and earlier links; give the token of a new link.

    ends_two_step: the app and the recovery codes are lost too, so that they must be set up anew.
    Raises Refused when no administrator would be left who can sign in; but whoever holds the file,
    made_by None, may reset the last one.
    """
    keeping = nullcontext() if made_by is None else store_people.keeping_an_administrator(db)
    with transaction(db), keeping:
        account = store_people.one(db, account_id)
        assert account
        # Who was invited and has never chosen a password is invited again.
        kind = "reset" if account.password_hash else account.link_kind or "reset"
        if account.password_hash:
            store_notices.add(db, account_id, "password_void")
        db.execute("update accounts set password_hash = '' where account_id = ?", [account_id])
        store_sessions.end_all(db, account_id)
        if ends_two_step:
            store_two_step.turn_off(db, account_id)
        return _make_link(db, account_id, kind, made_by=made_by)


def _make_link(db: Db, account_id: int, kind: str, *, made_by: int | None) -> str:
    store_people.void_links(db, account_id)
    token, made_at = invitation.new_token(), now()
    db.execute(
        "insert into invitations (account_id, kind, token_hash, made_at, made_by, expires_at)"
        " values (?, ?, ?, ?, ?, ?)",
        [account_id, kind, invitation.hash_of(token), made_at, made_by, invitation.expiry(made_at)],
    )
    return token


def link_for_known_password(db: Db, account_id: int) -> str:
    """Make the token of a link for somebody whose password many people use, or give "".

    The password goes on counting until the link is used, so that nobody is locked out by going
    away.
    """
    with transaction(db):
        known = db.execute(
            "select 1 from accounts where account_id = ? and password_known_at is not null",
            [account_id],
        ).fetchone()
        return _make_link(db, account_id, "reset", made_by=account_id) if known else ""


def by_token(db: Db, token: str) -> tuple[Link | None, str]:
    """The link with its person, and why it does not count now, or ""."""
    link = get_row(
        db,
        Link,
        "select invitation_id, account_id, kind, expires_at, used_at, disabled_at,"
        " accounts.name, email from invitations join accounts using (account_id)"
        " where token_hash = ?",
        [invitation.hash_of(token)],
    )
    return link, invitation.problem(link, now())


def choose_password(db: Db, token: str, password_hash: str) -> str:
    """Use the link up. Gives the problem in words, or "" when it is done."""
    with transaction(db):
        link, problem = by_token(db, token)
        if problem or link is None:
            return problem
        store_activity.note(db, "chose a password", link.account_id)
        db.execute(
            "update accounts set password_hash = ? where account_id = ?",
            [password_hash, link.account_id],
        )
        db.execute(
            "update invitations set used_at = ? where invitation_id = ?",
            [now(), link.invitation_id],
        )
        # Nobody needs to be told of the first password of all.
        if link.kind == "reset":
            store_notices.add(db, link.account_id, "password")
        store_sessions.end_all(db, link.account_id)
    return ""
