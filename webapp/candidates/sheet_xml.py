"""The XML inside a workbook, read piece by piece and without what can make it swell."""

from typing import Any
from xml import sax
from xml.sax.handler import ContentHandler, LexicalHandler, property_lexical_handler

from webapp.candidates.sheet_grid import DAMAGED, BadSheet

MAX_DEPTH = 50
MAX_ATTRIBUTES = 200
MAX_ELEMENTS = 12_000_000
"""Of one part; a sheet of as many cells as are read has about as many."""
MAX_LISTED = 5_000
_CHUNK = 1_000_000
_TOO_MUCH = (
    "There is far more in it than rows: formats, empty cells or lists that nobody sees. Copy the"
    " rows"
    " into a new workbook, as values only, and save that."
)


def parse(content: bytes, handler: ContentHandler) -> None:
    """Tell the handler what stands in the XML. Raises SAXException when damaged, and BadSheet."""
    parser = sax.make_parser()
    parser.setContentHandler(handler)
    parser.setProperty(property_lexical_handler, _NoDoctype())
    for place in range(0, len(content), _CHUNK):
        parser.feed(content[place : place + _CHUNK])
    parser.close()


class Bounded(ContentHandler):
    """What every part may be: so deep and so long. Whoever reads one says what to do with start and
    end.
    """

    def __init__(self, max_elements: int = MAX_ELEMENTS) -> None:
        self.room, self.depth = max_elements, 0

    def start(self, tag: str, attributes: Any) -> None:
        """An element begins; its tag is without a prefix."""

    def end(self, tag: str) -> None:
        """An element ends; its tag is without a prefix."""

    def startElement(self, name: str, attrs: Any) -> None:
        self.room -= 1
        self.depth += 1
        if self.room < 0 or self.depth > MAX_DEPTH or len(attrs) > MAX_ATTRIBUTES:
            raise BadSheet(_TOO_MUCH)
        self.start(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:
        self.depth -= 1
        self.end(name.rpartition(":")[2])


class Attributes(Bounded):
    """The attributes of each element with a tag, in their order."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.elements: list[dict[str, str]] = []

    def start(self, tag: str, attributes: Any) -> None:
        if tag == self.tag:
            if len(self.elements) == MAX_LISTED:
                raise BadSheet(_TOO_MUCH)
            self.elements.append(dict(attributes.items()))


class _NoDoctype(LexicalHandler):
    """A document type can multiply a small text endlessly, and no workbook has one."""

    def startDTD(self, name: str, public_id: str | None, system_id: str | None) -> None:
        raise BadSheet(DAMAGED)
