"""A package's rows in reading order, the yellow box's sections, and its alternatives."""

import pytest

from tests.conftest import TODAY
from webapp.catalogue.packages import store
from webapp.catalogue.packages.package import COMPONENTS, Component, alternatives, order, sections
from webapp.database.connection import Db


def row(code: str, required: str = "yes", group: str = "", alternative: str = "") -> Component:
    return Component(
        int(code),
        code,
        f"Title {code}",
        "2",
        "combined",
        "",
        required,
        group,
        alternative,
        None,
        None,
        None,
    )


MIXED = [
    row("01", "no"),
    row("02", "option_group", "B", "two"),
    row("03", "option_group", "A", "separate"),
    row("04"),
    row("05", "option_group", "A", "combined"),
    row("06", "option_group", "A", "separate"),
    row("07", "no"),
    row("08"),
    row("09", "option_group", "B", "one"),
]


def codes(rows: list[Component]) -> list[str]:
    return [one.entry_code for one in rows]


def test_it_works() -> None:
    assert codes(order(MIXED)) == ["04", "08", "03", "06", "05", "02", "09", "01", "07"]


def test_the_yellow_box_has_a_section_for_each_alternative() -> None:
    found = [(one.heading, one.alternative, codes(one.components)) for one in sections(MIXED)]
    assert found == [
        ("Required", "", ["04", "08"]),
        ("Choose one", "separate", ["03", "06"]),
        ("Choose one", "combined", ["05"]),
        ("Choose one", "two", ["02"]),
        ("Choose one", "one", ["09"]),
        ("Optional", "", ["01", "07"]),
    ]


def test_alternatives_are_kept_apart_by_option_group() -> None:
    found = {
        group: {alternative: codes(rows) for alternative, rows in choice.items()}
        for group, choice in alternatives(MIXED).items()
    }
    assert found == {
        "B": {"two": ["02"], "one": ["09"]},
        "A": {"separate": ["03", "06"], "combined": ["05"]},
    }


def test_an_empty_package_has_no_sections_and_no_alternatives() -> None:
    assert order([]) == sections([]) == []
    assert alternatives([]) == {}


@pytest.mark.parametrize(
    ("one", "part"),
    [
        (row("01"), "Required"),
        (row("01", "no"), "Optional"),
        (row("01", "option_group", "A", "combined"), "Choose one: combined"),
    ],
)
def test_each_row_says_how_it_counts(one: Component, part: str) -> None:
    assert one.part == part


@pytest.mark.parametrize(("level", "label"), [("E1", "Entry 1"), ("E3", "Entry 3"), ("2", "2")])
def test_entry_levels_are_written_out(level: str, label: str) -> None:
    one = Component(1, "1", "", level, "other", "", "yes", "", "", None, None, None)
    assert one.level_label == label


def test_every_component_has_its_words() -> None:
    assert row("01").component_label == "Combined competence and knowledge"
    assert all(COMPONENTS.values())


def test_every_package_of_the_shipped_catalogue_reads_required_first(centre_db: Db) -> None:
    packages = store.packages(centre_db, TODAY)
    assert len(packages) == 24
    for package in packages:
        rows = store.components(centre_db, package.package_id, TODAY)
        ranks = [["yes", "option_group", "no"].index(one.required) for one in rows]
        assert rows, package.display_title
        assert ranks == sorted(ranks), package.display_title


def test_business_and_administration_level_3_offers_two_ways(centre_db: Db) -> None:
    package = store.package_by_code(centre_db, "490-2-1")
    assert package
    rows = store.components(centre_db, package.package_id, TODAY)
    found = [(one.heading, one.alternative, codes(one.components)) for one in sections(rows)]
    assert found == [
        ("Required", "", ["09499", "09866"]),
        ("Choose one", "combined", ["10384"]),
        ("Choose one", "separate", ["04708", "04439"]),
        ("Optional", "", ["04707", "09877"]),
    ]
