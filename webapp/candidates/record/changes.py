"""What is changed about a candidate: the fields as text, and as people read them."""

from collections.abc import Mapping
from datetime import date

from webapp.candidates.record import date_of_birth, uci
from webapp.candidates.record.candidate import Candidate
from webapp.web import form_merge

LABELS = {
    "surname": "surname",
    "forenames": "forenames",
    "born_on": "date of birth",
    "gender": "gender",
    "candidate_number": "candidate number",
    "ocr_number": "OCR candidate number",
    "uci": "UCI",
    "uln": "ULN",
}
ARCHIVED = "archived_at"
_BIRTH = ("born_day", "born_month", "born_year")


def texts(one: Candidate) -> dict[str, str]:
    """field → text, as the history keeps it: the date of birth as 2008-03-27, "" for nothing."""
    return {field: str(value) for field, value in vars(one).items()}


def from_texts(written: Mapping[str, str]) -> Candidate:
    """The candidate of whom texts were made."""
    others = {field: text for field, text in written.items() if field != "born_on"}
    return Candidate(born_on=date.fromisoformat(written["born_on"]), **others)


def between(before: Candidate, after: Candidate) -> dict[str, tuple[str, str]]:
    """field → (before, after) of each field that differs."""
    was, now = texts(before), texts(after)
    return {field: (was[field], now[field]) for field in LABELS if was[field] != now[field]}


def form(one: Candidate) -> dict[str, str]:
    """The candidate form filled in with this candidate; candidate.read gives the same one back."""
    born = (one.born_on.day, one.born_on.month, one.born_on.year)
    return {
        **texts(one),
        **dict(zip(_BIRTH, map(str, born), strict=True)),
        "gender": one.gender or "none",
        "uci": uci.grouped(one.uci),
    }


def conflicts(
    opened: Mapping[str, str], now: Mapping[str, str], mine: Mapping[str, str]
) -> list[str]:
    """Fields that somebody else has changed since a form was opened, and not to what I say myself.

    All three are field → text: what the form was opened with, what stands in the file, what I sent.
    """
    merged = _merged(opened, now, mine)
    return [field for field in LABELS if field in (*merged.taken_over, *merged.conflicts)]


def reconcile(
    sent: Mapping[str, str], opened: Mapping[str, str], now: Candidate, mine: Candidate
) -> tuple[dict[str, str], dict[str, str]]:
    """The form again after somebody else's changes, and what is said beside its fields.

    What I left alone takes over theirs; where both of us changed a field, mine stays in the form.
    """
    merged = _merged(opened, texts(now), texts(mine))
    names = {field: _BIRTH if field == "born_on" else (field,) for field in LABELS}
    taken_over = {name for field in merged.taken_over for name in names[field]}
    form_again = dict(sent) | {name: form(now)[name] for name in taken_over}
    said = form_merge.messages(merged, texts(now), LABELS, shown)
    return form_again, {names[field][0]: words for field, words in said.items()}


def _merged(
    opened: Mapping[str, str], now: Mapping[str, str], mine: Mapping[str, str]
) -> form_merge.Merge:
    """A field of which nothing was opened counts as opened blank."""
    before = {form_merge.PREFIX + field: opened.get(field, "") for field in LABELS}
    return form_merge.merge({**mine, **before}, {field: now[field] for field in LABELS})


def shown(field: str, text: str) -> str:
    """A field's text as people read it; "nothing" for a blank."""
    if field == ARCHIVED:
        return "archived" if text and text != "active" else "active"
    if field == "uci":
        text = uci.grouped(text)
    if field == "gender":
        text = text or "not recorded"
    if field in ("merged_into", "merged_record") and text:
        text = f"candidate {text}"
    if field in ("born_on", "added_on", "awarded_on") and text:
        day = date.fromisoformat(text)
        text = f"{day.day} {date_of_birth.MONTHS[day.month - 1]} {day.year}"
    return text or "nothing"


def label(field: str) -> str:
    """What a field is called in the history."""
    others = {
        ARCHIVED: "status",
        "awarded_on": "date awarded",
        "added_on": "date added",
        "former_names_hidden": "former names",
    }
    return LABELS.get(field) or others.get(field) or field.replace("_", " ")
