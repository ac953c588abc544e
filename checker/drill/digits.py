"""A printed number -> the numbers that a slip of the pen makes of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from random import Random


def changed(text: str, chance: Random) -> Iterator[str]:
    """One digit another, places and digits in the order of chance: 0.548 becomes 0.578."""
    places = [at for at in _digits(text) if not _is_idle(text, at)]
    for at in chance.sample(places, len(places)):
        for digit in chance.sample("0123456789", 10):
            if digit != text[at] and not (digit == "0" and at == _digits(text)[0] and len(_digits(text)) > 1):
                yield text[:at] + digit + text[at + 1 :]


def transposed(text: str, chance: Random) -> Iterator[str]:
    """Two neighbouring digits exchanged: 41.7 becomes 47.1."""
    digits = _digits(text)
    pairs = [(one, other) for one, other in itertools.pairwise(digits) if text[one] != text[other]]
    for one, other in chance.sample(pairs, len(pairs)):
        if not (one == digits[0] and text[other] == "0") and not _is_idle(text, one):
            letters = list(text)
            letters[one], letters[other] = letters[other], letters[one]
            yield "".join(letters)


def point_moved(text: str, chance: Random) -> Iterator[str]:
    """The decimal point one place on: 0.548 becomes 5.48, 19.4 becomes 1.94, 44 becomes 4.4."""
    whole, point, rest = text.replace(",", "").partition(".")
    moved = []
    if point and rest:
        moved.append(f"{(whole + rest[0]).lstrip('0') or '0'}{'.' + rest[1:] if rest[1:] else ''}")
    if len(whole) > 1:
        moved.append(f"{whole[:-1]}.{whole[-1]}{rest}")
    elif point:
        moved.append(f"0.{whole}{rest}")
    yield from (number for number in chance.sample(moved, len(moved)) if set(number) - set("0."))


def zero_lost(text: str) -> Iterator[str]:
    """A zero behind the point dropped: 0.0025 becomes 0.025."""
    if ".0" in text:
        yield text.replace(".0", ".", 1)


def _digits(text: str) -> list[int]:
    return [at for at, letter in enumerate(text) if letter.isascii() and letter.isdigit()]


def _is_idle(text: str, at: int) -> bool:
    """Whether a digit is the nought in front of a decimal point."""
    return text[at] == "0" and at == _digits(text)[0] and text[at + 1 : at + 2] in (".", "·")
