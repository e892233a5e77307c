"""What a centre can set; the command line reads it from its options or the environment."""

import re
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
SESSION_IDLE_MINUTES = 60
SESSION_HOURS = 12
OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_.])?", re.IGNORECASE)


@dataclass(frozen=True)
class Settings:
    """What the command line, the environment or the defaults say."""

    db: Path = Path("demo.db")
    host: str = "127.0.0.1"
    port: int = 8000
    host_names: frozenset[str] = frozenset()
    """Names besides OWN_NAMES and the address served on by which a browser may call."""
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Whose word on the browser's address, scheme and host is believed."""
    idle: timedelta = timedelta(minutes=SESSION_IDLE_MINUTES)
    """How long somebody stays signed in without doing anything."""
    absolute: timedelta = timedelta(hours=SESSION_HOURS)
    """How long somebody stays signed in however busy they are."""
    hsts_subdomains: bool = False
    """Whether browsers are told to call the hosts below this one over HTTPS alone, too."""


def parked_folder_of(file: Path) -> Path:
    """Where forms wait that were sent too late: beside the file, so that no copy of it holds
    one.
    """
    return file.with_name(f"{file.name}.parked")


def read_name(word: str) -> str:
    """A host name or address without its port, in lower case. Raises ValueError."""
    name = word.strip().lower()
    if name.startswith("[") and name.endswith("]"):
        return str(ip_address(name[1:-1]))
    if ":" in name:
        return str(ip_address(name))
    if not _NAME.fullmatch(name):
        raise ValueError(f"{word!r} is not a host name. Write it without https:// and port.")
    return name.removesuffix(".")


def read_proxy(word: str) -> IPv4Network | IPv6Network:
    """An address, or a network such as 10.0.0.0/24. Raises ValueError."""
    return ip_network(word.strip())
