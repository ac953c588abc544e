"""A claim -> the fact about a subgroup that it gives, and what the registry knows of those patients."""

from __future__ import annotations

from checker.everyone import is_of_everyone
from checker.measures import COMPARISONS
from checker.model import Match, Verdict
from checker.spoken_of import TRUSTED
from checker.view import PageView
from checker.wording import wrong_numbers
from checker.wordlists import is_used
from references.model import Fact
from references.names import normal


def fact_of_subgroup(view: PageView, match: Match) -> Fact | None:
    """The subgroup's fact that a claim rests on, or whose number it gives without naming any population."""
    if match.verdict in TRUSTED and match.fact is not None and not wrong_numbers(match):
        facts = tuple(match.grounds)
    elif match.verdict is Verdict.AMBIGUOUS:
        facts = tuple(fact for fact in match.candidates if _has_number(match, fact))
    elif match.verdict is Verdict.UNSUPPORTED:
        facts = view.spoken.by_number(match)
    else:
        return None
    if not facts or any(is_of_everyone(view.index, fact) and not is_post_hoc(view, fact) for fact in facts):
        return None
    known = view.index.population(facts[0].trial, facts[0].population)
    kind = known.kind if known else None
    if kind == "per_protocol" or (_is_the_indication(view, facts[0]) and facts[0].rank != "exploratory"):
        return None
    is_base = kind is None and match.claim.measure not in COMPARISONS  # responders, patients in remission
    return None if is_base else facts[0]


def _has_number(match: Match, fact: Fact) -> bool:
    value = match.claim.value
    return value is not None and fact.value is not None and value.rounding.contains(fact.value.value)


def names_of_subgroup(view: PageView, fact: Fact) -> tuple[str, ...]:
    """All names of the patients that a fact is about."""
    return view.index.names_of_population(fact.trial, fact.population or "")


def is_post_hoc(view: PageView, fact: Fact) -> bool:
    """Whether nobody had planned to look at a fact's patients."""
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
    return any(
        f" {normal(name)} " in words for words in indications for name in names_of_subgroup(view, fact) if len(name) > 2
    )
