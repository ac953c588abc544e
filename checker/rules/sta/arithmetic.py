"""Shares, differences, multiples and sums agree with the numbers that stand beside them.

What is required
    n/N gives the percentage; a difference or a multiple follows from the two values of the same sentence, block or
    table row. Rows that part the patients of a column add up to no more than the column; parts of an endpoint add up to
    no more than the endpoint, and what is held in another (PASI 100 in PASI 90, grade 3-4 in any grade) is no larger.

Why
    Whoever reads the page can do the sum.

Source
    ABPI Code 2024 clause 6.1, accurate [R].

Passes
    "22 of 47 patients (47%)"; "1.4 times" beside 180 ml and 128 ml; stages I, II, III with 50%, 35%, 16%.

Fails
    "22 of 47 patients (49%)"; "41.7% of 87 patients", where 36 are 41.4% and 37 are 42.5%; "a gain of 3.7 months" beside
    6.4 and 6.0 months; male 58%, female 52%; ORR 62% above CR 12% and PR 54%.

Stays silent
    All sums are done with intervals: each printed number may be anything that rounds to it, and a share that was
    rounded twice (85.47 to 85.5 to 86) is a warning. A difference that misses by little may be adjusted, or a median
    difference instead of a difference of medians: a note; so is a percentage lower or higher that only rounding of the
    two values beside it allows ("10% lower, 0.39 vs 0.43", which is 9.3%). A share well above n over the size of its
    column may be one of fewer patients, such as the responders: a warning; nothing for an estimate over time. A
    percentage that no whole number of patients gives, where that number stands only over the column or a model made
    the estimate. Rows that a patient may be in twice (prior drugs, adverse reactions), results by subgroup; parts that
    fall short of their whole, as some patients lack the examination (a note for sex and age, which everybody has).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.compare import NEARLY
from checker.derived.intervals import Computed, change, gap, ratio, written
from checker.findings import about_claim
from checker.model import Confidence, Finding, Match, Rule, Severity
from checker.pairs_behind import pair_behind
from checker.ranges import magnitude
from checker.shares_told import WRONG_SUM, shares_failed
from checker.subjects import Subjects
from checker.tables_added import sums_failed
from checker.tables_compared import Comparisons
from checker.tables_held import wholes_failed
from checker.tables_read import Tables
from checker.units import plain_unit
from checker.view import PageView
from checker.wording import page_place
from claims.endpoint_kinds import kind_of
from claims.model import Claim
from claims.quantity import Interval, Quantity
from references.names import normal

PARTS = frozenset({"rate", "median_time", "mean", "mean_change", "median"})
MOST_BESIDE = 200  # claims of one block that a difference may be made of
GREY = Decimal("0.2")  # a share of the recomputed value: adjusted differences stay within it


def check(view: PageView) -> Iterator[Finding]:
    """Shares, differences and multiples first, then tables."""
    by_block: dict[int, list[Claim]] = defaultdict(list)
    for match in view.matches:
        if len(by_block[match.claim.block]) < MOST_BESIDE:
            by_block[match.claim.block].append(match.claim)
    for match in view.matches:
        if match.claim.measure == "rate":
            for told in shares_failed(match.claim, by_block[match.claim.block], view.surroundings):
                found = _found(
                    view, match, told.message, severity=told.severity, said=told.said, expected=told.expected
                )
                yield replace(found, diagnosis=told.diagnosis, confidence=told.confidence)
        elif match.claim.measure in ("difference", "fold"):
            yield from _pair(view, match, by_block[match.claim.block])
        yield from _relative(view, match, by_block[match.claim.block])
    yield from _tables(view)


def _tables(view: PageView) -> Iterator[Finding]:
    matches = {match.claim.id: match for match in view.matches}
    claims, subjects = view.extraction.claims, Subjects(view.extraction, view.index)
    tables = Tables(claims, view.surroundings)
    for failed in (*sums_failed(tables), *wholes_failed(tables, subjects)):
        yield _found(
            view,
            matches[failed.at.id],
            failed.message,
            severity=Severity.ERROR if failed.certain else Severity.NOTE,
            said=failed.said,
            expected=failed.expected,
            parts=failed.made_of,
        )
    for compared in Comparisons(claims, subjects, view.surroundings).failed():
        said, shown = compared.at.quote, written(compared.recomputed, 2)
        yield _found(
            view,
            matches[compared.at.id],
            f"Says {said}; {compared.arms[0].value} {compared.sign} {compared.arms[1].value} is {shown}.",
            severity=Severity.NOTE if compared.near else Severity.ERROR,
            said=said,
            expected=shown,
            parts=compared.arms,
        )


def _pair(view: PageView, match: Match, beside: Sequence[Claim]) -> Iterator[Finding]:
    claim = match.claim
    if claim.value is None or claim.op not in ("=", "~"):
        return
    parts = _parts(match.claim, beside) or _in_bracket(match.claim, beside, view)
    if len(parts) != 2 or (parts[0].arm is not None and parts[0].arm == parts[1].arm):
        return
    one, other = parts[0].value, parts[1].value
    if one is None or other is None:
        return
    larger, smaller = sorted((one, other), key=lambda quantity: quantity.value, reverse=True)
    if claim.measure == "fold" and claim.value.value < 1:  # `halved`: of the smaller to the larger
        larger, smaller = smaller, larger
    box = gap(larger, smaller) if claim.measure == "difference" else ratio(larger, smaller)
    if box is None or magnitude(claim.value.rounding).overlaps(box):
        return
    if claim.measure == "difference" and _fell_and_rose(claim, larger, smaller):
        return
    near = abs(abs(claim.value.value) - box.exact) <= GREY * box.exact or _is_estimate(claim, box)
    sign = "-" if claim.measure == "difference" else "/"
    shown = written(box.exact, 2)
    message = f"Says {claim.quote}; {larger} {sign} {smaller} is {shown}."
    is_here = all(part.sentence == claim.sentence for part in parts)
    severity = Severity.NOTE if near else Severity.ERROR if is_here else Severity.WARNING
    yield _found(view, match, message, severity=severity, said=claim.quote, expected=shown, parts=parts)


def _fell_and_rose(claim: Claim, one: Quantity, other: Quantity) -> bool:
    """`Down 39.7% with A, up 8.2% with B; difference -47.9`: what fell and what rose lie apart by their sum."""
    if claim.value is None or not (UP.search(claim.sentence) and DOWN.search(claim.sentence)):
        return False
    apart = abs(abs(claim.value.value) - (abs(one.value) + abs(other.value)))
    return apart <= Decimal(10) ** -min(claim.value.decimals, one.decimals, other.decimals)


UP = re.compile(r"\b(?:up|rose|rise|rises|risen|increas\w+|gain\w*|higher)\b", re.IGNORECASE)
DOWN = re.compile(
    r"\b(?:down|fell|fall|falls|fallen|decreas\w+|reduc\w+|lower\w*|declin\w+|drop\w*|lost|loss)\b", re.IGNORECASE
)


def _is_estimate(claim: Claim, box: Computed) -> bool:
    """Whether a difference is estimated by a model, with an interval that holds the plain one."""
    ci = claim.ci
    if ci is None or ci.low is None or ci.high is None:
        return False
    return Interval(ci.low.rounding.low, ci.high.rounding.high).overlaps(box) or Interval(
        -ci.high.rounding.high, -ci.low.rounding.low
    ).overlaps(box)


def _parts(claim: Claim, beside: Sequence[Claim]) -> tuple[Claim, ...]:
    """The two values that a difference or multiple can be made of: same sentence, else same block."""
    found = tuple(other for other in beside if _is_part(claim, other))
    here = tuple(other for other in found if other.sentence == claim.sentence)
    # "double" may be half of "double-blind", and a difference without a unit one of another thing.
    is_plain = claim.unit is not None and any(sign.isdigit() for sign in claim.quote)
    return here or (found if is_plain else ())


def _in_bracket(claim: Claim, beside: Sequence[Claim], view: PageView) -> tuple[Claim, ...]:
    """`three times as many (48% vs 31%)`: the two values of the bracket right behind, which no endpoint's name parts."""
    pair = pair_behind(claim, beside, view.surroundings)
    if pair is None or any(kind_of(other.endpoint) is not None for other in pair):
        return ()
    return pair if claim.measure == "fold" or plain_unit(claim.unit) == plain_unit(pair[0].unit) else ()


