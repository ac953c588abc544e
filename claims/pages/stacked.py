"""Short lines that stand in a stack: labels, each over the lines with values that it governs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LABEL_LEVEL = 20  # rank of the outermost label: deeper than any heading, so that the next one ends them all
FEWEST_VALUES = 2
FEWEST_LINES = 3
LONGEST_LABEL = 70
MOST_WORDS = 9
DEEPEST = 4  # labels over each other
# A value at the front of a line, or behind its label: `60% Exemplar`, `Week 104: 34/61 (56%)`.
_VALUE = r"[~<>≤≥]?\s?\d[\d.,]*(?:\s?%|\s?/\s?\d+\s?\(|\s\(\d[\d.]*\s?%|\s(?:months|weeks|days|years)\b)"
VALUED = re.compile(
    rf"(?![≥≤]\s?\d[\d.]*\s?%?\s[A-Za-z]{{3,}}\s\w)(?:{_VALUE})|.{{2,60}}(?::|\s[—–])\s(?:{_VALUE}|(?:HR|OR|RR)\b|(?:hazard|rate|risk|odds)\sratio\b)"
)
LIMIT = re.compile(r"[≥≤]\s?\d[\d.]*\s?%?\s(?=[A-Za-z]{3,}\s\w)")  # `≥35% spleen volume reduction`
NUMBERS = re.compile(r"\d\s?%|\d/\d|\d\.\d|=|:.*\d|\b(?:CI|HR|vs\.?|versus)\b")
STATES = re.compile(r"\b(?:was|were|is|are|had|has|have|occurred|reported|showed|achieved|received)\b|[.,;!?]\W{0,2}$")
OPENS = re.compile(r"[A-Z≥≤<>]|[a-z]{1,2}[A-Z]")


def is_label(line: str) -> bool:
    """Whether a line names something and says nothing: short, no value, no verb, no full stop."""
    return (
        len(line) <= LONGEST_LABEL
        and len(line.split()) <= MOST_WORDS
        and bool(OPENS.match(line))
        and not VALUED.match(line)
        and not NUMBERS.search(LIMIT.sub("", line))
        and not STATES.search(line)
        and bool(re.search(r"[^\W\d_]{3}", line))
    )


def is_stacked(lines: Sequence[str]) -> bool:
    """Whether lines are labels over values: a label first, two values or more, and no line that another carries on."""
    if len(lines) < FEWEST_LINES or not is_label(lines[0]):
        return False
    kinds = [is_label(line) for line in lines]
    values = [bool(VALUED.match(line)) for line in lines]
    return sum(values) >= FEWEST_VALUES and all(a or b for a, b in zip(kinds, values, strict=True))


def depths(lines: Sequence[str]) -> Iterator[int]:
    """For each line of a stack the depth of its label, from 0; -1 for a line with a value.

    Labels over each other nest; a single one further down takes the place of the innermost.
    """
    deepest = at = 0
    for i, line in enumerate(lines):
        if not is_label(line):
            yield -1
            continue
        if i == 0 or not is_label(lines[i - 1]):  # a group of labels begins
            more = next((n for n, other in enumerate(lines[i:]) if not is_label(other)), len(lines) - i)
            at = max(0, deepest + 1 - more) if i else 0
        yield min(at, DEEPEST)
        deepest = max(deepest, at) if i else at
        deepest = at if at > deepest else deepest
        at += 1
