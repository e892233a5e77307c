"""Bodies sent to do harm to the running server: too large, too slow, or far larger when
unpacked.
"""

import contextlib
import io
import shutil
import socket
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.accounts.attacked import digest, memory, raw, request, status, watched
from tests.conftest import CAST
from tests.page import Browser, Page
from tests.real_server import Server, serving
from webapp.accounts.sessions.session import form_token
from webapp.spreadsheets import writer

MEGABYTE = 1_000_000
FORM = "Content-Type: application/x-www-form-urlencoded"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml"'
    ' Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet"/></Relationships>'
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas'
    '.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{}" sheetId="1"'
    ' r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row'
    ' r="1">'
    '<c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData></worksheet>'
)
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{one} '{f'&a{one - 1};' * 10}'>" for one in range(1, 11))
    + "]>"
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY out SYSTEM 'file:///etc/passwd'>]>"


@pytest.fixture
def me(server: Server, browse: Callable[..., Browser]) -> Browser:
    one = browse(server)
    one.sign_in(*CAST["administrator"])
    return one


def cookie(me: Browser) -> str:
    return f"Cookie: single_point={me.client.cookies['single_point']}"


def workbook(
    sheet: str | bytes, book: str | bytes = WORKBOOK.format("People"), **more: str
) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        for name, text in more.items():
            archive.writestr(f"xl/{name}.xml", text)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return packed.getvalue()


