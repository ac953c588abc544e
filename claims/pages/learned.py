"""Raw blocks of a page -> what they tell about its markers: which numbers are references, which letters head notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, zip_longest

from claims.model import Kind
from claims.pages.glued import LIST, named_lists, telling_marks
from claims.pages.glued_numbers import numbered_in
from claims.pages.habits import CITED_IN_BRACKETS, Habits, numbers_in
from claims.pages.listed import Entry, own_number
from claims.pages.raw import RawBlock

WORD = re.compile(r"\d{0,3}[^\W\d_][\w\-+]*")
DASHED = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{1,15}\d{1,3}-(?=[A-Z])")  # the `EXAMPLE2-` of EXAMPLE2-TIMI
NOTE_LETTER = re.compile(r"(?P<marker>[a-h])(?:[.)]?\n|\s(?=[A-Z])|[.)]\s)?(?=(?P<next>[\w≥≤><]+))")
BIG_INITIAL = re.compile(r"[A-Z][a-z]+[ ,-]")  # `aCox model`, no `aPTT`
MARKERS_THAT_TELL = 3  # glued digits on a page without a reference list, before they are citations; a list is as two
MOST_REFERENCES = 60  # of a page that lists none


def habits_of(blocks: Sequence[RawBlock], numbered: Sequence[Entry], in_list: AbstractSet[int]) -> Habits:
    """The habits of a page's markers, by its blocks, the numbered entries of its reference list and all that is in it."""
    words = Counter(chain.from_iterable(WORD.findall(block.text) for block in blocks))
    words.update(match[0] for block in blocks if "-" in block.text for match in DASHED.finditer(block.text))
    letters: set[str] = set()
    raised = 0
    for block in blocks:
        raised += sum(
            stretch.kind != "sub" and any(c.isdigit() for c in block.text[stretch.start : stretch.end])
            for stretch in block.raised
        )
    last = max((number for number, _, _ in numbered), default=0)
    listed = [blocks[index] for index in in_list]
    last = last or sum(block.kind is Kind.ITEM for block in listed)
    last = last or max((own_number(block) or 0 for block in listed), default=0)
    references = frozenset(range(1, last + 1) if last else _told_by_marks(blocks, words))
    # how often a week is named tells whether one is glued to a reference
    times = Counter(chain.from_iterable(numbered_in(block.text) for block in blocks) if references else ())
    for block, below in zip_longest(blocks, blocks[1:]):
        follows = chr(ord(max(letters)) + 1) if letters else "a" if below and SECOND_NOTE.match(below.text) else None
        marker = letter_marker(block.text, words, follows)
        if marker:
            letters.update((marker, *_further_letters(block.text, marker, words)))
    in_brackets = any(
        references.issuperset(numbers_in(said))
        for index, block in enumerate(blocks)
        if "[" in block.text and index not in in_list
        for said in cited_in_brackets(block.text)
    )
    return Habits(words, times, references, frozenset(letters), raised >= 2, in_brackets)


def _told_by_marks(blocks: Sequence[RawBlock], words: Counter[str]) -> set[int]:
    """The references of a page that lists none, where enough of its markers tell them."""
    marks = [said for block in blocks for said in (*telling_marks(block.text), *cited_in_brackets(block.text))]
    lists = [said for block in blocks for _, said in named_lists(block.text, words)] if marks else []
    seen = sum(2 if LIST.search(said) else 1 for said in marks) + 2 * len(lists)
    glued = {number for said in (*marks, *lists) for number in numbers_in(said)}
    return _cited(glued) if seen >= MARKERS_THAT_TELL else set()


def cited_in_brackets(text: str) -> Iterable[str]:
    """Reference numbers in square brackets: `placebo.[1]`, `placebo [2, 3].`."""
    return (match["marks"] for match in CITED_IN_BRACKETS.finditer(text)) if "[" in text else ()


def _cited(glued: set[int]) -> set[int]:
    """The references of a page that lists none: those that its glued digits tell, and what few are left out between."""
    told = {number for number in glued if 0 < number <= MOST_REFERENCES}
    full = [last for last in told if 3 * sum(number <= last for number in told) >= 2 * last]
    return told | set(range(1, max(full, default=0) + 1))


def _further_letters(text: str, marker: str, words: Counter[str]) -> Iterable[str]:
    """The letters of further notes in the same text: `aAssessed by a committee. bOral and genital.`"""
    for match in FURTHER.finditer(text):
        letter = match["letter"]
        if ord(letter) == ord(marker) + 1 and (not match["short"] or words[letter + match["short"]] <= 1):
            marker = letter
            yield letter


# A short form must stand at the front of its line: `bABC: examplimab/otherfumarate 320 mcg`.
FURTHER = re.compile(r"(?:\n|[.;]\s)(?P<letter>[b-h])(?=[A-Z][a-z]{2}|\d|(?<=\n.)(?P<short>[A-Z][\w+-]*))")
SECOND_NOTE = re.compile(r"b[A-Z][a-z]+[ ,-]")  # below a first one that opens with a short form


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
