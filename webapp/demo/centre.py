"""The demonstration centre: the real catalogue, with invented people, fees, dates and entries."""

import calendar
from datetime import date, timedelta

from webapp.accounts import store as accounts
from webapp.candidates.groups import store as store_groups
from webapp.candidates.record import store as candidates
from webapp.candidates.record.candidate import Candidate
from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store_import as store_feed
from webapp.catalogue.packages import store as catalogue
from webapp.catalogue.packages.store import Assessment
from webapp.catalogue.series.series_form import Window
from webapp.database.connection import Db, transaction
from webapp.demo import people as invented
from webapp.entries.hand_over import hand_over_sheet, store_acknowledgements
from webapp.entries.hand_over import store as store_hand_over
from webapp.entries.hand_over.acknowledgement import Acknowledgement
from webapp.entries.options import store
from webapp.entries.submissions import summary
from webapp.entries.wizard import store as store_draft
from webapp.entries.wizard import store_selection

CENTRE = ("12345", "Riverside College (demonstration)")
PEOPLE_AND_PASSWORDS = (
    ("administrator", "administrator@riverside.example", "demonstration-administrator"),
    ("entries", "entries@riverside.example", "demonstration-entries"),
    ("results", "results@riverside.example", "demonstration-results"),
)
NAMES = {"administrator": "Ada Mensah", "entries": "Priya Lewis", "results": "Tom Achebe"}
ON_DEMAND = {"09495", "09496", "09497", "09498", "09499", "09877"}
CLOSES_IN_THREE_DAYS = {"09864", "09865", "09866"}
LATE_NOW = {"10384"}
WITHOUT_SERIES = {"10229"}
FEES = {
    "03999": (11500, 17250),
    "09499": (1850, None),
    "09866": (1850, 2775),
    "10384": (9900, 14850),
}
ICT_LEVEL_3 = "419-2-1"
LAST_YEARS_ORDER = "PO-4711"


def build(db: Db, today: date) -> None:
    """Fill a new file, all or nothing. The same day gives the same centre."""
    with transaction(db):
        accounts.set_centre(db, *CENTRE, contact="Exams office, room 12, extension 210 (invented)")
        for role, email, secret in PEOPLE_AND_PASSWORDS:
            accounts.add_person(db, email, NAMES[role], role, secret)
        store_feed.save(db, edition_reader.read_folder(edition_reader.EDITION))
        catalogue.add_series(
            db,
            [
                (one.assessment_id, window)
                for one in catalogue.assessments(db)
                for window in _series(one, today)
            ],
        )
        for entry_code, fees in FEES.items():
            catalogue.set_fees(db, entry_code, *fees)
        people = invented.people(today, centre_number=CENTRE[0])
        ids = candidates.add_many(db, ((Candidate(*one[:8]), one.added_on) for one in people))
        for title, members in invented.groups(people).items():
            store_groups.add(db, title, [ids[place] for place in members], today)
        _last_year(db, today)
        _two_weeks_ago(db, today)


def _series(assessment: Assessment, today: date) -> list[Window]:
    code = assessment.entry_code
    if code in WITHOUT_SERIES:
        return []
    if code in ON_DEMAND:
        return [Window("On demand", None, None, None)]
    if code in CLOSES_IN_THREE_DAYS | LATE_NOW:
        rows = []
        for months in range(-24, 13):
            closes_on = _months_after(today + timedelta(days=3), months)
            late_from = closes_on - timedelta(days=5) if code in LATE_NOW else None
            title = _title(_months_after(closes_on, 1))
            rows.append(Window(title, None, late_from, closes_on))
        return rows
    rows = []
    for year in range(today.year - 2, today.year + 2):
        for month in (1, 3, 6, 11):
            closes_on = date(year, month, 1) - timedelta(days=40)
            rows.append(
                Window(
                    _title(date(year, month, 1)),
                    closes_on - timedelta(days=120),
                    closes_on - timedelta(days=7),
                    closes_on,
                )
            )
    return rows


def _title(month: date) -> str:
    return f"{calendar.month_name[month.month]} {month.year}"


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _last_year(db: Db, today: date) -> None:
    """A whole group entered eleven months ago, handed over and acknowledged within the week."""
    group = next(one for one in store_groups.groups(db) if one.size == 72)
    members = sorted(store_groups.members(db, group.group_id))
    on = _months_after(today, -11)
    submission_id, officer = _submit(db, members, on, order_number=LAST_YEARS_ORDER)
    next_day, later = (f"{on + timedelta(days=days)}T11:00:00.000000Z" for days in (1, 5))
    rows = hand_over_sheet.changes(store_hand_over.sheets(db, [submission_id])[submission_id])
    shown = {submission_id: hand_over_sheet.fingerprint(rows)}
    store_hand_over.record(db, shown, officer, centre=CENTRE, moment=next_day)
    acknowledged = Acknowledgement(on + timedelta(days=4), "ACK-4711")
    store_acknowledgements.record(db, submission_id, acknowledged, account_id=officer, moment=later)


def _two_weeks_ago(db: Db, today: date) -> None:
    group = next(one for one in store_groups.groups(db) if one.size == 84)
    members = sorted(store_groups.members(db, group.group_id))[:9]
    _submit(db, members, today - timedelta(days=14), order_number="PO-4802")


def _submit(db: Db, members: list[int], on: date, *, order_number: str) -> tuple[int, int]:
    """Gives the submission's id and that of the account which made it."""
    package = catalogue.package_by_code(db, ICT_LEVEL_3)
    account = accounts.by_email(db, PEOPLE_AND_PASSWORDS[1][1])
    assert package
    assert account
    draft_id = store_draft.start(
        db, f"demonstration {on}", account.account_id, package_id=package.package_id
    )
    store_selection.add_candidates(db, draft_id, members)
    shown = summary.keys(store.sheet(db, draft_id, package.package_id, today=on))
    moment = f"{on.isoformat()}T10:00:00.000000Z"
    account_id = account.account_id
    done = store.submit(
        db, draft_id, account_id, shown=shown, order_number=order_number, today=on, moment=moment
    )
    assert done.submission_id
    return done.submission_id, account_id
