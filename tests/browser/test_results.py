"""Results in a real browser, by the same test with JavaScript on and off."""

from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from webapp.database.connection import today
from webapp.web.formatting import short_date

KINDS = ("All candidates", "Individual candidates", "Components awarded", "All")
ICT = "ICT"


def open_framework(page: Page, framework: str = ICT) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Results").click()
    page.get_by_role("main").get_by_role("link", name="Learning programmes").click()
    page.get_by_label("Framework").select_option(label=framework)
    steps.press(page, "Go")
    expect(page.get_by_role("heading", level=1)).to_contain_text(framework)


def produce(page: Page, kind: str, surname: str = "") -> None:
    """Ask for a kind of report; for individual candidates pick those with the surname."""
    change = page.get_by_text("Change the report")
    if change.is_visible():
        change.click()
    page.get_by_label(kind, exact=True).check()
    steps.press(page, "Produce report")
    if kind == "Individual candidates":
        page.get_by_label("Name, part of a name, UCI or candidate number").fill(surname)
        steps.press(page, "Find candidate")
        page.locator("#results-people input[name=candidate_id]").first.check()
        steps.press(page, "Produce report")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Learning programme report")
    expect(page.get_by_role("heading", level=1)).to_contain_text(kind)


def details_of(page: Page, candidate_id: int) -> Locator:
    """Open the details beside a candidate: in place, or without script on their page."""
    row = page.locator("tbody", has=page.locator(f"a[href='/candidates/{candidate_id}']")).first
    row.locator("summary").click()
    link = row.get_by_role("link", name="Details on a page of their own")
    snapshot = row.locator(".report__snapshot table")
    expect(link.or_(snapshot)).to_be_visible()
    if link.is_visible() and not page.evaluate(
        "document.documentElement.classList.contains('has-script')"
    ):
        link.click()
        return page.locator("#results-details")
    expect(snapshot).to_be_visible()
    return row.locator(".report__snapshot")


def test_reports_details_a_missing_component_entered_and_its_result_everywhere(
    centre: Centre, page: Page
) -> None:
    group = centre.group("ICT Level 3 2025%")["group_id"]
    ids = sorted(centre.members(group))
    person = next(
        row
        for row in centre.people(f"candidate_id in ({','.join(map(str, ids))})", 99)
        if row["uci"]
        and row["surname"]
        and row["forenames"]
        and len(row["surname"]) > 3
        and centre.value(f"select count(*) from awards where candidate_id = {row['candidate_id']}")
        == 2
    )
    one = person["candidate_id"]
    # Somebody who was never entered for the last of the three.
    missing, code = centre.db.execute(
        "select entries.assessment_id, entry_code from entries where candidate_id = ?"
        " and assessment_id not in (select assessment_id from awards where candidate_id = ?)",
        [one, one],
    ).fetchone()
    centre.db.execute(
        "update entries set status = 'withdrawn' where candidate_id = ? and assessment_id = ?",
        [one, missing],
    )
    steps.sign_in(page, centre.address, OFFICER)
    open_framework(page)
    for word in ("complete", "in progress", "entered", "not started"):
        expect(page.get_by_role("main")).to_contain_text(word)

    for kind in KINDS:
        open_framework(page)
        produce(page, kind, person["surname"])
        expect(page.locator("#results-lines table")).to_be_visible()
    open_framework(page)
    produce(page, "Individual candidates", person["uci"])
    expect(page.locator("#results-lines")).to_contain_text("2 of 3")
    seen = details_of(page, one)
    award = centre.db.execute(
        "select entry_code, assessments.title, qan, level, series.title, grade, awarded_on from"
        " results"
        " join assessments using (assessment_id) join series using (series_id) where candidate_id"
        " = ?"
        " and outcome = 'achieved' and replaced_at is null",
        [one],
    ).fetchone()
    for fact in award[:6]:
        expect(seen).to_contain_text(fact)
    expect(seen.locator("[data-label='Date awarded']").first).not_to_be_empty()
    expect(seen).to_contain_text(code)

    seen.get_by_role("button", name="Make entries for the missing components").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entry options")
    ticked = page.locator("#grid tbody input[name=tick]:checked:enabled")
    boxes = set(ticked.evaluate_all("boxes => boxes.map(box => box.value)"))
    # The box of the whole row is ticked with it, or not.
    assert boxes - {f"{one}-0"} == {f"{one}-{missing}"}
    steps.press(page, "Next")
    steps.press(page, "Submit entries")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entries submitted")
    entered = centre.value(
        f"select series_title from entries where candidate_id = {one}"
        f" and assessment_id = {missing} and status = 'entered'"
    )

    yesterday = today() - timedelta(days=1)
    page.goto(f"{centre.address}/results/uploads")
    page.get_by_text("Or paste rows from a spreadsheet").click()
    page.get_by_label("Rows with their headings").fill(
        f"UCI\tEntry code\tSeries\tGrade\tDate awarded\tCertificate number\n"
        f"{person['uci']}\t{code}\t{entered}\tPass\t{yesterday}\tCERT-77"
    )
    steps.press(page, "Check")
    steps.press(page, "Save 1 row")
    expect(page.get_by_text("1 result added, 0 changed, 0 left alone.")).to_be_visible()

    for kind in KINDS:
        open_framework(page)
        produce(page, kind, person["uci"])
        lines = page.locator("#results-lines")
        if kind == "Components awarded":
            page.get_by_text("Change the report").click()
            for label in ("From", "To"):
                page.get_by_label(label, exact=True).fill(short_date(yesterday))
            steps.press(page, "Produce report")
        row = lines.locator("tbody", has=page.locator(f"a[href='/candidates/{one}']"))
        if kind in ("All candidates", "All"):
            page.goto(f"{page.url}&page=all")
        expect(row.first).to_contain_text(short_date(yesterday))
        if kind in ("All candidates", "Individual candidates"):
            expect(row.first).to_contain_text("3 of 3")
            expect(row.first).to_contain_text("complete")
