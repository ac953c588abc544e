"""A claim that has only the beginning of a registered name -> the name in full, where the page's words go on to say it.

`CLEAN` of a sentence on `CLEAN Outcomes`; `those who had been` of one that goes on `on therapy for at least 12 months`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from checker.everyone import is_everyone
from claims.model import Claim
from references.index import Index
from references.names import bare, normal
from references.phrases import WORDS_AND_SIGNS, Phrases
from references.trial_names import names_of

Spelling = Callable[[str], str]


def in_full(claim: Claim, index: Index, around: str) -> dict[str, str]:
    """Slots of which the claim has the beginning of a registered name, each with that name.

    The sentence decides where it has the beginning at all; else the headings and heads around it do.
    """
    texts = (claim.sentence, around)
    told: dict[str, str | None] = {}
    if claim.trial:
        names = index.kept(("in full", "trial"), _trials)
        told["trial"] = _longest((claim.trial,), names, partial(bare, kind="trial"), texts)
    if claim.population and not is_everyone(claim.population):
        names = index.kept(("in full", "population"), _populations)
        told["population"] = _longest((claim.population,), names, partial(bare, kind="population"), texts)
    if claim.endpoint:
        own = index.endpoint_key(claim.endpoint)
        names = index.kept(("in full", "endpoint", claim.measure), partial(_endpoints, measure=claim.measure))
        full = _longest((claim.endpoint, *index.names_of_endpoint(own)), names, normal, texts)
        told["endpoint"] = None if full is None or index.endpoint_key(full) == own else full
    return {slot: name for slot, name in told.items() if name is not None}


def _longest(said: Iterable[str], names: Phrases[str], spelt: Spelling, texts: Iterable[str]) -> str | None:
    """The one name that every place where the words stand goes on to; none where one of them stands for itself."""
    beginnings = dict.fromkeys(map(spelt, said))
    for text in dict.fromkeys(texts):
        plain = spelt(text)
        places = [place for words in beginnings for place in _places(words, plain)]
        if not places:
            continue
        longest: dict[int, tuple[int, str]] = {}
        for start, end, meant in names.found(plain):
            longest.setdefault(start, (end, meant[0]))
        full = {longest[start][1] if longest.get(start, (0, ""))[0] > end else None for start, end in places}
        return full.pop() if len(full) == 1 else None
    return None


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand as whole words."""
    spaced, wanted = f" {text} ", f" {words} "
    at = spaced.find(wanted) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = spaced.find(wanted, at + 1)


def _trials(index: Index) -> Phrases[str]:
    named = (name for trial in index.registry.trials for name in names_of(trial))
    return Phrases(((bare(name, "trial"), name) for name in named), WORDS_AND_SIGNS)


def _populations(index: Index) -> Phrases[str]:
    listed = (name for trial in index.registry.trials for one in trial.populations for name in (one.id, *one.names))
    used = (fact.population for fact in index.registry.facts if fact.population)
    return Phrases(((bare(name, "population"), name) for name in (*listed, *used)), WORDS_AND_SIGNS)


def _endpoints(index: Index, measure: str) -> Phrases[str]:
    keys = dict.fromkeys(index.endpoint_key(fact.endpoint) for fact in index.registry.facts if fact.measure == measure)
    named = ((normal(name), name) for key in keys for name in index.names_of_endpoint(key))
    return Phrases(named, WORDS_AND_SIGNS)
