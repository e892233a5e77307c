"""Parts of a zip that somebody sent, unpacked within limits: a small file can hold gigabytes."""

import zipfile

MAX_MEMBERS = 10_000
MAX_RATIO = 200
"""How many times its packed size a part may have, when it is large; what people write is packed to
a tenth or so.
"""
LARGE_BYTES = 10_000_000
_CHUNK_BYTES = 1_000_000
# The other methods unpack whatever they were given in one go, however little of it was asked for.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class TooLarge(Exception):
    """A part, or the number of parts, is out of proportion."""


def check_members(archive: zipfile.ZipFile) -> None:
    """Raise TooLarge for a zip of more files than anybody sends."""
    if len(archive.infolist()) > MAX_MEMBERS:
        raise TooLarge


def unpack(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, max_bytes: int) -> bytes:
    """One part, read piece by piece. Raises TooLarge, and what zipfile raises when it is damaged.

    What the zip says of the part's size is checked before, and what comes out of it while it is
    read.
    """
    listed = archive.getinfo(member) if isinstance(member, str) else member
    if listed.compress_type not in _METHODS:
        raise zipfile.BadZipFile(f"compression method {listed.compress_type} is not read")
    _check(listed.file_size, listed.compress_size, max_bytes)
    content = bytearray()
    with archive.open(listed) as part:
        while piece := part.read(_CHUNK_BYTES):
            content += piece
            _check(len(content), listed.compress_size, max_bytes)
    return bytes(content)


def _check(size: int, packed: int, max_bytes: int) -> None:
    if size > max_bytes or (size > LARGE_BYTES and size > MAX_RATIO * packed):
        raise TooLarge
