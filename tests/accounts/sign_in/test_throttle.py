"""How long whoever guesses has to wait."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.accounts.sign_in import throttle

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def tries(count: int, ago: float = 0) -> list[datetime]:
    """Wrong tries a second apart, the last one so many seconds ago."""
    return [NOW - timedelta(seconds=ago + one) for one in range(count)]


@pytest.mark.parametrize(
    ("count", "ago", "free", "seconds"),
    [
        (0, 0, 5, 0),
        (4, 0, 5, 0),
        (5, 0, 5, 1),
        (5, 0.4, 5, 1),
        (5, 1, 5, 0),
        (6, 0, 5, 2),
        (7, 0, 5, 4),
        (8, 0, 5, 8),
        (10, 0, 5, 32),
        (10, 20, 5, 12),
        (10, 32, 5, 0),
        (14, 0, 5, 512),
        (15, 0, 5, 900),
        (16, 0, 5, 900),
        (1000, 0, 5, 900),
        (1000, 900, 5, 0),
        (19, 0, 20, 0),
        (20, 0, 20, 1),
        (23, 0, 20, 8),
        (1000, 24 * 3600, 5, 0),
    ],
)
def test_it_works(count: int, ago: float, free: int, seconds: int) -> None:
    assert throttle.wait(tries(count, ago), free, NOW) == seconds


def test_the_order_of_the_tries_does_not_matter() -> None:
    assert throttle.wait(list(reversed(tries(8))), 5, NOW) == 8


def test_what_is_a_day_old_does_not_count() -> None:
    old = [NOW - timedelta(hours=25)] * 10
    assert throttle.wait([*old, *tries(4)], 5, NOW) == 0
    assert throttle.wait([*old, *tries(5)], 5, NOW) == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (2, "2 seconds"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (900, "15 minutes"),
    ],
)
def test_the_wait_is_said_as_people_say_it(seconds: int, words: str) -> None:
    assert throttle.in_words(seconds) == words


def test_a_strangers_tries_count_for_the_account_and_for_the_address() -> None:
    keys = throttle.keys("password", "a@b.example", "192.0.2.1")
    assert [free for _, free in keys] == [5, 20]
    assert "192.0.2.1" not in str(keys)
    assert "a@b.example" not in str(keys)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("password", "a@b.example", ""), ("password", " A@B.example ", ""), [True, True]),
        (("password", "a@b.example", ""), ("password", "c@b.example", ""), [False, True]),
        (("password", "a@b.example", ""), ("code", "a@b.example", ""), [False, False]),
        (("password", "x", "192.0.2.1"), ("password", "x", "192.0.2.2"), [True, False]),
        (("password", "x", "2001:db8::1"), ("password", "x", "2001:db8::2:3"), [True, True]),
        (("password", "x", "2001:db8::1"), ("password", "x", "2001:db8:0:1::1"), [True, False]),
    ],
)
def test_the_same_account_and_the_same_place_are_known_again(
    one: tuple[str, str, str], other: tuple[str, str, str], alike: list[bool]
) -> None:
    pairs = zip(throttle.keys(*one), throttle.keys(*other), strict=True)
    assert [first == second for first, second in pairs] == alike


def test_a_browser_known_for_this_person_is_counted_by_itself() -> None:
    strangers = throttle.keys("password", "a@b.example", "192.0.2.1")
    own = throttle.keys("password", "a@b.example", "192.0.2.1", known_browser="token")
    assert len(own) == 1
    assert own[0][1] == 5
    assert own[0] not in strangers
    assert own != throttle.keys("password", "c@b.example", "192.0.2.1", known_browser="token")
