"""Looking through the catalogue."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import check_signed_out, check_wrong_id
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db

OFFICERS = ("administrator", "entries", "results")


def found(page: Page) -> dict[str, list[str]]:
    """Heading → the titles under it, on a page of search results."""
    sections = page.all("section")
    return {
        squeezed(next(one["text"] for one in page.all("h2") if section in one["within"])): [
            one["text"] for one in page.all("a") if section in one["within"]
        ]
        for section in sections
    }


def summary(page: Page) -> dict[str, str]:
    keys, values = page.all("dt"), page.all("dd")
    return {one["text"]: squeezed(other["text"]) for one, other in zip(keys, values, strict=True)}


def links(page: Page, begins: str) -> list[str]:
    return [
        squeezed(one["text"]) for one in page.all("a") if one.get("href", "").startswith(begins)
    ]


def id_of(db: Db, table: str, key: str, column: str, code: str) -> int:
    return db.execute(f"select {key} from {table} where {column} = ?", [code]).fetchone()[0]


def package(db: Db, code: str = "419-2-1") -> str:
    return f"/catalogue/packages/{id_of(db, 'packages', 'package_id', 'package_code', code)}"


def assessment(db: Db, code: str = "03999") -> str:
    return f"/catalogue/assessments/{id_of(db, 'assessments', 'assessment_id', 'entry_code', code)}"


@pytest.mark.parametrize("role", OFFICERS)
def test_it_works(signed_in: Callable[[str], Browser], role: str) -> None:
    me = signed_in(role)
    page = me.get("/catalogue")
    assert page.status == 200
    assert page.one("a", aria_current="page")["text"] == "Catalogue"
    assert len(links(page, "/catalogue/frameworks/")) == 10
    framework = next(one["href"] for one in page.all("a") if one["text"] == "ICT")
    page = me.get(framework)
    assert page.heading.startswith("ICT")
    titles = links(page, "/catalogue/packages/")
    assert "Advanced Apprenticeship Level 3 IT Application Specialist England" in titles
    page = me.get(next(one["href"] for one in page.all("a") if one["text"] == titles[0]))
    assert page.one("h2", id="yellow-title")
    making = page.all("a", role="button")
    assert [one["text"].strip() for one in making] == (
        [] if role == "results" else ["Make entries for this package"]
    )


DOORS = (("get", ""),)


@pytest.mark.parametrize("room", ["frameworks", "packages", "assessments"])
def test_an_unknown_id_is_not_found(officer: Browser, room: str) -> None:
    check_wrong_id(officer, *DOORS, room=f"/catalogue/{room}")


def test_whoever_is_signed_out_is_sent_to_sign_in(stranger: Browser) -> None:
    for path in ("", "/frameworks/1", "/packages/1", "/assessments/1", "/calendar"):
        check_signed_out(stranger, f"/catalogue{path}", *DOORS)


@pytest.mark.parametrize(
    ("q", "hits"),
    [
        ("03999", {"Assessments 1": ["OCR Level 3 Diploma in IT User Skills (ITQ)"]}),
        ("500/6757/6", {"Assessments 1": ["OCR Level 3 Diploma in IT User Skills (ITQ)"]}),
        (
            "490-2-1",
            {"Packages 1": ["Advanced Apprenticeship Level 3 Business and Administration England"]},
        ),
        ("manage team performance", {"Units 1": ["Manage team performance"]}),
        ("LEI", None),
        ("no such thing", {}),
    ],
)
def test_one_box_finds_everything(officer: Browser, q: str, hits: dict | None) -> None:
    page = officer.get("/catalogue", params={"q": q})
    if hits is not None:
        assert found(page) == hits
    assert page.form("/catalogue")["q"] == q


def test_hits_are_grouped_and_lead_to_their_pages(officer: Browser, centre_db: Db) -> None:
    page = officer.get("/catalogue", params={"q": "business"})
    assert [heading.split()[0] for heading in found(page)] == [
        "Frameworks",
        "Packages",
        "Assessments",
        "Units",
    ]
    for one in page.all("a"):
        if one.get("href", "").startswith("/catalogue/") and "calendar" not in one["href"]:
            assert officer.get(one["href"]).status == 200, one["href"]


def test_nothing_found_says_what_to_do(officer: Browser) -> None:
    page = officer.get("/catalogue", params={"q": "<b>zzz</b>"})
    assert "0 hits for “<b>zzz</b>”" in page.text
    assert "Try fewer" in page.text


def test_a_package_shows_its_groups_and_where_its_rows_come_from(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.get(package(centre_db, "490-2-1"))
    assert [squeezed(one["text"]) for one in page.all("caption")] == [
        "Required",
        "Choose one: combined",
        "Choose one: separate",
        "Optional",
    ]
    told = summary(page)
    assert told["Package"] == "490-2-1"
    assert told["Open for entries to"] == "further notice"
    origin = squeezed(page.one("details", class_="more")["text"])
    assert "In LARS to: 2020-07-31" in origin
    assert "Source S60: github.com/SkillsFundingAgency" in origin
    assert "10384 OCR Level 3 Diploma in Business Administration Basis: assembled" in origin


def test_a_closed_package_says_so_everywhere(officer: Browser, centre_db: Db) -> None:
    centre_db.execute("update packages set valid_to = '2026-11-23' where package_code = '419-2-1'")
    page = officer.get(package(centre_db))
    assert "This package closed on 23 November 2026. Nothing can be entered for it now" in page.text
    assert not page.all("a", role="button")
    assert "closed on 23 November 2026" in officer.get(assessment(centre_db)).text
    assert "closed on 23 November 2026" in officer.get("/catalogue/frameworks/1").text
    assert "4 packages, 3 of them open" in officer.get("/catalogue").text


def test_an_assessment_shows_all_that_is_held_of_it(officer: Browser, centre_db: Db) -> None:
    page = officer.get(assessment(centre_db))
    assert summary(page) == {
        "Entry code": "03999",
        "QAN": "500/6757/6",
        "Level": "3",
        "Component": "Combined competence and knowledge",
        "Normal fee": "£115.00",
        "Late fee": "£172.50",
    }
    assert "The next available series is March 2027." in page.text
    assert links(page, "/catalogue/packages/") == [
        "Advanced Apprenticeship Level 3 IT Application Specialist England"
    ]
    assert "Verification: printed" in page.all("details", class_="more")[-1]["text"]


def test_units_stand_in_the_order_of_their_numbers(officer: Browser, centre_db: Db) -> None:
    page = officer.get(assessment(centre_db, "10386"))
    numbers = [one["text"] for one in page.all("td", data_label="Number")]
    assert numbers == sorted(numbers, key=int)
    assert len(numbers) > 10
    assert summary(page)["Credits"]


def test_a_qan_that_does_not_fit_is_doubted_and_shown_all_the_same(
    officer: Browser, centre_db: Db
) -> None:
    centre_db.execute("update assessments set qan = '500/6757/5' where entry_code = '03999'")
    for path in (assessment(centre_db), package(centre_db)):
        text = officer.get(path).text
        assert "500/6757/5" in text
        assert "This QAN does not fit its check digit" in text
    assert "does not fit" not in officer.get(package(centre_db, "490-2-1")).text


def test_a_series_that_has_not_opened_says_when_it_does(officer: Browser, centre_db: Db) -> None:
    centre_db.execute("update series set opens_on = '2026-12-01' where title = 'March 2027'")
    assert "20 January 2027 opens on 1 December 2026" in squeezed(
        officer.get(assessment(centre_db)).text
    )


def test_only_an_administrator_is_led_to_changing_series(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    for role in OFFICERS:
        shown = links(signed_in(role).get(assessment(centre_db)), "/catalogue/series")
        assert bool(shown) is (role == "administrator"), role


def test_an_empty_catalogue_says_so(officer: Browser, centre_db: Db) -> None:
    centre_db.execute("pragma foreign_keys = off")
    for table in ("units", "package_assessments", "packages", "frameworks"):
        centre_db.execute(f"delete from {table}")
    centre_db.execute("pragma foreign_keys = on")
    assert "The catalogue is empty." in officer.get("/catalogue").text
