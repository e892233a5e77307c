"""Step Summary, submitting, and the confirmation."""

from collections.abc import Callable

import pytest

from tests.conftest import TODAY
from tests.entries.drafts import (
    BUSINESS,
    ICT,
    TITLE,
    assessment,
    begin,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    choices,
    count,
    everything,
    id_of,
    listed,
    people,
    row_of,
    selected,
)
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db
from webapp.entries.options import store
from webapp.entries.submissions import summary
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_undo

SUMMARY, ORDER = "/summary", "/summary/order-number"
AGAIN = "/again"
CHANGED = "The entries have changed since this page was shown, so nothing was submitted."
CUT = "The order number has more than 12 characters. Some awarding bodies cut it there."


def ready(db: Db, number: int = 2, package: str = ICT) -> tuple[str, list[int]]:
    chosen = people(db, number)
    return begin(db, package, chosen, confirmed=True), chosen


def submit(browser: Browser, base: str, **typed: str) -> Page:
    return browser.send(browser.get(base + SUMMARY), base + SUMMARY, **typed)


def told(page: Page, key: str) -> str:
    """The value in a summary list beside this key."""
    term = next(one for one in page.all("dt") if squeezed(one["text"]) == key)
    row = term["within"][-1]
    return squeezed(next(one for one in page.all("dd") if row in one["within"])["text"])


def cells(page: Page, label: str) -> list[str]:
    return [squeezed(one["text"]) for one in page.all("td", data_label=label)]


def rows(db: Db, submission_id: int) -> list[dict]:
    return list(
        db.query(
            "select * from entries where submission_id = ? order by candidate_id, entry_code",
            [submission_id],
        )
    )


def test_it_works(officer: Browser, centre_db: Db) -> None:
    base, chosen = ready(centre_db)
    page = officer.get(base + SUMMARY)
    assert page.status == 200
    assert page.heading == "Entry summary"
    assert told(page, "Package") == TITLE
    assert told(page, "Candidates") == "2"
    assert told(page, "Entries") == "6, £304.00 where a fee is known"
    assert [squeezed(one["text"]) for one in page.all("a") if one["text"].startswith("Change")] == [
        "Change package",
        "Change candidates",
        "Change entry options",
    ]
    assert cells(page, "Assessment")[0].startswith("03999 OCR Level 3 Diploma")
    assert cells(page, "Series") == ["March 2027", "On demand", "December 2026"]
    assert cells(page, "Closing date") == [
        "20 January 2027",
        "none",
        "27 November 2026 closes in 3 days",
    ]
    assert cells(page, "Cost") == ["£230.00", "£37.00", "£37.00"]
    assert [
        listed(centre_db, one) in cell
        for one, cell in zip(chosen, cells(page, "Candidate"), strict=True)
    ] == [True] * 2
    assert page.one("label", for_="order_number")["text"] == "Order number/reference"
    form = page.one("form", action=base + SUMMARY)
    (button,) = [one for one in page.all("button") if form in one["within"]]
    assert squeezed(button["text"]) == "Submit entries"
    assert "This makes your centre's own record of 6 entries. Nothing is sent" in squeezed(
        form["text"]
    )


DOORS = (("get", SUMMARY), ("post", SUMMARY), ("post", ORDER))


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    base, _ = ready(centre_db)
    check_wrong_role(signed_in, base, *DOORS)
    check_wrong_role(signed_in, "/entries/submissions/2", ("get", ""), ("post", AGAIN))


def test_a_draft_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS)


def test_a_submission_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, ("get", ""), ("post", AGAIN), room="/entries/submissions")


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    check_signed_out(stranger, base, *DOORS)
    check_signed_out(stranger, "/entries/submissions/2", ("get", ""), ("post", AGAIN))


def test_a_gap_leads_back_to_it(officer: Browser, centre_db: Db) -> None:
    nobody = begin(centre_db, confirmed=True)
    assert officer.get(nobody + SUMMARY).address == nobody + "/candidates"
    unconfirmed = begin(centre_db, people=people(centre_db, 1))
    assert officer.get(unconfirmed + SUMMARY).address == unconfirmed + "/options"


