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
    at = datetime.fromisoformat(now)
    return (
        session["ended_at"] is None
        and session["disabled_at"] is None
        and at - datetime.fromisoformat(session["seen_at"]) < IDLE
        and at - datetime.fromisoformat(session["started_at"]) < ABSOLUTE
    )


def wants_note(session: Mapping[str, Any], now: str) -> bool:
    return datetime.fromisoformat(now) - datetime.fromisoformat(session["seen_at"]) >= NOTE_AFTER
