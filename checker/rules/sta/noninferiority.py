"""Non-inferiority is not told as superiority or sameness, and stands with its margin.

What is required
    A non-inferiority trial that did not go on to test superiority carries no "superior", "better" or "more effective",
    and no "equivalent" or "as effective as" either. A difference that is not significant is no proof of sameness. Who
    says "non-inferior" gives the margin.

Why
    Not to be worse by more than a margin is all that such a trial can show; not to have found a difference is not to
    have shown that there is none.

Source
    21 CFR 202.1(e)(6)(xv) [K]; PMCPA cases on Protium, Xarelto and Trajenta [R]; OLG Hamburg 3 U 53/11, superiority must
    be proven [R].

Passes
    "Non-inferior to comparator (HR 1.05; 95% CI 0.90-1.22; margin 1.25)."

Fails
    "Healing rates equivalent to comparator" from a trial with `design: ni_rct`; "as effective as comparator (P=.40)";
    "non-inferior to comparator" on a page without any margin (a warning).

Stays silent
    Superiority where the trial has `superiority_tested: true`; where that is left open, "superior" gives a warning.
    "Comparable", "similar"; equivalent doses, bioequivalence; non-inferiority in the population of one analysis only.
    Without a registry it knows the margin and the p value alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.effects import Effect
from checker.findings import about_sentence
from checker.model import Confidence, Finding, Related, Rule, Severity
from checker.no_difference import without_difference
from checker.sentences import said
from checker.view import PageView
from checker.wording import registry_places
from checker.wordlists import is_used
from references.model import Fact, Trial


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence that makes too much of it; one for a page that gives no margin."""
    told: set[tuple[int, int]] = set()
    for kind in ("won", "drawn"):
        for effect in view.effects.saying(kind):
            at = (effect.sentence.block.index, effect.sentence.start)
            found = _too_much(view, effect, kind) if at not in told else None
            if found is not None:
                told.add(at)
                yield found
    yield from _without_margin(view)


def _too_much(view: PageView, effect: Effect, kind: str) -> Finding | None:
    told = tuple(fact for match in effect.matches for fact in view.spoken.facts_behind(match))
    facts = told or tuple(_named(effect))  # the sentence's own numbers say which trial it speaks of
    trial = _trial(view, effect, facts)
    word = effect.said.words
    severity = Severity.ERROR
    if trial is not None:
        tested = trial.ni.superiority_tested if trial.ni else None
        if kind == "won":
            if tested:
                return None
            severity = Severity.ERROR if tested is False else Severity.WARNING
        test = "tested no superiority" if tested is False else "has no registered test of superiority"
        cannot = test if kind == "won" else "cannot show sameness"
        message = f"Says “{word}”; {trial.id} is a trial of non-inferiority and {cannot}."
    elif kind == "drawn" and not _any_is_of_ni(view, facts):
        figures = next(without_difference(view, effect), None)
        if figures is not None:
            message = f"Says “{word}”; {figures.figures.words}, but no difference found is not sameness shown."
        elif is_used(effect.sentence.text, "effect", "not_significant") and _of_efficacy(effect):
            message = f"Says “{word}” of a difference that is not significant; that is not sameness shown."
        else:
            return None
    else:
        return None
    found = about_sentence(RULE, view, effect.sentence, message, use=effect.said.use, severity=severity)
    places = registry_places(facts[:1])
    if trial is not None:
        places = (*places, Related(trial.where.file, trial.where.line, f"{trial.id}, non-inferiority"))
    return replace(found, fact=facts[0].id if facts else None, said=word, expected="non-inferior", related=places)


def _named(effect: Effect) -> Iterator[Fact]:
    yield from (fact for facts in effect.named for fact in facts)


def _any_is_of_ni(view: PageView, facts: tuple[Fact, ...]) -> bool:
    """Whether any of some facts comes from a trial of non-inferiority."""
    return any(_is_ni(view.registry.trial_by_id.get(fact.trial or "")) for fact in facts)


def _trial(view: PageView, effect: Effect, facts: tuple[Fact, ...]) -> Trial | None:
    """The non-inferiority trial that a sentence speaks of: of its facts, else the only kind that the page knows."""
    known = view.registry.trial_by_id
    if facts:
        trials = [known.get(fact.trial or "") for fact in facts]
        return trials[0] if all(_is_ni(trial) for trial in trials) else None
    if effect.matches or not _of_efficacy(effect):
        return None
    trials = [known.get(id_) for id_ in _trials_meant(view, effect)]
    return trials[0] if trials and all(_is_ni(trial) for trial in trials) else None


def _trials_meant(view: PageView, effect: Effect) -> tuple[str, ...]:
    """The trials that a sentence names, else those of the page's products."""
    named = view.index.scope_of((effect.sentence.text,)).trials
    products = {product.id for product in view.products}
    own = {fact.trial for fact in view.index.registry.facts if fact.product in products and fact.trial}
    return tuple(sorted(named or own))


def _of_efficacy(effect: Effect) -> bool:
    """Whether the words speak of efficacy by themselves: `as effective as`, `superior to`."""
    return any(
        stem in effect.sentence.text.casefold() for stem in ("effic", "effect", "superior", "outcome", "results")
    )


def _is_ni(trial: Trial | None) -> bool:
    return trial is not None and (trial.design == "ni_rct" or trial.ni is not None)


def _without_margin(view: PageView) -> Iterator[Finding]:
    """The first sentence that claims non-inferiority, where the page gives no margin."""
    if any(is_used(sentence.text, "effect", "margin") for sentence in view.sentences.all):
        return
    for sentence in view.sentences.promotional:
        word = next((w for w in said(sentence, "effect", "claims_ni") if not w.is_denied and not w.is_quoted), None)
        if word is None:
            continue
        facts = view.spoken.facts_in(sentence)
        ni = next((t.ni for f in facts if (t := view.registry.trial_by_id.get(f.trial or "")) and t.ni), None)
        known = f"; the registered margin is {ni.margin}" if ni and ni.margin else ""
        message = f"Says “{word.words}” and gives no margin anywhere{known}."
        found = about_sentence(
            RULE, view, sentence, message, use=word.use, severity=Severity.WARNING, confidence=Confidence.MEDIUM
        )
        yield replace(found, said=word.words, expected="the margin", related=registry_places(facts[:1]))
        return


RULE = Rule(
    id="sta.noninferiority",
    title="Non-inferiority is not told as superiority or sameness, and stands with its margin",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
