"""The outcome that is named is the outcome that was measured.

What is required
    A result is told in the words of its endpoint: not a rate for an amount, a cure for a response, disease control for
    response, per act for per cycle, the investigators' reading for the independent one.

Why
    Most objections of regulators are about what a number is, not about its digits.

Source
    21 CFR 202.1(e)(6)(x), references that do not support the claim [text R, number K]; (e)(7)(i) [K]; BGH I ZR 62/11,
    truth of citation [R].

Passes
    "86% of women did not become pregnant over 7 cycles."

Fails
    "Prevents pregnancy 99% of the time", with `not: [of the time, per act]` on the registered endpoint; "weight comes
    off three times faster" where the amount was measured; "investigator-assessed PFS" for a fact of an independent
    committee.

Stays silent
    The endpoint's own names and lay synonyms, and the names of other registered endpoints ("complete cure" beside
    "mycological cure"); words that the sentence denies ("is not a cure"); single words from the
    list in sentences about another endpoint; the words in safety information.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from checker.findings import about_sentence
from checker.model import Finding, Match, Related, Rule, Severity, Verdict
from checker.sentences import Sentence, is_denied
from checker.view import PageView
from checker.wording import claim_number, registry_places
from checker.wordlists import Use, is_used, uses
from claims.model import Kind
from references.model import Endpoint, Fact
from references.names import normal

OPEN = (Verdict.UNSUPPORTED, Verdict.AMBIGUOUS)
GAP = r"[\s\u00a0‐‑–-]+"


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A tempting wrong wording, and the endpoint that it is wrong for."""

    words: str
    endpoint: Endpoint
    key: str

    @property
    def is_telling(self) -> bool:
        """Whether the words alone say what is meant, without a number or name beside them."""
        return len(normal(self.words).split()) > 1


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each wrong wording in a sentence, then for each wrong assessor."""
    wrong = _paraphrases(view)
    if wrong:
        for sentence in view.sentences.promotional:
            yield from _wrongly_worded(view, sentence, wrong)
    yield from _wrongly_assessed(view)


def _paraphrases(view: PageView) -> tuple[Paraphrase, ...]:
    return tuple(
        Paraphrase(words, endpoint, view.index.endpoint_key(endpoint.id))
        for endpoint in view.registry.endpoints
        for words in endpoint.forbidden
    )


def _wrongly_worded(view: PageView, sentence: Sentence, wrong: tuple[Paraphrase, ...]) -> Iterator[Finding]:
    told: set[str] = set()
    for one in wrong:
        found = _outside(one.words, sentence.text, _own_names(view, sentence.text, one))
        if found is None or one.key in told or is_denied(sentence.text, *found.span()):
            continue
        matches = view.spoken.matches_in(sentence)
        if not _is_about(view, sentence, matches, one):
            continue
        told.add(one.key)
        use = Use(found.start(), found.end(), found[0], one.words)
        number = f"{claim_number(matches[0].claim)}: " if matches else ""
        message = f"{number}“{found[0]}” is not what was measured: {one.endpoint.id}."
        at = about_sentence(RULE, view, sentence, message, use=use)
        fact = next((f for match in matches for f in match.grounds), None)
        where = one.endpoint.where
        yield replace(
            at,
            claim=matches[0].claim.id if matches else None,
            fact=fact.id if fact else None,
            said=found[0],
            expected=one.endpoint.id,
            diagnosis="other endpoint",
            related=(Related(where.file, where.line, f"{one.endpoint.id}: not {', '.join(one.endpoint.forbidden)}"),),
        )


def _own_names(view: PageView, text: str, one: Paraphrase) -> list[tuple[int, int]]:
    """Where a text has a registered name that is longer than the wrong words: it says what it says."""
    spans = []
    for endpoint in view.registry.endpoints:
        for name in (endpoint.id, *endpoint.names):
            if len(normal(name)) >= len(normal(one.words)) and _pattern(one.words).search(name):
                spans += [match.span() for match in _pattern(name).finditer(text)]
    return spans


def _outside(words: str, text: str, spans: list[tuple[int, int]]) -> re.Match[str] | None:
    """The first place of the words that lies in none of the spans."""
    found = _pattern(words).finditer(text)
    return next((m for m in found if not any(start <= m.start() and m.end() <= end for start, end in spans)), None)


def _is_about(view: PageView, sentence: Sentence, matches: tuple[Match, ...], one: Paraphrase) -> bool:
    """Whether a sentence speaks of the endpoint: by its claims, by its name, or by words that leave no doubt."""
    keys = {view.index.endpoint_key(fact.endpoint) for match in matches for fact in match.grounds}
    if keys:
        return one.key in keys
    if one.key in view.index.endpoints_in(sentence.text):
        return True
    if any(match.verdict in OPEN for match in matches):
        return True
    return one.is_telling and _promises(view, sentence)


def _promises(view: PageView, sentence: Sentence) -> bool:
    """Whether a sentence without a number speaks of the treatment: a headline, its name, a word of gain."""
    if sentence.block.kind is Kind.HEADING or is_used(sentence.text, "benefit"):
        return True
    return bool(view.index.scope_of((sentence.text,)).products)


def _wrongly_assessed(view: PageView) -> Iterator[Finding]:
    for match in view.matches:
        fact = match.fact
        if fact is None or not fact.assessed_by or match.verdict not in (Verdict.SUPPORTED, Verdict.CONTRADICTED):
            continue
        registered = _assessors(fact.assessed_by)
        said = [
            (use, kind)
            for kind in ("investigator", "independent")
            for use in uses(match.claim.sentence, "assessors", kind)
        ]
        if len(registered) == 1 and said and not {kind for _, kind in said} & registered:
            yield _assessor(view, match, fact, said[0][0].text)


def _assessor(view: PageView, match: Match, fact: Fact, words: str) -> Finding:
    sentence = next(one for one in view.sentences.by_block[match.claim.block] if words in one.text)
    at = sentence.text.index(words)
    message = f"{claim_number(match.claim)}: “{words}”; {fact.id} was assessed by {fact.assessed_by}."
    found = about_sentence(RULE, view, sentence, message, use=Use(at, at + len(words), words, words))
    return replace(
        found,
        claim=match.claim.id,
        fact=fact.id,
        said=words,
        expected=fact.assessed_by,
        related=registry_places((fact,)),
    )


def _assessors(words: str) -> frozenset[str]:
    return frozenset(
        kind for kind in ("investigator", "independent") if next(uses(words, "assessors", kind), None) is not None
    )


@lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern[str]:
    """The words in any of their simple endings: `cure` also as `cures`, `cured`."""
    parts = re.split(r"[\s-]+", words.strip())
    *others, last = (re.escape(part).replace(r"\*", r"\w*") for part in parts)
    ending = rf"{last}(?:s|d|ed|ing)?" if last.isalpha() else last
    return re.compile(rf"(?<!\w){GAP.join((*others, ending))}(?!\w)", re.IGNORECASE)


RULE = Rule(
    id="sub.endpoint",
    title="The outcome that is named is the outcome that was measured",
    severity=Severity.ERROR,
    check=check,
    needs=("endpoints.not",),
    manual=__doc__,
)
