"""Random small centres, made through the real stores: every kind of report has the same in it."""

import csv
import io
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.results.plain_count import Counted, count
from webapp.accounts import store as accounts
from webapp.candidates.groups import store as store_groups
from webapp.candidates.record import store as candidates
from webapp.candidates.record import store_changes
from webapp.candidates.record.candidate import Candidate
from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store_import as store_feed
from webapp.catalogue.packages import store as catalogue
from webapp.catalogue.series.series_form import Window
from webapp.database import connection as file
from webapp.database.connection import Db
from webapp.entries.options import store as entries
from webapp.entries.submissions import summary
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection
from webapp.results.of_candidate import attempt, store
from webapp.results.of_candidate.facts import Facts
from webapp.results.programmes import programme
from webapp.results.reports import report_sheet, store_facts, store_file
from webapp.results.reports import store as store_report
from webapp.results.reports.report import Report
from webapp.results.reports.terms import ALL, ALL_CANDIDATES, AWARDED, INDIVIDUAL, KINDS, Terms
from webapp.spreadsheets import writer

TODAY = date(2026, 11, 24)
PACKAGES = ("419-3-1", "419-2-1", "418-2-1", "490-3-1", "490-2-1", "488-2-1", "420-3-1")
CLOSINGS = (date(2026, 2, 1), date(2026, 6, 1), date(2026, 12, 1))
PEOPLE = 9


