"""What the program keeps of a centre while it runs: the centre is a property of the request."""

from typing import Any, cast

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.types import Scope

SCOPE_KEY = "centre"


def centre_of(request: ASGIConnection[Any, Any, Any, Any]) -> State:
    """Return the state of the centre that the request is for."""
    return centre_in(request.scope)


def centre_in(scope: Scope) -> State:
    """Return the same by the scope: what was chosen for this request, else the only centre."""
    return cast("State", scope.get(SCOPE_KEY) or scope["litestar_app"].state.centre)
