"""Whoever guesses passwords has to wait, and nobody else because of it."""

from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests.accounts.codes import forget_tries, set_up
from tests.accounts.parked_forms.test_parked_forms import (
    KEPT,
    check_new_candidate,
    idle,
    new_candidate,
    send,
    send_on,
)
from tests.accounts.sample_people import browser, is_signed_in
from tests.conftest import CAST
from tests.page import Browser, Page
from webapp.accounts.passwords import password
from webapp.database.connection import Db

EMAIL, SECRET = CAST["entries"]
DEVICE = "single_point_browser"


def try_to_sign_in(one: Browser, email: str = EMAIL, typed: str = SECRET) -> Page:
    return one.post("/sign-in", {"email": email, "password": typed})


def guess(one: Browser, times: int = 5, email: str = EMAIL) -> list[int]:
    one.get("/sign-in")
    return [try_to_sign_in(one, email, f"wrong {place}").status for place in range(times)]


def make_old(db: Db, span: str) -> None:
    db.execute(
        "update sign_in_attempts set tried_at = strftime('%Y-%m-%dT%H:%M:%fZ', tried_at, ?)", [span]
    )


def test_it_works(stranger: Browser, centre_db: Db) -> None:
    assert guess(stranger) == [422] * 5
    page = try_to_sign_in(stranger)
    assert page.status == 429
    assert page.reply.headers["retry-after"] == "1"
    assert "wait 1 second, then try again" in page.one("a", href="#email")["text"]
    assert page.one("input", id="email")["value"] == EMAIL
    assert not is_signed_in(stranger)
    make_old(centre_db, "-2 seconds")
    assert try_to_sign_in(stranger).heading == "Home"


def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_further(
    stranger: Browser, centre_db: Db
) -> None:
    waits = []
    guess(stranger)
    for _ in range(12):
        waits.append(int(try_to_sign_in(stranger).reply.headers["retry-after"]))
        make_old(centre_db, f"-{waits[-1]} seconds")
        assert try_to_sign_in(stranger, typed="wrong").status == 422
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_waiting_is_not_made_longer_by_trying_in_vain(stranger: Browser, centre_db: Db) -> None:
    guess(stranger)
    before = centre_db.execute("select count(*) from sign_in_attempts").fetchone()
    for _ in range(20):
        assert try_to_sign_in(stranger).reply.headers["retry-after"] == "1"
    assert centre_db.execute("select count(*) from sign_in_attempts").fetchone() == before


def test_an_unknown_e_mail_is_told_to_wait_in_the_same_words(stranger: Browser) -> None:
    pages = []
    for email in (EMAIL, "nobody@riverside.example"):
        statuses = guess(stranger, 6, email)
        page = try_to_sign_in(stranger, email)
        pages.append((statuses, page.status, page.one("a", href="#email")["text"]))
    assert pages[0] == pages[1]


