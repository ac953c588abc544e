"""No number is made by putting the results of different trials together.

What is required
    A result that speaks of several trials is a registered result of their pooled analysis: a fact whose trial, or whose
    `analysis`, is the pool. The registry may let n/N be summed over trials with `policy.derived.pooled`.

Why
    Trials differ in patients, controls and time. Adding their events, or putting one trial's effect on top of
    another's, gives a figure that nobody observed.

Source
    21 CFR 202.1(e)(6)(xiv); FDA letter on Roszet, 2022.

Passes
    "ORR was 66% in EXAMPLE-1 and 58% in EXAMPLE-2", each registered; "ORR was 63% in the pooled analysis", registered.

Fails
    "ORR was 63% across EXAMPLE-1 and EXAMPLE-2" where only the two rates are registered; an LDL-C fall of 64% from 55%
    in one trial and 20% in another.

Stays silent
    Sums within one trial (CR + PR); registered pooled analyses; how many patients several trials enrolled; sentences
    that give each trial a number of its own; other figures without a fact (sub.unregistered).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from checker.derived.pools import named_trials
from checker.findings import about_claim
from checker.model import Agreement, Finding, Match, PageView, Rule, Severity, Verdict
from checker.wording import claim_number, registry_places, subject_words
from claims.model import Claim
from references.names import normal

RESULTS = frozenset(
    {"rate", "median_time", "mean", "mean_change", "difference", "fold", "risk_reduction"}
    | {"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"}
)
OPEN = (Verdict.UNSUPPORTED, Verdict.AMBIGUOUS)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each number that comes of two trials, or that the page gives to two trials at once."""
    told = Counter(_sentence(match.claim) for match in view.matches)
    for match in view.matches:
        if not _is_of_no_one_trial(view, match):
            continue
        claim = match.claim
        number, about = claim_number(claim), subject_words(claim)
        words = f"{number}{f' ({about})' if about else ''}"
        if match.verdict is Verdict.UNSUPPORTED and match.spans_trials:
            message = f"{words} {match.reason}: results of different trials put together."
        elif len(trials := _trials_at_once(view, match)) > 1 and told[_sentence(claim)] < len(trials):
            message = f"Gives {words} to {' and '.join(trials)} at once; no pooled analysis of them is registered."
        else:
            continue
        found = about_claim(RULE, view, match, message)
        yield replace(found, said=number, related=registry_places(match.facts or match.candidates))


def _is_of_no_one_trial(view: PageView, match: Match) -> bool:
    """Whether no fact of the trial that the page names has the number, nor one of a pooled analysis."""
    if match.verdict is not Verdict.SUPPORTED:
        return match.verdict in OPEN
    fact = match.fact
    if fact is None or not any(slot.slot == "trial" and slot.agreement is Agreement.UNKNOWN for slot in match.slots):
        return False
    analysis = view.index.analysis(fact.trial, fact.analysis)
    return "pooled" not in (fact.analysis, analysis.kind if analysis else None)


def _trials_at_once(view: PageView, match: Match) -> tuple[str, ...]:
    """The trials that the claim's own sentence names together for a result."""
    claim = match.claim
    if claim.measure not in RESULTS or not claim.trial or normal(claim.trial) not in normal(claim.sentence):
        return ()
    return tuple(trial.id for trial in named_trials(claim.trial, view.index))


def _sentence(claim: Claim) -> tuple[object, ...]:
    return (claim.block, claim.sentence, claim.measure)


RULE = Rule(
    id="sub.pooled",
    title="No number is made by putting the results of different trials together",
    severity=Severity.ERROR,
    check=check,
    needs=("facts.trial",),
    manual=__doc__,
)
