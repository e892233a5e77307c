"""Fields of forms by their names: the same ones are secret, and called the same, wherever they are kept or shown."""

import pytest

from webapp import form_fields


@pytest.mark.parametrize(
    "name", ["password", "new_password", "passphrase", "client_secret", "recovery", "otp", "my_otp", "code", "sign_in_code", "CODE"],
)  # fmt: skip
def test_secret(name: str) -> None:
    assert form_fields.is_secret(name)
    assert not form_fields.is_readable(name)


@pytest.mark.parametrize("name", ["surname", "order_number", "footprint", "codes", "email", "candidate_id"])
def test_readable(name: str) -> None:
    assert not form_fields.is_secret(name)
    assert form_fields.is_readable(name)


@pytest.mark.parametrize("name", ["opened_title", "was-12", "accepted", "shown_id", "fingerprint", "form_token", "next"])
def test_of_the_page(name: str) -> None:
    assert not form_fields.is_secret(name)
    assert not form_fields.is_readable(name)


@pytest.mark.parametrize(
    ("name", "label"),
    [("order_number", "Order number"), ("born-day", "Born day"), ("uci", "UCI"), ("own_uln", "Own ULN"), ("", ""), ("_", "")],
)
def test_label(name: str, label: str) -> None:
    assert form_fields.label(name) == label
