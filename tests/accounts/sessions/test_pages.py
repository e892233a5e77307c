"""How long the session lasts still, and staying signed in."""

from pathlib import Path

from tests.accounts.sample_people import age, is_signed_in
from tests.page import Browser


def test_it_works(officer: Browser, centre_file: Path) -> None:
    left = officer.client.get("/session/left").json()
    assert 3590 < left["left"] <= 3600
    assert 43190 < left["most"] <= 43200
    age(centre_file, seen_at="-59 minutes", started_at="-59 minutes")
    assert 50 < officer.client.get("/session/left").json()["left"] <= 60
    assert 50 < officer.client.get("/session/left").json()["left"] <= 60
    reply = officer.client.post("/session/stay", data={"form_token": officer.form_token})
    assert 3590 < reply.json()["left"] <= 3600


def test_the_page_says_how_long_it_has(officer: Browser, centre_file: Path) -> None:
    age(centre_file, started_at="-719 minutes")
    assert 50 < int(officer.get("/support").one("div", id="kit-session")["data-left"]) <= 60
    assert officer.client.get("/session/left").json()["most"] <= 60
    age(centre_file, started_at="+600 minutes", seen_at="-30 minutes")
    assert 3590 < int(officer.get("/support").one("div", id="kit-session")["data-left"]) <= 3600


def test_a_page_of_an_error_has_it_too(officer: Browser) -> None:
    for address in ("/nowhere", "/accounts"):
        assert officer.get(address).one("div", id="kit-session")["data-left"]


def test_whoever_is_signed_out_has_nothing_left(stranger: Browser) -> None:
    for method, path in (("GET", "/session/left"), ("POST", "/session/stay")):
        reply = stranger.client.request(method, path, headers={"hx-request": "true"})
        assert reply.status_code == 401
    assert not stranger.get("/sign-in").all("div", id="kit-session")


def test_what_is_over_cannot_be_kept(officer: Browser, centre_file: Path) -> None:
    age(centre_file, seen_at="-61 minutes")
    page = officer.post("/session/stay")
    assert page.address == "/sign-in"
    assert "has been kept" not in page.text
    assert not is_signed_in(officer)


def test_staying_does_not_go_beyond_twelve_hours(officer: Browser, centre_file: Path) -> None:
    age(centre_file, started_at="-719 minutes")
    reply = officer.client.post("/session/stay", data={"form_token": officer.form_token})
    assert reply.json()["left"] == reply.json()["most"] <= 60
