"""Puts a claim together: an estimate with the slots that its sentence, its block and the page around it fill."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.citing import LATER, Cited, cited_by_block, cited_in, is_apart
from claims.counted import ENROLLED
from claims.default_arms import default_arm
from claims.dose_arms import ITS_DOSE
from claims.endpoints import kind_of
from claims.evidence import Filled, evidence, evidence_of, taken_from
from claims.model import Block, Claim, Section
from claims.named import Named, Spot, like
from claims.nearest import without_brackets
from claims.numerals import quantity
from claims.pages.stacked import LABEL_LEVEL
from claims.printed import Estimate
from claims.sides import COMPARATIVE, NO_ARM, Sides, is_control
from claims.site import Chosen, Site
from claims.situated import RATIOS, population, timepoint
from claims.studied import analysis_of, trial_of
from claims.units import canonical
from claims.words import between

NEAR = 25  # characters between an arm's name and a count that is its own
FAR = 60  # as far behind the value as its interval may stand and still be quoted with it: an arm's name in between
EITHER = re.compile(r"(?:\s\([^)]*\))?,?\sor\s(?:to\s)?(?:the\s)?")
THESE = re.compile(
    r"\b(?:[Aa]mong|[Oo]f|[Ii]n)\s(?:these|those|the)\s(?P<n>[\d,]+)\s"
    r"(?:patients|participants|subjects|people|adults|women|men)"
)


def assemble(site: Site, estimate: Estimate, pick: Chosen, what: Filled, side: Sides) -> Claim:
    """Claim of an estimate, without its number in page order yet."""
    measure = what.name or "other"
    arm_is = _arm(site, estimate, pick, measure, side)
    arm = arm_is.name
    tied = arm is not None and arm == side.arm and arm != side.versus  # `vaccine efficacy of Exemplar` sets none apart
    page, block = site.context.page, site.block
    place = page.spot(block, estimate.start, _quote_end(block, estimate))
    cited = _cited(site, estimate)
    unit = _unit(site, estimate, measure)
    filled = {
        "measure": what,
        "endpoint": Filled(pick.name, pick.pattern),
        "unit": unit,
        "arm": arm_is,
        "versus": Filled(side.versus if tied else None, side.against or "set against it"),
        "population": population(site, estimate, measure, arm, pick.name),
        "analysis": analysis_of(site, estimate, measure),
        "timepoint": timepoint(site, estimate, measure, pick.name),
        "trial": trial_of(site, estimate, measure),
    }
    claim = Claim(
        id="",
        quote=page.source[place.start : place.end],
        place=place,
        block=block.index,
        measure=str(measure),
        endpoint=_plain(pick.name),
        value=estimate.value,
        status=estimate.status,
        high=estimate.high,
        unit=_plain(unit.name),
        op=estimate.op,
        ci=estimate.ci,
        p=estimate.p,
        n=estimate.n,
        of=estimate.of,
        arm=_plain(arm),
        versus=_plain(filled["versus"].name),
        population=_plain(filled["population"].name),
        analysis=_plain(filled["analysis"].name),
        timepoint=_plain(filled["timepoint"].name),
        trial=_plain(filled["trial"].name),
        citations=cited.citations,
        footnotes=cited.footnotes,
        section=block.section,
        carrier=block.carrier,
        sentence=block.text[slice(*site.segment)],
        evidence=evidence(site, estimate, filled, cited),
    )
    return _of_these(claim, site)


def _plain(name: str | None) -> str | None:
    return None if name is None else str(name)


def _arm(site: Site, estimate: Estimate, pick: Chosen, measure: str, side: Sides) -> Filled:
    if pick.name in NO_ARM:
        return Filled(side.arm if _stands_by(site, estimate, side) else None, "beside a follow-up")
    if pick.pattern == "length of a treatment":
        named = {mention.id for mention in site.words.arms}
        return Filled(side.arm, side.pattern) if len(named) == 1 else Filled()
    if pick.pattern == "length of a trial" or (measure == "time" and pick.pattern == "kind behind its share"):
        return Filled()  # `EXAMPLE-1 (10-week induction)`
    if measure == "count" and estimate.of is None and not _is_tied(site, estimate, side):
        return Filled()
    if measure == "dose":
        return Filled(_dosed_arm(site, estimate, pick), "medicine that is dosed")
    if measure == "time" and side.arm and is_control(side.arm) and side.pattern != "linked behind":
        return Filled()  # a trial or a wait takes time, not its comparator
    if side.arm is None and measure in OF_AN_ARM:
        led = _led_by(site)
        if led.name and not IN_ALL.search(site.block.text, *site.segment):
            return led
    is_reaction = measure == "time" and REACTED.search(site.block.text[slice(*site.segment)])
    if side.arm is None and (is_reaction or site.block.section is Section.SAFETY):
        if IN_ALL.search(site.block.text[estimate.end : site.segment[1]]):
            return Filled()
        spoken = (
            Filled(site.said.arm, "named last in the block"),
            Filled(None if is_reaction else site.inherited.arm, "named last under the heading"),
            Filled(site.product, "the product, whose reactions they are"),
        )
        product = site.product if site.product and site.product in site.block.text[slice(*site.segment)] else ""
        # A sentence that names the product speaks of no arm without it, whichever was named last.
        return next((a for a in spoken if a.name and not is_control(a.name) and product in a.name), Filled())
    if side.arm is None and measure == "rate" and OF_REACTIONS.match(site.block.text):
        return Filled(site.product, "the product, whose reactions they are")
    return (
        Filled(side.arm, side.pattern) if side.arm else default_arm(site, measure, kind_of(pick.name), estimate.start)
    )


OF_AN_ARM = frozenset({"rate", "median_time", "mean_change", "mean", "median"})  # measures of one arm's patients


def _led_by(site: Site) -> Filled:
    """The only arm that a lead-in names, the line with a colon before a list; or the one below a value alone."""
    text, start = site.block.text, site.segment[0]
    before = between(site.context.words[site.block.index].arms, 0, start)
    below = site.context.arms_below.get(site.block.index)
    if below is not None:
        return Filled(below, "named below")
    if text[:start].rstrip().endswith(":"):
        above = max(text.rfind("\n", 0, len(text[:start].rstrip())), 0)
        names = {mention.id for mention in before if mention.start >= above}
        if len(names) == 1:
            return Filled(next(iter(names)), "named by the lead-in")
    lead = site.inherited.lead
    names = {mention.id for mention in lead.arms} if lead and lead.text.rstrip().endswith(":") else set()
    if len(names) == 1:
        return Filled(next(iter(names)), "named by the lead-in")
    page = site.context.page
    labels = [h for h in site.inherited.headings if h.arms and page.blocks[h.block].level >= LABEL_LEVEL]
    names = {mention.id for mention in labels[0].arms} if labels else set()
    return Filled(next(iter(names)), "label above") if len(names) == 1 else Filled()


# A line on safety outside its section: `Adverse reactions: nausea (6%)`
OF_REACTIONS = re.compile(
    r"\W*(?:the\s)?(?:most\s)?(?:common(?:ly)?\s|frequent\s)?(?:adverse\s(?:drug\s)?reactions?|side\seffects?)\b",
    re.IGNORECASE,
)
# Reactions to a dose are reactions to the product: `most reactions occurred within seven days of vaccination`.
REACTED = re.compile(
    r"\b(?:reactions?|adverse events|side effects)\b[^.;]{0,80}\b(?:vaccination|injection|infusion|administration|dose)\b"
)
IN_ALL = re.compile(r"\b(?:both|all|either|each) (?:\w+ )?(?:groups|arms)\b")
FOLLOWED = re.compile(r"^[^.;]{0,60}\b(?:followed|for)\b[^.;]{0,40}$")
BY_NAME = 14  # characters between a follow-up and the arm it is of


def _stands_by(site: Site, estimate: Estimate, side: Sides) -> bool:
    """Whether the arm stands right behind a follow-up time: `37.5 months (Exemplar)`, `in the placebo arm`."""
    text = site.block.text
    before = [m for m in site.words.arms if m.end <= estimate.start]
    if before and before[-1].id == side.arm and FOLLOWED.search(text[before[-1].end : estimate.start]):
        return True
    behind = [m for m in site.words.arms if m.start >= estimate.end]
    if not behind or behind[0].id != side.arm:
        return False
    between = without_brackets(text[estimate.end : behind[0].start])
    return len(between) <= BY_NAME or bool(FOR_THOSE.fullmatch(between))


# `27.8 months (range, 0.5-38.7) for those given EXEMPLAR`
FOR_THOSE = re.compile(
    r"[\s)\]]{0,3}(?:in|for|with|on|among)\s(?:the\s)?(?:(?:those|patients|people|women|men)\s)?(?:(?:who\s)?(?:were\s)?(?:given|on|treated with|receiving|received|taking|assigned to|randomi[sz]ed to)\s)?(?:the\s)?"
)


def _is_tied(site: Site, estimate: Estimate, side: Sides) -> bool:
    """Whether a count belongs to the arm named with it; how many a trial enrolled belongs to none."""
    text = site.block.text
    if estimate.unit is None and estimate.form == "number":
        return True  # events in two arms set against each other
    if side.pattern == "linked behind" or estimate.form == "n=":
        behind = [m for m in site.words.arms if m.start >= estimate.end][:2]
        return len(behind) < 2 or estimate.form == "n=" or not EITHER.fullmatch(text[behind[0].end : behind[1].start])
    happened = [m for m in site.words.arms if m.start >= estimate.end][:1]
    if happened and happened[0].id == side.arm and OCCURRED_IN.fullmatch(text, estimate.end, happened[0].start):
        return True
    before = [m.end for m in site.words.arms if m.end <= estimate.start]
    if side.pattern != "named before" or not before or estimate.start - before[-1] > NEAR:
        return False
    between = text[before[-1] : estimate.start]
    return not ENROLLED.search(between) and not between.endswith(" in ")


# `208 deaths occurred in the A arm and 234 in the B arm`
OCCURRED_IN = re.compile(
    r"(?:\s(?:(?:had\s|have\s)?occurred|(?:was|were|had been)\s(?:reported|observed|seen|recorded|noted)))?\s(?:in|with|on|among)\s(?:the\s)?"
)


def _dosed_arm(site: Site, estimate: Estimate, pick: Chosen) -> str | None:
    """The arm a dose is given in: the one whose name holds it, the one named before it, the medicine itself, else the
    product."""
    within = next((m.id for m in site.words.arms if m.start <= estimate.start and estimate.end <= m.end), None)
    before = [m.id for m in site.words.arms if m.end <= estimate.start]
    behind = [m.id for m in site.words.arms if 0 <= m.start - estimate.end < NEAR and not is_control(m.id)]
    medicine = like(pick.name, pick.name.removesuffix(" dose")) if pick.name else None
    known = medicine if medicine and medicine != "dose" else None
    near = [name for name in (within, *reversed(before), *behind) if name]
    if not ASSIGNED.search(site.block.text[slice(*site.segment)]):
        is_partner = known and known != site.product and not _is_under_study(known, site)
        own = None if is_partner else known or site.said.arm or site.product
        near = [name for name in near if _is_under_study(name, site)] if near else [own] if own else []
    arm = next((name for name in near if name), None)
    return like(arm, ITS_DOSE.sub("", arm).strip() or arm) if arm else None


ASSIGNED = re.compile(r"\b(?:randomi[sz]ed|assigned|allocated|patients received)\b")


def _is_under_study(arm: str, site: Site) -> bool:
    """Whether a dosed medicine is itself an arm, not a partner within one."""
    arms = site.context.arms
    known = {*arms.brands, *arms.generic_of.values(), *(site.inherited.pair or ()), *arms.heads}
    bare = ITS_DOSE.sub("", arm).strip()
    return arm in known or bare in known or is_control(arm) or any(brand in arm for brand in arms.brands)


def _cited(site: Site, estimate: Estimate) -> Cited:
    """Markers of the sentence or block, else those of the lead-in, caption or heading that covers it."""
    cited = cited_in(site.block, (estimate.start, estimate.end), site.segment)
    # the marker of a later line of its own is less to a line than that of the title above both
    is_of_another = cited.how == LATER and is_apart(site.block, site.segment)
    if (cited.citations and not is_of_another) or site.inherited.citing is None:
        return cited
    outer = cited_by_block(site.context.page.blocks[site.inherited.citing])
    return replace(cited, citations=outer.citations, cited=outer.cited, how=outer.how)


def _unit(site: Site, estimate: Estimate, measure: str) -> Filled:
    """The estimate's own unit, or what a count counts (`191 of them`, `the number of cases is`), or a ratio's."""
    if estimate.unit is not None:
        return Filled(
            estimate.unit, "unit printed with the number" if not isinstance(estimate.unit, Named) else "unit in a head"
        )
    if measure in RATIOS:
        return Filled(like(measure, "ratio"), "a ratio has no other unit")
    if measure != "count" or estimate.form != "number":
        return Filled()
    text = site.block.text
    number_of = re.compile(r"\bnumber of (?:new )?(\w+)")
    counted = number_of.search(text, *site.segment) or number_of.search(
        text, max(0, site.segment[0] - 400), site.segment[1]
    )
    if not counted:
        return Filled()
    return Filled(Named(canonical(counted[1])[0], Spot(site.block.index, *counted.span())), "number of")


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
    shared = taken_from(claim, other, "timepoint", PAIRED) if claim.timepoint is None else claim
    shared = taken_from(shared, other, "population", PAIRED) if claim.population is None else shared
    return taken_from(shared, other, "measure", PAIRED) if measure != claim.measure else shared


PAIRED = "as the value that it is set against"


def _of_these(claim: Claim, site: Site) -> Claim:
    """`among these 206 patients` are those whom an earlier number of the block counted."""
    match = THESE.search(claim.sentence) if claim.unit == "%" else None
    if not match:
        return claim
    counted = quantity(match["n"])
    base = next((r for r in reversed(site.said.results) if r.n and r.n.value == counted.value and r.endpoint), None)
    if base is None:
        return claim
    these = Spot(site.block.index, site.segment[0] + match.start(), site.segment[0] + match.end())
    whom = tuple(e for e in base.evidence if e.slot == "endpoint")
    added = []
    if claim.of is None:
        added.append(evidence_of("of", "those counted before", these))
    if claim.population is None:
        added.append(evidence_of("population", "those counted before", these, *(spot for e in whom for spot in e.read)))
    return replace(
        claim,
        of=claim.of or counted,
        population=claim.population or f"patients with {base.endpoint}",
        evidence=(*claim.evidence, *added),
    )
