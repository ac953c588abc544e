"""Reads an endpoint in the page's own words from the sentence that an estimate stands in."""

from __future__ import annotations

import re
from collections.abc import Callable

from claims.around import (
    COMPARING,
    HOW_BAD,
    IN_ARM,
    LABELLED,
    NAME_BEFORE,
    ONES,
    Around,
    bracketed,
    is_link,
    names_arm,
    ones_of,
)
from claims.causes import reason_for
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
from claims.lexicon import pattern
from claims.phrases import (
    BARE_GRADE,
    COMPARED,
    GRADE,
    LEADS,
    before_parenthesis,
    done_by_more,
    listed_under,
    predicate,
    stat_of,
    subject,
    trim,
    whole_of_part,
)
from claims.placing import says_in_whom
from claims.printed import Estimate
from claims.segments import Span
from claims.site import Chosen, Site
from claims.told_apart import kind_of_most, that_differed
from claims.verbless import name_before

REACH = 400  # characters around an estimate that may say what it is about
NEAR = 140  # characters before an estimate that its lead stands in
COMPARISON = re.compile(
    r"(?P<subject>[^,.;:()]{3,70}?)(?:,[^,.;:()]{3,60},)?\s(?:"
    r"(?:was|were|is|are)\s(?:significantly\s|numerically\s)?(?:higher|lower|greater|more|less|fewer|similar|comparable|common|commoner|frequent|rare|rarer|infrequent)\b"
    rf"|{pattern('phrases', 'foremost').pattern})"
)
FOREMOST = re.compile(
    rf"(?:^most\s(?:common|frequent)\b|^commonest\b|^leading\b|{pattern('phrases', 'foremost').pattern})"
)
OPENS_LIST = re.compile(r"\b(?:included?|were|was|those)\b")
IN_A_ROW = re.compile(r"\s?[,;/]\s?(?:and\s)?")  # `nausea (20%, 21%, 6%)`
IN_PAIR = re.compile(r"\s(?:and|vs\.?|versus)\s")  # `a complete response in 7% and 0%`
OPENED = re.compile(r"\s?[(\[]\s?")
GRADED = re.compile(
    r"(?:^|[\s,])(?:and\s|with\s)?(?<!\bof\s)(?P<grade>[Gg]rades?\s(?:[≥>]\s?|>=\s?)?\d(?:\s?(?:or|/|-|–|and)\s?\d)?)\s(?:occurring\s|reactions\s|events\s)?in\s$"
)
BRACKETED = re.compile(r"\([^()]*$|\([^()]*\sand\s*$|^\s?(?:[Gg]rades?\s[^()]{1,14})?[\s,;]*(?:and)?\s*$")
FATAL = re.compile(r"fatal|serious|life-threatening", re.IGNORECASE)
FATAL_IN = re.compile(rf"^(?:was|were|proved)\s(?P<how>{FATAL.pattern})$")  # `rash affected 3% and was fatal in 0.1%`
GRADE_LABEL = re.compile(r"(?:^|[\s,;(])(?P<grade>[Gg]rades?\s?(?:≥\s?)?\d(?:\s?(?:or|/|-|–|and)\s?\d)?):\s?$")
GRADE_BEHIND = re.compile(
    r"\s?(?:were\s)?(?P<grade>[Gg]rades?\s?(?:≥\s?)?\d(?:\s?(?:or|/|-|–|and)\s?(?:[Gg]rade\s)?\d)?)(?:\sor\shigher)?\b(?!\s[a-z]{4})"
)
BEFORE_IN = re.compile(
    r"(?:^|,\s(?:and\s)?|\sand\s|\swith\s)(?P<noun>(?:[\w\-]+\s){0,6}[\w\-]+)(?:,\s[^,.;:()]{2,40},)?\sin\s$"
)
DID_WHAT = re.compile(
    r"(?<!\bwho )(?<!\bwho had )\b(?P<did>(?:discontinued|stopped|died|experienced|reported|achieved|developed|had)\b[^.:;]{3,80}):\s*$"
)
# `was discontinued in 1% of patients due to infusion-related reactions`: the cause behind the number.
CAUSE = re.compile(
    r"(?:\sof\s(?:the\s)?(?:patients|subjects|participants|women|men|adults|people))?\s(?P<why>(?:due to|because of|owing to)\s[a-zA-Z][\w\s-]{2,60}?)(?=[.,;:()]|\s(?:in|and|with|versus|vs|compared)\b|\s?$)"
)
DIFFERED = re.compile(
    r"\s(?:(?:did|do|does)\snot\s(?:\w+ly\s)?differ|differed)\b"
)  # `deaths did not differ (3% vs 4%)`


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


