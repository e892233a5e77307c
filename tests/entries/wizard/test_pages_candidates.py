"""Step Candidates: finding people, the tabs, and Next."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import (
    TITLE,
    begin,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    everything,
    listed,
    people,
    selected,
)
from tests.page import Browser, Page, squeezed
from webapp.candidates.record import uci
from webapp.database.connection import Db

NOBODY = "Select at least one candidate: find them below, add a group, or add someone new."
PERIODS = [
    "Any time",
    "Today",
    "In the last week",
    "In the last month",
    "In the last three months",
    "In the last six months",
    "In the last year",
    "In the last two years",
    "In the last three years",
    "In the last four years",
    "In the last five years",
]


def names(page: Page) -> list[str]:
    """Who was found, from top to bottom."""
    body = page.one("tbody")
    return [squeezed(row[1]["text"]) for row in rows(page, body)]


def rows(page: Page, body: dict) -> list[list[dict]]:
    lines = [one for one in page.all("tr") if body in one["within"]]
    return [[cell for cell in page.all("td") if line in cell["within"]] for line in lines]


def status(page: Page) -> str:
    part = page.one("div", id="candidates-rows")
    said = [one for one in page.tags if "data-heard" in one and part in one["within"]]
    return squeezed(said[0]["text"])


def test_it_works(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/candidates")
    assert page.status == 200
    assert squeezed(page.heading) == f"Select candidates{TITLE}"
    assert squeezed(page.one("label", for_="search")["text"]) == (
        "Name, part of a name, UCI or candidate number"
    )
    assert squeezed(page.one("label", for_="added")["text"]) == "Candidates added"
    select = page.one("select", id="added")
    assert [
        squeezed(one["text"]) for one in page.all("option") if select in one["within"]
    ] == PERIODS
    buttons = [squeezed(one["text"]) for one in page.all("button")]
    assert {"Find candidate", "Add selected candidates", "Show more", "Next"} <= set(buttons)
    tabs = [
        squeezed(one["text"])
        for one in page.all("a")
        if "/candidates" in one["href"]
        and any(up.get("id") == "entries-tabs" for up in one["within"])
    ]
    assert tabs == ["Find candidate", "Candidate groups", "Add new candidates"]
    assert squeezed(page.one("h2", id="selected-title")["text"]) == "Selected candidates 0"
    assert status(page) == "50 of 1,200"
    assert len(names(page)) == 50


DOORS = (("get", "/candidates"), ("post", "/candidates"), ("post", "/candidates/find"))


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    check_wrong_role(signed_in, begin(centre_db), *DOORS)


def test_a_draft_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    check_signed_out(stranger, begin(centre_db), *DOORS)


def test_a_row_shows_what_tells_people_apart(officer: Browser, centre_db: Db) -> None:
    found = centre_db.execute(
        "select candidate_id, surname, forenames, candidate_number, uci from candidates"
        " join group_members using (candidate_id) where uci is not null and surname <> ''"
        " and candidate_number is not null and forenames <> '' limit 1"
    ).fetchone()
    page = officer.post(begin(centre_db) + "/candidates/find", {"search": found[4]})
    (row,) = rows(page, page.one("tbody"))
    box = page.one("input", id=f"find-{found[0]}")
    assert box["type"] == "checkbox"
    assert row[0] in box["within"]
    assert squeezed(page.one("label", for_=f"find-{found[0]}")["text"]) == f"{found[1]}, {found[2]}"
    assert row[3]["text"] == found[3]
    assert row[4]["text"] == uci.grouped(found[4])
    assert row[6]["text"] != ""
    heads = [squeezed(one["text"]) for one in page.all("th", scope="col")]
    assert heads[1:] == [
        "Name",
        "Date of birth",
        "Candidate number",
        "UCI",
        "Date added",
        "Groups",
    ]


def test_finding_works_without_javascript_and_keeps_what_was_typed(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.post(
        begin(centre_db) + "/candidates/find", {"search": "o'brien", "added": "any"}
    )
    assert page.heading.startswith("Select candidates")
    assert page.one("input", id="search")["value"] == "o'brien"
    assert names(page)
    assert all("brien" in one.lower() for one in names(page))


def test_the_list_follows_the_typing(officer: Browser, centre_db: Db) -> None:
    reply = officer.htmx(
        begin(centre_db) + "/candidates/find", {"search": "o'brien", "added": "any"}
    )
    assert not reply.all("html")
    assert reply.tags[0]["id"] == "candidates-rows"
    assert all("brien" in one.lower() for one in names(reply))


def test_looking_changes_nothing_in_the_file(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    before = everything(centre_db)
    officer.post(base + "/candidates/find", {"search": "mary", "added": "year"})
    officer.htmx(base + "/candidates/find", {"search": "mary", "added": "year"})
    officer.get(base + "/candidates?tab=groups")
    assert everything(centre_db) == before


def test_no_name_stands_in_the_address(officer: Browser, centre_db: Db) -> None:
    page = officer.post(begin(centre_db) + "/candidates/find", {"search": "o'brien"})
    assert "brien" not in str(page.reply.url).lower()


def test_nobody_found_says_so_and_offers_to_add_the_person(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.post(base + "/candidates/find", {"search": "Zebedee Quux", "added": "any"})
    assert status(page) == "No candidate fits “Zebedee Quux”."
    new = officer.send(page, base + "/candidates/new", typed="Zebedee Quux", begin="1")
    assert new.one("input", id="forenames")["value"] == "Zebedee"
    assert new.one("input", id="surname")["value"] == "Quux"


def test_nobody_found_in_a_period_says_so(officer: Browser, centre_db: Db) -> None:
    values = {"search": "Zebedee Quux", "added": "today"}
    page = officer.post(begin(centre_db) + "/candidates/find", values)
    assert status(page) == "No candidate fits “Zebedee Quux” in the chosen period."


def test_what_was_typed_is_shown_as_text(officer: Browser, centre_db: Db) -> None:
    page = officer.post(begin(centre_db) + "/candidates/find", {"search": '"><b>x</b>'})
    assert not page.all("b")
    assert page.one("input", id="search")["value"] == '"><b>x</b>'


def test_a_period_narrows_the_list(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    for key, since in [("week", "2026-11-17"), ("month", "2026-10-24"), ("5-years", "2021-11-24")]:
        page = officer.post(base + "/candidates/find", {"search": "", "added": key})
        inside = centre_db.execute(
            "select count(*) from candidates where added_on >= ?", [since]
        ).fetchone()[0]
        shown = f"50 of {inside:,}" if inside > 50 else f"{inside} candidates"
        assert status(page) == shown, key
        select = page.one("select", id="added")
        assert [
            one["value"]
            for one in page.all("option", value=key)
            if select in one["within"] and "selected" in one
        ] == [key]


def test_show_more_shows_fifty_more(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/candidates")
    more = page.one("button", form="add", name="limit")
    assert more["value"] == "100"
    page = officer.post(base + "/candidates/find", {"search": "", "added": "any", "limit": "100"})
    assert status(page) == "100 of 1,200"
    assert len(names(page)) == 100
    assert page.one("button", form="add", name="limit")["value"] == "150"


@pytest.mark.parametrize(
    "values",
    [
        {"limit": "abc"},
        {"limit": "-5"},
        {"limit": "9" * 30},
        {"limit": "0"},
        {"added": "ages"},
        {"search": "%"},
        {"search": '" OR 1'},
        {"search": "*"},
        {"search": "a" * 5000},
        {"search": "\x00"},
        {"search": "𝒶́"},
        {"tab": "elsewhere"},
        {},
    ],
)
def test_nothing_typed_breaks_the_page(
    officer: Browser, centre_db: Db, values: dict[str, str]
) -> None:
    page = officer.post(begin(centre_db) + "/candidates/find", values)
    assert page.status == 200
    assert len(page.all("input", type="checkbox", name="candidate_id")) <= 1000


def test_somebody_archived_is_not_found(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    uci = centre_db.execute("select uci from candidates where candidate_id = ?", [one]).fetchone()[
        0
    ]
    number = centre_db.execute(
        "select candidate_number from candidates where candidate_id = ?", [one]
    ).fetchone()[0]
    base = begin(centre_db)
    for archived_at in (None, "2026-11-01T10:00:00.000000Z"):
        centre_db.execute(
            "update candidates set archived_at = ? where candidate_id = ?", [archived_at, one]
        )
        for typed in filter(None, (uci, number)):
            reply = officer.htmx(base + "/candidates/find", {"search": typed})
            found = reply.all("input", id=f"find-{one}")
            assert bool(found) is (archived_at is None), typed


def test_candidate_groups_show_their_sizes(officer: Browser, centre_db: Db) -> None:
    page = officer.get(begin(centre_db) + "/candidates?tab=groups")
    part = page.one("div", id="entries-groups")
    cards = [squeezed(one["text"]) for one in page.all("li") if part in one["within"]]
    assert len(cards) == 12
    assert "Functional Skills resits 2026–27 8 candidates Add group" in " | ".join(cards)
    assert page.one("a", aria_current="page", href=page.address + "?tab=groups")


def test_next_with_nobody_is_refused_and_says_what_to_do(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.send(officer.get(base + "/candidates"), base + "/candidates")
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    link = page.one("a", href="#selected-title")
    assert link["text"] == NOBODY
    assert page.one("h2", id="selected-title")["tabindex"] == "-1"


def test_next_with_nobody_stays_on_the_tab(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/candidates?tab=groups")
    page = officer.send(page, base + "/candidates")
    assert page.status == 422
    assert page.all("div", id="entries-groups")


def test_next_leads_to_the_options(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db, people=people(centre_db, 1))
    page = officer.send(officer.get(base + "/candidates"), base + "/candidates")
    assert page.heading.startswith("Entry options")


def test_next_leads_back_to_the_summary_when_nothing_else_is_to_do(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db, people=people(centre_db, 1), confirmed=True)
    page = officer.send(officer.get(base + "/candidates"), base + "/candidates")
    assert page.heading == "Entry summary"


def test_the_selected_are_listed_by_name_with_a_button_each(
    officer: Browser, centre_db: Db
) -> None:
    chosen = people(centre_db, 3)
    page = officer.get(begin(centre_db, people=reversed(chosen)) + "/candidates")
    box = page.one("section", id="entries-selected")
    lines = [one for one in page.all("li") if box in one["within"]]
    assert [
        listed(centre_db, one) in squeezed(line["text"])
        for one, line in zip(chosen, lines, strict=True)
    ] == [True] * 3
    buttons = [one for one in page.all("button", name="leaving") if box in one["within"]]
    assert [one["value"] for one in buttons] == [str(one) for one in chosen]
    assert squeezed(buttons[0]["text"]) == f"Remove {listed(centre_db, chosen[0])}"
    assert page.one("button", name="all")["text"] == "Remove all"


def test_coming_back_to_the_tab_asks_for_the_right_hand_list_alone(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db, people=people(centre_db, 2))
    reply = officer.get(base + "/candidates", headers={"hx-request": "true"})
    assert [one["hx-target"] for one in reply.all("hx-partial")] == ["#entries-selected"]
    assert squeezed(reply.one("h2", id="selected-title")["text"]) == "Selected candidates 2"


def test_the_page_is_whole_when_the_browser_goes_back_in_its_history(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.get(
        begin(centre_db) + "/candidates",
        headers={"hx-request": "true", "hx-history-restore-request": "true"},
    )
    assert page.all("html")
    assert page.reply.headers["vary"] == "HX-Request, Accept-Encoding"


def test_after_a_thousand_the_page_asks_for_more_of_the_name(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db)
    few = officer.htmx(base + "/candidates/find", {"search": "", "limit": "950"})
    assert few.one("button", name="limit")["value"] == "1000"
    many = officer.htmx(base + "/candidates/find", {"search": "", "limit": "1000"})
    assert not many.all("button", name="limit")
    assert "Type more of the name to see the others." in many.text


def test_who_is_ticked_stays_in_sight_while_the_search_goes_on(
    officer: Browser, centre_db: Db
) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, people=[two])
    sent = {"search": "qqqq", "added": "any", "candidate_id": [str(one), str(two), "x"]}
    page = officer.htmx(base + "/candidates/find", sent)
    assert "checked" in page.one("input", id=f"find-{one}")
    assert not page.all("input", id=f"find-{two}")
    assert "0 candidates, 1 ticked" in page.text
    assert "No candidate fits “qqqq”." in page.text
    page = officer.htmx(
        base + "/candidates/find", {"search": "", "added": "any", "candidate_id": one}
    )
    assert [box["value"] for box in page.all("input", name="candidate_id")].count(str(one)) == 1


@pytest.mark.parametrize("too_many", [0, 3])
def test_ticks_are_kept_without_script_and_i_am_told_of_those_that_are_not(
    officer: Browser, centre_db: Db, too_many: int
) -> None:
    base = begin(centre_db, "419-2-1", [])
    ids = [str(one) for one in range(1_000_000, 1_001_200 + too_many)]
    page = officer.post(f"{base}/candidates/find", {"search": "", "candidate_id": [*ids, ids[0]]})
    assert "1,200 ticked" in page.text
    assert ("the last 3 were not" in page.text) is bool(too_many)


def test_next_takes_the_ticked_along(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db)
    page = officer.get(base + "/candidates")
    (button,) = (one for one in page.all("button") if one["text"].strip() == "Next")
    assert (button["form"], button["formaction"]) == ("add", base + "/candidates")
    page = officer.post(button["formaction"], {"candidate_id": [str(one), str(two)]})
    assert page.heading.startswith("Entry options")
    assert "2 ticked candidates added." in page.text
    assert selected(centre_db, base) == [one, two]
