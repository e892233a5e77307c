"""A package as an exams officer reads it: required rows, groups to choose from, optional rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from webapp.catalogue.packages import qan
from webapp.catalogue.series.series import Series

COMPONENTS = {
    "competence": "Competence",
    "knowledge": "Knowledge",
    "combined": "Combined competence and knowledge",
    "functional_skills": "Functional skills",
    "err": "Employment rights and responsibilities",
    "plts": "Personal learning and thinking skills",
    "other": "Other",
}


def level_label(level: str) -> str:
    return f"Entry {level[1:]}" if level.startswith("E") else level


@dataclass(frozen=True)
class Component:
    """An assessment's part in a package; required is yes, no or option_group. Fees in pence.

    What is withdrawn has no next series: it cannot be entered any more.
    """

    assessment_id: int
    entry_code: str
    title: str
    level: str
    component: str
    qan: str
    required: str
    option_group: str
    option_alternative: str
    normal_fee: int | None
    late_fee: int | None
    series: Series | None
    withdrawn_on: date | None = None

    @property
    def component_label(self) -> str:
        return COMPONENTS[self.component]

    @property
    def level_label(self) -> str:
        return level_label(self.level)

    @property
    def qan_doubt(self) -> str:
        return qan.doubt(self.qan)

    def fee(self, today: date) -> int | None:
        """What one entry costs that day, in pence, where it is known."""
        late = self.series is not None and self.series.is_late(today)
        return self.late_fee if late else self.normal_fee

    @property
    def part(self) -> str:
        """How it counts: "Required", "Optional", or which alternative it belongs to."""
        if self.required == "option_group":
            return f"Choose one: {self.option_alternative}"
        return "Required" if self.required == "yes" else "Optional"


class Part(NamedTuple):
    """How an assessment counted in a package; the fields are those of Component."""

    assessment_id: int
    required: str
    option_group: str
    option_alternative: str


Row = TypeVar("Row", bound=Component | Part)


class Requirement(NamedTuple):
    """What counted in a package until that day (ISO), itself included."""

    last_day: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Section:
    """One heading of the yellow box; alternative is empty outside option groups."""

    heading: str
    alternative: str
    components: list[Component]


def order(components: Iterable[Component]) -> list[Component]:
    """Required first, then option groups with their alternatives together, then optional ones."""
    rank = {"yes": 0, "option_group": 1, "no": 2}
    alternatives: dict[tuple[str, str], int] = {}
    given = list(components)
    for one in given:
        alternatives.setdefault((one.option_group, one.option_alternative), len(alternatives))
    return sorted(
        given,
        key=lambda one: (
            rank[one.required],
            one.option_group,
            alternatives[one.option_group, one.option_alternative],
        ),
    )


def sections(components: Iterable[Component]) -> list[Section]:
    """The yellow box's sections, in order."""
    found: dict[tuple[str, str, str], list[Component]] = {}
    for one in order(components):
        found.setdefault((one.required, one.option_group, one.option_alternative), []).append(one)
    headings = {"yes": "Required", "no": "Optional", "option_group": "Choose one"}
    return [
        Section(headings[required], alternative, rows)
        for (required, _, alternative), rows in found.items()
    ]


def alternatives(components: Iterable[Row]) -> Mapping[str, Mapping[str, list[Row]]]:
    """Option group → alternative → its rows."""
    groups: dict[str, dict[str, list[Row]]] = {}
    for one in components:
        if one.required == "option_group":
            groups.setdefault(one.option_group, {}).setdefault(one.option_alternative, []).append(
                one
            )
    return groups
