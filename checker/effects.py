"""A page's sentences -> where they tell a result as an effect, and which claims and facts the words are said of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.model import Match, PageView, Verdict
from checker.multiplicity import is_of_everyone
from checker.sentences import Said, Sentence, said
from checker.slots import is_everyone
from checker.spoken_of import TRUSTED
from checker.wordlists import is_used
from claims.model import Kind, Section
from claims.pipeline import endpoint_mentions
from claims.quantity import Quantity
from references.model import Fact
from references.names import normal

RESULTS = frozenset(
    {"rate", "median_time", "mean", "mean_change", "difference", "fold", "risk_reduction", "p_value", "other", "count"}
    | {"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"}
)
OUTCOMES = RESULTS - {"count", "other", "p_value"}
CONTRASTS = frozenset({"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "difference"})
NO_OUTCOMES = frozenset({"FOLLOW_UP", "DOT"})  # how long patients were watched or treated
CLAUSE = re.compile(r"\b(?:but|however|although|though|whereas|while|yet)\b|;", re.IGNORECASE)
SPLICE = re.compile(  # `PFS was longer (...), and survival was 12.1 months`: a sentence of its own behind a comma
    r",\s(?:and\s)?(?!which\b|who\b|that\b|where\b|whose\b)(?:[^\W_][\w'’/%-]*\s){1,5}?(?:was|were|did|occurred|fell|rose|remained)\b"
)
OPENING = re.compile(r"^\W*(?:[A-Z][\w ]{0,20}:\s)?(?:despite|in spite of|notwithstanding)\b", re.IGNORECASE)
VERB = re.compile(r"\b(?:was|were|did|occurred|fell|rose|remained|\w{3,}ed)\b")
DEFINED = re.compile(r"\b(?:defined (?:as|by)|definition of)\b", re.IGNORECASE)
WHO = re.compile(r"\b(?:who|whom|whose|in patients|among patients|in those|of patients with)\b", re.IGNORECASE)
BEHIND, BEFORE = 80, 80  # characters around a word within which it is said of an endpoint without a number
WITH = re.compile(r",\s+(?:and\s+)?with\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Effect:
    """A word that tells a result as an effect, the claims in its reach, and what it names without a number.

    `named` holds for each such endpoint its facts about all patients: which of them is meant is open, so a rule objects
    where it would object to each.
    """

    said: Said
    matches: tuple[Match, ...]
    named: tuple[tuple[Fact, ...], ...]

    @property
    def sentence(self) -> Sentence:
        """The sentence that says it."""
        return self.said.sentence


@dataclass(frozen=True)
class Effects:
    """One page's words of effect, each tied to its results; found once for all rules."""

    view: PageView

    @cached_property
    def worded(self) -> tuple[Effect, ...]:
        """Where a difference is told as an effect: `improved`, `fewer relapses`, `superior`."""
        return tuple(_said(self.view, "words"))

    @cached_property
    def tested(self) -> tuple[Effect, ...]:
        """Where a test is claimed: `significantly`, `demonstrated`."""
        return tuple(_said(self.view, "tested"))

    def saying(self, key: str) -> Iterator[Effect]:
        """Where the words under another key of the list `effect` are said."""
        yield from _said(self.view, key)


def _said(view: PageView, key: str) -> Iterator[Effect]:
    """Each word of a key that a promotional sentence neither denies nor quotes."""
    for sentence in view.sentences.promotional:
        words = list(said(sentence, "effect", key))
        starts = [word.use.start for word in words]
        ends = [word.use.end for word in words]
        for word, last, following in zip(words, [0, *ends], [*starts[1:], len(sentence.text)], strict=False):
            if not word.is_denied and not word.is_quoted and not _is_a_purpose(word):
                yield _tied(view, word, (last, following))


def _is_a_purpose(word: Said) -> bool:
    """Whether a word only says what something is for or how it is defined: `a strategy to reduce relapses`.

    `Shown to reduce relapses` tells a result.
    """
    text = word.sentence.text[: word.use.start]
    if DEFINED.search(text):
        return True
    before = text.split()[-3:]
    return bool(before) and before[-1].casefold() == "to" and not is_used(" ".join(before), "effect", "come_to")


