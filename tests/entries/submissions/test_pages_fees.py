"""Fees that are typed later reach the entries made before, once somebody has said so; and the
totals.
"""

from collections.abc import Callable

import pytest

from tests.entries.afterwards import ROOM, ids, rows, submitted, withdraw
from tests.entries.drafts import assessment, everything, people
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db

FEES, FILL = "/catalogue/fees", "/entries/fees"


def without_fee(db: Db, code: str, count: int = 4) -> int:
    """A submission whose entries for this assessment have no fee; the first of them is late."""
    submission_id = submitted(db, count)
    db.execute(
        "update assessments set normal_fee = null, late_fee = null where entry_code = ?", [code]
    )
    db.execute(
        "update entries set fee = null where submission_id = ? and entry_code = ?",
        [submission_id, code],
    )
    first = entries_for(db, submission_id, code)[0]
    db.execute("update entries set late = 1 where entry_id = ?", [first["entry_id"]])
    db.conn.commit()
    return submission_id


def entries_for(db: Db, submission_id: int, code: str) -> list[dict]:
    return [row for row in rows(db, submission_id) if row["entry_code"] == code]


def code_of(db: Db, submission_id: int) -> str:
    """An assessment that everybody in it is entered for."""
    return rows(db, submission_id)[0]["entry_code"]


def save_fees(administrator: Browser, db: Db, code: str, normal: str, late: str = "") -> Page:
    number = assessment(db, code)
    typed = {f"normal_fee-{number}": normal, f"late_fee-{number}": late}
    return administrator.send(administrator.get(FEES), FEES, **typed)


def value_of(page: Page, key: str) -> str:
    """What the submission's list of facts says under this key."""
    keys = [squeezed(one["text"]) for one in page.all("dt")]
    values = [squeezed(one["text"]) for one in page.all("dd", class_="govuk-summary-list__value")]
    return values[keys.index(key)]


@pytest.fixture
def administrator(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("administrator")


@pytest.fixture
def code(centre_db: Db) -> str:
    return code_of(centre_db, submitted(centre_db, people(centre_db, 6)[5:]))


def test_a_fee_typed_later_fills_the_entries_by_their_own_lateness_once_confirmed(
    administrator: Browser, centre_db: Db, code: str
) -> None:
    submission_id = without_fee(centre_db, code)
    centre_db.execute(
        "update entries set fee = 1 where submission_id < ? and fee is null", [submission_id]
    )
    centre_db.conn.commit()
    page = save_fees(administrator, centre_db, code, "115", "172.50")
    assert page.address == FILL
    assert "The fees of 1 assessment are changed." in page.text
    assert "3 entries made before have no fee: fill in £115.00" in page.text
    assert "1 late entry made before has no fee: fill in £172.50" in page.text
    assert {row["fee"] for row in entries_for(centre_db, submission_id, code)} == {None}
    page = administrator.send(page, FILL)
    assert page.address == FEES
    assert "The fee is filled in for 4 entries." in page.text
    found = entries_for(centre_db, submission_id, code)
    assert [row["fee"] for row in found] == [17250, 11500, 11500, 11500]
    page = administrator.get(f"{ROOM}/{submission_id}")
    assert "Fee filled in: £115.00, Ada Mensah" in page.text
    assert {row["status"] for row in found} == {"entered"}


def test_no_leaves_them_and_saving_other_fees_does_not_ask_again(
    administrator: Browser, centre_db: Db, code: str
) -> None:
    submission_id = without_fee(centre_db, code)
    page = save_fees(administrator, centre_db, code, "115")
    assert page.one("a", href=FEES, class_="govuk-button govuk-button--secondary")
    assert save_fees(administrator, centre_db, "09864", "1").address != FILL
    assert {row["fee"] for row in entries_for(centre_db, submission_id, code)} == {None}


def test_only_the_ticked_lines_are_filled_and_a_second_press_changes_nothing(
    administrator: Browser, centre_db: Db, code: str
) -> None:
    submission_id = without_fee(centre_db, code)
    page = save_fees(administrator, centre_db, code, "115", "172.50")
    normal = [
        box["value"]
        for box in page.all("input", type="checkbox")
        if box["value"].endswith("-11500")
    ]
    administrator.post(FILL, {"fill": normal})
    assert [row["fee"] for row in entries_for(centre_db, submission_id, code)] == [
        None,
        11500,
        11500,
        11500,
    ]
    before = everything(centre_db)
    page = administrator.post(FILL, {"fill": [*normal, "x", "1-0--5"]})
    assert "Nothing was filled in" in page.text
    assert everything(centre_db) == before


def test_a_fee_that_was_typed_wrong_and_filled_in_can_be_put_right(
    administrator: Browser, centre_db: Db, code: str
) -> None:
    submission_id = without_fee(centre_db, code)
    administrator.send(save_fees(administrator, centre_db, code, "1150"), FILL)
    page = save_fees(administrator, centre_db, code, "115")
    assert "3 entries were filled in with £1,150.00: fill in £115.00" in page.text
    administrator.send(page, FILL)
    assert [row["fee"] for row in entries_for(centre_db, submission_id, code)][1:] == [11500] * 3


def test_entries_that_had_a_fee_on_their_day_keep_it(
    administrator: Browser, centre_db: Db, code: str
) -> None:
    centre_db.execute("update entries set fee = 1")
    centre_db.conn.commit()
    assert save_fees(administrator, centre_db, code, "115").address == FEES


def test_only_an_administrator_fills_in(signed_in: Callable[[str], Browser]) -> None:
    for role in ("entries", "results"):
        for page in (signed_in(role).get(FILL), signed_in(role).post(FILL)):
            # Not only at the page of the fees, to which both would lead.
            assert (page.status, page.address) == (403, FILL)


def test_the_total_stands_on_the_confirmation_and_in_the_history(
    officer: Browser, centre_db: Db
) -> None:
    submission_id = submitted(centre_db)
    entered = ids(centre_db, submission_id)
    centre_db.execute("update entries set fee = null where submission_id = ?", [submission_id])
    for entry_id, fee in zip(entered, (100, 250, 400, 800, None, None), strict=True):
        centre_db.execute("update entries set fee = ? where entry_id = ?", [fee, entry_id])
    centre_db.conn.commit()
    page = officer.get(f"{ROOM}/{submission_id}")
    assert value_of(page, "Fees") == "£15.50, and 2 entries without a fee"
    withdraw(centre_db, submission_id, [entered[3], entered[5]])
    page = officer.get(f"{ROOM}/{submission_id}")
    assert value_of(page, "Fees") == (
        "£7.50, and 1 entry without a fee. Not counted: 2 withdrawn entries, £8.00"
    )
    page = officer.post(ROOM, {"order_number": "PO-1"})
    fees = [squeezed(one["text"]) for one in page.all("td", data_label="Fees")]
    assert fees == ["£7.50, and 1 entry without a fee"]
    assert "Fees of the live entries together: £7.50, and 1 entry without a fee." in page.text
    centre_db.execute("update entries set fee = null")
    centre_db.conn.commit()
    assert value_of(officer.get(f"{ROOM}/{submission_id}"), "Fees").startswith("not known")
