"""Glyphs of a page -> phrases: words that stand together on one line, with what is raised or lowered among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from claims.pages.pdf_glyphs import Glyph

_SAME_BASE = 0.12  # of the size: glyphs whose base lines differ by less stand on one
_APART = 1.05  # of the size: a gap that parts phrases: of columns, of a table's cells
_WORD_GAP = 0.22  # of the size: a gap that parts words where no space is written
_SMALLER = 0.88  # of the size of the words beside it: small enough to be raised or lowered
_RAISED, _LOWERED = (0.12, 0.95), (-0.45, -0.04)  # of the size of the words beside it: how far
_REACH = 0.45  # of the size of the words beside it: how near it stands to them
_LABEL_GAP = 4.0  # of the size: how far a bullet may stand before its words
BULLETS = frozenset("•●▪■◦○‣∙·➢►▶✓✔–—-*o")
_SURE_BULLETS = BULLETS - set("–—-*o·")


@dataclass(slots=True)
class Word:
    """Characters without a space, with their box."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    is_hidden: bool
    lift: str = ""  # super | sub | "" on the line
    is_glued: bool = False  # no space before it
    is_soft: bool = False  # ends with a hyphen that only breaks the line

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.base - 0.8 * self.size


@dataclass(slots=True)
class Phrase:
    """Words in a row, without a gap that would part columns."""

    words: list[Word] = field(default_factory=list)
    base: float = 0.0
    size: float = 0.0
    page: int = 0  # where it stands on another page than those around it

    @property
    def left(self) -> float:
        """Left edge."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Right edge."""
        return max(word.right for word in self.words[-3:])

    @property
    def top(self) -> float:
        """Upper edge of its plain words."""
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge of its plain words."""
        return self.base + 0.2 * self.size

    @property
    def text(self) -> str:
        """The words as they read."""
        return "".join(f"{'' if word.is_glued or not at else ' '}{word.text}" for at, word in enumerate(self.words))

    @property
    def is_bold(self) -> bool:
        """Whether all its words that are on the line are bold."""
        plain = [word for word in self.words if not word.lift]
        return bool(plain) and all(word.is_bold for word in plain)

    @property
    def is_hidden(self) -> bool:
        """Whether nobody sees it."""
        return all(word.is_hidden for word in self.words)


def phrases_of(glyphs: Iterable[Glyph]) -> list[Phrase]:
    """Phrases from top to bottom, those of one line from left to right."""
    rows = [_phrases(row) for row in _rows(glyphs)]
    phrases = [phrase for row in rows for phrase in row]
    return _labelled(_with_lifted(phrases))


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on one base line, seen and unseen apart."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (g.is_hidden, g.base, g.left)):
        if row and (
            glyph.is_hidden is not row[-1].is_hidden
            or glyph.base - row[-1].base > _SAME_BASE * min(glyph.size, row[-1].size)
        ):
            yield sorted(row, key=attrgetter("left"))
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=attrgetter("left"))


def _phrases(row: list[Glyph]) -> list[Phrase]:
    phrases: list[Phrase] = []
    phrase: Phrase | None = None
    before: Glyph | None = None
    for glyph in row:
        if before is not None and _is_again(before, glyph):
            continue  # printed twice to look bold
        gap = glyph.left - before.right if before is not None else 0.0
        size = max(glyph.size, before.size) if before is not None else glyph.size
        changes = before is not None and not 0.9 < glyph.size / before.size < 1.11
        if phrase is None or before is None or gap > _APART * size or (changes and gap > 0.1 * size):
            phrase = Phrase([_word(glyph)], glyph.base, glyph.size)
            phrase.words[0].is_glued = before is not None and not glyph.is_spaced and gap <= _WORD_GAP * size
            phrases.append(phrase)
        elif changes:
            phrase = Phrase([_word(glyph)], glyph.base, glyph.size)
            phrase.words[0].is_glued = True
            phrases.append(phrase)
        elif glyph.is_spaced or gap > _WORD_GAP * size or glyph.is_bold is not before.is_bold:
            phrase.words.append(_word(glyph))
            phrase.words[-1].is_glued = not (glyph.is_spaced or gap > _WORD_GAP * size)
        else:
            word = phrase.words[-1]
            word.text += glyph.text
            word.right = max(word.right, glyph.right)
            word.is_soft = glyph.is_soft
        before = glyph
    return phrases


def _is_again(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph is the one before it once more, a little beside it."""
    is_other = glyph.run != before.run  # two letters of a ligature stand in one place as well
    return is_other and glyph.text == before.text and abs(glyph.left - before.left) < 0.12 * glyph.size


def _word(glyph: Glyph) -> Word:
    return Word(
        glyph.text,
        glyph.left,
        glyph.right,
        glyph.base,
        glyph.size,
        glyph.is_bold,
        glyph.is_hidden,
        is_soft=glyph.is_soft,
    )


