"""A fresh centre for each test, the cast, and their browsers."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from litestar.testing import TestClient

from tests.page import Browser
from webapp import db
from webapp.app import create_app
from webapp.results import store_demonstration
from webapp.settings import Settings

TODAY = date(2026, 11, 24)
CAST = {role: (email, secret) for role, email, secret in store_demonstration.PEOPLE_AND_PASSWORDS}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The logs are read when everything else has been written."""
    items.sort(key=lambda item: item.path.name == "test_log.py")


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
    with TestClient(create_app(Settings(db=centre_file), lambda: TODAY)) as client:
        yield Browser(client)


@pytest.fixture
def signed_in(centre_file: Path) -> Iterator[Callable[[str], Browser]]:
    """signed_in("entries") gives that person's own browser; all work on one file."""
    opened = []

    def open_browser(role: str) -> Browser:
        client = TestClient(create_app(Settings(db=centre_file), lambda: TODAY))
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
