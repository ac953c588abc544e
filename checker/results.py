"""A page's claims -> which of them are results: shown as the page's message, of benefit or harm, an outcome at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.measures import COMPARED, NO_RESULTS, RATIOS
from checker.surroundings import Surroundings
from checker.wordlists import is_used
from claims.model import Block, Carrier, Claim, Kind, Section

if TYPE_CHECKING:
    from checker.model import Match
    from checker.sentences import Sentence
    from references.index import Index
    from references.model import Fact

SEEN = (Carrier.TEXT, Carrier.ALT, Carrier.SVG)
SHOWN_IN = (Section.BODY, Section.TABLE)
UNDER = (Kind.FOOTNOTE, Kind.ABBREVIATIONS, Kind.REFERENCES, Kind.BOILERPLATE, Kind.INDICATION)
OUTCOMES = COMPARED | {"rate", "median_time", "mean", "mean_change"}
RESULTS = OUTCOMES | {"count", "other", "p_value"}
CONTRASTS = RATIOS | {"difference"}
NO_OUTCOMES = frozenset({"FOLLOW_UP", "DOT"})  # how long patients were watched or treated


@dataclass(frozen=True)
class Results:
    """One page's results by where they stand and what their words are about, asked by claim."""

    surroundings: Surroundings

    def is_shown(self, claim: Claim) -> bool:
        """Whether it is a result that the page shows as its message: not in notes, safety information, plans or fine print."""
        block = self.surroundings.blocks.get(claim.block)
        return (
            block is not None
            and claim.measure not in NO_RESULTS
            and claim.carrier in SEEN
            and claim.section in SHOWN_IN
            and block.section in SHOWN_IN
            and block.kind not in UNDER
            and not self.is_planned(claim)
        )

    def is_planned(self, claim: Claim) -> bool:
        """Whether its sentence tells what a trial was planned to find: a margin, a target, the power."""
        return _is_planned(claim.sentence)

    def is_efficacy(self, claim: Claim) -> bool:
        """Whether it is a shown result of benefit: its endpoint, heads and headings speak of no harm."""
        if not self.is_shown(claim):
            return False
        block = self.surroundings.blocks[claim.block]
        heads = (*block.cell.row_heads, *block.cell.column_heads) if block.cell else ()
        told = claim.endpoint or claim.sentence
        return not any(map(_is_of_harm, (told, *heads))) and not self._is_under_harm(block)

    def _is_under_harm(self, block: Block) -> bool:
        """Whether its own heading speaks of harm; one further up may speak of both."""
        heading = self.surroundings.blocks.get(block.trail[-1]) if block.trail else None
        return heading is not None and _is_of_harm(heading.text)

    def is_of_safety(self, sentence: Sentence, match: Match | None = None, fact: Fact | None = None) -> bool:
        """Whether what a sentence tells is surely of harm: by its section, its headings, the endpoint of its claim or fact."""
        if sentence.block.section is Section.SAFETY:
            return True
        blocks = self.surroundings.blocks
        texts = [blocks[index].text for index in sentence.block.trail if index in blocks]
        if match is not None:
            texts.append(match.claim.endpoint or "")
        if fact is not None:
            texts.append(fact.endpoint)
        return any(is_used(text, "safety", "surely") for text in texts)


def is_outcome(index: Index, match: Match) -> bool:
    """Whether a claim is an outcome of a treatment, not a dose, a cut-off or how long patients were followed."""
    endpoint = match.claim.endpoint
    if endpoint and (index.endpoint_key(endpoint) in NO_OUTCOMES or is_used(endpoint, "effect", "no_outcome")):
        return False
    registered = {fact.measure for fact in match.grounds}  # `extended it to 18.0 months`: a median
    return not RESULTS.isdisjoint({match.claim.measure, *registered})


@lru_cache(maxsize=4096)
def _is_of_harm(words: str) -> bool:
    return is_used(words, "safety")


@lru_cache(maxsize=4096)
def _is_planned(sentence: str) -> bool:
    return is_used(sentence, "planned")
