"""What single-point serve says before it serves: whose file it is, and who may come in."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.accounts.inviting import BO
from tests.conftest import CAST
from tests.real_server import free_port
from webapp.accounts import store
from webapp.accounts.passwords import password
from webapp.accounts.people import store as store_people
from webapp.catalogue.packages import store as catalogue
from webapp.cli import main
from webapp.cli import serve as cli_serve
from webapp.database import connection as db
from webapp.database.connection import Db


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch):
    """said(file, "--demo") is what the command prints; it stops where it would begin to serve."""
    monkeypatch.setattr(cli_serve.uvloop, "run", lambda serving: serving.close())

    def serve(file: Path, *words: str) -> str:
        port = str(free_port())
        done = CliRunner().invoke(main, ["serve", "--db", str(file), "--port", port, *words])
        assert done.exit_code == 0, done.output
        return done.output

    return serve


def test_the_demonstration_centre_says_its_accounts(said, centre_file: Path) -> None:
    told = said(centre_file, "--demo")
    for role, (email, secret) in CAST.items():
        assert f"{role} {email} {secret}\n" in told


def test_a_changed_password_is_not_said(said, centre_file: Path, centre_db: Db) -> None:
    centre_db.execute(
        "update accounts set password_hash = ? where account_id = 1",
        [password.hash_of("purple kettle window")],
    )
    told = said(centre_file, "--demo")
    assert CAST["administrator"][0] not in told
    assert CAST["entries"][0] in told


def test_a_real_centre_never_says_the_demonstrations_accounts(said, tmp_path: Path) -> None:
    file = tmp_path / "centre.db"
    one = db.connect(file)
    store.set_centre(one, "54321", "Elm School")
    store_people.add(one, BO, password.hash_of("purple kettle window"))
    one.close()
    told = said(file, "--demo")
    assert "holds a centre of its own; the demonstration accounts are not in it." in told
    assert not [secret for _, secret in CAST.values() if secret in told]


def test_a_new_file_gets_the_catalogue_once(said, tmp_path: Path) -> None:
    file = tmp_path / "centre.db"
    assert "The catalogue that comes with Single Point is in the file." in said(file)
    one = db.connect(file)
    assert catalogue.frameworks(one)
    one.close()
    assert "catalogue" not in said(file)


def test_when_nobody_can_sign_in_it_says_what_to_do(said, centre_file: Path, centre_db: Db) -> None:
    assert "Nobody can sign in" not in said(centre_file)
    centre_db.execute("update accounts set password_hash = ''")
    assert "single-point user reset" in said(centre_file)
