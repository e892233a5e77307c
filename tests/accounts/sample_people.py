"""Browsers beside the usual ones, and a hand on the clock of sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import client_over
from tests.page import Browser
from webapp.database import connection as db

COOKIE = "single_point"


@contextmanager
def browser(path: Path, base_url: str = "http://testserver.local") -> Iterator[Browser]:
    with client_over(path, base_url=base_url) as client:
        yield Browser(client)


def token_of(one: Browser) -> str:
    return one.client.cookies[COOKIE]


def is_signed_in(one: Browser) -> bool:
    return one.client.get("/support", follow_redirects=False).status_code == 200


def age(path: Path, **back: str) -> None:
    """Put back the clocks of all sessions that have not ended: age(path, seen_at="-61 minutes")."""
    one = db.connect(path)
    for column, span in back.items():
        one.execute(
            f"update sessions set {column} = strftime('%Y-%m-%dT%H:%M:%fZ', {column}, ?)"
            " where ended_at is null",
            [span],
        )
    one.close()
