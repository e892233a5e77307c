"""Whose result it is: by number, never against name and date of birth, never by less."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from tests.candidates.rows import candidate_row
from tests.results import centre
from webapp.candidates.candidate_row import CandidateRow
from webapp.results.uploads import matching
from webapp.results.uploads.known import Known
from webapp.results.uploads.matching import Found
from webapp.results.uploads.row import Said

NOBODY = Said("", "", "", "", "", "", None, "03999", "", "Pass", "achieved", None, "")
FREE_UCI, FREE_ULN = "123450250041F", "8690428789"
FIELDS = (
    "surname",
    "forenames",
    "born_on",
    "gender",
    "candidate_number",
    "ocr_number",
    "uci",
    "uln",
)


def people() -> list[CandidateRow]:
    rows = [
        candidate_row(candidate_id=number, **dict(zip(FIELDS, facts, strict=True)))
        for number, facts in enumerate(centre.PEOPLE.values(), 1)
    ]
    for who, into in (("ravi", None), ("sam", centre.id_of("samuel"))):
        place = centre.id_of(who) - 1
        rows[place] = structs.replace(rows[place], archived_at="2026-01-01", merged_into=into)
    return rows


KNOWN = Known(people(), [], {}, [], {})


def whose(choice: str = "", **said: Any) -> Found:
    return matching.whose(replace(NOBODY, **said), choice, KNOWN)


def of(who: str, *fields: str) -> dict[str, Any]:
    facts = dict(zip(FIELDS, centre.PEOPLE[who], strict=True))
    return {field: facts[field] for field in fields}


def who(found: Found) -> str:
    assert found.person, found
    return list(centre.PEOPLE)[found.person.candidate_id - 1]


def near(found: Found) -> list[tuple[str, str]]:
    assert found.person is None
    return [(list(centre.PEOPLE)[one - 1], kind) for one, kind in found.near]


NAME = ("surname", "forenames")


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        (of("jan", "uci"), "jan"),
        (of("jan", "uln"), "jan"),
        (of("zoe", "ocr_number"), "zoe"),
        (of("jan", "uci", "uln", "candidate_number", "born_on", *NAME), "jan"),
        (of("tolu", "candidate_number", "born_on", *NAME), "tolu"),
        (
            of("zoe", "candidate_number", "born_on")
            | {"surname": "OHanrahan Smith", "forenames": "ZOE"},
            "zoe",
        ),
        (of("ravi", "uci"), "ravi"),
        (of("ravi", "candidate_number", "born_on", *NAME), "ravi"),
        (of("sam", "uci"), "samuel"),
        (of("sam", "uci", "born_on", *NAME), "samuel"),
        (of("sam", "uci") | of("samuel", "born_on", *NAME), "samuel"),
        (of("anh", "candidate_number", "born_on", "forenames"), "anh"),
        (of("anh", "candidate_number", "born_on") | {"surname": "Anh"}, "anh"),
        (of("ada", "uci", "surname", "born_on"), "ada"),
        (of("zoe", "ocr_number") | {"surname": "O HANRAHAN-SMITH", "forenames": "Zoe"}, "zoe"),
        (of("ada", "uci") | {"surname": "okafor", "forenames": "ADAGRACE"}, "ada"),
    ],
)
def test_it_works(said: dict[str, Any], owner: str) -> None:
    found = whose(**said)
    assert who(found) == owner
    assert found.warnings == {}


@pytest.mark.parametrize(
    ("said", "owner", "field"),
    [
        (of("jan", "uci", "born_on", "forenames") | {"surname": "Smith"}, "jan", "surname"),
        (of("jan", "uci", *NAME) | {"born_on": date(2008, 3, 28)}, "jan", "born_on"),
        (of("ada", "uci", "surname") | {"forenames": "Ada"}, "ada", "surname"),
        (
            of("ada", "uci") | {"surname": "OKAFOR", "forenames": "A", "born_on": date(2008, 8, 7)},
            "ada",
            "born_on",
        ),
        (
            of("ada", "candidate_number", "born_on") | {"surname": "OKAFOR", "forenames": "ADA"},
            "ada",
            "surname",
        ),
        (
            of("zoe", "ocr_number")
            | {"surname": "OHANRAHANSMITH", "forenames": "ZOE", "born_on": date(2008, 2, 28)},
            "zoe",
            "born_on",
        ),
        (of("jan", "uci", *NAME) | of("ada", "candidate_number"), "jan", "candidate_number"),
        (of("jan", "uci") | {"uln": FREE_ULN}, "jan", "uln"),
        (of("jan", "uln", "born_on", *NAME) | {"uci": FREE_UCI}, "jan", "uci"),
    ],
)
def test_what_differs_a_little_is_taken_and_said(
    said: dict[str, Any], owner: str, field: str
) -> None:
    found = whose(**said)
    assert who(found) == owner
    assert field in found.warnings


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (of("jan", "uci") | of("marie", "uln"), ["jan", "marie"]),
        (of("jan", "uci") | of("ada", *NAME), ["jan", "ada"]),
        (of("jan", "uci") | of("ada", "born_on"), ["jan"]),
        (of("mary", "uci") | of("marie", "born_on", *NAME), ["mary", "marie"]),
        (of("jan", "uci") | of("ada", "candidate_number"), ["jan", "ada"]),
        (of("jan", "uln") | {"uci": FREE_UCI}, ["jan"]),
        (of("jan", "candidate_number", "born_on", *NAME) | {"uci": FREE_UCI}, ["jan"]),
        (of("jan", "candidate_number", *NAME), ["jan"]),
        (of("jan", "candidate_number"), ["jan"]),
        (of("jan", "born_on", *NAME), ["jan"]),
        (of("jan", *NAME), ["jan"]),
        (of("tolu", "born_on") | {"surname": "Adeyami", "forenames": "Tolu"}, ["tolu"]),
        (of("tolu", *NAME) | {"born_on": date(2008, 5, 6)}, ["tolu"]),
        (of("lee", "born_on", *NAME), ["lee", "lea"]),
        (of("sam", "born_on", *NAME), ["samuel"]),
    ],
)
def test_nobody_is_taken_by_less_and_those_near_are_asked_about(
    said: dict[str, Any], asked: list[str]
) -> None:
    found = whose(**said)
    assert [person for person, _ in near(found)] == asked
    assert found.problem


def test_a_number_of_one_with_the_birth_of_another_of_the_same_name_is_asked_about() -> None:
    father = structs.replace(
        people()[0], candidate_id=20, born_on=date(1975, 1, 2), uci=FREE_UCI, uln=""
    )
    known = Known([*people(), father], [], {}, [], {})
    row = replace(NOBODY, **of("jan", "uci", *NAME), born_on=date(1975, 1, 2))
    assert [one for one, _ in matching.whose(row, "", known).near] == [1, 20]


def test_those_near_say_why_they_are() -> None:
    found = whose(**of("marie", "born_on", *NAME), **of("jan", "candidate_number"))
    assert near(found) == [
        ("marie", "same name and date of birth"),
        ("jan", "same candidate number"),
    ]


def test_at_most_five_are_near() -> None:
    alike = [
        structs.replace(one, candidate_id=number, uln="", candidate_number="")
        for number, one in enumerate(people()[9:10] * 9, 1)
    ]
    found = matching.whose(
        replace(NOBODY, **of("lee", "born_on", *NAME)), "", Known(alike, [], {}, [], {})
    )
    assert [one for one, _ in found.near] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"uci": FREE_UCI}, "Nobody in the register fits"),
        (
            {"surname": "Nowak", "forenames": "Olga", "born_on": date(2008, 1, 1)},
            "Nobody in the register fits",
        ),
        ({"candidate_number": "0999"}, "Nobody in the register fits"),
        ({}, "does not say whose result it is"),
    ],
)
def test_where_nobody_is_near_it_is_refused(said: dict[str, Any], problem: str) -> None:
    found = whose(**said)
    assert near(found) == []
    assert problem in found.problem


def test_a_choice_decides() -> None:
    row = of("jan", "uci") | of("ada", "born_on", *NAME)
    assert who(whose(str(centre.id_of("ada")), **row)) == "ada"
    assert who(whose(str(centre.id_of("sam")), **row)) == "samuel"
    assert "not in the register any more" in whose("999", **row).problem
    for no_choice in ("new", "-3"):
        assert [person for person, _ in near(whose(no_choice, **row))] == ["jan", "ada"]
