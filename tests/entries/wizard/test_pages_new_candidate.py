"""Step Candidates, tab Add new candidates."""

from collections.abc import Callable

import pytest

from tests.entries.drafts import (
    begin,
    check_signed_out,
    check_wrong_id,
    check_wrong_role,
    count,
    people,
    selected,
)
from tests.page import Browser, Page, squeezed
from webapp.candidates.record import store as candidates
from webapp.database.connection import Db

NEW = "/candidates/new"
TYPED = {
    "forenames": "Zoë Mary-Ann",
    "surname": "O'Hanrahan-Śmith",
    "born_day": "27",
    "born_month": "3",
    "born_year": "2008",
    "gender": "female",
    "candidate_number": "",
    "uci": "",
    "uln": "",
    "ocr_number": "",
}
MINE = "surname = 'O''Hanrahan-Śmith'"


def rows(db: Db, where: str = MINE) -> list[dict]:
    return list(db.query(f"select * from candidates where {where} order by candidate_id"))


def free_number(db: Db) -> str:
    taken = {number for (number,) in db.execute("select candidate_number from candidates")}
    return next(f"{one:04}" for one in range(1, 10_000) if f"{one:04}" not in taken)


def known(db: Db, candidate_id: int) -> dict[str, str]:
    """The form filled in with somebody's name and date of birth."""
    row = candidates.one(db, candidate_id)
    assert row
    year, month, day = row.born_on.isoformat().split("-")
    return {
        **TYPED,
        "forenames": row.forenames,
        "surname": row.surname,
        "gender": row.gender,
        "born_day": day,
        "born_month": month,
        "born_year": year,
    }


def buttons(page: Page) -> list[str]:
    form = page.one("form", action=page.address)
    return [
        squeezed(one["text"])
        for one in page.all("button")
        if form in one["within"] and one.get("name") != "make_uci"
    ]


def typed_back(page: Page) -> dict[str, str]:
    form = page.form(page.address)
    return {field: form.get(field, "") for field in TYPED}


def test_it_works(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.get(base + NEW)
    assert page.status == 200
    assert squeezed(page.one("h2", id="selected-title")["text"]) == "Selected candidates 0"
    assert page.one("a", aria_current="page", href=base + NEW)["text"] == "Add new candidates"
    assert buttons(page) == ["Save candidate"]
    page = officer.send(page, base + NEW, **TYPED)
    assert page.address == base + "/candidates"
    assert "The new candidate is recorded and selected." in page.text
    (row,) = rows(centre_db)
    assert selected(centre_db, base) == [row["candidate_id"]]


DOORS = (("get", NEW), ("post", NEW), ("post", f"{NEW}/use"))


def test_whoever_only_reads_results_is_refused(
    signed_in: Callable[[str], Browser], centre_db: Db
) -> None:
    before = count(centre_db, "candidates")
    base = begin(centre_db)
    check_wrong_role(signed_in, base, *DOORS)
    assert signed_in("results").post(base + NEW, TYPED).status == 403
    assert count(centre_db, "candidates") == before


def test_a_draft_that_is_not_there_is_not_found(officer: Browser, centre_db: Db) -> None:
    check_wrong_id(officer, *DOORS)
    assert officer.post("/entries/drafts/999" + NEW, TYPED).status == 404
    assert not rows(centre_db)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    check_signed_out(stranger, base, *DOORS)
    stranger.post(base + NEW, TYPED)
    assert not rows(centre_db)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("Zebedee Quux", {"forenames": "Zebedee", "surname": "Quux"}),
        ("Quux, Zebedee", {"forenames": "Zebedee", "surname": "Quux"}),
        ("Nguyễn", {"forenames": "", "surname": "Nguyễn"}),
        ("0042", {"candidate_number": "0042"}),
        ("9276308686", {"uln": "9276308686"}),
        ("68199 0 01 2058 G", {"uci": "68199 0 01 2058 G"}),
        ("", {"forenames": "", "surname": ""}),
        ('"><b>x', {"forenames": "", "surname": '"><b>x'}),
    ],
)
def test_what_was_searched_for_in_vain_is_filled_in(
    officer: Browser, centre_db: Db, typed: str, fields: dict[str, str]
) -> None:
    base = begin(centre_db)
    page = officer.post(base + NEW, {"begin": "1", "typed": typed})
    assert page.status == 200
    assert not page.all("p", class_="govuk-error-message")
    assert fields.items() <= typed_back(page).items()
    assert count(centre_db, "candidates") == 1200


