"""The activity: found, filtered, opened, taken away; and no form leaves it out."""

import csv
import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from python_calamine import load_workbook

from tests.accounts.access.test_guard import ONLY_LOOK, POSTS, knock
from tests.accounts.scene import Scene
from tests.conftest import CAST
from tests.entries.drafts import check_signed_out, people
from tests.page import Browser, Page, squeezed
from webapp.audit import store as store_activity_read
from webapp.audit import store_latest
from webapp.candidates.record import store_changes
from webapp.database.connection import Db, act_for

ROOM = "/accounts/activity"
PRIYA = SimpleNamespace(account_id=2, name="Priya Lewis")
DOORS = (("get", ROOM), ("post", ROOM), ("get", f"{ROOM}/1"), ("post", f"{ROOM}/file"))


@pytest.fixture
def administrator(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("administrator")


def cells(page: Page, label: str) -> list[str]:
    return [squeezed(one["text"]) for one in page.all("td", data_label=label)]


def renamed(db: Db, surname: str = "Smyth") -> int:
    """The candidate whom Priya has given this surname and the number 9876."""
    one = people(db, 1)[0]
    act_for(db, PRIYA)
    db.execute(
        "update candidates set surname = ?, candidate_number = '9876' where candidate_id = ?",
        [surname, one],
    )
    return one


def test_it_works(administrator: Browser, centre_db: Db) -> None:
    one = renamed(centre_db)
    page = administrator.get(ROOM)
    assert page.status == 200
    assert page.heading == "Activity"
    what = next(text for text in cells(page, "What") if f"Changed candidate {one}: surname" in text)
    assert what.endswith("→ 9876")
    assert "→ Smyth, candidate number" in what
    assert "Priya Lewis" in cells(page, "Person")
    assert cells(page, "Person")[-1] == "the program"
    assert page.one("a", href=ROOM, aria_current="page")["text"] == "Activity"


def test_a_bulk_deed_is_one_line_that_opens(administrator: Browser) -> None:
    page = administrator.get(ROOM)
    built = cells(page, "What")[-1]
    assert "series added (1,450)" in built
    assert "candidates added (1,200)" in built
    page = administrator.get(f"{ROOM}/1")
    assert page.heading.startswith("Deed 1")
    assert len(page.all("li")) > store_activity_read.LINES
    assert "Added centre 1: centre id 1, number" in page.text
    more = next(one["href"] for one in page.all("a") if one["text"] == "More lines")
    following = administrator.get(more)
    assert following.status == 200
    assert following.one("ol", class_="govuk-list history")["start"] == "201"


@pytest.mark.parametrize("role", ["entries", "results"])
def test_only_administrators_may_look(signed_in: Callable[[str], Browser], role: str) -> None:
    one = signed_in(role)
    for method, path in DOORS:
        assert getattr(one, method)(path).status == 403, path
    assert not one.get("/").all("a", href=ROOM)


def test_a_deed_that_is_not_there_is_not_found(administrator: Browser) -> None:
    for wrong in ("2", "0", "999999", "9" * 30, "-1", "abc"):
        assert administrator.get(f"{ROOM}/{wrong}").status == 404, wrong


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, "", *DOORS)


def test_filters_find_by_person_kind_day_and_candidate_number(
    administrator: Browser, centre_db: Db
) -> None:
    renamed(centre_db)
    for asked, count in [
        ({"person": "2", "kind": "candidates"}, 1),
        ({"person": "3"}, 0),
        ({"candidate_number": "9876"}, 2),
        ({"kind": "candidates", "person": "the program"}, 1),
        ({"to": "2020-01-01"}, 0),
        ({"from": "2020-01-01", "kind": "candidates", "person": "2"}, 1),
        ({"person": "nobody at all"}, 0),
    ]:
        page = administrator.post(ROOM, asked)
        assert page.status == 200
        if count:
            assert len(cells(page, "What")) >= count, asked
        else:
            assert "Nothing fits." in page.text, asked
    page = administrator.htmx(ROOM, {"person": "2", "kind": "candidates"})
    assert page.tags[0]["id"] == "accounts-activity"
    assert len(cells(page, "What")) == 1


def test_what_cannot_be_read_is_said_and_kept(administrator: Browser) -> None:
    page = administrator.post(ROOM, {"from": "soon", "candidate_number": "12345"})
    assert page.status == 422
    assert page.one("input", id="from")["value"] == "soon"
    assert {"#from", "#candidate_number"} <= {one.get("href") for one in page.all("a")}


def test_older_deeds_are_a_page_further(administrator: Browser, centre_db: Db) -> None:
    one = people(centre_db, 1)[0]
    act_for(centre_db, PRIYA)
    for number in range(store_activity_read.DEEDS + 5):
        centre_db.execute(
            "update candidates set forenames = ? where candidate_id = ?", [f"N{number}", one]
        )
    page = administrator.post(ROOM, {"person": "2"})
    assert len(cells(page, "What")) == store_activity_read.DEEDS
    assert "N54" in cells(page, "What")[0]
    before = page.one("button", name="before")["value"]
    page = administrator.post(ROOM, {"person": "2", "before": before})
    assert [text.rpartition(" ")[2] for text in cells(page, "What")] == [
        "N4",
        "N3",
        "N2",
        "N1",
        "N0",
    ]
    assert [one["text"] for one in page.all("button", name="before")] == ["Newest"]


