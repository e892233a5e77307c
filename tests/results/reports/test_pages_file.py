"""The report as a file: the rows of the page, all of them, and a connection that comes back."""

import csv
import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import TODAY
from tests.entries.drafts import check_signed_out, check_wrong_id
from tests.page import Browser
from tests.results.sample_programmes import (
    BUSINESS_PEOPLE,
    ICT_AWARDS,
    ICT_PEOPLE,
    ROOM,
    business_people,
    framework,
)
from webapp.database.connection import Db
from webapp.results.reports import store_file
from webapp.results.reports.terms import Terms
from webapp.web import security_headers

BUSINESS = "Business and Administration"
ROWS = {"all-candidates": ICT_PEOPLE, "components-awarded": ICT_AWARDS, "all": 3 * ICT_PEOPLE}


def rows(browser: Browser, address: str) -> list[dict[str, str]]:
    reply = browser.client.get(address)
    assert reply.status_code == 200
    return list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))


def book(browser: Browser, address: str) -> list[list[str]]:
    found = CalamineWorkbook.from_filelike(io.BytesIO(browser.client.get(address).content))
    return found.get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("kind", ROWS)
def test_it_works(officer: Browser, centre_db: Db, kind: str) -> None:
    base = framework(centre_db)
    found = rows(officer, f"{base}/report.csv?kind={kind}")
    assert len(found) == ROWS[kind]
    written = book(officer, f"{base}/report.xlsx?kind={kind}")
    assert written[0] == list(found[0])
    assert [[str(cell) for cell in line] for line in written[1:]] == [
        list(one.values()) for one in found
    ]


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_everybody_may_take_it_away(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    base = framework(centre_db)
    assert len(rows(signed_in(role), f"{base}/report.csv")) == ICT_PEOPLE


@pytest.mark.parametrize("kind", ROWS)
def test_whoever_only_reads_results_takes_no_birthday_and_no_number_of_the_register_away(
    signed_in: Callable[[str], Browser], officer: Browser, centre_db: Db, kind: str
) -> None:
    address = f"{framework(centre_db)}/report.{{}}?kind={kind}"
    whole, without = (
        rows(officer, address.format("csv")),
        rows(signed_in("results"), address.format("csv")),
    )
    left_out = {"Date of birth", "UCI", "ULN"}
    assert left_out <= set(whole[0])
    assert without == [{key: row[key] for key in row.keys() - left_out} for row in whole]
    assert list(without[0]) == [key for key in whole[0] if key not in left_out]
    written = book(signed_in("results"), address.format("xlsx"))
    assert written[0] == list(without[0])
    held = set().union(*({row[key] for key in left_out} for row in whole)) - {""}
    assert not held & {cell for line in written for cell in map(str, line)}


def test_a_framework_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, ("get", "/report.csv"), ("get", "/report.xlsx"), room=ROOM)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/1", ("get", "/report.csv"), ("get", "/report.xlsx"))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_it_is_a_file_that_nobody_keeps_a_copy_of(
    officer: Browser, centre_db: Db, ending: str
) -> None:
    reply = officer.client.get(f"{framework(centre_db)}/report.{ending}?kind=all")
    assert (
        reply.headers["content-disposition"]
        == f'attachment; filename="ict-all-2026-11-24.{ending}"'
    )
    assert reply.headers["cache-control"] == "no-store"
    for header, value in security_headers.HEADERS.items():
        assert reply.headers.get_list(header) == [value], header
    if ending == "csv":
        assert reply.headers["content-type"] == "text/csv; charset=utf-8"


def test_the_files_say_who_is_entered(officer: Browser, centre_db: Db) -> None:
    base = framework(centre_db)
    states = [one["State"] for one in rows(officer, f"{base}/report.csv?sort=state")]
    assert states == ["complete"] * 15 + ["in progress"] * 43 + ["entered"] * 23
    heading, *written = book(officer, f"{base}/report.xlsx?sort=state")
    assert [line[heading.index("State")] for line in written] == states


def test_its_order_and_filters_are_those_of_the_page(officer: Browser, centre_db: Db) -> None:
    base = framework(centre_db, BUSINESS)
    found = rows(officer, f"{base}/report.csv?sort=-date")
    dates = [one["Date awarded"] for one in found]
    assert len(dates) == BUSINESS_PEOPLE
    assert dates == sorted(dates, reverse=True)
    august = rows(officer, f"{base}/report.csv?kind=components-awarded&from=1/8/2026&to=31/8/2026")
    assert august
    assert all(one["Date awarded"].startswith("2026-08") for one in august)
    two = [one["candidate_id"] for one in business_people(centre_db)[:2]]
    picked = rows(
        officer, f"{base}/report.csv?kind=individual-candidates&candidates={two[0]}-{two[1]}"
    )
    assert len(picked) == 2


def test_the_pieces_of_a_long_file_fit_together(
    officer: Browser, centre_db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, count in ROWS.items():
        whole = officer.client.get(
            f"{framework(centre_db)}/report.csv?kind={kind}&sort=-name"
        ).content
        with monkeypatch.context() as patched:
            patched.setattr(store_file, "AT_ONCE", 7)
            pieced = officer.client.get(
                f"{framework(centre_db)}/report.csv?kind={kind}&sort=-name"
            ).content
        assert pieced == whole
        assert whole.count(b"\r\n") == count + 1


def test_a_cell_that_looks_like_a_formula_stays_a_text(officer: Browser, centre_db: Db) -> None:
    one = business_people(centre_db)[0]["candidate_id"]
    centre_db.execute("update candidates set surname = '=1+1' where candidate_id = ?", [one])
    centre_db.conn.commit()
    base = framework(centre_db, BUSINESS)
    assert "'=1+1" in {row["Surname"] for row in rows(officer, f"{base}/report.csv")}
    assert "=1+1" in {line[0] for line in book(officer, f"{base}/report.xlsx")}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_wrong_terms_give_a_page_and_no_file(officer: Browser, centre_db: Db, ending: str) -> None:
    base = framework(centre_db, BUSINESS)
    page = officer.get(f"{base}/report.{ending}?from=31/2/2026")
    assert page.status == 422
    assert "31 is not a day" in page.text
    picking = officer.get(f"{base}/report.{ending}?kind=individual-candidates")
    assert picking.address == f"{base}/candidates"


def test_the_connection_comes_back_also_from_whoever_goes_away(
    officer: Browser, centre_db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_file, "AT_ONCE", 7)
    connections = officer.client.app.state.connections
    idle = connections._idle
    before = {id(one) for one in idle}
    with officer.client.stream("GET", f"{framework(centre_db)}/report.csv?kind=all") as reply:
        next(reply.iter_bytes())
    assert {id(one) for one in idle} >= before
    assert not any(one.conn.in_transaction for one in idle)
    pieces = store_file.pieces(centre_db, 1, Terms(kind="all"), today=TODAY)
    list(next(pieces))
    assert centre_db.conn.in_transaction
    pieces.close()
    assert not centre_db.conn.in_transaction


def test_a_workbook_has_its_limit_and_says_where_the_rest_can_be_had(
    officer: Browser, centre_db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_file, "ROWS_OF_A_BOOK", ICT_PEOPLE)
    base = framework(centre_db)
    assert book(officer, f"{base}/report.xlsx?kind=all-candidates")
    page = officer.get(f"{base}/report.xlsx?kind=all")
    assert page.address == f"{base}/report"
    assert "XLSX takes up to" in page.text
    assert len(rows(officer, f"{base}/report.csv?kind=all")) == ROWS["all"]