COMPARES = pattern("phrases", "compares").pattern
CATEGORY = re.compile(
    rf"\s(?!(?:{COMPARES}|[Gg]rades?|after|before|during|within|through|over|since|until|among|per|when|while|who|only|each|without|not)\b)(?!of\b|with\b|in\b|for\b|vs\b|and\b|to\b|by\b|at\b|on\b|from\b)(?P<what>[A-Za-z][\w+/-]*(?:\s(?!of\b|with\b|in\b|for\b|vs\b|and\b|was\b|were\b|to\b|than\b|on\b)[\w+/-]+){{0,3}})(?=[,;)]|\.(?:\s|$)|\sand\s\d)"
)
OPENS_CATEGORY = re.compile(r"(?:\(|[,;]\s?(?:and\s)?)$")


def _category(around: Around) -> Chosen | None:
    """`(23% favorable risk, 58% intermediate risk)`: the share of each kind, within one bracket."""
    told = CATEGORY.match(around.raw_after) if OPENS_CATEGORY.search(around.raw_before) else None
    is_within = told and around.raw_before.count("(") > around.raw_before.count(")")
    if not told or not is_within or is_link(told["what"]) or names_arm(told["what"], around):
        return None
    return Chosen(told["what"], "kind behind its share")


OPENS_KIND = re.compile(r"(?:^|[,;]\s(?:and\s)?|\sand\s)$")


def _kind(around: Around) -> Chosen | None:
    """`mean age 46 years, 71% men, 81% white`: the share of each kind in a list without brackets."""
    told = CATEGORY.match(around.raw_after) if around.is_later and OPENS_KIND.search(around.raw_before) else None
    words = trim(told["what"]) if told else ""
    return (
        Chosen(words, "kind behind its share")
        if words and not names_arm(words, around) and not is_link(words)
        else None
    )


def _comparison(around: Around) -> Chosen | None:
    words = before_parenthesis(around.before)
    words = trim(IN_ARM.sub("", f"{words} ")) if words else ""
    if not words or COMPARING.match(words) or not (COMPARED.match(words) or FOREMOST.search(words)):
        return None
    told = [*COMPARISON.finditer(around.all_before)]
    return Chosen(trim(told[-1]["subject"]), "subject of the comparison") if told else None


def _by_more(around: Around) -> Chosen | None:
    words = done_by_more(around.all_before)
    return Chosen(words, "what fewer or more people had") if words else None


# `was the adverse reaction reported most often (26%)`, `was the leading event, in 20%`, `was five times less frequent (7%)`
IS_FOREMOST = re.compile(
    rf"(?:^|[.;]\s)(?P<subject>[^,.;:()]{{3,70}}?)(?:,[^,.;:()]{{3,60}},)?\s(?:{pattern('phrases', 'foremost').pattern})[^.;:()\d]{{0,70}}(?:\(|,?\s(?:in|at|with|by|affecting|seen in))\s?$"
)


def _foremost(around: Around) -> Chosen | None:
    """What is said to come first, where its share stands behind that."""
    match = IS_FOREMOST.search(around.before)
    words = trim(match["subject"]) if match else ""
    return Chosen(words, "subject of the comparison") if words and not is_link(words) else None


