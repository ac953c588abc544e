"""Figures are rounded once, from the exact number, and never over the line of significance.

What is required
    A rounded figure is one rounding away from the exact one. A bound of an interval is not rounded onto 1, and p is
    not rounded onto .05, where the exact number lies on the other side.

Why
    89 of 112 is 79.46%: it may be printed 79.5% or 79%, but 80% has been rounded twice.

Source
    FDA guidance on quantitative information in consumer advertising, 2023 [R]; ABPI Code 2024 clause 6.1 [R].

Passes
    Registered 89 of 112 (79.5%): "79%".

Fails
    Registered 89 of 112 (79.5%): "80%". Without a registry "80% (n=112; 95% CI 70.8-86.5)": the interval is that of 89.

Stays silent
    "About" and "nearly", unless the number beside them is better for the product than the registered one would be when
    rounded: then a note, "rounding in favour". Ordinary rounding to fewer decimals; percentages in whole numbers, which is what guidance asks
    for. Half-up and half-even are both accepted. Any other value that is registered with decimals and printed as a
    whole number, such as 41.7 months as 42, is a note, for the reviewer to know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.compare import natural_frequency
from checker.favour import is_in_favour
from checker.findings import about_claim
from checker.measures import RATIOS
from checker.model import Agreement, Finding, Match, Rule, Severity, Verdict
from checker.proportions import rounded_twice
from checker.recovered import recovered
from checker.units import plain_unit
from checker.view import PageView
from checker.wording import registry_places, sentence, with_unit
from claims.model import Claim
from claims.quantity import Quantity
from references.model import Fact

MOST_BESIDE = 50  # counts of one block that a share may be taken from
USED = (Verdict.SUPPORTED, Verdict.CONTRADICTED)


def check(view: PageView) -> Iterator[Finding]:
    """At most one finding for each claim: crossing a line, then rounding twice, in favour, to a whole number."""
    beside: dict[int, list[Claim]] = defaultdict(list)
    for match in view.matches:
        if match.claim.measure == "count" and len(beside[match.claim.block]) < MOST_BESIDE:
            beside[match.claim.block].append(match.claim)
    for match in view.matches:
        if match.fact is None or match.fact.n is None:
            yield from _by_interval(view, match, beside[match.claim.block])
        if match.verdict not in USED or match.fact is None:
            continue
        yield from (
            _crossing(view, match, match.fact)
            or _twice(view, match, match.fact)
            or _flattering(view, match, match.fact)
            or _plain(view, match, match.fact)
        )


def _crossing(view: PageView, match: Match, fact: Fact) -> list[Finding]:
    claim = match.claim
    if claim.p and fact.p and claim.p.op == fact.p.op == "=" and claim.p.value <= Decimal("0.05") < fact.p.value:
        return [_found(view, match, f"P={claim.p}", f"P={fact.p}", what="rounded onto .05", severity=Severity.ERROR)]
    if claim.measure not in RATIOS or claim.ci is None or fact.ci is None:
        return []
    low, high = fact.ci.low, fact.ci.high
    if low is None or high is None or not low.value < 1 < high.value:
        return []
    for said, known in ((claim.ci.low, low), (claim.ci.high, high)):
        if said is not None and said.value == 1 != known.value and _reaches(said, known):
            return [
                _found(
                    view,
                    match,
                    f"CI {said}",
                    f"CI {known}",
                    what="the bound is rounded onto 1",
                    severity=Severity.ERROR,
                )
            ]
    return []


def _reaches(said: Quantity, known: Quantity) -> bool:
    return said.rounding.contains(known.value)


def _twice(view: PageView, match: Match, fact: Fact) -> list[Finding]:
    claim = match.claim
    if claim.value is None or claim.op != "=" or plain_unit(claim.unit) != "%" or fact.n is None or not fact.of:
        return []
    if natural_frequency(claim):
        return []
    if fact.of.value == 0 or _value_agreement(match) is Agreement.DIFFERS:
        return []
    exact = fact.n.value / fact.of.value * 100
    if claim.value.rounding.contains(exact):
        return []
    expected = f"{fact.n}/{fact.of} = {exact:.2f}%"
    what = "rounding in favour: rounded twice" if is_in_favour(claim, fact, view.index) else "rounded twice"
    return [_found(view, match, f"{claim.value}%", expected, what=what, severity=Severity.WARNING)]


def _by_interval(view: PageView, match: Match, beside: Sequence[Claim]) -> Iterator[Finding]:
    """A percentage that the page's own interval shows to have been rounded twice."""
    claim = match.claim
    known = recovered(claim, beside, view.surroundings)
    if known is None or claim.value is None or not rounded_twice(claim.value, known.share):
        return
    expected = f"{known.count}/{known.of} = {known.share:.2f}%"
    message = f"Says {claim.value}%; its interval is that of {expected} ({known.method}). Rounded twice."
    found = about_claim(RULE, view, match, message, severity=Severity.WARNING)
    yield replace(found, said=f"{claim.value}%", expected=expected, diagnosis="rounded twice", fact=None)


def _flattering(view: PageView, match: Match, fact: Fact) -> list[Finding]:
    """`About 30%` of a registered 28.6%: near enough to pass, and better than it is."""
    claim = match.claim
    if claim.value is None or fact.value is None or claim.op != "~" or match.verdict is not Verdict.SUPPORTED:
        return []
    if claim.value.rounding.contains(fact.value.value) or not is_in_favour(claim, fact, view.index):
        return []
    said = with_unit(f"about {claim.value.text}", claim.unit)
    known = with_unit(fact.value.text, fact.unit)
    return [_found(view, match, said, known, what="rounding in favour", severity=Severity.NOTE)]


def _value_agreement(match: Match) -> Agreement | None:
    return next((slot.agreement for slot in match.slots if slot.slot == "value"), None)


def _plain(view: PageView, match: Match, fact: Fact) -> list[Finding]:
    unit = match.claim.unit
    slots = [slot for slot in match.slots if slot.agreement is Agreement.ROUNDED]
    if not slots or plain_unit(unit) == "%":
        return []
    said = ", ".join(with_unit(slot.said or "", unit if slot.slot == "value" else None) for slot in slots)
    known = ", ".join(with_unit(slot.known or "", fact.unit if slot.slot == "value" else None) for slot in slots)
    return [_found(view, match, said, known, what="rounded to a whole number", severity=Severity.NOTE)]


def _found(view: PageView, match: Match, said: str, expected: str, *, what: str, severity: Severity) -> Finding:
    fact = match.fact
    where = fact.id if fact else "the registry"
    message = f"Says {said}; {where} has {expected}. {sentence(what)}"
    found = about_claim(RULE, view, match, message, severity=severity)
    return replace(
        found, said=said, expected=expected, diagnosis=what, related=registry_places((fact,) if fact else ())
    )


RULE = Rule(
    id="sub.rounding",
    title="Figures are rounded once and never over the line of significance",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
