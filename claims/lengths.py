"""A time to what it is the length of: a follow-up, a trial, a treatment, what lasted so long; a risk to its lifetime."""

from __future__ import annotations

import re

from claims.beside import is_set_beside
from claims.printed import Estimate
from claims.segments import Span
from claims.site import Chosen, Site

REACH = 400  # characters before a time that may say what lasted
# `a 40-week, open-label trial`: how long a trial, an extension or a course of treatment lasts.
LENGTH = re.compile(
    r"(?:,\s|\s|-)(?:(?!(?:with|in|of|for|from|at|after|to|by|on|than|vs|versus|was|were)\b)[\w+®™/-]+(?:,)?\s(?:and\s)?){0,9}?(?P<what>trial|study|extension|treatment period|treatment phase|follow-up period|maintenance period|induction period|run-in|treatment course|administration|injection|infusion|[a-z-]+\s(?:phase(?!\s(?:\d|[IV]))|period)|phase(?!\s(?:\d|[IV]))|period)s?\b",
    re.IGNORECASE,
)
BESIDE = 12  # characters behind a time within which an endpoint is what the time is of
FOLLOW_UP_FOR = re.compile(
    r"\b[Ff]ollow-?up(?:\s(?:time|period|duration))?(?:\s(?:for|in|of|across|among)\s[^,.;:()]{1,60})?\s(?:was|were|of|is)\s(?:about\s|approximately\s)?$"
)
AT_A_MEDIAN = re.compile(
    r"\b(?:[Aa]t|[Aa]fter|[Oo]ver|[Ww]ith)\sa\s(?:median|minimum|mean)(?:\s\([^)]*\))?(?:\sof)?\s(?:about\s|approximately\s)?$"
)
FOLLOWED = re.compile(
    r"\s?(?:[,.;:)]|of\s(?:follow|observation)|follow|\(|$|in\s|for\s|the\s|among\s|from\s(?:randomi|infusion|enrol|the\s(?:first|start)))"
)
# `At the final analysis (29.6 months)`, `at the last data cut (33 months)`: how long they had been followed by then.
AT_A_LOOK = re.compile(
    r"\b(?:analysis|analyses|look|data\scut(?:-?\s?off)?|cut-?off|update|follow-?up)\s\((?:[Cc]ohort\s\w,\s|median,?\s|at\s)?$"
)
CLOSED = re.compile(r"\)|;|,\s(?:range|median|minimum)|\s\(range")
# `Follow-up for OS, median:`: the follow-up, not the survival that it was for.
FOLLOW_UP_OF = re.compile(
    r"\b[Ff]ollow-?up(?:\s(?:time|period|duration))?\s(?:for|of)\s(?:the\s)?[\w-]{1,20}(?:\s(?:survival|in\s[\w\s-]{3,30}))?(?:,\s(?:median|mean))?:\s(?:[^.;]|(?<=\d)\.\d){0,60}$"
)


# `is administered subcutaneously over 3 to 5 minutes`: how long one administration takes.
GIVEN_OVER = re.compile(
    r"\b(?:is|was|are|were|be)\s(?:\w+ly\s)?(?P<did>administered|infused|injected)\b[^.;:]{0,60}?\b(?:over|in|within)\s(?:about\s|approximately\s)?$",
    re.IGNORECASE,
)
GIVEN_AS = {"administered": "administration", "infused": "infusion", "injected": "injection"}


# `efficacy in adults that is maintained for at least four years`: what lasts so long.
LASTED = re.compile(
    r"\b(?P<what>(?:vaccine\s|clinical\s|complete\s)?(?:efficacy|protection|response|remission|benefit|effect|improvement|immunity))\b[^.;:]{0,80}?\b(?:was|is|were|are|been)\s(?P<did>maintained|sustained|preserved)\s(?:for|over|through)\s(?:about\s|at\sleast\s|up\sto\s|more\sthan\s)*$",
    re.IGNORECASE,
)
LIFETIME = re.compile(
    r"\b(?P<what>lifetime risk (?:of|for) (?:developing )?[\w-]+(?:\s(?!is\b|was\b|in\b|for\b|of\b)[\w-]+){0,2})",
    re.IGNORECASE,
)
RISES = re.compile(
    r"\b(?:risk|it)\s(?:\w+\s)?(?:increases|rises|climbs|grows|falls|is|was)\s(?:to\s)?(?:about\s|approximately\s|nearly\s)?$|\bis\s(?:about\s|approximately\s|nearly\s)?$"
)
COURSE = re.compile(
    r"\b(?:for|over)\s(?:the\s|up\sto\s|at\sleast\s|about\s|approximately\s|a\s(?:maximum|median|mean|total)\sof\s)*$"
)
TREATED = re.compile(
    r"\b(?:randomi[sz]ed|assigned|received?|treated|treatment|continued|took|taken|given|dosed|studied|injected|inhaled|applied|administered)\b(?!\swith\sfollow)|\b(?:daily|weekly|monthly|twice\sa\sday)\sfor\s",
    re.IGNORECASE,
)
MEDIAN_OF = re.compile(r"\b(?:for|over)\sa\s(?:median|mean)\sof\s(?:about\s)?$")
AMOUNT = re.compile(r"\d|\b(?:one|two|three|four|five|six)\b")  # behind a hedge that the time begins with
NO_COURSE = re.compile(r"\s?(?:after|before|following|prior|of\sfollow|follow|following|cycles?|or\slonger|longer|-)")


