"""A rule and what it saw -> a finding with its place, quote and fingerprint."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from checker.candidates import SURE
from checker.model import Agreement, Confidence, Finding, Match, Rule, Severity
from checker.sentences import Sentence
from checker.view import PageView
from checker.wordlists import Use
from claims.model import Block, Place


def about_claim(
    rule: Rule,
    view: PageView,
    match: Match,
    message: str,
    *,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
) -> Finding:
    """A finding that stands at a claim; add said, expected and the rest with `dataclasses.replace`."""
    claim = match.claim
    found = about_place(rule, view, claim.place, claim.quote, message, sentence=claim.sentence, severity=severity)
    return replace(
        found,
        confidence=confidence or confidence_of(match),
        claim=claim.id,
        fact=match.fact.id if match.fact else None,
        diagnosis=match.diagnosis,
    )


def about_place(
    rule: Rule,
    view: PageView,
    place: Place,
    quote: str,
    message: str,
    *,
    sentence: str = "",
    severity: Severity | None = None,
    confidence: Confidence = Confidence.HIGH,
) -> Finding:
    """A finding that stands at any place of the page."""
    path = view.extraction.page.path
    return Finding(
        rule=rule.id,
        severity=severity or rule.severity_for(view.profile),
        confidence=confidence,
        message=message,
        path=path,
        place=place,
        quote=quote,
        fingerprint=fingerprint(path, rule.id, quote, sentence),
        sentence=sentence,
    )


def about_page(
    rule: Rule,
    view: PageView,
    message: str,
    *,
    severity: Severity | None = None,
    confidence: Confidence = Confidence.HIGH,
) -> Finding:
    """A finding about the whole page: it stands at the first benefit claim, else at the page's first line."""
    first = view.promotion.first
    if first is not None:
        return about_sentence(rule, view, first, message, severity=severity, confidence=confidence)
    page = view.extraction.page
    end = len(page.line_text(1))
    place, quote = page.place(0, end), page.line_text(1)
    return about_place(rule, view, place, quote, message, severity=severity, confidence=confidence)


def about_words(rule: Rule, view: PageView, block: Block, words: str, message: str) -> Finding:
    """A finding that stands at some words of a block, at its start where they are not there letter by letter."""
    start = max(0, block.text.casefold().find(words.casefold()))
    end = min(len(block.text), start + len(words))
    place = view.extraction.page.spot(block, start, end)
    return about_place(rule, view, place, block.text[start:end], message, sentence=block.text)


def about_sentence(
    rule: Rule,
    view: PageView,
    sentence: Sentence,
    message: str,
    *,
    use: Use | None = None,
    severity: Severity | None = None,
    confidence: Confidence = Confidence.HIGH,
) -> Finding:
    """A finding that stands at a sentence, or at the word in it that is objected to."""
    place = view.sentences.place(sentence, use)
    quote = use.text if use else sentence.text
    return about_place(
        rule, view, place, quote, message, sentence=sentence.text, severity=severity, confidence=confidence
    )


def confidence_of(match: Match) -> Confidence:
    """How sure a match is: the endpoint's words decide, then whether any other slot confirms the subject."""
    endpoint = next((slot for slot in match.slots if slot.slot == "endpoint"), None)
    if endpoint is not None and endpoint.note is not None:
        likeness = int("".join(c for c in endpoint.note.partition("of")[0] if c.isdigit()) or 0)
        return Confidence.MEDIUM if likeness >= SURE else Confidence.LOW
    confirmed = any(
        slot.agreement in (Agreement.AGREES, Agreement.INHERITED)
        for slot in match.slots
        if slot.slot in ("trial", "arm", "population", "analysis", "timepoint")
    )
    return Confidence.HIGH if confirmed or not match.slots else Confidence.MEDIUM


def fingerprint(path: str, rule: str, quote: str, sentence: str, ordinal: int = 0) -> str:
    """16 hex digits that stay the same when lines move; `ordinal` tells repeats of one sentence apart."""
    parts = [path, rule, " ".join(quote.split()).casefold(), " ".join(sentence.split()).casefold()]
    if ordinal:
        parts.append(str(ordinal))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
