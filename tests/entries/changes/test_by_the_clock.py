"""A series walked through from before its opening until after its closing, by London's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from litestar.testing import TestClient

from tests.conftest import CAST
from tests.entries.afterwards import ROOM, ids, series_of, submitted
from tests.page import Browser, Page, squeezed
from webapp.app import create_app
from webapp.database.connection import Db
from webapp.settings import LONDON, Settings

MATHS = "09866"
NONE = "none, not late"


@contextmanager
def at(file: Path, moment: str) -> Iterator[Browser]:
    """The officer's browser at a UTC moment, for which London's calendar gives the day."""
    today = datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(LONDON).date()
    with TestClient(create_app(Settings(db=file), lambda: today)) as client:
        officer = Browser(client)
        officer.sign_in(*CAST["entries"])
        yield officer


def told(page: Page) -> tuple[str, str]:
    """What the page says of Mathematics: how it stands now, and the cost."""
    line = next(one["within"][-1] for one in page.all("strong") if one["text"] == MATHS)
    row = line["within"][-1]
    inside = {
        one.get("data-label"): squeezed(one["text"])
        for one in page.all("td")
        if row in one["within"]
    }
    return inside["Now"], inside["Cost"]


WALKS = [
    # On the day in March the clock goes forward, in October back; UTC is what the machine has.
    (
        "2026-03-29",
        "2026-03-22",
        [
            ("2026-03-21T23:59", "not late: closes on 29 March 2026", NONE),
            ("2026-03-22T00:00", "late since 22 March 2026, closes on 29 March 2026", "£27.75"),
            ("2026-03-29T22:59", "late since 22 March 2026, closes on 29 March 2026", "£27.75"),
            ("2026-03-29T23:00", "late: closed on 29 March 2026", "£27.75"),
            ("2026-03-29T23:01", "late: closed on 29 March 2026", "£27.75"),
        ],
    ),
    (
        "2026-10-25",
        None,
        [
            ("2026-10-24T22:59", "not late: closes on 25 October 2026", NONE),
            ("2026-10-24T23:00", "not late: closes on 25 October 2026", NONE),
            ("2026-10-25T23:59", "not late: closes on 25 October 2026", NONE),
            ("2026-10-26T00:00", "late: closed on 25 October 2026", "£27.75"),
        ],
    ),
    (
        "2026-11-27",
        "2026-11-27",
        [
            ("2026-08-31T22:59", "not late: opens on 1 September 2026", NONE),
            ("2026-08-31T23:00", "not late: closes on 27 November 2026", NONE),
            ("2026-11-26T23:59", "not late: closes on 27 November 2026", NONE),
            (
                "2026-11-27T00:00",
                "late since 27 November 2026, closes on 27 November 2026",
                "£27.75",
            ),
            ("2026-11-28T00:01", "late: closed on 27 November 2026", "£27.75"),
            ("2030-01-01T00:00", "late: closed on 27 November 2026", "£27.75"),
        ],
    ),
]
MOMENTS = [(closes, late, *moment) for closes, late, moments in WALKS for moment in moments]


@pytest.mark.parametrize(("closes", "late", "moment", "now", "cost"), MOMENTS)
def test_the_words_and_the_cost_are_those_of_the_day_on_every_page(
    centre_db: Db,
    centre_file: Path,
    closes: str,
    late: str | None,
    moment: str,
    now: str,
    cost: str,
) -> None:
    one = submitted(centre_db, 1)
    entry = ids(centre_db, one)[2]
    series_of(
        centre_db,
        entry,
        opens_on="2026-09-01" if "opens" in now or "-08-" in moment else None,
        late_from=late,
        closes_on=closes,
    )
    base = f"{ROOM}/{one}"
    with at(centre_file, moment) as officer:
        check = officer.post(f"{base}/withdraw/check", {"entry_id": str(entry)})
        assert told(check) == (now, cost)
        assert told(officer.get(f"{base}/order-number")) == (now, cost)
        page = officer.send(check, f"{base}/withdraw", reason="left")
        status = next(
            squeezed(td["text"])
            for td in page.all("td", data_label="Status")
            if td["text"].startswith("withdrawn")
        )
        assert f"Withdrawn{'' if cost == NONE else f', late ({cost})'}: left" in status
        assert now in squeezed(page.one("form", action=f"{base}/withdraw/undo")["text"])


def test_what_midnight_has_changed_is_shown_before_anything_is_done(
    centre_db: Db, centre_file: Path
) -> None:
    one = submitted(centre_db, 1)
    entry = ids(centre_db, one)[2]
    series_of(centre_db, entry, late_from=None, closes_on="2026-03-29")
    base = f"{ROOM}/{one}"
    with at(centre_file, "2026-03-29T22:59") as officer:
        shown = officer.post(f"{base}/withdraw/check", {"entry_id": str(entry)})
        asked = officer.get(f"{base}/order-number")
    with at(centre_file, "2026-03-29T23:00") as officer:
        values = {**shown.form(f"{base}/withdraw"), "reason": "left"}
        page = officer.post(f"{base}/withdraw", {**values, "form_token": officer.form_token})
        assert page.status == 409
        assert told(page) == ("late: closed on 29 March 2026", "£27.75")
        values = {**asked.form(f"{base}/order-number"), "order_number": "PO-2", "reason": "x"}
        page = officer.post(f"{base}/order-number", {**values, "form_token": officer.form_token})
        assert page.status == 409
        assert told(page) == ("late: closed on 29 March 2026", "£27.75")
    found = centre_db.execute("select status from entries where entry_id = ?", [entry]).fetchone()
    assert found == ("entered",)


def test_the_days_on_the_sheet_and_in_the_history_are_londons(
    centre_db: Db, centre_file: Path
) -> None:
    one = submitted(centre_db, 1, on=date(2026, 11, 24), moment="2026-06-30T23:30:00.000000Z")
    with at(centre_file, "2026-11-24T12:00") as officer:
        assert "1 July 2026, 12:30 am" in officer.get(f"{ROOM}/{one}").text
        sheet = officer.post(f"{ROOM}/{one}/hand-over").reply.content.decode("utf-8-sig")
        assert "2026-07-01 00:30" in sheet
        # The awarding body cannot have acknowledged on the day before.
        values = {"acknowledged_on": "2026-06-30", "reference": ""}
        assert officer.post(f"{ROOM}/{one}/acknowledgement", values).status == 422
        values["acknowledged_on"] = "2026-07-01"
        assert officer.post(f"{ROOM}/{one}/acknowledgement", values).status == 200
