"""Amending a submission's order number on its page, and undoing it."""

from collections.abc import Callable

import pytest

from tests.entries.afterwards import (
    ROOM,
    amend,
    ids,
    order_number,
    series_of,
    statuses,
    submitted,
    withdraw,
)
from tests.entries.drafts import check_signed_out, check_wrong_id, check_wrong_role, everything
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db

ORDER, UNDO = "/order-number", "/order-number/undo"
CUT = "The order number has more than 12 characters. Some awarding bodies cut it there."


def told(page: Page) -> str:
    return squeezed(page.one("div", class_="govuk-notification-banner__content")["text"])


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    page = officer.get(base + ORDER)
    assert page.heading.startswith("Amend the order number")
    assert page.one("input", id="order_number")["value"] == "PO-1"
    assert not page.all("form", action=base + UNDO)
    page = officer.send(page, base + ORDER, order_number=" PO  2 ", reason="typed wrong")
    assert page.address == base
    assert told(page).startswith("The order number is amended. Nothing was sent:")
    assert order_number(centre_db, one) == "PO 2"
    assert set(statuses(centre_db, one)) == {"amended"}
    page = officer.send(officer.get(base + ORDER), base + UNDO)
    assert told(page).startswith("The amendment is undone.")
    assert order_number(centre_db, one) == "PO-1"
    assert set(statuses(centre_db, one)) == {"entered"}


DOORS = (("get", ORDER), ("post", ORDER), ("post", UNDO))


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    before = everything(centre_db)
    check_wrong_role(signed_in, f"{ROOM}/2", *DOORS)
    assert everything(centre_db) == before


def test_a_submission_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS, room=ROOM)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/2", *DOORS)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"order_number": "1" * 31}, "order_number", "31 characters"),
        ({"order_number": "1" * 13}, "order_number", CUT),
        ({"order_number": "PO\x07"}, "order_number", "letters, digits and signs"),
        ({"order_number": "PO-2", "reason": ""}, "reason", "missing"),
    ],
)
def test_what_is_wrong_is_said_and_my_words_stay(
    officer: Browser, centre_db: Db, values: dict[str, str], field: str, said: str
) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    page = officer.send(officer.get(base + ORDER), base + ORDER, **({"reason": "x"} | values))
    assert page.status == 422
    assert said in page.one("a", href=f"#{field}")["text"]
    assert page.one("input", id="order_number")["value"] == values["order_number"].replace(
        "\x07", "\ufffd"
    )
    assert order_number(centre_db, one) == "PO-1"


def test_more_than_twelve_characters_are_warned_of_once(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    page = officer.send(officer.get(base + ORDER), base + ORDER, order_number="1" * 13, reason="x")
    officer.send(page, base + ORDER)
    assert order_number(centre_db, one) == "1" * 13


def test_late_and_its_cost_are_said_before_the_button(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    series_of(centre_db, ids(centre_db, one)[0], closes_on="2026-11-23", late_from=None)
    page = officer.get(f"{ROOM}/{one}{ORDER}")
    text = page.reply.text
    assert "closed on 23 November 2026" in text
    assert "£345.00" in text
    assert text.index("£345.00") < text.index('name="reason"')


def test_pressing_twice_amends_once(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    page = officer.get(base + ORDER)
    officer.send(page, base + ORDER, order_number="PO-2", reason="x")
    before = everything(centre_db)
    page = officer.send(page, base + ORDER, order_number="PO-2", reason="x")
    assert told(page) == "This is the order number already: nothing was changed."
    assert everything(centre_db) == before


def test_an_order_number_from_another_tab_is_shown_first(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    page = officer.get(base + ORDER)
    amend(centre_db, one, "PO-2")
    page = officer.send(page, base + ORDER, order_number="PO-3", reason="x")
    assert page.status == 409
    assert "nothing was amended" in squeezed(page.one("a", href="#means")["text"])
    assert "The order number is PO-2 now." in page.text
    assert page.one("input", id="order_number")["value"] == "PO-3"
    officer.send(page, base + ORDER)
    assert order_number(centre_db, one) == "PO-3"


def test_undoing_an_old_amendment_from_another_tab_changes_nothing(
    officer: Browser, centre_db: Db
) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    amend(centre_db, one, "PO-2")
    page = officer.get(base + ORDER)
    amend(centre_db, one, "PO-3")
    before = everything(centre_db)
    assert "not the latest one any more" in told(officer.send(page, base + UNDO))
    assert officer.post(base + UNDO, {"change": "x"}).address == base
    assert everything(centre_db) == before


def test_what_was_withdrawn_since_forbids_undoing_and_is_said(
    officer: Browser, centre_db: Db
) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    amend(centre_db, one, "PO-2")
    withdraw(centre_db, one, ids(centre_db, one)[:1])
    page = officer.send(officer.get(base + ORDER), base + UNDO)
    assert page.status == 409
    assert "withdrawn or brought back since" in squeezed(page.one("a", href="#undo")["text"])
    assert order_number(centre_db, one) == "PO-2"
