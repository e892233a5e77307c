"""The real server on a centre of this very day, for one test alone."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.page import Browser
from tests.real_server import Server, browsing, serving


@pytest.fixture
def todays_file(built_today: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built_today, tmp_path / "centre.db"))


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    yield from serving()


@pytest.fixture
def browse() -> Iterator[Callable[..., Browser]]:
    yield from browsing()
