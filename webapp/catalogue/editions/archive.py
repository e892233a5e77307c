"""The files of an edition as a person sends them: a zip, or CSV files one by one."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from webapp.catalogue.editions.edition_reader import FILES, BadEdition, decoded
from webapp.spreadsheets import zip_limits

MOST_BYTES = 10_000_000
MOST_UNPACKED = 50_000_000
NAMES = ", ".join(FILES)
# zipfile raises RuntimeError for a password and NotImplementedError for strong encryption.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
)
# A browser that saves a file again calls it units (1).csv.
_COPY = re.compile(r" ?\([0-9]{1,3}\)(?=\.[a-z]+$)")


def read(sent: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The text of each file of an edition, by its name. Raises BadEdition.

    sent holds names and contents. In a zip other files are passed over, outside they are refused.
    """
    found: dict[str, str] = {}
    for name, content in sent:
        zipped = content.startswith(b"PK\x03\x04")
        parts = _unpacked(name, content) if zipped else [(_told(name), content)]
        for part, inside in parts:
            if part in found:
                raise BadEdition([f"{part} is there twice: send it once."])
            found[part] = decoded(part, inside)
    if not found:
        raise BadEdition([f"None of the files of an edition is there: {NAMES}."])
    return found


def _told(name: str) -> str:
    base = _COPY.sub("", re.split(r"[/\\]", name)[-1].lower())
    if base not in FILES:
        raise BadEdition([f"{name} is none of the files of an edition. They are called {NAMES}."])
    return base


def _unpacked(name: str, content: bytes) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            zip_limits.check_members(archive)
            for one in archive.infolist():
                path = one.filename.replace("\\", "/")
                if path.startswith("/") or ".." in path.split("/") or ":" in path:
                    raise BadEdition([f"{name} holds a file with a path out of it, {path}."])
                base = path.rpartition("/")[2].lower()
                if base not in FILES or path.startswith("__MACOSX/"):
                    continue
                room = MOST_UNPACKED - sum(len(inside) for _, inside in found)
                inside = zip_limits.unpack(archive, one, room)
                found.append((base, inside))
    except zip_limits.TooLarge as problem:
        raise BadEdition(
            [f"{name} holds more than 50 MB, or very many files: an edition is smaller."]
        ) from problem
    except DAMAGED as problem:
        said = f"{name} cannot be unpacked: it is damaged, or has a password. Make a new zip."
        raise BadEdition([said]) from problem
    return found
