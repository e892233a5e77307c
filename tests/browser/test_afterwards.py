"""What happens after a submission, in a real browser, by the same test with JavaScript on and
off.
"""

import csv
import io
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import OFFICER, Centre
from tests.browser.test_accessibility import audit
from tests.entries.afterwards import book, submitted
from tests.entries.drafts import ICT, begin, id_of
from webapp.accounts import store as accounts
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import today
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection

ENGLISH = "09499"
STATUS, SURNAME = "Entry status", "Surname"


def ten_entries(centre: Centre) -> int:
    """A draft that enters ten candidates for one assessment. Gives its id."""
    db = centre.db
    account, package = accounts.by_email(db, OFFICER[0]), catalogue.package_by_code(db, ICT)
    assert account
    assert package
    people = centre.people(
        "archived_at is null and surname <> '' and forenames <> '' and candidate_id not in"
        " (select candidate_id from entries union select candidate_id from awards)"
        " order by candidate_id",
        10,
    )
    draft_id = store_draft.start(
        db, secrets.token_hex(), account.account_id, package_id=package.package_id
    )
    chosen = [one["candidate_id"] for one in people]
    store_selection.add_candidates(db, draft_id, chosen)
    others = db.execute(
        "select assessment_id from package_assessments join assessments using (assessment_id)"
        f" where package_id = {package.package_id} and entry_code <> '{ENGLISH}'"
    ).fetchall()
    english = centre.value(f"select assessment_id from assessments where entry_code = '{ENGLISH}'")
    store_draft.tick(
        db,
        draft_id,
        {(one, other): False for one in chosen for (other,) in others}
        | {(one, english): True for one in chosen},
    )
    store_draft.confirm_options(db, draft_id)
    return draft_id


def rows(page: Page, form: str) -> Locator:
    """The rows of entries in the form with this end of its address."""
    return page.locator(f"form[action$='{form}'] .submission tbody tr")


def take(page: Page, button: str) -> list[dict[str, str]]:
    """Press a button that gives a sheet; gives its rows, heading → cell."""
    with page.expect_download() as waiting:
        steps.press(page, button)
    content = Path(_path(waiting.value)).read_bytes()
    if waiting.value.suggested_filename.endswith(".xlsx"):
        headings, *lines = book(content)
        return [dict(zip(headings, line, strict=True)) for line in lines]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _path(download: Download) -> Path:
    assert download.failure() is None
    return download.path()


def test_a_press_is_not_lost_to_the_message_on_the_order_number(
    centre: Centre, open_page: Callable[..., Page]
) -> None:
    draft_id = ten_entries(centre)
    page = open_page()
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/entries/drafts/{draft_id}/summary")
    page.get_by_label("Order number/reference").fill("longer than thirty characters by far")
    button = page.get_by_role("button", name="Submit entries")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 20, place["y"] + 4)
    with page.expect_response("**/order-number"):
        page.mouse.down()
    expect(page.locator("#entries-order-number")).to_contain_text("Shorten it")
    page.mouse.up()
    expect(page.locator(".govuk-error-summary")).to_be_visible()


