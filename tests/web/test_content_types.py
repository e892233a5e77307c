"""What a request says of its body is looked at first, and what an answer says is true."""

from collections.abc import Callable

import pytest

from tests.page import Browser


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded-not",
        "multipart/mixed; boundary=x",
        "nonsense",
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/candidates/groups"])
def test_a_body_of_another_kind_than_a_form_is_refused_by_name(
    officer: Browser, path: str, content_type: str
) -> None:
    reply = officer.client.post(
        path, content=b'{"title": "Made by a machine"}', headers={"content-type": content_type}
    )
    assert reply.status_code == 415
    assert reply.headers["accept"] == "application/x-www-form-urlencoded, multipart/form-data"
    assert "Nothing was saved" in reply.text


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-8",
        "APPLICATION/X-WWW-FORM-URLENCODED",
    ],
)
def test_a_form_is_taken_however_its_kind_is_written(officer: Browser, content_type: str) -> None:
    reply = officer.client.post(
        "/candidates/groups",
        content=f"form_token={officer.form_token}&title=Kiln".encode(),
        headers={"content-type": content_type},
        follow_redirects=False,
    )
    assert reply.status_code == 303


def test_a_request_without_a_body_needs_no_kind(officer: Browser) -> None:
    assert officer.client.post("/candidates/groups").status_code == 403


def test_what_is_no_page_says_that_it_is_a_file(officer: Browser) -> None:
    reply = officer.client.get("/session/left")
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["content-disposition"] == 'attachment; filename="session.json"'


def test_signing_out_asks_the_browser_to_forget_pages_and_what_scripts_kept(
    officer: Browser,
) -> None:
    reply = officer.client.post(
        "/sign-out", data={"form_token": officer.form_token}, follow_redirects=False
    )
    assert reply.headers["clear-site-data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    ("method", "path", "content_type"),
    [
        ("GET", "/", "text/html; charset=utf-8"),
        ("GET", "/nowhere", "text/html; charset=utf-8"),
        ("PUT", "/candidates", "text/html; charset=utf-8"),
        ("POST", "/candidates/export", "text/csv; charset=utf-8"),
        ("POST", "/accounts/activity/file", "text/csv; charset=utf-8"),
        ("POST", "/account/record", "application/json"),
        ("GET", "/static/look.css", "text/css; charset=utf-8"),
        ("GET", "/static/icon.svg", "image/svg+xml"),
    ],
)
def test_every_answer_says_what_it_is_and_lets_no_other_site_read_it(
    signed_in: Callable[[str], Browser], method: str, path: str, content_type: str
) -> None:
    one = signed_in("administrator")
    reply = one.client.request(
        method,
        path,
        data={"form_token": one.form_token} if method == "POST" else None,
        headers={"origin": "https://elsewhere.example"} if method == "GET" else {},
    )
    assert reply.headers["content-type"] == content_type
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"
    assert not [name for name in reply.headers if name.startswith("access-control-")]
