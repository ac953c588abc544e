"""Finds the times that a text names: when something was measured, or how long after what."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.lexicon import load
from claims.listings import listings
from claims.mention import Mention
from claims.numerals import PLAIN
from claims.pipeline import longest
from claims.small_letters import small, small_pattern
from claims.starts import KEPT, digits, sought, starts_of

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
    | \b(?:at|after)\s{PLAIN}(?:\s?[-–]\s?|\sto\s){PLAIN}\s(?:weeks|months)\b
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
    | (?<=\()0\s?(?:[-–]|to\s)\s?\d{{1,3}}\s(?:weeks|months|years?)(?=\))
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
        if is_length and "%" not in text and LASTING.search(text[max(0, match.start() - 10) : match.start()]):
            continue
        words = _plural(LEADS_TO_TIME.sub("", words.strip(" -")))
        found.append(Mention(match.start(), match.end(), "timepoint", words))
    found += [
        Mention(one.start, one.end, "timepoint", text[one.start : one.end].removeprefix("at "))
        for one in listings(text)
        if one.slot == "timepoint"
    ]
    return longest(found)


# A title that says how long something went on says not when what stands below it was so: `Responses lasting over a year`.
LASTING = re.compile(r"\blast(?:s|ed|ing)?\s$", re.IGNORECASE)
LENGTH_OR_POINT = re.compile(r"(?:\w+\s)?(?:weeks?|months?|days?|years?)\s\d")


def _has_clock(folded: str) -> bool:
    return any(map(folded.__contains__, CLOCK)) or (
        ("min" in folded or "end" in folded) and bool(CLOCK_TOO.search(folded))
    )
