"""Correcting a result on the page: what the form says, and what is wrong with it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from webapp.results.of_candidate import grade
from webapp.results.of_candidate.facts import Facts
from webapp.results.uploads.row import LONGEST_CERTIFICATE_NUMBER, LONGEST_GRADE
from webapp.web import dates, letters

LONGEST = {"grade": LONGEST_GRADE, "certificate_number": LONGEST_CERTIFICATE_NUMBER}
FIELDS = {
    "grade": "Grade",
    "outcome": "Outcome",
    "awarded_on": "Date awarded",
    "certificate_number": "Certificate number",
}


class Reading(NamedTuple):
    """What was typed, as it is shown again, and the problems with it, field → message."""

    typed: Facts
    problems: dict[str, str]


def read(form: Mapping[str, str], today: date) -> Reading:
    """Read a result from a form with the fields of Facts; its date is ISO where it can be read."""
    texts = {field: letters.tidy(form.get(field, "")) for field in FIELDS}
    awarded_on = dates.read(texts["awarded_on"])
    problems: dict[str, str] = {}
    for field, longest in LONGEST.items():
        if len(texts[field]) > longest:
            problems[field] = (
                f"The {FIELDS[field].lower()} has {len(texts[field])} characters, but only"
                f" {longest} can be kept. Shorten it."
            )
    meant = grade.meaning(texts["grade"])
    if texts["outcome"] not in grade.OUTCOMES:
        problems["outcome"] = "The outcome is missing: choose how the attempt came out."
    elif "grade" not in problems and meant and not _fits(meant, texts["outcome"]):
        problems["grade"] = (
            f"The grade {texts['grade']} says {meant} and the outcome says {texts['outcome']}:"
            " correct one of them."
        )
    if texts["awarded_on"] and awarded_on is None:
        problems["awarded_on"] = (
            f"“{texts['awarded_on'][:20]}” is not a date: write it like 24/11/2026."
        )
    elif awarded_on and awarded_on > today:
        problems["awarded_on"] = "The date awarded is in the future: check the year."
    if awarded_on:
        texts["awarded_on"] = awarded_on.isoformat()
    return Reading(Facts(**texts), problems)


def _fits(meant: str, outcome: str) -> bool:
    failed = (grade.NOT_ACHIEVED, grade.ABSENT)
    return meant == outcome or (meant in failed and outcome in failed)
