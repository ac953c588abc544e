"""Characters to quantities: the printed forms of a single number."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from claims.lexicon import load
from claims.quantity import Quantity

SPACE = r"[ \u00a0\u2009\u202f\n]"
# Thousands by comma, or by a thin or no-break space; decimals by point or middle dot; `.548` without its zero.
# A full stop behind a word, a bracket or a per cent sign ends a sentence: `in 8 months.3` has a reference behind it.
PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,3}(?:[ ]\d{3})+(?=[ ][a-z])|\d+(?:[.·]\d+)?|(?<![A-Za-z)\]%])\.\d+)"
SIGNED = rf"(?:(?:(?<![\w)%\]])|(?<=Δ))[-−–+])?{PLAIN}"
STARTS = r"(?<![\d.,])(?<![A-Za-z\d][-])"
DIGITS = re.compile(r"\d+(?:[.,·]\d+)*|\.\d+")

_DROPPED = str.maketrans("", "", ", \u00a0\u2009\u202f+")
_PLAINED = str.maketrans({"·": ".", "−": "-", "–": "-"})


def quantity(text: str, op: str = "=") -> Quantity:
    """Quantity from a printed number in digits; raises decimal.InvalidOperation on anything else."""
    digits = text.strip().translate(_PLAINED).translate(_DROPPED)
    if digits.startswith((".", "-.")):
        digits = digits.replace(".", "0.", 1)
    return Quantity.of(digits, op)


DIGIT = re.compile(r"\d")


def has_digit(text: str) -> bool:
    """Whether a text has a digit, a raised one too."""
    return bool(DIGIT.search(text)) or (not text.isascii() and any(character.isdigit() for character in text))


@cache
def word_pattern() -> str:
    """A number in words: `eleven`, `Thirty-one`, `one hundred and seventy-six`."""
    words = load("numbers")["words"]
    tens = "|".join(word for word, value in words.items() if value >= 20)
    ones = "|".join(word for word, value in words.items() if 0 < value < 10)
    less = "|".join(sorted((word for word, value in words.items() if value < 20), key=len, reverse=True))
    below_hundred = rf"(?:(?:{tens})(?:[- ](?:{ones}))?|{less})"
    return rf"(?<![\w-])(?:(?:{ones})[- ]hundred(?:(?: and)? {below_hundred})?|{below_hundred})(?![\w])"


@cache
def number_words() -> frozenset[str]:
    """The words that a number in words may begin with."""
    return frozenset(load("numbers")["words"])


def from_words(words: str) -> Quantity | None:
    """Quantity from a number in words, or None."""
    known = load("numbers")["words"]
    total = 0
    for word in re.split(r"[\s-]+(?:and\s+)?", words.casefold().strip()):
        if word == "hundred":
            total *= 100
        elif word in known:
            total += known[word]
        else:
            return None
    return Quantity(Decimal(total), str(total))


def numeral(words: str | None, op: str = "=") -> Quantity | None:
    """Quantity from a number in words or in digits, or None where there is none."""
    if words is None:
        return None
    worded = from_words(words.strip())
    return replace(worded, op=op) if worded else quantity(words, op)
