"""What those get who are not signed in, or not yet all the way: they are sent to where that is
done.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from litestar import MediaType, Response
from litestar.exceptions import NotAuthorizedException
from litestar.plugins.htmx import HTMXRequest

from webapp.accounts.sessions import session
from webapp.web.responses import go

SAFE = {"GET", "HEAD", "OPTIONS"}
SECOND_STEPS = {session.CODE: "/sign-in/code", session.ENROL: "/account/two-step"}


# What became of a form that was sent after its session, as the page to sign in says it.
LATE = {
    "kept": (
        "Your session had ended. What you sent has been kept: sign in, look at it, and send it on."
    ),
    "full": "Your session had ended, and what you sent could not be kept, because as much as may"
    " wait is"
    " waiting already. Sign in, send on or throw away what waits, and fill in the form again.",
    "file": "Your session had ended, and the file that you sent is too large to be kept with what"
    " waits"
    " already. Sign in and choose it again.",
    "lost": "Your session had ended, and what you sent could not be kept, because the disk did"
    " not take it."
    " Sign in and fill in the form again; going back may still show what you typed.",
    "private": "Your session had ended, so nothing was changed. Whatever has to do with"
    " passwords, codes or"
    " accounts is never kept: sign in and fill in the form again.",
    "ended": "You were signed out before you sent this, so it was not kept. Sign in and send it"
    " again; going"
    " back may still show what you typed.",
}


class SignInFirst(NotAuthorizedException):
    """Nobody is signed in; late, a word of LATE or "", is what became of what was sent.

    stage: session.CODE or session.ENROL when only the second step of the sign-in is missing.
    """

    def __init__(self, late: str = "", stage: str = session.FULL) -> None:
        super().__init__()
        self.late = late
        self.stage = stage


class NobodyYet(SignInFirst):
    """Nobody can sign in before the first visit has been made."""


def send_to_sign_in(request: HTMXRequest, problem: SignInFirst) -> Response[Any]:
    """A stranger's answer: 303 to the sign-in, or for htmx 401 with the address to go to."""
    asked = request.url.path if request.method in SAFE and not request.htmx else "/"
    if problem.late:
        asked = _page_of_form(request)
    late = {"late": problem.late} if problem.late else {}
    query = urlencode({"next": asked, **late} if asked != "/" else late)
    address = SECOND_STEPS.get(problem.stage, "/sign-in") + (f"?{query}" if query else "")
    if isinstance(problem, NobodyYet):
        address = "/first-visit"
    if request.htmx:
        return Response(
            b"",
            status_code=401,
            media_type=MediaType.TEXT,
            headers={"hx-redirect": address, "cache-control": "no-store"},
        )
    return go(address)


def _page_of_form(request: HTMXRequest) -> str:
    """The page of ours on which the form stood, as far as the browser says so."""
    page = urlsplit(request.headers.get("referer", ""))
    return page.path if page.path and page.netloc == request.headers.get("host") else "/"
