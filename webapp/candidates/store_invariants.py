"""What must hold of candidates, merges and sheets at every moment, whatever was cut short."""

import sqlite3

from webapp.candidates.record import former_name, store_former_names
from webapp.database.connection import Db, transaction

QUESTIONS = (
    (
        "select candidate_id from candidates where candidate_number"
        " not glob '[0-9][0-9][0-9][0-9]' or candidate_number = '0000'",
        "Candidate {}'s number is not four digits above 0000.",
    ),
    (
        "select candidate_id from candidates where length(uci) <> 13 or length(uln) <> 10"
        " or length(ocr_number) <> 8",
        "Candidate {} has a UCI, ULN or OCR number of the wrong length.",
    ),
    (
        "select candidate_id from candidates where date(born_on, '+0 days') is not born_on"
        " or date(added_on, '+0 days') is not added_on",
        "Candidate {} has a date that is none.",
    ),
    (
        "select candidate_id from candidates where merged_into is not null and candidate_id not in"
        " (select gone_id from candidate_merges where undone_at is null)",
        "Candidate {} was made one with another, and no merge says so.",
    ),
    (
        "select merge_id from candidate_merges join candidates on candidate_id = gone_id"
        " where undone_at is null and merged_into is null",
        "Merge {} is not undone, and its two candidates are two.",
    ),
    (
        "select candidate_id from candidates where search_text = '' or sort_key = ''",
        "Candidate {} cannot be found by name.",
    ),
    (
        "select upload_id from uploads where saved_at is null and added + changed > 0",
        "Upload {} wrote candidates or results, and is not saved.",
    ),
)


def broken(db: Db) -> list[str]:
    """What is wrong, a sentence each, with ids and no names."""
    found = [said.format(found) for asked, said in QUESTIONS for (found,) in db.execute(asked)]
    return [*found, *_search_index(db), *_former_names(db)]


def _search_index(db: Db) -> list[str]:
    """Whether the search's index holds what the candidates' texts say, and nothing else."""
    try:
        # SQLite asks for the lock of a writer, though nothing is written.
        with transaction(db):
            db.execute(
                "insert into candidate_search (candidate_search, rank)"
                " values ('integrity-check', 1)"
            )
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return ["The index of the search does not hold what stands in the candidates."]
    return []


def _former_names(db: Db) -> list[str]:
    """Whose former names are kept otherwise than their history and merges say."""
    concerned = db.execute(
        "select candidate_id, former_names, former_text from candidates where former_names_hidden"
        " = 0"
        " and (former_names <> '' or candidate_id in (select candidate_id from name_changes)"
        " or candidate_id in (select merged_into from candidates)) order by candidate_id"
    ).fetchall()
    wrong = []
    for candidate_id, *kept in concerned:
        names = store_former_names.list_of(db, candidate_id)
        if kept != [former_name.as_json(names), former_name.search_text(names)]:
            wrong.append(
                f"Candidate {candidate_id} has other former names than their history says."
            )
    return wrong
