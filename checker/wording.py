"""Claims, facts and matches in the words of a finding: said, expected, where it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.everyone import is_everyone
from checker.model import Agreement, Finding, Match, Related, SlotMatch
from claims.model import Claim, Place
from references.model import Fact, Source

NUMBERS = ("value", "unit", "high", "ci", "ci.low", "ci.high", "ci.level", "p", "n", "of")
LABELS = {
    "high": "upper end ",
    "ci.low": "CI low ",
    "ci.high": "CI high ",
    "ci.level": "CI level ",
    "p": "P ",
    "n": "n ",
    "of": "N ",
}


def wrong_numbers(match: Match) -> tuple[SlotMatch, ...]:
    """The number slots of a match that differ."""
    return tuple(s for s in match.slots if s.slot in NUMBERS and s.agreement is Agreement.DIFFERS)


def wrong_context(match: Match) -> tuple[SlotMatch, ...]:
    """The slots of a match that say what the number is about, and differ."""
    return tuple(s for s in match.slots if s.slot not in NUMBERS and s.agreement is Agreement.DIFFERS)


def said_numbers(match: Match) -> str:
    """What the page prints in the slots that differ: `0.53, CI low 0.32`."""
    return _numbers(wrong_numbers(match), match.claim.unit, known=False)


def expected_numbers(match: Match) -> str:
    """What the registry has in the slots that differ."""
    unit = match.fact.unit if match.fact and not match.derivation else None  # a sum in words has its unit
    return _numbers(wrong_numbers(match), unit, known=True)


def _numbers(slots: tuple[SlotMatch, ...], unit: str | None, *, known: bool) -> str:
    words = []
    names = {slot.slot for slot in slots}
    for slot in slots:
        text = slot.known if known else slot.said
        if slot.slot == "unit" and "value" in names:
            continue
        if slot.slot == "value":
            text = with_unit(text or "no value", unit)
        words.append(f"{LABELS.get(slot.slot, '')}{text or 'nothing'}")
    return ", ".join(words)


_PLURAL = re.compile(r"[a-z ]{2,30}[^s]s")


def with_unit(number: str, unit: str | None) -> str:
    """A number with its unit: `41%`, `41.7 months`, `1 month`, ratios bare."""
    if not unit or unit == "ratio" or number in ("NR", "NE"):
        return number
    if number == "1" and _PLURAL.fullmatch(unit):
        unit = unit[:-1]
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def claim_number(claim: Claim) -> str:
    """The claim's estimate as printed, with comparator and unit."""
    if claim.value is None:
        return claim.status or "no value"
    op = "" if claim.op == "=" else claim.op
    number = claim.value.text if claim.high is None else f"{claim.value.text} to {claim.high.text}"
    return with_unit(f"{op}{number}", claim.unit)


RATIO_NAMES = {"hazard_ratio": "HR ", "odds_ratio": "OR ", "risk_ratio": "RR ", "rate_ratio": "rate ratio "}


def claim_estimate(claim: Claim) -> str:
    """The claim's number, a ratio with its name: `HR 0.67`, `48%`."""
    return f"{RATIO_NAMES.get(claim.measure, '')}{claim_number(claim)}"


def fact_number(fact: Fact) -> str:
    """The fact's value with its interval and p, as registered."""
    if fact.value is None:
        number = fact.status_value or "no value"
    else:
        number = with_unit(f"{'' if fact.op == '=' else fact.op}{fact.value.text}", fact.unit)
    more = []
    if fact.ci is not None:
        level = f"{fact.ci_level.text}% CI " if fact.ci_level else "CI "
        open_as = fact.ci.open_as or "NR"
        more.append(f"{level}{fact.ci.low or open_as} to {fact.ci.high or open_as}")
    if fact.p is not None:
        more.append(f"P={fact.p.text}" if fact.p.op == "=" else f"P{fact.p}")
    return f"{number} ({'; '.join(more)})" if more else number


def fact_subject(fact: Fact) -> str:
    """What a fact is about, in short: `PFS hazard ratio, exd vs kd, interim`."""
    arms = " vs ".join(arm for arm in (fact.arm, fact.versus) if arm)
    about = (arms, fact.population, fact.analysis, fact.timepoint)
    return ", ".join((f"{fact.endpoint} {fact.measure.replace('_', ' ')}", *(words for words in about if words)))


def source_words(fact: Fact) -> str:
    """Where a fact is written: `pi, Table 14`."""
    return "; ".join(f"{citing.source}, {citing.at}" if citing.at else citing.source for citing in fact.sources)


def registry_places(facts: tuple[Fact, ...]) -> tuple[Related, ...]:
    """Places of facts in the registry files."""
    return tuple(
        Related(fact.where.file, fact.where.line, f"{fact.id}: {fact_subject(fact)}: {fact_number(fact)}")
        for fact in facts
    )


def page_place(path: str, place: Place, message: str) -> Related:
    """Another place on the page."""
    return Related(path, place.line, message, "" if place.block is None else place.words)


def finding_place(finding: Finding) -> str:
    """Where a finding stands, as a file of waivers names it: `draft.html:12`, `draft.pdf, page 3`."""
    return page_place(finding.path, finding.place, "").at


def source_place(source: Source) -> Related:
    """The place of a source in the registry files."""
    return Related(source.where.file, source.where.line, f"{source.id}: {source.citation or source.kind or 'source'}")


def some_of(words: list[str], most: int = 6) -> str:
    """Words in a row, as many as one can take in: `41.7 months, 20.8 months and 3 more`."""
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return f"{', '.join(words[:most])}{more}"


def and_more(first: Place, others: Sequence[Place]) -> str:
    """What stands behind a message that holds elsewhere too: ` The same holds of 2 more, at line 12, line 14.`"""
    if not others:
        return ""
    places = [words for words in dict.fromkeys(place.words for place in others) if words != first.words]
    return f" The same holds of {len(others)} more{', at ' if places else ''}{some_of(places, 8)}."


def sentence(words: str) -> str:
    """Words as a sentence: a capital in front, a full stop behind."""
    words = words.strip()
    return words if not words else words[0].upper() + words[1:].rstrip(".") + "."


def subject_words(claim: Claim) -> str:
    """What a claim is about, in the page's words."""
    return ", ".join(words for words in (claim.endpoint, claim.arm, claim.population, claim.timepoint) if words)


def subject_of(match: Match) -> str:
    """What a claim is about, in short: its endpoint, and the subgroup where it is of one."""
    claim = match.claim
    endpoint = claim.endpoint or "the result"
    return endpoint if is_everyone(claim.population) else f"{endpoint} in {claim.population}"
