"""Names of records to the records: by a key, or but for slips of the pen, without going over all the names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

from references.names import Shape, alike, shape

_Record = TypeVar("_Record")
_Entry: TypeAlias = tuple[str | None, str, _Record]  # trial, normal form of a name, what is called so


class NameTable(Generic[_Record]):
    """Records by the normal forms of their names, each within its trial and within all trials (None)."""

    def __init__(self, named: Iterable[_Entry[_Record]], *, otherwise: Iterable[_Entry[_Record]] = ()) -> None:
        """`otherwise` holds further names, which count only where nothing else is called so."""
        self._named: dict[tuple[str | None, str], list[_Record]] = defaultdict(list)
        for trial, name, record in named:
            for within in {trial, None}:
                self._named[within, name].append(record)
        taken = set(self._named)
        for trial, name, record in otherwise:
            for within in {trial, None}:
                if (within, name) not in taken:
                    self._named[within, name].append(record)

    def find(self, name: str, trial: str | None = None, *, fuzzy: bool = True) -> tuple[_Record, ...]:
        """Records of that name, each once; where no name is the same and `fuzzy` allows it, those of names alike."""
        found: Iterable[_Record] | None = self._named.get((trial, name))
        if found is None and fuzzy:
            near = self._by_shape.get((trial, shape(name)), ())
            found = (record for known in near if alike(name, known) for record in self._named[trial, known])
        return tuple({id(record): record for record in found or ()}.values())

    @cached_property
    def _by_shape(self) -> dict[tuple[str | None, Shape], list[str]]:
        """Names that may be alike stand together: one with another shape never is."""
        table: dict[tuple[str | None, Shape], list[str]] = defaultdict(list)
        for trial, name in self._named:
            table[trial, shape(name)].append(name)
        return dict(table)