# `Most patients (79%) were on a statin`: what they did stands behind the bracket.
MOST_OF_THEM = re.compile(
    r"(?:(?:nearly|about|almost|over|roughly|more than)\s)?(?:the\s|a\s)?(?:most|many|few|majority of|half of|half|a third of|two[- ]thirds of|three[- ]quarters of)?\s?(?:of\s)?(?:the\s|these\s)?(?:patients|people|participants|subjects|women|men|adults|children)",
    re.IGNORECASE,
)


def _kind_of_most(around: Around) -> Chosen | None:
    words = kind_of_most(bracketed(around) or "", around.raw_after)
    return Chosen(words, "of which kind most were") if words else None


def _that_differed(around: Around) -> Chosen | None:
    words = trim(that_differed(around.raw_before) or "")
    return Chosen(words, "what differed") if words and not is_link(words) else None


def _reason(around: Around) -> Chosen | None:
    words = reason_for(around.all_before)
    return Chosen(words, "what it made patients do") if words else None


def _item(around: Around) -> Chosen | None:
    if MOST_OF_THEM.fullmatch(before_parenthesis(around.before) or ""):
        did = predicate(around.after.lstrip(")]"))
        return Chosen(did, "what the patients did") if did else None
    words = DIFFERED.split(bracketed(around) or "")[0]
    if not re.search(r"[^\W\d_]{2}", words) or is_link(words) or words in around.arms:
        return None
    if FATAL.fullmatch(words) and around.previous and around.previous.name:
        return Chosen(f"{words} {GRADE.sub('', around.previous.name).strip()}", "grade of the reaction before")
    return Chosen(words if around.estimate.op in (">", ">=") else _listed(words, around), "before the bracket")


def _listed(words: str, around: Around) -> str:
    """An item under the head of its list: `serious adverse reactions: pneumonia`."""
    head = listed_under(around.all_before)
    return f"{head}: {words}" if head and head.casefold() not in words.casefold() else words


def _subject(around: Around) -> Chosen | None:
    words = subject(around.before)
    if not words or BARE_GRADE.fullmatch(words) or is_link(words):
        return None
    return Chosen(_listed(words, around) if OPENS_LIST.search(around.all_before) else words, "subject of the verb")


def _grade(around: Around) -> Chosen | None:
    if not around.previous or not around.previous.name:
        return None
    match = GRADED.search(around.before) or GRADE_LABEL.search(around.before)
    match = match or (GRADE_BEHIND.match(around.after) if BRACKETED.search(around.before) else None)
    if not match:
        return None
    return _of_grade(match["grade"], around.previous.name)


def _of_grade(grade: str, reaction: str) -> Chosen:
    """A reaction told before as one of a grade."""
    bare = HOW_BAD.sub("", GRADE.sub("", reaction).strip())
    return Chosen(f"{grade.lower()} {bare}", "grade of the reaction before")


# `ECOG score 0 in 77%` at the front of a line says what the share is of; a preposition there says when or where.
OPENS_LINE = re.compile(
    r"(?!(?:in|on|at|by|for|of|during|after|with|while|among)\b)[A-Za-z][\w-]*(?:\s[\w-]+){0,5}\sin\s$", re.IGNORECASE
)


# `25% fewer first events`: what there was less of.
FEWER = re.compile(
    r"\s(?:fewer|less(?!\s(?:frequent|likely|common|often|severe|effective|than|pain|time)))\s(?P<what>[a-z][^.;:()%\d]{3,70}?)(?=\s?$|[.;(]|\n[A-Z\d]|\s(?:with|than|vs|versus|compared|in|on|over|at|among)\b)"
)


def _fewer(around: Around) -> Chosen | None:
    match = FEWER.match(around.raw_after)
    return Chosen(trim(match["what"]), "what there was less of") if match else None


OF_THE_LABEL = re.compile(r"\b(?:it|them|so|this)$")  # `Normal function: 22% were able to resume it`
DIED_OF_IT = re.compile(r"died (?:of|from) (?:it|them|this|these)")


