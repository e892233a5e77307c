"""A file in which nobody can sign in yet, and the first administrator."""

from webapp.accounts import store
from webapp.accounts.first_visit.first_visit import Opening
from webapp.accounts.passwords import password
from webapp.accounts.people import store as store_people
from webapp.database.connection import Db, transaction


def nobody_yet(db: Db) -> bool:
    """Whether the file has no account at all."""
    return not db.execute("select 1 from accounts limit 1").fetchone()


def nobody_may_sign_in(db: Db) -> bool:
    return not db.execute(
        "select 1 from accounts where disabled_at is null and password_hash <> '' limit 1"
    ).fetchone()


def signs_in_with(db: Db, email: str, secret: str) -> bool:
    account = store.by_email(db, email)
    return account is not None and password.fits(secret, account.password_hash)


def open_centre(db: Db, opening: Opening, password_hash: str) -> bool:
    """Set the centre and its first administrator; False when somebody was quicker."""
    with transaction(db):
        if not nobody_yet(db):
            return False
        store.set_centre(db, opening.number, opening.name, opening.contact)
        store_people.add(db, opening.administrator, password_hash)
    return True
