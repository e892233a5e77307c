"""The XML inside a workbook, read by expat without document types, which can make it swell."""

from xml.parsers import expat

from webapp.spreadsheets.grid import DAMAGED, BadSheet


def create_parser() -> expat.XMLParserType:
    """Return a parser that raises BadSheet for a document type, and ExpatError when damaged."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    return parser


def list_attributes(xml: bytes, tag: str) -> list[dict[str, str]]:
    """Return the attributes of each element with this tag, whatever its prefix, in their order."""
    elements: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            elements.append(attributes)

    parser = create_parser()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return elements


def _refuse_doctype(_name: str, _system: str | None, _public: str | None, _subset: bool) -> None:
    """A document type can multiply a small text endlessly, and no workbook has one."""
    raise BadSheet(DAMAGED)
