"""Defects of a registry: what is wrong, in which file, on which line, at which key."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

_SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class Defect:
    """One thing that is wrong; `key` is the path to it (`facts[3].value`), empty for the file as a whole."""

    file: str
    line: int
    key: str
    message: str

    def __post_init__(self) -> None:
        for name in ("file", "key", "message"):
            text = getattr(self, name)
            if not text.isprintable():  # what a file says must not break the line or reach the terminal as a command
                object.__setattr__(self, name, _printable(text))

    def __str__(self) -> str:
        said = f"{self.key}: {self.message}" if self.key else self.message
        return f"{self.file}:{self.line}: {said}"


class RegistryError(Exception):
    """All defects of all files, sorted by file and line."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.defects = tuple(sorted(set(defects)))
        super().__init__("\n".join(str(defect) for defect in self.defects))


def quoted(text: str) -> str:
    """Foreign text for a message: quoted, short, without control characters."""
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return json.dumps(_printable(shown), ensure_ascii=False)


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def meant(word: str, allowed: Iterable[str]) -> str:
    """`; did you mean "x"?` where one of the allowed words is close, else nothing."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415  (only a faulty registry needs it)

    if not any(sign.isalnum() for sign in word):
        return ""
    near = process.extractOne(
        word, sorted(allowed), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=70
    )
    return f"; did you mean {quoted(near[0])}?" if near else ""
