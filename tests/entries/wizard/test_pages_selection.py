"""Step Candidates: adding to the right-hand list and taking away from it."""

from collections.abc import Callable

import pytest

from tests.conftest import TODAY
from tests.entries.drafts import (
    begin,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    listed,
    people,
    row_of,
    selected,
)
from tests.page import Browser, Page, squeezed
from webapp.candidates.groups import store as store_groups
from webapp.candidates.register import added_since, store_search
from webapp.database.connection import Db
from webapp.entries.wizard import store_undo

ADD, GROUP, REMOVE = "/candidates/add", "/candidates/add-group", "/candidates/remove"
SMALL = "Functional Skills resits 2026–27"


def agree(page: Page, db: Db, base: str, search: str = "", added: str = "any") -> None:
    """The right-hand list, its count, the marks in the rows and the file say the same."""
    chosen = selected(db, base)
    box = page.one("section", id="entries-selected")
    inside = [one for one in page.tags if box in one["within"]]
    assert page.one("span", class_="selected__count")["text"] == str(len(chosen))
    assert [one["value"] for one in inside if one.get("name") == "leaving"] == [
        str(one) for one in chosen
    ]
    if not page.all("div", id="candidates-rows"):
        return
    hits = store_search.search(db, search, added_since.since(added, TODAY)).rows
    part = page.one("div", id="candidates-rows")
    lines = [one for one in page.all("tr") if part in one["within"]][1:]
    assert len(lines) == len(hits)
    for hit, line in zip(hits, lines, strict=True):
        cells = [one for one in page.tags if line in one["within"]]
        boxes = [one["value"] for one in cells if one.get("name") == "candidate_id"]
        marked = any(one.get("class") == "tag" and one["text"] == "Selected" for one in cells)
        assert marked is (hit.candidate_id in chosen), hit
        assert boxes == ([] if marked else [str(hit.candidate_id)]), hit


def told(page: Page) -> str:
    """What the page, or the reply to htmx, says has been done."""
    at = page.all("p", id="told") or page.all("hx-partial", hx_target="#told")
    notices = [
        one for one in page.tags if "govuk-notification-banner__content" in one.get("class", "")
    ]
    return squeezed((notices or at)[0]["text"])


def group_id(db: Db, title: str) -> int:
    return next(one.group_id for one in store_groups.groups(db) if one.title == title)


