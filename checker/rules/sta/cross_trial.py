"""Products are not compared across separate trials.

What is required
    Results of two products stand in one table or sentence only if a trial compared them, or the registry has an indirect
    comparison and its policy lets it be used. No result is ranked among those of all treatments.

Why
    Trials differ in patients, dates and care; what looks like the better drug may be the healthier population.

Source
    21 CFR 202.1(e)(6)(ii) [K]; ABPI Code clause 14, comparisons [R]; PMCPA AUTH/2791 (three anticoagulants' trials in one
    table) and AUTH/3719 (network meta-analysis) [R]; CGR AA16-087 [R].

Passes
    One product for each table; two trials of the same product; a trial that compared the two.

Fails
    A table with one column for each of three anticoagulants' trials; "median PFS was 28 months with Rivalmab in RIVAL-2 and
    41.7 months with EXEMPLAR in EXAMPLE-1"; "EXEMPLAR works better than RIVALEX" where no trial compared them; "improved survival in a matching-adjusted indirect comparison"; "longest ever
    reported".

Stays silent
    Tables of doses or prices, with no result; trials of one product or of unknown products; safety information;
    registered indirect comparisons (sub.evidence-type), all of them where the policy allows; sentences that say there is
    no such comparison. What only the page's words tell (trials that the registry does not know) is a warning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from checker.findings import about_claim, about_sentence
from checker.measures import NO_RESULTS
from checker.model import Confidence, Finding, Match, Rule, Severity
from checker.products_of_trials import ProductsOfTrials
from checker.results import SEEN, UNDER
from checker.sentences import Said, Sentence, is_denied
from checker.tables_of_trials import TablesOfTrials
from checker.trials_told import PARTS, Spot, Told, spot_of, told_of_trial, two_named, two_products
from checker.view import PageView
from checker.wording import registry_places
from checker.wordlists import is_used, uses
from claims.model import Claim, Section

NEUTRAL = re.compile(r"\breference arm\b|\bnot (?:designed|intended|powered) to compare\b", re.IGNORECASE)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each table or sentence that holds two products' trials, then those of indirect comparisons."""
    apart = ProductsOfTrials(view.index)
    spots: dict[Spot, list[Told]] = defaultdict(list)
    for match in view.matches:
        told = told_of_trial(view, match) if _is_result(view, match.claim) else None
        if told is not None:
            spots[spot_of(view, match.claim)].append(told)
    done: set[Spot] = set()
    for spot, results in spots.items():
        pair = two_products(apart, results) or two_named(view, apart, results)
        if pair is not None:
            done.add(spot)
            yield _side_by_side(view, apart, pair)
    yield from _with_reference_arms(view, spots, done)
    yield from _by_rows(view, done)
    yield from _better_than(view, apart, done)
    yield from _in_words(view, done)


def _with_reference_arms(view: PageView, spots: dict[Spot, list[Told]], done: set[Spot]) -> Iterator[Finding]:
    """Sentences that win over an arm which was in the trial only to show that its method works (CGR AA16-087)."""
    roles = {(trial.id, arm.id): arm.role for trial in view.registry.trials for arm in trial.arms}
    for spot, results in spots.items():
        if spot in done or spot[0] != "sentence":
            continue
        facts = [(told.match, fact) for told in results if (fact := told.match.fact) is not None]
        by_role = {roles.get((str(fact.trial), str(fact.arm))): (match, fact) for match, fact in facts}
        if not {"reference", "experimental"} <= set(by_role):
            continue
        match, fact = by_role["reference"]
        if not is_used(match.claim.sentence, "effect") or NEUTRAL.search(match.claim.sentence):
            continue
        done.add(spot)
        message = f"Compares with {match.claim.arm or fact.arm}, a reference arm of {fact.trial}; the trial did not test that difference."
        found = about_claim(RULE, view, match, message, severity=Severity.ERROR, confidence=Confidence.MEDIUM)
        yield replace(found, said=match.claim.arm, diagnosis="reference arm", related=registry_places((fact,)))


def _is_result(view: PageView, claim: Claim) -> bool:
    """Whether it is a result that a reader sees, of efficacy or of safety."""
    block = view.surroundings.blocks[claim.block]
    is_seen = claim.carrier in SEEN and block.kind not in UNDER and claim.section is not Section.BOILERPLATE
    return is_seen and claim.measure not in NO_RESULTS


