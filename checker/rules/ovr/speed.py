"""Words of speed have a time point behind them.

What is required
    Fast, rapid, quickly, from day one, within minutes stand with the time point at which the effect was measured. A
    page names no earlier time than the registry has. Where the registry has a first time point, it is an error to
    promise an effect before it, or speed without naming it.

Why
    How soon a medicine works is a result like any other; when the first reading was at 2 hours, nobody knows about 15
    minutes.

Source
    FDA letters on Ubrelvy 2024, Nurtec 2021, Xeomin 2024 and Kesimpta 2025 [R]; Xarelto, PMCPA AUTH/2650 [R].

Passes
    "Pain freedom at 2 hours in 21.2% vs 10.9% with placebo."

Fails
    "Fast relief." "Works in 15 minutes", where the first registered time point is 2 hours. "Works fast", with a
    result at 2 weeks that showed nothing (P=0.052).

Stays silent
    Rapidly progressive disease, immediate-release, fast track, rapid infusion, rapidly metabolised; instructions ("stop
    immediately"); how fast something is given or prepared; a sentence that names the time, or a block that gives the
    result at its time, unless the registry's time points of the product all come later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.findings import about_sentence
from checker.model import Finding, Rule, Severity
from checker.moments import times
from checker.promises import is_hedged, words_of
from checker.sentences import Said, Sentence, said
from checker.view import PageView
from checker.wording import registry_places, source_words
from checker.wordlists import is_used
from references.model import Fact

HOURS = {"minute": Decimal(1) / 60, "hour": Decimal(1), "day": Decimal(24), "week": Decimal(168), "month": Decimal(730)}
# What a word of speed promises at the latest, in hours; of the others nobody can say.
PROMISED = (
    (re.compile(r"second|minute|immediate|instant|at once|right away|straight away", re.IGNORECASE), Decimal(1)),
    (re.compile(r"hour|day (?:one|1)|overnight|a day", re.IGNORECASE), Decimal(24)),
    (re.compile(r"days", re.IGNORECASE), Decimal(168)),
)
EVERY = re.compile(
    r"\b(?:every|each|for|per|over|once|twice|last(?:s|ing|ed)?|lasted|up to)\s(?:a\s)?\d{0,3}[ -]?[a-z]{3,7}",
    re.IGNORECASE,
)
SOON = re.compile(r"\b(?:in|within|after|from|by|as (?:early|soon|little) as|just|only|about)\s", re.IGNORECASE)
NEAR = 3  # words on each side that tell what is fast
NO_READINGS = ("dose", "threshold", "count", "p_value")
UNSHOWN = ("none", "failed_hierarchy")
LEVEL = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Reading:
    """The first time at which the registry has a result."""

    hours: Decimal
    words: str
    fact: Fact


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence that says how soon it works without a time point, or sooner than any is known."""
    first = _first_reading(view)
    for sentence, told in view.promises.saying("speed", "words", "timed"):
        words = tuple(one for one in told if _is_of_speed(one) and not is_hedged(one))
        if not view.promises.is_named_in(sentence):
            continue
        if words and is_used(sentence.text, "speed", "effects"):
            yield from _judge(view, sentence, words, first)
        elif not words and first is not None and SOON.search(sentence.text):
            yield from _too_soon(view, sentence, told, _named(sentence.text), first)


def _is_of_speed(one: Said) -> bool:
    """Whether a word of speed is about an effect: not about how the product is given, made or stopped."""
    text, use = one.sentence.text, one.use
    if not any(found.use.start == use.start for found in said(one.sentence, "speed")):
        return False
    before, behind = text[: use.start].split()[-NEAR:], text[use.end :].split()[:NEAR]
    return not is_used(f"{' '.join(before)} | {' '.join(behind)}", "speed", "other")


def _judge(view: PageView, sentence: Sentence, words: tuple[Said, ...], first: Reading | None) -> Iterator[Finding]:
    named = _named(_without(sentence, words))
    promised = named if named is not None else _promised(words)
    results = _readings_beside(view, sentence)
    if first is not None and promised is not None and promised < first.hours:
        yield from _too_soon(view, sentence, words, promised, first)
    elif results and all(_is_unshown(fact) for fact in results):
        fact = results[0]
        told = f"P={fact.p.text}" if fact.p else f"multiplicity {fact.multiplicity}"
        message = f"{words_of(words)}, from {fact.id} ({fact.timepoint}), which shows no effect: {told}."
        yield replace(_found(view, sentence, words, message), fact=fact.id, related=registry_places((fact,)))
    elif not results and named is None and not _gives_a_result(view, sentence):
        is_kept = first is not None and promised is not None and not _is_unshown(first.fact)
        yield from () if is_kept else _timeless(view, sentence, words, first)