OF_TREATMENT = re.compile(
    r"\sof\s(?:(?:double-blind|open-label|maintenance|induction|randomi[sz]ed|blinded|continuous|daily|weekly|monthly|active)\s){0,2}(?:treatment|therapy|maintenance|induction|dosing)\b|,?\s(?:all\s)?(?:patients|participants|subjects|women|men|adults|they)\s(?:were\s(?:given|treated)|took|received|injected|inhaled|applied|used)\b"
)


OF = re.compile(r"\sof\s(?:(?:once-|twice-)?(?:daily|weekly|monthly)\s|oral\s)?")


def _is_of_an_arm(estimate: Estimate, site: Site) -> bool:
    """`12 weeks of Exemplar`: a time of a medicine, not of what it did."""
    of = OF.match(site.words.text, estimate.end)
    return bool(of and any(arm.start == of.end() for arm in site.words.arms))


def _is_course(estimate: Estimate, site: Site) -> bool:
    """Whether a time is how long the trial's patients were treated: `were assigned to A or placebo for 24 weeks`."""
    text, segment = site.words.text, site.segment
    if OF_TREATMENT.match(text, estimate.end) or _is_of_an_arm(estimate, site):
        return True
    at = AMOUNT.search(text, estimate.start, estimate.end)
    start = at.start() if at else estimate.start
    if not COURSE.search(text, max(segment[0], start - 30), start) or NO_COURSE.match(text, estimate.end):
        return False
    return bool(TREATED.search(text, segment[0], start)) and not HELD.search(text, segment[0], start)


HELD = re.compile(
    r"\b(?:contracepti\w+|breastfe\w+|observ\w+|monitor\w*|withh\w+|hospitali\w+|maintained|sustained|lasted|lived|survived|alive|followed)\b",
    re.IGNORECASE,
)


# `use effective contraception for 6 weeks following the last dose`, `withhold it for 3 days prior to surgery`.
PRECAUTION = re.compile(
    r"\b(?P<what>(?:effective\s)?contracepti(?:on|ves)|breastfeed(?:ing)?)\b[^.;]{0,160}$", re.IGNORECASE
)
HELD_BACK = re.compile(
    r"\b(?P<what>(?:withhold(?:ing)?|interrupt|stop|discontinue)\s[\w®™-]{3,30})\s(?:treatment\s)?for\s(?:at\sleast\s|up\sto\s)?$",
    re.IGNORECASE,
)
# `Watch patients for signs of it for 48 hours`, `should be hospitalized for 48 hours`; not who were followed for a result
WATCHED = re.compile(
    r"(?:(?:^|[.;:•]\s?|\b(?:should|must|and|to|then)\s)(?:closely\s)?(?:monitor|watch|observe)\s(?P<sign>for\s(?!at\b|up\b|a\b)[a-z]+)?|\bbe\s(?:closely\s)?(?:monitored|observed|watched|(?P<stay>hospitali[sz]ed))\b)[^.;]{0,110}?\bfor\s(?:at\sleast\s|a\sminimum\sof\s|up\sto\s)?$",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"(?:,\s[^,.;]{1,20},)?\s(?:(?P<before>prior\sto|before)|after|following)\s(?P<when>(?:the\s|their\s|any\s)?[\w-]+(?:\s(?!and\b|in\b|with\b|to\b|of\b)[\w-]+){0,4})"
)


def _instructed(text: str, segment: Span, estimate: Estimate) -> str | None:
    """What a precaution keeps up or holds back for a time, and from when on."""
    before = text[max(segment[0], estimate.start - REACH) : estimate.start]
    watched = WATCHED.search(before)
    if watched:
        sign = f" {watched['sign']}" if watched["sign"] else ""
        return "hospitalization" if watched["stay"] else f"monitoring{sign}"
    told = HELD_BACK.search(before) or PRECAUTION.search(before)
    when = WHEN.match(text, estimate.end, segment[1]) if told else None
    if not told or not when:
        return None
    return f"{told['what'].replace('®', '')} {when['before'] or 'after'} {when['when']}"


