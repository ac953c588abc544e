"""Lines of one column -> paragraphs, headings and list items: which lines go on, which begin anew."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from claims.model import Kind
from claims.pages.headings import is_marked_value
from claims.pages.pdf_cells import rows_of
from claims.pages.pdf_lines import Phrase, bullet_of, is_label

_LARGER = 1.13  # of the size of running text: a heading
_SPREAD = 1.35  # of the usual distance between lines: a new paragraph
_WIDEST = 2.2  # of the size: lines farther apart are no lines of one paragraph
_FEW = 2  # lines: too few to show where their column ends
_TIGHT = 1.75  # of the size: lines may stand so far apart where no usual distance is known
_BUCKET = 6.0  # points: left edges nearer than this are one
_ALIKE = 1.08  # columns of one kind end at most this far apart
_LONGEST_HEADING = 180
_MOST_HEADING_LINES = 4
_ENDS = re.compile(r"[.;,]\W*$")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")
_RESULT = re.compile(r":[^:]{0,40}\d\s?%|[^\W\d_]{2,}\s?=|https?:|@|\bCI\b")


@dataclass(slots=True)
class Line:
    """A printed line with the page it is on."""

    phrase: Phrase
    page: int
    is_full: bool = False  # the next word would not have fitted
    edge: float = 0.0  # where the lines of its column end

    @property
    def text(self) -> str:
        """Its words."""
        return self.phrase.text

    def is_full_before(self, below: Line) -> bool:
        """Whether the first word of a line would not have fitted behind this one."""
        words = below.phrase.words
        first = words[bullet_of(below.text)] if len(words) > 1 else words[0]
        return self.phrase.right + first.right - first.left + 0.2 * self.phrase.size > self.edge


@dataclass(slots=True)
class Piece:
    """Lines that are one block."""

    lines: list[Line]
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    bullet: int = 0  # words at its front that are its bullet

    @property
    def style(self) -> tuple[float, bool]:
        """Size and weight of its first line."""
        phrase = self.lines[0].phrase
        return round(phrase.size * 2) / 2, phrase.is_bold


@dataclass(slots=True)
class Habits:
    """What the document as a whole tells of its lines."""

    body: float = 0.0  # size of running text
    leading: dict[float, float] = field(default_factory=dict)  # size -> usual distance of lines
    words: Counter[str] = field(default_factory=Counter)
    breaks_words: bool = False  # hyphens at line ends are there to break words


def lines_of(phrases: Sequence[Phrase], page: int) -> list[Line]:
    """One column's phrases as lines, with whether each is full."""
    lines = []
    for row in rows_of(phrases):
        whole = row.phrases[0]
        for phrase in row.phrases[1:]:
            whole = Phrase([*whole.words, *phrase.words], max(whole.base, phrase.base), max(whole.size, phrase.size))
        lines.append(Line(whole, page))
    rights: dict[int, float] = {}
    for line in lines:
        size = round(line.phrase.size)
        rights[size] = max(rights.get(size, 0.0), line.phrase.right)
    edge = max(rights.values(), default=0.0)
    for line, below in pairwise(lines):
        is_small = line.phrase.size <= below.phrase.size * 1.05
        line.edge = max(rights[round(line.phrase.size)], edge if is_small else 0.0)
        line.is_full = line.is_full_before(below)
    if lines:
        lines[-1].edge = rights[round(lines[-1].phrase.size)]
    return lines


