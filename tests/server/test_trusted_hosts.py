"""What stands before the application: known names, proxies, HTTPS and slow bodies."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from litestar.testing import TestClient

from tests.conftest import CAST, TODAY
from tests.page import Browser
from tests.real_server import in_a_loop, in_its_own_time
from webapp.app import create_app
from webapp.cli import main
from webapp.server import body_timeout
from webapp.server.middleware import add_middleware
from webapp.server.run import server_of
from webapp.settings import Settings, read_name, read_proxy

ORDINARY = Settings()
PROXIED = Settings(
    host_names=frozenset({"entries.example.org"}),
    proxies=(read_proxy("10.0.0.0/24"), read_proxy("127.0.0.1")),
)


def call(
    settings: Settings,
    *headers: tuple[str, str],
    peer: str = "127.0.0.1",
    path: str = "/",
    scheme: str = "http",
) -> tuple[int, dict[str, Any], dict[str, str], str]:
    """The status, what reached the application, the reply's headers and its text."""
    reached: dict[str, Any] = {}
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        reached.update(scope)
        cookies = [(b"set-cookie", b"a=b; Path=/"), (b"set-cookie", b"c=d; Secure")]
        await send({"type": "http.response.start", "status": 200, "headers": cookies})
        await send({"type": "http.response.body", "body": b"inside"})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "scheme": scheme,
        "path": path,
        "client": (peer, 1234),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }
    app = add_middleware(application, settings)
    config = server_of(app, settings.host, settings.port, settings.proxies).config
    config.load()
    in_a_loop(config.loaded_app(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], reached, told, sent[1]["body"].decode()


def test_it_works() -> None:
    status, reached, _, text = call(ORDINARY, ("host", "127.0.0.1:8000"))
    assert (status, text) == (200, "inside")
    assert reached["client"] == ("127.0.0.1", 1234)
    assert reached["scheme"] == "http"


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8000", "localhost:65535", "localhost.", "127.0.0.1", "[::1]:80"],
)
def test_this_machines_own_names_are_answered(host: str) -> None:
    assert call(ORDINARY, ("host", host))[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.7", "xn--lcalhost-54a"]
)
def test_another_name_is_refused_in_plain_words(host: str) -> None:
    status, reached, told, text = call(ORDINARY, ("host", host))
    assert status == 421
    assert not reached
    assert "--allow-host" in text
    assert host not in text
    assert told["content-type"].startswith("text/plain")
    assert told["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        [""],
        ["localhost", "localhost"],
        ["localhost", "evil.example"],
        ["localhost, evil.example"],
        ["localhost:"],
        ["localhost:80:80"],
        ["me@localhost"],
        ["localhost/x"],
        ["[::1"],
        ["[evil]"],
        ["localhost\\evil"],
        ["localhost evil"],
        ["é"],
        ["-"],
        ["localhost:99999"],
        ["localhost:65536"],
        ["[::1]:65536"],
        ["localhost:0"],
        ["localhost:00000"],
    ],
)
def test_a_host_that_is_missing_doubled_or_odd_is_refused(hosts: list[str]) -> None:
    status, reached, _, text = call(ORDINARY, *(("host", one) for one in hosts))
    assert status == 400
    assert not reached
    assert "Host" in text


def test_served_on_every_address_it_answers_to_addresses_and_to_names_it_was_told() -> None:
    everywhere = Settings(host="0.0.0.0", host_names=frozenset({"entries.example.org"}))
    for host in ("192.168.1.7:8000", "[fd00::7]", "localhost", "Entries.Example.org"):
        assert call(everywhere, ("host", host))[0] == 200, host
    assert call(everywhere, ("host", "rebound.example"))[0] == 421


@pytest.mark.parametrize(
    "path",
    [
        "/static/a\0b.css",
        "/x\r\nforged: line",
        "/\x7f",
        "/\t",
        "http://localhost/",
        "http://evil.example/",
        "*",
    ],
)
def test_an_address_that_no_page_has_is_refused(path: str) -> None:
    assert call(ORDINARY, ("host", "localhost"), path=path)[0] == 400


def test_an_address_longer_than_any_of_ours_is_refused() -> None:
    assert call(ORDINARY, ("host", "localhost"), path="/" + "a" * 255)[0] == 414
    assert call(ORDINARY, ("host", "localhost"), path="/" + "a" * 254)[0] == 200


FORWARDED = (
    ("host", "entries.example.org"),
    ("x-forwarded-for", "203.0.113.9"),
    ("x-forwarded-proto", "https"),
)