def _relative(view: PageView, match: Match, beside: Sequence[Claim]) -> Iterator[Finding]:
    """`10% lower dose, 0.39 vs 0.43 U/kg`: by how many percent one value is below or above the other."""
    claim, said = match.claim, match.claim.value
    if plain_unit(claim.unit) != "%" or said is None or claim.op not in ("=", "~"):
        return
    below = pair_behind(claim, beside, view.surroundings, by=LOWER)
    pair = below or pair_behind(claim, beside, view.surroundings, by=HIGHER)
    if pair is None or claim.n is not None or claim.ci is not None:
        return
    one, other = sorted((part.value for part in pair if part.value), key=lambda value: value.value)
    is_share = plain_unit(pair[0].unit) == "%"
    boxes = [box for box in (change(one, other, of_larger=bool(below)), gap(other, one) if is_share else None) if box]
    if not boxes or any(_is_met(said, box) for box in boxes):
        return
    recomputed = min((abs(box.exact) for box in boxes), key=lambda exact: abs(exact - abs(said.value)))
    # A model's percentage differs from that of the crude rates, and an adjusted one from that of the means.
    near = is_share or abs(abs(said.value) - recomputed) <= GREY * recomputed
    shown = f"{written(recomputed)}%"
    message = f"Says {said}%; {pair[0].value} against {pair[1].value} is {shown}."
    severity = Severity.NOTE if near else Severity.WARNING
    yield _found(view, match, message, severity=severity, said=f"{said}%", expected=shown, parts=pair)


