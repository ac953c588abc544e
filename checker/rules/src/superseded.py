"""What the page cites has not been replaced.

What is required
    Each source that the page cites, or that its claims rest on, is the current one.

Why
    A label is revised because something has been learnt; a guideline because advice has changed.

Source
    ABPI Code 2024 clause 6.1, an up-to-date evaluation of all the evidence [R]; 21 CFR 202.1(e)(6)(iii) [text R, number
    K].

Passes
    The current label; the earlier paper with the later one beside it in the list.

Fails
    Last year's label after this year's has been registered as its successor.

Stays silent
    An entry that may be several sources of which one is current, such as a label printed without its date; an old
    source whose successor the page lists too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.model import Finding, Rule, Severity
from checker.outdated import finding, uses
from checker.view import PageView
from references.model import Registry, Source


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each replaced source, where the page uses it."""
    for use in uses(view, lambda source: source.superseded_by is not None):
        chain = _successors(use.source, view.registry)
        if not view.cited.source_ids.intersection(chain):
            found = finding(RULE, view, use, f"which {chain[-1]} replaces")
            yield replace(found, expected=chain[-1], diagnosis="superseded")


def _successors(source: Source, registry: Registry) -> tuple[str, ...]:
    """What replaced a source, and what replaced that, to the current one."""
    chain: dict[str, None] = {}
    newer = source.superseded_by
    while newer is not None and newer not in chain:
        chain[newer] = None
        newer = registry.source_by_id[newer].superseded_by
    return tuple(chain)


RULE = Rule(
    id="src.superseded",
    title="What the page cites has not been replaced",
    severity=Severity.WARNING,
    check=check,
    needs=("sources.superseded_by",),
    manual=__doc__,
)
