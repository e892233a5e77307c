"""Whose row of a spreadsheet it is, and what becomes of it."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.candidates.rows import candidate_row
from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.duplicates import duplicate
from webapp.candidates.duplicates.duplicate import Double
from webapp.candidates.imports import matching, row
from webapp.candidates.imports.row_outcome import Verdict
from webapp.candidates.record.candidate import Candidate

TODAY = date(2026, 11, 24)
MARY = candidate_row(
    candidate_id=1,
    surname="Jones",
    forenames="Mary-Ann",
    born_on="2008-03-07",
    candidate_number="0042",
    ocr_number="12345678",
    uci="681990012058G",
    uln="9276308686",
)
AMY = candidate_row(candidate_id=2, surname="Jones", forenames="Amy", born_on="2008-03-07")
LEE = candidate_row(
    candidate_id=3,
    surname="Lee",
    forenames="Tom",
    born_on="2007-01-05",
    gender="male",
    uln="1234567899",
    archived_at="2026-01-01T00:00:00Z",
)
SMITH = candidate_row(candidate_id=4, surname="SMITH", forenames="Zoe", born_on="2009-09-09")
FIVE = candidate_row(candidate_id=-5, surname="Ray", forenames="Ann", born_on="2008-08-08")
REGISTER = (MARY, AMY, LEE, SMITH, FIVE)
GROUPS = {1: {"ict level 2"}}


class People:
    """The register in memory."""

    def one(self, candidate_id: int) -> CandidateRow | None:
        return next((one for one in REGISTER if one.candidate_id == candidate_id), None)

    def doubles(self, new: Candidate) -> list[Double]:
        found = [Double(one, kind) for one in REGISTER if (kind := duplicate.kind(new, one))]
        return sorted(found, key=lambda one: duplicate.KINDS.index(one.kind))

    def is_crowded(self, new: Candidate) -> bool:
        return new.surname == "Crowd"

    def number_holder(self, number: str) -> CandidateRow | None:
        return next((one for one in REGISTER if one.candidate_number == number), None)

    def is_free(self, key: str, number: str) -> bool:
        return number not in [getattr(one, key) for one in REGISTER]

    def earlier_row(self, candidate_id: int) -> int:
        return max(-candidate_id, 0)

    def open_row(self, new: Candidate) -> int:
        return 9 if new.uln == "7303209416" else 0

    def groups(self, candidate_id: int) -> set[str]:
        return GROUPS.get(candidate_id, set())


def decided(surname: str, forenames: str, born_on: str, choice: str = "", **cells: str) -> Verdict:
    cells = {"surname": surname, "forenames": forenames, "born_on": born_on, **cells}
    return matching.decide(row.read(cells, TODAY), choice, People())


@pytest.mark.parametrize(
    ("cells", "outcome", "candidate_id", "changes"),
    [
        # Somebody new.
        (("Novak", "Jan", "1/2/2008"), "add", 0, {}),
        # By name and date of birth, however it is written.
        (("Jones", "Mary-Ann", "7/3/2008"), "same", 1, {}),
        (("JONES", "mary ann", "2008-03-07"), "same", 1, {}),
        (("Jones", "Maryann", "7 Mar 2008"), "same", 1, {}),
        # Accents are another spelling, and the register's capitals were doubtful.
        (("Jones", "Märy-Ann", "7/3/2008"), "change", 1, {"forenames": ("Mary-Ann", "Märy-Ann")}),
        (("Smith", "Zoe", "9/9/2009"), "change", 4, {"surname": ("SMITH", "Smith")}),
        # Never a guess: one letter, day and month, or the names the other way round.
        (("Jonas", "Mary-Ann", "7/3/2008"), "ask", 0, {}),
        (("Jones", "Mary-Ann", "3/7/2008"), "ask", 0, {}),
        (("Mary-Ann", "Jones", "7/3/2008"), "ask", 0, {}),
        (("Jones", "Mary-Ann", "8/3/2008"), "add", 0, {}),
    ],
)
def test_a_row_without_numbers_goes_by_the_name_and_the_date_of_birth(
    cells: tuple[str, str, str], outcome: str, candidate_id: int, changes: dict
) -> None:
    verdict = decided(*cells)
    assert (verdict.outcome, verdict.candidate_id, verdict.changes) == (
        outcome,
        candidate_id,
        changes,
    )


@pytest.mark.parametrize(
    ("cells", "numbers", "outcome", "changes"),
    [
        (("Jones", "Mary-Ann", "7/3/2008"), {"uci": "681990012058G"}, "same", {}),
        (("Jones", "", "7/3/2008"), {"uci": "681990012058G"}, "same", {}),
        (
            ("Lewis", "Mary-Ann", "7/3/2008"),
            {"uci": "68199 0 01 2058 G"},
            "change",
            {"surname": ("Jones", "Lewis")},
        ),
        (
            ("Jonas", "Mary-Ann", "7/3/2008"),
            {"uln": "9276308686"},
            "change",
            {"surname": ("Jones", "Jonas")},
        ),
        # Another birth, even day and month swapped, and another forename are asked about.
        (("Jones", "Mary-Ann", "9/3/2008"), {"ocr_number": "12345678"}, "ask", {}),
        (("Jones", "Mary-Ann", "3/7/2008"), {"ocr_number": "12345678"}, "ask", {}),
        (("Jones", "Mary-Anne", "7/3/2008"), {"uci": "681990012058G"}, "ask", {}),
        (("Jones", "Maria Ann", "7/3/2008"), {"uci": "681990012058G"}, "ask", {}),
        # The twin's number, a stranger's number.
        (("Jones", "Amy", "7/3/2008"), {"uci": "681990012058G"}, "ask", {}),
        (("Jones", "Amy Ann", "7/3/2008"), {"uci": "681990012058G"}, "ask", {}),
        (("Jones", "Peter", "1/1/2008"), {"uci": "681990012058G"}, "ask", {}),
        (("Novak", "Jan", "1/1/2008"), {"uln": "9276308686"}, "ask", {}),
        # Two people's numbers in one row.
        (
            ("Jones", "Mary-Ann", "7/3/2008"),
            {"uci": "681990012058G", "uln": "1234567899"},
            "refuse",
            {},
        ),
    ],
)
def test_a_number_says_whose_row_it_is_unless_the_rest_is_somebody_elses(
    cells: tuple[str, str, str], numbers: dict[str, str], outcome: str, changes: dict
) -> None:
    verdict = decided(*cells, **numbers)
    assert (verdict.outcome, verdict.changes) == (outcome, changes)
    if outcome == "change":
        assert "Jones: check it against a document." in verdict.warnings["surname"]
    if outcome == "ask":
        assert verdict.near[0] == (1, "same identifier")
        assert "Mary-Ann Jones, born 7 March 2008" in verdict.problems[matching.WHOLE]


@pytest.mark.parametrize(
    ("surname", "forenames", "more", "changes", "warned"),
    [
        # What a system leaves out or cannot write takes nothing off the register's name.
        ("Muñoz", "Zoë", {}, {}, set()),
        ("Munoz", "Zoe", {}, {}, {"surname", "forenames"}),
        ("MUNOZ", "ZOE ROSE", {}, {"forenames": ("Zoë", "ZOE ROSE")}, {"surname", "forenames"}),
        ("Muñoz", "Zoé", {}, {}, set()),
        (
            "Muñoz",
            "Zoë",
            {"middle_names": "Rose"},
            {"forenames": ("Zoë", "Zoë Rose")},
            {"forenames"},
        ),
        ("Muñoz García", "Zoë", {}, {"surname": ("Muñoz", "Muñoz García")}, {"surname"}),
    ],
)
def test_accents_and_middle_names_that_a_sheet_lacks_stay(
    monkeypatch: pytest.MonkeyPatch,
    surname: str,
    forenames: str,
    more: dict,
    changes: dict,
    warned: set,
) -> None:
    zoe = candidate_row(
        candidate_id=7, surname="Muñoz", forenames="Zoë", born_on="2008-02-02", uci="689990980001D"
    )
    monkeypatch.setattr(f"{__name__}.REGISTER", (zoe,))
    verdict = decided(surname, forenames, "2/2/2008", uci="689990980001D", gender="F", **more)
    assert (verdict.outcome, verdict.changes) == ("change" if changes else "same", changes)
    assert verdict.warnings.keys() == warned


def test_middle_names_left_out_keep_those_of_the_register() -> None:
    verdict = decided("Jones", "Mary", "7/3/2008", uci="681990012058G")
    assert (verdict.outcome, verdict.warnings["forenames"]) == (
        "same",
        "The register has more, Mary-Ann, and keeps it.",
    )
    assert decided("Jones", "Mary", "7/3/2008").near == (
        (1, "same date of birth and first forename"),
    )


def test_middle_names_left_out_ask_for_no_decision_where_the_candidate_number_agrees() -> None:
    verdict = decided("JONES", "MARY", "7/3/2008", candidate_number="42")
    assert (verdict.outcome, verdict.candidate_id) == ("same", 1)
    assert "The register has more, Mary-Ann" in verdict.warnings["forenames"]
    assert decided("Jones", "Mary Jane", "7/3/2008", candidate_number="42").outcome == "ask"
    assert decided("Jones", "Mary", "8/3/2008", candidate_number="42").outcome == "ask"


@pytest.mark.parametrize("born_on", ["", "7/3/20008", "3/27/2008", "unknown", "1/1/2050"])
def test_an_odd_date_of_birth_does_not_stop_a_row_whose_number_names_the_person(
    born_on: str,
) -> None:
    verdict = decided("JONES", "Mary", born_on, uln="9276308686", groups="Choir")
    assert (verdict.outcome, verdict.candidate_id, verdict.changes) == ("change", 1, {})
    assert "The register's 7 March 2008 stays" in verdict.warnings["born_on"]
    # Nobody is added, and no other name taken over, without a date of birth.
    assert decided("Jones", "Mary", born_on).outcome == "refuse"
    assert decided("Jones", "Mary", born_on, uln="9276308694").outcome == "refuse"
    assert decided("Smith", "Mary", born_on, uln="9276308686").outcome == "refuse"


def test_a_change_that_makes_two_people_alike_is_asked_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = {
        "surname": "Lewis",
        "forenames": "Mary-Ann",
        "born_on": "7/3/2008",
        "uci": "681990012058G",
    }
    assert decided(**cells).changes == {"surname": ("Jones", "Lewis")}
    other = candidate_row(
        candidate_id=6, surname="Lewis", forenames="Mary Ann", born_on="2008-03-07"
    )
    monkeypatch.setattr(f"{__name__}.REGISTER", (*REGISTER, other))
    alike = decided(**cells)
    assert (alike.outcome, [one for one, _ in alike.near]) == ("ask", [1, 6])
    assert decided(**cells, choice="1").changes == {"surname": ("Jones", "Lewis")}


def test_a_blank_cell_takes_nothing_away() -> None:
    verdict = decided("Jones", "Mary-Ann", "7/3/2008", gender="", uln="TBC")
    assert verdict.outcome == "same"
    assert verdict.new == Candidate(
        "Jones",
        "Mary-Ann",
        date(2008, 3, 7),
        "female",
        "0042",
        "12345678",
        "681990012058G",
        "9276308686",
    )


def test_a_new_number_is_filled_in_and_another_one_is_warned_about() -> None:
    filled = decided("Jones", "Amy", "7/3/2008", uci="689990980001D")
    assert (filled.outcome, filled.changes) == ("change", {"uci": ("", "689990980001D")})
    assert filled.warnings.keys() == {"gender"}
    disputed = decided("Jones", "Mary-Ann", "7/3/2008", uci="689990980001D")
    assert disputed.outcome == "ask"
    chosen = decided("Jones", "Mary-Ann", "7/3/2008", "1", uci="689990980001D")
    assert chosen.changes == {"uci": ("681990012058G", "689990980001D")}
    assert "681990012058G" in chosen.warnings["uci"]


def test_a_candidate_number_of_somebody_else_is_refused() -> None:
    taken = decided("Novak", "Jan", "1/2/2008", candidate_number="42")
    assert (taken.outcome, taken.near) == ("refuse", ())
    assert "0042 belongs to Mary-Ann Jones, born 7 March 2008" in taken.problems["candidate_number"]
    alike = decided("Jones", "Marianne", "1/2/2008", candidate_number="42")
    assert (alike.outcome, alike.near) == ("ask", ((1, "same candidate number"),))
    insisted = decided("Jones", "Marianne", "1/2/2008", matching.NEW, candidate_number="42")
    assert insisted.near == ((1, "same candidate number"),)
    assert decided("Jones", "Amy", "7/3/2008", candidate_number="0042").outcome == "refuse"


def test_what_a_person_chose_is_done() -> None:
    assert decided("Jonas", "Mary-Ann", "7/3/2008", matching.NEW).outcome == "add"
    used = decided("Jonas", "Mary-Ann", "7/3/2008", "1")
    assert (used.outcome, used.candidate_id) == ("change", 1)
    assert used.changes == {"surname": ("Jones", "Jonas")}
    assert decided("Jonas", "Mary-Ann", "7/3/2008", "99").outcome == "refuse"
    other = decided("Jonas", "Mary-Ann", "7/3/2008", "2", uci="681990012058G")
    assert (other.outcome, other.new) == ("refuse", None)


def test_an_archived_person_whose_number_is_taken_comes_back_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    archived = replace(LEE, candidate_number="0042")
    monkeypatch.setattr(f"{__name__}.REGISTER", (MARY, archived))
    verdict = decided("Lee", "Tom", "5/1/2007", uln="1234567899")
    assert verdict.changes == {
        "candidate_number": ("0042", ""),
        "archived_at": ("archived", "active"),
    }
    assert "0042 belongs to Mary-Ann Jones" in verdict.warnings["candidate_number"]


def test_an_archived_person_in_the_sheet_is_brought_back() -> None:
    verdict = decided("Lee", "Tom", "5/1/2007", uln="1234567899")
    assert (verdict.outcome, verdict.changes) == ("change", {"archived_at": ("archived", "active")})


def test_an_earlier_row_of_the_same_person_may_say_more_but_not_otherwise() -> None:
    assert decided("Ray", "Ann", "8/8/2008").outcome == "same"
    more = decided("Ray", "Ann", "8/8/2008", uln="9276308694", groups="Choir")
    assert (more.outcome, more.candidate_id, more.groups) == ("change", -5, ("Choir",))
    otherwise = decided("Ray", "Ann", "8/8/2008", gender="M")
    assert otherwise.problems == {"gender": "Row 5 is the same person and says otherwise."}


def test_a_number_of_a_row_that_is_not_settled_waits_for_that_row() -> None:
    verdict = decided("Novak", "Jan", "1/2/2008", uln="7303209416")
    assert verdict.problems == {matching.WHOLE: "Row 9 has the same number. Settle that row first."}


def test_groups_are_joined_once() -> None:
    verdict = decided("Jones", "Mary-Ann", "7/3/2008", groups="ICT Level 2; Choir")
    assert (verdict.outcome, verdict.groups) == ("change", ("Choir",))
    long = decided("Novak", "Jan", "1/2/2008", groups="x" * 101)
    assert (long.outcome, long.problems.keys()) == ("refuse", {"groups"})


def test_a_verdict_shown_before_is_known_again() -> None:
    verdict = decided("Jonas", "Mary-Ann", "7/3/2008", "1")
    shown = replace(verdict.to_show(), changes={"surname": ("Jones", "Jonas")}, groups=())
    assert verdict.is_what_was_shown(shown)
    assert verdict.is_what_was_shown(replace(shown, candidate_id=-7))
    assert not verdict.is_what_was_shown(replace(shown, candidate_id=2))
    assert not verdict.is_what_was_shown(replace(shown, candidate_id=0, outcome="add"))
    assert not verdict.is_what_was_shown(replace(shown, changes={}))
