"""What copying the rows cannot do when a file is upgraded, under the version that the file comes from."""

from collections.abc import Callable

from sqlite_utils import Database

from webapp.candidates.name import search_text

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


def _spell_names_for_the_search(db: Database) -> None:
    # The index is built anew from the copied rows; until then the old triggers would keep the old one up.
    for (trigger,) in db.conn.execute(
        "select name from sqlite_schema where type = 'trigger' and tbl_name = 'candidates'"
    ).fetchall():
        db.conn.execute(f"drop trigger {trigger}")
    people = db.conn.execute(
        "select candidate_id, surname, forenames, candidate_number, uci, uln, ocr_number from candidates"
    ).fetchall()
    db.conn.executemany(
        "update candidates set search_text = ? where candidate_id = ?",
        [(search_text(*names_and_numbers), candidate_id) for candidate_id, *names_and_numbers in people],
    )


def _to_version_7_before(db: Database) -> None:
    _spell_names_for_the_search(db)


BEFORE: dict[int, Step] = {2: _add_qan_and_level_of_the_day, 6: _to_version_7_before}
AFTER: dict[int, Step] = {2: _note_withdrawals_of_merges, 4: _put_people_on_shelves}
