"""A claim -> whether its interval and p value were printed as one with its estimate, and what the words there say of them.

Extraction gives a lone interval or p value to the nearest estimate, which is right for what a claim says and may be
wrong for a sum with it: `2.6% vs 3.3% (P=.48; 90% CI -2.5 to 1.0)` has an interval of the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checker.surroundings import Surroundings
from claims.model import Block, Claim
from claims.named import Spot
from claims.notations import P

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ARMS = frozenset({"rate", "median_time", "mean", "mean_change", "median", "other", "time"})
NEAR = 60  # characters of words between an estimate and the bracket that its interval stands in
OPENING = ("(", "[", ";", ",", ":")
NO_RESULT = re.compile(
    r"\b(?:per|aged?|ages|over|under|year|week|month|day)\s[\d.,–-]+(?:\s?[A-Za-z]+(?:/[A-Za-z]+)?)?|\b\d+\s?(?:of|/)\s?\d+\b"
)
SIZE = re.compile(r"\b[nN]\s?=\s?[\d,]+(?:\s?/\s?[\d,]+)?")
OTHER = re.compile(
    r"[.;]\s|\b(?:HR|OR|RR|IRR|ratio|vs|versus|compared|than|against|difference|range|IQR|median|mean)\b"
)
BEHIND = 45  # characters behind a p value that may say of what it is
AROUND = 90  # characters before an estimate that may name the method
SIGNS = re.compile(r"[\s,;:=()\[\]{}/|*†‡§.%–—-]+")
ENDS = re.compile(r"[,;.)\]]\s|[,;.)\]]$")


@dataclass(frozen=True, slots=True)
class Beside:
    """How one claim's interval and p value stand to its estimate."""

    interval: bool  # the interval is the estimate's own
    p: bool  # the p value tests the estimate that the interval is of
    words: str  # what stands around them, folded

    def says(self, key: str) -> bool:
        """Whether the words around hold one of a list of the data file."""
        return says(key, self.words)


def in_order(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim | None]]:
    """Each claim of a page with the one before it in its sentence."""
    last: Claim | None = None
    for claim in claims:
        beside = last is not None and last.block == claim.block and last.sentence == claim.sentence
        yield claim, last if beside else None
        last = claim


def printed_beside(claim: Claim, surroundings: Surroundings, before: Claim | None) -> Beside:
    """How a claim's interval and p value were printed; by the claim's own sentence where extraction tells no places.

    The interval behind the second of two values that are set side by side may be one of their difference.
    """
    if before is not None and before.ci is None and before.measure == claim.measure and claim.measure in ARMS:
        return Beside(interval=False, p=False, words=claim.sentence.casefold())
    block = surroundings.blocks.get(claim.block)
    value, interval, p = (spot_of(claim, slot) for slot in ("value", "ci", "p"))
    if block is None or value is None or value.block != block.index:
        words = claim.sentence.casefold()
        return Beside(interval=True, p=not says("other_hypotheses", words), words=words)
    parts = sorted((part for part in (value, interval, p) if part and part.block == value.block), key=_start)
    heads = " | ".join(_heads(surroundings.blocks.get(part.block)) for part in (interval, p) if part is not None)
    around = _around(block.text, parts, claim)
    of_interval = interval is not None and (
        interval.block != value.block
        or _is_joined(block.text, parts, interval)
        or _is_near(block.text[value.end : interval.start])
    )
    of_p = p is not None and _is_of(p, parts, block, surroundings)
    return Beside(of_interval, of_interval and of_p, f"{around} {heads}".casefold())


def spot_of(claim: Claim, slot: str) -> Spot | None:
    """Where one of a claim's slots was read; None where extraction tells no place."""
    read = (spot for one in claim.evidence if one.slot == slot for spot in one.read)
    return next((spot for spot in read if isinstance(spot, Spot)), None)


def _start(spot: Spot) -> int:
    return spot.start


def _heads(block: Block | None) -> str:
    cell = block.cell if block else None
    return " ".join((*cell.row_heads, *cell.column_heads)) if cell else ""


def _around(text: str, parts: Sequence[Spot], claim: Claim) -> str:
    """The claim's sentence where it is short, else what stands near."""
    start, end = parts[0].start, max(part.end for part in parts)
    near = text[max(0, start - AROUND) : end + BEHIND]
    return claim.sentence if len(claim.sentence) < len(near) else near


def _is_joined(text: str, parts: Sequence[Spot], upto: Spot) -> bool:
    """Whether nothing but connecting words and a p value stands between the first of some parts and another."""
    end = parts[0].end
    for part in parts[1:]:
        if part.start > end and not _connects(text[end : part.start]):
            return False
        end = max(end, part.end)
        if part == upto:
            break
    return True


def _connects(between: str) -> bool:
    left = _words("connecting").sub(" ", NO_RESULT.sub(" ", SIZE.sub(" ", P.sub(" ", between))))
    return not SIGNS.sub("", left)


def _is_near(between: str) -> bool:
    """`with EXEMPLAR + Kd (`, `in those aged 80 years and above (`: words that bring in no other number."""
    if len(between) > NEAR or between.rstrip()[-1:] not in OPENING:
        return False
    left = NO_RESULT.sub(" ", SIZE.sub(" ", between))
    return not any(sign.isdigit() for sign in left) and not OTHER.search(left)


def _is_of(p: Spot, parts: Sequence[Spot], block: Block, surroundings: Surroundings) -> bool:
    """Whether a p value stands with the others, and no words say that it tests something else."""
    if p.block != block.index:
        return not says("other_hypotheses", _heads(surroundings.blocks.get(p.block)))
    behind = ENDS.split(block.text[p.end : p.end + BEHIND], maxsplit=1)[0]
    return _is_joined(block.text, parts, p) and not says("other_hypotheses", behind)


def says(key: str, words: str) -> bool:
    """Whether words hold one of a list of the data file."""
    return _words(key).search(words) is not None


@cache
def _words(key: str) -> re.Pattern[str]:
    forms = sorted(_vocabulary()[key], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(form) for form in forms)})(?![\w-])", re.IGNORECASE)


@cache
def _vocabulary() -> Mapping[str, Any]:
    text = Path(__file__).with_name("printed_beside.yaml").read_text("utf-8")
    data: Mapping[str, Any] = yaml.load(text, _LOADER)  # noqa: S506 - a safe loader, in C where there is one
    return data
