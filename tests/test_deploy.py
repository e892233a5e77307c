"""What deploy/ holds fits the program, the tools that read it, and the page that explains it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.real_server import PATIENCE, free_port
from tests.replication import DEPLOY, litestream, plain
from webapp.cli import main

PAGE = (DEPLOY.parent / "docs" / "deploy.md").read_text(encoding="utf-8")
UNITS = ("single-point.service", "litestream.service")
HARDENED = (
    "NoNewPrivileges=true",
    "ProtectSystem=strict",
    "ProtectHome=true",
    "PrivateTmp=true",
    "PrivateDevices=true",
    "PrivateUsers=true",
    "CapabilityBoundingSet=",
    "UMask=0077",
    "MemoryDenyWriteExecute=true",
    "RestrictNamespaces=true",
    "SystemCallFilter=@system-service",
    "RestrictAddressFamilies=AF_INET AF_INET6",
    "ProtectKernelModules=true",
)
MOST_EXPOSED = 15
"""Tenths, of 100, by systemd-analyze; 100 is a unit without any wall."""


def names(file: str) -> dict[str, str]:
    """The names that an .env file sets; those that stand ready behind a # too."""
    found = re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", (DEPLOY / file).read_text(), re.M)
    return dict(found)


@pytest.mark.parametrize("configuration", ["litestream.yml", "litestream-restore.yml"])
def test_litestream_reads_our_configuration(configuration: str, tmp_path: Path) -> None:
    filled = {**names("litestream.env"), "SINGLE_POINT_FOLDER": str(tmp_path), "FILE": "12345.db"}
    done = subprocess.run(
        litestream("databases", configuration), env=plain() | filled, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].split()[1] == "s3"


def test_every_name_in_the_configuration_is_set() -> None:
    for file in ("litestream.yml", "litestream-restore.yml"):
        used = set(re.findall(r"\$\{(\w+)\}", (DEPLOY / file).read_text())) - {"FILE"}
        assert used <= names("litestream.env").keys()


def test_every_setting_is_an_option_of_serve() -> None:
    known = {one.envvar for one in main.commands["serve"].params}
    assert names("single-point.env").keys() <= known


@pytest.mark.parametrize("unit", UNITS)
def test_the_services_may_do_little(unit: str) -> None:
    lines = (DEPLOY / unit).read_text().splitlines()
    assert [one for one in HARDENED if one not in lines] == []
    assert "User=single-point" in lines


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_where_there_is_one_finds_nothing_to_say(unit: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        return
    text = re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", (DEPLOY / unit).read_text())
    file = tmp_path / unit
    file.write_text(text.replace("file:/opt/single-point", f"file:{DEPLOY.parent}"))
    asked = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True)
    assert (asked.returncode, asked.stderr) == (0, "")
    asked = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", file],
        capture_output=True,
        text=True,
    )
    assert asked.returncode == 0, asked.stdout


def test_the_page_names_only_what_there_is() -> None:
    for name in re.findall(r"/opt/single-point/((?:deploy|script)/[\w.-]+)", PAGE):
        assert (DEPLOY.parent / name).is_file(), name
    for command in re.findall(r"^ +(?:sudo \S+/)?single-point ([a-z]+)", PAGE, re.M):
        assert command in main.commands, command
    for file in DEPLOY.iterdir():
        assert file.name in PAGE, f"docs/deploy.md does not use {file.name}"


def test_the_units_stand_where_the_page_puts_things() -> None:
    for unit in UNITS:
        text = (DEPLOY / unit).read_text()
        for path in re.findall(r"(/opt/[\w-]+)/(?:\.venv/)?bin/", text):
            assert re.search(rf"(git clone .*|venv ){path}$", PAGE, re.M), path
        (settings,) = re.findall(r"EnvironmentFile=(\S+)", text)
        assert f"deploy/{Path(settings).name} /etc/single-point/" in PAGE
    assert "/etc/single-point" in PAGE


def test_caddy_and_the_service_mean_the_same_address() -> None:
    settings = names("single-point.env")
    caddy = (DEPLOY / "Caddyfile").read_text()
    assert (
        f"reverse_proxy {settings['SINGLE_POINT_HOST']}:{settings['SINGLE_POINT_PORT']}\n" in caddy
    )
    assert f"\n{settings['SINGLE_POINT_ALLOW_HOST']} {{" in caddy


def test_caddy_logs_no_address() -> None:
    """An invitation, a new password and a calendar feed have addresses that open to whoever knows
    them.
    """
    caddy = re.sub(r"#.*", "", (DEPLOY / "Caddyfile").read_text())
    own, site = re.split(r"\n(?=entries\.example\.org)", caddy)
    assert not re.search(r"^\s*log\b", site, re.M)
    quiet = "{ log { format filter { wrap json fields { request delete } } }"
    assert " ".join(own.split()).startswith(quiet)


def test_caddy_where_there_is_one_lets_go_who_trickles_a_head(tmp_path: Path) -> None:
    if shutil.which("caddy") is None:
        return
    port = free_port()
    text = (DEPLOY / "Caddyfile").read_text()
    assert "read_header 30s" in text
    assert "write 30m" in text
    file = tmp_path / "Caddyfile"
    file.write_text(
        text.replace("read_header 30s", "read_header 1s")
        .replace("{\n", "{\n\tadmin off\n", 1)
        .replace("\nentries.example.org {", f"\nhttp://127.0.0.1:{port} {{")
    )
    at_home = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    with subprocess.Popen(
        ["caddy", "run", "--adapter", "caddyfile", "--config", file],
        env=at_home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as caddy:
        try:
            with _connected(port) as connection:
                begun = time.monotonic()
                with suppress(OSError):
                    while time.monotonic() - begun < PATIENCE:
                        connection.sendall(b"G")
                        time.sleep(0.1)
                assert 0.5 < time.monotonic() - begun < PATIENCE
        finally:
            caddy.terminate()


def _connected(port: int) -> socket.socket:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
