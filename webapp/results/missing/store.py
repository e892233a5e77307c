"""From a report to a draft: entries for the components that candidates miss in a package."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from webapp.candidates.record import store as candidates
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db, transaction
from webapp.entries.options import store_facts
from webapp.entries.options.entry_grid import Sheet
from webapp.entries.wizard import store_filled
from webapp.entries.wizard.store_filled import How
from webapp.results.programmes import programme
from webapp.results.programmes.standing import Standing
from webapp.results.reports import store as store_report
from webapp.results.reports import store_facts as store_report_facts


class Started(NamedTuple):
    """The draft, what became of an earlier one, and how many components were withdrawn before."""

    draft_id: int
    how: How
    withdrawn: int


def start_draft(
    db: Db, account_id: int, package_id: int, *, candidate_ids: Collection[int], today: date
) -> Started | None:
    """Begin a draft in which exactly what these people miss is ticked.

    Of an option group of which nothing is begun no row is ticked: that is a choice to make; nor is
    what was withdrawn before. Only ticks that differ from those that every draft begins with are
    kept, so that the others follow the facts. None when nobody misses anything.
    Archived people are never entered, so they are left out.
    """
    with transaction(db):
        package = catalogue.package(db, package_id)
        if package is None:
            return None
        held = store_report.packages(db, package.framework_id, today)
        candidate_ids = candidates.active(db, candidate_ids)
        missing = {
            line.candidate_id: line.standing
            for line in programme.lines(store_report_facts.facts(db, held, candidate_ids))
            if line.package_id == package_id and (line.standing.missing or line.standing.choices)
        }
        if not missing:
            return None
        people = list(missing)
        components = next(one.components for one in held if one.package_id == package_id)
        sheet = Sheet([], list(components), store_facts.of_candidates(db, people), today)
        cells = {
            (candidate_id, component.assessment_id): sheet.cell_now(candidate_id, component)
            for candidate_id in people
            for component in components
        }
        ticks = {
            key: _is_missing(missing, *key)
            for key, cell in cells.items()
            if not cell.locked
            and cell.why != "withdrawn"
            and cell.ticked != _is_missing(missing, *key)
        }
        question = f"missing {sorted({*candidate_ids})}"
        filled = store_filled.fill(
            db, question, account_id, package_id=package_id, candidate_ids=people, ticks=ticks
        )
        withdrawn = sum(
            cell.why == "withdrawn" and _is_missing(missing, *key) for key, cell in cells.items()
        )
    return Started(*filled, withdrawn)


def _is_missing(missing: dict[int, Standing], candidate_id: int, assessment_id: int) -> bool:
    return assessment_id in missing[candidate_id].missing
