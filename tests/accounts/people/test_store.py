"""Accounts in the file: an administrator always remains, and links work once."""

import threading
from pathlib import Path

import pytest

from tests.conftest import CAST
from webapp.accounts import store
from webapp.accounts.centre.centre import Centre
from webapp.accounts.first_visit import store as store_first_visit
from webapp.accounts.first_visit.first_visit import Opening
from webapp.accounts.invitations import invitation
from webapp.accounts.invitations import store as store_invitations
from webapp.accounts.passwords import password
from webapp.accounts.people import store as store_people
from webapp.accounts.people.person import Person
from webapp.accounts.people.store import LAST, Refused
from webapp.accounts.sessions import store as store_sessions
from webapp.accounts.two_step import store as store_two_step
from webapp.database import connection as db
from webapp.database.connection import Db

ADMINISTRATOR, OFFICER = 1, 2
BO = Person("bo@riverside.example", "Bo Ash", "administrator")
HASH = password.hash_of("purple kettle window")


def second_administrator(one: Db) -> int:
    return store_people.add(one, BO, HASH)


def role_of(one: Db, account_id: int) -> str:
    return store_people.one(one, account_id).role


def test_the_last_administrator_can_neither_be_disabled_nor_lose_the_role(centre_db: Db) -> None:
    email, name = CAST["administrator"][0], "Administrator"
    before = store_people.one(centre_db, ADMINISTRATOR)
    with pytest.raises(Refused, match="only administrator"):
        store_people.disable(centre_db, ADMINISTRATOR)
    with pytest.raises(Refused, match="only administrator"):
        store_people.change(centre_db, ADMINISTRATOR, Person(email, name, "entries"))
    with pytest.raises(Refused, match="only administrator"):
        store_invitations.reset(centre_db, ADMINISTRATOR, OFFICER)
    assert store_people.one(centre_db, ADMINISTRATOR) == before
    assert not centre_db.conn.in_transaction


def test_somebody_who_has_chosen_no_password_yet_does_not_count_as_an_administrator(
    centre_db: Db,
) -> None:
    store_invitations.invite(centre_db, BO, ADMINISTRATOR)
    with pytest.raises(Refused, match=LAST[:20]):
        store_people.disable(centre_db, ADMINISTRATOR)


def test_with_a_second_administrator_the_first_may_go(centre_db: Db) -> None:
    other = second_administrator(centre_db)
    store_people.disable(centre_db, ADMINISTRATOR)
    with pytest.raises(Refused):
        store_people.disable(centre_db, other)


def test_of_two_administrators_who_disable_each_other_at_once_one_remains(
    centre_file: Path, centre_db: Db
) -> None:
    pair = (ADMINISTRATOR, second_administrator(centre_db))
    start, refused = threading.Barrier(2), []

    def disable(account_id: int) -> None:
        one = db.connect(centre_file)
        start.wait()
        try:
            store_people.disable(one, account_id)
        except Refused as problem:
            refused.append(str(problem))
        one.close()

    threads = [threading.Thread(target=disable, args=[one]) for one in pair]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert refused == [LAST]


def test_another_name_leaves_the_sessions_and_another_role_ends_them(centre_db: Db) -> None:
    token = store_sessions.start(centre_db, OFFICER, store_sessions.Seen())
    email = CAST["entries"][0]
    store_people.change(centre_db, OFFICER, Person(email, "Priya Newname", "entries"))
    assert store_sessions.of_token(centre_db, token).ended_at is None
    store_people.change(centre_db, OFFICER, Person(email, "Priya Newname", "results"))
    assert store_sessions.of_token(centre_db, token).ended_at


def test_an_e_mail_belongs_to_one_person_whatever_its_letters_case(centre_db: Db) -> None:
    taken = CAST["results"][0].upper()
    with pytest.raises(Refused, match="Somebody else"):
        store_people.change(centre_db, OFFICER, Person(taken, "Priya", "results"))
    assert role_of(centre_db, OFFICER) == "entries"
    with pytest.raises(Refused, match="has an account already"):
        store_invitations.invite(centre_db, Person(taken, "Again", "results"), ADMINISTRATOR)


def test_disabling_voids_the_links_for_good(centre_db: Db) -> None:
    token = store_invitations.invite(centre_db, BO, ADMINISTRATOR)
    account_id = store_people.with_email(centre_db, BO.email).account_id
    store_people.disable(centre_db, account_id)
    store_people.enable(centre_db, account_id)
    assert store_invitations.by_token(centre_db, token)[1] == invitation.EXPIRED


def test_a_link_works_once(centre_db: Db) -> None:
    token = store_invitations.invite(centre_db, BO, ADMINISTRATOR)
    assert store.by_email(centre_db, BO.email) is None
    assert store_invitations.choose_password(centre_db, token, HASH) == ""
    assert store.by_email(centre_db, BO.email).password_hash == HASH
    again = store_invitations.choose_password(centre_db, token, "another hash")
    assert again == invitation.USED
    assert store.by_email(centre_db, BO.email).password_hash == HASH


def test_the_file_does_not_hold_the_link_itself(centre_db: Db) -> None:
    token = store_invitations.invite(centre_db, BO, ADMINISTRATOR)
    assert not [line for line in centre_db.conn.iterdump() if token in line]


def test_a_newer_link_takes_the_place_of_the_older_one(centre_db: Db) -> None:
    first = store_invitations.reset(centre_db, OFFICER, ADMINISTRATOR)
    second = store_invitations.reset(centre_db, OFFICER, ADMINISTRATOR)
    assert store_invitations.by_token(centre_db, first)[1] == invitation.EXPIRED
    link, problem = store_invitations.by_token(centre_db, second)
    assert (problem, link and link.kind) == ("", "reset")


def test_a_reset_voids_password_and_sessions_and_two_step_only_when_asked(centre_db: Db) -> None:
    centre_db.execute("insert into two_step (account_id, secret, since) values (2, 'x', 'then')")
    token = store_sessions.start(centre_db, OFFICER, store_sessions.Seen())
    store_invitations.reset(centre_db, OFFICER, ADMINISTRATOR)
    assert store.by_email(centre_db, CAST["entries"][0]) is None
    assert store_sessions.of_token(centre_db, token).ended_at
    assert store_two_step.of(centre_db, OFFICER).secret == "x"
    store_invitations.reset(centre_db, OFFICER, ADMINISTRATOR, ends_two_step=True)
    assert store_two_step.of(centre_db, OFFICER).secret is None


def test_whoever_was_invited_and_never_came_is_invited_again(centre_db: Db) -> None:
    store_invitations.invite(centre_db, BO, ADMINISTRATOR)
    account = store_people.with_email(centre_db, BO.email)
    store_invitations.reset(centre_db, account.account_id, ADMINISTRATOR)
    assert store_people.one(centre_db, account.account_id).link_kind == "invitation"


def test_a_centre_is_opened_once(empty_db: Db) -> None:
    opening = Opening("12345", "Elm School", "Room 4", BO, "")
    assert store_first_visit.nobody_yet(empty_db)
    assert store_first_visit.open_centre(empty_db, opening, HASH)
    assert not store_first_visit.open_centre(empty_db, opening._replace(name="Oak School"), HASH)
    assert store.centre(empty_db) == Centre("12345", "Elm School", "Room 4")
    assert store_first_visit.signs_in_with(empty_db, BO.email, "purple kettle window")
