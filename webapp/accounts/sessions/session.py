"""A session: the random token a browser holds, and how long it counts."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

import msgspec

from webapp.settings import SESSION_HOURS, SESSION_IDLE_MINUTES

COOKIE = "single_point"
# A browser takes a cookie of such a name only over HTTPS, for the whole of this very host, and from
# it alone.
HOST_PREFIX = "__Host-"


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """How long a session lasts and how far it has come; moments are UTC text."""

    session_id: int
    started_at: str
    seen_at: str
    ended_at: str | None
    disabled_at: str | None
    """When the person's account was disabled."""
    stage: str


class User(Session, frozen=True, kw_only=True):
    """The person who asks, in their session, with their centre; left in seconds while it counts."""

    account_id: int
    email: str
    name: str
    role: str
    account_made_at: str
    is_protected: bool
    centre_number: str | None
    centre_name: str | None
    left: int = 0


class Limits(NamedTuple):
    """How long a session counts: without a sign of life, and however busy the person is."""

    idle: timedelta = timedelta(minutes=SESSION_IDLE_MINUTES)
    absolute: timedelta = timedelta(hours=SESSION_HOURS)


USUAL_LIMITS = Limits()
# For so long after its end what a session sends too late is kept for the person.
PARKING = timedelta(days=1)
# Looking only writes down that the person is there when the last note is this old.
NOTE_AFTER = timedelta(minutes=1)
# Between the password and the code, or the setting up of codes, nothing else is open, nor for long.
HALFWAY = timedelta(minutes=30)
FULL, CODE, ENROL = "full", "code", "enrol"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What the file keeps instead of the token."""
    return sha256(token.encode()).hexdigest()


def form_token(token: str) -> str:
    """The token that every form of this session carries; it does not give the session away."""
    return sha256(b"form:" + token.encode()).hexdigest()


def cookie_name(plain: str, scheme: str) -> str:
    """What a cookie is called under this scheme: http has no protected names."""
    return HOST_PREFIX + plain if scheme == "https" else plain


def token_in(cookies: Mapping[str, str], scheme: str) -> tuple[str, bool]:
    """Return the token that a browser sends, or "", and whether under the protected name.

    Over HTTPS the plain name is read too, for sessions that began before names were protected.
    """
    if scheme == "https" and (token := cookies.get(HOST_PREFIX + COOKIE, "")):
        return token, True
    return cookies.get(COOKIE, ""), False


def is_live(session: Session, now: str, limits: Limits = USUAL_LIMITS) -> bool:
    """Return whether it was not ended and has not run out. Moments are UTC text."""
    return counts(session) and left(session, now, limits) > 0


def parks(session: Session, now: str, limits: Limits = USUAL_LIMITS) -> bool:
    """Return whether what it sends is kept: it ran out within a day, and nobody ended it.

    A session that was signed out, revoked, disabled or never complete keeps nothing.
    """
    since_end = datetime.fromisoformat(now) - _end(session, limits)
    return session.stage == FULL and counts(session) and timedelta(0) <= since_end < PARKING


def counts(session: Session) -> bool:
    """Neither signed out, nor of a person who may not sign in any more."""
    return session.ended_at is None and session.disabled_at is None


def left(session: Session, now: str, limits: Limits = USUAL_LIMITS) -> int:
    """Seconds until it ends if nobody does anything; a part of a second counts as a whole one."""
    return _seconds(_end(session, limits), now)


def longest_left(session: Session, now: str, limits: Limits = USUAL_LIMITS) -> int:
    """Seconds until it ends however busy the person is."""
    return _seconds(_latest_end(session, limits), now)


def _end(session: Session, limits: Limits) -> datetime:
    idle_end = datetime.fromisoformat(session.seen_at) + limits.idle
    return min(idle_end, _latest_end(session, limits))


def _latest_end(session: Session, limits: Limits) -> datetime:
    lasts = limits.absolute if session.stage == FULL else HALFWAY
    return datetime.fromisoformat(session.started_at) + lasts


def _seconds(end: datetime, now: str) -> int:
    return max(0, -((datetime.fromisoformat(now) - end) // timedelta(seconds=1)))


def wants_note(session: Session, now: str) -> bool:
    return datetime.fromisoformat(now) - datetime.fromisoformat(session.seen_at) >= NOTE_AFTER
