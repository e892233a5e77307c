"""The real server on the demonstration centre, for the tests of a module; and a clock for wrong
tries.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.page import Browser
from tests.real_server import Server, browsing, serving
from webapp.accounts.sign_in import store_attempts


@pytest.fixture(scope="module")
def server(built_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    file = tmp_path_factory.mktemp("attacked") / "centre.db"
    file.write_bytes(built_demonstration.read_bytes())
    for serve in serving():
        yield serve(file)


@pytest.fixture(scope="module")
def browse() -> Iterator[Callable[..., Browser]]:
    yield from browsing()


@pytest.fixture(autouse=True)
def tries_at_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait of one second must not be over because a busy machine took that long for the next
    request.
    """
    moment = f"{store_attempts.now()[:19]}.000000Z"
    monkeypatch.setattr(store_attempts, "now", lambda: moment)
