"""No number is made by putting the results of different trials together.

What is required
    A result that speaks of several trials is a registered result of their pooled analysis: a fact whose trial, or whose
    `analysis`, is the pool. The registry may let n/N be summed over trials with `policy.derived.pooled`.

Why
    Trials differ in patients, controls and time. Adding their events, or putting one trial's effect on top of
    another's, gives a figure that nobody observed.

Source
    21 CFR 202.1(e)(6)(xiv) [K]; FDA letter on Roszet, 2022 [R].

Passes
    "ORR was 66% in EXAMPLE-1 and 58% in EXAMPLE-2", each registered; "ORR was 63% in the pooled analysis", registered.

Fails
    "ORR was 63% across EXAMPLE-1 and EXAMPLE-2" where only the two rates are registered; an LDL-C fall of 64% from 55%
    in one trial and 20% in another; a figure of no fact that cites the reports of two trials.

Stays silent
    Sums within one trial (CR + PR); registered pooled analyses; how many patients several trials enrolled; sentences
    that give each trial a number of its own; registered results of one trial that cite another beside it; other figures
    without a fact (sub.unregistered).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from checker.derived.pools import named_trials
from checker.findings import about_claim
from checker.model import Agreement, Confidence, Finding, Match, Rule, Severity, Verdict
from checker.sources_cited import CitedEntry
from checker.view import PageView
from checker.wording import claim_number, registry_places, subject_words
from claims.model import Claim
from references.names import normal

RESULTS = frozenset(
    {"rate", "median_time", "mean", "mean_change", "difference", "fold", "risk_reduction"}
    | {"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"}
)
OPEN = (Verdict.UNSUPPORTED, Verdict.AMBIGUOUS)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each number that comes of two trials, or that the page gives or cites to two at once."""
    told = Counter(_sentence(match.claim) for match in view.matches)
    held = _trials_by_source(view)
    cited = {entry.reference.number: _trials_of(view, entry, held) for entry in view.cited.entries}
    for match in view.matches:
        claim = match.claim
        number, about = claim_number(claim), subject_words(claim)
        words = f"{number}{f' ({about})' if about else ''}"
        confidence = None
        if match.verdict is Verdict.UNSUPPORTED and match.spans_trials:
            message = f"{words} {match.reason}: results of different trials put together."
        elif claim.measure not in RESULTS:
            continue
        elif _is_of_no_one_trial(view, match) and told[_sentence(claim)] < len(trials := _named_here(view, claim)):
            message = f"Gives {words} to {_and(trials)} at once; no pooled analysis of them is registered."
        elif match.verdict is Verdict.UNSUPPORTED and told[_sentence(claim)] < len(trials := _cited(claim, cited)):
            message = f"Cites {_and(trials)} for {words}; no pooled analysis of them is registered."
            confidence = Confidence.MEDIUM  # a result of one of them may be missing from the registry
        else:
            continue
        found = about_claim(RULE, view, match, message, confidence=confidence)
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


def _named_here(view: PageView, claim: Claim) -> tuple[str, ...]:
    """The trials that the claim's own sentence names together, where they are two or more."""
    if not claim.trial or normal(claim.trial) not in normal(claim.sentence):
        return ()
    trials = named_trials(claim.trial, view.index)
    return tuple(trial.id for trial in trials) if len(trials) > 1 else ()


def _cited(claim: Claim, cited: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The trials of the entries that the claim cites, where each is of one trial and they are two or more."""
    trials = [cited.get(number, frozenset()) for number in claim.citations]
    if claim.trial or not all(len(one) == 1 for one in trials):
        return ()
    together = frozenset[str]().union(*trials)
    return tuple(sorted(together)) if len(together) > 1 else ()


def _trials_by_source(view: PageView) -> dict[str, set[str]]:
    """By the id of a source, the trials whose results it holds."""
    held: dict[str, set[str]] = {}
    for fact in view.index.registry.facts if view.cited.entries else ():
        for citing in fact.sources if fact.trial else ():
            held.setdefault(citing.source, set()).add(str(fact.trial))
    return held


def _trials_of(view: PageView, entry: CitedEntry, held: Mapping[str, set[str]]) -> frozenset[str]:
    """The trials that an entry is of: those it names, else those whose results its source holds."""
    named = view.index.scope_of((entry.reference.text,)).trials
    if named or not entry.is_known:
        return named
    return frozenset[str]().union(*(held.get(source, frozenset[str]()) for source in entry.source_ids))


def _sentence(claim: Claim) -> tuple[object, ...]:
    return (claim.block, claim.sentence, claim.measure)


def _and(words: tuple[str, ...]) -> str:
    return " and ".join(words)


RULE = Rule(
    id="sub.pooled",
    title="No number is made by putting the results of different trials together",
    severity=Severity.ERROR,
    check=check,
    needs=("facts.trial",),
    manual=__doc__,
)
