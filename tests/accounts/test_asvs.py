"""The verification standard: every number once, counts that add up, files that exist."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
VERDICTS = ("met", "in part", "not met")
# The numbers of version 4.0.3 by section: those of level 1, then those of level 2.
ASKED = {
    "1.1": ("", "1 2 3 4 5 6 7"),
    "1.2": ("", "1 2 3 4"),
    "1.4": ("", "1 4 5"),
    "1.5": ("", "1 2 3 4"),
    "1.6": ("", "1 2 3 4"),
    "1.7": ("", "1 2"),
    "1.8": ("", "1 2"),
    "1.9": ("", "1 2"),
    "1.10": ("", "1"),
    "1.11": ("", "1 2"),
    "1.12": ("", "2"),
    "1.14": ("", "1 2 3 4 5 6"),
    "2.1": ("1 2 3 4 5 6 7 8 9 10 11 12", ""),
    "2.2": ("1 2 3", ""),
    "2.3": ("1", "2 3"),
    "2.4": ("", "1 2 3 4 5"),
    "2.5": ("1 2 3 4 5 6", "7"),
    "2.6": ("", "1 2 3"),
    "2.7": ("1 2 3 4", "5 6"),
    "2.8": ("1", "2 3 4 5 6 7"),
    "2.9": ("", "1 2 3"),
    "2.10": ("", "1 2 3 4"),
    "3.1": ("1", ""),
    "3.2": ("1 2 3", "4"),
    "3.3": ("1 2", "3 4"),
    "3.4": ("1 2 3 4 5", ""),
    "3.5": ("", "1 2 3"),
    "3.7": ("1", ""),
    "4.1": ("1 2 3 5", ""),
    "4.2": ("1 2", ""),
    "4.3": ("1 2", "3"),
    "5.1": ("1 2 3 4 5", ""),
    "5.2": ("1 2 3 4 5 6 7 8", ""),
    "5.3": ("1 2 3 4 5 6 7 8 9 10", ""),
    "5.4": ("", "1 2 3"),
    "5.5": ("1 2 3 4", ""),
    "6.1": ("", "1 2 3"),
    "6.2": ("1", "2 3 4 5 6"),
    "6.3": ("", "1 2"),
    "6.4": ("", "1 2"),
    "7.1": ("1 2", "3 4"),
    "7.2": ("", "1 2"),
    "7.3": ("", "1 3 4"),
    "7.4": ("1", "2 3"),
    "8.1": ("", "1 2 3 4"),
    "8.2": ("1 2 3", ""),
    "8.3": ("1 2 3 4", "5 6 7 8"),
    "9.1": ("1 2 3", ""),
    "9.2": ("", "1 2 3 4"),
    "10.2": ("", "1 2"),
    "10.3": ("1 2 3", ""),
    "11.1": ("1 2 3 4 5", "6 7 8"),
    "12.1": ("1", "2 3"),
    "12.2": ("", "1"),
    "12.3": ("1 2 3 4 5", "6"),
    "12.4": ("1 2", ""),
    "12.5": ("1 2", ""),
    "12.6": ("1", ""),
    "13.1": ("1 3", "4 5"),
    "13.2": ("1 2 3", "5 6"),
    "13.3": ("1", "2"),
    "13.4": ("", "1 2"),
    "14.1": ("", "1 2 3 4"),
    "14.2": ("1 2 3", "4 5 6"),
    "14.3": ("2 3", ""),
    "14.4": ("1 2 3 4 5 6 7", ""),
    "14.5": ("1 2 3", "4"),
}
LEVELS = {
    f"{section}.{number}": level
    for section, levels in ASKED.items()
    for level, numbers in enumerate(levels, 1)
    for number in numbers.split()
}
ROWS = [
    (number, int(level), verdict.strip("*"), why)
    for number, level, verdict, why in re.findall(
        r"^\| ([\d.]+) \| ([12]) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", PAGE, re.M
    )
]
DOES_NOT_APPLY = [
    number
    for numbers in re.findall(r"^- ([\d., ]+):", PAGE.partition("## What does not apply")[2], re.M)
    for number in numbers.split(", ")
]


def test_the_standard_is_whole() -> None:
    assert Counter(LEVELS.values()) == {1: 128, 2: 131}
    assert len(LEVELS) == 259


def test_every_number_of_both_levels_stands_exactly_once() -> None:
    standing = [number for number, *_ in ROWS] + DOES_NOT_APPLY
    assert Counter(standing) == Counter(list(LEVELS))


def test_every_row_has_its_level_a_verdict_and_a_reason() -> None:
    wrong = [
        number
        for number, level, verdict, why in ROWS
        if level != LEVELS[number] or verdict not in VERDICTS or len(why) < len("as 1.1.1")
    ]
    assert wrong == []


def test_rows_stand_in_the_order_of_the_standard() -> None:
    numbers = [tuple(map(int, number.split("."))) for number, *_ in ROWS]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("label", "levels"), [("Level 1", {1}), ("Level 2", {2}), ("**Both**", {1, 2})]
)
def test_the_summary_counts_the_rows(label: str, levels: set[int]) -> None:
    counted = Counter(verdict for _, level, verdict, _ in ROWS if level in levels)
    left_out = sum(LEVELS[number] in levels for number in DOES_NOT_APPLY)
    expected = [*(counted[verdict] for verdict in VERDICTS), left_out]
    line = f"| {label} | {' | '.join(map(str, [*expected, sum(expected)]))} |"
    assert line in PAGE


@pytest.mark.parametrize("page", ["asvs.md", "security-design.md"])
def test_every_file_that_is_named_exists(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:webapp|tests|docs|deploy|script|\.ci)/[\w./-]+)`", text))
    named |= {f"docs/{name}" for name in re.findall(r"\]\(([\w.-]+\.md)\)", text)}
    assert len(named) > (80 if page == "asvs.md" else 5)
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_the_bill_of_materials_names_what_is_locked() -> None:
    bill = json.loads((ROOT / "deploy" / "sbom.cdx.json").read_text(encoding="utf-8"))
    locked = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text(), re.M)
    named = {
        (one["name"], one["version"]) for one in bill["components"] if one["type"] == "library"
    }
    assert named == {(name.lower(), version) for name, version in locked}
    digests = {
        f"{folder}/{name.removeprefix('./')}": digest
        for folder in ("webapp/static/vendor", "webapp/pdf/fonts")
        for digest, name in (
            line.split() for line in (ROOT / folder / "CHECKSUMS").read_text().splitlines()
        )
        if not name.endswith("LICENSE")
    }
    files = {
        one["name"]: one["hashes"][0]["content"]
        for one in bill["components"]
        if one["type"] == "file"
    }
    assert files == digests
