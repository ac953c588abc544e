"""The page does not contradict itself.

What is required
    A result that stands at two places has the same numbers at both, each at its printed precision; arms that the page
    calls balanced or similar are so in the table below.

Why
    One of the two is wrong, whatever the sources say. It happens where one place was updated and the other was not.

Source
    ABPI Code 2024 clause 6.1, accurate [R]; 21 CFR 202.1(e)(5)(i), false or misleading as to effectiveness [K].

Passes
    "Median PFS 35.7 months" in the headline, "36 months" in the summary; "over 40%" and 42.1%.

Fails
    "HR=0.59 (95% CI: 0.44, 0.79)" in the text, "0.59 (0.44, 0.97)" in the table; "rates were similar" above 41% and 12%.

Stays silent
    Claims of different endpoints, arms, populations, analyses, time points or trials; two values in one sentence or
    table; a slot that only one place fills, unless the result's other figures are the same; places where different
    words narrow the number (investigator and independent review, adjusted and crude, any grade and grade 3-4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.balance import Balance, Unlike
from checker.findings import about_claim, about_words
from checker.model import Confidence, Finding, Match, Rule, Severity
from checker.subjects import Subjects
from checker.tellings import Tellings
from checker.told_twice import Shown, Twice, told_twice
from checker.view import PageView
from checker.wording import claim_number, page_place, subject_words


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each pair of values, at the later place."""
    matches = {match.claim.id: match for match in view.matches}
    subjects = Subjects(view.extraction, view.index)
    for twice in told_twice(Tellings(view.extraction.claims, subjects, view.surroundings)):
        yield _told_twice(view, matches[twice.later.id], twice)
    for unlike in Balance(view.extraction, subjects, view.surroundings).unlike():
        yield _not_alike(view, unlike)


def _told_twice(view: PageView, match: Match, twice: Twice) -> Finding:
    earlier, later = twice.earlier, twice.later
    said = _numbers(twice, later=True)
    known = _numbers(twice, later=False)
    about = subject_words(later) or subject_words(earlier)
    message = f"Says {said}; {earlier.place.words} has {known} ({about}: {twice.shown.value})."
    by_slip = twice.shown is Shown.BY_SLIP
    found = about_claim(
        RULE,
        view,
        match,
        message,
        severity=Severity.WARNING if by_slip else Severity.ERROR,
        confidence=Confidence.MEDIUM if by_slip else Confidence.HIGH,
    )
    return replace(
        found,
        fact=None,
        said=said,
        expected=known,
        diagnosis=twice.slip or "two values of one result",
        related=(page_place(found.path, earlier.place, earlier.quote),),
    )


def _not_alike(view: PageView, unlike: Unlike) -> Finding:
    one, other = unlike.pairs[0]
    known = f"{claim_number(one)} and {claim_number(other)}"
    message = f"Says {unlike.word}; {one.endpoint} is {known} ({one.arm}, {other.arm}; {one.place.words})."
    found = about_words(RULE, view, unlike.block, unlike.word, message)
    places = (page_place(found.path, claim.place, claim.quote) for pair in unlike.pairs for claim in pair)
    return replace(
        found,
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,
        said=unlike.word,
        expected=known,
        diagnosis="words against figures",
        related=tuple(places),
    )


def _numbers(twice: Twice, *, later: bool) -> str:
    """The numbers that differ, as one of the two places prints them."""
    claim = twice.later if later else twice.earlier
    told = []
    for apart in twice.apart:
        number = apart.other if later else apart.one
        told.append(claim_number(claim) if apart.slot == "value" else f"{apart.slot} {number}")
    return ", ".join(told)


RULE = Rule(
    id="sub.conflict",
    title="The page does not contradict itself",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
