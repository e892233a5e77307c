"""Whose row of a spreadsheet it is, and what it does to that person.

By UCI, ULN and OCR number, then by the same name and date of birth, never by less: whoever is near
but not surely the person is asked about. A blank cell never takes anything away.
"""

from collections.abc import Sequence
from dataclasses import replace

from webapp.candidates.candidate_row import KnownPerson
from webapp.candidates.duplicates import duplicate, nearby
from webapp.candidates.duplicates.duplicate import Double
from webapp.candidates.groups import group
from webapp.candidates.imports import difference
from webapp.candidates.imports.row import Row
from webapp.candidates.imports.row_outcome import Known, Verdict
from webapp.candidates.record import changes as change
from webapp.candidates.record import name
from webapp.candidates.record.candidate import Candidate, from_record
from webapp.web.formatting import long_date

NEW = "new"
# What is said about a row as a whole, not about one of its cells.
WHOLE = "row"
SAME_NUMBER = "same candidate number"
TO_BE_CHANGED = "who would be changed"
SURE = "If it is the same person, choose it; if not, mend the row."


def decide(row: Row, choice: str, known: Known) -> Verdict:
    """The verdict over a row; choice is "", NEW, or the candidate_id that a person named as its
    owner.
    """
    row = _dated(row, known)
    if row.value is None:
        return Verdict("refuse", problems=row.problems, warnings=row.warnings)
    if wrong := [problem for title in row.groups if (problem := group.read_title(title)[1])]:
        return _refuse(row, {"groups": wrong[0]})
    if unsettled := known.open_row(row.value):
        return _refuse(row, {WHOLE: f"Row {unsettled} has the same number. Settle that row first."})
    doubles = known.doubles(row.value)
    holders = [one for one in doubles if duplicate.refuses(one.kind)]
    if len(holders) > 1:
        return _refuse(row, {WHOLE: _held(row.value, holders)})
    if choice not in ("", NEW):
        return _of_the_chosen(row, int(choice), holders, known=known)
    if holders:
        return _changed(row, holders[0], known)
    return _of_the_nearest(row, [] if choice == NEW else doubles, known)


def _dated(row: Row, known: Known) -> Row:
    """The row with the register's date of birth, if its own is no date and a number names somebody.

    The name must be theirs too: nothing else is left that could show that the number is a wrong
    one.
    """
    if row.undated is None:
        return row
    holders = [one.person for one in known.doubles(row.undated) if duplicate.refuses(one.kind)]
    if len(holders) != 1 or not _is_named_alike(row.undated, holders[0]):
        return row
    born_on = holders[0].born_on
    kept = f"The register's {long_date(born_on)} stays: a number names the candidate."
    return row._replace(
        value=replace(row.undated, born_on=born_on),
        problems={},
        warnings=row.warnings | {"born_on": f"{row.problems['born_on']} {kept}"},
        given=row.given - {"born_on"},
        undated=None,
    )


def _of_the_chosen(
    row: Row, candidate_id: int, holders: Sequence[Double], *, known: Known
) -> Verdict:
    person = known.one(candidate_id)
    if person is None or person.merged_into:
        return _refuse(
            row, {WHOLE: "The candidate who was chosen is not in the register any more."}
        )
    if holders and holders[0].person.candidate_id != candidate_id:
        return _refuse(row, {WHOLE: _held(row.candidate, holders)})
    return _changed(row, Double(person, TO_BE_CHANGED), known, insisted=True)


def _of_the_nearest(row: Row, doubles: Sequence[Double], known: Known) -> Verdict:
    same = [one for one in doubles if one.kind == duplicate.SAME_NAME_AND_BIRTH]
    if (
        len(same) == 1
        and _in_order(row.candidate, same[0].person)
        and not _disputed(row.candidate, same[0].person)
    ):
        return _changed(row, same[0], known)
    if not same and (double := _with_middle_names(row.candidate, doubles)):
        return _changed(row, double, known)
    if doubles:
        return _ask(row, doubles, "Is this one of these people?")
    number = row.candidate.candidate_number
    if holder := number and known.number_holder(number):
        said = _taken(number, holder)
        if duplicate.resembles(row.candidate, holder):
            return _ask(row, [Double(holder, SAME_NUMBER)], said)
        return _refuse(row, {"candidate_number": said})
    crowded = {"born_on": nearby.CROWDED} if known.is_crowded(row.candidate) else {}
    return Verdict("add", row.candidate, groups=row.groups, warnings=crowded | row.warnings)


