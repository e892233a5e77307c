"""Who looks after the catalogue."""

from collections.abc import Callable

import pytest

from tests.page import Browser


@pytest.fixture
def administrator(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("administrator")
