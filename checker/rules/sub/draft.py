"""A claim does not rest on a fact that is still a draft.

What is required
    The fact behind a claim has been checked and approved.

Why
    Imported or proposed facts help to write a registry; until a person has checked them they prove nothing.

Source
    The registry's own status: draft facts support a claim only with this warning.

Passes
    A claim that agrees with an approved fact.

Fails
    A claim that agrees with a fact of `status: draft`, or that is derived from facts of which one is a draft.

Stays silent
    Drafts that no claim of the page uses; claims that an approved fact supports as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim
from checker.model import Finding, Match, Rule, Severity, Verdict
from checker.view import PageView
from checker.wording import claim_number, registry_places, some_of
from references.model import Fact

SHOWN = 6  # drafts of one finding whose places are given


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each section, table or note whose claims rest on drafts, at the first of them."""
    groups: dict[tuple[str, int | None], list[Match]] = {}
    for match in view.matches:
        if match.verdict in (Verdict.SUPPORTED, Verdict.DERIVED) and _drafts(match):
            groups.setdefault(_place(view, match), []).append(match)
    for matches in groups.values():
        drafts = tuple(dict.fromkeys(fact for match in matches for fact in _drafts(match)))
        named = some_of([fact.id for fact in drafts])
        numbers = some_of([claim_number(match.claim) for match in matches])
        verb = "rests" if len(matches) == 1 else "rest"
        are = "is a draft" if len(drafts) == 1 else "are drafts"
        message = f"{numbers} {verb} on {named}, which {are}."
        yield replace(about_claim(RULE, view, matches[0], message), related=registry_places(drafts[:SHOWN]))


def _drafts(match: Match) -> tuple[Fact, ...]:
    return tuple(fact for fact in match.grounds if fact.status == "draft")


def _place(view: PageView, match: Match) -> tuple[str, int | None]:
    block = view.surroundings.blocks.get(match.claim.block)
    if block is None:
        return "page", None
    return ("table", block.cell.table) if block.cell else ("section", view.surroundings.heading_of(block))


RULE = Rule(
    id="sub.draft",
    title="A claim does not rest on a fact that is still a draft",
    severity=Severity.WARNING,
    check=check,
    needs=("facts.status",),
    manual=__doc__,
)
