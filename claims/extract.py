"""A page to its numeric claims, each with all that gives it meaning, and to the ledger of its numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from claims.arms_below import intervals_below
from claims.carried.analyses import OUTSIDE
from claims.cells import cell_claims
from claims.citing import numbers_of, symbols_of
from claims.claimable import claimable
from claims.context import PageContext, read_context
from claims.drafts import Draft, parts_of
from claims.estimates import find_estimates
from claims.evidence import name_of
from claims.exclusions import find_exclusions
from claims.in_turn import in_turn
from claims.joining import joined
from claims.ledger import Taken, ledger_of
from claims.leftovers import leftovers
from claims.mention import Mention
from claims.model import Block, Bucket, Claim, Extraction, Kind, Marker, Note, Page
from claims.named import spots_of
from claims.pages.tiles import TILES
from claims.printed import Estimate
from claims.references_list import references_of
from claims.segment_claims import segment_claims
from claims.segments import LONGEST, Span, segments
from claims.site import OF_ITS_OWN, Said, Site
from claims.skeleton import Skeleton
from claims.stated import Stated, holds_for, stated_by, with_unit
from claims.units import dimension
from claims.words import Words

MOST_ARMS = 6
LONGEST_HEAD = 200  # characters of what labels a row or column; longer ones are sentences that stand in a table


def extract(page: Page) -> Extraction:
    """Extraction of a page: claims in page order, every numeral in one bucket, notes, references and markers."""
    context = read_context(page)
    scales = _scales(page)
    drafts: list[Draft] = []
    taken: list[Taken] = []
    topic: dict[tuple[int, ...], str] = {}  # by their headings, the endpoint that was named last
    team: dict[tuple[int, ...], tuple[str, ...]] = {}  # by their headings, the arms whose values were read last
    stated: Stated | None = None
    for block in page.blocks:
        stated = stated_by(block) or (stated if stated and holds_for(stated, block) else None)
        if block.kind is Kind.ABBREVIATIONS:
            taken.append(Taken(block.index, 0, len(block.text), Bucket.NAME, "list of abbreviations"))
        elif block.index in scales:
            taken.append(Taken(block.index, 0, len(block.text), Bucket.EXCLUDED, "scale of a chart"))
        elif block.kind is not Kind.REFERENCES and block.text:
            said = Said(team=team.get(block.trail, ()), topic=topic.get(block.trail))
            found, unclaimed = _block_drafts(block, context, said, stated)
            drafts.extend(found)
            taken.extend(unclaimed)
            spoken = [m.id for m in context.words[block.index].endpoints if m.id not in OF_ITS_OWN]
            if spoken and block.section not in OUTSIDE:
                topic[block.trail] = spoken[-1]
            named = dict.fromkeys(
                (*team.get(block.trail, ()), *(arm for d in found if (arm := name_of(d.claim, "arm"))))
            )
            team[block.trail] = tuple(named)[-MOST_ARMS:]
    labels = [block for block in page.blocks if block.cell and block.cell.table == TILES and block.cell.header]
    arms = {at: page.blocks[spot.block] for at, arm in context.arms_below.items() for spot in spots_of(arm)[:1]}
    claims: list[Claim] = []
    for i, draft in enumerate(joined(in_turn(drafts, context), labels, arms, intervals_below(page.blocks)), start=1):
        estimate, id_ = draft.estimate, f"c{i}"
        claims.append(replace(draft.claim, id=id_))
        taken.append(Taken(draft.block.index, estimate.start, estimate.end, Bucket.CLAIM, None, id_))
        taken.extend(Taken(at, start, end, Bucket.PART, None, id_) for at, start, end in parts_of(draft))
    taken.extend(list(leftovers(page.blocks, taken)))
    return Extraction(
        page=page,
        claims=tuple(claims),
        ledger=ledger_of(page, taken),
        references=references_of(page),
        notes=tuple(_notes(page)),
        markers=tuple(_markers(page)),
        abbreviations=context.abbreviations,
        generics=context.arms.generic_of,
        problems=page.problems,
    )


def _notes(page: Page) -> Iterator[Note]:
    for block in page.blocks:
        if block.kind is Kind.FOOTNOTE and block.marker:
            yield Note(block.marker, block.text, block.index, page.spot(block, 0, len(block.text)))


def _markers(page: Page) -> Iterator[Marker]:
    for block in page.blocks:
        for mark in block.marks:
            place = page.place(mark.start, mark.end)
            for number in numbers_of(mark):
                yield Marker(number, block.index, place, True)
            for symbol in symbols_of(mark):
                yield Marker(symbol, block.index, place, False)


BARE = re.compile(r"[\d.,]+%?(?:\s+[\d.,]+%?)*")
SHORTEST_SCALE = 3  # bare numbers in a row that are no tiles


def _scales(page: Page) -> frozenset[int]:
    """Blocks that hold nothing but bare numbers, three or more in a row: the scales of a chart and what stands along them."""
    found: list[int] = []
    for _, run in groupby(page.blocks, key=lambda block: bool(BARE.fullmatch(block.text)) and _is_plain(block)):
        members = list(run)
        numbers = sum(len(block.text.split()) for block in members)
        if BARE.fullmatch(members[0].text) and _is_plain(members[0]) and numbers >= SHORTEST_SCALE:
            found += [block.index for block in members]
    return frozenset(found)


def _is_plain(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and (block.cell is None or _is_of_a_tile(block))


def _opens_line(text: str, at: int) -> bool:
    return text[:at].rstrip(" (").endswith("\n")


def _is_of_a_tile(block: Block) -> bool:
    return block.cell is not None and block.cell.table == TILES


STRENGTH = re.compile(r"(?<=[a-z] )\d{2,3}$")


def _block_drafts(
    block: Block, context: PageContext, said: Said, stated: Stated | None
) -> tuple[list[Draft], list[Taken]]:
    words, text, at = context.words[block.index], block.text, block.index
    taken = [Taken(at, e.start, e.end, e.bucket, e.reason) for e in find_exclusions(text)]
    for match in context.absent_forms.finditer(text) if context.absent_forms else ():
        taken.append(Taken(at, match.start(), match.end(), Bucket.NAME, "short form of the page"))
    taken += [
        Taken(at, m.start, m.end, Bucket.NAME, "endpoint with digits") for m in words.endpoints if _has_digit(text, m)
    ]
    taken += [Taken(at, m.start, m.end, Bucket.NAME, "trial") for m in words.trials if _has_digit(text, m)]
    for arm in words.arms:  # `sampludec 100`: the strength by which a page calls an arm
        strength = STRENGTH.search(text, arm.start, arm.end)
        if strength and text[arm.start : arm.end].lower() in context.arms.known:
            taken.append(Taken(at, *strength.span(), Bucket.NAME, "arm with digits"))
    taken += [
        Taken(at, *span, Bucket.EXCLUDED, "dose in the name of an arm")
        for arm in (words.arms if "/" in text else ())
        for span in _strengths_of(arm, text, context.arms.called or "")
    ]
    spoken_for = tuple((t.start, t.end) for t in taken)
    estimates = find_estimates(text, spoken_for, stated.level if stated else None)
    estimates = with_unit(stated, estimates, text) if stated else estimates
    taken += [Taken(at, m.start, m.end, Bucket.EXCLUDED, "time point") for m in words.timepoints if _has_digit(text, m)]
    taken += [
        Taken(at, m.start, m.end, Bucket.EXCLUDED, "describes a population")
        for m in words.populations
        if _has_digit(text, m)
    ]
    is_head = block.cell is not None and block.cell.header and len(text) <= LONGEST_HEAD
    if is_head and not any(e.form == "n=" for e in estimates):
        tests = [e for e in estimates if e.form == "p" and _is_of_a_tile(block) and _opens_line(text, e.start)]
        labels = [e for e in estimates if e not in tests]
        taken += [Taken(at, e.start, e.end, Bucket.EXCLUDED, "label of a row or column") for e in labels]
        return [Draft(block, estimate, claim) for estimate, claim in cell_claims(block, context, tests)], taken
    if at in context.time_labels:
        taken += [Taken(at, e.start, e.end, Bucket.EXCLUDED, "time point of what is above") for e in estimates]
        return [], taken
    if block.cell is not None and _is_scale(block, context):
        taken += [Taken(at, e.start, e.end, Bucket.EXCLUDED, "numbers at risk or scale of a chart") for e in estimates]
        return [], taken
    if block.cell is not None and not block.cell.header and len(text) <= LONGEST:
        return [Draft(block, estimate, claim) for estimate, claim in cell_claims(block, context, estimates)], taken
    drafts: list[Draft] = []
    done = 0
    for segment in segments(text) if estimates else ():
        if done == len(estimates):
            break
        inside = []
        while done < len(estimates) and estimates[done].start < segment[1]:
            inside.append(estimates[done])
            done += 1
        within = words.within(*segment)
        if block.kind is Kind.HEADING:
            timed = [e for e in inside if dimension(e.unit) == "time" and _is_point(e, within, text)]
            taken += [Taken(at, e.start, e.end, Bucket.EXCLUDED, "time point of what is below") for e in timed]
            inside = [e for e in inside if e not in timed]
        kept, dropped = claimable(inside, within, segment, text)
        taken += [Taken(at, e.start, e.end, Bucket.EXCLUDED, reason) for e, reason in dropped if reason]
        if kept:
            site = Site(
                context=context,
                block=block,
                segment=segment,
                words=within,
                window=segment,
                first=kept[0].start,
                said=said,
                skeleton=Skeleton(within, segment, kept),
            )
            found, endpoint = segment_claims(site, kept)
            drafts += [Draft(block, estimate, claim) for estimate, claim in zip(kept, found, strict=True)]
            said = replace(said, endpoint=endpoint, results=(*said.results[-20:], *found))
        said = said.and_then(within, segment, told=bool(kept) and not _leads_in(within, segment, kept[0].start))
    return drafts, taken


def _is_point(estimate: Estimate, words: Words, text: str) -> bool:
    """Whether a length of time in a title is when what it heads was measured: `Rate of decline over 52 weeks`."""
    is_over = OVER.search(text, max(0, estimate.start - 10), estimate.end)
    return bool(is_over) and any(m.start < estimate.end and estimate.start < m.end for m in words.timepoints)


OVER = re.compile(r"\b(?:over|throughout|during)\s\d", re.IGNORECASE)


def _leads_in(within: Words, segment: Span, first: int) -> bool:
    """Whether a sentence names a time before the colon over its results: `At week 12: ACR20 61%`."""
    colon = within.text.find(":", segment[0], first)
    return colon >= 0 and any(mention.start < colon for mention in within.timepoints)


STRENGTHS = re.compile(r"(?<=[A-Za-z®™]\s)\d[\d.]*/\d+(?:\.\d+)?(?!\s?(?:mg|mcg|µg)\b)")  # `EXEMPLAR 100/33`
OF_COMBINATION = re.compile(r"\d[\d.]*(?:/\d[\d.]*){1,3}\s?(?:mg|mcg|µg)")  # `100/62.5/25 mcg`, of three in one


def _strengths_of(arm: Mention, text: str, called: str) -> Iterator[Span]:
    """Where the strengths of a combination stand in the name of an arm, or behind a brand that has them in its name."""
    for form in (OF_COMBINATION, STRENGTHS):
        yield from (dose.span() for dose in form.finditer(text, arm.start, arm.end))
    behind = STRENGTHS.match(text, arm.end + 1)
    if behind and behind[0] in called:
        yield behind.span()


SCALE = re.compile(
    r"(?:\b(?:no|number|patients|subjects|participants|men|women)\.?\s(?:of\s\w+\s)?at\srisk\b|^at risk\b)",
    re.IGNORECASE,
)


def _is_scale(block: Block, context: PageContext) -> bool:
    """Whether a cell belongs to the numbers at risk under a survival curve, which are no claims."""
    cell, caption = block.cell, context.inherited[block.index].caption
    heads = () if cell is None else (*cell.row_heads, *cell.column_heads, cell.stub)
    return any(SCALE.search(head) for head in heads) or bool(caption and SCALE.search(caption.text))


def _has_digit(text: str, mention: Mention) -> bool:
    return any(character.isdigit() for character in text[mention.start : mention.end])
