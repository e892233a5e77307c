"""The ways through the program that the guide's chapters tell, a picture a step."""

from datetime import datetime

from printed import take_printed
from walk import Walk

PACKAGE = "Advanced Apprenticeship Level 3 IT Application Specialist England"
SHEET = """Leavers 2027
Legal Surname\tForename(s)\tDOB\tSex\tExam No\tUCI\tReg
  O’Hanrahan-Śmith \tZoë\t27.3.2008\tF\t\t\tEvening
Okaforová\tAda\t11/24/2008\tF\t\t1.23457E+12\tEvening
Lund\tEva\t3 Mar 2008\tF\t\t681990012058A\tEvening
"""


def entries(walk: Walk) -> None:
    page = walk.page
    walk.sign_in()
    page.get_by_role("navigation", name="Main").get_by_text("Entries", exact=True).click()
    walk.take("1-menu")
    walk.open("/entries/make/learning-programmes")
    walk.take("2-link")
    walk.follow("Use learning programmes web-based entry form")
    page.get_by_label("Framework").select_option(label="ICT")
    page.locator("#package optgroup").nth(1).wait_for(state="detached")
    page.locator("#package[data-htmx-powered]").wait_for()
    page.get_by_label("Package").select_option(label=PACKAGE)
    page.get_by_text("Assessments in this package").wait_for()
    walk.take("3-package")
    walk.press("Next")
    page.get_by_label("Name, part of a name").fill("mary jon")
    page.get_by_label("Jones, Mary-Ann").check()
    there = page.locator(
        "#candidates-rows tr", has=page.get_by_label("Jones, Mary", exact=True)
    ).first
    born = datetime.strptime(there.locator("[data-label='Date of birth']").inner_text(), "%d %b %Y")
    walk.press("Add selected candidates")
    page.get_by_text("1 candidate added.").wait_for()
    walk.take("4-find")
    walk.follow("Candidate groups")
    walk.press("Add group Functional Skills resits")
    page.get_by_text("candidates added.").wait_for()
    walk.take("5-groups")
    walk.follow("Add new candidates")
    page.get_by_label("Forenames").fill("Mary")
    page.get_by_label("Surname").fill("Jones")
    for label, value in (("Day", born.day), ("Month", born.month), ("Year", born.year)):
        page.get_by_label(label).fill(str(value))
    page.get_by_label("Female", exact=True).check()
    walk.press("Save candidate")
    page.get_by_text("Is this one of these people?").wait_for()
    walk.take("6-new")
    walk.follow("Clear the form")
    walk.press("Next")
    page.locator("tbody input:not([disabled])").nth(3).click()
    page.get_by_text("Saved").wait_for()
    walk.take("7-options")
    walk.press("Next")
    page.get_by_label("Order number/reference").fill("PO-2026-17")
    walk.take("8-summary")
    walk.press("Submit entries")
    page.get_by_text("Reference").first.wait_for()
    walk.take("9-confirmation")


def candidates(walk: Walk) -> None:
    page = walk.page
    walk.sign_in()
    walk.open("/candidates")
    page.locator("#search").fill("smith")
    page.locator("#candidates-rows").get_by_text("Smith").first.wait_for()
    walk.take("1-register")
    page.locator("#candidates-rows tbody a").first.click()
    walk.take("2-candidate")
    merging = page.url.replace("/candidates/", "/candidates/merge?one=")
    walk.open("/candidates/uploads")
    page.get_by_text("Or paste rows from a spreadsheet").click()
    page.get_by_label("Rows with their headings").fill(SHEET)
    walk.take("3-upload")
    walk.press("Check")
    page.get_by_role("heading", name="Check the sheet").wait_for()
    walk.take("4-check")
    page.get_by_role("button", name="Save", exact=False).last.click()
    walk.take("5-saved")
    walk.open("/candidates/groups")
    walk.take("6-groups")
    page.goto(merging)
    walk.take("7-merge")


def results(walk: Walk) -> None:
    page = walk.page
    walk.sign_in()
    walk.open("/results/uploads")
    walk.take("1-check")
    walk.open("/results/learning-programmes")
    page.get_by_label("Framework").select_option(label="ICT")
    walk.press("Go")
    walk.take("2-framework")
    walk.press("Produce report")
    walk.take("3-report")
    page.get_by_role("main").locator("summary", has_text="Details").first.click()
    page.get_by_text("Certificate number").first.wait_for()
    walk.take("4-details")
    page.goto(page.url.replace("report?", "report?page=all&"))
    take_printed(page, walk.folder / "results-5-printed.png")


def afterwards(walk: Walk) -> None:
    page = walk.page
    walk.sign_in()
    walk.open("/entries/submissions")
    walk.take("1-history")
    page.locator("#entries-history tbody a").first.click()
    walk.take("2-submission")
    page.locator("#entries-live ~ form input[name=entry_id]").first.check()
    walk.press("Withdraw the ticked entries")
    walk.take("3-withdraw")
    walk.open("/entries/attendance")
    page.get_by_role("main").locator("table a, li a").first.click()
    walk.take("4-attendance")


def accounts(walk: Walk) -> None:
    walk.sign_in("administrator@riverside.example", "demonstration-administrator")
    walk.open("/account")
    walk.take("1-account")
    walk.open("/account/two-step")
    walk.take("2-two-step")
    walk.open("/accounts")
    walk.take("3-people")
    walk.open("/accounts/activity")
    walk.take("4-activity")


CHAPTERS = {
    "entries": entries,
    "candidates": candidates,
    "results": results,
    "afterwards": afterwards,
    "accounts": accounts,
}
