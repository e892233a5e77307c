"""Files that people take away and files that they send."""

import re
from collections.abc import Iterator

from litestar import Response
from litestar.datastructures import UploadFile
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Stream

TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(name: str, content: bytes) -> Response[bytes]:
    """A file to keep. Its name, which must not name a person, ends in .csv, .xlsx, .json or
    .pdf.
    """
    return Response(content, media_type=_type(name), headers=_kept(name))


def stream(name: str, pieces: Iterator[bytes]) -> Stream:
    """The same for a file that is too long to be held at once; each piece is made in a thread."""
    return Stream(pieces, media_type=_type(name), headers=_kept(name))


def _type(name: str) -> str:
    return TYPES[name.rpartition(".")[2]]


def _kept(name: str) -> dict[str, str]:
    # Part of a name may come from a title, in which a quote or a line's end would write headers.
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    return {"cache-control": "no-store", "content-disposition": f'attachment; filename="{plain}"'}


async def close_files(request: HTMXRequest) -> None:
    """Let go of the files that a form has brought."""
    for one in (await request.form()).values():
        if isinstance(one, UploadFile):
            await one.close()
