"""A typeface on paper: the characters it has, how words are set in it, and what a PDF needs of
it.
"""

import struct
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import pydyf
import uharfbuzz

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD = "NotoSans-2.015-Regular.ttf", "NotoSans-2.015-Bold.ttf"
EM = 1000
_AT_ONCE = 100
_SYMBOLIC = 4
_STEMS = {REGULAR: 90, BOLD: 150}


class Glyph(NamedTuple):
    """Where it stands and how far it leads, in thousandths of the type's size; what text it
    shows.
    """

    number: int
    advance: int
    right: int
    up: int
    text: str


class Typeface:
    """One font file, read once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(FOLDER / file))
        self._font = uharfbuzz.Font(self._face)
        self._font.scale = (EM, EM)
        self._says = {self._font.get_nominal_glyph(code): chr(code) for code in self._face.unicodes}
        self._has = frozenset(self._says.values())
        # A cell is measured, broken into lines and set, one soon after the other.
        self._glyphs = lru_cache(maxsize=64)(self._shaped)

    def lacks(self, text: str) -> str:
        """The characters of the text that it cannot draw, each once."""
        missing = (c for c in text if c not in self._has and unicodedata.category(c) != "Cf")
        return "".join(dict.fromkeys(missing))

    def glyphs(self, text: str) -> tuple[Glyph, ...]:
        """The text as it is drawn, from left to right, accents where they belong."""
        return self._glyphs(text)

    def _shaped(self, text: str) -> tuple[Glyph, ...]:
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        # Letters stay what a search looks for: not joined, and taken apart only under loose
        # accents.
        loose = any(unicodedata.category(c)[0] == "M" for c in text)
        uharfbuzz.shape(self._font, buffer, {"liga": False, "ccmp": loose})
        starts = sorted({one.cluster for one in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        return tuple(
            Glyph(
                one.codepoint,
                at.x_advance,
                at.x_offset,
                at.y_offset,
                self._says.get(one.codepoint, text[one.cluster : ends[one.cluster]]),
            )
            for one, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def spells(self, text: str) -> bool:
        """Whether the glyphs, one after the other, say the text by themselves."""
        glyphs = self.glyphs(text)
        return "".join(one.text for one in glyphs if one.number) == text and not any(
            one.right or one.up for one in glyphs
        )

    def width(self, text: str) -> float:
        """How wide the text is, as a share of the type's size."""
        return sum(glyph.advance for glyph in self.glyphs(text)) / EM

    def advance(self, number: int) -> int:
        """How far a PDF moves on after this glyph by itself."""
        return int(self._font.get_glyph_h_advance(number))

    def embed(self, pdf: pydyf.PDF, shown: Mapping[int, str]) -> pydyf.Dictionary:
        """Add as much of the typeface to the file as these glyphs need; shown is what each one
        says.
        """
        part = pydyf.Stream([self._part(shown)], compress=True)
        meaning = pydyf.Stream([_meaning(shown)], compress=True)
        name = f"/SINGLE+{self.file.removesuffix('.ttf').replace('.', '-')}"
        extents = self._font.get_font_extents("ltr")
        descriptor = pydyf.Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": _SYMBOLIC,
                "ItalicAngle": 0,
                "FontBBox": pydyf.Array(self._box()),
                "Ascent": extents.ascender,
                "Descent": extents.descender,
                "CapHeight": extents.ascender,
                "StemV": _STEMS[self.file],
            }
        )
        widths = pydyf.Array(f"{one} [{self.advance(one)}]" for one in sorted(shown))
        inner = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "W": widths,
                "DW": EM,
                "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
                "CIDToGIDMap": "/Identity",
            }
        )
        for one in (part, meaning, descriptor, inner):
            pdf.add_object(one)
        descriptor["FontFile2"], inner["FontDescriptor"] = part.reference, descriptor.reference
        font = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([inner.reference]),
                "ToUnicode": meaning.reference,
            }
        )
        pdf.add_object(font)
        return font

    def _part(self, shown: Mapping[int, str]) -> bytes:
        wanted = uharfbuzz.SubsetInput()
        wanted.glyph_set.update(shown)
        wanted.flags = (
            uharfbuzz.SubsetFlags.RETAIN_GIDS
            | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
            | uharfbuzz.SubsetFlags.NO_HINTING
            | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        # How glyphs combine is settled before the file is written.
        wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in (b"GSUB", b"GPOS", b"GDEF"))
        return bytes(uharfbuzz.subset(self._face, wanted).blob.data)

    def _box(self) -> list[int]:
        units = struct.unpack_from(">H", self._face.reference_table("head").data, 18)[0]
        box = struct.unpack_from(">4h", self._face.reference_table("head").data, 36)
        return [side * EM // units for side in box]


def _meaning(shown: Mapping[int, str]) -> bytes:
    """The table by which a reader turns glyphs back into text."""
    pairs = [
        f"<{one:04x}> <{text.encode('utf-16-be').hex()}>"
        for one, text in sorted(shown.items())
        if text
    ]
    blocks = [pairs[first : first + _AT_ONCE] for first in range(0, len(pairs), _AT_ONCE)]
    lines = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CMapName /Meaning def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *lines,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()


@cache
def typeface(file: str) -> Typeface:
    """REGULAR or BOLD."""
    return Typeface(file)
