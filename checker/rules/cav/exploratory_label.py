"""Secondary, exploratory, interim and investigator-assessed results are called so; a failed primary endpoint is told.

What is required
    Each result carries the word for its rank, for an early look and for its assessor: in its section, in a note, or
    where the page lists its endpoints. Who tells an effect on another endpoint says that the primary one was not met.

Why
    A reader takes a result that is told alone for the one that the trial was made for.

Source
    CONSORT item 18 [R]; PMCPA AUTH/2705 on Erbitux, failed primary not told [R]; OLG Hamburg 3 U 153/06 [R].

Passes
    "TTNT 44.9 months (secondary endpoint)"; a page that lists "Key secondary endpoints: ORR, CR" once.

Fails
    "OS 28.7 months vs 25.0 months", registered as `rank: secondary`, on a page without that word; longer survival where
    the primary endpoint (ORR) was not significant and the page does not say so.

Stays silent
    Facts without `rank`; results of harm; an asterisk that leads to "secondary endpoint" (Trimbow, CASE/0381/11/24, no
    breach); an interim analysis at which the primary endpoint was won; subgroups that the page names (sta.subgroup).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from checker.effects import Effect
from checker.everyone import is_of_everyone
from checker.findings import about_claim, about_sentence
from checker.model import Agreement, Finding, Match, Rule, Severity
from checker.multiplicity import shows_nothing
from checker.results import is_outcome
from checker.sentences import Sentence
from checker.spoken_of import TRUSTED
from checker.view import PageView
from checker.wording import registry_places, some_of, wrong_numbers
from checker.wordlists import is_used
from claims.model import Block, Kind, Section
from references.model import Fact

BY_RANK = {"key_secondary": "secondary", "secondary": "secondary", "exploratory": "exploratory"}
SHOWN_IN = (Section.BODY, Section.TABLE)


@dataclass(frozen=True)
class _Page:
    """One page's labels: which endpoints it calls secondary, exploratory, assessed by investigators."""

    view: PageView

    @cached_property
    def labelled(self) -> dict[str, frozenset[str]]:
        """By label, the endpoints that stand in one sentence or list with it."""
        return {
            label: frozenset(self._with(label)) for label in ("secondary", "exploratory", "investigator", "post_hoc")
        }

    def _with(self, label: str) -> Iterator[str]:
        blocks = self.view.surroundings.blocks
        is_list = False
        for sentence in self.view.sentences.all:
            block = sentence.block
            heads = (blocks[index].text for index in block.trail[-1:] if index in blocks)
            cells = (*block.cell.row_heads, *block.cell.column_heads) if block.cell else ()
            has_word = is_used(sentence.text, "labels", label)
            if (
                has_word
                or (is_list and block.kind is Kind.ITEM)
                or any(is_used(text, "labels", label) for text in (*heads, *cells))
            ):
                yield from self.view.spoken.endpoints_named(sentence.text)
            if block.kind is not Kind.ITEM or has_word:
                is_list = has_word and sentence.text.rstrip().endswith(":")


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each word that is missing in a section or table; one for each effect beside a failed primary."""
    page = _Page(view)
    missing: dict[tuple[str, int | None, int | None], list[tuple[Match, Fact]]] = {}
    for match in view.matches:
        block = view.surroundings.blocks.get(match.claim.block)
        fact = _fact(view, match)
        if block is None or fact is None or not _is_judged(view, match, block, fact):
            continue
        for label in _labels(view, match, fact):
            if not _is_labelled(page, match, block, fact, label):
                place = block.cell.table if block.cell else None
                key = (label, view.surroundings.heading_of(block), place)
                missing.setdefault(key, []).append((match, fact))
    for key, results in missing.items():
        yield _unlabelled(view, key[0], results)
    yield from _primary_failed(view)


def _fact(view: PageView, match: Match) -> Fact | None:
    """The fact that a claim gives: the one it rests on, else the only one of its number and its sentence's endpoint."""
    if match.verdict in TRUSTED:
        return None if wrong_numbers(match) else match.fact
    same = view.spoken.by_number(match)
    return same[0] if len(same) == 1 else None


def _is_judged(view: PageView, match: Match, block: Block, fact: Fact) -> bool:
    if match.claim.section not in SHOWN_IN:
        return False
    sentence = next(iter(view.sentences.by_block.get(block.index, ())), None)
    return (
        is_outcome(view.index, match) and sentence is not None and not view.results.is_of_safety(sentence, match, fact)
    )