def test_a_proxy_that_was_named_is_believed() -> None:
    _, reached, told, _ = call(PROXIED, *FORWARDED)
    assert reached["client"][0] == "203.0.113.9"
    assert reached["scheme"] == "https"
    assert told["strict-transport-security"] == "max-age=31536000"


def test_hosts_below_are_spoken_for_only_when_the_centre_says_so() -> None:
    settings = replace(PROXIED, hsts_subdomains=True)
    _, _, told, _ = call(settings, *FORWARDED)
    assert told["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "strict-transport-security" not in call(settings, ("host", "localhost"))[2]


def test_nobody_else_is_believed() -> None:
    for settings, peer in ((PROXIED, "10.0.1.1"), (PROXIED, ""), (ORDINARY, "127.0.0.1")):
        headers = (("host", "localhost"), *FORWARDED[1:], ("x-forwarded-host", "evil.example"))
        status, reached, told, _ = call(settings, *headers, peer=peer)
        assert status == 200
        assert (reached["client"][0], reached["scheme"]) == (peer, "http")
        assert "strict-transport-security" not in told


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("unknown, 203.0.113.9", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9:5123", "203.0.113.9"),
        ("2001:db8::1", "2001:db8::1"),
        ("", "127.0.0.1"),
    ],
)
def test_what_a_browser_itself_writes_into_the_list_counts_for_nothing(
    forwarded: str, client: str
) -> None:
    _, reached, _, _ = call(PROXIED, ("host", "localhost"), ("x-forwarded-for", forwarded))
    assert reached["client"][0] == client


def test_several_headers_count_as_one_list() -> None:
    twice = [("x-forwarded-for", one) for one in ("198.51.100.1", "203.0.113.9")]
    assert call(PROXIED, ("host", "localhost"), *twice)[1]["client"][0] == "203.0.113.9"


def test_a_forwarded_name_counts_for_nothing() -> None:
    inside = ("host", "127.0.0.1:8000")
    _, reached, _, _ = call(PROXIED, inside, ("x-forwarded-host", "evil.example"))
    assert (b"host", b"127.0.0.1:8000") in reached["headers"]


def test_a_scheme_that_is_none_changes_nothing() -> None:
    _, reached, _, _ = call(PROXIED, ("host", "localhost"), ("x-forwarded-proto", "javascript"))
    assert reached["scheme"] == "http"


def test_over_https_every_cookie_is_secure(centre_file: Path) -> None:
    settings = Settings(db=centre_file, host_names=frozenset({"testserver.local"}))
    app = add_middleware(create_app(settings, lambda: TODAY), settings)
    with TestClient(app, base_url="https://testserver.local") as client:
        me = Browser(client)
        told = [me.sign_in(*CAST["entries"]).reply]
        left = client.post("/sign-out", data={"form_token": me.form_token}, follow_redirects=False)
        told += [left, client.get("/sign-in")]
        cookies = [one for reply in told for one in reply.headers.get_list("set-cookie")]
        assert sum(one.startswith("single_point_notice=") for one in cookies) == 2
        for one in cookies:
            assert one.lower().count("; secure") == 1, one
        assert all("strict-transport-security" in reply.headers for reply in told)


def test_a_body_that_trickles_is_cut_off() -> None:
    async def pieces(count: int, size: int, pause: float) -> None:
        left = count

        async def receive() -> Any:
            nonlocal left
            await asyncio.sleep(pause)
            left -= 1
            return {"type": "http.request", "body": b"a" * size, "more_body": left > 0}

        timed = body_timeout.limit_body_time(receive)
        while left:
            await timed()

    a_third = body_timeout.BODY_SECONDS / 3
    in_its_own_time(pieces(5, round(a_third * body_timeout.MIN_BYTES_PER_SECOND), a_third))
    with pytest.raises(body_timeout.BodyTooSlow):
        in_its_own_time(pieces(5, 10, a_third))


@pytest.mark.parametrize(
    "word", ["https://entries.example.org", "a b", "entries.example.org:443", "", "*"]
)
def test_a_name_that_is_none_is_refused_when_it_is_told(word: str) -> None:
    with pytest.raises(ValueError, match=r"host name|does not appear to be"):
        read_name(word)
    done = CliRunner().invoke(main, ["serve", "--allow-host", word])
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_a_proxy_that_is_no_address_is_refused_when_it_is_told() -> None:
    done = CliRunner().invoke(main, ["serve", "--proxy", "proxy.example.org"])
    assert done.exit_code == 2
    assert "proxy.example.org" in done.output
