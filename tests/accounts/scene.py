"""A centre in which every address of the application leads somewhere, and forms for all of them."""

import re
from typing import Any

from tests.candidates.uploads import GOOD, WRONG, csv
from tests.catalogue import sample_editions as editions
from tests.conftest import CAST, TODAY
from tests.entries import afterwards
from tests.entries.drafts import ICT, begin, id_of, people
from tests.page import Browser
from tests.results.pairs import enter, form_for
from webapp.accounts.invitations import store as store_invitations
from webapp.accounts.people import store as store_people
from webapp.accounts.people.person import Person
from webapp.accounts.profile import store_notices
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.two_step import store as store_two_step
from webapp.candidates.groups import store as store_groups
from webapp.candidates.groups import store_removals
from webapp.candidates.imports import headings as heading
from webapp.candidates.imports import store_review, store_uploads
from webapp.candidates.imports.progress import Progress
from webapp.candidates.record import store, store_changes
from webapp.catalogue.packages import store as catalogue
from webapp.database.connection import Db
from webapp.entries.changes import lateness
from webapp.entries.changes import store as store_changes_of_entries
from webapp.records.merge import store as store_merging
from webapp.records.retention import retention
from webapp.records.retention import store as store_retention
from webapp.results.uploads import store_review as store_results_check
from webapp.results.uploads.headings import RESULTS
from webapp.spreadsheets import sheet

OFFICER = 2
NEWCOMER = Person("newcomer@riverside.example", "Nia Newcomer", "results")
# Forms of these pages are sent as they stand; in the others everything is overwritten.
AS_THEY_STAND = "/candidates/merge/{one_id:int}/{other_id:int}"
ON_TOP = "/candidates/{candidate_id:int}/edit"


