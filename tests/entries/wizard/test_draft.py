"""The steps of a draft, and which of them is still to be done."""

import pytest

from webapp.entries.wizard import draft


@pytest.mark.parametrize(
    ("candidates", "options_confirmed", "gap"),
    [
        (0, False, "candidates"),
        (0, True, "candidates"),
        (1, False, "options"),
        (300, False, "options"),
        (1, True, "summary"),
        (300, True, "summary"),
    ],
)
def test_the_next_step_is_the_first_that_is_not_done(
    candidates: int, options_confirmed: bool, gap: str
) -> None:
    begun = draft.Draft(
        draft_id=12,
        account_id=2,
        person="Priya Lewis",
        package_id=7,
        display_title="A package",
        framework_id=1,
        valid_from=None,
        valid_to=None,
        order_number="",
        search="",
        added="any",
        options_confirmed=options_confirmed,
        made_at="2026-11-24T09:30:00.123456Z",
        changed_at="2026-11-24T09:30:00.123456Z",
        candidates=candidates,
    )
    assert begun.next_gap == gap
    assert begun.next_address == f"/entries/drafts/12/{gap}"


def test_the_step_bar_names_four_steps_in_order() -> None:
    assert list(draft.STEPS.values()) == ["Package", "Candidates", "Entry options", "Summary"]


@pytest.mark.parametrize("step", draft.STEPS)
def test_each_step_has_its_address(step: str) -> None:
    assert draft.address(12, step) == f"/entries/drafts/12/{step}"
