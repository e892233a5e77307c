"""What grades and outcomes are called, and what they mean: achieved, not achieved, absent or
pending.
"""

import re

from webapp.candidates.record import name

ACHIEVED, NOT_ACHIEVED, ABSENT, PENDING = OUTCOMES = (
    "achieved",
    "not achieved",
    "absent",
    "pending",
)
_ANYWHERE = {
    ACHIEVED: "achieved, achievement, achieve, pass, passed, awarded, full award, complete,"
    " completed, successful, success, certificated, certified, competent, exempt, exempted,"
    " exemption, certificate claimed, certificate received, certificate sent, certificate issued,"
    " certificate printed, certificate posted",
    NOT_ACHIEVED: "not achieved, no achievement, unachieved, fail, failed, not passed, not awarded,"
    " unsuccessful, not successful, not competent, not yet competent, no award, referred,"
    " not yet achieved, nya, not yet passed, fl, near pass",
    ABSENT: (
        "absent, abs, absence, absentee, did not attend, did not sit, not present, no show, dna"
    ),
    PENDING: "pending, result pending, awaiting, awaited, awaiting result, awaiting results,"
    " waiting,"
    " in progress, not yet known, not known yet, to follow, tbc, tba, to be confirmed,"
    " to be announced, result awaited, results awaited, outstanding, under review, provisional",
}
_IN_OUTCOMES = {
    ACHIEVED: "a, ach, p, y, yes, true, t",
    NOT_ACHIEVED: "f, n, no, not ach, false",
    PENDING: "q",
}
_IN_GRADES = {
    ACHIEVED: "merit, distinction, starred distinction, distinction star, credit, a star,"
    " a, b, c, d, e, g, 1, 2, 3, 4, 5, 6, 7, 8, 9, pa, me, ds, cr, el1, el2, el3, entry level 1,"
    " entry level 2, entry level 3, entry 1, entry 2, entry 3",
    # X is a result that was issued: the awarding body says that there is no grade to give.
    NOT_ACHIEVED: "u, x, n, 0, ungraded, unclassified, no result, uncl, r",
    PENDING: "q",
}
# Below a pass, though some awarding bodies count it: an outcome beside it decides.
_UNLESS_TOLD = frozenset(("nearpass", "r"))
_EXEMPT = frozenset(("exempt", "exempted", "exemption"))
_NO_RESULT = re.compile(
    r"[-–—.]*|n\s*[/.]\s*a\.?|not (known|applicable|available|recorded|entered|started)|unknown"
    r"|none|nil|null|blank|registered|not yet",
    re.IGNORECASE,
)
# P, M and D, also two or three at once or with their level: MMP, D*D, L2P, Level 1 Pass.
_LETTERS = re.compile(r"(l(evel)?[123])?([pmd]{1,3}|pass|merit|distinction)(l(evel)?[123])?")


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is no result: blank, a dash, N/A, Not known, Registered."""
    return bool(_NO_RESULT.fullmatch(text.strip()))


def is_exempt(text: str) -> bool:
    return name.unspaced(text) in _EXEMPT


def says_more(text: str) -> bool:
    """Whether a word in a column of outcomes says more than its outcome, and is kept as the
    grade.
    """
    return name.unspaced(text) in _EXEMPT | _UNLESS_TOLD and len(name.unspaced(text)) > 1


def is_open(grade: str) -> bool:
    """Whether an outcome beside this grade may say otherwise than the grade by itself."""
    return name.unspaced(grade) in _UNLESS_TOLD


def outcome(text: str) -> str:
    """The outcome that a word in a column of outcomes says, "" for a word that is not known."""
    return _OUTCOME_OF.get(name.unspaced(text), "")


def status(text: str) -> str:
    """The same for a column of statuses, where a single letter may stand for anything."""
    return outcome(text) if len(name.unspaced(text)) > 1 else ""


def meaning(grade: str) -> str:
    """The outcome that a grade by itself says, "" for a grade that does not.

    F does not: it is a pass where grades go from A* to G, and a fail where there are two.
    """
    word = name.unspaced(grade)
    return ACHIEVED if _LETTERS.fullmatch(word) else _GRADE_OF.get(word, "")


def _read(*lists: dict[str, str]) -> dict[str, str]:
    return {
        word.replace(" ", ""): outcome
        for words in lists
        for outcome, listed in words.items()
        for word in listed.split(", ")
    }


_OUTCOME_OF = _read(_ANYWHERE, _IN_OUTCOMES)
_GRADE_OF = _read(_ANYWHERE, _IN_GRADES)
