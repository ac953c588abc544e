"""A claim about one part of a composite or scale rests on a controlled result of that part.

What is required
    Who tells an effect on one component of a composite endpoint, or on one subscale of a score, has a result of that
    very part that was tested with the error controlled.

Why
    A composite may be won by its mildest part, and a total score by items that have nothing to do with the one named.

Source
    OPDP, trend noted for 2012 [R, law-firm review]; FDA letter on Cobenfy, 2025 [R].

Passes
    "Improved the PANSS total score"; "reduced cardiovascular death, myocardial infarction, or stroke (HR 0.85)".

Fails
    "Improves negative symptoms", where the registry has the PANSS total only; "fewer cardiovascular deaths" from MACE.

Stays silent
    Sentences that name the whole, or all events of it, to say what it is made of; parts with a controlled result, or with
    a result whose `multiplicity` is not registered; progression-free survival and its kin, which are known as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.clauses import clause
from checker.composites import Composite, Composites
from checker.effects import Effect
from checker.findings import about_sentence
from checker.model import Finding, Rule, Severity
from checker.multiplicity import multiplicity_of
from checker.view import PageView
from checker.wording import registry_places
from references.model import Fact


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence that tells an effect on a part."""
    composites = Composites(view.index).all
    told: set[tuple[int, int]] = set()
    for effect in view.effects.worded if composites else ():
        sentence = effect.sentence
        at = (sentence.block.index, sentence.start)
        if at in told or view.results.is_of_safety(sentence):
            continue
        for composite in composites:
            part = _part(view, effect, composite)
            if part is not None:
                told.add(at)
                yield _found(view, effect, composite, *part)
                break


def _part(view: PageView, effect: Effect, composite: Composite) -> tuple[str, Fact | None] | None:
    """The part that a sentence tells an effect on without a result of its own, with its uncontrolled fact if any."""
    text = effect.sentence.text
    if not composite.named(text):
        return None
    start, end = clause(text, effect.said.use.start)
    for part in composite.named(text[start:end]):
        facts = [fact for fact in view.index.facts_of(view.index.endpoint_key(part)) if fact.status != "withdrawn"]
        kinds = {multiplicity_of(view.index, fact) for fact in facts}
        if not kinds & {"controlled", None}:
            return part, next(iter(facts), None)
    return None


def _found(view: PageView, effect: Effect, composite: Composite, part: str, fact: Fact | None) -> Finding:
    own = f"its own result ({fact.id}) was not controlled" if fact else "no result of its own is registered"
    message = f"Says “{effect.said.words}” of {part}, a part of {composite.name}; {own}."
    found = about_sentence(RULE, view, effect.sentence, message, use=effect.said.use)
    facts = (*((fact,) if fact else ()), *composite.facts[:1])
    return replace(
        found,
        fact=composite.facts[0].id,
        said=part,
        expected=composite.name,
        diagnosis="part for the whole",
        related=registry_places(facts),
    )


RULE = Rule(
    id="sta.composite-part",
    title="A claim about one part of a composite or scale rests on a controlled result of that part",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
