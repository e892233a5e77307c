"""Amending the order number of a submission, and which amendment can still be undone."""

from collections.abc import Iterable

import msgspec

SAME = "This is the order number already: nothing was changed."
STALE = (
    "The submission, or what amending it means, has changed since this page was shown, so nothing"
    " was amended. Read the page again, then amend."
)
CHANGED_SINCE = (
    "This amendment can't be undone, because entries of the submission have been withdrawn or"
    " brought back since. Amend the order number again instead."
)
NOT_THE_LATEST = "This amendment is not the latest one any more: there was nothing to undo."


class OrderNumberChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is amended or restored; person is None for the command line, changed_at a moment."""

    submission_change_id: int
    submission_id: int
    changed_at: str
    what: str
    reason: str
    before: str
    after: str
    person: str | None


def standing(changes: Iterable[OrderNumberChange]) -> list[OrderNumberChange]:
    """Of a submission's changes, the oldest first, the amendments that were not undone."""
    stack: list[OrderNumberChange] = []
    for one in changes:
        if one.what == "amended":
            stack.append(one)
        elif stack:
            stack.pop()
    return stack
