"""Adding a candidate to the register."""

from collections.abc import Callable

import pytest

from tests.candidates.sample_register import NEW as ZOE
from tests.candidates.sample_register import PRIYA, check_reader_only_looks, form, known, merge, two
from tests.entries.drafts import check_signed_out, count
from tests.page import Browser
from webapp.candidates.record import store_changes, uci
from webapp.database.connection import Db

N = "/candidates/new"
DOORS = (("get", N), ("post", N), ("post", f"{N}/use"))


def test_it_works(officer: Browser, centre_db: Db) -> None:
    page = officer.get(N)
    assert (page.status, page.heading) == (200, "Add a candidate")
    page = officer.send(page, N, **form(ZOE))
    assert page.heading == "Zoë O'Hanrahan-Śmith"
    assert "The candidate is recorded." in page.text
    row = next(centre_db.query("select * from candidates where surname = ?", [ZOE.surname]))
    assert (row["added_on"], row["added_by"]) == ("2026-11-24", PRIYA)
    assert page.address == f"/candidates/{row['candidate_id']}"


def test_whoever_reads_results_adds_nobody(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    check_reader_only_looks(signed_in, [], *DOORS)
    assert signed_in("results").post(N, form(ZOE)).status == 403
    assert count(centre_db, "candidates") == 1200


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, "", *DOORS)


def test_problems_come_back_with_my_words(officer: Browser, centre_db: Db) -> None:
    page = officer.send(officer.get(N), N, **form(ZOE) | {"born_day": "99", "uln": "1"})
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    assert {one["href"] for one in page.all("a")} >= {"#born_day", "#uln"}
    assert page.one("input", id="surname")["value"] == ZOE.surname
    assert count(centre_db, "candidates") == 1200


def test_a_double_is_shown_first_and_leads_to_its_page(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    typed = form(known(centre_db, one), uci="", uln="", candidate_number="")
    page = officer.send(officer.get(N), N, **typed)
    assert page.status == 422
    assert page.one("title")["text"].startswith("Check: ")
    assert "same name and date of birth" in page.text
    there = officer.send(page, f"{N}/use", use=str(one))
    assert there.address == f"/candidates/{one}"
    officer.send(page, N)
    assert count(centre_db, "candidates") == 1201
    assert officer.send(page, N).status == 422
    assert count(centre_db, "candidates") == 1201


@pytest.mark.parametrize("field", ["uci", "uln"])
def test_a_number_that_somebody_has_is_refused_for_good(
    officer: Browser, centre_db: Db, field: str
) -> None:
    one, _ = two(centre_db)
    typed = form(ZOE) | {field: getattr(known(centre_db, one), field)}
    page = officer.send(officer.get(N), N, **typed)
    for _ in range(2):
        assert page.status == 422
        assert "This person is here already" in page.text
        page = officer.send(page, N)
    assert count(centre_db, "candidates") == 1200


def test_a_double_that_is_archived_or_merged_leads_to_whoever_there_is(
    officer: Browser, centre_db: Db
) -> None:
    gone, kept = two(centre_db)
    typed = form(known(centre_db, gone), uci="", uln="", candidate_number="")
    store_changes.archive(centre_db, gone, PRIYA)
    page = officer.send(officer.get(N), N, **typed)
    assert page.one("button", name="use")["value"] == str(gone)
    assert "same name and date of birth, archived" in page.text
    store_changes.bring_back(centre_db, gone, PRIYA)
    merge(centre_db, gone, kept)
    page = officer.send(officer.get(N), N, **typed)
    assert page.one("button", name="use")["value"] == str(kept)


def test_a_uci_is_made_of_the_centre_the_year_and_the_number(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.send(officer.get(N), N, **form(ZOE), make_uci="1")
    assert page.status == 422
    assert "Type the candidate number first" in page.one("a", href="#candidate_number")["text"]
    page = officer.send(page, N, candidate_number="7", make_uci="1")
    value = page.one("input", id="uci")["value"]
    assert value.startswith("123450260007")
    assert uci.read(value)[0] == value
    assert page.one("input", id="surname")["value"] == ZOE.surname


def test_a_uci_that_somebody_has_is_not_made_again(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    made = "123450260007" + uci.check_letter("123450260007")[0]
    centre_db.execute("update candidates set uci = ? where candidate_id = ?", [made, one])
    page = officer.send(officer.get(N), N, **form(ZOE) | {"candidate_number": "7"}, make_uci="1")
    assert page.status == 422
    assert "belongs to" in page.one("a", href="#uci")["text"]
    assert page.one("input", id="uci")["value"] == ""


def test_enter_in_a_field_saves_and_makes_no_uci(officer: Browser) -> None:
    page = officer.get(N)
    inside = page.one("form", action=N)
    first = next(one for one in page.all("button") if inside in one["within"])
    assert "name" not in first
    assert "form" not in first


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ({"born_month": "13"}, "born_month"),
        ({"born_month": "Smarch"}, "born_month"),
        ({"born_year": "08"}, "born_year"),
        ({"born_year": "2099"}, "born_year"),
        ({"born_day": "31", "born_month": "2"}, "born_day"),
        ({"born_month": ""}, "born_month"),
        ({"born_year": "1850"}, "born_year"),
    ],
)
def test_a_wrong_date_leads_to_the_part_that_is_wrong(
    officer: Browser, typed: dict[str, str], part: str
) -> None:
    page = officer.send(officer.get(N), N, **form(ZOE) | typed)
    assert page.status == 422
    parts = ("born_day", "born_month", "born_year")
    wrong = [one["id"] for one in page.all("input") if "govuk-input--error" in one.get("class", "")]
    assert [one for one in wrong if one in parts] == [part]
    if "1850" not in typed.values():
        assert {one["href"] for one in page.all("a")} & {f"#{one}" for one in parts} == {f"#{part}"}


def test_an_invisible_sign_in_a_name_is_said_and_taken_out(officer: Browser, centre_db: Db) -> None:
    page = officer.send(officer.get(N), N, **form(ZOE) | {"surname": "Han\u200brahan\u202e"})
    assert page.status == 422
    assert (
        "It contained an invisible character, which has been removed: check the rest." in page.text
    )
    officer.send(page, N)
    stored = centre_db.execute(
        "select surname from candidates order by candidate_id desc"
    ).fetchone()
    assert stored == ("Hanrahan",)
