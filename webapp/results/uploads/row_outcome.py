"""What becomes of one row of a spreadsheet of results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.candidates.imports.matching import WHOLE
from webapp.candidates.imports.row_outcome import ShownVerdict
from webapp.results.of_candidate import attempt, grade
from webapp.results.of_candidate.facts import AttemptPlace, Facts, Place
from webapp.results.uploads import entry_code, matching
from webapp.results.uploads import series as result_series
from webapp.results.uploads.known import Known
from webapp.results.uploads.row import Row, Said
from webapp.web.formatting import long_date

_NOT_NEEDED = "The row is taken all the same, because another number names the candidate."

_REOPENS = (
    "The candidate has been entered again since, and only one entry can wait for a result: write"
    " how"
    " the earlier attempt came out."
)

_KEEPS_FINAL = (
    "This is recorded as {outcome} already, and a pending result does not take that away: nothing"
    " is"
    " changed. If the recorded result was wrong, take it back on its page."
)


@dataclass(frozen=True)
class Verdict:
    """outcome: add, change or same; ask when a person must decide; refuse when it cannot be saved.

    place is where the result will be shown and new what it will be, both None unless the outcome
    is good, and for a row that holds no result, whose outcome is same. A pending row that leaves a
    final result alone is same too, with a place and nothing new. changes is field → (before,
    after) of Facts, problems and warnings are field → message, near is (candidate_id, kind) to
    choose from. earlier is the row of the sheet that a refused one contradicts, and their place, in
    one list.
    """

    outcome: str
    place: AttemptPlace | None = None
    new: Facts | None = None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    near: tuple[tuple[int, str], ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def fields_asked(self) -> set[str]:
        """What the row must, or had better, say otherwise; nothing if only another row is against
        it.
        """
        return set() if self.earlier else {*self.problems, *self.warnings}

    def to_show(self) -> ShownVerdict:
        """Return the verdict as it is kept beside its row."""
        return ShownVerdict(
            outcome=self.outcome,
            candidate_id=self.place[0] if self.place else 0,
            changes=self.changes,
            problems=self.problems,
            warnings=self.warnings,
            near=self.near,
            new=self.new._asdict() if self.new else None,
            place=self.place,
            earlier=self.earlier,
        )

    def is_what_was_shown(self, shown: ShownVerdict) -> bool:
        """Whether saving does no more and no less than a verdict had said before."""
        now = self.to_show()
        return (shown.outcome, shown.place, shown.changes, shown.new) == (
            now.outcome,
            now.place,
            now.changes,
            now.new,
        )


def decide(row: Row, choice: str, known: Known, earlier: Sequence[int] = ()) -> Verdict:
    """The verdict over a row; choice is "" or the candidate_id that a person named as its owner.

    earlier is that of the verdict before, when the earlier row has been saved and is gone since.
    """
    if row.value is None:
        return Verdict("refuse", problems=row.problems, warnings=row.warnings)
    said, warnings = row.value, dict(row.warnings)
    if not said.outcome:
        return Verdict("same", warnings=warnings)
    code, unknown, eaten = entry_code.find(said.entry_code, known.titles)
    if unknown:
        return Verdict("refuse", problems={"entry_code": unknown}, warnings=warnings)
    _add(warnings, {"entry_code": eaten})
    found = matching.whose(said, choice, known)
    if found.person is None:
        outcome = "ask" if found.near else "refuse"
        problems = {WHOLE: found.problem, **said.unread}
        return Verdict(outcome, problems=problems, warnings=warnings, near=found.near)
    _add(warnings, found.warnings)
    _add(warnings, {one: f"{message} {_NOT_NEEDED}" for one, message in said.unread.items()})
    candidate_id, assessment_id = found.person.candidate_id, known.assessment(code)
    entered = known.entered(candidate_id, assessment_id)
    series, missing = result_series.choose(
        said.series, said.awarded_on, code, known.series(assessment_id), entered
    )
    if series is None:
        return Verdict("refuse", problems={"series": missing}, warnings=warnings)
    if series.closes_on and said.awarded_on and said.awarded_on < series.closes_on:
        _add(warnings, {"awarded_on": f"It was awarded before {series.title} closed: check both."})
    if series.series_id not in entered:
        never = f"The candidate was never entered for {code} in {series.title}."
        _add(warnings, {WHOLE: f"{never} The result is taken all the same."})
    return _compared(
        said, (candidate_id, assessment_id, series.series_id), warnings, known, earlier
    )


def _compared(
    said: Said, in_series: Place, warnings: dict[str, str], known: Known, before: Sequence[int]
) -> Verdict:
    """What the row adds to or changes of the result that is shown for its attempt."""
    of_attempts, entered = known.shown(in_series), known.attempts(in_series)
    number = attempt.choose(_facts(said), of_attempts, entered)
    place = (*in_series, number)
    earlier = known.earlier_row(place) or (before[0] if tuple(before[1:]) == place else 0)
    shown = of_attempts.get(number)
    new = _over(shown, said)
    if attempt.reopens(number, new, of_attempts, entered):
        return Verdict("refuse", problems={"outcome": _REOPENS}, warnings=warnings)
    if shown and new.outcome == grade.PENDING and attempt.is_final(shown) and not earlier:
        kept = _KEEPS_FINAL.format(outcome=shown.outcome)
        _add(warnings, {WHOLE: kept})
        return Verdict("same", place, warnings=warnings)
    _add(warnings, {"awarded_on": _dated(new), WHOLE: _undated(said, number, of_attempts, entered)})
    _add(warnings, {WHOLE: _dated_before_entry(new, number, of_attempts, entered)})
    if shown is None:
        return Verdict("add", place, new, warnings=warnings)
    changes = {
        one: (before, after)
        for one, before, after in zip(Facts._fields, shown, new, strict=True)
        if before != after
    }
    clashing = [one for one in changes if changes[one][0]]
    if earlier and clashing:
        otherwise = f"Row {earlier} is the same result and says otherwise."
        problems = dict.fromkeys(clashing, otherwise)
        return Verdict("refuse", problems=problems, warnings=warnings, earlier=(earlier, *place))
    if changes:
        _add(warnings, {WHOLE: _taken_away(shown, new)})
        _add(warnings, {WHOLE: _attempt_changed(number, of_attempts, entered)})
    return Verdict("change" if changes else "same", place, new, changes, warnings=warnings)


def _facts(said: Said) -> Facts:
    awarded_on = said.awarded_on.isoformat() if said.awarded_on else ""
    return Facts(said.grade, said.outcome, awarded_on, said.certificate_number)


def _undated(
    said: Said,
    number: int,
    shown: Mapping[int, Facts],
    entered: Mapping[int, attempt.EnteredAttempt],
) -> str:
    """What must be known of a row that may be an earlier result again or the open entry's own."""
    waiting = attempt.open_attempt(shown, entered)
    if said.awarded_on or waiting is None or number >= waiting:
        return ""
    return (
        f"This is what attempt {number} shows already, so attempt {waiting} stays open. If it is"
        " the"
        f" result of attempt {waiting}, write the date awarded."
    )


