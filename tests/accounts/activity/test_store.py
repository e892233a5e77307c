"""The activity in the file: every change leaves its line, and no line goes or changes unseen."""

import json
import sqlite3
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.entries.drafts import people
from tests.results.pairs import enter
from tests.rollback import rolled_back
from webapp.accounts.activity import store as store_activity
from webapp.accounts.two_step import store as store_two_step
from webapp.accounts.two_step import two_step
from webapp.audit import store as reading
from webapp.audit import store as store_activity_read
from webapp.audit import store_latest
from webapp.audit.change_log import Asked
from webapp.candidates.record import store_changes
from webapp.database.connection import Connections, Db, act_for, transaction
from webapp.records.retention import retention
from webapp.records.retention import store as store_retention

PRIYA = SimpleNamespace(account_id=2, name="Priya Lewis")
KEEPERS = ("activity_is_never_changed", "activity_stays")


def lines(db: Db, after: int = 0) -> list[dict[str, Any]]:
    return list(
        db.query("select * from activity where activity_id > ? order by activity_id", [after])
    )


def last(db: Db) -> int:
    return store_latest.mark(db).activity_id


def test_a_change_says_who_what_to_whom_before_and_after(centre_db: Db) -> None:
    one, before = people(centre_db, 1)[0], last(centre_db)
    surname = centre_db.execute(
        "select surname from candidates where candidate_id = ?", [one]
    ).fetchone()[0]
    act_for(centre_db, PRIYA)
    centre_db.execute("update candidates set surname = 'Smyth' where candidate_id = ?", [one])
    [line] = lines(centre_db, before)
    assert (line["account_id"], line["actor"], line["what"]) == (2, "Priya Lewis", "changed")
    assert (line["table_name"], line["row_key"], line["candidate_id"]) == (
        "candidates",
        str(one),
        one,
    )
    assert json.loads(line["before"]) == {"surname": surname}
    assert json.loads(line["after"]) == {"surname": "Smyth"}
    assert line["deed"] == line["activity_id"] == before + 1


def test_adding_and_deleting_keep_the_whole_row(centre_db: Db) -> None:
    before = last(centre_db)
    centre_db.execute(
        "insert into candidate_groups (title, made_on) values ('Evening 2', '2026-11-24')"
    )
    centre_db.execute("delete from candidate_groups where title = 'Evening 2'")
    added, deleted = lines(centre_db, before)
    assert (added["what"], added["before"]) == ("added", None)
    assert (deleted["what"], deleted["after"]) == ("deleted", None)
    assert added["after"] == deleted["before"]
    assert json.loads(added["after"])["title"] == "Evening 2"
    assert added["deed"] != deleted["deed"]


def test_what_replaces_a_row_says_what_was_there(centre_db: Db) -> None:
    before = last(centre_db)
    put = "insert or replace into calendar_addresses values (1, ?, '2026-11-24', 1)"
    centre_db.execute(put, ["first"])
    centre_db.execute(put, ["second"])
    assert [line["what"] for line in lines(centre_db, before)] == ["added", "deleted", "added"]
    assert "first" not in repr(lines(centre_db, before))


def test_the_writes_of_one_transaction_are_one_deed(centre_db: Db) -> None:
    before = last(centre_db)
    with transaction(centre_db):
        for number in (1, 2):
            centre_db.execute("update candidates set uln = null where candidate_id = ?", [number])
            centre_db.execute(
                "update candidates set uci = null, forenames = 'X' where candidate_id = ?", [number]
            )
    assert {line["deed"] for line in lines(centre_db, before)} == {before + 1}
    middle = last(centre_db)
    centre_db.execute("update candidates set gender = null where candidate_id < 9 and gender <> ''")
    deeds = {line["deed"] for line in lines(centre_db, middle)}
    assert deeds == {middle + 1}
    assert last(centre_db) > middle + 1


def test_what_is_not_a_change_leaves_no_line(centre_db: Db) -> None:
    before = last(centre_db)
    centre_db.execute("update candidates set surname = surname")
    centre_db.execute("update accounts set signed_in_at = '2026-11-24T09:00:00.000000Z'")
    with rolled_back(centre_db):
        centre_db.execute("update candidates set surname = 'Gone'")
    assert last(centre_db) == before
    assert list(store_activity_read.chain_faults(centre_db)) == []


def test_no_secret_stands_in_a_line(centre_db: Db) -> None:
    before = last(centre_db)
    kept = centre_db.execute("select password_hash from accounts where account_id = 2").fetchone()[
        0
    ]
    centre_db.execute("update accounts set password_hash = 'new one' where account_id = 2")
    [line] = lines(centre_db, before)
    assert (
        json.loads(line["before"]) == json.loads(line["after"]) == {"password_hash": "(not shown)"}
    )
    whole = repr(lines(centre_db))
    assert kept not in whole
    assert "new one" not in whole
    shown = centre_db.execute("select name, field from watched_columns where not hidden").fetchall()
    words = ("hash", "secret", "token", "password", "code_")
    assert [
        one for one in shown if any(word in one[1].removesuffix("_code_id") for word in words)
    ] == []
    # A row's key stands in every line about it, so it may not be a secret column, nor a hash of
    # one.
    keys = centre_db.execute("select name, field, hidden from watched_columns where pk").fetchall()
    assert [one for one in keys if one[2] or "hash" in one[1]] == []


