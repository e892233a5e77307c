"""Where a form was sent from, as the browser says."""

import pytest

from webapp.accounts.origin import is_ours


@pytest.mark.parametrize(
    ("origin", "site", "host"),
    [(None, None, "localhost:8000"), ("http://localhost:8000", "same-origin", "localhost:8000"), (None, "none", "x"),
     ("https://Entries.example.org", None, "entries.example.org"), ("https://x.org", None, "x.org:443"),
     ("http://x.org:80", None, "x.org"), ("https://x.org", "same-origin", "x.org")],
)  # fmt: skip
def test_it_works(origin: str | None, site: str | None, host: str) -> None:
    assert is_ours(origin, site, host)


@pytest.mark.parametrize(
    ("origin", "site"),
    [("https://evil.example", None), ("null", None), ("", None), ("http://localhost:3000", None),
     ("http://localhost:8000.evil.example", None), ("localhost:8000", None), ("http://", None), (None, "cross-site"),
     (None, "same-site"), (None, ""), ("http://localhost:8000", "cross-site")],
)  # fmt: skip
def test_a_page_elsewhere_is_not_ours(origin: str | None, site: str | None) -> None:
    assert not is_ours(origin, site, "localhost:8000")
