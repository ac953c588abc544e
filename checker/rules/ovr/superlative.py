"""No superlatives and no all-embracing words, but for a plain fact that can be proved.

What is required
    No "best", "most effective", "unrivalled", "unique", "powerful", "gold standard", "game changer"; no rank among
    trials or products ("the longest ever reported") without a registered statement that holds it.

Why
    A superlative compares with everything there is, and no trial has done that.

Source
    ABPI Code 2024 clause 14.4 [R]; CGR AA07-047, "spectacular fall" advised against [R]; FDA letter on Nurtec, 2021,
    "game changer" [R].

Passes
    "ORR 48% vs 31%."

Fails
    "The most powerful response." "The longest median PFS ever reported in relapsed disease": it ranks results of
    different trials.

Stays silent
    Safety information; best supportive care, best overall response, best-corrected visual acuity, unique identifier,
    breakthrough therapy designation, highest dose; a rank within one trial ("the highest rates were seen in ..."); a
    sentence that holds a registered statement: an approved fact of measure `other` whose endpoint is the statement in
    words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_sentence
from checker.model import Confidence, Finding, Rule, Severity
from checker.promises import words_of
from checker.sentences import Said, Sentence
from checker.stated import stated
from checker.view import PageView
from checker.wordlists import is_used, uses
from claims.pipeline import endpoint_mentions

BEHIND = 60  # characters behind a rank in which its endpoint stands


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence with superlatives, at the first of them."""
    for sentence, told in view.promises.saying("superlative", "words", "extreme"):
        degrees = {use.start for use in uses(sentence.text, "superlative", "extreme")}
        meant = tuple(one for one in told if one.use.start not in degrees or _is_rank(view, one))
        if meant and not stated(view, sentence, " ".join(one.words for one in meant)):
            is_rank = any(one.use.start in degrees for one in meant) and is_used(sentence.text, "superlative", "across")
            yield _found(view, sentence, meant, is_rank=is_rank)


def _is_rank(view: PageView, one: Said) -> bool:
    """Whether a degree ranks a benefit among trials or products; one within a trial says where, not what it is."""
    text = one.sentence.text
    if any(use.start > one.use.end for use in uses(text, "superlative", "across")):
        return True
    if is_used(text, "superlative", "within"):
        return False
    behind = text[one.use.end : one.use.end + BEHIND]
    is_gain = is_used(behind, "superlative", "gains") or bool(endpoint_mentions(behind))
    return is_gain and view.promises.is_named_in(one.sentence)


def _found(view: PageView, sentence: Sentence, told: tuple[Said, ...], *, is_rank: bool) -> Finding:
    if is_rank:
        message = f"{words_of(told)}: a rank among different trials, which no registered statement holds."
    else:
        message = f"{words_of(told)}: a superlative, which no registered statement holds."
    found = about_sentence(RULE, view, sentence, message, use=told[0].use)
    if is_rank:
        return replace(found, diagnosis="superlative across trials")
    return replace(found, confidence=Confidence.HIGH if view.promises.is_named_in(sentence) else Confidence.MEDIUM)


RULE = Rule(
    id="ovr.superlative",
    title="No superlatives and no all-embracing words, but for a plain fact that can be proved",
    severity=Severity.WARNING,
    check=check,
    by_profile=(("uk-hcp", Severity.ERROR),),
    manual=__doc__,
)
