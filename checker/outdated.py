"""Sources that may no longer be used to where the page uses them: an entry of its list, else the first claim on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from checker.findings import about_claim, about_place
from checker.model import Finding, Match, Rule
from checker.view import PageView
from checker.wording import source_place
from claims.model import Reference
from references.model import Source


@dataclass(frozen=True, slots=True)
class Use:
    """One source where a page uses it: the entry that is it, or the first claim that rests on it."""

    source: Source
    reference: Reference | None
    match: Match | None


def uses(view: PageView, is_outdated: Callable[[Source], bool]) -> Iterator[Use]:
    """Each outdated source once: at every entry that can be no other, else at the first claim with no other source."""
    if not any(map(is_outdated, view.registry.sources)):
        return
    told: set[str] = set()
    for entry in view.cited.entries:
        if entry.is_known and all(map(is_outdated, entry.tied.sources)):
            yield Use(entry.tied.sources[-1], entry.reference, None)
        told |= entry.source_ids
    for match in view.matches:
        sources = [view.registry.source_by_id[id_] for id_ in sorted(view.held_by[match.claim.id])]
        if sources and all(map(is_outdated, sources)) and not told & {source.id for source in sources}:
            yield Use(sources[0], None, match)
            told |= {source.id for source in sources}


def finding(rule: Rule, view: PageView, use: Use, standing: str) -> Finding:
    """A use as a finding: which source, and how it stands."""
    source = use.source
    if use.reference is not None:
        message = f"Reference {use.reference.number} is {source.id}, {standing}."
        found = about_place(rule, view, use.reference.place, use.reference.text, message)
    else:
        assert use.match is not None  # noqa: S101 - a use is one or the other
        message = f"Rests on {source.id}, {standing}."
        found = about_claim(rule, view, use.match, message)
    return replace(found, said=source.id, related=(source_place(source),))