def test_looking_changes_nothing(officer: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    before = everything(centre_db)
    officer.get(base + SUMMARY)
    assert everything(centre_db) == before


def test_warnings_stand_beside_the_candidate(officer: Browser, centre_db: Db) -> None:
    (bare,) = people(centre_db, 1, "uln is null")
    base = begin(centre_db, BUSINESS, [bare], confirmed=True)
    page = officer.get(base + SUMMARY)
    (notes,) = cells(page, "Please note")
    assert "No ULN is recorded." in notes
    assert "None of the alternatives is chosen: combined or separate." in notes


def test_submitting_leads_to_the_confirmation(officer: Browser, centre_db: Db) -> None:
    base, chosen = ready(centre_db)
    page = submit(officer, base, order_number=" PO-4711  b ")
    assert page.status == 200
    assert page.address == "/entries/submissions/3"
    assert page.heading == "Entries submitted"
    assert "SP-000003" in page.text
    assert [told(page, key) for key in ("By", "Package", "Candidates", "Entries")] == [
        "Priya Lewis",
        TITLE,
        "2",
        "6",
    ]
    assert told(page, "Order number/reference") == "PO-4711 b"
    assert "Nothing has been sent to the awarding body." in page.text
    assert len(cells(page, "Assessment")) == 6
    assert row_of(centre_db, base) is None
    made = rows(centre_db, 3)
    assert {row["candidate_id"] for row in made} == set(chosen)
    assert [
        (row["entry_code"], row["series_title"], row["late"], row["fee"], row["status"])
        for row in made[:3]
    ] == [
        ("03999", "March 2027", 0, 11500, "entered"),
        ("09499", "On demand", 0, 1850, "entered"),
        ("09866", "December 2026", 0, 1850, "entered"),
    ]
    for table in ("draft_candidates", "draft_choices", "drafts"):
        assert count(centre_db, table) == 0


def test_an_entry_that_is_late_says_so_and_costs_the_late_fee(
    officer: Browser, centre_db: Db
) -> None:
    base, (one, _) = ready(centre_db, 2, BUSINESS)
    late = assessment(centre_db, "10384")
    store_draft.tick(centre_db, id_of(base), {(one, late): True})
    store_draft.confirm_options(centre_db, id_of(base))
    page = officer.get(base + SUMMARY)
    assert "The entry for 10384 is late: December 2026." in " ".join(cells(page, "Please note"))
    page = submit(officer, base)
    assert "10384 OCR Level 3 Diploma in Business Administration late" in cells(page, "Assessment")
    (row,) = [row for row in rows(centre_db, 3) if row["entry_code"] == "10384"]
    assert (row["late"], row["fee"]) == (1, 14850)


def test_the_order_number_is_optional(officer: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    page = submit(officer, base, order_number="  ")
    assert told(page, "Order number/reference") == "none"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1" * 31, "The order number has 31 characters, but only 30 can be kept. Shorten it."),
        ("PO\x07", "Use letters, digits and signs only in the order number."),
    ],
)
def test_a_wrong_order_number_is_refused_and_kept_in_the_field(
    officer: Browser, centre_db: Db, typed: str, said: str
) -> None:
    base, _ = ready(centre_db)
    page = submit(officer, base, order_number=typed)
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    assert page.one("a", href="#order_number")["text"] == said
    assert page.one("p", id="order-error")["text"] == said
    assert page.one("input", id="order_number")["value"] == typed.replace("\x07", "\ufffd")
    assert count(centre_db, "submissions") == 2
    page = officer.send(page, base + SUMMARY, order_number="PO-1")
    assert told(page, "Order number/reference") == "PO-1"


def test_an_order_number_of_more_than_twelve_characters_is_warned_of_once(
    officer: Browser, centre_db: Db
) -> None:
    base, _ = ready(centre_db)
    page = submit(officer, base, order_number="1234567890123")
    assert page.status == 422
    assert page.one("a", href="#order_number")["text"] == CUT
    assert page.one("input", id="order_number")["value"] == "1234567890123"
    assert count(centre_db, "submissions") == 2
    page = officer.send(page, base + SUMMARY)
    assert told(page, "Order number/reference") == "1234567890123"


