"""Words about quality of life have a controlled patient-reported result behind them.

What is required
    Quality of life, living well, energy, a normal life are claimed only where patients reported it, in an endpoint that
    the trial's testing plan controls.

Why
    Asked of patients without a plan, in open trials and at few visits, such results are chance and hope.

Source
    FDA letter on Kisqali, 2024 [R]; Zytiga, PMCPA AUTH/3534 and Medicines Australia 2016, "energy" [R].

Passes
    Nothing about it, or the label's neutral words: "Quality of life was assessed with the QLQ-C30."

Fails
    "Preserves quality of life", from 27.7 against 27.6 months to deterioration with no alpha allotted. "Living well."
    "More energy."

Stays silent
    What a disease does to quality of life; names of instruments and endpoints; the indication; what is denied or hoped
    for; where the registry has the patient-reported result as controlled, or does not say whether it is; without a
    registry, sentences that give results.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_sentence
from checker.model import Confidence, Finding, Rule, Severity
from checker.promises import is_hedged, words_of
from checker.sentences import Said, Sentence, is_led_by
from checker.view import PageView
from checker.wording import fact_number, fact_subject, registry_places, source_words
from checker.wordlists import Use, is_used, uses
from references.model import Fact

SHORT = 12  # words of a line that speaks of the page's own product, named or not
NEAR = 6  # words behind "quality of life" that make something of it


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence that promises a better life without a controlled result."""
    for sentence, told in view.promises.saying("wellbeing", "words", "promises"):
        meant = tuple(one for one in told if not is_hedged(one) and not _is_harmed(one))
        if meant and _promises(view, sentence, meant):
            yield from _judge(view, sentence, meant)


def _promises(view: PageView, sentence: Sentence, told: tuple[Said, ...]) -> bool:
    """Whether something is made of the words for the product; some promise by themselves, in a short line of nobody."""
    alone = {use.start for use in uses(sentence.text, "wellbeing", "promises")}
    if any(one.use.start in alone for one in told):
        return len(sentence.text.split()) <= SHORT or view.promises.is_named_in(sentence)
    return view.promises.is_named_in(sentence) and any(_is_benefit(sentence.text, one.use) for one in told)


def _is_benefit(text: str, use: Use) -> bool:
    behind = " ".join(text[use.end :].split()[:NEAR])
    return is_led_by(text, use.start, "wellbeing", "benefits") or is_used(behind, "wellbeing", "benefits")


def _is_harmed(one: Said) -> bool:
    """Whether it tells what a disease does to it: the last verb in front of it decides."""
    before = one.sentence.text[: one.use.start]
    last = {
        key: max((use.start for use in uses(before, "wellbeing", key)), default=-1) for key in ("harms", "benefits")
    }
    return is_led_by(before, len(before), "wellbeing", "harms") and last["harms"] > last["benefits"]


def _judge(view: PageView, sentence: Sentence, told: tuple[Said, ...]) -> Iterator[Finding]:
    facts = _reported(view, sentence)
    if any(fact.multiplicity == "controlled" or fact.multiplicity is None for fact in facts):
        return
    if not facts and not view.registry.facts and view.spoken.matches_in(sentence):
        return  # a result that nobody registered yet: what it is, is not known
    if facts:
        fact = facts[0]
        message = (
            f"{words_of(told)} from {fact_subject(fact)}, {fact_number(fact)}, multiplicity {fact.multiplicity} "
            f"({fact.id}; {source_words(fact)})."
        )
    else:
        message = f"{words_of(told)} with no controlled patient-reported result behind it."
    found = about_sentence(RULE, view, sentence, message, use=told[0].use)
    confidence = Confidence.HIGH if view.registry.facts else Confidence.MEDIUM
    yield replace(found, confidence=confidence, fact=facts[0].id if facts else None, related=registry_places(facts[:3]))


def _reported(view: PageView, sentence: Sentence) -> tuple[Fact, ...]:
    """The patient-reported facts that a sentence speaks of, else all of the product."""
    told = tuple(fact for fact in view.spoken.facts_in(sentence) if _is_reported(view, fact))
    return told or tuple(fact for fact in view.index.registry.facts if _is_reported(view, fact))


def _is_reported(view: PageView, fact: Fact) -> bool:
    names = view.index.names_of_endpoint(view.index.endpoint_key(fact.endpoint))
    usable = fact.status != "withdrawn" and fact.measure not in ("dose", "threshold")
    return usable and any(is_used(name, "wellbeing", "reported") for name in (fact.endpoint, *names))


RULE = Rule(
    id="ovr.wellbeing",
    title="Words about quality of life have a controlled patient-reported result behind them",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