def _dated_before_entry(
    new: Facts,
    number: int,
    shown: Mapping[int, Facts],
    entered: Mapping[int, attempt.EnteredAttempt],
) -> str:
    """What must be known of the open attempt's result that may correct an earlier attempt."""
    before = max((one for one in shown if one < number), default=None)
    if before is None or number not in entered or not new.awarded_on:
        return ""
    entered_on = entered[number].entered_on
    if number != attempt.open_attempt(shown, entered) or new.awarded_on >= entered_on:
        return ""
    return (
        f"This counts as attempt {number}, although it is dated before the entry was made on"
        f" {long_date(entered_on)}. If it corrects attempt {before}, correct that result on its"
        " page."
    )


def _taken_away(shown: Facts, new: Facts) -> str:
    if shown.outcome != grade.ACHIEVED or new.outcome == grade.ACHIEVED:
        return ""
    return (
        f"This takes an achieved result away. It was achieved and becomes {new.outcome}: check that"
        " this is meant."
    )


def _attempt_changed(
    number: int, shown: Mapping[int, Facts], entered: Mapping[int, attempt.EnteredAttempt]
) -> str:
    """Which of several attempts a changed result is that of; "" where that attempt was awaited."""
    if len({*shown, *entered}) == 1 or not attempt.is_final(shown[number]):
        return ""
    changed = f"This changes the result of attempt {number}"
    waiting = attempt.open_attempt(shown, entered)
    if waiting is None:
        return f"{changed}."
    return (
        f"{changed}, and attempt {waiting} stays open. If it is the result of attempt {waiting},"
        " check the date awarded."
    )


def _over(shown: Facts | None, said: Said) -> Facts:
    """The row over what is shown: of the same result a blank cell takes nothing away."""
    new = _facts(said)
    if (
        shown is None
        or new.outcome != shown.outcome
        or (new.grade and shown.grade and new.grade != shown.grade)
    ):
        return new
    return Facts(*(after or before for before, after in zip(shown, new, strict=True)))


def _dated(new: Facts) -> str:
    if new.outcome == grade.ACHIEVED and not new.awarded_on:
        return "There is no date awarded: until there is one, the day on which it is saved counts."
    # Of a failed attempt the date says which one it was.
    if new.outcome == grade.PENDING and new.awarded_on:
        return f"A date awarded stands beside a result that is {new.outcome}: check both."
    return ""


def _add(warnings: dict[str, str], more: Mapping[str, str]) -> None:
    for one, message in more.items():
        if message:
            warnings[one] = f"{warnings[one]} {message}" if one in warnings else message
