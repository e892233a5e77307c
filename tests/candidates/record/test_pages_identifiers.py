"""Help while a UCI or ULN is typed."""

from collections.abc import Callable

import pytest

from tests.candidates.sample_register import NEW as ZOE
from tests.candidates.sample_register import check_reader_only_looks, form, known, merge, two
from tests.entries.drafts import check_signed_out, everything
from tests.page import Browser, squeezed
from webapp.candidates.record import name, uci
from webapp.database.connection import Db

H = "/candidates/help"


def said(officer: Browser, field: str, typed: str, **other: str) -> str:
    page = officer.htmx(f"{H}/{field}", {field: typed, **other})
    assert page.status == 200
    return squeezed(page.one("div", id=f"candidates-{field}-help")["text"])


def test_it_works(officer: Browser, centre_db: Db) -> None:
    before = everything(centre_db)
    assert said(officer, "uci", "68199 0 01 2058") == (
        "The letter that fits is G: 68199 0 01 2058 G."
    )
    assert said(officer, "uci", "68199 0 01 2058 G") == "68199 0 01 2058 G passes the check."
    assert said(officer, "uln", "1234567899") == "1234567899 passes the check."
    assert everything(centre_db) == before


def test_whoever_reads_results_gets_the_same_answer(signed_in: Callable[[str], Browser]) -> None:
    check_reader_only_looks(signed_in, ["/candidates"])
    assert "letter that fits" in said(signed_in("results"), "uci", "681990012058")


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    check_signed_out(stranger, H, ("post", "/uci"), ("post", "/uln"))


@pytest.mark.parametrize(
    ("field", "typed", "answer"),
    [
        ("uci", "", ""),
        ("uci", "6819", ""),
        ("uln", "92763", ""),
        ("uln", "", ""),
        ("uci", "68199 0 01 2058 H", "one character is wrong, or two neighbours are swapped"),
        ("uci", "12345Q250001", "two letters fit"),
        ("uci", "x" * 5000, "13 characters"),
        ("uln", "1234567890", "one digit is wrong, or two neighbours are swapped"),
        ("uln", "\0" * 20, ""),
        ("uci", "<b>", ""),
    ],
)
def test_each_number_gets_its_answer(officer: Browser, field: str, typed: str, answer: str) -> None:
    found = said(officer, field, typed)
    assert answer in found if answer else found == ""


@pytest.mark.parametrize("field", ["uci", "uln"])
def test_whose_number_it_is_is_said(officer: Browser, centre_db: Db, field: str) -> None:
    one, other = two(centre_db)
    person = known(centre_db, one)
    number = getattr(person, field)
    assert f"belongs to {name.full(person)}" in said(officer, field, number)
    assert said(officer, field, number, candidate_id=str(one)) == ""
    merge(centre_db, one, other)
    kept = name.full(known(centre_db, other))
    assert f"belongs to {kept}" in said(officer, field, number)


@pytest.mark.parametrize("field", ["uci", "uln"])
def test_whoever_is_one_slip_away_is_named(officer: Browser, centre_db: Db, field: str) -> None:
    one, _ = two(centre_db)
    person = known(centre_db, one)
    number = getattr(person, field)
    wrong = str((int(number[0]) + 1) % 9 + 1) + number[1:]
    assert f"It would then be {name.full(person)}" in said(officer, field, wrong)
    page = officer.htmx(f"{H}/{field}", {field: wrong})
    assert page.one("a", href=f"/candidates/{one}")


def test_without_script_the_same_comes_when_the_form_is_sent(
    officer: Browser, centre_db: Db
) -> None:
    one, _ = two(centre_db)
    person = known(centre_db, one)
    wrong = str((int(person.uci[0]) + 1) % 9 + 1) + person.uci[1:]
    page = officer.post("/candidates/new", form(ZOE) | {"uci": wrong})
    assert page.status == 422
    assert "one character is wrong" in page.one("p", id="uci-error")["text"]
    part = squeezed(page.one("div", id="candidates-uci-help")["text"])
    assert part.startswith(f"It would then be {name.full(person)}")


def test_the_field_asks_as_one_types(officer: Browser) -> None:
    page = officer.get("/candidates/new")
    for field in ("uci", "uln"):
        box = page.one("input", id=field)
        assert (box["hx-post"], box["hx-target"]) == (f"{H}/{field}", f"#candidates-{field}-help")
        assert "delay:300ms" in box["hx-trigger"]
    assert uci.read("681990012058G")[0]
