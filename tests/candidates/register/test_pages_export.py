"""The register as a file, opened by real readers, and read back in."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import load_workbook

from tests.candidates.uploads import upload
from tests.entries.drafts import check_signed_out, count, everything
from tests.page import Browser
from webapp.candidates.imports import headings, store_batch
from webapp.candidates.record import store
from webapp.candidates.record.candidate import Candidate
from webapp.candidates.register import store_export
from webapp.cli import main
from webapp.database import connection as file
from webapp.database.connection import Db
from webapp.spreadsheets import sheet, writer

ADDRESS = "/candidates/export"
ALL = {"search": "", "added": "any", "group": "", "state": "active"}
TODAY = date(2026, 11, 24)


def export(browser: Browser, kind: str, **asked: str) -> bytes:
    values = {"form_token": browser.form_token, **ALL, **asked, "format": kind}
    reply = browser.client.post(ADDRESS, data=values)
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert f'filename="candidates-2026-11-24.{kind}"' in reply.headers["content-disposition"]
    return reply.content


def test_it_works(officer: Browser, centre_db: file.Db) -> None:
    rows = list(csv.reader(io.StringIO(export(officer, "csv").decode("utf-8-sig"))))
    assert rows[0] == list(store_export.COLUMNS.values())
    assert len(rows) == 1 + count(centre_db, "candidates where archived_at is null")
    book = load_workbook(io.BytesIO(export(officer, "xlsx"))).get_sheet_by_index(0).to_python()
    assert book == rows


def test_a_filtered_list_holds_what_the_search_finds(officer: Browser, centre_db: file.Db) -> None:
    content = export(officer, "csv", search="mary jon")
    found = sheet.read(content)
    assert found.rows
    assert all("Jon" in cells[0] for _, cells in found.rows)
    group = next(centre_db.query("select * from candidate_groups where title like 'Functional%'"))
    content = export(officer, "csv", group=str(group["group_id"]))
    assert len(sheet.read(content).rows) == 8
    assert all(group["title"] in cells[8] for _, cells in sheet.read(content).rows)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_name_that_begins_like_a_formula_comes_back_as_text(
    officer: Browser, centre_db: file.Db, kind: str
) -> None:
    for day, start in enumerate("=+-@", 1):
        person = Candidate(f"{start}SUM(A1)", "Ada", date(2008, 3, day), "female", "", "", "", "")
        store.add(centre_db, person, TODAY, None)
    content = export(officer, kind, search="sum a1")
    if kind == "csv":
        cells = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
        assert sorted(cells[1:]) == sorted(f"'{start}SUM(A1)" for start in "=+-@")
    else:
        book = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert sorted(row[0] for row in book[1:]) == sorted(f"{start}SUM(A1)" for start in "=+-@")
    before = everything(centre_db)
    assert "Left alone 4" in upload(officer, content, f"a.{kind}").text
    after = everything(centre_db)
    assert {name for name in after if after[name] != before[name]} == {"uploads", "upload_rows"}


@pytest.mark.parametrize("write", [writer.csv_of, writer.xlsx_of])
def test_the_whole_register_read_back_is_the_same_here_and_elsewhere(
    centre_db: file.Db, empty_db: file.Db, write: Callable[..., bytes]
) -> None:
    rows = list(store_export.rows(centre_db))
    read = sheet.read(write(list(store_export.COLUMNS.values()), rows))
    fields = headings.CANDIDATES.assign(read.headings)
    assert fields == list(store_export.COLUMNS)
    here = store_batch.look_at(centre_db, read.rows, fields, TODAY)
    assert (here.counts, here.others) == ({"add": 0, "change": 0, "same": len(rows)}, [])
    there = store_batch.bring_in(empty_db, read.rows, fields, TODAY, keeps_good=True)
    asked = {row_number for row_number, verdict in there.others if verdict.outcome == "ask"}
    assert len(asked) == len(there.others)
    kept = [cells for row_number, cells in read.rows if row_number not in asked]
    assert sorted(store_export.rows(empty_db)) == sorted(kept)


def test_the_command_writes_the_same_file(
    centre_file: Path, centre_db: file.Db, tmp_path: Path
) -> None:
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"people.{kind}"
        done = CliRunner().invoke(
            main, ["export", "candidates", "--db", str(centre_file), str(path)]
        )
        assert (done.exit_code, done.output) == (
            0,
            f"{len(list(store_export.rows(centre_db)))} candidates are in {path}.\n",
        )
        assert [cells for _, cells in sheet.read(path.read_bytes()).rows] == list(
            store_export.rows(centre_db)
        )
    done = CliRunner().invoke(
        main, ["export", "candidates", "--db", str(centre_file), "people.pdf"]
    )
    assert (done.exit_code, done.stderr) == (1, "Error: people.pdf must end in .csv or .xlsx.\n")


def test_whoever_only_reads_results_takes_nothing_of_the_register(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    reader = signed_in("results")
    assert not [one for one in reader.get("/candidates").tags if "/export" in one.get("action", "")]
    for kind in ("csv", "xlsx"):
        page = reader.post(ADDRESS, {**ALL, "format": kind})
        assert (page.status, page.heading) == (403, "You cannot do this")
    person = centre_db.execute("select min(candidate_id) from candidates").fetchone()[0]
    assert reader.get(f"/candidates/{person}/record").status == 403
    for address in (
        f"/candidates/{person}",
        f"/results/candidates/{person}",
        "/candidates/groups/1",
    ):
        page = reader.get(address)
        assert page.status == 200
        assert not [one for one in page.all("a") if "/record" in one["href"]], address


def test_signed_out_asks_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, ADDRESS, ("post", ""))
