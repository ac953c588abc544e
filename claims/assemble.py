"""Puts a claim together: an estimate with the slots that its sentence, its block and the page around it fill."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.arms import ITS_DOSE
from claims.citing import Cited, cited_by_block, cited_in
from claims.counted import ENROLLED
from claims.lexicon import load, pattern
from claims.model import Block, Claim, Evidence, Section
from claims.numerals import quantity
from claims.printed import Estimate
from claims.scope import COMPARATIVE, NO_ARM, Sides, nearest
from claims.site import Chosen, Said, Site, last
from claims.units import canonical

TIMED = frozenset(
    {"rate", "mean_change", "difference", "mean", "risk_reduction", "fold", "other", "odds_ratio", "risk_ratio"}
)
TIMED_ITSELF = frozenset({"dose", "count"})  # take a time point only from their own sentence
RATIOS = frozenset({"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"})
UNANALYSED = frozenset({Section.SAFETY, Section.BOILERPLATE})
DESIGN = frozenset({"dose", "threshold"})  # measures that belong to a trial, not to one of its analyses
DESIGNED = re.compile(r"\b[Pp]hase \d|\brandomi[sz]ed (?:[\d,]+|\d:|to\b)|\bwere (?:randomi[sz]ed|randomly assigned)|\bopen-label|\bdouble-blind|\benrolled\b")
AROUND = 4000  # characters around a sentence that tell whether its block is about the design of a trial
NEAR = 25  # characters between an arm's name and a count that is its own
FAR = 60  # as far behind the value as its interval may stand and still be quoted with it: an arm's name in between
EITHER = re.compile(r"(?:\s\([^)]*\))?,?\sor\s(?:to\s)?(?:the\s)?")
DISEASE = pattern("context", "diseases")
THESE = re.compile(
    r"\b(?:[Aa]mong|[Oo]f|[Ii]n)\s(?:these|those|the)\s(?P<n>[\d,]+)\s"
    r"(?:patients|participants|subjects|people|adults|women|men)"
)


def assemble(site: Site, estimate: Estimate, pick: Chosen, measure: str, side: Sides) -> Claim:
    """Claim of an estimate, without its number in page order yet."""
    arm = _arm(site, estimate, pick, measure, side)
    tied = arm is not None and arm == side.arm
    page, block = site.context.page, site.block
    place = page.spot(block, estimate.start, _quote_end(block, estimate))
    cited = _cited(site, estimate)
    claim = Claim(
        id="",
        quote=page.source[place.start : place.end],
        place=place,
        block=block.index,
        measure=measure,
        endpoint=pick.name,
        value=estimate.value,
        status=estimate.status,
        high=estimate.high,
        unit=_unit(site, estimate, measure),
        op=estimate.op,
        ci=estimate.ci,
        p=estimate.p,
        n=estimate.n,
        of=estimate.of,
        arm=arm,
        versus=side.versus if tied else None,
        population=_population(site, estimate, measure, arm),
        analysis=_analysis(site, estimate, measure),
        timepoint=_timepoint(site, estimate, measure),
        trial=_trial(site, estimate),
        citations=cited.citations,
        footnotes=cited.footnotes,
        section=block.section,
        carrier=block.carrier,
        sentence=block.text[slice(*site.segment)],
        evidence=(
            Evidence("endpoint", pick.name or "", pick.pattern),
            Evidence("arm", arm or "", side.pattern),
            Evidence("value", block.text[estimate.start : estimate.end], estimate.form),
        ),
    )
    return _of_these(claim, site.said)


def _arm(site: Site, estimate: Estimate, pick: Chosen, measure: str, side: Sides) -> str | None:
    if pick.name in NO_ARM or pick.pattern == "length of a trial" or (measure == "count" and not _is_tied(site, estimate, side)):
        return None
    if measure == "dose":
        return _dosed_arm(site, estimate, pick)
    if side.arm is None and site.block.section is Section.SAFETY:
        brands = site.context.arms.brands
        return site.said.arm or site.inherited.arm or (brands[0] if brands else None)
    return side.arm


def _is_tied(site: Site, estimate: Estimate, side: Sides) -> bool:
    """Whether a count belongs to the arm named with it; how many a trial enrolled belongs to none."""
    text = site.block.text
    if side.pattern == "linked behind" or estimate.form == "n=":
        behind = [m for m in site.words.arms if m.start >= estimate.end][:2]
        return len(behind) < 2 or estimate.form == "n=" or not EITHER.fullmatch(text[behind[0].end : behind[1].start])
    before = [m.end for m in site.words.arms if m.end <= estimate.start]
    if side.pattern != "named before" or not before or estimate.start - before[-1] > NEAR:
        return False
    between = text[before[-1] : estimate.start]
    return not ENROLLED.search(between) and not between.endswith(" in ")


def _dosed_arm(site: Site, estimate: Estimate, pick: Chosen) -> str | None:
    """The arm a dose is given in: the one whose name holds it, the medicine itself, or the arm named before."""
    text, start = site.block.text, site.segment[0]
    within = next((m.id for m in site.words.arms if m.start <= estimate.start and estimate.end <= m.end), None)
    if within:
        return ITS_DOSE.sub("", within).strip() or within
    spoken = [m for m in site.words.arms if m.start <= estimate.start]
    outside = [m.id for m in spoken if text.count("(", start, m.start) <= text.count(")", start, m.start)]
    medicine = (pick.name or "").removesuffix(" dose")
    return next((name for name in (medicine, *reversed(outside)) if _is_under_study(name, site)), None)


def _is_under_study(arm: str, site: Site) -> bool:
    """Whether a dosed medicine is itself an arm, not a partner within one."""
    arms = site.context.arms
    known = {*arms.brands, *arms.generic_of.values(), *(site.inherited.pair or ()), *arms.heads}
    return arm in known or arm.casefold() in load("arms")["controls"]


def _population(site: Site, estimate: Estimate, measure: str, arm: str | None) -> str | None:
    """In whom: named with the estimate, before it in the block for ratios and medians, or by lead-in and headings."""
    own = nearest(site.words.populations, estimate, site.segment, site.window, site.first, site.block.text)
    said = own.id if own else None
    if said is None and site.block.section is not Section.SAFETY and measure not in ("dose", "count", "threshold"):
        if measure in ("median_time", "hazard_ratio", "risk_reduction"):
            said = site.said.population
        said = said or next((w.populations[-1].id for w in site.inherited.scopes if w.populations), None)
    if said and arm and DISEASE.search(said):
        return None  # everybody in the trial has the disease
    return said


def _timepoint(site: Site, estimate: Estimate, measure: str) -> str | None:
    if measure not in TIMED and measure not in TIMED_ITSELF:
        return None
    own = nearest(site.words.timepoints, estimate, site.segment, site.window, site.first, site.block.text)
    if own or measure in TIMED_ITSELF:
        return own.id if own else None
    if site.said.timepoint and site.block.text.find("\n", 0, site.segment[0]) >= 0:
        return site.said.timepoint
    if site.block.section is Section.SAFETY:
        return None
    return next((w.timepoints[-1].id for w in site.inherited.times if w.timepoints), None)


def _analysis(site: Site, estimate: Estimate, measure: str) -> str | None:
    own = nearest(site.words.analyses, estimate, site.segment, site.window, site.first, site.block.text)
    said = (own.id if own else last(site.words.analyses)) or site.said.analysis
    around = max(0, site.segment[0] - AROUND), site.segment[1] + AROUND
    if said or site.block.section in UNANALYSED or measure in DESIGN or DESIGNED.search(site.block.text, *around):
        return said
    return site.inherited.analysis


def _trial(site: Site, estimate: Estimate) -> str | None:
    own = nearest(site.words.trials, estimate, site.segment, site.window, site.first, site.block.text)
    return (own.id if own else last(site.words.trials)) or site.said.trial or site.inherited.trial


def _cited(site: Site, estimate: Estimate) -> Cited:
    """Markers of the sentence or block, else those of the lead-in, caption or heading that covers it."""
    cited = cited_in(site.block, (estimate.start, estimate.end), site.segment)
    if cited.citations or site.inherited.citing is None:
        return cited
    outer = cited_by_block(site.context.page.blocks[site.inherited.citing])
    return Cited(outer.citations, cited.footnotes)


def _unit(site: Site, estimate: Estimate, measure: str) -> str | None:
    """The estimate's own unit, or what a count counts (`191 of them`, `the number of cases is`), or a ratio's."""
    if estimate.unit is not None:
        return estimate.unit
    if measure in RATIOS:
        return "ratio"
    if measure != "count" or estimate.form != "number":
        return None
    text = site.block.text
    if re.compile(r"\sof (?:them|whom|these|those)\b").match(text, estimate.end):
        return "patients"
    counted = re.search(r"\bnumber of (?:new )?(\w+)", text[slice(*site.segment)]) or re.search(
        r"\bnumber of (?:new )?(\w+)", text[max(0, site.segment[0] - 400) : site.segment[1]]
    )
    return canonical(counted[1])[0] if counted else None


def _quote_end(block: Block, estimate: Estimate) -> int:
    """The end of the estimate with those of its parts that stand close behind it."""
    end = estimate.end
    for start, stop in sorted(estimate.parts):
        if 0 <= start - end <= FAR:
            end = max(end, stop)
    return min(end, len(block.text))


SHARED = COMPARATIVE - {"risk_reduction", "difference"} | {"mean_change", "mean", "median_time", "median"}


def like_its_pair(claim: Claim, other: Claim) -> Claim:
    """A value set against another shares its time point, its population and its measure."""
    plain = claim.measure in ("rate", "other", "time", "mean") and claim.ci is None
    measure = other.measure if plain and other.measure in SHARED else claim.measure
    return replace(
        claim,
        measure=measure,
        timepoint=claim.timepoint or other.timepoint,
        population=claim.population or other.population,
    )


def _of_these(claim: Claim, said: Said) -> Claim:
    """`among these 206 patients` are those whom an earlier number of the block counted."""
    match = THESE.search(claim.sentence) if claim.unit == "%" else None
    if not match:
        return claim
    counted = quantity(match["n"])
    base = next((r for r in reversed(said.results) if r.n and r.n.value == counted.value and r.endpoint), None)
    if base is None:
        return claim
    return replace(claim, of=claim.of or counted, population=claim.population or f"patients with {base.endpoint}")
