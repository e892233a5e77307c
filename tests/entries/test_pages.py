"""Home, the kinds of entries, drafts."""

from tests.page import Browser


def test_it_works(officer: Browser) -> None:
    page = officer.get("/")
    assert page.status == 200
    assert page.heading == "Home"
    assert "SP-000002" in page.text


def test_the_way_to_the_form(officer: Browser) -> None:
    kinds = officer.get("/entries/make")
    programmes = officer.get(kinds.one("a", href="/entries/make/learning-programmes")["href"])
    link = programmes.one("a", href="/entries/drafts/new", class_="govuk-link")
    assert link["text"] == "Use learning programmes web-based entry form"
    assert officer.get(link["href"]).heading == "Select package"
