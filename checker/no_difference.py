"""A word that tells an effect -> the results in its reach whose figures show no difference between the arms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.clauses import clause
from checker.effects import BEFORE, BEHIND, Effect
from checker.everyone import is_everyone
from checker.model import Match
from checker.sentences import Sentence
from checker.significance import Shown, interval_of_claim, interval_of_fact, p_of_claim, p_of_fact
from checker.view import PageView
from checker.wording import subject_of
from checker.wordlists import is_used
from references.model import Fact
from references.names import normal

ONE_SIDED = re.compile(r"\b(?:one|1)[- ](?:sided|tailed)\b", re.IGNORECASE)
SLOTS = ("population", "timepoint", "analysis")


@dataclass(frozen=True, slots=True)
class Nothing:
    """A result that shows no difference: what it is of, the figures that say so, its claim and its fact."""

    subject: str
    figures: Shown
    match: Match | None
    fact: Fact | None


def nothing_shown(view: PageView, effect: Effect) -> Iterator[Nothing]:
    """The results in an effect's reach that show no difference, unless its block says so itself."""
    if not _is_excused(view, effect.sentence):
        yield from without_difference(view, effect)


def without_difference(view: PageView, effect: Effect) -> Iterator[Nothing]:
    """The results in an effect's reach that show no difference, whatever its block says."""
    if _is_against(effect):
        return
    groups: dict[tuple[str, ...], list[Match]] = {}
    for match in effect.matches:
        if not view.results.is_of_safety(effect.sentence, match) and not is_used(
            match.claim.sentence, "effect", "other_p"
        ):
            groups.setdefault(_subject(view, match), []).append(match)
    for matches in groups.values():
        shown = _shown(view, matches)
        if shown is not None:
            first, figures = shown
            yield Nothing(subject_of(first), figures, first, first.fact)
    for facts in effect.named:
        figures_of_facts = None if view.results.is_of_safety(effect.sentence, fact=facts[0]) else _of_facts(view, facts)
        if figures_of_facts is not None:
            yield Nothing(facts[0].endpoint, figures_of_facts, None, facts[0])


def _is_against(effect: Effect) -> bool:
    """Whether the words tell of a loss: they favour the comparator, or more of what nobody wants is told of the product."""
    text, use = effect.sentence.text, effect.said.use
    start, end = clause(text, use.start)
    behind = text[use.start : min(end, use.end + BEHIND)]
    favoured = FAVOURED.match(behind)
    if favoured:
        name = re.escape(favoured["whom"])
        return is_used(behind[: favoured.end()], "effect", "comparators") or bool(
            re.search(rf"\b(?:with|to|versus|vs\.?|than|against|over)\s(?:the\s)?{name}\b", effect.sentence.block.text)
        )
    around = text[max(start, use.start - BEFORE) : use.start] + behind
    if not is_used(behind, "effect", "more") or is_used(around, "effect", "relief"):
        return False
    return is_used(around, "effect", "unwanted") and not WITH_COMPARATOR.search(behind)


FAVOURED = re.compile(r"(?:in )?favou?r\w*(?: of)?\s(?:the\s)?(?P<whom>[\w-]+)(?:\sof\scare)?", re.IGNORECASE)
WITH_COMPARATOR = re.compile(
    r"\b(?<!compared )(?<!than )(?:with|in|on|for|among|taking|receiving)\s(?:the\s|patients\s\w+\s)?(?:placebo|control\w*|comparator|standard|usual)\b"
)


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
        shown = _of_facts(view, view.spoken.facts_behind(match))
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


def _is_excused(view: PageView, sentence: Sentence) -> bool:
    """Whether a block says itself that its difference is not significant, or that its result is of non-inferiority."""
    blocks = view.surroundings.blocks
    heads = [blocks[index].text for index in sentence.block.trail[-1:] if index in blocks]
    if is_used(sentence.block.text, "effect", "not_significant"):
        return True
    return any(is_used(text, "effect", "non_inferior") for text in (sentence.block.text, *heads))