class Scene:
    """A draft with one candidate, a checked sheet, a merge that was done, somebody archived."""

    def __init__(self, db: Db, **draft: Any) -> None:
        self.people = people(db, 7)
        self.base = begin(db, people=self.people[:1], **draft)
        _, _, _, archived, one, other, gone = self.people
        store_changes.archive(db, archived, OFFICER)
        self.entered = self.people[1]
        enter(db, self.entered, "03999")
        uci = store.one(db, self.entered).uci
        result = f"UCI,Entry code,Grade,Series\n{uci},03999,Pass,\n{uci},03999,odd,\n".encode()
        self.uploads = {
            "/candidates": self._upload(
                db, "candidates", heading.CANDIDATES, store_review.check, csv(GOOD, WRONG)
            ),
            "/results": self._upload(db, "results", RESULTS, store_results_check.check, result),
        }
        merging = form_for(db, other, gone)
        merged = store_merging.unite(db, other, gone, form=merging, account_id=OFFICER, today=TODAY)
        self.entries = afterwards.ids(db, 2)
        afterwards.withdraw(db, 2, self.entries[:1])
        afterwards.amend(db, 2, "PO-2")
        afterwards.hand_over(db, 2)
        self.means = afterwards.means(db, 2, self.entries[:2])
        lines = store_changes_of_entries.lines(db, 2, TODAY)
        self.means_amending = lateness.fingerprint(lines, "PO-2")
        self.later_series = str(
            db.execute(
                "select series_id from series where assessment_id = 25 order by closes_on desc"
            ).fetchone()[0]
        )
        self.sending = afterwards.sending(db, 1)
        self.archived = archived
        self.stands_for = {
            "name": "entries",
            "submission_id": "2",
            "deed": "1",
            "rest": "nowhere/at/all",
            "group_id": "12",
            "group_removal_id": "1",
            "draft_id": str(id_of(self.base)),
            "candidate_id": str(self.people[1]),
            "merge_id": str(merged.merge_id),
            "hand_over_id": "2",
            "one_id": str(self.people[2]),
            "other_id": str(one),
        }
        edition_id = editions.start(db)
        self.checked = editions.checked(db, edition_id)
        free = db.execute("select max(series_id) from series").fetchone()[0]
        self.stands_for |= {
            "framework_id": "1",
            "package_id": "6",
            "assessment_id": "63",
            "edition_id": str(edition_id),
            "series_id": str(free),
        }
        lapsed = store_retention.lapsed(db, retention.cut_off(TODAY, 1))
        self.lapsed = str(lapsed[0].candidate_id)
        self.stands_for |= {
            "account_id": "3",
            "token": store_invitations.invite(db, NEWCOMER, 1),
            "secret": "nobody's",
            "session_id": self._session(db, draft.get("email", "entries@riverside.example")),
        }
        shown = "select max(result_id) from results where replaced_at is null"
        self.stands_for |= {"result_id": str(db.execute(shown).fetchone()[0])}
        for account_id in (1, 3):
            asked = "select coalesce(min(session_id), 0) from sessions where account_id = ?"
            first = db.execute(asked, [account_id]).fetchone()[0]
            store_two_step.propose(db, account_id, first)
            store_notices.add(db, account_id, "codes_made")
        self.newcomer = store_people.with_email(db, NEWCOMER.email).account_id
        self.leaver = store_people.add(db, NEWCOMER._replace(email="leaver@riverside.example"), "")
        store_people.disable(db, self.leaver)
        self.package_id = catalogue.package_by_code(db, ICT).package_id
        (removed,) = db.execute(
            "select max(candidate_id) from active_group_members where group_id = 12"
        ).fetchone()
        store_removals.remove_members(db, 12, [removed])
        self.members = store_groups.members(db, 12)
        self.series_id = db.execute("select min(series_id) from entries").fetchone()[0]
        self.number = store.one(db, self.people[1]).candidate_number

    def _session(self, db: Db, email: str) -> str:
        """Another session of that person."""
        account_id = store_people.with_email(db, email).account_id
        store_sessions.start(db, account_id, store_sessions.Seen())
        return str(db.execute("select max(session_id) from sessions").fetchone()[0])

    def _upload(self, db: Db, kind: str, headings: Any, check: Any, content: bytes) -> int:
        read = sheet.read(content, headings)
        fields = headings.assign(read.headings)
        upload_id = store_uploads.start(db, kind, OFFICER, "sheet.csv", read, fields)
        check(db, Progress("check", 2), upload_id, TODAY)
        return upload_id

    def address(self, path: str) -> str:
        """The path with its parameters filled in."""
        values = self.stands_for
        if "/uploads/" in path:
            room = next(one for one in self.uploads if path.startswith(one))
            values = values | {"upload_id": str(self.uploads[room])}
        if path.endswith("/bring-back"):
            values = values | {"candidate_id": str(self.archived)}
        if path.endswith("/link"):
            values = values | {"account_id": str(self.newcomer)}
        if path.endswith("/enable"):
            values = values | {"account_id": str(self.leaver)}
        return re.sub(r"\{(\w+):\w+\}", lambda found: values[found[1]], path)

    def form(self, browser: Browser, path: str) -> dict[str, Any]:
        """Values that make the form of an address change something."""
        as_it_stands = {}
        page = browser.get(self.address(path)) if path in (AS_THEY_STAND, ON_TOP) else None
        if page:
            as_it_stands = page.form(page.address)
        return as_it_stands if path == AS_THEY_STAND else as_it_stands | self.filled_in(path)

    def files(self, path: str) -> dict[str, Any]:
        """The files that the form of an address wants."""
        if path != "/catalogue/edition":
            return {}
        return {"files": {"files": ("units.csv", editions.shipped()["units.csv"])}}

    def filled_in(self, path: str) -> dict[str, Any]:
        chosen = self.people[1::-1] if path.endswith("candidates/add") else self.people[:1]
        if path == "/results/missing":
            chosen = [self.entered]
        first = str(chosen[0])
        return {
            "next": "1",
            "package": "6",
            "framework": "",
            "start_key": "made up by somebody else",
            "candidate_id": [str(one) for one in chosen],
            "group_id": "12",
            "group_removal_id": "1",
            "tab": "find",
            "cells": f"{first}-63",
            "ticked": "0",
            "shown": f"{first}-63",
            "order_number": "FORGED",
            "entry_id": [str(one) for one in self.entries[:2]],
            "reason": "FORGED",
            "change": "1",
            "means": self.means_amending if path.endswith("/order-number") else self.means,
            "open": "keep",
            "assessment": "25",
            "series": self.later_series,
            "for": "column",
            "fill": "25-0--11500",
            "sending": self.sending,
            "what": "whole",
            "acknowledged_on": "2026-11-20",
            "reference": "FORGED",
            "kind": "on_demand",
            "which": "all",
            "year": "2026",
            "normal_fee-1": "12.50",
            "checked": self.checked,
            "number": "54321",
            "centre_name": "Forged",
            "people": first,
            "same": "package",
            "use": first,
            "forenames": "Forged",
            "surname": "Person",
            "born_day": "1",
            "born_month": "1",
            "born_year": "2000",
            "gender": "female",
            "search": "forged",
            "title": "Forged",
            "into": "12",
            "numbers": self.number,
            "pasted": "Surname\tForenames\tDOB\tGender\nForged\tPerson\t1/1/2000\tF",
            "package_id": str(self.package_id),
            "row_number": "3",
            "cell-3-2": "28/2/2008" if "/candidates/" in path else "Pass",
            "years": "1",
            "chosen": self.lapsed,
            "named": self.lapsed,
            **({"shown": self.lapsed} if "retention" in path else {}),
            "email": "forged@riverside.example",
            "name": "Forged",
            "role": "entries",
            **_passwords(path),
            "newest": "2",
            "hidden": "1",
            "whole": "1",
            "grade": "FORGED",
            "outcome": "absent",
            "awarded_on": "",
            "certificate_number": "FORGED",
            "exported": "1",
            "one": first,
            "leaving": first,
            "all_shown": "1",
            "shown_id": [str(one) for one in self.members],
            **{
                f"column-{place}": field
                for place, field in enumerate(
                    ("surname", "forenames", "born_on", "gender", "uci", "")
                    if "/candidates/" in path
                    else ("uci", "entry_code", "outcome", "series")
                )
            },
        }


def _passwords(path: str) -> dict[str, str]:
    """The administrator's own password, where it is asked again."""
    own = CAST["administrator"][1]
    if path == "/account/password":
        new = "four sheep in a tin boat"
        return {"old_password": own, "password": new, "password_again": new}
    return {"password": own} if path.startswith("/account/") else {}