def test_ten_are_submitted_three_withdrawn_one_undone_handed_over_and_acknowledged(
    centre: Centre, page: Page
) -> None:
    draft_id = ten_entries(centre)
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/entries/drafts/{draft_id}/summary")
    page.get_by_label("Order number/reference").fill("PO-2026-18")
    steps.press(page, "Submit entries")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entries submitted")
    expect(rows(page, "/withdraw/check")).to_have_count(10)
    expect(page.locator(".marks")).to_have_text("Not handed over")

    for place in (0, 3, 7):
        rows(page, "/withdraw/check").nth(place).get_by_role("checkbox").check()
    steps.press(page, "Withdraw the ticked entries")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Withdraw 3 entries")
    expect(page.locator(".lateness tbody")).to_contain_text("not late: on demand")
    page.get_by_label("Reason").fill("left the course")
    steps.press(page, "Withdraw 3 entries")
    expect(page.get_by_text("3 entries are withdrawn.")).to_be_visible()
    expect(rows(page, "/withdraw/undo")).to_have_count(3)

    rows(page, "/withdraw/undo").nth(1).get_by_role("checkbox").check()
    steps.press(page, "Undo the withdrawal of the ticked entries")
    expect(page.get_by_text("The withdrawal of 1 entry is undone.")).to_be_visible()
    expect(rows(page, "/withdraw/check")).to_have_count(8)

    sheet = take(page, "Whole sheet as CSV")
    assert [row[STATUS] for row in sheet] == ["entered"] * 8
    assert {row["Order number"] for row in sheet} == {"PO-2026-18"}
    expect(page.locator(".marks")).to_have_text("Not handed over")
    steps.press(page, "Record as sent")
    expect(page.get_by_text("Recorded as sent: 8 rows of 1 submission.")).to_be_visible()
    expect(page.locator(".marks")).to_have_text("Not acknowledged")
    expect(page.get_by_text("Nothing has changed since the last hand-over.")).to_be_visible()

    rows(page, "/withdraw/check").first.get_by_role("link").click()
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Surname").fill("Okaforová-Śmith")
    steps.press(page, "Save changes")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Okaforová-Śmith")
    page.get_by_role("navigation", name="Main").get_by_text("Entries", exact=True).click()
    page.get_by_role("link", name="Entry submission history").click()
    page.get_by_label("Order number/reference").fill("2026-18")
    steps.press(page, "Find submissions")
    expect(page.locator("#entries-history tbody tr")).to_have_count(1)
    expect(page.locator("#entries-history tbody tr")).to_contain_text("Changed since hand-over")
    page.locator("#entries-history tbody a").click()
    expect(rows(page, "/withdraw/check").filter(has_text="Details changed")).to_have_count(1)
    changes = take(page, "Changes as XLSX")
    assert [(row[SURNAME], row[STATUS]) for row in changes] == [("Okaforová-Śmith", "entered")]

    steps.press(page, "Record as sent")
    expect(page.get_by_text("Nothing has changed since the last hand-over.")).to_be_visible()
    page.get_by_label("Date of the acknowledgement").fill(
        centre.value("select substr(submitted_at, 1, 10) from submissions order by 1 desc limit 1")
    )
    page.get_by_label("The awarding body's reference").fill("ACK 77")
    steps.press(page, "Record the acknowledgement")
    expect(page.get_by_text("The acknowledgement is recorded.")).to_be_visible()
    expect(page.locator(".marks")).to_have_count(0)
    submission = centre.value("select max(submission_id) from submissions")
    assert centre.db.execute(
        f"select status, count(*) from entries where submission_id = {submission} group by 1"
        " order by 1"
    ).fetchall() == [("entered", 8), ("withdrawn", 2)]
    assert centre.value("select count(*) from hand_overs") == 3


