"""The XML inside a workbook, read piece by piece and without what can make it swell."""

from xml import sax
from xml.sax.handler import ContentHandler, LexicalHandler, property_lexical_handler

from webapp.candidates.sheet_grid import DAMAGED, BadSheet

_CHUNK = 1_000_000


def parse(content: bytes, handler: ContentHandler) -> None:
    """Tell the handler what stands in the XML. Raises SAXException when damaged, and BadSheet."""
    parser = sax.make_parser()
    parser.setContentHandler(handler)
    parser.setProperty(property_lexical_handler, _NoDoctype())
    for place in range(0, len(content), _CHUNK):
        parser.feed(content[place : place + _CHUNK])
    parser.close()


class _NoDoctype(LexicalHandler):
    """A document type can multiply a small text endlessly, and no workbook has one."""

    def startDTD(self, name: str, public_id: str | None, system_id: str | None) -> None:
        raise BadSheet(DAMAGED)
