"""Fields of forms by their names: the same ones are secret, and called the same, wherever they are
kept or shown.
"""

import pytest

from webapp.web import form_fields


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "new_password",
        "passphrase",
        "client_secret",
        "recovery",
        "otp",
        "my_otp",
        "code",
        "sign_in_code",
        "CODE",
    ],
)
def test_a_secret_is_neither_kept_nor_shown(name: str) -> None:
    assert form_fields.is_secret(name)
    assert not form_fields.is_readable(name)


@pytest.mark.parametrize(
    "name", ["surname", "order_number", "footprint", "codes", "email", "candidate_id"]
)
def test_what_people_typed_may_be_shown(name: str) -> None:
    assert not form_fields.is_secret(name)
    assert form_fields.is_readable(name)


@pytest.mark.parametrize(
    "name", ["opened_title", "was-12", "accepted", "shown_id", "fingerprint", "form_token", "next"]
)
def test_what_the_pages_put_into_their_forms_is_not_shown(name: str) -> None:
    assert not form_fields.is_secret(name)
    assert not form_fields.is_readable(name)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("order_number", "Order number"),
        ("born-day", "Born day"),
        ("uci", "UCI"),
        ("own_uln", "Own ULN"),
        ("", ""),
        ("_", ""),
    ],
)
def test_a_field_is_called_by_its_name_in_words(name: str, label: str) -> None:
    assert form_fields.label(name) == label


def test_ids_are_read_and_nonsense_is_left_out() -> None:
    assert form_fields.parse_ids("1 22 x -3 ٤ " + "9" * 30) == [1, 22]
