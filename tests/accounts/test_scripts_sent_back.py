"""What a form sends and its page shows again is text, also when it is a script."""

from collections.abc import Callable
from typing import Any

from tests.accounts.access.test_guard import POSTS, knock
from tests.accounts.sample_people import is_signed_in
from tests.accounts.scene import Scene
from tests.accounts.scripts import SCRIPT, SEEN
from tests.page import Browser, Page
from webapp.database.connection import Db

# What must stay as it is for the page to look at the rest.
KEEPS = ("form_token", "start_key", "next", "password")
# These end the session in which the others are tried, or say who may have one.
LEAVES = {
    "/sign-out",
    "/account/sessions/end",
    "/account/sessions/{session_id:int}/end",
    "/accounts/two-step",
    "/account/two-step/app",
    "/account/two-step/start",
}


def obeyed(page: Page) -> list[dict[str, Any]]:
    # A sheet with the centre's name is a file to keep, and no browser reads it as a page.
    if not page.reply.headers.get("content-type", "").startswith("text/html"):
        assert page.reply.headers.get("x-content-type-options") == "nosniff"
        return []
    return [
        one
        for one in page.tags
        if "data-obeyed" in one
        or "onerror" in one
        or (one["tag"] == "script" and not one.get("src", "").startswith("/static/"))
    ]


def test_no_script_that_a_form_sends_is_obeyed_by_its_page(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    me = signed_in("administrator")
    scene = Scene(centre_db, email="administrator@riverside.example", confirmed=True)
    shown = set()
    for path in (one for one in POSTS if one not in LEAVES):
        right = {**scene.filled_in(path), "form_token": me.form_token}
        everything = {name: text if name in KEEPS else SCRIPT for name, text in right.items()}
        ours = {
            name: everything[name] if isinstance(text, str) and not text.isdigit() else text
            for name, text in right.items()
        }
        for values in (everything, ours):
            page = knock(me, "POST", scene.address(path), data=values)
            assert page.status < 500, path
            assert obeyed(page) == [], path
            assert "\n" not in page.reply.headers.get("location", "")
            if SEEN in page.reply.text:
                shown.add(path)
    assert is_signed_in(me)
    assert len(shown) > 10
