"""The steps of a draft, and which of them is still to be done."""

import pytest

from webapp.entries import draft


@pytest.mark.parametrize(
    ("candidates", "options_confirmed", "gap"),
    [
        (0, 0, "candidates"),
        (0, 1, "candidates"),
        (1, 0, "options"),
        (300, 0, "options"),
        (1, 1, "summary"),
        (300, 1, "summary"),
    ],
)
def test_the_next_step_is_the_first_that_is_not_done(
    candidates: int, options_confirmed: int, gap: str
) -> None:
    row = {"draft_id": 12, "candidates": candidates, "options_confirmed": options_confirmed}
    assert draft.next_gap(row) == gap
    assert draft.next_address(row) == f"/entries/drafts/12/{gap}"


def test_the_step_bar_names_four_steps_in_order() -> None:
    assert list(draft.STEPS.values()) == ["Package", "Candidates", "Entry options", "Summary"]


@pytest.mark.parametrize("step", draft.STEPS)
def test_each_step_has_its_address(step: str) -> None:
    assert draft.address(12, step) == f"/entries/drafts/12/{step}"
