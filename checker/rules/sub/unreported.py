"""An endpoint that the page ranks first, or the registry does, has its result on the page.

What is required
    An endpoint named as primary or key secondary has its result somewhere on the page, in figures or in words; a page
    that tells a trial's results tells that of its registered primary endpoint.

Why
    What is left out is as often the result that failed. A page that shows survival and keeps silent about a missed primary
    endpoint gives a picture that the trial does not.

Source
    ABPI Code 2024 clause 6.1, all the evidence and sufficiently complete [R]; PMCPA AUTH/2705 (survival shown, the failed
    primary endpoint not) [R]; CONSORT 2010 item 17a, results for each primary and secondary outcome [R].

Passes
    "The primary endpoint was PFS" and a median or ratio of PFS; "OS, a key secondary endpoint, did not differ".

Fails
    "Key secondary endpoints: ORR, OS" on a page that never gives OS; a page of EXAMPLE-1's response rates that leaves out
    its registered primary endpoint.

Stays silent
    Endpoints whose result is told in words (met, immature, not reached); pages with no result of efficacy, such as those of
    a trial that is still running; registered endpoints without a rank, of subgroups, superseded or withdrawn. A registered
    key secondary result left out is a note, and a warning where it failed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from checker.endpoints_named import NamedEndpoint, endpoints_named
from checker.everyone import is_everyone
from checker.findings import about_claim, about_sentence
from checker.measures import NO_RESULTS, RATIOS
from checker.model import Confidence, Finding, Match, Rule, Severity, Verdict
from checker.sentences import Sentence
from checker.view import PageView
from checker.wording import fact_number, registry_places, some_of
from checker.wordlists import is_used
from claims.pipeline import endpoint_mentions
from references.model import Fact

RANKS = ("primary", "key_secondary")
TOLD = (Verdict.SUPPORTED, Verdict.CONTRADICTED)
ALPHA = Decimal("0.05")


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each named endpoint without a result, then one for each trial and rank left out."""
    if not any(view.results.is_efficacy(claim) for claim in view.extraction.claims):
        return
    reported = _reported(view)
    found: set[str] = set()
    naming = tuple(endpoints_named(view))
    places = {(named.sentence.block.index, named.sentence.start) for named in naming}
    for named in naming:
        if named.key in reported | found or _is_told_in_words(view, named, places):
            continue
        found.add(named.key)
        yield _named(view, named)
    yield from _left_out(view, reported | found)


def _reported(view: PageView) -> set[str]:
    return {
        view.index.endpoint_key(claim.endpoint)
        for claim in view.extraction.claims
        if claim.endpoint and (claim.value is not None or claim.status is not None) and claim.measure not in NO_RESULTS
    }


def _is_told_in_words(view: PageView, named: NamedEndpoint, naming: set[tuple[int, int]]) -> bool:
    """Whether its own sentence says how it came out, or another says of it what a result says."""
    if is_used(named.sentence.text, "endpoint_roles", "outcomes") or _is_given_behind(view, named):
        return True
    return any(
        _speaks(view, sentence, named) and _tells(view, sentence)
        for sentence in view.sentences.all
        if (sentence.block.index, sentence.start) not in naming
    )


def _is_given_behind(view: PageView, named: NamedEndpoint) -> bool:
    """Whether a result stands behind it in its own sentence, before the next endpoint: `OS, which was 18.2 months`."""
    spots, start = named.sentence.block.spots, named.sentence.start
    first, last = spots[start + named.use.end], spots[start + named.until]
    told = (match.claim for match in view.spoken.matches_in(named.sentence))
    return any(claim.measure not in NO_RESULTS and first <= claim.place.start < last for claim in told)


def _speaks(view: PageView, sentence: Sentence, named: NamedEndpoint) -> bool:
    return (named.short is not None and named.short in sentence.text) or named.key in _keys(view, sentence)


def _tells(view: PageView, sentence: Sentence) -> bool:
    """Whether it gives a result, in figures that may have been read as another endpoint's, or in words."""
    words = is_used(sentence.text, "endpoint_roles", "outcomes") or is_used(sentence.text, "benefit")
    return words or any(match.claim.measure not in NO_RESULTS for match in view.spoken.matches_in(sentence))


