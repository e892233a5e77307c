"""An XLSX workbook's parts: its first visible sheet with what belongs to it, and nothing else."""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from webapp.spreadsheets import file_type, zip_limits
from webapp.spreadsheets import xml as sheet_xml
from webapp.spreadsheets.grid import BadSheet

MAX_UNPACKED_BYTES = 150_000_000
MAX_INDEX_BYTES = 2_000_000
"""Of each part that says what else there is: of a workbook as people make it, a few thousand."""
MAX_STYLES_BYTES = 20_000_000
MAX_SHEETS = 5_000
_TOO_MUCH = (
    "Unpacked it is larger than 150 MB, or one of its parts is out of all proportion: copy the rows"
    " into a new workbook and save that."
)
_NO_SHEET = "The workbook has no visible sheet with rows: put the rows on its first sheet."
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SHARED_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_KEPT = ("[Content_Types].xml", "_rels/.rels", _WORKBOOK, _RELATIONS, _STYLES)


class Parts(NamedTuple):
    """The first visible sheet: its place and title, the other sheets' titles, and the XML of it."""

    place: int
    title: str
    others: list[str]
    sheet: bytes
    workbook: bytes
    """A small workbook made anew of these parts, so that nothing else can be read by mistake."""


def unpack(content: bytes) -> Parts:
    """The parts of a workbook, 150 MB at most. Raises BadSheet, and others when it is damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            zip_limits.check_members(archive)
        except zip_limits.TooLarge as problem:
            raise BadSheet(_TOO_MUCH) from problem
        names = set(archive.namelist())
        file_type.refuse_zip(names)
        parts: dict[str, bytes] = {}
        for name in _KEPT:
            if name in names:
                _take(
                    archive, name, parts, MAX_STYLES_BYTES if name == _STYLES else MAX_INDEX_BYTES
                )
        targets = _targets(parts[_RELATIONS])
        sheets = [
            (place, sheet.get("name", ""), _target(sheet, targets), sheet.get("state", "visible"))
            for place, sheet in enumerate(sheet_xml.list_attributes(parts[_WORKBOOK], "sheet"))
        ]
        if len(sheets) > MAX_SHEETS:
            raise BadSheet(_TOO_MUCH)
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
    return Parts(place, title, others, parts[target], _packed(parts))


def _take(
    archive: zipfile.ZipFile,
    name: str,
    parts: dict[str, bytes],
    max_bytes: int = MAX_UNPACKED_BYTES,
) -> None:
    room = MAX_UNPACKED_BYTES - sum(map(len, parts.values()))
    try:
        parts[name] = zip_limits.unpack(archive, name, min(room, max_bytes))
    except zip_limits.TooLarge as problem:
        raise BadSheet(_TOO_MUCH) from problem


def _targets(relations: bytes) -> dict[str, str]:
    """Relation → the name of its part in the zip."""
    return {
        one.get("Id", ""): _part_name(one.get("Target", ""))
        for one in sheet_xml.list_attributes(relations, "Relationship")
        if one.get("TargetMode") != "External"
    }


def _part_name(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _target(sheet: Mapping[str, str], targets: Mapping[str, str]) -> str:
    relation = next((value for name, value in sheet.items() if name.endswith(":id")), "")
    return targets.get(relation, "")


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()
