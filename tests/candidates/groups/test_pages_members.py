"""Who is in a group: ticked in the register, pasted by number, taken out again."""

from collections.abc import Callable

import pytest

from tests.candidates.sample_register import PRIYA, check_reader_only_looks, known, names, two
from tests.entries.drafts import check_signed_out, check_wrong_id
from tests.page import Browser, Page
from webapp.candidates.groups import store as store_groups
from webapp.candidates.groups import store_removals
from webapp.candidates.record import store_changes
from webapp.database.connection import Db, transaction

ADD = "/candidates/groups/add"
DOORS = (("post", "/remove"), ("post", "/empty"), ("post", "/bring-back"), ("post", "/fill"))


def group(db: Db, title: str = "Functional Skills resits 2026–27") -> int:
    return next(one.group_id for one in store_groups.groups(db) if one.title == title)


def test_it_works(officer: Browser, centre_db: Db) -> None:
    ids, group_id = two(centre_db), group(centre_db)
    page = officer.post(ADD, {"candidate_id": list(ids), "into": str(group_id), "search": "a"})
    assert page.status == 200
    assert "2 candidates added to the group." in page.text
    assert page.one("input", id="search")["value"] == "a"
    assert set(ids) <= set(store_groups.members(centre_db, group_id))
    page = officer.post(ADD, {"candidate_id": list(ids), "into": str(group_id)})
    assert "0 candidates added to the group. 2 were in it already" in page.text


def test_whoever_reads_results_changes_no_group(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    base = f"/candidates/groups/{group(centre_db)}"
    doors = [(method, base + path) for method, path in DOORS]
    check_reader_only_looks(signed_in, [base], ("post", ADD), *doors)


def test_a_group_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS, room="/candidates/groups")


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    check_signed_out(stranger, f"/candidates/groups/{group(centre_db)}", *DOORS)


def test_a_new_title_makes_a_group_of_the_ticked(officer: Browser, centre_db: Db) -> None:
    one, _ = two(centre_db)
    page = officer.post(ADD, {"candidate_id": str(one), "new_title": " Quux  group "})
    assert store_groups.members(centre_db, group(centre_db, "Quux group")) == [one]
    assert page.one("select", id="into")
    assert "selected" in [tag for tag in page.all("option") if tag["text"] == "Quux group"][-1]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"into": "1"}, "candidates-rows"),
        ({"candidate_id": "1"}, "into"),
        ({"candidate_id": "1", "into": "999"}, "into"),
        ({"candidate_id": "1", "into": "x"}, "into"),
        ({"candidate_id": "1", "new_title": "a;b"}, "new_title"),
        ({"candidate_id": "1", "new_title": "ict level 2 2026–27"}, "new_title"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    officer: Browser, centre_db: Db, values: dict[str, str], field: str
) -> None:
    page = officer.post(ADD, {**values, "search": "mary", "page": "1"})
    assert page.status == 422
    assert page.one("a", href=f"#{field}")
    assert page.one("input", id="search")["value"] == "mary"
    assert page.one("input", id="new_title")["value"] == values.get("new_title", "")
    assert len(store_groups.groups(centre_db)) == 12


