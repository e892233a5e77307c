"""People are told when how they sign in was changed, and what was refused stands in the
activity.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner

from tests.accounts.codes import a_minute_later, app_code, forget_tries, give_password, set_up
from tests.accounts.sample_people import age
from tests.conftest import CAST, client_over
from tests.page import Browser
from tests.real_server import Server, in_a_loop
from webapp.accounts.profile import store_notices
from webapp.accounts.sessions import session
from webapp.centres.registry import Centres
from webapp.cli import main
from webapp.database import connection as db
from webapp.database.connection import Db
from webapp.settings import Settings

EMAIL, SECRET = CAST["entries"]
NEW = "four sheep in a tin boat"
CHANGED = "How you sign in has changed"
NEW_BROWSER = "in a browser that was new, or had been forgotten when you were signed out: "


def change_password(officer: Browser, _administrator: Browser, _db: Db) -> None:
    officer.post(
        "/account/password", {"old_password": SECRET, "password": NEW, "password_again": NEW}
    )


def turn_two_step_on(officer: Browser, _administrator: Browser, _db: Db) -> None:
    set_up(officer)


def turn_two_step_off(officer: Browser, _administrator: Browser, _db: Db) -> None:
    _, codes = set_up(officer)
    officer.post("/account/two-step/off", {"password": SECRET, "code": codes[0]})


def have_two_step_turned_off(officer: Browser, administrator: Browser, _db: Db) -> None:
    set_up(officer)
    administrator.post("/accounts/two-step/2/off")


def set_up_another_app(officer: Browser, _administrator: Browser, _db: Db) -> None:
    _, codes = set_up(officer)
    officer.post("/account/two-step/start", {"password": SECRET, "code": codes[0]})
    page = officer.get("/account/two-step/app")
    secret = page.one("code", class_="secret")["text"].replace(" ", "")
    officer.send(page, "/account/two-step/app", code=app_code(secret))


def make_recovery_codes(officer: Browser, _administrator: Browser, _db: Db) -> None:
    _, codes = set_up(officer)
    officer.post("/account/two-step/codes", {"password": SECRET, "code": codes[0]})


def use_a_recovery_code(officer: Browser, _administrator: Browser, _db: Db) -> None:
    _, codes = set_up(officer)
    officer.post("/sign-out")
    officer.send(give_password(officer), "/sign-in/code", code=codes[0])


def be_given_another_email(_officer: Browser, administrator: Browser, _db: Db) -> None:
    administrator.post(
        "/accounts/2",
        {"name": "Priya Lewis", "email": "priya@elsewhere.example", "role": "entries"},
    )


def be_given_another_role(_officer: Browser, administrator: Browser, _db: Db) -> None:
    administrator.post("/accounts/2", {"name": "Priya Lewis", "email": EMAIL, "role": "results"})


def be_reset(_officer: Browser, administrator: Browser, _db: Db) -> None:
    administrator.post("/accounts/2/link")


def be_reset_from_the_command_line(officer: Browser, _administrator: Browser, _db: Db) -> None:
    file = officer.client.app.state.connections.path
    assert CliRunner().invoke(main, ["user", "reset", "--db", str(file), EMAIL]).exit_code == 0


def choose_a_password_with_a_link(officer: Browser, administrator: Browser, _db: Db) -> None:
    page = administrator.post("/accounts/2/link")
    link = next(one["value"] for one in page.all("input") if "/invitation/" in one.get("value", ""))
    address = link[link.index("/invitation/") :]
    officer.send(officer.get(address), address, password=NEW, password_again=NEW)


def be_seen_in_another_browser(officer: Browser, _administrator: Browser, _db: Db) -> None:
    with client_over(officer.client.app.state.connections.path) as client:
        client.headers["user-agent"] = (
            "Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0"
        )
        Browser(client).sign_in(EMAIL, SECRET)


WAYS = [
    (change_password, "Your password was changed."),
    (turn_two_step_on, "Two-step sign-in was turned on."),
    (turn_two_step_off, "Two-step sign-in was turned off."),
    (have_two_step_turned_off, "Two-step sign-in was turned off."),
    (set_up_another_app, "Another authenticator app took the place of yours."),
    (make_recovery_codes, "New recovery codes were made."),
    (use_a_recovery_code, "A recovery code was used. You have 9 left."),
    (be_given_another_email, f"Your e-mail was changed: {EMAIL} → priya@elsewhere.example."),
    (be_given_another_role, "Your role was changed: entries → results."),
    (be_reset, "Your password was made void"),
    (be_reset_from_the_command_line, "Your password was made void"),
    (choose_a_password_with_a_link, "Your password was changed."),
    (be_seen_in_another_browser, NEW_BROWSER + "Firefox on Windows, address"),
]


@pytest.mark.parametrize(("change", "sentence"), WAYS, ids=[row[0].__name__ for row in WAYS])
def test_whoever_has_their_way_in_changed_is_told_at_the_next_sign_in_until_they_have_read_it(
    officer: Browser,
    signed_in: Callable[[str], Browser],
    centre_db: Db,
    change: Callable[[Browser, Browser, Db], None],
    sentence: str,
) -> None:
    assert CHANGED not in officer.get("/").text
    change(officer, signed_in("administrator"), centre_db)
    one = come_back(officer, centre_db)
    page = one.get("/")
    assert CHANGED in page.text
    assert sentence in page.text
    assert sentence in one.get("/account").text
    one.send(page, "/account/notices")
    assert CHANGED not in one.get("/").text
    assert sentence in one.get("/account").text
    administrator = signed_in("administrator")
    assert sentence not in administrator.get("/account").text


def come_back(officer: Browser, centre_db: Db) -> Browser:
    """The officer signs in again, whatever the password is by now and with whatever second step."""
    officer.post("/sign-out")
    forget_tries(centre_db)
    (hashed,) = centre_db.execute(
        "select password_hash from accounts where account_id = 3"
    ).fetchone()
    centre_db.execute("update accounts set password_hash = ? where account_id = 2", [hashed])
    email = centre_db.execute("select email from accounts where account_id = 2").fetchone()[0]
    page = officer.sign_in(email, CAST["results"][1])
    if page.address == "/sign-in/code":
        secret = centre_db.execute("select secret from two_step where account_id = 2").fetchone()[0]
        a_minute_later(centre_db)
        officer.send(page, "/sign-in/code", code=app_code(secret))
    return officer


def test_a_page_that_the_sign_in_leads_to_says_that_there_is_something_to_read(
    officer: Browser, centre_db: Db
) -> None:
    change_password(officer, officer, centre_db)
    officer.post("/sign-out")
    page = officer.get("/entries/drafts")
    page = officer.send(page, "/sign-in", email=EMAIL, password=NEW)
    assert page.address == "/entries/drafts"
    assert "Something about how you sign in has changed" in page.text


def test_my_first_browser_of_all_and_one_that_i_have_used_are_no_news(
    stranger: Browser, centre_db: Db
) -> None:
    for _ in range(3):
        stranger.sign_in(*CAST["results"])
        assert CHANGED not in stranger.get("/").text
        stranger.post("/sign-out")


@pytest.mark.parametrize("is_known", [True, False])
def test_setting_up_the_app_that_a_role_needs_is_news_of_the_browser_only_where_it_is_new(
    officer: Browser, stranger: Browser, signed_in: Callable[[str], Browser], is_known: bool
) -> None:
    officer.post("/sign-out")
    signed_in("administrator").post("/accounts/two-step", {"role": "entries"})
    browser = officer if is_known else stranger
    assert give_password(browser).heading == "Set up two-step sign-in to go on"
    set_up(browser)
    text = browser.get("/").text
    assert "Two-step sign-in was turned on." in text
    assert (NEW_BROWSER in text) is not is_known


def test_a_stronger_hash_of_the_same_password_is_no_news(stranger: Browser, centre_db: Db) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(SECRET)
    centre_db.execute("update accounts set password_hash = ? where email = ?", [weak, EMAIL])
    assert stranger.sign_in(EMAIL, SECRET).heading == "Home"
    assert (
        centre_db.execute("select 1 from accounts where password_hash = ?", [weak]).fetchone()
        is None
    )
    assert centre_db.execute("select count(*) from account_notices").fetchone() == (0,)


def test_what_came_while_i_was_reading_stays(officer: Browser, centre_db: Db) -> None:
    store_notices.add(centre_db, 2, "password")
    page = officer.get("/")
    store_notices.add(centre_db, 2, "two_step_off")
    officer.send(page, "/account/notices")
    text = officer.get("/").text
    assert "Two-step sign-in was turned off." in text
    assert "Your password was changed." not in text


def test_notices_do_not_grow_for_ever(centre_db: Db) -> None:
    for _ in range(store_notices.MAX_NOTICES + 20):
        store_notices.add(centre_db, 2, "codes_made")
    store_notices.add(centre_db, 3, "password")
    assert len(store_notices.list_all(centre_db, 2)) == store_notices.MAX_NOTICES
    assert len(store_notices.list_all(centre_db, 3)) == 1


def lines(db: Db, what: str) -> list[tuple]:
    return db.execute(
        (
            "select what, actor, after from activity where table_name = '' and what like ? order by"
            " activity_id"
        ),
        [what],
    ).fetchall()


def test_throttled_sign_ins_leave_one_line_an_hour(stranger: Browser, centre_db: Db) -> None:
    stranger.get("/sign-in")
    for _ in range(40):
        stranger.post("/sign-in", {"email": EMAIL, "password": "wrong"})
    assert len(lines(centre_db, "sign-in refused")) == 5
    throttled = "sign-in refused: too many tries"
    assert lines(centre_db, throttled) == [(throttled, "the program", f'{{"email": "{EMAIL}"}}')]
    centre_db.execute("update noted_lately set noted_at = '2026-11-24T00:00:00.000000Z'")
    stranger.post("/sign-in", {"email": EMAIL, "password": "wrong"})
    assert len(lines(centre_db, throttled)) == 2
    for number in range(60):
        stranger.post("/sign-in", {"email": f"p{number}@elsewhere.example", "password": "x"})
    assert len(lines(centre_db, throttled)) == 3
    assert "elsewhere" not in repr(lines(centre_db, "%"))


def test_throttled_codes_leave_one_line_an_hour(officer: Browser, centre_db: Db) -> None:
    set_up(officer)
    officer.post("/sign-out")
    page = give_password(officer)
    for _ in range(40):
        officer.send(page, "/sign-in/code", code="000000")
    assert len(lines(centre_db, "sign-in code refused")) == 5
    assert len(lines(centre_db, "sign-in code refused: too many tries")) == 1


def test_a_refused_page_and_a_form_that_is_not_ours_leave_a_line_an_hour_each(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    reader = signed_in("results")
    for _ in range(20):
        assert reader.get("/accounts").status == 403
        assert reader.post("/entries/drafts/new", {"next": "1"}).status == 403
        assert reader.client.post("/sign-out", data={"form_token": "x"}).status_code == 403
    assert lines(centre_db, "% refused") == [
        ("page refused", "Tom Achebe", '{"address": "/accounts"}'),
        ("page refused", "Tom Achebe", '{"address": "/entries/drafts/new"}'),
        ("form refused", "Tom Achebe", '{"address": "/sign-out"}'),
    ]
    for number in range(50):
        assert reader.get(f"/accounts/{number}").status == 403
    assert len(lines(centre_db, "page refused")) == 3


def test_a_refusal_is_shown_when_the_file_cannot_be_written(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    reader = signed_in("results")
    with db.transaction(centre_db):
        reader.client.app.state.connections.close()
        with reader.client.app.state.connections.one() as own:
            own.execute("pragma busy_timeout = 10")
        assert reader.get("/accounts").status == 403


def serve_with(tmp_path: Path, centre_file: Path, *words: str) -> Server:
    return Server(centre_file, tmp_path, words=("--no-backups", *words)).start()


def test_how_long_people_stay_signed_in_is_the_centres_choice(
    tmp_path: Path, centre_file: Path
) -> None:
    server = serve_with(tmp_path, centre_file, "--idle-minutes", "15", "--session-hours", "2")
    try:
        with httpx.Client(
            base_url=server.address, follow_redirects=True, verify=False, trust_env=False
        ) as client:
            one = Browser(client)
            assert one.sign_in(EMAIL, SECRET).heading == "Home"
            left = client.get("/session/left").json()
            assert 890 <= left["left"] <= 900
            assert 7_190 <= left["most"] <= 7_200
            age(centre_file, seen_at="-16 minutes", started_at="-16 minutes")
            assert one.get("/").address == "/sign-in"
            one.sign_in(EMAIL, SECRET)
            age(centre_file, started_at="-121 minutes")
            assert one.get("/").address == "/sign-in"
    finally:
        server.kill()


@pytest.mark.parametrize(
    "words", [["--idle-minutes", "4"], ["--idle-minutes", "721"], ["--session-hours", "25"]]
)
def test_a_time_that_makes_no_sense_is_refused(words: list[str]) -> None:
    done = CliRunner().invoke(main, ["serve", *words])
    assert done.exit_code == 2
    assert "is not in the range" in done.output


def test_the_limits_hold_for_every_centre_of_a_folder(centre_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "centres"
    folder.mkdir()
    shutil.copy(centre_file, folder / "12345.db")
    many = Centres(
        folder, settings=Settings(idle=timedelta(minutes=15), absolute=timedelta(hours=2))
    )
    centre = in_a_loop(many.find("12345"))
    assert centre
    assert centre.session_limits == session.Limits(timedelta(minutes=15), timedelta(hours=2))
    assert centre.parked == folder / "12345.db.parked"
    in_a_loop(many.close_idle(0))
