"""A draft, its steps, their order, and which of them is still to be done."""

from datetime import date

import msgspec

STEPS = {
    "package": "Package",
    "candidates": "Candidates",
    "options": "Entry options",
    "summary": "Summary",
}


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a person has answered so far; moments as in the file, candidates is how many.

    closed says why nothing can be entered for its package any more, left names who left it because
    they are archived; pages fill both in.
    """

    draft_id: int
    account_id: int
    person: str
    package_id: int
    display_title: str
    framework_id: int
    valid_from: date | None
    valid_to: date | None
    order_number: str
    search: str
    added: str
    options_confirmed: bool
    made_at: str
    changed_at: str
    candidates: int
    closed: str = ""
    left: tuple[str, ...] = ()

    @property
    def next_gap(self) -> str:
        """The first step that is not done; the summary when all are.

        The package was chosen when the draft began.
        """
        if not self.candidates:
            return "candidates"
        return "summary" if self.options_confirmed else "options"

    @property
    def next_address(self) -> str:
        return address(self.draft_id, self.next_gap)


def address(draft_id: int, step: str) -> str:
    return f"/entries/drafts/{draft_id}/{step}"
