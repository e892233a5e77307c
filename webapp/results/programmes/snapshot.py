"""The snapshot of one candidate in one package: a row a component, with its result and its
entry.
"""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from webapp.catalogue.packages import qan
from webapp.catalogue.packages.package import Component
from webapp.results.of_candidate.best import best
from webapp.results.of_candidate.facts import RecordedResult
from webapp.results.programmes.programme import Line, Package


class LiveEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that was not withdrawn, with its submission."""

    assessment_id: int
    series_id: int
    attempt: int
    outcome: str
    series_title: str
    submission_id: int
    order_number: str
    reference: str


class Part(NamedTuple):
    """One component; result and entry are None where there is none."""

    component: Component
    state: str
    awarded_on: str
    result: RecordedResult | None
    entry: LiveEntry | None
    history: list[RecordedResult]
    """All other results, the newest first."""
    waiting: LiveEntry | None = None
    """Beside a result: the entry that waits for another one."""

    @property
    def qan_doubtful(self) -> bool:
        return bool(self.component.qan) and not qan.fits(self.component.qan)

    @property
    def series_title(self) -> str:
        """The series of the result, or of the entry that waits for one."""
        said = self.result or self.entry
        return said.series_title if said else ""


def parts(
    package: Package,
    line: Line,
    *,
    results: Iterable[RecordedResult],
    entries: Iterable[LiveEntry],
) -> list[Part]:
    """Every component of the package.

    results: all of the candidate's, replaced ones too, the newest first; entries: their live ones,
    the newest first. The result of a component is the best of those that are shown; its entry is
    that of the same attempt, or the latest.
    """
    results, entries, awards = list(results), list(entries), line.awards
    found = []
    for one in package.components:
        of_component = [row for row in results if row.assessment_id == one.assessment_id]
        result = best(row for row in reversed(of_component) if row.replaced_at is None)
        entered = [row for row in entries if row.assessment_id == one.assessment_id]
        entry = next((row for row in entered if _is_of(row, result)), None)
        found.append(
            Part(
                one,
                line.standing.cells[one.assessment_id],
                awards.get(one.assessment_id, ""),
                result,
                entry or next(iter(entered), None),
                [row for row in of_component if row is not result],
                next(
                    (row for row in entered if result and not _is_of(row, result) and _waits(row)),
                    None,
                ),
            )
        )
    return found


def _is_of(entry: LiveEntry, result: RecordedResult | None) -> bool:
    """Whether the result is that of the entry's attempt."""
    return result is not None and (
        (entry.series_id, entry.attempt) == (result.series_id, result.attempt)
    )


def _waits(entry: LiveEntry) -> bool:
    return entry.outcome in ("", "pending")
