"""The notations of numbers in medical copy, as patterns: no logic here but their assembly from the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from claims.lexicon import load
from claims.numerals import PLAIN, SIGNED, SPACE, STARTS, word_pattern
from claims.small_letters import small_pattern

BOUND = rf"(?:{SIGNED}|NR|NE|NC|NA|not (?:yet )?reached|not (?:estimable|estimated|evaluable|calculable|calculated|available)|∞|[-–—]{{1,2}}(?=\s?[)\]]))"
LEVEL = r"(?P<level>\d{2}(?:\.\d+)?)\s?(?:%|percent|per cent)"
LEVEL_BEHIND = LEVEL.replace("level", "level_behind")  # CI 95%, 0.41 to 1.01
CI_KINDS = r"(?:two-sided|1-sided|exact|adjusted|repeated|stratified|unadjusted|Bayesian|posterior|bootstrap|bootstrapped|equal-tailed|robust|Wald|Wilson|Clopper-Pearson)"
CI_WORDS = rf"(?:{CI_KINDS}\s)?(?:CI|Cl|(?-i:CrI)|C\.I\.|CIs|confidence\sintervals?|credible\sintervals?)(?:[a-h](?![a-z]))?(?:\s(?:for|of)\s(?:the\s)?(?:treatment\s|between-group\s)?(?:difference|ratio))?"
COMMA = r"(?:,(?!\d)|(?<=[.·]\d),|(?<=[.·]\d\d),|(?<=[.·]\d\d\d),)"  # no decimal comma: 0,60-0,94
CI = re.compile(
    rf"(?:{LEVEL}[\s\n]?{CI_WORDS}|\b(?:CI|(?-i:CrI))\b(?:\s?[(\[]?{LEVEL_BEHIND}[)\]]?(?=[\s:,=;(\[]))?)(?:\s?[\[(](?:\d{{2}}\s?%\s?)?CIs?[\])])?\s?[:,=;]?\s?(?:of\s|was\s|between\s|(?:ran\s|ranged\s|ranging\s|extended\s|going\s)?from\s)?[\[(]?\s?"
    rf"(?P<low>{BOUND})\s?%?(?:\s(?:months|years|weeks))?(?:\s?(?:to|[-−–—]|and|;|{COMMA})\s?)(?P<high>{BOUND})\s?%?[\])]?",
    re.IGNORECASE,
)
# A text without one of these has no interval that is called so.
CI_SIGN = re.compile(r"[cC](?<![A-SU-Za-su-z].)(?i:[il.]|ri)|[iI](?i:nterval)")
CI_BEHIND = re.compile(
    rf"[(\[]\s?(?P<low>{BOUND})\s?%?(?:\sto\s|\s?[-−–—]\s?|,\s)(?P<high>{BOUND})\s?%?\s?[;,]\s?(?:{LEVEL}\s?)?{CI_WORDS}\s?[)\]]",
    re.IGNORECASE,
)  # (32.1, 98.3; 95% CI)
CI_BEFORE_P = re.compile(
    rf"[(\[](?<=\s.)(?P<low>{SIGNED})\s?%?(?:\sto\s|\s?[-−–—]\s?|,\s)(?P<high>{SIGNED})\s?%?(?=\s?[;,]\s?[Pp](?:\s?[- ]?value)?\s?[=<])"
)  # -3.7 mmHg (-6.7 to -0.8; P = .005)
UNDER_LABEL = re.compile(
    rf"{STARTS}(?P<value>{SIGNED})\s?(?:%|[a-z]{{1,8}})?\s?(?P<open>[(\[])(?P<low>{BOUND})\s?%?(?:\sto\s|\s?[-−–—]\s?|[,;]\s)(?P<high>{BOUND})\s?%?[)\]]",
    re.IGNORECASE,
)  # `33.2 (25.2-NR)` where a label announces the interval
BESIDE_VALUE = re.compile(
    rf"{STARTS}(?P<value>{SIGNED})\s?(?:%|[a-z]{{1,8}}(?:/[a-z]{{1,4}})?|mm\s?Hg)?\s?(?P<open>[(\[])(?P<low>{SIGNED})\s?%?(?:\sto\s|\s?[-−–—]\s?|[,;]\s)(?P<high>{SIGNED})\s?%?[)\]]"
)
P = re.compile(
    r"[pP](?<![A-Za-z].)(?:(?<=P)[a-m](?=\s?[=<≤]))?(?:\s?[-–]?\s?values?)?(?:\s?\((?:1|2|one|two)-sided\))?\s?(?:was\s|of\s|is\s)?(?P<op><=|>=|[=<>≤≥]|less than|below|(?<=of\s)|(?<=was\s))\s?(?P<value>0?[.·]\s?\d+|0\s[.·]\d+|0(?!,\d)|1(?:[.·]\d+)?(?!\s?[×x]\s?10|[,.·]?\d)|\d(?:\.\d+)?\s?[×x]\s?10[-−–⁻]\s?\d+)(?![\d])"
)
RANGE_WORD = r"(?:range|IQR|interquartile range|min[,-]\s?max)"
COUNT_NOUN = r"(?:patients?|participants?|subjects?|people|adults?|women|men|children|adolescents?|infants?|babies|individuals?|events?|infusions?|recipients?|vaccinees?)"
PERSONS = r"(?:patients?|participants?|subjects?|people|adults?|women|men|children|adolescents?|infants?|individuals?|recipients?|vaccinees?|responders|cases)"
NUMBER_WORD = word_pattern()
WHOLE = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?!\s\d{3}(?!\d))"
COUNT = rf"(?:{WHOLE}|{NUMBER_WORD})"
ENDS_WHOLE = r"(?:vs|versus|with|on|compared|than)"  # what a whole is set against or was given: no word of the whole
PERCENT = r"(?:%|\spercent\b|\sper\scent\b)"
PERCENT_SIGNS = ("%", "cent")  # a folded text without one of these has none of them

# Counts and shares by their form, in a text in small letters.
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, small_pattern(pattern))
    for name, pattern in (
        # 177 of 425 patients (41.6%) · 177/425 (41.6%)
        (
            "n of N (%)",
            rf"{STARTS}(?P<n>{COUNT})\s?(?:/|\bof\b|out\sof)\s?(?:the\s)?(?P<of>{WHOLE})(?:\s[\w®™+\-]+){{0,6}}?\s?[(\[,]\s?(?P<value>{PLAIN})\s?{PERCENT}(?!\s(?:vs?\.?|versus)\s)[)\]]?",
        ),
        # 41.6% (177/425) · 41.6% (n=177/425) · 41.6% (177 of 425)
        (
            "% (n/N)",
            rf"{STARTS}(?P<value>{PLAIN})\s?{PERCENT}(?:\sof\s(?:the\s)?{COUNT_NOUN}|\s(?:orr|cr|pr|scr|vgpr|dcr|cbr|pcr|crh|cri|cr/crh?i?))?\s?[(\[]\s?(?:n\s?=\s?)?(?P<n>{WHOLE})\s?(?:/|of|out\sof)\s?(?:N\s?=\s?)?(?P<of>{WHOLE})(?:\s{COUNT_NOUN})?\s?(?:[)\]]|(?=[;,]\s))",
        ),
        # (41.6%, n=177/425) · (26%; 237/898)
        (
            "%, n/N",
            rf"{STARTS}(?P<value>{PLAIN})\s?{PERCENT}[;,]\s(?:n\s?=\s?)?(?P<n>{WHOLE})\s?/\s?(?:N\s?=\s?)?(?P<of>{WHOLE})(?=\s?[)\]])",
        ),
        # (18/18; 100%)
        ("n/N; %", rf"{STARTS}(?P<n>{WHOLE})\s?/\s?(?P<of>{WHOLE});\s(?P<value>{PLAIN})\s?{PERCENT}(?=\s?[)\]])"),
        # 41.6% (n=177)
        ("% (n)", rf"{STARTS}(?P<value>{PLAIN})\s?{PERCENT}\s?[(\[]\s?n\s?=\s?(?P<n>{WHOLE})\s?(?:[)\]]|(?=[;,]\s))"),
        # 613 (98%) of 627 patients
        (
            "n (%) of N",
            rf"{STARTS}(?P<n>{COUNT})\s?[(\[]\s?(?P<value>{PLAIN})\s?{PERCENT}\s?[)\]]\sof\s(?:the\s)?(?P<of>{WHOLE})(?=\s[a-z(]|[;,)]|\.(?!\d)|\s?$)",
        ),
        # (n = 41; 21%)
        ("n=, %", rf"(?<![A-Za-z])n\s?=\s?(?P<n>{WHOLE})\s?[;,]\s(?P<value>{PLAIN})\s?{PERCENT}(?=\s?[;,)\]])"),
        # 206 patients (35%) · 19 (2.2%) · Eleven patients (3.9%)
        (
            "n (%)",
            rf"{STARTS}(?P<n>{COUNT})(?:\s(?:[a-z\-]+\s){{0,2}}(?:{COUNT_NOUN}|deaths?|cases?))?\s?[(\[]\s?(?P<value>{PLAIN})\s?{PERCENT}\s?(?:[)\]]|(?=[;,]\s(?:9\d|CI|[Pp]\s?[=<])))",
        ),
        # 19 (2.2) in a cell headed n (%): left to the table
        # 65% of the 159 PFS events (ie, 103 events)
        (
            "% of N",
            rf"{STARTS}(?P<value>{PLAIN})\s?{PERCENT}\sof\s(?:the\s|all\s)?(?P<of>{WHOLE})(?!\s?(?:{PERCENT}|[a-z]+\s?-))(?:\s(?:[\w\-]+\s){{0,2}}?(?:{COUNT_NOUN})\b(?=\s(?:had|have|were|was|are|who|discontinued|stopped|died)\b)|(?:\s(?!{ENDS_WHOLE}\b)[\w\-]+){{1,3}}|(?=\s{ENDS_WHOLE}\b))(?:\s\((?:ie|i\.e\.|that is),?\s(?P<n>{WHOLE})\s[\w\-]+\))?",
        ),
        # 6 out of 10 · one in three · 9 in 10 patients
        (
            "n in N",
            rf"{STARTS}(?P<n>{COUNT})\s(?:out\sof|in)\s(?:every\s)?(?P<of>(?:(?<=1\sin\s)|(?<=one\sin\s))(?:[3-9]00|[1-9]\d?0?,?000)\b|(?:[2-9]|1[025]|20|25|50|100|200|1,?000)\b(?!,\d)|{NUMBER_WORD})(?!\s\d{{3}}\b)(?!\s?(?:{PERCENT}|[.]\d|mg|months?|weeks?|years?|days?|studies|trials|cycles|analyses|clinical|phase|randomi|doses|the\b))",
        ),
    )
)
COUNTED = frozenset({"n of N (%)", "n (%) of N", "n (%)", "n in N"})  # those whose first number may be in words
WITHOUT_PERCENT = frozenset({"n in N"})  # the others have a percentage in them
IN_BRACKETS = frozenset({"% (n/N)", "% (n)", "n (%) of N", "n (%)"})
COUNT_OF = small_pattern(
    rf"{STARTS}(?P<n>{COUNT}|none)\s(?:of|out\sof|among)\s(?:the\s)?(?P<of>{WHOLE})(?=\s(?:{PERSONS}|vs\.?\b|versus\b|and\b|with\b|in\b|on\b|treated\b|receiving\b|[A-Z])|[;,.)]|\s?$)(?!\s?(?:months|weeks|years|days|mg))"
)
# 4/6,963 · no date (10/22), no 130/80 mmHg, no 97/103 mg
COUNT_OVER = re.compile(
    rf"(?<![\d./,-])(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+)/(?P<of>\d{{1,3}}(?:,\d{{3}})+|[4-9]\d|\d{{3,6}}|[1-3]\d(?=[;,]\s9\d(?:\.\d)?\s?%\sCI\b))(?![\d/]|[.,-]\d|\s?(?:{PERCENT}|mm|mg|mcg|kPa|h\b|hours?|days?|weeks?|months?|years?))"
)
SHARED_BY = (
    rf"(?=\s(?:of\s)?(?:the\s|all\s|those\s|these\s)?(?:[\w\-]+\s){{0,2}}?{PERSONS}"
    r"|\sof\s(?:all|those|them|these)\b|\s(?:had|have|report|reported|experienced|developed)\s|\s\((?:HR|hazard ratio)\b)"
)
NUMBER_OF = re.compile(rf"(?<![A-Za-z])(?P<letter>[nN])(?:\s?=|\sequals)\s?(?P<n>{WHOLE})(?:\s?/\s?(?P<of>{WHOLE}))?")
PARENTHESISED_RANGE = re.compile(
    rf"[(\[]\s?(?:{RANGE_WORD}\s?[:,]?\s?)?[<>≤≥]?\s?(?P<low>{SIGNED})\+?\s?(?:to|[-−–—]|,(?!\d{{3}}\b)|;)\s?[<>≤≥]?(?P<high>{SIGNED})\+?(?P<unit>\s?[A-Za-z%]+)?\s?[)\]]",
    re.IGNORECASE,
)
WORDED_RANGE = re.compile(
    rf"{RANGE_WORD}\s?(?:[:,=]|of|was|from)?\s?[<>≤≥]?(?P<low>{SIGNED})\+?\s?{PERCENT}?(?P<unit>\s(?:minutes?|hours?|days?|weeks?|months?|years?)(?=\sto\s|\s?[-–]))?\s?(?:to|[-−–—]|,(?!\d{{3}}\b))\s?(?P<high>{SIGNED})\+?",
    re.IGNORECASE,
)
RANGE_SIGNS = ("range", "iqr", "max")  # a folded text without one of these has no range that is called so
RANGE = re.compile(
    rf"{STARTS}(?P<ops>[≥≤<>~]\s?)?(?P<low>{SIGNED})(?:\s?%|-(?=\sto\s\d+-[a-z]))?(?:{SPACE}(?:to|and(?=\s?\d[\d.]*\s?%?\sof))\s|\s?[-−–—]\s?[<≤]?|\sor\s)(?P<high>{PLAIN})(?!\d|:\d|\.\d)"
)
RATIO_MEASURE = r"(?:(?<![A-Za-z])(?-i:HR|OR|RR|IRR)|hazard ratio|odds ratio|risk ratio|relative risk|rate ratio)"
RATIO_SIGNS = ("hr", "or", "rr", "ratio", "risk")  # a folded text without one of these has no ratio
RATIO_INTERVAL = re.compile(
    rf"{RATIO_MEASURE}\b[^.;()\d]{{0,24}}?[=:,]?\s?(?:of\s|was\s)?(?P<value>{PLAIN})(?:\s?[(\[]\s?|;\s(?=[\d.]+\s?(?:to|[-−–—])))(?P<low>{PLAIN})\s?(?:to|[-−–—]|,|;)\s?(?P<high>{PLAIN})(?=\s?[)\];,])",
    re.IGNORECASE,
)
PER = re.compile(
    r"(?:(?:\s(?:severe|serious|moderate|major|confirmed|new))?\s(?:events?|cases|deaths|strokes|fractures|exacerbations|relapses|episodes|patients|subjects|infections|attacks|hospitalizations|E))?\s?(?:/|\bper\s)\s?(?:(?:person|patient|participant|subject)(?:\s?/\s?|\s(?:per|each|a)\s)|(?P<base>1[\d,]*|one)\s)?"
    r"(?P<of>(?:person|patient|participant|subject)s?[- ]?(?:years?|months?|days?)(?:\sof\s(?:exposure|follow-up|observation))?|PYs?\b|PYE\b|PYR\b|years?\sof\sexposure|years?|months?|live births|population|(?<=0\s)(?:patients|people|persons|women|men|children|participants)(?:\s(?:per|each|a)\s(?:year|month))?)\b"
)
# No part of a number, no half of 2:1 or of a clock, no whole part before a decimal comma (0,75).
SINGLE = re.compile(rf"{STARTS}(?P<value>{SIGNED})(?!\d|:\d|[.·]\d|(?<=0),\d)")
# Thirty-six and 44%
WORDED_SHARE = re.compile(
    rf"(?:^|(?<=[.;:(]\s)|(?<=\b(?:to|by|in|of|vs)\s)|(?<=\b(?:than|with|from)\s))(?P<value>{NUMBER_WORD})\s(?:and|or|vs\.?|versus|against)\s\d{{1,2}}\s?(?P<unit>%)",
    re.IGNORECASE,
)
PARTS = frozenset({"half", "third", "thirds", "quarter", "quarters"})  # without one of which no text tells a part
OF_A_DOSE = re.compile(r"\b(?:dos(?:e|es|age)|tablets?|infusion|rate of infusion)\b", re.IGNORECASE)
# cut almost in half · reduced by nearly half · fell by one third
HALVED = re.compile(
    r"\b(?:cut|cuts|cutting|reduc(?:ed|es|ing)|lower(?:ed|s|ing)|slash(?:ed|es)|fell|falls|dropped|declined|decreas(?:ed|es|ing))\b"
    r"[^.;:%]{0,70}?\s(?P<share>(?:(?P<nearly>almost|nearly|about|roughly)\s)?(?:in|by)\s(?:(?P<almost>almost|nearly|about|roughly)\s)?"
    rf"(?P<part>{'|'.join(sorted(map(re.escape, load('numbers')['shares']), key=len, reverse=True))}))\b(?!\s(?:of|a|an|the)\b)",
    re.IGNORECASE,
)
# more than five times as many
WORDED_FOLD = re.compile(
    rf"(?P<value>{NUMBER_WORD})\stimes\s(?=as\s|more\s(?:likely|often|patients|people)|higher\b|greater\b|(?:that|those)\s(?:of|with|for|in|on|seen|achieved|reported)\b|the\s(?:rate|number|share|risk|median)\b)",
    re.IGNORECASE,
)
# the median number of prior lines was two
WORDED_MEDIAN = re.compile(
    rf"\b(?:median|mean|average)\snumber\sof\s[^.;:\d]{{3,60}}\s(?:was|is)\s(?P<value>{NUMBER_WORD})(?=[.;,)]|\s(?:in|for|with|and)\b)",
    re.IGNORECASE,
)
WORDED = re.compile(rf"(?P<value>{NUMBER_WORD})(?=[ -])", re.IGNORECASE)
# four to seven days
WORDED_TIMES = re.compile(rf"(?P<value>{NUMBER_WORD})\sto\s(?P<high>{NUMBER_WORD})(?=\s)", re.IGNORECASE)


@cache
def absent() -> re.Pattern[str]:
    """What is printed where a median was not reached or could not be estimated."""
    words = [form for forms in load("numbers")["absent"].values() for form in forms]
    short = "|".join(word for word in words if word.isupper())
    long = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if not word.isupper())
    return re.compile(rf"(?<![\w/])(?:(?i:{long})|(?:{short}))(?![\w/=])")


@cache
def absent_words() -> frozenset[str]:
    """The first words of all that, folded."""
    return frozenset(form.split()[0].casefold() for forms in load("numbers")["absent"].values() for form in forms)


@cache
def status_of() -> dict[str, str]:
    """Its words, folded -> NR or NE."""
    return {form.casefold(): status for status, forms in load("numbers")["absent"].items() for form in forms}


def _ending(words: Iterable[str]) -> str:
    forms = sorted((word if word[-2:] == r"\." else re.escape(word) for word in words), key=len, reverse=True)
    return rf"(?<![A-Za-z])(?:{'|'.join(forms)})\s?(?:an?\s)?$"


@cache
def hedges() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Comparator -> its words at the end of a text."""
    return tuple((op, re.compile(_ending(words), re.IGNORECASE)) for op, words in load("context")["hedges"].items())