def _side_by_side(view: PageView, apart: ProductsOfTrials, pair: tuple[Told, Told]) -> Finding:
    one, other = pair
    products = " and ".join(_products(apart, told) for told in pair)
    where = "table" if view.surroundings.blocks[other.match.claim.block].cell is not None else "sentence"
    message = f"Sets {one.trial} beside {other.trial} in one {where}: {products}, which no registered trial compared."
    is_certain = one.is_registered and other.is_registered
    is_comparing = is_used(other.match.claim.sentence, "benefit", "comparative")
    found = about_claim(
        RULE,
        view,
        other.match,
        message,
        severity=Severity.ERROR if is_certain or is_comparing else Severity.WARNING,
        confidence=Confidence.HIGH if is_certain else Confidence.MEDIUM,
    )
    facts = tuple(fact for told in pair if (fact := told.match.fact) is not None and told.match.verdict in PARTS)
    return replace(found, said=f"{one.trial}, {other.trial}", diagnosis="across trials", related=registry_places(facts))


def _products(apart: ProductsOfTrials, told: Told) -> str:
    return " and ".join(sorted(apart.of(told.trial))) or told.match.claim.arm or told.trial


def _by_rows(view: PageView, done: set[Spot]) -> Iterator[Finding]:
    """Tables whose rows name a trial and a treatment each, which the registry need not know."""
    tables = TablesOfTrials(view.extraction)
    for match in view.matches:
        spot = spot_of(view, match.claim)
        cell = view.surroundings.blocks[match.claim.block].cell
        if spot[0] != "table" or cell is None or spot in done or not view.results.is_shown(match.claim):
            continue
        pair = tables.compares(cell.table)
        if pair is None:
            continue
        done.add(spot)
        (one, drug), (other, rival) = pair
        message = f"Sets {one} ({drug}) beside {other} ({rival}) in one table; no registered trial compared them."
        found = about_claim(RULE, view, match, message, severity=Severity.WARNING, confidence=Confidence.MEDIUM)
        yield replace(found, said=f"{one}, {other}", diagnosis="across trials")


def _better_than(view: PageView, apart: ProductsOfTrials, done: set[Spot]) -> Iterator[Finding]:
    """Sentences that call one registered product better than another, where no trial compared the two."""
    if len(view.registry.products) < 2 or view.registry.policy.indirect_comparisons == "allow":
        return
    for sentence in view.sentences.promotional:
        pair = _rivals(view, apart, sentence)
        use = next(uses(sentence.text, "across_trials", "better"), None) if pair else None
        spots = {spot_of(view, match.claim) for match in view.spoken.matches_in(sentence)}
        if pair is None or use is None or spots & done or is_denied(sentence.text, use.start, use.end):
            continue
        done |= spots
        message = f"Compares {pair[0]} with {pair[1]}: “{use.text}”; no registered trial compared them."
        yield replace(
            about_sentence(RULE, view, sentence, message, use=use, confidence=Confidence.MEDIUM),
            said=use.text,
            diagnosis="across trials",
        )


def _rivals(view: PageView, apart: ProductsOfTrials, sentence: Sentence) -> tuple[str, str] | None:
    """Two products that a sentence names, each with trials of its own and none together."""
    named = sorted(view.index.scope_of((sentence.text,)).products)
    return next((pair for pair in combinations(named, 2) if apart.were_never_compared(*pair)), None)


def _in_words(view: PageView, done: set[Spot]) -> Iterator[Finding]:
    allowed = view.registry.policy.indirect_comparisons == "allow"
    for key in ("words", "ranks"):
        for said in view.sentences.saying("across_trials", key):
            if said.is_denied or said.is_quoted or (key == "words" and (allowed or not _compares(view, said))):
                continue
            told = view.spoken.matches_in(said.sentence)
            if any(spot_of(view, match.claim) in done or _is_indirect(view, match) for match in told):
                continue
            what = "Ranks a result among those of separate trials" if key == "ranks" else "Compares across trials"
            message = f"{what}: “{said.words}”; no trial compared them."
            found = about_sentence(
                RULE,
                view,
                said.sentence,
                message,
                use=said.use,
                severity=Severity.WARNING,
                confidence=Confidence.MEDIUM,
            )
            yield replace(found, said=said.words, diagnosis="across trials")


def _is_indirect(view: PageView, match: Match) -> bool:
    """Whether it is a registered indirect comparison, which sub.evidence-type sees to."""
    trial = view.registry.trial_by_id.get(match.fact.trial or "") if match.fact is not None else None
    return trial is not None and trial.design == "nma"


def _compares(view: PageView, said: Said) -> bool:
    """Whether the sentence gives a result or says what is better."""
    sentence = said.sentence
    results = (match for match in view.spoken.matches_in(sentence) if view.results.is_shown(match.claim))
    return any(results) or is_used(sentence.text, "benefit")


RULE = Rule(
    id="sta.cross-trial",
    title="Products are not compared across separate trials",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
