"""The small centre whose results are known row by row."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.results import centre
from webapp.database import connection as db


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "centre.db"
    one = centre.build(path)
    one.execute("pragma wal_checkpoint(truncate)")
    one.close()
    return path


@pytest.fixture
def riverside(built: Path, tmp_path: Path) -> Iterator[db.Db]:
    one = db.connect(Path(shutil.copy(built, tmp_path / "centre.db")))
    yield one
    one.close()
