"""A difference that is not significant is not told as an effect.

What is required
    Words of benefit or of comparison (improved, superior, fewer, a trend towards) stand only with a difference whose
    interval leaves out the null and whose p value is below the threshold: .05 for two sides, .025 for one.

Why
    Where the interval holds "no difference", chance alone explains what was seen.

Source
    ABPI Code, supplementary information: differences short of significance must not mislead [R, quoted in
    AUTH/2457/11/11]; 21 CFR 202.1(e)(7)(ii) [K]; PMCPA case on Femara, FDA warning letter on Aczone [R].

Passes
    "OS did not differ significantly (HR 0.87; 95% CI 0.72-1.05; P=.15)"; "ORR was 86.6% vs 82.9% (P=.39)", without a
    word of benefit; "EXEMPLAR improved PFS (HR 0.55; 95% CI 0.37-0.82)".

Fails
    "An improvement in survival (HR 0.78; 95% CI 0.60-1.00)"; "a trend towards fewer relapses (P=.08)"; "24% fewer
    lesions" where the registry has P=.052.

Stays silent
    Blocks that say in words that the difference is not significant; results of harm; results of non-inferiority; p
    values of interactions and of baselines; an interval that touches the null beside a p value below the threshold; one
    dose of several where another dose's p value cannot be told from its own. Needs no registry where the page prints
    the interval or the p value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checker.effects import Effect, effects, facts_behind, is_of_safety
from checker.findings import about_sentence, confidence_of
from checker.model import Confidence, Finding, Match, PageView, Related, Rule, Severity
from checker.sentences import Sentence
from checker.significance import Shown, interval_of_claim, interval_of_fact, p_of_claim, p_of_fact
from checker.slots import is_everyone
from checker.wording import registry_places
from checker.wordlists import is_used
from references.model import Fact
from references.names import normal

ONE_SIDED = re.compile(r"\b(?:one|1)[- ](?:sided|tailed)\b", re.IGNORECASE)
SLOTS = ("population", "timepoint", "analysis")


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each result that a sentence tells as an effect, at the first word that does."""
    seen: set[tuple[object, ...]] = set()
    for effect in effects(view):
        sentence = effect.sentence
        if is_excused(view, sentence):
            continue
        for subject, shown, match, fact in not_significant(view, effect):
            key = (sentence.block.index, sentence.start, subject)
            if key not in seen:
                seen.add(key)
                yield _found(view, effect, subject, shown, match, fact)


def is_excused(view: PageView, sentence: Sentence) -> bool:
    """Whether a block says itself that its difference is not significant, or that its result is of non-inferiority."""
    blocks = view.surroundings.blocks
    heads = [blocks[index].text for index in sentence.block.trail[-1:] if index in blocks]
    if is_used(sentence.block.text, "effect", "not_significant"):
        return True
    return any(is_used(text, "effect", "non_inferior") for text in (sentence.block.text, *heads))


def not_significant(view: PageView, effect: Effect) -> Iterator[tuple[str, Shown, Match | None, Fact | None]]:
    """The results in an effect's reach that show no difference: subject, figures, claim and fact."""
    groups: dict[tuple[str, ...], list[Match]] = {}
    for match in effect.matches:
        if not is_of_safety(view, effect.sentence, match) and not is_used(match.claim.sentence, "effect", "other_p"):
            groups.setdefault(_subject(view, match), []).append(match)
    for matches in groups.values():
        shown = _shown(view, matches)
        if shown is not None:
            first, figures = shown
            yield _words(first), figures, first, first.fact
    if effect.matches:
        return
    facts = [fact for fact in effect.facts if not is_of_safety(view, effect.sentence, fact=fact)]
    figures_of_facts = _of_facts(view, facts)
    if figures_of_facts is not None and facts:
        yield facts[0].endpoint, figures_of_facts, None, facts[0]


