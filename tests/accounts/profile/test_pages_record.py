"""What is kept about a person with an account, as a file for that person."""

from collections.abc import Callable

import pytest

from tests.accounts.codes import set_up
from tests.conftest import CAST
from tests.page import Browser
from webapp.database.connection import Db


def record(one: Browser) -> dict:
    reply = one.client.post("/account/record", data={"form_token": one.form_token})
    assert reply.status_code == 200
    assert reply.headers["content-disposition"] == 'attachment; filename="your-account.json"'
    assert reply.headers["cache-control"] == "no-store"
    return reply.json()


def test_it_works(officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db) -> None:
    signed_in("results")
    held = record(officer)
    assert held["account"]["email"] == CAST["entries"][0]
    assert held["account"]["name"] == "Priya Lewis"
    assert len(held["sessions"]) == 1
    assert {"address", "browser", "started_at", "seen_at", "ended_at"} == set(held["sessions"][0])
    assert held["links"] == []
    assert held["two_step_since"] is None
    assert [line["what"] for line in held["activity"]][-1] == "signed in"
    assert "results@riverside.example" not in str(held)
    noted = "select what, account_id from activity order by activity_id desc limit 1"
    assert centre_db.execute(noted).fetchone() == ("exported their own account", 2)


def test_no_secret_is_in_it(officer: Browser, centre_db: Db) -> None:
    set_up(officer)
    text = str(record(officer))
    secrets = [
        *centre_db.execute("select password_hash from accounts where account_id = 2").fetchone(),
        *centre_db.execute("select secret from two_step").fetchone(),
        *centre_db.execute(
            "select token_hash from sessions where ended_at is null and account_id = 2"
        ).fetchone(),
        *centre_db.execute("select code_hash from recovery_codes").fetchone(),
    ]
    assert len(secrets) == 4
    assert not [one for one in secrets if one in text]


@pytest.mark.parametrize("role", ["administrator", "entries", "results"])
def test_everybody_finds_it_on_their_page(signed_in: Callable[[str], Browser], role: str) -> None:
    page = signed_in(role).get("/account")
    assert page.form("/account/record")
    assert page.one("a", href="/support/guide/accounts")
