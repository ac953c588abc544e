"""A page to its numeric claims, each with all that gives it meaning, and to the ledger of its numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from claims.alike import measure_beside
from claims.arms_below import intervals_below
from claims.assemble import PAIRED, assemble, like_its_pair
from claims.beside import SET_BESIDE
from claims.carried.analyses import OUTSIDE
from claims.cells import cell_claims
from claims.citing import numbers_of, symbols_of
from claims.claimable import claimable
from claims.context import PageContext, read_context
from claims.coordinated import listed, shared_sides
from claims.drafts import Draft, parts_of
from claims.endpoint_kinds import kind_of
from claims.estimates import find_estimates
from claims.evidence import Filled, name_of, taken_from
from claims.exclusions import find_exclusions
from claims.in_turn import in_turn
from claims.joining import joined
from claims.ledger import Taken, ledger_of
from claims.leftovers import leftovers
from claims.measured import told_by
from claims.measures import as_defined, measure_of
from claims.mention import Mention
from claims.model import Block, Bucket, Claim, Extraction, Kind, Marker, Note, Page
from claims.named import Named, Spot, spots_of
from claims.pages.headings import IN_BRACKETS as BESIDES
from claims.pages.tiles import TILES
from claims.phrased import choose
from claims.prevented import AGAINST_IT
from claims.printed import Estimate
from claims.reductions import Surroundings
from claims.references_list import references_of
from claims.respectively import respective
from claims.scope import sides_of
from claims.segments import LONGEST, Span, segments
from claims.sides import FOLLOWERS, SETS_AGAINST, pair_of
from claims.site import OF_ITS_OWN, Chosen, Said, Site
from claims.skeleton import Skeleton
from claims.stated import Stated, holds_for, stated_by, with_unit
from claims.units import dimension
from claims.versus import with_versus
from claims.worded import REACH
from claims.words import Words

MOST_ARMS = 6
LONGEST_HEAD = 200  # characters of what labels a row or column; longer ones are sentences that stand in a table
MEANS = frozenset({"mean", "mean_change", "median", "difference"})  # shared with a bare value that stands beside one


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
    for arm in words.arms if "/" in text else ():
        for dose in (*OF_COMBINATION.finditer(text, arm.start, arm.end), *STRENGTHS.finditer(text, arm.start, arm.end)):
            taken.append(Taken(at, *dose.span(), Bucket.EXCLUDED, "dose in the name of an arm"))
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
            found, endpoint = _segment_claims(site, kept)
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


def _segment_claims(site: Site, estimates: list[Estimate]) -> tuple[list[Claim], Chosen | None]:
    """Claims of one segment, and the endpoint that what follows may go on speaking of."""
    text, words = site.block.text, site.words
    chosen: list[Chosen] = []
    measures: list[str] = []
    whats: list[Filled] = []
    previous = site.said.endpoint
    windows = _windows(estimates, site.segment)
    for i, estimate in enumerate(estimates):
        pick = choose(site, estimate, windows[i], previous)
        if estimate.form in FOLLOWERS and i and pick.name != "age":
            pick = chosen[i - 1]
        around = _around(site, estimate, windows[i])
        measure = measure_of(estimate, around, _kind(site, pick), pick.name)
        measure = as_defined(measure, around, site.context.abbreviations)
        if measure == "rate" and "risk_reduction" in measures and text.endswith("by ", 0, estimate.start):
            measure = "risk_reduction"  # reduced the risk of A by 68% and of B by 40%
        if measure == "rate" and not measures and IT_WAS.search(around.before):
            measure = _said_before(site, estimate) or measure
        if measure == "rate" and pick.pattern == AGAINST_IT and _goes_on_from(i, measures, estimates, text):
            measure = "risk_reduction"  # vaccine efficacy was 61% against A, with 64% in B and 53% against C
        measure = measure_beside(measure, i, measures, estimates, text)
        is_result = measure not in ("threshold", "p_value", "dose", "count") and estimate.form != "n="
        if is_result and pick.pattern not in ("schedule", "cycle"):
            previous = pick
        chosen.append(pick)
        measures.append(measure)
        whats.append(told_by(measure, estimate, around, site.block.index))
    chosen = respective(chosen, estimates, words, site.segment)
    estimates = [_with_unit(e, estimates[i - 1]) if i else e for i, e in enumerate(estimates)]
    product = site.context.arms.product
    pair = pair_of(words, words.arms, site.said, site.inherited, product)
    rows = () if any(one.pattern == "respectively" for one in chosen) else listed(estimates, words, site.segment)
    apart = frozenset(place for row in rows for place in row.names)
    sides = sides_of(estimates, site.segment, words, site.said, site.inherited, apart, product)
    sides = shared_sides(sides, rows, pair)
    sides = with_versus(estimates, measures, sides, text, pair, product)
    claims: list[Claim] = []
    for i, estimate in enumerate(estimates):
        here = site
        if claims or windows[i] != site.window:
            said = replace(site.said, results=(*site.said.results, *claims[-6:]))
            here = replace(site, window=windows[i], said=said)
        claim = assemble(here, estimate, chosen[i], whats[i], sides[i])
        for row in rows:
            claim = row.told(claim, i)
        against = i and SETS_AGAINST.search(text[estimates[i - 1].end : estimate.start])
        if not against and claim.measure == "other":
            claim = _like_a_mean_beside(claim, claims, estimates, text)
        told = _set_against(claims) if against else None  # not `at least four points`, which says of whom
        if told is not None and claim.unit == claims[told].unit:
            claim = like_its_pair(claim, claims[told])
            if claims[told].timepoint is None and claim.measure == claims[told].measure:
                claims[told] = taken_from(claims[told], claim, "timepoint", PAIRED)
        elif (
            i
            and claim.timepoint is None
            and claim.measure == claims[-1].measure
            and IN_THE_OTHER_ARM.fullmatch(text, estimates[i - 1].end, estimate.start)
        ):
            claim = taken_from(claim, claims[-1], "timepoint", PAIRED)
        claims.append(claim)
    return claims, previous


GOES_ON = re.compile(r"(?:[^.;\d]|\([^()]*\)){0,80}\b(?:and|with|but|vs\.?|versus|while)\s(?:of\s|only\s|was\s)?")


def _goes_on_from(i: int, measures: list[str], estimates: list[Estimate], text: str) -> bool:
    """Whether a share is told in one breath with the efficacy before it."""
    is_first = not i or measures[i - 1] != "risk_reduction"
    return not is_first and bool(GOES_ON.fullmatch(text, estimates[i - 1].end, estimates[i].start))


# `Vaccine efficacy was 77.8%. After one season it was 88.9%.`, `Against the other, the reduction was 11%.`
IT_WAS = re.compile(
    r"\b(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]he reduction) (?:was|had been|is|rose to|fell to|reached|stood at)\s(?:about\s|nearly\s)?$"
)


def _said_before(site: Site, estimate: Estimate) -> str | None:
    """What kind of number the result was that `it` stands for: the last one before, if it has the same unit; a reduction
    may have the values that it is of behind it."""
    told = reversed(site.said.results)
    last = next((one for one in told if one.unit == estimate.unit or one.measure not in OF_ARMS), None)
    return last.measure if last is not None and last.unit == estimate.unit else None


OF_ARMS = frozenset({"rate", "mean", "median"})  # measures that a reduction parts


def _set_against(claims: list[Claim]) -> int:
    """Which of the values before one it is set against: the last that is no limit."""
    return next((i for i in range(len(claims) - 1, -1, -1) if claims[i].measure != "threshold"), len(claims) - 1)


# `was 26.5% with A and 16.1% with B`: both at the time named before the first.
IN_THE_OTHER_ARM = re.compile(r"\s(?:with|for|in|on)\s[^,.;:\d]{2,60}?,?\sand\s")


def _like_a_mean_beside(claim: Claim, before: list[Claim], estimates: list[Estimate], text: str) -> Claim:
    """`A mean of 25.8 with A (n=107) and 13.1 with B`: a value beside a mean is one, over the sizes of their arms."""
    last = next((i for i in range(len(before) - 1, -1, -1) if before[i].measure != "count"), None)
    if last is None or before[last].measure not in MEANS or before[last].unit != claim.unit:
        return claim
    is_beside = SET_BESIDE.fullmatch(text, estimates[last].end, estimates[len(before)].start)
    return like_its_pair(claim, before[last]) if is_beside else claim


def _with_unit(estimate: Estimate, before: Estimate) -> Estimate:
    """A range without a unit of its own has that of the value it stands behind: `64 years (range, 29-84)`."""
    if estimate.form not in FOLLOWERS or estimate.unit is not None or dimension(before.unit) != "time":
        return estimate
    return replace(estimate, unit=before.unit)


def _kind(site: Site, pick: Chosen) -> str | None:
    """What the endpoint measures; under a label of the page's own (`Lumbar spine: 13.7%`) what the heading's does."""
    known = kind_of(pick.name)
    if known is None and pick.pattern == "label before the colon":
        outer = (site.inherited.lead, *site.inherited.headings)
        known = next((kind_of(words.endpoints[0].id) for words in outer if words and words.endpoints), None)
    return known


def _windows(estimates: list[Estimate], segment: Span) -> list[Span]:
    """For each estimate the stretch from the end of the one before to the start of the one behind."""
    ends = [segment[0], *(max(segment[0], estimate.end) for estimate in estimates[:-1])]
    starts = [*(estimate.start for estimate in estimates[1:]), segment[1]]
    return list(zip(ends, starts, strict=True))


def _around(site: Site, estimate: Estimate, window: Span) -> Surroundings:
    text, inherited = site.block.text, site.inherited
    return Surroundings(
        before=text[max(site.segment[0], estimate.start - REACH) : estimate.start],
        near_before=text[max(window[0], estimate.start - REACH) : estimate.start],
        after=text[estimate.end : min(site.segment[1], estimate.end + REACH)],
        near_after=text[estimate.end : min(window[1], estimate.end + REACH)],
        labels=_read(inherited.lead),
        heading=_read(inherited.headings[0] if inherited.headings else None),
    )


def _read(words: Words | None) -> str:
    """The front of a text, with its place; what a title says besides, in brackets at its end, is of itself."""
    text = BESIDES.sub(lambda match: " " * len(match[0]), words.text)[:REACH] if words else ""
    return Named(text, Spot(words.block, 0, len(text))) if words else ""
