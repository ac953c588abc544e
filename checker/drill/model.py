"""Slips that are planted on a page, and what an audit made of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.model import Finding


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A stretch of the page's source and what stands there instead."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of slip: which findings catch it, and which words of a diagnosis tell it rightly."""

    name: str
    rules: tuple[str, ...]  # rules or groups
    told_by: tuple[str, ...] = ()  # words of a diagnosis; none: the rule itself tells it
    everywhere: bool = False  # whether the finding may stand anywhere on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One change to a page that makes it wrong."""

    kind: Kind
    edits: tuple[Edit, ...]
    line: int
    was: str
    said: str
    claim: str | None = None  # of the untouched page


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A slip and the new findings that it caused."""

    slip: Slip
    findings: tuple[Finding, ...]

    @property
    def caught(self) -> bool:
        """Whether anything was said of it."""
        return bool(self.findings)

    @property
    def told_rightly(self) -> bool:
        """Whether a finding names the kind of slip."""
        words = self.slip.kind.told_by
        if not words:
            return self.caught
        said = [f"{finding.diagnosis or ''} {finding.rule}" for finding in self.findings]
        return any(word in diagnosis for word in words for diagnosis in said)


@dataclass(frozen=True, kw_only=True)
class Drill:
    """All slips of one page."""

    path: str
    claims: int  # on the page
    sound: int  # of these, supported or derived: only they can be made wrong
    outcomes: tuple[Outcome, ...]
    possible: tuple[tuple[str, int], ...]  # for each kind, how many slips the page and its registry allow

    @property
    def caught(self) -> int:
        """Slips that were found."""
        return sum(outcome.caught for outcome in self.outcomes)

    @property
    def told_rightly(self) -> int:
        """Slips that were found and named."""
        return sum(outcome.told_rightly for outcome in self.outcomes)


def applied(source: str, edits: Iterable[Edit]) -> str:
    """The source with edits that do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [source[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, source[at:]))
