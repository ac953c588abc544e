"""A subgroup's result is told of that subgroup, called one, and shown beside the overall result.

What is required
    The page names the patients that a subgroup's number is about, says that it is a subgroup (post hoc, where it was not
    planned), gives the overall result as well, and does not make a headline of it.

Why
    Of many subgroups some look good by chance; a number of some patients told of all is wrong for most of them.

Source
    21 CFR 202.1(e)(7)(iii) [K]; OLG Hamburg 3 U 153/06 [R]; FDA letter on Tarceva, 2012 [R]; CONSORT item 18 [R].

Passes
    "Overall HR 0.59 (95% CI 0.42-0.83). Exploratory subgroup, squamous disease: HR 0.67 (0.41-1.09)."

Fails
    "33% lower risk of death in squamous disease" from an unplanned split that is nowhere called so; the hazard ratio of
    the elderly told of "patients".

Stays silent
    Subgroups that the registered indication names; a table or forest plot with the overall row; subgroups of safety. With
    no registry it only sees subgroups that the page itself calls so: comparisons without any interval, and a subgroup's
    figure that another place tells of all patients (warnings).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from checker.effects import by_number, is_of_safety, is_result, names_subgroup
from checker.findings import about_claim
from checker.identity import COMPARISONS
from checker.model import Agreement, Confidence, Finding, Match, PageView, Related, Rule, Severity, Verdict
from checker.multiplicity import is_of_everyone
from checker.slots import is_everyone
from checker.spoken_of import TRUSTED
from checker.wording import claim_number, registry_places, wrong_numbers
from checker.wordlists import is_used
from claims.model import Block, Claim, Kind, Section
from references.model import Fact
from references.names import normal

MOST_CELLS = 400
MOST = 60  # comparisons of one endpoint that are looked through
OUTSIDE = (Section.SAFETY, Section.BOILERPLATE)
RATIOS_AND_REDUCTIONS = frozenset({"hazard_ratio", "risk_ratio", "rate_ratio", "odds_ratio", "risk_reduction"})


@dataclass(frozen=True)
class _Told:
    """What the page tells, by endpoint and by fact."""

    view: PageView

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that its claims rest on or may rest on."""
        return frozenset(fact.id for match in self.view.matches for fact in (*match.grounds, *match.candidates))

    @cached_property
    def comparisons(self) -> dict[str, list[Claim]]:
        """Its comparisons of the arms, by endpoint."""
        found: dict[str, list[Claim]] = {}
        for match in self.view.matches:
            claim = match.claim
            if claim.endpoint and claim.measure in COMPARISONS and claim.section not in OUTSIDE:
                found.setdefault(self.view.index.endpoint_key(claim.endpoint), []).append(claim)
        return found

    def has_overall_row(self, block: Block) -> bool:
        """Whether the table of a cell has a row of all patients: then its other rows are plainly parts of them."""
        cells = self.view.surroundings.table_of(block)[:MOST_CELLS]
        return any(cell.cell is not None and cell.cell.column == 0 and _is_overall(cell.text) for cell in cells)

    def beside(self, claim: Claim) -> list[Claim]:
        """The other comparisons of a claim's endpoint."""
        key = self.view.index.endpoint_key(claim.endpoint) if claim.endpoint else ""
        return [other for other in self.comparisons.get(key, ())[:MOST] if other.id != claim.id]


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each objection and section; subgroups that the registry does not know with care."""
    page = _Told(view)
    told: set[tuple[object, ...]] = set()
    for match in view.matches:
        block = view.surroundings.blocks.get(match.claim.block)
        if block is None or match.claim.section in OUTSIDE or not is_result(view, match):
            continue
        if view.results.is_planned(match.claim):
            continue
        if _is_safety(view, block, match):
            continue
        fact = _fact_of_subgroup(view, match)
        found = _registered(page, match, block, fact) if fact else _unregistered(page, match, block)
        if found is None:
            continue
        place = (found.diagnosis, view.surroundings.heading_of(block), block.cell.table if block.cell else None)
        key = (*place, match.claim.id) if found.severity is Severity.ERROR and not block.cell else place
        if key not in told:
            told.add(key)
            yield found


# --- subgroups of the registry ----------------------------------------------------------------------------------


def _fact_of_subgroup(view: PageView, match: Match) -> Fact | None:
    """The subgroup's fact that a claim rests on, or whose number it gives without naming any population."""
    if match.verdict in TRUSTED and match.fact is not None and not wrong_numbers(match):
        facts = tuple(match.grounds)
    elif match.verdict is Verdict.AMBIGUOUS:
        facts = tuple(fact for fact in match.candidates if _has_number(match, fact))
    elif match.verdict is Verdict.UNSUPPORTED:
        facts = by_number(view, match)
    else:
        return None
    if not facts or any(is_of_everyone(view.index, fact) and not _is_post_hoc(view, fact) for fact in facts):
        return None
    known = view.index.population(facts[0].trial, facts[0].population)
    kind = known.kind if known else None
    if kind == "per_protocol" or (_is_the_indication(view, facts[0]) and facts[0].rank != "exploratory"):
        return None
    if (
        kind is None and match.claim.measure not in COMPARISONS
    ):  # responders, patients in remission: a base, no subgroup
        return None
    return facts[0]


