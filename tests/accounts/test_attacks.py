"""Attacks on the running server: each is refused, and nothing in the file changes."""

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import httpx
import pytest

from tests.accounts.attacked import digest, raw, request, status
from tests.conftest import CAST
from tests.page import Browser
from tests.real_server import Server
from webapp.accounts.parked_forms import parked_form
from webapp.accounts.sessions.session import form_token, hash_of, new_token
from webapp.database import connection as db
from webapp.settings import parked_folder_of
from webapp.web import downloads as files

FORM = "Content-Type: application/x-www-form-urlencoded"
GROUPS = "/candidates/groups"


@pytest.fixture(scope="module")
def me(server: Server, browse: Callable[..., Browser]) -> Browser:
    one = browse(server)
    one.sign_in(*CAST["administrator"])
    return one


def sent(me: Browser, title: str, headers: dict[str, str], **values: str) -> httpx.Response:
    """The form that makes a candidate group, as some page somewhere would send it."""
    form = {"form_token": me.form_token, "title": title, **values}
    return me.client.post(GROUPS, data=form, headers=headers, follow_redirects=False)


def test_it_works(server: Server, me: Browser) -> None:
    before = digest(server.file)
    assert digest(server.file) == before
    reply = sent(me, "Made here", {"origin": server.address, "sec-fetch-site": "same-origin"})
    assert reply.status_code == 303
    assert digest(server.file) != before


@pytest.mark.parametrize(
    "token", ["", "x", form_token(""), form_token("x"), form_token("one that nobody was given")]
)
def test_a_form_with_a_forged_token_is_refused(server: Server, me: Browser, token: str) -> None:
    before = digest(server.file)
    assert sent(me, "Forged", {}, form_token=token).status_code == 403
    assert digest(server.file) == before


def test_a_form_without_a_token_is_refused(server: Server, me: Browser) -> None:
    before = digest(server.file)
    reply = me.client.post(GROUPS, data={"title": "Forged"}, follow_redirects=False)
    assert reply.status_code == 403
    assert digest(server.file) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "anything new"},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_is_refused_even_with_the_right_token(
    server: Server, me: Browser, headers: dict[str, str]
) -> None:
    before = digest(server.file)
    for more in ({}, {"hx-request": "true"}):
        reply = sent(me, "Forged", {**headers, **more})
        assert reply.status_code == 403
        assert "did not come from your own pages" in reply.text
    assert digest(server.file) == before


def test_a_token_planted_before_the_sign_in_is_worth_nothing_after_it(
    server: Server, browse: Callable[..., Browser]
) -> None:
    planted = new_token()
    victim, thief = browse(server), browse(server)
    for one in (victim, thief):
        one.client.cookies.set("single_point", planted, domain="127.0.0.1", path="/")
    victim.sign_in(*CAST["entries"])
    tokens = {one.value for one in victim.client.cookies.jar if one.name == "single_point"}
    assert len(tokens) == 1
    assert planted not in tokens
    assert victim.get("/candidates").heading == "Candidates"
    reply = thief.client.get("/candidates", follow_redirects=False)
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/sign-in")


def test_a_cookie_changed_in_one_place_is_a_strangers(server: Server, me: Browser) -> None:
    token, before = me.client.cookies["single_point"], digest(server.file)
    for place in range(len(token)):
        other = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        said = raw(server, request("GET /candidates", f"Cookie: single_point={other}"))
        assert status(said) == 303
    for other in (token[:-1], token + "A", token.lower(), f'"{token} "', "' or '1'='1", "%00", "é"):
        said = raw(server, request("GET /candidates", f"Cookie: single_point={other}"))
        assert status(said) == 303, other
    assert digest(server.file) == before


NASTY = 'x"; filename="evil.html\r\nSet-Cookie: single_point=planted\r\n\r\n<script>é日本'


def test_no_title_writes_headers_into_a_download(server: Server, me: Browser) -> None:
    """Titles come from forms and editions, and here straight from the file."""
    one = db.connect(server.file)
    one.execute("update candidate_groups set title = ? where group_id = 12", [NASTY])
    one.execute("update series set title = ? || series_id", [NASTY])
    one.execute("update frameworks set framework_code = ? where framework_id = 1", [NASTY])
    series_id = one.execute("select min(series_id) from entries").fetchone()[0]
    one.conn.commit()
    one.close()
    downloads = [
        f"/entries/attendance.pdf?series_id={series_id}",
        "/entries/submissions/2/attendance.pdf",
        "/results/learning-programmes/1/report.csv",
        "/results/learning-programmes/1/report.xlsx",
    ]
    for address in downloads:
        reply = me.client.get(address)
        assert reply.status_code == 200, address
        named = reply.headers.get_list("content-disposition")
        assert len(named) == 1
        assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+"', named[0]), address
        assert "planted" not in reply.headers.get("set-cookie", "")


