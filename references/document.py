"""One YAML file beside the registry to the record that it holds: a configuration, a list of waivers."""

from __future__ import annotations

from pathlib import Path

from references.compose import MalformedError, compose
from references.errors import Defect, RegistryError
from references.files import bytes_of, decoded
from references.nodes import Log, Spot
from references.record import Record

LARGEST = 2_000_000  # bytes


def read_document(file: Path, record: Record, *, shown_as: str) -> object | None:
    """What the record's form makes of the file, None of an empty one; raises RegistryError with all defects."""
    try:
        root = compose(decoded(bytes_of(file, largest=LARGEST)))
    except MalformedError as malformed:
        raise RegistryError([Defect(shown_as, malformed.line, "", malformed.message)]) from malformed
    if root is None or root.is_null:
        return None
    log = Log()
    read = record.read(root, Spot(shown_as, root.line, ""), log)
    if log.defects:
        raise RegistryError(log.defects)
    return read
