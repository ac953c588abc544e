"""A share of selected patients names its base, and how many entered.

What is required
    Where the patients behind a figure were selected (responders, completers, those who entered the next phase), the
    text says so beside the figure, with the number of patients that it is a share of or that entered. A figure is not
    told of another base than its own.

Why
    67% of those who went on is another result than 67% of all who started.

Source
    21 CFR 202.1(e)(6)(v), implying larger or more general experience than the study gives [R, number K]; ABPI Code 2024
    clause 6.1, sufficiently complete [R]; FDA letters on Recorlev 2023 and Anktiva 2026 [R].

Passes
    "Of the 77 patients who entered maintenance, 29 (38%) had normal cortisol at its end."

Fails
    "38% of patients had normal cortisol at the end of the study", registered with `base_selected: true` and `base:
    patients who entered maintenance`; "84% of responders" without a number of responders; "67% of patients who entered
    maintenance", registered of those who started.

Stays silent
    Base and number in the head of the table, in the sentence, the block or a note that a marker leads to. Facts
    without `base_selected`; words of the base in another form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.model import Finding, Match, Rule, Severity, Verdict
from checker.nearby import beside, gives, names
from checker.view import PageView
from checker.wording import claim_number, registry_places
from references.model import Fact

TOLD = (Verdict.SUPPORTED, Verdict.DERIVED, Verdict.CONTRADICTED)


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each claim that hides its base, or is told of another one."""
    bases = _bases(view)
    if not bases:
        return
    for match in view.matches:
        fact = match.fact or _only_one_with_the_number(match)
        if fact is None or (match.verdict not in TOLD and not fact.base_selected):
            continue
        texts = beside(view, match)
        other = _other_base(view, match, fact, bases)
        if other is not None:
            said = f"{claim_number(match.claim)} is told of “{other.base}”"
            message = f"{said}; {fact.id} is a share of {_base_of(fact)}."
            found = about_claim(RULE, view, match, message)
            yield replace(
                found,
                said=other.base,
                expected=_base_of(fact),
                diagnosis="other base",
                related=registry_places((fact, other)),
            )
        elif fact.base_selected and (missing := _missing(fact, texts)):
            message = (
                f"{claim_number(match.claim)} is of selected patients; beside it stands no {' and no '.join(missing)}."
            )
            found = about_claim(RULE, view, match, message)
            yield replace(
                found,
                fact=fact.id,
                expected=_base_of(fact),
                diagnosis="base not told",
                related=registry_places((fact,)),
            )


def _only_one_with_the_number(match: Match) -> Fact | None:
    """Where the page names no population, the only fact of those in question that has the claim's number."""
    value = match.claim.value
    if match.verdict is not Verdict.AMBIGUOUS or value is None:
        return None
    same = [fact for fact in match.candidates if fact.value is not None and value.rounding.contains(fact.value.value)]
    return same[0] if len(same) == 1 else None


def _missing(fact: Fact, texts: tuple[str, ...]) -> list[str]:
    """What of the base the texts leave out: its words, its number."""
    missing = []
    if fact.base and not any(names(fact.base, text) for text in texts):
        missing.append(f"word of the base “{fact.base}”")
    numbers = [number.text for number in (fact.of, fact.n_entering) if number is not None]
    if numbers and not any(gives(number.replace(",", ""), text) for number in numbers for text in texts):
        missing.append(f"number of patients ({' or '.join(dict.fromkeys(numbers))})")
    return missing


def _bases(view: PageView) -> dict[tuple[str | None, str], list[Fact]]:
    """The facts that have a base, by trial and endpoint."""
    found: dict[tuple[str | None, str], list[Fact]] = defaultdict(list)
    for fact in view.index.registry.facts:
        if fact.base and fact.status != "withdrawn":
            found[fact.trial, view.index.endpoint_key(fact.endpoint)].append(fact)
    return found


def _other_base(
    view: PageView, match: Match, fact: Fact, bases: dict[tuple[str | None, str], list[Fact]]
) -> Fact | None:
    """A fact of the same endpoint whose base the claim's own sentence names, where its own base is another."""
    sentence = match.claim.sentence
    if fact.base and names(fact.base, sentence):
        return None
    for other in bases.get((fact.trial, view.index.endpoint_key(fact.endpoint)), ()):
        if other.id != fact.id and other.base and other.base != fact.base and names(other.base, sentence):
            told = [m for m in view.matches if m.claim.block == match.claim.block and m.fact is not None]
            if not any(m.fact is not None and m.fact.base == other.base for m in told):
                return other
    return None


def _base_of(fact: Fact) -> str:
    number = f"{fact.of} " if fact.of else ""
    return f"{number}{fact.base}" if fact.base else f"{number}patients".strip()


RULE = Rule(
    id="sub.denominator",
    title="A share of selected patients names its base, and how many entered",
    severity=Severity.ERROR,
    check=check,
    needs=("facts.base", "facts.base_selected"),
    manual=__doc__,
)
