"""Everything that the file holds about one person, room by room."""

import json

from webapp.candidates.groups import store as store_groups
from webapp.candidates.merges import store_merged
from webapp.database.connection import Db
from webapp.database.rows import list_rows
from webapp.entries.of_candidate import store as store_of_candidate
from webapp.records.export.person_record import CandidateChange, Held
from webapp.results.of_candidate import store


def facts(db: Db, candidate_id: int) -> Held:
    """Everything; people are the candidate first and then whoever was merged into them."""
    ids = store_merged.with_merged(db, [candidate_id])
    given = {"ids": json.dumps(ids), "one": candidate_id}
    return Held(
        people=list(
            db.query(
                "select candidates.*, accounts.name as added_by from candidates"
                " left join accounts on accounts.account_id = added_by where candidate_id in"
                " (select value from json_each(:ids)) order by candidate_id <> :one, candidate_id",
                given,
            )
        ),
        groups=store_groups.of_candidate(db, candidate_id),
        entries=store_of_candidate.entries(db, candidate_id),
        changes=store_of_candidate.changes(db, candidate_id),
        hand_overs=store_of_candidate.hand_overs(db, candidate_id),
        results=store.of_candidate(db, candidate_id),
        history=list_rows(
            db,
            CandidateChange,
            "select candidate_id, changed_at, field, before, after, accounts.name as person"
            " from candidate_changes left join accounts using (account_id)"
            " where candidate_id in (select value from json_each(:ids)) order by change_id",
            {"ids": given["ids"]},
        ),
        drafts=store_of_candidate.drafts(db, candidate_id),
        awards=store_of_candidate.awards(db, candidate_id),
    )
