"""Matches, rules, findings and the report: what the checker hands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from claims.model import Claim, Extraction, Place, Unreadable

if TYPE_CHECKING:
    from checker.view import PageView
    from references.model import Fact, Registry


class Severity(StrEnum):
    """How much a finding weighs, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Confidence(StrEnum):
    """How sure the checker is that the finding is real."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Verdict(StrEnum):
    """What the registry says of a claim."""

    SUPPORTED = "supported"
    DERIVED = "derived"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    AMBIGUOUS = "ambiguous"
    EXEMPT = "exempt"


class Agreement(StrEnum):
    """How one slot of a claim stands to the same slot of a fact."""

    AGREES = "agrees"
    ROUNDED = "rounded"  # agrees, but only as a rounding that should be shown
    ALIKE = "alike"  # the page's words have most in common with this name, or tell its role
    INHERITED = "inherited"  # agrees with words around the claim: its heading, its row
    UNSAID = "unsaid"  # the page leaves it out
    UNREGISTERED = "unregistered"  # the fact leaves it out
    UNKNOWN = "unknown"  # the page's words are no name that the registry knows
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class SlotMatch:
    """One slot of a claim against the same slot of a fact."""

    slot: str
    said: str | None
    known: str | None
    agreement: Agreement
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A claim, the fact it was compared with, and what came of it."""

    claim: Claim
    verdict: Verdict
    reason: str  # one sentence a reviewer can read
    fact: Fact | None = None
    facts: tuple[Fact, ...] = ()  # all that a derivation rests on, `fact` first
    derivation: str | None = None  # what was done with them: a key of `policy.derived`, record or compounded
    candidates: tuple[Fact, ...] = ()  # equally good (ambiguous) or nearest (unsupported)
    slots: tuple[SlotMatch, ...] = ()
    diagnosis: str | None = None
    left_out: int = 0  # facts of the endpoint that share less with the claim and were not weighed one by one

    @property
    def grounds(self) -> tuple[Fact, ...]:
        """The facts that it was compared with: one, or all of a derivation."""
        return self.facts or ((self.fact,) if self.fact else ())

    @property
    def spans_trials(self) -> bool:
        """Whether it puts the results of different trials together."""
        return len({fact.trial for fact in self.facts}) > 1


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a finding: in the registry or on the page."""

    path: str
    line: int
    message: str
    where: str = ""  # the place in words, in a file that has no lines to open

    @property
    def at(self) -> str:
        """Its place: `registry/facts.yaml:12`, `draft.pdf, page 3`."""
        return f"{self.path}, {self.where}" if self.where else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a reviewer must look at."""

    rule: str
    severity: Severity
    message: str
    path: str
    place: Place
    quote: str
    confidence: Confidence = Confidence.HIGH
    claim: str | None = None
    fact: str | None = None
    said: str | None = None
    expected: str | None = None
    diagnosis: str | None = None
    related: tuple[Related, ...] = ()
    fingerprint: str = ""
    sentence: str = ""  # the words around the quote
    bound: str = ""  # what a waiver or baseline holds to: changes with the words and with the facts
    waived: str | None = None


Check = Callable[["PageView"], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is checked; the manual page is the docstring of the module that declares it."""

    id: str
    title: str
    severity: Severity
    check: Check
    by_profile: tuple[tuple[str, Severity | None], ...] = ()  # where a market weighs it otherwise; None: off there
    needs: tuple[str, ...] = ()  # registry fields without which it stays silent
    manual: str = ""

    @property
    def group(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]

    def severity_for(self, profile: str) -> Severity:
        """Its weight in a market."""
        return dict(self.by_profile).get(profile, self.severity) or self.severity

    def is_on(self, profile: str) -> bool:
        """Whether a market asks for it at all."""
        return dict(self.by_profile).get(profile, self.severity) is not None


@dataclass(frozen=True, kw_only=True)
class PageReport:
    """What was found on one page."""

    path: str
    extraction: Extraction
    matches: tuple[Match, ...]
    findings: tuple[Finding, ...]
    known: int = 0  # findings that a baseline has and that are left out
    unchanged: int = 0  # findings that were there before a revision, on lines that have not changed since


@dataclass(frozen=True, kw_only=True)
class Report:
    """The whole run: pages that were audited and pages that could not be."""

    registry: Registry
    pages: tuple[PageReport, ...]
    unreadable: tuple[Unreadable, ...] = ()
    profile: str = "us-hcp"
    fail_on: str = "error"
    require_coverage: Decimal | None = None  # percent of each page's claims that must be decided
    config: str | None = None  # the file that gave settings
    waivers: str | None = None  # the file of waivers
    baseline: str | None = None  # the file of known findings
    about_waivers: tuple[Finding, ...] = ()  # unused and expired ones, at their places in their file
    off: tuple[str, ...] = ()  # rules that the user switched off
    since: str | None = None  # the revision since which changes are looked at; what was there before is left out
    pages_unchanged: int = 0  # pages that were left out for that

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: of the pages in turn, then of the waivers."""
        return (*(finding for page in self.pages for finding in page.findings), *self.about_waivers)

    @property
    def known(self) -> int:
        """Findings that the baseline has and that are left out."""
        return sum(page.known for page in self.pages)

    @property
    def unchanged(self) -> int:
        """Findings that were there before the revision and that are left out."""
        return sum(page.unchanged for page in self.pages)
