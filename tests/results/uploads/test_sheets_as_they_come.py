"""Every file in sheets/ through check and save, and through the command, with the same outcome."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.results import centre
from tests.results.centre import EXPECTED, TODAY, sheet
from webapp.candidates.imports import store_uploads
from webapp.candidates.imports.progress import Progress
from webapp.candidates.imports.row_outcome import ShownVerdict
from webapp.candidates.imports.store_uploads import UploadRow
from webapp.cli import imports as cli_import
from webapp.cli import main
from webapp.database import connection as db
from webapp.results.uploads import store_review
from webapp.results.uploads.headings import RESULTS
from webapp.spreadsheets import sheet as sheets

TAKEN = [name for name, one in EXPECTED.items() if "rows" in one]
NOT_TAKEN = [name for name in EXPECTED if name not in TAKEN]
GOOD = ("add", "change", "same")
OFFICER = 1


def upload(one: db.Db, name: str) -> int:
    read = sheets.read(sheet(name).read_bytes(), RESULTS)
    fields = RESULTS.assign(read.headings)
    upload_id = store_uploads.start(one, "results", OFFICER, name, read, fields)
    store_review.check(one, Progress("check", len(read.rows)), upload_id, TODAY)
    return upload_id


def rows(one: db.Db, upload_id: int) -> dict[str, UploadRow]:
    """The rows that wait, by their number as the files in sheets/ write it."""
    batches = store_uploads.in_order(one, upload_id)
    return {str(row.row_number): row for batch in batches for row in batch}


@pytest.mark.parametrize("name", TAKEN)
def test_each_row_is_judged_as_expected_and_the_good_ones_are_saved(
    name: str, riverside: db.Db
) -> None:
    wanted, begun = EXPECTED[name]["rows"], centre.shown(riverside)
    upload_id = upload(riverside, name)
    assert list(store_uploads.one(riverside, upload_id).notes) == EXPECTED[name]["notes"]
    found = rows(riverside, upload_id)
    assert {number: row.outcome for number, row in found.items()} == {
        number: row["outcome"] for number, row in wanted.items()
    }
    for number, row in wanted.items():
        check_verdict(number, row, found[number].verdict)
    assert centre.shown(riverside) == begun

    store_review.save(riverside, Progress("save", len(found)), upload_id, TODAY, OFFICER)
    assert centre.shown(riverside) == centre.expected(name, begun)
    assert centre.awards(riverside) == centre.recount(riverside)
    left = {number for number, row in wanted.items() if row["outcome"] not in GOOD}
    assert rows(riverside, upload_id).keys() == left


def check_verdict(number: str, wanted: dict[str, Any], verdict: ShownVerdict) -> None:
    problems, warnings = (" ".join(said.values()) for said in (verdict.problems, verdict.warnings))
    assert all(said in problems for said in wanted.get("says", [])), (number, problems)
    assert bool(problems) == bool(wanted.get("says")), (number, problems)
    assert all(said in warnings for said in wanted.get("warns", [])), (number, warnings)
    if wanted["outcome"] in GOOD:
        assert bool(warnings) == bool(wanted.get("warns")), (number, warnings)
    near = [list(centre.PEOPLE)[candidate_id - 1] for candidate_id, _ in verdict.near]
    assert near == wanted.get("near", []), number
    if wanted["outcome"] == "change":
        changes = {field: list(pair) for field, pair in verdict.changes.items()}
        assert changes == wanted["changes"], number
    if wanted["outcome"] in GOOD and "result" in wanted:
        assert verdict.candidate_id == centre.id_of(wanted["result"]["candidate"])


@pytest.mark.parametrize("name", TAKEN)
def test_the_same_file_again_changes_nothing(name: str, riverside: db.Db) -> None:
    first = upload(riverside, name)
    store_review.save(riverside, Progress("save", 1), first, TODAY, OFFICER)
    after, kept = centre.shown(riverside), count(riverside)
    second = upload(riverside, name)
    for number, row in rows(riverside, second).items():
        before = EXPECTED[name]["rows"][number]["outcome"]
        assert row.outcome == ("same" if before in GOOD else before), number
    store_review.save(riverside, Progress("save", 1), second, TODAY, OFFICER)
    assert (centre.shown(riverside), count(riverside)) == (after, kept)


def count(one: db.Db) -> int:
    return one.execute("select count(*) from results").fetchone()[0]


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_what_is_no_sheet_of_results_is_refused_by_name(name: str) -> None:
    wanted = EXPECTED[name]
    if "refused" in wanted:
        with pytest.raises(sheets.BadSheet, match=wanted["refused"]):
            sheets.read(sheet(name).read_bytes(), RESULTS)
    else:
        read = sheets.read(sheet(name).read_bytes(), RESULTS)
        assert RESULTS.missing(RESULTS.assign(read.headings)) == wanted["missing"]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_command_does_the_same(
    name: str, riverside: db.Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_import.db, "today", lambda: TODAY)
    wanted, begun = EXPECTED[name], centre.shown(riverside)
    words = ["import", "results", "--db", str(tmp_path / "centre.db"), str(sheet(name))]
    looked = CliRunner().invoke(main, [*words, "--check"])
    if "rows" not in wanted:
        assert looked.exit_code == 1
        assert all(said in looked.stderr for said in wanted.get("missing", [wanted.get("refused")]))
        return
    others = {number: row for number, row in wanted["rows"].items() if row["outcome"] not in GOOD}
    assert looked.exit_code == (1 if others else 0), looked.output
    assert all(f"Row {number}: " in looked.stderr for number in others)
    assert all(said in looked.stderr for row in others.values() for said in row["says"])
    assert all(note in looked.stderr for note in wanted["notes"])
    assert centre.shown(riverside) == begun

    strict = CliRunner().invoke(main, words)
    assert strict.exit_code == (1 if others else 0)
    assert centre.shown(riverside) == (begun if others else centre.expected(name, begun))
    kept = CliRunner().invoke(main, [*words, "--keep-good"])
    assert kept.exit_code == (3 if others else 0)
    assert centre.shown(riverside) == centre.expected(name, begun)
    assert centre.awards(riverside) == centre.recount(riverside)
