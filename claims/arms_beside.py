"""Finds unknown names of arms by the known arm that they are set against: `26% with Exemplar and 40% with XYZ + ABC`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from claims.model import Block, Kind
from claims.numerals import has_digit

VALUE = r"\d(?:[\d.,]{0,9}\d)?\s?(?:%|months?|weeks?|days?|years?|kg|mL|letters|points|seconds|minutes|mmHg|events|patients|(?:[a-z]{3,20}\s){0,2}per\s(?:100\s)?(?:(?:patient|person)[-\s])?(?:years?|months?|weeks?|days?)\b)"
NAME = r"(?P<arm>(?:anti-)?[A-Z][\w/®™▼-]{1,30}(?:\s(?:[+/]\s|plus\s)?(?!(?:vs|versus|and|or|at|after|in|over|compared|than|by|from|during|followed|then|had|was|were|who|per)\b)[A-Za-z][\w/-]{1,20}){0,2}(?:\s?[+/]\s?[A-Z\d][\w/-]{1,20}){0,3})"
ENDS = r"(?=\s(?:vs|versus|and|or|at|after|in|over|compared|than|by|from|during)\b|\s?[.,;:()\[]|\s?$)"
SET_AGAINST = re.compile(
    rf"{VALUE}(?:\s\([^()]{{0,40}}\))?\s(?:(?:of\s[a-z]+\s)?(?:with|on|for)|of\s[a-z]+\sof)\s(?:the\s)?{NAME}{ENDS}"
    rf"|\b(?:with|on|than|or|and)\s{NAME.replace('<arm>', '<inside>')}\s\(\d[\d.]{{0,6}}\s?%"
)
VERSUS = re.compile(rf"\b(?:with|of|on)\s{NAME}\s(?:vs\.?|versus)\s{NAME.replace('<arm>', '<other>')}{ENDS}")
COMPARED = re.compile(
    rf"{VALUE}\s(?:with|on)\s{NAME}\s(?:vs\.?|versus|compared with)\s{VALUE}\s(?:with|on)\s(?:the\s)?(?P<other>[a-z][a-z-]{{3,20}}(?:\s[a-z][a-z-]{{3,20}}){{0,2}}?){ENDS}"
)
SETS_SIDES = re.compile(r"vs|versus|compared")  # a sentence without sets no two arms against each other so
VALUES = re.compile(VALUE)
CAPITAL = re.compile(r"\b[A-Z][\w-]{2,30}\b")
SMALL = re.compile(r"[a-z](?<!\w.)[a-z]{3,20}\b")
SENTENCE = re.compile(r"[.;](?<=[a-z)%\]].)\s(?=[A-Z])")
# Heads and phrases that stand where an arm's name could and are none.
NO_NAMES = re.compile(
    r"(?i:.*\b(?:total|overall|all|both|either|baseline|change|difference|ratio|p|n|ci|hr|or|rr|weeks?|months?|years?|days?|dose|grade|women|men|males?|females?|adults?|children|patients|participants|subgroup|population|"
    r"mutations?|disease|positive|negative|status|renal|hepatic|diabetes|cancer|tumou?rs?|stage|cohort|trial|study|part|cycle|visit|age|endpoint|outcome|parameter|characteristic|result|value|effect|reference|respectively)\b.*)"
    r"|[\W\d_]+"
)
HAVE_IT = re.compile(r"\b(?:patients|people|adults|women|men|children|subjects|participants)\swith\b")  # a disease
ON_SCALE = re.compile(r"\bpoints\son\s")  # `by 2.1 points on XYZ`: where they were scored
OF_AN_ARM = re.compile(r"\s(?:arms?|groups?|cohorts?|treatment|patients)$")
HEAD = re.compile(r"[A-Z][A-Za-z]{3,20}[®™▼]{0,2}")


def set_against(blocks: Sequence[Block], is_known: Callable[[str], bool]) -> Iterator[str]:
    """Names that stand against a known arm, in a sentence or as heads of neighbouring columns."""
    columns: dict[int, set[str]] = defaultdict(set)
    for block in blocks:
        if block.kind is Kind.REFERENCES or not block.text:
            continue
        if block.cell is not None:
            columns[block.cell.table].update(block.cell.column_heads[-1:])
            continue
        for sentence in SENTENCE.split(block.text):
            told = SET_AGAINST.finditer(sentence) if has_digit(sentence) else ()
            names = [
                match["arm"] or match["inside"]
                for match in told
                if not (HAVE_IT.search(match[0]) or ON_SCALE.search(match[0]))
            ]
            if SETS_SIDES.search(sentence):
                for match in (*VERSUS.finditer(sentence), *COMPARED.finditer(sentence)):
                    names += [match["arm"], match["other"]]
            if len(names) == 1 and len(VALUES.findall(sentence)) > 1:
                names += CAPITAL.findall(sentence)  # `26% had a rash with Exemplar and 40% with XYZ`
                yield from _unknown(names, is_known, only=1)
            elif len(names) > 1:
                yield from _unknown(names, is_known)
    small = {word for block in blocks for word in SMALL.findall(block.text)} if columns else set()
    for heads in columns.values():
        names = [head.strip() for head in sorted(heads)]
        named = [name for name in names if is_known(name) or HEAD.fullmatch(name)]
        yield from (name for name in _unknown(named, is_known) if name.casefold() not in small)


def _unknown(names: Sequence[str], is_known: Callable[[str], bool], only: int | None = None) -> Iterator[str]:
    """Those of the names, or of the first `only`, that are not known, where any of all is."""
    bare = [OF_AN_ARM.sub("", name.strip("®™▼ ")) for name in names]
    if any(map(is_known, bare)):
        yield from (
            name
            for name in bare[:only]
            if not is_known(name) and not is_known(name.partition(" ")[0]) and not NO_NAMES.fullmatch(name)
        )
