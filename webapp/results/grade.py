"""What grades and outcomes are called, and what they mean: achieved, not achieved, absent or pending."""

import re

from webapp.candidates import name

ACHIEVED, NOT_ACHIEVED, ABSENT, PENDING = OUTCOMES = ("achieved", "not achieved", "absent", "pending")
_ANYWHERE = {
    ACHIEVED: "achieved, achievement, achieve, pass, passed, awarded, full award, complete,"
    " completed, successful, success, certificated, certified, competent",
    NOT_ACHIEVED: "not achieved, no achievement, unachieved, fail, failed, not passed, not awarded,"
    " unsuccessful, not successful, not competent, not yet competent, no award, absent, referred",
    PENDING: "pending, result pending, awaiting, awaited, awaiting result, awaiting results, waiting,"
    " in progress, not yet known, not known yet, to follow, tbc, tba, to be confirmed,"
    " to be announced, result awaited, results awaited, outstanding, under review, provisional",
}
_IN_OUTCOMES = {
    ACHIEVED: "a, ach, p, y, yes, true, t",
    NOT_ACHIEVED: "f, n, no, na, not ach, false",
    PENDING: "q",
}
_IN_GRADES = {
    ACHIEVED: "merit, distinction, starred distinction, distinction star, credit, a star,"
    " a, b, c, d, e, g, 1, 2, 3, 4, 5, 6, 7, 8, 9",
    NOT_ACHIEVED: "u, x, n, 0, ungraded, unclassified, no result, uncl",
    PENDING: "q",
}
# P, M and D, also two or three at once or with their level: MMP, D*D, L2P, Level 1 Pass.
_LETTERS = re.compile(r"(l(evel)?[123])?([pmd]{1,3}|pass|merit|distinction)(l(evel)?[123])?")


def outcome(text: str) -> str:
    """The outcome that a word in a column of outcomes says, "" for a word that is not known."""
    return _OUTCOME_OF.get(_word(text), "")


def meaning(grade: str) -> str:
    """The outcome that a grade by itself says, "" for a grade that does not.

    F does not: it is a pass where grades go from A* to G, and a fail where there are two.
    """
    word = _word(grade)
    return ACHIEVED if _LETTERS.fullmatch(word) else _GRADE_OF.get(word, "")


def _word(text: str) -> str:
    return name.fold(text).replace(" ", "")


def _read(*lists: dict[str, str]) -> dict[str, str]:
    return {
        word.replace(" ", ""): outcome
        for words in lists for outcome, listed in words.items() for word in listed.split(", ")
    }  # fmt: skip


_OUTCOME_OF = _read(_ANYWHERE, _IN_OUTCOMES)
_GRADE_OF = _read(_ANYWHERE, _IN_GRADES)
