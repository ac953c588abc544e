"""Lifts citation and footnote markers out of a block's text: raised by markup, by Unicode, or glued to a word."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator

from claims.model import Mark
from claims.pages.glued import EXPONENT_BASE, HAS_SYMBOL, NAME_BASE, glued
from claims.pages.glued_numbers import Cut
from claims.pages.habits import CITED_IN_BRACKETS, NUMBERS, SYMBOLS, Habits, is_beyond, is_known
from claims.pages.raw import Raised, RawBlock

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")

# A statistic whose name has a raised 2: I² = 40%, χ² test, R² of 0.4.
SQUARED = re.compile(r"(?<![A-Za-z])(?<!hase )(?<!lass )(?<!tage )(?<!ype )[IRrχητ]$")
OF_SQUARED = re.compile(r"\s?(?:[=:<>≤≥,;)]|of\b|was\b|is\b|statistic|test|value|for\b)")
# What a raised number in front of belongs to: 99mTc, 18F, 177Lu.
ISOTOPE_OF = re.compile(r"(?:Tc|F|Lu|Ga|In|I|Y|Ra|Zr|Cu|C|Xe|Sr)(?![A-Za-z])")
ORDINAL = re.compile(r"(?:st|nd|rd|th|®|™|℠|TM|SM|R|©)$", re.IGNORECASE)
CITATION = re.compile(rf"{NUMBERS}$")
FOOTNOTE = re.compile(rf"(?:[{re.escape(SYMBOLS)}]+|[a-z]{{1,2}}|[a-z](?:,[a-z])+|\([a-z0-9]\))$")

SYMBOL_AT_WORD = re.compile(rf"(?<=[\w)%\].,;:+\-”’])(?P<symbols>[{re.escape(SYMBOLS)}]+)(?!\w*:\d)(?![\d*])")
BRACKETED = re.compile(rf"[ \u00a0]?\[(?P<marks>{NUMBERS})\](?!\()")
CARET = re.compile(rf"\^(?P<marks>(?:{NUMBERS}|[{re.escape(SYMBOLS)}a-h])+)\^?(?!\w)")


def lift(raw: RawBlock, habits: Habits) -> tuple[str, array[int], tuple[Mark, ...]]:
    """A raw block's text without its markers, the offsets of what stays, and the markers."""
    cuts = _without_overlaps(_cuts(raw, habits))
    text: list[str] = []
    spots = array("q")
    marks: list[Mark] = []
    at = kept = 0
    for start, end, said, kind in cuts:
        text.append(raw.text[at:start])
        spots.extend(raw.spots[at:start])
        kept += start - at
        if kind == "exponent":
            text.append(said)
            spots.extend(raw.spots[start:end])
            kept += end - start
        else:
            marks.append(Mark(kept, said, raw.spots[start], raw.spots[end - 1] + 1, kind))
        at = end
    text.append(raw.text[at:])
    spots.extend(raw.spots[at:])
    return "".join(text), spots, tuple(marks)


def _without_overlaps(cuts: Iterable[Cut]) -> Iterator[Cut]:
    last = 0
    for cut in sorted(cuts, key=lambda cut: (cut[0], -cut[1])):
        if cut[0] >= last and cut[1] > cut[0]:
            yield cut
            last = cut[1]


def _cuts(raw: RawBlock, habits: Habits) -> Iterator[Cut]:
    text = raw.text
    for stretch in raw.raised:
        yield from _raised(text, stretch)
    if not text.isascii():
        yield from _unicode(text)
    for match in SYMBOL_AT_WORD.finditer(text) if HAS_SYMBOL.search(text) else ():
        if not _is_multiplication(text, match.start()):
            yield match.start(), match.end(), match["symbols"], "super"
    for match in BRACKETED.finditer(text) if "[" in text else ():
        cited = CITED_IN_BRACKETS.match(text, match.start())
        if is_known(match["marks"], habits) or (cited and is_beyond(cited["marks"], habits)):
            yield match.start(), match.end(), match["marks"], "bracket"
    for match in CARET.finditer(text):
        base = text[max(0, match.start() - 24) : match.start()]
        if not EXPONENT_BASE.search(base):
            yield match.start(), match.end(), match["marks"], "super"
    if not habits.has_raised:
        yield from glued(text, habits)


def _raised(text: str, stretch: Raised) -> Iterator[Cut]:
    said = text[stretch.start : stretch.end].strip()
    before = text[max(0, stretch.start - 24) : stretch.start].rstrip()
    if not said or stretch.kind == "sub" or ORDINAL.fullmatch(said):
        return
    if EXPONENT_BASE.search(before) and re.fullmatch(r"[+\-–−]?\d{1,2}", said):
        return
    if NAME_BASE.search(before) and re.fullmatch(r"\d?[+\-–−]|\*?\d\S*", said):
        return
    is_in_front = (
        not text[: stretch.start].rstrip(" [(")[-1:].isalnum() or text[stretch.start - 1 : stretch.start].isspace()
    )
    if is_in_front and re.fullmatch(r"\d{2,3}m?", said) and ISOTOPE_OF.match(text, stretch.end):
        return
    if re.fullmatch(rf"[\w,\-–—{re.escape(SYMBOLS)}()\[\]|  .;]{{1,24}}", said) and not re.fullmatch(r"[A-Z]\w+", said):
        yield stretch.start, stretch.end, said.strip("()[] "), "super"


def _unicode(text: str) -> Iterator[Cut]:
    for match in re.finditer(r"[⁰¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹,\-–⁻⁺˒’]*|[⁻⁺][⁰¹²³⁴⁵⁶⁷⁸⁹]+", text):
        said = match[0].translate(SUPERSCRIPTS).strip(",")
        before = text[max(0, match.start() - 24) : match.start()]
        is_squared = said == "2" and SQUARED.search(before) and OF_SQUARED.match(text, match.end())
        if is_squared or (EXPONENT_BASE.search(before) and len(said) <= 3):
            yield match.start(), match.end(), said.ljust(match.end() - match.start()), "exponent"
        else:
            yield match.start(), match.end(), said, "super"


def _is_multiplication(text: str, at: int) -> bool:
    """Star alleles (HLA-B*57:01, CYP2C19*2) and products are no footnotes."""
    return text[at] == "*" and at + 1 < len(text) and text[at + 1].isdigit()
