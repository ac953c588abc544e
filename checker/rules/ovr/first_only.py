"""First and only have a dated market fact behind them, in exactly its scope.

What is required
    "First", "only", "first and only", "first to show" rest on a registered statement with a dated source, and say no
    more than it does. The statement is an approved fact of measure `other` whose endpoint is the statement in words.

Why
    A market changes: what was the only product of its kind in May has a rival in June.

Source
    FDA letter on Duobrii, 2022 [R]; 21 CFR 202.1(e)(6)(i) [R].

Passes
    "The only FDA-approved oral treatment for X as of May 2025", with a fact of measure `other`, endpoint "only
    FDA-approved oral treatment for X", from a source with a date.

Fails
    "The only treatment that works in both." "The first aromatase inhibitor to indicate a survival benefit."

Stays silent
    First dose, first-line, first occurrence, "for intravenous use only", "only if"; a sentence that gives the day from
    which it counts and cites a reference, unless the registry knows that source without a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_sentence
from checker.model import Finding, Rule, Severity
from checker.promises import is_hedged, words_of
from checker.sentences import Said, Sentence
from checker.stated import is_dated, nearest, stated
from checker.view import PageView
from checker.wording import registry_places
from checker.wordlists import Use, is_used

ALONE = re.compile(r"Only\s(?P<name>[^\s.,;:]+)")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence that claims the first or only place without a dated statement behind it."""
    for sentence, told in (*view.promises.saying("first_only"), *_alone(view)):
        if all(is_hedged(one) for one in told):
            continue
        fact = stated(view, sentence, _claimed(told[0]))
        if fact is not None and not is_dated(view, fact):
            message = f"{words_of(told[:1])} rests on {fact.id}, and no source of it has a date."
            found = about_sentence(RULE, view, sentence, message, use=told[0].use)
            yield replace(found, fact=fact.id, related=registry_places((fact,)))
        elif fact is None and not _is_dated_on_page(view, sentence):
            yield _unstated(view, sentence, told[0])


def _alone(view: PageView) -> Iterator[tuple[Sentence, tuple[Said, ...]]]:
    """Sentences that begin with the product alone: "Only EXEMPLAR targets both"."""
    for sentence in view.sentences.promotional:
        match = ALONE.match(sentence.text)
        if match and view.promises.names_it(match["name"]) and not is_used(sentence.text, "first_only"):
            use = Use(match.start(), match.end(), match[0], match[0].casefold())
            yield sentence, (Said(sentence, use, is_denied=False, is_quoted=False),)


def _claimed(one: Said) -> str:
    """The place that is claimed: first, only, or both."""
    return " ".join(word for word in ("first", "only") if word in one.use.entry)


def _unstated(view: PageView, sentence: Sentence, one: Said) -> Finding:
    near = nearest(view, sentence, _claimed(one))
    if near is not None:
        message = f"{words_of((one,))} says more than the registered statement: “{near.endpoint}” ({near.id})."
    else:
        message = f"{words_of((one,))} has no dated market fact behind it."
    found = about_sentence(RULE, view, sentence, message, use=one.use)
    return replace(
        found,
        fact=near.id if near else None,
        expected=near.endpoint if near else None,
        related=registry_places((near,)) if near else (),
    )


def _is_dated_on_page(view: PageView, sentence: Sentence) -> bool:
    """Whether the sentence, or a note of its block, says as of when, and a reference with a date stands behind it."""
    notes = [note.text for note in view.surroundings.notes_of(sentence.block)]
    if not any(is_used(text, "first_only", "dated") and YEAR.search(text) for text in (sentence.block.text, *notes)):
        return False
    entries = view.cited.cited_in(sentence.block)
    known = [source for entry in entries for source in entry.tied.sources]
    return any(source.date for source in known) if known else bool(entries)


RULE = Rule(
    id="ovr.first-only",
    title="First and only have a dated market fact behind them, in exactly its scope",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
