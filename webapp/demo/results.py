"""The demonstration centre with its results: what last year's entries have led to."""

from datetime import date, datetime, timedelta

import msgspec

from webapp.accounts import store as accounts
from webapp.candidates.groups import store as store_groups
from webapp.database.connection import Db, transaction
from webapp.database.rows import list_rows
from webapp.demo import centre as entries
from webapp.results.of_candidate import store

PEOPLE_AND_PASSWORDS = entries.PEOPLE_AND_PASSWORDS
GRADES = {"03999": ("Pass", "Merit", "Distinction"), "09499": ("Pass",), "09866": ("Pass",)}
# By the place of a person in the group: how many of the three they have been awarded.
AWARDED = (3, 2, 2, 1, 0)
AWARDED_AFTER = timedelta(days=75)
CORRECTED_AFTER = timedelta(days=30)
EVENING = 45
"""The size of the evening group of Business Administration."""
WAYS = (("10383",), ("10383", "09498"), ("04438", "09865"), ("10383", "09498", "09865"))
MONTHS_AGO = (10, 9, 8, 8, 7, 6, 6, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1)
"""By place in that group: when somebody has been awarded what WAYS says."""


class _Entered(msgspec.Struct, frozen=True, kw_only=True):
    candidate_id: int
    assessment_id: int
    series_id: int
    entry_code: str
    submitted_at: str


def build(db: Db, today: date) -> None:
    """Fill a new file, all or nothing. The same day gives the same centre."""
    with transaction(db):
        entries.build(db, today)
        account = accounts.by_email(db, entries.PEOPLE_AND_PASSWORDS[1][1])
        assert account
        people: dict[int, dict[str, _Entered]] = {}
        for entry in list_rows(
            db,
            _Entered,
            "select candidate_id, assessment_id, series_id, entry_code, submitted_at from entries"
            " join submissions using (submission_id) where order_number = ? order by candidate_id",
            [entries.LAST_YEARS_ORDER],
        ):
            people.setdefault(entry.candidate_id, {})[entry.entry_code] = entry
        for place, entered in enumerate(people.values()):
            _record(db, place, entered, account_id=account.account_id)
        _evening(db, today, account.account_id)


def _evening(db: Db, today: date, account_id: int) -> None:
    """Results of a second framework that came without entries, so that components are missing."""
    group = next(one for one in store_groups.groups(db) if one.size == EVENING)
    members = sorted(store_groups.members(db, group.group_id))[: len(MONTHS_AGO)]
    series = {
        code: (assessment_id, series_id)
        for code, assessment_id, series_id in db.execute(
            "select entry_code, assessment_id, series_id from series join assessments"
            " using (assessment_id) where coalesce(closes_on, '') < ? order by closes_on",
            [(today - timedelta(days=330)).isoformat()],
        )
    }
    for place, candidate_id in enumerate(members):
        awarded_on = today - timedelta(days=30 * MONTHS_AGO[place] + place % 9)
        for code in WAYS[place % len(WAYS)]:
            store.record(
                db,
                candidate_id,
                *series[code],
                "Pass",
                "achieved",
                awarded_on,
                f"{code}/{place + 1:04}",
                account_id,
                f"{awarded_on}T09:00:00.000000Z",
            )


def _record(db: Db, place: int, entered: dict[str, _Entered], *, account_id: int) -> None:
    """Most have been awarded everything but maths; some wait or fell short; few were corrected."""
    awarded = AWARDED[place % len(AWARDED)]
    for number, (entry_code, grades) in enumerate(GRADES.items()):
        entry = entered[entry_code]
        key = (entry.candidate_id, entry.assessment_id, entry.series_id)
        awarded_on = datetime.fromisoformat(entry.submitted_at).date() + AWARDED_AFTER
        moment = f"{awarded_on}T09:00:00.000000Z"
        certificate = f"{entry_code}/{place + 1:04}"
        if number < awarded:
            grade = grades[place % len(grades)]
            store.record(db, *key, grade, "achieved", awarded_on, certificate, account_id, moment)
            if place == number == 0:
                moment = f"{awarded_on + CORRECTED_AFTER}T09:00:00.000000Z"
                store.record(
                    db, *key, "Merit", "achieved", awarded_on, f"{certificate}A", account_id, moment
                )
        elif number == awarded and place % 2:
            store.record(db, *key, "Fail", "not achieved", awarded_on, "", account_id, moment)
        elif number == awarded:
            store.record(db, *key, "", "pending", None, "", account_id, moment)
