"""From a group, a candidate or an uploaded sheet straight to a draft, and the packages used
lately.
"""

import pytest

from tests.candidates.uploads import GOOD, csv, upload
from tests.entries.drafts import BUSINESS, ICT, begin, count, people, selected
from tests.page import Browser, Page, squeezed
from webapp.candidates.groups import store as store_groups
from webapp.candidates.imports import store_uploads
from webapp.candidates.record import store_changes
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db

NEW = "/entries/drafts/new"


def package_id(db: Db, code: str = ICT) -> str:
    found = catalogue.package_by_code(db, code)
    assert found
    return str(found.package_id)


def latest(db: Db) -> str:
    return f"/entries/drafts/{db.execute('select max(draft_id) from drafts').fetchone()[0]}"


def start(officer: Browser, db: Db, page: Page) -> Page:
    return officer.send(page, NEW, package=package_id(db), next="1")


def test_a_group_comes_along_and_next_leads_to_the_options(officer: Browser, centre_db: Db) -> None:
    group = store_groups.groups(centre_db)[0]
    page = officer.get(f"/candidates/groups/{group.group_id}")
    (door,) = [one["href"] for one in page.all("a") if one.get("href", "").startswith(NEW)]
    page = officer.get(door)
    assert f"{group.size} candidates come along" in page.text
    page = start(officer, centre_db, page)
    assert page.heading.startswith("Entry options")
    assert set(selected(centre_db, latest(centre_db))) == set(
        store_groups.members(centre_db, group.group_id)
    )


def test_one_candidate_comes_along(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    page = officer.get(f"/candidates/{one}")
    (door,) = [link["href"] for link in page.all("a") if link.get("href", "").startswith(NEW)]
    page = officer.get(door)
    assert "1 candidate comes along" in page.text
    start(officer, centre_db, page)
    assert selected(centre_db, latest(centre_db)) == [one]


def test_those_whom_a_sheet_added_come_along(officer: Browser, centre_db: Db) -> None:
    before = {one for (one,) in centre_db.execute("select candidate_id from candidates")}
    checked = upload(officer, csv(GOOD))
    page = officer.post(f"{checked.address}/save")
    (door,) = [one["href"] for one in page.all("a") if one.get("href", "").startswith(NEW)]
    start(officer, centre_db, officer.get(door))
    new = {one for (one,) in centre_db.execute("select candidate_id from candidates")} - before
    assert new
    assert set(selected(centre_db, latest(centre_db))) == new
    assert set(store_uploads.added_by(centre_db, int(checked.address.rpartition("/")[2]))) == new


def test_those_whom_a_sheet_has_only_changed_do_not_come_along(
    officer: Browser, centre_db: Db
) -> None:
    row = next(
        centre_db.query(
            "select * from candidates where uci is not null and gender = 'female' and surname <> ''"
            " and forenames <> '' and archived_at is null limit 1"
        )
    )
    changed = f"{row['surname']},{row['forenames']},{row['born_on']},M,{row['uci']},"
    checked = upload(officer, csv(GOOD, changed))
    page = officer.post(f"{checked.address}/save")
    assert "1 candidate added, 1 changed" in page.text
    new = store_uploads.added_by(centre_db, int(checked.address.rpartition("/")[2]))
    assert len(new) == 1
    assert row["candidate_id"] not in new


def test_a_sheet_that_added_nobody_opens_no_door(officer: Browser, centre_db: Db) -> None:
    assert store_uploads.added_by(centre_db, 999) == []
    page = officer.get(f"{NEW}?for=sheet-999")
    assert "Nobody comes along" in page.text
    assert start(officer, centre_db, page).heading.startswith("Select candidates")


def test_ok_keeps_who_comes_along(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    page = officer.get(f"{NEW}?for=candidate-{one}")
    page = officer.send(page, NEW, package=package_id(centre_db), ok="1")
    assert "1 candidate comes along" in page.text
    start(officer, centre_db, page)
    assert selected(centre_db, latest(centre_db)) == [one]


def test_next_without_a_package_keeps_who_comes_along(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    page = officer.send(officer.get(f"{NEW}?for=candidate-{one}"), NEW, next="1")
    assert page.status == 422
    start(officer, centre_db, page)
    assert selected(centre_db, latest(centre_db)) == [one]


def test_going_back_and_on_brings_nobody_back_who_was_removed(
    officer: Browser, centre_db: Db
) -> None:
    group = store_groups.groups(centre_db)[0]
    page = officer.get(f"{NEW}?for=group-{group.group_id}")
    start(officer, centre_db, page)
    base = latest(centre_db)
    left = selected(centre_db, base)
    officer.post(base + "/candidates/remove", {"leaving": str(left[0])})
    start(officer, centre_db, page)
    assert latest(centre_db) == base
    assert selected(centre_db, base) == left[1:]


@pytest.mark.parametrize("whom", ["candidate-999999", "group-999999", "nobody", "candidate-x"])
def test_nobody_comes_along_from_nowhere(officer: Browser, centre_db: Db, whom: str) -> None:
    page = start(officer, centre_db, officer.get(f"{NEW}?for={whom}"))
    assert page.heading.startswith("Select candidates")
    assert selected(centre_db, latest(centre_db)) == []


def test_an_archived_candidate_has_no_door_and_does_not_come_along(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    store_changes.archive(centre_db, one, 2)
    assert not [
        link
        for link in officer.get(f"/candidates/{one}").all("a")
        if link.get("href", "").startswith(NEW)
    ]
    start(officer, centre_db, officer.get(f"{NEW}?for=candidate-{one}"))
    assert selected(centre_db, latest(centre_db)) == []


def lately(page: Page) -> list[str]:
    there = page.all("nav", class_="lately")
    return [squeezed(one["text"]) for one in page.all("a") if there and there[0] in one["within"]]


def test_the_packages_used_lately_are_offered_first(officer: Browser, centre_db: Db) -> None:
    before = lately(officer.get(NEW))
    begin(centre_db, BUSINESS)
    assert lately(officer.get("/entries/make")) == lately(officer.get(NEW))
    page = officer.get(NEW)
    found = catalogue.package_by_code(centre_db, BUSINESS)
    assert found
    assert lately(page) == [found.display_title, *before][:3]
    link = next(one for one in page.all("a") if squeezed(one["text"]) == found.display_title)
    page = officer.get(link["href"])
    chosen = [one["value"] for one in page.all("option") if "selected" in one]
    assert chosen[-1] == package_id(centre_db, BUSINESS)
    assert page.all("section", class_="yellow")


def test_what_others_use_and_what_is_over_is_not_offered(officer: Browser, centre_db: Db) -> None:
    before = lately(officer.get(NEW))
    begin(centre_db, BUSINESS, email="administrator@riverside.example")
    assert lately(officer.get(NEW)) == before
    begin(centre_db, BUSINESS)
    centre_db.execute(
        "update packages set valid_to = '2026-01-01' where package_code = ?", [BUSINESS]
    )
    assert lately(officer.get(NEW)) == before
    assert count(centre_db, "drafts") == 2