def _timeless(view: PageView, sentence: Sentence, words: tuple[Said, ...], first: Reading | None) -> Iterator[Finding]:
    message = f"{words_of(words)} without the time at which the effect was measured."
    if first is None:
        yield _found(view, sentence, words, message)
        return
    # Before the first reading nobody has looked, so nobody knows that it is fast.
    message += f" The first that is registered: {first.words} ({first.fact.id}; {source_words(first.fact)})."
    found = _found(view, sentence, words, message, severity=Severity.ERROR)
    yield replace(found, fact=first.fact.id, expected=first.words, related=registry_places((first.fact,)))


def _too_soon(
    view: PageView, sentence: Sentence, words: tuple[Said, ...], promised: Decimal | None, first: Reading
) -> Iterator[Finding]:
    if promised is None or promised >= first.hours:
        return
    message = (
        f"{words_of(words)} ({_in_words(promised)}): an effect before {first.words}, the first registered time point "
        f"({first.fact.id}; {source_words(first.fact)})."
    )
    found = _found(view, sentence, words, message, severity=Severity.ERROR)
    yield replace(found, fact=first.fact.id, expected=first.words, related=registry_places((first.fact,)))


def _found(
    view: PageView, sentence: Sentence, words: tuple[Said, ...], message: str, severity: Severity | None = None
) -> Finding:
    return about_sentence(RULE, view, sentence, message, use=words[0].use, severity=severity)


# --- times ------------------------------------------------------------------------------------------------------


def _in_words(hours: Decimal) -> str:
    """Hours as one says them: `within 15 minutes`, `within 2 hours`, `within 7 days`."""
    amount, unit = (hours * 60, "minute") if hours < 1 else (hours, "hour") if hours < 48 else (hours / 24, "day")
    number = round(amount)
    return f"within {number} {unit}{'' if number == 1 else 's'}"


def _promised(words: tuple[Said, ...]) -> Decimal | None:
    found = [hours for one in words for pattern, hours in PROMISED if pattern.search(one.words)]
    return min(found, default=None)


def _named(text: str) -> Decimal | None:
    """The earliest time that words name, in hours, but for how often or how long."""
    found = [number * HOURS[unit] for number, unit in times(EVERY.sub(" ", text)) if unit in HOURS]
    return min(found, default=None)


def _without(sentence: Sentence, words: tuple[Said, ...]) -> str:
    """A sentence without its words of speed: "from day one" is no time of a result."""
    text = sentence.text
    for one in words:
        text = text.replace(one.words, " ")
    return text


def _gives_a_result(view: PageView, sentence: Sentence) -> bool:
    """Whether the block gives a result with its time, or the time to an effect; that a time is named is not enough."""
    return any(
        match.claim.measure == "median_time" or (match.claim.timepoint and match.claim.measure != "time")
        for match in view.spoken.matches_of(sentence.block.index)
    )


def _readings_beside(view: PageView, sentence: Sentence) -> tuple[Fact, ...]:
    """The facts behind the sentence's claims, else the block's, that were read at a time."""
    for matches in (view.spoken.matches_in(sentence), view.spoken.matches_of(sentence.block.index)):
        facts = [fact for match in matches for fact in match.grounds if fact.timepoint]
        if facts:
            return tuple(facts)
    return ()


def _is_unshown(fact: Fact) -> bool:
    if fact.multiplicity in UNSHOWN:
        return True
    return fact.p is not None and fact.p.op in ("=", ">", ">=") and fact.p.value >= LEVEL


def _first_reading(view: PageView) -> Reading | None:
    """The earliest time at which the registry has a result of the product's effect, or a median time to one."""
    found: list[tuple[Decimal, str, Fact]] = []
    products = {product.id for product in view.products}
    if view.registry.products and not products:
        return None  # of several products none is named: nobody knows whose readings count
    for fact in view.index.registry.facts:
        if fact.product and fact.product not in products:
            continue
        if fact.status == "withdrawn" or fact.measure in NO_READINGS or is_used(fact.endpoint, "safe", "results"):
            continue
        words = fact.timepoint or ""
        if fact.measure in ("median_time", "time") and fact.value is not None and _is_time_to_effect(view, fact):
            words = f"{fact.value.text} {fact.unit or ''}"
        found += [(number * HOURS[unit], words, fact) for number, unit in times(words) if unit in HOURS]
    if not found:
        return None
    hours, words, fact = min(found, key=lambda one: (one[0], one[2].id))
    return Reading(hours, words, fact)


def _is_time_to_effect(view: PageView, fact: Fact) -> bool:
    names = view.index.names_of_endpoint(view.index.endpoint_key(fact.endpoint))
    return any(is_used(name, "speed", "time_to_effect") for name in (fact.endpoint, *names))


RULE = Rule(
    id="ovr.speed",
    title="Words of speed have a time point behind them",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