def _with_lifted(phrases: list[Phrase]) -> list[Phrase]:
    """Phrases with the small ones that are raised or lowered beside them taken in; parts of one line made one."""
    by_base = sorted(phrases, key=attrgetter("base"))
    bases = [phrase.base for phrase in by_base]
    host: dict[int, Phrase] = {}
    for small in sorted(phrases, key=attrgetter("base", "left")):
        found = _host(small, by_base, bases)
        if found is not None:
            host[id(small)] = found
    joined: dict[int, list[Phrase]] = {}
    for small in phrases:
        if id(small) in host:
            at = host[id(small)]
            while id(at) in host and host[id(at)] is not small:
                at = host[id(at)]
            joined.setdefault(id(at), []).append(small)
    kept = [phrase for phrase in phrases if id(phrase) not in host]
    for phrase in kept:
        for small in joined.get(id(phrase), ()):
            _take_in(phrase, small)
    return _rejoined(kept)


def _host(small: Phrase, by_base: list[Phrase], bases: list[float]) -> Phrase | None:
    """The phrase that a small one belongs to: bigger, a little above or below, right beside it."""
    best: tuple[float, Phrase] | None = None
    reach = 4.0 * small.size
    for at in range(bisect_left(bases, small.base - reach), len(by_base)):
        other = by_base[at]
        if other.base > small.base + reach:
            break
        if other is small or small.size > _SMALLER * other.size:
            continue
        lift = (other.base - small.base) / other.size
        level = abs(lift) < _SAME_BASE and _is_mark(small)
        if not (level or _RAISED[0] <= lift <= _RAISED[1] or _LOWERED[0] <= lift <= _LOWERED[1]):
            continue
        reach_x = _REACH * other.size
        if small.left > other.right + reach_x or small.right < other.left - reach_x:
            continue
        distance = max(small.left - other.right, other.left - small.right, 0.0) + 0.1 * abs(lift)
        if small.left < other.left:
            distance += 0.5 * small.size  # a mark belongs to the words it stands behind
        if best is None or distance < best[0]:
            best = distance, other
    return best[1] if best else None


def _is_mark(phrase: Phrase) -> bool:
    """Whether words may be a note's mark in a font whose marks are raised by their shape."""
    return len(phrase.text) <= 6 and not phrase.text[:1].isalpha()


def _take_in(phrase: Phrase, small: Phrase) -> None:
    lift = (phrase.base - small.base) / phrase.size
    kind = "super" if lift >= _RAISED[0] else "sub" if lift <= _LOWERED[1] else ""
    for word in small.words:
        word.lift = kind
    phrase.words = sorted([*phrase.words, *small.words], key=attrgetter("left"))
    for before, word in pairwise(phrase.words):
        if before.lift or word.lift:  # small words in a row may have others of the line between them
            word.is_glued = word.left - before.right < 0.18 * phrase.size


def _rejoined(phrases: list[Phrase]) -> list[Phrase]:
    """Parts of one line that only a mark between them, or the size of a word, had parted."""
    done: list[Phrase] = []
    rows: list[list[Phrase]] = []
    for phrase in sorted(phrases, key=lambda p: (p.is_hidden, p.base, p.left)):
        if (
            rows
            and phrase.is_hidden is rows[-1][-1].is_hidden
            and phrase.base - rows[-1][-1].base <= _SAME_BASE * min(phrase.size, rows[-1][-1].size)
        ):
            rows[-1].append(phrase)
        else:
            rows.append([phrase])
    for row in rows:
        row.sort(key=attrgetter("left"))
        last: Phrase | None = None
        for phrase in row:
            gap = phrase.left - last.right if last else 0.0
            if last is not None and gap <= _APART * max(last.size, phrase.size):
                first = phrase.words[0]
                first.is_glued = first.is_glued and gap <= _WORD_GAP * phrase.size
                last.words += phrase.words
                last.size = max(last.size, phrase.size)
            else:
                done.append(phrase)
                last = phrase
    return done


def _labelled(phrases: list[Phrase]) -> list[Phrase]:
    """Phrases with the bullet or the number before them made part of them."""
    done: list[Phrase] = []
    for phrase in phrases:
        before = done[-1] if done else None
        if (
            before is not None
            and abs(before.base - phrase.base) <= _SAME_BASE * phrase.size + 1
            and before.is_hidden is phrase.is_hidden
            and 0 <= phrase.left - before.right <= _LABEL_GAP * phrase.size
            and is_label(before.text)
        ):
            phrase.words = [*before.words, *phrase.words]
            done[-1] = phrase
        else:
            done.append(phrase)
    return done


def is_label(text: str) -> bool:
    """Whether words are nothing but the bullet or the number of a list's item."""
    if text in BULLETS:
        return True
    body, end = text.strip("("), text[-1:]
    return (
        end in ".)"
        and 1 < len(text) <= 5
        and len(body) <= 4
        and (body[:-1].isdecimal() or (len(body) == 2 and body[0].isalpha()))
    )


def bullet_of(text: str) -> int:
    """How many words of a line are its bullet: 1 or 0; a dash or a letter only where a space follows."""
    first, _, rest = text.partition(" ")
    return int(bool(rest) and first in BULLETS) if first not in _SURE_BULLETS else 1
