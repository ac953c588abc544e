"""The short forms that a page defines, by its own lists and in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims.model import Block, Kind, Page
from claims.notations import status_of

DEFINED = re.compile(r"(?P<short>[\w+\-/≥≤]{2,14})\s?[=]\s?(?P<long>[^=;:.]{3,80})")
COMMA_DEFINED = re.compile(r"(?:^|[;:]\s)(?P<short>[A-Za-z][\w+\-/]{1,11}),\s(?P<long>[^;:,.=]{4,80})(?=[;.]|$)")
BRACKETED = re.compile(r"\s\((?P<short>[A-Za-z][\w+\-]{1,9})\)")
LONGEST = 90  # characters of a long form
TITLED = re.compile(r"\s*(?:abbreviations?|key|definitions?)\s*[:.]\s*", re.IGNORECASE)
ENTRY = re.compile(
    r"(?:^|(?<=[;\n]))\s*(?P<short>[\w+\-/≥≤&. ]{1,20}?)\s?(?:[=:]|,(?=\s)|\s[–—-](?=\s))\s?(?P<long>[^=;:\n]{4,90}?)\.?\s*(?=[;\n]|$)"
)
BEHIND = re.compile(r"(?<![\w(])(?P<short>[A-Za-z]*[A-Z][\w+\-]{1,9})\s\((?P<long>[A-Za-z][^()=]{5,90})\)")
IN_FRONT = re.compile(r"(?<=[\w)®™”\"])\s[(\[](?P<short>[A-Za-z][\w+\-]{1,9})(?=[)\];,])")
WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
SMALL_WORD = re.compile(r"(?:to|of|the|and|in|for|with|by|a|an|or|on|at|was|were|is)\b", re.IGNORECASE)
EQUALS = re.compile(r"\s?=")
SEVERAL = 2  # entries that make a list of a text that is none by its form


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a page explains a short form: offsets of the short form in the block's text."""

    short: str
    long: str
    block: Block
    start: int
    end: int
    is_listed: bool  # in a list of abbreviations, not in running text


def abbreviations(page: Page) -> dict[str, str]:
    """Short form -> long form: from lists (`PFS=progression-free survival`) and from `long form (SF)`.

    The bracketed form is taken where the initials fit (Schwartz & Hearst, PSB 2003, in its plainest form).
    """
    found: dict[str, str] = {}
    for block in page.blocks:
        if block.kind is Kind.ABBREVIATIONS:
            for short, long in defined_in(block.text):
                found.setdefault(short, long)
    for one in definitions(page):
        found.setdefault(one.short, one.long)
    return found


def absent_forms_of(abbreviations: Mapping[str, str]) -> re.Pattern[str] | None:
    """What a page calls NE or NR in words of its own: its short forms that say of nothing that it was not reached."""
    forms = [
        re.escape(short)
        for short, long in abbreviations.items()
        if short.casefold() in status_of()
        and long.casefold() not in status_of()
        and not long.casefold().startswith("no")
    ]
    return re.compile(rf"\b(?:{'|'.join(sorted(forms))})\b") if forms else None


def defined_in(text: str) -> Iterator[tuple[str, str]]:
    """(short form, long form) of each entry of a list of abbreviations."""
    for pattern in (DEFINED, COMMA_DEFINED):
        for match in pattern.finditer(text):
            yield match["short"], match["long"].strip()


def _fitting(before: str, short: str) -> str | None:
    """The words at the end of a text whose initials are the letters of a short form."""
    letters = [letter for letter in short.casefold() if letter.isalpha()]
    words = list(re.finditer(r"[^\W\d_][\w’']*", before))[-len(letters) :]
    if len(letters) < 2 or [word[0][0].casefold() for word in words] != letters:
        return None
    return before[words[0].start() :]


