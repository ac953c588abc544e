"""Says whose an estimate is: which arm, or that it is of the trial and none of its arms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from claims.counted import ENROLLED
from claims.default_arms import default_arm
from claims.dose_arms import ITS_DOSE
from claims.endpoint_kinds import kind_of
from claims.evidence import Filled
from claims.label_lines import arm_labelled
from claims.mention import Mention
from claims.model import Section
from claims.named import like
from claims.nearest import without_brackets
from claims.pages.stacked import LABEL_LEVEL
from claims.printed import Estimate
from claims.sides import NO_ARM, Sides, is_control
from claims.site import Chosen, Site
from claims.words import between

NEAR = 25  # characters between an arm's name and a count that is its own
# Between arms of which each patient had one: ` at 5 mg/kg every 3 weeks (n=227) or to `, ` (n=355), `
OWN_DOSE = r"(?:\s(?:at\s)?\d[^,;:()]{1,50}?)?(?:\s\([^)]*\))?"
EITHER = re.compile(rf"{OWN_DOSE},?\sor\s(?:to\s)?(?:the\s)?")
NEXT_ARM = re.compile(rf"{OWN_DOSE},\s(?:to\s)?")


def arm_of(site: Site, estimate: Estimate, pick: Chosen, measure: str, side: Sides) -> Filled:
    """The arm of an estimate: its side of the sentence, else what leads it or stands above it, else the default."""
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
    if measure == "time" and side.pattern == "named behind" and OF_A_TRIAL.search(*_around_time(site, estimate)):
        return Filled()  # `12-week, placebo-controlled studies of A`
    if side.arm is None and measure in OF_AN_ARM:
        led = _led_by(site)
        if led.name and not IN_ALL.search(site.block.text, *site.segment):
            return led
    is_reaction = measure == "time" and REACTED.search(site.block.text[slice(*site.segment)])
    if side.arm is None and (is_reaction or site.block.section is Section.SAFETY):
        if IN_ALL.search(site.block.text[estimate.end : site.segment[1]]):
            return Filled()
        above = site.inherited.arm
        if above and site.product and SUBSTANCE.fullmatch(above) and not _is_compared(above, site):
            above = None  # a medicine that a warning names beside the product
        spoken = (
            Filled(site.said.arm, "named last in the block"),
            Filled(None if is_reaction else above, "named last under the heading"),
            Filled(site.product, "the product, whose reactions they are"),
        )
        product = site.product if site.product and site.product in site.block.text[slice(*site.segment)] else ""
        # A sentence that names the product speaks of no arm without it, whichever was named last.
        return next((a for a in spoken if a.name and not is_control(a.name) and product in a.name), Filled())
    if side.arm is None and site.said.arm and THIS_ARM.search(site.block.text, *site.segment):
        return Filled(site.said.arm, "named last in the block")
    if side.arm is None and measure == "rate" and OF_REACTIONS.match(site.block.text):
        return Filled(site.product, "the product, whose reactions they are")
    if side.arm:
        return Filled(side.arm, side.pattern)
    told_as = "difference" if pick.name in OVER_A_DIFFERENCE else measure
    kind = "response" if pick.name == "responded" else kind_of(pick.name)
    return default_arm(site, told_as, kind, estimate.start, estimate.end)


SUBSTANCE = re.compile(r"[a-z]{6,}")


def _is_compared(arm: str, site: Site) -> bool:
    """Whether an arm is the product's own, or one that the page sets against it."""
    own = (*site.context.arms.product, *(site.inherited.pair or ()), *site.context.arms.heads)
    return arm in own or arm.casefold() in site.inherited.opponents


OVER_A_DIFFERENCE = frozenset({"NNT", "NNH"})  # one divided by the difference between two arms


# What stands around the length of a trial, before its arms are named.
OF_A_TRIAL = re.compile(
    r"\b(?:trial|study|studies|extension|placebo-controlled|open[- ]label|double[- ]blind|randomi[sz]ed)\b|\b\d:\d\b",
    re.IGNORECASE,
)
ROUND_A_TIME = 60  # characters


def _around_time(site: Site, estimate: Estimate) -> tuple[str, int, int]:
    start, end = site.segment
    return site.block.text, max(start, estimate.start - ROUND_A_TIME), min(end, estimate.end + ROUND_A_TIME)


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
    labelled = arm_labelled(site.context.words[site.block.index], start)
    if labelled is not None:
        return Filled(labelled, "label above")
    lead = site.inherited.lead
    names = {mention.id for mention in lead.arms} if lead and lead.text.rstrip().endswith(":") else set()
    if len(names) == 1:
        return Filled(_without_only_dose(next(iter(names)), site), "named by the lead-in")
    page = site.context.page
    labels = [h for h in site.inherited.headings if h.arms and page.blocks[h.block].level >= LABEL_LEVEL]
    names = {mention.id for mention in labels[0].arms} if labels else set()
    return Filled(next(iter(names)), "label above") if len(names) == 1 else Filled()


def _without_only_dose(arm: str, site: Site) -> str:
    """An arm without the dose that tells it from no other, where the page compares none."""
    bare = ITS_DOSE.sub("", arm).strip()
    return like(arm, bare) if bare in site.context.arms.product and not site.context.arms.doses else arm


THIS_ARM = re.compile(
    r"\b(?:in|on|of|for|within)\s(?:this|that|the\ssame)\s(?:treatment\s)?(?:arm|group)\b", re.IGNORECASE
)
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
# `for a median of`, `(median`; not `for 52 weeks, with`
FOLLOWED = re.compile(r"[^.;\d]{0,60}\b(?:followed|for)\b[^.;\d]{0,40}|\s\((?:median|mean|average)(?:\sof)?[\s:,]{1,2}")
BY_NAME = 14  # characters between a follow-up and the arm it is of