def _has_number(match: Match, fact: Fact) -> bool:
    value = match.claim.value
    return value is not None and fact.value is not None and value.rounding.contains(fact.value.value)


def _is_overall(words: str) -> bool:
    return bool(words.strip()) and is_everyone(words)


def _registered(page: _Told, match: Match, block: Block, fact: Fact) -> Finding | None:
    view = page.view
    known = view.index.population(fact.trial, fact.population)
    kind = known.kind if known else None
    number, population = claim_number(match.claim), known.names[0] if known and known.names else fact.population
    is_post_hoc = _is_post_hoc(view, fact)
    label = "post_hoc" if is_post_hoc else "subgroup"
    severity: Severity | None = None
    if fact.population and not _is_named(view, match, fact):
        message = f"Tells {number} of all patients; it is registered for {population} only ({fact.id})."
        diagnosis = "subgroup told of everybody"
        if any(normal(name) in normal(text) for text in _notes(view, match, block) for name in _names(view, fact)):
            severity = Severity.WARNING
    elif not (
        view.reach.is_in_section(block, "labels", label, match.claim.footnotes)
        or (block.cell and page.has_overall_row(block))
    ):
        what = "unplanned (post hoc)" if is_post_hoc else "a subgroup"
        about = f" in {population}" if population else ""
        message = f"{number}{about} is {what}; nothing in its section says so ({fact.id})."
        diagnosis = "subgroup not called one"
        severity = None if is_post_hoc or kind else Severity.WARNING
    elif not _shows_overall(page, fact):
        message = (
            f"{number} in {population} stands without the overall result, which the page gives nowhere ({fact.id})."
        )
        diagnosis = "overall result missing"
        severity = Severity.WARNING
    elif block.kind is Kind.HEADING:
        message = f"{number} in {population} is a subgroup's result and stands in a headline ({fact.id})."
        diagnosis = "subgroup in a headline"
        severity = Severity.WARNING
    else:  # one labelled result in passing is no display of subgroups
        return _without_interval(page, match) if _is_one_of_several(page, match, block) else None
    found = about_claim(RULE, view, match, message, severity=severity)
    return replace(found, fact=fact.id, expected=population, diagnosis=diagnosis, related=registry_places((fact,)))


def _is_named(view: PageView, match: Match, fact: Fact) -> bool:
    """Whether the page names the subgroup at the claim, in its headings or in the heads of its cell."""
    slot = next((slot for slot in match.slots if slot.slot == "population"), None)
    if slot is not None and slot.agreement is not Agreement.UNSAID and match.claim.population is not None:
        return not is_everyone(match.claim.population)
    return names_subgroup(view, match, fact)


def _names(view: PageView, fact: Fact) -> tuple[str, ...]:
    return view.index.names_of_population(fact.trial, fact.population or "")


def _notes(view: PageView, match: Match, block: Block) -> tuple[str, ...]:
    return tuple(note.text for note in view.surroundings.notes_of(block, match.claim.footnotes))


def _is_post_hoc(view: PageView, fact: Fact) -> bool:
    known = view.index.population(fact.trial, fact.population)
    analysis = view.index.analysis(fact.trial, fact.analysis)
    words = (fact.analysis or "", *(analysis.names if analysis else ()))
    planned = known is not None and known.kind == "prespecified_subgroup"
    return (known is not None and known.kind == "post_hoc") or (
        not planned and any(is_used(text.replace("_", " "), "labels", "post_hoc") for text in words)
    )


