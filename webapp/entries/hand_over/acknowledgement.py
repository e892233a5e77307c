"""That the awarding body has acknowledged a submission: the day, and its reference."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from webapp.candidates.record.date_of_birth import MONTHS
from webapp.web import dates, letters

LONGEST = 50
LABELS = {"acknowledged_on": "date of the acknowledgement", "reference": "reference"}


class Acknowledgement(NamedTuple):
    """Without a day there is none, or one that was recorded is taken back."""

    acknowledged_on: date | None
    reference: str


NONE = Acknowledgement(None, "")


def canonical(field: str, text: str) -> str:
    """The same text for all ways of writing one date or reference."""
    at = dates.read(text) if field == "acknowledged_on" else None
    return at.isoformat() if at else " ".join(text.split())


def read(
    form: Mapping[str, str], today: date, submitted_on: date, *, recorded: Acknowledgement = NONE
) -> tuple[Acknowledgement, dict[str, str]]:
    """What the form's acknowledged_on and reference say, and the problems, field → message.

    Both blank take back what was recorded; with nothing recorded the day is missing.
    """
    typed = form.get("acknowledged_on", "").strip()
    reference = " ".join(letters.visible(form.get("reference", "")).split())
    found, problems = dates.read(typed), {}
    if not typed and not reference and recorded != NONE:
        return NONE, {}
    if not typed:
        problems["acknowledged_on"] = (
            "The date is missing: say when the awarding body acknowledged."
        )
    elif found is None:
        problems["acknowledged_on"] = f"“{typed[:20]}” is not a date: write it like 24/11/2026."
    elif found > today:
        problems["acknowledged_on"] = "The date is in the future: check it."
    elif found < submitted_on:
        made = f"{submitted_on.day} {MONTHS[submitted_on.month - 1]} {submitted_on.year}"
        problems["acknowledged_on"] = (
            f"The entries were made on {made}, which is later: check the date."
        )
    if not reference.isprintable():
        problems["reference"] = "Use letters, digits and signs only in the reference."
    elif len(reference) > LONGEST:
        said = f"The reference has {len(reference)} characters, but only {LONGEST} can be kept."
        problems["reference"] = f"{said} Shorten it."
    return Acknowledgement(found, reference), problems
