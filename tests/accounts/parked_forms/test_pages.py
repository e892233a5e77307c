"""Signing in and out, and Support."""

from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from httpx import Response

from tests.accounts.sample_people import COOKIE, age, browser, is_signed_in, token_of
from tests.conftest import CAST
from tests.page import Browser, Page, squeezed
from webapp.accounts.sessions import session
from webapp.database.connection import Db

EMAIL, SECRET = CAST["entries"]
WRONG = "The e-mail and the password do not fit together. Check both and try again."


def try_to_sign_in(one: Browser, email: str = EMAIL, password: str = SECRET, **more: str) -> Page:
    return one.send(one.get("/sign-in"), "/sign-in", email=email, password=password, **more)


def led_to(one: Browser, next_: str) -> str:
    """Where signing in leads when the form says to go on to next_."""
    values = {"form_token": one.form_token, "email": EMAIL, "password": SECRET, "next": next_}
    reply = one.client.post("/sign-in", data=values, follow_redirects=False)
    assert reply.status_code == 303
    return reply.headers["location"]


def cookie_in(reply: Response) -> SimpleCookie:
    found = SimpleCookie()
    for line in reply.headers.get_list("set-cookie"):
        found.load(line)
    return found


def test_it_works(stranger: Browser) -> None:
    page = stranger.get("/sign-in")
    assert page.status == 200
    assert page.heading == "Sign in to Riverside College (demonstration)"
    assert squeezed(page.one("label", for_="email")["text"]) == "E-mail"
    assert squeezed(page.one("label", for_="password")["text"]) == "Password"
    assert squeezed(page.one("button", type="submit")["text"]) == "Sign in"
    page = stranger.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert page.address == "/"
    assert page.heading == "Home"


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    for address in ("/support", "/kept"):
        page = stranger.get(address)
        assert page.address == "/sign-in"
    assert stranger.post("/sign-out").address == "/sign-in"


def test_a_number_under_which_nothing_waits_says_so(officer: Browser) -> None:
    assert "Nothing waits for you." in officer.get("/kept").text
    for wrong in ("999", "0", "9" * 30, "x"):
        for what in ("send", "delete"):
            page = officer.post(f"/kept/{wrong}/{what}")
            assert page.address == "/kept"
            assert "does not wait any longer" in page.text


def test_the_frame_names_the_centre_and_the_person(officer: Browser) -> None:
    page = officer.get("/")
    frame = squeezed(page.one("header")["text"])
    assert "Riverside College (demonstration) Centre 12345" in frame
    assert "Priya Lewis" in frame
    assert squeezed(page.one("button", class_="head__sign-out")["text"]) == "Sign out"


@pytest.mark.parametrize("email", [EMAIL.upper(), f"  {EMAIL} ", EMAIL.title()])
def test_the_e_mail_may_be_typed_in_capitals_and_with_spaces(stranger: Browser, email: str) -> None:
    assert try_to_sign_in(stranger, email).heading == "Home"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "wrong"),
        (EMAIL, ""),
        (EMAIL, SECRET.upper()),
        (EMAIL, f"{SECRET} "),
        ("nobody@riverside.example", SECRET),
        ("nobody@riverside.example", ""),
        ("", ""),
        ("nobody@riverside.example", "nobody has this password"),
        (CAST["results"][0], SECRET),
        ("' or 1 = 1 --", "x"),
        (EMAIL + "\x00", SECRET),
    ],
)
def test_a_wrong_password_and_an_unknown_e_mail_get_the_same_words(
    stranger: Browser, email: str, password: str
) -> None:
    page = try_to_sign_in(stranger, email, password)
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    assert page.one("a", href="#email")["text"] == WRONG
    assert WRONG in page.one("p", id="email-error")["text"]
    assert page.one("input", id="email")["value"] == email.strip().replace("\0", "\ufffd")
    assert "value" not in page.one("input", id="password")
    assert not is_signed_in(stranger)


def test_after_a_slip_the_right_password_leads_where_i_was_going(stranger: Browser) -> None:
    page = stranger.get("/entries/drafts")
    assert page.address == "/sign-in"
    page = stranger.send(page, "/sign-in", email=EMAIL, password="wrong")
    page = stranger.send(page, "/sign-in", password=SECRET)
    assert page.address == "/entries/drafts"


def test_a_disabled_account_cannot_sign_in_and_learns_nothing(
    stranger: Browser, centre_db: Db
) -> None:
    centre_db.execute(
        "update accounts set disabled_at = '2026-11-24T08:00:00Z' where email = ?", [EMAIL]
    )
    page = try_to_sign_in(stranger)
    assert page.status == 422
    assert page.one("a", href="#email")["text"] == WRONG


