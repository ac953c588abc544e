"""A finding -> the hash that a waiver or a baseline holds to: what the page says there, and the facts it rests on.

It leaves out where things stand and how the checker words its message, and takes in the claim as it was read, so that
a number in another row, a new number or a changed fact is never covered by what was accepted before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache

from checker.model import Finding, Match, Verdict
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Record, Registry

SUBJECT = ("measure", "endpoint", "unit", "arm", "versus", "population", "analysis", "timepoint", "trial")
ASIDE = frozenset({"where", "note", "checked"})  # fields that say nothing of what is registered


class Binding:
    """The hashes of one page's findings."""

    def __init__(self, registry: Registry, matches: Iterable[Match]) -> None:
        self._registry = registry
        self._matches = {match.claim.id: match for match in matches}

    def bound(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings, each with its hash."""
        return tuple(replace(finding, bound=self._hash(finding)) for finding in findings)

    def _hash(self, finding: Finding) -> str:
        match = self._matches.get(finding.claim or "")
        parts = [finding.rule, normal(finding.quote), normal(finding.sentence), normal(finding.expected or "")]
        parts += [f"{slot}={words}" for slot, words in _subject(match.claim)] if match else []
        parts += sorted({normal(at.message) for at in finding.related if at.path == finding.path})
        parts += sorted({_content(record) for record in self._records(finding, match)})
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def _records(self, finding: Finding, match: Match | None) -> Iterator[Record]:
        """The registry's records that the finding names, but for facts that are merely nearest."""
        nearest = {fact.id for fact in match.candidates} if match and _is_without_a_fact(match) else set()
        if finding.fact in self._registry.fact_by_id:
            yield self._registry.fact_by_id[finding.fact or ""]
        yield from match.grounds if match else ()
        for at in finding.related:
            for record in self._registry.records_at.get((at.path, at.line), ()) if at.path != finding.path else ():
                if record.id not in nearest:
                    yield record


@lru_cache(maxsize=32)  # many findings may stand in one long block
def normal(words: str) -> str:
    """Words in which spaces and case do not count, nor signs that no file of waivers could hold."""
    if words.isprintable():
        return " ".join(words.split()).casefold()
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split()).casefold()


def _is_without_a_fact(match: Match) -> bool:
    return match.verdict is Verdict.UNSUPPORTED and match.derivation is None


def _subject(claim: Claim) -> Iterator[tuple[str, str]]:
    for slot in SUBJECT:
        words = getattr(claim, slot)
        if words is not None:
            yield slot, normal(words)


def _content(value: object) -> str:
    """All that a record says, in one order; numbers as they are written."""
    if isinstance(value, Quantity):
        return f"{value.op}{value.text}"
    if is_dataclass(value):
        told = (f"{f.name}:{_content(getattr(value, f.name))}" for f in fields(value) if f.name not in ASIDE)
        return f"{type(value).__name__}({','.join(told)})"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{key}:{_content(value[key])}' for key in sorted(value))}}}"
    if isinstance(value, tuple):
        return f"[{','.join(map(_content, value))}]"
    return repr(value)
