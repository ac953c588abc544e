"""Registry files to a Registry: all of it, or every defect at once."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from references.cache import WORTH, keep, recalled
from references.compose import MalformedError, compose
from references.errors import Defect, RegistryError
from references.false_numbers import false_numbers
from references.files import bytes_of, decoded
from references.links import defects, joined, member_named
from references.model import Fact, Policy, Registry, Trial
from references.nodes import Log, Spot
from references.parse import REGISTRY

LARGEST = 20_000_000  # bytes in one file
_SUFFIXES = (".yaml", ".yml")


def load(path: Path, *, shown_as: str, cache: Path | None = None, strict: bool = False) -> Registry:
    """The registry at a file or folder; raises RegistryError with all defects of all files.

    Numbers that cannot be true are faults of what a source was read to say, not of the file: the registry keeps them as
    `faults`, and only `strict` refuses it.

    A folder is read with its subfolders, *.yaml and *.yml in order of their names; hidden files and links that leave
    the folder are passed over. `shown_as` stands for the path in messages and places. With a folder for it, what was
    read of a large registry is kept in a cache, and taken from there while its files stay as they are.
    """
    files = _read(path, shown_as)
    sha256 = _digest(files)
    with _no_collecting():
        if cache is None or sum(len(file.data) for file in files) < WORTH:
            return _parsed(files, shown_as, sha256, strict=strict)
        known = recalled(cache, path, shown_as=shown_as, sha256=sha256)
        if known is None:
            known = _parsed(files, shown_as, sha256, strict=strict)
            if not known.faults:
                keep(cache, path, known)
        return known


class _File(NamedTuple):
    """A file's name within the registry and as it is shown, and its bytes, or why it could not be read."""

    name: str
    shown: str
    data: bytes
    unreadable: MalformedError | None = None


def _read(path: Path, shown_as: str) -> list[_File]:
    files = []
    for name, file in _files(path, shown_as):
        shown = shown_as if file == path else f"{shown_as.rstrip('/')}/{name}"
        try:
            files.append(_File(name, shown, bytes_of(file, largest=LARGEST)))
        except MalformedError as malformed:
            files.append(_File(name, shown, b"", malformed))
    return files


def _digest(files: Iterable[_File]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{len(file.name.encode())}:{file.name}{len(file.data)}:".encode())
        digest.update(file.data)
    return digest.hexdigest()


def _parsed(files: Iterable[_File], shown_as: str, sha256: str, *, strict: bool) -> Registry:
    """The registry that the files hold; raises RegistryError with all that is wrong with them."""
    log = Log()
    parts: dict[str, list[object]] = {}
    whole = True
    for file in files:
        try:
            if file.unreadable:
                raise file.unreadable
            root = compose(decoded(file.data))
            if root is None or root.is_null:
                raise MalformedError(1, "is empty; a registry needs sources and facts")
        except MalformedError as malformed:
            log.defects.append(Defect(file.shown, malformed.line, "", malformed.message))
            whole = False
            continue
        read = REGISTRY.read(root, Spot(file.shown, root.line, ""), log)
        if isinstance(read, dict):
            for key, part in read.items():
                parts.setdefault(key, []).extend(part if isinstance(part, tuple) else [part])
    trials = [trial for trial in parts.get("trials", ()) if isinstance(trial, Trial)]
    log.defects.extend(defects(log, trials, whole=whole))
    registry = _registry(parts, path=shown_as, sha256=sha256)
    faults = tuple(false_numbers(log, registry))
    if log.defects or (strict and faults):
        raise RegistryError([*log.defects, *faults])
    return replace(registry, faults=faults)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Holds the cycle collector: a registry is a million small values without cycles, and it would walk them all."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _files(path: Path, shown_as: str) -> list[tuple[str, Path]]:
    """The registry's files with their names relative to it, sorted."""
    if path.is_file():
        return [(path.name, path)]
    if not path.is_dir():
        said = "is neither a file nor a folder" if path.exists() else "there is no such file or folder"
        raise RegistryError([Defect(shown_as, 1, "", said)])
    home = path.resolve()
    found: dict[Path, str] = {}
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in names:
            file = Path(folder, name)
            if name.startswith(".") or file.suffix.lower() not in _SUFFIXES or not file.is_file():
                continue
            real = file.resolve()
            if real.is_relative_to(home):
                shown = file.relative_to(path).as_posix()
                found[real] = min(shown, found.get(real, shown))
    if not found:
        raise RegistryError([Defect(shown_as, 1, "", "holds no *.yaml or *.yml file")])
    return sorted((name, path / name) for name in found.values())


def _registry(parts: dict[str, list[object]], *, path: str, sha256: str) -> Registry:
    indirect, derived = joined([part for part in parts.pop("policy", []) if isinstance(part, dict)])
    policy = Policy()
    policy = replace(
        policy, indirect_comparisons=indirect or policy.indirect_comparisons, derived={**policy.derived, **derived}
    )
    trials = {trial.id: trial for trial in parts.get("trials", ()) if isinstance(trial, Trial)}
    facts = tuple(_settled(fact, trials) for fact in parts.pop("facts", ()) if isinstance(fact, Fact))
    known = {field.name for field in fields(Registry)}
    rest = {key: tuple(part) for key, part in parts.items() if key in known}
    return Registry(path=path, sha256=sha256, facts=facts, policy=policy, **rest)  # type: ignore[arg-type]


def _settled(fact: Fact, trials: dict[str, Trial]) -> Fact:
    """The fact with its trial's ids where it named an arm, analysis or population by another of its names."""
    trial = trials.get(fact.trial or "")
    if trial is None:
        return fact
    named = {
        slot: member_named(members, words)
        for slot, words, members in (
            ("arm", fact.arm, trial.arms),
            ("versus", fact.versus, trial.arms),
            ("analysis", fact.analysis, trial.analyses),
            ("population", fact.population, trial.populations),
        )
        if words is not None
    }
    changed: dict[str, Any] = {slot: known for slot, known in named.items() if known not in {None, getattr(fact, slot)}}
    return replace(fact, **changed) if changed else fact
