"""The grid as a form: the names of its boxes, and what changed since it was shown."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from webapp.entries.options.cell import Key
from webapp.entries.options.entry_grid import Sheet


def box(candidate_id: int, assessment_id: int) -> str:
    """A box's value in the form; 0 in place of an id stands for the whole row or column."""
    return f"{candidate_id}-{assessment_id}"


def read_boxes(values: Iterable[str]) -> set[Key]:
    """The cells that boxes stand for; what is no box is passed over."""
    found = (re.fullmatch(r"(\d{1,18})-(\d{1,18})", value, re.ASCII) for value in values)
    return {(int(match[1]), int(match[2])) for match in found if match}


def ticked_boxes(sheet: Sheet) -> list[str]:
    """Every box that the grid shows ticked and open, whole rows and columns included."""
    rows = [
        (person.candidate_id, 0)
        for person in sheet.candidates
        if sheet.whole_row(person.candidate_id)
    ]
    columns = [
        (0, one.assessment_id) for one in sheet.components if sheet.whole_column(one.assessment_id)
    ]
    cells = [key for key, cell in sheet.cells.items() if cell.is_new]
    return [box(*key) for key in (*rows, *columns, *cells)]


def after(sheet: Sheet, decided: Mapping[Key, bool]) -> Sheet:
    """The sheet as it is with these decisions kept."""
    facts = sheet.facts
    new = replace(sheet, facts=replace(facts, choices={**facts.choices, **decided}))
    component = {one.assessment_id: one for one in sheet.components}
    # No other cell depends on these decisions.
    changed = {key: new.cell_now(key[0], component[key[1]]) for key in decided}
    return replace(new, known_cells={**sheet.cells, **changed})


def changes(shown: set[Key], sent: set[Key]) -> dict[Key, bool]:
    """What a person changed between the grid as shown and as sent; nothing else is touched."""
    return dict.fromkeys(shown - sent, False) | dict.fromkeys(sent - shown, True)
