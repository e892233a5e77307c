"""Who comes along into a new draft, as an address says it."""

import pytest

from webapp.entries.wizard.prefill import Whom, read


@pytest.mark.parametrize("text", ["group-12", "candidate-7", "sheet-3"])
def test_it_works(text: str) -> None:
    whom = read(text)
    assert whom
    assert str(whom) == text


def test_a_kind_and_a_number_are_told_apart() -> None:
    assert read("group-12") == Whom("group", 12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "group",
        "group-",
        "group-x",
        "group--1",
        "people-3",
        "group-1 ",
        "group-²",
        f"group-{'9' * 30}",
    ],
)
def test_anything_else_is_nobody(text: str) -> None:
    assert read(text) is None