def test_no_hash_of_a_recovery_code_stands_in_a_line(centre_db: Db) -> None:
    codes = store_two_step.make_recovery_codes(centre_db, 2)
    assert store_two_step.takes(centre_db, 2, codes[0])
    store_two_step.make_recovery_codes(centre_db, 2)
    whole = repr(lines(centre_db))
    assert "recovery_codes" in whole
    assert [code for code in codes if two_step.hash_of(code) in whole] == []


def test_every_table_is_watched_or_left_out_on_purpose(centre_db: Db) -> None:
    left_out = {
        "sessions",
        "session_searches",
        "account_notices",
        "noted_lately",
        "known_browsers",
        "sign_in_attempts",
        "activity",
        "watched",
        "upload_rows",
        "draft_candidates",
        "draft_choices",
        "draft_series",
        "draft_candidate_series",
        "draft_undos",
        "draft_undo_candidates",
        "draft_undo_choices",
        "retention_choices",
        "group_removals",
        "group_removal_members",
        "candidate_changes",
        "submission_changes",
        "entry_changes",
        "attempt_outcomes",
        "hand_over_rows",
        "downloaded_rows",
    }
    watched = {name for (name,) in centre_db.execute("select name from watched")}
    tables = {
        name
        for name in centre_db.table_names()
        if not name.startswith(("sqlite_", "candidate_search"))
    }
    assert tables - watched == left_out
    triggers = {
        name
        for (name,) in centre_db.execute("select name from sqlite_master where type = 'trigger'")
    }
    for table in watched:
        assert {f"{table}_{deed}_noted" for deed in ("insert", "update", "delete")} <= triggers, (
            table
        )


def test_every_watched_table_leaves_lines_for_its_whole_row(centre_db: Db) -> None:
    for table, about in centre_db.execute("select name, about from watched").fetchall():
        fields = {row[1] for row in centre_db.execute(f"pragma table_info({table})")}
        assert not about or about in fields, table
        unseen, secret = centre_db.execute(
            "select unseen, secret from watched where name = ?", [table]
        ).fetchone()
        assert set(f"{unseen} {secret}".split()) <= fields, table


def test_nobody_can_change_or_delete_a_line(centre_db: Db) -> None:
    before = lines(centre_db)
    for sql in (
        "delete from activity",
        "delete from activity where activity_id = 1",
        "update activity set actor = 'somebody else'",
        "update activity set before = null",
        "update activity set before = null, after = null, salt = null where candidate_id is null",
        "update activity set before = null, after = null, salt = null, what = 'read'",
        "update activity set before = '{}', after = null, salt = null",
        "insert or replace into activity select * from activity where activity_id = 1",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            centre_db.execute(sql)
    assert lines(centre_db) == before


def tampered(db: Db, *statements: str) -> list[str]:
    """What the check says once somebody with the file in hand has done this."""
    for name in KEEPERS:
        db.execute(f"drop trigger {name}")
    for sql in statements:
        db.execute(sql)
    return list(store_activity_read.chain_faults(db))


def test_the_chain_of_the_demonstration_holds(centre_db: Db) -> None:
    assert last(centre_db) > 4000
    assert list(store_activity_read.chain_faults(centre_db)) == []


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'Somebody Else'",
        "account_id = 3",
        "at = '2020-01-01T00:00:00.000000Z'",
        "what = 'deleted'",
        "row_key = '9'",
        "candidate_id = 9",
        "deed = 2",
        "table_name = 'units'",
    ],
)
def test_the_check_finds_a_changed_line(centre_db: Db, change: str) -> None:
    said = tampered(centre_db, f"update activity set {change} where activity_id = 2000")
    assert said == ["Line 2000 was changed, or stands where another line stood."]


def test_the_check_finds_changed_words(centre_db: Db) -> None:
    said = tampered(centre_db, "update activity set after = '{}' where activity_id = 2000")
    assert said == ["Line 2000: what it says of before and after was changed."]


def test_the_check_finds_a_removed_line(centre_db: Db) -> None:
    end = last(centre_db)
    said = tampered(
        centre_db,
        "delete from activity where activity_id in (1, 2000, 2001)",
        f"delete from activity where activity_id = {end}",
    )
    assert said == [
        "Line 1 is missing.",
        "Lines 2000 to 2001 are missing.",
        f"Line {end} is missing.",
    ]


