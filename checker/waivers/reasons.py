"""Words that are to give a reason -> whether they give one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

_WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")


@cache
def _boilerplate() -> tuple[tuple[str, ...], frozenset[str], int]:
    told = yaml.safe_load(Path(__file__).with_name("boilerplate.yaml").read_text("utf-8"))
    return tuple(told["phrases"]), frozenset(told["words"].split()), told["fewest"]


def gives_a_reason(words: str) -> bool:
    """Whether enough is left of it without boilerplate."""
    _, _, fewest = _boilerplate()
    return len(_telling(words)) >= fewest


def says_who(words: str) -> bool:
    """Whether it is more than boilerplate: a name, initials, a department's name with something to it."""
    return bool(_telling(words))


def _telling(words: str) -> list[str]:
    phrases, empty, _ = _boilerplate()
    left = f" {' '.join(_WORD.findall(words.casefold().replace('’', chr(39))))} "
    for phrase in phrases:
        left = left.replace(f" {phrase} ", " ")
    return [word for word in left.split() if word not in empty]
