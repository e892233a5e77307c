"""Whom a person is compared with, and that a crowd of one date of birth costs no more than its
share.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.candidates.rows import candidate_row
from tests.conftest import TODAY
from tests.page import Browser
from webapp.candidates.candidate_row import CandidateRow
from webapp.candidates.duplicates import duplicate, nearby
from webapp.candidates.imports import matching, store_batch, store_review, store_uploads
from webapp.candidates.imports.progress import Progress
from webapp.candidates.record import store
from webapp.candidates.record.candidate import Candidate
from webapp.database.connection import Db
from webapp.database.rows import list_rows
from webapp.results.uploads import likeness
from webapp.results.uploads import store_batch as results_import
from webapp.spreadsheets.sheet import Sheet

DAY = date(2008, 5, 17)
ROWS = 60
FIELDS = ["surname", "forenames", "born_on", "gender"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def somebody(number: int, surname: str = "", forenames: str = "") -> Candidate:
    """An invented person of that day; two in a crowd have names that begin otherwise."""
    first, second, third = (LETTERS[number // 26**power % 26] for power in range(3))
    return Candidate(
        surname or f"{first}{second}{third}son".title(),
        forenames or f"{third}{first}{second}a".title(),
        DAY,
        "",
        "",
        "",
        "",
        "",
    )


def crowd(db: Db, count: int, surname: str = "", forenames: str = "") -> None:
    store.add_many(db, ((somebody(one, surname, forenames), TODAY) for one in range(count)))


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Everybody who is compared with somebody, name by name."""
    pairs: list[Any] = []
    kind = duplicate.kind

    def counted(new: Candidate, known: Any) -> str | None:
        pairs.append((new, known))
        return kind(new, known)

    monkeypatch.setattr(duplicate, "kind", counted)
    return pairs


MOST = 2 * nearby.MAX_COMPARED + 1
"""In a row: of those in the file, and of those in the sheet's rows before."""


def rows(count: int = ROWS) -> list[tuple[int, list[str]]]:
    people = (somebody(5_000 + one) for one in range(count))
    return [
        (at, [one.surname, one.forenames, DAY.isoformat(), "female"])
        for at, one in enumerate(people, 2)
    ]


def test_checking_a_sheet_of_one_date_of_birth_compares_so_many_a_row(
    centre_db: Db, compared: list[Any]
) -> None:
    crowd(centre_db, 1_000)
    compared.clear()
    found = store_batch.look_at(centre_db, rows(400), FIELDS, TODAY)
    assert found.counts["add"] == 400
    assert len(compared) <= 400 * MOST
    assert len(compared) < 100_000


def test_so_does_saving_it(centre_db: Db, compared: list[Any]) -> None:
    crowd(centre_db, 1_000)
    compared.clear()
    assert store_batch.bring_in(centre_db, rows(), FIELDS, TODAY, False).counts["add"] == ROWS
    assert len(compared) <= ROWS * MOST


