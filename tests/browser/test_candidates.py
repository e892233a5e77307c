"""The register in a real browser, by the same tests with JavaScript on and off."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from webapp.candidates.record import uci
from webapp.spreadsheets import writer

MESSY = [
    ["", "", "", "", "", "", ""],
    ["  O’Hanrahan-Śmith ", "Zoë", "27.3.2008", "F", "42.0", "TBC", "Evening; Wednesdays"],
    ["Okaforová", "Ada", "11/24/2008", "F", "", "1.23457E+12", "Evening"],
    ["Total", "2", "", "", "", "", ""],
]
HEADINGS = ["Legal Surname", "Forename(s)", "DOB *", "Sex", "Exam No", "UCI", "Reg"]


def open_candidates(page: Page, choice: str) -> None:
    navigation = page.get_by_role("navigation", name="Main")
    navigation.locator("summary", has_text="Candidates").click()
    navigation.get_by_role("link", name=choice, exact=True).click()


def found_by_name(page: Page, name: str) -> None:
    steps.find(page, name)
    expect(steps.found(page).first).to_contain_text(name)


def test_a_messy_sheet_is_uploaded_mended_and_its_people_are_found_in_the_entry_form(
    centre: Centre, page: Page, tmp_path: Path
) -> None:
    sheet = tmp_path / "leavers.xlsx"
    free = next(
        f"{one:04}"
        for one in range(1, 10_000)
        if not centre.people(f"candidate_number = '{one:04}'", 1)
    )
    MESSY[1][4] = f"{int(free)}.0"
    sheet.write_bytes(writer.xlsx_of(["Leavers 2027"], [[], HEADINGS, *MESSY], "Year 12"))
    steps.sign_in(page, centre.address, OFFICER)
    open_candidates(page, "Upload a spreadsheet")
    page.get_by_label("File", exact=True).set_input_files(sheet)
    steps.press(page, "Check")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Check the sheet")
    expect(
        page.get_by_text("stands above the headings and was left out: Leavers 2027")
    ).to_be_visible()
    row = page.get_by_role("group", name="Row 6")
    expect(row).to_contain_text("has the month first, but the day comes first")
    expect(row).to_contain_text("is a number that Excel has shortened")
    assert centre.people("surname like 'O%Hanrahan%'", 1) == []
    row.get_by_label("Date of birth row 6").fill("24/11/2008")
    row.get_by_label("UCI row 6").fill("")
    row.get_by_role("button", name="Check again").click()
    # With JavaScript it is also said to screen readers, in a place above.
    expect(page.get_by_text("Row 6 will be added.").last).to_be_visible()
    steps.press(page, "Save 2 rows")
    expect(page.get_by_text("2 candidates added, 0 changed, 0 left alone.")).to_be_visible()

    (saved,) = centre.people("surname = 'O’Hanrahan-Śmith'", 2)
    assert (saved["forenames"], saved["born_on"], saved["gender"], saved["candidate_number"]) == (
        "Zoë",
        "2008-03-27",
        "female",
        free,
    )
    evening = {
        one["candidate_id"]
        for one in centre.people("born_on = '2008-11-24'", 9)
        if one["surname"] == "Okaforová"
    } | {saved["candidate_id"]}
    assert centre.members(centre.group("Evening")["group_id"]) == evening

    steps.open_form(page)
    steps.choose_package(page)
    steps.press(page, "Next")
    steps.find(page, "zoe ohanrahan smith")
    expect(steps.found(page)).to_have_count(1)
    page.locator(f"#find-{saved['candidate_id']}").check()
    steps.press(page, "Add selected candidates")
    steps.expect_selected(page, 1)


def test_two_records_of_one_person_are_merged_and_the_merge_is_undone(
    centre: Centre, page: Page
) -> None:
    one, other = centre.people(
        "uci is not null and surname <> '' and forenames <> '' and archived_at is null"
        " and surname glob '[A-Z]*' and candidate_id in (select candidate_id from entries)",
        2,
    )
    before = [
        centre.people(f"candidate_id = {person['candidate_id']}", 1) for person in (one, other)
    ]
    entries = centre.entries()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/candidates/{one['candidate_id']}")
    page.get_by_role("link", name="Merge with another candidate").click()
    page.get_by_label("Name, part of a name, UCI or candidate number").fill(other["uci"])
    steps.press(page, "Find candidate")
    page.locator(f"button[name=other][value='{other['candidate_id']}']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merge two records")
    page.get_by_label(f"Keep record {one['candidate_id']}").check()
    page.locator(f"input[name=uci][value='{other['candidate_id']}']").check()
    steps.press(page, "Merge the two records")

    expect(page.get_by_text("The two records are one now.")).to_be_visible()
    (kept,) = centre.people(f"candidate_id = {one['candidate_id']}", 1)
    (gone,) = centre.people(f"candidate_id = {other['candidate_id']}", 1)
    assert (kept["uci"], gone["uci"], gone["merged_into"]) == (
        other["uci"],
        None,
        one["candidate_id"],
    )
    assert other["candidate_id"] not in {person for person, _ in centre.entries()}

    steps.press(page, "Undo")
    expect(page.get_by_text("The merge is undone: both records are as they were.")).to_be_visible()
    after = [
        centre.people(f"candidate_id = {person['candidate_id']}", 1) for person in (one, other)
    ]
    assert after == before
    assert centre.entries() == entries


def test_a_group_is_made_and_filled_from_pasted_numbers(centre: Centre, page: Page) -> None:
    numbered = centre.people("candidate_number is not null and archived_at is null", 3)
    with_uci = centre.people(
        "uci is not null and archived_at is null order by candidate_id desc", 2
    )
    pasted = [one["candidate_number"] for one in numbered] + [
        uci.grouped(one["uci"]) for one in with_uci
    ]
    steps.sign_in(page, centre.address, OFFICER)
    open_candidates(page, "Candidate groups")
    page.get_by_label("Title").fill("Resits on Friday")
    page.get_by_role("button", name=re.compile("^Make")).click()
    page.get_by_label("Paste candidate numbers, UCIs or ULNs").fill(
        "\n".join([*pasted, "99999A990001X"])
    )
    steps.press(page, "Add these numbers")
    expect(page.get_by_text("5 candidates added.")).to_be_visible()
    expect(page.get_by_text("99999A990001X: no candidate has this number.")).to_be_visible()
    ids = {one["candidate_id"] for one in numbered + with_uci}
    assert centre.members(centre.group("Resits on Friday")["group_id"]) == ids
