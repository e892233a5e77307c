"""How far a long piece of work is, told by the thread that does it and read by anybody."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Progress:
    """what is "check" or "save"; done of total are rows; stopped asks the work to leave off."""

    what: str
    total: int
    done: int = 0
    stopped: bool = False
    task: Any = None

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0
