"""A person with an account: what is asked of them, how they stand, and whether they still come."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from webapp.web import letters

ROLES = {
    "administrator": "Everything, accounts too",
    "entries": "Candidates, entries and results",
    "results": "Reads only",
}
LONGEST = 100
LONGEST_EMAIL = 254
DORMANT_AFTER = timedelta(days=90)


class Person(NamedTuple):
    """A colleague as the form for people reads them."""

    email: str
    name: str
    role: str


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account, its last link and since when two-step sign-in is on; moments are UTC text."""

    account_id: int
    email: str
    name: str
    role: str
    password_hash: str
    """Blank until the person has chosen a password."""
    made_at: str
    signed_in_at: str | None = None
    disabled_at: str | None = None
    password_known_at: str | None = None
    two_step_since: str | None = None
    link_kind: str | None = None
    link_expires_at: str | None = None
    state: str = ""
    """As of when it was asked for; see state_of."""
    dormant: bool = False

    @property
    def account_made_at(self) -> str:
        return self.made_at


def read(form: Mapping[str, str]) -> tuple[Person, dict[str, str]]:
    """The person that a form's fields email, name and role describe, and the problems by field."""
    person = Person(*(letters.tidy(form.get(field, "")) for field in Person._fields))
    found = {
        "name": _problem_of_name(person.name),
        "email": problem_of_email(person.email),
        "role": "" if person.role in ROLES else "Choose a role: it says what the person may do.",
    }
    return person, {field: words for field, words in found.items() if words}


def _problem_of_name(name: str) -> str:
    if not name:
        return "Type the person's name."
    if len(name) > LONGEST:
        return f"The name has {len(name)} characters; it may have {LONGEST}. Shorten it."
    return ""


def problem_of_email(email: str) -> str:
    """What is wrong with an e-mail address, or ""; whether it exists is not asked."""
    if not email:
        return "Type the e-mail address; the person signs in with it."
    if len(email) > LONGEST_EMAIL:
        return f"The e-mail address has more than {LONGEST_EMAIL} characters. Check it."
    if not re.fullmatch(r"[^@\s\x00-\x1f]+@[^@\s.]+(\.[^@\s.]+)+", email):
        return f"{email} is no e-mail address; one looks like name@example.org."
    return ""


def state_of(account: Account, now: str) -> str:
    """How an account stands; now is a UTC moment."""
    if account.disabled_at:
        return "disabled"
    if account.password_hash:
        return "active"
    open_until = account.link_expires_at
    waiting = "reset" if account.link_kind == "reset" else "invited"
    return waiting if open_until and open_until > now else f"{waiting}, link expired"


def is_dormant(account: Account, now: str) -> bool:
    """An active account with which nobody has signed in for 90 days, or ever since it was made."""
    last = datetime.fromisoformat(account.signed_in_at or account.made_at)
    unused = datetime.fromisoformat(now) - last
    return state_of(account, now) == "active" and unused >= DORMANT_AFTER
