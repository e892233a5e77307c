"""Every address of the application and the least role that it asks for, as one table."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from litestar.routes import HTTPRoute

from tests.accounts.access.test_guard import APP, DOORS, STATIC, knock
from tests.accounts.scene import Scene
from tests.conftest import CAST
from tests.entries.drafts import everything
from tests.page import Browser, Page
from webapp.database.connection import Db

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
        POST      /account/notices
        POST      /account/password
        POST      /account/record
        POST      /account/sessions/end
        POST      /account/sessions/{session_id:int}/end
        GET       /account/two-step
        GET POST  /account/two-step/app
        POST      /account/two-step/codes
        POST      /account/two-step/off
        POST      /account/two-step/start
        GET POST  /candidates
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
        GET       /kept
        POST      /kept/{token:str}/delete
        POST      /kept/{token:str}/send
        POST      /sign-out
        GET       /support
        GET       /support/guide/{name:str}
        any       /{rest:path}
    """,
    "entries": """
        POST      /candidates/export
        POST      /candidates/groups
        POST      /candidates/groups/add
        POST      /candidates/groups/{group_id:int}/bring-back
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
        POST      /candidates/uploads/{upload_id:int}/stop
        POST      /candidates/{candidate_id:int}/archive
        POST      /candidates/{candidate_id:int}/bring-back
        GET POST  /candidates/{candidate_id:int}/edit
        POST      /candidates/{candidate_id:int}/former-names
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
        GET POST  /entries/drafts/{draft_id:int}/options/series
        POST      /entries/drafts/{draft_id:int}/options/tick
        POST      /entries/drafts/{draft_id:int}/options/undo
        GET POST  /entries/drafts/{draft_id:int}/package
        GET POST  /entries/drafts/{draft_id:int}/summary
        POST      /entries/drafts/{draft_id:int}/summary/order-number
        GET POST  /entries/hand-over
        POST      /entries/hand-over/sheet
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
        POST      /entries/submissions/{submission_id:int}/hand-overs/{hand_over_id:int}/take-back
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
        POST      /results/uploads/{upload_id:int}/stop
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
        GET       /catalogue/edition/{edition_id:int}/people
        POST      /catalogue/edition/{edition_id:int}/save
        POST      /catalogue/edition/{edition_id:int}/whole
        GET POST  /catalogue/fees
        GET POST  /entries/fees
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
SHUT = [
    (method, path, least) for method, path, least in DESK if least in ("entries", "administrator")
]


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    there = [
        (method, route.path)
        for route in APP.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods
        if method not in ("OPTIONS", "HEAD")
    ]
    written = [(method, path) for method, path, _ in DESK if method != "HEAD"]
    assert sorted(written) == sorted(there)
    assert len(written) == len(set(written))


def test_what_is_public_here_is_what_the_guard_lets_strangers_through() -> None:
    # HEAD goes the way of GET.
    desk = {(method, path): least for method, path, least in DESK if method != "HEAD"}
    public = {door for door, least in desk.items() if least == "public"}
    behind = {(method, path) for method, path in DOORS if method != "OPTIONS"}
    assert public.isdisjoint(behind)
    assert public | behind == desk.keys()


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
        more |= {
            "data": {**scene.filled_in(path), "form_token": one.form_token},
            **scene.files(path),
        }
    else:
        more["params"] = (
            {"one": scene.people[0], "series_id": scene.series_id} if method == "GET" else {}
        )
    return knock(one, method, scene.address(path), **more)


def test_what_strangers_may_send_is_small() -> None:
    for route in APP.routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if handler.opt.get("public") and "POST" in handler.http_methods:
                assert handler.resolve_request_max_body_size() <= 16 * 1024, route.path


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-purpose": "prefetch"},
        {"referer": "https://elsewhere.example/"},
    ],
)
def test_nothing_that_a_link_elsewhere_leads_to_writes_anything(
    signed_in: Callable[[str], Browser], centre_db: Db, headers: dict[str, str]
) -> None:
    one = signed_in("administrator")
    scene = Scene(centre_db, confirmed=True, email=CAST["administrator"][0])
    before = kept(centre_db)
    for method, path, _ in DESK:
        if method == "GET":
            ask(one, scene, method, path, **headers)
            assert kept(centre_db) == before, path


def kept(db: Db) -> dict[str, Any]:
    """Everything in the file, and the lines of the activity."""
    return everything(db) | {"activity": db.execute("select * from activity").fetchall()}


def test_a_download_that_a_link_elsewhere_leads_to_is_asked_about(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    one = signed_in("administrator")
    scene = Scene(centre_db, confirmed=True, email=CAST["administrator"][0])
    noted = [
        route.path
        for route in APP.routes
        for handler in getattr(route, "route_handlers", ())
        if handler.opt.get("notes")
    ]
    assert len(noted) >= 7
    for path in noted:
        page = ask(one, scene, "GET", path, **{"sec-fetch-site": "cross-site"})
        assert (page.status, page.heading) == (200, "Download this file?"), path
        link = next(a for a in page.all("a") if a["text"] == "Download the file")
        assert link["href"] == page.address or link["href"].startswith(
            scene.address(path).partition("?")[0]
        )
        before = kept(centre_db)
        followed = one.client.get(link["href"], headers={"sec-fetch-site": "same-origin"})
        assert followed.status_code == 200, path
        assert "Download this file?" not in followed.text[:3000]
        assert kept(centre_db) != before, path


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
        "stands_for": dict.fromkeys(scene.stands_for, "999999"),
        "archived": 999999,
        "newcomer": 999999,
        "leaver": 999999,
        "uploads": dict.fromkeys(scene.uploads, 999999),
    }
    numbered = [door for door in SHUT if "{" in door[1] and not may(role, door[2])]
    assert numbered
    for method, path, _ in numbered:
        there, not_there = ask(one, scene, method, path), ask(one, nothing, method, path)
        assert there.status == not_there.status == 403, (method, path)
        assert timeless(there) == timeless(not_there), (method, path)


def timeless(page: Page) -> str:
    """The reply without the seconds that the session has left, and without its own address."""
    text = re.sub(r'data-left="\d+"', "", page.reply.text)
    return text.replace(f'action="{page.address}"', "")
