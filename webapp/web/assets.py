"""The browser's files: put together and packed once, at addresses that change with what they
hold.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from gzip import compress
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Any, NamedTuple

from litestar import HttpMethod, Request, Response, route
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

STATIC = Path(__file__).parent.parent / "static"
KEPT = "max-age=31536000, public, immutable"
# What every page needs comes in one file of a kind: a browser asks for each file by itself.
TOGETHER = {
    "look.css": ("vendor/govuk-frontend-6.3.0.min.css", "css/kit.css"),
    "work.js": (
        "vendor/htmx-4.0.1.min.js",
        "js/kit.js",
        "js/forms.js",
        "js/session.js",
        "js/password.js",
    ),
}
PACKED = {".css", ".js", ".svg"}
# The guide's folder holds programs too, and any folder may hold what an editor left behind.
SENT = {".css", ".js", ".svg", ".png", ".LICENSE"}


class Asset(NamedTuple):
    """A file as it is, its media type, and packed by gzip, or b"" where that saves nothing."""

    content: bytes
    media_type: str
    packed: bytes


@cache
def address(name: str) -> str:
    """Of one of our own files, such as css/entries.css or look.css."""
    return f"/static/{name}?v={sha256(_own(name).content).hexdigest()[:10]}"


@cache
def _own(name: str) -> Asset:
    return _asset([STATIC / one for one in TOGETHER.get(name, (name,))])


def _asset(paths: Sequence[Path]) -> Asset:
    content = b"\n".join(path.read_bytes() for path in paths)
    packed = compress(content, mtime=0) if paths[0].suffix in PACKED else b""
    return Asset(content, guess_type(paths[0])[0] or "text/plain", packed)


def files_in(folder: Path) -> Iterator[str]:
    """Give the address under /static of each file in a folder that browsers show or run."""
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in SENT and not path.name.startswith("."):
            yield f"/{path.relative_to(folder).as_posix()}"


def sends(*folders: Path) -> HTTPRouteHandler:
    """The route that sends our own files and those of these folders, to everybody."""
    others = {address: folder / address[1:] for folder in folders for address in files_in(folder)}
    ours = set(files_in(STATIC))
    ours |= {f"/{name}" for name in TOGETHER}

    @route(
        "/static/{file_path:path}",
        http_method=[HttpMethod.GET, HttpMethod.HEAD],
        opt={"static": True},
        status_code=200,
    )
    async def send_asset(
        request: Request[Any, Any, Any], file_path: FromPath[Path]
    ) -> Response[bytes]:
        name = file_path.as_posix()
        if name in ours:
            asset = _own(name[1:])
        elif name in others:
            asset = _asset([others[name]])
        else:
            raise NotFoundException
        packs = asset.packed and "gzip" in request.headers.get("accept-encoding", "")
        headers = {"cache-control": KEPT, "vary": "Accept-Encoding"} | (
            {"content-encoding": "gzip"} if packs else {}
        )
        return Response(
            asset.packed if packs else asset.content, media_type=asset.media_type, headers=headers
        )

    return send_asset
