"""A draft's steps, their order, and which of them is still to be done."""

from collections.abc import Mapping
from typing import Any

STEPS = {
    "package": "Package",
    "candidates": "Candidates",
    "options": "Entry options",
    "summary": "Summary",
}


def address(draft_id: int, step: str) -> str:
    return f"/entries/drafts/{draft_id}/{step}"


def next_gap(draft: Mapping[str, Any]) -> str:
    """The first step that is not done; the summary when all are.

    draft has candidates (how many) and options_confirmed. Its package was chosen when it began.
    """
    if not draft["candidates"]:
        return "candidates"
    return "summary" if draft["options_confirmed"] else "options"


def next_address(draft: Mapping[str, Any]) -> str:
    return address(draft["draft_id"], next_gap(draft))
