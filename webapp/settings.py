"""What a centre can set, read once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Settings:
    db: Path = Path("demo.db")
    host: str = "127.0.0.1"
    port: int = 8000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read SINGLE_POINT_DB, SINGLE_POINT_HOST and SINGLE_POINT_PORT.

        Raises ValueError when the port is not a whole number.
        """
        return cls(
            db=Path(environment.get("SINGLE_POINT_DB", cls.db)),
            host=environment.get("SINGLE_POINT_HOST", cls.host),
            port=int(environment.get("SINGLE_POINT_PORT", cls.port)),
        )
