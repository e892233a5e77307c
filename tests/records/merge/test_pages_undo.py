"""The page of a merge: what was done, undoing it, and why it can't be undone."""

from tests.candidates.sample_register import PRIYA, history
from tests.entries.drafts import check_signed_out, check_wrong_id
from tests.page import Browser
from tests.results.pairs import enter, held, pair, rich, unite
from webapp.database.connection import Db
from webapp.records.merge import store as store_merging

ROOM = "/candidates/merges"


def test_it_works(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    rich(centre_db, one, other)
    before = held(centre_db)
    base = f"{ROOM}/{unite(centre_db, one, other).merge_id}"
    page = officer.get(base)
    assert page.heading == "Two records merged"
    assert "by Priya Lewis" in page.text
    page = officer.send(page, f"{base}/undo")
    assert page.address == base
    assert "The merge is undone" in page.text
    assert page.heading == "A merge that was undone"
    assert held(centre_db) == before
    assert page.all("a", href=f"/candidates/merge/{one}/{other}")


def test_both_records_say_in_their_history_that_they_were_merged_and_that_it_was_undone(
    officer: Browser, centre_db: Db
) -> None:
    one, other = pair(centre_db)
    done = unite(centre_db, one, other)
    gone, kept = centre_db.execute("select gone_id, kept_id from candidate_merges").fetchone()
    store_merging.undo(centre_db, done.merge_id, PRIYA)
    pages = [history(officer.get(f"/candidates/{candidate_id}")) for candidate_id in (kept, gone)]
    for lines, what, who in zip(pages, ("merged record", "merged into"), (gone, kept), strict=True):
        said = [line.partition(",")[0] for line in lines if line.startswith(what)]
        assert said == [f"{what} candidate {who} → nothing", f"{what} nothing → candidate {who}"]
        assert all("Priya Lewis" in line for line in lines)


def test_a_merge_that_is_not_there_is_not_found(officer: Browser) -> None:
    check_wrong_id(officer, ("get", ""), ("post", "/undo"), room=ROOM)


def test_whoever_is_signed_out_is_asked_to_sign_in(stranger: Browser, centre_db: Db) -> None:
    base = f"{ROOM}/{unite(centre_db, *pair(centre_db)).merge_id}"
    before = held(centre_db)
    check_signed_out(stranger, base, ("get", ""), ("post", "/undo"))
    assert held(centre_db) == before


def test_undoing_twice_is_harmless(officer: Browser, centre_db: Db) -> None:
    base = f"{ROOM}/{unite(centre_db, *pair(centre_db)).merge_id}"
    page = officer.get(base)
    for _ in range(2):
        assert officer.send(page, f"{base}/undo").status == 200


def test_what_has_changed_is_named_instead_of_the_button(officer: Browser, centre_db: Db) -> None:
    one, other = pair(centre_db)
    base = f"{ROOM}/{unite(centre_db, one, other).merge_id}"
    shown = officer.get(base)
    enter(centre_db, one, "03999")
    centre_db.conn.commit()
    before = held(centre_db)
    page = officer.send(shown, f"{base}/undo")
    assert page.status == 409
    assert "can't be undone any more" in page.text
    assert "the entries" in page.text
    assert not officer.get(base).all("form", action=f"{base}/undo")
    assert held(centre_db) == before
