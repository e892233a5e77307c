"""Small options sheets made by hand, without a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.catalogue.packages.package import Component
from webapp.catalogue.series.series import Series
from webapp.entries.options.cell import Facts, OpenEntry
from webapp.entries.options.entry_grid import SelectedCandidate, Sheet

TODAY = date(2026, 11, 24)
MARCH = Series(7, "March 2027", None, date(2027, 1, 13), date(2027, 1, 20))
LATE = Series(7, "March 2027", None, date(2026, 11, 20), date(2027, 1, 20))


def component(
    assessment_id: int,
    required: str = "yes",
    alternative: str = "",
    *,
    group: str = "MAIN",
    fee: int | None = None,
    late_fee: int | None = None,
    series: Series | None = MARCH,
) -> Component:
    """Assessment 1 has the entry code 00001 and the title Assessment 1."""
    return Component(
        assessment_id,
        f"{assessment_id:05}",
        f"Assessment {assessment_id}",
        "3",
        "combined",
        "",
        required,
        group if alternative else "",
        alternative,
        fee,
        late_fee,
        series,
    )


def choice(assessment_id: int, alternative: str, group: str = "MAIN", **more: Any) -> Component:
    return component(assessment_id, "option_group", alternative, group=group, **more)


def person(
    candidate_id: int,
    forenames: str = "Mary",
    surname: str = "Jones",
    uln: str | None = "9276308686",
    gender: str | None = "female",
) -> SelectedCandidate:
    return SelectedCandidate(
        candidate_id=candidate_id,
        forenames=forenames,
        surname=surname,
        born_on=date(2008, 5, 4),
        candidate_number=None,
        uci=None,
        uln=uln,
        gender=gender,
    )


def entered(series_id: int = MARCH.series_id) -> list[OpenEntry]:
    """A live entry in this series; 7 is the one that every component has."""
    return [OpenEntry(series_id, f"Series {series_id}", date(2026, 11, 10))]


def sheet(
    components: list[Component],
    people: list[SelectedCandidate] | None = None,
    *,
    choices: Mapping[tuple[int, int], bool] | None = None,
    live: Mapping[tuple[int, int], list[OpenEntry]] | None = None,
    awarded: Mapping[tuple[int, int], date] | None = None,
    **more: Any,
) -> Sheet:
    facts = Facts(choices or {}, live or {}, awarded or {}, **more)
    return Sheet([person(10)] if people is None else people, components, facts, TODAY)


REQUIRED, COMBINED, NVQ, KNOWLEDGE, OPTIONAL = 1, 2, 3, 4, 5


def package() -> list[Component]:
    """One required, the alternatives combined (2) or separate (3 and 4), one optional."""
    return [
        component(REQUIRED),
        choice(COMBINED, "combined"),
        choice(NVQ, "separate"),
        choice(KNOWLEDGE, "separate"),
        component(OPTIONAL, "no"),
    ]