def test_an_unknown_e_mail_takes_as_long_as_a_known_one(
    stranger: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes long is one look at a hash, of the same cost and the same typed password."""
    looked: list[tuple[str, str]] = []
    fits = password.fits

    def noted(typed: str, password_hash: str) -> bool:
        cost = password_hash.rsplit("$", 2)[0]
        looked.append((typed, cost))
        return fits(typed, password_hash)

    monkeypatch.setattr(password, "fits", noted)
    stranger.get("/sign-in")
    for email in (EMAIL, "nobody@riverside.example"):
        assert try_to_sign_in(stranger, email, "wrong").status == 422
    known, unknown = looked
    assert known == unknown
    assert known[0] == "wrong"


def test_a_thousand_wrong_passwords_are_refused_quickly_and_without_hashing(
    stranger: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    monkeypatch.setattr(password, "fits", lambda *given: hashed.append(given))
    stranger.get("/sign-in")
    values = {"form_token": stranger.form_token, "email": EMAIL, "password": "wrong"}
    found = [stranger.client.post("/sign-in", data=values).status_code for _ in range(1000)]
    assert found[:5] == [422] * 5
    assert found.count(429) > 980
    assert len(hashed) < 20


def test_many_e_mails_from_one_address_are_slowed_down(stranger: Browser) -> None:
    stranger.get("/sign-in")
    found = [
        try_to_sign_in(stranger, f"p{place}@riverside.example", "x").status for place in range(22)
    ]
    assert found[:20] == [422] * 20
    assert 429 in found[20:]


def test_a_strangers_guessing_does_not_keep_me_out_of_my_own_browser(
    officer: Browser, stranger: Browser
) -> None:
    officer.post("/sign-out")
    guess(stranger, 12)
    assert try_to_sign_in(stranger).status == 429
    assert try_to_sign_in(officer).heading == "Home"


def test_my_own_browser_may_not_guess_for_ever_either(officer: Browser) -> None:
    officer.post("/sign-out")
    assert guess(officer, 6) == [422] * 5 + [429]


def test_a_browser_known_for_me_is_not_known_for_somebody_else(
    officer: Browser, stranger: Browser
) -> None:
    other = CAST["administrator"][0]
    officer.post("/sign-out")
    guess(stranger, 6, other)
    assert try_to_sign_in(officer, other, CAST["administrator"][1]).status == 429


def test_signing_in_as_oneself_does_not_start_the_guesses_at_a_colleague_afresh(
    officer: Browser, centre_db: Db
) -> None:
    """On a shared computer the victim has used the browser, and the guesser has an account."""
    officer.post("/sign-out")
    own = CAST["results"]
    found = []
    for _ in range(6):
        found += guess(officer, 4)
        assert try_to_sign_in(officer, *own).heading == "Home"
        officer.post("/sign-out")
    assert found[:5] == [422] * 5
    assert set(found[5:]) == {429}
    assert centre_db.execute("select count(*) from known_browsers").fetchone() == (2,)
    make_old(centre_db, "-1 hours")
    assert try_to_sign_in(officer).heading == "Home"


def test_guessing_codes_is_not_started_afresh_by_signing_in_as_oneself_either(
    officer: Browser, centre_db: Db
) -> None:
    set_up(officer)
    officer.post("/sign-out")
    forget_tries(centre_db)
    found = []
    for _ in range(4):
        try_to_sign_in(officer)
        found += [
            officer.post("/sign-in/code", {"code": f"{number:06}"}).status for number in range(3)
        ]
        try_to_sign_in(officer, *CAST["results"])
        officer.post("/sign-out")
    assert found == [422] * 5 + [429] * 7


def test_signing_in_as_oneself_takes_no_guess_off_the_address(stranger: Browser) -> None:
    found = []
    for place in range(30):
        stranger.get("/sign-in")
        found.append(try_to_sign_in(stranger, f"p{place}@riverside.example", "x").status)
        if place % 3 == 2 and try_to_sign_in(stranger, *CAST["results"]).heading == "Home":
            stranger.post("/sign-out")
    assert found[:20] == [422] * 20
    assert 429 in found[20:22]


def test_a_browser_that_was_signed_out_everywhere_is_known_no_longer(
    officer: Browser, stranger: Browser
) -> None:
    officer.post("/account/sessions/end")
    guess(stranger, 12)
    assert try_to_sign_in(officer).status == 429


def test_two_people_may_share_a_browser(officer: Browser, stranger: Browser) -> None:
    for role in ("administrator", "entries"):
        officer.post("/sign-out")
        assert try_to_sign_in(officer, *CAST[role]).heading == "Home"
    officer.post("/sign-out")
    guess(stranger, 6), guess(stranger, 6, CAST["administrator"][0])
    assert try_to_sign_in(officer, *CAST["administrator"]).heading == "Home"


def test_the_known_browsers_token_is_renewed_out_of_reach_and_not_in_the_file(
    stranger: Browser, centre_db: Db
) -> None:
    stranger.client.cookies.set(DEVICE, "planted")
    tokens = ["planted"]
    for _ in range(2):
        stranger.get("/sign-in")
        values = {"form_token": stranger.form_token, "email": EMAIL, "password": SECRET}
        reply = stranger.client.post("/sign-in", data=values, follow_redirects=False)
        found = SimpleCookie()
        for line in reply.headers.get_list("set-cookie"):
            found.load(line)
        cookie = found[DEVICE]
        assert cookie["httponly"]
        assert cookie["samesite"].lower() == "lax"
        assert not cookie["secure"]
        assert int(cookie["max-age"]) == 180 * 24 * 3600
        tokens.append(cookie.value)
        stranger.post("/sign-out")
    assert len(set(tokens)) == 3
    rows = centre_db.execute("select token_hash, account_id from known_browsers").fetchall()
    assert len(rows) == 1
    assert tokens[-1] not in str(rows)


def test_the_right_password_wipes_the_slate_clean(stranger: Browser) -> None:
    assert guess(stranger, 4) == [422] * 4
    assert try_to_sign_in(stranger).heading == "Home"
    stranger.post("/sign-out")
    assert guess(stranger, 5) == [422] * 5


def test_tries_of_yesterday_are_forgotten(stranger: Browser, centre_db: Db) -> None:
    guess(stranger)
    make_old(centre_db, "-25 hours")
    assert try_to_sign_in(stranger).heading == "Home"
    assert centre_db.execute("select count(*) from sign_in_attempts").fetchone() == (0,)


def test_what_was_kept_outlasts_the_waiting(
    officer: Browser, stranger: Browser, centre_db: Db, centre_file: Path
) -> None:
    sending = new_candidate(officer, centre_db)
    idle(officer, centre_file)
    page = send(officer, sending)
    for _ in range(5):
        page = officer.send(page, "/sign-in", email=EMAIL, password="wrong")
    page = officer.send(page, "/sign-in", email=EMAIL, password=SECRET)
    assert page.status == 429
    assert KEPT in page.text
    forget_tries(centre_db)
    page = officer.send(page, "/sign-in", email=EMAIL, password=SECRET)
    check_new_candidate(send_on(officer, page), centre_db, sending)


def test_a_hash_of_yesterdays_strength_is_made_anew(stranger: Browser, centre_db: Db) -> None:
    asked = "select password_hash from accounts where email = ?"
    weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(SECRET)
    centre_db.execute("update accounts set password_hash = ? where email = ?", [weak, EMAIL])
    stranger.get("/sign-in")
    assert try_to_sign_in(stranger, typed="wrong").status == 422
    assert centre_db.execute(asked, [EMAIL]).fetchone() == (weak,)
    assert try_to_sign_in(stranger).heading == "Home"
    (strong,) = centre_db.execute(asked, [EMAIL]).fetchone()
    assert strong != weak
    assert not password.is_dated(strong)
    stranger.post("/sign-out")
    assert try_to_sign_in(stranger).heading == "Home"


def test_the_known_browsers_cookie_is_secure_under_https(centre_file: Path) -> None:
    with browser(centre_file, "https://testserver.local") as one:
        one.sign_in(EMAIL, SECRET)
        assert is_signed_in(one)
        protected = f"__Host-{DEVICE}"
        assert [cookie.secure for cookie in one.client.cookies.jar if cookie.name == protected] == [
            True
        ]
        assert DEVICE not in one.client.cookies