def _keys(view: PageView, sentence: Sentence) -> set[str]:
    named = (view.index.endpoint_key(mention.id) for mention in endpoint_mentions(sentence.text))
    return {*named, *view.index.endpoints_in(sentence.text)}


def _named(view: PageView, named: NamedEndpoint) -> Finding:
    message = f"Names {named.use.text} as {named.role} endpoint; its result is given nowhere on the page."
    facts = tuple(fact for fact in view.index.facts_of(named.key) if fact.rank in RANKS and _is_main(view, fact))
    if facts:
        message += f" Registered: {some_of([f'{fact.id} {fact_number(fact)}' for fact in facts], 3)}."
    found = about_sentence(RULE, view, named.sentence, message, use=named.use, confidence=Confidence.MEDIUM)
    return replace(
        found,
        said=named.use.text,
        expected=fact_number(facts[0]) if facts else None,
        diagnosis="result left out",
        related=registry_places(facts),
    )


def _left_out(view: PageView, reported: set[str]) -> Iterator[Finding]:
    """The registered primary and key secondary results of each trial that the page tells, and does not give."""
    first: dict[str, Match] = {}
    for match in view.matches:
        fact = match.fact
        if fact is not None and fact.trial and match.verdict in TOLD and view.results.is_efficacy(match.claim):
            first.setdefault(fact.trial, match)
    missing: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in view.index.registry.facts:
        is_missing = view.index.endpoint_key(fact.endpoint) not in reported
        if is_missing and fact.trial in first and fact.rank in RANKS and _is_main(view, fact):
            missing[fact.trial or "", fact.rank or ""].append(fact)
    worded = _told_in_words(view) if missing else frozenset()
    for (trial, rank), facts in missing.items():
        silent = tuple(fact for fact in facts if view.index.endpoint_key(fact.endpoint) not in worded)
        if silent:
            yield _trial(view, first[trial], trial, rank, silent)


def _told_in_words(view: PageView) -> frozenset[str]:
    """The endpoints of all sentences that give a result, whatever endpoint their numbers were read as."""
    return frozenset(key for one in view.sentences.all if _tells(view, one) for key in _keys(view, one))


def _is_main(view: PageView, fact: Fact) -> bool:
    """Whether it stands for its endpoint: approved, current, of all patients."""
    known = view.index.population(fact.trial, fact.population)
    everyone = is_everyone(fact.population) or (known is not None and known.kind == "itt")
    return fact.status == "approved" and fact.superseded_by is None and everyone


def _trial(view: PageView, match: Match, trial: str, rank: str, facts: tuple[Fact, ...]) -> Finding:
    numbers = some_of([f"{fact.endpoint} {fact_number(fact)} ({fact.id})" for fact in facts])
    message = f"Tells results of {trial} and leaves out its {rank.replace('_', ' ')} endpoint: {numbers}."
    failed = any(map(_failed, facts))
    severity = RULE.severity if rank == "primary" or failed else Severity.NOTE
    found = about_claim(RULE, view, match, message, severity=severity, confidence=Confidence.MEDIUM)
    return replace(
        found,
        fact=facts[0].id,
        expected=fact_number(facts[0]),
        diagnosis="failed result left out" if failed else "result left out",
        related=registry_places(facts),
    )


def _failed(fact: Fact) -> bool:
    """Whether it did not show what it was meant to: below a failed step, not significant, an interval over no effect."""
    if fact.multiplicity == "failed_hierarchy":
        return True
    if fact.p is not None:
        return fact.p.op in ("=", ">", ">=") and fact.p.value >= ALPHA
    if fact.ci is None or fact.ci.low is None or fact.ci.high is None:
        return False
    none = Decimal(1) if fact.measure in RATIOS else Decimal(0) if fact.measure == "difference" else None
    return none is not None and fact.ci.low.value <= none <= fact.ci.high.value


RULE = Rule(
    id="sub.unreported",
    title="An endpoint that is ranked first has its result on the page",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
