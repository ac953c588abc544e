"""No claim stands that its own caveat takes back.

What is required
    A claim that needs a note such as "no conclusions can be drawn" is left out. Caveats that the registry holds as
    `insufficient` mark results that no wording repairs.

Why
    A caveat does not cure a claim: the reader keeps the headline.

Source
    FDA letters on Breztri, Kisqali, Krazati, Lytgobi, Anktiva, Phexxi, Ubrelvy and Cobenfy, 2023 to 2026 [R]; OLG Hamburg
    3 U 151/06, an asterisk [R].

Passes
    The same result left out; "ORR 42%" in a neutral table; "*In adults" below "EXEMPLAR improved response*".

Fails
    "EXEMPLAR improved survival*" above "*No conclusions can be drawn from this analysis." "Median OS was 14.1 months",
    registered with a caveat of `insufficient: true`.

Stays silent
    Tables and sentences that claim no benefit; notes that narrow rather than deny; benefits that the sentence itself
    denies. A note that only calls the analysis exploratory or not adjusted for multiplicity is a warning, and so is a
    taking back in the running text behind the claim, where the reader cannot miss it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.caveats import Debt, owed
from checker.findings import about_claim, about_sentence, about_words
from checker.model import Finding, Related, Rule, Severity
from checker.sentences import Said, Sentence, said
from checker.view import PageView
from checker.wording import claim_number, page_place
from checker.wordlists import uses
from claims.model import Kind, Note, Place

PROMISES = (("benefit", "words"), ("superlative", "words"), ("superlative", "extreme"))


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each insufficient caveat and place that owes it, then for each claim that its note takes back."""
    told: set[int] = set()
    for debt in owed(view, tuple(caveat for caveat in view.registry.caveats if caveat.insufficient)):
        told.add(debt.block.index)
        yield _insufficient(view, debt)
    for sentence in view.sentences.promotional:
        is_running = sentence.block.cell is None or sentence.block.kind is Kind.HEADING
        if is_running and sentence.block.index not in told:
            yield from _taken_back(view, sentence)


def _insufficient(view: PageView, debt: Debt) -> Finding:
    caveat = debt.caveat
    owner = claim_number(debt.match.claim) if debt.match else f"“{debt.phrase}”"
    words = f" (“{caveat.text}”)" if caveat.text else ""
    message = f"{owner} cannot be repaired by any wording: {caveat.id}{words}."
    found = (
        about_claim(RULE, view, debt.match, message)
        if debt.match
        else about_words(RULE, view, debt.block, debt.phrase or "", message)
    )
    where = Related(caveat.where.file, caveat.where.line, f"{caveat.id}, insufficient")
    return replace(found, expected="the claim left out", related=(where,))


def _taken_back(view: PageView, sentence: Sentence) -> Iterator[Finding]:
    """The sentence's benefit and the note, or the sentence behind it, that takes it back; the gravest only."""
    promises = (one for words in PROMISES for one in said(sentence, *words) if not one.is_denied)
    benefit = next(promises, None)
    if benefit is None:
        return
    for key, severity in (("words", Severity.ERROR), ("weak", Severity.WARNING)):
        for note in _notes(view, sentence):
            if (words := next(uses(note.text, "take_back", key), None)) is not None:
                yield _found(view, benefit, words.text, note.place, severity)
                return
    behind = _behind(view, sentence)
    words = next(uses(behind.text, "take_back"), None) if behind else None
    if behind and words:
        yield _found(view, benefit, words.text, view.sentences.place(behind), Severity.WARNING)


def _notes(view: PageView, sentence: Sentence) -> tuple[Note, ...]:
    """The notes that the sentence's own markers lead to; those of a heading's as well."""
    marks = {mark.text for mark in sentence.block.marks if sentence.start < mark.at <= sentence.end}
    claims = {marker for match in view.spoken.matches_in(sentence) for marker in match.claim.footnotes}
    notes = view.surroundings.notes_of(sentence.block, tuple(claims))
    return tuple(note for note in notes if note.marker in marks | claims)


def _behind(view: PageView, sentence: Sentence) -> Sentence | None:
    """The sentence right behind it in the same block, where that claims nothing itself."""
    own = view.sentences.by_block[sentence.block.index]
    at = own.index(sentence) + 1
    return own[at] if at < len(own) else None


def _found(view: PageView, benefit: Said, words: str, taking: Place, severity: Severity) -> Finding:
    message = f"Claims “{benefit.words}”; “{words}” takes it back."
    found = about_sentence(RULE, view, benefit.sentence, message, use=benefit.use, severity=severity)
    note = page_place(found.path, taking, "the note")
    return replace(found, said=benefit.words, expected="the claim left out", related=(note,))


RULE = Rule(
    id="cav.cannot-cure",
    title="No claim stands that its own caveat takes back",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
