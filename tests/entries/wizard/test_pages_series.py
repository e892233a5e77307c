"""Change series: a later series for a column or for single candidates, from the grid to the
confirmation.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.entries.drafts import (
    assessment,
    begin,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    count,
    id_of,
    listed,
    people,
)
from tests.page import Browser, Page, squeezed
from tests.results.pairs import unite
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft
from webapp.records.merge import store as store_merging

CODE = "03999"
SERIES = "/options/series"
DOORS = (("get", f"{SERIES}?assessment=25"), ("post", SERIES))


def series(db: Db, title: str, code: str = CODE) -> int:
    return db.execute(
        "select series_id from series where assessment_id = ? and title = ?",
        [assessment(db, code), title],
    ).fetchone()[0]


def late_now(db: Db, title: str = "March 2027") -> None:
    db.execute(
        "update series set late_from = '2026-11-20' where series_id = ?", [series(db, title)]
    )
    db.conn.commit()


def close(db: Db, title: str) -> None:
    db.execute(
        "update series set closes_on = '2026-11-23', late_from = null, opens_on = null"
        " where series_id = ?",
        [series(db, title)],
    )
    db.conn.commit()


def choose(officer: Browser, base: str, db: Db, title: str, *chosen: int, **more: Any) -> Page:
    """Choose a series for these candidates, or for the whole column."""
    scope = "candidates" if chosen else "column"
    form = {"assessment": assessment(db, CODE), "series": series(db, title), "for": scope}
    return officer.post(base + SERIES, form | {"candidate_id": [str(one) for one in chosen]} | more)


def head(page: Page, db: Db) -> str:
    return squeezed(page.one("th", id=f"column-{assessment(db, CODE)}")["text"])


def cell(page: Page, db: Db, candidate_id: int) -> str:
    return squeezed(page.one("td", id=f"cell-{candidate_id}-{assessment(db, CODE)}")["text"])


def by_assessment(page: Page) -> list[list[str]]:
    """Assessment, series and entries of each line of the summary for the one code."""
    found: dict[str, list[str]] = {}
    for label in ("Assessment", "Series", "Entries", "Cost"):
        cells = page.all("td", data_label=label)
        found[label] = [squeezed(one["text"]) for one in cells]
    lines = zip(
        *(found[label] for label in ("Assessment", "Series", "Entries", "Cost")), strict=False
    )
    return [list(line[1:]) for line in lines if line[0].startswith(CODE)]


def entered(db: Db, candidate_id: int) -> list[str]:
    return [
        title
        for (title,) in db.execute(
            "select series_title from entries where candidate_id = ? and entry_code = ?",
            [candidate_id, CODE],
        )
    ]


def submit(officer: Browser, base: str) -> Page:
    page = officer.post(base + "/options", {"shown": "", "next": "1"})
    assert page.address == f"{base}/summary"
    return officer.send(page, f"{base}/summary")


def test_the_next_available_series_is_shown_first_and_later_ones_may_be_chosen(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db, people=people(centre_db, 2))
    page = officer.get(base + "/options")
    assert "March 2027" in head(page, centre_db)
    link = page.one("a", href=f"{base}{SERIES}?assessment={assessment(centre_db, CODE)}")
    page = officer.get(link["href"])
    assert page.heading.startswith("Change series")
    labels = [squeezed(one["text"]) for one in page.all("label") if one["text"][:1].isalpha()]
    labels = [label for label in labels if "2027:" in label]
    assert [label[:13] for label in labels] == ["March 2027: n", "June 2027: cl", "November 2027"]
    assert page.one("input", type="radio", checked="")["value"] == str(
        series(centre_db, "March 2027")
    )


def test_a_column_goes_into_a_later_series_up_to_the_confirmation(
    officer: Browser, centre_db: Db
) -> None:
    chosen = people(centre_db, 2)
    base = begin(centre_db, people=chosen)
    page = choose(officer, base, centre_db, "June 2027")
    assert page.address == base + "/options"
    assert "June 2027" in head(page, centre_db)
    page = submit(officer, base)
    assert page.address == "/entries/submissions/3"
    assert "June 2027" in page.text
    assert [entered(centre_db, one) for one in chosen] == [["June 2027"], ["June 2027"]]
    assert count(centre_db, "draft_series") == 0


def test_single_candidates_go_into_another_series_and_costs_follow(
    officer: Browser, centre_db: Db
) -> None:
    late_now(centre_db)
    one, other = chosen = people(centre_db, 2)
    base = begin(centre_db, people=chosen)
    page = choose(officer, base, centre_db, "June 2027", other)
    assert "March 2027" in head(page, centre_db)
    assert cell(page, centre_db, one) == ""
    assert cell(page, centre_db, other) == "in June 2027"
    page = officer.post(base + "/options", {"shown": "", "next": "1"})
    assert by_assessment(page) == [["March 2027", "1", "£172.50"], ["June 2027", "1", "£115.00"]]
    notes = [squeezed(note["text"]) for note in page.all("span", class_="note")]
    assert notes.count(f"The entry for {CODE} is late: March 2027.") == 1
    officer.send(page, f"{base}/summary")
    assert (entered(centre_db, one), entered(centre_db, other)) == (["March 2027"], ["June 2027"])
    fees = "select late, fee from entries where candidate_id = ? and entry_code = ?"
    assert centre_db.execute(fees, [one, CODE]).fetchall() == [(1, 17250)]
    assert centre_db.execute(fees, [other, CODE]).fetchall() == [(0, 11500)]


def test_the_head_says_both_prices_when_the_next_one_is_late(
    officer: Browser, centre_db: Db
) -> None:
    late_now(centre_db)
    base = begin(centre_db, people=people(centre_db, 1))
    said = head(officer.get(base + "/options"), centre_db)
    assert "£172.50 each, late" in said
    assert "June 2027 is not late: £115.00 each" in said
    page = choose(officer, base, centre_db, "June 2027")
    assert "is not late" not in head(page, centre_db)


def test_a_chosen_series_that_has_closed_falls_back_with_a_message(
    officer: Browser, centre_db: Db
) -> None:
    _one, other = chosen = people(centre_db, 2)
    base = begin(centre_db, people=chosen)
    choose(officer, base, centre_db, "June 2027")
    choose(officer, base, centre_db, "November 2027", other)
    summary = officer.post(base + "/options", {"shown": "", "next": "1"})
    for title in ("June 2027", "November 2027"):
        close(centre_db, title)
    refusal = officer.send(summary, f"{base}/summary")
    assert refusal.status == 409
    assert count(centre_db, "submissions") == 2
    for page in (refusal, officer.get(base + "/options")):
        assert f"June 2027, which was chosen for {CODE}, has closed" in page.text
        assert (
            f"November 2027, which was chosen for {CODE} for 1 candidate, has closed" in page.text
        )
        assert "March 2027" in page.text
    choose(officer, base, centre_db, "March 2027", other)
    assert "November 2027, which was chosen" not in officer.get(base + "/options").text
    assert "June 2027, which was chosen" in officer.get(base + "/options").text
    choose(officer, base, centre_db, "March 2027")
    assert "which was chosen" not in officer.get(base + "/options").text


def lapsed_for(officer: Browser, base: str, db: Db, closed: int, deleted: int) -> None:
    """Let series that were chosen for one candidate each be closed and deleted."""
    choose(officer, base, db, "June 2027", closed)
    choose(officer, base, db, "November 2027", deleted)
    close(db, "June 2027")
    db.execute("delete from series where series_id = ?", [series(db, "November 2027")])
    db.conn.commit()


def test_changing_the_column_puts_away_single_choices_that_hold_no_more(
    officer: Browser, centre_db: Db
) -> None:
    closed, deleted = chosen = people(centre_db, 2)
    base = begin(centre_db, people=chosen)
    lapsed_for(officer, base, centre_db, closed, deleted)
    lapsed = [
        one["text"]
        for one in officer.get(base + "/options").all("p")
        if "which was chosen" in one["text"]
    ]
    assert len(lapsed) == 2
    page = choose(officer, base, centre_db, "March 2027")
    assert "which was chosen" not in page.text
    assert count(centre_db, "draft_candidate_series") == 0


def test_the_form_says_whose_choice_holds_no_more(officer: Browser, centre_db: Db) -> None:
    stays, closed, deleted = chosen = people(centre_db, 3)
    base = begin(centre_db, people=chosen)
    lapsed_for(officer, base, centre_db, closed, deleted)
    page = officer.get(f"{base}{SERIES}?assessment={assessment(centre_db, CODE)}")
    labels = [
        squeezed(page.one("label", **{"for": f"series-for-{candidate_id}"})["text"])
        for candidate_id in chosen
    ]
    assert labels == [
        listed(centre_db, stays),
        f"{listed(centre_db, closed)} was to be in June 2027, which is not open any more",
        f"{listed(centre_db, deleted)} was to be in November 2027, which is not open any more",
    ]


def test_a_chosen_series_that_was_deleted_falls_back_with_a_message(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db, people=people(centre_db, 1))
    choose(officer, base, centre_db, "June 2027")
    centre_db.execute("delete from series where series_id = ?", [series(centre_db, "June 2027")])
    centre_db.conn.commit()
    page = officer.get(base + "/options")
    assert f"June 2027, which was chosen for {CODE}, is not there any more" in page.text
    assert "March 2027" in head(page, centre_db)


def test_a_cell_is_judged_by_the_series_that_was_chosen(officer: Browser, centre_db: Db) -> None:
    chosen = people(centre_db, 2)
    base = begin(centre_db, people=chosen[:1])
    choose(officer, base, centre_db, "June 2027")
    submit(officer, base)
    base = begin(centre_db, people=chosen)
    page = officer.get(base + "/options")
    assert cell(page, centre_db, chosen[0]) == "entered for June 2027"
    page = choose(officer, base, centre_db, "June 2027")
    assert cell(page, centre_db, chosen[0]).startswith("entered ")
    assert cell(page, centre_db, chosen[0]) != "entered for June 2027"
    box = page.one("input", id=f"box-{chosen[0]}-{assessment(centre_db, CODE)}")
    assert "disabled" in box
    assert "checked" in box


def test_what_cannot_be_chosen_is_said_and_changes_nothing(officer: Browser, centre_db: Db) -> None:
    one, other = people(centre_db, 2)
    base = begin(centre_db, people=[one])
    close(centre_db, "March 2027")
    form = {"assessment": assessment(centre_db, CODE), "for": "column"}
    for wrong in (
        "",
        "x",
        series(centre_db, "March 2027"),
        series(centre_db, "January 2027", "09866"),
    ):
        page = officer.post(base + SERIES, form | {"series": wrong})
        assert page.status == 422
        assert "Choose one of the series" in page.text
    page = officer.post(
        base + SERIES,
        form
        | {
            "series": series(centre_db, "November 2027"),
            "for": "candidates",
            "candidate_id": str(other),
        },
    )
    assert page.status == 422
    assert "Tick the candidates" in page.text
    assert page.one("input", type="radio", checked="")["value"] == str(
        series(centre_db, "November 2027")
    )
    assert officer.get(base + SERIES + "?assessment=999999").status == 404
    assert count(centre_db, "draft_series") == count(centre_db, "draft_candidate_series") == 0


def test_with_script_only_the_column_comes_back(officer: Browser, centre_db: Db) -> None:
    one, other = chosen = people(centre_db, 2)
    base = begin(centre_db, people=chosen)
    page = officer.htmx(
        base + SERIES,
        {
            "assessment": assessment(centre_db, CODE),
            "series": series(centre_db, "June 2027"),
            "for": "candidates",
            "candidate_id": str(other),
        },
    )
    targets = [one["hx-target"] for one in page.all("hx-partial")]
    assert f"#cell-{other}-25" in targets
    assert f"#cell-{one}-25" not in targets
    assert "#entries-series" in targets
    assert "#told" in targets
    assert not page.all("table")


def test_another_package_and_taking_somebody_off_keep_no_stray_series(
    officer: Browser, centre_db: Db
) -> None:
    _one, other = chosen = people(centre_db, 2)
    base = begin(centre_db, people=chosen)
    choose(officer, base, centre_db, "June 2027", other)
    choose(officer, base, centre_db, "November 2027")
    page = officer.post(
        base + "/candidates/remove", {"leaving": str(other)}, headers={"hx-request": "true"}
    )
    undo = page.form(base + "/candidates/bring-back")
    officer.post(base + "/candidates/bring-back", undo)
    assert cell(officer.get(base + "/options"), centre_db, other) == "in June 2027"
    officer.post(base + "/candidates/remove", {"leaving": str(other)})
    officer.post(base + "/candidates/add", {"candidate_id": str(other)})
    assert cell(officer.get(base + "/options"), centre_db, other) == ""
    other_package = centre_db.execute(
        "select package_id from packages where package_id not in"
        " (select package_id from package_assessments where assessment_id = 25) limit 1"
    ).fetchone()[0]
    store_draft.set_package(centre_db, id_of(base), other_package)
    assert count(centre_db, "draft_series") == count(centre_db, "draft_candidate_series") == 0


def test_two_made_one_keep_the_chosen_series_and_it_can_be_undone(
    officer: Browser, centre_db: Db
) -> None:
    kept, gone = people(centre_db, 2)
    base = begin(centre_db, people=[gone])
    choose(officer, base, centre_db, "June 2027", gone)
    merged = unite(centre_db, kept, gone, kept=kept)
    assert cell(officer.get(base + "/options"), centre_db, kept) == "in June 2027"
    assert store_merging.undo(centre_db, merged.merge_id, 2) == []
    assert cell(officer.get(base + "/options"), centre_db, gone) == "in June 2027"


@pytest.mark.parametrize("removed", ["kept", "gone"])
def test_a_series_kept_for_undo_alone_does_not_count_after_a_merge(
    officer: Browser, centre_db: Db, removed: str
) -> None:
    kept, gone = people(centre_db, 2)
    base = begin(centre_db, people=[kept, gone])
    leaver, stays = (kept, gone) if removed == "kept" else (gone, kept)
    choose(officer, base, centre_db, "June 2027", leaver)
    officer.post(base + "/candidates/remove", {"leaving": str(leaver)})
    before = cell(officer.get(base + "/options"), centre_db, stays)
    merged = unite(centre_db, kept, gone, kept=kept)
    assert before == cell(officer.get(base + "/options"), centre_db, kept) == ""
    assert store_merging.undo(centre_db, merged.merge_id, 2) == []
    (left,) = centre_db.query("select candidate_id, series_title from draft_candidate_series")
    assert left == {"candidate_id": leaver, "series_title": "June 2027"}


def test_a_merge_lets_the_options_of_a_draft_with_the_person_be_confirmed_again(
    officer: Browser, centre_db: Db
) -> None:
    kept, gone, other = people(centre_db, 3)
    touched = begin(centre_db, people=[gone], confirmed=True)
    untouched = begin(centre_db, people=[other], confirmed=True)
    unite(centre_db, kept, gone, kept=kept)
    assert officer.get(f"{touched}/summary").address == f"{touched}/options"
    assert officer.get(f"{untouched}/summary").address == f"{untouched}/summary"


def test_the_form_names_who_has_another_series(officer: Browser, centre_db: Db) -> None:
    _one, other = chosen = people(centre_db, 2)
    base = begin(centre_db, people=chosen)
    choose(officer, base, centre_db, "June 2027", other)
    page = officer.get(f"{base}{SERIES}?assessment={assessment(centre_db, CODE)}")
    assert f"{listed(centre_db, other)} in June 2027" in page.text
    page = choose(officer, base, centre_db, "November 2027")
    assert "1 candidate keeps the series that was chosen for them." in page.text


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    check_wrong_role(signed_in, begin(centre_db), *DOORS)


def test_a_draft_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    check_signed_out(stranger, begin(centre_db), *DOORS)
