"""Where a form was sent from, as the browser says."""

import pytest

from webapp.accounts.access.origin import is_led_from_elsewhere, is_ours


@pytest.mark.parametrize(
    ("origin", "site", "host"),
    [
        (None, None, "localhost:8000"),
        ("http://localhost:8000", "same-origin", "localhost:8000"),
        (None, "none", "x"),
        ("https://Entries.example.org", None, "entries.example.org"),
        ("https://x.org", None, "x.org:443"),
        ("http://x.org:80", None, "x.org"),
        ("https://x.org", "same-origin", "x.org"),
    ],
)
def test_it_works(origin: str | None, site: str | None, host: str) -> None:
    assert is_ours(origin, site, host)


@pytest.mark.parametrize(
    ("origin", "site"),
    [
        ("https://evil.example", None),
        ("null", None),
        ("", None),
        ("http://localhost:3000", None),
        ("http://localhost:8000.evil.example", None),
        ("localhost:8000", None),
        ("http://", None),
        (None, "cross-site"),
        (None, "same-site"),
        (None, ""),
        ("http://localhost:8000", "cross-site"),
    ],
)
def test_a_page_elsewhere_is_not_ours(origin: str | None, site: str | None) -> None:
    assert not is_ours(origin, site, "localhost:8000")


@pytest.mark.parametrize(
    ("headers", "elsewhere"),
    [
        ({}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "?"}, True),
        ({"sec-fetch-site": "same-origin", "sec-purpose": "prefetch"}, True),
        ({"sec-fetch-site": "none", "sec-purpose": "prefetch;prerender"}, True),
        ({"sec-fetch-site": "same-origin", "purpose": "prefetch"}, True),
        ({"referer": "https://entries.example.org/candidates"}, False),
        ({"referer": "https://entries.example.org:443/"}, False),
        ({"referer": "https://mail.example/inbox"}, True),
        ({"referer": "https://mail.example/entries.example.org"}, True),
        ({"referer": "about:client"}, True),
        ({"referer": ""}, True),
        ({"sec-fetch-site": "same-origin", "referer": "https://mail.example/"}, False),
    ],
)
def test_a_link_elsewhere_is_told_from_a_bookmark_and_our_own(
    headers: dict[str, str], elsewhere: bool
) -> None:
    assert is_led_from_elsewhere({"host": "entries.example.org", **headers}) is elsewhere