def test_a_files_name_is_plain_whatever_it_is_made_of() -> None:
    name = files.download(f"{NASTY}.csv", b"").headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+\.csv"', name)


PATHS = [
    "/static/../app.py",
    "/static/../../schema.sql",
    "/static/%2e%2e/app.py",
    "/static/%2e%2e%2fapp.py",
    "/static/..%2f..%2fschema.sql",
    "/static/..%5c..%5cschema.sql",
    "/static/%252e%252e/app.py",
    "/static//etc/passwd",
    "/static/%2fetc%2fpasswd",
    "/static/css/%00kit.css",
    "/static/css/kit.css%00.png",
    "/static/css/kit.css/x",
    "/static/%ff%fe",
    "/static/",
    "/static/.",
    "/static/css",
    "/static/css/" + "a" * 240,
    "/static/" + "a/" * 4000,
    "//static/../app.py",
    "/static/./../app.py",
    "/static;/../app.py",
    "/static/css/..;/..;/app.py",
    "/static/file:///etc/passwd",
    "/static/%c0%ae%c0%ae/app.py",
    "/static/css/%0d%0aSet-Cookie:%20a=b",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_trick_with_a_path_leaves_the_static_files(server: Server, path: str) -> None:
    said = raw(server, request(f"GET {path}"))
    assert status(said) in (303, 400, 404, 414)
    assert b"root:" not in said
    assert b"import" not in said
    assert b"create table" not in said
    assert b"a=b" not in said.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize(
    ("line", "host", "expected"),
    [
        ("GET /sign-in", "Host: 127.0.0.1", 200),
        ("GET /sign-in", "Host: evil.example", 421),
        ("GET /sign-in", "Host: 127.0.0.1\r\nHost: evil.example", 400),
        ("GET /sign-in", "", 400),
        ("GET http://127.0.0.1/sign-in", "Host: evil.example", 421),
        ("GET /static/css/kit.css", "Host: evil.example", 421),
        ("GET /nowhere", "Host: evil.example", 421),
    ],
)
def test_only_one_host_that_is_ours_is_answered(
    server: Server, line: str, host: str, expected: int
) -> None:
    assert status(raw(server, request(line, host=host))) == expected


def test_an_absolute_address_of_another_host_never_comes_back(server: Server) -> None:
    said = raw(server, request("GET http://evil.example/sign-in"))
    assert b"evil.example" not in said


def test_nobody_is_believed_about_addresses_unless_named_as_a_proxy(
    server: Server, me: Browser
) -> None:
    said = raw(
        server,
        request(
            "GET /sign-in",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: evil.example",
            "Forwarded: host=evil.example;proto=https",
        ),
    )
    assert status(said) == 200
    assert b"strict-transport-security" not in said
    assert b"; Secure" not in said
    assert b"evil.example" not in said


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: 5", "Content-Length: 6"),
        ("Transfer-Encoding: xchunked",),
        ("Content-Length: -1",),
        ("Content-Length: 1e3",),
        ("Transfer-Encoding: chunked, identity",),
    ],
)
def test_a_request_of_doubtful_length_is_not_answered_twice(
    server: Server, headers: tuple[str, ...]
) -> None:
    within = request("GET /static/css/kit.css")
    before = digest(server.file)
    said = raw(server, request("POST /sign-in", *headers, FORM, body=b"0\r\n\r\n" + within))
    assert said.count(b"HTTP/1.1 ") <= 1
    assert status(said) in (0, 400, 403)
    assert digest(server.file) == before


def test_a_thousand_passwords_tried_all_at_once_are_counted_one_by_one(
    server: Server, me: Browser
) -> None:
    email, _ = CAST["results"]
    with closing(sqlite3.connect(server.file)) as file:
        before = file.execute("select * from accounts").fetchall()

    def guess(number: int) -> list[int]:
        with httpx.Client(base_url=server.address, trust_env=False, timeout=60) as client:
            stranger = Browser(client)
            page = stranger.get("/sign-in")
            return [
                stranger.send(page, "/sign-in", email=email, password=f"{number} {one}").status
                for one in range(50)
            ]

    with ThreadPoolExecutor(20) as pool:
        said = [status for of_one in pool.map(guess, range(20)) for status in of_one]
    assert set(said) == {422, 429}
    assert said.count(422) < 20
    with closing(sqlite3.connect(server.file)) as file:
        assert file.execute("select * from accounts").fetchall() == before
        # The slower the machine, the more tries were looked at, and the longer the next person
        # waits.
        file.execute("delete from sign_in_attempts")
        file.commit()
    assert me.get("/support").status == 200


