"""What those get who are not signed in, or not yet all the way: they are sent to where that is done."""

from urllib.parse import urlencode

from litestar import MediaType, Response
from litestar.exceptions import NotAuthorizedException
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts import session
from webapp.html import go

SAFE = {"GET", "HEAD", "OPTIONS"}
SECOND_STEPS = {session.CODE: "/sign-in/code", session.ENROL: "/account/two-step"}


class SignInFirst(NotAuthorizedException):
    """Nobody is signed in; what was sent may wait under held_post_id.

    stage: session.CODE or session.ENROL when only the second step of the sign-in is missing.
    """

    def __init__(self, held_post_id: int | None = None, stage: str = session.FULL) -> None:
        super().__init__()
        self.held_post_id = held_post_id
        self.stage = stage


class NobodyYet(SignInFirst):
    """Nobody can sign in before the first visit has been made."""


def send_to_sign_in(request: HTMXRequest, problem: SignInFirst) -> Response:
    """A stranger's answer: 303 to the sign-in, or for htmx 401 with the address to go to."""
    asked = request.url.path if request.method in SAFE and not request.htmx else "/"
    held = {"held": problem.held_post_id} if problem.held_post_id else {}
    query = urlencode({"next": asked, **held} if asked != "/" else held)
    address = SECOND_STEPS.get(problem.stage, "/sign-in") + (f"?{query}" if query else "")
    if isinstance(problem, NobodyYet):
        address = "/first-visit"
    if request.htmx:
        return Response(
            b"", status_code=401, media_type=MediaType.TEXT,
            headers={"hx-redirect": address, "cache-control": "no-store"},
        )  # fmt: skip
    return go(address)
