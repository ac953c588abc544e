"""A page to its numeric claims, each with all that gives it meaning, and to the ledger of its numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.citing import Cited, cited_by_block, cited_in, numbers_of, symbols_of
from claims.context import Inherited, PageContext, Words, read_context
from claims.endpoints import Chosen, choose, kinds
from claims.estimates import Estimate, find_estimates
from claims.exclusions import Exclusion, find_exclusions
from claims.ledger import Taken, ledger_of
from claims.lexicon import load, pattern
from claims.measures import Surroundings, measure_of
from claims.model import Block, Bucket, Claim, Evidence, Extraction, Kind, Marker, Note, Page, Section
from claims.numerals import quantity
from claims.references_list import references_of
from claims.scope import COMPARATIVE, FOLLOWERS, NO_ARM, SETS_AGAINST, Sides, nearest, sides_of, with_versus
from claims.segments import Span, segments
from claims.tables import Headed, headed, with_headings
from claims.units import canonical, dimension

TIMED = frozenset(
    {
        "dose",
        "rate",
        "mean_change",
        "difference",
        "mean",
        "risk_reduction",
        "fold",
        "other",
        "count",
        "odds_ratio",
        "risk_ratio",
    }
)
NEAR = 25  # characters between an arm's name and a count that is its own
DISEASE = pattern("context", "diseases")
UNANALYSED = frozenset({Section.SAFETY, Section.BOILERPLATE})


@dataclass(frozen=True, slots=True)
class _Said:
    """What earlier sentences of the same block have said."""

    endpoint: Chosen | None = None
    arm: str | None = None
    results: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim in the making, with where it stands in its block."""

    block: Block
    segment: Span
    estimate: Estimate
    claim: Claim