PROBLEMS = [
    ({"surname": "", "forenames": ""}, "surname", "Type a surname, forenames or both"),
    ({"surname": "x" * 101}, "surname", "A name has up to 100 characters"),
    ({"forenames": "x" * 101}, "forenames", "A name has up to 100 characters"),
    ({"born_day": ""}, "born_day", "lacks its day"),
    ({"born_day": "", "born_month": "", "born_year": ""}, "born_day", "birth is missing: type it"),
    ({"born_day": "31", "born_month": "2"}, "born_day", "31 is not a day of February"),
    ({"born_year": "2027"}, "born_year", "in the future"),
    ({"born_year": "08"}, "born_year", "type all four digits"),
    ({"gender": ""}, "gender", "Choose female, male or not recorded"),
    ({"candidate_number": "0000"}, "candidate_number", "1 to 4 digits and is not 0000"),
    ({"candidate_number": "12345"}, "candidate_number", "1 to 4 digits"),
    ({"uci": "681990012058H"}, "uci", "the letter that fits is G"),
    ({"uln": "1234567890"}, "uln", "This is no ULN"),
    ({"uln": "TBC"}, "uln", "leave it blank"),
    ({"ocr_number": "123"}, "ocr_number", "8 digits"),
]


@pytest.mark.parametrize(
    ("change", "field", "said"),
    PROBLEMS,
    ids=[str(next(iter(row[0].items())))[:40] for row in PROBLEMS],
)
def test_a_problem_comes_back_with_my_words_and_a_link_to_the_field(
    officer: Browser, centre_db: Db, change: dict[str, str], field: str, said: str
) -> None:
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **{**TYPED, **change})
    assert page.status == 422
    assert page.one("title")["text"].startswith("Error: ")
    link = page.one("a", href=f"#{field}")
    assert said in link["text"]
    assert field in {one.get("id") for one in page.tags}
    assert (
        said in page.one("p", id=f"{'born' if field.startswith('born_') else field}-error")["text"]
    )
    assert typed_back(page) == {**TYPED, **change}
    assert not rows(centre_db, "forenames = 'Zoë Mary-Ann' or surname = 'O''Hanrahan-Śmith'")
    assert selected(centre_db, base) == []


