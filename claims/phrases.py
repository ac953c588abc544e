"""Takes an endpoint in the page's own words from the phrase that a number stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.lexicon import pattern
from claims.small_letters import small, small_pattern

VERB = (
    rf"(?:have been |has been |had been |was |were |is |are )?(?:{pattern('phrases', 'happened').pattern})"
    r"(?: during treatment| with \w+ treatment)?"
)
BE = rf"(?:{pattern('phrases', 'stands').pattern})"
LEADING = re.compile(
    r"^(?:[A-Z][A-Z/& ]{3,}:\s|we (?:noted|observed|found|saw)\s|[\s,;:.()\[\]•\-–\"“”]+|(?:and|or|but|with|the|a|an|of|also|both|while|whereas|afterwards|afterward|later|thereafter|then|subsequently|in which|where|those|that|however|overall|including|included|were|was|the most (?:common|frequent(?:ly reported)?)|most (?:often|commonly|frequently|notably)|(?:mostly|mainly|chiefly|primarily|predominantly|notably|especially|namely|usually)(?=\s[a-z]+(?:\s[a-z]+)?\W*$))\s)+",
    re.IGNORECASE,
)
SMALL_WORD = r"\s(?:of|in|was|were|is|are|at|for|with|and|or|to|by|the|a|an|as|rate of|rates of|only|approximately|about|an estimated|being|that|who|among|from|up|less|more|than|on)"
SIGNS = r"[\s,;:(\[\"“]"
TRAILING = re.compile(rf"(?<!{SIGNS})(?:{SIGNS}+(?:{SMALL_WORD})?|{SMALL_WORD})$", re.IGNORECASE)
INCIDENCE = re.compile(
    r"^(?:(?:more|fewer|new|most)\s)?(?:cases|episodes)\sof\s|^(?:more|fewer|new)\sevents\sof\s|^(?:the\s)?(?:total\s|overall\s|cumulative\s|relative\s|absolute\s)?(?:incidence|rates?|frequency|proportion|percentage|share|number|risk|prevalence)s?\s(?:of\s)(?:the\s)?(?:patients?\s(?:with|who|whose)\s|women\s|people\s|subjects\swith\s|participants\swith\s)?",
    re.IGNORECASE,
)
STAT_OF = re.compile(
    r"\b(?:mean|median|average)\s(?P<what>(?!of\b|age\b|follow|change|time\b)[A-Za-z][\w\s/-]{1,40}?)\s(?:of|was|is|were)\s(?:about\s|approximately\s)?$",
    re.IGNORECASE,
)


def stat_of(before: str) -> str | None:
    """`a mean diabetes duration of ` -> `diabetes duration`."""
    match = STAT_OF.search(before)
    return trim(match["what"]) if match else None


PREAMBLE = re.compile(
    r"^(?:in|among|at|after|over|during|for|based on|of|across|by|from|through)\s[^,;]*?(?:,\s|\(N\s?=\s?[\d,]+\),?\s)(?=\S)",
    re.IGNORECASE,
)
# `In the unmutated subgroup itch was seen in`: whom the sentence speaks of, up to the noun that ends it.
IN_WHOM = re.compile(
    r"^(?:in|among|for|within)\s(?:the\s)?(?:[\w+-]+\s){0,4}?(?:sub-?group|population|cohort|subset|group|arm)\s(?=[a-z]{3})(?!(?:who|that|with|of|was|were|had|the)\b)",
    re.IGNORECASE,
)
# Digits that belong to what was reached: <5.7%, of 0 or 1, ACR20.
SMALL = r"(?<=at least )\d{1,2}\s?%|(?<=[Gg]rade )[1-5](?![\d.])|(?<=[<>≥≤=])\s?\d[\d.]*\s?%?|(?<=[<>≥≤=]\s)\d[\d.]*\s?%?|(?<=[A-Za-z])\d{1,3}|(?<=[A-Za-z]-)\d{1,2}|(?<=\s)\d{1,3}(?=\s(?:or|prior|previous|lines?|doses?|copies|point)\b|/)|(?<=\bor\s)\d{1,2}|(?<=\d/)\d|(?<=\d)\.(?=\d)|(?<=[A-Z]{2}\s)\d{1,2}\b(?!\s?%|\.\d)"
PATIENTS_VERB = re.compile(
    r"^\s?(?:\)|\])?\s?(?:(?:of|in(?=\s(?:patients|those)\swho\s(?!received|were)))\s(?:the\s|all\s|these\s)?(?:[\w\-]+\s){0,3}?(?:patients|people|women|men|adults|participants|subjects|those|them|cases|individuals|NSCLCs|children)\s?)"
    rf"(?:[^.;,()]{{0,80}}?\b(?:arm|group)\s)?(?:who\s)?(?!\s?and\b)(?P<phrase>(?:[^.;,()\d]|{SMALL}){{3,110}})",
    re.IGNORECASE,
)
OF_WHAT = re.compile(
    r"^\s?(?:lower\s|greater\s|relative\s)?(?:reduction|decrease|increase|improvement|change|risk)\sin\s(?!favou?r)(?:the\s)?(?P<phrase>[^.;,()\d]{3,70})",
    re.IGNORECASE,
)
CHANCE_OF = re.compile(r"^\s(?:chance|probability|likelihood)\s(?:of|for)\s(?P<phrase>[^.;,()\d]{3,70})", re.IGNORECASE)
ACTED = re.compile(
    r"^(?:(?:will|would|could|can|may|might|should)\s(?:be\s)?)?(?:(?:(?:had|have) received|received|had|have|has|experienced?|report(?:ed)?|develop(?:ed)?|with|(?:(?:were|was)\s)?found\sto\shave|were|was|is|are|achieved)\s(?:an?\s|the\s|been\s)?)?",
    re.IGNORECASE,
)
IN_GROUP = re.compile(
    r"^\s?(?:in|with|for)\s(?:the\s)?[\w+\-]+(?:\s[\w+\-]+){0,4}?\s(?:groups?|arms?)\b(?=\s(?:and|vs|versus|died|had|experienced|discontinued|achieved|\())",
    re.IGNORECASE,
)
BESIDE = re.compile(r"^\s?(?:and|vs\.?|versus|,)\s[\d,.]+\s?(?:patients?\s?)?\([\d.]+%\)", re.IGNORECASE)
DID = re.compile(
    r"^\s?(?:(?:permanently|temporarily|prematurely|also|later|then|subsequently|still|no longer)\s)?(?P<phrase>(?:is|are|were|has|had|tested|required|needed|switched|received|showed|demonstrated|regained|completed|entered|withdrew|relapsed|responded|recovered|crossed|lost|experienced|decided|chose|opted|proceeded|underwent|met|passed|kept|stayed|continued|progressed|improved|worsened|achieved|reported|developed|discontinued|stopped|died|survived|survive|remained|reached|maintained|have|need|report|develop|took|used)\b(?:[^.;,()\d]|(?<=[A-Za-z])\d{1,3}|(?<=at least )\d{1,2}\b(?!\s?%|\.\d)|(?<=[Gg]rade )[1-5](?![\d.])|(?<=[a-zA-Z]{4} )\d{2,3}\b(?!\s?%|\.\d)|(?<=\s)[<>≥≤]?\s?\d{1,2}(?=\s(?:prior|previous|or\s|lines?|doses?|copies))){3,90})",
    re.IGNORECASE,
)
CUT = re.compile(
    r"\s(?:in the\s[\w+\- ]{2,40}(?:arm|group)s?|with placebo|vs\.?\s|versus\s|compared\s|in\s\d|for\s\d|during the\s|in\s(?:patients|those)\s(?:treated|receiving|who\sreceived)|of patients receiving|(?<!\bnot\s)receiving\s).*$",
    re.IGNORECASE,
)
GRADE = re.compile(
    r"\b(?P<grade>(?:[Gg]rades?\s?(?:[≥>]\s?|>=\s?)?\d(?:\s?(?:or|/|-|–|to|and)\s?\d)?)(?:\sor\s(?:higher|above|greater))?)"
)
BARE_GRADE = re.compile(
    r"^(?:with\s)?(?:[Gg]rades?\s?(?:[≥>]\s?|>=\s?)?\d(?:\s?(?:or|/|-|–|to|and)\s?\d)?)(?:\sor\s(?:higher|above|greater))?(?:\s(?:events?|reactions?|occurring|occurred))?$"
)


def trim(words: str) -> str:
    """A phrase without the small words and punctuation around it."""
    words = " ".join(words.split())
    for _ in range(4):
        shorter = TRAILING.sub("", LEADING.sub("", words))
        shorter = INCIDENCE.sub("", shorter)
        if shorter == words:
            break
        words = shorter
    return words.strip(" ,;:.()[]-–/")


# `Fewer patients on Exemplar had a serious infection (12% vs 15%)`: people compared by what they had.
COMPARED_PEOPLE = re.compile(
    r"(?:^|[.;,]\s|\band\s)(?:[Nn]umerically\s|[Ss]ignificantly\s|[Ss]lightly\s|[Mm]any\s|[Ff]ar\s)*(?:[Ff]ewer|[Mm]ore|[Aa]bout as many|[Aa]s many|[Aa] (?:smaller|larger|lower|higher|greater) (?:share|proportion) of)\s(?:[\w-]+\s){0,2}?"
    r"(?:patients|people|women|men|adults|participants|subjects|children|recipients)\s(?:[^.;:()\d]{0,90}?\s)?"
    r"(?P<did>(?:had|needed|required|reported|experienced|developed|discontinued|stopped|died|achieved|reached|suffered|withdrew|received|left|relapsed|responded)\b[^.;:()\d]{0,80}?)\s?\(\s?$"
)


def done_by_more(before: str) -> str | None:
    """What fewer or more people of one arm had or did, up to the bracket that tells how many."""
    told = COMPARED_PEOPLE.search(before)
    if told:
        return trim(ACTED.sub("", told["did"])) or None
    return None


FOREMOST = re.compile(rf"\s(?:{pattern('phrases', 'foremost').pattern})")  # `Rash led the list and was reported by`


def before_parenthesis(before: str) -> str | None:
    """`... included pneumonia (` -> `pneumonia`: the list item that a number in brackets belongs to."""
    if not re.search(r"[(\[]\s?(?:in\s)?$", before):
        return None
    words = re.sub(r"[(\[]\s?(?:in\s)?$", "", before).rstrip()
    words = re.split(
        r"[,;:]\s|[.]\s(?=[A-Z])|\)\s?(?:,|;|and\b)?|\]\s?(?:,|;|and\b)?|\b(?:included|includes?|including|were|was|are|significantly more|higher rates? of|lower rates? of|such as|followed by)\b",
        words,
    )[-1]
    words = (
        re.split(r"^\s?(?:and|or)\s|\s(?:and|or)\s(?=[\w\s]{3,40}$)(?=\S+\s?\S*$)", words)[-1]
        if words.count(" ") > 3
        else words
    )
    return trim(re.sub(r"^\s?(?:and|or)\s", "", words)) or None


ENDS_IN_VERB = re.compile(
    r"(?<=\w\w\w)\s(?:have\s|has\s|had\s)?(?:occurred|arose|happened|emerged|appeared)$"
)  # `more falls occurred (3%)`
# The verb of what happened, up to the number; its subject is what stands before it in the clause.
HAPPENED = small_pattern(
    rf"\s(?:{VERB}|{BE})(?:\s(?:reported|observed|seen|achieved|met|reached|attained|positive|stable|unchanged|maintained|preserved|sustained|gone|absent|present|restored|resolved|in use|as\s(?:an?|the)\s(?:[\w-]+\s){{0,2}}(?:reactions?|events?|effects?)|(?:on|within|during|after)\s(?:the\s)?(?:(?:day|start|end|first\s\w+)\sof\s)?(?:the\s)?(?:study\s|treatment\s)?(?:treatment|therapy|initiation|dosing|titration|infusion|period|day\s\d)|in|of|at|only|by|approximately|about|to be|for|as|during|not|also|[\w\-+]+ treatment))*\s*(?:\([^)]*\)\s*)?$"
)


def subject(before: str) -> str | None:
    """`second primary malignancies occurred in ` -> `second primary malignancies`."""
    match = HAPPENED.search(small(before))
    if not match:
        return None
    since = max(before.rfind(".", 0, match.start()), before.rfind(";", 0, match.start())) + 1
    words = FOREMOST.split(before[since : match.start()].strip(), maxsplit=1)[0]
    words = ASIDE.sub("", re.sub(r",\sincluding\s[^,;]*,", "", words))
    words = LABEL.sub("", EXAMPLES.sub("", words))
    while True:
        shorter = IN_WHOM.sub("", PREAMBLE.sub("", words))
        if shorter == words:
            break
        words = shorter
    words = re.split(
        r"(?:,|;)\s(?:and\s)?(?:with\s)?|\s(?:and|while|whereas|but)\s(?=[\w\s\-]*$)(?=the\s)|\)\s(?:and\s)", words
    )[-1]
    words = trim(words)
    state = re.search(r"\b(?:was|were)\s(positive|negative|abnormal|elevated)\b", before[match.start() :])
    return (f"{state[1]} {words}" if state and words else words) or None


ASIDE = re.compile(r"(?<=[\w)]),\s(?!and\b|or\b)[^,;:]{2,80},$")  # `Rash, new or worsened, occurred in`
EXAMPLES = re.compile(r"\s?\((?:eg|e\.g\.|ie|i\.e\.|such as|including)\b[^()]*\)|\s?\([^()]*,[^()]*\)")
LABEL = re.compile(r"^.*(?::|\s[—–])\s(?=\S)", re.DOTALL)
OF_PEOPLE = re.compile(
    r"^\s?of\s(?:the\s|all\s|these\s|those\s)?(?:[\w\-]+\s){0,3}?(?:patients|people|women|men|adults|participants|subjects|individuals|children|those(?=\s(?:vaccinated|treated|tested|randomi[sz]ed|enrolled|assessed))|cancers|tumou?rs|cases|deaths|[\w-]+omas)\s"
    r"(?:(?:vaccinated|tested|randomi[sz]ed|enrolled|assessed|treated(?=\s(?:were|had)))\s|(?:treated|taking|receiving|given|on|with|from|for|in)\s(?:(?:[^.;,()\d]|(?<=type )\d|(?<=[A-Za-z-])\d){0,50}?\s)??)?"
    rf"(?:who\s)?(?P<phrase>(?:have been|have|had|were|are|will|would|could|can|may|might|should|do|did|got|saw|experienced?|discontinued|stopped|died|survived?|achieved|report(?:ed)?|develop(?:ed)?|remained|maintained|reached|regained|required?|need(?:ed)?|tested|showed|responded|completed|relapsed|crossed|cut|lost|gained|decided|chose|opted|proceeded|underwent|met|passed|kept|stayed|continued|progressed|improved|worsened)\s(?:[^.;,()\d]|{SMALL}){{3,90}})",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"^\s?(?P<prep>of|after|following|before|prior to|from)\s(?P<what>(?:the\s|their\s|your\s)?(?!treatment with|patients)[a-z\-]+(?:\s(?!of\b|in\b|and\b|or\b|for\b|with\b|to\b)[a-z\-]+){0,4})",
    re.IGNORECASE,
)


def predicate_of(after: str) -> str | None:
    """` of patients discontinued because of ...` -> `discontinued because of ...`: what a share of people did or had."""
    match = OF_PEOPLE.match(RESPECTIVELY.sub(" ", after))
    if not match or re.match(r"(?:were|are|have been)\s(?:treated|randomi|receiving|assigned)", match["phrase"]):
        return None
    words = trim(CUT.sub("", f"{match['phrase']} ").strip())
    return ACTED.sub("", words) or None


def since(after: str) -> str | None:
    """` after the last dose` -> `after the last dose`: what a time is counted from."""
    match = SINCE.match(after)
    if not match:
        return None
    return match["what"] if match["prep"] == "of" else f"{match['prep']} {match['what']}"


def _past_the_other_arm(after: str) -> str:
    """What follows a value and the value of the other arm beside it: both did it."""
    for _ in range(3):
        shorter = IN_GROUP.sub("", BESIDE.sub("", after))
        if shorter == after:
            break
        after = shorter
    return after


RESPECTIVELY = re.compile(r"[\s,;]*\brespectively\b,?\s?(?!\.)")
PEOPLE_FIRST = re.compile(
    r"^\s(?:patients?|people|women|men|adults?|participants?|subjects?|children|(?:(?!(?:had|have|has|were|was|is|are|with|an?)\b)[\w-]+\s){0,2}(?:cancers?|tumou?rs?|cases))(?=\s)"
)


def predicate(after: str) -> str | None:
    """` of patients discontinued because of ...` -> `discontinued because of ...`."""
    after = PEOPLE_FIRST.sub("", _past_the_other_arm(RESPECTIVELY.sub(" ", after)))
    for form in (OF_WHAT, CHANCE_OF, PATIENTS_VERB, DID):
        match = form.match(after)
        if match:
            words = trim(CUT.sub("", f"{match['phrase']} ").strip())
            if STATE.match(match["phrase"]):
                return words
            words = ACTED.sub("", words)
            if len(words) > 2 and not re.fullmatch(
                r"(?:aged?|over|under|older|in|with|plus|treated|receiving|taken|given|who|after|before|during|within)\b.*",
                words,
            ):
                return words
    return None


# `were in functional class III`: a state, where `in` alone says of whom.
STATE = re.compile(r"(?:were|was|are)\sin\s(?:[A-Z]+\s)?(?:FC|functional class|class|stage|remission|response)\b")
RISK_OF = re.compile(
    r"\b(?:risk|odds|likelihood|chance|hazard) (?:of|for) (?:an?\s|the\s|developing\s|having\s)*(?P<what>[\w\s\-/]{3,50}?)(?=\s(?:was|were|is|by|of|in|among|at|with|for|and|compared|vs|versus|over|if|than|lowered|reduced|cut|fell|dropped|decreased)\b|[,.;:()]|\s?$)",
    re.IGNORECASE,
)
RATE_OF = re.compile(
    r"(?:^|[,;:]\s|\b(?:a|an|the|with|and|had)\s)(?P<what>(?:[a-z\-]+\s){1,4}rates?)\s(?:of|was|were)\s(?:about\s|approximately\s|only\s)?$",
    re.IGNORECASE,
)


def at_risk_of(before: str, after: str) -> str | None:
    """`the risk of neonatal death was reduced by ` or ` lower risk of death` -> what the risk is of."""
    found = [*RISK_OF.finditer(before)]
    match = found[-1] if found else RISK_OF.search(after[:90])
    return trim(match["what"]) if match else None


CHANGE = re.compile(
    r"(?:^|[.;,:]\s|\b(?:and|while|whereas|but)\s)(?:the\s|mean\s|average\s)*(?P<what>[A-Za-z][^,.;:()]{2,60}?)(?:,\s(?:an?|the)\s[^,.;:()\d]{3,50},)?\s(?:had\s|has\s|was\s|were\s|also\s)*"
    r"(?:fell|fallen|risen|rose|increased|decreased|improved|dropped|declined|reduced|lowered|changed|shrank|grew)\s(?:significantly\s|further\s)?(?:by|from|to)\s(?:about\s|approximately\s|an average of\s|a mean of\s)?$",
    re.IGNORECASE,
)
# `EXEMPLAR lowered triglycerides and reduced pancreatitis events by`
CHANGED = re.compile(
    r"\b(?:reduced|lowered|decreased|increased|improved|raised|cut)\s(?:the\s|their\s|mean\s|average\s)*(?P<what>(?!(?:risk|odds|rate|chance|likelihood|by|it|them|this|these)\b)[^,.;:()\d]{3,60}?)\sby\s(?:about\s|approximately\s|up\sto\s|an average of\s|a mean of\s)?$",
    re.IGNORECASE,
)
LED_TO = re.compile(
    r"\b(?:(?:leads?|led|leading) to|(?:results?|resulted|resulting) in|required|requiring|caused)\s(?:the\s|an?\s)?(?P<what>[^.;,()]{3,60}?)\sin\s(?:about\s|approximately\s)?$",
    re.IGNORECASE,
)


STOPPED = re.compile(
    r"\b(?:was|were|be)\s(?P<what>(?:permanently\s|temporarily\s)?(?:discontinued|interrupted|reduced|withheld|delayed)\b[^.;,()]{0,70}?)\sin\s(?:about\s|approximately\s|up to\s)?$",
    re.IGNORECASE,
)


COMPARED = re.compile(
    r"(?!(?:more|fewer) cases of)(?:common|commoner|frequent|rare|rarer|infrequent|seen|reported|observed|higher|lower|greater|more|fewer|less|similar|comparable|significantly|than)\b",
    re.IGNORECASE,
)
ACCOUNTS = re.compile(
    r"(?P<subject>[^,.;:()]{3,60}?),?\s(?:which\s|that\s)?(?:account(?:s|ed)? for|represents?|makes? up|comprises?)\s(?:about\s|approximately\s)?$"
)
IS_PART = re.compile("account|represent|make|compris")  # a text without has no part of a whole


def whole_of_part(before: str) -> str | None:
    """`Squamous tumors, which account for ` -> `squamous tumors`."""
    match = ACCOUNTS.search(before) if IS_PART.search(before) else None
    return trim(match["subject"]) if match else None


def listed_under(sentence_before: str) -> str | None:
    """The head of a list of reactions: `Serious adverse reactions in >5% of ... included` -> `serious adverse reactions`."""
    match = re.search(
        r"\b(?P<head>(?:[Ss]erious|[Ff]atal|[Gg]rade\s\d(?:\s?(?:/|-|–|or|to|and)\s?\d)?|[Tt]reatment-emergent\s[Gg]rade\s\S+)\s(?:[\w\-]+\s){0,2}?(?:reactions?|events?|infections?|effects?)(?=[^.;]*\b(?:were|was|included?|those)\b)|[Aa]dverse\sreactions\swith\sa\sfatal\soutcome)\b",
        sentence_before,
    )
    return trim(match["head"]) if match else None


@dataclass(frozen=True, slots=True)
class Lead:
    """Words straight before a number that say what it is of, with the name of that pattern."""

    name: str
    pattern: re.Pattern[str]  # with a group `what`
    may_link: bool = False  # whether what it finds may be a mere link
    is_whole: bool = False  # whether small words at its ends belong to it

    def read(self, before: str) -> str | None:
        """What the words are of, if they are there."""
        match = self.pattern.search(before)
        return (match["what"] if self.is_whole else trim(match["what"])) if match else None


# `was discontinued due to adverse reactions in `, `led to permanent discontinuation in `, `T2 lesion volume fell by `,
# `with a mortality rate of `.
LEADS = (
    Lead("what was changed", CHANGED, may_link=True),
    Lead("what was done to the treatment", STOPPED, is_whole=True),
    Lead("what it led to", LED_TO),
    Lead("what changed", CHANGE, may_link=True),
    Lead("rate of", RATE_OF, may_link=True),
)
