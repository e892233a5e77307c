"""Workbooks made to take all memory or time: refused in words, in a process of their own."""

import asyncio
import io
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from litestar.exceptions import ClientException

from tests.candidates.uploads import upload
from tests.page import Browser
from webapp.candidates.imports import pages_upload
from webapp.candidates.imports import routes as pages_sheet
from webapp.catalogue.editions import archive, edition_reader
from webapp.spreadsheets import sheet, writer, zip_limits, zip_parts
from webapp.spreadsheets import worker as sheet_worker

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
PEOPLE = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Surname</t></is></c><c r="B1"'
    ' t="inlineStr"><is><t>DOB</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Novak</t></is></c><c r="B2"'
    ' t="inlineStr"><is><t>27/3/2008</t></is></c></row>'
)
SHEET = HEAD + PEOPLE + TAIL


WHOLE = zipfile.ZipFile(io.BytesIO(writer.xlsx_of(["A"], [], "Year 12")))
BOOK = WHOLE.read("xl/workbook.xml").decode()


def workbook(sheet_xml: str, workbook: str = BOOK, **others: str) -> bytes:
    """A workbook of these parts of XML, packed as small as can be."""
    parts = {f"xl/{name}.xml": xml for name, xml in {**others, "workbook": workbook}.items()}
    parts["xl/worksheets/sheet1.xml"] = sheet_xml
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in dict.fromkeys([*WHOLE.namelist(), *parts]):
            archive.writestr(name, parts[name] if name in parts else WHOLE.read(name))
    return made.getvalue()


def child(does: str) -> tuple[str, ...]:
    """A reader that does something else than to read."""
    return (
        sys.executable,
        "-P",
        "-c",
        f"from webapp.spreadsheets import worker as p; {does}; p.main()",
    )


def refusal(content: bytes) -> str:
    with pytest.raises(sheet.BadSheet) as refused:
        sheet.read(content)
    return str(refused.value)


def test_it_works() -> None:
    assert sheet.read(workbook(SHEET)).rows == [(2, ["Novak", "27/3/2008"])]


def test_twenty_thousand_rows_of_thirty_columns_are_read_within_the_limits() -> None:
    letters = [
        chr(ord("A") + one) if one < 26 else f"A{chr(ord('A') + one - 26)}" for one in range(30)
    ]
    rows = "".join(
        f'<row r="{at}">'
        + "".join(f'<c r="{one}{at}" t="s"><v>{at % 5_000}</v></c>' for one in letters)
        + "</row>"
        for at in range(3, 20_002)
    )
    texts = "".join(f"<si><t>An invented word {one}</t></si>" for one in range(5_000))
    read = sheet.read(workbook(HEAD + PEOPLE + rows + TAIL, sharedStrings=f"<sst>{texts}</sst>"))
    assert len(read.rows) == 20_000
    assert read.rows[-1] == (20_001, ["An invented word 1"] * 30)


SWELLING = {
    "sheets": workbook(SHEET, BOOK.replace("</sheets>", "<sheet/>" * 400_000 + "</sheets>")),
    "listed sheets": workbook(SHEET, BOOK.replace("</sheets>", "<sheet/>" * 5_001 + "</sheets>")),
    "styles": workbook(SHEET, styles="<styleSheet>" + "<xf/>" * 4_100_000 + "</styleSheet>"),
    "merges": workbook(
        SHEET.replace("</worksheet>", '<mergeCell ref="A1:A2"/>' * 20_001 + "</worksheet>")
    ),
    "a part a thousand times its size": workbook(HEAD + " " * 20_000_000 + PEOPLE + TAIL),
}


@pytest.mark.parametrize("content", SWELLING.values(), ids=SWELLING)
def test_what_swells_is_refused_by_counting(content: bytes) -> None:
    assert len(content) < 140_000
    said = refusal(content)
    assert "damaged" not in said
    assert "memory or time" not in said
    assert any(words in said for words in ("new workbook", "merging away", "not needed"))


HARMLESS = {
    "depth of the sheet": workbook(HEAD + PEOPLE + "<a>" * 1_000 + "</a>" * 1_000 + TAIL),
    "attributes": workbook(
        SHEET.replace("<worksheet", "<worksheet " + " ".join(f"a{one}='1'" for one in range(1_000)))
    ),
    "shared texts": workbook(SHEET, sharedStrings="<sst>" + "<si/>" * 1_500_001 + "</sst>"),
    "rows": workbook(HEAD + PEOPLE + "<row/>" * 1_000_000 + TAIL),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_row_is_read_past(content: bytes) -> None:
    assert sheet.read(content).rows == [(2, ["Novak", "27/3/2008"])]


def test_a_workbook_of_very_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_limits, "MAX_MEMBERS", 3)
    with pytest.raises(sheet.BadSheet, match="out of all proportion"):
        zip_parts.unpack(workbook(SHEET))


