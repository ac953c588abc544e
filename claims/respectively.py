"""Several endpoints before several values to the endpoint of each: `median PFS and OS were 13.1 and 30.8 months, respectively`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from claims.phrases import GRADE
from claims.printed import Estimate
from claims.segments import Span
from claims.site import Chosen
from claims.words import Words


def respective(chosen: Sequence[Chosen], estimates: Sequence[Estimate], words: Words, segment: Span) -> list[Chosen]:
    """`median PFS and OS were 13.1 months and 30.8 months, respectively`: as many endpoints as values, in order."""
    result = list(chosen)
    end = words.text.find("respectively", segment[0], segment[1])
    values = [
        i for i, e in enumerate(estimates) if (end < 0 or e.start < end) and e.form not in ("n=", "range", "(range)")
    ]
    if len(values) < 2:
        return result
    if end < 0:
        return _by_label(result, estimates, words, segment)
    named = list(dict.fromkeys(m.id for m in words.endpoints if m.end <= estimates[values[0]].start))
    if len(named) == len(values):
        for i, name in zip(values, named, strict=True):
            result[i] = Chosen(name, "respectively")
        return result
    arms = {m.id for m in words.arms if segment[0] <= m.start < segment[1]}
    parts = _parts({chosen[i].name for i in values})
    if len(parts) == len(values) and len(arms) < len(values):
        for i, name in zip(values, parts, strict=True):
            result[i] = Chosen(name, "respectively")
    return _as_the_pair_before(result, values, estimates, words.text)


AGAINST_PAIR = re.compile(r"[^%;:]{0,80}\b(?:vs\.?|versus|compared\s(?:with|to)|against|and)\s(?:only\s)?(?:about\s)?")
OF_A_PAIR = re.compile(r"\sand\s(?:only\s)?(?:about\s)?")


def _as_the_pair_before(
    chosen: list[Chosen], values: Sequence[int], estimates: Sequence[Estimate], text: str
) -> list[Chosen]:
    """`65% had A and 50% had B, compared to 8% and 4% on placebo, respectively`: the second pair is of what the first is."""
    if len(values) != 4 or {estimates[i].unit for i in values} != {"%"}:
        return chosen
    first, second, third, fourth = values
    names = [chosen[first].name, chosen[second].name]
    against = text[estimates[second].end : estimates[third].start]
    if None in names or names[0] == names[1] or not AGAINST_PAIR.fullmatch(against):
        return chosen
    if OF_A_PAIR.fullmatch(text, estimates[third].end, estimates[fourth].start):
        chosen[third], chosen[fourth] = (Chosen(name, "respectively") for name in names)
    return chosen


NEXT_PART = re.compile(r",\s(?:and\s)?|\sand\s")


def _parts(names: Collection[str | None]) -> Sequence[str]:
    """What one name in the page's words is made up of, each part of the grade before them: `rash and pruritus`."""
    name = next(iter(names), None) if len(names) == 1 else None
    if not name:
        return ()
    grade = GRADE.match(name)
    of_grade = f"{grade[0]} " if grade else ""
    return tuple(f"{of_grade}{part}" for part in NEXT_PART.split(name[len(of_grade) :]))


TWO_LABELLED = re.compile(r"\s(?:and|/)\s")


def _by_label(chosen: list[Chosen], estimates: Sequence[Estimate], words: Words, segment: Span) -> list[Chosen]:
    """`CR and PR: 13% and 66% with A; 6% and 66% with B`: two endpoints before a colon, their values in pairs behind it."""
    colon = words.text.find(":", segment[0], estimates[0].start)
    named = [m for m in words.endpoints if segment[0] <= m.start and m.end <= colon]
    shares = [i for i, e in enumerate(estimates) if e.form != "n="]
    is_pair = len(named) == 2 and TWO_LABELLED.fullmatch(words.text, named[0].end, named[1].start)
    if not is_pair or len(shares) % 2 or words.text[named[1].end : colon].strip():
        return chosen
    pairs = [(estimates[a], estimates[b]) for a, b in zip(shares[::2], shares[1::2], strict=True)]
    if not all(TWO_LABELLED.fullmatch(words.text, first.end, second.start) for first, second in pairs):
        return chosen
    for place, i in enumerate(shares):
        chosen[i] = Chosen(named[place % 2].id, "in the order of the label")
    return chosen
