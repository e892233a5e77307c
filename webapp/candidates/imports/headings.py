"""The headings of a spreadsheet's columns, in the spellings that centres and their systems use."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from webapp.candidates.imports.heading_spellings import FIELDS, SPELLINGS
from webapp.candidates.record import name

_PEOPLE = frozenset(
    [
        "student",
        "students",
        "candidate",
        "candidates",
        "learner",
        "learners",
        "pupil",
        "pupils",
        "apprentice",
        "apprentices",
        "trainee",
        "trainees",
        "participant",
        "participants",
    ]
)
_LEGAL = frozenset(("legal", "official", "certificate"))
# A name somebody goes by is not the one on the certificate, and a contact is another person.
_OTHER = frozenset(
    [
        "preferred",
        "known",
        "chosen",
        "nick",
        "nickname",
        "alias",
        "former",
        "previous",
        "maiden",
        "mother",
        "father",
        "parent",
        "guardian",
        "carer",
        "contact",
        "emergency",
        "tutor",
        "employer",
        "teacher",
        "assessor",
    ]
)
_BRACKETS = r"\(.*?\)|\[.*?\]"
_DATE_SHAPE = r"\bdd?[/.\- ]?mmm?[/.\- ]?(yyyy|yy)\b"
_LEGAL_FIRST = 1000


class NotAColumn(Exception):
    """What was said about a column cannot be; str() says why."""


@dataclass(frozen=True, eq=False)
class Headings:
    """The columns that one kind of spreadsheet may have.

    fields: field → label, which is a spelling too. spellings: field → spellings, the surest first;
    those of the field "" are something else. needed: of each group of fields one must be there.
    identifying: one of these stands in the row of headings. beside: where one of these is filled,
    a row is no total. examples: some labels to name; row and rows: what stands below them.
    """

    fields: Mapping[str, str]
    spellings: Mapping[str, str]
    needed: tuple[tuple[str, ...], ...]
    identifying: frozenset[str]
    beside: frozenset[str]
    examples: tuple[str, ...]
    row: str
    rows: str

    @cached_property
    def _places(self) -> dict[str, tuple[str, int]]:
        return {
            spelling.replace(" ", ""): (field, place)
            for field, spellings in self.spellings.items()
            for place, spelling in enumerate(spellings.split(", "))
        }

    def field(self, heading: str) -> str:
        """The field that this heading stands for, or "" for one that is not known."""
        return self._sure(heading)[0]

    def assign(self, headings: Sequence[str]) -> list[str]:
        """A field or "" for each column, none twice: legal names first, then the surer spelling."""
        sure = [self._sure(heading) for heading in headings]
        found = sorted((place, column, one) for column, (one, place) in enumerate(sure) if one)
        taken: dict[str, int] = {}
        for _, column, one in found:
            taken.setdefault(one, column)
        return [one if taken.get(one) == column else "" for column, (one, _) in enumerate(sure)]

    def told(self, headings: Sequence[str], said: Iterable[str]) -> list[str]:
        """Like assign, with "heading=field" said about single columns. Raises NotAColumn."""
        fields = self.assign(headings)
        by_label = {
            name.fold(text): field
            for field, label in self.fields.items()
            for text in (label, field)
        }
        for one in said:
            text, _, wanted = one.rpartition("=")
            chosen = by_label.get(name.fold(wanted))
            if text not in headings or chosen is None:
                raise NotAColumn(
                    f"“{one}” does not name a heading of the sheet and one of:"
                    f" {', '.join(self.fields)}."
                )
            fields = ["" if field == chosen else field for field in fields]
            fields[headings.index(text)] = chosen
        return fields

    def doubled(self, headings: Sequence[str], fields: Sequence[str]) -> list[tuple[str, str]]:
        """(field label, heading) of each column left out because another has its field."""
        return [
            (self.fields[self.field(heading)], heading)
            for heading, used in zip(headings, fields, strict=True)
            if not used and self.field(heading)
        ]

    def missing(self, fields: Iterable[str]) -> list[str]:
        """The labels of the columns that a sheet must have and has not."""
        there = set(fields)
        lacking = [group for group in self.needed if there.isdisjoint(group)]
        return [_either([self.fields[field] for field in group]) for group in lacking]

    def _sure(self, heading: str) -> tuple[str, int]:
        """The field and how far its spelling is from the surest, 0 or less for a legal name."""
        whole = re.sub(r"\(s\)|/s\b", "s", heading[:200], flags=re.I)
        bracketed = name.fold(" ".join(re.findall(_BRACKETS, whole)))
        outside = "" if set(bracketed.split()) & _OTHER else re.sub(_BRACKETS, " ", whole)
        for written in (whole, outside):
            words = name.fold(re.sub(_DATE_SHAPE, " ", written, flags=re.I)).split()
            legal = [word for word in words if word not in _LEGAL]
            for kept in (words, legal, [word for word in legal if word not in _PEOPLE]):
                if found := self._places.get("".join(kept)):
                    bonus = _LEGAL_FIRST if found[0] and kept != words and legal != words else 0
                    return found[0], found[1] - bonus
        return "", 0


def _either(labels: Sequence[str]) -> str:
    """A, B or C."""
    return " or ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))


_IDENTIFIERS = ("candidate_number", "uci", "uln", "ocr_number")
CANDIDATES = Headings(
    FIELDS,
    SPELLINGS,
    needed=(("surname", "forenames"), ("born_on",), ("gender",)),
    identifying=frozenset(("surname", "forenames", *_IDENTIFIERS)),
    beside=frozenset(("surname", "forenames", "born_on")),
    examples=("surname", "forenames", "born_on", "gender", *_IDENTIFIERS[:3]),
    row="person",
    rows="people",
)
