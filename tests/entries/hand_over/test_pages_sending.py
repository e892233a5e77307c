"""Recording what was sent: downloading changes nothing, one or many at once, taken back again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from tests.conftest import TODAY
from tests.entries.afterwards import ROOM, book, ids, rows, submitted, withdraw
from tests.entries.drafts import count, people
from tests.page import Browser, Page, squeezed
from webapp.candidates.record import store as candidates
from webapp.candidates.record import store_changes
from webapp.candidates.record.candidate import from_record
from webapp.database.connection import Db
from webapp.results.corrections import store as store_corrections
from webapp.results.of_candidate import store as results

HAND_OVER = "/entries/hand-over"


def banner(page: Page) -> str:
    return squeezed(page.one("div", class_="govuk-notification-banner__content")["text"])


def marks(page: Page) -> list[str]:
    return [squeezed(one["text"]) for one in page.all("p", class_="marks")]


def waiting(page: Page) -> dict[int, str]:
    """Submission id → the value of its tick box in the list of those that wait."""
    boxes = page.all("input", type="checkbox", name="sending")
    return {int(one["value"].partition("-")[0]): one["value"] for one in boxes}


def record(officer: Browser, *chosen: int, **more: Any) -> Page:
    """Tick these in the list as it is now and record them as sent."""
    boxes = waiting(officer.get(HAND_OVER))
    return officer.post(HAND_OVER, {"sending": [boxes[one] for one in chosen], **more})


def rename(db: Db, candidate_id: int) -> None:
    row = candidates.one(db, candidate_id)
    assert row
    store_changes.change(db, candidate_id, from_record(replace(row, surname="Okaforová")), 2)


def test_downloading_a_sheet_changes_nothing_and_leaves_a_line(
    officer: Browser, centre_db: Db
) -> None:
    submission_id = submitted(centre_db)
    for file_format in ("csv", "xlsx"):
        officer.post(f"{ROOM}/{submission_id}/hand-over", {"what": "whole", "format": file_format})
    page = officer.get(f"{ROOM}/{submission_id}")
    assert marks(page) == ["Not handed over"]
    assert count(centre_db, "hand_overs") == 1
    lines = centre_db.execute(
        "select after from activity where what = 'exported a hand-over sheet'"
    ).fetchall()
    assert [json.loads(line)["rows"] for (line,) in lines] == [6, 6]


def test_record_as_sent_from_the_submission_is_true_at_once(
    officer: Browser, centre_db: Db
) -> None:
    submission_id = submitted(centre_db)
    base = f"{ROOM}/{submission_id}"
    page = officer.send(officer.get(base), HAND_OVER)
    assert page.address == base
    assert banner(page) == "Recorded as sent: 6 rows of 1 submission."
    assert marks(page) == ["Not acknowledged"]
    assert "Nothing has changed since the last hand-over." in page.text
    assert "6 rows, recorded by Priya Lewis" in page.text
    assert not page.all("form", action=HAND_OVER)


def test_many_are_recorded_at_once_from_the_list_and_home_follows(
    officer: Browser, centre_db: Db
) -> None:
    first, second, third = (submitted(centre_db, [one]) for one in people(centre_db, 3))
    assert "Not handed over: 4 submissions" in officer.get("/").text
    assert set(waiting(officer.get(HAND_OVER))) == {2, first, second, third}
    page = record(officer, first, second, third)
    assert banner(page) == "Recorded as sent: 9 rows of 3 submissions."
    assert set(waiting(page)) == {2}
    home = officer.get("/")
    assert home.one("a", href=HAND_OVER + "?mark=not-handed-over")["text"].endswith("1 submission")


def test_pressing_twice_or_two_people_record_one_sending(officer: Browser, centre_db: Db) -> None:
    submission_id = submitted(centre_db)
    box = waiting(officer.get(HAND_OVER))[submission_id]
    officer.post(HAND_OVER, {"sending": box})
    before = count(centre_db, "hand_overs")
    page = officer.post(HAND_OVER, {"sending": box})
    assert banner(page) == "Nothing was recorded: it had been recorded as sent already."
    assert count(centre_db, "hand_overs") == before


def test_nothing_ticked_is_said(officer: Browser, centre_db: Db) -> None:
    submitted(centre_db)
    page = officer.post(HAND_OVER, {"sending": ["x", "999999-aa", "2"]})
    assert page.status == 422
    assert "Tick the submissions" in page.text


def test_what_changed_since_the_page_was_shown_is_asked_about(
    officer: Browser, centre_db: Db
) -> None:
    submission_id = submitted(centre_db)
    other = submitted(centre_db, people(centre_db, 3)[2:])
    boxes = waiting(officer.get(HAND_OVER))
    withdraw(centre_db, submission_id, ids(centre_db, submission_id)[:1])
    before = count(centre_db, "hand_overs")
    page = officer.post(HAND_OVER, {"sending": [boxes[submission_id], boxes[other]]})
    assert page.status == 409
    assert (
        "SP-000003: its entries have changed since the page was shown; there are 5 rows now"
        in page.text
    )
    assert "SP-000004" in page.text
    assert count(centre_db, "hand_overs") == before
    page = officer.send(page, HAND_OVER)
    assert banner(page) == "Recorded as sent: 8 rows of 2 submissions."


def test_what_changed_since_the_download_is_asked_about_with_a_count(
    officer: Browser, centre_db: Db
) -> None:
    chosen = people(centre_db, 2)
    submission_id = submitted(centre_db, chosen)
    base = f"{ROOM}/{submission_id}"
    officer.post(base + "/hand-over", {"what": "whole", "format": "csv"})
    rename(centre_db, chosen[0])
    withdraw(centre_db, submission_id, ids(centre_db, submission_id)[-1:])
    page = officer.send(officer.get(base), HAND_OVER)
    assert page.status == 409
    assert (
        "4 of its 6 rows say something else now than on the sheet that Priya Lewis downloaded"
        in page.text
    )
    assert count(centre_db, "hand_overs") == 1
    page = officer.send(page, HAND_OVER)
    assert page.address == base
    assert marks(page) == ["Not acknowledged"]


def test_what_was_downloaded_and_then_withdrawn_stays_on_the_sheet(
    officer: Browser, centre_db: Db
) -> None:
    submission_id = submitted(centre_db)
    base = f"{ROOM}/{submission_id}"
    officer.post(base + "/hand-over", {"what": "whole", "format": "csv"})
    withdraw(centre_db, submission_id, ids(centre_db, submission_id))
    assert marks(officer.get(base)) == ["Not handed over"]
    page = officer.post(base + "/hand-over", {"what": "whole", "format": "xlsx"})
    assert [line[17] for line in book(page.reply.content)[1:]] == ["withdrawn"] * 6


def test_only_what_was_recorded_counts_for_the_changes(officer: Browser, centre_db: Db) -> None:
    submission_id = submitted(centre_db)
    base = f"{ROOM}/{submission_id}"
    record(officer, submission_id)
    withdraw(centre_db, submission_id, ids(centre_db, submission_id)[:1])
    for _ in range(2):
        page = officer.post(base + "/hand-over", {"what": "changes", "format": "xlsx"})
        assert len(book(page.reply.content)) == 2
    page = officer.send(officer.get(base), HAND_OVER)
    assert "Nothing has changed since the last hand-over." in page.text


def test_a_sending_is_taken_back_and_the_one_before_counts_again(
    officer: Browser, centre_db: Db
) -> None:
    submission_id = submitted(centre_db)
    base = f"{ROOM}/{submission_id}"
    record(officer, submission_id)
    withdraw(centre_db, submission_id, ids(centre_db, submission_id)[:1])
    record(officer, submission_id)
    newest, first = (
        number
        for (number,) in centre_db.execute(
            "select hand_over_id from hand_overs where submission_id = ? order by 1 desc",
            [submission_id],
        )
    )
    page = officer.post(f"{base}/hand-overs/{first}/take-back")
    assert banner(page).startswith("Nothing was taken back: only the latest")
    page = officer.post(f"{base}/hand-overs/{newest}/take-back")
    assert banner(page) == "The hand-over is taken back: 1 row waits to be handed over again."
    assert marks(page) == ["Changed since hand-over Not acknowledged"]
    assert "taken back by Priya Lewis" in page.text
    page = officer.post(f"{base}/hand-overs/{newest}/take-back")
    assert banner(page) == "Nothing was changed: this hand-over is taken back already."
    page = officer.post(f"{base}/hand-overs/{first}/take-back")
    assert marks(page) == ["Not handed over"]
    record(officer, submission_id)
    assert count(centre_db, "hand_overs") == 4


def test_what_is_acknowledged_cannot_be_taken_back(officer: Browser, centre_db: Db) -> None:
    submission_id = submitted(centre_db)
    base = f"{ROOM}/{submission_id}"
    record(officer, submission_id)
    officer.post(base + "/acknowledgement", {"acknowledged_on": "2026-11-24", "reference": ""})
    hand_over_id = centre_db.execute("select max(hand_over_id) from hand_overs").fetchone()[0]
    assert not officer.get(base).all("form", action=f"{base}/hand-overs/{hand_over_id}/take-back")
    page = officer.post(f"{base}/hand-overs/{hand_over_id}/take-back")
    assert banner(page).startswith("Nothing was taken back: the submission is acknowledged.")
    assert officer.post(f"{ROOM}/2/hand-overs/{hand_over_id}/take-back").status == 404


def test_a_result_of_a_withdrawn_entry_waits_everywhere_until_it_is_recorded_as_sent(
    officer: Browser, centre_db: Db
) -> None:
    submission_id = submitted(centre_db, people(centre_db, 1))
    record(officer, submission_id)
    entry = rows(centre_db, submission_id)[0]
    withdraw(centre_db, submission_id, [entry["entry_id"]])
    record(officer, submission_id)
    place = (entry["candidate_id"], entry["assessment_id"], entry["series_id"], 1)

    def get_result(outcome: str) -> None:
        grade = "Pass" if outcome == "achieved" else ""
        results.record(centre_db, *place[:3], grade, outcome, TODAY, "", 2)

    def take_back_result() -> None:
        shown = store_corrections.get_shown(centre_db, place)
        assert shown
        assert store_corrections.take_back(
            centre_db, shown.result_id, reason="not theirs", account_id=2
        )

    for change in (
        lambda: get_result("not achieved"),
        lambda: get_result("achieved"),
        take_back_result,
    ):
        assert submission_id not in waiting(officer.get(HAND_OVER))
        change()
        assert "Changed since hand-over" in marks(officer.get(f"{ROOM}/{submission_id}"))[0]
        assert "Changed since hand-over: 1 submission" in officer.get("/").text
        assert "Changed since hand-over" in officer.get(ROOM).text
        assert banner(record(officer, submission_id)) == "Recorded as sent: 1 row of 1 submission."
    get_result("pending")
    assert submission_id not in waiting(officer.get(HAND_OVER))


def test_the_ticked_ones_are_one_sheet(officer: Browser, centre_db: Db) -> None:
    first, second = (submitted(centre_db, [one]) for one in people(centre_db, 2))
    boxes = waiting(officer.get(HAND_OVER))
    page = officer.post(
        HAND_OVER + "/sheet", {"sending": [boxes[first], boxes[second]], "format": "xlsx"}
    )
    assert {line[2] for line in book(page.reply.content)[1:]} == {"SP-000003", "SP-000004"}
    assert count(centre_db, "hand_overs") == 1
    page = officer.post(HAND_OVER + "/sheet", {"format": "csv"})
    assert page.status == 422


@pytest.mark.parametrize(
    "path", [HAND_OVER, HAND_OVER + "/sheet", f"{ROOM}/1/hand-overs/1/take-back"]
)
def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], path: str
) -> None:
    assert signed_in("results").post(path).status == 403
