"""Finds when, in whom and in which analysis: the context that a segment's words give."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claims.lexicon import load, pattern
from claims.listings import listings
from claims.mention import Mention
from claims.numerals import PLAIN
from claims.pipeline import longest
from claims.small_letters import small, small_pattern
from claims.starts import KEPT, digits, sought, starts_of
from claims.starts import words as words_of

TIME_UNIT = r"(?:hours?|hrs?\b|h\b|days?|weeks?|months?|years?)"
NUMBER = rf"(?:{PLAIN}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|Sixty|sixty|thirty|ninety|an?)"
ORDINAL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
HEDGED = r"(?:(?:about|around|approximately|roughly)\s)?"
# Between a length of time and what it is counted from: `two hours after taking one dose`, `90 days after stopping`.
TAKEN = r"(?:(?:starting|beginning|the\sstart\sof|the\send\sof|taking|receiving|stopping|the|an?|one|each|their|that|its|first|last|single|final|second)\s){0,3}?(?:shots?|vaccine|starting(?=[,.;]|\s\d)|randomi[sz]ation|treatment|vaccination|diagnosis|dosing|initiation|therapy|doses?|injections?|infusions?|stopping|discontinuation|administration|surgery|discharge|enrol?lment|transplant(?:ation)?)"
TIMEPOINT = small_pattern(
    rf"""(?:
      \b(?:from\s)?(?:day|week|month|year)\s(?:{PLAIN}|{ORDINAL})\s(?:through|to)\s(?:day|week|month|year)\s(?:{PLAIN}|{ORDINAL})
    | \b(?:at|by|before|from|until)\s(?:the\s)?(?:start|beginning|end)\sof\s(?:cycle\s{PLAIN}|(?:the\s)?(?:treatment|therapy|study|trial|induction|consolidation|maintenance|follow-up|double-blind\speriod|treatment\speriod)\b)
    | (?<!\bin\s)\bas\s(?:early|soon)\sas\s(?:{NUMBER}\s{TIME_UNIT}(?:\s(?:after|following|from)\s{TAKEN})?|(?:day|week|month|year)\s(?:{PLAIN}|{ORDINAL}))
    | \b(?:in|at|by|during|after)\s(?:day|week|month|year)\s{ORDINAL}
    | \b(?:at|by|through|until|after|to|up\sto|over|from)\s(?:the\send\sof\s)?(?:[Ww]eek|[Mm]onth|[Dd]ay|[Yy]ear)\s(?:{PLAIN}|{ORDINAL})
    | (?:^|(?<=,\s))day\s\d{{2,3}}(?=\s*$|[,:)])
    | \b(?:on|since)\s(?:study\s)?day\s\d{{1,3}}\b(?!\s(?:of\b|(?:and|or)\s(?:on\s)?(?:day\s)?\d)|\s?[,–-]\s?\d)
    | (?<![-‑])\b(?:[Ww]eeks?|[Mm]onths?|[Yy]ears?)\s{PLAIN}(?![.\d]*\s?%)(?:(?:\sand\s|\s?[-–]\s?|\sto\s|\sthrough\s)(?:[Ww]eek\s)?{PLAIN})?(?!\s?%|\smg)
    | \b(?:at|after|for|within|over|by|through|during|across|throughout)\s(?:the\sfirst\s)?{HEDGED}{NUMBER}\s{TIME_UNIT}(?:\s(?:after|of|post|following)\s(?:randomi[sz]ation|treatment|vaccination|diagnosis|dosing|initiation|dose))?
    | \b(?:at|by|within)\s{NUMBER}\s(?:minutes?|mins?)\b(?:\s(?:after|post|following)\s(?:treatment|dosing|administration|the\sdose|dose))?
    | (?<![\d.\-–])\b{NUMBER}\s(?:{TIME_UNIT}|minutes)\s(?:after|following|from)\s{TAKEN}
    | (?<![\d.\-–])\b{NUMBER}[-\s]?(?:{TIME_UNIT})(?:[-\s])(?=(?:(?:overall|radiographic|progression-free|event-free|disease-free|relapse-free|recurrence-free|metastasis-free|invasive|distant|estimated)\s){{0,3}}(?:mark\b|point\b|time\s?point|[a-zA-Z]{{0,3}}(?:FS|OS)\b|survival|all-cause|mortality|rate|results|analysis|data\b|outcomes|progression|remission|landmark|estimate|Kaplan|KM\b|probabilit))
    | (?<![\d.\-–])\b{NUMBER}[-\s](?:{TIME_UNIT})\s(?:follow-up\s)?visit\b
    | (?<![\d.\-–])\b{NUMBER}\s(?:weeks?|months?|years?)\s(?:in|on|later|out)(?=[,:])
    | (?<![\d.\-–])\b{NUMBER}\s(?:days|weeks|months?|years?)\slater\b
    | (?:^|(?<=\n)|(?<=\n[•–-]\s)){NUMBER}\s(?:weeks|months|years?)(?=[,:]\s[^.,;:\n]{{0,40}}\d)
    | \b(?:in|during|over|within)\sthe\s(?:first|initial)\s{NUMBER}\s{TIME_UNIT}
    | \b(?:in|during)\sthe\s(?:first|second|third|fourth|fifth)\s(?:year|month|week)(?:\safter\s\w+)?
    | \b(?:during|after)\sthe\s(?:first|second|third|initial)\s(?:infusion|cycle|dose|vaccination)
    | \b(?:during|in|on)\s(?:cycles?\s\d{{1,2}}|subsequent\scycles)
    | \b(?:at|in|after|by|over|through)\s(?:the\send\sof\s)?(?:the\s)?(?:(?:RSV|flu|influenza)\s)?season\s(?:one|two|three|[1-4])\b
    | \b(?:in|after|over|through|during)\sthe\s(?:first|second|third)\s(?:full\s)?(?:(?:RSV|flu|influenza)\s)?season\b
    | \b(?:in|across|over|through|during|after)\s(?:the\s)?(?:both|two|three|first\stwo)\s(?:(?:RSV|flu|influenza)\s)?seasons\b
    | \bat\sthe\send\sof\sseason\s(?:one|two|three|[1-4])\b
    | \b(?:first|second)\sinduction\b
    | (?<![\w-])(?:induction|consolidation|maintenance)(?=\s(?:therapy\s|treatment\s)?(?:for|in)\s[\w-]+\s(?:patients\s)?(?:was|were)\b)
    | \bat\s(?:the\send\sof\s(?:treatment|induction|maintenance|the\sstudy))
    | (?:^|(?<=\n)|(?<=•\s))(?:{NUMBER}[-\s]{TIME_UNIT}|(?:week|month|year|day)\s{PLAIN})(?=:\s)
    | (?<=,\s){NUMBER}\sweeks$
    | \bsurvive\s(?:a|{NUMBER})\s{TIME_UNIT}(?:\safter\s\w+)?
    | \b{NUMBER}\s{TIME_UNIT}\b(?=\ssurvival\b)
    )""",
    re.VERBOSE,
)
# The words that a time point may begin with where it does not begin with digits.
TIMEPOINT_WORDS = frozenset(load("context")["opens_time"])
# Without one of these words a text names no time point.
CLOCK = tuple(load("context")["clock"])
CLOCK_TOO = re.compile(r"\bmin(?:ute|s?\b)|end\sof")
NOT_TIMEPOINT = re.compile(
    r"\b(?:median|mean|follow-up|improv\w+|longer|every|minimum|maximum)\b[^.;,]{0,30}$"
    r"|\b(?:started|starting|begun|beginning|initiated|diagnosed|enrolled|relapsed|relapsing|progressed|progressing|recurring|completed)\s$",
    re.IGNORECASE,
)
WHEN = re.compile(r"at\s\d", re.IGNORECASE)
BY_SO_MUCH = re.compile(  # `survival increased by 3.7 months` says how much, not when
    r"\b(?:increas|prolong|exten[ds]|lengthen|delay|postpon|shorten|reduc|decreas|declin|dropp|lower|fell|fall|cut)\w*\b(?:[^.;,]|\.\d){0,50}$|\bup\s$",
    re.IGNORECASE,
)
NO_POINT_BEHIND = re.compile(
    r"\s(?:(?:endoscopic\s|clinical\s)?(?:non-?)?responders|completers|old|of age|and older|median|minimum|maximum|of (?:median |minimum )?follow)"
)
REACH = 60  # characters before a mention whose words may say that it is none


@cache
def _groups() -> str:
    return "|".join(load("context")["groups"])


STOPS = (
    r"(?:(?<!\bnot)(?<!\bnever)(?<!\bhad)(?!(?<=\bwho)\sentered\b)(?=\s(?:experienced|had|have|has|was|were|achieved|received|showed|demonstrated|did|remained|reported|is|are|in the|"
    r"in \d|on(?! (?:maintenance|background|basal|stable|dialysis))|vs|versus|compared|treated|receiving|assigned|taking|after(?! (?:prior |previous |earlier |first-line )?(?:surgery|chemo\w*|transplant\w*|radio\w*|induction|failure|progression|relapse|resection))|during|at(?! (?:least|baseline))|and in|and \d|and those|than(?! \d)|for|to(?! \d)|"
    r"over \d+ weeks|with [A-Z]{3,}|who received|maintained|survive|(?:odds|hazard|rate|risk) ratio|develop\w*|discontinu\w+|took|entered|joined|completed|moved|switched|started|stayed|gained|lost|lived|died|reached|needed|of (?:clinical|the))\b)"
    r"|(?<!\bweighing)(?<!\bwithin)(?<!\babove)(?<!\bbelow)(?<!\bunder)(?<!\bover)(?<!\bthan)(?<!\bPASI)(?<!\bEASI)(?<!\bACR)(?<!\bASAS)(?<!\bIGA)(?<!\bgrade)(?<!\bgrades)(?<!\bstage)(?<!\bstages)(?<!\bclass)(?=\s\d+(?!\+)(?!\s?(?:years|or|to|and|copies|mg|diabetes|/\d))\b)"
    r"|(?<!\bnot)(?<!\bhad)(?<!\bhave)(?<!\bhas)(?<!\bwho)(?=\s(?:responded|relapsed|progressed|survived|recovered|improved|stopped|saw|experiencing)\b)"
    r"|(?=\s?[,;:.()]|\s?$))"
)
APART = (
    r"(?:with|without|who|whose|aged|weighing|refractory to|in(?= (?:CR|complete|clinical|endoscopic|deep|sustained|partial|remission|response|first|second))|over|under|previously|"
    r"(?:moved|switched|transitioned|crossed over|rolled over) from|older than|younger than|having|that had|of(?= reproductive| childbearing))"
)
# `patients whose tumors were PD-L1 positive`: the verb belongs to what sets them apart.
WHOSE_VERB = r"(?:was|were|is|are|had|has|have|carr(?:y|ies|ied)|express(?:es|ed)?|show(?:s|ed)?|lasted|responded|remained|harbou?r(?:s|ed)?|progressed|relapsed|did)"
KIND = r"(?:[A-Z][A-Z0-9]{1,5}[+−]\s|primary\sprevention\s|secondary\sprevention\s|[\w\-]{1,40}[-‑](?:na[iï]ve|refractory|positive|negative|experienced|exposed|high|low|resistant|eligible)\s|sero(?:positive|negative)\s|postmenopausal\s|pregnant\s|lactating\s|p[a]?ediatric\s|elderly\s|geriatric\s|immunocompromised\s|older\s|younger\s|heavily\spre-?treated\s)"

ORIGIN = r"(?:Black|White|Asian|Hispanic|Latino|Japanese|Chinese|African\sAmerican)\s"  # with a capital


# Inside a verbose pattern a space must be written out.
APART_, STOPS_, KIND_ = (words.replace(" ", r"\s") for words in (APART, STOPS, KIND))


def _population(kind: str) -> str:
    """In whom: a group of people with what sets them apart, the words before it too that say of which kind they are."""
    groups = _groups()
    years = r"(?:\s?(?:years?(?:\sof\sage)?|y))?"
    return rf"""(?:
          \b(?P<aged>(?:{groups})\s(?:(?:(?:≥|≤|>|<|aged|ages|over|under)\s?)+|(?=\d+(?:(?:[-–]|\sto\s)\d+)?(?:\s?years?\b|\s?y\b|\s(?:and|or)\s(?:older|over|above|younger|under))))\s?{PLAIN}(?:(?:[-–]|\sto\s){PLAIN})?{years}(?:\s(?:and|or)\s(?:older|over|above|younger|under)|\sof\sage|\sold)?)
        | \b(?P<group>{kind}?(?:{groups})\s(?:\([^()]{{1,20}}\)\s)?(?:whose\s(?:[\w‑-]+\s){{1,6}}?(?:\([^()]{{1,20}}\)\s)?{WHOSE_VERB}|{APART_})(?:\s[^\s,;:()]*[^\s,;:().]){{1,9}}?){STOPS_}
        | \b(?:subgroup|subset|cohort|population)s?\s(?:of\s(?:{groups})\s)?(?:with|without|who\shad)\s(?P<apart>[^,.;:()\d]{{3,60}}?){STOPS_}
        | \b(?:subgroup|subset)s?\sof\s(?:the\s)?(?P<subset>[^\s,.;:()\d][^,.;:()\d]{{2,59}}?){STOPS_}
        | \b(?:in|among|for|within)\s(?:the\s)?(?P<named>(?:(?!(?:patients|each|this|that|both|same|either|the|of|with|in|and)\b)[\w\-+/≥≤<>%]+\s){{1,5}}?(?:population|subgroup|cohort|set|subset|tumors|tumours)s?)\b(?!\sanalys[ei]s)
        | \b(?:at|by)\s(?:the\s)?(?P<ages>ages?\s(?:of\s)?(?:[<>≥≤]\s?)?{PLAIN}(?:(?:(?:[-–]|\sto\s){PLAIN}){years}|{years}\s(?:and|or)\s(?:older|over|above|younger)))
        | \b(?:sub-?group|subset|cohort):\s(?P<sub>[^\n;.]{{3,80}})
        | \b(?:in|of|at|for|with|among)\s(?:the\s)?(?P<tumour>(?:[A-Z][\w-]{{1,20}}-(?:positive|negative|mutated|mutant|altered|high|low|amplified|volume|risk|burden))\s(?:tumou?rs?|disease|cancers?))\b
        | \b(?:in|of|for|among)\s(?:the\s)?(?P<limit>[<>≥≤]\s?\d[\d.,]*\s?[\w/µμ]{{0,12}}(?:\s[\w/µμ]{{1,12}}){{0,2}}?\s(?:sub-?)?group)\b
        | \b(?:in|among|for|of)\s(?:the\s)?(?P<signed>[A-Z][\w-]{{0,12}}(?:\s\d)?[+−](?:\s(?:or|and|to)\s\d\+)?\s(?:(?:sub-?)?groups?|patients|population|cohort|disease|tumou?rs))\b
        | ^(?P<opens>(?:below|above|under|over)\s\d[\d.,]*\s(?:cells|mg|g|ng|mL|kg|copies|points|years)(?:/[\w.µμ²]+)?)(?=,)
        | (?:\b(?:in|of|for|from)\s|(?<=\())(?P<numbered>cohorts?\s(?:\d|[A-D])\b)(?!\s(?:and|to|or)\b)
        | \b(?P<kind>{kind}(?:{groups}))\b
        | \b(?:in|of|among|for)\s(?:the\s|all\s)?(?P<tested>(?:(?!(?:of|in|the|and|or|were|was|with|who)\b)[\w/-]+\s){{1,3}}(?:positive|negative)\s(?:{groups}))\b
        | \b(?:of|in|by|among)\s(?:the\s)?(?:[\d,.%]+\s)?(?:of\s)?(?P<answered>(?:[\w‑-]+\s){{1,3}}?(?:non-?)?responders)\b
        | \bamong\s(?P<plain>responders|completers|non-responders|smokers|women|men|children|adults|adolescents|evaluable\spatients|tested\spatients)\b(?!\s(?:with|without|who|whose|aged|in|not|previously|over|under)\b)
        | \bof\s(?P<own>responders|completers|non-responders)\b
        | \bin\s(?P<sex>men|women|(?:fe)?males|boys|girls|smokers|(?:non|never)-smokers|(?:current|former)\ssmokers)\b(?!\s(?:with|who|aged|and|or|on|receiving|treated|given|taking)\b)
        | (?<=%\s)of\s(?P<sexed>men|women|(?:fe)?males|boys|girls)\b(?!\s(?:with|who|aged|and|or|of|on|receiving|treated|given|taking)\b)
        | ^(?P<lines>after\s(?:one|two|three|four|\d)\s(?:prior|previous)\s(?:lines?|therap(?:y|ies)|regimens?|treatments?)(?:\sof\s(?:therapy|treatment))?)(?=,)
        | \bof\s(?:the\s)?(?P<base>(?:tested|evaluable|remaining)\spatients)
        | \b(?P<between>ages\s\d{{1,2}}(?:\s?(?:through|to|[-–])\s?\d{{1,2}}|\s(?:years\s)?(?:and|or)\s(?:up|over|older|above))(?:\syears)?)\b
        | ^(?P<label>[^:;.=\d]{{3,70}}?\b(?:patients|population|subgroup|cohort))\s?:
        )"""


@cache
def population_pattern() -> re.Pattern[str]:
    """Finds a population in a text in small letters."""
    return small_pattern(_population(KIND_), re.VERBOSE)


@cache
def population_by_origin() -> re.Pattern[str]:
    """Finds a population in a text as printed, also one that it calls by its origin: `Black patients`."""
    return re.compile(_population(rf"(?:(?-i:{ORIGIN})|{KIND_})"), re.VERBOSE | re.IGNORECASE)


NAMES_ORIGIN = re.compile(ORIGIN)


# What a population may begin with besides the start of a text and a word with a sign behind it: `HER2-positive`.
POPULATION_WORDS = frozenset(
    (*load("context")["opens_group"], *(re.split(r"\W", one)[0] for one in load("context")["groups"]))
)
SIGNED_WORD = re.compile(r"[-‑+−](?<=\w.)")


def population_starts(text: str) -> list[int]:
    """Where a text may name a population."""
    starts = {0, *starts_of(text, POPULATION_WORDS)}
    for match in SIGNED_WORD.finditer(text):
        at = match.start()
        starts.add(at)
        while at and (text[at - 1].isalnum() or text[at - 1] == "_"):
            at -= 1
        starts.add(at)
    return sorted(starts)


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?:the )?(?:{pattern('context', 'whole').pattern})", re.IGNORECASE)


NO_POPULATION = re.compile(
    r"(?:patients?|people|adults|those|participants|subjects|individuals|women|men)\s(?:who\s(?:only\s)?(?:received(?!\s(?:(?:an?\s|any\s)(?:[\w-]+\s){0,2}?(?:stent|graft|implant|pacemaker|transfusion)s?\b|prior|previous|prophylactic|adjuvant|neoadjuvant|induction|radi\w+|chemoradi\w+|surgery|an?\s\w*\s?transplant|at\sleast|one|two|three|≥))|were\s(?:treated|randomi[sz]ed|given))|in\sthe\s(?:\S+\s){1,6}?(?:arm|group)|treated|receiving|on\b|with\s(?:the\s|an?y?\s|each\s)?(?:first|second|third|subsequent|initial|each|any)\s(?:injections?|infusions?|doses?|cycles?)\b|in\sthe\s(?:trial|study|clinical)|in\sthe\s[\w\s+-]{1,40}$|in\s[\w+]+\sachieved|with\s(?:an?\s|any\s|at\sleast\sone\s|≥\s?1\s)?(?:events?|adverse|response)\b|with\s(?:an?\s)?(?:[\w-]+\s){0,2}(?:death|hospitali[sz]ation)s?\b(?=\sor\b|$)|who\s(?:(?:had\s)?(?:taken|took|been\s(?:given|treated))|got|stayed\son|entered\s(?:the\s|this\s|that\s|an?\s)?(?:[\w-]+\s){0,2}?(?:trial|study|program\w*|arm|open-label|extension)(?!\s(?:with|without|free)\b)|joined|took\spart|experience|should|do\snot\srequire)|that\sincluded)",
    re.IGNORECASE,
)


UNFINISHED = re.compile(
    r"\b(?:and|or|of|the|an?|with|to|severe|moderate|moderately|severely|mild|active|advanced|newly|early|recent|(?<!or )more|at|not|never|had|within|than)$",
    re.IGNORECASE,
)
SHARE_OF = re.compile(
    r"(?:\b(?:incidence|proportion|percentage|(?<!small )number|share|rates?|(?<!\d\s)percent) of|(?:that|which) includ(?:ed|es)|including|included)\s(?:the\s|all\s)?$",
    re.IGNORECASE,
)


# What stands before a time point and is no part of it; the end of a week is that week, the end of a treatment is a time.
LEADS_TO_TIME = re.compile(
    r"^(?:(?:at|by|before|through|until|for|over|within|on|since|during(?=\scycle|\ssubsequent)|up to|to|from|survive|as (?:early|soon) as|(?:in|after)(?=\s(?:day|week|month|year)\b))\s(?:the\s)?(?:(?<=the\s)end\sof\s(?:the\s)?(?=(?:day|week|month|year|season)\b))?(?:the\s(?=end|start|beginning))?|after\s(?=\d))",
    re.IGNORECASE,
)
ATTRIBUTIVE = re.compile(r"(?P<number>\d[\d.]*)[-\s](?P<unit>hour|day|week|month|year)", re.IGNORECASE)


def _plural(words: str) -> str:
    """`24-month`, as it stands before a noun, as the time that it is."""
    match = ATTRIBUTIVE.fullmatch(words)
    if not match:
        return words
    return f"{match['number']} {match['unit']}{'' if match['number'] == '1' else 's'}"


@lru_cache(maxsize=KEPT)
def timepoints(text: str) -> tuple[Mention, ...]:
    """The time points that a text names, as printed."""
    found = []
    starts = (digits(text), starts_of(text, TIMEPOINT_WORDS)) if _has_clock(text.casefold()) else ((),)
    for match in sought(TIMEPOINT, small(text), *starts):
        words = text[match.start() : match.end()]
        is_length = not LENGTH_OR_POINT.match(match[0])
        is_when = bool(WHEN.match(words))  # `the mean change at 12 months was 1.9 kg`
        if is_length and not is_when and NOT_TIMEPOINT.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        if (
            is_length
            and match[0].startswith("by ")
            and BY_SO_MUCH.search(text[max(0, match.start() - 60) : match.start()])
        ):
            continue
        if NO_POINT_BEHIND.match(text, match.end()):
            continue
        words = _plural(LEADS_TO_TIME.sub("", words.strip(" -")))
        found.append(Mention(match.start(), match.end(), "timepoint", words))
    found += [
        Mention(one.start, one.end, "timepoint", text[one.start : one.end].removeprefix("at "))
        for one in listings(text)
        if one.slot == "timepoint"
    ]
    return longest(found)


LENGTH_OR_POINT = re.compile(r"(?:\w+\s)?(?:weeks?|months?|days?|years?)\s\d")


def _has_clock(folded: str) -> bool:
    return any(map(folded.__contains__, CLOCK)) or (
        ("min" in folded or "end" in folded) and bool(CLOCK_TOO.search(folded))
    )


# What people named by their disease did or could is not who they are: `people with type 2 diabetes could be eligible`.
AND_DID = re.compile(r"(?<=[a-z])\s(?:could|would|may|might|can|should)\s.*$")


CUT = re.compile(r"\b[A-Z][\w-]{1,20}\s(?:at\sor\s(?:below|above)|above|below)\sthe\smedian\b", re.IGNORECASE)


HOW_MANY = re.compile(r"^(\w+)\s\([^()]{1,20}\)(?=\s)")  # `patients (52%) who had no mutation`
OPENED = re.compile(r"^(?:the|in|of|among|for|these|those|all)\s", re.IGNORECASE)
SPACES = re.compile(r"\s+")


@lru_cache(maxsize=KEPT)
def populations(text: str) -> tuple[Mention, ...]:
    """The subgroups and analysis sets that a text names, as printed; everybody is none."""
    found = [Mention(*match.span(), "population", match[0]) for match in CUT.finditer(text)] if "median" in text else []
    by_origin = bool(NAMES_ORIGIN.search(text))
    form, read = (population_by_origin(), text) if by_origin else (population_pattern(), small(text))
    for match in sought(form, read, population_starts(text)):
        if _are_enrolled(text, match):
            continue  # everybody in the trial
        name = next(key for key, value in match.groupdict().items() if value)
        words = text[match.start(name) : match.end(name)].strip(" ,")
        if name in ("sex", "sexed") and not _is_set_apart(words.casefold(), text):
            continue
        if NO_POPULATION.match(words):
            continue
        words = AND_DID.sub("", SPACES.sub(" ", HOW_MANY.sub(r"\1", OPENED.sub("", words))))
        if _whole().fullmatch(words) or NO_POPULATION.match(words) or len(words) > 110:
            continue
        if WHO_DID.fullmatch(words) and not (
            RESPONDED.search(words) and IN_THEM.search(text[: match.start(name)][-REACH:])
        ):
            continue
        words = words.removesuffix(" who")
        if UNFINISHED.search(words):
            continue
        if SHARE_OF.search(text, max(0, match.start(name) - REACH), match.start(name)):
            continue
        words = re.sub(r"^((?:non-?)?responders) whose\s.*", r"\1", words, flags=re.IGNORECASE)
        words = re.sub(
            r"^(?:patients|people|those) who (?:remained|were|are|had(?!\s(?:\w+ed|had|been|not|never)\b))\s",
            "",
            words,
            flags=re.IGNORECASE,
        )
        found.append(Mention(match.start(name), match.end(name), "population", words))
    if found and "reviously" in text:
        found += [Mention(*match.span("group"), "population", match["group"]) for match in BEFORE.finditer(text)]
    return longest(found)


# Those treated before are a group where others are set beside them: `46.4 months in A and 12.6 months in previously treated patients`.
BEFORE = re.compile(
    r"\b(?:in|among|for)\s(?P<group>previously\s(?:un)?treated\s(?:patients|adults|responders))\b(?!\swith\b)"
)
WHO_DID = re.compile(r"(?:\w+\s)?who(?:\s\w+)?")
RESPONDED = re.compile(r"\bwho\sresponded$")
IN_THEM = re.compile(r"\b(?:in|among|of|for)\s(?:the\s|all\s)?$", re.IGNORECASE)  # not `patients who responded went on`
OTHERS = {"men": "women", "women": "men", "boys": "girls", "girls": "boys", "males": "females", "females": "males"}


def _is_set_apart(words: str, text: str) -> bool:
    """Whether a text names the others too: `9% in women` is of a group where men are named, not in a trial of women."""
    return words not in OTHERS or bool(re.search(rf"\b{OTHERS[words]}\b", text, re.IGNORECASE))


ENROLLED_BEFORE = re.compile(
    r"\b(?:randomi[sz]ed|assigned|enrolled|trial|study|recruited|included|involving)\b[^.;:]{0,80}?\b\d[\d,]*\s(?:[\w-]+\s)?$|(?:^|[.;:]\s)(?:(?:A total of|Some|About|Around|Overall,|In (?:all|total),?)\s)?\d[\d,]*\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
# `a trial in patients with an inadequate response`, `the study of Exemplar in women with the disease`
TRIAL_IN = re.compile(
    r"\b(?:trial|study)\s(?:of\s[^.;:,]{2,40}?\s)?(?:in|of|among|with|enrolling|involving|that\s(?:enrolled|included|recruited))\s(?:adult\s)?$",
    re.IGNORECASE,
)
ENROLLED_BEHIND = re.compile(
    r"[^.;:]{0,160}?\b(?:(?:were|was)\s(?:randomly\s)?(?:randomi[sz]ed|assigned|enrolled|included|recruited)|took part|participated|entered|joined)\b",
    re.IGNORECASE,
)
DESIGNED = re.compile(r"\b(?:randomi[sz]ed|assigned|enrolled|recruited|involving|trial|study)\b", re.IGNORECASE)


def _are_enrolled(text: str, match: re.Match[str]) -> bool:
    """Whether a group is all that a trial enrolled: `a trial in 658 patients with renal cancer who had ...`."""
    if not match["aged"] and TRIAL_IN.search(text, max(0, match.start() - 80), match.start()):
        return True
    before = ENROLLED_BEFORE.search(text, max(0, match.start() - 130), match.start())
    if not before:
        return False
    return bool(DESIGNED.search(before[0]) or ENROLLED_BEHIND.match(text, match.end()))


@cache
def _analyses() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """Canonical word, first words of its forms, pattern of them."""
    return tuple(
        (
            name,
            frozenset(re.split(r"\W", form)[0].casefold() for form in forms),
            re.compile(
                "|".join(rf"\b{re.escape(form)}\b" for form in sorted(forms, key=len, reverse=True)), re.IGNORECASE
            ),
        )
        for name, forms in load("context")["analysis"].items()
    )


# `in the whole trial population`: no group named before goes on.
IN_EVERYBODY = re.compile(
    r"\b(?:in|for|among|across|of)\s(?:the\s)?(?:whole|overall|entire|full|total|ITT|intent(?:ion)?-to-treat)\s(?:\w+\s)?(?:population|cohort|set)\b|\b(?:in|for|among|across)\sall\s(?:the\s)?(?:(?:randomi[sz]ed|treated|enrolled)\s)?(?:patients|participants|adults|women|men|comers)\b(?!\s(?:with|who|aged))|\ball randomi[sz]ed patients\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=KEPT)
def names_everybody(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text speaks of the whole population."""
    return IN_EVERYBODY.search(text, start, end) is not None


@lru_cache(maxsize=KEPT)
def says_in_whom(label: str) -> bool:
    """Whether the label of a row or list item names a group of patients rather than what was measured."""
    return bool(_labels().match(label.strip(" *:")))


@cache
def _labels() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in load("context")["labels"]), re.IGNORECASE)


@cache
def _first_of_analyses() -> frozenset[str]:
    return frozenset().union(*(first for _, first, _ in _analyses()))


# `As in the primary analysis, ...`: what is said next is not of it
NOT_ANALYSIS = re.compile(
    r"(?:\b(?:as|like|unlike)\s(?:in|at|with)\sthe\s(?:first\s)?|\bsecondary and|endpoints?\b|met at the time of the)\s*$",
    re.IGNORECASE,
)


def analyses(text: str) -> tuple[Mention, ...]:
    """The analyses that a text names, by canonical word."""
    found: list[Mention] = []
    if _first_of_analyses().isdisjoint(words_of(text)):
        return ()
    for name, first, forms in _analyses():
        for match in sought(forms, text, starts_of(text, first)):
            behind = text[match.end() : match.end() + 24]
            before = max(0, match.start() - REACH), match.start()
            if re.match(
                r"\s(?:(?:[\w-]{1,12}\s)?(?:end ?point|outcome|objective)|(?:\w{2,4}\s)?(?:paper|publication|article))",
                behind,
            ) or NOT_ANALYSIS.search(text, *before):
                continue
            found.append(Mention(match.start(), match.end(), "analysis", name))
    return longest(found)
