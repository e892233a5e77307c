"""A PDF whose every word belongs to a heading, a paragraph or a cell, so that it can be read
aloud.
"""

import io
from collections.abc import Iterable
from typing import Any, NamedTuple

import pydyf

from webapp.pdf.typeface import BOLD, REGULAR, typeface

A4 = (595.276, 841.89)
MM = 72 / 25.4
_NAMES = {REGULAR: "Regular", BOLD: "Bold"}
_HAIRLINE = 0.5


class Words(NamedTuple):
    """A line of text in a font file's type; x and y are the left end of its baseline in millimetres
    from the page's upper left corner, size is in points."""

    x: float
    y: float
    text: str
    size: float
    font: str = REGULAR


class TaggedPdf:
    """A file of A4 pages. Its title, which readers show, must not name a person."""

    def __init__(self, title: str) -> None:
        self._pdf = pydyf.PDF()
        self._pdf.info["Title"] = pydyf.String(title)
        self._shown: dict[str, dict[int, str]] = {REGULAR: {}, BOLD: {}}
        self._places: list[tuple[pydyf.Dictionary, pydyf.Stream, pydyf.Array]] = []
        self._root = self._added({"Type": "/StructTreeRoot", "K": pydyf.Array()})
        self._document = self.element("Document", self._root)

    def element(
        self, kind: str, within: pydyf.Dictionary | None = None, more: str = ""
    ) -> pydyf.Dictionary:
        """Begin a part of the document: H1, P, Table, TR, TH or TD; more are its attributes."""
        parent = self._document if within is None else within
        one = self._added(
            {"Type": "/StructElem", "S": f"/{kind}", "P": parent.reference, "K": pydyf.Array()}
        )
        parent["K"].append(one.reference)
        if more:
            one["A"] = more
        return one

    def begin_page(self) -> None:
        stream = pydyf.Stream(compress=True)
        self._pdf.add_object(stream)
        page = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": self._pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, *A4]),
                "Contents": stream.reference,
                "StructParents": len(self._places),
                "Tabs": "/S",
            }
        )
        self._pdf.add_page(page)
        self._places.append((page, stream, pydyf.Array()))

    def write(self, element: pydyf.Dictionary, text: str, lines: Iterable[Words]) -> None:
        """Set lines as an element's content; whoever copies or searches finds the text itself."""
        page, stream, belongs = self._places[-1]
        spoken = "" if typeface(REGULAR).spells(text) else f" /ActualText {_text(text)}"
        stream.begin_marked_content(element["S"][1:], f"<</MCID {len(belongs)}{spoken}>>")
        for words in lines:
            self._set(stream, words)
        stream.end_marked_content()
        element["Pg"] = page.reference
        element["K"].append(len(belongs))
        belongs.append(element.reference)

    def rule(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        """Draw boxes of left, top, width and height in millimetres, for the eye alone."""
        stream = self._places[-1][1]
        stream.begin_marked_content("Artifact")
        stream.set_line_width(_HAIRLINE)
        for left, top, width, height in boxes:
            stream.rectangle(left * MM, A4[1] - (top + height) * MM, width * MM, height * MM)
        stream.stroke()
        stream.end_marked_content()

    def content(self) -> bytes:
        """The file; to be asked for once, at the end."""
        fonts = {
            _NAMES[file]: typeface(file).embed(self._pdf, shown).reference
            for file, shown in self._shown.items()
            if shown
        }
        numbers = pydyf.Array()
        for number, (page, _, belongs) in enumerate(self._places):
            page["Resources"] = pydyf.Dictionary({"Font": pydyf.Dictionary(fonts)})
            numbers.extend([number, belongs])
        self._root["ParentTree"] = pydyf.Dictionary({"Nums": numbers})
        self._pdf.catalog |= {
            "StructTreeRoot": self._root.reference,
            "Lang": "(en-GB)",
            "MarkInfo": "<</Marked true>>",
            "ViewerPreferences": "<</DisplayDocTitle true>>",
        }
        file = io.BytesIO()
        self._pdf.write(file, compress=True)
        return file.getvalue()

    def _added(self, values: dict[str, Any]) -> pydyf.Dictionary:
        one = pydyf.Dictionary(values)
        self._pdf.add_object(one)
        return one

    def _set(self, stream: pydyf.Stream, words: Words) -> None:
        font, shown = typeface(words.font), self._shown[words.font]
        stream.begin_text()
        stream.set_font_size(_NAMES[words.font], words.size)
        stream.move_text_to(words.x * MM, A4[1] - words.y * MM)
        pen = at = rise = 0
        parts: list[str] = []
        for glyph in font.glyphs(words.text):
            if glyph.up != rise:
                stream.show_text(" ".join(parts))
                stream.set_text_rise(glyph.up * words.size / 1000)
                parts, rise = [], glyph.up
            if shift := pen + glyph.right - at:
                parts.append(str(-shift))
            parts.append(f"<{glyph.number:04x}>")
            at = pen + glyph.right + font.advance(glyph.number)
            pen += glyph.advance
            # Number 0 is the empty box that stands for everything the font lacks.
            shown.setdefault(glyph.number, glyph.text if glyph.number else "")
        stream.show_text(" ".join(parts))
        if rise:
            stream.set_text_rise(0)
        stream.end_text()


def _text(words: str) -> str:
    return f"<feff{words.encode('utf-16-be').hex()}>"
