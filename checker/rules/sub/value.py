"""The printed value is the registered one.

What is required
    Every number of a claim (the estimate, its interval, p, n and N) is the one registered for that endpoint, arm,
    population, analysis and time point, at the precision that the page prints.

Why
    A wrong digit beside a right reference is the error that nobody re-reads. Rounding is arithmetic: 22.1 stands for
    22.05 to 22.15, so 22.08 agrees with it and 22.2 does not.

Source
    21 CFR 202.1(e)(5)(i), false or misleading as to effectiveness [K]; ABPI Code 2024 clause 6.1, accurate [R].

Passes
    Registered 11.9 months: "median OS was 11.9 months".

Fails
    Registered 11.9 months: "median OS was 12.9 months".

Stays silent
    Ordinary rounding (sub.rounding notes it), another analysis or arm that the page names, numbers that no fact of the
    same subject covers (sub.unregistered), subgroup results where only the whole population is registered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.model import Finding, Rule, Severity, Verdict
from checker.view import PageView
from checker.wording import expected_numbers, registry_places, said_numbers, sentence, source_words, wrong_numbers


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each claim whose numbers differ from its fact, naming all that differ."""
    for match in view.matches:
        fact = match.fact
        if match.verdict is not Verdict.CONTRADICTED or fact is None or not wrong_numbers(match):
            continue
        said, expected = said_numbers(match), expected_numbers(match)
        known = expected if match.derivation else f"{fact.id} has {expected}"  # a sum names its facts itself
        message = f"Says {said}; {known} ({source_words(fact)})."
        if match.diagnosis:
            message += f" {sentence(match.diagnosis)}"
        yield replace(
            about_claim(RULE, view, match, message),
            said=said,
            expected=expected,
            related=registry_places((*match.grounds, *match.candidates)),
        )


RULE = Rule(
    id="sub.value",
    title="The printed value is the registered one",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
