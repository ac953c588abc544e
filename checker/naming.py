"""The page's words for an arm or a population -> the registered one that they name: exactly, by their role, or alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from checker.unmarked import unmarked
from references.index import Index
from references.model import Arm, Fact
from references.names import ROLES, SMALL, amounts, bare, normal, opposed, tokens
from references.trial_names import SUFFIX
from references.word_table import WordTable

JOINED = re.compile(r"[+/]| and | with ")
LEAST = 0.5  # share of a combination's parts that two names of it must have in common


@dataclass(frozen=True, slots=True)
class Named:
    """Ids (or words, where nothing lists them) that some words may name; `exact` where they are one of its names."""

    ids: frozenset[str]
    exact: bool

    def __bool__(self) -> bool:
        return bool(self.ids)


NONE: Mapping[str, str] = MappingProxyType({})
NOTHING = Named(frozenset(), exact=False)


class Naming:
    """One page's way of naming, looked up once for each wording."""

    def __init__(self, index: Index, abbreviations: Mapping[str, str], generics: Mapping[str, str] = NONE) -> None:
        self._index = index
        self._abbreviations = abbreviations
        pairs = [(brand, SUFFIX.sub("", generic)) for brand, generic in generics.items()]
        self._other_name = {name.casefold(): other for pair in pairs for name, other in (pair, pair[::-1])}
        self._drugs = _any_of(self._other_name) if pairs else None
        self._short_for = {long.casefold(): short for short, long in abbreviations.items()}
        self._spelt_out = _any_of(self._short_for) if abbreviations else None
        self._read_as: dict[str, tuple[str, ...]] = {}
        self._arms: dict[tuple[str, str | None, str | None], Named] = {}
        self._populations: dict[tuple[str, str | None, str | None], Named] = {}

    def readings(self, words: str) -> tuple[str, ...]:
        """The words, with the page's abbreviations spelt out or put in, with the generic name for the brand or the reverse,
        without a glued mark."""
        found = self._read_as.get(words)
        if found is None:
            found = self._read_as[words] = self._readings(words)
        return found

    def _readings(self, words: str) -> tuple[str, ...]:
        longer = self._abbreviations.get(words)
        if longer is None:
            longer = " ".join(self._abbreviations.get(word, word) for word in words.split())
        drugs, other = self._drugs, self._other_name
        renamed = drugs.sub(lambda found: other[found[0].casefold()], words) if drugs else words
        spelt_out, short_for = self._spelt_out, self._short_for
        shorter = spelt_out.sub(lambda found: short_for[found[0].casefold()], words) if spelt_out else words
        return tuple(dict.fromkeys((words, longer, shorter, renamed, unmarked(words))))

    def arms(self, words: str, fact: Fact) -> Named:
        """Arms of the fact's trial that the words name; without a record of its arms, those that its facts name."""
        at = (words, fact.product, fact.trial)
        if at not in self._arms:
            self._arms[at] = self._find_arms(words, fact)
        return self._arms[at]

    def populations(self, words: str, fact: Fact) -> Named:
        """Populations of the fact's trial that the words name, or that its facts name."""
        at = (words, fact.product, fact.trial)
        if at not in self._populations:
            self._populations[at] = self._find_populations(words, fact)
        return self._populations[at]

    def short_for(self, words: str, fact: Fact) -> int:
        """How many arms of the fact's result the words name one part of, the fact's among them; 0 where one is just so."""
        if fact.arm is None or not _is_part(words, fact.arm):
            return 0
        arms = {arm: self._index.names_of_arm(fact.trial, arm) for arm in self._index.arms_of_result(fact)}
        if _same((words,), arms, "arm"):
            return 0
        return sum(any(_is_part(words, name) for name in names) for names in arms.values())

    def told_by_part(self, words: str, fact: Fact) -> frozenset[str]:
        """Arms that the words leave a part of out, or name with what all are given beside it.

        `placebo` is `placebo + SOC` where no arm is placebo alone; `Exemplar plus best supportive care` is Exemplar.
        """
        arms = {arm: self._index.names_of_arm(fact.trial, arm) for arm in self._all_arms(fact)}
        short = {arm for arm, names in arms.items() if any(_is_part(words, name) for name in names)}
        long = {arm for arm, names in arms.items() if any(_is_one_of_parts(name, words) for name in names)}
        return frozenset(short or (long if len(long) == 1 else ()))

    def lists_arms(self, fact: Fact) -> bool:
        """Whether a trial's record lists the arms, so that a name it does not know is a question."""
        trial = self._index.registry.trial_by_id.get(fact.trial or "")
        return trial is not None and bool(trial.arms)

    def _find_arms(self, words: str, fact: Fact) -> Named:
        readings = tuple(form for reading in self.readings(words) for form in _without_brackets(reading))
        names = {arm: self._index.names_of_arm(fact.trial, arm) for arm in self._all_arms(fact)}
        exact = {arm.id for reading in readings for arm in self._index.arms_named(reading, fact.trial)}
        exact = exact or _same(readings, names, "arm")
        if exact:
            return Named(frozenset(exact), exact=True)
        by_role = self._by_role(readings, fact)
        return Named(frozenset(by_role), exact=False) if by_role else _nearest(readings, names, "arm")

    def _all_arms(self, fact: Fact) -> dict[str, None]:
        trial = self._index.registry.trial_by_id.get(fact.trial or "")
        listed = (arm.id for arm in trial.arms) if trial else ()
        return dict.fromkeys((*listed, *self._index.arms_used(fact)))

    def _by_role(self, readings: Iterable[str], fact: Fact) -> set[str]:
        """Arms that are meant by what they do in the trial: `the control group`, `the combination`."""
        roles = {role for reading in readings for role, names in ROLES.items() if is_role(reading, names)}
        trial = self._index.registry.trial_by_id.get(fact.trial or "")
        listed = {arm.id for arm in trial.arms if _plays(arm, roles)} if trial else set()
        if listed or not roles:
            return listed
        used = {"control": self._index.controls_used, "experimental": self._index.tested_used}
        found = {arm for role in roles for arm in used[role](fact)}
        if not found and any("combination" in reading for reading in readings):
            found = {arm for arm in self._index.arms_used(fact) if len(_parts(bare(arm, "arm"))) > 1}
        return found if len(found) == 1 else set()

    def _find_populations(self, words: str, fact: Fact) -> Named:
        readings = self.readings(words)
        exact = {group.id for reading in readings for group in self._index.populations_named(reading, fact.trial)}
        groups = self._index.kept(("populations", fact.product, fact.trial), lambda index: Groups.of(fact, index))
        exact = exact or groups.called(readings)
        return Named(frozenset(exact), exact=True) if exact else _nearest(readings, groups.near(readings), "population")


