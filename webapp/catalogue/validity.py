"""From when to when a package can be entered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

CHOOSE_ANOTHER = "choose another package. Your candidates stay, and so do the ticks that fit."


def closed(package: Mapping[str, Any], today: date) -> str:
    """Why nothing can be entered for a package today, "" when it can.

    valid_from and valid_to are ISO dates, both days included, or None.
    """
    if package["valid_to"] and package["valid_to"] < today.isoformat():
        return f"This package closed on {_long(package['valid_to'])}"
    if package["valid_from"] and package["valid_from"] > today.isoformat():
        return f"This package opens on {_long(package['valid_from'])}"
    return ""


def notice(package: Mapping[str, Any], today: date) -> str:
    """What to tell somebody who has begun with a package: that it is closed, and what to do."""
    why = closed(package, today)
    return f"{why}: {CHOOSE_ANOTHER}" if why else ""


def _long(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
