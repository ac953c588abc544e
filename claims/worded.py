"""Reads an endpoint in the page's own words from the sentence that an estimate stands in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from claims.causes import reason_for
from claims.lexicon import pattern
from claims.phrases import (
    BARE_GRADE,
    COMPARED,
    ENDS_IN_VERB,
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
IN_ARM = re.compile(r"(?:\s|^)(?:in|with|for|among)\s(?:the\s)?(?:[\w+\-]+\s){1,4}$|^control\s$")
SHARE_WORDS = re.compile(
    r"(?:nearly |about |more than |almost |over |roughly )?(?:half|a third|one[- ]third|two[- ]thirds|a quarter|three[- ]quarters|one in \w+)(?: of .*)?|(?:three|two|one|four|five) of them",
    re.IGNORECASE,
)
COMPARING = re.compile(r"(?:vs\.?|versus|compared|at|by|with|over|through)\s")
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
LABELLED = re.compile(r"(?:[•\-–]\s?)?(?P<label>[^:.;()]{2,60}?)(?::|\s[—–])\s?[^.]{0,12}$")
# `was discontinued in 1% of patients due to infusion-related reactions`: the cause behind the number.
# `Muscle pain, 16.4%`, `swelling there, 13.3%`: a line or part of it that is a label and its value
LABEL_COMMA = re.compile(
    r"(?:^|\n|;\s)\s*(?:[•*–-]\s)?(?:and\s)?(?P<label>[A-Za-z](?:(?!\b(?:was|were|is|are|had|has|with|at|after|than|who|of|by|and)\b)[^,.;:()\d%]){2,50}),\s[~<>≤≥]?\s?$"
)
CAUSE = re.compile(
    r"(?:\sof\s(?:the\s)?(?:patients|subjects|participants|women|men|adults|people))?\s(?P<why>(?:due to|because of|owing to)\s[a-zA-Z][\w\s-]{2,60}?)(?=[.,;:()]|\s(?:in|and|with|versus|vs|compared)\b|\s?$)"
)
STATES = re.compile(r"\b(?:was|were|is|are|had|has)\b")  # a sentence that runs up to its colon, no label
OF_WHOM = re.compile(r"\bpatients|population|analysis\b", re.IGNORECASE)
DIFFERED = re.compile(
    r"\s(?:(?:did|do|does)\snot\s(?:\w+ly\s)?differ|differed)\b"
)  # `deaths did not differ (3% vs 4%)`
OPENING = re.compile(
    r"(?P<subject>[^,.;:()\d]{3,70}?)\s(?:(?:was|were|is|are)\s(?:common|similar|higher|lower|more|seen|rare|infrequent|reported|observed)"
    r"|(?:did|do|does)\snot\s(?:\w+ly\s)?differ|differed)\b"
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around an estimate, without arms, trials and times."""

    estimate: Estimate
    previous: Chosen | None
    before: str  # from the estimate before on
    after: str
    all_before: str  # from the start of the segment on
    sentence: str
    raw_before: str  # the sentence as printed, before and behind the number
    raw_after: str
    is_later: bool  # whether other estimates stand before it
    arms: frozenset[str]  # how the segment names its arms
    trials: frozenset[str]


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
    around = _Around(
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


def _statistic(around: _Around) -> Chosen | None:
    words = stat_of(around.before[-90:])
    return Chosen(words, "mean or median of") if words and not is_link(words) else None


def _lead(around: _Around) -> Chosen | None:
    for lead in LEADS:
        words = lead.read(around.before[-NEAR:])
        if words and not BARE_RATE.fullmatch(words) and not (lead.may_link and is_link(words)):
            why = CAUSE.match(around.after) if lead.is_whole else None
            if why and " due to " not in words and " because of " not in words:
                return Chosen(f"{words} {why['why']}", f"{lead.name}, and why")
            return Chosen(words, lead.name)
    return None


def _share(around: _Around) -> Chosen | None:
    words = whole_of_part(around.all_before[-NEAR:])
    return Chosen(words, "part of a whole") if words else None


def _again(around: _Around) -> Chosen | None:
    is_open = around.raw_before.count("(") > around.raw_before.count(")")
    is_beside = OPENED.fullmatch(around.before) or (is_open and IN_A_ROW.fullmatch(around.before))
    if not is_beside or not around.previous or not around.previous.name:
        return None
    return Chosen(around.previous.name, f"same as before ({around.previous.pattern})")


def _bracketed(around: _Around) -> str | None:
    """The item that a number in brackets belongs to; none where those words only compare."""
    words = before_parenthesis(around.before)
    words = (ENDS_IN_VERB.sub("", trim(IN_ARM.sub("", f"{words} "))) or None) if words else None
    return (
        None if words and (COMPARING.match(words) or COMPARED.match(words) or SHARE_WORDS.fullmatch(words)) else words
    )


COMPARES = pattern("phrases", "compares").pattern
CATEGORY = re.compile(
    rf"\s(?!(?:{COMPARES}|[Gg]rades?|after|before|during|within|through|over|since|until|among|per|when|while|who|only|each|without|not)\b)(?!of\b|with\b|in\b|for\b|vs\b|and\b|to\b|by\b|at\b|on\b|from\b)(?P<what>[A-Za-z][\w+/-]*(?:\s(?!of\b|with\b|in\b|for\b|vs\b|and\b|was\b|were\b|to\b|than\b|on\b)[\w+/-]+){{0,3}})(?=[,;)]|\.(?:\s|$)|\sand\s\d)"
)
OPENS_CATEGORY = re.compile(r"(?:\(|[,;]\s?(?:and\s)?)$")


def _category(around: _Around) -> Chosen | None:
    """`(23% favorable risk, 58% intermediate risk)`: the share of each kind, within one bracket."""
    told = CATEGORY.match(around.raw_after) if OPENS_CATEGORY.search(around.raw_before) else None
    is_within = told and around.raw_before.count("(") > around.raw_before.count(")")
    if not told or not is_within or is_link(told["what"]) or _is_arm(told["what"], around):
        return None
    return Chosen(told["what"], "kind behind its share")


def _is_arm(words: str, around: _Around) -> bool:
    """Whether words name one of the segment's arms, or a part of its name: `(9% every two weeks, 4% placebo)`."""
    return any(words in arm or arm in words for arm in around.arms)


OPENS_KIND = re.compile(r"(?:^|[,;]\s(?:and\s)?|\sand\s)$")


def _kind(around: _Around) -> Chosen | None:
    """`mean age 46 years, 71% men, 81% white`: the share of each kind in a list without brackets."""
    told = CATEGORY.match(around.raw_after) if around.is_later and OPENS_KIND.search(around.raw_before) else None
    words = trim(told["what"]) if told else ""
    return (
        Chosen(words, "kind behind its share") if words and not _is_arm(words, around) and not is_link(words) else None
    )


def _comparison(around: _Around) -> Chosen | None:
    words = before_parenthesis(around.before)
    words = trim(IN_ARM.sub("", f"{words} ")) if words else ""
    if not words or COMPARING.match(words) or not (COMPARED.match(words) or FOREMOST.search(words)):
        return None
    told = [*COMPARISON.finditer(around.all_before)]
    return Chosen(trim(told[-1]["subject"]), "subject of the comparison") if told else None


def _by_more(around: _Around) -> Chosen | None:
    words = done_by_more(around.all_before)
    return Chosen(words, "what fewer or more people had") if words else None


# `was the adverse reaction reported most often (26%)`, `was the leading event, in 20%`, `was five times less frequent (7%)`
IS_FOREMOST = re.compile(
    rf"(?:^|[.;]\s)(?P<subject>[^,.;:()]{{3,70}}?)(?:,[^,.;:()]{{3,60}},)?\s(?:{pattern('phrases', 'foremost').pattern})[^.;:()\d]{{0,70}}(?:\(|,?\s(?:in|at|with|by|affecting|seen in))\s?$"
)


def _foremost(around: _Around) -> Chosen | None:
    """What is said to come first, where its share stands behind that."""
    match = IS_FOREMOST.search(around.before)
    words = trim(match["subject"]) if match else ""
    return Chosen(words, "subject of the comparison") if words and not is_link(words) else None


# `Most patients (79%) were on a statin`: what they did stands behind the bracket.
MOST_OF_THEM = re.compile(
    r"(?:(?:nearly|about|almost|over|roughly|more than)\s)?(?:the\s|a\s)?(?:most|many|few|majority of|half of|half|a third of|two[- ]thirds of|three[- ]quarters of)?\s?(?:of\s)?(?:the\s|these\s)?(?:patients|people|participants|subjects|women|men|adults|children)",
    re.IGNORECASE,
)


def _kind_of_most(around: _Around) -> Chosen | None:
    words = kind_of_most(_bracketed(around) or "", around.raw_after)
    return Chosen(words, "of which kind most were") if words else None


def _that_differed(around: _Around) -> Chosen | None:
    words = trim(that_differed(around.raw_before) or "")
    return Chosen(words, "what differed") if words and not is_link(words) else None


def _reason(around: _Around) -> Chosen | None:
    words = reason_for(around.all_before)
    return Chosen(words, "what it made patients do") if words else None


def _item(around: _Around) -> Chosen | None:
    if MOST_OF_THEM.fullmatch(before_parenthesis(around.before) or ""):
        did = predicate(around.after.lstrip(")]"))
        return Chosen(did, "what the patients did") if did else None
    words = DIFFERED.split(_bracketed(around) or "")[0]
    if not re.search(r"[^\W\d_]{2}", words) or is_link(words) or words in around.arms:
        return None
    if FATAL.fullmatch(words) and around.previous and around.previous.name:
        return Chosen(f"{words} {GRADE.sub('', around.previous.name).strip()}", "grade of the reaction before")
    return Chosen(words if around.estimate.op in (">", ">=") else _listed(words, around), "before the bracket")


def _listed(words: str, around: _Around) -> str:
    """An item under the head of its list: `serious adverse reactions: pneumonia`."""
    head = listed_under(around.all_before)
    return f"{head}: {words}" if head and head.casefold() not in words.casefold() else words


def _subject(around: _Around) -> Chosen | None:
    words = subject(around.before)
    if not words or BARE_GRADE.fullmatch(words) or is_link(words):
        return None
    return Chosen(_listed(words, around) if OPENS_LIST.search(around.all_before) else words, "subject of the verb")


UNDER_A_LABEL = re.compile(rf"\b(?:{pattern('phrases', 'under_a_label').pattern})\b[^:.]{{0,60}}:\s", re.IGNORECASE)
NO_ITEM = r"(?:in|with|was|were|is|are|at|by|for|to|than|on|from|had|who|that|which|and|vs|versus)\b"
LIST_ITEM = re.compile(
    rf"(?:^[\W]*|[,;:]\s(?:and\s)?|^\sand\s)(?P<item>(?!{NO_ITEM})[A-Za-z][\w'’/-]*(?:\s(?!{NO_ITEM})[\w'’/-]+){{0,4}})[\s,]$"
)


def _list_item(around: _Around) -> Chosen | None:
    """`Most common reactions: rash 9% (placebo 4%), cough 8% (3%)`: what stands straight before its share in a list."""
    if not UNDER_A_LABEL.search(around.all_before):
        return None
    match = LIST_ITEM.search(around.before)
    words = match["item"] if match else ""
    return None if not words or words in around.arms or is_link(words) else Chosen(words, "item of a list")


def _grade(around: _Around) -> Chosen | None:
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
ONES = re.compile(r"(?P<how>(?:serious|fatal|severe|mild|moderate))(?:\s(?:ones|cases))?", re.IGNORECASE)
HOW_BAD = re.compile(r"^(?:serious|fatal|severe|mild|moderate)\s", re.IGNORECASE)


def _ones(how: str, around: _Around) -> Chosen | None:
    """`Infections occurred in 9%, serious ones in 1%`: how bad those were that were named before."""
    if not around.previous or not around.previous.name:
        return None
    bare = HOW_BAD.sub("", GRADE.sub("", around.previous.name).strip())
    return Chosen(f"{how.lower()} {bare}", "how bad what was named before was")


# `86%` over `RRR` and `new vertebral fractures`: what the statistic below the number is of.
OF_STATISTIC = re.compile(
    r"\s?(?:RRR|ARR|(?:relative |absolute )?risk reduction)\n(?P<what>[A-Za-z][^.;:()\d%]{3,60})$"
)


def _of_statistic(around: _Around) -> Chosen | None:
    match = OF_STATISTIC.match(around.raw_after)
    return Chosen(trim(match["what"]), "what the statistic below the number is of") if match else None


# `25% fewer first events`: what there was less of.
FEWER = re.compile(
    r"\s(?:fewer|less(?!\s(?:frequent|likely|common|often|severe|effective|than|pain|time)))\s(?P<what>[a-z][^.;:()%\d]{3,70}?)(?=\s?$|[.;(]|\n[A-Z\d]|\s(?:with|than|vs|versus|compared|in|on|over|at|among)\b)"
)


def _fewer(around: _Around) -> Chosen | None:
    match = FEWER.match(around.raw_after)
    return Chosen(trim(match["what"]), "what there was less of") if match else None


# `48%` over `complete responses vs 16% with placebo`: the words below a big number.
BELOW_NUMBER = re.compile(
    r"\n(?P<what>(?!(?:of|in|with|on|for|at|from|vs|versus|more|less|fewer|lower|higher|greater|reduction|increase|decrease|improvement|risk|relative|median|mean|the)\b)[A-Za-z][A-Za-z-]{2,}(?:\s(?!(?:vs|versus|with|in|at|of|for|by|on|compared)\b)[\w-]+){1,5})(?=\s(?:vs|versus|with|in|at|by|on|compared)\b|\s?\(|,|\s?$)"
)


def _below_number(around: _Around) -> Chosen | None:
    match = BELOW_NUMBER.match(around.raw_after) if not around.raw_before.strip() else None
    words = trim(match["what"]) if match else ""
    return None if not words or _is_arm(words, around) or is_link(words) else Chosen(words, "words below the number")


OF_THE_LABEL = re.compile(r"\b(?:it|them|so|this)$")  # `Normal function: 22% were able to resume it`
DIED_OF_IT = re.compile(r"died (?:of|from) (?:it|them|this|these)")


# `27% of treated patients and 62% of those who had chemotherapy`: whom a share is of, not what they did.
OF_THOSE_WHO = re.compile(
    r"[^.;]{0,40}?\b(?:of|in)\s(?:the\s)?(?:[\w®™+-]+\s){0,4}?(?:those|patients|people|participants|women|men|adults)\s(?:who|whose)\s"
)
# From one share to the next of the same series: `in 27% of A and in 62% of those who ...`.
NEXT_SHARE = re.compile(r"(?:,|\band|\bvs\.?|\bversus|\bcompared\s(?:with|to)|\bagainst)\s(?:in\s|by\s|only\s)?$")


def _done(around: _Around) -> Chosen | None:
    words = predicate(around.after)
    is_next = around.is_later and around.previous and NEXT_SHARE.search(around.raw_before)
    if words and is_next and around.previous and around.previous.name and OF_THOSE_WHO.match(around.after):
        return Chosen(around.previous.name, f"same as before ({around.previous.pattern})")
    if words and OF_THE_LABEL.search(words) and LABELLED.match(around.all_before):
        return None
    if words and DIED_OF_IT.fullmatch(words) and around.previous and around.previous.name:
        return Chosen(f"fatal {around.previous.name}", "how bad what was named before was")
    return Chosen(words, "what the patients did") if words else None


def _before_in(around: _Around) -> Chosen | None:
    match = BEFORE_IN.search(around.before)
    if not match or is_link(match["noun"].strip()) or not (around.previous or OPENS_LINE.match(around.before)):
        return None
    ones = ONES.fullmatch(match["noun"])
    if ones:
        return _ones(ones["how"], around)
    fatal = FATAL_IN.search(match["noun"])
    if fatal and around.previous and around.previous.name:
        return Chosen(
            f"{fatal['how']} {GRADE.sub('', around.previous.name).strip()}", "how bad what was named before was"
        )
    return None if match["noun"].startswith(("during ", "after ")) else Chosen(trim(match["noun"]), "before in")


def _done_list(around: _Around) -> Chosen | None:
    match = DID_WHAT.search(around.all_before)
    return Chosen(match["did"].strip(), "what the patients did") if match else None


ROW_VALUE = r"[<≤≥>~]?\s?\d[\d.,]{0,8}(?:\s?%|\s\(\d[\d.]{0,5}\s?%\))?"
ROW = re.compile(
    rf"\s*(?P<label>(?!(?:weeks?|months?|years?|days?|n)\b)[A-Za-z][A-Za-z/,' -]{{2,60}}?)\s(?:{ROW_VALUE}\s){{1,7}}{ROW_VALUE}\s*",
    re.IGNORECASE,
)


def _row(around: _Around) -> Chosen | None:
    """The label of a row whose values nothing but spaces part: a table that lost its columns."""
    match = ROW.fullmatch(around.sentence)
    return Chosen(match["label"].strip(" ,"), "label of the row") if match else None


# `Female 42%, male 58%`, `High-intensity statin = 76%`: a line of labels, each with its value.
LABELS_AND_VALUES = re.compile(
    r"(?:[A-Za-z][\w /()-]{2,40}\s=?\s?[~<>≤≥]?\s?\d[\d.]*(?:\s?%|\s[a-z]\w*(?:/\w+)?)?(?:[,;]\s|\.?$))+"
)
OWN_LABEL = re.compile(r"(?:^|[,;]\s)(?P<label>[A-Za-z][A-Za-z /()-]{2,40}?)\s=?\s?[~<>≤≥]?\s?$")


def _labelled_value(around: _Around) -> Chosen | None:
    match = OWN_LABEL.search(around.all_before)
    if not match or not LABELS_AND_VALUES.fullmatch(around.sentence.strip()) or NO_LABEL.search(match["label"]):
        return None
    words = trim(STATED.sub("", match["label"]))
    return (
        Chosen(words, "label before its value") if words and not is_link(words) and words not in around.arms else None
    )


NO_LABEL = re.compile(
    r"\b(?:was|were|is|are|had|has|have|occurred|reported|seen|followed|of|for|with|by|to|than|about)\b|\bin$"
)
STATED = re.compile(r"^(?:[Mm]ean|[Mm]edian|[Aa]verage)\s")


def _label(around: _Around) -> Chosen | None:
    """The label of a number; behind a number that is of something else, the label is no more than a heading."""
    if around.is_later and around.previous is not None and around.previous.pattern.startswith("named"):
        return None
    match = LABELLED.match(around.all_before) or LABEL_COMMA.search(around.all_before)
    if (
        not match
        or OF_WHOM.search(match["label"])
        or STATES.search(match["label"])
        or not re.search(r"[^\W\d_]{3}", trim(f"{match['label']} ").removeprefix("and"))
    ):
        return None
    ones = ONES.fullmatch(match["label"].strip())
    return (
        _ones(ones["how"], around) if ones else Chosen(MEAN.sub("", match["label"].strip()), "label before the colon")
    )


MEAN = re.compile(r"^(?:mean|median|average)\s(?=age\b)", re.IGNORECASE)
NAME_BEFORE = "name before its share"
# Names of events, of which some are serious: a response is not.
HAPPENING = re.compile(
    r"\b(?:AEs?|SAEs|TEAEs?|events?|reactions?|infections?|effects?|bleed\w*|toxicit\w+|falls|exacerbations?|hypoglyc\w+)\b",
    re.IGNORECASE,
)


def _paired(around: _Around) -> Chosen | None:
    if not around.is_later or not IN_PAIR.fullmatch(around.before) or not around.previous or not around.previous.name:
        return None
    return Chosen(around.previous.name, f"same as before ({around.previous.pattern})")


# `Positive symptoms: the score fell by 3.5 points`: the subject says less than the label over it.
UNDER_LABEL = re.compile(
    r"\W{0,3}(?P<label>[A-Za-z][^:.;,()\d]{2,50}):\s(?:[Tt]he\s|[Ii]ts\s)?(?:mean\s|median\s|total\s|average\s|treatment\s)*(?:scores?|values?|levels?|rates?|effects?|differences?|changes?|figures?)\s"
)


def _under_label(around: _Around) -> Chosen | None:
    match = UNDER_LABEL.match(around.sentence)
    return Chosen(match["label"].strip(), "label before the colon") if match else None


# `More infections occurred in patients on the tablets (3%)`
IN_SOME = re.compile(
    r"\s(?:in|among|with|for)\s(?:more\s|fewer\s)?(?:(?:patients|people|participants|those|women|men|adults|children|subjects)\b[^.;:,()\d]{0,60})?\(\s?$"
)


def _subject_before_bracket(around: _Around) -> Chosen | None:
    tail = IN_SOME.search(around.all_before)
    words = subject(f"{around.all_before[: tail.start()]} in ") if tail else None
    return (
        Chosen(words, "subject of the verb")
        if words and not is_link(words) and not BARE_GRADE.fullmatch(words)
        else None
    )


def _verbless(around: _Around) -> Chosen | None:
    """What stands straight before its share in a clause without a verb: `Serious infections 6% vs 4%; falls 2%`."""
    if around.estimate.unit != "%":
        return None
    words = name_before(around.before, is_later=around.is_later, told=around.all_before)
    if words and around.previous and around.previous.name:
        if BARE_GRADE.fullmatch(words):
            return _of_grade(words, around.previous.name)
        how = ONES.fullmatch(words)
        if how and HAPPENING.search(around.previous.name):
            return _ones(how["how"], around)
    is_open = words and not is_link(words) and not _is_arm(words, around) and not says_in_whom(words)
    is_open = is_open and words not in around.trials
    return Chosen(words, NAME_BEFORE) if words and is_open else None


def _opening(around: _Around) -> Chosen | None:
    match = OPENING.match(around.sentence)
    is_named = around.previous is not None and NAME_BEFORE in around.previous.pattern
    is_apart = (around.is_later or _bracketed(around)) and not is_named
    return Chosen(trim(match["subject"]), "subject of the sentence") if match and is_apart else None


# What is surest first; each leaves to the next what it cannot tell.
READERS: tuple[Callable[[_Around], Chosen | None], ...] = (
    _statistic,
    _of_statistic,
    _fewer,
    _row,
    _labelled_value,
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
    _list_item,
    _subject,
    _grade,
    _done,
    _kind,
    _before_in,
    _below_number,
    _done_list,
    _paired,
    _verbless,
    _label,
    _under_label,
    _subject_before_bracket,
    _opening,
)


def is_link(words: str) -> bool:
    """Whether words only tie a number to what it is of: an arm, a ratio, a pronoun."""
    return bool(
        re.search(r"\b(?:arms?|groups?)$", words)
        or re.match(
            r"(?:the )?(?:corresponding )?(?:hazard|odds|risk|rate) ratio|(?:the )?(?:absolute|relative|treatment|between-group|estimated)\s(?:treatment\s)?(?:risk\s)?(?:reduction|difference)|(?:the )?event rate$|median$|hr\b|difference|improvement|favou?r(?!able)|(?:mean |median |average )?changes?$",
            words.casefold(),
        )
        or re.fullmatch(
            r"(?:there|it|this|these|which|that|there|patients|rates?|incidence|aged|those|people|the|and|group|arm|median|hr|p|n|control group|[\d\W]+|.{0,2}"
            r"|most|some|all|many|others?|cases|events?|reactions?|most events|most cases|(?:these|such) (?:events|reactions|cases)|gains?|results?|data|corresponding \w+|respectively)",
            words.casefold(),
        )
        or pattern("phrases", "links").fullmatch(words)
    )
