"""single-point check: every rule that the file must keep is seen to be broken."""

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.durability.test_backup import break_pages
from tests.entries.drafts import begin, people
from webapp.cli import check as cli_check
from webapp.cli import main
from webapp.database import connection as db

ENTRY = "(select min(entry_id) from entries)"
WITHDRAWN = f"update entries set status = 'withdrawn' where entry_id = {ENTRY};"
NOTED = (
    "insert into entry_changes (entry_id, changed_at, what, before, after)"
    f" values ({ENTRY}, '2026-11-24T10:00:00.000000Z', 'withdrawn', 'entered', 'withdrawn');"
)
BREAKS = [
    (
        "drop index one_live_entry; insert into entries select 90001, submission_id,"
        " candidate_id, assessment_id,"
        " series_id, entry_code, assessment_title, qan, level, series_title, late, fee, status,"
        " entered_at, attempt,"
        f" 'achieved' from entries where entry_id = {ENTRY}",
        "are of one candidate, assessment, series and attempt.",
    ),
    (
        "drop index one_open_entry; insert into entries select 90001, submission_id,"
        " candidate_id, assessment_id,"
        " series_id, entry_code, assessment_title, qan, level, series_title, late, fee, status,"
        " entered_at, 7, ''"
        " from open_entries where entry_id = (select min(entry_id) from open_entries)",
        "of one candidate, assessment and series all wait for a result.",
    ),
    (
        f"update entries set outcome = 'absent' where entry_id = {ENTRY}",
        "has not the outcome of its attempt.",
    ),
    (
        "insert into submissions select 90001, 90001, account_id, package_id, package_title,"
        " order_number,"
        " submitted_at from submissions limit 1",
        "Submission 90001 has no entries.",
    ),
    (
        "update submissions set draft_id = (select max(draft_id) from drafts)"
        " where submission_id = (select max(submission_id) from submissions)",
        "is a draft still.",
    ),
    (
        (
            "update entries set series_id = (select max(series_id) from series) where entry_id ="
            f" {ENTRY}"
        ),
        "is in a series of another assessment.",
    ),
    (WITHDRAWN, "was changed, and nobody knows when."),
    (NOTED, "is not what its last change made it."),
    (
        "insert into entry_changes (entry_id, changed_at, what, before, after)"
        f" values ({ENTRY}, '2026-11-24T10:00:00.000000Z', 'fee', '', '77')",
        "has not the fee that was filled in last.",
    ),
    (
        "insert into submission_changes (submission_id, changed_at, what, before, after)"
        " values (1, '2026-11-24T10:00:00.000000Z', 'amended', '', 'PO-77')",
        "has not the order number of its last change.",
    ),
    (
        (
            "update hand_overs set submission_id = (select max(submission_id) from submissions) +"
            " 1 -"
            " submission_id"
        ),
        "holds an entry of another submission.",
    ),
    (
        "update hand_overs set taken_back_at = '9', taken_back_by = 1; insert into hand_overs"
        " (submission_id,"
        " account_id, made_at, kind) select submission_id, 1, '8', 'whole' from hand_overs",
        "counts, and an earlier one was taken back after it.",
    ),
    (
        "update drafts set options_confirmed = 1; delete from draft_candidates",
        "has its options confirmed and no candidates.",
    ),
    (
        "insert into draft_choices select max(draft_id), (select max(candidate_id) from"
        " candidates), 63, 1"
        " from drafts",
        "holds ticks for somebody who is not in it.",
    ),
    (
        "insert into draft_series select max(draft_id), 25, (select min(series_id) from series"
        " where assessment_id = 63), ''"
        " from drafts",
        "has chosen a series of another assessment.",
    ),
    (
        "insert into draft_candidate_series select max(draft_id), 5, (select max(assessment_id)"
        " from assessments where"
        " assessment_id not in (select assessment_id from package_assessments join drafts using"
        " (package_id))),"
        " null, '' from drafts",
        "has chosen a series for an assessment outside its package.",
    ),
    (
        "update candidates set candidate_number = '0000' where candidate_id = 5",
        "is not four digits above 0000.",
    ),
    ("update candidates set uln = '123' where candidate_id = 5", "of the wrong length."),
    (
        "update candidates set born_on = '2008-02-31' where candidate_id = 5",
        "has a date that is none.",
    ),
    (
        "update candidates set archived_at = '2026-11-24', merged_into = 6 where candidate_id = 5",
        "and no merge says so.",
    ),
    (
        "insert into candidate_merges (kept_id, gone_id, account_id, merged_at, before, after)"
        " values (5, 6, 1, '', '{}', '{}')",
        "is not undone, and its two candidates are two.",
    ),
    (
        (
            "update candidates set former_names = '[[\"Quux\", \"Zoe\"]]', former_text = 'quux'"
            " where"
            " candidate_id = 5"
        ),
        "Candidate 5 has other former names than their history says.",
    ),
    ("update candidates set search_text = '' where candidate_id = 5", "cannot be found by name."),
    (
        "drop trigger candidates_changed;"
        " update candidates set search_text = 'quux' where candidate_id = 5",
        "The index of the search does not hold what stands in the candidates.",
    ),
    (
        "insert into candidate_search (rowid, words) values (5, 'quux')",
        "The index of the search does not hold what stands in the candidates.",
    ),
    (
        "insert into uploads (kind, account_id, file_name, made_at, headings, fields, added)"
        " values ('candidates', 1, 'x', '', '[]', '[]', 3)",
        "and is not saved.",
    ),
    (
        "update assessments set entry_code = '39 99' where assessment_id = 63",
        "has an entry code that is not five digits or letters.",
    ),
    (
        "update series set opens_on = '2027-01-01', closes_on = '2026-12-01' where series_id = 1",
        "closes before it opens or is late.",
    ),
    (
        (
            "update packages set valid_from = '2027-01-01', valid_to = '2026-12-01' where"
            " package_id"
            " = 1"
        ),
        "ends before it begins.",
    ),
    (
        (
            "update package_assessments set required = 'option_group', option_group = '' where"
            " package_id = 1"
        ),
        "has an option group without a name",
    ),
    (
        (
            "insert into package_requirements (package_id, last_day, parts) values (1,"
            " '2026-11-24',"
            " '[]')"
        ),
        "Earlier requirement 1 has no day, no rows, or rows of assessments that are not there.",
    ),
    (
        "insert into catalogue_uploads (account_id, file_names, files, made_at, saved_at)"
        " values (1, '[]', '{\"a\": \"b\"}', '', '2026-11-24')",
        "and its files are still kept.",
    ),
    (
        "drop index one_shown_result; update results set replaced_at = null",
        "are all shown for one candidate, assessment, series and attempt.",
    ),
    ("update attempt_outcomes set grade = 'Pass?'", "is not what entries know of its attempt."),
    ("delete from attempt_outcomes", "is not what entries know of its attempt."),
    (
        "insert into attempt_outcomes select candidate_id, assessment_id, series_id, 9, 'absent',"
        " '', '2026-01-01'"
        " from results where result_id = 1",
        "Entries know an outcome that no result shows:",
    ),
    ("delete from awards", "is achieved, and no award says so."),
    (
        "update results set reason = 'Nobody said' where result_id = 1",
        "was corrected or taken back, and nobody knows why.",
    ),
    (
        "update results set series_id = (select max(series_id) from series) where result_id = 1",
        "Result 1 is in a series of another assessment.",
    ),
    (
        "update results set replaced_at = '2001-01-01' where result_id = 1",
        "was replaced before it was recorded.",
    ),
    (
        "update results set awarded_on = '2026-02-31' where result_id = 1",
        "has a date awarded that is none.",
    ),
    (
        "pragma ignore_check_constraints = on; update entries set late = 7",
        "CHECK constraint failed in entries.",
    ),
    (
        "insert into two_step (account_id, secret) values (2, 'JBSWY3DPEHPK3PXP')",
        "is neither on nor off.",
    ),
    (
        "insert into recovery_codes (code_hash, account_id) values ('x', 2)",
        "and no app that they could stand for.",
    ),
    (
        (
            "insert into known_browsers (token_hash, account_id, used_at, browser_key) values ('a',"
            " 1, '', 'k'), ('b', 1, '', 'k')"
        ),
        "together with those of another browser.",
    ),
    (
        "insert into invitations (account_id, kind, token_hash, made_at, expires_at)"
        " values (2, 'reset', 'x', '2026-11-24T10:00:00.000000Z', '2999-01-01T00:00:00.000000Z')",
        "and a link to choose one that still counts.",
    ),
    ("delete from series", "of series that is gone."),
]