def _is_met(said: Quantity, box: Computed) -> bool:
    """Whether a percentage may be the one in the box, and is not far from what the digits give where those are fine."""
    if not said.rounding.overlaps(magnitude(box)):
        return False
    exact = abs(box.exact)
    is_fine = box.high - box.low < exact / 2
    return not is_fine or abs(abs(said.value) - exact) <= max(NEARLY * exact, said.step / 2)


BEFORE_PAIR = r"\b[^().;,\d]{0,60}[(\[,:]\s?"
LOWER = re.compile(rf"\s(?:[\w-]+\s){{0,2}}(?:lower|less|fewer|smaller|reduction|decrease){BEFORE_PAIR}")
HIGHER = re.compile(rf"\s(?:[\w-]+\s){{0,2}}(?:higher|more|greater|larger|increase){BEFORE_PAIR}")


def _is_part(claim: Claim, other: Claim) -> bool:
    if other.measure not in PARTS or other.value is None or other.op != "=":
        return False
    if normal(other.endpoint or "") != normal(claim.endpoint or "") or normal(other.population or "") != normal(
        claim.population or ""
    ):
        return False
    if claim.measure == "fold":
        return True
    is_share = claim.unit is None and claim.value is not None and abs(claim.value.value) < 1
    if is_share and plain_unit(other.unit) == "%":
        return False  # a difference of 0.010 beside 0.62% may be in shares of one, or a rate over time
    return _comparable(plain_unit(claim.unit), plain_unit(other.unit))


def _comparable(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"%", "percentage points", ""}


def _found(
    view: PageView,
    match: Match,
    message: str,
    *,
    severity: Severity,
    said: str,
    expected: str,
    parts: tuple[Claim, ...] = (),
) -> Finding:
    found = about_claim(RULE, view, match, message, severity=severity, confidence=Confidence.HIGH)
    related = tuple(page_place(found.path, part.place, part.quote) for part in parts)
    return replace(found, fact=None, said=said, expected=expected, diagnosis=WRONG_SUM, related=related)


RULE = Rule(
    id="sta.arithmetic",
    title="Shares, differences, multiples and sums agree with the numbers beside them",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
