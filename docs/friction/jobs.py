"""The five commonest jobs, each the way it had to be done and the way it can be done now."""

import re
from pathlib import Path

from person import Person

FRAMEWORK = "ICT"
PACKAGE = "Advanced Apprenticeship Level 3 IT Application Specialist England"
SEARCH = "Name, part of a name, UCI or candidate number"
GROUP = "Health and Social Care Level 3 2025–26"
SHEET = Path(__file__).with_name("new-candidates.csv")


def the_form(person: Person) -> None:
    person.menu("Entries", "Make entries")
    person.follow("Learning programmes")
    person.follow("Use learning programmes web-based entry form")
    person.choose("Framework", FRAMEWORK)
    person.page.locator("#package optgroup").nth(1).wait_for(state="detached")
    person.page.locator("#package[data-htmx-powered]").wait_for()
    person.choose("Package", PACKAGE)
    yellow_box(person)
    person.press("Next", decides=False)


def yellow_box(person: Person) -> None:
    """It is read before anything else is done."""
    person.page.get_by_text("Assessments in this package").wait_for()
    person.decide()


def used_lately(person: Person) -> None:
    person.follow(PACKAGE)
    yellow_box(person)
    person.press("Next", decides=False)


def submit(person: Person) -> None:
    person.press("Next")
    person.type("Order number/reference", "PO-2026-17")
    person.press("Submit entries")
    person.page.get_by_role("heading", name="Entries submitted").wait_for()


def tick(person: Person, typed: str) -> None:
    person.type(SEARCH, typed)
    person.look_for(
        person.page.locator("#candidates-rows tbody input[type=checkbox]:not(:checked)").first
    )


def three_candidates(person: Person) -> None:
    for name in ("mary jon", "abdi hod", "adams ev"):
        tick(person, name)
    person.press("Next")
    submit(person)


def three_before(person: Person) -> None:
    the_form(person)
    three_candidates(person)


def three_now(person: Person) -> None:
    person.menu("Entries", "Make entries")
    used_lately(person)
    three_candidates(person)


def group_before(person: Person) -> None:
    the_form(person)
    person.follow("Candidate groups")
    person.press(f"Add group {GROUP}")
    person.press("Next")
    submit(person)


def group_now(person: Person) -> None:
    person.menu("Candidates", "Candidate groups")
    person.follow(GROUP)
    person.press("Make entries for this group")
    used_lately(person)
    submit(person)


def complete_before(person: Person) -> None:
    person.look_for(
        person.page.get_by_role("navigation", name="Main").get_by_role("link", name="Results")
    )
    person.follow("Learning programmes")
    person.choose("Framework", FRAMEWORK)
    person.press("Go")
    person.look_for(person.page.get_by_label("Individual candidates"))
    person.press("Produce report")
    person.type("Name, part of a name", "begum anika", enter=True)
    person.look_for(person.page.locator("#results-people input[name=candidate_id]").first)
    person.press("Produce report")
    person.page.get_by_text("in progress").first.wait_for()


def complete_now(person: Person) -> None:
    person.menu("Candidates", "Candidates")
    person.type(SEARCH, "begum anika")
    person.look_for(person.page.locator("#candidates-rows tbody a").first)
    person.page.get_by_text("required components achieved").first.wait_for()


def sheet_saved(person: Person) -> None:
    """Choosing the file is two clicks in the system's own window."""
    person.menu("Candidates", "Upload a spreadsheet")
    person.decide()
    person.page.get_by_label("File", exact=True).set_input_files(SHEET)
    person.clicks, person.seconds = person.clicks + 3, person.seconds + 3 * 1.1
    person.press("Check")
    person.press("Save")


def sheet_before(person: Person) -> None:
    sheet_saved(person)
    the_form(person)
    person.choose("Candidates added", "Today")
    person.look_for(person.page.get_by_label("Tick all on this page"))
    person.press("Next")
    submit(person)


def sheet_now(person: Person) -> None:
    sheet_saved(person)
    person.look_for(person.page.get_by_role("button", name=re.compile("Make entries for the")))
    used_lately(person)
    submit(person)


def withdraw(person: Person) -> None:
    person.menu("Entries", "Entry submission history")
    person.follow("SP-000001")
    person.look_for(person.page.locator("input[name=entry_id]").first)
    person.press("Withdraw the ticked entries")
    person.type("Reason", "left the college")
    person.press("Withdraw 1 entry")
    with person.page.expect_download():
        person.press("Changes as CSV")


JOBS = {
    "Entries for three known candidates": (three_before, three_now),
    "A group of 31 into one package": (group_before, group_now),
    "Is this person complete?": (complete_before, complete_now),
    "Upload a sheet of new candidates, enter them": (sheet_before, sheet_now),
    "Withdraw one entry, hand over the change": (withdraw, withdraw),
}
