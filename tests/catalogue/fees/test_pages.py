"""Fees of all assessments on one page."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import check_signed_out, check_wrong_role, everything
from tests.page import Browser
from webapp.database.connection import Db

FEES = "/catalogue/fees"


def id_of(db: Db, code: str) -> int:
    return db.execute(
        "select assessment_id from assessments where entry_code = ?", [code]
    ).fetchone()[0]


def fees(db: Db, code: str) -> tuple[int | None, int | None]:
    return db.execute(
        "select normal_fee, late_fee from assessments where entry_code = ?", [code]
    ).fetchone()


def test_it_works(administrator: Browser, centre_db: Db) -> None:
    page = administrator.get(FEES)
    assert page.heading == "Fees"
    assert len(page.all("input", inputmode="decimal")) == 2 * 92
    code = id_of(centre_db, "03999")
    assert page.form(FEES)[f"normal_fee-{code}"] == "115.00"
    other = id_of(centre_db, "09877")
    page = administrator.send(
        page,
        FEES,
        **{
            f"normal_fee-{code}": "£1,150.50",
            f"late_fee-{code}": "",
            f"late_fee-{other}": "20",
        },
    )
    assert "The fees of 2 assessments are changed." in page.text
    assert fees(centre_db, "03999") == (115050, None)
    assert fees(centre_db, "09877") == (None, 2000)
    assert fees(centre_db, "09866") == (1850, 2775)


DOORS = (("get", ""), ("post", ""))


def test_whoever_is_no_administrator_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    before = everything(centre_db)
    check_wrong_role(signed_in, FEES, *DOORS)
    assert signed_in("entries").post(FEES, {"normal_fee-1": "1"}).status == 403
    assert everything(centre_db) == before


def test_whoever_is_signed_out_is_sent_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, FEES, *DOORS)


def test_sending_it_as_it_stands_changes_nothing(administrator: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    page = administrator.send(administrator.get(FEES), FEES)
    assert "The fees of 0 assessments are changed." in page.text
    assert everything(centre_db) == before


@pytest.mark.parametrize("typed", ["115,00", "-1", "ten"])
def test_what_is_no_fee_comes_back_as_typed_and_nothing_is_kept(
    administrator: Browser, centre_db: Db, typed: str
) -> None:
    before = everything(centre_db)
    field, other = (
        f"late_fee-{id_of(centre_db, '03999')}",
        f"normal_fee-{id_of(centre_db, '09877')}",
    )
    page = administrator.send(administrator.get(FEES), FEES, **{field: typed, other: "7"})
    assert page.status == 422
    assert f"03999, late fee: {typed} is no fee" in page.one("a", href=f"#{field}")["text"]
    assert (page.form(FEES)[field], page.form(FEES)[other]) == (typed, "7")
    assert everything(centre_db) == before
    page = administrator.send(page, FEES, **{field: "7.50"})
    assert (fees(centre_db, "03999"), fees(centre_db, "09877")) == ((11500, 750), (700, None))


def test_what_somebody_else_has_changed_meanwhile_stays(
    administrator: Browser, centre_db: Db
) -> None:
    page = administrator.get(FEES)
    centre_db.execute("update assessments set normal_fee = 1 where entry_code = '09866'")
    administrator.send(page, FEES, **{f"late_fee-{id_of(centre_db, '09866')}": "30"})
    assert fees(centre_db, "09866") == (1, 3000)


def test_entries_keep_the_fee_of_their_day(administrator: Browser, centre_db: Db) -> None:
    before = everything(centre_db)["entries"]
    administrator.send(
        administrator.get(FEES), FEES, **{f"normal_fee-{id_of(centre_db, '03999')}": "1"}
    )
    assert everything(centre_db)["entries"] == before
