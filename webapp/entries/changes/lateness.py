"""What changing entries now means: whether their series are late or closed, and what that costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from webapp.catalogue.series.series import Series


@dataclass(frozen=True)
class Line:
    """The entries for one assessment in one series, on one day; late_fee in pence an entry."""

    entry_code: str
    assessment_title: str
    series: Series
    late_fee: int | None
    entry_ids: tuple[int, ...]
    today: date

    @property
    def state(self) -> Literal["on demand", "not open yet", "open", "late", "closed"]:
        if self.series.closes_on and self.series.closes_on < self.today:
            return "closed"
        if self.series.is_late(self.today):
            return "late"
        if self.series.opens_on and self.series.opens_on > self.today:
            return "not open yet"
        return "open" if self.series.closes_on else "on demand"

    @property
    def late(self) -> bool:
        return self.state in ("late", "closed")

    @property
    def fee(self) -> int | None:
        """What changing one entry costs by the centre's own fee list; None when nothing is
        recorded.
        """
        return self.late_fee if self.late else None

    @property
    def cost(self) -> int | None:
        return None if self.fee is None else self.fee * len(self.entry_ids)


def total(lines: Iterable[Line]) -> int | None:
    """What the late ones cost together where a fee is recorded, in pence; None where none is."""
    known = [one.cost for one in lines if one.cost is not None]
    return sum(known) if known else None


def fingerprint(lines: Iterable[Line], *besides: str) -> str:
    """Changes with anything that a person was shown before the button."""
    shown = [(one.entry_ids, one.state, one.fee) for one in lines]
    return sha256(repr((shown, besides)).encode()).hexdigest()[:16]
