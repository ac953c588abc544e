"""A file that is broken or made to do harm, by its name, what it holds and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

NOTHING = ""
SAYS = "EXEMPLAR showed an ORR of 41.7% in 20 patients.\n"


@dataclass(frozen=True)
class Bad:
    """A file by its name within the folder, what it holds, and what must be said of it."""

    name: str
    content: bytes | Callable[[Path], None]
    says: str

    def write(self, folder: Path) -> None:
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)
