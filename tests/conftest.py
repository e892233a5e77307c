"""A fresh centre for each test, the cast, and their browsers."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from litestar import Litestar
from litestar.testing import TestClient
from litestar.types import Receive, Scope, Send

from tests.laws.connection import CheckedConnection
from tests.page import Browser
from webapp.accounts.passwords import password
from webapp.app import build_app, open_centre
from webapp.candidates.imports import jobs
from webapp.database import connection as db
from webapp.demo import results as store_demonstration
from webapp.settings import Settings
from webapp.web.centre_state import SCOPE_KEY

TODAY = date(2026, 11, 24)
CAST = {role: (email, secret) for role, email, secret in store_demonstration.PEOPLE_AND_PASSWORDS}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The logs are read when everything else has been written."""
    items.sort(key=lambda item: item.path.name == "test_log.py")


# How long an example takes says more of the machine than of the program.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

db.Connection = CheckedConnection

# Only a busy machine would show how far the check of a small sheet is.
jobs.SOON = 120

# What a password costs its guesser, nearly every test would pay.
NOBODY_IN_USE = password.NOBODY
password._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
password.NOBODY = password.hash_of("nobody has this password")


@cache
def _program() -> Litestar:
    return build_app()


class _Over:
    """The application over one file, on 24 November 2026; to build it anew would take a while."""

    def __init__(self, file: Path) -> None:
        self._app = _program()
        self.state = open_centre(file, Settings(), lambda: TODAY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope |= {"state": {}, SCOPE_KEY: self.state}
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.state.searches.write()
        self.state.connections.close()
        await send({"type": "lifespan.shutdown.complete"})


def client_over(file: Path, **how: Any) -> TestClient:
    """A browser's connection to it; client.app.state is what that application keeps."""
    app = _Over(file)
    client = TestClient(app, **how)
    client.app = app
    return client


def built(folder: Path, today: date) -> Path:
    """The demonstration centre of that day, in a file that nobody has open."""
    one = db.connect(folder / "demo.db")
    store_demonstration.build(one, today)
    one.execute("pragma wal_checkpoint(truncate)")
    one.close()
    return folder / "demo.db"


@pytest.fixture(scope="session")
def built_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("demonstration"), TODAY)


@pytest.fixture(scope="session")
def built_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For a real server, which goes by the real calendar."""
    return built(tmp_path_factory.mktemp("today"), db.today())


@pytest.fixture
def centre_file(built_demonstration: Path, tmp_path: Path) -> Path:
    """The demonstration centre on 24 November 2026, for one test alone."""
    return Path(shutil.copy(built_demonstration, tmp_path / "centre.db"))


@pytest.fixture
def centre_db(centre_file: Path) -> Iterator[db.Db]:
    one = db.connect(centre_file)
    yield one
    one.close()


@pytest.fixture
def empty_db(tmp_path: Path) -> Iterator[db.Db]:
    one = db.connect(tmp_path / "empty.db")
    yield one
    one.close()


@pytest.fixture
def stranger(centre_file: Path) -> Iterator[Browser]:
    """A browser in which nobody has signed in, on 24 November 2026."""
    with client_over(centre_file) as client:
        yield Browser(client)


@pytest.fixture
def signed_in(centre_file: Path) -> Iterator[Callable[[str], Browser]]:
    """signed_in("entries") gives that person's own browser; all work on one file."""
    opened = []

    def open_browser(role: str) -> Browser:
        client = client_over(centre_file)
        opened.append(client)
        client.__enter__()
        browser = Browser(client)
        browser.sign_in(*CAST[role])
        return browser

    yield open_browser
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def officer(signed_in: Callable[[str], Browser]) -> Browser:
    """The exams officer: may make entries."""
    return signed_in("entries")
