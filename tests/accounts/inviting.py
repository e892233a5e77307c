"""Invitations as an administrator makes them and the invited open them."""

from typing import Any

from tests.page import Browser, Page
from webapp.accounts.invitations import store as store_invitations
from webapp.accounts.people.person import Person
from webapp.database.connection import Db

BO = Person("bo@riverside.example", "Bo Ash", "results")
SECRET = "purple kettle window"
ADMINISTRATOR, OFFICER, READER = 1, 2, 3


def invite(browser: Browser, **words: str) -> Page:
    values = {"name": BO.name, "email": BO.email, "role": BO.role} | words
    return browser.send(browser.get("/accounts/new"), "/accounts/new", **values)


def path_on(page: Page) -> str:
    """The path of the link that a page shows."""
    return "/invitation/" + page.one("input", id="link")["value"].rpartition("/")[2]


def choose(browser: Browser, path: str, secret: str = SECRET, **words: Any) -> Page:
    values = {"password": secret, "password_again": secret} | words
    return browser.send(browser.get(path), path, **values)


def path_made(db: Db, person: Person = BO) -> str:
    return f"/invitation/{store_invitations.invite(db, person, ADMINISTRATOR)}"
