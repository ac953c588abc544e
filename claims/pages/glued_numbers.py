"""References glued to what a page numbers: the weeks and trials it speaks of, and the strengths behind names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.pages.habits import SYMBOLS, Habits, is_known
from claims.starts import digits, sought, starts_of

Cut = tuple[int, int, str, str]  # start, end, what is said, kind
LONGEST_TRIAL = 400  # weeks: a longer time whose front is a time of the page has a marker glued to it
VISITS = (4, 13)  # weeks between the visits of a trial
LONGEST_WEEK = 3  # digits of the number of a week: more have a marker glued to them
# One behind the number of a week or a trial: `at Week 524` where the page has a week 52 and a reference 4.
NUMBERED = r"\b(?P<kind>weeks?|months?|years?|days?|seasons?|trials?|stud(?:y|ies)|cohorts?|parts?)\s"
NUMBERED_WORDS = frozenset(
    {f"{one}{s}" for one in ("week", "month", "year", "day", "season", "trial", "cohort", "part") for s in ("", "s")}
    | {"study", "studies"}
)
LENGTHS = re.compile(r"weeks?|months?|years?|days?", re.IGNORECASE)
RISING = r"(?P<from>\d{1,3})\s?(?:[-–]|\b(?:to|and|through)\b)\s?(?=\d)"
TIMED = re.compile(rf"(?i:{NUMBERED})(?:{RISING})?(?P<number>\d+)(?!\d|[.,]\d)")
GLUED_TO_WEEK = re.compile(
    rf"(?i:{NUMBERED})(?:{RISING})?(?P<all>\d+(?:[,\-–]\d{{1,2}})*)(?=$|[\s.;:)]|[{re.escape(SYMBOLS)}])"
)
OFTENER = 2  # times


def glued_to_numbers(text: str, habits: Habits) -> Iterator[Cut]:
    """The references behind numbers that the page has without them more often: `Week 522`, `EXEMPLAR 100/331`."""
    for match in sought(GLUED_TO_WEEK, text, starts_of(text, NUMBERED_WORDS)):
        yield from _behind_a_week(match, habits)
    for match in STRENGTH.finditer(text) if "/" in text else ():
        yield from _behind_a_strength(text, match, habits)


def numbered_in(text: str) -> Iterator[str]:
    """The weeks, trials and other numbered things that a text names, as `week 52`, and the strengths behind names."""
    for match in STRENGTH.finditer(text) if "/" in text else ():
        yield match["strength"]
    for match in sought(TIMED, text, starts_of(text, NUMBERED_WORDS)) if digits(text) else ():
        yield from (_named(match["kind"], number) for number in (match["from"], match["number"]) if number)


# `EXEMPLAR 100/331` where the page has `EXEMPLAR 100/33` more often: a reference behind the strength of a combination.
STRENGTH = re.compile(
    r"(?<=[A-Za-z®™]\s)(?P<strength>\d{1,4}(?:\.\d{1,2})?/\d{1,4}(?:\.\d{1,3})?)(?![\d/.]*\d|\s?(?:mg|mcg|µg|μg|g|mL|units|IU|%)(?!\w))"
)
MORE_MARKS = re.compile(r"(?:[,–-]\d{1,2})*")


def _behind_a_strength(text: str, match: re.Match[str], habits: Habits) -> Iterator[Cut]:
    said, end = match["strength"], match.end()
    for length in (len(said) - 1, len(said) - 2):
        more = MORE_MARKS.match(text, end)
        marks = said[length:] + (more[0] if more else "")
        if habits.times[said[:length]] >= OFTENER * max(1, habits.times[said]) and is_known(marks, habits):
            yield match.start() + length, match.start() + length + len(marks), marks, "super"
            return


def _named(kind: str, number: str) -> str:
    return f"{kind[:4].casefold().rstrip('s')} {number}"


def _behind_a_week(match: re.Match[str], habits: Habits) -> Iterator[Cut]:
    kind, said, at = match["kind"], match["all"], match.start("all")
    first = re.split(r"[,\-–]", said)[0]
    if match["from"] and int(match["from"]) > int(first):  # `Week 522-4` is 52 with 2-4
        at, said, first = match.start("from"), match[0][match.start("from") - match.start() :], match["from"]
    elif match["from"] and len(first) < LONGEST_WEEK and LENGTHS.match(kind):
        return  # `Days 1-14`
    times = {length: habits.times[_named(kind, first[:length])] for length in range(1, len(first) + 1)}
    is_week = kind[:4].casefold() == "week"
    is_visit = is_week and len(first) == LONGEST_WEEK and _is_visit(first, len(first) - 1)
    is_usual = times[len(first)] > 1 and not ((int(first) > LONGEST_TRIAL or is_visit) and times.get(len(first) - 1))
    if is_usual or (first == said and len(said) < 3 and not times[1]):
        return
    if len(first) > LONGEST_WEEK and first == said and is_week and is_known(said[-1], habits):
        yield at + len(said) - 1, match.end("all"), said[-1], "super"
        return
    for length in range(len(first) - 1, 0, -1):
        marks = said[length:]
        is_told = times[length] or (is_week and len(first) == LONGEST_WEEK and _is_visit(first, length))
        if is_told and is_known(marks, habits) and marks[0] != "0":
            yield at + length, match.end("all"), marks, "super"
            return


def _is_visit(number: str, length: int) -> bool:
    """Whether the front of a week's number is a week that trials see their patients in, and the whole is none."""
    whole, front = int(number), int(number[:length])
    return (
        length == LONGEST_WEEK - 1 and all(whole % step for step in VISITS) and not all(front % step for step in VISITS)
    )