@cache
def any_hedge() -> re.Pattern[str]:
    """The words of any comparator at the end of a text in small letters."""
    return small_pattern(_ending(chain.from_iterable(load("context")["hedges"].values())))


@cache
def behind() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Comparator -> its words behind a number and its unit."""
    unit = r"(?:\s(?:years?|of age|copies|points?|%)){0,3}"
    return tuple(
        (op, re.compile(rf"{unit}\s(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE))
        for op, words in load("context")["after"].items()
        if words
    )


NOT_A_SCHEDULE = r"(?!\s(?:(?:background\s|oral\s|combination\s|maintenance\s|antiplatelet\s|bronchodilator\s)?therap\w+|combination|regimen|negative|positive|class|refractory|digit|agent|antibod\w+|vision|layer|threat|check\w*|room|mastectomy|the\s(?:recommended\s|starting\s|current\s|daily\s)?dos(?:e|age))\b|\sof\s(?:the\s|their\s|a\s)?(?:(?:baseline|serum|plasma)\s)?(?:creatinine|dose)|[-\s](?:blind|dummy|time|daily|weekly|monthly|yearly|nightly|an?\b|per\b|every\b|each\b|in\b))"  # twice daily


@cache
def word_forms() -> tuple[tuple[str, str | None, re.Pattern[str], dict[str, str], frozenset[str]], ...]:
    """(key, unit, pattern of all its words, word -> value, first words) of shares and folds."""
    forms = []
    for key, unit, behind in (("shares", "%", SHARED_BY), ("folds", None, NOT_A_SCHEDULE)):
        values = {str(words): str(value) for words, value in load("numbers")[key].items()}
        either = "|".join(re.escape(words) for words in sorted(values, key=len, reverse=True))
        pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-]){behind}", re.IGNORECASE)
        forms.append((key, unit, pattern, values, frozenset(re.split(r"\W", form)[0] for form in values)))
    return tuple(forms)
