"""The reference cited is a source of that very fact.

What is required
    Number, marker, entry, source: the entry that a claim cites is a document that holds the claim's number, and it is
    printed as the document is registered.

Why
    A true number with a reference that does not hold it cannot be verified, and the reader who looks it up finds that.

Source
    21 CFR 202.1(e)(6)(x), references that do not support the claim [text R, number K]; BGH I ZR 62/11, truth of
    citation [R].

Passes
    "41.7 months(2)", entry 2 being the paper that the registry names as a source of it. "41.7 months(2-5)" where one of
    the four is.

Fails
    "41.7 months(3)", entry 3 being another registered paper. Entry 2 with a digit of its DOI (error), or of its year,
    volume or pages (warning), other than registered. A claim whose only entries are no registered sources, while other
    entries of the list are: its chain is open (warning, once for each entry). Data on file cited without a document id
    where another entry of the list is known to hold the number (warning, for the file may hold it too).

Stays silent
    Claims without a citation, or without a fact; an entry that may be several sources (a label of two products) of
    which one holds the number; another version of a source that does; another fact with the same number from another
    source, where the page does not say what tells the two apart; further markers of the block, where the claim's own
    does not stand right behind its number; data on file without a document id, which may hold anything; all of it where
    the registry says of no source how it is cited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_claim, about_place, confidence_of
from checker.model import Confidence, Finding, Match, Rule, Severity, Verdict
from checker.sources_cited import CitedEntry, is_cited_directly
from checker.view import PageView
from checker.wording import claim_number, page_place, some_of, source_place

GRAVE = ("DOI", "PMID")  # a misprint there leads to another work, or to none


def check(view: PageView) -> Iterator[Finding]:
    """Entries printed otherwise than registered, entries at which a chain ends, claims that cite another source."""
    yield from _misprints(view)
    yield from _open_ends(view)
    yield from _wrong(view)


def _misprints(view: PageView) -> Iterator[Finding]:
    for entry in view.cited.entries:
        likeness = entry.tied.likeness
        if likeness is None or not likeness.differences or len(entry.tied.sources) > 1:
            continue
        (source,) = entry.tied.sources
        parts = likeness.differences
        told = ", ".join(f"{one.part} {one.printed}, registered {one.registered}" for one in parts)
        message = f"Reference {entry.reference.number} is printed otherwise than {source.id}: {told}."
        grave = any(one.part in GRAVE for one in parts)
        found = _at_entry(view, entry, message, Severity.ERROR if grave else Severity.WARNING)
        yield replace(
            found,
            confidence=Confidence.MEDIUM if likeness.how == "words" else Confidence.HIGH,
            said=", ".join(one.printed for one in parts),
            expected=", ".join(one.registered for one in parts),
            diagnosis="printed reference differs",
            related=(source_place(source),),
        )


def _open_ends(view: PageView) -> Iterator[Finding]:
    """Entries that are no registered source, where a claim cites none that is known to hold its number."""
    if not view.cited.source_ids:
        yield from _untraced_list(view)
        return
    resting: dict[CitedEntry, list[Match]] = {}
    for match in view.matches:
        entries = view.cited.cited_by(match.claim)
        if match.verdict is Verdict.EXEMPT or _is_held_by(view, match, entries):
            continue
        for entry in entries:
            if not entry.is_known:
                resting.setdefault(entry, []).append(match)
    for entry, matches in resting.items():
        number, claims = entry.reference.number, some_of([claim_number(match.claim) for match in matches])
        message = f"Reference {number} matches no registered source; what it is cited for cannot be traced: {claims}."
        found = _at_entry(view, entry, message, Severity.WARNING)
        found = replace(found, said=number, diagnosis="source not registered")
        yield _with_nearest(view, entry, found)


def _untraced_list(view: PageView) -> Iterator[Finding]:
    """One note for a list of which no entry is a registered source: then no chain on the page can be followed."""
    resting = [match for match in view.matches if match.verdict is not Verdict.EXEMPT and match.claim.citations]
    if not resting or not any(source.citation or source.doi for source in view.registry.sources):
        return
    cited = [entry for entry in view.cited.entries if any(entry in view.cited.cited_by(one.claim) for one in resting)]
    if not cited:
        return
    told = "The only reference cited" if len(cited) == 1 else f"None of the {len(cited)} references cited"
    message = (
        f"{told} {'is no' if len(cited) == 1 else 'is a'} registered source; no number can be traced to its source."
    )
    near = [entry for entry in cited if view.index.sources.nearest(entry.reference.text)]
    found = _at_entry(view, near[0] if near else cited[0], message, Severity.NOTE)
    found = replace(found, diagnosis="source not registered")
    yield _with_nearest(view, near[0], found) if near else found


def _with_nearest(view: PageView, entry: CitedEntry, found: Finding) -> Finding:
    """The finding with the registered paper that the entry resembles, where there is one."""
    near = view.index.sources.nearest(entry.reference.text)
    if near is None:
        return found
    source, likeness = near
    told = ", ".join(f"{one.part} {one.registered} for {one.printed}" for one in likeness.differences)
    message = f"{found.message} Nearest is {source.id}{f', registered with {told}' if told else ''}."
    return replace(found, message=message, expected=source.id, related=(source_place(source),))


def _wrong(view: PageView) -> Iterator[Finding]:
    groups: dict[tuple[object, ...], list[Match]] = {}
    for match in view.matches:
        if _is_wrong(view, match):
            claim, block = match.claim, view.surroundings.blocks.get(match.claim.block)
            place = ("table", block.cell.table) if block and block.cell else ("sentence", claim.block, claim.sentence)
            groups.setdefault((place, claim.citations, _sources(match)), []).append(match)
    for matches in groups.values():
        yield _wrongly_cited(view, matches)


def _is_wrong(view: PageView, match: Match) -> bool:
    """Whether a claim's chain is whole and leads to none of the sources that hold its number."""
    claim = match.claim
    if not claim.citations or view.cited.is_open(claim) or not view.held_by[match.claim.id]:
        return False
    cited = view.cited.cited_by(claim)
    may_hold_anything = any(entry.is_vague for entry in cited) and not _listed(view, match)
    return not may_hold_anything and not _is_held_by(view, match, cited)


