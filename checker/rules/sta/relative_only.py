"""A relative effect stands with the absolute figures that it comes from.

What is required
    A percentage by which a risk or rate is lower, or a multiple of it, comes with the rates of both arms, their
    difference or the number needed to treat, as part of the claim.

Why
    36% fewer heart attacks may be 3 patients in a hundred against 2.

Source
    ABPI Code 2015 clause 7.2, supplementary information: never a relative risk without the absolute one, carried into
    clause 6.1 [R]; FDA guidance on quantitative information in consumer advertising, 2023 [R]; CONSORT 2010 item 17b
    [R].

Passes
    "36% fewer heart attacks (3% vs 2%)"; for times to an event on US and EU pages also "33% lower risk of death (median
    18.2 vs 12.1 months)".

Fails
    "36% fewer heart attacks"; "halves the risk of relapse"; "reduced the risk of stroke (RR 0.75)".

Stays silent
    Changes of a measured quantity (LDL-C -45%); vaccine efficacy, but on UK pages (PMCPA AUTH/3760/4/23); fewer tablets or visits;
    harms that went up, as with a risk factor; titres; safety information; absolute figures in the same block, table, list, linked note or near by in the section. Where
    they stand elsewhere on the page, or only medians on a UK or consumer page, it weighs less. One finding for each
    endpoint and section, where it is first told so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from checker.absolutes import Absolutes, absolutes_beside, absolutes_elsewhere, is_one_of_them
from checker.findings import about_claim, about_sentence
from checker.measures import RATIOS
from checker.model import Confidence, Finding, Match, Rule, Severity, Verdict
from checker.sentences import Sentence
from checker.view import PageView
from checker.wording import claim_estimate, fact_number, page_place, registry_places, some_of
from checker.wordlists import is_used
from claims.model import Claim
from claims.pipeline import endpoint_mentions
from references.model import Fact
from references.names import normal

LIGHTER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.NOTE, Severity.NOTE: Severity.NOTE}
MEDIANS_SUFFICE = frozenset({"us-hcp", "eu-hcp"})
VACCINES_TOO = frozenset({"uk-hcp"})  # PMCPA AUTH/3518/5/21, AUTH/3519/5/21, AUTH/3760/4/23: breaches of clause 6.1
RISK_RATIOS = frozenset({"risk_reduction", "risk_ratio", "rate_ratio", "hazard_ratio", "odds_ratio"})
ANOTHER = re.compile(r"\d\s?%")
NEXT_WORDS = 60  # characters behind a number in which the noun that it counts stands
PERCENTAGES = frozenset({"rate", "difference", "mean_change", "other"})


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each endpoint and section whose relative effects lack absolute figures, then those in words."""
    told: set[tuple[str, str, str, str]] = set()
    bare: dict[tuple[object, ...], list[Match]] = defaultdict(list)
    beside_first: dict[tuple[object, ...], Absolutes] = {}
    for match in view.matches:
        claim = match.claim
        if not _is_relative(view, match) or _is_no_risk(view, claim):
            continue
        endpoint = view.index.endpoint_key(claim.endpoint) if claim.endpoint else ""
        effect = (endpoint, claim.population or "", claim.trial or "", claim.value.text if claim.value else "")
        beside = absolutes_beside(view, claim)
        if beside.rates or (beside.medians and view.profile in MEDIANS_SUFFICE) or effect in told:
            continue
        told.add(effect)
        place: tuple[object, ...] = (
            view.surroundings.heading_of(view.surroundings.blocks[claim.block]),
            endpoint,
            beside.medians,
        )
        bare[place].append(match)
        beside_first.setdefault(place, beside)
    for place, matches in bare.items():
        yield _found(view, matches, beside_first[place])
    yield from _in_words(view)


def _is_relative(view: PageView, match: Match) -> bool:
    claim = match.claim
    if claim.value is None or not view.results.is_shown(claim):
        return False
    if claim.measure == "risk_reduction":
        return not is_one_of_them(view, claim)
    if claim.measure in RATIOS:
        own = view.displays.in_block[claim.block]
        told = any(c.measure == "risk_reduction" and c.sentence == claim.sentence for c in own)
        return not told and is_used(claim.sentence, "relative", "smaller_risk") and claim.value.value < 1
    if claim.measure == "fold":
        before, _, behind = claim.sentence.partition(claim.quote)
        near = f"{before[-NEXT_WORDS:]} | {behind[:NEXT_WORDS]}"
        return is_used(near, "relative", "risk") or is_used(claim.sentence, "relative")
    if claim.measure not in PERCENTAGES or claim.unit != "%":
        return False
    known = match.fact is not None and match.verdict in (Verdict.SUPPORTED, Verdict.DERIVED)
    if known and match.fact is not None:
        return match.fact.measure == "risk_reduction"
    return is_used(_beside(claim), "relative", "said_relative")


def _beside(claim: Claim) -> str:
    """The words around a number up to the numbers beside it."""
    before, _, behind = claim.sentence.partition(claim.quote)
    return f"{ANOTHER.split(before)[-1]}{claim.quote}{ANOTHER.split(behind, maxsplit=1)[0]}"