@dataclass(frozen=True, slots=True)
class Groups:
    """The populations of one trial, listed or used, by their names and by the words of these."""

    names: Mapping[str, tuple[str, ...]]
    called_so: Mapping[str, tuple[str, ...]]  # bare names to those that have them
    by_words: WordTable[str]

    @classmethod
    def of(cls, fact: Fact, index: Index) -> Groups:
        """Those of the fact's trial."""
        trial = index.registry.trial_by_id.get(fact.trial or "")
        listed = (group.id for group in trial.populations) if trial else ()
        every = dict.fromkeys((*listed, *index.populations_used(fact)))
        names = {group: index.names_of_population(fact.trial, group) for group in every}
        called_so: dict[str, list[str]] = {}
        for group, known in names.items():
            for name in known:
                called_so.setdefault(bare(name, "population"), []).append(group)
        worded = ((content(name), group) for name, groups in called_so.items() for group in groups)
        return cls(names, {name: tuple(groups) for name, groups in called_so.items()}, WordTable(worded))

    def called(self, readings: Iterable[str]) -> set[str]:
        """Those that have one of the names."""
        return {group for words in readings for group in self.called_so.get(bare(words, "population"), ())}

    def near(self, readings: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Those with a name that holds all words of a reading, or all of whose words a reading holds."""
        found = (group for words in readings for group in self.by_words.like(content(bare(words, "population"))))
        return {group: self.names[group] for group in found}


def _is_part(words: str, arm: str) -> bool:
    """Whether words are one part of a combination, or the drug of an arm that also tells its dose."""
    said, whole = bare(words, "arm"), bare(arm, "arm")
    asked = content(said)
    return bool(asked) and said != whole and any(asked <= content(part) for part in _parts(whole))


def _is_one_of_parts(arm: str, words: str) -> bool:
    """Whether an arm of one drug is named as one part of the combination that the words name."""
    known, parts = content(bare(arm, "arm")), _parts(bare(words, "arm"))
    return bool(known) and len(parts) > 1 and any(known == content(part) for part in parts)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)


def _plays(arm: Arm, roles: set[str]) -> bool:
    return ("control" if arm.role == "reference" else arm.role) in roles


def is_role(words: str, names: Iterable[str]) -> bool:
    """Whether words name an arm by its role alone: `control group` among the names of the control."""
    return bare(words, "arm") in names or normal(words) in names


def _same(readings: Iterable[str], names: Mapping[str, Iterable[str]], kind: str) -> set[str]:
    said = {bare(reading, kind) for reading in readings}
    return {one for one, known in names.items() if said & {bare(name, kind) for name in known}}


def _nearest(readings: Iterable[str], names: Mapping[str, Iterable[str]], kind: str) -> Named:
    """Those whose names have most in common with the words; none where that is not enough."""
    likeness = _parts_in_common if kind == "arm" else _words_in_common
    said = [bare(reading, kind) for reading in readings]
    scores = {
        one: max((likeness(words, bare(name, kind)) for words in said for name in known), default=0.0)
        for one, known in names.items()
    }
    best = max(scores.values(), default=0.0)
    return Named(frozenset(one for one, score in scores.items() if score == best), exact=False) if best else NOTHING


@lru_cache(maxsize=16384)
def _parts_in_common(left: str, right: str) -> float:
    """How many parts of two combinations are the same, as a share; 0 where one has another number of parts or dose."""
    ours, theirs = _parts(left), _parts(right)
    if len(ours) != len(theirs) or _amounts_apart(left, right) or opposed(left, right):
        return 0.0
    common = sum(max(_shared(part, other) for other in theirs) for part in ours) / len(ours)
    return common if common >= LEAST else 0.0


@lru_cache(maxsize=16384)
def _parts(words: str) -> tuple[str, ...]:
    """What is given together: `atezolizumab and chemotherapy` has two parts."""
    return tuple(part for part in (part.strip() for part in JOINED.split(words)) if part)


def _without_brackets(words: str) -> tuple[str, ...]:
    """The words, and the words in front of what a bracket explains."""
    head, bracket, _ = words.partition("(")
    return (words, head.strip()) if bracket and head.strip() else (words,)


def _shared(left: str, right: str) -> float:
    ours, theirs = content(left), content(right)
    within = bool(ours and theirs) and (ours <= theirs or theirs <= ours)
    return len(ours & theirs) / len(ours | theirs) if within else 0.0


def _words_in_common(left: str, right: str) -> float:
    """The share of words that two names have in common, where one holds all words of the other; else 0."""
    return 0.0 if amounts(left) != amounts(right) or opposed(left, right) else _shared(left, right)


@lru_cache(maxsize=16384)
def content(words: str) -> frozenset[str]:
    """The words of a normal form that say something."""
    return frozenset(tokens(words)) - SMALL


def _amounts_apart(left: str, right: str) -> bool:
    ours, theirs = amounts(left), amounts(right)
    return bool(ours) and bool(theirs) and ours != theirs
