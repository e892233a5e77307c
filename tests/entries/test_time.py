"""One assessment's series through a year, as London's clock goes, on the days it changes too."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from litestar.testing import TestClient

from tests.conftest import CAST
from tests.entries.desk import TELECOMS
from tests.entries.drafts import begin, people
from tests.page import Browser, Page, squeezed
from webapp.app import create_app
from webapp.catalogue.packages import store as catalogue
from webapp.catalogue.series.series_form import Window
from webapp.database.connection import Db, local_date
from webapp.settings import Settings

CODE = "08738"
# Opens on, late from, closes on. The clocks change on 29 March and on 25 October 2026.
SERIES = {
    "Spring": ("2026-03-01", "2026-03-21", "2026-03-28"),
    "Easter": (None, None, "2026-03-29"),
    "Autumn": ("2026-06-01", "2026-10-17", "2026-10-24"),
    "Harvest": (None, "2026-10-25", "2026-10-25"),
    "Winter": ("2026-11-20", None, "2027-01-20"),
}
NORMAL, LATE = "£100.00", "£150.00"


class Seen(NamedTuple):
    series: str
    words: str
    fee: str


WALK = [
    ("2026-02-28T23:59:59", Seen("Spring", "opens on 1 March 2026", NORMAL)),
    ("2026-03-01T00:00:00", Seen("Spring", "", NORMAL)),
    ("2026-03-13T12:00:00", Seen("Spring", "", NORMAL)),
    ("2026-03-14T00:01:00", Seen("Spring", "closes in 14 days", NORMAL)),
    ("2026-03-20T23:59:59", Seen("Spring", "closes in 8 days", NORMAL)),
    ("2026-03-21T00:00:00", Seen("Spring", "late", LATE)),
    ("2026-03-28T23:59:59", Seen("Spring", "late", LATE)),
    # The minute after midnight of the day on which the clocks go forward, an hour later.
    ("2026-03-29T00:01:00", Seen("Easter", "closes today", NORMAL)),
    ("2026-03-29T01:00:00", Seen("Easter", "closes today", NORMAL)),
    ("2026-03-29T22:59:59", Seen("Easter", "closes today", NORMAL)),
    ("2026-03-29T23:00:00", Seen("Autumn", "opens on 1 June 2026", NORMAL)),
    ("2026-05-31T22:59:59", Seen("Autumn", "opens on 1 June 2026", NORMAL)),
    ("2026-05-31T23:00:00", Seen("Autumn", "", NORMAL)),
    ("2026-10-16T22:59:59", Seen("Autumn", "closes in 8 days", NORMAL)),
    ("2026-10-16T23:00:00", Seen("Autumn", "late", LATE)),
    ("2026-10-24T22:59:59", Seen("Autumn", "late", LATE)),
    # The minute after midnight of the day on which they go back; that day has 25 hours.
    ("2026-10-24T23:01:00", Seen("Harvest", "late", LATE)),
    ("2026-10-25T00:30:00", Seen("Harvest", "late", LATE)),
    ("2026-10-25T01:30:00", Seen("Harvest", "late", LATE)),
    ("2026-10-25T23:59:59", Seen("Harvest", "late", LATE)),
    ("2026-10-26T00:00:00", Seen("Winter", "opens on 20 November 2026", NORMAL)),
    ("2027-01-19T23:59:59", Seen("Winter", "closes tomorrow", NORMAL)),
    ("2027-01-20T23:59:59", Seen("Winter", "closes today", NORMAL)),
    ("2027-01-21T00:00:00", Seen("none", "", "")),
]


class Clock:
    """Stands at a moment, in UTC."""

    def __init__(self) -> None:
        self.at = ""

    def today(self) -> date:
        return local_date(datetime.fromisoformat(self.at).replace(tzinfo=UTC))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def officer(centre_file: Path, centre_db: Db, clock: Clock) -> Iterator[Browser]:
    """The exams officer at a server that goes by this clock."""
    centre_db.execute(
        "update assessments set normal_fee = 10000, late_fee = 15000 where entry_code = ?", [CODE]
    )
    assessment_id = id_of(centre_db)
    centre_db.execute("delete from series where assessment_id = ?", [assessment_id])
    catalogue.add_series(
        centre_db,
        [
            (
                assessment_id,
                Window(title, *(day and date.fromisoformat(day) for day in days)),
            )
            for title, days in SERIES.items()
        ],
    )
    clock.at = WALK[0][0]
    with TestClient(create_app(Settings(db=centre_file), clock.today)) as client:
        browser = Browser(client)
        browser.sign_in(*CAST["entries"])
        yield browser


def id_of(db: Db) -> int:
    return db.execute(
        "select assessment_id from assessments where entry_code = ?", [CODE]
    ).fetchone()[0]


def row(page: Page) -> dict[str, str]:
    """The cells of the assessment's row, by label."""
    mine = next(one for one in page.all("tr") if CODE in one["text"])
    return {
        one["data-label"]: squeezed(one["text"]) for one in page.all("td") if mine in one["within"]
    }


def told(page: Page, cell: dict[str, str]) -> str:
    """The words in bold within a cell."""
    return " ".join(squeezed(one["text"]) for one in page.all("strong") if cell in one["within"])