def test_three_submissions_are_handed_over_at_once_and_one_is_taken_back(
    centre: Centre, page: Page
) -> None:
    people = centre.people(
        "archived_at is null and surname <> '' and forenames <> '' and candidate_id not in"
        " (select candidate_id from entries union select candidate_id from awards)",
        3,
    )
    chosen = [submitted(centre.db, [one["candidate_id"]], on=today()) for one in people]
    references = [f"SP-{submission_id:06}" for submission_id in chosen]
    steps.sign_in(page, centre.address, OFFICER)
    page.get_by_role("link", name="Not handed over: 4 submissions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hand over")
    for reference in references:
        page.get_by_role("checkbox", name=reference).check()
    sheet = take(page, "Download the ticked ones as XLSX")
    assert {row["Submission reference"] for row in sheet} == set(references)
    steps.press(page, "Record as sent")
    expect(
        page.get_by_text(f"Recorded as sent: {len(sheet)} rows of 3 submissions.")
    ).to_be_visible()
    expect(page.get_by_role("checkbox", name=references[0])).to_have_count(0)

    steps.press(page, f"Take back the hand-over of {references[1]}")
    expect(page.get_by_text(f"The hand-over of {references[1]} is taken back")).to_be_visible()
    expect(page.get_by_role("checkbox", name=references[1])).to_have_count(1)
    page.get_by_role("link", name=references[1]).click()
    expect(page.locator(".marks")).to_have_text("Not handed over")
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("link", name="Not handed over: 2 submissions")).to_be_visible()
    expect(page.get_by_role("link", name="Not acknowledged: 2 submissions")).to_be_visible()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_after_a_submission(
    centre: Centre, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(centre.address + "/entries/submissions")
    audit(page)
    page.get_by_label("From").fill("2026-12-02")
    page.get_by_label("To", exact=True).fill("2026-12-01")
    steps.press(page, "Find submissions")
    expect(page.locator("#entries-history .govuk-error-message")).to_contain_text("swap the two")
    audit(page)
    page.goto(centre.address + "/entries/submissions/2")
    audit(page)
    rows(page, "/withdraw/check").first.get_by_role("checkbox").check()
    steps.leave(page, "Withdraw the ticked entries")
    audit(page)
    steps.leave(page, "Withdraw 1 entry")
    audit(page)
    page.get_by_label("Reason").fill("left")
    steps.leave(page, "Withdraw 1 entry")
    take(page, "Whole sheet as CSV")
    steps.leave(page, "Record as sent")
    audit(page)
    page.goto(centre.address + "/entries/hand-over")
    audit(page)
    page.goto(centre.address + "/entries/submissions/2")
    steps.leave(page, "Amend the order number", "link")
    audit(page)
    page.get_by_label("Order number/reference").fill("PO-9")
    page.get_by_label("Reason").fill("typed wrong")
    steps.leave(page, "Amend the order number")
    page.locator(".deeds-of summary").first.click()
    steps.leave(page, "Record the acknowledgement")
    audit(page)
    page.goto(centre.address)
    audit(page)


def test_a_leaver_is_archived_and_the_open_entries_are_withdrawn_in_the_same_breath(
    centre: Centre, page: Page
) -> None:
    gone, other = (
        one["candidate_id"]
        for one in centre.people(
            "archived_at is null and surname <> '' and forenames <> '' and candidate_id not in"
            " (select candidate_id from entries union select candidate_id from awards)",
            2,
        )
    )
    submission_id = submitted(centre.db, [gone, other], on=today())
    draft_id = id_of(begin(centre.db, people=[gone, other], confirmed=True))
    steps.sign_in(page, centre.address, OFFICER)
    page.goto(f"{centre.address}/candidates/{gone}")
    page.locator("summary", has_text="Archive").click()
    steps.press(page, "Archive this candidate")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 open entries")
    expect(page.get_by_role("radio", name="are withdrawn")).to_be_checked()
    steps.press(page, "Archive this candidate")
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_be_visible()
    page.get_by_label("Reason").fill("left the college")
    steps.press(page, "Archive this candidate")
    expect(
        page.get_by_text("The candidate is archived, and 3 entries are withdrawn.")
    ).to_be_visible()

    page.goto(f"{centre.address}/entries/drafts/{draft_id}/candidates")
    expect(page.locator("#entries-left")).to_contain_text("is archived and has left this draft.")
    steps.expect_selected(page, 1)
    page.goto(f"{centre.address}/entries/submissions/{submission_id}")
    expect(rows(page, "/withdraw/undo")).to_have_count(3)
    expect(rows(page, "/withdraw/check")).to_have_count(3)
    steps.leave(page, "Make another entry with the same candidates")
    expect(page.get_by_text("1 candidate was left out:")).to_be_visible()
    assert (
        centre.value(
            f"select count(*) from entries where candidate_id = {gone} and status = 'withdrawn'"
        )
        == 3
    )