def test_disabling_an_account_ends_its_session_at_once(officer: Browser, centre_db: Db) -> None:
    assert is_signed_in(officer)
    centre_db.execute(
        "update accounts set disabled_at = '2026-11-24T08:00:00Z' where email = ?", [EMAIL]
    )
    assert officer.get("/").address == "/sign-in"


def test_the_last_sign_in_is_written_down(officer: Browser, centre_db: Db) -> None:
    signed_in_at = dict(centre_db.execute("select role, signed_in_at from accounts").fetchall())
    assert signed_in_at["entries"] is not None
    assert signed_in_at["results"] is None


@pytest.mark.parametrize(
    ("next_", "address"),
    [
        ("/", "/"),
        ("", "/"),
        ("/entries/drafts", "/entries/drafts"),
        ("/support", "/support"),
        ("//elsewhere.example", "/"),
        ("///elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("\\\\elsewhere.example", "/"),
        ("https://elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("entries/drafts", "/"),
        (" //elsewhere.example", "/"),
        ("@elsewhere.example", "/"),
        ("/\t/elsewhere.example", "/"),
        ("/\n/elsewhere.example", "/"),
        ("/\r\nset-cookie: a=b", "/"),
        ("\t//elsewhere.example", "/"),
    ],
)
def test_signing_in_leads_to_pages_of_our_own_only(
    stranger: Browser, next_: str, address: str
) -> None:
    stranger.get("/sign-in")
    assert led_to(stranger, next_) == address
    assert is_signed_in(stranger)
    reply = stranger.client.get("/sign-in", params={"next": next_}, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, address)


def test_the_sign_in_form_holds_an_address_of_our_own_only(stranger: Browser) -> None:
    for next_, kept in [("//elsewhere.example", "/"), ("/entries/drafts", "/entries/drafts")]:
        page = stranger.get("/sign-in", params={"next": next_})
        assert page.form("/sign-in")["next"] == kept


@pytest.mark.parametrize("address", ["/résumé", "/Łódź/ü"])
def test_an_address_with_accents_does_not_keep_me_from_signing_in(
    stranger: Browser, address: str
) -> None:
    page = stranger.get(address)
    assert page.address == "/sign-in"
    page = stranger.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert page.status == 404
    assert is_signed_in(stranger)


def test_the_address_i_was_going_to_is_remembered(stranger: Browser) -> None:
    page = stranger.get("/entries/submissions/2")
    page = stranger.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert page.address == "/entries/submissions/2"


def test_the_sign_in_page_leads_on_when_i_am_signed_in(officer: Browser) -> None:
    assert officer.get("/sign-in?next=/support").address == "/support"
    assert officer.get("/sign-in").address == "/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(stranger: Browser) -> None:
    page = stranger.get("/sign-in")
    values = {"form_token": stranger.form_token, "email": EMAIL, "password": SECRET}
    reply = stranger.client.post("/sign-in", data=values, follow_redirects=False)
    for one in (page.reply, reply):
        cookie = cookie_in(one)[COOKIE]
        assert cookie["httponly"] is True
        assert cookie["samesite"].lower() == "lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert not cookie["max-age"]
        assert not cookie["expires"]
        assert not cookie["secure"]


HTTPS = "https://testserver.local"
PROTECTED = f"__Host-{COOKIE}"


def test_under_https_the_cookie_has_a_name_that_only_this_host_can_set(centre_file: Path) -> None:
    with browser(centre_file, HTTPS) as one:
        for reply in (one.get("/sign-in").reply, one.sign_in(EMAIL, SECRET).reply.history[0]):
            cookie = cookie_in(reply)[PROTECTED]
            assert cookie["secure"] is True
            assert cookie["path"] == "/"
            assert not cookie["domain"]
            assert COOKIE not in cookie_in(reply)
        assert is_signed_in(one)
        page = one.get("/")
        assert one.send(page, "/sign-out").address == "/sign-in"
        assert not is_signed_in(one)


def test_under_https_a_cookie_that_another_host_planted_signs_nobody_in(centre_file: Path) -> None:
    with browser(centre_file, HTTPS) as attacker, browser(centre_file, HTTPS) as victim:
        attacker.sign_in(*CAST["results"])
        victim.client.cookies.set(COOKIE, attacker.client.cookies[PROTECTED])
        assert not is_signed_in(victim)
        victim.sign_in(EMAIL, SECRET)
        assert "Priya Lewis" in victim.get("/").text


def test_who_was_signed_in_before_names_were_protected_stays_so(
    centre_file: Path, centre_db: Db
) -> None:
    with browser(centre_file, HTTPS) as one:
        one.sign_in(EMAIL, SECRET)
        token = one.client.cookies[PROTECTED]
        centre_db.execute("update sessions set is_protected = 0")
        one.client.cookies.clear()
        one.client.cookies.set(COOKIE, token)
        assert is_signed_in(one)
        assert one.send(one.get("/"), "/sign-out").address == "/sign-in"
        assert PROTECTED in one.client.cookies
        assert not is_signed_in(one)


def test_the_token_is_renewed_at_sign_in(stranger: Browser) -> None:
    page = stranger.get("/sign-in")
    before = token_of(stranger)
    stranger.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert token_of(stranger) != before
    stranger.client.cookies.set(COOKIE, before)
    assert not is_signed_in(stranger)


def test_a_cookie_planted_by_somebody_else_is_worth_nothing(
    stranger: Browser, centre_file: Path
) -> None:
    planted = "planted-by-somebody-else"
    stranger.client.cookies.set(COOKIE, planted)
    try_to_sign_in(stranger)
    with browser(centre_file) as other:
        other.client.cookies.set(COOKIE, planted)
        assert not is_signed_in(other)


def test_the_old_cookie_is_useless_after_signing_out(officer: Browser, centre_file: Path) -> None:
    old = token_of(officer)
    page = officer.send(officer.get("/"), "/sign-out")
    assert page.address == "/sign-in"
    assert "You are signed out." in page.text
    assert not is_signed_in(officer)
    with browser(centre_file) as other:
        other.client.cookies.set(COOKIE, old)
        assert not is_signed_in(other)


def test_signing_out_leaves_my_other_browser_signed_in(
    officer: Browser, signed_in: Callable[[str], Browser]
) -> None:
    other = signed_in("entries")
    officer.post("/sign-out")
    assert not is_signed_in(officer)
    assert is_signed_in(other)


def test_signing_in_as_somebody_else_ends_the_session_before(
    officer: Browser, centre_file: Path
) -> None:
    old = token_of(officer)
    officer.post(
        "/sign-in", {"email": CAST["administrator"][0], "password": CAST["administrator"][1]}
    )
    assert "Ada Mensah" in officer.get("/").text
    with browser(centre_file) as other:
        other.client.cookies.set(COOKIE, old)
        assert not is_signed_in(other)


def test_signing_out_when_the_session_is_over_does_not_sign_me_out_again(
    officer: Browser, centre_file: Path
) -> None:
    page = officer.get("/")
    age(centre_file, seen_at="-61 minutes")
    page = officer.send(page, "/sign-out")
    assert page.address == "/sign-in"
    officer.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert is_signed_in(officer)


def test_signing_out_in_a_second_tab_too_does_not_sign_me_out_again(officer: Browser) -> None:
    first, second = officer.get("/"), officer.get("/")
    officer.send(first, "/sign-out")
    page = officer.send(second, "/sign-out")
    assert page.address == "/sign-in"
    officer.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert is_signed_in(officer)


def test_signing_in_needs_the_form_of_this_browser(stranger: Browser) -> None:
    values = {"email": EMAIL, "password": SECRET}
    assert stranger.client.post("/sign-in", data=values).status_code == 403
    stranger.get("/sign-in")
    other = {**values, "form_token": session.form_token("of another browser")}
    assert stranger.client.post("/sign-in", data=other).status_code == 403
    assert not is_signed_in(stranger)


def test_the_file_keeps_neither_tokens_nor_passwords(officer: Browser, centre_db: Db) -> None:
    token = token_of(officer)
    rows = centre_db.execute("select * from sessions").fetchall()
    rows += centre_db.execute("select * from accounts").fetchall()
    assert session.hash_of(token) in str(rows)
    assert token not in str(rows)
    assert SECRET not in str(rows)


def test_a_file_of_a_centre_without_a_name_can_be_signed_in_to(
    stranger: Browser, centre_db: Db
) -> None:
    centre_db.execute("delete from centre")
    page = stranger.get("/sign-in")
    assert page.heading == "Sign in"
    assert stranger.send(page, "/sign-in", email=EMAIL, password=SECRET).status == 200


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_support_is_for_everybody(signed_in: Callable[[str], Browser], role: str) -> None:
    page = signed_in(role).get("/support")
    assert page.status == 200
    assert page.heading == "Support"
    assert "Make entries for a learning programme" in page.text
    assert "Exams office, room 12, extension 210 (invented)" in page.text


def test_support_says_when_the_centre_has_given_no_contact(officer: Browser, centre_db: Db) -> None:
    centre_db.execute("update centre set contact = ''")
    assert "No contact has been given yet." in officer.get("/support").text
