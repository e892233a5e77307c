"""The hand-over sheet as a file, again as a file, and the acknowledgement."""

import csv
import io
from collections.abc import Callable

import pytest

from tests.entries.afterwards import ROOM, book, hand_over, ids, submitted, withdraw
from tests.entries.drafts import (
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    count,
    everything,
)
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db

HAND_OVER, ACK = "/hand-over", "/acknowledgement"


def told(page: Page) -> str:
    return squeezed(page.one("div", class_="govuk-notification-banner__content")["text"])


def lines(page: Page) -> list[list[str]]:
    return list(csv.reader(io.StringIO(page.reply.content.decode("utf-8-sig"), newline="")))


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    page = officer.post(base + HAND_OVER, {"what": "whole", "format": "csv"})
    assert page.reply.headers["content-disposition"] == 'attachment; filename="SP-000003-whole.csv"'
    assert len(lines(page)) == 7
    assert lines(page)[1][:3] == ["12345", "Riverside College (demonstration)", "SP-000003"]
    officer.send(officer.get(base), "/entries/hand-over")
    withdraw(centre_db, one, ids(centre_db, one)[:1])
    page = officer.post(base + HAND_OVER, {"what": "changes", "format": "xlsx"})
    assert page.reply.headers["content-disposition"].endswith('"SP-000003-changes.xlsx"')
    assert [line[17] for line in book(page.reply.content)] == ["Entry status", "withdrawn"]
    page = officer.send(officer.get(base), "/entries/hand-over")
    assert "the changes, 1 row, recorded by Priya Lewis; again as CSV" in page.text


DOORS = (
    ("post", HAND_OVER),
    ("get", "/hand-overs/1"),
    ("post", "/hand-overs/1/take-back"),
    ("post", ACK),
)


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    before = everything(centre_db)
    check_wrong_role(signed_in, f"{ROOM}/1", *DOORS)
    assert everything(centre_db) == before


def test_a_submission_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, *DOORS, room=ROOM)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, f"{ROOM}/1", *DOORS)


def test_forms_that_download_let_the_page_stay(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    hand_over(centre_db, one)
    withdraw(centre_db, one, ids(centre_db, one)[:1])
    forms = officer.get(f"{ROOM}/{one}").all("form", action=f"{ROOM}/{one}{HAND_OVER}")
    assert len(forms) == 2
    assert all("data-stays" in form for form in forms)


def test_without_changes_there_is_no_file_and_nothing_is_recorded(
    officer: Browser, centre_db: Db
) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    hand_over(centre_db, one)
    before = count(centre_db, "hand_overs")
    page = officer.post(base + HAND_OVER, {"what": "changes"})
    assert page.address == base
    assert told(page).startswith("There is no file: nothing has changed since the last hand-over.")
    withdraw(centre_db, two := submitted(centre_db), ids(centre_db, two))
    page = officer.post(f"{ROOM}/{two}{HAND_OVER}", {"what": "whole"})
    assert told(page) == "There is no file: no entry of this submission has to be handed over."
    assert count(centre_db, "hand_overs") == before


def test_what_was_handed_over_can_be_had_again(officer: Browser, centre_db: Db) -> None:
    one = submitted(centre_db)
    base = f"{ROOM}/{one}"
    first = officer.post(base + HAND_OVER, {"what": "whole"})
    hand_over(centre_db, one)
    withdraw(centre_db, one, ids(centre_db, one))
    before = everything(centre_db)
    link = next(one["href"] for one in officer.get(base).all("a") if "/hand-overs/" in one["href"])
    again = officer.get(link)
    assert lines(again) == lines(first)
    assert again.reply.headers["cache-control"] == "no-store"
    assert book(officer.get(link.replace("csv", "xlsx")).reply.content) == lines(first)
    assert officer.get(link.replace(f"/{one}/", "/2/")).status == 404
    assert officer.get(f"{base}/hand-overs/999").status == 404
    assert everything(centre_db) == before


def test_an_acknowledgement_is_recorded_corrected_and_taken_back(
    officer: Browser, centre_db: Db
) -> None:
    base = f"{ROOM}/2"

    def record(day: str, reference: str) -> Page:
        values = {"acknowledged_on": day, "reference": reference}
        return officer.send(officer.get(base), base + ACK, **values)

    page = record("2026-11-12", " ACK  1 ")
    assert told(page) == "The acknowledgement is recorded."
    assert "Acknowledged on 12 November 2026, reference ACK 1." in page.text
    assert page.one("input", id="reference")["value"] == "ACK 1"
    assert told(record("2026-11-12", "ACK 1")) == "Nothing was changed."
    page = record("2026-11-13", "")
    assert "Acknowledged on 13 November 2026." in page.text
    page = record("", "")
    assert told(page) == "It is taken back."
    section = squeezed(page.one("section", id="entries-acknowledgement")["text"])
    assert "None is recorded." in section
    assert "Taken back, Priya Lewis" in section
    assert "12 November 2026, reference ACK 1" in section


@pytest.mark.parametrize(
    ("day", "reference", "field"),
    [
        ("2026-11-25", "A", "acknowledged_on"),
        ("2026-11-09", "A", "acknowledged_on"),
        ("", "A", "acknowledged_on"),
        ("2026-11-12", "x" * 51, "reference"),
    ],
)
def test_a_wrong_acknowledgement_is_refused_and_my_words_stay(
    officer: Browser, centre_db: Db, day: str, reference: str, field: str
) -> None:
    before = count(centre_db, "acknowledgements")
    page = officer.post(f"{ROOM}/2{ACK}", {"acknowledged_on": day, "reference": reference})
    assert page.status == 422
    assert page.all("a", href=f"#{field}")
    assert page.one("input", id="acknowledged_on").get("value", "") == day
    assert page.one("input", id="reference")["value"] == reference
    assert count(centre_db, "acknowledgements") == before
