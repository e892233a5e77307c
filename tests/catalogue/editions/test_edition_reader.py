"""Catalogue editions: reading one, refusing a broken one, and saving."""

import csv
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store_import as store_feed
from webapp.database.connection import Db

COUNTS = {
    "frameworks": 10,
    "packages": 24,
    "assessments": 92,
    "package_assessments": 86,
    "units": 41,
    "sources": 71,
}
GOOD = {
    "frameworks.csv": "framework_code,title\nICT,ICT\nBUS,Business\n",
    "packages.csv": (
        "package_code,framework_code,title,level,nation,display_title\n"
        "419-2-1,ICT,IT,3,England,Level 3 IT\n490-2-1,BUS,Business,3,England,Level 3 Business\n"
    ),
    "assessments.csv": (
        "assessment_code,qan,title,level,component_type\n"
        "03999,500/6757/6,Diploma,3,combined\n09499,500/8963/8,English,2,functional_skills\n"
    ),
    "package_assessments.csv": (
        "package_code,assessment_code,required,option_alternative\n"
        "419-2-1,03999,yes,\n419-2-1,09499,no,\n490-2-1,03999,option_group:MAIN,combined\n"
    ),
    "units.csv": "assessment_code,unit_no,title\n03999,1,Spreadsheets\n03999,2,Databases\n",
}


def counted(name: str) -> int:
    with (edition_reader.EDITION / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return sum(1 for row in csv.reader(file) if row) - 1


def problems(**changes: tuple[str, str]) -> list[str]:
    """What is said of GOOD with, in each named file, the first text replaced by the second."""
    files = dict(GOOD)
    for name, (old, new) in changes.items():
        assert old in files[f"{name}.csv"]
        files[f"{name}.csv"] = files[f"{name}.csv"].replace(old, new)
    with pytest.raises(edition_reader.BadEdition) as caught:
        edition_reader.read(files)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def rows_of(db: Db) -> dict[str, list[tuple]]:
    return {name: db.execute(f"select * from {name}").fetchall() for name in COUNTS}


def ids_of(db: Db, table: str, code: str) -> dict[str, int]:
    return dict(db.execute(f"select {code}, rowid from {table}").fetchall())


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_the_shipped_edition_reads_without_a_problem(name: str, count: int) -> None:
    edition = edition_reader.read_folder(edition_reader.EDITION)
    assert len(getattr(edition, name)) == count
    if name != "sources":
        assert counted(name) == count


def test_codes_keep_their_leading_zeros_and_titles_their_apostrophes() -> None:
    edition = edition_reader.read_folder(edition_reader.EDITION)
    titles = {row["assessment_code"]: row["title"] for row in edition.assessments}
    assert titles["03999"] == "OCR Level 3 Diploma in IT User Skills (ITQ)"
    assert titles["04696"] == "OCR Level 3 Diploma for the Children and Young People's Workforce"


def test_a_small_edition_reads() -> None:
    edition = edition_reader.read(GOOD)
    assert [row["title"] for row in edition.frameworks] == ["ICT", "Business"]
    assert edition.units[1]["title"] == "Databases"


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    for other in GOOD.keys() - {name}:
        (tmp_path / other).write_text(GOOD[other], encoding="utf-8")
    with pytest.raises(edition_reader.BadEdition) as caught:
        edition_reader.read_folder(tmp_path)
    assert caught.value.problems == [f"{name} is missing from {tmp_path}."]


def test_a_file_saved_by_a_spreadsheet_with_its_mark_at_the_start_reads(tmp_path: Path) -> None:
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text, encoding="utf-8-sig")
    assert edition_reader.read_folder(tmp_path) == edition_reader.read(GOOD)


def test_a_file_in_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "units.csv").write_bytes(
        "assessment_code,unit_no,title\n03999,1,Café".encode("latin-1")
    )
    with pytest.raises(edition_reader.BadEdition) as caught:
        edition_reader.read_folder(tmp_path)
    assert caught.value.problems[0].startswith("units.csv")


