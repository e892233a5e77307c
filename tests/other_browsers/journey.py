"""From signing in to a report, in browsers other than the one that the tests of every change use.

script/browsers runs it; script/test does not, for its name is no test's.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CAST
from tests.other_browsers.hands import Hands, choose, firefox, sees, until, webkit
from tests.real_server import Server
from webapp.database import connection as db

PACKAGE = "Advanced Apprenticeship Level 3 IT Application Specialist England"
SIDEWAYS = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def centre(built_today: Path, tmp_path: Path) -> Iterator[Server]:
    file = tmp_path / "centre.db"
    file.write_bytes(built_today.read_bytes())
    server = Server(file)
    yield server.start()
    server.kill()


@pytest.fixture(params=[firefox, webkit], ids=["Firefox", "WebKitGTK"])
def hands(request: pytest.FixtureRequest) -> Iterator[Hands]:
    with request.param() as one:
        print(one.name)
        yield one


def is_on(hands: Hands, heading: str) -> None:
    sees(hands, "h1", heading)
    until(
        hands,
        (
            "return document.readyState === 'complete' &&"
            " document.documentElement.matches('.has-script')"
        ),
    )
    assert not hands.ask(SIDEWAYS), f"{hands.name}: {heading} scrolls sideways"


def test_from_signing_in_to_a_report(centre: Server, hands: Hands) -> None:
    hands.go(centre.address)
    is_on(hands, "Sign in")
    hands.type("#email", CAST["entries"][0])
    hands.type("#password", CAST["entries"][1])
    hands.click("main form button")
    is_on(hands, "Home")

    hands.go(f"{centre.address}/entries/drafts/new")
    is_on(hands, "Select package")
    choose(hands, "#framework", "ICT")
    until(
        hands,
        "return document.querySelectorAll('#package optgroup').length === 1"
        " && document.querySelector('#package').matches('[data-htmx-powered]')",
    )
    choose(hands, "#package", PACKAGE)
    sees(hands, "#catalogue-package", "03999")
    hands.click("button[name=next]")
    is_on(hands, "Select candidates")
    hands.type("#search", "mary jon")
    sees(hands, "#heard", "3 candidates")
    hands.click("#candidates-rows tbody input[type=checkbox]")
    hands.click("#add button.govuk-button")
    sees(hands, "#selected-title", "1")
    sees(hands, "#told", "1 candidate added")
    hands.click("form[action$='/candidates'] button")

    is_on(hands, "Entry options")
    hands.click("#grid tbody td input:checked")
    sees(hands, "#told", "Saved")
    hands.click("button[name=next]")
    is_on(hands, "Entry summary")
    hands.type("#order_number", "OTHER 1")
    hands.click("form.submit button")
    is_on(hands, "Entries submitted")
    kept = db.connect(centre.file)
    assert kept.execute(
        "select order_number from submissions order by submission_id desc"
    ).fetchone() == ("OTHER 1",)
    framework = kept.execute("select framework_id from frameworks where title = 'ICT'").fetchone()[
        0
    ]
    kept.close()

    hands.go(f"{centre.address}/results/learning-programmes/{framework}/report?kind=all-candidates")
    is_on(hands, "Learning programme report")
    hands.click(".report__details summary")
    sees(hands, ".report__details[open] .report__snapshot", "QAN")
