"""Which of several results for one assessment counts: the best, over all attempts and series."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from webapp.results.of_candidate import grade
from webapp.results.of_candidate.facts import RecordedResult

_VOCATIONAL = {
    word: rank
    for rank, words in enumerate(
        (
            "fail f fl u",
            "rp nearpass",
            "pass p pa",
            "merit m me credit cr",
            "distinction d di ds",
            "distinction* d* ds*",
        )
    )
    for word in words.split()
}
_LETTERS = {
    letter: rank for rank, letter in enumerate(["u", "g", "f", "e", "d", "c", "b", "a", "a*"])
}
_NUMBERS = {
    number: rank for rank, number in enumerate(["u", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
}
_LEVEL = "(?P<kind>entrylevel|el|e|level|l)(?P<level>[1-8])"
_LEVELLED = (re.compile(f"{_LEVEL}(?P<grade>.*)"), re.compile(f"(?P<grade>.*?){_LEVEL}"))


class Result(Protocol):
    """A shown result; recorded_at is a UTC moment."""

    @property
    def grade(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def awarded_on(self) -> date | None: ...
    @property
    def recorded_at(self) -> str: ...


R = TypeVar("R", bound=Result)


def best(results: Iterable[R]) -> R | None:
    """Return the result that counts, None of none.

    Achieved goes before not achieved, then the better grade where both are on one scale, else the
    later. Of equally good ones it is the later too.
    """
    in_order = sorted(results, key=_moment)
    achieved = [one for one in in_order if one.outcome == grade.ACHIEVED]
    return _best_grade(achieved or in_order)


def counting(results: Iterable[RecordedResult]) -> set[int]:
    """Return the result_id of the shown result that counts in each assessment that has several."""
    of_assessment: dict[int, list[RecordedResult]] = {}
    for one in results:
        if one.replaced_at is None:
            of_assessment.setdefault(one.assessment_id, []).append(one)
    several = (best(shown) for shown in of_assessment.values() if len(shown) > 1)
    return {one.result_id for one in several if one}


def _best_grade(results: Sequence[R]) -> R | None:
    """Return the latest of those that are the best on their scales; results are in order of
    time.
    """
    scales = [_scales(one.grade) for one in results]
    leaders: dict[str, tuple[float, R]] = {}
    for one, ranks in zip(results, scales, strict=True):
        scale = _shared_scale(ranks, scales)
        rank = ranks.get(scale, 0)
        if scale not in leaders or rank >= leaders[scale][0]:
            leaders[scale] = (rank, one)
    return max((one for _, one in leaders.values()), key=_moment, default=None)


def _shared_scale(ranks: dict[str, float], others: Sequence[dict[str, float]]) -> str:
    """Return the scale that most of the grades have; D is a letter beside A, but not beside
    Pass.
    """
    return max(ranks, key=lambda scale: sum(scale in one for one in others), default="")


def _scales(text: str) -> dict[str, float]:
    """Return scale → the grade's rank on it; a grade may fit several, or none."""
    word = re.sub(r"[\s_-]+", "", text.casefold())
    word = re.sub(r"(starred)?(.+?)(star)?$", _with_star, word)
    found = {
        name: float(ranks[word])
        for name, ranks in (
            ("letters", _LETTERS),
            ("vocational", _VOCATIONAL),
            ("numbers", _NUMBERS),
        )
        if word in ranks
    }
    if level := _level(word):
        found["levels"] = level
    return found


def _with_star(parts: re.Match[str]) -> str:
    return parts[2] + ("*" if parts[1] or parts[3] else "")


def _level(word: str) -> float:
    """Return the rank of a level with or without a grade, such as Level 2 Pass, L1M or EL3; else
    0.
    """
    for pattern in _LEVELLED:
        parts = pattern.fullmatch(word)
        if parts and parts["grade"] in ("", *_VOCATIONAL):
            above_entry = 3 if parts["kind"].startswith("l") else 0
            within = _VOCATIONAL.get(parts["grade"], _VOCATIONAL["pass"]) / 10
            return int(parts["level"]) + above_entry + within
    return 0


def _moment(one: Result) -> tuple[str, str]:
    day = one.awarded_on.isoformat() if one.awarded_on else one.recorded_at[:10]
    return day, one.recorded_at
