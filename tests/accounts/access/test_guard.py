"""The guard at every door: signed out, wrong role, and forms that are not ours."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.routes import HTTPRoute

from tests.accounts.sample_people import token_of
from tests.accounts.scene import Scene
from tests.entries.drafts import begin, everything, id_of, people, selected
from tests.page import Browser, Page
from webapp.accounts.sessions import session
from webapp.app import create_app
from webapp.database.connection import Db
from webapp.entries.wizard import store as store_draft
from webapp.settings import Settings
from webapp.web import security_headers
from webapp.web import templates as html_templates

APP = create_app(Settings(db=Path("never opened")))
PUBLIC = {"/sign-in", "/calendar/{secret:str}", "/first-visit", "/invitation/{token:str}"}
STATIC = "/static/{file_path:path}"
STATICS = sorted(
    f"/static/{path.relative_to(html_templates.HERE / 'static')}"
    for path in (html_templates.HERE / "static").rglob("*")
    if path.is_file() and path.name != "CHECKSUMS"
)


def doors() -> Iterator[tuple[str, str]]:
    """Every method and path of the application that is not for everybody; HEAD is GET without a
    body.
    """
    for route in APP.routes:
        assert isinstance(route, HTTPRoute)
        for method in sorted(route.methods - {"HEAD"}):
            if route.path != STATIC and route.path not in PUBLIC:
                yield method, route.path


DOORS = list(doors())
POSTS = sorted(path for method, path in DOORS if method == "POST" and "{rest" not in path)


def knock(one: Browser, method: str, path: str, **more: Any) -> Page:
    reply = one.client.request(method, path, follow_redirects=False, **more)
    return Page(reply)


def test_the_doors_for_everybody_are_few() -> None:
    for route in APP.routes:
        assert isinstance(route, HTTPRoute)
        marks = {key for handler in route.route_handlers for key in handler.opt}
        assert ("public" in marks) is (route.path in PUBLIC), route.path
        assert ("static" in marks) is (route.path == STATIC), route.path
    assert len(DOORS) > 40
    assert len(POSTS) > 12


def test_a_stranger_is_sent_to_sign_in_from_every_door(stranger: Browser, centre_db: Db) -> None:
    scene = Scene(centre_db)
    before = everything(centre_db)
    for method, path in DOORS:
        page = knock(stranger, method, scene.address(path))
        where = f"{method} {path}"
        assert page.status == 303, where
        assert page.reply.headers["location"].partition("?")[0] == "/sign-in", where
        assert page.reply.headers["cache-control"] == "no-store", where
        assert not page.reply.content, where
    assert everything(centre_db) == before
    assert not stranger.client.app.state.parked.exists()


def test_a_strangers_htmx_is_told_to_go_and_sign_in_from_every_door(
    stranger: Browser, centre_db: Db
) -> None:
    scene = Scene(centre_db)
    for method, path in DOORS:
        page = knock(stranger, method, scene.address(path), headers={"hx-request": "true"})
        where = f"{method} {path}"
        assert page.status == 401, where
        assert page.reply.headers["hx-redirect"].partition("?")[0] == "/sign-in", where
        assert not page.reply.content, where


def test_a_cookie_that_nobody_was_given_is_a_strangers(stranger: Browser) -> None:
    for token in ("x", "", "' or 1 = 1 --", session.new_token(), "é".encode().hex() * 200):
        stranger.client.cookies.set("single_point", token)
        assert knock(stranger, "GET", "/").status == 303, token


@pytest.mark.parametrize("path", STATICS)
def test_static_files_are_open_to_everybody(stranger: Browser, path: str) -> None:
    reply = stranger.client.get(path)
    assert reply.status_code == 200
    assert reply.content
    assert "set-cookie" not in reply.headers
    assert reply.headers["cache-control"] == "max-age=31536000, public, immutable"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/css/../../app.py",
        "/static/css",
        "/static/",
        "/static/none.css",
    ],
)
def test_nothing_but_static_files_is_open(stranger: Browser, path: str) -> None:
    page = knock(stranger, "GET", path)
    assert page.status in (303, 404)
    assert "create_app" not in page.reply.text
    assert "root:" not in page.reply.text


def test_whoever_only_reads_results_is_refused_at_every_door_of_the_entries(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    reader = signed_in("results")
    scene = Scene(centre_db, email="results@riverside.example")
    before = everything(centre_db)
    found = [
        (method, path)
        for method, path in DOORS
        if path.startswith("/entries") and path not in READ_BY_ALL
    ]
    found += [(method, path) for method, path in DOORS if "upload" in path or "merge" in path]
    assert len(found) > 50
    for method, path in found:
        if method == "OPTIONS":
            continue
        values = {"data": {"form_token": reader.form_token, **scene.filled_in(path)}}
        page = knock(reader, method, scene.address(path), **(values if method == "POST" else {}))
        assert page.status == 403, (method, path)
        assert page.heading == "You cannot do this", (method, path)
    assert everything(centre_db) == before


READ_BY_ALL = "/entries/candidates/{candidate_id:int}"


def test_every_page_of_the_work_opens_to_those_who_make_entries(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    scene = Scene(centre_db, confirmed=True)
    for role in ("administrator", "entries"):
        one = signed_in(role)
        for method, path in DOORS:
            shut = role == "entries" and path.startswith(("/candidates/retention", "/entries/fees"))
            if method == "GET" and path.startswith(("/entries", "/candidates")):
                page = knock(
                    one,
                    method,
                    scene.address(path),
                    params={
                        "one": scene.people[0],
                        "series_id": scene.series_id,
                        "assessments": "25",
                        "assessment": "25",
                    },
                )
                assert page.status == (403 if shut else 200), (role, path)


# Sending these looks for something, or leads on.
ONLY_LOOK = {
    path
    for path in POSTS
    if path.endswith(
        (
            "/find",
            "{framework_id:int}/candidates",
            "/withdraw/check",
            "/help/uci",
            "/help/uln",
            "/stop",
        )
    )
    or path
    in (
        "/candidates",
        "/candidates/new/use",
        "/candidates/merge",
        "/candidates/retention",
        "/entries/submissions",
        "/accounts/activity",
        "/sign-in/code",
        "/account/two-step/codes",
        "/kept/{token:str}/send",
        "/kept/{token:str}/delete",
    )
}


@pytest.mark.parametrize("path", POSTS)
def test_a_form_that_is_not_ours_is_refused_and_changes_nothing(
    signed_in: Callable[[str], Browser], centre_db: Db, path: str
) -> None:
    me = signed_in("administrator")
    scene = Scene(centre_db, email="administrator@riverside.example", confirmed=True)
    to, values = scene.address(path), scene.form(me, path)
    values.pop("form_token", None)
    strangers = session.form_token(token_of(signed_in("entries")))
    whole = everything(centre_db)
    assert knock(me, "POST", to, data=values).status == 403
    # That one left its line of this hour in the activity.
    assert everything(centre_db) == whole
    before = commits(centre_db)
    forged: list[dict[str, Any]] = [
        {"data": values},
        {"data": values, "headers": {"hx-request": "true"}},
        {"files": [(key, (None, str(value))) for key, value in values.items()]},
        *(
            {"data": {**values, "form_token": token}}
            for token in (
                "",
                "x",
                strangers,
                session.form_token(""),
                session.form_token("x"),
                token_of(me),
                session.hash_of(token_of(me)),
            )
        ),
        {"data": values, "params": {"form_token": me.form_token}},
        {"data": values, "headers": {"form_token": me.form_token}},
        {"json": {**values, "form_token": me.form_token}},
    ]
    for one in forged:
        page = knock(me, "POST", to, **one)
        assert page.status == (415 if "json" in one else 403), one
        assert "Nothing was saved." in page.text or not page.all("html"), one
        assert commits(centre_db) == before, one
    assert not me.client.app.state.parked.exists()
    mine = {"data": {**values, "form_token": me.form_token}, **scene.files(path)}
    page = knock(me, "POST", to, **mine)
    assert page.status in (200, 303, 409, 422)
    assert (commits(centre_db) == before) is (path in ONLY_LOOK), page.text


def commits(db: Db) -> int:
    """Grows whenever anybody else has written anything into the file."""
    return db.execute("pragma data_version").fetchone()[0]


def sessions(db: Db) -> list[tuple]:
    return db.execute("select session_id, account_id, ended_at from sessions").fetchall()


def test_a_cross_site_form_with_the_cookie_alone_is_refused(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db)
    page = knock(officer, "POST", f"{base}/delete", headers={"origin": "https://elsewhere.example"})
    assert page.status == 403
    assert store_draft.one(centre_db, id_of(base))


def test_reading_never_writes(officer: Browser, centre_db: Db) -> None:
    scene = Scene(centre_db, confirmed=True)
    before = everything(centre_db), sessions(centre_db)
    for method, path in DOORS:
        if method in ("GET", "HEAD", "OPTIONS"):
            knock(officer, method, scene.address(path), params={"form_token": "x"})
    assert (everything(centre_db), sessions(centre_db)) == before
    assert len(selected(centre_db, scene.base)) == 1


KINDS = [
    ("a page", "GET", "/", {}, 200),
    ("a page that leads on", "GET", "/sign-in", {}, 303),
    ("a refused form", "POST", "/entries/drafts/new", {"data": {}}, 403),
    ("an unknown address", "GET", "/nowhere", {}, 404),
    ("an unknown draft", "GET", "/entries/drafts/999/package", {}, 404),
    ("a draft that is no number", "GET", "/entries/drafts/abc/package", {}, 404),
    ("an address that takes forms only", "GET", "/sign-out", {}, 303),
    ("an address that takes no forms", "POST", "/support", {}, 405),
    ("an unknown method", "PATCH", "/", {}, 405),
    ("a wrong number", "GET", "/candidates/groups/1?page=x", {}, 400),
    (
        "a broken form",
        "POST",
        "/sign-out",
        {"content": b"x", "headers": {"content-type": "multipart/form-data"}},
        400,
    ),
    ("a form too large", "POST", "/sign-out", {"data": {"x": "a" * 2_000_001}}, 413),
    ("what can be done here", "OPTIONS", "/", {}, 204),
    ("a static file", "GET", "/static/css/kit.css", {}, 200),
    ("a static file's head", "HEAD", "/static/css/kit.css", {}, 200),
    ("no static file", "GET", "/static/none.css", {}, 404),
    ("a static file sent to", "POST", "/static/css/kit.css", {}, 405),
]


def check_headers(page: Page, where: str) -> None:
    for name, value in security_headers.HEADERS.items():
        assert page.reply.headers.get_list(name) == [value], f"{where}: {name}"
    policy = page.reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "server" not in page.reply.headers
    assert "x-powered-by" not in page.reply.headers


@pytest.mark.parametrize(
    ("method", "path", "more", "status"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS]
)
def test_every_kind_of_reply_has_the_security_headers(
    officer: Browser, method: str, path: str, more: dict[str, Any], status: int
) -> None:
    page = knock(officer, method, path, **more)
    assert page.status == status
    check_headers(page, path)
    if "/static/" not in path and method != "OPTIONS":
        assert page.reply.headers["cache-control"] == "no-store"
    if page.all("html"):
        assert page.one("title")["text"].endswith("– Single Point")
        assert "Traceback" not in page.reply.text
        assert "litestar" not in page.reply.text.lower()


def test_a_strangers_replies_have_them_too(stranger: Browser) -> None:
    for method, path, more, status in [
        ("GET", "/", {}, 303),
        ("GET", "/", {"headers": {"hx-request": "true"}}, 401),
        ("POST", "/sign-in", {}, 403),
        ("GET", "/sign-in", {}, 200),
        ("PUT", "/sign-in", {}, 405),
    ]:
        page = knock(stranger, method, path, **more)
        assert page.status == status, (method, path)
        check_headers(page, path)


def test_our_own_failure_shows_a_code_that_stands_in_the_log(
    officer: Browser, centre_db: Db, caplog: pytest.LogCaptureFixture
) -> None:
    centre_db.execute("alter table submissions rename to something_else")
    page = knock(officer, "GET", "/")
    assert page.status == 500
    assert page.heading == "Something went wrong here"
    code = page.one("strong")["text"]
    assert re.fullmatch("[0-9a-f]{6}", code)
    assert code in caplog.text
    assert "OperationalError" in caplog.text
    assert "no such table" not in page.reply.text + caplog.text
    assert "Traceback" not in page.reply.text
    check_headers(page, "/")
    assert page.reply.headers["cache-control"] == "no-store"


def test_the_secret_in_an_address_is_never_in_the_log(
    stranger: Browser, centre_db: Db, caplog: pytest.LogCaptureFixture
) -> None:
    centre_db.execute("drop table invitations")
    secret = session.new_token()
    assert stranger.get(f"/invitation/{secret}").status == 500
    assert "/invitation/" in caplog.text
    assert secret not in caplog.text


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/sign-out", "/"),
        ("/session/stay", "/"),
        ("/account/sessions/end", "/account"),
        ("/candidates/export", "/candidates"),
        ("/candidates/help/uci", "/candidates"),
        ("/candidates/groups/add", "/candidates/groups"),
        ("/candidates/groups/1/fill", "/candidates/groups/1"),
        ("/candidates/7/archive", "/candidates/7"),
        ("/entries/drafts/{draft}/delete", "/entries/drafts"),
        ("/entries/drafts/{draft}/candidates/add?x=1", "/entries/drafts/{draft}/candidates"),
        ("/entries/drafts/{draft}/summary/order-number", "/entries/drafts/{draft}/summary"),
        ("/entries/submissions/1/withdraw/check", "/entries/submissions/1"),
        ("/results/missing", "/results"),
    ],
)
def test_the_address_of_a_form_alone_leads_to_the_page_that_it_belongs_to(
    officer: Browser, centre_db: Db, path: str, above: str
) -> None:
    draft = id_of(begin(centre_db, people=people(centre_db, 1), confirmed=True))
    before = everything(centre_db)
    page = officer.get(path.format(draft=draft))
    assert (page.status, page.address) == (200, above.format(draft=draft))
    assert "only takes what a form sends, so nothing was done" in page.text
    assert everything(centre_db) == before
    assert officer.get("/").heading == "Home"


def test_no_address_of_a_form_alone_is_a_dead_end(signed_in: Callable[[str], Browser]) -> None:
    administrator = signed_in("administrator")
    routes = administrator.client.app._app.routes
    alone = [
        one.path_format for one in routes if "POST" in one.methods and "GET" not in one.methods
    ]
    assert len(alone) > 50
    for path in alone:
        reply = administrator.client.get(re.sub(r"\{\w+\}", "1", path), follow_redirects=False)
        assert reply.status_code == 303, path
        assert reply.headers["location"] != path


def test_what_answers_get_answers_head_without_a_body(officer: Browser) -> None:
    for path in ("/", "/candidates", "/support", "/nowhere", "/results"):
        whole, head = officer.client.get(path), officer.client.head(path)
        assert head.status_code == whole.status_code, path
        assert head.headers["content-type"] == whole.headers["content-type"]


MISSED = [row for row in KINDS if row[4] in (404, 405) and "/static/" not in row[2]]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [row[1:3] + row[4:] for row in MISSED],
    ids=[row[0] for row in MISSED],
)
def test_an_error_stands_in_the_frame_of_whoever_is_signed_in(
    officer: Browser, method: str, path: str, status: int
) -> None:
    page = knock(officer, method, path)
    assert page.status == status
    assert "Priya Lewis" in page.one("header")["text"]
    assert page.all("nav", aria_label="Main")


def test_an_error_tells_a_stranger_nothing_of_who_is_here(stranger: Browser) -> None:
    page = knock(stranger, "PUT", "/sign-in")
    assert "Riverside" not in page.one("header")["text"]
    assert not page.all("nav", aria_label="Main")


def test_an_error_stands_beside_what_i_was_doing(officer: Browser) -> None:
    page = officer.htmx("/entries/drafts/999/options/tick", {"cells": "1-1"})
    assert page.status == 404
    assert page.reply.headers["hx-retarget"] == "#errors"
    assert page.tags[0]["id"] == "error"
    assert not page.all("html")


def test_a_file_in_the_place_of_a_text_counts_as_not_sent(officer: Browser, centre_db: Db) -> None:
    token = {"form_token": officer.form_token}
    for path, field in [
        ("/sign-in", "email"),
        ("/sign-in", "late"),
        ("/entries/drafts/new", "package"),
    ]:
        reply = officer.client.post(path, data={**token, "next": "1"}, files={field: b"a file"})
        assert reply.status_code == 422, (path, field)
