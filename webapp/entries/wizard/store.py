"""Drafts in the file: what a person has answered so far."""

from collections.abc import Mapping
from datetime import date

import msgspec

from webapp.database.connection import Db, now, transaction
from webapp.database.rows import get_row, list_rows, list_values
from webapp.entries.wizard.draft import Draft

DRAFT = (
    "select draft_id, drafts.account_id, accounts.name as person, package_id, display_title,"
    " framework_id, valid_from, valid_to, order_number, search, added, options_confirmed,"
    " drafts.made_at, changed_at,"
    " (select count(*) from active_draft_candidates where draft_id = drafts.draft_id) as candidates"
    " from drafts join packages using (package_id)"
    " join accounts on accounts.account_id = drafts.account_id"
)


class ClosingDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft with an assessment whose series, of this title, closes on that day."""

    draft_id: int
    display_title: str
    closes_on: date
    title: str


def start(db: Db, start_key: str, account_id: int, *, package_id: int) -> int:
    """Begin a draft; the same start_key gives the same draft, however often it is sent."""
    with transaction(db):
        db.execute(
            "insert into drafts (start_key, account_id, package_id, made_at, changed_at)"
            " values (?, ?, ?, ?, ?) on conflict (start_key) do nothing",
            [start_key, account_id, package_id, now(), now()],
        )
        row = db.execute("select draft_id from drafts where start_key = ?", [start_key]).fetchone()
        return int(row[0])


def one(db: Db, draft_id: int) -> Draft | None:
    return get_row(db, Draft, f"{DRAFT} where draft_id = ?", [draft_id])


def exists(db: Db, draft_id: int) -> bool:
    found = db.execute("select 1 from drafts where draft_id = ?", [draft_id]).fetchone()
    return found is not None


def list_left(db: Db, draft_id: int) -> list[str]:
    """Return the names of those who were selected and have left, because they are archived, by
    name.
    """
    return list_values(
        db,
        str,
        "select trim(forenames || ' ' || surname) from draft_candidates"
        " join candidates using (candidate_id) where draft_id = ? and archived_at is not null"
        " order by sort_key, candidate_id",
        [draft_id],
    )


def open_drafts(db: Db, account_id: int | None = None, limit: int = -1) -> list[Draft]:
    """The drafts of one person, or of everybody; the latest change first."""
    return list_rows(
        db,
        Draft,
        f"{DRAFT} where :account is null or drafts.account_id = :account"
        " order by changed_at desc limit :limit",
        {"account": account_id, "limit": limit},
    )


def closing(db: Db, account_id: int, today: date) -> list[ClosingDraft]:
    """Which of a person's drafts have an assessment whose series closes when: the chosen one, else
    the next.

    A row a draft, closing date and series. A draft from which everybody was archived is left out;
    one in which nobody has been selected yet is not.
    """
    return list_rows(
        db,
        ClosingDraft,
        "select draft_id, display_title, closes_on, series.title"
        " from drafts join packages using (package_id)"
        " join package_assessments using (package_id) join series using (assessment_id)"
        # A chosen series that has closed counts as little as one that was deleted.
        " left join (select draft_id, draft_series.assessment_id, series_id from draft_series"
        " join series using (series_id) where closes_on is null or closes_on >= :today) as chosen"
        " using (draft_id, assessment_id)"
        " where account_id = :account and (chosen.series_id = series.series_id"
        " and closes_on >= :today"
        " or chosen.series_id is null and closes_on = (select min(closes_on) from series as other"
        " where other.assessment_id = series.assessment_id and closes_on >= :today))"
        " and (exists (select 1 from active_draft_candidates as active"
        " where active.draft_id = drafts.draft_id)"
        " or not exists (select 1 from draft_candidates as selected"
        " where selected.draft_id = drafts.draft_id))"
        " group by draft_id, closes_on, series.title order by changed_at desc",
        {"account": account_id, "today": today.isoformat()},
    )


def set_package(db: Db, draft_id: int, package_id: int) -> list[str]:
    """Change the package. Gives the entry codes of ticks that had to be dropped."""
    with transaction(db):
        dropped = db.execute(
            "select distinct entry_code from draft_choices join assessments using (assessment_id)"
            " where draft_id = :draft and ticked and assessment_id not in"
            " (select assessment_id from package_assessments where package_id = :package)"
            " order by entry_code",
            {"draft": draft_id, "package": package_id},
        ).fetchall()
        db.execute(
            "delete from draft_choices where draft_id = :draft and assessment_id not in"
            " (select assessment_id from package_assessments where package_id = :package)",
            {"draft": draft_id, "package": package_id},
        )
        for table in ("draft_series", "draft_candidate_series"):
            db.execute(
                f"delete from {table} where draft_id = :draft and assessment_id not in"
                " (select assessment_id from package_assessments where package_id = :package)",
                {"draft": draft_id, "package": package_id},
            )
        db.execute(
            "update drafts set package_id = :package, options_confirmed = 0, changed_at = :now"
            " where draft_id = :draft and package_id <> :package",
            {"draft": draft_id, "package": package_id, "now": now()},
        )
    return [code for (code,) in dropped]


def note_search(db: Db, draft_id: int, search: str, *, added: str) -> None:
    """Remember what was searched for, so that coming back shows the same."""
    db.execute(
        "update drafts set search = ?, added = ? where draft_id = ?", [search, added, draft_id]
    )


def tick(db: Db, draft_id: int, decided: Mapping[tuple[int, int], bool]) -> None:
    """Keep decisions, cell by cell; cells that are not named keep theirs.

    The options want to be confirmed again: somebody may be without any tick now.
    """
    with transaction(db):
        db.conn.executemany(
            "insert into draft_choices values (?, ?, ?, ?)"
            " on conflict do update set ticked = excluded.ticked",
            [(draft_id, *key, int(ticked)) for key, ticked in decided.items()],
        )
        if decided:
            reopen_options(db, draft_id)
        changed(db, draft_id)


def reopen_options(db: Db, draft_id: int) -> None:
    """Let the options be confirmed again."""
    db.execute("update drafts set options_confirmed = 0 where draft_id = ?", [draft_id])


def confirm_options(db: Db, draft_id: int) -> None:
    db.execute(
        "update drafts set options_confirmed = 1, changed_at = ? where draft_id = ?",
        [now(), draft_id],
    )


def set_order_number(db: Db, draft_id: int, order_number: str) -> None:
    db.execute(
        "update drafts set order_number = ?, changed_at = ? where draft_id = ?",
        [order_number, now(), draft_id],
    )


def discard(db: Db, draft_id: int) -> None:
    db.execute("delete from drafts where draft_id = ?", [draft_id])


def changed(db: Db, draft_id: int) -> None:
    """Note that a draft was worked on, which brings it to the top of the list."""
    db.execute("update drafts set changed_at = ? where draft_id = ?", [now(), draft_id])
