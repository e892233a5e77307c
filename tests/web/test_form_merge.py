"""Two people with one form, in two browsers on one file: nobody's change is overwritten unseen."""

from collections.abc import Callable

import pytest

from tests.accounts.inviting import OFFICER
from tests.catalogue.fees.test_pages import FEES, fees
from tests.catalogue.fees.test_pages import id_of as assessment_id
from tests.catalogue.series.test_pages import rows as series_rows
from tests.catalogue.series.test_pages_one import base as series_address
from tests.entries.drafts import BUSINESS, ICT, begin, id_of, people
from tests.page import Browser, Page
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft
from webapp.web import form_merge

PERSON, CENTRE, ROLES = f"/accounts/{OFFICER}", "/accounts/centre", "/accounts/two-step"
SignIn = Callable[[str], Browser]


def send_with_field(browser: Browser, page: Page, action: str, field: str, text: str) -> Page:
    """Send a page's form with one field typed; fields may have any name."""
    return browser.send(page, action, **{field: text})


def columns(db: Db, sql: str, *values: object) -> tuple:
    return db.execute(sql, values).fetchone()


def test_it_works() -> None:
    sent = {"name": "Ann B", "opened_name": "Ann", "role": "entries", "opened_role": "entries"}
    merged = form_merge.merge(sent, {"name": "Ann", "role": "results"})
    assert (merged.values["name"], merged.values["role"]) == ("Ann B", "results")
    assert (merged.taken_over, merged.conflicts) == (["role"], [])
    assert "changed the role" in form_merge.notice(merged, {"name": "name", "role": "role"})


@pytest.mark.parametrize(
    ("opened", "stored", "typed", "taken_over", "conflict"),
    [
        ("a", "a", "b", False, False),
        ("a", "b", "a", True, False),
        ("a", "b", "b", False, False),
        ("a", "b", "c", False, True),
        ("a", "b", " a ", True, False),
        ("", "b", "", True, False),
        ("x\ny", "x\ny", "x\r\ny", False, False),
        ("a", "", "a", True, False),
    ],
)
def test_each_field_is_compared_by_itself(
    opened: str, stored: str, typed: str, taken_over: bool, conflict: bool
) -> None:
    merged = form_merge.merge({"f": typed, "opened_f": opened}, {"f": stored})
    assert (bool(merged.taken_over), bool(merged.conflicts)) == (taken_over, conflict)
    if taken_over:
        assert merged.values["f"] == stored


def test_what_travelled_along_from_nowhere_counts_as_shown() -> None:
    assert form_merge.merge({"f": "mine"}, {"f": "theirs"}).conflicts == []


