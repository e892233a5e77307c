"""What the servers of the whole test run wrote down; conftest.py puts this file last."""

import re

import httpx

from tests.browser.conftest import OFFICER, Centre
from tests.page import Browser
from tests.real_server import SERVER_LOGS


def test_no_candidate_stands_in_any_log(centre: Centre) -> None:
    person = centre.people("uci is not null and uln is not null and forenames <> ''", 1)[0]
    with httpx.Client(base_url=centre.address, follow_redirects=True) as client:
        officer = Browser(client)
        officer.sign_in(*OFFICER)
        page = officer.get("/entries/drafts/new")
        package = centre.value("select package_id from packages limit 1")
        base = officer.send(page, "/entries/drafts/new", package=str(package), next="1").address
        officer.htmx(f"{base}/find", {"search": person["surname"], "added": "any"})
        # Our own failure in the middle of somebody's details.
        centre.db.execute("alter table draft_candidates rename to gone")
        assert officer.post(f"{base}/find", {"search": person["uci"]}).status == 500
        typed = {"forenames": person["forenames"], "surname": person["surname"]}
        assert officer.post(f"{base}/new", typed).status == 500

    logs = {path: path.read_text() for path in SERVER_LOGS.iterdir()}
    written = "\n".join(logs.values())
    assert len(re.findall(r"ERROR [0-9a-f]{6} POST /entries/drafts/", written)) >= 2
    for one in centre.people("true", 10_000):
        full = f"{one['forenames']} {one['surname']}".strip()
        listed = f"{one['surname']}, {one['forenames']}"
        details = [full, listed, one["born_on"], one["uci"], one["uln"]]
        found = [detail for detail in details if detail and len(detail) > 5 and detail in written]
        assert found == []
