"""Former names: found by every search, marked as such, counted when somebody is added, hidden on
request.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.candidates import sample_register as register
from tests.candidates.rows import candidate_row
from tests.candidates.sample_register import PRIYA, history, known, names
from tests.candidates.uploads import csv, upload
from tests.entries.drafts import begin, check_signed_out, people
from tests.page import Browser, squeezed
from webapp.candidates.record import former_name, store, store_changes, store_former_names
from webapp.candidates.record.candidate import Candidate
from webapp.candidates.record.former_name import Name, NameChange, NameRecord
from webapp.candidates.register import store_export, store_search
from webapp.candidates.store_invariants import broken
from webapp.database.connection import Db
from webapp.entries.submissions import store_history
from webapp.records.merge import store as store_merging
from webapp.results.uploads import likeness
from webapp.results.uploads.row import Said

TODAY = date(2026, 11, 24)
BORN = date(2008, 2, 3)
ZOE = Candidate("Quilliam", "Zoë", BORN, "female", "", "", "", "")


def renamed(db: Db, **to: str) -> int:
    """Somebody who was Zoë Quilliam before."""
    one = store.add(db, ZOE, TODAY, None)
    store_changes.change(db, one, replace(ZOE, **(to or {"surname": "Xaviera"})), PRIYA)
    return one


def found(db: Db, typed: str, **more: Any) -> list[tuple[int, str]]:
    return [
        (row.candidate_id, row.formerly)
        for row in store_search.search(db, typed, None, **more).rows
    ]


@pytest.mark.parametrize(
    "typed", ["quilliam", "QUILL", "zoe quilliam", "quilliam xaviera", "uillia"]
)
def test_the_register_finds_a_former_name_and_says_so(
    typed: str, officer: Browser, centre_db: Db
) -> None:
    one = renamed(centre_db)
    assert found(centre_db, typed) == [(one, "formerly Quilliam")]
    page = officer.post("/candidates", {"search": typed})
    assert names(page) == ["Xaviera, Zoë (formerly Quilliam)"]
    # By the present name they are found without a word about it.
    assert found(centre_db, "xaviera") == [(one, "")]
    assert "formerly" not in officer.post("/candidates", {"search": "xaviera"}).text


def test_every_place_that_searches_people_finds_it(
    officer: Browser, signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    taking = centre_db.execute(
        "select min(candidate_id) from entries join submissions using (submission_id)"
        " where package_title like 'Advanced%' and status = 'entered'"
    ).fetchone()[0]
    before = known(centre_db, taking)
    for surname in ("Quilliam", "Xaviera"):
        store_changes.change(centre_db, taking, replace(before, surname=surname), PRIYA)
    marked = f"Xaviera, {before.forenames} (formerly Quilliam)"
    base = begin(centre_db, "419-2-1", [])
    asked = officer.htmx(f"{base}/candidates/find", {"search": "quilliam"})
    assert marked in asked.text
    other = people(centre_db, 1)[0]
    merging = officer.post("/candidates/merge/find", {"one": str(other), "search": "quilliam"})
    assert marked in merging.text
    framework = centre_db.execute(
        "select framework_id from packages where package_code = '419-2-1'"
    ).fetchone()[0]
    picking = officer.post(
        f"/results/learning-programmes/{framework}/candidates/find", {"search": "quilliam"}
    )
    assert marked in squeezed(picking.text)
    submissions = [
        store_history.on_page(centre_db, store_history.Filters(search=typed), 1)[1].total
        for typed in ("quilliam", "xaviera")
    ]
    assert submissions[0] == submissions[1] > 0


def test_of_many_former_names_only_those_shown_are_marked(
    centre_db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 13):
        one = store.add(centre_db, replace(ZOE, born_on=date(2008, 4, day)), TODAY, None)
        store_changes.change(
            centre_db, one, replace(ZOE, surname="Xaviera", born_on=date(2008, 4, day)), PRIYA
        )
    looks, formerly = [], former_name.formerly
    monkeypatch.setattr(former_name, "formerly", lambda *given: looks.append(1) or formerly(*given))
    hits = store_search.search(centre_db, "quilliam", None, 5, 5)
    assert [row.formerly for row in hits.rows] == ["formerly Quilliam"] * 5
    assert (hits.total, len(looks)) == (12, 5)


def test_present_names_come_before_former_ones(officer: Browser, centre_db: Db) -> None:
    former = renamed(centre_db, surname="Aaronson")
    present = store.add(
        centre_db, replace(ZOE, surname="Wquilliamson", born_on=date(2001, 1, 1)), TODAY, None
    )
    assert [one for one, _ in found(centre_db, "quilliam")] == [present, former]
    assert names(officer.post("/candidates", {"search": "quilliam"})) == [
        "Wquilliamson, Zoë",
        "Aaronson, Zoë (formerly Quilliam)",
    ]


def test_hits_by_former_names_stand_on_the_last_page_and_are_counted(centre_db: Db) -> None:
    store.add_many(
        centre_db,
        (
            (replace(ZOE, forenames=f"A{place:03}", born_on=date(2001, 1, 1)), TODAY)
            for place in range(60)
        ),
    )
    one, other = renamed(centre_db, surname="Aa"), renamed(centre_db, surname="Ab")
    for archived in (False, True):
        first, paging = store_search.on_page(centre_db, "quilliam", None, 1, archived=archived)
        assert (len(first), paging.total, paging.pages) == (50, 62, 2)
        second, _ = store_search.on_page(centre_db, "quilliam", None, 2, archived=archived)
        assert [row.candidate_id for row in second][-2:] == [one, other]
        assert len(second) == 12
        everybody = store_search.search(
            centre_db, "quilliam", None, store_search.ALL, archived=archived
        )
        assert (len(everybody.rows), everybody.total) == (62, 62)
        centre_db.execute(
            "update candidates set archived_at = '2026-01-01T00:00:00.000000Z' where added_on = ?",
            [TODAY.isoformat()],
        )


@pytest.mark.parametrize(
    ("changes", "names_before"),
    [
        ([{"surname": "Xaviera"}], [("Quilliam", "Zoë")]),
        (
            [{"surname": "Xaviera"}, {"surname": "Yorath"}],
            [("Xaviera", "Zoë"), ("Quilliam", "Zoë")],
        ),
        ([{"surname": "Xaviera"}, {"surname": "Quilliam"}], [("Xaviera", "Zoë")]),
        ([{"surname": "Xaviera", "forenames": "Max"}], [("Quilliam", "Zoë")]),
        # How it is written is no other name.
        ([{"surname": "QUILLIAM"}, {"forenames": "Zoe"}], []),
        ([{"uln": "9276308686"}], []),
    ],
)
def test_what_somebody_was_called_is_kept(
    changes: list[dict[str, str]], names_before: list[tuple[str, str]], centre_db: Db
) -> None:
    one, now = store.add(centre_db, ZOE, TODAY, None), ZOE
    for each in changes:
        now = replace(now, **each)
        store_changes.change(centre_db, one, now, PRIYA)
    row = store.one(centre_db, one)
    assert row
    assert former_name.from_json(row.former_names) == names_before
    assert broken(centre_db) == []


def test_names_of_one_moment_are_one_name() -> None:
    records = {
        1: NameRecord("C", "Z", None, False),
        2: NameRecord("Old", "One", 1, True),
        3: NameRecord("", "", 1, False),
    }
    changes = {
        1: [
            NameChange("3", "surname", "B"),
            NameChange("2", "surname", "A"),
            NameChange("2", "forenames", "Y"),
        ],
        2: [NameChange("1", "surname", "Hidden")],
    }
    merged_ids = former_name.list_merged_ids(records)
    assert merged_ids == {1: [2, 3]}
    assert former_name.find(1, records, changes, merged_ids) == [
        Name("B", "Z"),
        Name("A", "Y"),
        Name("Old", "One"),
    ]
    names = former_name.as_json([Name("B", "Z"), Name("A", "Y")])
    assert former_name.formerly("Z", names) == "formerly B, Y A"
    assert former_name.formerly("Z", names, ["a"]) == "formerly Y A"
    assert former_name.formerly("Z", "") == ""


def merged(db: Db) -> tuple[int, int, int]:
    """Somebody, the record that was merged into theirs, and the merge."""
    kept = store.add(db, replace(ZOE, surname="Xaviera"), TODAY, None)
    gone = store.add(db, ZOE, TODAY, None)
    pair = store_merging.pair(db, kept, gone)
    assert pair
    outcome = store_merging.unite(
        db,
        kept,
        gone,
        form={"kept": str(kept), "shown": pair.fingerprint, "surname": str(kept)},
        account_id=PRIYA,
        today=TODAY,
    )
    assert outcome.merge_id
    return kept, gone, outcome.merge_id


def test_the_name_of_a_merged_record_is_a_former_one_until_the_merge_is_undone(
    centre_db: Db,
) -> None:
    kept, gone, merge_id = merged(centre_db)
    assert found(centre_db, "quilliam") == [(kept, "formerly Quilliam")]
    assert broken(centre_db) == []
    assert store_merging.undo(centre_db, merge_id, PRIYA) == []
    assert found(centre_db, "quilliam") == [(gone, "")]
    assert [store.one(centre_db, one).former_names for one in (kept, gone)] == ["", ""]
    assert broken(centre_db) == []


def test_a_merge_of_before_version_7_can_be_undone(centre_db: Db) -> None:
    _kept, gone, merge_id = merged(centre_db)
    for side in ("before", "after"):
        (text,) = centre_db.execute(
            f"select {side} from candidate_merges where merge_id = ?", [merge_id]
        ).fetchone()
        rows = json.loads(text)
        for row in rows["candidates"]:
            for column in ("former_names", "former_text", "former_names_hidden"):
                del row[column]
        centre_db.execute(
            f"update candidate_merges set {side} = ? where merge_id = ?",
            [json.dumps(rows), merge_id],
        )
    assert store_merging.undo(centre_db, merge_id, PRIYA) == []
    assert found(centre_db, "quilliam") == [(gone, "")]
    assert broken(centre_db) == []


def test_a_merge_that_gave_a_name_and_was_undone_leaves_no_former_name(centre_db: Db) -> None:
    kept = store.add(centre_db, replace(ZOE, surname="Xaviera"), TODAY, None)
    gone = store.add(centre_db, ZOE, TODAY, None)
    pair = store_merging.pair(centre_db, kept, gone)
    assert pair
    form = {"kept": str(kept), "shown": pair.fingerprint, "surname": str(gone)}
    merge_id = store_merging.unite(
        centre_db, kept, gone, form=form, account_id=PRIYA, today=TODAY
    ).merge_id
    assert found(centre_db, "xaviera") == [(kept, "formerly Xaviera")]
    assert merge_id
    assert store_merging.undo(centre_db, merge_id, PRIYA) == []
    assert found(centre_db, "xaviera") == [(kept, "")]
    assert found(centre_db, "quilliam") == [(gone, "")]


def added(**more: str) -> dict[str, str]:
    return register.form(ZOE, **more)


@pytest.mark.parametrize("way", ["the register", "a draft"])
def test_who_is_added_under_a_former_name_is_warned_about(
    way: str, officer: Browser, centre_db: Db
) -> None:
    one = renamed(centre_db, surname="Xaviera", forenames="Max")
    address = (
        "/candidates/new"
        if way == "the register"
        else f"{begin(centre_db, '419-2-1', [])}/candidates/new"
    )
    page = officer.post(address, added())
    assert page.status == 422
    assert "Is this one of these people?" in page.text
    assert "former name and same date of birth" in page.text
    assert "Max Xaviera (formerly Zoë Quilliam)" in page.text
    assert page.one("button", name="use", value=str(one))
    # Born on another day, or with hidden former names, it is somebody else.
    assert "former name" not in officer.post(address, added(born_on=date(2008, 2, 4))).text
    store_former_names.hide(centre_db, one, True, PRIYA)
    assert "Xaviera" not in officer.post(address, added(candidate_number="0001")).text


def test_a_row_of_a_sheet_under_a_former_name_needs_a_decision(
    officer: Browser, centre_db: Db
) -> None:
    renamed(centre_db, surname="Xaviera", forenames="Max")
    page = upload(officer, csv("Quilliam,Zoe,3/2/2008,F,,"))
    assert "Need a decision" in page.text
    assert "Max Xaviera (formerly Zoë Quilliam), born 3 February 2008" in page.text
    assert "former name and same date of birth" in page.text


def test_a_row_behind_the_one_that_changes_the_name_knows_the_former_one(
    officer: Browser, centre_db: Db
) -> None:
    store.add(centre_db, replace(ZOE, uci="681990012058G"), TODAY, None)
    page = upload(
        officer, csv("Xaviera,Zoë,3/2/2008,F,681990012058G,", "Quilliam,Zoë,3/2/2008,F,,")
    )
    shown = officer.get(f"{page.address}?outcome=ask")
    assert "former name and same date of birth" in shown.text


def test_a_result_under_a_former_name_is_that_persons() -> None:
    person = candidate_row(
        surname="Xaviera",
        forenames="Max",
        born_on="2008-02-03",
        former_names=former_name.as_json([Name("Quilliam", "Zoë")]),
    )
    said = Said("", "", "", "", "QUILLIAM", "ZOE", BORN, "03999", "", "Pass", "achieved", None, "")
    assert likeness.is_another(said, person)
    assert any(likeness.is_exact(said, one) for one in likeness.faces(person))


def test_hidden_former_names_are_neither_found_nor_shown(officer: Browser, centre_db: Db) -> None:
    one = renamed(centre_db)
    page = officer.get(f"/candidates/{one}")
    assert "Former namesZoë Quilliam" in squeezed(page.one("dl")["text"])
    page = officer.send(page, f"/candidates/{one}/former-names", hidden="1")
    assert "Former names are hidden." in page.text
    assert "Quilliam" not in page.text
    assert history(page)[0].startswith("former names shown → hidden")
    assert found(centre_db, "quilliam") == []
    assert officer.post("/candidates", {"search": "quilliam"}).all("a", id=f"name-{one}") == []
    # What is changed later stays hidden too.
    store_changes.change(centre_db, one, replace(ZOE, surname="Yorath"), PRIYA)
    assert found(centre_db, "xaviera") == []
    assert broken(centre_db) == []
    values = page.form(f"/candidates/{one}/former-names")
    values.pop("hidden")
    page = officer.post(f"/candidates/{one}/former-names", values)
    assert "are shown and found by search" in page.text
    assert found(centre_db, "quilliam") == [(one, "formerly Quilliam")]
    assert "Nothing was changed." in officer.post(f"/candidates/{one}/former-names", values).text


def test_who_may_not_edit_may_not_hide(
    officer: Browser, signed_in: Callable[[str], Browser], stranger: Browser, centre_db: Db
) -> None:
    one = renamed(centre_db)
    reader = signed_in("results")
    assert reader.post(f"/candidates/{one}/former-names", {"hidden": "1"}).status == 403
    assert not reader.get(f"/candidates/{one}").all(
        "form", action=f"/candidates/{one}/former-names"
    )
    assert officer.post("/candidates/99999/former-names").status == 404
    check_signed_out(stranger, f"/candidates/{one}", ("post", "/former-names"))
    _, gone, _ = merged(centre_db)
    assert (
        "merged into another one"
        in officer.post(f"/candidates/{gone}/former-names", {"hidden": "1"}).text
    )


def test_no_export_holds_a_former_name(centre_db: Db) -> None:
    one = renamed(centre_db)
    rows = list(store_export.rows(centre_db, "quilliam"))
    assert [row[0] for row in rows if "Xaviera" in row]
    assert len(rows) == 1
    assert "Quilliam" not in str(rows)
    assert found(centre_db, "quilliam") == [(one, "formerly Quilliam")]


def test_the_check_notices_former_names_that_are_not_those_of_the_history(centre_db: Db) -> None:
    one = renamed(centre_db)
    wrong = former_name.as_json([Name("Other", "Zoë")])
    centre_db.execute("update candidates set former_names = ? where candidate_id = ?", [wrong, one])
    assert broken(centre_db) == [f"Candidate {one} has other former names than their history says."]
