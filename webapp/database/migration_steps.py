"""What copying the rows cannot do when a file is upgraded, under the version that the file comes
from.
"""

from collections.abc import Callable

from sqlite_utils import Database

from webapp.candidates.record import former_name
from webapp.candidates.record.former_name import NameChange, NameRecord
from webapp.candidates.record.name import search_text

Step = Callable[[Database], None]


def _add_qan_and_level_of_the_day(db: Database) -> None:
    # A submission's own; the catalogue as it stands is the best that is known of them.
    for column in ("qan", "level"):
        db.conn.execute(f"alter table entries add column {column} text not null default ''")
        db.conn.execute(
            f"update entries set {column} = (select {column} from assessments"
            " where assessments.assessment_id = entries.assessment_id)"
        )


def _note_withdrawals_of_merges(db: Database) -> None:
    # Until version 3 only a merge of two records withdrew an entry, and kept its own note of it.
    db.conn.execute(
        "insert into entry_changes (entry_id, account_id, changed_at, what, reason, before, after)"
        " select entry_id, account_id, coalesce(merged_at, entered_at), 'withdrawn',"
        " 'Two records of one candidate were made one', 'entered', 'withdrawn'"
        " from entries left join candidate_merges on merge_id = (select max(merge_id)"
        " from candidate_merges where candidate_id in (kept_id, gone_id) and undone_at is null)"
        " where status = 'withdrawn' and entry_id not in (select entry_id from entry_changes)"
    )


def _to_version_7_after(db: Database) -> None:
    _number_attempts(db)
    _keep_former_names(db)
    # What the check of a row says has changed, so that sheets on the way are checked anew.
    db.conn.execute(
        "update uploads set checked_at = null where upload_id in (select upload_id from"
        " upload_rows)"
    )


def _keep_former_names(db: Database) -> None:
    changes: dict[int, list[NameChange]] = {}
    for candidate_id, *change in db.conn.execute(
        "select candidate_id, changed_at, field, before from name_changes order by change_id desc"
    ):
        changes.setdefault(candidate_id, []).append(NameChange(*change))
    records = {
        candidate_id: NameRecord(surname, forenames, merged_into, hidden=False)
        for candidate_id, surname, forenames, merged_into in db.conn.execute(
            "select candidate_id, surname, forenames, merged_into from candidates where"
            " candidate_id"
            " in (select candidate_id from name_changes) or merged_into is not null"
            " or candidate_id in (select merged_into from candidates)"
        )
    }
    merged_ids = former_name.list_merged_ids(records)
    for candidate_id in records:
        if names := former_name.find(candidate_id, records, changes, merged_ids):
            db.conn.execute(
                "update candidates set former_names = ?, former_text = ? where candidate_id = ?",
                [former_name.as_json(names), former_name.search_text(names), candidate_id],
            )


def _number_attempts(db: Database) -> None:
    """Give each entry the outcome of its result; until version 6 a place had one shown result.

    Who had failed could be entered again only once the entry that was sat had been withdrawn. Where
    that was done, the live entry is the second attempt and the result stays with the first.
    """
    there = (
        "results.candidate_id = entries.candidate_id and results.assessment_id ="
        " entries.assessment_id"
        " and results.series_id = entries.series_id and results.replaced_at is null"
    )
    db.conn.execute(
        "update entries set attempt = 2 where status <> 'withdrawn' and exists (select 1 from"
        " results"
        f" where {there} and outcome = 'not achieved' and recorded_at < entered_at)"
    )
    db.conn.execute(
        "insert into attempt_outcomes select candidate_id, assessment_id, series_id, attempt,"
        " outcome,"
        " grade, coalesce(awarded_on, substr(recorded_at, 1, 10)) from results where replaced_at"
        " is null"
    )
    db.conn.execute(
        "update entries set outcome = settled.outcome from entry_outcomes as settled"
        " where settled.entry_id = entries.entry_id and settled.outcome <> ''"
    )


def _spell_names_for_the_search(db: Database) -> None:
    # The index is built anew from the copied rows; until then the old triggers would keep the old
    # one up.
    for (trigger,) in db.conn.execute(
        "select name from sqlite_schema where type = 'trigger' and tbl_name = 'candidates'"
    ).fetchall():
        db.conn.execute(f"drop trigger {trigger}")
    people = db.conn.execute(
        "select candidate_id, surname, forenames, candidate_number, uci, uln, ocr_number from"
        " candidates"
    ).fetchall()
    db.conn.executemany(
        "update candidates set search_text = ? where candidate_id = ?",
        [
            (search_text(*names_and_numbers), candidate_id)
            for candidate_id, *names_and_numbers in people
        ],
    )


def _to_version_7_before(db: Database) -> None:
    _spell_names_for_the_search(db)
    _throw_away_the_old_index(db)
    _throw_away_kept_forms(db)


def _throw_away_the_old_index(db: Database) -> None:
    # Of versions 5 and 6; all in it was made of what stands in candidates.
    for table in ("candidate_shelves", "candidate_shelvings", "candidate_count"):
        db.conn.execute(f"drop table if exists {table}")
    columns = db.conn.execute("select name from pragma_table_info('candidates')")
    if ("place",) in columns:
        db.conn.execute("update candidates set place = null")


def _throw_away_kept_forms(db: Database) -> None:
    # Among them are passwords in the clear, and nothing tells who sent each of the others. Those
    # whose password it may have been are told.
    db.conn.execute(
        "create table account_notices (account_id integer, told_at text, what text, actor text)"
    )
    db.conn.execute(
        "insert into account_notices (account_id, told_at, what, actor)"
        " select account_id, max(held_at), 'password_kept', 'the program' from held_posts"
        " where instr(body, cast('password=' as blob)) or instr(body, cast('name=\"password\"' as"
        " blob))"
        " group by account_id"
    )
    db.conn.execute("delete from held_posts")


BEFORE: dict[int, Step] = {2: _add_qan_and_level_of_the_day, 6: _to_version_7_before}
AFTER: dict[int, Step] = {
    2: _note_withdrawals_of_merges,
    6: _to_version_7_after,
}
