"""What a centre can set; the command line reads it from its options or the environment."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Settings:
    db: Path = Path("demo.db")
    host: str = "127.0.0.1"
    port: int = 8000
