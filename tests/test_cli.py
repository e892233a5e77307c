"""The command line: what it says, and how it ends."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webapp.cli import main


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_centre_of_my_own_in_three_commands(tmp_path: Path) -> None:
    file = tmp_path / "centre.db"
    done = run("centre", "--db", file, "12345", "Riverside")
    assert (done.exit_code, done.output) == (0, f"{file} is the file of centre 12345, Riverside.\n")
    done = run("import", "catalogue", "--db", file)
    assert done.exit_code == 0
    assert "24 packages" in done.output
    person = ("administrator", "Ada@example.org", "Ada Mensah")
    done = run("user", "add", "--db", file, "--password", "twelve letters", *person)
    assert (done.exit_code, done.output) == (
        0, "Ada Mensah may sign in with Ada@example.org as administrator.\n",
    )  # fmt: skip
    done = run("user", "add", "--db", file, "--password", "twelve letters", "entries",
               "ada@EXAMPLE.org", "Ada Again")  # fmt: skip
    assert (done.exit_code, done.output) == (1, "Error: ada@EXAMPLE.org has an account already.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("centre", "123", "Riverside"), "A centre number has 5 digits"),
        (("centre", "١٢٣٤٥", "Riverside"), "A centre number has 5 digits"),
        (("user", "add", "--password", "short", "entries", "a@b.c", "A"), "it needs 12 or more"),
        (("import", "catalogue", "."), "Nothing was brought in."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SINGLE_POINT_DB", "centre.db")
    done = run(*words)
    assert done.exit_code == 1
    assert said in done.output
    assert "Traceback" not in done.output


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, " * 100)
    done = run("serve", "--db", file)
    assert done.exit_code == 1
    assert "is not a Single Point file" in done.output
    assert file.read_text() == "Dear Sir or Madam, " * 100


def test_the_demonstration_never_goes_over_a_centre(tmp_path: Path) -> None:
    file = tmp_path / "demo.db"
    assert run("demo", "--db", file).output == f"The demonstration centre is in {file}.\n"
    done = run("demo", "--db", file)
    assert done.exit_code == 1
    assert "holds a centre already" in done.output
