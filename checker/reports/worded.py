"""A claim -> its slots in short words for people."""

from __future__ import annotations

from claims.model import Carrier, Claim, ConfidenceInterval, Section

CARRIERS = {
    Carrier.HIDDEN: "hidden text",
    Carrier.ALT: "alt text",
    Carrier.SVG: "text of a picture",
    Carrier.META: "page metadata",
    Carrier.STRUCTURED: "structured data",
    Carrier.COMMENT: "comment",
}


def value(claim: Claim) -> str:
    """The claim's numbers as printed: `86.6% (95% CI 81 to 91), p=0.39, 155/179`."""
    with_interval = f"{estimate(claim)} ({interval(claim.ci)})" if claim.ci else estimate(claim)
    return ", ".join(part for part in (with_interval, p_value(claim), counts(claim)) if part)


def estimate(claim: Claim) -> str:
    """The number alone, with comparator, range and unit: `<=60 days`, `1 to 3 lines`, `NR`."""
    if claim.value is None:
        return claim.status or ""
    if claim.measure == "p_value":
        return f"p{claim.op}{claim.value.text}"
    number = claim.value.text if claim.op == "=" else f"{claim.op}{claim.value.text}"
    if claim.high is not None:
        number = f"{number} to {claim.high.text}"
    if not claim.unit or claim.unit == "ratio":
        return number
    return f"{number}{claim.unit}" if claim.unit.startswith("%") else f"{number} {claim.unit}"


def p_value(claim: Claim) -> str:
    """`p<0.001`, or nothing."""
    return f"p{claim.p.op}{claim.p.text}" if claim.p is not None else ""


def counts(claim: Claim) -> str:
    """`155/179`, or the one of them that is printed; nothing where the count is the estimate itself."""
    if claim.n is not None and claim.of is not None:
        return f"{claim.n.text}/{claim.of.text}"
    if claim.of is not None:
        return f"N={claim.of.text}"
    if claim.n is None or (claim.value is not None and claim.n.text == claim.value.text):
        return ""
    return f"n={claim.n.text}"


def interval(ci: ConfidenceInterval) -> str:
    """`95% CI 15.8 to NR`; a bound that is not reached is NR."""
    level = f"{ci.level.text}% " if ci.level else ""
    return f"{level}CI {ci.low.text if ci.low else 'NR'} to {ci.high.text if ci.high else 'NR'}"


def arms(claim: Claim) -> tuple[str, ...]:
    """`EXEMPLAR + Kd` and `vs Kd`: those that are named."""
    return tuple(part for part in (claim.arm, f"vs {claim.versus}" if claim.versus else None) if part)


def where(claim: Claim) -> str:
    """Population; analysis; time point; trial: those that are known."""
    return "; ".join(part for part in (claim.population, claim.analysis, claim.timepoint, claim.trial) if part)


def refs(claim: Claim) -> str:
    """Citations, then footnote markers: `1,3 *`."""
    return " ".join(part for part in (",".join(claim.citations), " ".join(claim.footnotes)) if part)


def standing(claim: Claim) -> str:
    """Section, and the carrier where it is not plain text: `body, alt text`."""
    return claim.section.value if claim.carrier is Carrier.TEXT else f"{claim.section.value}, {CARRIERS[claim.carrier]}"


def is_plain(claim: Claim) -> bool:
    """Whether it stands where a reader expects it: in the visible text of the body."""
    return claim.section is Section.BODY and claim.carrier is Carrier.TEXT
