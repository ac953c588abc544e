"""A hazard or odds ratio is not told as time, speed or a number of patients.

What is required
    A hazard ratio is told as a ratio of hazards, an odds ratio as a ratio of odds. "Twice as long", "faster" and "twice
    as many patients" need a result that measures time, speed or patients.

Why
    A hazard ratio of 0.50 does not double anybody's life, and an odds ratio of 2.0 may be 20 patients more in a hundred
    or 2.

Source
    21 CFR 202.1(e)(7)(v) [K]; FDA letter on Qsymia, 2019, a rate claimed from data on an amount [R].

Passes
    "Half the hazard of death (HR 0.50)"; "twice as long (41.7 vs 20.8 months)".

Fails
    "Patients lived twice as long (HR 0.50)"; "twice as many patients responded (OR 2.0)"; "weight comes off three times
    faster" where only amounts of weight are registered.

Stays silent
    Multiples that are a registered fact of their own, or the ratio of two medians, times or rates beside them or in the
    registry; multiples that no ratio near by gives; risk ratios told as "times as likely"; sentences that deny it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from checker.derived.intervals import ratio
from checker.findings import about_sentence
from checker.model import Confidence, Finding, Rule, Severity, Verdict
from checker.multiples import Retold, retold
from checker.sentences import Sentence, is_denied
from checker.view import PageView
from checker.wording import page_place, registry_places
from checker.wordlists import Use
from claims.model import Claim
from claims.quantity import Interval, Quantity
from references.model import Fact

RETOLD = frozenset({"hazard_ratio", "odds_ratio"})
NAMES = {"hazard_ratio": "a hazard ratio", "odds_ratio": "an odds ratio"}
MEASURED = {  # what makes a multiple of each kind a plain ratio of results
    "time": frozenset({"median_time", "time", "mean"}),
    "speed": frozenset({"median_time", "time", "mean"}),
    "heads": frozenset({"rate", "count"}),
}
AMOUNTS = frozenset({"mean_change", "mean", "difference"})
AS = {"time": "time", "speed": "speed", "heads": "a number of patients"}


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each multiple of time, speed or heads that is but a hazard or odds ratio."""
    for sentence in view.sentences.promotional:
        for told in retold(sentence.text):
            if is_denied(sentence.text, told.start, told.end) or _is_a_result(view, sentence, told):
                continue
            yield from _found(view, sentence, told)


def _is_a_result(view: PageView, sentence: Sentence, told: Retold) -> bool:
    """Whether the multiple is registered, or two results of the page give it."""
    place = view.sentences.place(sentence, Use(told.start, told.end, told.text, ""))
    own = [m for m in view.spoken.matches_in(sentence) if place.start <= m.claim.place.start < place.end]
    if any(m.claim.measure == "fold" and m.verdict in (Verdict.SUPPORTED, Verdict.DERIVED) for m in own):
        return True
    near = [claim for index in view.displays.beside(sentence.block) for claim in view.displays.in_block.get(index, ())]
    told_here = [(c, c.value) for c in near if c.measure in MEASURED[told.kind] and c.value is not None]
    values = [(c.endpoint or "", value) for c, value in told_here]
    for claim, value in told_here:
        ends = ratio(claim.high, value) if claim.high is not None else None  # `from 20.8 to 41.6 months`
        if ends is not None and _says(told, ends):
            return True
    values += [("", value) for c, value in told_here if c.block == sentence.block.index]  # named alike or not
    values += [(f.endpoint, f.value) for f in _facts(view, sentence) if f.measure in MEASURED[told.kind] and f.value]
    return _one_is_a_multiple(values, told)


def _one_is_a_multiple(values: list[tuple[str, Quantity]], told: Retold) -> bool:
    for at, (endpoint, one) in enumerate(values[:60]):
        for also, other in values[at + 1 : 60]:
            box = ratio(one, other) if endpoint == also else None
            if box is not None and _says(told, box):
                return True
    return False


def _says(told: Retold, box: Interval) -> bool:
    return told.says(box) or (box.low > 0 and told.says(Interval(1 / box.high, 1 / box.low)))


def _facts(view: PageView, sentence: Sentence) -> tuple[Fact, ...]:
    """The facts of the sentence's claims, and of the endpoints that it names."""
    return tuple(dict.fromkeys((*view.spoken.facts_in(sentence), *view.spoken.facts_named(sentence.text))))


def _found(view: PageView, sentence: Sentence, told: Retold) -> Iterator[Finding]:
    use = Use(told.start, told.end, told.text, "")
    claim = _ratio_beside(view, sentence, told)
    facts = _facts(view, sentence)
    fact = next((f for f in facts if f.measure in RETOLD and f.value and _says(told, f.value.rounding)), None)
    if claim is not None:
        message = f"Tells {NAMES[claim.measure]} as {AS[told.kind]}: “{told.text}”, from {claim.value}."
        confidence = Confidence.HIGH
    elif fact is not None:
        message = f"Tells {NAMES[fact.measure]} as {AS[told.kind]}: “{told.text}”; {fact.id} is {fact.value}."
        confidence = Confidence.MEDIUM
    elif told.kind == "speed" and facts and all(fact.measure in AMOUNTS for fact in facts):
        message = f"Tells an amount as speed: “{told.text}”; {facts[0].id} measures {facts[0].endpoint}, not how fast."
        confidence, fact = Confidence.MEDIUM, facts[0]
    else:
        return
    found = about_sentence(RULE, view, sentence, message, use=use, confidence=confidence)
    related = (page_place(found.path, claim.place, claim.quote),) if claim else ()
    yield replace(
        found,
        said=told.text,
        fact=fact.id if fact and not claim else None,
        diagnosis="ratio told as something else",
        related=(*related, *registry_places((fact,) if fact else ())),
    )


def _ratio_beside(view: PageView, sentence: Sentence, told: Retold) -> Claim | None:
    """The hazard or odds ratio that the multiple comes from: of the block, else of the same endpoint near by."""
    here = view.displays.in_block.get(sentence.block.index, ())
    found = next(_giving(here, told), None)
    if found is not None:
        return found
    endpoints = {view.index.endpoint_key(claim.endpoint) for claim in here if claim.endpoint}
    near = (
        claim
        for index in sorted(view.displays.beside(sentence.block))
        for claim in view.displays.in_block.get(index, ())
    )
    same = (c for c in near if c.endpoint and (not endpoints or view.index.endpoint_key(c.endpoint) in endpoints))
    return next(_giving(same, told), None)


def _giving(claims: Iterable[Claim], told: Retold) -> Iterator[Claim]:
    for claim in claims:
        value = claim.value if claim.measure in RETOLD else None
        if value is not None and value.value > Decimal(0) and _says(told, value.rounding):
            yield claim


RULE = Rule(
    id="sta.ratio-as-time",
    title="A hazard or odds ratio is not told as time, speed or a number of patients",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