def widen(columns: Sequence[list[Line]], width: float) -> None:
    """Let every column end where the widest one of its kind ends: on its own page no line may happen to be full."""
    rights: dict[int, list[float]] = {}
    usual: dict[int, Counter[float]] = {}
    edges = [max((line.edge for line in column), default=0.0) for column in columns]
    lefts = [round(min(line.phrase.left for line in column) / _BUCKET) for column in columns]
    for left, edge in zip(lefts, edges, strict=True):
        rights.setdefault(left, []).append(edge)
    for column, left, edge in zip(columns, lefts, edges, strict=True):
        usual.setdefault(left, Counter())[edge] += len(column)
    often = {left: max(counted, key=lambda edge: (counted[edge], edge)) for left, counted in usual.items()}
    for found in rights.values():
        found.sort()
    for column, left, edge in zip(columns, lefts, edges, strict=True):
        found = rights[left]
        wider = found[bisect_right(found, edge * _ALIKE) - 1]
        if len(column) <= _FEW:
            wider = max(wider, often[left], width - left * _BUCKET)  # margins are alike
        for line, below in zip(column, [*column[1:], None], strict=True):
            if line.edge == edge and wider > edge:
                line.edge = wider
                line.is_full = line.is_full_before(below) if below is not None else line.is_full


def habits_of(columns: Sequence[list[Line]]) -> Habits:
    """The size of running text, and how far its lines stand apart where one goes on from the other."""
    sizes: Counter[float] = Counter()
    distances: dict[float, Counter[float]] = {}
    habits = Habits()
    for column in columns:
        for line in column:
            sizes[round(line.phrase.size * 2) / 2] += len(line.text)
            habits.words.update(word.text.strip(".,;:()").casefold() for word in line.phrase.words if not word.lift)
        for line, below in pairwise(column):
            size = round(line.phrase.size * 2) / 2
            if line.is_full and size == round(below.phrase.size * 2) / 2:
                distance = below.phrase.base - line.phrase.base
                if 0 < distance < _WIDEST * line.phrase.size:
                    distances.setdefault(size, Counter())[round(distance, 0)] += 1
    habits.breaks_words = _breaks_words(columns, habits.words)
    if sizes:
        habits.body = max(sizes, key=lambda size: (sizes[size], size))
    for size, counted in distances.items():
        habits.leading[size] = max(counted, key=lambda d: (counted[d], -d))
    return habits


def _breaks_words(columns: Sequence[list[Line]], known: Counter[str]) -> bool:
    """Whether the hyphens at line ends part words that stand whole elsewhere, more often than they join two."""
    votes = 0
    for column in columns:
        for line, below in pairwise(column):
            front, behind = line.phrase.words[-1].text.casefold(), below.phrase.words[0].text.casefold().rstrip(".,;:)")
            if line.is_full and front.endswith("-") and front[-2:-1].islower() and behind[:1].islower():
                votes += bool(known[front[:-1] + behind])
                votes -= bool(known[front + behind] or (known[front[:-1]] and known[behind]))
    return votes > 0


def pieces_of(column: list[Line], habits: Habits) -> Iterator[Piece]:
    """A column's lines as blocks."""
    piece: Piece | None = None
    for line in column:
        if piece is not None and _goes_on(piece, line, habits):
            piece.lines.append(line)
            continue
        if piece is not None:
            yield _told(piece, habits)
        piece = _begun(line)
    if piece is not None:
        yield _told(piece, habits)


def begins_item(line: Line) -> bool:
    """Whether a line begins with the bullet or the number of a list's item."""
    words = line.phrase.words
    return len(words) > 1 and not words[0].lift and bool(bullet_of(line.text) or is_label(words[0].text))


def _begun(line: Line) -> Piece:
    if not begins_item(line):
        return Piece([line])
    return Piece([line], Kind.ITEM, 1, bullet=bullet_of(line.text))


def _goes_on(piece: Piece, line: Line, habits: Habits) -> bool:
    last = piece.lines[-1]
    if line.page != last.page:
        return False
    phrase, above = line.phrase, last.phrase
    if abs(phrase.size - above.size) > 0.07 * above.size and not _is_shorter(phrase, above):
        return False
    distance = phrase.base - above.base
    usual = habits.leading.get(round(above.size * 2) / 2)
    if not 0 < distance <= (_SPREAD * usual + 1 if usual else _TIGHT * above.size):
        return False
    if phrase.words[0].lift == "super":
        return False  # a note begins
    if begins_item(line) and not _is_amid(piece, line):
        return False
    if phrase.is_bold is not above.is_bold and (not last.is_full or _changes_weight(piece, line)):
        return False
    if piece.kind is Kind.ITEM:
        text_left = piece.lines[0].phrase.words[1].left
        first_left = piece.lines[0].phrase.left
        return phrase.left > first_left + 0.3 * phrase.size or (
            last.is_full and phrase.left > text_left - 3 * phrase.size
        )
    return True


