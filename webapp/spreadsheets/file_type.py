"""What a file is, told by its first bytes: no file name is believed."""

from webapp.spreadsheets.grid import BadSheet

_SAVE_AS = "Open it in your spreadsheet program and save it as XLSX or CSV."
_NO_SHEET = "Upload the spreadsheet itself, as XLSX or CSV."
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = {
    b"%PDF": f"This is a PDF, from which no cells can be read. {_NO_SHEET}",
    b"\x89PNG": f"This is a picture. {_NO_SHEET}",
    b"\xff\xd8\xff": f"This is a picture. {_NO_SHEET}",
    b"GIF8": f"This is a picture. {_NO_SHEET}",
    b"II*\0": f"This is a picture. {_NO_SHEET}",
    b"MM\0*": f"This is a picture. {_NO_SHEET}",
    b"{\\rtf": f"This is a text document (RTF). {_NO_SHEET}",
    b"\x1f\x8b": f"This is a compressed file. Unpack it first. {_NO_SHEET}",
    b"7z\xbc\xaf": f"This is a compressed file. Unpack it first. {_NO_SHEET}",
    b"Rar!": f"This is a compressed file. Unpack it first. {_NO_SHEET}",
}


def refuse(content: bytes) -> None:
    """Raise BadSheet for what is neither a zip nor text, and say what it is."""
    if content.startswith(_OLD):
        raise BadSheet(_old(content))
    for beginning, words in _BEGINNINGS.items():
        if content.startswith(beginning):
            raise BadSheet(words)
    if content[:4] == b"RIFF" or content[4:8] == b"ftyp":
        raise BadSheet(f"This is a picture or a film. {_NO_SHEET}")
    start = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise BadSheet(f"This is a web page that was given the name of a spreadsheet. {_SAVE_AS}")
    if start.startswith(b"<?xml"):
        raise BadSheet(f"This is an XML file. {_SAVE_AS}")


def _old(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return (
            "This workbook is protected with a password. Open it in your spreadsheet program,"
            " take the password off, and save it as XLSX."
        )
    if "WordDocument".encode("utf-16-le") in content:
        return f"This is a Word document. {_NO_SHEET}"
    return f"This is an old Excel file (.xls). {_SAVE_AS}"


def refuse_zip(names: set[str]) -> None:
    """Raise BadSheet for a zip that is no XLSX workbook; names are those of its members."""
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise BadSheet(f"This is a binary Excel workbook (.xlsb). {_SAVE_AS}")
    if any(name.endswith(".iwa") or name.startswith(("Index/", "Index.zip")) for name in names):
        raise BadSheet("This is a Numbers file. Export it from Numbers as Excel (XLSX) or CSV.")
    if "content.xml" in names:
        raise BadSheet(f"This is an OpenDocument file (.ods). {_SAVE_AS}")
    if any(name.startswith("word/") for name in names):
        raise BadSheet(f"This is a Word document. {_NO_SHEET}")
    raise BadSheet(f"This is a zip file without a workbook in it. Unpack it first. {_NO_SHEET}")
