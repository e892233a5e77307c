"""A link that lets a person choose a password: how long it counts, and why it may not."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec

from webapp.accounts.passwords import password

LASTS = timedelta(days=7)

USED = "This link has been used already. If you used it, sign in with the password you chose then."
EXPIRED = "This link is too old, or a newer one has taken its place."
UNKNOWN = "No such link was made here. It may have been copied in part."


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link with its person; moments are UTC text, disabled_at is the account's."""

    invitation_id: int
    account_id: int
    kind: str
    expires_at: str
    used_at: str | None
    disabled_at: str | None
    name: str
    email: str


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What the file keeps instead of the token."""
    return sha256(b"invitation:" + token.encode()).hexdigest()


def address(token: str) -> str:
    """The path that the person opens."""
    return f"/invitation/{token}"


def expiry(made_at: str) -> str:
    """When a link made at a moment ends; both are UTC text as in the file."""
    return (datetime.fromisoformat(made_at) + LASTS).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def problem(link: Link | None, now: str) -> str:
    """Why a link does not count now; "" when it does."""
    if link is None:
        return UNKNOWN
    if link.used_at:
        return USED
    if link.expires_at <= now or link.disabled_at:
        return EXPIRED
    return ""


def problems_of_choice(form: Mapping[str, str], *own: str) -> dict[str, str]:
    """What is wrong with a password that was typed twice, by field: password, password_again.

    own: what others know of the person, as for password.problem.
    """
    secret = form.get("password", "")
    if words := password.problem(secret, *own):
        return {"password": words}
    if secret != form.get("password_again", ""):
        return {"password_again": "The two passwords differ. Type the same one twice."}
    return {}