def definitions(page: Page) -> Iterator[Definition]:
    """Every explanation of a short form, in page order, repeats too.

    A bracket explains what stands in front of it, or the other way round, where the letters of the short form stand in
    the long form in their order, the first at the start of a word (Schwartz & Hearst, PSB 2003).
    """
    for block in page.blocks:
        if block.kind is Kind.REFERENCES:
            continue
        entries = list(_entries(block))
        is_list = block.kind is Kind.ABBREVIATIONS or bool(TITLED.match(block.text))
        is_all = len(entries) == 1 and not entries[0].start and len(block.text) <= entries[0].end + LONGEST
        whole = is_list or is_all or len(entries) >= SEVERAL
        yield from (one for one in entries if whole or EQUALS.match(block.text, one.end))
        for match in IN_FRONT.finditer(block.text):
            long = _long_form(block.text[max(0, match.start() - LONGEST) : match.start()], match["short"])
            if long:
                yield Definition(match["short"], long, block, match.start("short"), match.end("short"), False)
        for match in BEHIND.finditer(block.text):
            if match["short"] not in match["long"] and is_long_form(match["short"], match["long"]):
                yield Definition(match["short"], match["long"], block, match.start("short"), match.end("short"), False)


def _entries(block: Block) -> Iterator[Definition]:
    title = TITLED.match(block.text)
    is_sure = block.kind is Kind.ABBREVIATIONS or title is not None
    begin = title.end() if title else 0
    for match in ENTRY.finditer(block.text[begin:]):
        short, long = match["short"].strip(), match["long"].strip()
        if not any(letter.isupper() for letter in short) or long[:1].isdigit() or len(long) <= len(short):
            continue
        fits = any(is_long_form(words, long) for words in (short.replace(" ", ""), short.split()[-1]))
        if is_sure or (
            fits and (is_spelt_by(short, long) or EQUALS.match(match[0], match.end("short") - match.start()))
        ):
            start = begin + match.start("short")
            yield Definition(short, long, block, start, start + len(match["short"]), True)


def is_long_form(short: str, long: str) -> bool:
    """Whether the letters of a short form stand in a text in their order, the first at the start of a word."""
    letters = [c for c in short.casefold() if c.isalnum()]
    if len(letters) < 2 or len(long) < 2 * len(letters):
        return False
    text = long.casefold()
    return any(_fits(letters, text[match.start() :]) for match in WORD_START.finditer(text))


def is_spelt_by(short: str, long: str) -> bool:
    """Whether every telling word of a long form gives the short form its first letter, in order: nothing else is told."""
    letters = short.casefold()
    at = -1
    for word in re.findall(r"(?<![\w’'-])[^\W\d_][\w’'-]*", long):
        if SMALL_WORD.fullmatch(word):
            continue
        at = letters.find(word[0].casefold(), at + 1)
        if at < 0:
            return False
    return True


NUMBERED = re.compile(r"-\d{1,2}$")  # of a scale: `SNOT-22` has 22 questions


def _long_form(before: str, short: str) -> str | None:
    """The words at the end of a text that a short form in brackets stands for: two at least, the fewest that fit."""
    clause = re.split(r"[.;:()\[\]]\s", before)[-1]
    bare = NUMBERED.sub("", short.removesuffix("s") if short[:-1].isupper() else short)
    letters = [c for c in bare.casefold() if c.isalnum()]
    starts = [match.start() for match in re.finditer(r"[^\W_]+(?:[-’'][^\W_]+)*", clause)]
    if len(letters) < 2 or not any(c.isupper() for c in short):
        return None
    for start in reversed(starts[-(len(letters) + 3) : -1] or starts[-1:]):
        long = clause[start:]
        if not SMALL_WORD.match(long) and _fits(letters, long.casefold()):
            return long
    return None


def _fits(letters: list[str], text: str) -> bool:
    """Whether a text begins with the first of some letters and has the others behind it in their order."""
    at = 0 if text.startswith(letters[0]) else -1
    for letter in letters[1:] if not at else ():
        at = text.find(letter, at + 1)
        if at < 0:
            return False
    return at >= 0
