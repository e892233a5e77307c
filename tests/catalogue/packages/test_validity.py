"""From when to when a package can be entered."""

from datetime import date

import pytest

from webapp.catalogue.packages import validity


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "said"),
    [
        (None, None, ""),
        (None, "2026-11-24", ""),
        ("2026-11-24", "2026-11-24", ""),
        (None, "2026-11-23", "This package closed on 23 November 2026"),
        ("2026-11-25", None, "This package opens on 25 November 2026"),
        ("2027-01-01", "2026-11-23", "This package closed on 23 November 2026"),
    ],
)
def test_both_days_belong_to_it(valid_from: str | None, valid_to: str | None, said: str) -> None:
    package = {"valid_from": valid_from, "valid_to": valid_to}
    assert validity.closed(package, date(2026, 11, 24)) == said
    assert validity.notice(package, date(2026, 11, 24)).startswith(said)