BROKEN = [
    (
        "frameworks",
        "framework_code,title",
        "framework_code,name",
        "frameworks.csv: there is no column title.",
    ),
    ("units", "unit_no", "unit", "units.csv: there is no column unit_no."),
    (
        "frameworks",
        "BUS,Business",
        ",Business",
        "frameworks.csv, line 3: framework_code must be filled in.",
    ),
    (
        "units",
        "03999,2",
        "03999,",
        "units.csv, line 3: assessment_code and unit_no must be filled in.",
    ),
    (
        "frameworks",
        "BUS,Business",
        "BUS,Business\nICT,Again",
        "frameworks.csv, line 4: ICT is there already.",
    ),
    ("packages", "490-2-1,BUS", "419-2-1,BUS", "packages.csv, line 3: 419-2-1 is there already."),
    ("assessments", "09499", "03999", "assessments.csv, line 3: 03999 is there already."),
    (
        "package_assessments",
        "419-2-1,09499",
        "419-2-1,03999",
        "package_assessments.csv, line 3: 419-2-1 03999 is there already.",
    ),
    ("units", "03999,2", "03999,1", "units.csv, line 3: 03999 1 is there already."),
    (
        "packages",
        "490-2-1,BUS",
        "490-2-1,XYZ",
        "packages.csv, line 3: framework XYZ is not in frameworks.csv.",
    ),
    (
        "package_assessments",
        "490-2-1,",
        "999-9-9,",
        "package_assessments.csv, line 4: no package 999-9-9.",
    ),
    (
        "package_assessments",
        "419-2-1,09499",
        "419-2-1,00000",
        "package_assessments.csv, line 3: no assessment 00000.",
    ),
    ("units", "03999,2", "00000,2", "units.csv, line 3: no assessment 00000."),
    (
        "assessments",
        "Diploma,3,combined",
        "Diploma,3,whole",
        "assessments.csv, line 2: component 'whole' is unknown.",
    ),
    (
        "package_assessments",
        "03999,yes",
        "03999,maybe",
        (
            "package_assessments.csv, line 2: required must be yes, no or option_group:NAME, not"
            " 'maybe'."
        ),
    ),
    (
        "package_assessments",
        "option_group:MAIN",
        "option_group:",
        "package_assessments.csv, line 4: required must be yes, no or option_group:NAME,"
        " not 'option_group:'.",
    ),
    (
        "package_assessments",
        "MAIN,combined",
        "MAIN,",
        "package_assessments.csv, line 4: an option group needs an alternative.",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), BROKEN)
def test_a_broken_edition_is_refused_with_file_and_line(
    name: str, old: str, new: str, said: str
) -> None:
    assert said in problems(**{name: (old, new)})


@pytest.mark.parametrize("code", ["3999", "039999", "0399a", "03 99", "0399é", "٠3999"])
def test_an_entry_code_has_five_digits_or_capitals(code: str) -> None:
    said = f"assessments.csv, line 2: entry code {code!r} is not 5 digits or letters."
    assert said in problems(assessments=("03999,5", f"{code},5"))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("BUS,Business\n", "BUS,Business\n\nICT,Again\n"), 5),
        (("BUS,Business\n", 'BUS,"Business,\nadministration"\nICT,Again\n'), 5),
    ],
    ids=["after an empty line", "after a title of two lines"],
)
def test_the_line_named_is_the_line_of_the_file(change: tuple[str, str], line: int) -> None:
    assert problems(frameworks=change) == [f"frameworks.csv, line {line}: ICT is there already."]


@pytest.mark.parametrize(
    ("name", "change", "begins"),
    [
        ("packages", ("419-2-1,ICT,IT,3", "419-2-1,ICT,IT, software,3"), "packages.csv, line 2"),
        (
            "packages",
            ("490-2-1,BUS,Business,3,England,Level 3 Business", "490-2-1,BUS"),
            "packages.csv, line 3",
        ),
        (
            "assessments",
            ("09499,500/8963/8,English", "09499,500/8963/8,"),
            "assessments.csv, line 3",
        ),
    ],
    ids=["a comma too many", "a row cut short", "no title"],
)
def test_a_row_that_lost_its_shape_is_refused(
    name: str, change: tuple[str, str], begins: str
) -> None:
    assert problems(**{name: change})[0].startswith(begins)


def test_every_fault_is_told_at_once() -> None:
    said = problems(
        frameworks=("BUS,", ","),
        assessments=("functional_skills", "skills"),
        package_assessments=("03999,yes", "00000,perhaps"),
    )
    files = {one.split(",")[0] for one in said}
    assert files == {"frameworks.csv", "packages.csv", "assessments.csv", "package_assessments.csv"}
    assert len(said) == 5


def test_saving_gives_the_number_of_rows(empty_db: Db) -> None:
    assert store_feed.save(empty_db, edition_reader.read_folder(edition_reader.EDITION)) == COUNTS
    assert {name: len(rows) for name, rows in rows_of(empty_db).items()} == COUNTS