def test_another_long_order_number_is_warned_of_too(officer: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    page = submit(officer, base, order_number="1234567890123")
    page = officer.send(page, base + SUMMARY, order_number="9876543210987")
    assert page.status == 422
    assert page.one("a", href="#order_number")["text"] == CUT
    assert count(centre_db, "submissions") == 2


def test_the_order_number_is_kept_as_soon_as_it_is_typed(officer: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    for typed, kept, said in [
        ("PO-1", "PO-1", ""),
        ("1234567890123", "1234567890123", CUT),
        (
            "1" * 31,
            "1234567890123",
            "The order number has 31 characters, but only 30 can be kept. Shorten it.",
        ),
        ("", "", ""),
    ]:
        reply = officer.htmx(base + ORDER, {"order_number": typed})
        assert reply.tags[0]["id"] == "entries-order-number"
        assert squeezed(reply.tags[0]["text"]) == said
        draft = row_of(centre_db, base)
        assert draft
        assert draft.order_number == kept
        assert officer.get(base + SUMMARY).one("input", id="order_number").get("value") == kept


def test_what_was_typed_as_order_number_is_shown_as_text(officer: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    officer.post(base + ORDER, {"order_number": '"><b>x</b>'})
    page = submit(officer, base)
    assert not page.all("b")
    assert told(page, "Order number/reference") == '"><b>x</b>'


def test_an_entry_made_by_somebody_else_meanwhile_is_named_and_nothing_is_submitted(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    one, two, three = people(centre_db, 3)
    base = begin(centre_db, ICT, [one, two], confirmed=True)
    page = officer.get(base + SUMMARY)
    other = begin(
        centre_db, ICT, [two, three], confirmed=True, email="administrator@riverside.example"
    )
    assert submit(signed_in("administrator"), other).heading == "Entries submitted"
    page = officer.send(page, base + SUMMARY, order_number="PO-7")
    assert page.status == 409
    assert CHANGED in page.one("a", href="#entries")["text"]
    trouble = page.one("div", class_="trouble")
    named = [squeezed(line["text"]) for line in page.all("li") if trouble in line["within"]]
    surname = listed(centre_db, two).split(", ")[0]
    assert len(named) == 3
    assert all(surname in line for line in named)
    assert count(centre_db, "submissions") == 3
    assert set(selected(centre_db, base)) == {one, two}
    assert page.one("input", id="order_number")["value"] == "PO-7"
    assert told(page, "Entries") == "3, £152.00 where a fee is known"
    page = officer.send(page, base + SUMMARY)
    assert page.heading == "Entries submitted"
    assert {row["candidate_id"] for row in rows(centre_db, 4)} == {one}


def test_a_tick_in_another_tab_is_noticed_before_submitting(
    officer: Browser, centre_db: Db
) -> None:
    base, (one, _) = ready(centre_db)
    page = officer.get(base + SUMMARY)
    maths = assessment(centre_db, "09866")
    store_draft.tick(centre_db, id_of(base), {(one, maths): False})
    page = officer.send(page, base + SUMMARY)
    assert page.status == 409
    assert CHANGED in page.one("a", href="#entries")["text"]
    assert not page.all("div", class_="trouble")
    assert count(centre_db, "submissions") == 2
    assert officer.send(page, base + SUMMARY).heading == "Entries submitted"
    assert len(rows(centre_db, 3)) == 5


def test_a_candidate_removed_in_another_tab_is_noticed_before_submitting(
    officer: Browser, centre_db: Db
) -> None:
    base, (one, _) = ready(centre_db)
    page = officer.get(base + SUMMARY)
    store_undo.remove_candidates(centre_db, id_of(base), one)
    assert officer.send(page, base + SUMMARY).status == 409
    assert count(centre_db, "submissions") == 2


def test_a_series_that_closed_meanwhile_is_noticed_before_submitting(
    officer: Browser, centre_db: Db
) -> None:
    base, _ = ready(centre_db)
    page = officer.get(base + SUMMARY)
    centre_db.execute("update series set closes_on = '2026-11-23' where title = 'December 2026'")
    page = officer.send(page, base + SUMMARY)
    assert page.status == 409
    assert count(centre_db, "submissions") == 2
    assert "January 2027" in cells(page, "Series")


@pytest.mark.parametrize("shown", ["", "rubbish", "1-1-1", "9" * 40])
def test_a_form_that_shows_something_else_submits_nothing(
    officer: Browser, centre_db: Db, shown: str
) -> None:
    base, _ = ready(centre_db)
    assert submit(officer, base, shown=shown).status == 409
    assert count(centre_db, "submissions") == 2


def test_with_nothing_left_to_enter_there_is_no_button(officer: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    page = officer.get(base + SUMMARY)
    other = begin(centre_db, ICT, selected(centre_db, base), confirmed=True)
    submit(officer, other)
    page = officer.send(page, base + SUMMARY)
    assert page.status == 409
    assert "There is nothing left to enter." in page.text
    assert not page.all("form", action=base + SUMMARY)
    assert count(centre_db, "submissions") == 3


def test_pressing_submit_twice_leads_to_the_same_confirmation(
    officer: Browser, centre_db: Db
) -> None:
    base, _ = ready(centre_db)
    page = officer.get(base + SUMMARY)
    once, twice = (officer.send(page, base + SUMMARY) for _ in range(2))
    assert once.address == twice.address == "/entries/submissions/3"
    assert twice.status == 200
    assert count(centre_db, "submissions") == 3
    assert len(rows(centre_db, 3)) == 6


def test_a_submission_that_overtook_mine_is_given_back(centre_db: Db) -> None:
    base, _ = ready(centre_db)
    sheet = store.sheet(centre_db, id_of(base), 2, today=TODAY)
    shown = summary.keys(sheet)
    once, twice = (
        store.submit(centre_db, id_of(base), 2, shown=shown, order_number="", today=TODAY)
        for _ in range(2)
    )
    assert once == twice == (3, set())
    assert count(centre_db, "submissions") == 3


def test_the_confirmation_can_be_reloaded(officer: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    page = submit(officer, base)
    assert officer.get(page.address).heading == "Entries submitted"
    assert count(centre_db, "submissions") == 3


def test_the_draft_leads_to_the_confirmation_ever_after(officer: Browser, centre_db: Db) -> None:
    base, (one, _) = ready(centre_db)
    submit(officer, base)
    before = everything(centre_db)
    for step in ("/package", "/candidates", "/candidates/new", "/options", "/summary"):
        assert officer.get(base + step).address == "/entries/submissions/3", step
        assert officer.post(base + step, {"next": "1"}).address == "/entries/submissions/3", step
    for step in ("/candidates/add", "/candidates/remove", "/options/tick", ORDER):
        page = officer.post(base + step, {"candidate_id": str(one), "order_number": "x"})
        assert page.address == "/entries/submissions/3", step
    assert everything(centre_db) == before


def test_a_reference_is_not_given_twice(officer: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    submit(officer, base)
    centre_db.execute("delete from entries where submission_id = 3")
    centre_db.execute("delete from submissions where submission_id = 3")
    base, _ = ready(centre_db)
    assert submit(officer, base).address == "/entries/submissions/4"


def test_make_another_entry_with_the_same_candidates(officer: Browser, centre_db: Db) -> None:
    base, chosen = ready(centre_db)
    page = submit(officer, base)
    page = officer.send(page, page.address + AGAIN, same="candidates")
    assert page.heading == "Select package"
    new = page.address.removesuffix("/package")
    assert new != base
    assert set(selected(centre_db, new)) == set(chosen)
    assert choices(centre_db, new) == {}
    draft = row_of(centre_db, new)
    assert draft
    assert draft.order_number == ""


def test_make_another_entry_for_the_same_package(officer: Browser, centre_db: Db) -> None:
    base, _ = ready(centre_db)
    page = submit(officer, base)
    page = officer.send(page, page.address + AGAIN, same="package")
    assert page.heading.startswith("Select candidates")
    assert TITLE in page.heading
    assert selected(centre_db, page.address.removesuffix("/candidates")) == []


def test_pressing_make_another_twice_starts_one_draft(officer: Browser, centre_db: Db) -> None:
    page = officer.get("/entries/submissions/2")
    once, twice = (officer.send(page, page.address + AGAIN, same="candidates") for _ in range(2))
    assert once.address == twice.address
    assert count(centre_db, "drafts") == 1


def test_a_draft_begun_without_a_key_is_my_own(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    mine = officer.post("/entries/submissions/2/again", {"same": "package"})
    other = signed_in("administrator").post("/entries/submissions/1/again", {"same": "package"})
    assert mine.address != other.address


def test_a_submission_shows_its_entries_by_name(officer: Browser, centre_db: Db) -> None:
    page = officer.get("/entries/submissions/2")
    names = cells(page, "Candidate")
    expected = centre_db.execute(
        "select candidate_id from entries join candidates using (candidate_id)"
        " where submission_id = 2 order by sort_key, candidate_id, entry_code"
    ).fetchall()
    assert names == [squeezed(listed(centre_db, one)) for (one,) in expected]
    assert told(page, "Submitted") == "10 November 2026, 10:00 am"
    assert told(page, "Order number/reference") == "PO-4802"