# `27% of treated patients and 62% of those who had chemotherapy`: whom a share is of, not what they did.
OF_THOSE_WHO = re.compile(
    r"[^.;]{0,40}?\b(?:of|in)\s(?:the\s)?(?:[\w®™+-]+\s){0,4}?(?:those|patients|people|participants|women|men|adults)\s(?:who|whose)\s"
)
# From one share to the next of the same series: `in 27% of A and in 62% of those who ...`.
NEXT_SHARE = re.compile(r"(?:,|\band|\bvs\.?|\bversus|\bcompared\s(?:with|to)|\bagainst)\s(?:in\s|by\s|only\s)?$")


def _done(around: Around) -> Chosen | None:
    words = predicate(around.after)
    is_next = around.is_later and around.previous and NEXT_SHARE.search(around.raw_before)
    if words and is_next and around.previous and around.previous.name and OF_THOSE_WHO.match(around.after):
        return Chosen(around.previous.name, f"same as before ({around.previous.pattern})")
    if words and OF_THE_LABEL.search(words) and LABELLED.match(around.all_before):
        return None
    if words and DIED_OF_IT.fullmatch(words) and around.previous and around.previous.name:
        return Chosen(f"fatal {around.previous.name}", "how bad what was named before was")
    return Chosen(words, "what the patients did") if words else None


def _before_in(around: Around) -> Chosen | None:
    match = BEFORE_IN.search(around.before)
    if not match or is_link(match["noun"].strip()) or not (around.previous or OPENS_LINE.match(around.before)):
        return None
    ones = ONES.fullmatch(match["noun"])
    if ones:
        return ones_of(ones["how"], around)
    fatal = FATAL_IN.search(match["noun"])
    if fatal and around.previous and around.previous.name:
        return Chosen(
            f"{fatal['how']} {GRADE.sub('', around.previous.name).strip()}", "how bad what was named before was"
        )
    return None if match["noun"].startswith(("during ", "after ")) else Chosen(trim(match["noun"]), "before in")


def _done_list(around: Around) -> Chosen | None:
    match = DID_WHAT.search(around.all_before)
    return Chosen(match["did"].strip(), "what the patients did") if match else None


# Names of events, of which some are serious: a response is not.
HAPPENING = re.compile(
    r"\b(?:AEs?|SAEs|TEAEs?|events?|reactions?|infections?|effects?|bleed\w*|toxicit\w+|falls|exacerbations?|hypoglyc\w+)\b",
    re.IGNORECASE,
)


def _paired(around: Around) -> Chosen | None:
    if not around.is_later or not IN_PAIR.fullmatch(around.before) or not around.previous or not around.previous.name:
        return None
    return Chosen(around.previous.name, f"same as before ({around.previous.pattern})")


# `More infections occurred in patients on the tablets (3%)`
IN_SOME = re.compile(
    r"\s(?:in|among|with|for)\s(?:more\s|fewer\s)?(?:(?:patients|people|participants|those|women|men|adults|children|subjects)\b[^.;:,()\d]{0,60})?\(\s?$"
)


def _subject_before_bracket(around: Around) -> Chosen | None:
    tail = IN_SOME.search(around.all_before)
    words = subject(f"{around.all_before[: tail.start()]} in ") if tail else None
    return (
        Chosen(words, "subject of the verb")
        if words and not is_link(words) and not BARE_GRADE.fullmatch(words)
        else None
    )


def _verbless(around: Around) -> Chosen | None:
    """What stands straight before its share in a clause without a verb: `Serious infections 6% vs 4%; falls 2%`."""
    if around.estimate.unit != "%":
        return None
    words = name_before(around.before, is_later=around.is_later, told=around.all_before)
    if words and around.previous and around.previous.name:
        if BARE_GRADE.fullmatch(words):
            return _of_grade(words, around.previous.name)
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
    _fewer,
    row_label,
    labelled_value,
    _lead,
    _share,
    _again,
    _category,
    _by_more,
    _reason,
    _foremost,
    _that_differed,
    _comparison,
    _kind_of_most,
    _item,
    list_item,
    _subject,
    _grade,
    _done,
    _kind,
    _before_in,
    below_number,
    _done_list,
    _paired,
    _verbless,
    label_before,
    under_label,
    _subject_before_bracket,
    opening_label,
)