def test_a_right_that_was_taken_away_does_not_come_back(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("administrator"), signed_in("administrator")
    page = one.get(PERSON)
    other.send(other.get(PERSON), PERSON, role="results")
    page = one.send(page, PERSON, name="Priya Newname")
    assert columns(centre_db, "select name, role from accounts where account_id = ?", OFFICER) == (
        "Priya Newname",
        "results",
    )
    assert (
        "Somebody else has changed the role since you opened this page. Their change was kept."
        in page.text
    )


def test_an_account_that_both_have_changed_is_asked_about(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("administrator"), signed_in("administrator")
    page = one.get(PERSON)
    other.send(other.get(PERSON), PERSON, role="results", name="Theirs")
    page = one.send(page, PERSON, name="Mine", email="new@riverside.example")
    assert page.status == 409
    assert "changed the name to Theirs since you opened this page; you typed Mine" in page.text
    sent = page.form(PERSON)
    assert (sent["name"], sent["role"], sent["email"]) == (
        "Mine",
        "results",
        "new@riverside.example",
    )
    asked = "select name, role, email from accounts where account_id = ?"
    assert columns(centre_db, asked, OFFICER)[:2] == ("Theirs", "results")
    one.send(page, PERSON)
    assert columns(centre_db, asked, OFFICER) == ("Mine", "results", "new@riverside.example")


def test_a_wrong_field_loses_neither_change(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("administrator"), signed_in("administrator")
    page = one.get(PERSON)
    other.send(other.get(PERSON), PERSON, role="results")
    page = one.send(page, PERSON, email="nonsense")
    assert page.status == 422
    one.send(page, PERSON, email="right@riverside.example")
    assert columns(centre_db, "select email, role from accounts where account_id = ?", OFFICER) == (
        "right@riverside.example",
        "results",
    )


def test_the_centre_keeps_both_changes_and_asks_for_one(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("administrator"), signed_in("administrator")
    page = one.get(CENTRE)
    other.send(other.get(CENTRE), CENTRE, contact="Room 4\r\nextension 12")
    page = one.send(page, CENTRE, centre_name="Elm School")
    asked = "select name, contact from centre"
    assert columns(centre_db, asked) == ("Elm School", "Room 4\nextension 12")
    assert "changed the contact since you opened this page. Their change was kept." in page.text
    page = one.get(CENTRE)
    other.send(other.get(CENTRE), CENTRE, centre_name="Oak School")
    page = one.send(page, CENTRE, centre_name="Ash School")
    assert page.status == 409
    assert columns(centre_db, asked)[0] == "Oak School"
    one.send(page, CENTRE)
    assert columns(centre_db, asked)[0] == "Ash School"


def test_the_roles_of_two_step_sign_in(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("administrator"), signed_in("administrator")
    one.send(one.get(ROLES), ROLES, role=["administrator"])
    page = one.get(ROLES)
    other.send(other.get(ROLES), ROLES, role=["entries"])
    page = one.send(page, ROLES, role=["administrator", "results"])
    assert {role for (role,) in centre_db.execute("select role from two_step_roles")} == {
        "entries",
        "results",
    }
    assert "Somebody else has changed" in page.text


def test_the_title_of_a_group(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("entries"), signed_in("entries")
    group_id = columns(centre_db, "select min(group_id) from candidate_groups")[0]
    address = f"/candidates/groups/{group_id}"
    page = one.get(address)
    other.send(other.get(address), f"{address}/rename", title="Theirs")
    page = one.send(page, f"{address}/rename", title="Mine")
    assert page.status == 409
    assert "changed the title to Theirs" in page.text
    asked = "select title from candidate_groups where group_id = ?"
    assert columns(centre_db, asked, group_id) == ("Theirs",)
    one.send(page, f"{address}/rename")
    assert columns(centre_db, asked, group_id) == ("Mine",)


def test_a_fee_that_both_have_changed_is_asked_about(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("administrator"), signed_in("administrator")
    field = f"normal_fee-{assessment_id(centre_db, '03999')}"
    late = f"late_fee-{assessment_id(centre_db, '03999')}"
    page = one.get(FEES)
    other.send(other.get(FEES), FEES, **{field: "120", late: "200"})
    page = one.send(
        page, FEES, **{field: "130", f"normal_fee-{assessment_id(centre_db, '09877')}": "7"}
    )
    assert page.status == 409
    assert "03999, normal fee: somebody else has changed this fee to 120.00" in page.text
    assert "you typed 130" in page.text
    assert fees(centre_db, "03999") == (12000, 20000)
    assert page.form(FEES)[late] == "200.00"
    one.send(page, FEES)
    assert fees(centre_db, "03999") == (13000, 20000)
    assert fees(centre_db, "09877")[0] == 700


def test_the_dates_of_a_series(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("administrator"), signed_in("administrator")
    address = series_address(centre_db)
    page = one.get(address)
    other.send(other.get(address), address, closes_on="23/4/2027")
    one.send(page, address, late_from="16/4/2027")
    row = next(row for row in series_rows(centre_db, "June 2027") if row["entry_code"] == "04439")
    assert (row["late_from"], row["closes_on"]) == ("2027-04-16", "2027-04-23")
    page = one.get(address)
    other.send(other.get(address), address, closes_on="24/4/2027")
    page = one.send(page, address, closes_on="25/4/2027")
    assert page.status == 409
    assert "to 24 April 2027 since you opened this page; you typed 25/4/2027" in page.text
    one.send(page, address)
    row = next(row for row in series_rows(centre_db, "June 2027") if row["entry_code"] == "04439")
    assert row["closes_on"] == "2027-04-25"


def test_all_that_share_a_series_are_those_that_were_shown(
    signed_in: SignIn, centre_db: Db
) -> None:
    one, other = signed_in("administrator"), signed_in("administrator")
    address = series_address(centre_db)
    page = one.get(address)
    sharing = len(page.form(address)["sharing"].split())
    other.send(other.get(address), address, opens_on="24/12/2026")
    page = one.send(page, address, closes_on="26/4/2027", all="1")
    assert f"is changed for {sharing} assessments" in page.text
    changed = [
        row for row in series_rows(centre_db, "June 2027") if row["closes_on"] == "2027-04-26"
    ]
    assert len(changed) == sharing
    assert {row["entry_code"] for row in changed if row["opens_on"] == "2026-12-24"} == {"04439"}


def test_a_sharing_series_that_both_have_changed_stays(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("administrator"), signed_in("administrator")
    address = series_address(centre_db)
    page = one.get(address)
    changed = series_address(centre_db, code="03999")
    other.send(other.get(changed), changed, closes_on="24/4/2027")
    page = one.send(page, address, closes_on="26/4/2027", all="1")
    assert (
        "For 03999, somebody else has changed the series since you opened this page." in page.text
    )
    closing = {row["entry_code"]: row["closes_on"] for row in series_rows(centre_db, "June 2027")}
    assert (closing["03999"], closing["04439"]) == ("2027-04-24", "2027-04-26")


def test_the_package_of_a_draft(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("entries"), signed_in("administrator")
    base = begin(centre_db, ICT, people(centre_db, 1))
    address, business = f"{base}/package", catalogue.package_by_code(centre_db, BUSINESS)
    assert business
    page = one.get(address)
    other.send(
        other.get(f"{address}?package={business.package_id}"),
        address,
        next="1",
        package=str(business.package_id),
    )
    page = one.send(page, address, next="1")
    draft = store_draft.one(centre_db, id_of(base))
    assert draft
    assert draft.package_id == business.package_id
    assert "Somebody else has chosen this package" in page.text


def test_the_package_of_a_draft_that_both_have_changed(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("entries"), signed_in("administrator")
    base = begin(centre_db, ICT, people(centre_db, 1))
    address = f"{base}/package"
    theirs, mine = (catalogue.package_by_code(centre_db, code) for code in (BUSINESS, "488-2-1"))
    assert theirs
    assert mine
    page = one.get(address)
    other.post(address, {"package": str(theirs.package_id), "next": "1"})
    # Without script Ok shows the page again: what it was opened with comes along.
    page = one.send(page, address, ok="1", framework="", package=str(mine.package_id))
    page = one.send(page, address, next="1")
    assert page.status == 422
    assert "Somebody else has chosen another package" in page.text
    draft = store_draft.one(centre_db, id_of(base))
    assert draft
    assert draft.package_id == theirs.package_id
    one.send(page, address, next="1")
    draft = store_draft.one(centre_db, id_of(base))
    assert draft
    assert draft.package_id == mine.package_id


def test_the_order_number_of_a_draft(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("entries"), signed_in("administrator")
    base = begin(centre_db, ICT, people(centre_db, 1), confirmed=True)
    address = f"{base}/summary"
    page = one.get(address)
    other.post(f"{address}/order-number", {"order_number": "PO-1", "opened_order_number": ""})
    page = one.send(page, address)
    assert page.status == 409
    assert "Somebody else has changed the order number to PO-1" in page.text
    assert page.form(address)["order_number"] == "PO-1"
    assert "Entries submitted" in one.send(page, address).heading
    assert (
        columns(centre_db, "select order_number from submissions order by submission_id desc")[0]
        == "PO-1"
    )


def test_the_order_number_is_not_kept_over_somebody_elses(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("entries"), signed_in("administrator")
    base = begin(centre_db, ICT, people(centre_db, 1), confirmed=True)
    address = f"{base}/summary"
    page = one.get(address)
    other.post(f"{address}/order-number", {"order_number": "PO-1", "opened_order_number": ""})
    sent = page.form(address) | {"order_number": "PO-2"}
    hint = one.htmx(f"{address}/order-number", sent)
    assert "to PO-1 since you opened this page; you typed PO-2" in hint.text
    draft = store_draft.one(centre_db, id_of(base))
    assert draft
    assert draft.order_number == "PO-1"


def test_an_acknowledgement(signed_in: SignIn, centre_db: Db) -> None:
    one, other = signed_in("entries"), signed_in("administrator")
    submission_id = columns(centre_db, "select max(submission_id) from submissions")[0]
    address = f"/entries/submissions/{submission_id}"
    action = f"{address}/acknowledgement"
    page = one.get(address)
    other.send(other.get(address), action, acknowledged_on="24/11/2026", reference="THEIRS")
    page = one.send(page, action, acknowledged_on="24 Nov 2026", reference="MINE")
    assert page.status == 409
    assert "changed the reference to THEIRS since you opened this page; you typed MINE" in page.text
    page = one.send(page, action)
    asked = (
        "select acknowledged_on, reference from acknowledgements order by acknowledgement_id desc"
    )
    assert columns(centre_db, asked) == ("2026-11-24", "MINE")
