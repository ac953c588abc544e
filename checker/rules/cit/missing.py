"""Every result on the page has a reference.

What is required
    Each numeric claim, graph or table that is taken from a study carries a reference.

Why
    A reader must be able to find where a figure comes from; a reviewer too.

Source
    ABPI Code 2024 clause 6.3 (artwork, tables) and 2015 clause 7.6 (published studies) [R]; Directive 2001/83/EC article
    92(3) [K].

Passes
    "ORR 48% (95% CI 41-55)" with a marker at the number, at the end of the sentence, or in the heading above it.

Fails
    "ORR 48% (95% CI 41-55)" with no marker at the number, in its bullet, row, table caption or heading; results whose
    nearest marker stands on the heading of another section.

Stays silent
    Indication, boilerplate and safety information; doses, strengths and how a medicine is prepared; definitions and
    cut-offs, such as a change of at least 1 point that makes a responder; text that no reader sees on the page itself
    (alternative texts, meta data); pages without results. One finding for a sentence or a table, not one for each
    number; one for a whole page that has neither markers nor references, such as a press release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.caveats import LIMITS_HEADINGS
from checker.findings import about_claim
from checker.measures import NO_RESULTS
from checker.model import Confidence, Finding, Match, Rule, Severity, Verdict
from checker.view import PageView
from checker.wording import and_more, claim_number, page_place, some_of
from claims.model import Block, Carrier, Claim, Kind, Mark, Section

PREPARATION = re.compile(
    r"\b(?:dilut(?:ed?|ion|ing)|reconstitut(?:ed?|ion|ing)|sodium chloride|dextrose|glucose solution|infusion bags?|vials?"
    r"|pre-?filled (?:pens?|syringes?))\b",
    re.IGNORECASE,
)
SOURCE_LINE = 8  # words
EXCUSED_SECTIONS = (Section.SAFETY, Section.BOILERPLATE)
EXCUSED_KINDS = (Kind.INDICATION, Kind.BOILERPLATE, Kind.REFERENCES, Kind.ABBREVIATIONS)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence or table that holds results without a reference."""
    cited = {marker.block for marker in view.extraction.markers if marker.is_citation}
    over = {mark.start: block for block in view.extraction.page.blocks for mark in block.marks}
    groups: dict[tuple[object, ...], list[Match]] = {}
    for match in view.matches:
        claim = match.claim
        block = view.surroundings.blocks.get(claim.block)
        if not _is_result(match) or (block is not None and _excused(view, block, cited)):
            continue
        far = _far_marker(view, match.claim, block, over) if claim.citations and block is not None else None
        if far is not None and block is not None:
            groups.setdefault(("far", far.index, view.surroundings.heading_of(block)), []).append(match)
        elif not claim.citations:
            groups.setdefault(_group(match, block), []).append(match)
    if len(groups) > 1 and not cited and not view.extraction.references:
        yield _of_page(view, list(groups.values()))
        return
    for key, matches in groups.items():
        yield _found(view, matches, key)


def _of_page(view: PageView, groups: list[list[Match]]) -> Finding:
    """The finding at the first result of a page that cites nothing at all; the others are its related places."""
    first, *others = ([match.claim for match in group] for group in groups)
    numbers = some_of([claim_number(claim) for claim in first])
    more = and_more(first[0].place, [claims[0].place for claims in others])
    message = f"The page cites nothing: no reference for {numbers}.{more}"
    found = about_claim(RULE, view, groups[0][0], message, confidence=Confidence.HIGH)
    places = (page_place(found.path, claims[0].place, claims[0].quote) for claims in others)
    return replace(found, related=tuple(places))


def _found(view: PageView, matches: list[Match], key: tuple[object, ...]) -> Finding:
    numbers = some_of([claim_number(match.claim) for match in matches])
    if key[0] != "far":
        return about_claim(RULE, view, matches[0], f"No reference for {numbers}.", confidence=Confidence.HIGH)
    claim = matches[0].claim
    message = (
        f"No reference for {numbers}; the nearest above, {', '.join(claim.citations)}, stands over another section."
    )
    return about_claim(RULE, view, matches[0], message, confidence=Confidence.MEDIUM)


def _far_marker(view: PageView, claim: Claim, block: Block, over: dict[int, Block]) -> Block | None:
    """The heading whose marker a claim takes its citation from, where it does not stand above the claim's own text."""
    told = next((one for one in claim.evidence if one.slot == "citations"), None)
    marks = [one.start for one in told.read if isinstance(one, Mark)] if told else []
    holder = over.get(marks[0]) if marks else None
    if holder is None or holder.kind is not Kind.HEADING or holder.index in (block.index, *block.trail):
        return None
    return holder if not view.extraction.page.is_flattened or _is_closed(view, holder, block) else None


def _is_closed(view: PageView, holder: Block, block: Block) -> bool:
    """Whether a section of notes ends what the heading opened: in plain text the ranks of headings are guessed."""
    between = (view.surroundings.blocks.get(index) for index in range(holder.index + 1, block.index))
    return any(
        one is not None and one.kind is Kind.HEADING and not LIMITS_HEADINGS.isdisjoint(one.text.casefold().split())
        for one in between
    )


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
    if (
        block.cell is not None
        and block.cell.header
        and any(b.index in cited for b in view.surroundings.table_of(block))
    ):
        return True  # the size of an arm in its head: the results below it are cited
    if block.cell is not None and _has_source_line(view, block, cited):
        return True
    return block.kind is Kind.HEADING and any(b.index in cited for b in view.surroundings.section_of(block))


def _has_source_line(view: PageView, block: Block, cited: set[int]) -> bool:
    """Whether the line straight below its table does nothing but name its source: `EXAMPLE-1.^1^`."""
    below = view.surroundings.blocks.get(view.surroundings.table_of(block)[-1].index + 1)
    return (
        below is not None
        and below.index in cited
        and below.kind in (Kind.PARAGRAPH, Kind.FOOTNOTE)
        and len(below.text.split()) <= SOURCE_LINE
        and not view.displays.in_block.get(below.index)
    )


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
