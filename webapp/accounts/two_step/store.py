"""Two-step sign-in in the file: secrets, recovery codes, and who must have them."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from webapp.accounts.profile import store_notices
from webapp.accounts.sessions import session
from webapp.accounts.two_step import two_step
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import list_rows, list_values


class TwoStep(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody's two-step sign-in stands.

    secret and since are None while it is off; proposed waits for its first code from the session
    proposed_in; required says whether the person's role may not work without it.
    """

    secret: str | None
    since: str | None
    proposed: str | None
    proposed_in: int | None
    required: bool
    codes_left: int


class PersonTwoStep(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sign in, and since when it is on for them; None: it is off."""

    account_id: int
    name: str
    email: str
    role: str
    since: str | None


def of(db: Db, account_id: int) -> TwoStep:
    (row,) = list_rows(
        db,
        TwoStep,
        "select secret, since, proposed, proposed_in,"
        " role in (select role from two_step_roles) as required,"
        " (select count(*) from recovery_codes where recovery_codes.account_id ="
        " accounts.account_id and used_at is null) as codes_left"
        " from accounts left join two_step using (account_id) where account_id = ?",
        [account_id],
    )
    return row


def stage_after_password(db: Db, account_id: int) -> str:
    """What the right password leads to: the code, setting codes up, or all the rest."""
    known = of(db, account_id)
    if known.secret:
        return session.CODE
    return session.ENROL if known.required else session.FULL


def propose(db: Db, account_id: int, session_id: int) -> None:
    """Make a secret that waits for its first code from this session; one in use stays in use until
    then.
    """
    db.execute(
        "insert into two_step (account_id, proposed, proposed_in) values (?, ?, ?)"
        " on conflict (account_id)"
        " do update set proposed = excluded.proposed, proposed_in = excluded.proposed_in",
        [account_id, two_step.new_secret(), session_id],
    )


def proposed(db: Db, account_id: int, session_id: int) -> str | None:
    """The secret that this very session proposed and has not confirmed yet."""
    known = of(db, account_id)
    return known.proposed if known.proposed_in == session_id else None


def confirm(db: Db, account_id: int, session_id: int, *, typed: str) -> list[str]:
    """Take the proposed secret into use; gives the recovery codes, or none: the code is wrong."""
    moment, code = now(), two_step.tidied(typed)
    with transaction(db):
        is_another = bool(of(db, account_id).secret)
        waiting = proposed(db, account_id, session_id)
        step = waiting and two_step.matching_step(
            waiting, code, datetime.fromisoformat(moment), last_step=0
        )
        if not step:
            return []
        db.execute(
            "update two_step set secret = proposed, proposed = null, proposed_in = null,"
            " last_step = ?,"
            " since = ? where account_id = ?",
            [step, moment, account_id],
        )
        store_notices.add(db, account_id, "two_step_app" if is_another else "two_step_on")
        return _make_recovery_codes(db, account_id)


def make_recovery_codes(db: Db, account_id: int) -> list[str]:
    """Ten new ones, to be shown once; the earlier ones count no longer."""
    with transaction(db):
        store_notices.add(db, account_id, "codes_made")
        return _make_recovery_codes(db, account_id)


def _make_recovery_codes(db: Db, account_id: int) -> list[str]:
    codes = two_step.new_recovery_codes()
    db.execute("delete from recovery_codes where account_id = ?", [account_id])
    for code in codes:
        db.execute(
            "insert into recovery_codes (code_hash, account_id) values (?, ?)",
            [two_step.hash_of(code), account_id],
        )
    return codes


def takes(db: Db, account_id: int, typed: str) -> bool:
    """Whether this code counts now, the app's or a recovery code; if so, it is used up."""
    moment, code = now(), two_step.tidied(typed)
    with transaction(db):
        if not two_step.is_app_code(code):
            used = db.execute(
                "update recovery_codes set used_at = ? where code_hash = ? and account_id = ?"
                " and used_at is null",
                [moment, two_step.hash_of(code), account_id],
            ).rowcount
            if used:
                left = of(db, account_id).codes_left
                store_notices.add(db, account_id, "code_used", detail=str(left))
            return bool(used)
        row = db.execute(
            "select secret, last_step from two_step where account_id = ? and secret is not null",
            [account_id],
        ).fetchone()
        at = datetime.fromisoformat(moment)
        step = row and two_step.matching_step(row[0], code, at, last_step=row[1])
        if step:
            db.execute("update two_step set last_step = ? where account_id = ?", [step, account_id])
        return bool(step)


def turn_off(db: Db, account_id: int) -> None:
    with transaction(db):
        if of(db, account_id).secret:
            store_notices.add(db, account_id, "two_step_off")
        db.execute("delete from two_step where account_id = ?", [account_id])
        db.execute("delete from recovery_codes where account_id = ?", [account_id])


def people(db: Db) -> list[PersonTwoStep]:
    """Everybody who may sign in, by name."""
    return list_rows(
        db,
        PersonTwoStep,
        "select account_id, name, email, role, since from accounts"
        " left join two_step using (account_id) where disabled_at is null"
        " order by title_key(name), account_id",
    )


def roles(db: Db) -> set[str]:
    """The roles that may not work without it."""
    return set(list_values(db, str, "select role from two_step_roles"))


def require(db: Db, chosen: Iterable[str]) -> None:
    with transaction(db):
        db.execute("delete from two_step_roles")
        for role in chosen:
            db.execute("insert into two_step_roles (role) values (?)", [role])
