"""A trial without a comparator shows no survival, no disease control and no change that patients report.

What is required
    From a single-arm trial a page shows response and its duration. Times to an event (PFS, OS, event-free rates), disease
    control, "any shrinkage" and patient-reported changes are not shown as efficacy.

Why
    How long patients live or stay stable depends on the disease as well; without a comparator nobody can tell what the
    treatment added.

Source
    FDA letters on Krazati 2024, Lytgobi 2025 and Anktiva 2026 [R]; law-firm review of the letters of September 2025 [R];
    21 CFR 202.1(e)(7)(i) [K].

Passes
    "ORR was 42% (95% CI 32-52) and median DOR 9.7 months", as in the label.

Fails
    "Median OS was 14.1 months" from a trial with `design: single_arm`, also above a note that asks for caution.

Stays silent
    Response rate, duration of response, time to response; follow-up; results of harm. A result with `label_status:
    in_label` gives a note. Trials without `design`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.effects import Effect
from checker.findings import about_claim, about_sentence
from checker.model import Finding, Match, Rule, Severity, Verdict
from checker.results import is_outcome
from checker.view import PageView
from checker.wording import claim_number, registry_places
from checker.wordlists import is_used, words_of
from claims.model import Block, Carrier, Section
from references.model import Fact

SHOWN = (Carrier.TEXT, Carrier.ALT, Carrier.SVG)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each such endpoint of a block or table; one for each sentence that tells it as an effect."""
    if not any(trial.design == "single_arm" for trial in view.registry.trials):
        return
    told: set[tuple[object, ...]] = set()
    for match in view.matches:
        block = view.surroundings.blocks.get(match.claim.block)
        subject = _subject(view, match) if block is not None and _is_shown(match) else None
        if subject is None or block is None:
            continue
        endpoint, trial, fact = subject
        place = ("table", block.cell.table) if block.cell else ("block", block.index)
        if (place, endpoint) not in told and not _is_safety(view, match, block):
            told.add((place, endpoint))
            yield _shown(view, match, trial, fact)
    for effect in view.effects.worded:
        for facts in effect.named:
            key = (effect.sentence.block.index, effect.sentence.start)
            of_one_arm = all(_is_of_one_arm(view, fact.trial) for fact in facts)
            if of_one_arm and _cannot_be_shown(view, facts[0].endpoint) and key not in told:
                told.add(key)
                yield _said(view, effect, facts[0])


def _is_shown(match: Match) -> bool:
    claim = match.claim
    return claim.carrier in SHOWN and claim.section not in (Section.SAFETY, Section.BOILERPLATE)


def _subject(view: PageView, match: Match) -> tuple[str, str, Fact | None] | None:
    """The endpoint and the single-arm trial of a claim: by its facts, else by the trial that it names itself."""
    if not is_outcome(view.index, match):
        return None
    facts = match.grounds or (match.candidates if match.verdict is Verdict.AMBIGUOUS else ())
    if facts:
        fact = facts[0]
        of_one_arm = all(_is_of_one_arm(view, one.trial) for one in facts)
        is_one = of_one_arm and _cannot_be_shown(view, fact.endpoint)
        return (view.index.endpoint_key(fact.endpoint), str(fact.trial), fact) if is_one else None
    named = view.index.trials_named(match.claim.trial) if match.claim.trial else ()
    endpoint = match.claim.endpoint
    if endpoint and named and all(trial.design == "single_arm" for trial in named) and _cannot_be_shown(view, endpoint):
        return view.index.endpoint_key(endpoint), named[0].id, None
    return None


def _cannot_be_shown(view: PageView, endpoint: str) -> bool:
    codes = {view.index.endpoint_key(code) for code in words_of("one_arm")["endpoints"]}
    return view.index.endpoint_key(endpoint) in codes or is_used(endpoint, "one_arm")


def _is_of_one_arm(view: PageView, trial: str | None) -> bool:
    known = view.registry.trial_by_id.get(trial or "")
    return known is not None and known.design == "single_arm"


def _is_safety(view: PageView, match: Match, block: Block) -> bool:
    sentence = next(iter(view.sentences.by_block.get(block.index, ())), None)
    return sentence is not None and view.results.is_of_safety(sentence, match)


def _shown(view: PageView, match: Match, trial: str, fact: Fact | None) -> Finding:
    about = fact.endpoint if fact else match.claim.endpoint
    message = (
        f"Gives {claim_number(match.claim)} ({about}) from {trial}, a trial without a comparator, which cannot show it."
    )
    in_label = fact is not None and fact.label_status == "in_label"
    found = about_claim(RULE, view, match, message, severity=Severity.NOTE if in_label else None)
    return replace(found, fact=fact.id if fact else None, related=registry_places((fact,) if fact else ()))


def _said(view: PageView, effect: Effect, fact: Fact) -> Finding:
    message = f"Says “{effect.said.words}” of {fact.endpoint}; {fact.trial}, without a comparator, cannot show it."
    found = about_sentence(RULE, view, effect.sentence, message, use=effect.said.use)
    return replace(found, fact=fact.id, said=effect.said.words, related=registry_places((fact,)))


RULE = Rule(
    id="sta.single-arm",
    title="A trial without a comparator shows no survival, no disease control and no change that patients report",
    severity=Severity.ERROR,
    check=check,
    needs=("trials.design",),
    manual=__doc__,
)
