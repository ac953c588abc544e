"""A registry's files to what was read from them before: kept beside other programs' caches, believed only if unchanged.

Nothing in a cache file is code. It is used when the registry's bytes, the code that reads them and the cache's own
bytes are what they were when it was written; whatever else is found there is passed over and written anew. A run never
fails for its cache.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from references.model import Registry
from references.stored import NotStoredError, restored, stored

WORTH = 1_000_000  # bytes of YAML, some 3,000 facts: smaller registries are read as fast as a cache is looked into
_LARGEST = 1_000_000_000  # bytes of a cache file
_FORMAT = b"promocheck registry 1"
_READ_BY = ("references/*.py", "references/*.yaml", "claims/quantity.py", "claims/lexicon/*")


def user_folder() -> Path | None:
    """Where this system keeps a user's caches; None where it has no such place."""
    local = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    if local and Path(local).is_absolute():
        return Path(local) / "promocheck"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "promocheck"


def recalled(folder: Path, path: Path, *, shown_as: str, sha256: str) -> Registry | None:
    """The registry as it was read before, if it was read from the same bytes by the same code."""
    try:
        with _file(folder, path, shown_as).open("rb") as stream:
            about = os.fstat(stream.fileno())
            if hasattr(os, "getuid") and about.st_uid != os.getuid():
                return None  # what another user wrote there decides nothing here
            if about.st_size > _LARGEST:
                return None
            head, _, body = stream.read().partition(b"\n")
        if head != _head(sha256, body):
            return None
        return restored(body.decode("ascii"), path=shown_as, sha256=sha256)
    except (OSError, NotStoredError, UnicodeDecodeError, MemoryError):
        return None


def keep(folder: Path, path: Path, registry: Registry) -> None:
    """Writes what was read, whole or not at all; one file for each registry, so that changes leave nothing behind."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        body = stored(registry).encode("ascii")
        with tempfile.NamedTemporaryFile("wb", dir=folder, prefix=".", suffix=".part", delete=False) as draft:
            try:
                draft.write(_head(registry.sha256, body) + b"\n" + body)
                draft.close()
                Path(draft.name).replace(_file(folder, path, registry.path))
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise


def _file(folder: Path, path: Path, shown_as: str) -> Path:
    place = os.fsencode(path.absolute()) + b"\0" + os.fsencode(shown_as)
    return folder / f"registry-{hashlib.sha256(place).hexdigest()[:32]}.json"


def _head(sha256: str, body: bytes) -> bytes:
    """What must be the same for the body to be believed, as one line."""
    digest = hashlib.sha256()
    for part in (_code(), sha256.encode("ascii"), body):
        digest.update(f"{len(part)}:".encode())
        digest.update(part)
    return b"%s %s" % (_FORMAT, digest.hexdigest().encode("ascii"))


@cache
def _code() -> bytes:
    """The code and words that a registry is read and checked by."""
    digest = hashlib.sha256()
    home = Path(__file__).resolve().parents[1]
    for pattern in _READ_BY:
        for file in sorted(home.glob(pattern)):
            if file.is_file():
                digest.update(f"{file.name}:".encode())
                digest.update(file.read_bytes())
    return digest.digest()
