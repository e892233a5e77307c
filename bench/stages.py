"""Where the time of one search goes, in process: the application is called as the server calls it.

.venv/bin/python -m bench.stages FILE
"""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from jinja2 import Template
from litestar import Litestar
from litestar.testing import TestClient

from bench import questions
from bench.running import EMAIL, PASSWORD
from bench.search import AGAIN, FIRST, draft
from bench.table import Section, ms
from tests.page import Browser
from webapp.accounts import guard
from webapp.app import create_app
from webapp.candidates import store_search
from webapp.entries import store_picked
from webapp.html import Fragment
from webapp.settings import Settings

WARM, COUNT = 100, 400
HOST = "127.0.0.1:8000"
STAGES = {
    "session and token": (guard, "_admit"),
    "draft and who is selected": (store_picked, "selected_ids"),
    "search": (store_search, "search"),
    "rendering": (Template, "render"),
    "handing over to the server": (Fragment, "__call__"),
}
REST = "routing, form, dependencies, and the rest"


def measure(file: Path) -> dict[str, dict[str, float]]:
    """Turn of asking → stage → milliseconds of the mean search over all questions."""
    settings = Settings(db=file)
    with TestClient(create_app(settings), base_url=f"http://{HOST}") as client:
        person = Browser(client)
        person.sign_in(EMAIL, PASSWORD)
        cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
        token = person.form_token
    path = f"/entries/drafts/{draft(file)}/candidates/find"
    bodies = [
        urlencode({"form_token": token, "search": words, "added": "any"}).encode()
        for _, words in questions.questions(file, WARM + COUNT)
    ]
    asked = [(_scope(path, cookie, len(body)), body) for body in bodies]
    return asyncio.run(_run(create_app(settings), asked))


async def _run(
    app: Litestar, asked: list[tuple[dict[str, Any], bytes]]
) -> dict[str, dict[str, float]]:
    found = {}
    with _clocks() as spent:
        for turn, these in (("", asked[:WARM]), (FIRST, asked[WARM:]), (AGAIN, asked[WARM:])):
            spent.clear()
            begun = time.perf_counter()
            for scope, body in these:
                await _ask(app, dict(scope, state={}), body)
            whole = time.perf_counter() - begun
            each = 1000 / len(these)
            stages = {stage: spent[stage] * each for stage in STAGES}
            found[turn] = stages | {REST: whole * each - sum(stages.values())}
    del found[""]
    return found


async def _ask(app: Litestar, scope: dict[str, Any], body: bytes) -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] != 200:
            raise RuntimeError(message)

    await app(scope, receive, send)  # type: ignore[arg-type]


@contextmanager
def _clocks() -> Iterator[Counter[str]]:
    spent: Counter[str] = Counter()
    with ExitStack() as patches:
        for stage, (where, name) in STAGES.items():
            timed = _timed(getattr(where, name), stage, spent)
            patches.enter_context(patch.object(where, name, timed))
        yield spent


def _timed(work: Callable[..., Any], stage: str, spent: Counter[str]) -> Callable[..., Any]:
    if asyncio.iscoroutinefunction(work):

        async def timed_later(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return await work(*given, **named)
            finally:
                spent[stage] += time.perf_counter() - begun

        return timed_later

    def timed(*given: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return work(*given, **named)
        finally:
            spent[stage] += time.perf_counter() - begun

    return timed


def _scope(path: str, cookie: str, length: int) -> dict[str, Any]:
    headers = {
        "host": HOST,
        "cookie": cookie,
        "hx-request": "true",
        "origin": f"http://{HOST}",
        "content-type": "application/x-www-form-urlencoded",
        "content-length": str(length),
        "accept-encoding": "gzip",
    }
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), text.encode()) for name, text in headers.items()],
        "client": ("127.0.0.1", 5000),
        "server": ("127.0.0.1", 8000),
        "extensions": {},
    }


def section(found: dict[str, dict[str, float]]) -> Section:
    whole = {turn: sum(stages.values()) for turn, stages in found.items()}
    rows = [
        [
            stage,
            *(
                cell
                for turn, stages in found.items()
                for cell in _cells(stages[stage], whole[turn])
            ),
        ]
        for stage in (*STAGES, REST)
    ]
    return Section(
        "Where a search spends its time",
        (
            "In process, without the server, the mean over all questions; measuring itself costs a"
            " little."
        ),
        ("stage", *(heading for turn in found for heading in (f"asked {turn}", "share"))),
        [*rows, ["all", *(cell for turn in found for cell in _cells(whole[turn], whole[turn]))]],
    )


def _cells(spent: float, whole: float) -> tuple[str, str]:
    return ms(spent), f"{spent / whole:.0%}"


if __name__ == "__main__":
    print(section(measure(Path(sys.argv[1]))).markdown())
