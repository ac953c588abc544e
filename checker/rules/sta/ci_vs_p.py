"""An interval, its estimate and its p value agree.

What is required
    The p value that follows from an interval of a ratio or difference is the one that is printed, and the estimate
    is the middle of its interval, on the log scale for ratios.

Why
    All three come from one model. Where the interval covers no effect and p says that there is one, one of the two
    was misprinted, or belongs to another result.

Source
    Altman and Bland, BMJ 2011;343:d2090 and d2304 [R]; Cochrane Handbook 7.7.7.3 [R]; 21 CFR 202.1(e)(7)(v) [K].

Passes
    "HR 0.70 (95% CI 0.55-0.89; P=.004)".

Fails
    "HR 0.80 (95% CI 0.63-1.02; P=.003)": the interval covers 1, and from it p is about .07.

Stays silent
    All sums are done with everything that rounds to the printed digits. An error only where interval and p give
    opposite verdicts on no effect and p is off by more than twice, which a one-sided p is not; a smaller gap is a note,
    for a log-rank test beside a Cox model can differ by as much. Otherwise a warning where p is off by more than three
    times, or where the estimate is far from the middle, as few events skew it, and from the plain middle too. The level
    that is printed is used: 80%, 95.4%, 99.8%. Where the page says one-sided, either reading will do. Nothing is said
    of p values for interaction, trend or non-inferiority, of an interval that does not stand directly behind its
    estimate, of one arm's interval beside a p of the difference, of medians, of exact, bootstrap and Bayesian results.
    A small p on a page that speaks of non-inferiority is a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.compare import is_proportions
from checker.findings import about_claim
from checker.inference import (
    Estimated,
    Span,
    deviates_off,
    estimated,
    is_in_plain_middle,
    is_outside,
    level_of,
    printed_p,
    times_off,
)
from checker.model import Confidence, Finding, Match, Rule, Severity
from checker.printed_beside import Beside, in_order, printed_beside, says
from checker.proportions import share_off_middle
from checker.recovered import recovered
from checker.units import plain_unit
from checker.view import PageView
from claims.model import Claim

USUAL = (0.95, 0.90, 0.99)  # levels that an interval without one may have
OPPOSED = 2.2  # times that p may be off beside an opposite verdict: a one-sided p is half, and a little for rounding
OFF = 3.0
FAR_OFF = 10.0  # where the page says that p is of a log-rank test
DEVIATES = 0.15  # share of the normal deviate: small p values are many times each other for little
AWAY = 0.1  # half widths from the middle, away from no effect
TOWARDS, PER_LOG = 0.1, 0.2  # the same towards it, and how much more for each unit of the half width on the log scale
SHARE, REDUCTION = 0.15, 0.4  # for one arm's share; for efficacy of vaccines and adjusted reductions


@dataclass(frozen=True, slots=True)
class Told:
    """A claim whose interval and p value can be held against each other."""

    numbers: Estimated
    p: Span
    levels: tuple[float, ...]
    sides: tuple[int, ...]  # 1 for a one-sided p, where the page speaks of such

    @property
    def readings(self) -> tuple[tuple[float, Span], ...]:
        """Each level and the two-sided p that is printed, by every reading of it."""
        return tuple((level, _as_two_sided(self.p, side)) for level in self.levels for side in self.sides)


def check(view: PageView) -> Iterator[Finding]:
    """At most one finding for each claim: the verdicts first, then p, then the middle."""
    blocks = view.extraction.page.blocks
    one_sided, margins = (any(says(key, block.text) for block in blocks) for key in ("one_sided", "margins"))
    in_turn = in_order(match.claim for match in view.matches)
    for match, (claim, before) in zip(view.matches, in_turn, strict=True):
        if not _is_inside(claim):
            continue  # no interval, or one that sta.malformed speaks of
        beside = printed_beside(claim, view.surroundings, before)
        if not beside.interval or _is_not_normal(claim, beside):
            continue
        numbers = estimated(claim)
        told = _told(claim, numbers, one_sided=one_sided) if numbers and beside.p else None
        if told and not _agrees(told):
            yield from _of_p(view, match, told, beside, margins=margins)
        elif numbers:
            yield from _of_middle(view, match, numbers)
        elif claim.measure == "rate":
            yield from _of_share(view, match)


def _is_inside(claim: Claim) -> bool:
    ci, value = claim.ci, claim.value
    if ci is None or ci.low is None or ci.high is None or value is None or claim.op != "=" or claim.high is not None:
        return False
    return ci.low.value < ci.high.value and not is_outside(value, ci.low, ci.high)


def _is_not_normal(claim: Claim, beside: Beside) -> bool:
    return beside.says("not_normal") or (claim.measure == "difference" and says("medians", claim.sentence))


def _told(claim: Claim, numbers: Estimated, *, one_sided: bool) -> Told | None:
    p = printed_p(claim.p) if claim.p is not None else None
    if p is None or claim.ci is None:
        return None
    level = level_of(claim.ci)
    if claim.ci.level is not None and level is None:
        return None
    return Told(numbers, p, (level,) if level else USUAL, (2, 1) if one_sided else (2,))


def _as_two_sided(p: Span, side: int) -> Span:
    return p if side == 2 else Span(min(1.0, 2 * p.low), min(1.0, 2 * p.high))


def _agrees(told: Told) -> bool:
    """Whether p and interval have one verdict by some reading, and p follows from the interval near enough by some."""
    near = (not _is_off(said, told.numbers.p_value(level)) for level, said in told.readings)
    return not _all_opposed(told) and any(near)


def _is_off(said: Span, known: Span) -> bool:
    return times_off(said, known) > OFF and deviates_off(said, known) > DEVIATES


def _opposed(told: Told, level: float, said: Span) -> bool:
    """Whether the interval shows an effect at its level and p does not, or the other way round."""
    shows, alpha = told.numbers.excludes_no_effect, 1 - level
    return (shows is True and said.low > alpha) or (shows is False and said.high < alpha)


def _all_opposed(told: Told) -> bool:
    return all(_opposed(told, level, said) for level, said in told.readings)


def _of_p(view: PageView, match: Match, told: Told, beside: Beside, *, margins: bool) -> Iterator[Finding]:
    level, said = told.readings[0]
    is_smaller = said.high < told.numbers.p_value(level).low  # as a test against a margin gives
    if is_smaller and says("margins", match.claim.sentence):
        return
    off = min(times_off(said, told.numbers.p_value(level)) for level, said in told.readings)
    is_doubtful = off <= (FAR_OFF if beside.says("log_rank") else OPPOSED) or (is_smaller and margins)
    if _all_opposed(told):
        covers = told.numbers.excludes_no_effect is False
        null = "1" if told.numbers.is_log and match.claim.measure != "risk_reduction" else "0"
        message = f"The interval {'covers' if covers else 'leaves out'} {null}, P{_sign(match.claim)} says otherwise"
        severity, diagnosis = Severity.ERROR, "interval and p give opposite verdicts"
    else:
        message = f"P{_sign(match.claim)} does not follow from the interval"
        severity, diagnosis = Severity.WARNING, "p does not fit the interval"
    yield _found(view, match, told, beside, message, Severity.NOTE if is_doubtful else severity, diagnosis)


def _sign(claim: Claim) -> str:
    p = claim.p
    return "" if p is None else f"={p}" if p.op == "=" else str(p)


def _found(
    view: PageView, match: Match, told: Told, beside: Beside, message: str, severity: Severity, diagnosis: str
) -> Finding:
    level = told.levels[0]
    expected = _written(told.numbers.p_as_printed(level))
    scale = "on the log scale" if told.numbers.is_log else "on the plain scale"
    assumed = f"two-sided, {level * 100:g}% interval{'' if len(told.levels) == 1 else ' assumed'}, normal {scale}"
    other = "; a log-rank p may differ from that of a Cox model" if beside.says("log_rank") else ""
    found = about_claim(
        RULE,
        view,
        match,
        f"{message}; estimate and interval give about {expected} ({assumed}{other}).",
        severity=severity,
        confidence=Confidence.HIGH if severity is Severity.ERROR else Confidence.MEDIUM,
    )
    claim = match.claim
    said = f"{claim.value} ({_bounds(claim)}; P{_sign(claim)})"
    return replace(found, said=said, expected=f"P={expected}", diagnosis=diagnosis, fact=None)


def _bounds(claim: Claim) -> str:
    return f"{claim.ci.low} to {claim.ci.high}" if claim.ci else ""


def _written(p: float) -> str:
    """A p value in two digits: .069, .0037, <.0001."""
    if p < 0.0001:
        return "<.0001"
    text = f"{p:.2g}" if p < 0.095 else f"{p:.2f}"
    return text.removeprefix("0")


def _of_middle(view: PageView, match: Match, numbers: Estimated) -> Iterator[Finding]:
    claim, off, half = match.claim, numbers.off_middle(), (numbers.high.high - numbers.low.low) / 2
    towards = TOWARDS + PER_LOG * (half if numbers.is_log else 1)
    away = AWAY
    if claim.measure == "risk_reduction":
        away, towards = REDUCTION, REDUCTION + towards
    if -towards <= off <= away or _is_plain(claim):
        return
    middle = numbers.middle()
    if claim.measure == "risk_reduction":
        middle = (1 - middle) * 100
    kind = "geometric" if numbers.is_log else "arithmetic"
    yield _off(view, match, f"the {kind} middle is", middle)


def _is_plain(claim: Claim) -> bool:
    ci, value = claim.ci, claim.value
    if value is None or ci is None or ci.low is None or ci.high is None:
        return False
    return is_in_plain_middle(value, ci.low, ci.high)


def _of_share(view: PageView, match: Match) -> Iterator[Finding]:
    """One arm's share: anywhere between the middles of the usual scales."""
    claim, ci = match.claim, match.claim.ci
    if plain_unit(claim.unit) != "%" or claim.value is None or ci is None or ci.low is None or ci.high is None:
        return
    is_counted = claim.n is not None and claim.of is not None and claim.n.value <= claim.of.value
    if is_counted or recovered(claim, (), view.surroundings):
        return  # sta.arithmetic holds the share against its counts, or knows the count that the interval is of
    if not is_proportions(ci.low, ci.high) and share_off_middle(claim.value, ci.low, ci.high) > SHARE:
        yield _off(view, match, "on the plain scale it is", float(ci.low.value + ci.high.value) / 2)


def _off(view: PageView, match: Match, words: str, middle: float) -> Finding:
    claim = match.claim
    shown = f"{middle:.{max(1, claim.value.decimals) if claim.value else 1}f}"
    message = f"{claim.value} is off the middle of its interval {_bounds(claim)}; {words} {shown} (skewed intervals allowed for)."
    found = about_claim(RULE, view, match, message, severity=Severity.WARNING, confidence=Confidence.MEDIUM)
    said = f"{claim.value} ({_bounds(claim)})"
    return replace(found, said=said, expected=shown, diagnosis="estimate off the middle of its interval", fact=None)


RULE = Rule(
    id="sta.ci-vs-p",
    title="An interval, its estimate and its p value agree",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
