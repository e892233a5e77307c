"""A centre of this very day, since the real server goes by the real calendar."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.entries.desk import Desk
from tests.page import Browser
from tests.real_server import SERVER_LOGS, Server, browsing, serving
from webapp.database import connection as db


@pytest.fixture(scope="session")
def server_logs() -> Path:
    """Where every server of this run writes."""
    return SERVER_LOGS


@pytest.fixture(scope="module")
def todays_file(built_today: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for the tests of a module, as starting a server takes long: each takes its own people."""
    return Path(shutil.copy(built_today, tmp_path_factory.mktemp("served") / "centre.db"))


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[..., Server]]:
    yield from serving()


@pytest.fixture(scope="module")
def browse() -> Iterator[Callable[..., Browser]]:
    yield from browsing()


@pytest.fixture(scope="module")
def desk(todays_file: Path) -> Iterator[Desk]:
    one = db.connect(todays_file)
    yield Desk(one)
    one.close()
