"""A comparative names its comparator.

What is required
    More effective, better, superior, faster, fewer relapses: the same block says than what.

Why
    "Better" than nothing, than before, or than every rival: a reader takes the most flattering.

Source
    21 CFR 202.1(e)(6)(i) [R] and (ii) [K]; ABPI Code 2024, comparisons [R]; Trelegy, PMCPA AUTH/3719, an ambiguous
    claim of superiority [R].

Passes
    "More patients with relief than with placebo (48% vs 31%)."

Fails
    "More effective relief." "EXEMPLAR: better control." "Better than existing options": which these are is not said.

Stays silent
    "More than 5 years", "less than 1%", "lower limit", "CR or better"; safety information; sentences about a disease or
    what patients need; a comparator in the block, in the heads of its cell, in the heading above it, or, under a short
    line, in the block that follows; beside a ratio, a reduction or a difference, which compare two arms; superiority as
    a term of the trial's plan; words that are denied or hoped for.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.findings import about_sentence
from checker.identity import COMPARISONS
from checker.model import Confidence, Finding, PageView, Rule, Severity
from checker.promoted import is_hedged, words_of
from checker.sentences import Sentence
from checker.wordlists import is_used, patterns, uses
from claims.model import Kind


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence with a comparative whose comparator stands nowhere near."""
    for sentence, told in view.promoted.saying("hanging"):
        meant = tuple(one for one in told if not is_hedged(one))
        if not meant or is_used(sentence.text, "hanging", "service") or not view.promoted.is_named_in(sentence):
            continue
        if _has_comparator(view, sentence):
            continue
        vague = next(uses(sentence.text, "hanging", "vague"), None)
        lacking = f"and only “{vague.text}”; say than which" if vague else "with no comparator; say than what"
        message = f"{words_of(meant)} {lacking}."
        sure = view.promoted.is_slogan(sentence) or view.promoted.names_it(sentence.text)
        confidence = Confidence.HIGH if sure else Confidence.MEDIUM
        yield about_sentence(RULE, view, sentence, message, use=meant[0].use, confidence=confidence)


def _has_comparator(view: PageView, sentence: Sentence) -> bool:
    block = sentence.block
    blocks = view.surroundings.blocks
    texts = [block.text, *(blocks[index].text for index in block.trail if index in blocks)]
    if block.cell is not None:
        texts += [*block.cell.row_heads, *block.cell.column_heads]
    texts += [note.text for note in view.surroundings.notes_of(block)]
    near = [block.index]
    following = blocks.get(block.index + 1)
    is_listed = following is not None and block.kind is following.kind is Kind.ITEM  # the next item is another claim
    if view.promoted.is_slogan(sentence) and following is not None and not is_listed:
        texts.append(blocks[block.index + 1].text)
        near.append(block.index + 1)
    return any(is_used(_without_vague(text), "hanging", "comparator") for text in texts) or any(
        match.claim.versus or match.claim.measure in COMPARISONS - {"difference"}  # `25% less`: than what?
        for index in near
        for match in view.spoken.matches_of(index)
    )


def _without_vague(text: str) -> str:
    return patterns("hanging", "vague")[0].sub(" ", text)


RULE = Rule(
    id="ovr.hanging",
    title="A comparative names its comparator",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
