"""People as a list shows them."""

from typing import NamedTuple

from webapp.web.formatting import surname_first


class Shown(NamedTuple):
    """A person as the file has them: dates as they stand there; groups: their titles, with commas
    between them.
    """

    candidate_id: int
    surname: str
    forenames: str
    born_on: str
    candidate_number: str
    uci: str
    added_on: str
    groups: str
    formerly: str = ""
    """Such as "formerly Smith", for whoever was found by a former name."""

    @property
    def name(self) -> str:
        """Surname first, with the former name if it was found by that."""
        shown = surname_first(self.surname, self.forenames)
        return f"{shown} ({self.formerly})" if self.formerly else shown
