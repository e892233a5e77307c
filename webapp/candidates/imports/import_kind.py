"""A kind of spreadsheet that is taken in: where its pages stand and what becomes of its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Intake:
    """kind is what the file calls it; noun is what one good row makes, shown_at the page that lists
    those.

    headings are those of heading.py. check(db, progress, upload_id, today) and save(db, progress,
    upload_id, today, account_id) do the work; creates says whether a row may be about somebody new.
    """

    kind: str
    address: str
    shown_at: str
    noun: str
    columns: str
    headings: Any
    check: Callable[..., None]
    save: Callable[..., None]
    creates: bool = False
