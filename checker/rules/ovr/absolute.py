"""No promise of certainty.

What is required
    No page says that a medicine cures, eliminates or prevents a disease, works in every patient, always or for ever,
    or brings the patient back to normal.

Why
    No medicine works in everybody: a share of patients says what can be expected, a promise does not.

Source
    Directive 2001/83/EC article 90(b), guaranteed effect [R]; FDA letter on Ubrelvy, 2024, "quickly eliminates migraine
    pain" beside 19% to 22% pain-free [R].

Passes
    "19% to 22% were pain-free at 2 hours." "EXEMPLAR may help prevent attacks."

Fails
    "EXEMPLAR eliminates migraine pain." "Works in every patient." "Get back to normal."

Stays silent
    Safety information and the indication; renal elimination and half-life; how the product acts on cells, receptors and
    enzymes; a share of patients in the same sentence ("cured in 95%"); what a product is licensed to prevent, where the
    registry has its indication; words that are denied, hedged, or what a study set out to find; laboratory values that
    return to normal; text about a disease.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.findings import about_sentence
from checker.model import Confidence, Finding, Rule, Severity
from checker.promises import is_hedged, words_of
from checker.sentences import Said, Sentence, is_led_by
from checker.view import PageView
from checker.wordlists import Use, is_used, patterns
from claims.model import Claim, Kind
from references.names import normal

SHARES = ("rate", "risk_reduction", "hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "difference", "count")
PREVENT = re.compile(r"prevent", re.IGNORECASE)
ALL = 100
LETTERS = 5  # of a word, and longer, by which an indication and a promise are about the same thing
OBJECT = 8  # words behind a verb that may be what it is done to


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence that promises certainty, at the first word that does."""
    for sentence, told in view.promises.saying("absolute"):
        meant = tuple(one for one in told if _promises(view, one))
        if meant and not _gives_a_share(view, sentence, meant):
            message = f"{words_of(meant)}: a promise of certainty; say in how many patients, or what was measured."
            sure = view.promises.names_it(sentence.text) or view.promises.is_slogan(sentence)
            confidence = Confidence.HIGH if sure else Confidence.MEDIUM
            yield about_sentence(RULE, view, sentence, message, use=meant[0].use, confidence=confidence)
    yield from _headings(view)


def _promises(view: PageView, one: Said) -> bool:
    text, start = one.sentence.text, one.use.start
    if is_hedged(one) or _is_part(text, start) or not view.promises.is_named_in(one.sentence):
        return False
    behind = _near(text[one.use.end :])
    is_mechanism = is_used(behind, "absolute", "mechanism") and not is_used(text, "absolute", "complete")
    if one.sentence.block.cell is not None and _is_endpoint(view, one.words):
        return False  # the label of a row: `Complete cure`, with its share in the next cell
    return not is_mechanism and not (PREVENT.search(one.words) and _is_indicated(view, behind))


def _is_endpoint(view: PageView, words: str) -> bool:
    """Whether the words are a registered endpoint's name, or stand in one."""
    said = f" {normal(words)} "
    names = (name for endpoint in view.registry.endpoints for name in (endpoint.id, *endpoint.names))
    return any(said in f" {normal(name)} " for name in names)


def _is_part(text: str, start: int) -> bool:
    """Whether it is said of some patients, or the product only helps."""
    return is_led_by(text, start, "absolute", "part") or is_led_by(text, start, "setting", "helps")


def _near(behind: str) -> str:
    """The words behind a verb that may be its object."""
    return " ".join(behind.split()[:OBJECT])


def _gives_a_share(view: PageView, sentence: Sentence, told: tuple[Said, ...] = ()) -> bool:
    """Whether a result in the sentence, outside the words objected to, says in how many, or by how much."""
    places = [view.sentences.place(sentence, one.use) for one in told]
    return any(
        _is_share(match.claim) and not any(place.start <= match.claim.place.start < place.end for place in places)
        for match in view.spoken.matches_in(sentence)
    )


def _is_share(claim: Claim) -> bool:
    """Whether it is a result that leaves something open: 100% of patients is all of them."""
    return claim.measure in SHARES and (claim.value is None or claim.unit != "%" or claim.value.value < ALL)


def _is_indicated(view: PageView, behind: str) -> bool:
    """Whether a product is licensed to prevent what the words behind the verb name."""
    wanted = {word[:LETTERS] for word in normal(behind).split() if len(word) >= LETTERS}
    licensed = [product.indication for product in view.products if product.indication]
    return any(
        PREVENT.search(words) and wanted & {word[:LETTERS] for word in normal(words).split()} for words in licensed
    )


def _headings(view: PageView) -> Iterator[Finding]:
    """Headings that call to end or eliminate something: "Eliminate migraine pain"."""
    for sentence in view.sentences.promotional:
        if sentence.block.kind is not Kind.HEADING or is_used(sentence.text, "absolute"):
            continue
        match = patterns("absolute", "imperative")[0].match(sentence.text)
        if match is None or not view.promises.names_it(sentence.text):
            continue
        if not _is_indicated(view, _near(sentence.text[match.end() :])) and not _gives_a_share(view, sentence):
            use = Use(match.start(), match.end(), match[0], match[0].casefold())
            message = f"“{match[0]}”: a promise of certainty; say in how many patients, or what was measured."
            yield about_sentence(RULE, view, sentence, message, use=use)


RULE = Rule(
    id="ovr.absolute",
    title="No promise of certainty",
    severity=Severity.ERROR,
    check=check,
    manual=__doc__,
)