WHAT_LASTS = r"(?:treatment|therapy|trial|study|extension|(?:part|cohort|phase|stage)\s(?:\d|[A-Z])[ab]?|(?:[a-z-]+\s)?(?:phase|period|run-in))"
# `Part 1 lasted 4 weeks`, `part 2, in which all took it, went on for 32 weeks`, `two trials of 52 weeks`.
RAN = re.compile(
    rf"\b(?P<what>{WHAT_LASTS})s?(?:,[^,.;:]{{3,80}},)?\s(?:(?:was|were|is|are|has been|was planned|is planned)\s)?"
    r"(?:to\s)?(?:last(?:s|ed|ing)?|ran|runs?|running|went on|goes on|continues?|continued|spans?|spanned|took|takes)\s"
    r"(?:for\s|over\s)?(?:about\s|approximately\s|up to\s|as long as\s|at least\s|a median of\s|a total of\s)*$",
    re.IGNORECASE,
)
OF_LENGTH = re.compile(
    rf"\b(?P<what>{WHAT_LASTS})s?\s(?:of|over|lasting)\s(?:about\s|approximately\s)?$", re.IGNORECASE
)
STAYED_ON = re.compile(
    r"\b(?:stayed|remained|kept|continued|were|was)\son\s(?!study\b|trial\b)[\w®™+ -]{2,40}?\sfor\s(?:a\s(?:median|mean|maximum)\sof\s)?(?:about\s|approximately\s)?$"
    r"|\b(?:[Ee]xposure|[Tt]ime on (?:study )?(?:treatment|drug))\s(?:lasted|ran to|averaged)\s(?:a\s(?:median|mean)\sof\s)?$"
)
# `the first response came after a median of 2 months`: the time is that of an event, not of the follow-up.
CAME = re.compile(
    r"(?:^|[.;,:]\s|\band\s|\bwhere\s)(?:[Tt]he\s)?(?P<what>[A-Za-z][^,.;:()]{2,50}?)\s(?:came|occurred|began|appeared|arose|started|set in|emerged|developed|(?:was|were)\s(?:seen|reached|observed|noted))\s"
    r"(?:after|at)\s(?:a\s(?:median|mean)\s(?:time\s)?of\s)(?:about\s|approximately\s)?$"
)
RESPONSE = re.compile(r"\bresponse\b", re.IGNORECASE)


# `the median time to onset of rash of any grade was 11 days (range: `
UNTIL = re.compile(
    r"\b(?P<what>time\s(?:from\s[^,.;:()\d]{3,40}\s)?to\s(?:the\s)?(?:first\s|initial\s)?(?:onset|resolution|improvement|recovery)\s(?:of|from)\s(?:[^,.;:()\d]|(?<=[Gg]rade\s)\d|(?<=[Gg]rades\s)\d|(?<=\d\sor\s)\d){3,60}?)(?:\s\([A-Z][\w-]{1,9}\))?"
    r"\s(?:was|were|is)\s(?:about\s|approximately\s)?(?:\d[\d.]*\s(?:days?|weeks?|months?|hours?|minutes)[,;]?\s?\(?(?:range|IQR|interquartile range)?[:,=]?\s?(?:of\s|from\s)?)?$",
    re.IGNORECASE,
)


# `Most stomach events began within the first `, `The rashes were mild and resolved within `
BEGAN = re.compile(
    r"(?:^|[.;]\s)(?:[Mm]ost\s(?:of\s(?:the\s)?)?|(?:[Tt]he\s)?majority of\s|[Tt]he\s)?(?P<what>[A-Za-z][^,.;:()\d]{3,60}?)\s(?:(?:was|were)\s[^,.;:()\d]{3,60}\sand\s)?(?:(?:usually|typically|mostly|generally)\s)?"
    r"(?P<did>began|started|occurred|appeared|emerged|resolved|subsided|cleared|recovered)\s(?:with)?in\s(?:(?:the|their)\s(?:first\s)?)?(?:about\s|approximately\s)?$"
)
ENDED = frozenset({"resolved", "subsided", "cleared", "recovered"})


def began(before: str) -> tuple[str, str] | None:
    """`Most stomach events began within the first ` -> `onset`, `stomach events`."""
    told = BEGAN.search(before)
    return ("resolution" if told["did"] in ENDED else "onset", told["what"]) if told else None


def until(before: str) -> str | None:
    """`time to onset of rash was ` -> `time to onset of rash`."""
    told = UNTIL.search(before)
    return told["what"] if told else None