def _labels(view: PageView, match: Match, fact: Fact) -> Iterator[str]:
    """The words that a fact's result must carry."""
    slots = {slot.slot: slot.agreement for slot in match.slots}
    population = view.index.population(fact.trial, fact.population)
    if population is not None and population.kind == "post_hoc":
        yield "post_hoc"
    elif not is_of_everyone(view.index, fact) and _names_subgroup(view, match, fact):
        return  # a planned subgroup that is named is called one, or sta.subgroup objects
    elif fact.rank in BY_RANK:
        yield BY_RANK[fact.rank]
    analysis = view.index.analysis(fact.trial, fact.analysis)
    is_interim = analysis is not None and analysis.kind == "interim"
    is_won = fact.rank == "primary" and fact.multiplicity == "controlled"
    is_named = slots.get("analysis") in (Agreement.AGREES, Agreement.INHERITED)
    if is_interim and not is_won and not is_named:
        yield "interim"
    if is_used(fact.assessed_by or "", "labels", "investigator"):
        yield "investigator"


def _names_subgroup(view: PageView, match: Match, fact: Fact) -> bool:
    slot = next((slot for slot in match.slots if slot.slot == "population"), None)
    if slot is not None:
        return slot.agreement is not Agreement.UNSAID
    return match.claim.population is not None or view.spoken.names_subgroup(match, fact)


def _is_labelled(page: _Page, match: Match, block: Block, fact: Fact, label: str) -> bool:
    view = page.view
    if view.reach.is_in_section(block, "labels", label, match.claim.footnotes):
        return True
    return view.index.endpoint_key(fact.endpoint) in page.labelled.get(label, frozenset())


def _unlabelled(view: PageView, label: str, found: list[tuple[Match, Fact]]) -> Finding:
    first, fact = found[0]
    endpoints = some_of(list(dict.fromkeys(f.endpoint for _, f in found)), 4)
    word = {"post_hoc": "post hoc", "investigator": "assessed by investigators"}.get(label, label)
    results = "result is" if len({f.endpoint for _, f in found}) == 1 else "results are"
    message = f"{endpoints}: the {results} registered as {word}; the page does not say so ({fact.id})."
    about = about_claim(RULE, view, first, message)
    facts = tuple(dict.fromkeys(f for _, f in found))
    return replace(
        about, fact=fact.id, expected=word, diagnosis=f"not called {word}", related=registry_places(facts[:3])
    )


# --- a primary endpoint that failed -----------------------------------------------------------------------------


def _primary_failed(view: PageView) -> Iterator[Finding]:
    """The first effect on another endpoint of a trial whose primary endpoint failed, where the page is silent on it."""
    failed = _failed(view)
    if not failed or any(is_used(sentence.text, "labels", "primary_failed") for sentence in view.sentences.all):
        return
    told = {fact.id for match in view.matches for fact in match.grounds}
    done: set[str] = set()
    for effect in view.effects.worded:
        named = (fact for facts in effect.named for fact in facts)
        for fact in (*(f for match in effect.matches for f in view.spoken.facts_behind(match)), *named):
            trial = str(fact.trial)
            primary = failed.get(trial, ())
            if fact.rank == "primary" or not primary or trial in done or any(one.id in told for one in primary):
                continue
            if not view.results.is_of_safety(effect.sentence, fact=fact):
                done.add(trial)
                yield _effect_alone(view, effect, effect.sentence, fact, primary[0])


def _failed(view: PageView) -> dict[str, tuple[Fact, ...]]:
    """By trial, its primary results where none of them was won and one shows no difference."""
    by_trial: dict[str, list[Fact]] = {}
    for fact in view.index.registry.facts:
        if fact.rank == "primary" and fact.trial and fact.status != "withdrawn" and is_of_everyone(view.index, fact):
            by_trial.setdefault(fact.trial, []).append(fact)
    return {
        trial: tuple(facts)
        for trial, facts in by_trial.items()
        if not _asks_no_difference(view, trial)
        and any(shows_nothing(fact) for fact in facts)
        and all(shows_nothing(fact) is not False for fact in facts)
    }


def _asks_no_difference(view: PageView, trial: str) -> bool:
    """Whether a trial was one of non-inferiority: that its arms did not differ is no failure."""
    known = view.registry.trial_by_id.get(trial)
    return known is not None and (known.design == "ni_rct" or known.ni is not None)


def _effect_alone(view: PageView, effect: Effect, sentence: Sentence, fact: Fact, primary: Fact) -> Finding:
    message = (
        f"Says “{effect.said.words}” of {fact.endpoint}; the primary endpoint of {fact.trial}, {primary.endpoint}, was not"
        f" significant ({primary.id}) and the page does not say so."
    )
    found = about_sentence(RULE, view, sentence, message, use=effect.said.use)
    return replace(
        found,
        fact=fact.id,
        said=effect.said.words,
        expected=f"primary endpoint ({primary.endpoint}) not met",
        diagnosis="failed primary endpoint not told",
        related=registry_places((primary, fact)),
    )


RULE = Rule(
    id="cav.exploratory-label",
    title="Secondary, exploratory, interim and investigator-assessed results are called so",
    severity=Severity.WARNING,
    check=check,
    needs=("facts.rank",),
    manual=__doc__,
)
