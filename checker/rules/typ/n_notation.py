"""N is the whole and n the part; few patients have no tenths of a percent.

What is required
    N for the whole, n for the part. No decimals on a percentage of fewer than 100 patients.

Why
    33.3% of 9 patients tells more digits than there are patients.

Source
    AMA Manual of Style as told by JMIR [R].

Passes
    "33% (3 of 9)"; "33.3% (30/90)" where the registered value has the decimal.

Fails
    "33.3% (n=3/9)".

Stays silent
    Percentages whose registered value has decimals, as in a label that is quoted; those of an estimate without its
    number of patients. One note for each table or block, at its first such number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from checker.findings import about_claim
from checker.model import Confidence, Finding, Match, Rule, Severity, Verdict
from checker.units import plain_unit
from checker.view import PageView
from claims.model import Claim

FEW = 100
PART_OF_WHOLE = re.compile(r"\b(?P<letter>[nN])\s?=\s?(?P<n>\d{1,6})\s?/\s?(?P<of>\d{1,6})\b")


def check(view: PageView) -> Iterator[Finding]:
    """n=3/9 at each claim, then decimals by table or block."""
    places: dict[tuple[str, int], list[Match]] = defaultdict(list)
    for match in view.matches:
        claim = match.claim
        written = PART_OF_WHOLE.search(claim.quote)
        if written is not None:
            said, better = written[0], f"{written['n']} of {written['of']}"
            yield _found(view, match, f"Says {said}; n is the part and N the whole: {better}.", said, better)
        elif claim.n is not None and claim.of is not None and _calls_part_whole(claim):
            said = f"N={claim.n}"
            yield _found(view, match, f"Says {said} of {claim.of}; n is the part.", said, f"n={claim.n}")
        swapped = _whole_as_part(claim)
        if swapped is not None:
            whole, part = swapped
            yield _found(
                view, match, f"Says n={whole} and N={part}; N is the whole and n the part.", f"n={whole}", f"N={whole}"
            )
        if _is_too_fine(match):
            places[_place(view, claim)].append(match)
    for matches in places.values():
        yield _too_fine(view, matches)


def _calls_part_whole(claim: Claim) -> bool:
    return claim.n is not None and re.search(rf"\bN\s?=\s?{re.escape(claim.n.text)}\b", claim.quote) is not None


def _whole_as_part(claim: Claim) -> tuple[str, str] | None:
    """A larger n before a smaller N in one sentence, at the claim that is the n: `n=400 in all, of whom N=96`."""
    part, whole = (re.search(rf"\b{letter}\s?=\s?(\d{{1,6}})\b(?!\s?/)", claim.sentence) for letter in "nN")
    if part is None or whole is None or part.start() > whole.start() or int(part[1]) <= int(whole[1]):
        return None
    return (part[1], whole[1]) if claim.value is not None and claim.value.text == part[1] else None


def _is_too_fine(match: Match) -> bool:
    claim, fact = match.claim, match.fact
    if claim.measure != "rate" or claim.value is None or claim.of is None or plain_unit(claim.unit) != "%":
        return False
    if claim.value.text not in claim.quote:
        return False  # one in three is no 33.3%
    if not claim.value.decimals or claim.value.value in (0, 100) or not 0 < claim.of.value < FEW:
        return False
    if match.verdict is not Verdict.SUPPORTED or fact is None or fact.value is None:
        return True
    return not fact.value.decimals


def _place(view: PageView, claim: Claim) -> tuple[str, int]:
    block = view.surroundings.blocks.get(claim.block)
    return ("table", block.cell.table) if block and block.cell else ("block", claim.block)


def _too_fine(view: PageView, matches: list[Match]) -> Finding:
    claim = matches[0].claim
    said = f"{claim.value}% of {claim.of}"
    expected = f"{claim.value.value.quantize(Decimal(1)) if claim.value else ''}%"
    more = f" So have {len(matches) - 1} more here." if len(matches) > 1 else ""
    message = f"Says {claim.value}%, with a decimal for {claim.of} patients: {expected}.{more}"
    return _found(view, matches[0], message, said, expected)


def _found(view: PageView, match: Match, message: str, said: str, expected: str) -> Finding:
    found = about_claim(RULE, view, match, message, severity=Severity.NOTE, confidence=Confidence.HIGH)
    return replace(found, said=said, expected=expected, fact=None, diagnosis=None)


RULE = Rule(
    id="typ.n-notation",
    title="N is the whole and n the part; few patients have no tenths of a percent",
    severity=Severity.NOTE,
    check=check,
    manual=__doc__,
)
