"""A YAML file to its bytes and its text, or why it cannot be read."""

from __future__ import annotations

from pathlib import Path

from references.compose import MalformedError


def bytes_of(file: Path, *, largest: int) -> bytes:
    """All of a file that is no larger than that; raises MalformedError."""
    try:
        with file.open("rb") as stream:
            data = stream.read(largest + 1)
    except OSError as error:
        raise MalformedError(1, f"cannot be read: {error.strerror or error}") from error
    if len(data) > largest:
        raise MalformedError(1, f"is larger than {largest // 1_000_000} MB; split it into several files")
    return data


def decoded(data: bytes) -> str:
    """UTF-8 with or without its mark; raises MalformedError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = f"byte 0x{data[error.start]:02x} is no UTF-8; save the file as UTF-8"
        raise MalformedError(line, said) from error
