"""The last search of each list: noted while somebody types, written a little later, back with the
list.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from webapp.accounts import store_searches
from webapp.accounts.store_searches import Key
from webapp.db import Db

WRITTEN_AFTER_SECONDS = 1.0
MAX_CHARACTERS = 10_000


class Searches:
    """What an application keeps of them until they are written, a few together.

    To write at each key that somebody presses would cost more than the search itself.
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[Db]]) -> None:
        self._connect = connect
        self._waiting: dict[Key, dict[str, str]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def get(self, session_id: int, list_name: str) -> dict[str, str]:
        key = (session_id, list_name)
        if key in self._waiting:
            return dict(self._waiting[key])
        with self._connect() as db:
            return store_searches.get(db, session_id, list_name)

    def note(self, session_id: int, list_name: str, fields: Mapping[str, str]) -> None:
        """Keep what was asked for in a list; what is longer than a person types is left out."""
        kept = {
            field: text for field, text in fields.items() if text and len(text) <= MAX_CHARACTERS
        }
        self._waiting[session_id, list_name] = kept
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(WRITTEN_AFTER_SECONDS, self.write)

    def write(self) -> None:
        """Write what waits; what cannot be written now waits for the next search."""
        self._timer = None
        if not self._waiting:
            return
        with self._connect() as db:
            if store_searches.keep(db, self._waiting):
                self._waiting = {}