def _changed(row: Row, double: Double, known: Known, *, insisted: bool = False) -> Verdict:
    """The row's facts over the person's, unless they are more than a person would take unasked."""
    person = double.person
    now = from_record(person)
    told = difference.between(now, row.candidate, row.given)
    # What a merged record of the same person still has is theirs already.
    kept = [
        key
        for key in told.facts
        if key in difference.IDENTIFIERS and not known.is_free(key, told.facts[key])
    ]
    after = replace(now, **{key: fact for key, fact in told.facts.items() if key not in kept})
    warnings = row.warnings | {key: said for key, said in told.warnings.items() if key not in kept}
    number = after.candidate_number
    holder = number and known.number_holder(number)
    if holder and holder.candidate_id != person.candidate_id:
        if "candidate_number" in row.given:
            return _refuse(row, {"candidate_number": _taken(number, holder)})
        after = replace(after, candidate_number="")
        warnings |= {
            "candidate_number": f"Candidate number {number} belongs to {who(holder)} by now."
        }
    changes = change.between(now, after)
    earlier = known.earlier_row(person.candidate_id)
    if earlier and (
        clashing := [key for key in changes if changes[key][0] or key in difference.NAMES]
    ):
        said = f"Row {earlier} is the same person and says otherwise."
        return replace(_refuse(row, dict.fromkeys(clashing, said)), contradicts=earlier)
    if not insisted and (near := _in_doubt(double, told, after, known=known)):
        return _ask(
            row, near, " ".join(filter(None, (_held(row.candidate, [double]), *told.doubts, SURE)))
        )
    joined = known.groups(person.candidate_id)
    groups = tuple(title for title in row.groups if title.casefold() not in joined)
    if person.archived_at:
        changes |= {change.ARCHIVED: ("archived", "active")}
    outcome = "change" if changes or groups else "same"
    return Verdict(outcome, after, person.candidate_id, changes, groups, warnings=warnings)


def _in_doubt(
    double: Double, told: difference.Difference, after: Candidate, *, known: Known
) -> list[Double]:
    """Whom to show when the person must not be changed unasked: also who would be like them
    then.
    """
    alike = []
    now = from_record(double.person)
    if any(getattr(now, key) != getattr(after, key) for key in (*difference.NAMES, "born_on")):
        alike = [
            one
            for one in known.doubles(after)
            if one.person.candidate_id != double.person.candidate_id
            and one.kind == duplicate.SAME_NAME_AND_BIRTH
        ]
    return [double, *alike] if told.doubts or alike else []


def _in_order(new: Candidate, person: KnownPerson) -> bool:
    """Whether the names are the same and stand in the same order, however they are written."""
    return all(
        name.unspaced(getattr(new, key)) == name.unspaced(getattr(person, key))
        for key in difference.NAMES
    )


def _with_middle_names(new: Candidate, doubles: Sequence[Double]) -> Double | None:
    """The only one of the row's date of birth, surname, candidate number and first forenames.

    The candidate number must agree, because twins may share their first forename: Mary Ann, Mary
    Jane.
    """
    alike = [
        one
        for one in doubles
        if one.person.candidate_number
        and one.person.candidate_number == new.candidate_number
        and one.person.born_on == new.born_on
        and not _disputed(new, one.person)
        and new.surname
        and new.forenames
        and _is_named_alike(new, one.person)
    ]
    return alike[0] if len(alike) == 1 else None


def _is_named_alike(new: Candidate, person: KnownPerson) -> bool:
    """Whether the names are the same but for how they are written, middle names, and what is
    blank.
    """
    ours, theirs = name.fold(new.forenames).split(), name.fold(person.forenames).split()
    return name.unspaced(new.surname) in ("", name.unspaced(person.surname)) and (
        not ours or "".join(ours) == "".join(theirs) or _begin_alike(ours, theirs)
    )


def _begin_alike(some: Sequence[str], others: Sequence[str]) -> bool:
    shared = min(len(some), len(others))
    return bool(shared) and some[:shared] == others[:shared]


def _disputed(new: Candidate, person: KnownPerson) -> bool:
    """Whether both have an identifier of one kind and not the same one."""
    pairs = [(getattr(new, key), getattr(person, key)) for key in difference.IDENTIFIERS]
    return any(typed and known and typed != known for typed, known in pairs)


def _held(new: Candidate, holders: Sequence[Double]) -> str:
    return " ".join(
        f"The {label} belongs to {who(one.person)}."
        for key, label in difference.IDENTIFIERS.items()
        for one in holders
        if getattr(new, key) and getattr(new, key) == getattr(one.person, key)
    )


def _taken(number: str, holder: KnownPerson) -> str:
    return f"Candidate number {number} belongs to {who(holder)}. Type another or leave it blank."


def who(person: KnownPerson) -> str:
    if person.candidate_id < 0:
        return f"{name.full(person)} in row {-person.candidate_id}"
    return f"{name.full(person)}, born {long_date(person.born_on)}"


def _ask(row: Row, doubles: Sequence[Double], why: str) -> Verdict:
    near = tuple((one.person.candidate_id, one.kind) for one in doubles[: nearby.MAX_NEAR])
    return Verdict("ask", problems={WHOLE: why}, warnings=row.warnings, near=near)


def _refuse(row: Row, problems: dict[str, str]) -> Verdict:
    return Verdict("refuse", problems=problems, warnings=row.warnings)