def test_so_do_results(centre_db: Db, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd(centre_db, 1_000)
    pairs, kind = [], likeness.kind
    monkeypatch.setattr(
        likeness, "kind", lambda said, person: pairs.append(person) or kind(said, person)
    )
    fields = ["surname", "forenames", "born_on", "entry_code", "grade"]
    lines = [(at, [*cells[:3], "03999", "Pass"]) for at, cells in rows()]
    results_import.look_at(centre_db, lines, fields, TODAY)
    assert len(pairs) <= ROWS * 3 * nearby.MAX_COMPARED


def test_the_form_compares_no_more(officer: Browser, centre_db: Db, compared: list[Any]) -> None:
    crowd(centre_db, 1_000)
    form = {
        "surname": "Xyz",
        "forenames": "Quy",
        "born_day": "17",
        "born_month": "5",
        "born_year": "2008",
        "gender": "none",
    }
    compared.clear()
    officer.send(officer.get("/candidates/new"), "/candidates/new", **form)
    assert len(compared) <= 2 * nearby.MAX_COMPARED


@pytest.mark.parametrize(
    ("surname", "forenames", "kind"),
    [
        ("Alvarez", "Maria", duplicate.SAME_NAME_AND_BIRTH),
        ("Maria", "Alvarez", duplicate.SAME_NAME_AND_BIRTH),
        ("Álvarez", "MARIA", duplicate.SAME_NAME_AND_BIRTH),
        ("Alvares", "Maria", duplicate.NAME_ONE_LETTER_APART),
        ("Avlarez", "Maria", duplicate.NAME_ONE_LETTER_APART),
        ("Alvarez", "Naria", duplicate.NAME_ONE_LETTER_APART),
        ("Ng", "Maria Jo", duplicate.SAME_BIRTH_AND_FORENAME),
        ("Al-varez", "Ma-ria", duplicate.SAME_NAME_AND_BIRTH),
    ],
)
def test_in_a_crowd_everybody_is_still_found(
    centre_db: Db, surname: str, forenames: str, kind: str
) -> None:
    crowd(centre_db, 500)
    new = somebody(0, surname, forenames)
    (known_id,) = store.add_many(centre_db, [(somebody(0, "Alvarez", "Maria"), TODAY)])
    found = {one.person.candidate_id: one.kind for one in store.doubles(centre_db, new)}
    assert found[known_id] == kind
    in_memory = nearby.ByBirth(
        list_rows(centre_db, CandidateRow, f"select {store.COLUMNS} from candidates")
    )
    near = in_memory.near(DAY.isoformat(), surname, forenames)
    assert kind in {duplicate.kind(new, row) for row in near.people if row.candidate_id == known_id}
    assert not near.is_cut
    assert not store.compared(centre_db, new).is_cut


def test_a_crowd_of_one_name_is_said(officer: Browser, centre_db: Db) -> None:
    crowd(centre_db, nearby.MAX_COMPARED + 1, surname="Aaronson")
    new = somebody(5_000, surname="Aaronson", forenames="Yzb")
    assert store.compared(centre_db, new).is_cut
    cells = [new.surname, new.forenames, DAY.isoformat(), "female"]
    found = store_batch.look_at(centre_db, [(2, cells)], FIELDS, TODAY)
    assert "share this date of birth" in "".join(found.news())
    form = {
        "surname": "Aaronson",
        "forenames": "Yzb",
        "born_day": "17",
        "born_month": "5",
        "born_year": "2008",
        "gender": "none",
    }
    page = officer.send(officer.get("/candidates/new"), "/candidates/new", **form)
    assert "share this date of birth" in page.text


def test_somebody_whose_name_was_changed_by_an_earlier_row_is_found_under_the_new_one() -> None:
    person = candidate_row(candidate_id=7, surname="Abc", forenames="Def", born_on="2008-05-17")
    names = [f"{LETTERS[one % 26]}{one}" for one in range(200)]
    others = [
        replace(person, candidate_id=100 + place, surname=text, forenames=text)
        for place, text in enumerate(names)
    ]
    known = nearby.ByBirth([*others, person])
    assert person in known.near("2008-05-17", "Abc", "").people
    known.add(replace(person, surname="Xyz", forenames="Xyz"))
    assert all(one.candidate_id != 7 for one in known.near("2008-05-17", "Abc", "Def").people)
    assert any(one.candidate_id == 7 for one in known.near("2008-05-17", "Xyz", "").people)


def test_a_check_that_was_stopped_ends_with_the_row_it_is_at(
    centre_db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = Sheet(FIELDS, rows(), [])
    upload_id = store_uploads.start(centre_db, "candidates", 1, "crowd.csv", sheet, FIELDS)
    progress, decided, decide = Progress("check", ROWS), [], matching.decide

    def stopping(*what: Any) -> Any:
        decided.append(what)
        progress.stopped = len(decided) == 3
        return decide(*what)

    monkeypatch.setattr(matching, "decide", stopping)
    store_review.check(centre_db, progress, upload_id, TODAY)
    assert len(decided) == 3
    upload = store_uploads.one(centre_db, upload_id)
    assert upload
    assert not upload.checked_at