def test_the_cookie_that_sign_out_leaves_keeps_and_carries_out_nothing(
    server: Server, browse: Callable[..., Browser]
) -> None:
    owner = browse(server)
    owner.sign_in(*CAST["administrator"])
    stolen, token = owner.client.cookies["single_point"], owner.form_token
    owner.send(owner.get("/"), "/sign-out")
    assert owner.client.cookies["single_point"] != stolen
    before = digest(server.file)
    thief = browse(server)
    thief.client.cookies.set("single_point", stolen)
    reply = thief.client.post(
        GROUPS, data={"form_token": token, "title": "Forged"}, follow_redirects=False
    )
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/sign-in?late=ended")
    assert digest(server.file) == before
    assert not parked_folder_of(server.file).exists()
    owner.sign_in(*CAST["administrator"])
    # As a link on some page elsewhere would send the owner there.
    for number in range(1, 5):
        owner.client.get(f"/sign-in/continue/{number}")
        owner.client.get(f"/kept/{number}/send")
    with closing(db.connect(server.file)) as one:
        assert not one.execute("select 1 from candidate_groups where title = 'Forged'").fetchone()


def test_a_cookie_that_ran_out_stores_no_more_than_the_quota_whatever_is_sent_at_once(
    server: Server, browse: Callable[..., Browser]
) -> None:
    owner = browse(server)
    owner.sign_in(*CAST["results"])
    assert owner.client.get("/").url.path == "/"
    token = owner.form_token
    with closing(db.connect(server.file)) as one:
        one.execute(
            "update sessions set seen_at = '2020-01-01T00:00:00.000000Z',"
            " started_at = '2020-01-01T00:00:00.000000Z' where token_hash = ?",
            [hash_of(owner.client.cookies["single_point"])],
        )
        assert (
            owner.client.post(GROUPS, data={"form_token": token, "title": "x"}).url.path
            == "/sign-in"
        )
        assert not parked_folder_of(server.file).exists(), "it ran out years ago"
        one.execute(
            "update sessions set started_at = ?, seen_at = ? where token_hash = ?",
            [*[moment_ago(hours=2)] * 2, hash_of(owner.client.cookies["single_point"])],
        )
    cookie = {"cookie": f"single_point={owner.client.cookies['single_point']}"}

    def send(number: int) -> int:
        form = {"form_token": token, "title": f"{number} " + "x" * 1_900_000}
        return httpx.post(
            server.address + GROUPS,
            data=form,
            headers=cookie,
            timeout=60,
            verify=False,
            trust_env=False,
        ).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(24))) == {303}
    kept = list(parked_folder_of(server.file).iterdir())
    assert 0 < len(kept) <= parked_form.MAX_FORMS
    assert sum(one.stat().st_size for one in kept) <= parked_form.MAX_BYTES


def moment_ago(**span: int) -> str:
    return (datetime.now(UTC) - timedelta(**span)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_a_form_that_waits_is_sent_once_however_often_the_button_is_pressed_at_once(
    server: Server, browse: Callable[..., Browser]
) -> None:
    owner = browse(server)
    owner.sign_in(*CAST["entries"])
    with closing(db.connect(server.file)) as one:
        account_id, made_at = one.execute(
            "select account_id, made_at from accounts where email = ?", [CAST["entries"][0]]
        ).fetchone()
    form = parked_form.Form("Make group", GROUPS, (("title", "Made once"),))
    account = SimpleNamespace(account_id=account_id, account_made_at=made_at)
    parked_form.park(parked_folder_of(server.file), account, form, now=moment_ago(hours=1))
    page = owner.get("/kept")
    action = next(one["action"] for one in page.all("form") if one["action"].endswith("/send"))
    cookie = {"cookie": f"single_point={owner.client.cookies['single_point']}"}

    def press(_number: int) -> str:
        return httpx.post(
            server.address + action,
            data={"form_token": owner.form_token},
            headers=cookie,
            timeout=60,
            verify=False,
            trust_env=False,
        ).headers["location"]

    with ThreadPoolExecutor(8) as pool:
        led_to = list(pool.map(press, range(16)))
    assert len([one for one in led_to if one.startswith(GROUPS)]) == 1
    assert led_to.count("/kept") == 15
    with closing(db.connect(server.file)) as one:
        asked = "select count(*) from candidate_groups where title = 'Made once'"
        assert one.execute(asked).fetchone() == (1,)
