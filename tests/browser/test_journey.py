"""The main job in a real browser, by the same test with JavaScript on and off."""

import re

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre


def test_entries_for_a_learning_programme_from_signing_in_to_the_confirmation(
    centre: Centre, page: Page
) -> None:
    steps.sign_in(page, centre.address, OFFICER)
    steps.open_form(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Select package")
    steps.choose_package(page)
    for code in ("03999", "09499", "09866"):
        expect(page.locator("#catalogue-package").get_by_text(code)).to_be_visible()
    steps.press(page, "Next")

    people = centre.people("added_on > date('now', '-4 years') and surname like '%an%'", 2)
    for number, person in enumerate(people, 1):
        steps.find(page, person["surname"][1:], "In the last five years")
        name = f"{person['surname']}, {person['forenames']}"
        page.locator(f"#find-{person['candidate_id']}").check()
        steps.press(page, "Add selected candidates")
        steps.expect_selected(page, number)
        expect(steps.found(page).filter(has_text=name).get_by_text("Selected")).to_be_visible()

    group = centre.group("Functional Skills resits%")
    steps.add_group(page, group["title"])
    members = {*centre.members(group["group_id"]), *(one["candidate_id"] for one in people)}
    steps.expect_selected(page, len(members))

    double = centre.people("surname = 'Jones' and forenames = 'Mary'", 1)[0]
    page.get_by_role("link", name="Add new candidates").click()
    steps.fill_candidate(page, double)
    steps.press(page, "Save candidate")
    expect(page.get_by_text("Is this one of these people?")).to_be_visible()
    expect(page.get_by_role("button", name="Use this candidate Mary Jones")).to_be_visible()
    steps.press(page, "Create anyway")
    steps.expect_selected(page, len(members) + 1)
    new_id = centre.people(
        "surname = 'Jones' and forenames = 'Mary' order by candidate_id desc", 1
    )[0]
    members.add(new_id["candidate_id"])

    leaving = people[0]
    page.locator(f"#remove button[value='{leaving['candidate_id']}']").click()
    members.remove(leaving["candidate_id"])
    steps.expect_selected(page, len(members))
    steps.press(page, "Next")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Entry options")
    maths = centre.value("select assessment_id from assessments where entry_code = '09866'")
    page.locator(f"#box-{people[1]['candidate_id']}-{maths}").uncheck()
    steps.press(page, "Next")

    expect(page.get_by_role("heading", level=1)).to_have_text("Entry summary")
    page.get_by_label("Order number/reference").fill("PO-2026-17")
    steps.press(page, "Submit entries")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entries submitted")
    reference = re.search(r"SP-0*(\d+)", page.locator(".govuk-panel").inner_text())
    assert reference

    components = {
        centre.value(f"select assessment_id from assessments where entry_code = '{code}'")
        for code in ("03999", "09499", "09866")
    }
    expected = {(person, one) for person in members for one in components}
    expected.remove((people[1]["candidate_id"], maths))
    assert centre.entries(int(reference[1])) == expected - centre.entered_before
    assert (
        centre.value(f"select order_number from submissions where submission_id = {reference[1]}")
        == "PO-2026-17"
    )
    assert centre.value("select count(*) from drafts") == 0
