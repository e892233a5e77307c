"""A small centre that result files are brought in to: the real catalogue, ten people, and what they
have.

Who they are, by the word that tests and the files in sheets/ call them:
jan is entered for 03999 twice; ada once; mary and marie are twins; mary waits for 09499 and is
entered for 09866; zoe was awarded 10384 and has withdrawn from 09866; sam was merged into samuel;
anh has a single name; lee and lea have the same name and date of birth; ravi has left.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from webapp.accounts import store as accounts
from webapp.candidates.record import store as candidates
from webapp.candidates.record import store_changes
from webapp.candidates.record.candidate import Candidate
from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store_import as store_feed
from webapp.catalogue.packages import store as catalogue
from webapp.catalogue.series.series_form import Window
from webapp.database import connection as file
from webapp.database.connection import Db
from webapp.results.of_candidate import store

TODAY = date(2026, 11, 24)
SHEETS = Path(__file__).parent / "sheets"
EXPECTED = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(SHEETS.glob("*.json"))
}
OFFICER = ("officer@example.org", "Ola Field", "entries", "a long enough secret")
PEOPLE = {
    "jan": ("Novák", "Jan", date(2008, 3, 27), "male", "0041", "", "681990012058G", "9276308686"),
    "ada": ("Okafor", "Ada Grace", date(2008, 7, 8), "female", "0042", "", "123450251234C", ""),
    "mary": ("Jones", "Mary", date(2007, 12, 1), "female", "0043", "", "12345A250001L", ""),
    "marie": ("Jones", "Marie", date(2007, 12, 1), "female", "0044", "", "", "1234567899"),
    "zoe": ("O'Hanrahan-Śmith", "Zoë", date(2008, 2, 29), "female", "0045", "12345678", "", ""),
    "tolu": ("Adeyemi", "Tolu", date(2008, 5, 5), "", "0046", "", "", ""),
    "sam": ("Dunn", "Sam", date(2007, 9, 9), "male", "", "", "99999B090001H", ""),
    "samuel": ("Dunne", "Samuel", date(2007, 9, 9), "male", "0048", "", "", "7303209416"),
    "anh": ("", "Ánh", date(2008, 1, 15), "female", "0049", "", "68199C240042A", ""),
    "lee": ("Wong", "Lee", date(2008, 6, 1), "male", "0050", "", "", "7380329587"),
    "lea": ("Wong", "Lee", date(2008, 6, 1), "female", "0051", "", "", "9179781836"),
    "ravi": ("Patel", "Ravi", date(2006, 10, 10), "male", "0052", "", "689990980001D", ""),
}
SERIES = {
    "03999": {
        "June 2026": "2026-05-01",
        "November 2026": "2026-10-01",
        "January 2027": "2026-12-01",
    },
    "09499": {"On demand": None},
    "09866": {"June 2026": "2026-05-01"},
    "10384": {"June 2026": "2026-05-01", "November 2026": "2026-10-01"},
}
# The entries room has one way in, the wizard; what it would write stands here as it is.
ENTRIES = (
    ("jan", "03999", "June 2026", "entered"),
    ("jan", "03999", "November 2026", "amended"),
    ("ada", "03999", "November 2026", "entered"),
    ("mary", "09499", "On demand", "entered"),
    ("mary", "09866", "June 2026", "entered"),
    ("zoe", "10384", "June 2026", "entered"),
    ("zoe", "09866", "June 2026", "withdrawn"),
)
RESULTS = (
    ("mary", "09499", "On demand", "", "pending", None, ""),
    ("zoe", "10384", "June 2026", "Pass", "achieved", date(2026, 8, 20), "C-100"),
)


def build(path: Path) -> Db:
    """Make the centre in a new file, with the officer's account."""
    db = file.connect(path)
    with file.transaction(db):
        accounts.set_centre(db, "12345", "Riverside")
        accounts.add_person(db, *OFFICER)
        store_feed.save(db, edition_reader.read_folder(edition_reader.EDITION))
        catalogue.add_series(
            db,
            [
                (
                    assessment(db, code),
                    Window(title, None, None, closes_on and date.fromisoformat(closes_on)),
                )
                for code, titles in SERIES.items()
                for title, closes_on in titles.items()
            ],
        )
        candidates.add_many(db, ((Candidate(*one), date(2024, 9, 2)) for one in PEOPLE.values()))
        store_changes.archive(db, id_of("ravi"), None)
        store_changes.archive(db, id_of("sam"), None)
        db.execute(
            "update candidates set merged_into = ? where candidate_id = ?",
            [id_of("samuel"), id_of("sam")],
        )
        _enter(db)
        for who, code, title, *said in RESULTS:
            store.record(
                db, id_of(who), *place(db, code, title), *said, None, "2026-09-01T09:00:00.000000Z"
            )
    return db


