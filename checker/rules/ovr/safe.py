"""Nothing is called safe without qualification.

What is required
    "Safe" is qualified; no page says that there are no side effects, no toxicity, no dependence. "Well tolerated" has a
    safety result beside it.

Why
    Every medicine has adverse reactions, and some are only found in use: "safe" is never proven.

Source
    ABPI Code 2024 clause 6.4 [R]; EFPIA Code 3.07 and 3.09 [R]; Directive 2001/83/EC article 90(b) [R].

Passes
    "Safety profile established in 1,204 patients; see adverse reactions." "EXEMPLAR was well tolerated: 4% stopped
    treatment because of adverse reactions."

Fails
    "Safe and effective." "No side effects." "EXEMPLAR is well tolerated", with no safety result in its section.

Stays silent
    Safety information, the indication, titles in the reference list; "not shown to be safe", "whether it is safe"; safe
    handling and disposal; "safe when used as directed"; words quoted as a name or an endpoint.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.findings import about_sentence
from checker.model import Confidence, Finding, Rule, Severity
from checker.promises import is_hedged, words_of
from checker.sentences import Said, Sentence
from checker.view import PageView
from checker.wordlists import is_used
from claims.model import Block

NEAR = 4  # blocks in which a safety result is beside the words


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence that calls the product safe, or well tolerated with nothing beside it."""
    called: set[tuple[int, int]] = set()
    for sentence, told in view.promises.saying("safe"):
        meant = tuple(one for one in told if not is_hedged(one))
        if meant and not is_used(_without(sentence, meant), "safe", "qualified"):
            called.add((sentence.block.index, sentence.start))
            message = f"{words_of(meant)} without qualification; no medicine is free of risk."
            yield about_sentence(RULE, view, sentence, message, use=meant[0].use)
    for sentence, told in view.promises.saying("safe", "tolerated"):
        if (sentence.block.index, sentence.start) not in called and not _has_result(view, sentence.block):
            message = f"{words_of(told)} with no safety result beside it."
            yield about_sentence(RULE, view, sentence, message, use=told[0].use, confidence=Confidence.MEDIUM)


def _without(sentence: Sentence, told: tuple[Said, ...]) -> str:
    """The sentence but for the words objected to: "no side effects" does not qualify itself."""
    rest = sentence.text
    for one in told:
        rest = rest.replace(one.words, "|")
    return rest


def _has_result(view: PageView, block: Block) -> bool:
    """Whether a number about safety stands in the block, or near it under the same heading."""
    near = (one for one in view.surroundings.section_of(block) if abs(one.index - block.index) <= NEAR)
    return any(
        is_used(f"{match.claim.endpoint or ''} | {match.claim.sentence}", "safe", "results")
        for one in (block, *near)
        for match in view.spoken.matches_of(one.index)
    )


RULE = Rule(
    id="ovr.safe",
    title="Nothing is called safe without qualification",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
