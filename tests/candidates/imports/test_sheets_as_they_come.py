"""Every file in sheets/ through the upload page and through the command, with the same outcome."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import TODAY, client_over
from tests.page import Browser, Page, audit
from webapp.accounts import store as accounts
from webapp.candidates.groups import store as store_groups
from webapp.cli import imports as cli_import
from webapp.cli import main
from webapp.database import connection as db

SHEETS = Path(__file__).parents[2] / "candidates" / "sheets"
EXPECTED = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(SHEETS.glob("*.json"))
}
TAKEN = [name for name, one in EXPECTED.items() if "refused" not in one and "missing" not in one]
REFUSED = [name for name, one in EXPECTED.items() if "refused" in one]
LACKING = [name for name, one in EXPECTED.items() if "missing" in one]
OFFICER = ("officer@example.org", "a long enough secret")
FACTS = (
    "surname",
    "forenames",
    "born_on",
    "gender",
    "candidate_number",
    "uci",
    "uln",
    "ocr_number",
)


def sheet(name: str) -> Path:
    (found,) = (path for path in SHEETS.glob(f"{name}.*") if path.suffix != ".json")
    return found


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[db.Db, Browser]]:
    """An empty centre that a whole module's sheets are uploaded to, one after the other."""
    path = tmp_path_factory.mktemp("sheets") / "centre.db"
    one = db.connect(path)
    accounts.set_centre(one, "12345", "Riverside")
    accounts.add_person(one, OFFICER[0], "Ola Field", "entries", OFFICER[1])
    with client_over(path) as client:
        browser = Browser(client)
        browser.sign_in(*OFFICER)
        yield one, browser
    one.close()


@pytest.fixture
def officer(centre: tuple[db.Db, Browser]) -> Iterator[Browser]:
    yield centre[1]
    for table in (
        "group_members",
        "candidate_groups",
        "candidate_changes",
        "candidates",
        "uploads",
    ):
        centre[0].execute(f"delete from {table}")


def upload(browser: Browser, path: Path) -> Page:
    reply = browser.client.post(
        "/candidates/uploads",
        data={"form_token": browser.form_token},
        files={"file": (path.name, path.read_bytes())},
    )
    page = Page(reply)
    audit(page)
    if page.heading.startswith("What the columns are") and page.status == 200:
        page = browser.send(page, page.address)
    return page


def outcomes(one: db.Db) -> dict[str, str]:
    found = one.execute("select row_number, outcome from upload_rows")
    return {str(row_number): outcome for row_number, outcome in found}


def register(one: db.Db) -> list[dict[str, Any]]:
    """Everybody in the file, in the order they came, with their groups."""
    titles = {group.group_id: group.title for group in store_groups.groups(one)}
    people = []
    for row in one.query("select * from candidates order by candidate_id"):
        joined = one.execute(
            "select group_id from group_members where candidate_id = ?", [row["candidate_id"]]
        )
        groups = {titles[group_id] for (group_id,) in joined}
        facts = {fact: row[fact] or "" for fact in (*FACTS, "added_on")}
        people.append(facts | {"groups": groups})
    return people


def expected(name: str) -> list[dict[str, Any]]:
    found = []
    for row in EXPECTED[name]["rows"].values():
        if row["outcome"] == "add":
            person = {"added_on": TODAY.isoformat(), **row["candidate"]}
            found.append(person | {"groups": set(person["groups"])})
    return found


@pytest.mark.parametrize("name", TAKEN)
def test_the_page_says_what_becomes_of_each_row_and_saves_the_good_ones(
    name: str, officer: Browser, centre: tuple[db.Db, Browser]
) -> None:
    wanted = EXPECTED[name]
    page = upload(officer, sheet(name))
    assert page.heading.startswith("Check the sheet")
    for note in wanted["notes"]:
        assert note in page.text
    decided = outcomes(centre[0])
    rows = {number: row["outcome"] for number, row in wanted["rows"].items()}
    assert {number: decided[number] for number in rows} == rows
    assert decided.keys() - rows.keys() == wanted.get("later", {}).keys()
    for outcome in ("add", "refuse"):
        seen = officer.get(f"{page.address}?outcome={outcome}").text
        for number, row in wanted["rows"].items():
            if row["outcome"] == outcome:
                assert f"row {number}" in seen
                assert all(said in seen for said in row["says"]), seen
    if expected(name):
        page = officer.send(page, f"{page.address}/save")
        assert f"{len(expected(name))} candidate" in page.text
    assert register(centre[0]) == expected(name)

    upload(officer, sheet(name))
    assert set(outcomes(centre[0]).values()) <= {"same", "refuse"}
    assert register(centre[0]) == expected(name)


@pytest.mark.parametrize("name", REFUSED)
def test_the_page_refuses_what_is_no_sheet_of_people(
    name: str, officer: Browser, centre: tuple[db.Db, Browser]
) -> None:
    page = upload(officer, sheet(name))
    assert (page.status, page.heading) == (422, "Upload a spreadsheet")
    assert EXPECTED[name]["refused"] in page.text
    assert not outcomes(centre[0])


@pytest.mark.parametrize("name", LACKING)
def test_the_page_names_the_columns_that_are_missing(name: str, officer: Browser) -> None:
    page = upload(officer, sheet(name))
    assert page.status == 422
    assert page.heading.startswith("What the columns are")
    assert all(label in page.text for label in EXPECTED[name]["missing"])


@pytest.mark.parametrize("name", EXPECTED)
def test_the_command_does_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_import.db, "today", lambda: TODAY)
    file, wanted = tmp_path / "centre.db", EXPECTED[name]
    words = ["import", "candidates", "--db", str(file), str(sheet(name))]
    looked = CliRunner().invoke(main, [*words, "--check"])
    if "rows" not in wanted or "missing" in wanted:
        assert looked.exit_code == 1
        assert all(said in looked.stderr for said in wanted.get("missing", [wanted.get("refused")]))
        return
    refused = {number: row for number, row in wanted["rows"].items() if row["outcome"] == "refuse"}
    assert looked.exit_code == (1 if refused else 0)
    assert f"{len(expected(name))} added" in looked.stdout
    for number, _row in refused.items():
        assert f"Row {number}: " in looked.stderr
    assert all(note in looked.stderr for note in wanted["notes"])
    one = db.connect(file)
    assert register(one) == []

    strict = CliRunner().invoke(main, words)
    assert strict.exit_code == (1 if refused else 0)
    assert register(one) == ([] if refused else expected(name))
    kept = CliRunner().invoke(main, [*words, "--keep-good"])
    assert kept.exit_code == (3 if refused else 0)
    assert register(one) == expected(name)
    one.close()
