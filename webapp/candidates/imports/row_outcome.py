"""What becomes of one row of a spreadsheet of candidates, and whom the register knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from webapp.candidates.candidate_row import KnownPerson
from webapp.candidates.duplicates.duplicate import Double
from webapp.candidates.imports.heading_spellings import FIELDS
from webapp.candidates.record import changes as change
from webapp.candidates.record.candidate import Candidate

GOOD = ("add", "change", "same")
OTHERS = ("refuse", "ask")


class Known(Protocol):
    """Whom the register knows, the rows of the same sheet that came before included.

    A candidate_id is negative, the row's number, for a person whom an earlier row of the sheet
    would add.
    """

    def one(self, candidate_id: int) -> KnownPerson | None: ...

    def doubles(self, new: Candidate) -> list[Double]:
        """Who the candidate may already be, the surest first."""

    def is_crowded(self, new: Candidate) -> bool:
        """Whether more people may be doubles than doubles(new) has compared, see nearby.py."""

    def number_holder(self, candidate_number: str) -> KnownPerson | None: ...

    def is_free(self, key: str, number: str) -> bool:
        """Whether nobody, archived or merged, has this uci, uln or ocr_number."""

    def earlier_row(self, candidate_id: int) -> int:
        """The number of the first row of the sheet that was this person's, or 0."""

    def open_row(self, new: Candidate) -> int:
        """The number of an earlier row that is not settled and has one of the same numbers, or
        0.
        """

    def groups(self, candidate_id: int) -> set[str]:
        """The titles of the person's groups, casefolded."""


class ShownVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict over a row of candidates or of results as it is kept beside the row and shown.

    new is what the row makes, field → text. Only rows of candidates have groups and contradicts,
    only rows of results place and earlier: see the two Verdict classes.
    """

    outcome: str = ""
    candidate_id: int = 0
    changes: dict[str, tuple[str, str]] = {}
    problems: dict[str, str] = {}
    warnings: dict[str, str] = {}
    near: tuple[tuple[int, str], ...] = ()
    new: dict[str, str] | None = None
    groups: tuple[str, ...] = ()
    contradicts: int = 0
    place: tuple[int, int, int, int] | None = None
    earlier: tuple[int, ...] = ()


class RowVerdict(Protocol):
    """What the verdicts over rows of candidates and of results have in common."""

    @property
    def outcome(self) -> str: ...
    @property
    def changes(self) -> dict[str, tuple[str, str]]: ...
    @property
    def problems(self) -> dict[str, str]: ...
    @property
    def warnings(self) -> dict[str, str]: ...
    @property
    def fields_asked(self) -> set[str]: ...

    def to_show(self) -> ShownVerdict: ...


@dataclass(frozen=True)
class Verdict:
    """outcome is add, change or same; ask when a person must decide; refuse when it cannot be
    saved.

    candidate_id is whose row it is, 0 for somebody new; new is how that person will stand in the
    register, None unless the outcome is good. changes is field → (before, after), groups are those
    joined, problems and warnings are field → message, near is (candidate_id, kind) to choose from.
    """

    outcome: str
    new: Candidate | None = None
    candidate_id: int = 0
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    problems: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    near: tuple[tuple[int, str], ...] = ()
    contradicts: int = 0
    """The number of an earlier row that says otherwise about the same person, or 0."""

    @property
    def person(self) -> Candidate:
        """Return how the person will stand in the register. Raise ValueError when nobody is to."""
        if self.new is None:
            raise ValueError("this row is not to be saved")
        return self.new

    @property
    def fields_asked(self) -> set[str]:
        """What the row must, or had better, say otherwise; nothing if only another row is against
        it.
        """
        return set() if self.contradicts else {*self.problems, *self.warnings}

    def to_show(self) -> ShownVerdict:
        """Return the verdict as it is kept beside its row."""
        return ShownVerdict(
            outcome=self.outcome,
            candidate_id=self.candidate_id,
            changes=self.changes,
            problems=self.problems,
            warnings=self.warnings,
            near=self.near,
            new=change.texts(self.new) if self.new else None,
            groups=self.groups,
            contradicts=self.contradicts,
        )

    def after(self, shown: ShownVerdict, whole: str) -> "Verdict":
        """This verdict, or a question when the row was refused before and the other row is saved
        now.

        shown is the row's verdict before, whole the key of what is said about all of it.
        """
        if not shown.contradicts or self.outcome != "change":
            return self
        row_number = shown.contradicts
        why = f"Row {row_number}, which was saved, says otherwise about the same person."
        near = ((self.candidate_id, "who would be changed"),)
        return Verdict(
            "ask", problems={whole: why}, warnings=self.warnings, near=near, contradicts=row_number
        )

    def is_what_was_shown(self, shown: ShownVerdict) -> bool:
        """Whether saving does no more and no less than a verdict had said before."""
        whose = shown.candidate_id
        same_person = whose == self.candidate_id or (whose < 0 < self.candidate_id)
        return same_person and (shown.outcome, shown.changes, shown.groups) == (
            self.outcome,
            self.changes,
            self.groups,
        )


@dataclass
class BroughtIn:
    """What became of a sheet taken in at once: counts of good rows by outcome, and the other rows.

    telling are the good rows that change what is recorded or come with a warning.
    """

    counts: dict[str, int]
    others: list[tuple[int, RowVerdict]]
    telling: list[tuple[int, RowVerdict]] = field(default_factory=list)

    def count(self, row_number: int, verdict: RowVerdict) -> None:
        if verdict.outcome in GOOD:
            self.counts[verdict.outcome] += 1
            if verdict.changes or verdict.warnings:
                self.telling.append((row_number, verdict))
        else:
            self.others.append((row_number, verdict))

    def news(self, labels: Mapping[str, str] = FIELDS) -> list[str]:
        """A line a change, old → new, and a line a warning, with the sheet's own row number."""
        lines = []
        for row_number, verdict in self.telling:
            for key, (before, after) in verdict.changes.items():
                pair = f"{change.shown(key, before)} → {change.shown(key, after)}"
                lines.append(f"Row {row_number} changes the {change.label(key)}: {pair}")
            for key, warning in verdict.warnings.items():
                of = f"{labels[key]}: " if key in labels else ""
                lines.append(f"Row {row_number}, look again: {of}{warning}")
        return lines

    def complaints(self, labels: Mapping[str, str] = FIELDS) -> list[str]:
        """A line a problem, with the sheet's own row number; labels are the fields' own."""
        return [
            f"Row {row_number}: {labels[key] + ': ' if key in labels else ''}{problem}"
            for row_number, verdict in self.others
            for key, problem in verdict.problems.items()
        ]

    def said(self, written: bool) -> str:
        """One line; written is whether the good rows were, or would only be."""
        counts = f"{self.counts['add']} added, {self.counts['change']} changed,"
        counts += f" {self.counts['same']} left alone, {len(self.others)} not good"
        return f"{counts}." if written else f"Nothing was written. It would be: {counts}."
