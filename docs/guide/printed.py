"""A page as it is printed, as a picture."""

import zlib
from pathlib import Path

import pypdfium2 as pdfium
from playwright.sync_api import Page


def take_printed(page: Page, to: Path) -> None:
    """The first sheet of paper of what the page prints."""
    printed = pdfium.PdfDocument(page.pdf(format="A4", print_background=True))
    to.write_bytes(png(printed[0].render(scale=1.3, grayscale=True)))


def png(picture: pdfium.PdfBitmap) -> bytes:
    """A grey picture as a PNG file."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        ending = zlib.crc32(kind + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + kind + content + ending

    grey, wide, high = bytes(picture.buffer), picture.width, picture.height
    rows = (grey[row * picture.stride : row * picture.stride + wide] for row in range(high))
    size = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + bytes((8, 0, 0, 0, 0))
    lines = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, content)
        for kind, content in ((b"IHDR", size), (b"IDAT", lines), (b"IEND", b""))
    )