def check(path: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["check", "--db", str(path)])
    return done.exit_code, done.output


def test_it_works(centre_file: Path) -> None:
    code, output = check(centre_file)
    assert code == 0
    assert output.endswith(f"{centre_file} is sound.\n")


@pytest.mark.parametrize(("spoil", "said"), BREAKS, ids=[said for _, said in BREAKS])
def test_every_break_is_seen(centre_file: Path, centre_db: db.Db, spoil: str, said: str) -> None:
    begin(centre_db, people=people(centre_db, 2))
    assert check(centre_file)[0] == 0
    centre_db.conn.executescript(f"pragma foreign_keys = off; {spoil}")
    code, output = check(centre_file)
    assert code == 1
    assert said in output
    assert output.splitlines()[-1].endswith(f"things are wrong in {centre_file}.")


def test_every_question_has_its_break() -> None:
    for _, room in cli_check.ROOMS:
        for _, said in room.QUESTIONS:
            pieces = [one.strip() for one in said.split("{}") if one.strip()]
            assert any(
                one in said or any(piece in one for piece in pieces[-1:]) for _, one in BREAKS
            ), said


def test_a_withdrawal_with_its_change_is_sound(centre_file: Path, centre_db: db.Db) -> None:
    centre_db.conn.executescript(WITHDRAWN + NOTED)
    assert check(centre_file)[0] == 0


def test_pages_that_are_broken_are_seen(centre_file: Path) -> None:
    break_pages(centre_file)
    with closing(db.connect(centre_file)) as one:
        assert one.execute("pragma user_version").fetchone()[0] == db.VERSION
    code, output = check(centre_file)
    assert code == 1
    assert "Traceback" not in output


def test_the_answer_names_nobody(centre_file: Path, centre_db: db.Db) -> None:
    centre_db.conn.executescript(
        "pragma foreign_keys = off; update candidates set born_on = '?', search_text = ''"
        " where candidate_id < 50"
    )
    _, output = check(centre_file)
    for surname, forenames in centre_db.execute(
        "select surname, forenames from candidates"
    ).fetchall():
        if len(surname) > 3:
            assert f"{forenames} {surname}" not in output
