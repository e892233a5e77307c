"""Sessions: their tokens, and how long they count."""

import pytest
from msgspec.structs import replace

from webapp.accounts.sessions import session

NOW = "2026-11-24T12:00:00.000000Z"


def row(**changes: str | None) -> session.Session:
    """A session that began an hour and a half ago and was seen a moment ago."""
    usual = session.Session(
        session_id=1,
        started_at="2026-11-24T10:30:00.000000Z",
        seen_at="2026-11-24T11:59:59.000000Z",
        ended_at=None,
        disabled_at=None,
        stage="full",
    )
    return replace(usual, **changes)


@pytest.mark.parametrize(
    ("changes", "live"),
    [
        ({}, True),
        ({"seen_at": "2026-11-24T11:00:00.000001Z"}, True),
        ({"seen_at": "2026-11-24T11:00:00.000000Z"}, False),
        ({"seen_at": "2026-11-24T10:59:00.000000Z"}, False),
        ({"seen_at": "2026-11-23T12:00:00.000000Z"}, False),
        ({"started_at": "2026-11-24T00:00:00.000001Z"}, True),
        ({"started_at": "2026-11-24T00:00:00.000000Z"}, False),
        ({"started_at": "2026-11-20T00:00:00.000000Z"}, False),
        ({"ended_at": "2026-11-24T11:59:59.500000Z"}, False),
        ({"disabled_at": "2026-11-24T11:59:59.500000Z"}, False),
        ({"stage": "code", "started_at": "2026-11-24T11:30:00.000001Z"}, True),
        ({"stage": "code", "started_at": "2026-11-24T11:30:00.000000Z"}, False),
        ({"stage": "enrol", "started_at": "2026-11-24T11:30:00.000000Z"}, False),
    ],
)
def test_it_works(changes: dict[str, str], live: bool) -> None:
    assert session.is_live(row(**changes), NOW) is live


@pytest.mark.parametrize(
    ("changes", "left", "most"),
    [
        ({"seen_at": NOW, "started_at": NOW}, 3600, 43200),
        ({}, 3599, 37800),
        ({"seen_at": "2026-11-24T11:02:00.000000Z"}, 120, 37800),
        ({"seen_at": "2026-11-24T11:00:00.500000Z"}, 1, 37800),
        ({"seen_at": "2026-11-24T10:00:00.000000Z"}, 0, 37800),
        ({"started_at": "2026-11-24T00:01:00.000000Z"}, 60, 60),
        ({"started_at": "2026-11-23T00:01:00.000000Z"}, 0, 0),
        ({"started_at": "2026-11-24T11:40:00.000000Z", "stage": "code"}, 600, 600),
    ],
)
def test_what_is_left_is_counted_in_whole_seconds(
    changes: dict[str, str], left: int, most: int
) -> None:
    assert session.left(row(**changes), NOW) == left
    assert session.longest_left(row(**changes), NOW) == most


@pytest.mark.parametrize(
    ("seen_at", "wants"),
    [
        ("2026-11-24T12:00:00.000000Z", False),
        ("2026-11-24T11:59:00.000001Z", False),
        ("2026-11-24T11:59:00.000000Z", True),
        ("2026-11-24T11:30:00.000000Z", True),
    ],
)
def test_that_somebody_is_there_is_noted_once_a_minute(seen_at: str, wants: bool) -> None:
    assert session.wants_note(row(seen_at=seen_at), NOW) is wants


def test_no_two_tokens_are_alike_and_none_can_be_guessed() -> None:
    tokens = {session.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(one) >= 43 for one in tokens)


def test_neither_the_file_nor_the_forms_give_the_token_away() -> None:
    token = session.new_token()
    kept, shown = session.hash_of(token), session.form_token(token)
    assert len({token, kept, shown}) == 3
    assert token not in kept + shown
    assert session.form_token(token) == shown != session.form_token(session.new_token())
    assert session.hash_of(token) == kept != session.hash_of(session.new_token())
