"""Words of benefit or significance stand only with results that the error-controlled plan tested and reached.

What is required
    "Significant", "demonstrated", a bare p value or words of benefit belong to endpoints whose error rate was controlled.
    Of a result that was tested nominally, or not at all, a page may give the figures, not the words; a p value there is
    called nominal. A result below a failed step of the testing order is in no headline at all.

Why
    Where many endpoints are looked at and no error is set aside for them, some come out "positive" by chance.

Source
    21 CFR 202.1(e)(7)(iii) [K; cited in the FDA letter on Busulfex, R]; FDA letters on Breztri 2023, Kisqali 2024 and
    Taxotere 2009 [R]; FDA guidance on communications consistent with labeling, 2018, "statistically sound" [R].

Passes
    "CR: 39.7% with EXEMPLAR, 27.6% with control" in neutral words; "nominal P=.01"; "improved PFS" where the registry has
    PFS as `multiplicity: controlled`, and of a later look at an endpoint that was won before under the plan.

Fails
    "EXEMPLAR reduced all-cause mortality by 49%", registered as `failed_hierarchy`; "preserves quality of life" from an
    endpoint with `multiplicity: none`; "P=.003" of a nominal result without that word.

Stays silent
    A result of the label (`label_status: in_label`) told as a gain, without a claim of a test, gives a warning only.
    Facts without `multiplicity`, also where no other fact of the same result has it; results of harm; sentences that deny
    or draw no conclusion and compare nothing; p values that show nothing; words that sta.nonsignificant objects to
    already. A note with a caveat does not silence it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.effects import Effect
from checker.findings import about_claim, about_sentence
from checker.model import Finding, Match, Rule, Severity
from checker.multiplicity import is_won_elsewhere, multiplicity_of
from checker.no_difference import nothing_shown
from checker.results import is_outcome
from checker.sentences import Sentence
from checker.significance import p_of_claim
from checker.view import PageView
from checker.wording import and_more, claim_number, fact_subject, page_place, registry_places, some_of, subject_of
from claims.model import Kind, Place
from references.model import Fact

UNCONTROLLED = {
    "none": "has no error rate set aside for it",
    "nominal": "was tested only nominally",
    "failed_hierarchy": "is below a failed step of the testing order",
}


@dataclass(frozen=True, slots=True)
class _Worded:
    """Words that are too much for a result: the facts that say so, the first claim of theirs, the weight."""

    effect: Effect
    facts: tuple[Fact, ...]
    kind: str
    severity: Severity
    match: Match | None
    place: Place


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence with such words, for each paragraph, list or table with bare p values or headlines.

    What several items of one list tell alike of one endpoint is told once.
    """
    if not any(fact.multiplicity in UNCONTROLLED for fact in view.registry.facts):
        return
    told: set[tuple[int, int]] = set()
    worded: dict[tuple[object, ...], list[_Worded]] = {}
    for tested, effect in _in_order(view):
        at = (effect.sentence.block.index, effect.sentence.start)
        facts = _objectionable(view, effect, tested=tested) if at not in told else ()
        if facts:
            told.add(at)
            one = _weighed(view, effect, facts, tested=tested)
            worded.setdefault(_alike(view, one), []).append(one)
    for alike in worded.values():
        yield _worded(view, alike)
    figures: dict[object, list[tuple[Match, str]]] = {}
    for sentence in view.sentences.promotional:
        if (sentence.block.index, sentence.start) not in told:
            for match in view.spoken.matches_in(sentence):
                message = _figures(view, sentence, match)
                if message is not None:
                    figures.setdefault(view.displays.unit_of(sentence.block), []).append((match, message))
    for bare in figures.values():
        yield _figure(view, bare)


def _alike(view: PageView, one: _Worded) -> tuple[object, ...]:
    """What tells the same wrong thing: items of one list on one endpoint, else each sentence by itself."""
    sentence = one.effect.sentence
    items = view.displays.list_of(sentence.block)
    if items is None:
        return sentence.block.index, sentence.start
    return items, view.index.endpoint_key(one.facts[0].endpoint), one.kind, one.severity


def _in_order(view: PageView) -> Iterator[tuple[bool, Effect]]:
    """Claims of a test first: where a sentence has both kinds of words, they weigh more."""
    yield from ((True, effect) for effect in view.effects.tested)
    yield from ((False, effect) for effect in view.effects.worded)