def _tied(view: PageView, word: Said, between: tuple[int, int]) -> Effect:
    sentence = word.sentence
    start, end = clause(sentence.text, word.use.start)
    here = [match for match in view.spoken.matches_in(sentence) if is_result(view, match)]
    matches = [match for match in here if start <= _offset(sentence, match) < end]
    told_apart = endpoints_named(view, sentence.text[start:end]) or OPENING.match(sentence.text[start:end])
    if not matches and not told_apart:
        matches = [match for match in here if match.claim.measure in CONTRASTS]  # `A clear benefit; HR 0.80`
    told = {view.index.endpoint_key(match.claim.endpoint) for match in matches if match.claim.endpoint}
    more = [
        key
        for key in _governed(view, word, max(start, between[0]), min(end, between[1]))
        if key not in told and key not in NO_OUTCOMES
    ]
    if not matches and more:
        matches = [match for match in (here or _near(view, sentence)) if _key(view, match) in more]
    left = [key for key in more if not any(_key(view, match) == key for match in matches)]
    named = (_facts_of(view, key) for key in left)
    return Effect(word, tuple(matches), tuple(facts for facts in named if facts))


def _governed(view: PageView, word: Said, start: int, end: int) -> tuple[str, ...]:
    """The endpoints that a word is said of: right behind it, else right before it, in its clause, up to the next such word.

    `prolonged PFS`, `survival was prolonged`; what is told of the patients (`in patients who achieve a CR`) is neither.
    """
    text, use = word.sentence.text, word.use
    behind = WHO.split(text[use.start : min(end, use.end + BEHIND)], maxsplit=1)[0]
    before = WHO.split(text[max(start, use.start - BEFORE) : use.end])[-1]
    return endpoints_named(view, behind) or endpoints_named(view, before)


def _facts_of(view: PageView, key: str) -> tuple[Fact, ...]:
    """The outcomes of an endpoint in all patients: no count of who took part."""
    facts = (fact for fact in view.index.facts_of(key) if fact.status != "withdrawn")
    outcomes = tuple(fact for fact in facts if fact.measure in OUTCOMES and is_of_everyone(view.index, fact))
    return () if any(is_used(fact.endpoint, "effect", "no_outcome") for fact in outcomes) else outcomes


def clause(text: str, at: int) -> tuple[int, int]:
    """The clause around an offset: between contrasting words or semicolons outside brackets.

    `Despite greater adherence,` is one of its own. A clause that goes on with another endpoint's result (`improved PFS, with an OS hazard ratio of`) ends there.
    """
    start, end = 0, len(text)
    if OPENING.match(text):
        comma = next((m.start() for m in re.finditer(r",\s", text) if not _is_in_brackets(text, m.start())), end)
        if at < comma:
            return 0, comma
        start = comma
    for match in CLAUSE.finditer(text):
        if match[0] == ";" and _is_in_brackets(text, match.start()):
            continue
        if match.end() <= at:
            start = match.end()
        elif match.start() > at:
            end = match.start()
            break
    for match in SPLICE.finditer(text, start, end):
        if match.start() > at and VERB.search(text, start, match.start()) and not _is_in_brackets(text, match.start()):
            return start, match.start()
    for match in WITH.finditer(text, at, end):
        before, behind = _codes(text[start : match.start()]), _codes(text[match.end() : end])
        if before and behind and not behind & before:
            return start, match.start()
    return start, end


def is_result(view: PageView, match: Match) -> bool:
    """Whether a claim is an outcome of a treatment, not a dose, a cut-off or how long patients were followed."""
    endpoint = match.claim.endpoint
    is_outcome = _key(view, match) not in NO_OUTCOMES and not is_used(endpoint or "", "effect", "no_outcome")
    measures = {
        match.claim.measure,
        *(fact.measure for fact in match.grounds),
    }  # `extended it to 18.0 months`: a median
    return bool(measures & RESULTS) and is_outcome


