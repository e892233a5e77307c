"""Who must use two-step sign-in; turning it off for somebody."""

from collections.abc import Callable

import pytest

from tests.accounts.codes import give_password, set_up
from tests.accounts.sample_people import is_signed_in
from tests.page import Browser
from webapp.database.connection import Db

ROLES = "/accounts/two-step"


@pytest.fixture
def administrator(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("administrator")


def required(db: Db) -> set[str]:
    return {role for (role,) in db.execute("select role from two_step_roles")}


def test_it_works(administrator: Browser, centre_db: Db) -> None:
    page = administrator.get(ROLES)
    assert page.heading == "Two-step sign-in for everybody"
    page = administrator.send(page, ROLES, role=["administrator", "entries"])
    assert page.address == ROLES
    assert required(centre_db) == {"administrator", "entries"}
    assert [one["value"] for one in page.all("input", type="checkbox") if "checked" in one] == [
        "administrator",
        "entries",
    ]
    administrator.send(page, ROLES, role=["results", "nonsense"])
    assert required(centre_db) == {"results"}
    administrator.post(ROLES)
    assert required(centre_db) == set()


@pytest.mark.parametrize("role", ["entries", "results"])
def test_it_is_for_administrators(signed_in: Callable[[str], Browser], role: str) -> None:
    one = signed_in(role)
    assert one.get(ROLES).status == 403
    assert one.post(ROLES, {"role": "entries"}).status == 403
    assert one.post(f"{ROLES}/1/off").status == 403


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    assert stranger.get(ROLES).address == "/sign-in"
    assert stranger.post(f"{ROLES}/1/off").address == "/sign-in"


def test_a_number_of_nobody_is_not_found(administrator: Browser) -> None:
    assert administrator.post(f"{ROLES}/999/off").status == 404


def test_it_counts_from_the_next_sign_in(
    administrator: Browser, officer: Browser, stranger: Browser
) -> None:
    administrator.post(ROLES, {"role": "entries"})
    assert is_signed_in(officer)
    assert give_password(stranger).address == "/account/two-step"
    administrator.post("/sign-out")
    assert give_password(administrator, "results").heading == "Home"


def test_somebody_without_app_and_codes_is_let_in_again(
    administrator: Browser, officer: Browser, stranger: Browser
) -> None:
    set_up(officer)
    page = administrator.get(ROLES)
    assert len(page.all("details", class_="confirm")) == 1
    page = administrator.send(page, f"{ROLES}/2/off")
    assert "Two-step sign-in is off for one person" in page.text
    assert not is_signed_in(officer)
    assert give_password(stranger).heading == "Home"


def test_an_administrator_turns_the_own_one_off_only_with_a_code(
    administrator: Browser, centre_db: Db
) -> None:
    set_up(administrator, "administrator")
    page = administrator.post(f"{ROLES}/1/off")
    assert page.address == "/account/two-step"
    assert "This is your own two-step sign-in" in page.text
    assert centre_db.execute(
        "select count(*) from two_step where secret is not null"
    ).fetchone() == (1,)
    assert not administrator.get(ROLES).all("form", action=f"{ROLES}/1/off")
