"""Results, the choice of a framework, and a framework's own page."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import check_signed_out, check_wrong_id
from tests.page import Browser, squeezed
from tests.results.pairs import get_result, pair
from tests.results.sample_programmes import (
    BUSINESS_AWARDS,
    ICT_AWARDS,
    ICT_PEOPLE,
    ROOM,
    framework,
    names,
)
from webapp.database.connection import Db


def test_it_works(officer: Browser, centre_db: Db) -> None:
    page = officer.get("/")
    assert page.one("nav", aria_label="Main")
    assert page.all("a", href="/results")
    page = officer.get("/results")
    assert page.heading == "Results"
    assert page.one("a", href="/results/uploads")["text"] == "Upload results"
    page = officer.get(page.one("a", href=ROOM)["href"])
    assert page.heading == "Learning programmes"
    options = {one["text"]: one["value"] for one in page.all("option")}
    page = officer.get(ROOM, params={"framework": options["ICT"]})
    assert page.address == framework(centre_db)
    assert page.heading.startswith("ICT")
    assert (
        f"{ICT_PEOPLE} candidates, {ICT_AWARDS} of 243 required components achieved." in page.text
    )
    assert "15 complete (19%)" in page.text
    assert "23 entered (28%)" in page.text
    assert "0 not started (0%)" in page.text
    assert len(names(page)) == 50
    assert f"1 to 50 of {ICT_PEOPLE}" in page.text


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_everybody_may_read(signed_in: Callable[[str], Browser], centre_db: Db, role: str) -> None:
    reader = signed_in(role)
    page = reader.get("/results")
    assert bool(page.all("a", href="/results/uploads")) == (role != "results")
    for address in (ROOM, framework(centre_db)):
        assert reader.get(address).status == 200


def test_a_framework_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, ("get", ""), room=ROOM)
    for wrong in ("999", "x", "-1"):
        assert officer.get(ROOM, params={"framework": wrong}).status == 404, wrong


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    for address in ("/results", ROOM, f"{ROOM}/1"):
        check_signed_out(stranger, address, ("get", ""))


def test_without_a_framework_the_page_asks_for_one(officer: Browser) -> None:
    page = officer.get(ROOM, params={"framework": ""})
    assert page.status == 422
    assert page.one("a", href="#framework")["text"].startswith("Choose a framework")


def test_the_progress_and_the_awards_by_month_stand_in_pictures_and_in_words(
    officer: Browser, centre_db: Db
) -> None:
    page = officer.get(framework(centre_db, "Business and Administration"))
    pictures = page.all("svg", role="img")
    assert pictures[0]["aria-label"] == (
        "6 learning programmes complete, 18 learning programmes in progress,"
        " 0 learning programmes entered, 0 learning programmes not started"
    )
    assert pictures[1]["aria-label"].startswith("Awards in each of the last twelve months")
    table = next(one for one in page.all("table") if "Month" in one["text"])
    cells = [squeezed(one["text"]) for one in page.all("td") if table in one["within"]]
    months = dict(zip(cells[::2], map(int, cells[1::2]), strict=True))
    assert next(iter(months)) == "December 2025"
    assert list(months)[-1] == "November 2026"
    assert sum(months.values()) == BUSINESS_AWARDS
    plain = centre_db.execute(
        "select count(*) from awards join assessments using (assessment_id)"
        " where awarded_on like '2026-08%' and entry_code in ('10383', '04438', '09498', '09865')"
    ).fetchone()
    assert (months["August 2026"],) == plain
    drawn = [one for one in page.tags if one.get("class") == "chart__column"]
    assert [int(one["height"]) > 0 for one in drawn] == [count > 0 for count in months.values()]


def test_each_state_has_a_part_of_the_bar_that_differs_by_more_than_its_colour(
    officer: Browser, centre_db: Db
) -> None:
    get_result(centre_db, pair(centre_db)[0], "03999", "Fail", outcome="not achieved")
    centre_db.conn.commit()
    page = officer.get(framework(centre_db))
    parts = [one for one in page.all("rect") if "progress__part " in one.get("class", "")]
    states = ["complete", "in-progress", "entered", "not-started"]
    # The bar, and the same marks beside the words of its legend.
    assert [one["class"] for one in parts] == 2 * [
        f"progress__part progress__part--{state}" for state in states
    ]
    assert [one.get("fill", "") for one in parts] == 2 * ["", "url(#hatched)", "url(#dotted)", ""]
    assert {one["id"] for one in page.all("pattern")} == {"hatched", "dotted"}
    assert "23 entered" in page.text
    assert "1 not started" in page.text


def test_the_candidates_are_sorted_and_turned_page_by_page(officer: Browser, centre_db: Db) -> None:
    address = framework(centre_db)
    first = officer.get(address)
    by_name = centre_db.execute(
        "select surname from candidates join entries using (candidate_id) group by candidate_id"
        " order by sort_key, candidate_id limit 50"
    ).fetchall()
    assert [one.partition(",")[0] for one in names(first)] == [surname for (surname,) in by_name]
    second = officer.get(next(one["href"] for one in first.all("a") if "page=2" in one["href"]))
    assert second.address == address
    assert len(names(second)) == ICT_PEOPLE - 50
    assert not set(names(first)) & set(names(second))
    head = next(one for one in first.all("a") if squeezed(one["text"]) == "Components achieved")
    by_count = officer.get(head["href"])
    assert [one["aria-sort"] for one in by_count.all("th") if "aria-sort" in one] == ["descending"]
    counts = [one["text"] for one in by_count.all("td", data_label="Components achieved")]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == "3 of 3"
    assert names(officer.get(f"{address}?page=999")) == names(second)


def test_a_framework_without_candidates_says_so_and_what_to_do(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    address = framework(centre_db, "Retail")
    page = signed_in("entries").get(address)
    assert "No candidate takes part yet" in page.text
    assert page.one("a", href="/entries/make", role="button")
    assert not signed_in("results").get(address).all("a", role="button")


def test_who_has_only_functional_skills_is_in_no_framework(officer: Browser, centre_db: Db) -> None:
    centre_db.execute(
        "delete from results where assessment_id in"
        " (select assessment_id from assessments where entry_code in ('10383', '04438'))"
    )
    centre_db.conn.commit()
    page = officer.get(framework(centre_db, "Business and Administration"))
    assert "No candidate takes part yet" in page.text
