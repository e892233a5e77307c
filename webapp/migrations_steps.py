"""What copying the rows cannot do when a file is upgraded, under the version that the file comes from."""

from collections.abc import Callable

from sqlite_utils import Database

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


def _put_people_on_shelves(db: Database) -> None:
    newest = "select max(128, coalesce(max(candidate_id), 0)) from candidates"
    db.conn.execute(f"insert into candidate_shelvings (newest_id) {newest}")


def _to_version_7_before(db: Database) -> None:
    _throw_away_kept_forms(db)


def _throw_away_kept_forms(db: Database) -> None:
    # Among them are passwords in the clear, and nothing tells whose hand each of the others was. Whose password it
    # may have been is told so.
    db.conn.execute(
        "create table account_notices (account_id integer, told_at text, what text, actor text)"
    )
    db.conn.execute(
        "insert into account_notices (account_id, told_at, what, actor)"
        " select account_id, max(held_at), 'password_kept', 'the program' from held_posts"
        " where instr(body, cast('password=' as blob)) or instr(body, cast('name=\"password\"' as blob))"
        " group by account_id"
    )
    db.conn.execute("delete from held_posts")


BEFORE: dict[int, Step] = {2: _add_qan_and_level_of_the_day, 6: _to_version_7_before}
AFTER: dict[int, Step] = {2: _note_withdrawals_of_merges, 4: _put_people_on_shelves}