def _ran(before: str) -> Chosen | None:
    """How long a trial, one of its parts or a treatment went on, in a sentence that says no more."""
    told = RAN.search(before) or OF_LENGTH.search(before)
    if not told:
        return Chosen("DOT", "how long they stayed on it") if STAYED_ON.search(before) else None
    what = told["what"].casefold()
    is_whole = what in ("treatment", "therapy", "trial", "study", "extension")
    return Chosen(
        f"{what} duration" if is_whole else what,
        "length of a trial" if what != "treatment" else "length of a treatment",
    )


def length_of(site: Site, estimate: Estimate, near: Span, previous: Chosen | None) -> Chosen | None:
    """What a time is the length of, if it is one; `near` is the stretch between the estimates before and behind it."""
    text, segment, named = site.words.text, site.segment, site.words.endpoints
    before = text[max(segment[0], estimate.start - REACH) : estimate.start]
    came = CAME.search(before)
    if came and not any(m.id == "FOLLOW_UP" for m in named if m.end <= estimate.start):
        return Chosen(
            "TTR" if RESPONSE.search(came["what"]) else f"time to onset of {came['what']}", "time until it came"
        )
    if AT_A_MEDIAN.search(text[max(segment[0], estimate.start - 40) : estimate.start]):
        behind = text[estimate.end : estimate.end + 40]
        beside = (m for m in named if 0 <= m.start - estimate.end < BESIDE and m.id != "FOLLOW_UP")
        if FOLLOWED.match(behind) and not any("," not in text[estimate.end : m.start] for m in beside):
            return Chosen("FOLLOW_UP", "after a median of")
    if previous and previous.name == "FOLLOW_UP" and is_set_beside(text, segment, near, estimate):
        return Chosen("FOLLOW_UP", f"same as before ({previous.pattern})")
    at_a_look = AT_A_LOOK.search(text, max(segment[0], estimate.start - 60), estimate.start)
    if at_a_look and CLOSED.match(text, estimate.end):
        return Chosen("FOLLOW_UP", "time in brackets behind an analysis")
    if FOLLOW_UP_OF.search(text, max(segment[0], estimate.start - 140), estimate.start):
        return Chosen("FOLLOW_UP", "follow-up for")
    given = GIVEN_OVER.search(text, max(segment[0], estimate.start - REACH), estimate.start)
    if given:
        return Chosen(GIVEN_AS[given["did"].casefold()], "length of an administration")
    if FOLLOW_UP_FOR.search(text[max(segment[0], estimate.start - 110) : estimate.start]) or _is_under_follow_up(site):
        return Chosen("FOLLOW_UP", "follow-up for")
    length = LENGTH.match(text, estimate.end)
    if length and not any(estimate.end <= m.start < length.end() for m in named):
        kind = length["what"].casefold()
        return Chosen(f"{kind} duration" if kind[-1:] in "yln" else kind, "length of a trial")
    ran = _ran(before)
    if ran:
        return ran
    lasted = LASTED.search(before)
    if lasted:
        return Chosen(f"{lasted['what']} {lasted['did']}", "what lasted")
    told = _instructed(text, segment, estimate)
    if told:
        return Chosen(told, "length of a precaution")
    if not _is_course(estimate, site):
        return None
    is_typical = MEDIAN_OF.search(text, max(segment[0], estimate.start - 30), estimate.start)
    return Chosen("DOT" if is_typical else "treatment duration", "length of a treatment")


# `18.1 months at the primary analysis`, `55.6 months`: a line of a list that opens with its time and says no more.
ITS_TIME = re.compile(
    r"[\s•*–-]*(?:median\s)?\d[\d.]*\s(?:months|years|weeks)\b(?:[^.:;%()]|\.\d|\((?:range|IQR)[^()]{0,40}\)){0,80}"
)


def _is_under_follow_up(site: Site) -> bool:
    """Whether the lead-in or the heading straight above a bare time speaks of the follow-up and of nothing else."""
    line = site.words.text[slice(*site.segment)]
    over = site.inherited.lead or (site.inherited.headings[0] if site.inherited.headings else None)
    return bool(
        over and over.endpoints and ITS_TIME.fullmatch(line) and {str(m.id) for m in over.endpoints} == {"FOLLOW_UP"}
    )


def lifetime_risk(text: str, segment: Span, estimate: Estimate) -> str | None:
    """`lifetime risk of shingles` where a share is said to be that risk, or the risk that it rises to."""
    at = text.find("ifetime risk", segment[0], estimate.start)
    told = LIFETIME.search(text, max(0, at - 1), estimate.start) if at >= 0 else None
    return told["what"] if told and RISES.search(text, max(segment[0], estimate.start - 60), estimate.start) else None
