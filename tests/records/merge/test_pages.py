"""Merging two candidates: the search for the other, the two side by side, the merge."""

from tests.entries.drafts import check_signed_out, people
from tests.page import Browser, Page, squeezed
from tests.results.pairs import enter, get_result, held, pair, rich, row, unite, value
from webapp.database.connection import Db


def address(one: int, other: int) -> str:
    return f"/candidates/merge/{one}/{other}"


def checked(page: Page) -> dict[str, str]:
    return {
        one["name"]: one["value"] for one in page.all("input", type="radio") if "checked" in one
    }


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    rich(centre_db, one, other)
    number = row(centre_db, other).candidate_number
    page = officer.get(f"/candidates/merge?one={one}")
    assert page.heading.startswith("Merge with another record")
    page = officer.send(page, "/candidates/merge/find", search=number)
    assert [button["value"] for button in page.all("button", name="other")][:1] == [str(other)]
    page = officer.send(page, "/candidates/merge", other=str(other))
    assert page.address == address(one, other)
    assert page.heading == "Merge two records"
    assert checked(page)["kept"] == checked(page)["surname"] == str(one)
    page = officer.send(page, address(one, other), surname=str(other))
    assert page.address.startswith("/candidates/merges/")
    assert "The two records are one now." in page.text
    assert row(centre_db, one).surname == row(centre_db, other).surname
    assert row(centre_db, other).merged_into == one


def test_who_or_what_is_not_there_is_not_found(officer: Browser, centre_db: Db) -> None:
    one, _ = pair(centre_db)
    for wrong in ("999999", "0", "9" * 30):
        assert officer.get(f"/candidates/merge?one={wrong}").status == 404, wrong
        assert officer.post("/candidates/merge/find", {"one": wrong}).status == 404, wrong
        for path in (address(one, wrong), address(wrong, one), address(wrong, wrong)):
            assert officer.get(path).status == 404, path
            assert officer.post(path).status == 404, path
    assert officer.post("/candidates/merge", {"one": one, "other": "nonsense"}).status == 404
    assert officer.get("/candidates/merge").status == 400


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser) -> None:
    doors = (("get", "?one=1"), ("post", ""), ("post", "/find"), ("get", "/1/2"), ("post", "/1/2"))
    check_signed_out(stranger, "/candidates/merge", *doors)


def test_the_search_follows_the_typing_and_never_offers_the_person_themselves(
    officer: Browser, centre_db: Db
) -> None:
    one, _ = pair(centre_db)
    surname = row(centre_db, one).surname
    page = officer.htmx("/candidates/merge/find", {"one": one, "search": surname})
    assert not page.all("html")
    assert page.all("div", id="results-others")
    assert str(one) not in [button["value"] for button in page.all("button", name="other")]
    assert (
        "No other candidate fits"
        in officer.htmx("/candidates/merge/find", {"one": one, "search": "zzzzzz"}).text
    )


def test_who_is_likely_the_same_person_is_offered_at_once(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    theirs = row(centre_db, one)
    centre_db.execute(
        "update candidates set surname = ?, forenames = ?, born_on = ? where candidate_id = ?",
        [theirs.surname, theirs.forenames, theirs.born_on.isoformat(), other],
    )
    centre_db.conn.commit()
    page = officer.get(f"/candidates/merge?one={one}")
    assert [button["value"] for button in page.all("button", name="other")] == [str(other)]
    assert "same name and date of birth" in page.text
    assert "make sure that they are one person" not in officer.get(address(one, other)).text


def test_two_who_have_nothing_in_common_are_doubted(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    centre_db.execute(
        "update candidates set surname = 'Quux', forenames = 'Zed',"
        " born_on = '1999-01-02' where candidate_id = ?",
        [other],
    )
    centre_db.conn.commit()
    assert "make sure that they are one person" in officer.get(address(one, other)).text


def test_clashes_stand_first_and_i_choose_the_entry_that_stays(
    officer: Browser, centre_db: Db
) -> None:
    one, other = pair(centre_db)
    late = enter(centre_db, one, "03999", at="2026-10-02T09:00:00.000000Z")
    early = enter(centre_db, other, "03999")
    get_result(centre_db, one, "09499", "Pass")
    get_result(centre_db, other, "09499", "Pass")
    centre_db.conn.commit()
    page = officer.get(address(one, other))
    radios = [radio["name"] for radio in page.all("input", type="radio")]
    assert radios[0] == f"entry-{late}-{early}"
    assert checked(page)[radios[0]] == str(early)
    assert "the awarding body may have to be told" in page.text
    assert "Both have a result for 09499" in page.text
    officer.send(page, address(one, other), **{radios[0]: str(late)})
    assert value(centre_db, "select status from entries where entry_id = ?", early) == "withdrawn"
    assert value(centre_db, "select status from entries where entry_id = ?", late) == "entered"


def test_pressing_twice_gives_the_same_merge(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    page = officer.get(address(one, other))
    first = officer.send(page, address(one, other))
    second = officer.send(page, address(one, other))
    assert first.address == second.address == officer.get(address(other, one)).address
    assert value(centre_db, "select count(*) from candidate_merges") == 1


def test_what_cannot_be_merged_is_refused_kindly(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    third = people(centre_db, 3)[-1]
    page = officer.get(address(one, one))
    assert page.address == "/candidates/merge"
    assert "That is the same record" in page.text
    unite(centre_db, other, third, kept=other)
    before = held(centre_db)
    for page in (officer.get(address(one, third)), officer.post(address(one, third))):
        assert page.address == "/candidates/merge"
        assert "merged already" in page.text
    assert "merged already" in officer.get(f"/candidates/merge?one={third}").text
    centre_db.execute("update candidates set archived_at = 'x' where candidate_id = ?", [other])
    centre_db.conn.commit()
    assert "is archived" in officer.get(address(one, other)).text
    assert "is archived" in officer.get(f"/candidates/merge?one={other}").text
    assert held(centre_db)["entries"] == before["entries"]


def test_a_merge_without_a_name_comes_back_with_my_choices(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    centre_db.execute("update candidates set surname = '' where candidate_id = ?", [one])
    centre_db.execute("update candidates set forenames = '' where candidate_id = ?", [other])
    centre_db.conn.commit()
    page = officer.get(address(one, other))
    chosen = {"surname": str(one), "forenames": str(other), "kept": str(other)}
    page = officer.send(page, address(one, other), **chosen)
    assert page.status == 422
    assert page.all("a", href="#surname")
    assert squeezed(page.one("title")["text"]).startswith("Error: ")
    assert checked(page).items() >= chosen.items()
    assert row(centre_db, other).merged_into is None


def test_what_has_changed_since_is_shown_again_before_anything_is_merged(
    officer: Browser, centre_db: Db
) -> None:
    one, other = pair(centre_db)
    page = officer.get(address(one, other))
    centre_db.execute("update candidates set surname = 'Neu' where candidate_id = ?", [one])
    centre_db.conn.commit()
    page = officer.send(page, address(one, other))
    assert page.status == 409
    assert "has changed since this page was shown" in page.text
    assert "Neu" in page.text
    assert officer.send(page, address(one, other)).status == 200
    assert row(centre_db, other).merged_into == one


def test_no_name_stands_in_an_address_or_a_notice(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    form = officer.get(address(one, other)).form(address(one, other))
    reply = officer.client.post(address(one, other), data=form, follow_redirects=False)
    surname = row(centre_db, one).surname
    assert reply.status_code == 303
    assert surname not in str(reply.headers)
