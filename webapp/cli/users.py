"""The commands for the people who may sign in: single-point user."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from webapp.accounts import store
from webapp.accounts.invitations import invitation
from webapp.accounts.invitations import store as store_invitations
from webapp.accounts.people import person
from webapp.accounts.people import store as store_people
from webapp.accounts.people.store import Refused
from webapp.accounts.sessions import store as store_sessions
from webapp.cli.database_option import file_option, opened
from webapp.database import connection as db
from webapp.web.formatting import plural

role_argument = click.argument("role", type=click.Choice(list(person.ROLES)))
email_argument = click.argument("email")


@click.group()
def user() -> None:
    """The people who may sign in."""


@user.command("add")
@file_option
@role_argument
@email_argument
@click.argument("name")
@click.password_option()
def add_user(path: Path, role: str, email: str, name: str, password: str) -> None:
    """Add a person; the password is asked for."""
    added = _read(role, email, name)
    problem = store.add_person(opened(path), *added, password)
    if problem:
        raise click.ClickException(problem)
    click.echo(f"{added.name} may sign in with {added.email} as {role}.")


@user.command("invite")
@file_option
@role_argument
@email_argument
@click.argument("name")
def invite_user(path: Path, role: str, email: str, name: str) -> None:
    """Add a person who chooses the password with a link; the link is printed."""
    invited = _read(role, email, name)
    with _refusals_told():
        token = store_invitations.invite(opened(path), invited, None)
    _say_link(f"{invited.name} has an account with {invited.email} as {role}", token)


@user.command("list")
@file_option
def list_users(path: Path) -> None:
    """List all accounts: state, role, e-mail, name, last sign-in, two-step; tab-separated."""
    for one in store_people.all_of_them(opened(path)):
        click.echo(
            "\t".join(
                (
                    f"{one.state}, dormant" if one.dormant else one.state,
                    one.role,
                    one.email,
                    one.name,
                    one.signed_in_at or "never",
                    "two-step" if one.two_step_since else "",
                )
            )
        )


@user.command("role")
@file_option
@email_argument
@role_argument
def set_role(path: Path, email: str, role: str) -> None:
    """Give a person another role; their sessions end."""
    one = opened(path)
    account = _known(one, email)
    changed = person.Person(account.email, account.name, role)
    with _refusals_told():
        store_people.change(one, account.account_id, changed)
    click.echo(f"{account.name} has the role {role}.")


@user.command("disable")
@file_option
@email_argument
def disable_user(path: Path, email: str) -> None:
    """End a person's sessions at once and let them not come back."""
    one = opened(path)
    account = _known(one, email)
    with _refusals_told():
        store_people.disable(one, account.account_id)
    click.echo(f"{account.name} may no longer sign in.")


@user.command("enable")
@file_option
@email_argument
def enable_user(path: Path, email: str) -> None:
    """Let a disabled person come back."""
    one = opened(path)
    account = _known(one, email)
    store_people.enable(one, account.account_id)
    click.echo(f"{account.name} may sign in again with {account.email}.")


@user.command("reset")
@file_option
@email_argument
@click.option("--end-two-step", is_flag=True, help="The app and the recovery codes are lost too.")
def reset_user(path: Path, email: str, end_two_step: bool) -> None:
    """Void a person's password and sessions; a link to choose a new one is printed."""
    one = opened(path)
    account = _known(one, email)
    token = store_invitations.reset(one, account.account_id, None, ends_two_step=end_two_step)
    _say_link(f"{account.name}'s password is void and their sessions have ended", token)


@user.command("sign-out")
@file_option
def sign_out_everybody(path: Path) -> None:
    """End everybody's sessions, as after a file was fetched from a replica."""
    ended = store_sessions.end_everybodys(opened(path))
    click.echo(
        f"Nobody is signed in any more; {plural(ended, 'session was', 'sessions were')} ended."
    )


@contextmanager
def _refusals_told() -> Iterator[None]:
    try:
        yield
    except Refused as problem:
        raise click.ClickException(str(problem)) from problem


def _read(role: str, email: str, name: str) -> person.Person:
    found, problems = person.read({"role": role, "email": email, "name": name})
    for words in problems.values():
        raise click.ClickException(words)
    return found


def _known(one: db.Db, email: str) -> person.Account:
    account = store_people.with_email(one, email)
    if account is None:
        raise click.ClickException(f"Nobody has an account with {email}; see user list.")
    return account


def _say_link(done: str, token: str) -> None:
    click.echo(
        f"{done}. This path, after the address of Single Point, works once and for"
        f" {invitation.LASTS.days} days:\n{invitation.address(token)}"
    )