def _enter(db: Db) -> None:
    package_id = db.execute("select min(package_id) from packages").fetchone()[0]
    db.execute(
        "insert into submissions (draft_id, account_id, package_id, package_title,"
        " order_number, submitted_at) values (1, 1, ?, '', '', '2026-04-01T09:00:00.000000Z')",
        [package_id],
    )
    for who, code, title, status in ENTRIES:
        db.execute(
            "insert into entries (submission_id, candidate_id, assessment_id, series_id,"
            " entry_code,"
            " assessment_title, series_title, late, status, entered_at)"
            " values (1, ?, ?, ?, ?, '', ?, 0, ?, '2026-04-01T09:00:00.000000Z')",
            [id_of(who), *place(db, code, title), code, title, status],
        )


def id_of(who: str) -> int:
    return list(PEOPLE).index(who) + 1


def assessment(db: Db, entry_code: str) -> int:
    found = db.execute("select assessment_id from assessments where entry_code = ?", [entry_code])
    return found.fetchone()[0]


def place(db: Db, entry_code: str, title: str) -> tuple[int, int]:
    """assessment_id and series_id."""
    return db.execute(
        "select assessment_id, series_id from series join assessments using (assessment_id)"
        " where entry_code = ? and series.title = ?",
        [entry_code, title],
    ).fetchone()


def shown(db: Db) -> list[dict[str, Any]]:
    """The shown results, by person, entry code and series, as the files in sheets/ put them."""
    names = list(PEOPLE)
    return sorted(
        (
            row | {"candidate": names[row["candidate"] - 1]}
            for row in db.query(
                "select candidate_id as candidate, entry_code, series.title as series, grade,"
                " outcome,"
                " coalesce(awarded_on, '') as awarded_on, certificate_number from results"
                " join series using (series_id) join assessments"
                " on assessments.assessment_id = results.assessment_id where replaced_at is null"
            )
        ),
        key=_order,
    )


def expected(name: str, begun: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is shown when the good rows of a file in sheets/ have been brought in; begun is
    before.
    """
    places = {_order(one): one for one in begun}
    for row in EXPECTED[name].get("rows", {}).values():
        if "result" in row:
            places[_order(row["result"])] = row["result"]
    return [places[one] for one in sorted(places)]


def _order(one: dict[str, Any]) -> tuple[str, ...]:
    return one["candidate"], one["entry_code"], one["series"]


def recount(db: Db) -> list[tuple[int, int, str]]:
    """candidate_id, assessment_id and date of what the shown results say is achieved."""
    return db.execute(
        "select candidate_id, assessment_id, max(coalesce(awarded_on, substr(recorded_at, 1, 10)))"
        " from results where replaced_at is null and outcome = 'achieved' group by 1, 2 order by"
        " 1, 2"
    ).fetchall()


def awards(db: Db) -> list[tuple[int, int, str]]:
    return db.execute(
        "select candidate_id, assessment_id, awarded_on from awards order by 1, 2"
    ).fetchall()


def sheet(name: str) -> Path:
    (found,) = (path for path in SHEETS.glob(f"{name}.*") if path.suffix != ".json")
    return found
