"""Many centres in one folder, a file each: which one a request is for, and opening and closing
them.
"""

import asyncio
import logging
import re
import time
from collections import OrderedDict, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path

from litestar import Litestar
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.types import Receive, Scope, Send

from webapp.accounts import store
from webapp.app import build_app, open_centre, stop_checks
from webapp.backups.daily import BETWEEN_LOOKS, Daily
from webapp.candidates.imports import store_uploads
from webapp.centres.pages_choose import COOKIE, create_door
from webapp.database import connection as db
from webapp.settings import Settings
from webapp.web.centre_state import SCOPE_KEY

IN_COOKIE = re.compile(rb"(?:^|; *)" + COOKIE.encode() + rb"=([0-9]{5})(?:;|$)")
# A calendar program has no cookie, so the address that it was given names the centre.
WITHOUT_COOKIE = re.compile(r"/c/([0-9]{5})(/calendar/[^/]+)")
OUTSIDE = re.compile(r"/(centre$|c/|static/)")
IDLE = 10 * 60
MOST_OPEN = 200

log = logging.getLogger("single_point")


class Centres:
    """An ASGI application over a folder: each request goes to the centre that its browser has
    chosen.

    The files are NUMBER.db. One is opened when it is first asked for, and closed when nobody has
    asked for `idle` seconds or `most_open` others were asked for since.
    """

    def __init__(
        self,
        folder: Path,
        today: Callable[[], date] = db.today,
        idle: float = IDLE,
        most_open: int = MOST_OPEN,
        backups: Callable[[Path], Daily] | None = None,
        settings: Settings | None = None,
    ) -> None:
        """backups gives the daily backups of a file; without it none are made. settings hold for
        all.
        """
        self.folder, self.idle, self.most_open = folder, idle, most_open
        self._settings, self._today = settings or Settings(), today
        self._app = build_app()
        self._door = create_door(self.find, [self.lifespan])
        self._known: dict[str, tuple[int, State]] = {}
        self._open: OrderedDict[str, float] = OrderedDict()
        self._opening: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._backups = cache(backups) if backups else None

    def numbers(self) -> list[str]:
        """The centres that the folder holds."""
        return sorted(one.stem for one in self.folder.glob("[0-9][0-9][0-9][0-9][0-9].db"))

    def open_count(self) -> int:
        return len(self._open)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._door
        if scope["type"] == ScopeType.HTTP:
            named = WITHOUT_COOKIE.fullmatch(scope["path"])
            path = named[2] if named else scope["path"]
            number = named[1] if named else _chosen(scope)
            if number and not OUTSIDE.match(path) and (centre := await self.find(number)):
                app = self._app
                scope[SCOPE_KEY] = centre  # type: ignore[literal-required]
                scope["path"], scope["raw_path"] = path, path.encode()
                scope["app_root_path"] = f"/c/{number}"  # type: ignore[typeddict-unknown-key]
        await app(scope, receive, send)

    async def find(self, number: str) -> State | None:
        """Return a centre's state; None when its file is not there or is not a good one.

        A file is opened, and upgraded, in a thread: all other centres are answered meanwhile.
        """
        file = self.folder / f"{number}.db"
        try:
            inode = file.stat().st_ino
        except OSError:
            await self._close(number)
            return None
        async with self._opening[number]:
            if number not in self._known or self._known[number][0] != inode:
                await self._close(number)
                centre = open_centre(file, self._settings, self._today)
                if why := await asyncio.to_thread(_problem, centre, number):
                    log.warning("Centre %s stays closed: %s", number, why)
                    await asyncio.to_thread(centre.connections.close)
                    return None
                if self._backups:
                    centre.backups = self._backups(file)
                self._known[number] = inode, centre
            _, centre = self._known[number]
        self._open[number] = time.monotonic()
        self._open.move_to_end(number)
        if len(self._open) > self.most_open:
            longest_unused, _ = self._open.popitem(last=False)
            await asyncio.to_thread(self._known[longest_unused][1].connections.close)
        return centre

    async def keep_making(self, today: Callable[[], date], between: float = BETWEEN_LOOKS) -> None:
        """Make the daily backup of one centre after the other, again and again, until cancelled."""
        while self._backups:
            for number in self.numbers():
                daily = self._backups(self.folder / f"{number}.db")
                await asyncio.to_thread(daily.make_if_due, today())
            await asyncio.sleep(between)

    async def close_idle(self, idle: float) -> None:
        """Close what nobody has asked for since `idle` seconds; what is being worked with stays."""
        before = time.monotonic() - idle
        while self._open and next(iter(self._open.values())) <= before:
            self._open.popitem(last=False)
        unused = [centre for number, (_, centre) in self._known.items() if number not in self._open]
        for centre in unused:
            await asyncio.to_thread(centre.connections.close)

    async def _close(self, number: str) -> None:
        self._open.pop(number, None)
        if known := self._known.pop(number, None):
            await asyncio.to_thread(known[1].connections.close)

    @asynccontextmanager
    async def lifespan(self, _app: Litestar) -> AsyncIterator[None]:
        async def look_round() -> None:
            while True:
                await asyncio.sleep(self.idle / 10)
                await self.close_idle(self.idle)

        rounds = asyncio.create_task(look_round())
        yield
        rounds.cancel()
        with suppress(asyncio.CancelledError):
            await rounds
        for _, centre in self._known.values():
            stop_checks(centre)
        await self.close_idle(0)


def _chosen(scope: Scope) -> str:
    for name, content in scope["headers"]:
        if name == b"cookie" and (found := IN_COOKIE.search(content)):
            return found[1].decode()
    return ""


def _problem(centre: State, number: str) -> str:
    try:
        with centre.connections.one() as one:
            kept = store.centre(one)
            if kept and kept.number == number:
                store_uploads.forget_old(one)
                return ""
    except Exception as problem:
        return str(problem)
    return f"its file holds centre {kept.number}." if kept else "its file holds no centre yet."
