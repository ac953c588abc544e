"""The words that say in whom, as one pattern, and where in a text it can begin."""

from __future__ import annotations

import re
from functools import cache

from claims.lexicon import load
from claims.numerals import PLAIN
from claims.small_letters import small_pattern
from claims.starts import starts_of


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
        | \b(?:in|among|for)\s(?:the\s)?(?P<history>(?:previously\s(?:un)?treated|pre-?treated|untreated|(?:[\w-]{{1,20}}[-‑\s])?na[iï]ve|[\w-]{{1,20}}[-‑]experienced)\s(?:sub-?)?group)\b
        | ^(?P<opens>(?:below|above|under|over)\s\d[\d.,]*\s(?:cells|mg|g|ng|mL|kg|copies|points|years)(?:/[\w.µμ²]+)?)(?=,)
        | (?:\b(?:in|of|for|from)\s|(?<=\())(?P<numbered>cohorts?\s(?:\d|[A-D])\b)(?!\s(?:and|to|or)\b)
        | \b(?P<kind>{kind}(?:{groups}))\b
        | \b(?:in|of|among|for)\s(?:the\s|all\s)?(?P<tested>(?:(?!(?:of|in|the|and|or|were|was|with|who)\b)[\w/-]+\s){{1,3}}(?:positive|negative)\s(?:{groups}))\b
        | \b(?:of|in|by|among)\s(?:the\s)?(?:[\d,.%]+\s)?(?:of\s)?(?P<answered>(?:[\w‑-]+\s){{1,3}}?(?:non-?)?responders)\b
        | \bamong\s(?P<plain>responders|completers|non-responders|smokers|women|men|children|adults|adolescents|evaluable\spatients|tested\spatients)\b(?!\s(?:with|without|who|whose|aged|in|not|previously|over|under)\b)
        | \b(?:in|among|for|of)\s(?:the\s|patients\swith\s)?(?P<histology>(?:non-?)?squamous\s(?:(?:sub-?)?group|histology))\b
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