def _is_the_indication(view: PageView, fact: Fact) -> bool:
    """Whether the registered indication names the subgroup: then it is the patients that the product is for."""
    indications = [f" {normal(product.indication)} " for product in view.products if product.indication]
    return any(f" {normal(name)} " in words for words in indications for name in _names(view, fact) if len(name) > 2)


def _shows_overall(page: _Told, fact: Fact) -> bool:
    """Whether the page gives a result of the same endpoint in all patients, or none is registered."""
    index = page.view.index
    same = {
        one.id
        for one in index.facts_of(index.endpoint_key(fact.endpoint))
        if one.trial == fact.trial and is_of_everyone(index, one) and one.status != "withdrawn"
    }
    return not same or not same.isdisjoint(page.facts)


# --- subgroups that only the page calls so ----------------------------------------------------------------------


def _unregistered(page: _Told, match: Match, block: Block) -> Finding | None:
    claim, view = match.claim, page.view
    if claim.measure not in COMPARISONS or match.fact is not None:
        return None
    if is_everyone(claim.population):
        return _told_of_everybody(page, match)
    if not view.reach.is_in_section(block, "labels", "called_subgroup", claim.footnotes):
        return None
    return _without_interval(page, match)


def _without_interval(page: _Told, match: Match) -> Finding | None:
    claim, view = match.claim, page.view
    if claim.measure not in COMPARISONS or claim.measure == "p_value" or _has_interval(page, claim):
        return None
    about = f" in {claim.population}" if claim.population else ""
    message = f"{claim_number(claim)}{about} is a subgroup's result without an interval."
    found = about_claim(RULE, view, match, message, severity=Severity.WARNING, confidence=Confidence.MEDIUM)
    return replace(found, expected="its confidence interval", diagnosis="subgroup without an interval")


def _is_one_of_several(page: _Told, match: Match, block: Block) -> bool:
    """Whether the section compares the arms in another subgroup without an interval as well."""
    view, claim = page.view, match.claim
    others = (other for other in page.beside(claim) if other.ci is None and not is_everyone(other.population))
    heading = view.surroundings.heading_of(block)
    return any(
        other.population != claim.population
        and view.surroundings.heading_of(view.surroundings.blocks[other.block]) == heading
        for other in others
    )


def _has_interval(page: _Told, claim: Claim) -> bool:
    """Whether the claim, or another comparison of the same endpoint and patients, has one."""
    others = (other for other in page.beside(claim) if other.population == claim.population)
    return claim.ci is not None or any(other.ci is not None for other in others)


def _told_of_everybody(page: _Told, match: Match) -> Finding | None:
    """A figure that the page gives to a subgroup at one place, and here to all, who have another one elsewhere."""
    claim, view = match.claim, page.view
    if claim.measure not in RATIOS_AND_REDUCTIONS or claim.value is None:
        return None
    same = [other for other in page.beside(claim) if other.measure == claim.measure and other.value is not None]
    overall = [other for other in same if is_everyone(other.population) and other.value != claim.value]
    around = normal(view.surroundings.words_about(claim))
    own = [
        other for other in same if not is_everyone(other.population) and normal(other.population or "") not in around
    ]
    own = [other for other in own if other.value == claim.value and other.ci in (None, claim.ci)]
    if not own or not overall:
        return None
    message = f"Tells {claim_number(claim)} of all patients; elsewhere the page gives it for {own[0].population}."
    found = about_claim(RULE, view, match, message, severity=Severity.WARNING, confidence=Confidence.MEDIUM)
    related = tuple(Related(found.path, other.place.line, other.quote) for other in (own[0], overall[0]))
    return replace(found, expected=own[0].population, diagnosis="subgroup told of everybody", related=related)


def _is_safety(view: PageView, block: Block, match: Match) -> bool:
    sentence = next(iter(view.sentences.by_block.get(block.index, ())), None)
    return sentence is not None and is_of_safety(view, sentence, match, match.fact)


RULE = Rule(
    id="sta.subgroup",
    title="A subgroup's result is told of that subgroup, called one, and shown beside the overall result",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
