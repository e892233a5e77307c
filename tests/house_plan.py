"""The plan, laws 5 and 8: what stands where, the kinds of module, and their door plates."""

import ast
import re
from collections.abc import Iterator

from tests.house_sql import tables
from tests.house_tree import CORRIDOR, TOP, House

AT_ROOT = re.compile(
    r"(webapp|tests|script|bench|docs|deploy|\.ci)/.*|schema\.sql|pyproject\.toml|README\.md|CHANGELOG\.md|SECURITY\.md|LICENSE"
    r"|\.gitignore|\.gitattributes|[\w.-]+\.lock"
)
ROOMS = "|".join(CORRIDOR)
WHERE = (
    (
        re.compile(r"webapp/(.*)"),
        re.compile(
            rf"(__init__|{'|'.join(TOP)})\.py|({ROOMS})/[a-z_]+\.py|catalogue/edition/[\w.-]+|accounts/known_passwords\.txt|entries/fonts/[\w.-]+"
            rf"|templates/(({ROOMS}|kit)/)?[a-z_]+\.html"
            r"|static/([a-z]+\.svg|(css|js)/[a-z_-]+\.(css|js)|vendor/.+)"
        ),
        "webapp/ holds app, settings, db, html, errors, cli, the rooms, templates/ and static/",
    ),
    (
        re.compile(r"tests/(.*)"),
        re.compile(
            rf"(conftest|page|strict_(html|model)|server|replication|house_[a-z]+|test_house|test_cli|test_(centres|deploy|errors|form_merge|letters|replication|strict_html|wheel))\.py|({ROOMS}|browser|other_browsers|durability)/.+"
        ),
        (
            "tests/ holds conftest, page, strict_html, server, the house, one folder a room,"
            " browser/, other_browsers/ and durability/"
        ),
    ),
    (
        re.compile(r"script/(.*)"),
        re.compile(r"setup|server|test|bench|vendor|soak|audit|browsers|sbom"),
        "script/ holds setup, server, test, bench, vendor, soak, audit, browsers, sbom",
    ),
    (re.compile(r"\.ci/(.*)"), re.compile(r"run"), ".ci/ holds run"),
    (
        re.compile(r"docs/decisions/(.*)"),
        re.compile(r"\d{4}-[a-z0-9-]+\.md"),
        "a decision is docs/decisions/NNNN-title.md",
    ),
)
# Kinds of module that other houses have and this one has not.
OTHER_KINDS = set(
    [
        "views",
        "view",
        "models",
        "model",
        "forms",
        "form",
        "routes",
        "urls",
        "queries",
        "query",
        "service",
        "services",
        "repository",
        "controller",
        "schema",
        "schemas",
        "types",
        "constants",
        "base",
        "core",
        "main",
        "api",
        "handlers",
        "filters",
        "tasks",
    ]
)
VENDORED = ("webapp/static/vendor/", "webapp/entries/fonts/")


def everything_in_its_place(house: House) -> Iterator[str]:
    for one in house.files:
        if not AT_ROOT.fullmatch(one):
            yield f"{one}:1: the top level is fixed: find it a place in the plan of house.md."
        for place, holds, words in WHERE:
            if (inside := place.fullmatch(one)) and not holds.fullmatch(inside[1]):
                yield f"{one}:1: {words}: move or rename it."


def kinds_of_module(house: House) -> Iterator[str]:
    for module in house.modules:
        file = module.path.rpartition("/")[2].removesuffix(".py")
        if not module.room or module.kind in ("plate", "pages", "store"):
            continue
        if module.kind == "guard" and module.room != "accounts":
            yield f"{module.path}:1: there is one guard, in accounts."
        if module.kind == "trade" and (
            file.startswith(("page", "store", "guard")) or file in OTHER_KINDS
        ):
            yield (
                f"{module.path}:1: a room holds pages*, store* and nouns of the trade: {file} is"
                " none of"
                " them."
            )


def vendored_with_version_and_licence(house: House) -> Iterator[str]:
    beside = set(house.files)
    for one in house.files:
        if not one.startswith(VENDORED) or not one.endswith((".js", ".css", ".ttf")):
            continue
        named = re.fullmatch(r"(.+-\d+(\.\d+)+)(\.min|-\w+)?\.(js|css|ttf)", one)
        if not named or f"{named[1]}.LICENSE" not in beside:
            yield (
                f"{one}:1: a vendored file has its version in its name and NAME-VERSION.LICENSE"
                " beside it."
            )


def door_plates(house: House) -> Iterator[str]:
    owners = tables(house)
    for module in house.modules:
        if module.kind != "plate":
            continue
        body = module.tree.body
        docstring = ast.get_docstring(module.tree)
        if docstring is None or len(body) > 1:
            yield module.at(
                body[-1].lineno if body else 1, "a door plate is a docstring and nothing else."
            )
        if not module.room:
            continue
        line = re.search(r"^Tables: ([\w, \n]+)\.", docstring or "", re.M)
        named = set(re.split(r",\s+", line[1])) - {"none"} if line else set()
        owned = {table for table, room in owners.items() if room == module.room}
        if line is None or named != owned:
            tables_line = f"Tables: {', '.join(sorted(owned)) or 'none'}."
            yield module.at(
                1,
                f"let the docstring say: {tables_line} (Now missing"
                f" {sorted(owned - named)}, too many {sorted(named - owned)}.)",
            )
