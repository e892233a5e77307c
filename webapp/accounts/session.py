"""A session: the random token a browser holds, and how long it counts."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

IDLE = timedelta(minutes=60)
ABSOLUTE = timedelta(hours=12)
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


def is_live(session: Mapping[str, Any], now: str) -> bool:
    """Neither signed out, idle for an hour, nor older than twelve hours. Moments are UTC text."""
    return counts(session) and left(session, now) > 0


def counts(session: Mapping[str, Any]) -> bool:
    """Neither signed out, nor of a person who may not sign in any more."""
    return session["ended_at"] is None and session["disabled_at"] is None


def left(session: Mapping[str, Any], now: str) -> int:
    """Seconds until it ends if nobody does anything; a part of a second counts as a whole one."""
    at = datetime.fromisoformat(now)
    idle = datetime.fromisoformat(session["seen_at"]) + IDLE - at
    return max(0, min(-(-idle // timedelta(seconds=1)), longest_left(session, now)))


def longest_left(session: Mapping[str, Any], now: str) -> int:
    """Seconds until it ends however busy the person is."""
    lasts = ABSOLUTE if session["stage"] == FULL else HALFWAY
    most = datetime.fromisoformat(session["started_at"]) + lasts - datetime.fromisoformat(now)
    return max(0, -(-most // timedelta(seconds=1)))


def wants_note(session: Mapping[str, Any], now: str) -> bool:
    return datetime.fromisoformat(now) - datetime.fromisoformat(session["seen_at"]) >= NOTE_AFTER