def _subject(view: PageView, match: Match) -> tuple[str, ...]:
    claim = match.claim
    key = view.index.endpoint_key(claim.endpoint) if claim.endpoint else ""
    slots = (getattr(claim, slot) or "" for slot in SLOTS)
    return (key, *("" if is_everyone(words or None) else normal(words) for words in slots))


def _shown(view: PageView, matches: list[Match]) -> tuple[Match, Shown] | None:
    """The claim of one subject whose figures show no difference: by p values, else by intervals, else by its facts."""
    by_p = [(m, p_of_claim(m.claim, one_sided=_is_one_sided(view, m))) for m in matches]
    printed = [(match, shown) for match, shown in by_p if shown is not None]
    if printed:
        return _not_shown(printed)
    intervals = [(m, s) for m in matches if (s := interval_of_claim(m.claim)) is not None]
    if intervals:
        return _not_shown(intervals)
    if any(match.claim.p is not None for match in matches):
        return None  # a bound that leaves it open: P<0.1
    for match in matches:
        shown = _of_facts(view, facts_behind(view, match))
        if shown is not None:
            return match, shown
    return None


def _not_shown(figures: list[tuple[Match, Shown]]) -> tuple[Match, Shown] | None:
    """The first that shows no difference, unless another of the same arm shows one."""
    won = {match.claim.arm for match, shown in figures if shown.is_significant}
    return next((one for one in figures if not one[1].is_significant and one[0].claim.arm not in won), None)


def _of_facts(view: PageView, facts: Iterable[Fact]) -> Shown | None:
    """What all facts show together where none shows a difference; their contrast is asked where they are of one arm."""
    asked = [contrast for fact in facts for contrast in _contrasts(view, fact)]
    figures = [shown for fact in asked if (shown := p_of_fact(fact)) is not None]
    figures = figures or [shown for fact in asked if (shown := interval_of_fact(fact)) is not None]
    if not figures or any(shown.is_significant for shown in figures):
        return None
    return figures[0]


def _contrasts(view: PageView, fact: Fact) -> tuple[Fact, ...]:
    """A fact that has a p value or the interval of a comparison; else those of the same result that have one."""
    if p_of_fact(fact) or interval_of_fact(fact):
        return (fact,)
    same = ("trial", "analysis", "population", "timepoint")
    others = view.index.facts_of(view.index.endpoint_key(fact.endpoint))
    return tuple(
        other
        for other in others
        if other.status != "withdrawn"
        and all(getattr(other, slot) == getattr(fact, slot) for slot in same)
        and fact.arm in (other.arm, other.versus)
    )


def _is_one_sided(view: PageView, match: Match) -> bool:
    block = view.surroundings.blocks.get(match.claim.block)
    return bool(ONE_SIDED.search(block.text if block else match.claim.sentence))


def _words(match: Match) -> str:
    claim = match.claim
    endpoint = claim.endpoint or "the result"
    return endpoint if is_everyone(claim.population) else f"{endpoint} in {claim.population}"


def _found(
    view: PageView, effect: Effect, subject: str, shown: Shown, match: Match | None, fact: Fact | None
) -> Finding:
    told = f" ({match.claim.quote})" if match and match.claim.sentence != effect.sentence.text else ""
    where = f"; registered as {fact.id}" if fact else ""
    message = f"Says “{effect.said.words}” of {subject}{told}; {shown.words}{where}."
    confidence = confidence_of(match) if match and match.fact else Confidence.HIGH
    if match is not None and not is_everyone(match.claim.population):
        confidence = Confidence.MEDIUM
    found = about_sentence(RULE, view, effect.sentence, message, use=effect.said.use, confidence=confidence)
    related = list(registry_places((fact,) if fact else ()))
    if told and match is not None:
        related.insert(0, Related(found.path, match.claim.place.line, match.claim.quote))
    return replace(
        found,
        claim=match.claim.id if match else None,
        fact=fact.id if fact else None,
        said=effect.said.words,
        expected="no word of benefit",
        diagnosis="not significant",
        related=tuple(related),
    )


RULE = Rule(
    id="sta.nonsignificant",
    title="A difference that is not significant is not told as an effect",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
