"""What a new edition changes: shown before, and exactly that done."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.catalogue import sample_editions as editions
from tests.catalogue.editions.test_edition_reader import GOOD
from tests.catalogue.sample_editions import ADDED, CLOSED, NEW_TITLE, OLD_TITLE, RENAMED
from tests.conftest import TODAY
from tests.entries.drafts import everything
from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store_import as store_feed
from webapp.catalogue.editions.revision import fingerprint, lines, said
from webapp.catalogue.packages import store
from webapp.database.connection import Db

CATALOGUE = ("frameworks", "packages", "assessments", "package_assessments", "units", "sources")


def check(db: Db, files: dict[str, str], on: date = TODAY, whole: bool = True) -> list[str]:
    return lines(
        store_feed.check(db, edition_reader.read(files, store_feed.known(db)), on, whole=whole)
    )


def save(db: Db, files: dict[str, str], on: date = TODAY, whole: bool = True) -> None:
    store_feed.save(db, edition_reader.read(files, store_feed.known(db)), on, whole=whole)


def value(db: Db, sql: str) -> Any:
    return db.execute(sql).fetchone()[0]


def test_the_check_says_exactly_what_is_different(centre_db: Db) -> None:
    assert check(centre_db, editions.changed()) == [
        f"packages.csv: added {ADDED} Cloud Engineer",
        f"packages.csv: withdrawn {CLOSED} IT Application Specialist;"
        " valid to: blank → 2026-11-23; withdrawn on: blank → 2026-11-24",
        f"assessments.csv: changed {RENAMED} {NEW_TITLE}; title: {OLD_TITLE} → {NEW_TITLE}",
        f"package_assessments.csv: added {ADDED} {RENAMED}",
        f"package_assessments.csv: added {ADDED} 09499",
        f"package_assessments.csv: added {ADDED} 09866",
    ]
    revision = store_feed.check(
        centre_db, edition_reader.read(editions.changed()), TODAY, whole=True
    )
    assert said(revision) == "4 added, 1 changed, 1 withdrawn"


def test_the_shipped_edition_changes_nothing_where_it_is(centre_db: Db) -> None:
    before = everything(centre_db)
    assert check(centre_db, editions.shipped()) == []
    save(centre_db, editions.shipped())
    assert everything(centre_db) == before


def test_saving_does_what_the_check_says_and_then_nothing_more(centre_db: Db) -> None:
    before = everything(centre_db)
    save(centre_db, editions.changed())
    after = everything(centre_db)
    assert {table for table in after if after[table] != before[table]} == {
        "packages",
        "assessments",
        "package_assessments",
    }
    assert check(centre_db, editions.changed()) == []
    save(centre_db, editions.changed(), TODAY + timedelta(days=30))
    assert everything(centre_db) == after


def test_checking_writes_nothing(centre_db: Db) -> None:
    before = everything(centre_db)
    check(centre_db, editions.changed())
    assert everything(centre_db) == before


def test_a_withdrawn_package_closes_and_keeps_its_rows(centre_db: Db) -> None:
    package = store.package_by_code(centre_db, CLOSED)
    assert package
    rows = store.components(centre_db, package.package_id, TODAY)
    save(centre_db, editions.changed())
    closed = store.package_by_code(centre_db, CLOSED)
    assert closed == replace(package, valid_to=date(2026, 11, 23))
    kept = store.components(centre_db, package.package_id, TODAY)
    assert [one.entry_code for one in kept] == [one.entry_code for one in rows]
    offered = {one.package_id for one in store.packages(centre_db, TODAY)}
    assert package.package_id not in offered


def test_a_package_that_had_ended_before_keeps_its_last_day(centre_db: Db) -> None:
    centre_db.execute(
        f"update packages set valid_to = '2025-07-31' where package_code = '{CLOSED}'"
    )
    save(centre_db, editions.changed())
    assert (
        value(centre_db, f"select valid_to from packages where package_code = '{CLOSED}'")
        == "2025-07-31"
    )


def test_a_package_that_comes_back_is_open_again(centre_db: Db) -> None:
    package = store.package_by_code(centre_db, CLOSED)
    assert package
    rows = store.components(centre_db, package.package_id, TODAY)
    save(centre_db, editions.changed())
    assert (
        f"packages.csv: changed {CLOSED} IT Application Specialist; valid to: 2026-11-23 → blank;"
        " withdrawn on: 2026-11-24 → blank"
    ) in check(centre_db, editions.shipped())
    save(centre_db, editions.shipped(), TODAY + timedelta(days=9))
    assert store.package_by_code(centre_db, CLOSED) == package
    assert store.components(centre_db, package.package_id, TODAY) == rows


def test_the_editions_own_last_day_counts(centre_db: Db) -> None:
    packages = GOOD["packages.csv"].replace(
        "display_title\n", "display_title,valid_from,valid_to\n"
    )
    packages = packages.replace("Level 3 IT\n", "Level 3 IT,1/9/2026,31 July 2027\n")
    files = {**GOOD, "packages.csv": packages.replace("Level 3 Business\n", "Level 3 Business,,\n")}
    save(centre_db, files)
    found = centre_db.execute(
        "select valid_from, valid_to from packages where package_code = '419-2-1'"
    )
    assert found.fetchone() == ("2026-09-01", "2027-07-31")
    assert check(centre_db, files) == []


@pytest.mark.parametrize(
    ("days", "said_of_it"),
    [
        ("2026-02-31,", "valid_from is no date"),
        (",soon", "valid_to is no date"),
        ("2026-09-02,2026-09-01", "valid_from is after valid_to"),
    ],
)
def test_days_that_cannot_be_are_refused(days: str, said_of_it: str) -> None:
    packages = GOOD["packages.csv"].replace(
        "display_title\n", "display_title,valid_from,valid_to\n"
    )
    packages = packages.replace("IT\n", f"IT,{days}\n").replace("Business\n", "Business,,\n")
    with pytest.raises(edition_reader.BadEdition) as caught:
        edition_reader.read({**GOOD, "packages.csv": packages})
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith("packages.csv, line 2: ")
    assert said_of_it in caught.value.problems[0]


def test_a_withdrawn_assessment_stays_with_its_entries_and_cannot_be_entered(centre_db: Db) -> None:
    files = {"assessments.csv": editions.without(editions.shipped()["assessments.csv"], '"03999"')}
    before = everything(centre_db)
    assert check(centre_db, files) == [
        f"assessments.csv: withdrawn 03999 {OLD_TITLE}; withdrawn on: blank → 2026-11-24"
    ]
    save(centre_db, files)
    after = everything(centre_db)
    assert [table for table in after if after[table] != before[table]] == ["assessments"]
    package = store.package_by_code(centre_db, CLOSED)
    row = next(
        one
        for one in store.components(centre_db, package.package_id, TODAY)
        if one.entry_code == "03999"
    )
    assert (row.series, row.withdrawn_on) == (None, TODAY)
    save(centre_db, {"assessments.csv": editions.shipped()["assessments.csv"]})
    assert everything(centre_db)["assessments"] == before["assessments"]


def test_a_file_that_comes_alone_changes_its_own_table_only(centre_db: Db) -> None:
    units = editions.shipped()["units.csv"]
    files = {
        "units.csv": editions.without(units, '"10386","7"')
        + '"03999","1","","Databases","","","","","",""\n'
    }
    assert check(centre_db, files) == [
        "units.csv: added 03999 1 Databases",
        "units.csv: withdrawn 10386 7 Contribute to meetings in a business environment",
    ]
    before = everything(centre_db)
    save(centre_db, files)
    after = everything(centre_db)
    assert [table for table in after if after[table] != before[table]] == ["units"]


def test_a_file_that_comes_alone_may_name_what_the_catalogue_holds_and_nothing_else(
    centre_db: Db,
) -> None:
    parts = {"package_assessments.csv": editions.changed()["package_assessments.csv"]}
    with pytest.raises(edition_reader.BadEdition) as caught:
        check(centre_db, parts)
    assert f"no package {ADDED}." in caught.value.problems[0]
    with pytest.raises(edition_reader.BadEdition) as caught:
        check(
            centre_db,
            {"packages.csv": editions.changed()["packages.csv"].replace(',"ICT"', ',"XYZ"')},
        )
    assert "framework XYZ is not known." in caught.value.problems[0]


def test_a_column_that_the_file_has_not_keeps_what_is_there(empty_db: Db) -> None:
    save(empty_db, editions.shipped())
    short = "assessment_code;unit_no;title\n10386;1;Manage performance\n"
    (first, *gone) = check(empty_db, {"units.csv": short})
    assert first == (
        "units.csv: changed 10386 1 Manage performance;"
        " title: Manage personal performance and development → Manage performance"
    )
    save(empty_db, {"units.csv": short})
    assert all(" withdrawn " in one for one in gone)
    assert value(empty_db, "select unit_ref from units") == "L/506/1788"


def test_another_order_of_a_packages_rows_is_said_and_kept(empty_db: Db) -> None:
    save(empty_db, GOOD)
    parts = GOOD["package_assessments.csv"].splitlines(keepends=True)
    files = {"package_assessments.csv": "".join([parts[0], parts[2], parts[1], parts[3]])}
    assert check(empty_db, files) == [
        "package_assessments.csv: changed 419-2-1; order of its rows: 03999 09499 → 09499 03999"
    ]
    save(empty_db, files)
    assert check(empty_db, files) == []


def test_what_was_shown_is_done_or_nothing(centre_db: Db) -> None:
    edition = edition_reader.read(editions.changed())
    shown = fingerprint(store_feed.check(centre_db, edition, TODAY))
    centre_db.execute("update assessments set title = 'Other' where entry_code = '03999'")
    before = everything(centre_db)
    with pytest.raises(store_feed.Changed):
        store_feed.save(centre_db, edition, TODAY, checked=shown)
    assert everything(centre_db) == before
    again = fingerprint(store_feed.check(centre_db, edition, TODAY))
    assert again != shown
    store_feed.save(centre_db, edition, TODAY, checked=again)
    assert value(centre_db, "select title from assessments where entry_code = '03999'") == NEW_TITLE


def test_ids_fees_and_series_stay(centre_db: Db) -> None:
    kept = "select assessment_id, entry_code, normal_fee, late_fee from assessments order by 1"
    before = centre_db.execute(kept).fetchall(), everything(centre_db)["series"]
    save(centre_db, editions.changed())
    assert (centre_db.execute(kept).fetchall(), everything(centre_db)["series"]) == before


PART = '"{}","{}","yes","","assembled","S60",""\n'


def test_a_file_with_some_rows_adds_and_changes_and_withdraws_nothing(centre_db: Db) -> None:
    before = everything(centre_db)
    assert check(centre_db, editions.changed(), whole=False) == [
        one for one in check(centre_db, editions.changed()) if "withdrawn" not in one
    ]
    some = {
        "package_assessments.csv": editions.shipped()["package_assessments.csv"].partition("\n")[0]
        + "\n"
        + PART.format(CLOSED, "10384"),
        "units.csv": "assessment_code;unit_no;title\n10386;1;Manage performance\n",
        "assessments.csv": (
            "assessment_code,qan,title,level,component_type\n03999,,New title,3,combined\n"
        ),
    }
    found = check(centre_db, some, whole=False)
    assert f"package_assessments.csv: added {CLOSED} 10384" in found
    assert not any("withdrawn" in one or "order of its rows" in one for one in found)
    save(centre_db, some, whole=False)
    after = everything(centre_db)
    for table in CATALOGUE:
        assert len(after[table]) == len(before[table]) + (table == "package_assessments")
    package = store.package_by_code(centre_db, CLOSED)
    assert package
    codes = centre_db.execute(
        "select group_concat(entry_code) from (select entry_code from package_assessments"
        " join assessments using (assessment_id) where package_id = ? order by position)",
        [package.package_id],
    ).fetchone()[0]
    assert codes.endswith(",10384")
    assert check(centre_db, some, whole=False) == []


def test_rows_that_files_have_change_places_among_themselves(empty_db: Db) -> None:
    save(empty_db, GOOD)
    heading, first, second, _third = GOOD["package_assessments.csv"].splitlines(keepends=True)
    alone = {"package_assessments.csv": heading + second}
    assert check(empty_db, alone, whole=False) == []
    swapped = {"package_assessments.csv": heading + second + first}
    assert check(empty_db, swapped, whole=False) == [
        "package_assessments.csv: changed 419-2-1; order of its rows: 03999 09499 → 09499 03999"
    ]


def test_what_counted_until_an_edition_is_kept_when_that_changes(centre_db: Db) -> None:
    kept = (
        "select package_code, last_day from package_requirements join packages using (package_id)"
    )
    save(centre_db, {"assessments.csv": editions.changed()["assessments.csv"]})
    assert centre_db.execute(kept).fetchall() == []
    parts = editions.shipped()["package_assessments.csv"]
    save(centre_db, {"package_assessments.csv": parts + PART.format(CLOSED, "10384")})
    assert centre_db.execute(kept).fetchall() == [(CLOSED, "2026-11-24")]
    save(
        centre_db,
        {"package_assessments.csv": parts + PART.format(CLOSED, "10384").replace("S60", "S61")},
    )
    assert centre_db.execute(kept).fetchall() == [(CLOSED, "2026-11-24")]
    save(centre_db, {"package_assessments.csv": parts}, TODAY + timedelta(days=9))
    assert centre_db.execute(kept).fetchall() == [(CLOSED, "2026-11-24"), (CLOSED, "2026-12-03")]
