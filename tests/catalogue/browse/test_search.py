"""Searching the catalogue."""

import pytest

from webapp.catalogue.browse import search
from webapp.catalogue.browse.search import Listed

THINGS = [
    Listed("frameworks", 1, "Business and Administration", "BUS", ""),
    Listed(
        "packages",
        2,
        "Advanced Apprenticeship Level 3 IT Application Specialist England",
        "419-2-1",
        "",
    ),
    Listed("assessments", 3, "OCR Level 3 Diploma in IT User Skills (ITQ)", "03999", "500/6757/6"),
    Listed(
        "assessments",
        4,
        "OCR Level 3 Diploma for the Children and Young People's Workforce",
        "04696",
        "",
    ),
    Listed("assessments", 5, "Diploma über Cafés", "03998", ""),
    Listed("units", 3, "Manage team performance", "A/506/1821", "03999"),
]


def found(typed: str) -> list[int]:
    return [one.listed_id for rows in search.find(THINGS, typed).values() for one in rows]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("03999", [3]),
        ("500/6757/6", [3]),
        ("50067576", [3]),
        ("419-2-1", [2]),
        ("itq skills", [3]),
        ("SKILLS user", [3]),
        ("young peoples workforce", [4]),
        ("young people’s", [4]),
        ("cafes", [5]),
        ("über", [5]),
        ("bus", [1]),
        ("manage team", [3]),
        ("A/506/1821", [3]),
        ("nothing like it", []),
        ("", []),
        ("  ", []),
        ("'", []),
    ],
)
def test_words_in_any_order_and_codes_find(typed: str, ids: list[int]) -> None:
    assert found(typed) == ids


def test_an_exact_code_comes_first_and_kinds_stand_apart() -> None:
    assert list(search.find(THINGS, "a")) == ["Frameworks", "Packages", "Assessments", "Units"]
    assert found("0399") == [5, 3]
    assert [one.code for one in search.find(THINGS, "diploma")["Assessments"]] == [
        "03998",
        "04696",
        "03999",
    ]
