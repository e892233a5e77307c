"""A link that lets a person choose a password."""

from msgspec.structs import replace

from webapp.accounts.invitations import invitation

NOW = "2026-11-24T09:00:00.000000Z"
LINK = invitation.Link(
    invitation_id=1,
    account_id=2,
    kind="invitation",
    expires_at="2026-11-24T09:00:00.000001Z",
    used_at=None,
    disabled_at=None,
    name="Ada Mensah",
    email="ada@elm.example",
)


def test_a_link_lasts_seven_days() -> None:
    assert invitation.expiry(NOW) == "2026-12-01T09:00:00.000000Z"


def test_a_link_counts_until_it_is_used_or_too_old() -> None:
    assert invitation.problem(LINK, NOW) == ""
    assert invitation.problem(replace(LINK, used_at=NOW), NOW) == invitation.USED
    assert invitation.problem(replace(LINK, expires_at=NOW), NOW) == invitation.EXPIRED
    assert invitation.problem(replace(LINK, disabled_at=NOW), NOW) == invitation.EXPIRED
    assert invitation.problem(None, NOW) == invitation.UNKNOWN


def test_the_file_does_not_hold_what_opens_the_door() -> None:
    token = invitation.new_token()
    assert token != invitation.new_token()
    assert token not in invitation.hash_of(token)
    assert invitation.address(token) == f"/invitation/{token}"


def test_a_password_is_typed_twice() -> None:
    secret = "purple kettle window"
    both = {"password": secret, "password_again": secret}
    assert invitation.problems_of_choice(both) == {}
    assert list(invitation.problems_of_choice(both | {"password_again": ""})) == ["password_again"]
    assert list(invitation.problems_of_choice({})) == ["password"]
    assert list(invitation.problems_of_choice(both, "Ada Kettle")) == ["password"]