def bomb(name: str, *beside: tuple[str, str], unpacked: int) -> bytes:
    """A zip in which one file, of the same letter throughout, is many times the zip's own size."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for other, text in beside:
            archive.writestr(other, text)
        with archive.open(name, "w", force_zip64=True) as part:
            for _ in range(unpacked // MEGABYTE):
                part.write(b" " * MEGABYTE)
    return packed.getvalue()


def upload(me: Browser, to: str, field: str, content: bytes, name: str) -> Page:
    reply = me.client.post(to, data={"form_token": me.form_token}, files={field: (name, content)})
    return Page(reply)


def test_a_workbook_that_unpacks_to_a_gigabyte_is_refused(server: Server, me: Browser) -> None:
    beside = [
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", WORKBOOK.format("People")),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
    ]
    content = bomb("xl/worksheets/sheet1.xml", *beside, unpacked=1000 * MEGABYTE)
    assert len(content) < 2 * MEGABYTE
    before = digest(server.file)
    with watched(server) as grown:
        page = upload(me, "/candidates/uploads", "file", content, "bomb.xlsx")
    assert page.status == 422
    assert "larger than 150 MB" in page.text
    assert digest(server.file) == before
    assert max(grown) < 400 * MEGABYTE


def test_an_edition_that_unpacks_to_a_gigabyte_is_refused(server: Server, me: Browser) -> None:
    content = bomb("units.csv", unpacked=1000 * MEGABYTE)
    before = digest(server.file)
    with watched(server) as grown:
        page = upload(me, "/catalogue/edition", "files", content, "bomb.zip")
    assert page.status == 422
    assert "more than 50 MB" in page.text
    assert digest(server.file) == before
    assert max(grown) < 250 * MEGABYTE


PARTS = {
    "laughs in the sheet": workbook(LAUGHS + SHEET.format("&a10;")),
    "laughs in the workbook": workbook(SHEET.format("x"), LAUGHS + WORKBOOK.format("&a10;")),
    "laughs in the workbook, in another encoding": workbook(
        SHEET.format("x"), (LAUGHS + WORKBOOK.format("&a10;")).encode("utf-16")
    ),
    "laughs in the shared texts": workbook(
        SHEET.format("x"), sharedStrings=f"{LAUGHS}<sst><si><t>&a10;</t></si></sst>"
    ),
    "laughs in another encoding": workbook((LAUGHS + SHEET.format("&a10;")).encode("utf-16")),
    "a file outside in the sheet": workbook(OUTSIDE + SHEET.format("&out;")),
    "a file outside in the workbook": workbook(
        SHEET.format("x"), OUTSIDE + WORKBOOK.format("&out;")
    ),
}


@pytest.mark.parametrize("content", PARTS.values(), ids=PARTS)
def test_a_workbook_that_swells_or_reaches_outside_is_refused(
    server: Server, me: Browser, content: bytes
) -> None:
    before = digest(server.file)
    with watched(server) as grown:
        page = upload(me, "/candidates/uploads", "file", content, "people.xlsx")
    assert page.status == 422
    assert "root:" not in page.reply.text
    assert "haha" not in page.reply.text
    assert digest(server.file) == before
    assert max(grown) < 100 * MEGABYTE


FULL = {
    "merges": SHEET.format("x").replace(
        "</worksheet>", '<mergeCell ref="A1:A2"/>' * 900_000 + "</worksheet>"
    ),
    "cells": SHEET.format("x")
    .replace("</row>", '<c t="str"><v></v></c>' * 200 + "</row>")
    .replace(
        "</sheetData>",
        ('<row><c t="str"><v/></c>' + '<c t="str"><v>x</v></c>' * 199 + "</row>") * 5_000
        + "</sheetData>",
    ),
}


@pytest.mark.parametrize("sheet", FULL.values(), ids=FULL)
def test_a_small_workbook_full_of_things_takes_no_memory_of_the_server(
    server: Server, me: Browser, sheet: str
) -> None:
    # Read like any other by the library: what it takes is not the server's.
    content = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(writer.xlsx_of(["A"], [], "Year 12")))
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in whole.namelist():
            archive.writestr(name, sheet if name.endswith("sheet1.xml") else whole.read(name))
    assert len(content.getvalue()) < 400_000
    with watched(server) as grown:
        page = upload(me, "/candidates/uploads", "file", content.getvalue(), "full.xlsx")
    assert page.status == 422
    assert max(grown) < 60 * MEGABYTE


@pytest.mark.parametrize(
    "to", ["/candidates/uploads", "/catalogue/edition", "/sign-in", "/sign-out"]
)
def test_a_declared_gigabyte_is_refused_before_it_is_read(
    server: Server, me: Browser, to: str
) -> None:
    before = digest(server.file)
    said = raw(
        server, request(f"POST {to}", cookie(me), FORM, f"Content-Length: {1000 * MEGABYTE}")
    )
    assert status(said) == 413
    assert digest(server.file) == before


@pytest.mark.parametrize("to", ["/candidates/uploads", "/sign-in", "/sign-out"])
def test_an_endless_body_is_cut_off_at_the_limit(server: Server, me: Browser, to: str) -> None:
    before, sent = digest(server.file), 0
    chunk = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
    with (
        watched(server) as grown,
        socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection,
    ):
        connection.sendall(request(f"POST {to}", cookie(me), FORM, "Transfer-Encoding: chunked"))
        try:
            while sent < 1000 * MEGABYTE:
                connection.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
    assert sent < 40 * MEGABYTE
    assert max(grown) < 60 * MEGABYTE
    assert digest(server.file) == before
    assert me.get("/support").status == 200


def test_nothing_of_a_strangers_is_read(server: Server) -> None:
    body = b"a" * 500_000
    for more in ([], ["Cookie: single_point=made-up"]):
        headers = (*more, FORM, f"Content-Length: {len(body)}")
        # The body never comes, and the answer doesn't wait for it.
        said = raw(server, request("POST /candidates/uploads", *headers))
        assert status(said) == 303


def test_slow_bodies_are_cut_off_and_hold_up_nobody(server: Server, me: Browser) -> None:
    before = digest(server.file)
    headers = (cookie(me), FORM, "Content-Length: 100000")
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(40)]
    for one in slow:
        one.sendall(request("POST /sign-out", *headers, body=b"form_token="))
    started = time.monotonic()
    while time.monotonic() - started < 31:
        asked = time.monotonic()
        assert me.get("/support").status == 200
        assert time.monotonic() - asked < 10
        for one in slow:
            with contextlib.suppress(OSError):
                one.sendall(b"a")
        time.sleep(1)
    for one in slow:
        assert one.recv(65536).startswith(b"HTTP/1.1 408 ")
        one.close()
    assert digest(server.file) == before


def test_many_large_forms_at_once_take_no_more_memory_than_they_may(
    server: Server, me: Browser
) -> None:
    body = b"form_token=" + form_token("x").encode() + b"&email=" + b"a" * 1_900_000
    headers = (cookie(me), FORM, f"Content-Length: {len(body)}")
    held = memory(server)
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(20)]
    for one in slow:
        one.sendall(request("POST /sign-out", *headers, body=body[:-1]))
    time.sleep(1)
    assert memory(server) - held < 20 * 6 * MEGABYTE
    for one in slow:
        one.close()
    assert me.get("/support").status == 200


TRAILED = b"1\r\na\r\n0\r\n%b\r\n"


def with_trailers(to: str, *trailers: str) -> bytes:
    """A chunked request with these lines behind its body."""
    lines = "".join(f"{one}\r\n" for one in trailers).encode()
    return request(f"POST {to}", FORM, "Transfer-Encoding: chunked", body=TRAILED % lines)


@pytest.mark.parametrize("words", [(), ("--proxy", "127.0.0.1")], ids=["alone", "behind a proxy"])
def test_what_stands_behind_a_body_counts_for_nothing(
    built_demonstration: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = Path(shutil.copy(built_demonstration, tmp_path / "centre.db"))
    for serve in serving(tmp_path):
        server = serve(file, words=("--no-backups", *words))
        plain = raw(server, with_trailers("/sign-in"))
        assert status(plain) == 403
        for one in (
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: evil.example",
            "Host: evil.example",
            "X-Forwarded-For: 203.0.113.9",
            "Sec-Fetch-Site: cross-site",
        ):
            said = raw(server, with_trailers("/sign-in", one))
            assert status(said) == 403, one
            assert b"strict-transport-security" not in said.lower()


@pytest.mark.parametrize("to", ["/sign-in", "/first-visit", "/invitation/made-up"])
def test_a_strangers_form_may_be_small_only(server: Server, to: str) -> None:
    body = b"a=&" * 5_400
    assert len(body) < 16 * 1024
    assert status(
        raw(server, request(f"POST {to}", FORM, f"Content-Length: {len(body)}", body=body))
    ) in (303, 403)
    for size in (16 * 1024 + 1, 1_900_000):
        # The body never comes, and the answer doesn't wait for it.
        said = raw(
            server,
            request(f"POST {to}", "Cookie: single_point=made-up", FORM, f"Content-Length: {size}"),
        )
        assert status(said) == 413


def test_a_form_of_very_many_fields_is_refused_before_they_are_told_apart(
    server: Server, me: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = f"form_token={me.form_token}&title=Made+here"
    for more, expected in ((49_000, 303), (60_000, 413)):
        body = (token + "&a=" * more).encode()
        said = raw(
            server,
            request(
                "POST /candidates/groups",
                cookie(me),
                FORM,
                f"Content-Length: {len(body)}",
                body=body,
            ),
        )
        assert status(said) == expected
