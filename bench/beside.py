"""What people would use instead, on the same people and with the same questions."""

import os
import signal
import subprocess
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

import click
import httpx

from bench.client import Load, load, page_request
from bench.questions import questions
from tests.real_server import free_port

FOLDER = Path(__file__).with_name("peers")
REQUIREMENTS = FOLDER / "requirements.txt"
GRANIAN = (
    "granian --interface wsgi --http 1 --no-ws --workers 1 --log-level error"
    f" --blocking-threads {os.cpu_count() or 1} --host 127.0.0.1"
)
# Name → command, and the path before the words. Datasette would spend time on proposing facets.
PEERS = {
    "Datasette, trigram index": (
        "datasette data.db --setting suggest_facets off",
        "/data/candidates?_size=50&_search=",
    ),
    "LIKE page in Flask": (f"{GRANIAN} like_app:app", "/find?search="),
    "Django's admin": (
        f"{GRANIAN} django_admin:application",
        "/admin/django_admin/candidate/?q=",
    ),
}
PATIENCE_SECONDS = 30


def environment(folder: Path) -> Path | None:
    """Return the Python of the peers' environment, made in the folder; None if it cannot be."""
    python, stamp = folder / "bin" / "python", folder / REQUIREMENTS.name
    if stamp.exists() and stamp.read_text() == REQUIREMENTS.read_text():
        return python
    try:
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        click.echo(f"The peers are left out, they cannot be installed: {problem}", err=True)
        return None
    stamp.write_text(REQUIREMENTS.read_text())
    return python


def measure(
    file: Path, python: Path, connections: Sequence[int], seconds: float
) -> dict[tuple[str, int], Load]:
    """Return the load by name and number of connections. The file is the peers' own."""
    data = file.with_name("data.db")
    subprocess.run([python, FOLDER / "datasette_file.py", file, data], check=True)
    loads = {}
    for name, (command, path) in PEERS.items():
        words = [str(data) if word == data.name else word for word in command.split()]
        with _serve([python, "-m", *words], file, path) as address:
            requests = [
                page_request(address, path + quote_plus(typed)) for typed in questions(file)
            ]
            for number in connections:
                loads[name, number] = load(address, requests, number, seconds)
    return loads


@contextmanager
def _serve(command: Sequence[str | Path], file: Path, path: str) -> Iterator[str]:
    """Start a peer. Raises RuntimeError unless it shows somebody who is looked for."""
    port = free_port()
    uci = next(typed for typed in questions(file) if len(typed) == 13 and typed[:5].isdigit())
    log = file.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=FOLDER,
            env=os.environ | {"CENTRE_FILE": str(file)},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        transport = httpx.HTTPTransport(retries=9)
        with httpx.Client(transport=transport, trust_env=False, timeout=PATIENCE_SECONDS) as client:
            page = client.get(f"{address}{path}{uci}")
        if page.status_code != 200 or page.text.count(uci) < 2:
            raise RuntimeError(f"{command}: {page.status_code}\n{log.read_text()}")
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        time.sleep(1)
        process.poll() is None and os.killpg(process.pid, signal.SIGKILL)
        process.wait()
