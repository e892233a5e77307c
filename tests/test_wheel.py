"""The package as it is given away: built twice, installed in a clean environment, and served from
there.
"""

import os
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from tests.laws.source import ROOT
from tests.real_server import SERVER_LOGS, Server

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
WHEEL = f"single_point-{VERSION}-py3-none-any.whl"


def ran(*words: str | Path, at: Path = ROOT) -> str:
    # What is built in a checkout is imported from nowhere else.
    clean = {
        key: text
        for key, text in os.environ.items()
        if not key.startswith(("PYTHON", "PIP_", "SINGLE_POINT_"))
    }
    done = subprocess.run(words, cwd=at, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(at: Path, into: Path, *targets: str) -> None:
    """Build with the locked back end, which needs neither a network nor an environment of its
    own.
    """
    chosen = [word for one in targets for word in ("-t", one)]
    ran(sys.executable, "-Im", "hatchling", "build", "-d", into, *chosen, at=at)


@pytest.fixture(scope="module")
def given_away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    built(ROOT, folder, "sdist", "wheel")
    return folder


@pytest.fixture(scope="module")
def program(given_away: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """single-point of a new environment: the wheel, and what it depends on as it is installed
    here.
    """
    venv = tmp_path_factory.mktemp("clean") / "venv"
    ran(sys.executable, "-Im", "venv", "--without-pip", venv)
    ran(
        sys.executable,
        "-Im",
        "pip",
        "--python",
        venv / "bin" / "python",
        "install",
        "-qq",
        "--no-index",
        "--no-deps",
        given_away / WHEEL,
    )
    (site,) = venv.glob("lib/python*/site-packages")
    # A path added like this is not searched for further .pth files, so the checkout stays out.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return venv / "bin" / "single-point"


@pytest.fixture
def served(program: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(
        tmp_path / "demo.db", SERVER_LOGS, words=("--demo", "--no-backups"), program=program
    )
    # It makes the demonstration centre first.
    server.patience = 120
    yield server.start()
    server.kill()


def test_the_source_distribution_builds_the_same_wheel(given_away: Path, tmp_path: Path) -> None:
    # Python before 3.11.4 unpacks without a filter, and later ones warn of that.
    ran("tar", "-xzf", given_away / f"single_point-{VERSION}.tar.gz", "-C", tmp_path)
    built(tmp_path / f"single_point-{VERSION}", tmp_path / "again", "wheel")
    assert (tmp_path / "again" / WHEEL).read_bytes() == (given_away / WHEEL).read_bytes()


def files_under(folder: str) -> set[str]:
    """Return the paths of all files there, from the top of the tree."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_program_and_no_centre(given_away: Path) -> None:
    with ZipFile(given_away / WHEEL) as wheel:
        held = set(wheel.namelist())
    written = files_under("webapp")
    guide = {f"webapp/guide/{one.removeprefix('docs/guide/')}" for one in files_under("docs/guide")}
    about = {one for one in held if one.startswith(f"single_point-{VERSION}.dist-info/")}
    assert held == written | guide | about | {"webapp/schema.sql"}
    assert f"single_point-{VERSION}.dist-info/licenses/LICENSE" in about


def test_it_says_its_version_and_runs_from_its_own_files(program: Path, tmp_path: Path) -> None:
    assert ran(program, "--version", at=tmp_path) == f"single-point {VERSION}\n"
    where = ran(
        program.with_name("python"), "-Ic", "import webapp; print(*webapp.__path__)", at=tmp_path
    )
    assert where.startswith(str(program.parent.parent))


def test_the_demonstration_centre_is_served_from_it(served: Server) -> None:
    with httpx.Client(base_url=served.address, trust_env=False, timeout=30) as client:
        page = client.get("/sign-in")
        assert page.status_code == 200
        assert "Sign in to Riverside" in page.text
        assert client.get("/static/css/kit.css").status_code == 200


def test_the_latest_released_changes_are_those_of_this_version() -> None:
    sections = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1:]
    released = [section for section in sections if not section.startswith("Unreleased\n")]
    assert released[0].startswith(f"{VERSION} (")