def test_saving_twice_changes_nothing(empty_db: Db) -> None:
    edition = edition_reader.read_folder(edition_reader.EDITION)
    store_feed.save(empty_db, edition)
    before = rows_of(empty_db)
    store_feed.save(empty_db, edition)
    assert rows_of(empty_db) == before


def test_what_is_stored_is_what_the_file_says(empty_db: Db) -> None:
    store_feed.save(empty_db, edition_reader.read_folder(edition_reader.EDITION))
    row = next(
        empty_db.query(
            "select * from package_assessments join packages using (package_id)"
            " join assessments using (assessment_id) join frameworks using (framework_id)"
            " where package_code = '490-2-1' and entry_code = '04708'"
        )
    )
    assert (row["required"], row["option_group"]) == ("option_group", "MAIN")
    assert row["option_alternative"] == "separate"
    assert (row["lars_from"], row["lars_to"]) == ("2012-12-05", "2020-07-31")
    assert (row["valid_from"], row["valid_to"]) == (None, None)
    assert (row["component"], row["credits"], row["glh"]) == ("competence", "40", "167")
    assert row["framework_code"] == "BUS"


def test_ids_stay_the_same_when_an_edition_brings_new_rows_and_titles(empty_db: Db) -> None:
    edition = edition_reader.read(GOOD)
    store_feed.save(empty_db, edition)
    tables = {
        "frameworks": "framework_code",
        "packages": "package_code",
        "assessments": "entry_code",
    }
    before = {table: ids_of(empty_db, table, code) for table, code in tables.items()}
    changed = replace(
        edition,
        frameworks=[{"framework_code": "AAA", "title": "New"}, *reversed(edition.frameworks)],
        assessments=[
            row | {"title": f"New {row['title']}"} for row in reversed(edition.assessments)
        ],
        packages=list(reversed(edition.packages)),
    )
    store_feed.save(empty_db, changed)
    for table, code in tables.items():
        assert ids_of(empty_db, table, code).items() >= before[table].items()
    assert "AAA" in ids_of(empty_db, "frameworks", "framework_code")
    titles = {row["title"] for row in empty_db.query("select title from assessments")}
    assert titles == {"New Diploma", "New English"}


def test_an_edition_is_saved_whole_or_not_at_all(empty_db: Db) -> None:
    edition = edition_reader.read(GOOD)
    bad = replace(edition, units=[row | {"title": None} for row in edition.units])
    with pytest.raises(sqlite3.IntegrityError):
        store_feed.save(empty_db, bad)
    assert not any(rows_of(empty_db).values())


def test_a_new_edition_leaves_old_entries_fees_and_series_as_they_were(centre_db: Db) -> None:
    kept = ("entries", "submissions", "series")
    before = {table: centre_db.execute(f"select * from {table}").fetchall() for table in kept}
    fees = centre_db.execute("select entry_code, normal_fee, late_fee from assessments").fetchall()
    edition = edition_reader.read_folder(edition_reader.EDITION)
    store_feed.save(
        centre_db,
        replace(edition, assessments=[row | {"title": "Renamed"} for row in edition.assessments]),
    )
    assert before["entries"]
    assert before == {
        table: centre_db.execute(f"select * from {table}").fetchall() for table in kept
    }
    assert (
        fees
        == centre_db.execute("select entry_code, normal_fee, late_fee from assessments").fetchall()
    )


def test_the_days_on_which_the_centre_offers_a_package_outlast_a_new_edition(centre_db: Db) -> None:
    centre_db.execute("update packages set valid_to = '2026-12-31' where package_code = '419-2-1'")
    store_feed.save(centre_db, edition_reader.read_folder(edition_reader.EDITION))
    kept = centre_db.execute("select valid_to from packages where package_code = '419-2-1'")
    assert kept.fetchone() == ("2026-12-31",)


def test_what_a_new_edition_takes_out_of_a_package_is_gone_from_it(empty_db: Db) -> None:
    store_feed.save(empty_db, edition_reader.read(GOOD))
    parts = GOOD["package_assessments.csv"].replace("419-2-1,09499,no,\n", "")
    store_feed.save(
        empty_db, edition_reader.read({**GOOD, "package_assessments.csv": parts}), whole=True
    )
    left = empty_db.execute(
        "select package_code, entry_code from package_assessments"
        " join packages using (package_id) join assessments using (assessment_id) order by 1"
    )
    assert left.fetchall() == [("419-2-1", "03999"), ("490-2-1", "03999")]
