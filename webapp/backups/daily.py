"""A backup a day beside the file, made while the server runs, and which of them are kept."""

import asyncio
import logging
import re
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from webapp.backups import snapshot

DAYS, WEEKS, MONTHS = 7, 4, 12
BETWEEN_LOOKS = 15 * 60
"""seconds"""

log = logging.getLogger("single_point")


def kept(days: Iterable[date]) -> set[date]:
    """Of these days' backups those to keep: the last 7, the last of each of 4 weeks and 12 months.

    Weeks begin on Monday. Days, weeks and months without a backup do not count, so that a centre
    that was closed for the summer comes back to what it had.
    """
    newest_first = sorted(set(days), reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in newest_first:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return {*newest_first[:DAYS], *list(weeks.values())[:WEEKS], *list(months.values())[:MONTHS]}


class Daily:
    """The backups of one file in one folder; problem is why the latest could not be made, or ""."""

    def __init__(self, path: Path, folder: Path, newest: int) -> None:
        self.path, self.folder, self.newest = path, folder, newest
        self.problem = ""
        self._name = re.compile(re.escape(path.stem) + r"-(\d{4}-\d\d-\d\d)\.db\.gz")

    def made(self) -> dict[date, Path]:
        """The day's backups that are there, the newest first."""
        found = {}
        for one in self.folder.glob("*.gz"):
            if named := self._name.fullmatch(one.name):
                found[date.fromisoformat(named[1])] = one
        return dict(sorted(found.items(), reverse=True))

    def make_if_due(self, today: date) -> None:
        """Make today's backup unless it is there, then let go of those that are not kept.

        Never raises for a full disk or a file that cannot be read: problem and the log say it.
        """
        try:
            if today not in self.made():
                self.folder.mkdir(parents=True, exist_ok=True)
                snapshot.write(
                    self.path, self.folder / f"{self.path.stem}-{today}.db.gz", self.newest
                )
            days = self.made()
            for day in days.keys() - kept(days):
                days[day].unlink(missing_ok=True)
        except (OSError, sqlite3.Error, snapshot.BadBackup) as problem:
            self.problem = str(problem)
            log.error("No backup of %s could be made in %s: %s", self.path, self.folder, problem)
        else:
            self.problem = ""

    async def keep_making(self, today: Callable[[], date], between: float = BETWEEN_LOOKS) -> None:
        """Look again and again, away from the loop that answers requests, until cancelled."""
        while True:
            await asyncio.to_thread(self.make_if_due, today())
            await asyncio.sleep(between)
