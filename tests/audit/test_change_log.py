"""The activity in words, what is asked of it, and its chain."""

import json
from datetime import date
from typing import Any

import pytest

from webapp.audit.change_log import Asked, Count, Deed, Line, Link, faults, read


def line(what: str, before: Any = None, after: Any = None) -> Line:
    return Line(
        activity_id=1,
        at="2026-11-24T09:00:00.000000Z",
        deed=1,
        account_id=2,
        actor="Priya Lewis",
        what=what,
        table_name="candidates",
        called="candidate",
        row_key="17",
        candidate_id=17,
        before=before and json.dumps(before),
        after=after and json.dumps(after),
    )


@pytest.mark.parametrize(
    ("said", "one"),
    [
        (
            "Changed candidate 17: surname Smith → Smyth",
            line("changed", {"surname": "Smith"}, {"surname": "Smyth"}),
        ),
        ("Changed candidate 17: uci nothing → 12", line("changed", {"uci": None}, {"uci": "12"})),
        (
            "Changed candidate 17: order number blank → PO-1",
            line("changed", {"order_number": ""}, {"order_number": "PO-1"}),
        ),
        (
            "Added candidate 17: surname Smith, born on 2008-03-27",
            line(
                "added",
                None,
                {"surname": "Smith", "uci": None, "notes": "", "born_on": "2008-03-27"},
            ),
        ),
        ("Deleted candidate 17: surname Smith", line("deleted", {"surname": "Smith"})),
        ("Changed candidate 17; what it held has been erased", line("changed")),
        ("Signed in", line("signed in")),
        (
            "Exported candidates: format csv, rows 12",
            line("exported candidates", None, {"format": "csv", "rows": 12}),
        ),
    ],
)
def test_a_line_is_a_sentence(said: str, one: Line) -> None:
    assert one.words == said


def test_a_long_value_is_cut_short() -> None:
    assert line("added", None, {"notes": "a" * 500}).words.endswith("a…")
    assert len(line("added", None, {"notes": "a" * 500}).words) < 200


def test_a_deed_is_summed_up_with_most_first() -> None:
    counts = (
        Count("deleted", "drafts", 1),
        Count("added", "entries", 1300),
        Count("signed in", "", 1),
    )
    deed = Deed(deed=1, at="", actor="", lines=1302, counts=counts)
    assert deed.summary == "entries added (1,300), drafts deleted (1), signed in (1)"


def test_what_is_typed_is_read() -> None:
    form = {
        "person": "2",
        "kind": "entries",
        "from": "2026-11-01",
        "to": "24/11/2026",
        "candidate_number": "42",
    }
    asked = Asked("2", "entries", date(2026, 11, 1), date(2026, 11, 24), "0042")
    assert read(form) == (asked, {})
    assert read({}) == (Asked(), {})


def test_what_cannot_be_read_is_said_at_its_field() -> None:
    asked, problems = read({"from": "31/2/2026", "to": "soon", "candidate_number": "x"})
    assert set(problems) == {"from", "to", "candidate_number"}
    assert asked == Asked()
    assert set(read({"from": "2026-11-02", "to": "2026-11-01"})[1]) == {"from"}


def chain(*numbers: int) -> list[Link]:
    digests = ["", *(f"digest {number}" for number in numbers)]
    return [
        Link(number, digests[place], digests[place + 1], digests[place + 1], 1)
        for place, number in enumerate(numbers)
    ]


def test_a_whole_chain_has_no_fault() -> None:
    assert list(faults(chain(1, 2, 3), 3)) == []
    assert list(faults([], 0)) == []


def test_a_changed_line_is_named() -> None:
    links = chain(1, 2, 3)
    links[1] = links[1]._replace(counted="something else")
    assert list(faults(links, 3)) == ["Line 2 was changed, or stands where another line stood."]
    links[1] = links[1]._replace(counted=links[1].digest, whole=0)
    assert list(faults(links, 3)) == ["Line 2: what it says of before and after was changed."]


def test_missing_lines_are_named_at_every_place() -> None:
    one, two, three, four = chain(1, 2, 3, 4)
    assert list(faults([two, three, four], 4)) == ["Line 1 is missing."]
    assert list(faults([one, four], 4)) == ["Lines 2 to 3 are missing."]
    assert list(faults([one, two], 4)) == ["Lines 3 to 4 are missing."]


def test_a_line_that_was_written_anew_does_not_fit_its_neighbour() -> None:
    links = chain(1, 2, 3)
    links[1] = links[1]._replace(digest="new", counted="new")
    said = list(faults(links, 3))
    assert len(said) == 1
    assert said[0].startswith("Line 3 does not follow the line before it")
