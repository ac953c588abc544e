"""Puts a claim together: an estimate with the slots that its sentence, its block and the page around it fill."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.arm_of import arm_of
from claims.citing import LATER, Cited, cited_by_block, cited_in, is_apart
from claims.evidence import Filled, evidence, evidence_of, taken_from
from claims.model import Block, Claim
from claims.named import Named, Spot, like, spots_of
from claims.numerals import quantity
from claims.printed import Estimate
from claims.sides import COMPARATIVE, Sides
from claims.site import Chosen, Site
from claims.situated import RATIOS, population, timepoint
from claims.studied import analysis_of, trial_of
from claims.units import canonical

FAR = 60  # as far behind the value as its interval may stand and still be quoted with it: an arm's name in between
THESE = re.compile(
    r"\b(?:[Aa]mong|[Oo]f|[Ii]n)\s(?:these|those|the)\s(?P<n>[\d,]+)\s"
    r"(?:patients|participants|subjects|people|adults|women|men)"
)


def assemble(site: Site, estimate: Estimate, pick: Chosen, what: Filled, side: Sides) -> Claim:
    """Claim of an estimate, without its number in page order yet."""
    measure = what.name or "other"
    arm_is = arm_of(site, estimate, pick, measure, side)
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
        "population": _other_than(pick, population(site, estimate, measure, arm, pick.name), site),
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


def _other_than(endpoint: Chosen, group: Filled, site: Site) -> Filled:
    """A group, unless its words are those of the endpoint at baseline: `Men: 16 (55%)` tells how many were men."""
    is_same = spots_of(endpoint.name) and spots_of(endpoint.name) == spots_of(group.name)
    return Filled() if is_same and site.inherited.is_at_baseline else group


def _plain(name: str | None) -> str | None:
    return None if name is None else str(name)


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
    number_of = re.compile(r"\bnumber of (?:new |[a-z]+(?:en|er|ed) )?(\w+)")  # `of swollen joints`
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
