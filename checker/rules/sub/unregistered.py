"""Every figure that is offered as a result is a registered fact.

What is required
    Each claim resolves to one registered fact, or follows from facts by a sum that the registry's policy allows.

Why
    A figure must be substantiated before it is used; a figure that nobody registered has been substantiated by nobody.

Source
    21 CFR 202.1(e)(6)(i) [R]; ABPI Code 2024 clause 6.2 [R]; EFPIA Code article 3, by the note of CGR [R]; BGH I ZR
    62/11 [R].

Passes
    "Annualised relapse rate 0.22 vs 0.39", both registered.

Fails
    "EXEMPLAR cut relapses by 44%" where no fact says so and none gives it by a sum. "Twice the median PFS" where the
    two medians are registered and `policy.derived.ratio_of_medians` is `forbid`.

Stays silent
    Ages in the indication, cut-offs and definitions, sizes of arms that stand in the trial's own record; sums over
    several trials (sub.pooled); all of a page that is checked without a registry; doses, dosing intervals and numbers
    of the boilerplate, unless the registry has that very dose, interval or figure with another number: then a warning.
    Figures on how common a disease is are a warning too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.measures import NO_RESULTS
from checker.model import Confidence, Finding, Rule, Severity, Verdict
from checker.view import PageView
from checker.wording import claim_number, fact_number, registry_places, sentence, subject_words
from claims.model import Claim, Section

BURDEN = re.compile(
    r"\b(?:each year|every year|per year|annually|worldwide|globally|in the (?:united states|us|u\.s\.|uk|eu|world)|"
    r"prevalen\w{1,3}|live with|living with|are diagnosed|will be diagnosed|estimated \d|people (?:have|are))\b",
    re.IGNORECASE,
)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each claim without a fact, naming the nearest facts; none where there is no registry at all."""
    if not view.registry.is_given:
        return
    for match in view.matches:
        if match.verdict is not Verdict.UNSUPPORTED or match.spans_trials:
            continue
        claim = match.claim
        number = claim_number(claim)
        about = subject_words(claim)
        message = f"Says {number}{f' ({about})' if about else ''}; no registered fact has it."
        if match.derivation:
            message += f" It {match.reason}."
        elif match.candidates:
            message += f" Nearest: {', '.join(f'{f.id} has {fact_number(f)}' for f in match.candidates)}."
        if match.diagnosis:
            message += f" {sentence(match.diagnosis)}"
        found = about_claim(
            RULE,
            view,
            match,
            message,
            severity=Severity.WARNING if is_burden(claim) or is_no_result(claim) else None,
            confidence=Confidence.MEDIUM if claim.endpoint is None else Confidence.HIGH,
        )
        yield replace(found, said=number, related=registry_places(match.candidates))


def is_burden(claim: Claim) -> bool:
    """Whether a figure tells how common a disease is rather than what a trial found."""
    return claim.arm is None and claim.trial is None and BURDEN.search(claim.sentence) is not None


def is_no_result(claim: Claim) -> bool:
    """Whether a figure is a dose, a schedule or stands in the boilerplate: registered for its kind, but not as this."""
    return claim.measure in NO_RESULTS or claim.section is Section.BOILERPLATE


RULE = Rule(
    id="sub.unregistered",
    title="Every figure that is offered as a result is a registered fact",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
