"""Raw blocks of a page -> what they tell about its markers: which numbers are references, which letters head notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from claims.model import Kind
from claims.pages.glued import LIST, named_lists, numbered_in, telling_marks
from claims.pages.habits import Habits, numbers_in
from claims.pages.listed import entries, own_number, reference_blocks
from claims.pages.raw import RawBlock

WORD = re.compile(r"\d{0,3}[^\W\d_][\w\-+]*")
DASHED = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{1,15}\d{1,3}-(?=[A-Z])")  # the `EXAMPLE2-` of EXAMPLE2-TIMI
NOTE_LETTER = re.compile(r"(?P<marker>[a-h])(?:[.)]?\n|\s(?=[A-Z])|[.)]\s)?(?=(?P<next>[\w≥≤><]+))")
BIG_INITIAL = re.compile(r"[A-Z][a-z]+[ ,-]")  # `aCox model`, no `aPTT`
MARKERS_THAT_TELL = 3  # glued digits on a page without a reference list, before they are citations; a list is as two
MOST_REFERENCES = 60  # of a page that lists none


def habits_of(blocks: tuple[RawBlock, ...]) -> Habits:
    """The habits of a page's markers."""
    words: Counter[str] = Counter()
    times: Counter[str] = Counter()
    glued: set[int] = set()
    seen = 0
    letters: set[str] = set()
    raised = 0
    for block in blocks:
        words.update(WORD.findall(block.text))
        words.update(match[0] for match in DASHED.finditer(block.text) if "-" in block.text)
        times.update(numbered_in(block.text))
        raised += sum(
            stretch.kind != "sub" and any(c.isdigit() for c in block.text[stretch.start : stretch.end])
            for stretch in block.raised
        )
        for said in telling_marks(block.text):
            seen += 2 if LIST.search(said) else 1
            glued.update(numbers_in(said))
    lists = [said for block in blocks for _, said in named_lists(block.text, words)] if seen else []
    seen += 2 * len(lists)
    glued.update(number for said in lists for number in numbers_in(said))
    last = max((number for number, _, _ in entries(blocks)), default=0)
    listed = [blocks[index] for index in reference_blocks(blocks)]
    last = last or sum(block.kind is Kind.ITEM for block in listed)
    last = last or max((own_number(block) or 0 for block in listed), default=0)
    told = _cited(glued) if not last and seen >= MARKERS_THAT_TELL else ()
    for block in blocks:
        marker = letter_marker(block.text, words, chr(ord(max(letters)) + 1) if letters else None)
        if marker:
            letters.update((marker, *_further_letters(block.text, marker)))
    return Habits(words, times, frozenset((*range(1, last + 1), *told)), frozenset(letters), raised >= 2)


def _cited(glued: set[int]) -> set[int]:
    """The references of a page that lists none: those that its glued digits tell, and what few are left out between."""
    told = {number for number in glued if 0 < number <= MOST_REFERENCES}
    full = [last for last in told if 3 * sum(number <= last for number in told) >= 2 * last]
    return told | set(range(1, max(full, default=0) + 1))


def _further_letters(text: str, marker: str) -> Iterable[str]:
    """The letters of further notes in the same text: `aAssessed by a committee. bOral and genital.`"""
    for letter in FURTHER.findall(text):
        if ord(letter) == ord(marker) + 1:
            marker = letter
            yield letter


FURTHER = re.compile(r"(?:\n|[.;]\s)([b-h])(?=[A-Z][a-z]{2}|\d)")


def letter_marker(text: str, words: Counter[str], expected: str | None = None) -> str | None:
    """The letter that heads a footnote: `aHigh-risk ...`, `b` alone on its line; not the article `a`, not eGFR.

    The letter `expected` after those found so far may be glued to a word that the page has nowhere else.
    """
    match = NOTE_LETTER.match(text)
    if not match:
        return None
    marker, gap = match["marker"], text[len(match["marker"]) : match.start("next")]
    if "\n" in gap or gap[:1] in {".", ")"}:
        return marker
    if gap:
        return marker if marker != "a" or text[match.start("next")].isupper() else None
    rest = re.match(r"[\w+\-]+", text[match.start("next") :])
    known = rest and (
        words[rest[0]] or words[rest[0].capitalize()] or words[rest[0].casefold()] or words[match["next"]]
    )
    glued = marker + match["next"]
    if marker == expected and match["next"][0].isupper() and words[glued] <= 1 and len(text) > 30:
        return marker
    if BIG_INITIAL.match(text, match.start("next")) and marker != "e" and words[glued] <= 1 and len(text) > 30:
        return marker
    starts_fresh = match["next"][0].isupper() or match["next"][0].isdigit() or match["next"] in {"sCR"}
    return (
        marker
        if known and (starts_fresh or words[match["next"]] > 1) and words[glued] <= 1 and len(text) > 30
        else None
    )
