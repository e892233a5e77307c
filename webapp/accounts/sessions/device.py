"""A person's browsers: known ones, and what to call one in a list."""

import re
from datetime import timedelta

# A browser in which somebody has signed in keeps a token beside its session's, for this long.
COOKIE = "single_point_browser"
KEPT = timedelta(days=180)

# The first that stands in the header counts: Edge and Opera call themselves Chrome as well.
BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS|HeadlessChrome)/"),
    ("Chromium", r"Chromium/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("Linux", r"Linux|X11"),
)


def in_words(user_agent: str) -> str:
    """The browser's family and system: `Firefox on Windows`; versions change too often to help."""
    browser = _first(BROWSERS, user_agent) or "A browser"
    system = _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(kinds: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, found in kinds if re.search(found, user_agent)), "")
