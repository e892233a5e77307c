"""The last search of each list: noted while somebody types, written a little later, back with the
list.
"""

import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from webapp.accounts.last_searches import store as store_searches
from webapp.accounts.last_searches.store import Key
from webapp.database.connection import Db

WRITTEN_AFTER_SECONDS = 1.0
MAX_CHARACTERS = 10_000


class Searches:
    """What an application keeps of them until they are written, a few together.

    To write at each key that somebody presses would cost more than the search itself.
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[Db]]) -> None:
        self._connect = connect
        self._waiting: dict[Key, dict[str, str]] = {}
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def get(self, session_id: int, list_name: str) -> dict[str, str]:
        waiting = self._waiting.get((session_id, list_name))
        if waiting is not None:
            return dict(waiting)
        with self._connect() as db:
            return store_searches.get(db, session_id, list_name)

    def note(self, session_id: int, list_name: str, fields: Mapping[str, str]) -> None:
        """Keep what was asked for in a list; what is longer than a person types is left out."""
        kept = {
            field: text for field, text in fields.items() if text and len(text) <= MAX_CHARACTERS
        }
        with self._lock:
            self._waiting[session_id, list_name] = kept
            if self._timer is None:
                self._timer = threading.Timer(WRITTEN_AFTER_SECONDS, self.write)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Write what waits; what cannot be written now waits for the next search."""
        with self._lock:
            self._timer = None
            waiting = dict(self._waiting)
        if not waiting:
            return
        with self._connect() as db:
            if not store_searches.keep(db, waiting):
                return
        with self._lock:
            for key, fields in waiting.items():
                # What was asked for meanwhile is written with the next.
                if self._waiting.get(key) is fields:
                    del self._waiting[key]
