"""Series, as administrators list them and add them to many assessments at once."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.entries.drafts import check_signed_out, check_wrong_role, everything
from tests.page import Browser, squeezed
from webapp.database.connection import Db

HOME, NEW = "/catalogue/series", "/catalogue/series/new"
DATED = {
    "title": "Spring 2028",
    "kind": "dated",
    "which": "chosen",
    "opens_on": "1/9/2027",
    "late_from": "1 Feb 2028",
    "closes_on": "2028-02-08",
}


def ids(db: Db, *codes: str) -> list[str]:
    marks = ", ".join("?" * len(codes))
    found = db.execute(
        f"select assessment_id from assessments where entry_code in ({marks})", codes
    )
    return [str(one) for (one,) in found]


def rows(db: Db, title: str) -> list[dict[str, Any]]:
    return list(
        db.query(
            "select entry_code, series.title, opens_on, late_from, closes_on from series"
            " join assessments using (assessment_id) where series.title = ? order by entry_code",
            [title],
        )
    )


def test_it_works(administrator: Browser) -> None:
    page = administrator.get(HOME)
    assert page.heading == "Series"
    cells = [squeezed(one["text"]) for one in page.all("td")]
    assert "October 2026" not in cells
    assert "On demand" in cells
    assert "December 2026" in cells
    assert "81 assessments" in page.text
    page = administrator.get(HOME, params={"closed": "1"})
    assert "October 2026" in [squeezed(one["text"]) for one in page.all("td")]
    assert "27 Sep 2026 (closed)" in page.text


DOORS = (("get", ""), ("get", "/new"), ("post", "/new"))


def test_whoever_is_no_administrator_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    before = everything(centre_db)
    check_wrong_role(signed_in, HOME, *DOORS)
    officer = signed_in("entries")
    assert officer.get(HOME).status == officer.post(NEW, DATED).status == 403
    assert everything(centre_db) == before


def test_whoever_is_signed_out_is_sent_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, HOME, *DOORS)


def test_an_assessment_without_a_series_is_named(administrator: Browser, centre_db: Db) -> None:
    page = administrator.get(HOME, params={"by": "assessment"})
    assert len(page.all("tr")) == 93
    assert [one["text"] for one in page.all("strong")] == ["None, so it cannot be entered."]
    (one,) = ids(centre_db, "10229")
    page = administrator.get(page.one("a", href=f"{NEW}?assessment={one}")["href"])
    ticked = [box["value"] for box in page.all("input", name="assessment_id") if "checked" in box]
    assert ticked == [one]


def test_a_series_is_added_to_several_assessments_at_once(
    administrator: Browser, centre_db: Db
) -> None:
    chosen = ids(centre_db, "10229", "03999")
    page = administrator.send(administrator.get(NEW), NEW, **DATED, assessment_id=chosen)
    assert "Spring 2028 is added to 2 assessments." in page.text
    assert rows(centre_db, "Spring 2028") == [
        {
            "entry_code": code,
            "title": "Spring 2028",
            "opens_on": "2027-09-01",
            "late_from": "2028-02-01",
            "closes_on": "2028-02-08",
        }
        for code in ("03999", "10229")
    ]


@pytest.mark.parametrize(("which", "count"), [("all", 92), ("without", 1)])
def test_all_or_those_without_get_it_by_one_choice(
    administrator: Browser, centre_db: Db, which: str, count: int
) -> None:
    page = administrator.send(administrator.get(NEW), NEW, **DATED | {"which": which})
    assert f"Spring 2028 is added to {count} assessment" in page.text
    assert len(rows(centre_db, "Spring 2028")) == count


def test_those_that_have_a_series_with_this_title_keep_it(
    administrator: Browser, centre_db: Db
) -> None:
    before = rows(centre_db, "March 2027")
    page = administrator.send(
        administrator.get(NEW), NEW, **DATED | {"title": "March 2027", "which": "all"}
    )
    added = 92 - len(before)
    assert (
        f"March 2027 is added to {added} assessments. These have a series with this title already"
        in page.text
    )
    after = rows(centre_db, "March 2027")
    assert len(after) == 92
    assert [one for one in after if one in before] == before


def test_on_demand_drops_what_was_typed_as_dates(administrator: Browser, centre_db: Db) -> None:
    (one,) = ids(centre_db, "10229")
    administrator.send(
        administrator.get(NEW), NEW, **DATED | {"kind": "on_demand", "title": ""}, assessment_id=one
    )
    found = [row for row in rows(centre_db, "On demand") if row["entry_code"] == "10229"]
    assert found == [
        {
            "entry_code": "10229",
            "title": "On demand",
            "opens_on": None,
            "late_from": None,
            "closes_on": None,
        }
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"closes_on": "31/2/2028"}, "closes_on"),
        ({"kind": "x"}, "kind"),
        ({"opens_on": "9/2/2028", "late_from": ""}, "closes_on"),
        ({"assessment_id": "x"}, "assessments"),
        ({"assessment_id": "-1"}, "assessments"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(
    administrator: Browser, centre_db: Db, change: dict[str, str], field: str
) -> None:
    before = everything(centre_db)
    typed = {**DATED, "assessment_id": ids(centre_db, "10229")[0], **change}
    page = administrator.send(administrator.get(NEW), NEW, **typed)
    assert page.status == 422
    assert page.one("a", href=f"#{field}")
    assert any(one.get("id") == field for one in page.tags)
    again = page.form(NEW)
    assert (again["title"], again["closes_on"]) == (typed["title"], typed["closes_on"])
    assert everything(centre_db) == before


def test_an_assessment_that_is_not_there_is_passed_over(
    administrator: Browser, centre_db: Db
) -> None:
    page = administrator.send(administrator.get(NEW), NEW, **DATED, assessment_id="99999")
    assert "is added to 0 assessments" in page.text
    assert rows(centre_db, "Spring 2028") == []
