"""Somebody with an authenticator app, and the file as the app needs it."""

import re
from typing import Any

import pyotp

from tests.conftest import CAST
from tests.page import Browser, Page, squeezed
from webapp.database.connection import Db

WAY = "/account/two-step"


def secret_on(page: Page) -> str:
    """The key that the page shows for typing into the app."""
    return squeezed(page.one("code", class_="secret")["text"]).replace(" ", "")


def app_code(secret: str) -> str:
    return pyotp.TOTP(secret).now()


def set_up(one: Browser, role: str = "entries") -> tuple[str, list[str]]:
    """Turn two-step sign-in on for who is signed in; gives the secret and the recovery codes."""
    page = one.post(f"{WAY}/start", {"password": CAST[role][1]})
    assert page.address == f"{WAY}/app"
    secret = secret_on(page)
    page = one.send(page, f"{WAY}/app", code=app_code(secret))
    assert page.heading == "Your recovery codes"
    return secret, recovery_codes(page)


def recovery_codes(page: Page) -> list[str]:
    return [one["text"] for one in page.all("code") if re.fullmatch(r"(\w{4} ?){6}", one["text"])]


def a_minute_later(db: Db) -> None:
    """The code that the app shows now has not been used yet."""
    db.execute("update two_step set last_step = last_step - 3")


def forget_tries(db: Db) -> None:
    db.execute("delete from sign_in_attempts")


def give_password(one: Browser, role: str = "entries", **more: Any) -> Page:
    email, secret = CAST[role]
    return one.send(one.get("/sign-in"), "/sign-in", email=email, password=secret, **more)
