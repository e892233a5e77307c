"""Many hands at once on one file, served by one process and by two."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.conftest import CAST
from tests.entries.desk import ICT, TELECOMS, Desk, Post, send_together, shown, submission
from tests.page import Browser, Page, squeezed
from tests.real_server import Server
from webapp.database import connection as db

OFFICER, ADMINISTRATOR = CAST["entries"], CAST["administrator"]


@pytest.fixture(scope="module")
def both(serve: Callable[..., Server], todays_file: Path) -> list[Server]:
    with ThreadPoolExecutor() as pool:
        return list(pool.map(serve, [todays_file] * 2))


@pytest.fixture(params=[1, 2], ids=["one server", "two servers"])
def servers(request: pytest.FixtureRequest, both: list[Server]) -> list[Server]:
    return both[: request.param]


@pytest.fixture(scope="module")
def officer(both: list[Server], browse: Callable[..., Browser]) -> Browser:
    return signed_in(browse(both[0]), OFFICER)


@pytest.fixture
def administrator(servers: list[Server], browse: Callable[..., Browser]) -> Browser:
    return signed_in(browse(servers[-1]), ADMINISTRATOR)


@pytest.fixture
def tabs(
    servers: list[Server], browse: Callable[..., Browser], officer: Browser
) -> Callable[[int], list[Browser]]:
    """tabs(20): as many windows of the officer's browser, by turns at each server."""
    return lambda count: [browse(servers[n % len(servers)], like=officer) for n in range(count)]


def signed_in(browser: Browser, person: tuple[str, str]) -> Browser:
    assert browser.sign_in(*person).heading == "Home"
    return browser


def test_pressing_submit_twenty_times_at_once_makes_one_submission(
    desk: Desk, officer: Browser, tabs: Callable
) -> None:
    windows = tabs(20)
    for _ in range(4):
        draft_id = desk.draft(OFFICER[0], desk.people(15))
        due, entries = desk.due(draft_id), desk.count("entries")
        submissions, drafts = desk.count("submissions"), desk.count("drafts")
        form = submission(officer, draft_id)
        replies = send_together([form._replace(browser=one) for one in windows])

        assert [reply.status_code for reply in replies] == [303] * 20
        (confirmation,) = {reply.headers["location"] for reply in replies}
        page = officer.get(confirmation)
        assert page.heading == "Entries submitted"
        assert len(page.all("td", data_label="Assessment")) == len(due) == 45
        assert desk.submitted(draft_id) == due
        assert desk.count("submissions") == submissions + 1
        assert desk.count("entries") == entries + len(due)
        assert desk.count("drafts") == drafts - 1


def test_pressing_next_twenty_times_at_once_starts_one_draft(
    desk: Desk, officer: Browser, tabs: Callable
) -> None:
    windows = tabs(20)
    asked = "/entries/drafts/new"
    for _ in range(4):
        drafts = desk.count("drafts")
        form = officer.get(f"{asked}?package=2").form(asked) | {"next": "1"}
        replies = send_together([Post(one, asked, form) for one in windows])

        assert [reply.status_code for reply in replies] == [303] * 20
        assert len({reply.headers["location"] for reply in replies}) == 1
        assert desk.count("drafts") == drafts + 1


@pytest.mark.parametrize(
    ("mine", "theirs", "package"),
    [
        (range(0, 12), range(8, 20), ICT),
        (range(0, 40), range(39, 41), ICT),
        (range(0, 30), range(10, 20), TELECOMS),
        (range(0, 5), range(0, 30), TELECOMS),
    ],
    ids=["a third", "one person", "another package", "another package, larger"],
)
def test_two_people_submitting_overlapping_entries_at_once(
    desk: Desk, officer: Browser, administrator: Browser, mine: range, theirs: range, package: str
) -> None:
    people, entries = desk.people(41), desk.count("entries")
    drafts = [
        desk.draft(OFFICER[0], [people[n] for n in mine]),
        desk.draft(ADMINISTRATOR[0], [people[n] for n in theirs], package),
    ]
    due = [desk.due(draft_id) for draft_id in drafts]
    forms = [submission(officer, drafts[0]), submission(administrator, drafts[1])]
    replies = send_together(forms)

    assert sorted(reply.status_code for reply in replies) == [303, 409]
    late = [reply.status_code for reply in replies].index(409)
    assert desk.submitted(drafts[1 - late]) == due[1 - late]
    assert desk.submitted(drafts[late]) is None
    page, rest = Page(replies[late]), due[late] - due[1 - late]
    assert named(page) == in_words(desk, due[late] & due[1 - late])
    assert shown(page, drafts[late]) == rest
    kept = desk.rows("select candidate_id from draft_candidates where draft_id = ?", drafts[late])
    assert {person for (person,) in kept} == {person for person, _, _ in due[late]}

    again = forms[late].browser.send(page, forms[late].address)
    assert again.heading == "Entries submitted"
    assert desk.submitted(drafts[late]) == rest
    assert desk.doubled_entries() == []
    assert desk.count("entries") == entries + len(due[0] | due[1])


