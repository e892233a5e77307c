"""What becomes of a row beside what is shown already."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.candidates.rows import candidate_row
from webapp.catalogue.series.series import Series
from webapp.results.uploads import row_outcome
from webapp.results.uploads.known import Facts, Known
from webapp.results.uploads.row import Row, Said
from webapp.results.uploads.row_outcome import Verdict

JAN = candidate_row(
    candidate_id=7,
    surname="Novák",
    forenames="Jan",
    born_on="2008-03-27",
    gender="male",
    candidate_number="0041",
    uci="681990012058G",
)
SAID = Said(
    "681990012058G",
    "",
    "",
    "",
    "",
    "",
    None,
    "03999",
    "June 2026",
    "Pass",
    "achieved",
    date(2026, 8, 20),
    "C-1",
)
PLACE = (7, 1, 2, 1)
PASS = Facts("Pass", "achieved", "2026-08-20", "C-1")


def known(shown: Facts | None = None, entered: bool = True) -> Known:
    series = {
        1: [
            Series(2, "June 2026", None, None, date(2026, 5, 1)),
            Series(3, "June 2027", None, None, None),
        ]
    }
    entries = [(*PLACE, "2026-04-01T09:00:00.000000Z")] if entered else []
    return Known([JAN], [(1, "03999", "ICT")], series, entries, {PLACE: shown} if shown else {})


def decide(one: Known, **said: Any) -> Verdict:
    return row_outcome.decide(Row(replace(SAID, **said), {}, {}), "", one)


def test_it_works() -> None:
    assert decide(known()) == Verdict("add", PLACE, PASS)


def test_the_same_again_is_left_alone_and_blanks_take_nothing_away() -> None:
    assert decide(known(PASS)) == Verdict("same", PLACE, PASS)
    blank = decide(known(PASS), grade="", awarded_on=None, certificate_number="")
    assert blank == Verdict("same", PLACE, PASS)


def test_a_blank_completes_itself_from_the_row() -> None:
    begun = Facts("", "achieved", "2026-08-20", "")
    assert decide(known(begun), awarded_on=None) == Verdict(
        "change", PLACE, PASS, {"grade": ("", "Pass"), "certificate_number": ("", "C-1")}
    )


def test_another_grade_stands_for_itself() -> None:
    verdict = decide(known(PASS), grade="Merit", awarded_on=None, certificate_number="")
    assert verdict.new == Facts("Merit", "achieved", "", "")
    assert verdict.changes["certificate_number"] == ("C-1", "")
    assert list(verdict.warnings) == ["awarded_on"]


def test_what_was_never_entered_is_taken_with_a_warning() -> None:
    verdict = decide(known(entered=False))
    assert verdict.outcome == "add"
    assert verdict.warnings == {
        "row": (
            "The candidate was never entered for 03999 in June 2026. The result is taken all"
            " the same."
        )
    }


@pytest.mark.parametrize(
    ("said", "warns"),
    [
        ({"awarded_on": None}, "There is no date awarded"),
        ({"awarded_on": date(2026, 4, 30)}, "awarded before June 2026 closed"),
        ({"outcome": "pending"}, "beside a result that is pending"),
    ],
)
def test_a_doubtful_date_is_warned_about(said: dict[str, Any], warns: str) -> None:
    assert warns in decide(known(), **said).warnings["awarded_on"]


@pytest.mark.parametrize(
    ("said", "outcome", "field"),
    [
        ({"entry_code": "03998"}, "refuse", "entry_code"),
        ({"series": "May 2026"}, "refuse", "series"),
        ({"uci": "123450251234C"}, "refuse", "row"),
        ({"surname": "Okafor", "forenames": "Ada"}, "ask", "row"),
    ],
)
def test_what_cannot_be_saved_says_why(said: dict[str, Any], outcome: str, field: str) -> None:
    verdict = decide(known(), **said)
    assert (verdict.outcome, verdict.place, verdict.new) == (outcome, None, None)
    assert list(verdict.problems) == [field]


def test_a_row_that_cannot_be_read_is_refused_as_it_is() -> None:
    verdict = row_outcome.decide(Row(None, {"grade": "Wrong."}, {"uln": "Odd."}), "", known())
    assert verdict == Verdict("refuse", problems={"grade": "Wrong."}, warnings={"uln": "Odd."})


def test_an_earlier_row_is_not_contradicted_also_when_it_was_saved_and_is_gone() -> None:
    one = known()
    first = decide(one)
    one.note(4, first.place, first.new)
    second = decide(one, grade="Merit")
    assert second.outcome == "refuse"
    assert second.problems == {"grade": "Row 4 is the same result and says otherwise."}
    row = Row(replace(SAID, grade="Merit"), {}, {})
    assert row_outcome.decide(row, "", known(PASS), second.to_show().earlier) == second
    assert row_outcome.decide(row, "", known(PASS), (4, 7, 1, 3, 1)).outcome == "change"


def test_a_verdict_that_is_shown_says_whose_row_it_is() -> None:
    shown = decide(known(PASS), certificate_number="C-2").to_show()
    assert (shown.candidate_id, shown.changes) == (7, {"certificate_number": ("C-1", "C-2")})


AGAIN = (7, 1, 2, 2)


def entered_twice(shown: dict[tuple[int, int, int, int], Facts]) -> Known:
    """Jan failed the first attempt and is entered for the second since 1 October 2026."""
    series = {1: [Series(2, "June 2026", None, None, None)]}
    entries = [(*PLACE, "2026-04-01T09:00:00.000000Z"), (*AGAIN, "2026-10-01T09:00:00.000000Z")]
    return Known([JAN], [(1, "03999", "ICT")], series, entries, shown)


FAIL = Facts("Fail", "not achieved", "2026-08-20", "")


def test_a_file_sent_again_leaves_the_resit_alone() -> None:
    one = entered_twice({PLACE: FAIL})
    again = decide(one, grade="Fail", outcome="not achieved", certificate_number="")
    assert again == Verdict("same", PLACE, FAIL)
    undated = decide(
        one, grade="Fail", outcome="not achieved", certificate_number="", awarded_on=None
    )
    assert (undated.outcome, undated.place) == ("same", PLACE)
    assert "attempt 2 stays open" in undated.warnings["row"]


def test_a_result_since_the_second_entry_is_that_of_the_second_attempt() -> None:
    one = entered_twice({PLACE: FAIL})
    new = decide(one, awarded_on=date(2026, 11, 2))
    assert (new.outcome, new.place) == ("add", AGAIN)
    one.note(4, new.place, new.new)
    assert decide(one, grade="Fail", outcome="not achieved", certificate_number="").place == PLACE


def test_a_result_from_before_the_second_entry_corrects_the_first() -> None:
    changed = decide(entered_twice({PLACE: FAIL}), certificate_number="")
    assert (changed.outcome, changed.place) == ("change", PLACE)
    assert changed.changes["outcome"] == ("not achieved", "achieved")


def test_an_earlier_attempt_is_not_opened_beside_the_one_that_waits() -> None:
    verdict = decide(
        entered_twice({PLACE: FAIL}), grade="", outcome="pending", certificate_number=""
    )
    assert verdict.outcome == "refuse"
    assert "only one entry can wait for a result" in verdict.problems["outcome"]
