"""A connection that knows who is acting, as the triggers of schema.sql ask it."""

import json
import sqlite3
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from webapp.web.formatting import title_key

PROGRAM = "the program"
_written = json.JSONEncoder(separators=(",", ":")).encode


class Actor(Protocol):
    """Somebody with an account, whose deeds are written down under this name."""

    @property
    def account_id(self) -> int: ...

    @property
    def name(self) -> str: ...


class Connection(sqlite3.Connection):
    """All writes of one transaction are one deed, numbered after its first line."""

    def __init__(self, file: str | Path, *args: Any, **kwargs: Any) -> None:
        super().__init__(file, *args, **kwargs)
        self.file = str(file)
        self._deed: int | None = None
        self.act_for(None)
        self.create_function("moment", 0, now)
        self.create_function("acting_account", 0, lambda: self._account_id)
        self.create_function("acting_name", 0, lambda: self._name)
        self.create_function("deed", 1, self._deed_from)
        self.create_function("digest_of", -1, digest_of, deterministic=True)
        self.create_function("title_key", 1, title_key, deterministic=True)

    def act_for(self, actor: Actor | None, otherwise: str = PROGRAM) -> None:
        """Whose deeds all writes are from now on: somebody's, or nobody's."""
        self._account_id = actor.account_id if actor else None
        self._name = actor.name if actor else otherwise

    def execute(self, *statement: Any) -> sqlite3.Cursor:
        self._begin_deed()
        return super().execute(*statement)

    def executemany(self, *statement: Any) -> sqlite3.Cursor:
        self._begin_deed()
        return super().executemany(*statement)

    def _begin_deed(self) -> None:
        if not self.in_transaction:
            self._deed = None

    def _deed_from(self, line: int) -> int:
        if self._deed is None:
            self._deed = line
        return self._deed


def now() -> str:
    """The moment, as it stands in the file."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def digest_of(*values: Any) -> str:
    """SHA-256 over numbers, texts and nulls, none of which can pass for its neighbour."""
    return sha256(_written(values).encode()).hexdigest()
