"""A failed on-demand assessment entered again, and a wrong result taken back, with and without
script.
"""

import re

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre


def failed_on_demand(centre: Centre) -> tuple[int, int, str]:
    """Somebody of the demonstration who failed an assessment on demand, the assessment and its
    code.
    """
    return centre.db.execute(
        "select candidate_id, entries.assessment_id, entry_code from entries join series using"
        " (series_id)"
        " where outcome = 'not achieved' and closes_on is null order by candidate_id limit 1"
    ).fetchone()


def details(page: Page, centre: Centre, candidate_id: int) -> str:
    framework = centre.value("select framework_id from frameworks where title = 'ICT'")
    return f"{centre.address}/results/learning-programmes/{framework}/candidates/{candidate_id}"


def test_a_failed_assessment_on_demand_is_entered_again(centre: Centre, page: Page) -> None:
    candidate_id, assessment_id, code = failed_on_demand(centre)
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(details(page, centre, candidate_id))
    expect(page.locator("#results-details")).to_contain_text("Fail, not achieved")
    steps.leave(page, "Make entries for the missing components")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entry options")
    box = page.locator(f"#box-{candidate_id}-{assessment_id}")
    expect(box).to_be_checked()
    expect(box).to_be_enabled()
    expect(page.locator("td", has=box)).to_contain_text(re.compile(r"failed in \w+ \d{4}"))
    steps.leave(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entry summary")
    expect(page.get_by_role("main")).to_contain_text(f"{code} (On demand, attempt 2)")
    steps.leave(page, "Submit entries")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entries submitted")
    expect(page.get_by_role("main")).to_contain_text("On demand, attempt 2")
    page.goto(details(page, centre, candidate_id))
    expect(page.locator("#results-details")).to_contain_text("Entered again: On demand, attempt 2")
    attempts = centre.db.execute(
        "select attempt, status, outcome from entries where candidate_id = ? and assessment_id = ?"
        " order by attempt",
        [candidate_id, assessment_id],
    ).fetchall()
    assert attempts == [(1, "entered", "not achieved"), (2, "entered", "")]


def test_a_wrong_result_is_taken_back_and_put_back(centre: Centre, page: Page) -> None:
    candidate_id, assessment_id, _ = failed_on_demand(centre)
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(details(page, centre, candidate_id))
    row = page.locator("#results-details tr", has_text="Fail, not achieved")
    row.get_by_role("link", name="Correct the result").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Correct a result or take it back")
    steps.leave(page, "Take the result back")
    expect(page.locator(".govuk-error-summary")).to_contain_text("The reason is missing")
    page.get_by_label("Reason for taking it back").fill("another candidate's result")
    steps.leave(page, "Take the result back")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Results")
    expect(page.get_by_role("main")).to_contain_text("The result is taken back.")
    taken = page.locator("tr", has_text="another candidate's result")
    expect(taken).to_contain_text("Taken back")
    outcome = (
        f"select outcome from entries where candidate_id = {candidate_id} and assessment_id"
        f" = {assessment_id}"
    )
    assert centre.value(outcome) == ""
    taken.get_by_role("link", name="Put it back").click()
    steps.leave(page, "Put the result back")
    expect(page.get_by_role("main")).to_contain_text("The result is recorded again.")
    assert centre.value(outcome) == "not achieved"
