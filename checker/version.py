"""The version of promocheck, and hashes of what its verdicts rest on: the rules and the words it reads with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

VERSION = "0.1.0"
_ROOT = Path(__file__).parents[1]


def fingerprints() -> tuple[tuple[str, str], ...]:
    """`rules` and `lexicon`, each with 16 hex digits that change with any file of theirs."""
    rules = (*_ROOT.glob("checker/rules/**/*.py"), *_ROOT.glob("checker/**/*.yaml"))
    lexicon = (*_ROOT.glob("claims/**/*.yaml"), *_ROOT.glob("references/**/*.yaml"))
    return (("rules", _hash(rules)), ("lexicon", _hash(lexicon)))


def words() -> str:
    """What `promocheck --version` prints."""
    return "\n".join([f"promocheck {VERSION}", *(f"{name} {digits}" for name, digits in fingerprints())])


def _hash(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for name, file in sorted((file.relative_to(_ROOT).as_posix(), file) for file in files):
        content = hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        digest.update(f"{name} {content}\n".encode())
    return digest.hexdigest()[:16]
