"""Every address of the application and the least role that it asks for, as one table."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from litestar.routes import HTTPRoute

from tests.accounts.scene import Scene
from tests.accounts.test_guard import APP, DOORS, STATIC, knock
from tests.conftest import CAST
from tests.entries.drafts import everything
from tests.page import Browser, Page
from webapp.db import Db

# A new address needs its line here: think which role it is for, then write it down.
# "any" is every method but OPTIONS, with which any door says what it takes.
TABLE = {
    "public": """
        GET       /calendar/{secret:str}
        GET POST  /first-visit
        GET POST  /invitation/{token:str}
        GET POST  /sign-in
        GET HEAD  /static/{file_path:path}
    """,
    "reads": """
        GET       /
        GET       /account
        POST      /account/password
        POST      /account/sessions/end
        POST      /account/sessions/{session_id:int}/end
        GET       /account/two-step
        GET POST  /account/two-step/app
        POST      /account/two-step/codes
        POST      /account/two-step/off
        POST      /account/two-step/start
        GET POST  /candidates
        POST      /candidates/export
        GET       /candidates/groups
        GET       /candidates/groups/{group_id:int}
        POST      /candidates/help/uci
        POST      /candidates/help/uln
        GET       /candidates/{candidate_id:int}
        GET       /catalogue
        GET       /catalogue/assessments/{assessment_id:int}
        GET       /catalogue/calendar
        GET       /catalogue/frameworks/{framework_id:int}
        GET       /catalogue/packages/{package_id:int}
        GET       /entries/candidates/{candidate_id:int}
        GET       /results
        GET       /results/candidates/{candidate_id:int}
        GET       /results/learning-programmes
        GET       /results/learning-programmes/{framework_id:int}
        GET POST  /results/learning-programmes/{framework_id:int}/candidates
        POST      /results/learning-programmes/{framework_id:int}/candidates/find
        GET       /results/learning-programmes/{framework_id:int}/candidates/{candidate_id:int}
        GET       /results/learning-programmes/{framework_id:int}/report
        GET       /results/learning-programmes/{framework_id:int}/report.csv
        GET       /results/learning-programmes/{framework_id:int}/report.xlsx
        GET       /results/new
        GET       /session/left
        POST      /session/stay
        GET POST  /sign-in/code
        GET       /sign-in/continue/{held_post_id:int}
        POST      /sign-out
        GET       /support
        GET       /support/guide/{name:str}
        any       /{rest:path}
    """,
    "entries": """
        POST      /candidates/groups
        POST      /candidates/groups/add
        POST      /candidates/groups/{group_id:int}/delete
        POST      /candidates/groups/{group_id:int}/empty
        POST      /candidates/groups/{group_id:int}/fill
        POST      /candidates/groups/{group_id:int}/remove
        POST      /candidates/groups/{group_id:int}/rename
        GET POST  /candidates/merge
        POST      /candidates/merge/find
        GET POST  /candidates/merge/{one_id:int}/{other_id:int}
        GET       /candidates/merges/{merge_id:int}
        POST      /candidates/merges/{merge_id:int}/undo
        GET POST  /candidates/new
        POST      /candidates/new/use
        GET POST  /candidates/uploads
        GET       /candidates/uploads/{upload_id:int}
        POST      /candidates/uploads/{upload_id:int}/check
        GET POST  /candidates/uploads/{upload_id:int}/columns
        POST      /candidates/uploads/{upload_id:int}/delete
        GET       /candidates/uploads/{upload_id:int}/refused
        POST      /candidates/uploads/{upload_id:int}/rows
        POST      /candidates/uploads/{upload_id:int}/save
        POST      /candidates/{candidate_id:int}/archive
        POST      /candidates/{candidate_id:int}/bring-back
        GET POST  /candidates/{candidate_id:int}/edit
        GET       /candidates/{candidate_id:int}/record
        GET       /entries/attendance
        GET       /entries/attendance.pdf
        GET       /entries/drafts
        GET POST  /entries/drafts/new
        GET POST  /entries/drafts/{draft_id:int}/candidates
        POST      /entries/drafts/{draft_id:int}/candidates/add
        POST      /entries/drafts/{draft_id:int}/candidates/add-group
        POST      /entries/drafts/{draft_id:int}/candidates/bring-back
        POST      /entries/drafts/{draft_id:int}/candidates/find
        GET POST  /entries/drafts/{draft_id:int}/candidates/new
        POST      /entries/drafts/{draft_id:int}/candidates/new/use
        POST      /entries/drafts/{draft_id:int}/candidates/remove
        POST      /entries/drafts/{draft_id:int}/delete
        GET POST  /entries/drafts/{draft_id:int}/options
        POST      /entries/drafts/{draft_id:int}/options/tick
        GET POST  /entries/drafts/{draft_id:int}/package
        GET POST  /entries/drafts/{draft_id:int}/summary
        POST      /entries/drafts/{draft_id:int}/summary/order-number
        GET       /entries/make
        GET       /entries/make/learning-programmes
        GET POST  /entries/submissions
        GET       /entries/submissions/{submission_id:int}
        POST      /entries/submissions/{submission_id:int}/acknowledgement
        POST      /entries/submissions/{submission_id:int}/again
        GET       /entries/submissions/{submission_id:int}/attendance
        GET       /entries/submissions/{submission_id:int}/attendance.pdf
        POST      /entries/submissions/{submission_id:int}/hand-over
        GET       /entries/submissions/{submission_id:int}/hand-overs/{hand_over_id:int}
        GET POST  /entries/submissions/{submission_id:int}/order-number
        POST      /entries/submissions/{submission_id:int}/order-number/undo
        POST      /entries/submissions/{submission_id:int}/withdraw
        POST      /entries/submissions/{submission_id:int}/withdraw/check
        POST      /entries/submissions/{submission_id:int}/withdraw/undo
        GET POST  /results/corrections/{result_id:int}
        POST      /results/corrections/{result_id:int}/take-back
        POST      /results/missing
        GET POST  /results/uploads
        GET       /results/uploads/{upload_id:int}
        POST      /results/uploads/{upload_id:int}/check
        GET POST  /results/uploads/{upload_id:int}/columns
        POST      /results/uploads/{upload_id:int}/delete
        GET       /results/uploads/{upload_id:int}/refused
        POST      /results/uploads/{upload_id:int}/rows
        POST      /results/uploads/{upload_id:int}/save
    """,
    "administrator": """
        GET       /backups
        GET       /accounts
        GET POST  /accounts/activity
        POST      /accounts/activity/file
        GET       /accounts/activity/{deed:int}
        GET POST  /accounts/centre
        GET POST  /accounts/new
        GET POST  /accounts/two-step
        POST      /accounts/two-step/{account_id:int}/off
        GET POST  /accounts/{account_id:int}
        POST      /accounts/{account_id:int}/disable
        POST      /accounts/{account_id:int}/enable
        POST      /accounts/{account_id:int}/link
        GET POST  /candidates/retention
        POST      /candidates/retention/check
        POST      /candidates/retention/delete
        POST      /catalogue/calendar
        GET POST  /catalogue/edition
        GET       /catalogue/edition/{edition_id:int}
        POST      /catalogue/edition/{edition_id:int}/delete
        POST      /catalogue/edition/{edition_id:int}/save
        GET POST  /catalogue/fees
        GET       /catalogue/series
        GET POST  /catalogue/series/copy
        GET POST  /catalogue/series/new
        GET POST  /catalogue/series/{series_id:int}
        POST      /catalogue/series/{series_id:int}/delete
    """,
}
ROLES = ("results", "entries", "administrator")
LEAST = {"public": ROLES, "reads": ROLES, "entries": ROLES[1:], "administrator": ROLES[2:]}
METHODS = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT", "TRACE"]
ENDS_THE_SESSION = ("/sign-out", "/account/sessions/end")
NEW_PASSWORD = ("/account/password",)
# What the scene asks for there does not exist.
NOWHERE = ("/{rest:path}", "/calendar/{secret:str}")


def lines() -> Iterator[tuple[str, str, str]]:
    """Each method and path of the table, with its least role."""
    for least, text in TABLE.items():
        for line in text.split("\n"):
            *methods, path = line.split() or [""]
            for method in METHODS if methods == ["any"] else methods:
                yield method, path, least


DESK = list(lines())
SHUT = [(method, path, least) for method, path, least in DESK if least in ("entries", "administrator")]


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    there = [(method, route.path) for route in APP.routes if isinstance(route, HTTPRoute)
             for method in route.methods if method != "OPTIONS"]  # fmt: skip
    written = [(method, path) for method, path, _ in DESK]
    assert sorted(written) == sorted(there)
    assert len(written) == len(set(written))


def test_what_is_public_here_is_what_the_guard_lets_strangers_through() -> None:
    public = {(method, path) for method, path, least in DESK if least == "public"}
    behind = {(method, path) for method, path in DOORS if method != "OPTIONS"}
    assert public.isdisjoint(behind)
    assert public | behind == {(method, path) for method, path, _ in DESK}


def test_a_stranger_gets_what_is_public(stranger: Browser, centre_db: Db) -> None:
    scene = Scene(centre_db)
    stranger.get("/sign-in")
    for method, path, least in DESK:
        if least == "public" and method != "HEAD":
            page = ask(stranger, scene, method, path)
            assert page.status in (200, 303, 404, 422), path


def ask(one: Browser, scene: Scene, method: str, path: str, **headers: str) -> Page:
    """Ask for an address as a person would who has found it, with a form that is their own."""
    if path == STATIC:
        return knock(one, method, "/static/css/kit.css")
    more: dict[str, Any] = {"headers": headers}
    if method not in ("GET", "HEAD"):
        more |= {"data": {**scene.filled_in(path), "form_token": one.form_token}, **scene.files(path)}
    else:
        more["params"] = {"one": scene.people[0], "series_id": scene.series_id} if method == "GET" else {}
    return knock(one, method, scene.address(path), **more)


def may(role: str, least: str) -> bool:
    return role in LEAST[least]


@pytest.mark.parametrize("role", ROLES)
def test_a_person_gets_what_the_role_includes(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    one = signed_in(role)
    scene = Scene(centre_db, confirmed=True, email=CAST[role][0])
    # Looking comes first: what is done may take away what there was to look at.
    mine = [(method, path) for method, path, least in DESK if may(role, least)]
    for method, path in sorted(mine, key=lambda door: (door[0] != "GET", door[1] in NEW_PASSWORD)):
        page = ask(one, scene, method, path)
        where = f"{role}: {method} {path} gives {page.status}"
        if path in NOWHERE:
            assert page.status in (404, 405), where
        elif method == "GET":
            assert page.status in (200, 303), where
        else:
            assert page.status in (200, 204, 303, 404, 409, 422), where
        if path in ENDS_THE_SESSION:
            assert one.sign_in(*CAST[role]).heading == "Home"
        elif page.status == 303 and path != "/first-visit":
            assert page.reply.headers["location"] != "/sign-in", where


@pytest.mark.parametrize("role", ["results", "entries"])
def test_a_person_is_refused_what_the_role_does_not_include(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    one = signed_in(role)
    scene = Scene(centre_db, email=CAST["entries"][0])
    before = everything(centre_db)
    refused = [(method, path) for method, path, least in SHUT if not may(role, least)]
    assert len(refused) > 25
    for method, path in refused:
        page = ask(one, scene, method, path)
        assert page.status == 403, (method, path)
        assert page.heading == "You cannot do this", (method, path)
        page = ask(one, scene, method, path, **{"hx-request": "true"})
        assert page.status == 403, (method, path)
        assert page.reply.headers["hx-retarget"] == "#errors", (method, path)
        assert not page.all("html"), (method, path)
    assert everything(centre_db) == before


@pytest.mark.parametrize("role", ["results", "entries"])
def test_a_refusal_is_the_same_whether_or_not_there_is_such_a_thing(
    signed_in: Callable[[str], Browser], centre_db: Db, role: str
) -> None:
    one = signed_in(role)
    scene, nothing = Scene(centre_db), Scene.__new__(Scene)
    nothing.__dict__ |= scene.__dict__ | {
        "stands_for": dict.fromkeys(scene.stands_for, "999999"), "archived": 999999,
        "newcomer": 999999, "leaver": 999999, "uploads": dict.fromkeys(scene.uploads, 999999),
    }  # fmt: skip
    numbered = [door for door in SHUT if "{" in door[1] and not may(role, door[2])]
    assert numbered
    for method, path, _ in numbered:
        there, not_there = ask(one, scene, method, path), ask(one, nothing, method, path)
        assert there.status == not_there.status == 403, (method, path)
        assert timeless(there) == timeless(not_there), (method, path)


def timeless(page: Page) -> str:
    """The reply without the seconds that the session has left."""
    return re.sub(r'data-left="\d+"', "", page.reply.text)