def test_the_check_finds_lines_put_in_another_order(centre_db: Db) -> None:
    said = tampered(
        centre_db,
        "update activity set activity_id = 0 where activity_id = 2000",
        "update activity set activity_id = 2000 where activity_id = 2001",
        "update activity set activity_id = 2001 where activity_id = 0",
    )
    for number in (2000, 2001):
        assert f"Line {number} was changed, or stands where another line stood." in said
    assert any(one.startswith("Line 2000 does not follow") for one in said)


def test_the_check_finds_a_removed_line_whose_gap_was_closed(centre_db: Db) -> None:
    end = last(centre_db)
    said = tampered(
        centre_db,
        f"delete from activity where activity_id = {end - 1}",
        f"update activity set activity_id = {end - 1} where activity_id = {end}",
        f"update sqlite_sequence set seq = {end - 1} where name = 'activity'",
    )
    assert any(one.startswith(f"Line {end - 1} does not follow") for one in said)


def test_what_lines_say_of_a_deleted_person_is_erased_and_the_chain_holds(centre_db: Db) -> None:
    one = people(centre_db, 1)[0]
    enter(centre_db, one, "03999")
    centre_db.execute("update candidates set surname = 'Qzxvwick' where candidate_id = ?", [one])
    centre_db.execute("update candidates set added_on = '2010-01-01' where candidate_id = ?", [one])
    for table, column in (
        ("entries", "entered_at"),
        ("results", "recorded_at"),
        ("awards", "awarded_on"),
    ):
        centre_db.execute(
            f"update {table} set {column} = '2010-01-01' where candidate_id = ?", [one]
        )
    centre_db.execute("update results set awarded_on = '2010-01-01' where candidate_id = ?", [one])
    assert "Qzxvwick" in repr(lines(centre_db))
    before = last(centre_db)
    act_for(centre_db, PRIYA)
    done = store_retention.delete(
        centre_db, [one], retention.cut_off(TODAY, 6), years=6, account_id=2
    )
    assert done.candidates == 1
    whole = lines(centre_db)
    assert "Qzxvwick" not in repr(whole)
    about = [line for line in whole if line["candidate_id"] == one]
    assert len(about) > 4
    assert all((line["before"], line["after"], line["salt"]) == (None,) * 3 for line in about)
    new = lines(centre_db, before)
    assert {"deletions", "candidates", "entries"} <= {line["table_name"] for line in new}
    assert {line["actor"] for line in new} == {"Priya Lewis"}
    assert list(store_activity_read.chain_faults(centre_db)) == []


def test_a_note_joins_the_lines_of_whoever_has_just_signed_in(centre_db: Db) -> None:
    before = last(centre_db)
    store_activity.note(centre_db, "sign-in refused")
    store_activity.note(centre_db, "signed in", 2)
    store_changes.archive(centre_db, people(centre_db, 1)[0], 2)
    refused, signed_in, *more = lines(centre_db, before)
    assert (refused["actor"], refused["account_id"]) == ("the program", None)
    assert {line["actor"] for line in (signed_in, *more)} == {"Priya Lewis"}
    assert (signed_in["what"], signed_in["table_name"], signed_in["after"]) == (
        "signed in",
        "",
        None,
    )


def test_a_connection_forgets_who_acted_on_it(centre_file: Any) -> None:
    connections = Connections(centre_file)
    with connections.one(PRIYA) as one:
        store_activity.note(one, "first")
    with connections.one() as same:
        assert same is one
        store_activity.note(same, "second")
        assert [line["actor"] for line in lines(same)[-2:]] == ["Priya Lewis", "the program"]
    connections.close()


def test_filters_leave_what_fits(centre_db: Db) -> None:
    one = people(centre_db, 1)[0]
    act_for(centre_db, PRIYA)
    centre_db.execute(
        "update candidates set candidate_number = '9876' where candidate_id = ?", [one]
    )
    centre_db.execute("update candidates set forenames = 'New' where candidate_id = ?", [one])
    mine, older = reading.deeds(centre_db, Asked(person="2"))
    assert [deed.lines for deed in mine] == [1, 1]
    assert not older
    hers, _ = reading.deeds(centre_db, Asked(candidate_number="9876"))
    assert [deed.lines for deed in hers][:2] == [1, 1]
    assert len(hers) == 3
    assert {deed.actor for deed in hers} == {"Priya Lewis", "the program"}
    assert reading.deeds(centre_db, Asked(candidate_number="0000"))[0] == []
    assert reading.count(centre_db, Asked(table_name="series")) == 1450
    assert reading.count(centre_db, Asked(person="the program")) == last(centre_db) - 2
    assert reading.count(centre_db, Asked(ends_on=date(2020, 1, 1))) == 0
    assert sum(len(piece) for piece in reading.pieces(centre_db, Asked())) == last(centre_db)