def test_without_script_tick_all_counts_for_everybody_shown(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.post("/candidates", {"search": "mary"})
    group_id = group(centre_db)
    shown = {int(one["value"]) for one in page.all("input", name="shown_id")}
    officer.send(page, ADD, all_shown="1", into=str(group_id))
    assert len(shown) == len(names(page))
    assert shown <= set(store_groups.members(centre_db, group_id))


def test_the_ticked_are_removed_from_the_group_only(officer: Browser, centre_db: Db) -> None:
    group_id = group(centre_db)
    base = f"/candidates/groups/{group_id}"
    first, *rest = store_groups.members(centre_db, group_id)
    page = officer.send(officer.get(base), base + "/remove", candidate_id=str(first))
    assert "1 candidate removed from the group, not from the register." in page.text
    assert sorted(store_groups.members(centre_db, group_id)) == sorted(rest)
    page = officer.send(page, base + "/remove")
    assert page.status == 422
    assert page.one("a", href="#candidates-rows")


def test_a_group_is_emptied_and_stays(officer: Browser, centre_db: Db) -> None:
    base = f"/candidates/groups/{group(centre_db)}"
    page = officer.send(officer.get(base), base + "/empty")
    assert "Nobody is in this group." in page.text
    assert store_groups.members(centre_db, group(centre_db)) == []


def undo(page: Page) -> dict[str, str]:
    """The buttons that bring somebody back: words → the name that each sends."""
    inside = page.all("form", action=f"{page.address}/bring-back")
    return {
        one["text"]: one.get("name", "")
        for one in page.all("button")
        if {*map(id, inside)} & {id(up) for up in one["within"]}
    }


def test_a_removal_is_undone_after_a_reload_too(officer: Browser, centre_db: Db) -> None:
    group_id = group(centre_db)
    base = f"/candidates/groups/{group_id}"
    before = store_groups.members(centre_db, group_id)
    one, *others = before[:3]
    page = officer.get(base)
    assert undo(page) == {}
    officer.send(page, base + "/remove", candidate_id=list(map(str, others)))
    officer.send(page, base + "/remove", candidate_id=str(one))
    person = known(centre_db, one)
    page = officer.get(base)
    assert list(undo(page)) == [
        f"Undo: bring back {person.surname}, {person.forenames}",
        "Bring back all 3 removed",
    ]
    page = officer.send(page, base + "/bring-back")
    assert "1 candidate brought back into the group." in page.text
    assert set(store_groups.members(centre_db, group_id)) == set(before) - set(others)
    page = officer.get(base)
    assert list(undo(page)) == ["Undo: bring back the 2 removed last"]
    officer.send(page, base + "/bring-back")
    assert store_groups.members(centre_db, group_id) == before
    assert undo(officer.get(base)) == {}


def test_all_removals_are_undone_at_once(officer: Browser, centre_db: Db) -> None:
    group_id = group(centre_db)
    base = f"/candidates/groups/{group_id}"
    before = store_groups.members(centre_db, group_id)
    for one in before[:2]:
        officer.send(officer.get(base), base + "/remove", candidate_id=str(one))
    page = officer.send(officer.get(base), base + "/bring-back", every="1")
    assert "2 candidates brought back into the group." in page.text
    assert store_groups.members(centre_db, group_id) == before


def test_when_two_people_remove_the_same_candidate_each_undo_does_what_its_page_showed(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    me, colleague = signed_in("entries"), signed_in("administrator")
    group_id = group(centre_db)
    base = f"/candidates/groups/{group_id}"
    before = store_groups.members(centre_db, group_id)
    first, second, third = before[:3]
    mine, theirs = me.get(base), colleague.get(base)
    mine = me.send(mine, base + "/remove", candidate_id=[str(first), str(second)])
    theirs = colleague.send(theirs, base + "/remove", candidate_id=[str(second), str(third)])
    assert (
        "1 candidate removed from the group, not from the register. 1 was not in it any more."
        in theirs.text
    )
    # My page shows my removal, so the later one of somebody else stays.
    page = me.send(mine, base + "/bring-back")
    assert "2 candidates brought back into the group." in page.text
    assert set(store_groups.members(centre_db, group_id)) == set(before) - {third}
    page = me.send(mine, base + "/bring-back")
    assert "Nobody was brought back: this was undone already" in page.text
    page = colleague.send(theirs, base + "/bring-back", every="1")
    assert "1 candidate brought back into the group." in page.text
    assert store_groups.members(centre_db, group_id) == before


def test_emptying_a_group_is_undone_with_its_archived_people(
    officer: Browser, centre_db: Db
) -> None:
    group_id = group(centre_db)
    base = f"/candidates/groups/{group_id}"
    before = store_groups.members(centre_db, group_id)
    store_changes.archive(centre_db, before[0], PRIYA)
    page = officer.send(officer.get(base), base + "/empty")
    page = officer.send(page, base + "/bring-back")
    assert (
        f"{len(before)} candidates brought back into the group. 1 of them is archived." in page.text
    )
    store_changes.bring_back(centre_db, before[0], PRIYA)
    assert store_groups.members(centre_db, group_id) == before


def test_whoever_was_added_again_is_not_offered(officer: Browser, centre_db: Db) -> None:
    group_id = group(centre_db)
    base = f"/candidates/groups/{group_id}"
    one = store_groups.members(centre_db, group_id)[0]
    officer.send(officer.get(base), base + "/remove", candidate_id=str(one))
    store_groups.add_members(centre_db, group_id, [one])
    assert undo(officer.get(base)) == {}


def test_a_removal_can_be_undone_for_a_day_and_a_group_keeps_so_many(centre_db: Db) -> None:
    group_id = group(centre_db)
    one, other = store_groups.members(centre_db, group_id)[:2]
    for _ in range(store_removals.MAX_REMOVALS + 5):
        store_removals.remove_members(centre_db, group_id, [one])
        store_groups.add_members(centre_db, group_id, [one])
    count = "select count(*) from group_removals"
    assert centre_db.execute(count).fetchone()[0] == store_removals.MAX_REMOVALS
    store_removals.remove_members(centre_db, group_id, [one])
    shown = store_removals.get_removals(centre_db, group_id)
    with transaction(centre_db):
        centre_db.execute(
            "update group_removals set removed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1441"
            " minutes')"
        )
    assert store_removals.get_removals(centre_db, group_id) is None
    assert store_removals.bring_back(centre_db, group_id, shown.latest_id).candidates == 0
    store_removals.remove_members(centre_db, group_id, [other])
    assert centre_db.execute(count).fetchone()[0] == 1


def test_a_deleted_group_leaves_nothing_of_its_removals(officer: Browser, centre_db: Db) -> None:
    group_id = group(centre_db)
    base = f"/candidates/groups/{group_id}"
    officer.send(officer.get(base), base + "/empty")
    officer.post(base + "/delete")
    for table in ("group_removals", "group_removal_members"):
        assert centre_db.execute(f"select count(*) from {table}").fetchone()[0] == 0


def test_pasted_numbers_fill_the_group(officer: Browser, centre_db: Db) -> None:
    one, other = two(centre_db)
    first, second = known(centre_db, one), known(centre_db, other)
    store_changes.archive(centre_db, other, PRIYA)
    base = f"/candidates/groups/{group(centre_db)}"
    uci = f"{first.uci[:5]} {first.uci[5]} {first.uci[6:8]} {first.uci[8:12]} {first.uci[12]}"
    text = f"{uci}\n{first.uln}; {second.uci}, 9999999999"
    page = officer.send(officer.get(base), base + "/fill", numbers=text)
    assert page.status == 200
    assert "1 candidate added." in page.text
    assert "9999999999: no candidate has this number." in page.text
    assert f"{second.uci}: {second.surname}, {second.forenames} is archived." in page.text
    assert f"{first.uln}: {first.surname}, {first.forenames} was in the group already." in page.text
    assert page.one("textarea", id="numbers")["text"].strip() == "9999999999"
    assert one in store_groups.members(centre_db, group(centre_db))


@pytest.mark.parametrize("text", ["", " \n", ",;,"])
def test_nothing_pasted_is_said(officer: Browser, centre_db: Db, text: str) -> None:
    base = f"/candidates/groups/{group(centre_db)}"
    page = officer.send(officer.get(base), base + "/fill", numbers=text)
    assert page.status == 422
    assert page.one("a", href="#numbers")


def test_too_many_numbers_are_given_back(officer: Browser, centre_db: Db) -> None:
    base = f"/candidates/groups/{group(centre_db)}"
    text = " ".join(f"x{one}" for one in range(20_001))
    page = officer.send(officer.get(base), base + "/fill", numbers=text)
    assert page.status == 422
    assert "paste 20,000 at a time at most" in page.one("a", href="#numbers")["text"]
    assert page.one("textarea", id="numbers")["text"].strip() == text


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_thousand_numbers_with_spaces_inside_fill_the_group(
    officer: Browser, centre_db: Db, between: str
) -> None:
    base = f"/candidates/groups/{group(centre_db)}"
    text = between.join(f"68199 0 01 {one:04} G" for one in range(1, 1_001))
    page = officer.send(officer.get(base), base + "/fill", numbers=text)
    assert page.status == 200
    assert page.one("textarea", id="numbers")["text"].split("\n")[-1] == "68199 0 01 1000 G"


def test_a_text_that_is_too_long_is_given_back(officer: Browser, centre_db: Db) -> None:
    base = f"/candidates/groups/{group(centre_db)}"
    page = officer.send(officer.get(base), base + "/fill", numbers="0042 " * 210_000)
    assert page.status == 422
    assert "paste 1,000,000 at a time at most" in page.one("a", href="#numbers")["text"]
