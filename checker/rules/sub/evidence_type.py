"""Evidence that is no controlled trial in patients is named as what it is, where its number stands.

What is required
    A result from the laboratory, from animals, from volunteers, from a model, an indirect comparison, from routine care
    or from a single patient says so in its own block, table head or heading. With words that make the treatment the
    cause of an outcome such evidence may not stand at all; an indirect comparison only where the company's policy allows.

Why
    "75% less variability" in large type, from an insulin clamp, is read as a result in patients.

Source
    ABPI Code 2015 clause 7.2, supplementary information (in vitro, volunteers, animals) [R], now 6.1; 21 CFR
    202.1(e)(6)(vii) and (xiii), (e)(7)(i) [K]; OLG Hamburg 3 U 177/17, observational data cannot carry "confirmed
    efficacy" [R]; FDA letters on Neulasta 2021 and Hemady 2025 [R].

Passes
    "In a pharmacodynamic clamp study in type 1 diabetes, day-to-day variability was 75% lower."

Fails
    "75% less variability", registered from a clamp study; "In a real-world study EXEMPLAR reduced the risk of fracture
    by 19%": routine care shows no cause.

Stays silent
    Facts whose trial has no `design`, or is a trial in patients; sections on the mechanism of action; a block whose
    heading names the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim, about_sentence
from checker.model import Finding, Match, Rule, Severity, Verdict
from checker.nearby import beside
from checker.sentences import Sentence, said
from checker.view import PageView
from checker.wording import claim_number, registry_places
from checker.wordlists import is_used
from references.model import Fact

NAMED = ("observational", "nma", "modelled", "in_vitro", "animal", "pd_clamp", "testimonial")
NOT_THE_CAUSE = ("observational", "nma", "testimonial")  # evidence that shows no cause
TOLD = (Verdict.SUPPORTED, Verdict.DERIVED, Verdict.CONTRADICTED, Verdict.AMBIGUOUS)
WORDS = {"nma": "an indirect comparison", "pd_clamp": "a clamp study", "in_vitro": "in vitro", "modelled": "modelled"}


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence, or row, that does not name its evidence, or makes more of it than it is."""
    if not any(trial.design in NAMED for trial in view.registry.trials):
        return
    seen: set[tuple[int, str]] = set()
    told: set[tuple[int, str]] = set()
    for sentence in view.sentences.promotional:
        key = (sentence.block.index, sentence.text)
        matches = [m for m in view.spoken.matches_in(sentence) if m.verdict in TOLD]
        facts = _facts(view, sentence, matches)
        fact = next((f for f in facts if _design(view, f) in NAMED), None)
        if fact is None or key in seen or any(_design(view, f) not in NAMED for f in facts):
            continue
        seen.add(key)
        found = _judge(view, sentence, matches, fact)
        place = (
            sentence.block.cell.table if sentence.block.cell else -sentence.block.index - 1,
            found.message if found else "",
        )
        if found is not None and place not in told:
            told.add(place)
            yield found


def _facts(view: PageView, sentence: Sentence, matches: list[Match]) -> tuple[Fact, ...]:
    if matches:
        return tuple(fact for match in matches for fact in (match.grounds or match.candidates))
    # Without a number only words of benefit make a claim of it.
    is_claim = is_used(sentence.text, "benefit") and not is_used(sentence.text, "indication")
    return view.spoken.facts_named(sentence.text) if is_claim else ()


def _design(view: PageView, fact: Fact) -> str | None:
    trial = view.registry.trial_by_id.get(fact.trial or "")
    return trial.design if trial else None


def _judge(view: PageView, sentence: Sentence, matches: list[Match], fact: Fact) -> Finding | None:
    design = str(_design(view, fact))
    words = WORDS.get(design, design)
    blocks = view.surroundings.blocks
    headings = [blocks[index].text for index in sentence.block.trail if index in blocks]
    if any(is_used(text, "evidence_types", "mechanism") for text in (*headings, sentence.text)):
        return None
    texts = (*beside(view, matches[0]), *headings) if matches else (sentence.block.text, *headings)
    is_named = any(is_used(text, "evidence_types", design) for text in texts)
    cause = next((s for s in said(sentence, "benefit", "causal") if not s.is_denied), None)
    number = claim_number(matches[0].claim) if matches else f"“{sentence.text[:60]}”"
    if design == "nma" and view.registry.policy.indirect_comparisons == "forbid":
        message, severity = (
            f"{number} is from an indirect comparison ({fact.trial}); the policy forbids them.",
            Severity.ERROR,
        )
    elif not is_named:
        message = f"{number} is {words} evidence ({fact.trial}); nothing beside it says so."
        severity = Severity.ERROR if cause else Severity.WARNING
    elif cause is not None and design in NOT_THE_CAUSE:
        message = f"“{cause.words}” makes the treatment the cause; {fact.trial} is {words} and cannot show that."
        severity = Severity.ERROR
    else:
        return None
    found = (
        about_claim(RULE, view, matches[0], message, severity=severity)
        if matches
        else about_sentence(RULE, view, sentence, message, severity=severity)
    )
    return replace(found, fact=fact.id, expected=words, related=registry_places((fact,)))


RULE = Rule(
    id="sub.evidence-type",
    title="Evidence that is no controlled trial in patients is named as what it is",
    severity=Severity.WARNING,
    check=check,
    needs=("trials.design",),
    manual=__doc__,
)