def _is_no_risk(view: PageView, claim: Claim) -> bool:
    """Whether what is fewer is no event, or the measure is that of vaccines where no authority wants more."""
    words = f"{claim.endpoint or ''} | {claim.arm or ''} | {claim.sentence}"
    spared = view.profile not in VACCINES_TOO
    if spared and is_used(words, "relative", "of_vaccines") and is_used(words, "relative", "of_efficacy"):
        return True
    if is_used(claim.sentence, "relative", "of_habits"):
        return True
    if is_used(claim.sentence, "relative", "risk") and _is_told_as_raised(claim):
        return True
    if is_used(claim.endpoint or "", "relative", "levels"):
        return True
    behind = claim.sentence.partition(claim.quote)[2][:NEXT_WORDS]
    return is_used(behind, "relative", "no_risk")


def _is_told_as_raised(claim: Claim) -> bool:
    """Whether what is multiplied is a harm that went up: `the incidence of major bleeding was twofold higher`."""
    told = claim.sentence
    if is_used(told, "relative", "smaller") or not is_used(told, "relative", "raised"):
        return False
    return is_used(f"{claim.endpoint or ''} | {told}", "relative", "of_harm")


def _found(view: PageView, matches: list[Match], beside: Absolutes) -> Finding:
    match = matches[0]
    claim = match.claim
    numbers = some_of(list(dict.fromkeys(claim_estimate(one.claim) for one in matches)))
    about = f"{numbers} ({claim.endpoint})" if claim.endpoint else numbers
    elsewhere = None if beside else absolutes_elsewhere(view, claim)
    rates = _registered_rates(view, match)
    wanted = "the rates of both arms, their difference or the number needed to treat"
    message = f"Gives {about} as a relative effect without {wanted}."
    severity = RULE.severity_for(view.profile)
    if beside.medians:
        message = f"Gives {about} as a relative effect with medians only, without {wanted}."
        severity = LIGHTER[severity]
    elif elsewhere is not None:
        message = f"Gives {about} as a relative effect; the absolute figures stand elsewhere."
        severity = LIGHTER[severity]
    if rates:
        message += f" Registered: {some_of([f'{fact.id} {fact_number(fact)}' for fact in rates])}."
    found = about_claim(RULE, view, match, message, severity=severity, confidence=Confidence.MEDIUM)
    places = [page_place(found.path, elsewhere.place, elsewhere.quote)] if elsewhere else []
    return replace(
        found,
        said=claim_estimate(claim),
        expected=" and ".join(fact_number(fact) for fact in rates) or None,
        diagnosis="relative effect alone",
        related=(*places, *registry_places(rates)),
    )


def _registered_rates(view: PageView, match: Match) -> tuple[Fact, ...]:
    """The rates of the two arms that the registry has for the same result."""
    fact = match.fact
    if fact is None or match.verdict not in (Verdict.SUPPORTED, Verdict.DERIVED):
        return ()
    same = view.index.facts_for(view.index.endpoint_key(fact.endpoint), "rate")
    found = tuple(
        other
        for other in same
        if (other.trial, other.population) == (fact.trial, fact.population)
        and other.status != "withdrawn"
        and other.arm in (fact.arm, fact.versus)
    )
    return found if len({other.arm for other in found}) > 1 else ()


def _in_words(view: PageView) -> Iterator[Finding]:
    """Risks halved or doubled in words, where the sentence has no claim of its own and nothing absolute is near."""
    for said in view.sentences.saying("relative"):
        if said.is_denied or said.is_quoted or _has_numbers(view, said.sentence):
            continue
        message = f"Tells a relative effect, “{said.words}”, without the rates of both arms."
        severity = RULE.severity_for(view.profile)
        yield replace(
            about_sentence(
                RULE, view, said.sentence, message, use=said.use, severity=severity, confidence=Confidence.MEDIUM
            ),
            said=said.words,
            diagnosis="relative effect alone",
        )


def _has_numbers(view: PageView, sentence: Sentence) -> bool:
    """Whether the sentence has claims of its own, which are looked at by themselves, or its block two rates."""
    if any(match.claim.measure in RISK_RATIOS | {"fold"} for match in view.spoken.matches_in(sentence)):
        return True
    named = {view.index.endpoint_key(mention.id) for mention in endpoint_mentions(sentence.text)}
    words = normal(sentence.text)
    rates = (
        claim
        for index in view.displays.beside(sentence.block)
        for claim in view.displays.in_block.get(index, ())
        if claim.measure in ("rate", "count")
    )
    return (
        sum(
            claim.block == sentence.block.index
            or (
                claim.endpoint is not None
                and (view.index.endpoint_key(claim.endpoint) in named or normal(claim.endpoint) in words)
            )
            for claim in rates
        )
        > 1
    )


RULE = Rule(
    id="sta.relative-only",
    title="A relative effect stands with the absolute figures that it comes from",
    severity=Severity.WARNING,
    check=check,
    by_profile=(("uk-hcp", Severity.ERROR), ("us-dtc", Severity.ERROR)),
    manual=__doc__,
)
