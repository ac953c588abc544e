"""What is made of a page: its claims, and each of its numerals, references, notes and markers accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from claims.model.claims import Claim
from claims.model.pages import Page, Problem
from claims.model.places import Place


class Bucket(StrEnum):
    """Where a numeral of the page ends: exactly one of these."""

    CLAIM = "claim"
    PART = "part of a claim"
    CITATION = "citation"
    FOOTNOTE = "footnote"
    REFERENCES = "reference list"
    NAME = "name"
    DATE = "date or version"
    EXCLUDED = "excluded"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Entry:
    """One numeral of the page and its bucket; `reason` says why where the bucket alone does not."""

    text: str
    place: Place
    bucket: Bucket
    reason: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the page's own reference list."""

    number: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's definition on the page."""

    marker: str
    text: str
    block: int
    place: Place


@dataclass(frozen=True, slots=True)
class Marker:
    """A footnote or citation marker where it is used on the page."""

    text: str  # one marker: "3", "*", "a"
    block: int
    place: Place
    is_citation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found on one page."""

    page: Page
    claims: tuple[Claim, ...]
    ledger: tuple[Entry, ...]
    references: tuple[Reference, ...] = ()
    notes: tuple[Note, ...] = ()
    markers: tuple[Marker, ...] = ()
    abbreviations: dict[str, str] = field(default_factory=dict)
    generics: dict[str, str] = field(default_factory=dict)  # brand names that the page explains: EXEMPLAR (examplimab)
    problems: tuple[Problem, ...] = ()

    @property
    def unread(self) -> tuple[Problem, ...]:
        """Parts of the page that nobody has looked at."""
        return tuple(problem for problem in (*self.page.problems, *self.problems) if problem.is_unread)
