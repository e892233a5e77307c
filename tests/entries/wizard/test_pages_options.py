"""Step Entry options: the grid, kept tick by tick."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import (
    BUSINESS,
    ICT,
    LEARNING,
    TITLE,
    assessment,
    begin,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    choices,
    everything,
    id_of,
    listed,
    people,
    row_of,
)
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft

OPTIONS, TICK, UNDO = "/options", "/options/tick", "/options/undo"


def box(page: Page, candidate_id: int, assessment_id: int) -> dict:
    return page.one("input", id=f"box-{candidate_id}-{assessment_id}")


def ticked(page: Page, candidate_id: int, assessment_id: int) -> bool:
    return "checked" in box(page, candidate_id, assessment_id)


def cell(page: Page, candidate_id: int, assessment_id: int) -> str:
    """What stands in the cell beside the box."""
    return squeezed(box(page, candidate_id, assessment_id)["within"][-1]["text"])


def sent(
    page: Page, base: str, *, untick: tuple[str, ...] = (), tick: tuple[str, ...] = ()
) -> dict:
    """The form of a page as a browser sends it after these boxes were changed."""
    values = page.form(base + OPTIONS)
    held = values.get("tick", [])
    boxes = [held] if isinstance(held, str) else held
    assert set(untick) <= set(boxes)
    assert not set(tick) & set(boxes)
    return {**values, "tick": [one for one in boxes if one not in untick] + list(tick)}


def targets(reply: Page) -> dict[str, str]:
    """A reply to htmx: what goes where."""
    return {one["hx-target"]: squeezed(one["text"]) for one in reply.all("hx-partial")}


def entered(db: Db, submission_id: int = 2) -> list[int]:
    found = db.execute(
        "select distinct candidate_id from entries where submission_id = ? order by candidate_id",
        [submission_id],
    )
    return [candidate_id for (candidate_id,) in found]


def codes(db: Db, *entry_codes: str) -> list[int]:
    return [assessment(db, code) for code in entry_codes]


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, ICT, [one, two])
    page = officer.get(base + OPTIONS)
    assert page.status == 200
    assert squeezed(page.heading) == f"Entry options{TITLE}"
    diploma, english, maths = codes(centre_db, "03999", "09499", "09866")
    heads = [
        squeezed(page.one("th", id=f"column-{place}")["text"])
        for place in (diploma, english, maths)
    ]
    assert heads == [
        "03999 OCR Level 3 Diploma in IT User Skills (ITQ) Combined competence and knowledge."
        " Required March 2027 Closes 20 Jan 2027 £115.00 each",
        "09499 OCR Functional Skills Qualification in English at Level 2 Functional skills."
        " Required On demand No closing date £18.50 each",
        "09866 OCR Functional Skills Qualification in Mathematics at Level 2 Functional skills."
        " Required December 2026 Closes 27 Nov 2026 closes in 3 days £18.50 each",
    ]
    assert all(ticked(page, who, what) for who in (one, two) for what in (diploma, english, maths))
    assert page.one("td", id=f"row-{one}-total")["text"] == "3"
    assert page.one("td", id=f"column-{maths}-total")["text"] == "2"
    assert page.one("td", id="all-total")["text"] == "6"
    assert squeezed(page.one("p", id="grid-totals")["text"]) == (
        "6 entries for 2 candidates, £304.00 where a fee is known"
    )


DOORS = (("get", OPTIONS), ("post", OPTIONS), ("post", TICK), ("post", UNDO))


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    check_wrong_role(signed_in, begin(centre_db, people=people(centre_db, 1)), *DOORS)


def test_a_draft_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    check_signed_out(stranger, begin(centre_db, people=people(centre_db, 1)), *DOORS)


def test_without_candidates_it_leads_back_to_the_candidates(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db)
    assert officer.get(base + OPTIONS).address == base + "/candidates"


def test_next_goes_on_to_the_summary(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db, ICT, people(centre_db, 2))
    page = officer.send(officer.get(base + OPTIONS), base + OPTIONS, next="1")
    assert page.address == base + "/summary"
    assert page.heading == "Entry summary"


def test_looking_changes_nothing(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db, ICT, people(centre_db, 2))
    before = everything(centre_db)
    officer.get(base + OPTIONS)
    assert everything(centre_db) == before


def test_next_keeps_what_was_unticked_by_hand_only(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, ICT, [one, two])
    maths = assessment(centre_db, "09866")
    values = sent(officer.get(base + OPTIONS), base, untick=(f"{one}-{maths}",))
    page = officer.post(base + OPTIONS, {**values, "next": "1"})
    assert page.heading == "Entry summary"
    assert choices(centre_db, base) == {(one, maths): False}


def test_a_candidate_without_any_tick_stops_next_and_is_named(
    officer: Browser, centre_db: Db
) -> None:
    one, two, three = people(centre_db, 3)
    base = begin(centre_db, ICT, [one, two, three])
    page = officer.get(base + OPTIONS)
    values = sent(page, base, untick=(f"{one}-0", f"{three}-0"))
    page = officer.post(base + OPTIONS, {**values, "next": "1"})
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    summary = page.one("div", class_="govuk-error-summary")
    links = {link["href"]: link["text"] for link in page.all("a") if summary in link["within"]}
    assert set(links) == {f"#row-{one}", f"#row-{three}"}
    assert all(
        set(listed(centre_db, who).split(", ")) <= set_of_names(links[f"#row-{who}"])
        for who in (one, three)
    )
    assert page.one("span", id=f"row-{one}")
    draft = row_of(centre_db, base)
    assert draft
    assert draft.options_confirmed == 0
    assert len(choices(centre_db, base)) == 6


def set_of_names(said: str) -> set[str]:
    """Every run of words at the front of a sentence, so that names of several words are found."""
    words = said.split(" has no tick")[0].split()
    return {
        " ".join(words[begin:end])
        for begin in range(len(words))
        for end in range(begin + 1, len(words) + 1)
    }


def test_next_with_nothing_new_says_so(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db, ICT, entered(centre_db))
    page = officer.send(officer.get(base + OPTIONS), base + OPTIONS, next="1")
    assert page.status == 422
    assert page.one("a", href="#grid")["text"].startswith("Nothing would be entered")


def test_save_without_javascript_stays_and_says_so(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, ICT, [one])
    maths = assessment(centre_db, "09866")
    values = sent(officer.get(base + OPTIONS), base, untick=(f"{one}-{maths}",))
    page = officer.post(base + OPTIONS, {**values, "save": "1"})
    assert page.address == base + OPTIONS
    assert "Your ticks are saved." in page.text
    assert not ticked(page, one, maths)


def test_a_tick_answers_with_the_totals_and_never_with_the_grid(
    officer: Browser, centre_db: Db
) -> None:
    chosen = people(centre_db, 40)
    base = begin(centre_db, BUSINESS, chosen)
    one, ict = chosen[0], assessment(centre_db, "09877")
    reply = officer.htmx(base + TICK, {"cells": f"{one}-{ict}", "ticked": "1"})
    assert len(reply.reply.content) < 2000
    assert not reply.all("table")
    assert not reply.all("html")
    assert targets(reply) == {
        f"#row-{one}-total": "3",
        f"#column-{ict}-total": "1",
        "#all-total": "81",
        "#grid-totals": "81 entries for 40 candidates, £1,480.00 where a fee is known",
    }
    assert choices(centre_db, base) == {(one, ict): True}
    reply = officer.htmx(base + TICK, {"cells": f"{one}-{ict}", "ticked": "0"})
    assert targets(reply)["#all-total"] == "80"
    assert choices(centre_db, base) == {(one, ict): False}


def test_a_tick_works_without_javascript_too(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, ICT, [one])
    maths = assessment(centre_db, "09866")
    page = officer.post(base + TICK, {"cells": f"{one}-{maths}", "ticked": "0"})
    assert page.address == base + OPTIONS
    assert not ticked(page, one, maths)


def test_many_cells_can_be_filled_at_once(officer: Browser, centre_db: Db) -> None:
    chosen = people(centre_db, 60)
    base = begin(centre_db, ICT, chosen)
    maths = assessment(centre_db, "09866")
    cells = " ".join(f"{who}-{maths}" for who in chosen)
    reply = officer.htmx(base + TICK, {"cells": cells, "ticked": "0"})
    assert targets(reply)["#all-total"] == "120"
    assert set(choices(centre_db, base)) == {(who, maths) for who in chosen}


def test_a_tick_brings_the_draft_to_the_top_of_the_list(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    older, _newer = begin(centre_db, ICT, [one]), begin(centre_db, ICT, [one])
    maths = assessment(centre_db, "09866")
    officer.htmx(older + TICK, {"cells": f"{one}-{maths}", "ticked": "0"})
    links = [one["href"] for one in officer.get("/").all("a") if "/entries/drafts/" in one["href"]]
    assert links[0].startswith(older)


def test_alternatives_behave_as_a_choice_tick_by_tick(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, BUSINESS, [one])
    combined, nvq, knowledge = codes(centre_db, "10384", "04708", "04439")
    page = officer.get(base + OPTIONS)
    assert not any(ticked(page, one, what) for what in (combined, nvq, knowledge))
    reply = officer.htmx(base + TICK, {"cells": f"{one}-{nvq}", "ticked": "1"})
    assert len(reply.reply.content) < 2000
    assert ticked(reply, one, knowledge)
    assert not ticked(reply, one, combined)
    assert targets(reply)[f"#row-{one}-total"] == "4"
    reply = officer.htmx(base + TICK, {"cells": f"{one}-{combined}", "ticked": "1"})
    assert not ticked(reply, one, knowledge)
    assert not ticked(reply, one, nvq)
    assert targets(reply)[f"#row-{one}-total"] == "3"
    page = officer.get(base + OPTIONS)
    assert [ticked(page, one, what) for what in (combined, nvq, knowledge)] == [True, False, False]
    reply = officer.htmx(base + TICK, {"cells": f"{one}-{combined}", "ticked": "0"})
    page = officer.get(base + OPTIONS)
    assert not any(ticked(page, one, what) for what in (combined, nvq, knowledge))


def test_alternatives_behave_as_a_choice_without_javascript(
    officer: Browser, centre_db: Db
) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, BUSINESS, [one, two])
    combined, nvq, knowledge = codes(centre_db, "10384", "04708", "04439")
    values = sent(officer.get(base + OPTIONS), base, tick=(f"0-{knowledge}",))
    page = officer.post(base + OPTIONS, {**values, "save": "1"})
    assert all(ticked(page, who, what) for who in (one, two) for what in (nvq, knowledge))
    values = sent(page, base, tick=(f"{two}-{combined}",))
    page = officer.post(base + OPTIONS, {**values, "save": "1"})
    assert [ticked(page, one, what) for what in (combined, nvq, knowledge)] == [False, True, True]
    assert [ticked(page, two, what) for what in (combined, nvq, knowledge)] == [True, False, False]


def test_both_alternatives_at_once_end_as_one(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, BUSINESS, [one])
    combined, nvq, knowledge = codes(centre_db, "10384", "04708", "04439")
    both = (f"{one}-{combined}", f"{one}-{nvq}", f"{one}-{knowledge}")
    page = officer.get(base + OPTIONS)
    page = officer.post(base + OPTIONS, {**sent(page, base, tick=both), "save": "1"})
    assert [ticked(page, one, what) for what in (combined, nvq, knowledge)] in (
        [True, False, False],
        [False, True, True],
    )


def test_a_whole_row_and_a_whole_column_without_javascript(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, BUSINESS, [one, two])
    english, maths, smaller, ict = codes(centre_db, "09499", "09866", "04707", "09877")
    page = officer.get(base + OPTIONS)
    page = officer.post(base + OPTIONS, {**sent(page, base, tick=(f"{one}-0",)), "save": "1"})
    assert all(ticked(page, one, what) for what in (english, maths, smaller, ict))
    assert ticked(page, one, 0)
    assert not ticked(page, two, smaller)
    assert not any(ticked(page, one, what) for what in codes(centre_db, "10384", "04708"))
    page = officer.post(base + OPTIONS, {**sent(page, base, untick=(f"0-{maths}",)), "save": "1"})
    assert not ticked(page, one, maths)
    assert not ticked(page, two, maths)
    assert ticked(page, two, english)
    assert not ticked(page, one, 0)


def test_a_cell_unticked_in_a_row_that_stays_ticked_is_unticked(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, ICT, [one])
    maths = assessment(centre_db, "09866")
    page = officer.get(base + OPTIONS)
    assert ticked(page, one, 0)
    values = sent(page, base, untick=(f"{one}-{maths}",))
    page = officer.post(base + OPTIONS, {**values, "save": "1"})
    assert not ticked(page, one, maths)
    assert not ticked(page, one, 0)


def test_two_forms_that_change_different_cells_both_win(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, BUSINESS, [one, two])
    english, maths, ict = codes(centre_db, "09499", "09866", "09877")
    first, second = officer.get(base + OPTIONS), officer.get(base + OPTIONS)
    officer.post(
        base + OPTIONS, sent(first, base, untick=(f"{one}-{maths}",), tick=(f"{two}-{ict}",))
    )
    officer.post(base + OPTIONS, sent(second, base, untick=(f"{two}-{english}",)))
    assert choices(centre_db, base) == {
        (one, maths): False,
        (two, ict): True,
        (two, english): False,
    }


def test_a_form_and_a_tick_in_another_tab_both_win(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, ICT, [one, two])
    english, maths = codes(centre_db, "09499", "09866")
    stale = officer.get(base + OPTIONS)
    officer.htmx(base + TICK, {"cells": f"{one}-{maths}", "ticked": "0"})
    values = sent(stale, base, untick=(f"{two}-{english}",))
    assert officer.post(base + OPTIONS, {**values, "next": "1"}).heading == "Entry summary"
    assert choices(centre_db, base) == {(one, maths): False, (two, english): False}


def test_of_two_forms_that_change_the_same_cell_the_later_wins(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, BUSINESS, [one])
    ict = assessment(centre_db, "09877")
    stale = officer.get(base + OPTIONS)
    officer.post(base + OPTIONS, sent(stale, base, tick=(f"{one}-{ict}",)))
    fresh = officer.get(base + OPTIONS)
    officer.post(base + OPTIONS, sent(fresh, base, untick=(f"{one}-{ict}",)))
    officer.post(base + OPTIONS, sent(stale, base, tick=(f"{one}-{ict}",)))
    assert choices(centre_db, base) == {(one, ict): True}


def test_entries_that_exist_are_ticked_locked_and_say_since_when(
    officer: Browser, centre_db: Db
) -> None:
    one = entered(centre_db)[0]
    diploma, english, maths = codes(centre_db, "03999", "09499", "09866")
    page = officer.get(begin(centre_db, ICT, [one]) + OPTIONS)
    for what in (english, maths):
        assert ticked(page, one, what)
        assert "disabled" in box(page, one, what)
        assert cell(page, one, what) == "entered 10 Nov 2026"
    assert not ticked(page, one, diploma)
    assert "disabled" not in box(page, one, diploma)
    assert cell(page, one, diploma) == "entered for January 2027"
    assert page.one("td", id="all-total")["text"] == "0"


def test_what_was_awarded_starts_unticked_and_can_be_ticked(
    officer: Browser, centre_db: Db
) -> None:
    diploma = assessment(centre_db, "03999")
    one = centre_db.execute(
        "select candidate_id from awards where assessment_id = ? limit 1", [diploma]
    ).fetchone()[0]
    base = begin(centre_db, ICT, [one])
    page = officer.get(base + OPTIONS)
    assert not ticked(page, one, diploma)
    assert cell(page, one, diploma) == "awarded 9 Mar 2026"
    officer.htmx(base + TICK, {"cells": f"{one}-{diploma}", "ticked": "1"})
    page = officer.get(base + OPTIONS)
    assert ticked(page, one, diploma)
    assert page.one("td", id="all-total")["text"] == "1"


def test_locked_cells_cannot_be_changed_by_a_forged_form(officer: Browser, centre_db: Db) -> None:
    one = entered(centre_db)[0]
    base = begin(centre_db, ICT, [one])
    english, maths = codes(centre_db, "09499", "09866")
    locked = f"{one}-{english} {one}-{maths}"
    officer.htmx(base + TICK, {"cells": locked, "ticked": "0"})
    officer.post(base + OPTIONS, {"shown": locked, "save": "1"})
    officer.post(base + OPTIONS, {"shown": f"{one}-0 0-{maths}", "save": "1"})
    assert (one, english) not in choices(centre_db, base)
    assert (one, maths) not in choices(centre_db, base)
    page = officer.get(base + OPTIONS)
    assert ticked(page, one, english)
    assert "disabled" in box(page, one, english)


def test_an_assessment_without_a_series_cannot_be_ticked(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, LEARNING, [one])
    award = assessment(centre_db, "10229")
    page = officer.get(base + OPTIONS)
    assert "No series is open. An administrator can add one." in squeezed(
        page.one("th", id=f"column-{award}")["text"]
    )
    assert "disabled" in box(page, one, award)
    assert not page.all("input", id=f"box-0-{award}")
    officer.htmx(base + TICK, {"cells": f"{one}-{award} 0-{award}", "ticked": "1"})
    assert choices(centre_db, base) == {}


def test_people_and_assessments_outside_the_draft_cannot_be_ticked(
    officer: Browser, centre_db: Db
) -> None:
    one, other = people(centre_db, 2)
    base = begin(centre_db, ICT, [one])
    maths, foreign = codes(centre_db, "09866", "10384")
    cells = f"{other}-{maths} {one}-{foreign} 999999-{maths} 0-0"
    assert officer.htmx(base + TICK, {"cells": cells, "ticked": "1"}).status == 200
    assert choices(centre_db, base) == {}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"cells": "rubbish 1-2-3 -", "ticked": "1"},
        {"cells": "9" * 40 + "-1", "ticked": "1"},
        {"shown": "x", "tick": ["y", "1-"]},
        {"shown": "1-" + "9" * 40},
    ],
)
def test_rubbish_changes_nothing(
    officer: Browser, centre_db: Db, values: dict[str, str | list[str]]
) -> None:
    base = begin(centre_db, ICT, people(centre_db, 1))
    assert officer.htmx(base + TICK, values).status == 200
    assert officer.post(base + TICK, values).status == 200
    assert officer.post(base + OPTIONS, values).status == 200
    assert choices(centre_db, base) == {}


def test_a_tick_that_cannot_be_kept_any_more_is_put_back(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, ICT, [one])
    maths = assessment(centre_db, "09866")
    officer.get(base + OPTIONS)
    other = begin(centre_db, ICT, [one], confirmed=True)
    page = officer.get(other + "/summary")
    assert officer.send(page, other + "/summary").heading == "Entries submitted"
    reply = officer.htmx(base + TICK, {"cells": f"{one}-{maths}", "ticked": "0"})
    assert choices(centre_db, base) == {}
    again = box(reply, one, maths)
    assert "checked" in again
    assert "disabled" in again


def test_the_boxes_are_labelled_by_candidate_and_column(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    maths = assessment(centre_db, "09866")
    page = officer.get(begin(centre_db, ICT, [one]) + OPTIONS)
    assert box(page, one, maths)["aria-labelledby"] == f"row-{one} column-{maths}"
    assert box(page, one, 0)["aria-label"] == f"Everything for {listed(centre_db, one)}"
    assert box(page, 0, maths)["aria-label"] == "Everybody for 09866"


def test_ticks_that_were_kept_are_shown_when_i_come_back(officer: Browser, centre_db: Db) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, ICT, [one, two])
    maths = assessment(centre_db, "09866")
    store_draft.tick(centre_db, id_of(base), {(one, maths): False})
    page = officer.get(base + OPTIONS)
    assert not ticked(page, one, maths)
    assert ticked(page, two, maths)
    assert not ticked(page, 0, maths)
    form = page.form(base + OPTIONS)
    assert set(form["shown"].split()) == set(form["tick"])


def test_unticking_everything_later_leads_back_to_the_options(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db, ICT, [one], confirmed=True)
    assert officer.get(base + "/summary").heading == "Entry summary"
    officer.htmx(base + TICK, {"cells": f"{one}-0", "ticked": "0"})
    assert "Entry options" in officer.get(base + "/summary").heading


def filled(officer: Browser, base: str, cells: list[tuple[int, int]], ticked: bool) -> Page:
    """The reply to one press that gives these cells a tick or takes it from them."""
    values = " ".join(f"{who}-{what}" for who, what in cells)
    return officer.htmx(base + TICK, {"cells": values, "ticked": str(int(ticked)), "many": "fill"})


def says(page: Page) -> str:
    """What stands beside Undo."""
    return squeezed(page.one("p", class_="grid-undo__what")["text"])


def test_a_fill_says_how_many_changed_and_is_undone(officer: Browser, centre_db: Db) -> None:
    chosen = people(centre_db, 12)
    base = begin(centre_db, ICT, chosen)
    maths = assessment(centre_db, "09866")
    officer.htmx(base + TICK, {"cells": f"{chosen[0]}-{maths}", "ticked": "0"})
    reply = filled(officer, base, [(who, maths) for who in chosen], ticked=False)
    assert says(reply) == "Unticked for 11 candidates."
    assert targets(reply)["#all-total"] == "24"
    reply = officer.htmx(
        base + UNDO,
        {
            "draft_undo_id": reply.one("input", name="draft_undo_id")["value"],
        },
    )
    assert says(reply) == "Put back for 11 candidates."
    assert targets(reply)["#all-total"] == "35"
    assert all(ticked(reply, who, maths) for who in chosen[1:])
    assert choices(centre_db, base) == {(chosen[0], maths): False}
    assert not reply.all("button", form="grid-undo")


def test_a_fill_leaves_what_was_awarded_or_entered_alone(officer: Browser, centre_db: Db) -> None:
    diploma, maths = codes(centre_db, "03999", "09866")
    awarded = centre_db.execute(
        "select candidate_id from awards where assessment_id = ? limit 1", [diploma]
    ).fetchone()[0]
    locked, (fresh,) = entered(centre_db)[0], people(centre_db, 1)
    base = begin(centre_db, ICT, [awarded, locked, fresh])
    officer.htmx(base + TICK, {"cells": f"{fresh}-{diploma}", "ticked": "0"})
    reply = filled(officer, base, [(who, diploma) for who in (awarded, locked, fresh)], ticked=True)
    assert says(reply) == "Ticked for 1 candidate."
    assert not ticked(reply, awarded, diploma)
    assert not ticked(reply, locked, diploma)
    assert choices(centre_db, base) == {(fresh, diploma): True}
    filled(officer, base, [(locked, maths)], ticked=False)
    assert choices(centre_db, base) == {(fresh, diploma): True}


def test_undo_leaves_what_was_changed_since(officer: Browser, centre_db: Db) -> None:
    one, two, three = people(centre_db, 3)
    base = begin(centre_db, BUSINESS, [one, two, three])
    ict = assessment(centre_db, "09877")
    reply = filled(officer, base, [(who, ict) for who in (one, two, three)], ticked=True)
    officer.htmx(base + TICK, {"cells": f"{two}-{ict}", "ticked": "0"})
    reply = officer.htmx(
        base + UNDO,
        {
            "draft_undo_id": reply.one("input", name="draft_undo_id")["value"],
        },
    )
    assert says(reply) == (
        "Put back for 2 candidates. 1 tick changed since then, and not put back."
    )
    assert choices(centre_db, base) == {(two, ict): False}


def test_fills_are_undone_one_after_the_other_and_once_each(
    officer: Browser, centre_db: Db
) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, ICT, [one, two])
    english, maths = codes(centre_db, "09499", "09866")
    for what in (english, maths):
        filled(officer, base, [(one, what), (two, what)], ticked=False)
    page = officer.get(base + OPTIONS)
    page = officer.send(page, base + UNDO)
    assert choices(centre_db, base) == {(one, english): False, (two, english): False}
    again = officer.send(page, base + UNDO)
    assert choices(centre_db, base) == {}
    assert "Put back for 2 candidates." in again.text
    officer.post(base + UNDO, {"draft_undo_id": page.form(base + UNDO)["draft_undo_id"]})
    assert choices(centre_db, base) == {}


def test_a_whole_column_without_javascript_is_undone_also_after_a_reload(
    officer: Browser, centre_db: Db
) -> None:
    chosen = people(centre_db, 3)
    base = begin(centre_db, ICT, chosen)
    maths = assessment(centre_db, "09866")
    page = officer.get(base + OPTIONS)
    officer.post(base + OPTIONS, {**sent(page, base, untick=(f"0-{maths}",)), "save": "1"})
    page = officer.get(base + OPTIONS)
    assert says(page) == "Unticked for 3 candidates."
    assert not any(ticked(page, who, maths) for who in chosen)
    page = officer.send(page, base + UNDO)
    assert page.address == base + OPTIONS
    assert all(ticked(page, who, maths) for who in chosen)


def test_a_whole_column_ticks_nobody_who_was_awarded_it_and_unticks_everybody(
    officer: Browser, centre_db: Db
) -> None:
    diploma = assessment(centre_db, "03999")
    awarded = centre_db.execute(
        "select candidate_id from awards where assessment_id = ? limit 1", [diploma]
    ).fetchone()[0]
    (fresh,) = people(centre_db, 1)
    base = begin(centre_db, ICT, [awarded, fresh])
    page = officer.get(base + OPTIONS)
    assert ticked(page, 0, diploma)
    values = sent(page, base, untick=(f"0-{diploma}",))
    page = officer.post(base + OPTIONS, {**values, "save": "1"})
    page = officer.post(base + OPTIONS, {**sent(page, base, tick=(f"0-{diploma}",)), "save": "1"})
    assert ticked(page, fresh, diploma)
    assert not ticked(page, awarded, diploma)
    officer.htmx(base + TICK, {"cells": f"{awarded}-{diploma}", "ticked": "1"})
    page = officer.get(base + OPTIONS)
    page = officer.post(base + OPTIONS, {**sent(page, base, untick=(f"0-{diploma}",)), "save": "1"})
    assert not ticked(page, fresh, diploma)
    assert not ticked(page, awarded, diploma)


def test_what_was_filled_is_forgotten_when_the_step_is_left(
    officer: Browser, centre_db: Db
) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db, ICT, [one, two])
    maths = assessment(centre_db, "09866")
    filled(officer, base, [(one, maths), (two, maths)], ticked=False)
    page = officer.get(base + OPTIONS)
    officer.post(base + OPTIONS, {**page.form(base + OPTIONS), "next": "1"})
    assert not officer.get(base + OPTIONS).all("button", form="grid-undo")