def _stands_by(site: Site, estimate: Estimate, side: Sides) -> bool:
    """Whether the arm stands right behind a follow-up time: `37.5 months (Exemplar)`, `in the placebo arm`."""
    text = site.block.text
    before = [m for m in site.words.arms if m.end <= estimate.start]
    if before and before[-1].id == side.arm and FOLLOWED.fullmatch(text, before[-1].end, estimate.start):
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
        behind = [m for m in site.words.arms if m.start >= estimate.end]
        return estimate.form == "n=" or not _is_one_of(behind, text)
    happened = [m for m in site.words.arms if m.start >= estimate.end][:1]
    if happened and happened[0].id == side.arm and OCCURRED_IN.fullmatch(text, estimate.end, happened[0].start):
        return True
    if happened and happened[0].id == side.arm and TREATED_WITH.fullmatch(text, estimate.end, happened[0].start):
        return not _is_one_of([m for m in site.words.arms if m.start >= estimate.end], text)
    before = [m for m in site.words.arms if m.end <= estimate.start]
    if side.pattern != "named before" or not before:
        return False
    between = text[before[-1].end : estimate.start]
    if EVALUATED_IN.fullmatch(between) and SAFETY_OF.search(text, max(0, before[-1].start - 40), before[-1].start):
        return True
    if len(between) > NEAR:
        return False
    return not ENROLLED.search(between) and not between.endswith(" in ")


def _is_one_of(arms: Sequence[Mention], text: str) -> bool:
    """Whether arms are listed of which each patient had one: `A 10 mg, A 25 mg, or placebo`."""
    for one, other in pairwise(arms):
        gap = text[one.end : other.start]
        if EITHER.fullmatch(gap):
            return True
        if not NEXT_ARM.fullmatch(gap):
            return False
    return False


# `208 deaths occurred in the A arm and 234 in the B arm`
OCCURRED_IN = re.compile(
    r"(?:\s(?:(?:had\s|have\s)?occurred|(?:was|were|had been)\s(?:reported|observed|seen|recorded|noted)))?\s(?:in|with|on|among)\s(?:the\s)?"
)


# `13 patients with acute disease were treated with A`
TREATED_WITH = re.compile(
    r"(?:\s[^.;:]{1,110}?)?\s(?:(?:were|was|have\sbeen|had\sbeen)\s(?:treated\swith|started\son|given)|have\sreceived)\s(?:at\sleast\sone\sdose\sof\s)?"
)
# `The safety of A was evaluated in 241 patients`
SAFETY_OF = re.compile(r"\b(?:safety|tolerability)(?:\s(?:profile|data))?\s(?:of|for)\s$", re.IGNORECASE)
EVALUATED_IN = re.compile(
    r"[®™]?\s(?:has\sbeen|have\sbeen|was|were|is)\s(?:also\s)?(?:evaluated|assessed|studied|established|based)\s(?:in|on)\s(?:a\stotal\sof\s)?"
)


def _dosed_arm(site: Site, estimate: Estimate, pick: Chosen) -> str | None:
    """The arm a dose is given in: the one whose name holds it, the one named before it, the medicine itself, else the
    product."""
    inside = next((m for m in site.words.arms if m.start <= estimate.start and estimate.end <= m.end), None)
    within = inside.id if inside else None
    is_sized = inside is not None and bool(ITS_SIZE.match(site.block.text, inside.end))  # `budesonide 200 µg (n=198)`
    before = [m.id for m in site.words.arms if m.end <= estimate.start]
    behind = [m.id for m in site.words.arms if 0 <= m.start - estimate.end < NEAR and not is_control(m.id)]
    medicine = like(pick.name, pick.name.removesuffix(" dose")) if pick.name else None
    known = medicine if medicine and medicine != "dose" else None
    if known and any(known != name and known in PARTS.split(name) for name in site.context.arms.generic_of.values()):
        return known  # of two in one product each has its own dose
    near = [name for name in (within, *reversed(before), *behind) if name]
    if not is_sized and not ASSIGNED.search(site.block.text[slice(*site.segment)]):
        is_partner = known and known != site.product and not _is_under_study(known, site)
        own = None if is_partner else known or site.said.arm or site.product
        near = [name for name in near if _is_under_study(name, site)] if near else [own] if own else []
    arm = next((name for name in near if name), None)
    return like(arm, ITS_DOSE.sub("", arm).strip() or arm) if arm else None


ITS_SIZE = re.compile(r"\s?\([nN]\s?=")
ASSIGNED = re.compile(r"\b(?:randomi[sz]ed|assigned|allocated|patients received)\b")


def _is_under_study(arm: str, site: Site) -> bool:
    """Whether a dosed medicine is itself an arm, not a partner within one."""
    arms = site.context.arms
    generics = list(arms.generic_of.values())
    generics += [part for name in generics for part in PARTS.split(name)]  # each of two in one product
    substances = {form for name in generics for form in (name, SUFFIX.sub("", name))}
    known = {*arms.brands, *substances, *(site.inherited.pair or ()), *arms.heads}
    bare = ITS_DOSE.sub("", arm).strip()
    folded = set(map(str.casefold, known))
    is_known = arm.casefold() in folded or bare.casefold() in folded
    return is_known or is_control(arm) or any(brand.casefold() in arm.casefold() for brand in arms.brands)


PARTS = re.compile(r"\s?[+/]\s?|,\s|\sand\s")
SUFFIX = re.compile(r"-[a-z]{4}$")  # of a biological substance
