"""A text -> where it has digits of other scripts, letters that look like others, signs that turn a line round."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DIGITS = re.compile(r"\d[\d.,·٫٬]*")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A stretch of a text: what it is, and the plain signs it looks like; empty where it should not stand at all."""

    start: int
    end: int
    kind: str
    plain: str


def lookalikes(text: str) -> Iterator[Lookalike]:
    """Foreign digits, foreign letters in Latin words, signs of direction; nothing in plain ASCII."""
    if text.isascii():
        return
    for number in DIGITS.finditer(text):
        if not number[0].isascii() and (plain := _as_ascii(number[0])) != number[0]:
            yield Lookalike(*number.span(), _script(number[0]), plain)
    letters, words, direction = _patterns()
    for word in words.finditer(text):
        foreign = letters.findall(word[0])
        if foreign and any(letter.isascii() and letter.isalpha() for letter in word[0]):
            kinds = {_tables()[letter][0] for letter in foreign}
            plain = letters.sub(lambda found: _tables()[found[0]][1], word[0])
            yield Lookalike(*word.span(), f"{' and '.join(sorted(kinds))} letters", plain)
    for sign in direction.finditer(text):
        yield Lookalike(*sign.span(), f"a sign that turns the text round (U+{ord(sign[0]):04X})", "")


def _as_ascii(number: str) -> str:
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in number)
    return plain.replace("٫", ".").replace("٬", ",")


def _script(number: str) -> str:
    name = next(unicodedata.name(sign, "") for sign in number if not sign.isascii() and sign.isdigit())
    return f"{name.partition(' DIGIT')[0].lower().capitalize()} digits"


@cache
def _tables() -> dict[str, tuple[str, str]]:
    return {letter: (script, plain) for script, known in _data()["letters"].items() for letter, plain in known.items()}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    letters = re.compile(f"[{''.join(_tables())}]")
    direction = re.compile(f"[{''.join(chr(int(code, 16)) for code in _data()['direction'])}]")
    return letters, re.compile(r"\w+"), direction


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(Path(__file__).with_name("lookalikes.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes strings only
    return data