def _wrongly_cited(view: PageView, matches: list[Match]) -> Finding:
    """One finding for the claims of a sentence or table that cite the same entries and have the same source."""
    first, sources = matches[0], _sources(matches[0])
    cited, right = view.cited.cited_by(first.claim), _listed(view, first)
    held = f"reference {_named(right)} holds it" if right else f"it is from {', '.join(sources)}, not in the list"
    numbers = some_of([claim_number(match.claim) for match in matches])
    message = f"Cites {_named(cited)} for {numbers}; {held}."
    vague = any(entry.is_vague for entry in cited)
    confidence = confidence_of(first)
    if confidence is Confidence.HIGH and (vague or not right or not is_cited_directly(first.claim)):
        confidence = Confidence.MEDIUM
    places = [
        page_place(view.extraction.page.path, e.reference.place, f"reference {e.reference.number}") for e in cited
    ]
    places += [source_place(view.registry.source_by_id[id_]) for id_ in sources]
    return replace(
        about_claim(RULE, view, first, message, severity=Severity.WARNING if vague else None, confidence=confidence),
        said=", ".join(first.claim.citations),
        expected=", ".join(entry.reference.number for entry in right) or ", ".join(sources),
        diagnosis="other source",
        related=tuple(places),
    )


def _is_held_by(view: PageView, match: Match, entries: tuple[CitedEntry, ...]) -> bool:
    """Whether one of the entries is a source that holds the number, or another version of it."""
    holding = view.held_by[match.claim.id]
    return any(view.index.sources.versions(id_) & holding for entry in entries for id_ in entry.source_ids)


def _listed(view: PageView, match: Match) -> tuple[CitedEntry, ...]:
    """The page's entries that hold a claim's number."""
    holding = view.held_by[match.claim.id]
    return tuple(entry for entry in view.cited.entries if entry.source_ids & holding)


def _named(entries: tuple[CitedEntry, ...]) -> str:
    """`3 (interim-paper), 5 (pi-2024 or pi-2025)`."""
    return ", ".join(f"{entry.reference.number} ({' or '.join(sorted(entry.source_ids))})" for entry in entries)


def _sources(match: Match) -> tuple[str, ...]:
    """The sources of the facts that a claim was compared with."""
    return tuple(dict.fromkeys(citing.source for fact in match.grounds for citing in fact.sources))


def _at_entry(view: PageView, entry: CitedEntry, message: str, severity: Severity) -> Finding:
    reference = entry.reference
    return about_place(RULE, view, reference.place, reference.text, message, severity=severity)


RULE = Rule(
    id="cit.wrong-source",
    title="The reference cited is a source of that very fact",
    severity=Severity.ERROR,
    check=check,
    needs=("sources.citation",),
    manual=__doc__,
)