def in_yellow_box(page: Page) -> Seen:
    cells = row(page)
    if "No series is open" in cells["Series"]:
        return Seen("none", "", "")
    mine = next(one for one in page.all("tr") if CODE in one["text"])
    cell = next(one for one in page.all("td", data_label="Closing date") if mine in one["within"])
    fee = next((word for word in cell["text"].split() if word.startswith("£")), "")
    return Seen(cells["Series"], told(page, cell), fee)


def in_grid(page: Page, db: Db) -> Seen:
    head = page.one("th", id=f"column-{id_of(db)}")
    if "No series is open" in head["text"]:
        return Seen("none", "", "")
    series = next(one for one in page.all("span", class_="grid__series") if head in one["within"])
    fee = next(word for word in head["text"].split() if word.startswith("£"))
    return Seen(series["text"], told(page, head), fee)


def in_summary(page: Page) -> Seen:
    if CODE not in " ".join(one["text"] for one in page.all("td", data_label="Assessment")):
        return Seen("none", "", "")
    cells = row(page)
    mine = next(one for one in page.all("tr") if CODE in one["text"])
    cell = next(one for one in page.all("td", data_label="Closing date") if mine in one["within"])
    return Seen(cells["Series"], told(page, cell), cells["Cost"])


def test_every_page_goes_by_the_date_in_london(
    officer: Browser, centre_db: Db, clock: Clock
) -> None:
    package = catalogue.package_by_code(centre_db, TELECOMS)
    assert package
    base = begin(centre_db, TELECOMS, people(centre_db, 1), confirmed=True)
    new = f"/entries/drafts/new?package={package.package_id}"
    for clock.at, seen in WALK:
        assert in_yellow_box(officer.get(new)) == seen, clock.at
        assert in_grid(officer.get(f"{base}/options"), centre_db) == seen, clock.at
        assert in_summary(officer.get(f"{base}/summary")) == seen, clock.at


def entered(db: Db) -> tuple[str, int, int]:
    return db.execute(
        "select series_title, late, fee from entries where entry_code = ?", [CODE]
    ).fetchone()


@pytest.mark.parametrize(
    ("at", "series", "late", "fee"),
    [
        ("2026-03-20T23:59:59", "Spring", 0, 10000),
        ("2026-03-28T23:59:59", "Spring", 1, 15000),
        ("2026-03-29T22:59:59", "Easter", 0, 10000),
        ("2026-10-25T23:59:59", "Harvest", 1, 15000),
    ],
)
def test_an_entry_is_made_in_the_series_and_for_the_fee_that_were_shown(
    officer: Browser, centre_db: Db, clock: Clock, at: str, series: str, late: int, fee: int
) -> None:
    clock.at = at
    base = begin(centre_db, TELECOMS, people(centre_db, 1), confirmed=True)
    page = officer.send(officer.get(f"{base}/summary"), f"{base}/summary")
    assert page.heading.startswith("Entries submitted")
    assert entered(centre_db) == (series, late, fee)


@pytest.mark.parametrize(
    ("shown_at", "sent_at", "then"),
    [
        ("2026-03-28T23:59:30", "2026-03-29T00:00:30", "Easter"),
        ("2026-03-29T22:59:30", "2026-03-29T23:00:30", "Autumn"),
        ("2026-10-25T23:59:30", "2026-10-26T00:00:30", "Winter"),
    ],
)
def test_a_summary_read_before_midnight_and_sent_after_it_is_shown_again(
    officer: Browser, centre_db: Db, clock: Clock, shown_at: str, sent_at: str, then: str
) -> None:
    clock.at = shown_at
    base = begin(centre_db, TELECOMS, people(centre_db, 1), confirmed=True)
    page = officer.get(f"{base}/summary")
    clock.at = sent_at
    page = officer.send(page, f"{base}/summary")
    assert page.status == 409
    assert "The entries have changed since this page was shown" in page.text
    assert in_summary(page).series == then
    assert entered(centre_db) is None


def test_what_has_become_late_since_it_was_shown_is_shown_again(
    officer: Browser, centre_db: Db, clock: Clock
) -> None:
    clock.at = "2026-03-20T23:59:30"
    base = begin(centre_db, TELECOMS, people(centre_db, 1), confirmed=True)
    page = officer.get(f"{base}/summary")
    assert in_summary(page) == Seen("Spring", "closes in 8 days", NORMAL)
    clock.at = "2026-03-21T00:00:30"
    page = officer.send(page, f"{base}/summary")
    assert page.status == 409
    assert in_summary(page) == Seen("Spring", "late", LATE)
    assert entered(centre_db) is None
    page = officer.send(page, f"{base}/summary")
    assert page.heading.startswith("Entries submitted")
    assert entered(centre_db) == ("Spring", 1, 15000)


def test_a_package_closes_at_midnight_in_london(
    officer: Browser, centre_db: Db, clock: Clock
) -> None:
    base = begin(centre_db, TELECOMS, people(centre_db, 1), confirmed=True)
    centre_db.execute(
        "update packages set valid_to = '2026-03-29' where package_code = ?", [TELECOMS]
    )
    for clock.at, closed in (("2026-03-29T22:59:59", False), ("2026-03-29T23:00:00", True)):
        said = "This package closed on 29 March 2026" in officer.get(f"{base}/summary").text
        assert said is closed, clock.at
