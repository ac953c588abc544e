"""A difference that is not significant is not told as an effect.

What is required
    Words of benefit or of comparison (improved, superior, fewer, a trend towards) stand only with a difference whose
    interval leaves out the null and whose p value is below the threshold: .05 for two sides, .025 for one.

Why
    Where the interval holds "no difference", chance alone explains what was seen.

Source
    ABPI Code, supplementary information: differences short of significance must not mislead [R, quoted in
    AUTH/2457/11/11]; 21 CFR 202.1(e)(7)(ii) [K]; PMCPA case on Femara, FDA warning letter on Aczone [R].

Passes
    "OS did not differ significantly (HR 0.87; 95% CI 0.72-1.05; P=.15)"; "ORR was 86.6% vs 82.9% (P=.39)", without a
    word of benefit; "EXEMPLAR improved PFS (HR 0.55; 95% CI 0.37-0.82)".

Fails
    "An improvement in survival (HR 0.78; 95% CI 0.60-1.00)"; "a trend towards fewer relapses (P=.08)"; "24% fewer
    lesions" where the registry has P=.052.

Stays silent
    Blocks that say in words that the difference is not significant; results of harm; results of non-inferiority; p
    values of interactions and of baselines; an interval that touches the null beside a p value below the threshold; one
    dose of several where another dose's p value cannot be told from its own; a bound with one decimal that equals no
    difference; words that favour the comparator, or tell more of what nobody wants. Needs no registry where the page prints
    the interval or the p value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.effects import Effect
from checker.everyone import is_everyone
from checker.findings import about_sentence, confidence_of
from checker.model import Confidence, Finding, Match, Rule, Severity
from checker.no_difference import Nothing, nothing_shown
from checker.view import PageView
from checker.wording import page_place, registry_places


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each word of effect, and one for each result, whatever words a sentence has for it."""
    seen: set[tuple[object, ...]] = set()
    for effect in (*view.effects.worded, *view.effects.tested):
        at = (effect.sentence.block.index, effect.sentence.start)
        nothing = next(iter(sorted(nothing_shown(view, effect), key=_is_only_registered)), None)
        if nothing is not None and (*at, nothing.subject) not in seen:
            seen.add((*at, nothing.subject))
            yield _found(view, effect, nothing)


def _is_only_registered(nothing: Nothing) -> bool:
    """Whether the page prints none of the figures itself; those that it prints are told first."""
    claim = nothing.match.claim if nothing.match else None
    return claim is None or (claim.p is None and claim.ci is None)


def _found(view: PageView, effect: Effect, nothing: Nothing) -> Finding:
    match, fact = nothing.match, nothing.fact
    is_elsewhere = match is not None and match not in view.spoken.matches_in(effect.sentence)
    told = f" ({match.claim.quote})" if match and is_elsewhere else ""
    where = f"; registered as {fact.id}" if fact else ""
    message = f"Says “{effect.said.words}” of {nothing.subject}{told}; {nothing.figures.words}{where}."
    found = about_sentence(RULE, view, effect.sentence, message, use=effect.said.use, confidence=_confidence(match))
    related = list(registry_places((fact,) if fact else ()))
    if match and is_elsewhere:
        related.insert(0, page_place(found.path, match.claim.place, match.claim.quote))
    return replace(
        found,
        claim=match.claim.id if match else None,
        fact=fact.id if fact else None,
        said=effect.said.words,
        expected="no word of benefit",
        diagnosis="not significant",
        related=tuple(related),
    )


def _confidence(match: Match | None) -> Confidence:
    if match is None:
        return Confidence.HIGH
    if not is_everyone(match.claim.population):
        return Confidence.MEDIUM
    return confidence_of(match) if match.fact else Confidence.HIGH


RULE = Rule(
    id="sta.nonsignificant",
    title="A difference that is not significant is not told as an effect",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