def named(page: Page) -> list[str]:
    trouble = page.one("div", class_="trouble")
    return sorted(squeezed(one["text"]) for one in page.all("li") if trouble in one["within"])


def in_words(desk: Desk, entries: Iterable[tuple[int, int, int]]) -> list[str]:
    return sorted(
        squeezed(
            desk.rows(
                "select forenames || ' ' || surname || ': ' || entry_code || ' ' || title"
                " from candidates, assessments where candidate_id = ? and assessment_id = ?",
                *one[:2],
            )[0][0]
        )
        for one in entries
    )


def test_nothing_is_left_when_two_people_submit_the_same(
    desk: Desk, officer: Browser, administrator: Browser
) -> None:
    people = desk.people(10)
    drafts = [desk.draft(OFFICER[0], people), desk.draft(ADMINISTRATOR[0], people)]
    due = desk.due(drafts[0])
    replies = send_together([submission(officer, drafts[0]), submission(administrator, drafts[1])])

    assert sorted(reply.status_code for reply in replies) == [303, 409]
    late = [reply.status_code for reply in replies].index(409)
    assert named(Page(replies[late])) == in_words(desk, due)
    assert "There is nothing left to enter." in Page(replies[late]).text
    assert desk.submitted(drafts[1 - late]) == due
    assert desk.doubled_entries() == []


def test_forty_ticks_from_as_many_windows_at_once_are_all_kept(
    desk: Desk, officer: Browser, tabs: Callable
) -> None:
    draft_id = desk.draft(OFFICER[0], people := desk.people(20))
    options = f"/entries/drafts/{draft_id}/options"
    before = ticked_cells(officer.get(options), options)
    cells = [f"{person}-{component}" for person in people for component in (25, 63)]
    assert set(cells) < before
    windows = tabs(40)
    for ticked, after in (("0", before - set(cells)), ("1", before), ("0", before - set(cells))):
        form = {"form_token": officer.form_token, "ticked": ticked}
        replies = send_together(
            [
                Post(one, f"{options}/tick", form | {"cells": cell})
                for one, cell in zip(windows, cells, strict=True)
            ]
        )
        assert [reply.status_code for reply in replies] == [303] * 40
        assert ticked_cells(officer.get(options), options) == after


def ticked_cells(page: Page, action: str) -> set[str]:
    """The ticked boxes without those that stand for whole rows and columns."""
    return {one for one in page.form(action)["tick"] if "0" not in one.split("-")}


def test_many_programs_may_open_a_new_file_at_the_same_moment(tmp_path: Path) -> None:
    begin = time.time() + 1.5
    programs = [
        subprocess.Popen([sys.executable, "-c", OPENING, tmp_path, str(begin)], stderr=PIPE)
        for _ in range(4)
    ]
    assert [one.communicate()[1] for one in programs] == [b""] * 4
    assert len(list(tmp_path.glob("*.db"))) == 60


# Four that follow the same clock: file after file, each opens it in the same instant.
OPENING = """
import sys, time
from pathlib import Path
from webapp.database import connection as db
folder, begin = Path(sys.argv[1]), float(sys.argv[2])
for number in range(60):
    time.sleep(max(0, begin + number / 50 - time.time()))
    assert db.connect(folder / f"{number}.db").table_names()
"""


def test_a_port_is_never_shared(serve: Callable[..., Server], todays_file: Path) -> None:
    first = serve(todays_file)
    with pytest.raises(RuntimeError, match=f"Port {first.port} cannot be used"):
        serve(todays_file, first.port)


def test_what_is_written_is_on_the_disk_before_anybody_hears_of_it(todays_file: Path) -> None:
    one = db.connect(todays_file)
    found = [
        one.execute(f"pragma {name}").fetchone()[0]
        for name in ("synchronous", "journal_mode", "foreign_keys")
    ]
    one.close()
    assert found == [2, "wal", 1]
