"""Which lines a report shows: the package, the group, the people and the period that are asked
for.
"""

from collections.abc import Collection, Iterable

from webapp.results.programmes.programme import Line
from webapp.results.reports.terms import Terms


def selected(
    lines: Iterable[Line], terms: Terms, members: Collection[int] | None = None
) -> list[Line]:
    """The lines that the terms ask for; members are the people of the group, None for everybody.

    With a period, a line stays when any component of its package was awarded within it.
    """
    first, last = terms.period
    return [
        line
        for line in lines
        if (terms.package_id is None or line.package_id == terms.package_id)
        and (members is None or line.candidate_id in members)
        and (not terms.candidate_ids or line.candidate_id in terms.candidate_ids)
        and (not terms.has_period or _in_period(line, first, last))
    ]


def _in_period(line: Line, first: str, last: str) -> bool:
    return any(first <= day <= last for day in line.awards.values())
