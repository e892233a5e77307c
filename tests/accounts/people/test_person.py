"""What is asked of a person with an account, and how the account stands."""

import pytest
from msgspec.structs import replace

from webapp.accounts.people.person import Account, Person, is_dormant, read, state_of

NOW = "2026-11-24T09:00:00.000000Z"
ACTIVE = Account(
    account_id=1,
    email="ada@elm.example",
    name="Ada Mensah",
    role="entries",
    password_hash="x",
    made_at="2025-01-01T00:00:00.000000Z",
    signed_in_at=NOW,
)
WAITS = replace(
    ACTIVE,
    password_hash="",
    signed_in_at=None,
    link_kind="invitation",
    link_expires_at="2026-11-25T00:00:00.000000Z",
)


def problems(**words: str) -> dict[str, str]:
    form = {"email": "ada@elm.example", "name": "Ada Mensah", "role": "entries"} | words
    return read(form)[1]


def test_what_is_typed_is_tidied() -> None:
    form = {"email": " ada@elm.example ", "name": "Ada   Mensah", "role": "entries"}
    assert read(form) == (Person("ada@elm.example", "Ada Mensah", "entries"), {})


@pytest.mark.parametrize("email", ["o'brien+exams@elm.example", "é@elm.example", "a@b.c"])
def test_an_unusual_e_mail_is_taken(email: str) -> None:
    assert not problems(email=email)


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "ada@elm",
        "@elm.example",
        "ada@",
        "a b@elm.example",
        "a@b@c.d",
        "a@.c",
        "a@b.",
        "x" * 250 + "@b.cd",
    ],
)
def test_what_is_no_e_mail_is_refused(email: str) -> None:
    assert list(problems(email=email)) == ["email"]


def test_a_name_and_a_known_role_are_needed() -> None:
    assert list(problems(name=" ", role="owner")) == ["name", "role"]
    assert list(problems(name="x" * 101)) == ["name"]
    assert list(read({})[1]) == ["name", "email", "role"]


def test_an_account_says_how_it_stands() -> None:
    assert state_of(ACTIVE, NOW) == "active"
    assert state_of(replace(ACTIVE, disabled_at=NOW), NOW) == "disabled"
    assert state_of(WAITS, NOW) == "invited"
    assert state_of(replace(WAITS, disabled_at=NOW), NOW) == "disabled"
    assert state_of(replace(WAITS, link_expires_at=NOW), NOW) == "invited, link expired"
    assert state_of(replace(WAITS, link_kind="reset"), NOW) == "reset"


@pytest.mark.parametrize(
    ("signed_in_at", "dormant"),
    [
        ("2026-08-26T09:00:00.000000Z", True),
        ("2026-08-26T09:00:00.000001Z", False),
        (NOW, False),
        (None, True),
    ],
)
def test_an_account_is_dormant_after_ninety_days_without_a_sign_in(
    signed_in_at: str | None, dormant: bool
) -> None:
    assert is_dormant(replace(ACTIVE, signed_in_at=signed_in_at), NOW) is dormant


def test_what_nobody_can_sign_in_with_is_not_called_dormant() -> None:
    long_ago = "2020-01-01T00:00:00.000000Z"
    assert not is_dormant(replace(ACTIVE, signed_in_at=long_ago, disabled_at=NOW), NOW)
    assert not is_dormant(replace(WAITS, signed_in_at=long_ago), NOW)
    assert not is_dormant(replace(ACTIVE, signed_in_at=None, made_at=NOW), NOW)