def extract(page: Page) -> Extraction:
    """Extraction of a page: claims in page order, every numeral in one bucket, notes, references and markers."""
    context = read_context(page)
    drafts: list[_Draft] = []
    taken: list[Taken] = []
    for block in page.blocks:
        if block.kind is Kind.REFERENCES or not block.text:
            continue
        if block.kind is Kind.ABBREVIATIONS:
            taken.append(Taken(block.index, 0, len(block.text), Bucket.NAME, "list of abbreviations"))
            continue
        exclusions = find_exclusions(block.text)
        taken.extend(Taken(block.index, e.start, e.end, e.bucket, e.reason) for e in exclusions)
        found, unclaimed = _block_drafts(block, context, exclusions)
        drafts.extend(found)
        taken.extend(unclaimed)
    drafts = _with_shared_p_values(drafts, page)
    numbered = [replace(draft, claim=replace(draft.claim, id=f"c{i}")) for i, draft in enumerate(drafts, start=1)]
    for draft in numbered:
        e = draft.estimate
        taken.append(Taken(draft.block.index, e.start, e.end, Bucket.CLAIM, None, draft.claim.id))
        taken.extend(Taken(draft.block.index, s, t, Bucket.PART, None, draft.claim.id) for s, t in e.parts)
    return Extraction(
        page=page,
        claims=tuple(draft.claim for draft in numbered),
        ledger=ledger_of(page, taken),
        references=references_of(page),
        notes=tuple(_notes(page)),
        markers=tuple(_markers(page)),
        abbreviations=context.abbreviations,
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


def _block_drafts(
    block: Block, context: PageContext, exclusions: tuple[Exclusion, ...]
) -> tuple[list[_Draft], list[Taken]]:
    words, inherited = context.words[block.index], context.inherited[block.index]
    text = block.text
    blocked = [(e.start, e.end) for e in exclusions]
    named = [(m.start, m.end) for m in words.endpoints if any(c.isdigit() for c in text[m.start : m.end])]
    taken = [Taken(block.index, s, t, Bucket.NAME, "endpoint with digits") for s, t in named]
    estimates = find_estimates(text, tuple(blocked + named))
    if block.cell is not None and block.cell.header and not any(e.form == "n=" for e in estimates):
        taken.extend(Taken(block.index, e.start, e.end, Bucket.EXCLUDED, "label of a row or column") for e in estimates)
        return [], taken
    if block.cell is not None and not block.cell.header:
        return _cell_drafts(block, context, estimates), taken
    drafts: list[_Draft] = []
    said = _Said()
    for segment in segments(text):
        inside = [e for e in estimates if segment[0] <= e.start < segment[1]]
        kept, dropped = _claimable(inside, words, segment, text)
        taken.extend(Taken(block.index, e.start, e.end, Bucket.EXCLUDED, reason) for e, reason in dropped if reason)
        if kept:
            found, said = _segment_drafts(block, context, segment, kept, said)
            drafts.extend(found)
    return drafts, taken


def _claimable(
    estimates: Sequence[Estimate], words: Words, segment: Span, text: str
) -> tuple[list[Estimate], list[tuple[Estimate, str]]]:
    """Estimates that say something, and those that only say when, in whom or at which dose, with the reason."""
    kept: list[Estimate] = []
    dropped: list[tuple[Estimate, str]] = []
    design = re.search(r"\b(?:randomi[sz]ed|assigned|administered|given|dose|dosage|received)\b", text[slice(*segment)])
    timed = any(dimension(e.unit) in ("share", "ratio") or e.status or e.ci or e.unit is None for e in estimates)
    for estimate in estimates:
        reason: str | None = None
        at = estimate.start, estimate.end
        unit = dimension(estimate.unit)
        if unit == "time" and timed and any(m.start <= at[0] < m.end for m in words.timepoints):
            reason = "time point of an estimate"
        elif unit in ("time", None, "count") and any(
            m.start <= at[0] and at[1] <= m.end + 1 for m in words.populations
        ):
            reason = "describes a population"
        elif unit == "dose" and any(m.start <= at[0] < m.end for m in words.arms) and not design:
            reason = "dose in the name of an arm"
        elif unit is None and estimate.form == "number" and estimate.ci is None and estimate.p is None:
            reason = _bare(estimate, text, segment)
        elif unit is None and estimate.form == "low-high":
            reason = ""
        if reason is None:
            kept.append(estimate)
        else:
            dropped.append((estimate, reason))
    return kept, dropped


def _bare(estimate: Estimate, text: str, segment: Span) -> str | None:
    """Why a number without unit is no claim; None where it is one; empty where it could not be read."""
    from claims.measures import ratio_named, says  # noqa: PLC0415 - kept beside its only use

    before = text[segment[0] : estimate.start]
    if ratio_named(before[-100:]) or ratio_named(text[estimate.end : estimate.end + 20]):
        return None
    around = f"{before[-90:]} {text[estimate.end : estimate.end + 60]}"
    if estimate.op != "=" and says("threshold", before[-80:]):
        return None
    if (
        says("mean_change", around)
        or says("difference", around)
        or says("median", before[-40:])
        or says("mean", before[-40:])
    ):
        return None
    if re.match(r"\sof (?:them|whom|these|those|which)\b", text[estimate.end : segment[1]]):
        return None
    if re.search(r"\bnumber (?:of [\w\s]{3,40})?(?:is|was)\b[\w\s]{0,24}$", before):
        return None
    if re.search(r"\b(?:NNT|number needed to treat|ARR|rate)\b", before[-40:]):
        return None
    return ""


def _segment_drafts(
    block: Block, context: PageContext, segment: Span, estimates: list[Estimate], said: _Said
) -> tuple[list[_Draft], _Said]:
    words, inherited = context.words[block.index], context.inherited[block.index]
    text = block.text
    chosen: list[Chosen] = []
    measures: list[str] = []
    windows: list[Span] = []
    previous = said.endpoint
    for i, estimate in enumerate(estimates):
        start = max(segment[0], estimates[i - 1].end if i else segment[0])
        stop = estimates[i + 1].start if i + 1 < len(estimates) else segment[1]
        windows.append((start, stop))
        pick = choose(estimate, segment, words, (start, stop), inherited, previous, block.section is Section.SAFETY)
        if estimate.form in FOLLOWERS and i:
            pick = chosen[i - 1]
        around = _around(estimate, text, segment, (start, stop), inherited)
        measure = measure_of(estimate, around, kinds().get(pick.name or ""), pick.name)
        if measure not in ("threshold", "p_value", "dose") and estimate.form != "n=":
            previous = pick
        chosen.append(pick)
        measures.append(measure)
    sides = sides_of(estimates, segment, words, inherited)
    sides = with_versus(estimates, measures, sides, text, _pair(words, segment, inherited))
    drafts = []
    for i, estimate in enumerate(estimates):
        first = estimates[0].start
        claim = _claim(block, context, segment, estimate, chosen[i], measures[i], sides[i], windows[i], first, said)
        if (
            i
            and SETS_AGAINST.search(text[estimates[i - 1].end : estimate.start])
            and claim.unit == said.results[-1].unit
        ):
            claim = _like_its_pair(claim, said.results[-1])
        drafts.append(_Draft(block, segment, estimate, claim))
        said = replace(said, results=(*said.results, claim))
    spoken = [m.id for m in words.arms if segment[0] <= m.start < segment[1]]
    return drafts, replace(said, endpoint=previous, arm=spoken[-1] if spoken else said.arm)


def _pair(words: Words, segment: Span, inherited: Inherited) -> tuple[str, str] | None:
    from claims.arms import pair_in  # noqa: PLC0415 - kept beside its only use

    inside = tuple(m for m in words.arms if segment[0] <= m.start and m.end <= segment[1])
    return pair_in(words.text, inside) or inherited.pair


def _around(estimate: Estimate, text: str, segment: Span, window: Span, inherited: Inherited) -> Surroundings:
    labels = inherited.lead.text if inherited.lead else ""
    return Surroundings(
        before=text[segment[0] : estimate.start],
        near_before=text[window[0] : estimate.start],
        after=text[estimate.end : segment[1]],
        near_after=text[estimate.end : window[1]],
        labels=labels,
        heading=inherited.headings[0].text if inherited.headings else "",
    )


def _claim(
    block: Block,
    context: PageContext,
    segment: Span,
    estimate: Estimate,
    pick: Chosen,
    measure: str,
    side: Sides,
    window: Span,
    first: int,
    said: _Said,
) -> Claim:
    words, inherited = context.words[block.index], context.inherited[block.index]
    arm, versus = side.arm, side.versus
    if pick.name in NO_ARM or (measure == "count" and not _is_tied(side, estimate, words, segment)):
        arm = versus = None
    elif measure == "dose":
        spoken = [m for m in words.arms if segment[0] <= m.start <= estimate.start]
        outside = [m.id for m in spoken if block.text.count("(", 0, m.start) <= block.text.count(")", 0, m.start)]
        medicine = (pick.name or "").removesuffix(" dose")
        within = next((m.id for m in words.arms if m.start <= estimate.start and estimate.end <= m.end), None)
        arm = within or next(
            (name for name in (medicine, *reversed(outside)) if _is_under_study(name, context, inherited)), None
        )
    elif arm is None and block.section is Section.SAFETY:
        arm = said.arm or inherited.arm or (context.arms.brands[0] if context.arms.brands else None)
    population = nearest(words.populations, estimate, segment, window, first, block.text)
    said_population = population.id if population else _outer_population(words, segment, measure, inherited, block)
    if said_population and arm and DISEASE.search(said_population):
        said_population = None  # everybody in the trial has the disease
    timepoint = nearest(words.timepoints, estimate, segment, window, first, block.text) if measure in TIMED else None
    said_time = timepoint.id if timepoint else None
    if said_time is None and measure in TIMED - {"dose", "count"} and "\n" in block.text[: segment[0]]:
        said_time = next((m.id for m in reversed(words.timepoints) if m.end <= segment[0]), None)
    if said_time is None and measure in TIMED - {"dose", "count"} and block.section is not Section.SAFETY:
        said_time = next((w.timepoints[-1].id for w in inherited.scopes if w.timepoints), None)
    cited = _cited(block, context, estimate, segment)
    claim = _built(
        block, context, segment, estimate, measure, pick, arm, versus, said_population, said_time, cited, side
    )
    return _of_these(claim, said)


def _is_tied(side: Sides, estimate: Estimate, words: Words, segment: Span) -> bool:
    """Whether a count belongs to the arm named with it; how many a trial enrolled belongs to none."""
    if side.pattern == "linked behind" or estimate.form == "n=":
        return True
    before = [m.end for m in words.arms if segment[0] <= m.start and m.end <= estimate.start]
    return side.pattern == "named before" and estimate.start - before[-1] <= NEAR


def _is_under_study(arm: str, context: PageContext, inherited: Inherited) -> bool:
    """Whether a dosed medicine is itself an arm, not a partner within one."""
    generics = context.arms.generic_of.values()
    return (
        arm.casefold() in load("arms")["controls"]
        or arm in context.arms.brands
        or arm in generics
        or arm in (inherited.pair or ())
        or arm in context.arms.heads
    )


def _like_its_pair(claim: Claim, other: Claim) -> Claim:
    """A value set against another shares its time point, its population and its measure."""
    measure = other.measure if claim.measure == "rate" and other.measure in COMPARATIVE else claim.measure
    return replace(
        claim,
        measure=measure,
        timepoint=claim.timepoint or other.timepoint,
        population=claim.population or other.population,
    )


def _of_these(claim: Claim, said: _Said) -> Claim:
    """`among these 206 patients` are those whom an earlier number of the paragraph counted."""
    match = re.search(
        r"\b(?:[Aa]mong|[Oo]f|[Ii]n)\s(?:these|those|the)\s([\d,]+)\s(?:patients|participants|subjects|people|adults|women|men)",
        claim.sentence,
    )
    if not match or claim.unit != "%":
        return claim
    counted = quantity(match[1])
    base = next((r for r in reversed(said.results) if r.n and r.n.value == counted.value and r.endpoint), None)
    if base is None:
        return claim
    return replace(claim, of=claim.of or counted, population=claim.population or f"patients with {base.endpoint}")


def _outer_population(words: Words, segment: Span, measure: str, inherited: Inherited, block: Block) -> str | None:
    if block.section is Section.SAFETY or measure in ("dose", "count", "threshold"):
        return None
    earlier = [m for m in words.populations if m.end <= segment[0]]
    if earlier and measure in ("median_time", "hazard_ratio", "risk_reduction"):
        return earlier[-1].id
    return next((w.populations[-1].id for w in inherited.scopes if w.populations), None)


def _cited(block: Block, context: PageContext, estimate: Estimate, segment: Span) -> Cited:
    cited = cited_in(block, (estimate.start, estimate.end), segment)
    if cited.citations:
        return cited
    citing = context.inherited[block.index].citing
    if citing is None:
        return cited
    outer = cited_by_block(context.page.blocks[citing])
    return Cited(outer.citations, cited.footnotes)


def _built(
    block: Block,
    context: PageContext,
    segment: Span,
    estimate: Estimate,
    measure: str,
    pick: Chosen,
    arm: str | None,
    versus: str | None,
    population: str | None,
    timepoint: str | None,
    cited: Cited,
    side: Sides,
) -> Claim:
    words, inherited = context.words[block.index], context.inherited[block.index]
    page = context.page
    analysis = None
    if block.section not in UNANALYSED:
        own = [m for m in words.analyses if segment[0] <= m.start < segment[1]] or [
            m for m in words.analyses if m.end <= segment[0]
        ]
        analysis = own[-1].id if own else inherited.analysis
    trials = [m for m in words.trials if m.start < segment[1]]
    inside = [m for m in trials if segment[0] <= m.start]
    before = [m for m in inside if m.end <= estimate.start]
    trial = (before or inside or trials or [None])[-1]
    end = _quote_end(block, estimate)
    place = page.spot(block, estimate.start, end)
    evidence = (
        Evidence("endpoint", pick.name or "", pick.pattern),
        Evidence("arm", arm or "", side.pattern),
        Evidence("value", block.text[estimate.start : estimate.end], estimate.form),
    )
    unit = estimate.unit
    if (
        unit is None
        and measure == "count"
        and re.match(r"\sof (?:them|whom|these|those)\b", block.text[estimate.end :])
    ):
        unit = "patients"
    if unit is None and measure == "count" and estimate.form == "number":
        counted = re.search(r"\bnumber of (?:new )?(\w+)", block.text)
        unit = canonical(counted[1])[0] if counted else None
    if unit is None and measure in ("hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"):
        unit = "ratio"
    return Claim(
        id="",
        quote=page.source[place.start : place.end],
        place=place,
        block=block.index,
        measure=measure,
        endpoint=pick.name,
        value=estimate.value if measure != "p_value" else estimate.p or estimate.value,
        status=estimate.status,
        high=estimate.high,
        unit=unit,
        op=estimate.op,
        ci=estimate.ci,
        p=estimate.p,
        n=estimate.n,
        of=estimate.of,
        arm=arm,
        versus=versus,
        population=population,
        analysis=analysis,
        timepoint=timepoint,
        trial=trial.id if trial else inherited.trial,
        citations=cited.citations,
        footnotes=cited.footnotes,
        section=block.section,
        carrier=block.carrier,
        sentence=block.text[slice(*segment)],
        evidence=evidence,
    )


def _quote_end(block: Block, estimate: Estimate) -> int:
    """The end of the estimate with those of its parts that stand close behind it."""
    end = estimate.end
    for start, stop in sorted(estimate.parts):
        if 0 <= start - end <= 60:
            end = max(end, stop)
    return min(end, len(block.text))


def _cell_drafts(block: Block, context: PageContext, estimates: Sequence[Estimate]) -> list[_Draft]:
    told = headed(block, context.arms)
    drafts = []
    whole = (0, len(block.text))
    halves = _slash_labels(told, estimates)
    for i, estimate in enumerate(estimates):
        stated = with_headings(estimate, told)
        if dimension(stated.unit) == "dose":
            name = choose(estimate, whole, context.words[block.index], whole, Inherited(), None, False).name
        else:
            name = told.code or (halves[i] if halves else told.endpoint)
        if stated.form in ("range", "(range)", "low-high") and len(estimates) > 1 and name and not told.code:
            name = f"{name} (range)"
        pick = Chosen(name, "row and column headings")
        around = Surroundings(
            block.text[: estimate.start],
            block.text[: estimate.start],
            block.text[estimate.end :],
            block.text[estimate.end :],
            told.labels,
            "",
        )
        measure = measure_of(stated, around, kinds().get(name or ""), name)
        if measure == "threshold" and stated.op == "=":
            measure = (
                "median"
                if "median" in told.labels.casefold()
                else "mean"
                if "mean" in told.labels.casefold()
                else "other"
            )
        side = Sides(told.arm, None, "column heading")
        words = context.words[block.index]
        arms = [m.id for m in words.arms]
        if told.arm is None and arms:
            side = Sides(arms[0], None, "in the cell")
        claim = _claim(block, context, whole, stated, pick, measure, side, whole, 0, _Said())
        if told.population and not claim.population:
            claim = replace(claim, population=told.population)
        if told.timepoint and measure in TIMED:
            claim = replace(claim, timepoint=told.timepoint)
        if not claim.footnotes or not claim.citations:
            claim = _with_label_marks(claim, block, context)
        drafts.append(_Draft(block, whole, stated, replace(claim, arm=side.arm)))
    return drafts


def _slash_labels(told: Headed, estimates: Sequence[Estimate]) -> list[str] | None:
    """`90%/43%` over `Prior PI/lenalidomide`: one label each, the words before the first shared."""
    name = told.endpoint or ""
    parts = name.split("/")
    if len(estimates) < 2 or len(parts) != len(estimates) or told.code:
        return None
    head = parts[0].rpartition(" ")[0]
    return [parts[0], *(f"{head} {part}".strip() for part in parts[1:])]


def _with_label_marks(claim: Claim, block: Block, context: PageContext) -> Claim:
    """Markers printed on a row label, its group or the tile's label belong to the cells they head."""
    cell = block.cell
    assert cell is not None  # noqa: S101 - only called for cells
    citations: tuple[str, ...] = ()
    footnotes = claim.footnotes
    for other in context.page.blocks[max(0, block.index - 80) : block.index + 4]:
        if other.cell is None or not other.cell.header or other.cell.table != cell.table or not other.marks:
            continue
        if other.text in cell.row_heads or other.text in cell.column_heads:
            marks = cited_by_block(other)
            footnotes = footnotes or marks.footnotes
            citations = citations or marks.citations
    own = cited_in(block, (0, len(block.text)), (0, len(block.text)))
    return replace(claim, footnotes=footnotes, citations=own.citations or citations or claim.citations)


def _with_shared_p_values(drafts: list[_Draft], page: Page) -> list[_Draft]:
    """A p value on a line of its own under a list compares the list's items: it goes to the first of them."""
    result = list(drafts)
    for i, draft in enumerate(result):
        estimate = draft.estimate
        if draft.block.kind is not Kind.ITEM or estimate.p is None or not estimate.parts:
            continue
        start = estimate.parts[-1][0]
        if start == 0 or draft.block.text[start - 1] != "\n":
            continue
        first = i
        while first and _is_sibling(result[first - 1], draft):
            first -= 1
        if first != i and result[first].claim.p is None:
            moved = replace(result[first].claim, p=estimate.p)
            result[first] = replace(result[first], claim=moved)
            result[i] = replace(draft, claim=replace(draft.claim, p=None))
    return result


def _is_sibling(other: _Draft, draft: _Draft) -> bool:
    return (
        other.block.kind is Kind.ITEM
        and other.block.level == draft.block.level
        and other.block.group == draft.block.group
        and other.claim.endpoint == draft.claim.endpoint
        and other.claim.measure == draft.claim.measure
    )
