"""Every result on the page has a reference.

What is required
    Each numeric claim, graph or table that is taken from a study carries a reference.

Why
    A reader must be able to find where a figure comes from; a reviewer too.

Source
    ABPI Code 2024 clause 6.3 and 2015 clause 7.6; Directive 2001/83/EC article 92(3).

Passes
    "ORR 48% (95% CI 41-55)" with a marker at the number, at the end of the sentence, or in the heading above it.

Fails
    "ORR 48% (95% CI 41-55)" with no marker at the number, in its bullet, row, table caption or heading.

Stays silent
    Indication, boilerplate and safety information; doses, strengths and how a medicine is prepared; definitions and
    cut-offs, such as a change of at least 1 point that makes a responder; text that no reader sees on the page itself
    (alternative texts, meta data); pages without results. One finding for a sentence or a table, not one for each
    number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.findings import about_claim
from checker.model import Confidence, Finding, Match, PageView, Rule, Severity, Verdict
from checker.slots import NO_RESULTS
from checker.wording import claim_number, some_of
from claims.model import Block, Carrier, Claim, Kind, Section

PREPARATION = re.compile(
    r"\b(?:dilut(?:ed?|ion|ing)|reconstitut(?:ed?|ion|ing)|sodium chloride|dextrose|glucose solution|infusion bags?|vials?"
    r"|pre-?filled (?:pens?|syringes?))\b",
    re.IGNORECASE,
)
EXCUSED_SECTIONS = (Section.SAFETY, Section.BOILERPLATE)
EXCUSED_KINDS = (Kind.INDICATION, Kind.BOILERPLATE, Kind.REFERENCES, Kind.ABBREVIATIONS)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence or table that holds results without a reference."""
    cited = {marker.block for marker in view.extraction.markers if marker.is_citation}
    groups: dict[tuple[object, ...], list[Match]] = {}
    for match in view.matches:
        claim = match.claim
        block = view.surroundings.blocks.get(claim.block)
        if claim.citations or not _is_result(match) or (block is not None and _excused(view, block, cited)):
            continue
        groups.setdefault(_group(match, block), []).append(match)
    for matches in groups.values():
        message = f"No reference for {some_of([claim_number(match.claim) for match in matches])}."
        yield about_claim(RULE, view, matches[0], message, confidence=Confidence.HIGH)


def _is_result(match: Match) -> bool:
    claim = match.claim
    return (
        claim.measure not in NO_RESULTS
        and claim.section not in EXCUSED_SECTIONS
        and claim.carrier is Carrier.TEXT
        and match.verdict is not Verdict.EXEMPT
        and not _is_cut_off(claim)
        and not PREPARATION.search(claim.sentence)
    )


def _is_cut_off(claim: Claim) -> bool:
    """Whether a change makes a responder and is no result: a reduction of at least 1 point."""
    return claim.measure == "mean_change" and claim.op in (">=", "<=")


def _excused(view: PageView, block: Block, cited: set[int]) -> bool:
    """Whether the block needs no marker, or has one: in itself, in the heading above it, or, a heading, below it."""
    if block.kind in EXCUSED_KINDS or block.index in cited or (block.trail and block.trail[-1] in cited):
        return True
    return block.kind is Kind.HEADING and any(b.index in cited for b in view.surroundings.section_of(block))


def _group(match: Match, block: Block | None) -> tuple[object, ...]:
    if block is not None and block.cell is not None:
        return ("table", block.cell.table)
    return ("sentence", match.claim.block, match.claim.sentence)


RULE = Rule(
    id="cit.missing",
    title="Every result on the page has a reference",
    severity=Severity.WARNING,
    check=check,
    by_profile=(("uk-hcp", Severity.ERROR), ("eu-hcp", Severity.ERROR)),
    manual=__doc__,
)
