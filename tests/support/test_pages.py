"""Support and the guide."""

import re
from collections.abc import Callable

import pytest

from tests.page import Browser
from webapp.support import guide

CHAPTERS = [one.name for one in guide.chapters()]


def test_it_works(officer: Browser) -> None:
    page = officer.get("/support")
    for one in guide.chapters():
        assert page.all("a", href=f"/support/guide/{one.name}"), one.name


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_read_with_its_pictures_and_leads_to_the_others(
    officer: Browser, name: str
) -> None:
    page = officer.get(f"/support/guide/{name}")
    assert page.status == 200
    assert page.heading == guide.chapter(name).title
    for picture in page.all("img"):
        assert picture["alt"]
        assert officer.client.get(picture["src"]).headers["content-type"] == "image/png"
    for link in page.all("a"):
        if link["href"].startswith("/support/guide/"):
            assert link["href"].rpartition("/")[2] in CHAPTERS


def test_no_picture_is_left_over_and_none_is_missing() -> None:
    named = {
        picture
        for path in guide.FOLDER.glob("*.md")
        for picture in re.findall(r"\(pictures/([a-z0-9-]+\.png)\)", path.read_text("utf-8"))
    }
    assert named == {path.name for path in (guide.FOLDER / "pictures").glob("*.png")}


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_the_guide_is_for_everybody(signed_in: Callable[[str], Browser], role: str) -> None:
    assert signed_in(role).get("/support/guide/entries").status == 200


def test_a_chapter_that_is_not_there(officer: Browser) -> None:
    assert officer.get("/support/guide/none").status == 404
    assert officer.get("/support/guide/..%2fREADME").status == 404


def test_signed_out(stranger: Browser) -> None:
    assert stranger.get("/support/guide/entries").heading.startswith("Sign in")