def test_it_works(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/candidates")
    first = page.all("input", type="checkbox", name="candidate_id")[0]["value"]
    page = officer.send(page, base + ADD, candidate_id=first)
    assert page.address == base + "/candidates"
    assert told(page) == "1 candidate added."
    assert selected(centre_db, base) == [int(first)]
    agree(page, centre_db, base)


DOORS = (("post", ADD), ("post", GROUP), ("post", REMOVE))


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    check_wrong_role(signed_in, begin(centre_db), *DOORS)


def test_a_draft_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    check_signed_out(stranger, begin(centre_db), *DOORS)


def test_both_lists_agree_after_every_action_without_javascript(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/candidates")
    boxes = [one["value"] for one in page.all("input", type="checkbox", name="candidate_id")]
    steps = [
        (ADD, {"candidate_id": boxes[:3]}, "3 candidates added.", 3),
        (ADD, {"candidate_id": boxes[2:5]}, "2 candidates added.", 5),
        (REMOVE, {"leaving": boxes[1]}, "1 candidate removed.", 4),
        (ADD, {"all_shown": "1", "shown_id": boxes}, "46 candidates added.", 50),
        (GROUP, {"group_id": str(group_id(centre_db, SMALL)), "tab": "find"}, None, None),
        (REMOVE, {"all": "1"}, "All candidates removed.", 0),
        (ADD, {}, "Tick the candidates to add first.", 0),
    ]
    for path, values, said, left in steps:
        page = officer.post(base + path, values)
        assert page.status == 200
        agree(page, centre_db, base)
        if said:
            assert told(page) == said
            assert len(selected(centre_db, base)) == left


def test_both_lists_agree_after_every_action_with_htmx(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/candidates")
    boxes = [one["value"] for one in page.all("input", type="checkbox", name="candidate_id")]
    steps = [
        (ADD, {"candidate_id": boxes[:3]}, "3 candidates added. 3 candidates selected."),
        (ADD, {"candidate_id": boxes[2]}, "0 candidates added. 3 candidates selected."),
        (REMOVE, {"leaving": boxes[1]}, "1 candidate removed. 2 candidates selected."),
        (
            ADD,
            {"all_shown": "1", "shown_id": boxes},
            "48 candidates added. 50 candidates selected.",
        ),
        (REMOVE, {"all": "1"}, "All candidates removed. 0 candidates selected."),
    ]
    for path, values, said in steps:
        reply = officer.htmx(base + path, {"search": "", "added": "any", **values})
        assert not reply.all("html")
        assert [one["hx-target"] for one in reply.all("hx-partial")] == [
            "#entries-selected",
            "#told",
            "#candidates-rows",
        ]
        assert told(reply) == said
        agree(reply, centre_db, base)


def test_the_reply_to_htmx_keeps_the_search(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    search = {"search": "o'brien", "added": "5-years"}
    found = officer.htmx(base + "/candidates/find", search)
    first = found.all("input", type="checkbox", name="candidate_id")[0]["value"]
    reply = officer.htmx(base + ADD, {**search, "leaving": first})
    agree(reply, centre_db, base, **search)
    reply = officer.htmx(base + REMOVE, {**search, "leaving": first})
    agree(reply, centre_db, base, **search)


def test_the_reply_to_htmx_keeps_the_groups(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    number = group_id(centre_db, SMALL)
    reply = officer.htmx(base + GROUP, {"group_id": str(number), "tab": "groups"})
    assert [one["hx-target"] for one in reply.all("hx-partial")] == [
        "#entries-selected",
        "#told",
        "#entries-groups",
    ]
    agree(reply, centre_db, base)
    assert not reply.all("button", name="group_id", value=str(number))
    assert [one["text"] for one in reply.all("span", class_="tag")] == ["All selected"]


def test_the_search_is_remembered_after_adding_without_javascript(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db)
    page = officer.post(base + "/candidates/find", {"search": "o'brien", "added": "5-years"})
    first = page.all("input", type="checkbox", name="candidate_id")[0]["value"]
    page = officer.send(page, base + ADD, candidate_id=first)
    assert "brien" not in str(page.reply.url).lower()
    assert page.one("input", id="search")["value"] == "o'brien"
    agree(page, centre_db, base, "o'brien", "5-years")
    page = officer.send(page, base + REMOVE, leaving=first)
    assert page.one("input", id="search")["value"] == "o'brien"
    agree(page, centre_db, base, "o'brien", "5-years")
    later = officer.get(base + "/candidates")
    assert later.one("input", id="search")["value"] == "o'brien"


def test_the_search_is_remembered_after_removing_without_javascript(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, people=[one])
    page = officer.post(base + "/candidates/find", {"search": "o'brien", "added": "any"})
    page = officer.send(page, base + REMOVE, leaving=str(one))
    assert page.one("input", id="search")["value"] == "o'brien"


def test_a_search_with_signs_is_remembered_as_typed(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    typed = 'O’Brien-Śmith & "co" <b> %'
    page = officer.post(base + ADD, {"search": typed, "added": "any"})
    assert page.one("input", id="search")["value"] == typed


def test_a_group_is_added_once(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    number = group_id(centre_db, SMALL)
    members = set(store_groups.members(centre_db, number))
    page = officer.get(base + "/candidates?tab=groups")
    for said in ("8 candidates added.", "0 candidates added. 8 were selected already."):
        page = officer.post(base + GROUP, {"group_id": str(number), "tab": "groups"})
        assert told(page) == said
        assert set(selected(centre_db, base)) == members
    assert str(page.reply.url).endswith("/candidates?tab=groups")
    assert not page.all("button", name="group_id", value=str(number))


def test_a_group_of_which_some_are_selected_adds_the_others(
    officer: Browser, centre_db: Db
) -> None:
    number = group_id(centre_db, SMALL)
    members = store_groups.members(centre_db, number)
    base = begin(centre_db, people=members[:1])
    page = officer.get(base + "/candidates?tab=groups")
    assert "8 candidates, 1 of them selected" in page.text
    page = officer.post(base + GROUP, {"group_id": str(number), "tab": "groups"})
    assert told(page) == "7 candidates added. 1 was selected already."


def test_the_marks_tell_what_another_tab_has_done_meanwhile(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/candidates")
    boxes = [one["value"] for one in page.all("input", type="checkbox", name="candidate_id")]
    colleague = signed_in("administrator")
    colleague.post(base + ADD, {"candidate_id": boxes[5:8]})
    reply = officer.htmx(base + ADD, {"candidate_id": boxes[0], "search": "", "added": "any"})
    assert len(selected(centre_db, base)) == 4
    agree(reply, centre_db, base)
    colleague.post(base + REMOVE, {"leaving": boxes[5]})
    reply = officer.htmx(base + "/candidates/find", {"search": "", "added": "any"})
    assert reply.all("input", id=f"find-{boxes[5]}")
    assert not reply.all("input", id=f"find-{boxes[6]}")
    colleague.post(base + REMOVE, {"all": "1"})
    reply = officer.htmx(base + REMOVE, {"leaving": boxes[0], "search": "", "added": "any"})
    assert selected(centre_db, base) == []
    agree(reply, centre_db, base)


def test_removing_somebody_whom_another_tab_has_removed_says_so(
    officer: Browser, centre_db: Db
) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, people=[one, two])
    store_undo.remove_candidates(centre_db, int(base.rpartition("/")[2]), one)
    page = officer.post(base + REMOVE, {"leaving": str(one)})
    assert selected(centre_db, base) == [two]
    assert told(page) != "1 candidate removed."


@pytest.mark.parametrize(
    "values",
    [
        {"candidate_id": "999999"},
        {"candidate_id": "0"},
        {"candidate_id": "-1"},
        {"candidate_id": "abc"},
        {"candidate_id": "9" * 30},
        {"candidate_id": ""},
        {"candidate_id": ["²", "１"]},
        {"shown_id": "1"},
    ],
)
def test_numbers_that_nobody_has_add_nobody(
    officer: Browser, centre_db: Db, values: dict[str, str]
) -> None:
    base = begin(centre_db)
    assert officer.post(base + ADD, values).status == 200
    leaving = {"leaving": values["candidate_id"]} if "candidate_id" in values else {}
    assert officer.post(base + REMOVE, leaving).status == 200
    assert officer.post(base + GROUP, {"group_id": values.get("candidate_id", "")}).status == 200
    assert selected(centre_db, base) == []


def test_somebody_archived_meanwhile_is_not_added(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    centre_db.execute(
        "update candidates set archived_at = '2026-11-24T09:00:00Z' where candidate_id = ?", [one]
    )
    base = begin(centre_db)
    officer.post(base + ADD, {"candidate_id": [str(one), str(two)]})
    assert selected(centre_db, base) == [two]


def test_somebody_added_later_has_to_pass_the_options_too(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, people=[one], confirmed=True)
    page = officer.post(base + ADD, {"candidate_id": str(two)})
    assert officer.send(page, base + "/candidates").heading.startswith("Entry options")


def test_adding_somebody_again_leaves_the_options_done(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, people=[one], confirmed=True)
    officer.post(base + ADD, {"candidate_id": str(one)})
    draft = row_of(centre_db, base)
    assert draft
    assert draft.options_confirmed == 1


def test_removing_somebody_forgets_their_ticks(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, people=[one, two])
    draft = row_of(centre_db, base)
    assert draft
    centre_db.execute(
        "insert into draft_choices values (?, ?, 25, 0), (?, ?, 25, 0)",
        [draft.draft_id, one, draft.draft_id, two],
    )
    officer.post(base + REMOVE, {"leaving": str(one)})
    left = centre_db.execute("select candidate_id from draft_choices").fetchall()
    assert left == [(two,)]


def test_adding_brings_the_draft_to_the_top_of_the_list(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    older, newer = begin(centre_db, people=[one]), begin(centre_db, people=[one])
    links = [one["href"] for one in officer.get("/").all("a") if "/entries/drafts/" in one["href"]]
    assert links[0].startswith(newer)
    officer.post(older + ADD, {"candidate_id": str(two)})
    links = [one["href"] for one in officer.get("/").all("a") if "/entries/drafts/" in one["href"]]
    assert links[0].startswith(older)


def test_names_with_apostrophes_and_accents_are_shown_as_they_are(
    officer: Browser, centre_db: Db
) -> None:
    found = centre_db.execute(
        "select candidate_id from candidates where surname like 'O''%' limit 1"
    ).fetchone()
    base = begin(centre_db, people=[found[0]])
    assert listed(centre_db, found[0]) in officer.get(base + "/candidates").text