@pytest.fixture(scope="module")
def bare_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real catalogue, three series an assessment, nine people in three groups, nothing
    entered.
    """
    path = tmp_path_factory.mktemp("bare") / "bare.db"
    one = file.connect(path)
    accounts.set_centre(one, "12345", "Somewhere", contact="")
    accounts.add_person(one, "a@somewhere.example", "A Person", "entries", "a password of length")
    store_feed.save(one, edition_reader.read_folder(edition_reader.EDITION))
    catalogue.add_series(
        one,
        [
            (row.assessment_id, Window(str(closes), None, None, closes))
            for row in catalogue.assessments(one)
            for closes in CLOSINGS
        ],
    )
    ids = [
        candidates.add(
            one,
            Candidate(f"Name {place % 4}", str(place), date(2008, 1, 1), "", "", "", "", ""),
            TODAY,
            None,
        )
        for place in range(PEOPLE)
    ]
    for place in range(3):
        store_groups.add(one, f"Group {place}", ids[place::3], TODAY)
    one.execute("pragma wal_checkpoint(truncate)")
    one.close()
    return path


def fill(db: Db, rng: Random) -> None:
    """Submissions with random ticks, some withdrawn, results that come, change and go, and
    resits.
    """
    ids = [one for (one,) in db.execute("select candidate_id from candidates")]
    submit_some(db, rng, ids, "first")
    db.execute(
        "update entries set status = 'withdrawn' where entry_id % 7 = ?", [rng.randint(0, 8)]
    )
    record_some(db, rng, ids)
    submit_some(db, rng, ids, "again")
    record_some(db, rng, ids)
    for candidate_id in rng.sample(ids, rng.randint(0, 3)):
        store_changes.archive(db, candidate_id, 1)
    db.conn.commit()


def submit_some(db: Db, rng: Random, ids: list[int], which: str) -> None:
    packages = [catalogue.package_by_code(db, code) for code in PACKAGES]
    for number in range(rng.randint(1, 6)):
        package = rng.choice(packages)
        draft_id = store_draft.start(db, f"{which} {number}", 1, package_id=package.package_id)
        store_selection.add_candidates(db, draft_id, rng.sample(ids, rng.randint(1, PEOPLE)))
        on = rng.choice(CLOSINGS) - timedelta(rng.randint(0, 20))
        cells = entries.sheet(db, draft_id, package.package_id, today=on).cells
        store_draft.tick(db, draft_id, {key: rng.random() < 0.5 for key in cells})
        due = entries.sheet(db, draft_id, package.package_id, today=on)
        entries.submit(db, draft_id, 1, shown=summary.keys(due), order_number="", today=on)


def record_some(db: Db, rng: Random, ids: list[int]) -> None:
    rows = db.execute(
        "select distinct assessment_id, series_id from package_assessments join series"
        " using (assessment_id) join packages using (package_id) where package_code in"
        f" ({', '.join(map(repr, PACKAGES))}) order by 1, 2"
    ).fetchall()
    entered = db.execute("select candidate_id, assessment_id, series_id from entries").fetchall()
    for _ in range(rng.randint(0, 60)):
        key = (rng.choice(ids), *rng.choice(rows))
        if entered and rng.random() < 0.7:
            key = rng.choice(entered)
        on = rng.choice([None, TODAY - timedelta(rng.randint(0, 400))])
        outcome = rng.choice(["achieved", "achieved", "not achieved", "absent", "pending"])
        place = store.shown_attempts(db, key), store.entered_attempts(db, key)
        new = Facts(rng.choice("ABC"), outcome, str(on or ""), "")
        if not attempt.reopens(attempt.choose(new, *place), new, *place):
            store.record(db, *key, new.grade, outcome, on, "", 1)


def some_terms(db: Db, rng: Random, framework_id: int) -> Terms:
    packages = [one.package_id for one in store_report.packages(db, framework_id, TODAY)]
    groups = [one.group_id for one in store_groups.groups(db)]
    days = sorted(TODAY - timedelta(rng.randint(0, 400)) for _ in range(2))
    ids = tuple(rng.sample(range(1, PEOPLE + 1), rng.randint(1, 4)))
    return Terms(
        package_id=rng.choice([None, *packages]),
        group_id=rng.choice([None, None, *groups]),
        since=rng.choice([None, days[0]]),
        until=rng.choice([None, days[1]]),
        sort=rng.choice(["name", "-name", "package", "-components", "state", "-date", "grade"]),
        candidate_ids=rng.choice([(), ids]),
        includes_leavers=rng.random() < 0.3,
    )


def of(db: Db, framework_id: int, terms: Terms, kind: str) -> Report:
    terms = Terms(**{**vars(terms), "kind": kind})
    return store_report.report(db, store_report.packages(db, framework_id, TODAY), terms)


def file_rows(db: Db, framework_id: int, terms: Terms, kind: str) -> list[dict[str, str]]:
    """The CSV as whoever opens it reads it."""
    terms = Terms(**{**vars(terms), "kind": kind})
    pieces = store_file.pieces(db, framework_id, terms, today=TODAY)
    content = b"".join(writer.csv_pieces(report_sheet.headings(kind), pieces))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def check(db: Db, framework_id: int, terms: Terms) -> Counted:
    people = None
    if terms.group_id is not None:
        members = "select candidate_id from group_members where group_id = ?"
        people = [one for (one,) in db.execute(members, [terms.group_id])]
    if terms.candidate_ids:
        people = [one for one in terms.candidate_ids if people is None or one in people]
    plain = count(
        db, framework_id, terms.package_id, people, terms.since, terms.until, terms.includes_leavers
    )
    for kind in (ALL_CANDIDATES, INDIVIDUAL):
        report = of(db, framework_id, terms, kind)
        assert {
            (one.candidate_id, one.package_id): (
                one.standing.achieved,
                one.standing.required,
                one.standing.state,
                one.latest,
            )
            for one in report.ordered
        } == plain.lines
        assert len(report.ordered) == len(plain.lines)
    whole = of(db, framework_id, terms, ALL)
    assert {
        (line.candidate_id, line.package_id, cell.component.assessment_id): cell.state
        for line in whole.ordered
        for cell in report_sheet.cells(whole, line, {})
    } == plain.cells
    awarded = of(db, framework_id, terms, AWARDED)
    given = awarded.awards(0, 10**6, lambda one: {})
    assert {one[:2]: one.awarded_on for one in given} == plain.awards
    assert len(given) == awarded.award_count == len(plain.awards)
    pieced = [
        one
        for place in range(0, len(given), 3)
        for one in awarded.awards(place, place + 3, lambda one: {})
    ]
    assert pieced == given
    for kind in KINDS:
        totals = of(db, framework_id, terms, kind).totals
        assert totals.candidates == len({one for one, _ in plain.lines})
        assert (totals.programmes, totals.components) == (len(plain.lines), len(plain.cells))
        states = Counter(state for _, _, state, _ in plain.lines.values())
        assert {state: n for state, n in totals.states.items() if n} == states
        assert totals.achieved == sum(one[0] for one in plain.lines.values())
        assert totals.required == sum(one[1] for one in plain.lines.values())
    assert len(file_rows(db, framework_id, terms, ALL_CANDIDATES)) == len(plain.lines)
    assert len(file_rows(db, framework_id, terms, AWARDED)) == len(plain.awards)
    in_file = Counter(row["State"] for row in file_rows(db, framework_id, terms, ALL))
    assert in_file == Counter(plain.cells.values())
    return plain


@pytest.mark.parametrize("seed", range(20))
def test_however_i_ask_the_same_people_components_and_awards_are_there(
    bare_file: Path, tmp_path: Path, seed: int
) -> None:
    rng = Random(seed)
    db = file.connect(Path(shutil.copy(bare_file, tmp_path / "centre.db")))
    fill(db, rng)
    seen = 0
    frameworks = [
        one.framework_id
        for one in catalogue.frameworks(db)
        if one.title in ("ICT", "Business and Administration")
    ]
    for framework_id in frameworks:
        seen += len(check(db, framework_id, Terms()).lines)
        for _ in range(4):
            check(db, framework_id, some_terms(db, rng, framework_id))
        held = store_report.packages(db, framework_id, TODAY)
        everybody = programme.lines(store_facts.facts(db, held))
        for one in range(1, PEOPLE + 1):
            alone = programme.lines(store_facts.facts(db, held, [one]))
            assert alone == [line for line in everybody if line.candidate_id == one]
    assert seen
    db.close()
