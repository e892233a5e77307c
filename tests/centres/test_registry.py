"""Many centres in one folder: choosing one, and that they share nothing but the program."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest
from litestar.testing import TestClient

from tests.conftest import CAST, TODAY
from tests.page import Browser, Page
from tests.real_server import Server, in_a_loop
from webapp.accounts import store
from webapp.backups.daily import Daily
from webapp.centres.registry import COOKIE, Centres
from webapp.database import connection as db
from webapp.database.actor import Connection

OURS, THEIRS = "12345", "54321"


def put(template: Path, folder: Path, number: str) -> Path:
    """A centre of this number and its own name, as a copy of the template."""
    file = Path(shutil.copy(template, folder / f"{number}.db"))
    one = sqlite3.connect(file, factory=Connection)
    with one:
        one.execute("update centre set number = ?, name = ?", [number, f"School {number}"])
    one.close()
    return file


@pytest.fixture
def folder(built_demonstration: Path, tmp_path: Path) -> Path:
    for number in (OURS, THEIRS):
        put(built_demonstration, tmp_path, number)
    return tmp_path


@pytest.fixture
def centres(folder: Path) -> Centres:
    return Centres(folder, lambda: TODAY)


@pytest.fixture
def stranger(centres: Centres) -> Iterator[Browser]:
    with TestClient(centres) as client:  # type: ignore[arg-type]
        yield Browser(client)


def choose(browser: Browser, number: str) -> None:
    page = browser.get("/centre", params={"number": number})
    assert page.heading == f"Sign in to School {number}"


def test_it_works(stranger: Browser) -> None:
    page = stranger.get("/candidates")
    assert page.heading == "Which is your centre?"
    asked = {**page.form("/centre"), "number": f" {OURS} "}
    page = stranger.get("/centre", params=asked)
    assert page.heading == f"Sign in to School {OURS}"
    assert page.form("/sign-in")["next"] == "/candidates"
    page = stranger.sign_in(*CAST["entries"])
    assert f"School {OURS} Centre {OURS}" in page.text
    assert page.one("a", href="/centre")["text"] == "Another centre"


def test_a_number_that_no_centre_has_is_said_in_plain_words(stranger: Browser) -> None:
    page = stranger.get("/centre", params={"number": "1234"})
    assert (page.status, page.heading) == (422, "Which is your centre?")
    assert "A centre number has 5 digits; 1234 does not fit." in page.text
    assert page.form("/centre") == {"next": "/", "number": "1234"}
    for number, status in (("99999", 404), ("١٢٣٤٥", 422)):
        page = stranger.get(f"/c/{number}/")
        assert page.status == status
        assert stranger.client.cookies.get(COOKIE) is None


def test_unknown_and_closed_centres_answer_alike(
    stranger: Browser, folder: Path, built_demonstration: Path
) -> None:
    shutil.copy(built_demonstration, folder / "11111.db")
    (folder / "22222.db").write_bytes(b"not a file of ours" * 100)
    (folder / "33333.db").touch()
    (folder / "44444.db").mkdir()
    said = set()
    for number in ("11111", "22222", "33333", "44444", "55555"):
        page = stranger.get(f"/c/{number}/sign-in")
        said.add((page.status, page.text.replace(number, "N")))
        stranger.client.cookies.set(COOKIE, number)
        assert stranger.get("/sign-in").heading == "Which is your centre?"
        stranger.client.cookies.clear()
    assert len(said) == 1
    assert "No centre is served here under N." in said.pop()[1]
    assert not (folder / "55555.db").exists()


def test_a_centre_taken_out_of_the_folder_is_gone_and_another_file_in_its_place_is_used(
    stranger: Browser, folder: Path, built_demonstration: Path
) -> None:
    choose(stranger, OURS)
    (folder / f"{OURS}.db").rename(folder / "kept.db")
    assert stranger.get("/").heading == "Which is your centre?"
    other = put(built_demonstration, folder, OURS)
    one = sqlite3.connect(other, factory=Connection)
    with one:
        one.execute("update centre set name = 'From the backup'")
    one.close()
    assert stranger.get("/sign-in").heading == "Sign in to From the backup"


def test_a_person_of_one_centre_is_nobody_in_another(stranger: Browser, folder: Path) -> None:
    choose(stranger, OURS)
    stranger.sign_in(*CAST["administrator"])
    assert stranger.get("/candidates").heading == "Candidates"
    stranger.client.cookies.set(COOKIE, THEIRS, domain="testserver.local", path="/")
    assert stranger.client.cookies.get(COOKIE) == THEIRS
    assert stranger.get("/candidates").heading == f"Sign in to School {THEIRS}"
    before = (folder / f"{THEIRS}.db").read_bytes()
    page = stranger.post("/candidates/groups", {"name": "Ours"})
    assert page.heading == f"Sign in to School {THEIRS}"
    assert (folder / f"{THEIRS}.db").read_bytes() == before
    assert _groups(folder, THEIRS) == _groups(folder, OURS)
    stranger.client.cookies.set(COOKIE, OURS, domain="testserver.local", path="/")
    assert stranger.get("/candidates").heading == "Candidates"


def _groups(folder: Path, number: str) -> int:
    one = sqlite3.connect(folder / f"{number}.db", factory=Connection)
    try:
        return one.execute("select count(*) from candidate_groups").fetchone()[0]
    finally:
        one.close()


def test_what_is_kept_while_the_program_runs_is_each_centres_own(centres: Centres) -> None:
    ours, theirs = in_a_loop(centres.find(OURS)), in_a_loop(centres.find(THEIRS))
    assert ours
    assert theirs
    assert ours is in_a_loop(centres.find(OURS))
    for name in set(ours) - {"today"}:
        assert ours[name] is not theirs[name], name


def test_an_address_with_the_centre_leads_to_its_page_and_nowhere_else(stranger: Browser) -> None:
    reply = stranger.client.get(f"/c/{OURS}/results?x=1", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/results?x=1")
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}={OURS};")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    for elsewhere in ("//elsewhere.example", "/\\elsewhere.example", "elsewhere.example"):
        reply = stranger.client.get(f"/c/{OURS}/{elsewhere}", follow_redirects=False)
        assert reply.headers["location"].startswith("/elsewhere")
        reply = stranger.client.get(
            "/centre", params={"number": OURS, "next": elsewhere}, follow_redirects=False
        )
        assert reply.headers["location"].startswith(f"/c/{OURS}/elsewhere")


def test_under_https_the_cookie_is_secure(centres: Centres) -> None:
    with TestClient(centres, base_url="https://single-point.example") as client:  # type: ignore[arg-type]
        cookie = client.get(f"/c/{OURS}/", follow_redirects=False).headers["set-cookie"]
        assert "Secure" in cookie


def test_a_page_that_asks_for_a_part_of_itself_is_sent_to_choose(stranger: Browser) -> None:
    page = stranger.client.get("/candidates", headers={"hx-request": "true"})
    assert (page.status_code, page.headers["hx-redirect"]) == (401, "/centre")
    page = stranger.client.post("/candidates", follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/centre")


def test_a_calendar_program_needs_no_cookie(stranger: Browser) -> None:
    choose(stranger, OURS)
    stranger.sign_in(*CAST["administrator"])
    stranger.post("/catalogue/calendar")
    page = stranger.get("/catalogue/calendar")
    address = next(word for word in page.reply.text.replace('"', " ").split() if ".ics" in word)
    assert f"/c/{OURS}/calendar/" in address
    stranger.client.cookies.clear()
    reply = stranger.client.get(address)
    assert reply.status_code == 200
    assert f"School {OURS}" in reply.text
    for wrong in (address.replace(OURS, THEIRS), address.replace(OURS, "99999")):
        assert stranger.client.get(wrong).status_code == 404


def test_centres_are_closed_when_idle_and_when_too_many_are_open(folder: Path) -> None:
    few = Centres(folder, lambda: TODAY, most_open=1)
    with TestClient(few) as client:  # type: ignore[arg-type]
        browser = Browser(client)
        for number in (OURS, THEIRS, OURS):
            choose(browser, number)
            assert few.open_count() == 1
            assert _files_open(folder) == {f"{number}.db"}
        in_a_loop(few.close_idle(60))
        assert few.open_count() == 1
        in_a_loop(few.close_idle(0))
        assert (few.open_count(), _files_open(folder)) == (0, set())
        choose(browser, OURS)
    assert _files_open(folder) == set()


def test_every_centre_has_its_daily_backup(folder: Path) -> None:
    def daily(file: Path) -> Daily:
        return Daily(file, folder / "backups", db.VERSION)

    many = Centres(folder, lambda: TODAY, backups=daily)

    async def make() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(many.keep_making(lambda: TODAY), 2)

    in_a_loop(make())
    assert _files_open(folder) == set()
    made = {one.name for one in (folder / "backups").iterdir()}
    assert made == {f"{number}-{TODAY}.db.gz" for number in (OURS, THEIRS)}
    ours = in_a_loop(many.find(OURS))
    assert ours
    assert list(ours.backups.made()) == [TODAY]


def _files_open(folder: Path) -> set[str]:
    """The files in the folder that are open, seen by the logs that stand beside them only then."""
    return {one.name.removesuffix("-wal") for one in folder.glob("*.db-wal")}


def test_fifty_centres_cost_little_more_than_one(tmp_path: Path) -> None:
    template = small(tmp_path / "template.db")
    folder = tmp_path / "centres"
    folder.mkdir()
    numbers = [f"{number:05}" for number in range(20_000, 20_050)]
    for number in numbers:
        put(template, folder, number)
    server = Server(folder).start()
    try:
        assert "50 centres are in" in server.log.read_text()
        assert _files_open(folder) == set()
        with httpx.Client(base_url=server.address, follow_redirects=True) as client:
            client.get(f"/c/{numbers[0]}/sign-in")
            with_one = server.memory()
            for number in numbers:
                assert f"School {number}" in client.get(f"/c/{number}/sign-in").text
        assert server.memory() - with_one < 50 * 1.5
        assert server.memory() < 300
    finally:
        server.kill()


def test_browsers_that_only_keep_their_connection_hold_nobody_up(folder: Path) -> None:
    server = Server(folder).start()
    idle = [HTTPConnection("127.0.0.1", server.port, timeout=5) for _ in range(300)]
    try:
        for one in idle:
            one.request("GET", "/centre")
            assert one.getresponse().read()
    finally:
        for one in idle:
            one.close()
        server.kill()


def small(file: Path) -> Path:
    """A centre with one person and nothing else."""
    one = db.connect(file)
    store.set_centre(one, "10000", "New")
    assert not store.add_person(
        one, "ada@example.org", "Ada Mensah", "administrator", "twelve letters"
    )
    one.execute("pragma wal_checkpoint(truncate)")
    one.close()
    return file


ELSEWHERE = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"referer": "https://elsewhere.example/"},
    {"sec-fetch-site": "same-origin", "sec-purpose": "prefetch"},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_link_elsewhere_asks_before_it_leads_to_another_centre(
    stranger: Browser, headers: dict[str, str]
) -> None:
    choose(stranger, OURS)
    page = stranger.get(f"/c/{THEIRS}/sign-in?next=%2Fcandidates", headers=headers)
    assert page.heading == f"Go to centre {THEIRS}?"
    assert stranger.client.cookies[COOKIE] == OURS
    assert stranger.get("/sign-in").heading == f"Sign in to School {OURS}"
    form = page.form(f"/c/{THEIRS}/sign-in?next=%2Fcandidates")
    assert form is not None
    for forged in ({"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}):
        reply = stranger.client.post(f"/c/{THEIRS}/sign-in", headers=forged)
        assert reply.status_code == 403
        assert stranger.client.cookies[COOKIE] == OURS
    reply = stranger.client.post(
        f"/c/{THEIRS}/sign-in?next=%2Fcandidates", headers={"sec-fetch-site": "same-origin"}
    )
    assert Page(reply).heading == f"Sign in to School {THEIRS}"
    assert stranger.client.cookies[COOKIE] == THEIRS


@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "none"}, {"sec-fetch-site": "same-origin"}]
)
def test_a_bookmark_a_typed_address_and_our_own_link_lead_there_at_once(
    stranger: Browser, headers: dict[str, str]
) -> None:
    choose(stranger, OURS)
    assert stranger.get(f"/c/{THEIRS}/", headers=headers).heading == f"Sign in to School {THEIRS}"


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_who_has_no_centre_yet_or_the_same_one_is_not_asked(
    stranger: Browser, headers: dict[str, str]
) -> None:
    for _ in range(2):
        assert stranger.get(f"/c/{OURS}/", headers=headers).heading == f"Sign in to School {OURS}"
