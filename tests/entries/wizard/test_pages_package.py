"""Step Package: framework, package, and the yellow box."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import (
    BUSINESS,
    CUSTOMER,
    ICT,
    LEARNING,
    TITLE,
    assessment,
    begin,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    choices,
    count,
    id_of,
    people,
    row_of,
    selected,
)
from tests.page import Browser, Page, squeezed
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft

NEW = "/entries/drafts/new"
NO_PACKAGE = "Choose a package: it decides which assessments can be entered."


def package_id(db: Db, code: str) -> str:
    found = catalogue.package_by_code(db, code)
    assert found
    return str(found.package_id)


def framework_id(db: Db, title: str) -> str:
    return next(str(one.framework_id) for one in catalogue.frameworks(db) if one.title == title)


def options(page: Page, name: str) -> list[str]:
    select = page.one("select", id=name)
    return [squeezed(one["text"]) for one in page.all("option") if select in one["within"]]


def chosen(page: Page, name: str) -> list[str]:
    select = page.one("select", id=name)
    return [
        squeezed(one["text"])
        for one in page.all("option")
        if select in one["within"] and "selected" in one
    ]


def yellow_box(page: Page) -> list[dict[str, str]]:
    """Its rows: what stands under each heading."""
    box = page.one("div", id="catalogue-package")
    cells = [one for one in page.all("td") if box in one["within"]]
    rows: dict[int, dict[str, str]] = {}
    for cell in cells:
        row = next(up for up in reversed(cell["within"]) if up["tag"] == "tr")
        rows.setdefault(id(row), {})[cell["data-label"]] = squeezed(cell["text"])
    return list(rows.values())


def codes(page: Page) -> list[str]:
    return [row["Entry code"] for row in yellow_box(page)]


def test_it_works(officer: Browser) -> None:
    page = officer.get(NEW)
    assert page.status == 200
    assert page.heading == "Select package"
    assert squeezed(page.one("label", for_="framework")["text"]) == "Framework"
    assert squeezed(page.one("label", for_="package")["text"]) == "Package"
    assert len(options(page, "framework")) == 1 + 10
    assert len(options(page, "package")) == 1 + 24
    assert len(page.all("optgroup")) == 10
    assert yellow_box(page) == []
    assert squeezed(page.one("button", name="ok")["text"]) == "Ok"
    assert squeezed(page.one("button", name="next")["text"]) == "Next"
    current = page.one("span", aria_current="step")
    assert squeezed(current["text"]) == "1 Package"


DOORS = (("get", "/package"), ("post", "/package"))


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    check_wrong_role(signed_in, begin(centre_db), *DOORS)
    check_wrong_role(signed_in, "", ("get", NEW), ("post", NEW))


def test_a_draft_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    check_signed_out(stranger, begin(centre_db), *DOORS)
    check_signed_out(stranger, "", ("get", NEW), ("post", NEW))


def test_a_framework_narrows_the_packages_when_i_press_ok(officer: Browser, centre_db: Db) -> None:
    page = officer.send(officer.get(NEW), NEW, framework=framework_id(centre_db, "ICT"), ok="1")
    assert page.heading == "Select package"
    assert chosen(page, "framework") == ["ICT"]
    assert len(options(page, "package")) == 1 + 4
    assert all("IT" in one for one in options(page, "package")[1:])
    assert [one["label"] for one in page.all("optgroup")] == ["ICT"]


def test_a_framework_narrows_the_packages_at_once(officer: Browser, centre_db: Db) -> None:
    reply = officer.htmx(NEW, {"framework": framework_id(centre_db, "Retail"), "package": ""})
    assert not reply.all("html")
    assert reply.tags[0]["id"] == "entries-choosing"
    assert options(reply, "package") == [
        "Choose a package",
        "Intermediate Apprenticeship Level 2 Retail England",
    ]


def test_a_package_of_another_framework_is_let_go(officer: Browser, centre_db: Db) -> None:
    values = {"framework": framework_id(centre_db, "Retail"), "package": package_id(centre_db, ICT)}
    reply = officer.htmx(NEW, values)
    assert chosen(reply, "package") == []
    assert yellow_box(reply) == []


def test_the_yellow_box_for_the_it_application_specialist(officer: Browser, centre_db: Db) -> None:
    page = officer.send(officer.get(NEW), NEW, package=package_id(centre_db, ICT), ok="1")
    assert chosen(page, "package") == [TITLE]
    assert squeezed(page.one("h2", id="yellow-title")["text"]) == "Assessments in this package"
    assert yellow_box(page) == [
        {
            "Entry code": "03999",
            "Title": "OCR Level 3 Diploma in IT User Skills (ITQ)",
            "Level": "3",
            "Component": "Combined competence and knowledge",
            "QAN": "500/6757/6",
            "Series": "March 2027",
            "Closing date": "20 January 2027 £115.00 an entry",
        },
        {
            "Entry code": "09499",
            "Title": "OCR Functional Skills Qualification in English at Level 2",
            "Level": "2",
            "Component": "Functional skills",
            "QAN": "500/8963/8",
            "Series": "On demand",
            "Closing date": "none £18.50 an entry",
        },
        {
            "Entry code": "09866",
            "Title": "OCR Functional Skills Qualification in Mathematics at Level 2",
            "Level": "2",
            "Component": "Functional skills",
            "QAN": "not known",
            "Series": "December 2026",
            "Closing date": "27 November 2026 closes in 3 days £18.50 an entry",
        },
    ]


def test_the_yellow_box_swaps_at_once(officer: Browser, centre_db: Db) -> None:
    reply = officer.htmx(NEW, {"framework": "", "package": package_id(centre_db, ICT)})
    assert not reply.all("html")
    assert codes(reply) == ["03999", "09499", "09866"]


def test_required_rows_come_first_then_what_to_choose_from(officer: Browser, centre_db: Db) -> None:
    page = officer.htmx(NEW, {"package": package_id(centre_db, BUSINESS)})
    assert [squeezed(one["text"]) for one in page.all("caption")] == [
        "Required",
        "Choose one: combined",
        "Choose one: separate",
        "Optional",
    ]
    assert codes(page) == ["09499", "09866", "10384", "04708", "04439", "04707", "09877"]
    assert yellow_box(page)[2]["Closing date"] == "27 November 2026 late £148.50 an entry"


def test_an_assessment_without_a_series_says_who_can_add_one(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.htmx(NEW, {"package": package_id(centre_db, LEARNING)})
    row = next(row for row in yellow_box(page) if row["Entry code"] == "10229")
    assert row["Series"] == (
        "No series is open, so it cannot be entered. An administrator can add one."
    )


@pytest.mark.parametrize("package", ["", "999", "0", "-1", "abc", "9" * 30, "²"])
def test_next_without_a_package_is_refused(officer: Browser, centre_db: Db, package: str) -> None:
    before = count(centre_db, "drafts")
    first = officer.get(NEW)
    framework = framework_id(centre_db, "Retail")
    page = officer.send(first, NEW, framework=framework, package=package, next="1")
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    assert page.one("a", href="#package")["text"] == NO_PACKAGE
    assert NO_PACKAGE in page.one("p", id="package-error")["text"]
    assert page.one("select", id="package")["aria-describedby"] == "package-error"
    assert chosen(page, "framework") == ["Retail"]
    assert page.form(NEW)["start_key"] == first.form(NEW)["start_key"]
    assert count(centre_db, "drafts") == before


def test_a_package_of_another_framework_is_not_taken_by_next(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.send(
        officer.get(NEW),
        NEW,
        framework=framework_id(centre_db, "Retail"),
        package=package_id(centre_db, ICT),
        next="1",
    )
    assert page.status == 422


def test_next_starts_a_draft_and_leads_to_the_candidates(officer: Browser, centre_db: Db) -> None:
    page = officer.send(officer.get(NEW), NEW, package=package_id(centre_db, ICT), next="1")
    assert page.status == 200
    assert page.heading.startswith("Select candidates")
    assert TITLE in page.heading
    draft = row_of(centre_db, page.address.removesuffix("/candidates"))
    assert draft
    assert (draft.person, draft.candidates) == ("Priya Lewis", 0)


def test_pressing_next_twice_starts_one_draft(officer: Browser, centre_db: Db) -> None:
    first = officer.get(NEW)
    values = {"package": package_id(centre_db, ICT), "next": "1"}
    before = count(centre_db, "drafts")
    once, twice = (officer.send(first, NEW, **values) for _ in range(2))
    assert once.address == twice.address
    assert count(centre_db, "drafts") == before + 1


def test_two_forms_start_two_drafts(officer: Browser, centre_db: Db) -> None:
    values = {"package": package_id(centre_db, ICT), "next": "1"}
    once, twice = (officer.send(officer.get(NEW), NEW, **values) for _ in range(2))
    assert once.address != twice.address


def test_going_back_and_choosing_another_package_gives_that_one(
    officer: Browser, centre_db: Db
) -> None:
    first = officer.get(NEW)
    officer.send(first, NEW, package=package_id(centre_db, ICT), next="1")
    page = officer.send(first, NEW, package=package_id(centre_db, BUSINESS), next="1")
    assert "Business and Administration" in page.heading


def test_a_package_is_offered_on_its_days_only(officer: Browser, centre_db: Db) -> None:
    ict = package_id(centre_db, ICT)
    for valid_from, valid_to, offered in [
        ("2026-11-24", "2026-11-24", True),
        (None, "2026-11-23", False),
        ("2026-11-25", None, False),
        ("2020-01-01", None, True),
    ]:
        centre_db.execute(
            "update packages set valid_from = ?, valid_to = ? where package_id = ?",
            [valid_from, valid_to, ict],
        )
        assert (TITLE in options(officer.get(NEW), "package")) is offered, (valid_from, valid_to)
        page = officer.send(officer.get(NEW), NEW, package=ict, next="1")
        assert page.status == (200 if offered else 422), (valid_from, valid_to)


def test_going_back_to_the_package_shows_it_and_changes_nothing(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db, ICT, people(centre_db, 2), confirmed=True)
    before = row_of(centre_db, base)
    page = officer.get(base + "/package")
    assert (chosen(page, "framework"), chosen(page, "package")) == (["ICT"], [TITLE])
    assert codes(page) == ["03999", "09499", "09866"]
    assert "keeps the 2 selected candidates" in page.text
    assert row_of(centre_db, base) == before
    assert officer.send(page, base + "/package", next="1").heading == "Entry summary"


def test_ok_in_a_draft_shows_another_package_without_taking_it(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/package")
    page = officer.send(
        page, base + "/package", framework="", ok="1", package=package_id(centre_db, BUSINESS)
    )
    assert codes(page)[0] == "09499"
    draft = row_of(centre_db, base)
    assert draft
    assert draft.display_title == TITLE


def test_all_frameworks_can_be_shown_again_in_a_draft(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/package")
    page = officer.send(page, base + "/package", framework="", package="", ok="1")
    assert chosen(page, "framework") == []
    assert len(options(page, "package")) == 1 + 24


def test_next_in_a_draft_without_a_package_is_refused(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.get(base + "/package")
    page = officer.send(page, base + "/package", package="", next="1")
    assert page.status == 422
    assert page.one("a", href="#package")["text"] == NO_PACKAGE


def test_another_package_keeps_candidates_and_fitting_ticks_and_names_the_dropped(
    officer: Browser, centre_db: Db
) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, BUSINESS, [one, two], confirmed=True)
    nvq, knowledge, ict, english = (
        assessment(centre_db, code) for code in ("04708", "04439", "09877", "09499")
    )
    made = {(one, nvq): True, (one, knowledge): True, (one, ict): True, (two, english): False}
    store_draft.tick(centre_db, id_of(base), made)
    page = officer.get(base + "/package")
    page = officer.send(
        page, base + "/package", framework="", next="1", package=package_id(centre_db, CUSTOMER)
    )
    assert page.heading.startswith("Entry options")
    assert "Ticks were dropped for what this package does not hold: 04439, 04708." in page.text
    assert set(selected(centre_db, base)) == {one, two}
    assert choices(centre_db, base) == {(one, ict): True, (two, english): False}


def test_nothing_is_said_when_nothing_is_dropped(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db, BUSINESS, people(centre_db, 1), confirmed=True)
    page = officer.get(base + "/package")
    page = officer.send(
        page, base + "/package", framework="", next="1", package=package_id(centre_db, CUSTOMER)
    )
    assert page.heading.startswith("Entry options")
    assert "dropped" not in page.text


def test_no_name_and_no_search_stands_in_the_address(officer: Browser, centre_db: Db) -> None:
    page = officer.send(officer.get(NEW), NEW, framework="'; drop", package="x y", ok="1")
    assert str(page.reply.url).endswith("?framework=&package=")


def test_frameworks_and_packages_stand_in_the_order_of_their_numbers(
    officer: Browser, centre_db: Db
) -> None:
    for place, title in enumerate(["Trades 10", "Étude", "Trades 9"], 1):
        centre_db.execute("update frameworks set title = ? where framework_id = ?", [title, place])
    framework = officer.get(NEW).one("select", id="framework")
    titles = ("Étude", "Trades 9", "Trades 10")
    page = officer.get(NEW)
    options = [
        one["text"] for one in page.all("option") if framework["id"] == one["within"][-1].get("id")
    ]
    assert [one for one in options if one in titles] == list(titles)
    assert [one["label"] for one in page.all("optgroup") if one["label"] in titles] == list(titles)
