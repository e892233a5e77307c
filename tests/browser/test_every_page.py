"""A walk through every page of the program, wide and narrow, by Tab, in print, and without
script.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from litestar.routes import HTTPRoute
from playwright.sync_api import Browser, Page, Response

from tests.accounts.access.test_guard import APP
from tests.accounts.scene import Scene
from tests.browser import looking, stated
from tests.browser.stops import NO_PAGES, STOPS, Stop
from tests.conftest import CAST
from tests.real_server import SERVER_LOGS, Server
from webapp.accounts.first_visit import first_visit
from webapp.accounts.first_visit import store as store_first_visit
from webapp.accounts.parked_forms import parked_form
from webapp.accounts.people import store as store_people
from webapp.accounts.people.person import Person
from webapp.accounts.sessions import session
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.two_step import store as store_two_step
from webapp.database import connection as db
from webapp.settings import parked_folder_of

FIRST = Person("ada@elm.example", "Ada Mensah", "administrator")
# A page’s other states have the same links, fields and styles.
PLAIN = [stop for stop in STOPS if stop.state not in stated.LESS]
STAGES = {"halfway": session.CODE, "enrolling": session.ENROL}


class Walk:
    """Three centres (full, empty, and new: nobody has an account) and whoever looks at them."""

    def __init__(self, chromium: Browser, built_today: Path, folder: Path) -> None:
        self.chromium = chromium
        self.files = {name: folder / f"{name}.db" for name in ("full", "empty", "new")}
        self.files["full"].write_bytes(built_today.read_bytes())
        self.dbs = {name: db.connect(file) for name, file in self.files.items()}
        opening = first_visit.Opening("54321", "Elm School", "Room 4", FIRST, "never typed")
        store_first_visit.open_centre(self.dbs["empty"], opening, "")
        self.scene = Scene(self.dbs["full"], confirmed=True, email=CAST["administrator"][0])
        self.servers = {
            name: Server(file, SERVER_LOGS).start() for name, file in self.files.items()
        }
        self.numbers = count()
        self.pages: dict[tuple[str, str, bool], Page] = {}

    def page(self, stop: Stop, script: bool = True) -> Page:
        """That person's own browser at that centre."""
        key = (stop.centre, stop.person, script)
        if key not in self.pages:
            context = self.chromium.new_context(java_script_enabled=script, viewport=looking.WIDE)
            context.set_default_timeout(20_000)
            if stop.person != "stranger":
                token = self._session(stop.centre, stop.person)
                address = self.servers[stop.centre].address
                context.add_cookies([{"name": "single_point", "value": token, "url": address}])
            self.pages[key] = context.new_page()
        return self.pages[key]

    def address(self, stop: Stop) -> str:
        query = stop.query.format(series=self.scene.series_id, one=self.scene.people[0])
        return self.servers[stop.centre].address + self.scene.address(stop.route) + query

    def open(self, stop: Stop, script: bool = True) -> Page:
        page = self.page(stop, script)
        reply = page.goto(self.address(stop))
        for sends in stop.sends:
            reply = self._send(page, sends, stop.fields)
        assert reply, stop
        assert reply.status == stop.status, stop
        return page

    def _send(self, page: Page, action: str, fields: dict[str, str]) -> Response | None:
        """Send a form as it stands with these fields typed, past what a browser itself would
        refuse.

        {nth} in a field is a number that was not there before.
        """
        typed = {name: value.format(nth=next(self.numbers)) for name, value in fields.items()}
        with page.expect_navigation() as sent:
            page.evaluate(
                """([action, fields]) => {
              const form = document.querySelector(`form[action="${action}"]`);
              for (const [name, value] of Object.entries(fields)) {
                const named = form.elements[name];
                if (!named || named instanceof RadioNodeList || named.type === "submit") {
                  form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
                } else named.value = value;
              }
              form.noValidate = true;
              HTMLFormElement.prototype.submit.call(form);
            }""",
                [self.scene.address(action), typed],
            )
        return sent.value

    def _session(self, centre: str, person: str) -> str:
        one = self.dbs[centre]
        email = FIRST.email if centre == "empty" else CAST.get(person, CAST["entries"])[0]
        account = store_people.with_email(one, email)
        assert account
        token = store_sessions.start(
            one, account.account_id, store_sessions.Seen(), stage=STAGES.get(person, session.FULL)
        )
        known = store_sessions.of_token(one, token)
        assert known
        if person in CAST:
            # The key that the page for the app shows is this session's own.
            store_two_step.propose(one, account.account_id, known.session_id)
        if centre == "full" and person == "administrator":
            form = parked_form.Form(
                "Rename group", "/candidates/groups/12/rename", (("title", "Late group " * 40),)
            )
            parked_form.park(
                parked_folder_of(self.files[centre]), known, form, now=known.started_at
            )
        return token

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()
        for one in self.dbs.values():
            one.close()
        for server in self.servers.values():
            server.kill()


@pytest.fixture(scope="module")
def walk(
    chromium: Browser, built_today: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    one = Walk(chromium, built_today, tmp_path_factory.mktemp("walk"))
    yield one
    one.close()


def held(complaints: list[str]) -> None:
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


def open_all_details(page: Page) -> None:
    """Open whatever opens in the page, and wait for what that fetches."""
    opened = page.evaluate("""() => {
      const shut = [...document.querySelectorAll("main details:not([open])")].slice(0, 12);
      for (const one of shut) one.open = true;
      return shut.length;
    }""")
    if opened:
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_a_page_can_be_used_by_everybody(walk: Walk, stop: Stop) -> None:
    page = walk.open(stop)
    complaints = [*looking.one_heading(page), *looking.problem_first(page)]
    page.set_viewport_size(looking.NARROW)
    complaints += [*looking.axe(page, contrast=False), *looking.reflow(page)]
    open_all_details(page)
    complaints += looking.reflow(page)
    page.set_viewport_size(looking.WIDE)
    complaints += [*looking.axe(page, contrast=True), *looking.reflow(page)]
    if stop in PLAIN:
        complaints += [*looking.forced_colours(page), *looking.printed(page), *looking.tab(page)]
    held(complaints)


@pytest.mark.parametrize("stop", PLAIN, ids=str)
def test_a_page_works_without_script(walk: Walk, stop: Stop) -> None:
    page = walk.open(stop, script=False)
    page.set_viewport_size(looking.NARROW)
    held([*looking.without_script(page)])


def test_no_page_of_the_program_is_left_out() -> None:
    routes = {
        route.path
        for route in APP.routes
        if isinstance(route, HTTPRoute) and "GET" in route.methods
    }
    walked = {stop.route for stop in STOPS}
    assert sorted(routes - walked - NO_PAGES) == []
    assert routes - walked >= NO_PAGES


def test_the_guide_states_what_is_walked() -> None:
    assert stated.stated() == stated.table(), (
        "write it anew: .venv/bin/python -m tests.browser.stated"
    )
