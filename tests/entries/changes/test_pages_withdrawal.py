"""Withdrawing entries on a submission's page: first what it means, then the button, then undo."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.entries.afterwards import (
    ROOM,
    hand_over,
    ids,
    rows,
    series_of,
    statuses,
    submitted,
    withdraw,
)
from tests.entries.drafts import (
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    everything,
    listed,
    people,
)
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db
from webapp.entries.hand_over import store as store_hand_over
from webapp.results.of_candidate.store import record

CHECK, WITHDRAW, UNDO = "/withdraw/check", "/withdraw", "/withdraw/undo"


def cells(page: Page, label: str) -> list[str]:
    return [squeezed(one["text"]) for one in page.all("td", data_label=label)]


def check(browser: Browser, base: str, entry_ids: list[int]) -> Page:
    return browser.post(base + CHECK, {"entry_id": [str(one) for one in entry_ids]})


def told(page: Page) -> str:
    return squeezed(page.one("div", class_="govuk-notification-banner__content")["text"])


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base, chosen = f"{ROOM}/{one}", ids(centre_db, one)
    page = check(officer, base, chosen[:3])
    assert page.status == 200
    assert page.heading.startswith("Withdraw 3 entries")
    assert cells(page, "Now") == [
        "not late: closes on 20 January 2027",
        "not late: on demand",
        "not late: closes on 27 November 2026",
    ]
    assert cells(page, "Cost") == ["none, not late"] * 3
    assert statuses(centre_db, one) == ["entered"] * 6
    page = officer.send(page, base + WITHDRAW, reason=" left  the course ")
    assert page.address == base
    assert told(page).startswith("3 entries are withdrawn. Nothing was sent:")
    assert statuses(centre_db, one) == ["withdrawn"] * 3 + ["entered"] * 3
    page = officer.post(base + UNDO, {"entry_id": str(chosen[0])})
    assert told(page).startswith("The withdrawal of 1 entry is undone.")
    assert statuses(centre_db, one) == ["entered"] + ["withdrawn"] * 2 + ["entered"] * 3


DOORS = (("post", CHECK), ("post", WITHDRAW), ("post", UNDO))


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    before = everything(centre_db)
    check_wrong_role(signed_in, f"{ROOM}/2", *DOORS)
    assert everything(centre_db) == before


def test_a_submission_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS, room=ROOM)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    check_signed_out(stranger, f"{ROOM}/2", *DOORS)
    assert everything(centre_db) == before


def test_late_and_what_it_costs_are_said_before_the_button(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base, chosen = f"{ROOM}/{one}", ids(centre_db, one)
    series_of(centre_db, chosen[0], closes_on="2026-11-23", late_from=None)
    series_of(centre_db, chosen[2], late_from="2026-11-24")
    centre_db.execute("update assessments set late_fee = null where entry_code = '09866'")
    page = officer.post(base + CHECK, {"all": "1"})
    assert page.heading.startswith("Withdraw 6 entries")
    assert cells(page, "Now") == [
        "late: closed on 23 November 2026",
        "not late: on demand",
        "late since 24 November 2026, closes on 27 November 2026",
    ]
    assert cells(page, "Cost") == ["£345.00", "none, not late", "no fee recorded"]
    assert "Together £345.00 where a fee is recorded." in page.text
    text = page.reply.text
    assert (
        text.index("Together") < text.index('name="reason"') < text.index("govuk-button--warning")
    )
    page = officer.send(page, base + WITHDRAW, reason="left")
    assert "Withdrawn, late (£172.50): left" in cells(page, "Status")[0]


def test_with_nothing_ticked_the_page_says_so(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base, other = f"{ROOM}/{one}", ids(centre_db, 2)[0]
    for values in ({}, {"entry_id": "x"}, {"entry_id": "9" * 30}, {"entry_id": str(other)}):
        page = officer.post(base + CHECK, values)
        assert page.status == 422
        assert page.one("a", href="#entries-live")["text"] == "Tick at least one entry."
    page = officer.post(base + UNDO, {})
    assert page.status == 422
    assert officer.post(base + WITHDRAW, {"reason": "x"}).address == base
    assert set(statuses(centre_db, one)) == {"entered"}


@pytest.mark.parametrize(("why", "said"), [("", "missing"), (" ", "missing"), ("x" * 201, "201")])
def test_a_reason_is_required_and_my_words_stay(
    officer: Browser, centre_db: Db, why: str, said: str
) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    page = check(officer, base, ids(centre_db, one)[:2])
    page = officer.send(page, base + WITHDRAW, reason=why)
    assert page.status == 422
    assert said in page.one("a", href="#reason")["text"]
    assert page.one("input", id="reason").get("value", "") == why.strip()
    assert page.heading.startswith("Withdraw 2 entries")
    assert set(statuses(centre_db, one)) == {"entered"}
    officer.send(page, base + WITHDRAW, reason="left")
    assert statuses(centre_db, one).count("withdrawn") == 2


def test_pressing_twice_withdraws_once(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    page = check(officer, base, ids(centre_db, one)[:2])
    officer.send(page, base + WITHDRAW, reason="left")
    before = everything(centre_db)
    again = officer.send(page, base + WITHDRAW, reason="left")
    assert told(again) == "Nothing was changed: these entries are withdrawn already."
    assert everything(centre_db) == before


def test_what_another_tab_did_is_shown_before_anything_is_done(
    officer: Browser, centre_db: Db
) -> None:
    one = submitted(centre_db)
    base, chosen = f"{ROOM}/{one}", ids(centre_db, one)
    page = check(officer, base, chosen[:3])
    withdraw(centre_db, one, chosen[:1])
    page = officer.send(page, base + WITHDRAW, reason="left")
    assert page.status == 409
    assert "have changed since this page was shown" in page.one("a", href="#means")["text"]
    assert page.heading.startswith("Withdraw 2 entries")
    assert page.one("input", id="reason")["value"] == "left"
    assert statuses(centre_db, one).count("withdrawn") == 1
    officer.send(page, base + WITHDRAW)
    assert statuses(centre_db, one).count("withdrawn") == 3


def test_a_taken_place_is_named_and_nothing_is_undone(officer: Browser, centre_db: Db) -> None:
    chosen = people(centre_db, 1)
    one = submitted(centre_db, chosen)
    base, entries = f"{ROOM}/{one}", ids(centre_db, one)
    withdraw(centre_db, one, entries)
    submitted(centre_db, chosen, again=True)
    page = officer.post(base + UNDO, {"entry_id": [str(one) for one in entries]})
    assert page.status == 409
    said = page.one("a", href=f"#entry-{entries[0]}")["text"]
    assert "another entry for 03999 in the series March 2027" in said
    assert listed(centre_db, chosen[0]).split(", ")[0] in said
    assert set(statuses(centre_db, one)) == {"withdrawn"}


def test_undoing_twice_is_harmless(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base, entries = f"{ROOM}/{one}", ids(centre_db, one)
    withdraw(centre_db, one, entries[:1])
    officer.post(base + UNDO, {"entry_id": str(entries[0])})
    before = everything(centre_db)
    page = officer.post(base + UNDO, {"entry_id": str(entries[0])})
    assert told(page) == "Nothing was changed: these entries are not withdrawn."
    assert everything(centre_db) == before


def with_a_result(db: Db) -> tuple[int, list[int]]:
    """A submission for one person, of whose three entries the first has a result."""
    one = submitted(db, people(db, 1))
    entries = rows(db, one)
    first = entries[0]
    record(
        db,
        first["candidate_id"],
        first["assessment_id"],
        first["series_id"],
        "Fail",
        "not achieved",
        TODAY,
        "",
        None,
    )
    return one, [entry["entry_id"] for entry in entries]


def test_withdrawing_what_has_a_result_asks_once_more(officer: Browser, centre_db: Db) -> None:
    one, entries = with_a_result(centre_db)
    base = f"{ROOM}/{one}"
    page = officer.post(f"{base}/withdraw/check", {"all": "1"})
    assert "has a result: not achieved" in page.text
    before = everything(centre_db)
    asked = officer.send(page, f"{base}/withdraw", reason="left")
    assert asked.status == 422
    assert asked.heading.startswith("1 entry has a result")
    assert "Fail, not achieved, 24 November 2026" in asked.text
    assert everything(centre_db) == before
    forms = asked.all("form", action=f"{base}/withdraw")
    assert len(forms) == 2
    page = officer.post(f"{base}/withdraw", hidden(asked, forms[1]))
    assert told(page).startswith("3 entries are withdrawn.")
    assert set(statuses(centre_db, one)) == {"withdrawn"}
    # The result stays, and undoing brings the entry back with it.
    page = officer.post(f"{base}/withdraw/undo", {"entry_id": [str(entry) for entry in entries]})
    assert [row["outcome"] for row in rows(centre_db, one)] == ["not achieved", "", ""]


def test_the_others_can_be_withdrawn_alone(officer: Browser, centre_db: Db) -> None:
    one, _ = with_a_result(centre_db)
    base = f"{ROOM}/{one}"
    page = officer.post(f"{base}/withdraw/check", {"all": "1"})
    asked = officer.send(page, f"{base}/withdraw", reason="left")
    page = officer.post(
        f"{base}/withdraw", hidden(asked, asked.all("form", action=f"{base}/withdraw")[0])
    )
    assert told(page).startswith("2 entries are withdrawn.")
    assert statuses(centre_db, one) == ["entered", "withdrawn", "withdrawn"]


def test_a_result_that_came_after_the_question_asks_again(officer: Browser, centre_db: Db) -> None:
    one, _ = with_a_result(centre_db)
    base = f"{ROOM}/{one}"
    page = officer.post(f"{base}/withdraw/check", {"all": "1"})
    asked = officer.send(page, f"{base}/withdraw", reason="left")
    second = rows(centre_db, one)[1]
    record(
        centre_db,
        second["candidate_id"],
        second["assessment_id"],
        second["series_id"],
        "Pass",
        "achieved",
        TODAY,
        "",
        None,
    )
    again = officer.post(
        f"{base}/withdraw", hidden(asked, asked.all("form", action=f"{base}/withdraw")[1])
    )
    assert again.status == 422
    assert again.heading.startswith("2 entries have a result")
    assert set(statuses(centre_db, one)) == {"entered"}


def test_the_hand_over_sheet_says_that_the_withdrawn_entry_has_a_result(
    officer: Browser, centre_db: Db
) -> None:
    one, entries = with_a_result(centre_db)
    officer.client.post(
        f"{ROOM}/{one}/hand-over", data={"form_token": officer.form_token, "what": "whole"}
    )
    withdraw(centre_db, one, entries)
    sheets = store_hand_over.sheets(centre_db, [one])[one]
    assert [row["result"] for row in sheets.now.values()] == [
        "The entry has a result: not achieved",
        "",
        "",
    ]
    assert {row["attempt"] for row in sheets.now.values()} == {""}


def test_a_pending_result_is_neither_asked_about_nor_on_the_sheet(
    officer: Browser, centre_db: Db
) -> None:
    one = submitted(centre_db, people(centre_db, 1))
    first, *_ = rows(centre_db, one)
    record(
        centre_db,
        first["candidate_id"],
        first["assessment_id"],
        first["series_id"],
        "",
        "pending",
        None,
        "",
        None,
    )
    base = f"{ROOM}/{one}"
    officer.post(f"{base}/hand-over", {"what": "whole", "format": "csv"})
    page = officer.post(f"{base}/withdraw/check", {"all": "1"})
    assert "has a result" not in page.text
    page = officer.send(page, f"{base}/withdraw", reason="left")
    assert told(page).startswith("3 entries are withdrawn.")
    sheets = store_hand_over.sheets(centre_db, [one])[one]
    assert [row["result"] for row in sheets.now.values()] == ["", "", ""]


def hidden(page: Page, form: dict[str, Any]) -> dict[str, str]:
    """What one of several forms with the same address carries."""
    return {
        one["name"]: one["value"]
        for one in page.all("input", type="hidden")
        if form in one["within"]
    }


def test_a_reason_is_shown_as_text(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    hand_over(centre_db, one)
    page = check(officer, base, ids(centre_db, one)[:1])
    page = officer.send(page, base + WITHDRAW, reason='"><b>x</b>')
    assert not page.all("b")
    assert '"><b>x</b>' in cells(page, "Status")[-1]