def packed_otherwise(method: int, names: list[tuple[str, str]], size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, text in names[:-1]:
            made.writestr(name, text)
        made.writestr(names[-1][0], names[-1][1] * size, compress_type=method)
    return packed.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_unpacks_everything_at_once_is_not_used(
    method: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred bytes of these can hold a megabyte, and no spreadsheet program writes them."""
    edition = packed_otherwise(method, [("units.csv", " ")], 1_000_000)
    parts = [
        (name, WHOLE.read(name).decode()) for name in WHOLE.namelist() if not name.startswith("[")
    ]
    book = packed_otherwise(method, [*parts, ("[Content_Types].xml", " ")], 1_000_000)
    opened = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *what, **more: opened.append(what))
    with pytest.raises(edition_reader.BadEdition, match="cannot be unpacked"):
        archive.read([("edition.zip", edition)])
    with pytest.raises(zipfile.BadZipFile, match="compression method"):
        zip_parts.unpack(book)
    assert opened == []


def test_what_unpacks_out_of_proportion_is_refused_by_what_the_zip_says_of_it() -> None:
    edition = packed_otherwise(zipfile.ZIP_DEFLATED, [("units.csv", " ")], 30_000_000)
    with pytest.raises(edition_reader.BadEdition, match="an edition is smaller"):
        archive.read([("edition.zip", edition)])


def test_memory_ends_with_the_limit_and_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        return
    takes = "p.workbook.read = lambda content: bytearray(2 * p.MAX_MEMORY_BYTES)"
    monkeypatch.setattr(sheet_worker, "_COMMAND", child(takes))
    assert "more memory or time than a workbook may" in refusal(workbook(SHEET))


@pytest.mark.parametrize("end", ["9", "6", "11"])
def test_a_reader_that_is_ended_from_outside_is_said_so_too(
    end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_worker, "_COMMAND", child(f"import os; os.kill(os.getpid(), {end})"))
    assert "more memory or time than a workbook may" in refusal(workbook(SHEET))


def test_time_ends_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = "p.MAX_CPU_SECONDS = 1; p.workbook.read = lambda content: sum(iter(int, 1))"
    monkeypatch.setattr(sheet_worker, "_COMMAND", child(turns))
    assert "more memory or time than a workbook may" in refusal(workbook(SHEET))


def test_nobody_waits_for_a_reader_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_worker, "MAX_SECONDS", 0.3)
    monkeypatch.setattr(sheet_worker, "_COMMAND", child("import time; time.sleep(600)"))
    assert "more memory or time than a workbook may" in refusal(workbook(SHEET))


def test_a_large_workbook_is_sent_whole_to_a_reader_that_begins_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late = (
        "import time; time.sleep(1); p.workbook.read = lambda content: p.Grid([(1,"
        " [str(len(content))])])"
    )
    monkeypatch.setattr(sheet_worker, "_COMMAND", child(late))
    assert sheet_worker.read(b"x" * 5_000_000).rows == [(1, ["5000000"])]


class Gone:
    """A request whose browser has ended the connection."""

    async def receive(self) -> dict[str, Any]:
        await asyncio.sleep(0.3)
        return {"type": "http.disconnect"}


def test_stop_in_the_browser_ends_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_worker, "_COMMAND", child("import time; time.sleep(600)"))
    ended, answer = [], sheet_worker._answer

    def remembering(reader: Any, *what: Any) -> bytes:
        ended.append(reader)
        return answer(reader, *what)

    monkeypatch.setattr(sheet_worker, "_answer", remembering)

    async def reading() -> None:
        await pages_upload._read(Gone(), workbook(SHEET), pages_sheet.CANDIDATES)  # type: ignore[arg-type]

    # In a thread of its own: Playwright's loop may run in this one.
    with ThreadPoolExecutor(1) as pool, pytest.raises(ClientException):
        pool.submit(lambda: asyncio.run(reading())).result()
    (reader,) = ended
    assert reader.returncode == -9


def test_a_workbook_whose_sender_left_before_its_turn_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = threading.Event()
    stop.set()
    monkeypatch.setattr(
        sheet_worker.subprocess, "Popen", lambda *what, **more: pytest.fail("It was read.")
    )
    with pytest.raises(sheet_worker.Stopped):
        sheet.read(workbook(SHEET), stop=stop)


def test_workbooks_are_read_one_at_a_time_and_texts_meanwhile(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, read = [], sheet_worker.read
    monkeypatch.setattr(
        sheet_worker,
        "read",
        lambda *what: threads.append(threading.current_thread().name) or read(*what),
    )
    upload(officer, workbook(SHEET), "people.xlsx")
    assert sheet_worker.WORKBOOKS._max_workers == 1
    assert [name.partition("_")[0] for name in threads] == ["workbook"]
    held = sheet_worker.WORKBOOKS.submit(time.sleep, 1)
    assert upload(
        officer, b"Surname,Forenames,DOB,Gender\nNovak,Jan,27/3/2008,M\n"
    ).heading.startswith("Check the sheet")
    assert not held.done()
