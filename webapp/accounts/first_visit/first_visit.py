"""The first visit to a new centre: the one-time code that opens it, and what it asks."""

import secrets
from collections.abc import Mapping
from hmac import compare_digest
from typing import NamedTuple

from webapp.accounts.centre import centre
from webapp.accounts.invitations import invitation
from webapp.accounts.people import person
from webapp.accounts.people.person import Person

# No letter or digit that is mistaken for another.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
TRIES = 5
WAIT = 60

WRONG = (
    "This is not the code that stands in the terminal. Copy it from there, it is made anew at"
    " each start."
)
TOO_MANY = "Too many wrong codes. Wait a minute, then copy the code from the terminal."


class Lock:
    """Opens to one code, kept in memory alone; after five wrong ones it waits a minute."""

    def __init__(self) -> None:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
        self.code = "-".join(letters[place : place + 4] for place in range(0, 12, 4))
        self._wrong = 0
        self._shut_until = 0.0

    def problem(self, typed: str, at: float) -> str:
        """Why the typed code does not open the lock, or ""; `at` counts seconds."""
        if at < self._shut_until:
            return TOO_MANY
        if compare_digest(_bare(typed), _bare(self.code)):
            return ""
        self._wrong += 1
        if self._wrong % TRIES == 0:
            self._shut_until = at + WAIT
        return WRONG


def _bare(code: str) -> bytes:
    return "".join(code.split()).replace("-", "").upper().encode()


class Opening(NamedTuple):
    """A centre's number, name and contact, and its first administrator."""

    number: str
    name: str
    contact: str
    administrator: Person
    secret: str


def read(form: Mapping[str, str]) -> tuple[Opening, dict[str, str]]:
    """What a form says, and the problems by field, without the code's."""
    told, wrong = centre.read(form)
    first, problems = person.read(
        {
            "email": form.get("email", ""),
            "name": form.get("name", ""),
            "role": "administrator",
        }
    )
    found = {
        **wrong,
        **problems,
        **invitation.problems_of_choice(form, first.email, first.name, told.name),
    }
    secret = form.get("password", "")
    return Opening(told.number, told.name, told.contact, first, secret), found