def _objectionable(view: PageView, effect: Effect, *, tested: bool) -> tuple[Fact, ...]:
    """The facts in an effect's reach that its words are too much for."""
    if any(nothing_shown(view, effect)):  # the words are wrong for that reason, which another rule tells
        return ()
    found: list[Fact] = []
    for match in effect.matches:
        facts = view.spoken.facts_behind(match)
        kinds = [multiplicity_of(view.index, fact) for fact in facts]
        if facts and all(kind in UNCONTROLLED for kind in kinds):
            found += facts
    for facts in effect.named:
        if all(multiplicity_of(view.index, fact) in UNCONTROLLED for fact in facts):
            found += facts
    kept = [fact for fact in found if not view.results.is_of_safety(effect.sentence, fact=fact)]
    return tuple(dict.fromkeys(f for f in kept if tested or not is_won_elsewhere(view.index, f)))


def _figures(view: PageView, sentence: Sentence, match: Match) -> str | None:
    """What is wrong with a number that stands without such words: a headline, a p value that is not called nominal."""
    facts = view.spoken.facts_behind(match) if is_outcome(view.index, match) else ()
    kinds = {multiplicity_of(view.index, fact) for fact in facts}
    if not facts or not kinds <= set(UNCONTROLLED) or view.results.is_of_safety(sentence, match, facts[0]):
        return None
    if kinds == {"failed_hierarchy"} and sentence.block.kind is Kind.HEADING:
        return f"{claim_number(match.claim)} ({fact_subject(facts[0])}) {UNCONTROLLED['failed_hierarchy']} and is in a headline."
    shown = p_of_claim(match.claim)
    if shown is None or not shown.is_significant:
        return None
    if view.reach.is_near(sentence.block, "effect", "nominal", match.claim.footnotes):
        return None
    kind = next(iter(sorted(str(one) for one in kinds)))
    return f"{shown.words} stands without the word nominal; {fact_subject(facts[0])} {UNCONTROLLED[kind]}."


def _weighed(view: PageView, effect: Effect, facts: tuple[Fact, ...], *, tested: bool) -> _Worded:
    kind = str(multiplicity_of(view.index, facts[0]))
    lenient = not tested and kind != "failed_hierarchy" and all(fact.label_status == "in_label" for fact in facts)
    return _Worded(
        effect,
        facts,
        kind,
        Severity.WARNING if lenient else RULE.severity_for(view.profile),
        next((match for match in effect.matches if facts[0] in view.spoken.facts_behind(match)), None),
        view.sentences.place(effect.sentence, effect.said.use),
    )


def _worded(view: PageView, alike: list[_Worded]) -> Finding:
    one, *more = alike
    effect, fact = one.effect, one.facts[0]
    subjects = [subject_of(m) for m in effect.matches if set(view.spoken.facts_behind(m)) & set(one.facts)]
    subjects += [named[0].endpoint for named in effect.named if named[0] in one.facts]
    about = some_of(list(dict.fromkeys(subjects)), 3)
    message = f"Says “{effect.said.words}” of {about}, which {UNCONTROLLED[one.kind]}; registered as {fact.id}."
    message += and_more(one.place, [other.place for other in more])
    found = about_sentence(RULE, view, effect.sentence, message, use=effect.said.use, severity=one.severity)
    facts = tuple(dict.fromkeys(fact for each in alike for fact in each.facts[:3]))
    return replace(
        found,
        claim=one.match.claim.id if one.match else None,
        fact=fact.id,
        said=effect.said.words,
        expected="figures without such words",
        diagnosis=f"multiplicity {one.kind}",
        related=(
            *registry_places(facts),
            *(page_place(found.path, other.place, other.effect.sentence.text) for other in more),
        ),
    )


def _figure(view: PageView, bare: list[tuple[Match, str]]) -> Finding:
    """The first of the bare figures of one paragraph, list or table, with the places of the others."""
    (match, message), *more = bare
    places = [other.claim.place for other, _ in more]
    facts = view.spoken.facts_behind(match)
    found = about_claim(RULE, view, match, message + and_more(match.claim.place, places))
    kind = multiplicity_of(view.index, facts[0])
    all_facts = [facts[:3], *(view.spoken.facts_behind(other)[:1] for other, _ in more)]
    related = registry_places(tuple(dict.fromkeys(fact for some in all_facts for fact in some)))
    elsewhere = (page_place(found.path, other.claim.place, other.claim.quote) for other, _ in more)
    return replace(found, fact=facts[0].id, diagnosis=f"multiplicity {kind}", related=(*related, *elsewhere))


RULE = Rule(
    id="sta.alpha",
    title="Words of benefit or significance stand only with results that the error-controlled plan tested and reached",
    severity=Severity.ERROR,
    check=check,
    needs=("facts.multiplicity",),
    manual=__doc__,
)
