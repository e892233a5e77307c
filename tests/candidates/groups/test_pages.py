"""Candidate groups: the list, making, renaming and deleting one."""

from collections.abc import Callable

import pytest

from tests.candidates.sample_register import check_reader_only_looks, names, told
from tests.conftest import TODAY
from tests.entries.drafts import begin, check_signed_out, check_wrong_id, count
from tests.page import Browser, squeezed
from webapp.candidates.groups import store as store_groups
from webapp.database.connection import Db

G = "/candidates/groups"
DOORS = (("post", "/rename"), ("post", "/delete"))


def largest(db: Db) -> store_groups.ListedGroup:
    return max(store_groups.groups(db), key=lambda one: one.size)


def test_it_works(officer: Browser, centre_db: Db) -> None:
    page = officer.get(G)
    assert (page.status, page.heading) == (200, "Candidate groups")
    rows = [squeezed(one["text"]) for one in page.all("tr")]
    assert "Functional Skills resits 2026–27 8 24 November 2026" in rows
    page = officer.send(page, G, title="  Quux   2026 ")
    assert page.heading.startswith("Quux 2026")
    assert "The group is made. Fill it below." in page.text
    assert "Nobody is in this group." in page.text
    assert count(centre_db, "candidate_groups") == 13


def test_whoever_reads_results_may_look_and_change_nothing(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    base = f"{G}/{largest(centre_db).group_id}"
    doors = [(method, base + path) for method, path in DOORS]
    check_reader_only_looks(signed_in, [G, base], ("post", G), *doors)
    page = signed_in("results").get(base)
    assert not page.all("textarea")
    assert not page.all("input", type="checkbox")


def test_a_group_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, ("get", ""), *DOORS, room=G)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, G, ("get", ""), ("post", ""), ("get", "/1"), ("post", "/1/delete"))


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("", "Type a title"),
        ("x" * 101, "has 101"),
        ("a; b", "semicolon"),
        ("ict LEVEL 2 2026–27", "There is a group with this title already"),
    ],
)
def test_a_title_that_cannot_be_comes_back_with_the_reason(
    officer: Browser, centre_db: Db, title: str, said: str
) -> None:
    group = store_groups.groups(centre_db)[0]
    base = f"{G}/{group.group_id}"
    for address, action in ((G, G), (base, base + "/rename")):
        page = officer.send(officer.get(address), action, title=title)
        assert page.status == 422
        assert said in page.one("a", href="#title")["text"]
        assert page.one("input", id="title")["value"] == title
    assert count(centre_db, "candidate_groups") == 12
    assert store_groups.one(centre_db, group.group_id).title == group.title


def test_a_group_gets_another_title_or_its_own_in_capitals(officer: Browser, centre_db: Db) -> None:
    group = largest(centre_db)
    base = f"{G}/{group.group_id}"
    for title in ("Quux", "QUUX"):
        page = officer.send(officer.get(base), base + "/rename", title=title)
        assert page.heading.startswith(title)


def test_the_members_are_listed_a_page_at_a_time(officer: Browser, centre_db: Db) -> None:
    group = largest(centre_db)
    base = f"{G}/{group.group_id}"
    page = officer.get(base)
    assert told(page) == f"1 to 50 of {group.size}"
    second = officer.get(f"{base}?page=2")
    assert not set(names(page)) & set(names(second))
    assert officer.get(f"{base}?page=99").status == 200
    assert page.one("form", id="turn")["action"] == base


def test_a_deleted_group_leaves_its_members_in_the_register(
    officer: Browser, centre_db: Db
) -> None:
    base = f"{G}/{largest(centre_db).group_id}"
    page = officer.get(base)
    button = next(one for one in page.all("button") if one["text"] == "Delete this group")
    assert any(one["tag"] == "details" for one in button["within"])
    page = officer.send(page, base + "/delete")
    assert page.address == G
    assert "The group is deleted. Its members stay in the register." in page.text
    assert count(centre_db, "candidate_groups") == 11
    assert count(centre_db, "candidates") == 1200
    assert officer.get(base).status == 404


def test_the_way_to_find_members_knows_the_group(officer: Browser, centre_db: Db) -> None:
    group = largest(centre_db)
    page = officer.get(f"{G}/{group.group_id}")
    link = next(one for one in page.all("a") if one["text"].strip() == "Find candidates to add")
    page = officer.get(link["href"])
    assert page.form("/candidates/groups/add")["into"] == str(group.group_id)
    into = next(one for one in page.all("input", name="into") if "form" not in one)
    page = officer.post("/candidates", {"search": "mary", "into": into["value"]})
    assert page.form("/candidates/groups/add")["into"] == str(group.group_id)


def test_groups_stand_in_the_order_in_which_people_look_for_them(
    officer: Browser, centre_db: Db
) -> None:
    titles = [
        "Étude",
        "Evening",
        "Group 10",
        "Group 2",
        "Year 11",
        "Elm",
        "group 1",
        "Zoology",
        "Øst",
    ]
    for title in titles:
        store_groups.add(centre_db, title, store_groups.members(centre_db, 1)[:1], TODAY)
    wanted = [
        "Elm",
        "Étude",
        "Evening",
        "group 1",
        "Group 2",
        "Group 10",
        "Øst",
        "Year 11",
        "Zoology",
    ]
    page = officer.get("/candidates/groups")
    links = [one["text"] for one in page.all("a") if one["text"] in titles]
    assert links == wanted
    options = [
        one["text"] for one in officer.get("/candidates").all("option") if one["text"] in titles
    ]
    assert options == [*wanted, *wanted]
    page = officer.get(begin(centre_db) + "/candidates?tab=groups")
    buttons = [
        one["text"].removeprefix("Add group ") for one in page.all("button", name="group_id")
    ]
    assert [one for one in buttons if one in titles] == wanted
    member = store_groups.members(centre_db, 1)[0]
    assert [
        one.title for one in store_groups.of_candidate(centre_db, member) if one.title in titles
    ] == wanted
