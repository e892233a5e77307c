"""From when to when a package can be entered."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from webapp.web.formatting import long_date

CHOOSE_ANOTHER = "choose another package. Your candidates stay, and so do the ticks that fit."


class Validity(Protocol):
    """Both days are included; None for no limit."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


def closed(package: Validity | Mapping[str, Any], today: date) -> str:
    """Why nothing can be entered for a package today, "" when it can.

    In a mapping valid_from and valid_to are ISO dates, both days included, or None.
    """
    begins_on, ends_on = _days(package)
    if ends_on and ends_on < today:
        return f"This package closed on {long_date(ends_on)}"
    if begins_on and begins_on > today:
        return f"This package opens on {long_date(begins_on)}"
    return ""


def _days(package: Validity | Mapping[str, Any]) -> tuple[date | None, date | None]:
    if isinstance(package, Mapping):
        texts = (package["valid_from"], package["valid_to"])
        begins_on, ends_on = (date.fromisoformat(text) if text else None for text in texts)
        return begins_on, ends_on
    return package.valid_from, package.valid_to


def notice(package: Validity | Mapping[str, Any], today: date) -> str:
    """What to tell somebody who has begun with a package: that it is closed, and what to do."""
    why = closed(package, today)
    return f"{why}: {CHOOSE_ANOTHER}" if why else ""