def facts_behind(view: PageView, match: Match) -> tuple[Fact, ...]:
    """The facts of a claim; where it fits several alike those.

    Of a claim that could not be matched those of its number, where its sentence names their endpoint; else the only
    ones of its endpoint.
    """
    if match.verdict in TRUSTED and match.grounds:
        return match.grounds
    if match.verdict is Verdict.AMBIGUOUS:
        return match.candidates
    return by_number(view, match) or (view.spoken.facts_named(match.claim.endpoint) if match.claim.endpoint else ())


def by_number(view: PageView, match: Match) -> tuple[Fact, ...]:
    """The facts of a claim's number, unit and of an endpoint that its sentence names, whatever the extraction read."""
    claim = match.claim
    if claim.value is None or match.verdict is not Verdict.UNSUPPORTED or claim.measure not in RESULTS:
        return ()
    keys = set(endpoints_named(view, claim.sentence))
    turned = Quantity(-claim.value.value, claim.value.text)  # `24% fewer` is registered as a change of -24%
    near = (*view.index.near(claim.value, claim.unit), *view.index.near(turned, claim.unit))
    same = tuple(fact for fact in near if fact.status != "withdrawn" and _key_of(view, fact.endpoint) in keys)
    if is_everyone(claim.population):
        return same
    return tuple(fact for fact in same if names_subgroup(view, match, fact))


def names_subgroup(view: PageView, match: Match, fact: Fact) -> bool:
    """Whether the words about a claim name the subgroup of a fact."""
    words = f" {normal(view.surroundings.words_about(match.claim))} "
    names = view.index.names_of_population(fact.trial, fact.population) if fact.population else ()
    return any(f" {normal(name)} " in words for name in names)


def is_of_safety(view: PageView, sentence: Sentence, match: Match | None = None, fact: Fact | None = None) -> bool:
    """Whether a result is one of harm: by its section, its headings, its endpoint."""
    if sentence.block.section is Section.SAFETY:
        return True
    blocks = view.surroundings.blocks
    texts = [blocks[index].text for index in sentence.block.trail if index in blocks]
    if match is not None:
        texts.append(match.claim.endpoint or "")
    if fact is not None:
        texts.append(fact.endpoint)
    return any(is_used(text, "safety", "surely") for text in texts)


def endpoints_named(view: PageView, text: str) -> tuple[str, ...]:
    """Keys of the endpoints that words name: of the lexicon, and of the registry."""
    keys = (view.index.endpoint_key(mention.id) for mention in endpoint_mentions(text))
    return tuple(dict.fromkeys((*keys, *view.index.endpoints_in(text))))


def _near(view: PageView, sentence: Sentence) -> Iterator[Match]:
    """The results that a sentence without any may speak of: of the section under a heading, else of the next sentence.

    A subgroup's result is not what a sentence speaks of that does not name the subgroup.
    """
    block = sentence.block
    if block.kind is Kind.HEADING:
        found = [m for one in view.surroundings.section_of(block) for m in view.spoken.matches_of(one.index)]
    else:
        own = view.sentences.by_block.get(block.index, ())
        following = next((one for one in own if one.start > sentence.start), None)
        found = list(view.spoken.matches_in(following)) if following else []
    text = normal(sentence.text)
    for match in found:
        population = match.claim.population
        if is_result(view, match) and (is_everyone(population) or normal(population or "") in text):
            yield match


def subject_of(match: Match) -> str:
    """What a claim is about, in short: its endpoint, and the subgroup where it is of one."""
    claim = match.claim
    endpoint = claim.endpoint or "the result"
    return endpoint if is_everyone(claim.population) else f"{endpoint} in {claim.population}"


def _key(view: PageView, match: Match) -> str | None:
    return _key_of(view, match.claim.endpoint)


def _key_of(view: PageView, endpoint: str | None) -> str | None:
    return view.index.endpoint_key(endpoint) if endpoint else None


def _offset(sentence: Sentence, match: Match) -> int:
    """Where a claim begins in its sentence."""
    return bisect_left(sentence.block.spots, match.claim.place.start) - sentence.start


def _codes(text: str) -> set[str]:
    return {mention.id for mention in endpoint_mentions(text)}


def _is_in_brackets(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("(") > before.count(")") or before.count("[") > before.count("]")