def _is_amid(piece: Piece, line: Line) -> bool:
    """Whether a line below a full one begins with a number by chance: no bullet, at the same edge, not the next number."""
    last = piece.lines[-1]
    if bullet_of(line.text) or not last.is_full or abs(line.phrase.left - last.phrase.left) > 2:
        return False
    number, before = (_NUMBER.match(text.text) for text in (line, piece.lines[0]))
    return not (number and before and int(number[1]) == int(before[1]) + 1)


def _is_shorter(phrase: Phrase, above: Phrase) -> bool:
    """Whether a line has another size only for what stands in it: its plain words have that of the line above."""
    return any(abs(word.size - above.size) <= 0.05 * above.size for word in phrase.words)


def _changes_weight(piece: Piece, line: Line) -> bool:
    return all(one.phrase.is_bold is not line.phrase.is_bold for one in piece.lines)


def _told(piece: Piece, habits: Habits) -> Piece:
    if piece.kind is Kind.PARAGRAPH and _is_heading(piece, habits):
        piece.kind = Kind.HEADING
    return piece


def _is_heading(piece: Piece, habits: Habits) -> bool:
    """Whether a paragraph heads what follows: larger or bolder than running text, short, no sentence and no result."""
    size, is_bold = piece.style
    if len(piece.lines) > _MOST_HEADING_LINES:
        return False
    is_larger = size >= _LARGER * habits.body
    is_bold = is_bold and all(line.phrase.is_bold for line in piece.lines)
    if not (is_larger or (is_bold and size >= 0.95 * habits.body)):
        return False
    text = " ".join(line.text for line in piece.lines)
    if len(text) > _LONGEST_HEADING or not _LETTERS.search(text) or is_marked_value(text):
        return False
    plain = "".join(word.text for word in piece.lines[-1].phrase.words if not word.lift)
    return not (_ENDS.search(plain) or _RESULT.search(text) or text[:1].islower())


def ranked(pieces: Sequence[Piece]) -> None:
    """Give every heading the rank that its size and weight have among the document's headings, every item its depth."""
    _without_display(pieces)
    styles = sorted({piece.style for piece in pieces if piece.kind is Kind.HEADING}, reverse=True)
    ranks = {style: min(at, 6) for at, style in enumerate(styles, start=1)}
    for piece in pieces:
        if piece.kind is Kind.HEADING:
            piece.level = ranks[piece.style]
    for is_item, run in groupby(pieces, key=lambda piece: piece.kind is Kind.ITEM):
        if is_item:
            _nested(list(run))


def _without_display(pieces: Sequence[Piece]) -> None:
    """Where headings are bold, large words that are not are set large for themselves and head nothing."""
    headings = [piece for piece in pieces if piece.kind is Kind.HEADING]
    bold = [piece.style[0] for piece in headings if piece.style[1]]
    for piece in headings:
        if not piece.style[1] and 2 * len(bold) > len(headings) and piece.style[0] <= max(bold):
            piece.kind = Kind.PARAGRAPH


def _nested(items: list[Piece]) -> None:
    """Give the items of one list the depth that their left edges tell."""
    lefts: list[float] = []
    for left in sorted(one.lines[0].phrase.left for one in items):
        if not lefts or left - lefts[-1] > _BUCKET:
            lefts.append(left)
    for one in items:
        one.level = max(1, sum(left <= one.lines[0].phrase.left + _BUCKET / 2 for left in lefts))