def rows_of(page: Page) -> list[list[str]]:
    return list(csv.reader(io.StringIO(page.reply.content.decode("utf-8-sig"), newline="")))


def test_the_files_hold_what_was_found_and_no_formula(
    administrator: Browser, centre_db: Db
) -> None:
    one = renamed(centre_db, "=HYPERLINK(1)")
    act_for(centre_db, SimpleNamespace(account_id=2, name="=1+1"))
    store_changes.archive(centre_db, one, 2)
    asked = {"person": "2", "kind": "candidates"}
    page = administrator.post(f"{ROOM}/file", asked | {"format": "csv"})
    head, archived, changed = rows_of(page)
    assert head[:4] == ["Line", "Deed", "Moment (UTC)", "Person"]
    assert (changed[3], changed[5], changed[8]) == ("Priya Lewis", "changed", str(one))
    assert archived[3] == "'=1+1"
    assert '"surname":"=HYPERLINK(1)"' in changed[10]
    book = administrator.post(f"{ROOM}/file", asked | {"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(book.reply.content)).get_sheet_by_index(0).to_python()
    assert [row[5] for row in sheet] == ["What", "changed", "changed"]
    assert sheet[1][3] == "=1+1"
    page = administrator.get(ROOM)
    assert [text for text in cells(page, "What") if text.startswith("Exported the activity")] == [
        "Exported the activity: format xlsx",
        "Exported the activity: format csv",
    ]


def test_a_file_too_long_for_xlsx_is_offered_as_csv(
    administrator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_activity_read, "LINES_OF_A_BOOK", 5)
    page = administrator.post(f"{ROOM}/file", {"format": "xlsx"})
    assert page.heading == "Activity"
    assert "take the CSV" in page.text


def seen(db: Db, table: str) -> list[tuple]:
    """The table's rows in the columns that are not left out."""
    fields = [
        field
        for (field,) in db.execute(
            "select field from watched_columns where name = ? order by cid", [table]
        )
    ]
    return db.execute(f"select {', '.join(fields)} from {table}").fetchall()


@pytest.mark.parametrize("path", [path for path in POSTS if path not in ONLY_LOOK])
def test_no_form_changes_anything_without_a_line_that_names_who_sent_it(
    signed_in: Callable[[str], Browser], centre_db: Db, path: str
) -> None:
    me = signed_in("administrator")
    scene = Scene(centre_db, email="administrator@riverside.example", confirmed=True)
    to, values = scene.address(path), scene.form(me, path)
    tables = [name for (name,) in centre_db.execute("select name from watched")]
    before = {table: seen(centre_db, table) for table in tables}
    number = store_latest.mark(centre_db).activity_id
    more: dict[str, Any] = {"data": {**values, "form_token": me.form_token}, **scene.files(path)}
    page = knock(me, "POST", to, **more)
    assert page.status in (200, 303, 409, 422)
    changed = {table for table in tables if seen(centre_db, table) != before[table]}
    lines = list(centre_db.query("select * from activity where activity_id > ?", [number]))
    assert changed <= {line["table_name"] for line in lines}
    assert {line["actor"] for line in lines if line["table_name"]} <= {"Ada Mensah"}
    assert list(store_activity_read.chain_faults(centre_db)) == []


def noted(db: Db) -> list[tuple]:
    return db.execute(
        "select what, actor, after from activity where table_name = '' order by activity_id"
    ).fetchall()


def test_signing_in_and_out_and_being_refused_leave_lines(stranger: Browser, centre_db: Db) -> None:
    stranger.sign_in("nobody@elsewhere.example", "not a password at all")
    stranger.sign_in("entries@riverside.example", "not a password at all")
    stranger.sign_in(*CAST["entries"])
    stranger.post("/sign-out")
    assert noted(centre_db) == [
        ("sign-in refused", "the program", None),
        ("sign-in refused", "the program", '{"email": "entries@riverside.example"}'),
        ("signed in", "Priya Lewis", None),
        ("signed out", "Priya Lewis", None),
    ]
    assert "elsewhere" not in repr(centre_db.execute("select * from activity").fetchall())


def test_what_is_taken_out_leaves_a_line(officer: Browser, centre_db: Db) -> None:
    scene = Scene(centre_db)
    one = scene.people[0]
    officer.post("/candidates/export", {"format": "xlsx"})
    officer.get(f"/candidates/{one}/record")
    officer.get("/entries/submissions/2/attendance.pdf")
    officer.get("/results/learning-programmes/1/report.csv")
    officer.get("/entries/submissions/2/hand-overs/2")
    officer.get(f"/candidates/uploads/{scene.uploads['/candidates']}/refused")
    lines = [line for line in noted(centre_db) if line[0].startswith("exported")]
    assert [line[0] for line in lines] == [
        "exported candidates",
        "exported a whole record",
        "exported attendance lists",
        "exported a learning programme report",
        "exported a hand-over sheet again",
        "exported refused rows",
    ]
    assert {line[1] for line in lines} == {"Priya Lewis"}
