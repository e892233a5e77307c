"""An XLSX workbook's parts: its first visible sheet with what belongs to it, and nothing else."""

import io
import posixpath
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree

from webapp.candidates import sheet_kind
from webapp.candidates.sheet_grid import DAMAGED, BadSheet

_MOST_UNPACKED = 150_000_000
_TOO_MUCH = (
    "Unpacked it is larger than 150 MB, which is out of all proportion: copy the rows into a new"
    " workbook and save that."
)
_NO_SHEET = "The workbook has no visible sheet with rows: put the rows on its first sheet."
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SHARED_STRINGS = "xl/sharedStrings.xml"
_KEPT = ("[Content_Types].xml", "_rels/.rels", _WORKBOOK, _RELATIONS, "xl/styles.xml")


class Parts(NamedTuple):
    """The first visible sheet: its place and title, the other sheets' titles, and the XML of it."""

    place: int
    title: str
    others: list[str]
    sheet: bytes
    shared_strings: bytes
    workbook: bytes
    """A small workbook made anew of these parts, so that nothing else can be read by mistake."""


def unpack(content: bytes) -> Parts:
    """The parts of a workbook, 150 MB at most. Raises BadSheet, and others when it is damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        sheet_kind.refuse_zip(names)
        parts: dict[str, bytes] = {}
        for name in _KEPT:
            if name in names:
                _take(archive, name, parts)
        targets = _targets(parts[_RELATIONS])
        sheets = [
            (place, sheet.get("name", ""), _target(sheet, targets), sheet.get("state", "visible"))
            for place, sheet in enumerate(_elements(parts[_WORKBOOK], "sheet"))
        ]
        visible = [
            (place, title, target)
            for place, title, target, state in sheets
            if state == "visible" and "chartsheet" not in target and "dialogsheet" not in target
        ]
        if not visible:
            raise BadSheet(_NO_SHEET)
        place, title, target = visible[0]
        _take(archive, target, parts)
        shared = _SHARED_STRINGS
        for one in targets.values():
            shared = one if one.lower().endswith("sharedstrings.xml") else shared
        if shared in names:
            _take(archive, shared, parts)
    others = [title for other, title, _, _ in sheets if other != place]
    return Parts(place, title, others, parts[target], parts.get(shared, b""), _packed(parts))


def _take(archive: zipfile.ZipFile, name: str, parts: dict[str, bytes]) -> None:
    room = _MOST_UNPACKED - sum(map(len, parts.values()))
    with archive.open(name) as part:
        parts[name] = part.read(room + 1)
    if len(parts[name]) > room:
        raise BadSheet(_TOO_MUCH)


def _elements(xml: bytes, tag: str) -> list[ElementTree.Element]:
    # A null byte is another encoding's, in which a document type would not be seen.
    if b"\0" in xml or b"<!" in xml.replace(b"<!--", b""):
        raise BadSheet(DAMAGED)
    return [one for one in ElementTree.fromstring(xml).iter() if one.tag.rpartition("}")[2] == tag]


def _targets(relations: bytes) -> dict[str, str]:
    """Relation → the name of its part in the zip."""
    return {
        one.get("Id", ""): _part_name(one.get("Target", ""))
        for one in _elements(relations, "Relationship")
        if one.get("TargetMode") != "External"
    }


def _part_name(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _target(sheet: ElementTree.Element, targets: dict[str, str]) -> str:
    relation = next((value for name, value in sheet.items() if name.endswith("}id")), "")
    return targets.get(relation, "")


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()
