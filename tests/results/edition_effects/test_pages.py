"""What an edition does to people: who has completed stays complete, and whom a change touches is
said.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.catalogue import sample_editions as editions
from tests.catalogue.sample_editions import CLOSED
from tests.conftest import TODAY
from tests.entries.drafts import check_signed_out, check_wrong_id, check_wrong_role, everything
from tests.page import Browser, Page
from tests.results.pairs import enter, enter_again, get_result, pair
from webapp.candidates.record import store_changes
from webapp.catalogue import store_invariants
from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store as store_editions
from webapp.catalogue.editions import store_import as store_feed
from webapp.database.connection import Db
from webapp.results.edition_effects import store as store_touched
from webapp.results.of_candidate import store
from webapp.results.of_candidate.facts import RecordedResult
from webapp.results.reports import store as store_report
from webapp.results.reports.terms import Terms

HOME = "/catalogue/edition"


@pytest.fixture
def administrator(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("administrator")


NEW = "10384"
ROW = f'"{CLOSED}","{NEW}","yes","","assembled","S60",""\n'


def part(row: str = ROW) -> dict[str, str]:
    heading = editions.shipped()["package_assessments.csv"].partition("\n")[0]
    return {"package_assessments.csv": f"{heading}\n{row}"}


def upload(administrator: Browser, row: str = ROW) -> Page:
    content = part(row)["package_assessments.csv"].encode()
    return administrator.post(HOME, files=[("files", ("package_assessments.csv", content))])


def states(db: Db, today: date = TODAY) -> dict[str, int]:
    held = store_report.packages(db, framework(db), today)
    package_id = db.execute(
        "select package_id from packages where package_code = ?", [CLOSED]
    ).fetchone()[0]
    return dict(store_report.report(db, held, Terms(package_id=package_id)).totals.states)


def framework(db: Db) -> int:
    return db.execute(
        "select framework_id from packages where package_code = ?", [CLOSED]
    ).fetchone()[0]


def one_who_is(db: Db, state: str) -> int:
    """Somebody in the package who has come so far."""
    held = store_report.packages(db, framework(db), TODAY)
    lines = store_report.report(db, held, Terms()).lines
    packages = [one.candidate_id for one in lines]
    return next(
        one.candidate_id
        for one in lines
        if one.standing.state == state and packages.count(one.candidate_id) == 1
    )


def details(browser: Browser, db: Db, candidate_id: int) -> Page:
    return browser.get(f"/results/learning-programmes/{framework(db)}/candidates/{candidate_id}")


def test_whoever_has_completed_a_package_stays_complete_when_an_edition_adds_a_row(
    administrator: Browser, centre_db: Db
) -> None:
    before = states(centre_db)
    assert before["complete"] == 15
    somebody = one_who_is(centre_db, "complete")
    page = upload(administrator)
    assert (
        "In all, 66 people are touched; whoever has completed a package stays complete."
        in page.text
    )
    assert "Touches 66 people; 15 who have completed it stay complete" in page.text
    administrator.send(page, f"{page.address}/save")
    assert states(centre_db) == before
    shown = details(administrator, centre_db, somebody)
    assert "3 of 3 required components achieved: complete." in shown.text
    assert f"Complete before {NEW} was added to the package." in shown.text
    assert "Make entries for the missing components" not in shown.text
    # The new row counts for everybody else.
    other = details(administrator, centre_db, one_who_is(centre_db, "in progress"))
    assert "of 4 required components achieved: in progress." in other.text


def test_a_change_of_an_assessment_touches_whoever_waits_for_a_resit(centre_db: Db) -> None:
    candidate_id, _ = pair(centre_db)
    code = "09499"
    content = next(
        line
        for line in editions.shipped()["assessments.csv"].splitlines()
        if code in line.partition(",")[0]
    )
    renamed = content.replace("English", "Sample English", 1)
    heading = editions.shipped()["assessments.csv"].partition("\n")[0]

    def touched() -> tuple[int, ...]:
        known = store_feed.known(centre_db)
        edition = edition_reader.read({"assessments.csv": f"{heading}\n{renamed}\n"}, known)
        found = store_touched.people(centre_db, store_feed.check(centre_db, edition, TODAY), TODAY)
        return found["assessments", (code,)].candidate_ids

    enter(centre_db, candidate_id, code)
    assert candidate_id in touched()
    get_result(centre_db, candidate_id, code, "Fail", outcome="not achieved")
    assert candidate_id not in touched()
    assert enter_again(centre_db, candidate_id, code)
    assert candidate_id in touched()


def test_an_edition_touches_nobody_who_was_archived_before_completing(
    administrator: Browser, centre_db: Db
) -> None:
    store_changes.archive(centre_db, one_who_is(centre_db, "in progress"), None)
    store_changes.archive(centre_db, one_who_is(centre_db, "complete"), None)
    page = upload(administrator)
    assert "Touches 65 people; 15 who have completed it stay complete" in page.text


def test_names_are_listed_on_demand(administrator: Browser, centre_db: Db) -> None:
    page = upload(administrator)
    (link,) = (one["href"] for one in page.all("a") if "/people?" in one.get("href", ""))
    before = everything(centre_db)
    listed = administrator.get(link)
    assert listed.heading.startswith("People touched by a change")
    assert (
        len([one for one in listed.all("a") if re.fullmatch("/candidates/[0-9]+", one["href"])])
        == 66
    )
    assert everything(centre_db) == before
    administrator.send(page, f"{page.address}/save")
    assert administrator.get(link).heading.startswith("Edition saved")


def test_what_touches_nobody_leads_back_to_the_check_page(
    administrator: Browser, signed_in: Callable[[str], Browser], stranger: Browser
) -> None:
    base = upload(administrator).address
    for asked in ("", "?table=units&row=1", "?table=none&row=1", f"?table=packages&row={CLOSED}"):
        assert "touches nobody" in administrator.get(f"{base}/people{asked}").text
    check_wrong_id(administrator, ("get", "/people"), room=HOME)
    check_wrong_role(signed_in, base, ("get", "/people"))
    check_signed_out(stranger, base, ("get", "/people"))


def edit(db: Db, on: date) -> None:
    store_feed.save(db, edition_reader.read(part(), store_feed.known(db)), on)


def results_of(db: Db, candidate_id: int) -> list[RecordedResult]:
    return [
        one
        for one in store.of_candidate(db, candidate_id)
        if one.replaced_at is None and one.outcome == "achieved"
    ]


@pytest.mark.parametrize(
    ("grade", "outcome", "days", "complete"),
    [
        # A better grade later, a correction, or a result taken back.
        ("Distinction", "achieved", 30, True),
        ("Merit", "achieved", None, True),
        ("Fail", "not achieved", 0, False),
    ],
)
def test_what_happens_to_a_result_afterwards_counts_as_it_should(
    grade: str,
    outcome: str,
    days: int | None,
    complete: bool,
    administrator: Browser,
    centre_db: Db,
) -> None:
    somebody = one_who_is(centre_db, "complete")
    edit(centre_db, TODAY)
    one = results_of(centre_db, somebody)[0]
    awarded_on = None if days is None else TODAY + timedelta(days=days)
    store.record(
        centre_db,
        somebody,
        one.assessment_id,
        one.series_id,
        grade,
        outcome,
        awarded_on,
        "",
        None,
        "2027-01-05T09:00:00.000000Z",
    )
    text = details(administrator, centre_db, somebody).text
    assert ("achieved: complete." in text) == complete
    # Achieved again later, it is too late: the added row counts for them as for everybody.
    if not complete:
        store.record(
            centre_db,
            somebody,
            one.assessment_id,
            one.series_id,
            "Pass",
            "achieved",
            TODAY + timedelta(days=60),
            "",
            None,
            "2027-02-05T09:00:00.000000Z",
        )
        assert (
            "of 4 required components achieved: in progress."
            in details(administrator, centre_db, somebody).text
        )


def test_a_date_that_was_corrected_to_a_later_one_counts(
    administrator: Browser, centre_db: Db
) -> None:
    somebody = one_who_is(centre_db, "complete")
    edit(centre_db, TODAY)
    one = results_of(centre_db, somebody)[0]
    later = (
        one.assessment_id,
        one.series_id,
        one.grade,
        "achieved",
        TODAY + timedelta(days=9),
    )
    store.record(centre_db, somebody, *later, "", None, "2027-01-05T09:00:00.000000Z")
    assert "achieved: complete." in details(administrator, centre_db, somebody).text
    centre_db.execute(
        "update results set replaced_as = 'corrected', reason = 'Wrong day' where result_id = ?",
        [one.result_id],
    )
    assert "achieved: complete." not in details(administrator, centre_db, somebody).text


def test_a_result_of_a_day_before_the_edition_that_comes_in_later_completes(
    administrator: Browser, centre_db: Db
) -> None:
    somebody = one_who_is(centre_db, "complete")
    one = results_of(centre_db, somebody)[0]
    take = "delete from {} where candidate_id = ? and assessment_id = ?"
    for table in ("results", "awards"):
        centre_db.execute(take.format(table), [somebody, one.assessment_id])
    edit(centre_db, TODAY)
    assert "complete." not in details(administrator, centre_db, somebody).text
    for awarded_on, complete in ((TODAY + timedelta(days=1), False), (TODAY, True)):
        store.record(
            centre_db,
            somebody,
            one.assessment_id,
            one.series_id,
            "Pass",
            "achieved",
            awarded_on,
            "",
            None,
            f"2027-01-0{1 + complete}T09:00:00.000000Z",
        )
        assert (
            "achieved: complete." in details(administrator, centre_db, somebody).text
        ) == complete


def test_a_row_that_is_exchanged_counts_from_its_day_too(
    administrator: Browser, centre_db: Db
) -> None:
    before = states(centre_db)
    files = {"package_assessments.csv": editions.shipped()["package_assessments.csv"]}
    old = next(
        line
        for line in files["package_assessments.csv"].splitlines(keepends=True)
        if line.startswith(f'"{CLOSED}","09866"')
    )
    files["package_assessments.csv"] = files["package_assessments.csv"].replace(old, "") + ROW
    edition_id = store_editions.start(centre_db, 1, "edition.zip", files=files, whole=True)
    page = administrator.get(f"{HOME}/{edition_id}")
    administrator.send(page, f"{page.address}/save")
    # Those who had all but the row that is gone were not complete by then.
    assert states(centre_db)["complete"] == before["complete"]


def test_the_file_is_whole_afterwards(centre_db: Db) -> None:
    edit(centre_db, TODAY)
    assert store_invariants.broken(centre_db) == []
    centre_db.execute("update package_requirements set last_day = '2026-02-31'")
    assert store_invariants.broken(centre_db) == [
        "Earlier requirement 1 has no day, no rows, or rows of assessments that are not there."
    ]
