"""Uploading a new edition: check, save, and what becomes of what was there."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.catalogue import sample_editions as editions
from tests.catalogue.sample_editions import (
    ADDED,
    ADDED_TITLE,
    CLOSED,
    NEW_TITLE,
    OLD_TITLE,
    RENAMED,
)
from tests.conftest import TODAY
from tests.entries.drafts import (
    TITLE,
    begin,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    choices,
    count,
    everything,
    id_of,
    people,
    selected,
)
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db
from webapp.entries.options import store
from webapp.entries.wizard import store as store_draft

HOME = "/catalogue/edition"
GONE = "This package closed on 23 November 2026: choose another package. Your candidates stay"
Sent = list[tuple[str, tuple[str, bytes]]]


def sent(**files: str | bytes) -> Sent:
    """Files as a form sends them; a double underscore stands for the point."""
    return [
        ("files", (name.replace("__", "."), text if isinstance(text, bytes) else text.encode()))
        for name, text in files.items()
    ]


def zipped() -> Sent:
    return sent(edition__zip=editions.zipped(editions.changed()))


def upload(browser: Browser, files: Sent, whole: bool = True) -> Page:
    return browser.post(HOME, {"whole": "1"} if whole else {}, files=files)


def shown(page: Page) -> list[tuple[str, str, str, str]]:
    """The changes on a check page: file, kind, row, fields."""
    found = []
    for row in page.all("tr"):
        cells = [squeezed(one["text"]) for one in page.all("td") if row in one["within"]]
        if cells:
            table = next(one for one in row["within"] if one["tag"] == "table")
            kind = next(one["text"] for one in page.all("caption") if table in one["within"])
            section = next(one for one in row["within"] if one["tag"] == "section")
            file = next(one["text"] for one in page.all("h2") if section in one["within"])
            found.append((file, squeezed(kind), *cells))
    return found


def save(browser: Browser, page: Page) -> Page:
    """Press Save on a check page."""
    return browser.send(page, f"{page.address}/save")


def test_it_works(administrator: Browser) -> None:
    page = administrator.get(HOME)
    assert page.status == 200
    assert page.heading == "Catalogue edition"
    assert page.one("input", type="file")["multiple"] == ""
    assert page.one("a", aria_current="page")["text"] == "Catalogue edition"


DOORS = (("get", ""), ("post", "/whole"), ("post", "/save"), ("post", "/delete"))


def test_whoever_is_no_administrator_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    base = f"{HOME}/{editions.start(centre_db)}"
    before = everything(centre_db)
    check_wrong_role(signed_in, base, *DOORS)
    check_wrong_role(signed_in, HOME, ("get", ""), ("post", ""))
    officer = signed_in("entries")
    assert officer.get(base).status == officer.post(base + "/save").status == 403
    assert upload(officer, zipped()).status == 403
    assert everything(centre_db) == before


def test_an_unknown_edition_is_not_found(administrator: Browser) -> None:
    check_wrong_id(administrator, *DOORS, room=HOME)


def test_whoever_is_signed_out_is_sent_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    check_signed_out(stranger, f"{HOME}/{editions.start(centre_db)}", *DOORS)


def test_the_check_page_shows_exactly_what_is_different(
    administrator: Browser, centre_db: Db
) -> None:
    before = everything(centre_db)
    page = upload(administrator, zipped())
    assert page.heading.startswith("Check the edition")
    assert "4 added, 1 changed, 1 withdrawn." in page.text
    assert "No change in frameworks.csv, units.csv, sources.md." in page.text
    assert shown(page) == [
        (
            "packages.csv",
            "Added 1",
            f"{ADDED} Cloud Engineer",
            "framework code: ICTlevel: 3nation: Englandlevel name: Advanced Apprenticeship"
            f"display title: {ADDED_TITLE}completeness: fullbasis: assembledsource ids: S60",
        ),
        (
            "packages.csv",
            "Withdrawn 1",
            f"{CLOSED} IT Application Specialist",
            "valid to: blank → 2026-11-23withdrawn on: blank → 2026-11-24"
            "Touches 66 people; 15 who have completed it stay complete: 419-2-1",
        ),
        (
            "assessments.csv",
            "Changed 1",
            f"{RENAMED} {NEW_TITLE}",
            f"title: {OLD_TITLE} → {NEW_TITLE}Touches 16 people: {RENAMED}",
        ),
        *(
            (
                "package_assessments.csv",
                "Added 3",
                f"{ADDED} {code}",
                "required: yesbasis: assembledsource ids: S60",
            )
            for code in ("03999", "09499", "09866")
        ),
    ]
    after = everything(centre_db)
    assert [table for table in after if after[table] != before[table]] == ["catalogue_uploads"]


def test_old_submissions_keep_their_titles_and_drafts_their_people(
    administrator: Browser, officer: Browser, centre_db: Db
) -> None:
    one, other = people(centre_db, 2)
    base = begin(centre_db, CLOSED, [one, other])
    entered = centre_db.execute(
        "select assessment_id from assessments where entry_code = ?", [RENAMED]
    ).fetchone()[0]
    store_draft.tick(centre_db, id_of(base), {(one, entered): False})
    store_draft.confirm_options(centre_db, id_of(base))
    ticks = choices(centre_db, base)
    submissions = officer.get("/entries/submissions/1").text
    assert OLD_TITLE in submissions
    page = upload(administrator, zipped())
    page = save(administrator, page)
    assert "Saved on" in page.text
    assert "4 added, 1 changed, 1 withdrawn" in page.text

    assert officer.get("/entries/submissions/1").text == submissions
    assert NEW_TITLE in officer.get(f"/catalogue/assessments/{entered}").text
    for step in (
        "package",
        "candidates",
        "candidates/new",
        "candidates?tab=groups",
        "options",
        "summary",
    ):
        assert GONE in officer.get(f"{base}/{step}").text, step
    for path in ("/", "/entries/drafts"):
        assert GONE in officer.get(path).text, path
    assert (selected(centre_db, base), choices(centre_db, base)) == ([one, other], ticks)
    page = officer.get(f"{base}/options")
    assert page.one("input", id=f"box-{other}-{entered}")
    assert "checked" not in page.one("input", id=f"box-{one}-{entered}")


def test_a_draft_on_a_closed_package_is_not_submitted(
    administrator: Browser, officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db, CLOSED, people(centre_db, 2), confirmed=True)
    ready = officer.get(f"{base}/summary")
    save(administrator, upload(administrator, zipped()))
    before = count(centre_db, "entries")
    page = officer.get(f"{base}/summary")
    assert "Nothing can be submitted for this package." in page.text
    assert not page.all("input", id="order_number")
    page = officer.send(ready, f"{base}/summary", order_number="PO 1")
    assert page.status == 409
    assert GONE in page.one("div", class_="govuk-error-summary")["text"]
    assert count(centre_db, "entries") == before
    shown = ready.form(f"{base}/summary")["shown"].split()
    assert store.submit(centre_db, id_of(base), 2, shown=shown, order_number="", today=TODAY) == (
        None,
        set(),
    )
    assert count(centre_db, "entries") == before


def test_another_package_keeps_what_fits(
    administrator: Browser, officer: Browser, centre_db: Db
) -> None:
    both = people(centre_db, 2)
    base = begin(centre_db, CLOSED, both, confirmed=True)
    save(administrator, upload(administrator, zipped()))
    page = officer.get(f"{base}/package")
    offered = {one["text"]: one["value"] for one in page.all("option")}
    assert TITLE not in offered
    page = officer.send(
        page, f"{base}/package", framework="", next="1", package=offered[ADDED_TITLE]
    )
    assert page.heading.startswith("Entry options")
    assert "closed on" not in page.text
    page = officer.send(page, f"{base}/options", next="1")
    page = officer.send(page, f"{base}/summary", order_number="PO 1")
    assert page.heading.startswith("Entries submitted")
    assert NEW_TITLE in page.text


def test_a_new_draft_is_not_offered_the_closed_package(
    administrator: Browser, officer: Browser, centre_db: Db
) -> None:
    save(administrator, upload(administrator, zipped()))
    page = officer.get("/entries/drafts/new")
    titles = [one["text"] for one in page.all("option")]
    assert TITLE not in titles
    assert ADDED_TITLE in titles


def test_saving_twice_changes_nothing(administrator: Browser, centre_db: Db) -> None:
    page = upload(administrator, zipped())
    save(administrator, page)
    after = everything(centre_db)
    again = save(administrator, page)
    assert again.status == 200
    assert again.heading.startswith("Edition saved")
    assert everything(centre_db) == after
    page = upload(administrator, zipped())
    assert "This edition changes nothing." in page.text
    assert shown(page) == []


def test_what_has_changed_since_is_shown_before_it_is_saved(
    administrator: Browser, centre_db: Db
) -> None:
    page = upload(administrator, zipped())
    centre_db.execute("update assessments set title = 'Meanwhile' where entry_code = '03999'")
    before = everything(centre_db)
    again = save(administrator, page)
    assert again.status == 409
    assert "The catalogue has changed since this page was shown" in again.text
    assert f"title: Meanwhile → {NEW_TITLE}" in again.text
    assert everything(centre_db) == before
    address = page.address
    administrator.post(f"{address}/save", again.form(f"{address}/save"))
    assert centre_db.execute(
        "select title from assessments where entry_code = '03999'"
    ).fetchone() == (NEW_TITLE,)


def test_the_files_can_be_let_go(administrator: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    page = upload(administrator, zipped())
    page = administrator.post(f"{page.address}/delete")
    assert "The catalogue is as it was." in page.text
    assert everything(centre_db) == before


def test_several_files_may_come_without_the_others(administrator: Browser, centre_db: Db) -> None:
    files = editions.changed()
    page = upload(
        administrator,
        sent(
            packages__csv=files["packages.csv"],
            package_assessments__csv=files["package_assessments.csv"],
        ),
    )
    assert "4 added, 1 withdrawn." in page.text
    save(administrator, page)
    assert centre_db.execute(
        "select title from assessments where entry_code = '03999'"
    ).fetchone() == (OLD_TITLE,)


BAD: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["Choose the zip of an edition"]),
    ({"prices__csv": "a,b\n"}, ["prices.csv is none of the files of an edition"]),
    ({"edition__zip": b"PK\x03\x04 and nothing more"}, ["edition.zip cannot be unpacked"]),
    (
        {"units__csv": "assessment_code,unit_no,title\n99999,1,A\n03999,,B\n"},
        [
            "units.csv, line 2: no assessment 99999.",
            "units.csv, line 3: assessment_code and unit_no must be filled in.",
        ],
    ),
    ({"packages__csv": "package_code\n"}, ["packages.csv: there is no column title."]),
    (
        {"units__csv": b"assessment_code,unit_no,title\n03999,1,Caf\xe9\n"},
        ["units.csv is not in UTF-8"],
    ),
]


@pytest.mark.parametrize(
    ("files", "said"), BAD, ids=["nothing", "unknown", "broken", "rows", "columns", "code"]
)
def test_every_problem_is_said_and_nothing_is_kept(
    administrator: Browser, centre_db: Db, files: dict[str, Any], said: list[str]
) -> None:
    before = everything(centre_db)
    page = upload(administrator, sent(**files)) if files else administrator.post(HOME)
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    summary = page.one("div", class_="govuk-error-summary")["text"]
    for one in said:
        assert one in summary
    assert everything(centre_db) == before


def test_a_file_beyond_ten_megabytes_is_refused(administrator: Browser, centre_db: Db) -> None:
    page = upload(administrator, sent(edition__zip=b"PK\x03\x04" + b"a" * 10_200_000))
    assert page.status == 413
    assert count(centre_db, "catalogue_uploads") == 0


def test_files_with_some_rows_withdraw_nothing_unless_they_are_said_to_be_all(
    administrator: Browser, centre_db: Db
) -> None:
    held = editions.shipped()["packages.csv"].splitlines(keepends=True)
    few = sent(
        packages__csv="".join(held[:2]).replace("IT Application Specialist", "IT Specialist")
    )
    page = upload(administrator, few, whole=False)
    assert "withdrawn" not in page.text
    assert "checked" not in page.one("input", id="whole")
    before = everything(centre_db)
    page = administrator.send(page, f"{page.address}/whole", whole="1")
    assert "23 withdrawn." in page.text
    assert "In all, " in page.text
    assert " people are touched" in page.text
    after = everything(centre_db)
    assert [table for table in after if after[table] != before[table]] == ["catalogue_uploads"]
    values = page.form(f"{page.address}/whole")
    values.pop("whole")
    page = administrator.post(f"{page.address}/whole", values)
    assert "withdrawn" not in page.text
    save(administrator, page)
    withdrawn = "select count(*) from packages where withdrawn_on is not null"
    assert centre_db.execute(withdrawn).fetchone() == (0,)