def test_several_problems_are_told_at_once(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.post(base + NEW, {"surname": "", "uln": "1"})
    summary = page.one("div", class_="govuk-error-summary")
    links = [one["href"] for one in page.all("a") if summary in one["within"]]
    assert links == ["#surname", "#born_day", "#gender", "#uln"]


def test_what_i_typed_is_shown_as_text(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.post(base + NEW, {**TYPED, "surname": '"><b>x</b>', "born_day": "99"})
    assert page.status == 422
    assert not page.all("b")
    assert typed_back(page)["surname"] == '"><b>x</b>'


def test_a_saved_candidate_is_in_the_register_and_selected(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    number = free_number(centre_db)
    officer.send(
        officer.get(base + NEW),
        base + NEW,
        **{
            **TYPED,
            "forenames": "  Zoë   Mary-Ann ",
            "candidate_number": f" {int(number)} ",
            "uci": "68199 0 01 2058 g",
            "uln": "927 630 8686",
            "ocr_number": "1234 5670",
        },
    )
    (row,) = rows(centre_db)
    expected = {
        "surname": "O'Hanrahan-Śmith",
        "forenames": "Zoë Mary-Ann",
        "born_on": "2008-03-27",
        "gender": "female",
        "candidate_number": number,
        "uci": "681990012058G",
        "uln": "9276308686",
        "ocr_number": "12345670",
        "added_on": "2026-11-24",
        "added_by": 2,
        "archived_at": None,
    }
    assert expected.items() <= row.items()
    assert selected(centre_db, base) == [row["candidate_id"]]
    page = officer.post(base + "/candidates/find", {"search": "ohanrahan smith", "added": "today"})
    assert "O'Hanrahan-Śmith, Zoë Mary-Ann" in page.one("tbody")["text"]
    assert page.one("span", class_="tag")["text"] == "Selected"


def test_a_single_name_is_enough(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.post(base + NEW, {**TYPED, "forenames": ""})
    assert page.address == base + "/candidates"
    assert rows(centre_db)[0]["forenames"] == ""


def test_a_double_is_offered_first(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **known(centre_db, one))
    assert page.status == 422
    assert "Is this one of these people?" in page.text
    assert buttons(page)[-1] == "Create anyway"
    use = page.one("button", name="use")
    assert squeezed(use["text"]).startswith("Use this candidate")
    assert use["value"] == str(one)
    order = [id(tag) for tag in page.tags]
    assert order.index(id(use)) < order.index(id(page.one("input", id="surname")))
    assert "In the register: same name and date of birth" in page.text
    assert count(centre_db, "candidates") == 1200
    assert selected(centre_db, base) == []


def test_pressing_enter_in_a_field_does_not_take_the_double(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **known(centre_db, one))
    form = page.one("form", action=base + NEW)
    # Enter in a text field presses the form's first button, wherever it stands.
    first = next(
        one
        for one in page.all("button")
        if one.get("form", form["id"]) == form["id"] and ("form" in one or form in one["within"])
    )
    assert "name" not in first


def test_using_the_candidate_who_is_there_already_selects_them(
    officer: Browser, centre_db: Db
) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **known(centre_db, one))
    page = officer.send(page, base + NEW + "/use", use=str(one))
    assert page.address == base + "/candidates"
    assert "The candidate is selected." in page.text
    assert selected(centre_db, base) == [one]
    assert count(centre_db, "candidates") == 1200


@pytest.mark.parametrize("use", ["999999", "abc"])
def test_using_a_candidate_who_is_not_there_does_not_claim_to_have_selected_one(
    officer: Browser, centre_db: Db, use: str
) -> None:
    base = begin(centre_db)
    page = officer.post(base + NEW + "/use", {"use": use})
    assert selected(centre_db, base) == []
    assert "The candidate is selected." not in page.text


def test_create_anyway_records_and_selects_the_new_person(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **known(centre_db, one))
    page = officer.send(page, base + NEW)
    assert page.address == base + "/candidates"
    assert count(centre_db, "candidates") == 1201
    assert len(selected(centre_db, base)) == 1
    assert selected(centre_db, base) != [one]


def test_pressing_create_anyway_twice_does_not_create_two(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **known(centre_db, one))
    for _ in range(3):
        officer.send(page, base + NEW)
    assert count(centre_db, "candidates") == 1201
    assert len(selected(centre_db, base)) == 1


def test_pressing_save_twice_does_not_create_two(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.get(base + NEW)
    for _ in range(2):
        officer.send(page, base + NEW, **TYPED)
    assert len(rows(centre_db)) == 1


def test_what_was_accepted_for_one_person_does_not_count_for_another(
    officer: Browser, centre_db: Db
) -> None:
    one, two = people(centre_db, 2)
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **known(centre_db, one))
    page = officer.send(page, base + NEW, **known(centre_db, two))
    assert page.status == 422
    assert page.one("button", name="use")["value"] == str(two)
    assert count(centre_db, "candidates") == 1200


@pytest.mark.parametrize("field", ["uci", "uln", "ocr_number"])
def test_the_same_identifier_is_refused_and_shows_who_has_it(
    officer: Browser, centre_db: Db, field: str
) -> None:
    held = centre_db.execute(
        f"select candidate_id, {field} from candidates where {field} is not null limit 1"
    ).fetchone()
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **{**TYPED, field: held[1]})
    assert page.status == 422
    assert "This person is here already" in page.text
    assert "In the register: same identifier" in page.text
    assert "Create anyway" not in buttons(page)
    assert page.one("button", name="use")["value"] == str(held[0])
    page = officer.send(page, base + NEW, accepted="x")
    assert page.status == 422
    assert not rows(centre_db)
    page = officer.send(page, base + NEW + "/use", use=str(held[0]))
    assert selected(centre_db, base) == [held[0]]


def test_a_candidate_number_that_is_taken_names_its_holder(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    holder = candidates.one(centre_db, one)
    assert holder
    base = begin(centre_db)
    number = holder.candidate_number
    page = officer.send(
        officer.get(base + NEW),
        base + NEW,
        **{
            **TYPED,
            "surname": "Quux",
            "candidate_number": str(int(number)),
        },
    )
    assert page.status == 422
    said = page.one("a", href="#candidate_number")["text"]
    assert f"{number} belongs to {holder.forenames} {holder.surname}." in said
    assert typed_back(page)["surname"] == "Quux"
    assert not rows(centre_db, "surname = 'Quux'")


def test_the_number_of_somebody_archived_is_free_again(officer: Browser, centre_db: Db) -> None:
    (one,) = people(centre_db, 1)
    holder = candidates.one(centre_db, one)
    assert holder
    centre_db.execute(
        "update candidates set archived_at = '2026-11-01T10:00:00Z' where candidate_id = ?", [one]
    )
    base = begin(centre_db)
    officer.post(base + NEW, {**TYPED, "candidate_number": holder.candidate_number})
    assert rows(centre_db)[0]["candidate_number"] == holder.candidate_number


def test_a_taken_number_does_not_make_a_namesake_the_same_person(
    officer: Browser, centre_db: Db
) -> None:
    namesake, other = people(centre_db, 2)
    holder = candidates.one(centre_db, other)
    assert holder
    base = begin(centre_db)
    typed = {**known(centre_db, namesake), "candidate_number": holder.candidate_number}
    page = officer.send(officer.get(base + NEW), base + NEW, **typed)
    assert page.status == 422
    assert page.one("a", href="#candidate_number")
    assert "This person is here already" not in page.text


WARNINGS = [
    ({"gender": "none"}, "gender", "No gender is recorded"),
    ({"surname": "SMITHSONIAN"}, "surname", "It is all in capitals"),
    ({"forenames": "Zoë 2"}, "forenames", "There is a digit in it"),
    ({"born_year": "1900"}, "born", "The person would be 126 years old"),
    ({"uln": "1000000000"}, "uln", "is rarely a real ULN"),
    ({"uci": "681990012058"}, "uci", "The check letter G was added"),
]


@pytest.mark.parametrize(("change", "field", "said"), WARNINGS)
def test_a_warning_must_be_accepted_once(
    officer: Browser, centre_db: Db, change: dict[str, str], field: str, said: str
) -> None:
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **{**TYPED, **change})
    assert page.status == 422
    assert said in page.one("p", id=f"{field}-error")["text"]
    assert buttons(page) == ["Save anyway"]
    assert count(centre_db, "candidates") == 1200
    page = officer.send(page, base + NEW)
    assert page.address == base + "/candidates"
    assert count(centre_db, "candidates") == 1201
    assert len(selected(centre_db, base)) == 1


def test_another_warning_has_to_be_accepted_too(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **{**TYPED, "gender": "none"})
    page = officer.send(page, base + NEW, surname="SMITHSONIAN")
    assert page.status == 422
    assert count(centre_db, "candidates") == 1200


def test_a_made_up_acceptance_does_not_count(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    for accepted in ("", "1", "0" * 64):
        values = {**TYPED, "gender": "none", "accepted": accepted}
        assert officer.post(base + NEW, values).status == 422
    assert not rows(centre_db)


def test_only_the_new_doubt_is_asked_about_again(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **{**TYPED, "gender": "none"})
    assert page.one("title")["text"].startswith("Check: ")
    page = officer.send(page, base + NEW, surname="SMITHSONIAN")
    assert not page.all("p", id="gender-error")
    assert page.all("p", id="surname-error")
    page = officer.send(page, base + NEW)
    assert page.address == base + "/candidates"
    assert count(centre_db, "candidates") == 1201


def test_what_must_be_checked_has_the_focus(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **{**TYPED, "gender": "none"})
    box = page.one("div", class_="doubles")
    assert "autofocus" in box
    assert box["tabindex"] == "-1"
    assert page.one("a", href="#gender")["text"].startswith("No gender is recorded")


def test_a_double_that_was_merged_is_offered_as_the_one_that_was_kept(
    officer: Browser, centre_db: Db
) -> None:
    kept, gone = people(centre_db, 2)
    typed = known(centre_db, gone)
    centre_db.execute(
        "update candidates set archived_at = '2026-11-01T10:00:00Z',"
        " merged_into = ? where candidate_id = ?",
        [kept, gone],
    )
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **typed)
    assert page.status == 422
    assert [one["value"] for one in page.all("button", name="use")] == [str(kept)]


@pytest.mark.parametrize("where", ["next", "find", "groups", "package", "options", "summary"])
def test_a_half_typed_candidate_is_not_lost_by_leaving(
    officer: Browser, centre_db: Db, where: str
) -> None:
    base = begin(centre_db, people=people(centre_db, 1))
    page = officer.get(base + NEW)
    assert page.one("button", name="leave", value=where)["form"] == "new-candidate"
    page = officer.send(page, base + NEW, surname="Quux", leave=where)
    assert page.status == 422
    assert (
        "Save the candidate or clear the form first"
        in page.one("a", href="#candidates-save")["text"]
    )
    assert typed_back(page)["surname"] == "Quux"


def test_next_takes_along_who_is_typed_in(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **TYPED, leave="next")
    assert page.heading.startswith("Entry options")
    assert "The new candidate is recorded and selected." in page.text
    assert selected(centre_db, base) == [one["candidate_id"] for one in rows(centre_db)]


def test_next_never_creates_a_double_however_often_it_is_pressed(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db)
    officer.send(officer.get(base + NEW), base + NEW, **TYPED, leave="next")
    before = count(centre_db, "candidates")
    page = officer.get(base + NEW)
    for _ in range(3):
        page = officer.send(page, base + NEW, **TYPED, leave="next")
        assert page.status == 422
        assert page.all("button", name="use")
    assert count(centre_db, "candidates") == before
    page = officer.send(page, base + NEW, **TYPED)
    assert page.status == 200
    assert count(centre_db, "candidates") == before + 1


@pytest.mark.parametrize(
    ("where", "heading"),
    [
        ("next", "Entry options"),
        ("find", "Select candidates"),
        ("groups", "Select candidates"),
        ("package", "Select package"),
        ("options", "Entry options"),
        ("elsewhere", "Select candidates"),
    ],
)
def test_an_empty_form_may_be_left(
    officer: Browser, centre_db: Db, where: str, heading: str
) -> None:
    base = begin(centre_db, people=people(centre_db, 1))
    page = officer.send(officer.get(base + NEW), base + NEW, leave=where)
    assert page.heading.startswith(heading)
    assert bool(page.all("div", id="entries-groups")) is (where == "groups")


def test_next_with_nobody_selected_says_so_on_this_tab_too(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, leave="next")
    assert page.status == 422
    assert page.one("a", href="#selected-title")["text"].startswith("Select at least one")


def test_the_form_makes_a_uci_for_the_centre(officer: Browser, centre_db: Db) -> None:
    base = begin(centre_db)
    number = free_number(centre_db)
    page = officer.send(officer.get(base + NEW), base + NEW, **TYPED, make_uci="1")
    assert page.status == 422
    assert "Type the candidate number first" in page.one("a", href="#candidate_number")["text"]
    page = officer.send(page, base + NEW, candidate_number=number, make_uci="1")
    assert page.status == 200
    assert page.one("input", id="uci")["value"].startswith("12345026" + number)
    page = officer.send(page, base + NEW)
    assert rows(centre_db)[0]["uci"].startswith("12345026" + number)


def test_the_right_hand_list_stays_while_somebody_new_is_typed_in(
    officer: Browser, centre_db: Db
) -> None:
    base = begin(centre_db, people=people(centre_db, 2))
    for page in (officer.get(base + NEW), officer.post(base + NEW, {**TYPED, "born_day": ""})):
        assert squeezed(page.one("h2", id="selected-title")["text"]) == "Selected candidates 2"
