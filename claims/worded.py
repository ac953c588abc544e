"""Reads an endpoint in the page's own words from the sentence that an estimate stands in."""

from __future__ import annotations

import re
from collections.abc import Callable

from claims.around import NAME_BEFORE, ONES, Around, bracketed, is_link, names_arm, ones_of
from claims.causes import reason_for
from claims.comparisons import by_more, comparison, fewer, foremost
from claims.grade_told import grade_of_before, of_grade
from claims.kinds_behind import kind_in_bracket, kind_in_list
from claims.labelled import (
    below_number,
    label_before,
    labelled_value,
    list_item,
    of_statistic,
    opening_label,
    row_label,
    under_label,
)
from claims.nouns_before import before_in, by_arms_in_bracket, item, subject_before_bracket, subject_of_verb
from claims.patients_did import did, did_list
from claims.phrases import BARE_GRADE, LEADS, stat_of, trim, whole_of_part
from claims.populations import says_in_whom
from claims.printed import Estimate
from claims.segments import Span
from claims.site import Chosen, Site
from claims.told_apart import kind_of_most, that_differed
from claims.verbless import name_before

REACH = 400  # characters around an estimate that may say what it is about
NEAR = 140  # characters before an estimate that its lead stands in
IN_A_ROW = re.compile(r"\s?[,;/]\s?(?:and\s)?")  # `nausea (20%, 21%, 6%)`
IN_PAIR = re.compile(r"\s(?:and|vs\.?|versus)\s")  # `a complete response in 7% and 0%`
OPENED = re.compile(r"\s?[(\[]\s?")
# `was discontinued in 1% of patients due to infusion-related reactions`: the cause behind the number.
CAUSE = re.compile(
    r"(?:\sof\s(?:the\s)?(?:patients|subjects|participants|women|men|adults|people))?\s(?P<why>(?:due to|because of|owing to)\s[a-zA-Z][\w\s-]{2,60}?)(?=[.,;:()]|\s(?:in|and|with|versus|vs|compared)\b|\s?$)"
)
HAPPENED = re.compile(r"\b(?:occurred|reported|observed|seen|noted)\b[^;]*$")


def clause_end(text: str, segment: Span, estimate: Estimate) -> int:
    """The end of what may say what an estimate is of: the next semicolon where something has occurred before it."""
    semicolon = text.find(";", estimate.end, segment[1])
    if semicolon < 0 or not HAPPENED.search(text, max(segment[0], estimate.start - REACH), estimate.start):
        return segment[1]
    return semicolon


def phrase_for(site: Site, estimate: Estimate, near: Span, previous: Chosen | None) -> Chosen | None:
    """Endpoint of an estimate in the words of its sentence, by the first reader that finds one.

    `near` is the stretch between the estimates before and behind it; `previous` what the number before was about.
    """
    segment, skeleton = site.segment, site.skeleton
    sized = SIZED.search(site.words.text, max(segment[0], estimate.start - LONGEST_SIZE), estimate.start)
    start = sized.start() if sized else estimate.start
    from_here = near[0] if near[0] <= start else segment[0]
    around = Around(
        estimate,
        previous,
        before=skeleton.before(start, max(from_here, start - REACH)),
        after=skeleton.after(estimate.end, min(clause_end(site.words.text, segment, estimate), estimate.end + REACH)),
        all_before=skeleton.before(start, max(segment[0], start - REACH)),
        sentence=site.words.text[segment[0] : segment[1]],
        raw_before=site.words.text[max(segment[0], estimate.start - REACH) : estimate.start],
        raw_after=site.words.text[estimate.end : min(segment[1], estimate.end + NEAR)],
        is_later=near[0] > segment[0],
        arms=frozenset(mention.id for mention in site.words.arms),
        trials=frozenset(mention.id for mention in site.words.trials),
    )
    return next((found for found in (read(around) for read in READERS) if found), None)


