"""Which values two records of one person make together."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.candidates.rows import candidate_row
from webapp.candidates.merges import merge
from webapp.entries.of_candidate.store_merge import Clash

TODAY = date(2026, 11, 24)
ONE = candidate_row(
    candidate_id=7,
    surname="Jones",
    forenames="Mary",
    born_on="2008-03-27",
    gender="female",
    candidate_number="0042",
    uln="9276308686",
    added_on="2024-09-02",
)
OTHER = candidate_row(
    candidate_id=12,
    surname="Jones-Smith",
    forenames="Mary",
    born_on="2008-03-27",
    gender="",
    candidate_number="0043",
    uci="681990012058G",
    added_on="2025-09-02",
)
CLASH = Clash(
    one=1, other=2, entry_code="03999", assessment_title="", series_title="", one_at="", other_at=""
)


def test_the_kept_value_is_taken_and_the_other_where_there_is_none() -> None:
    value, problems = merge.merged(ONE, OTHER, {}, today=TODAY)
    assert problems == {}
    assert value == merge.Candidate(
        "Jones", "Mary", date(2008, 3, 27), "female", "0042", "", "681990012058G", "9276308686"
    )


@pytest.mark.parametrize("field", ["surname", "candidate_number", "uci", "uln", "gender"])
def test_i_choose_each_value_also_a_blank_one(field: str) -> None:
    for row in (ONE, OTHER):
        value, _ = merge.merged(ONE, OTHER, {field: str(row.candidate_id)}, today=TODAY)
        assert getattr(value, field) == getattr(row, field)


@pytest.mark.parametrize("nonsense", ["", "13", "seven", "0007"])
def test_a_choice_that_is_neither_takes_the_default(nonsense: str) -> None:
    assert merge.merged(ONE, OTHER, {"surname": nonsense}, today=TODAY).value.surname == "Jones"


def test_two_halves_of_a_name_can_not_be_thrown_away() -> None:
    one, other = replace(ONE, forenames=""), replace(OTHER, surname="")
    value, problems = merge.merged(one, other, {"surname": "12", "forenames": "7"}, today=TODAY)
    assert value is None
    assert problems["surname"].startswith("Type a surname, forenames or both")


def test_a_rule_that_the_date_of_birth_breaks_is_said_at_its_field() -> None:
    _, problems = merge.merged(replace(ONE, born_on=date(2027, 1, 1)), OTHER, {}, today=TODAY)
    assert list(problems) == ["born_on"]


def test_the_older_record_is_the_one_added_first_then_the_lower_number() -> None:
    assert merge.older(ONE, OTHER) == merge.older(OTHER, ONE) == 7
    assert merge.older(replace(OTHER, added_on=ONE.added_on), ONE) == 7


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"candidate_id": 7}, "That is the same record"),
        ({"archived_at": "x", "merged_into": 3}, "merged already"),
        ({"archived_at": "x"}, "is archived"),
        ({}, ""),
    ],
)
def test_what_forbids_a_merge_is_said(change: dict[str, Any], said: str) -> None:
    for one, other in ((ONE, replace(OTHER, **change)), (replace(OTHER, **change), ONE)):
        assert merge.refusal(one, other).find(said) >= 0
        assert bool(merge.refusal(one, other)) == bool(said)


def test_what_was_seen_changes_with_every_detail_and_every_clash() -> None:
    seen = merge.fingerprint(ONE, OTHER, [])
    assert seen == merge.fingerprint(OTHER, replace(ONE), [])
    assert (
        len(
            {
                seen,
                merge.fingerprint(replace(ONE, uln=""), OTHER, []),
                merge.fingerprint(ONE, OTHER, [CLASH]),
            }
        )
        == 3
    )
