"""A number that was calculated says so, where the registry asks for it.

What is required
    A figure that no source reports but that follows from registered facts (a difference of medians, a ratio, a number
    needed to treat) is marked as calculated in its own block, its headings or a note that it leads to. Which kinds must
    say so stands in the registry: `policy.derived` with `needs_wording`.

Why
    Two medians are results; their difference is arithmetic. It was not tested, it has no interval, and a reader who
    takes it for an outcome of the trial is misled by a number that is right.

Source
    21 CFR 202.1(e)(7)(ii) and (iii): averages without their range of variation, statistics applied in retrospect [K];
    ABPI Code 2024 clause 6.1, not misleading by implication [R].

Passes
    "Median PFS was 16.5 months longer (calculated difference in medians)".

Fails
    "Median PFS was 16.5 months longer", from 38.6 and 22.1 months.

Stays silent
    Kinds with `allow`: a risk reduction from its ratio, n/N as a percentage and sums of response categories, unless the
    registry says otherwise; numbers that a source reports themselves; claims whose headings, block or note say that the
    number is calculated. Kinds with `forbid` support nothing (sub.unregistered, sub.pooled).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.derived import leave
from checker.derived.words import says_calculated
from checker.findings import about_claim
from checker.model import Finding, Match, Rule, Severity, Verdict
from checker.view import PageView
from checker.wording import claim_number, registry_places, subject_words


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each derived claim that should say that it is, naming the sum."""
    for match in view.matches:
        kind = match.derivation
        if match.verdict is not Verdict.DERIVED or kind is None or leave(kind, view.registry.policy) != "needs_wording":
            continue
        if any(says_calculated(text, kind) for text in _texts(view, match)):
            continue
        number, about = claim_number(match.claim), subject_words(match.claim)
        shown = match.reason.removeprefix("follows: ")
        message = f"{number}{f' ({about})' if about else ''} is calculated, {shown}; the page does not say so."
        found = about_claim(RULE, view, match, message)
        yield replace(found, said=number, related=registry_places(match.facts))


def _texts(view: PageView, match: Match) -> Iterator[str]:
    """The claim's headings and heads, its block, the notes that it leads to."""
    claim = match.claim
    yield view.surroundings.words_about(claim)
    block = view.surroundings.blocks.get(claim.block)
    if block is not None:
        yield block.text
        yield from (note.text for note in view.surroundings.notes_of(block, claim.footnotes))


RULE = Rule(
    id="sub.derived",
    title="A number that was calculated says so, where the registry asks for it",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
