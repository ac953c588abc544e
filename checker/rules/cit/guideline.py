"""A claim that a guideline recommends the product cites that guideline.

What is required
    "Recommended by a guideline" leads to the guideline itself, with its year or version. Where it is the NCCN's, the
    page gives the category and the disclaimer that the licence asks for. The category and the preference are those of the
    registered recommendation: a fact of measure `other` from a source of kind guideline, its endpoint the words.

Why
    A review that tells of a guideline is not the guideline; recommendations have populations, grades and dates.

Source
    Valdoxan, Medicines Australia 2015-16 [R]; NCCN categories of evidence and preference [R]; the words of the NCCN's
    disclaimer [K]. Not a breach: "NICE recommended" without "as an option", PMCPA CASE/0276/08/24 [R].

Passes
    "Recommended by the Example Society's guideline as a first-line option", with a reference to "Example Society.
    Clinical practice guideline, version 2.2025."

Fails
    "Recommended first line in 2013 clinical guidelines", with references to the label and a review; with none.
    "NCCN Category 1", where the registered recommendation is "Category 2A, preferred".

Stays silent
    Guidelines on dosing, monitoring or prophylaxis; recommended doses; safety information; pages whose cited entry the
    registry knows as a guideline, or which calls itself one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_sentence
from checker.model import Confidence, Finding, Rule, Severity
from checker.promises import is_hedged
from checker.sentences import Sentence
from checker.sources_cited import CitedEntry
from checker.stated import statements
from checker.view import PageView
from checker.wording import registry_places, some_of, source_words
from checker.wordlists import Use, is_used, uses
from claims.model import Kind
from references.model import Fact
from references.names import normal

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NCCN = re.compile(r"\bNCCN\b|National Comprehensive Cancer Network")


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence whose guideline is not cited, one for what the NCCN's licence asks for."""
    asked_of_nccn = False
    for sentence, told in view.promises.saying("guideline", "recommends"):
        issuer = next(uses(sentence.text, "guideline", "issuers"), None)
        if issuer is None or all(is_hedged(one) for one in told) or not _is_of_product(view, sentence):
            continue
        yield from _uncited(view, sentence, issuer)
        yield from _otherwise_graded(view, sentence)
        if NCCN.search(sentence.text) and not asked_of_nccn:
            asked_of_nccn = True
            yield from _of_nccn(view, sentence, issuer)


def _is_of_product(view: PageView, sentence: Sentence) -> bool:
    if is_used(sentence.text, "guideline", "conduct"):
        return False
    return (
        is_used(sentence.text, "guideline", "use")
        or view.promises.names_it(sentence.text)
        or (view.promises.is_named_in(sentence))
    )


def _uncited(view: PageView, sentence: Sentence, issuer: Use) -> Iterator[Finding]:
    entries = _entries(view, sentence)
    guidelines = [entry for entry in entries if _is_guideline(entry)]
    if not entries:
        message = f"“{issuer.text}” is said to recommend, with no reference to it."
    elif not guidelines:
        numbers = some_of([entry.reference.number for entry in entries])
        message = f"“{issuer.text}” is said to recommend; of the references cited ({numbers}) none is a guideline."
    elif not any(_is_dated(entry) for entry in guidelines) and not YEAR.search(sentence.text):
        message = f"Reference {guidelines[0].reference.number} names the guideline with no year and no version."
    else:
        return
    found = about_sentence(RULE, view, sentence, message, use=issuer)
    yield replace(found, expected="the guideline: issuer, version, year")


def _otherwise_graded(view: PageView, sentence: Sentence) -> Iterator[Finding]:
    """A category or preference that no registered recommendation of the cited guideline has, where any has one."""
    entries = _entries(view, sentence)
    cited = {source.id for entry in entries for source in entry.tied.sources if source.kind == "guideline"}
    for key in ("grades", "preference"):
        said = list(uses(sentence.text, "guideline", key))
        known = {fact: _grades(fact.endpoint, key) for fact in _recommendations(view, cited)}
        known = {fact: grades for fact, grades in known.items() if grades}
        if not said or not known or any(grades & _grades(sentence.text, key) for grades in known.values()):
            continue
        fact = next(iter(known))
        message = f"Says “{said[0].text}”; registered as “{fact.endpoint}” ({fact.id}; {source_words(fact)})."
        found = about_sentence(RULE, view, sentence, message, use=said[0])
        expected = ", ".join(sorted(known[fact]))
        places = registry_places(tuple(known))
        yield replace(found, fact=fact.id, said=said[0].text, expected=expected, related=places)


def _grades(text: str, key: str) -> frozenset[str]:
    return frozenset(normal(use.entry.replace("-", " ")) for use in uses(text, "guideline", key))


def _recommendations(view: PageView, cited: set[str]) -> Iterator[Fact]:
    """The registered statements that come from some guidelines, of the page's products or of none."""
    products = {product.id for product in view.products}
    for fact in statements(view):
        is_theirs = any(citing.source in cited for citing in fact.sources)
        if is_theirs and (fact.product is None or fact.product in products):
            yield fact


def _entries(view: PageView, sentence: Sentence) -> tuple[CitedEntry, ...]:
    return view.cited.cited_in(sentence.block) or _around(view, sentence)


def _around(view: PageView, sentence: Sentence) -> tuple[CitedEntry, ...]:
    """The entries that the heading above leads to; for a heading, those of the text beneath it."""
    block, blocks = sentence.block, view.surroundings.blocks
    if block.kind is Kind.HEADING:
        return tuple(entry for one in view.surroundings.section_of(block) for entry in view.cited.cited_in(one))
    heading = blocks.get(block.trail[-1]) if block.trail else None
    return view.cited.cited_in(heading) if heading is not None else ()


def _is_guideline(entry: CitedEntry) -> bool:
    if any(source.kind == "guideline" for source in entry.tied.sources):
        return True
    return is_used(entry.reference.text, "guideline", "entries")


def _is_dated(entry: CitedEntry) -> bool:
    return bool(YEAR.search(entry.reference.text)) or is_used(entry.reference.text, "guideline", "version")


def _of_nccn(view: PageView, sentence: Sentence, issuer: Use) -> Iterator[Finding]:
    texts = [block.text for block in view.extraction.page.blocks]
    missing = [
        words
        for words, key in (("the category of evidence", "category"), ("the disclaimer of warranties", "disclaimer"))
        if not any(is_used(text, "guideline", key) for text in texts)
    ]
    if missing:
        message = f"The NCCN is said to recommend without {' and '.join(missing)}."
        found = about_sentence(RULE, view, sentence, message, use=issuer, confidence=Confidence.MEDIUM)
        yield replace(found, expected=", ".join(missing))


RULE = Rule(
    id="cit.guideline",
    title="A claim that a guideline recommends the product cites that guideline",
    severity=Severity.WARNING,
    check=check,
    manual=__doc__,
)
