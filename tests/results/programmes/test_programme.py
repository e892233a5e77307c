"""Who takes part in which package, and one line for each."""

from webapp.catalogue.packages.package import Component
from webapp.results.programmes.programme import Facts, Line, Package, lines, taking_part

ENGLISH, DIPLOMA, NVQ, OTHER = 1, 2, 3, 4
LEVEL_2, LEVEL_3, ELSEWHERE = 20, 30, 90


def component(one: int, required: str = "yes") -> Component:
    kind = "functional_skills" if one == ENGLISH else "combined"
    return Component(one, f"{one:05}", "Title", "3", kind, "", required, "", "", None, None, None)


PACKAGES = [
    Package(LEVEL_2, "Level 2", (component(NVQ), component(ENGLISH), component(OTHER, "no"))),
    Package(LEVEL_3, "Level 3", (component(DIPLOMA), component(ENGLISH), component(OTHER, "no"))),
]


def entered(package_id: int, *assessments: int) -> tuple[int, frozenset[int]]:
    return package_id, frozenset(assessments)


def packages_of(*given: tuple[int, frozenset[int]], results: tuple[int, ...] = ()) -> list[int]:
    return [one.package_id for one in taking_part(PACKAGES, given, results)]


def test_an_entry_says_for_which_package_it_was_made() -> None:
    assert packages_of(entered(LEVEL_3, DIPLOMA, ENGLISH)) == [LEVEL_3]
    assert packages_of(entered(LEVEL_3, ENGLISH)) == [LEVEL_3]
    assert packages_of(entered(LEVEL_3, OTHER), entered(LEVEL_2, NVQ)) == [LEVEL_2, LEVEL_3]


def test_an_entry_for_another_framework_places_nobody_here() -> None:
    assert packages_of(entered(ELSEWHERE, ENGLISH, DIPLOMA)) == []


def test_a_result_without_an_entry_places_somebody_in_every_package_that_holds_it() -> None:
    assert packages_of(results=(DIPLOMA,)) == [LEVEL_3]
    assert packages_of(results=(OTHER,)) == [LEVEL_2, LEVEL_3]


def test_functional_skills_alone_place_nobody() -> None:
    assert packages_of(results=(ENGLISH,)) == []
    assert packages_of(results=(ENGLISH, NVQ)) == [LEVEL_2]


def test_a_result_that_an_entry_explains_places_nobody_a_second_time() -> None:
    assert packages_of(entered(LEVEL_3, OTHER), results=(OTHER,)) == [LEVEL_3]
    assert packages_of(entered(ELSEWHERE, OTHER), results=(OTHER,)) == []


def test_somebody_in_two_packages_has_a_line_in_each_and_an_award_of_both_in_both() -> None:
    facts = Facts(
        PACKAGES,
        [7, 5],
        {
            5: (entered(LEVEL_2, NVQ, ENGLISH), entered(LEVEL_3, DIPLOMA)),
            7: (entered(LEVEL_3, DIPLOMA),),
        },
        {},
        {5: ((ENGLISH, NVQ), "2026-03-01,2026-04-01"), 8: ((NVQ,), "2026-05-01")},
    )
    found = lines(facts)
    assert [(one.candidate_id, one.package_id) for one in found] == [
        (7, LEVEL_3),
        (5, LEVEL_2),
        (5, LEVEL_3),
    ]
    assert [one.awards for one in found] == [
        {},
        {ENGLISH: "2026-03-01", NVQ: "2026-04-01"},
        {ENGLISH: "2026-03-01"},
    ]
    assert [one.latest for one in found] == ["", "2026-04-01", "2026-03-01"]
    assert [one.standing.state for one in found] == ["entered", "complete", "in progress"]


def test_an_entry_under_one_package_counts_as_entered_in_the_other() -> None:
    facts = Facts(
        PACKAGES, [5], {5: (entered(LEVEL_2, ENGLISH), entered(LEVEL_3, DIPLOMA))}, {}, {}
    )
    below, above = lines(facts)
    assert below.standing.cells == {NVQ: "missing", ENGLISH: "entered", OTHER: "not taken"}
    assert above.standing.missing == ()


def test_who_has_nothing_has_no_line() -> None:
    assert lines(Facts(PACKAGES, [5], {}, {}, {5: ((ENGLISH,), "2026-03-01")})) == []
    assert isinstance(lines(Facts(PACKAGES, [5], {}, {5: frozenset((NVQ,))}, {}))[0], Line)


def test_an_entry_that_failed_or_stands_under_another_package_is_an_entry_all_the_same() -> None:
    facts = Facts(
        PACKAGES,
        [5, 6, 7, 8],
        {
            5: (entered(LEVEL_3, DIPLOMA),),
            6: (entered(ELSEWHERE, ENGLISH),),
            8: (entered(LEVEL_3, DIPLOMA, ENGLISH),),
        },
        {6: frozenset((NVQ,)), 7: frozenset((NVQ,))},
        {8: ((ENGLISH,), "2026-03-01")},
        failed={5: frozenset((DIPLOMA,)), 8: frozenset((DIPLOMA,))},
    )
    assert [(one.candidate_id, one.package_id, one.standing.state) for one in lines(facts)] == [
        (5, LEVEL_3, "entered"),
        (6, LEVEL_2, "entered"),
        (7, LEVEL_2, "not started"),
        (8, LEVEL_3, "in progress"),
    ]