SIZED = re.compile(
    r"(?<=[(\[])\s?[nN]\s?=\s?(?:\d[\d,]*[;,]\s?)?$|(?<=\s)\d[\d,]*\s(?:out\s)?of\s(?:the\s)?\d[\d,]*\s[^.;:()\d]{0,60}\(\s?$"
)  # `(n = 41; 21%)` stands where its bracket opens
LONGEST_SIZE = 90  # characters of a count before its share
BARE_RATE = re.compile(r"(?:the\s)?rates?")  # `and the 36-month rate was 26.5%` goes on with what was told before


def _statistic(around: Around) -> Chosen | None:
    words = stat_of(around.before[-90:])
    return Chosen(words, "mean or median of") if words and not is_link(words) else None


def _lead(around: Around) -> Chosen | None:
    for lead in LEADS:
        words = lead.read(around.before[-NEAR:])
        if words and not BARE_RATE.fullmatch(words) and not (lead.may_link and is_link(words)):
            why = CAUSE.match(around.after) if lead.is_whole else None
            if why and " due to " not in words and " because of " not in words:
                return Chosen(f"{words} {why['why']}", f"{lead.name}, and why")
            return Chosen(words, lead.name)
    return None


def _share(around: Around) -> Chosen | None:
    words = whole_of_part(around.all_before[-NEAR:])
    return Chosen(words, "part of a whole") if words else None


def _again(around: Around) -> Chosen | None:
    is_open = around.raw_before.count("(") > around.raw_before.count(")")
    is_beside = OPENED.fullmatch(around.before) or (is_open and IN_A_ROW.fullmatch(around.before))
    if not is_beside or not around.previous or not around.previous.name:
        return None
    return Chosen(around.previous.name, f"same as before ({around.previous.pattern})")


def _kind_of_most(around: Around) -> Chosen | None:
    words = kind_of_most(bracketed(around) or "", around.raw_after)
    return Chosen(words, "of which kind most were") if words else None


def _that_differed(around: Around) -> Chosen | None:
    words = trim(that_differed(around.raw_before) or "")
    return Chosen(words, "what differed") if words and not is_link(words) else None


def _reason(around: Around) -> Chosen | None:
    words = reason_for(around.all_before)
    return Chosen(words, "what it made patients do") if words else None


# Names of events, of which some are serious: a response is not.
HAPPENING = re.compile(
    r"\b(?:AEs?|SAEs|TEAEs?|events?|reactions?|infections?|effects?|bleed\w*|toxicit\w+|falls|exacerbations?|hypoglyc\w+)\b",
    re.IGNORECASE,
)


def _paired(around: Around) -> Chosen | None:
    if not around.is_later or not IN_PAIR.fullmatch(around.before) or not around.previous or not around.previous.name:
        return None
    return Chosen(around.previous.name, f"same as before ({around.previous.pattern})")


def _verbless(around: Around) -> Chosen | None:
    """What stands straight before its share in a clause without a verb: `Serious infections 6% vs 4%; falls 2%`."""
    if around.estimate.unit != "%":
        return None
    words = name_before(around.before, is_later=around.is_later, told=around.all_before)
    if words and around.previous and around.previous.name:
        if BARE_GRADE.fullmatch(words):
            return of_grade(words, around.previous.name)
        how = ONES.fullmatch(words)
        if how and HAPPENING.search(around.previous.name):
            return ones_of(how["how"], around)
    is_open = words and not is_link(words) and not names_arm(words, around) and not says_in_whom(words)
    is_open = is_open and words not in around.trials
    return Chosen(words, NAME_BEFORE) if words and is_open else None


# What is surest first; each leaves to the next what it cannot tell.
READERS: tuple[Callable[[Around], Chosen | None], ...] = (
    _statistic,
    of_statistic,
    fewer,
    row_label,
    labelled_value,
    by_arms_in_bracket,
    _lead,
    _share,
    _again,
    kind_in_bracket,
    by_more,
    _reason,
    foremost,
    _that_differed,
    comparison,
    _kind_of_most,
    item,
    list_item,
    subject_of_verb,
    grade_of_before,
    did,
    kind_in_list,
    before_in,
    below_number,
    did_list,
    _paired,
    _verbless,
    label_before,
    under_label,
    subject_before_bracket,
    opening_label,
)
