"""Two arms of one result -> their difference, the multiple or the relative reduction between them, how many to treat."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING

from checker.compare import compare_numbers
from checker.context import Setting
from checker.derived.grounds import Pair, pairs
from checker.derived.intervals import HUNDRED, Computed, gap, less_than_whole, meets, meets_in_words, ratio, written
from checker.derived.model import Derived, named
from checker.derived.words import says
from checker.model import Agreement
from checker.units import plain_unit
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact

TIMED = ("median_time", "median")
SUBTRACTED = ("rate", *TIMED, "mean", "mean_change")
DIVIDED = ("rate", *TIMED, "mean")
POINTS = frozenset({"", "%", "percentage points"})


def differences(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """The value of the claim's arm less that of the arm it is set against."""
    downwards = says(claim.sentence, "downwards")
    for pair in _pairs(claim, setting, SUBTRACTED):
        one, other = pair.values
        unit = plain_unit(pair.one.fact.unit)
        if plain_unit(claim.unit) not in (POINTS if unit == "%" else ("", unit)):
            continue
        known = gap(one, other)
        if said.value >= 0 and known.exact < 0 and downwards:
            known = gap(other, one)
        result = f"{one.value - other.value} {'percentage points' if unit == '%' else unit}".rstrip()
        yield _of_pair("difference", claim, pair, f"{_sum(pair, '-')} = {result}", meets(said, known))


def multiples(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """The value of the claim's arm over that of the other; the other way round for `3-fold fewer`."""
    meet = meets_in_words if said.decimals == 0 else meets
    downwards = says(claim.sentence, "downwards")
    for pair in _pairs(claim, setting, DIVIDED):
        quotient = ratio(*pair.values)
        asked = pair
        if downwards and quotient is not None and quotient.exact < 1:
            asked, quotient = pair.turned, ratio(*pair.turned.values)
        if quotient is None:
            continue
        kind = "ratio_of_medians" if pair.one.fact.measure in TIMED else "ratio_of_rates"
        yield _of_pair(kind, claim, pair, f"{_sum(asked, '/')} = {written(quotient.exact, 2)}", meet(said, quotient))


def relative_reductions(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """How much lower, in percent of the other arm's rate, the rate of the claim's arm is."""
    for pair in _pairs(claim, setting, ("rate",)):
        quotient = ratio(*pair.values)
        if quotient is None:
            continue
        known = less_than_whole(quotient)
        shown = f"1 - {_sum(pair, '/')} = {written(known.exact)}%"
        yield _of_pair("ratio_of_rates", claim, pair, shown, meets(said, known))


def needed_to_treat(claim: Claim, said: Quantity, setting: Setting) -> Iterator[Derived]:
    """One over the difference of two rates, rounded up as is the custom."""
    if not says(claim.sentence, "needed_to_treat"):
        return
    for pair in _pairs(claim, setting, ("rate",)):
        asked = pair if pair.values[0].value > pair.values[1].value else pair.turned
        apart = gap(*asked.values)
        if apart.low <= 0 or pair.one.fact.unit != "%":
            continue
        known = Computed(HUNDRED / apart.high, HUNDRED / apart.low, HUNDRED / apart.exact)
        comes_out = said.value == known.exact.to_integral_value(ROUND_CEILING) or meets(said, known)
        shown = f"100 / ({_sum(asked, '-')}) = {written(known.exact)}"
        yield _of_pair("needed_to_treat", claim, pair, shown, comes_out)


def _pairs(claim: Claim, setting: Setting, measures: tuple[str, ...]) -> Iterator[Pair]:
    """The arms that the claim compares; none where arithmetic could not give what stands beside the number.

    An interval is reported, never calculated from two values; a p must be that of the comparison.
    """
    if claim.ci is not None or claim.high is not None:
        return
    for pair in pairs(claim, setting, measures):
        if claim.p is None or _is_tested(claim.p, pair.one.fact, setting):
            yield pair


def _is_tested(p: Quantity, fact: Fact, setting: Setting) -> bool:
    same = (fact.trial, fact.analysis, fact.population, fact.timepoint)
    return any(
        other.p is not None and compare_numbers(p, other.p, loosely=True)[0] is not Agreement.DIFFERS
        for other in setting.index.facts_of(setting.index.endpoint_key(fact.endpoint))
        if (other.trial, other.analysis, other.population, other.timepoint) == same and other.status != "withdrawn"
    )


def _of_pair(kind: str, claim: Claim, pair: Pair, shown: str, comes_out: bool) -> Derived:
    told_as_median = pair.one.fact.measure not in TIMED or says(claim.sentence, "medians")
    return Derived(
        kind=kind,
        facts=pair.facts,
        sum_done=shown,
        comes_out=comes_out,
        candidate=pair.one,
        settles=pair.named and told_as_median and claim.measure != "risk_reduction",
    )


def _sum(pair: Pair, sign: str) -> str:
    (one, other), (first, second) = pair.facts, pair.values
    return f"{named(first, one)} {sign} {named(second, other)}"
