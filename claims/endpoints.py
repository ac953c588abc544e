"""Chooses the endpoint of an estimate: a code of the lexicon where one is named, else the page's own words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from claims.around import is_link
from claims.beside import is_set_against, is_set_beside
from claims.causes import ended_by
from claims.composites import first_of
from claims.counted import PERSONS, counted, dosed
from claims.lengths import length_of, lifetime_risk, until
from claims.lexicon import load, pattern
from claims.measures import VOLUMES
from claims.mention import Mention
from claims.model import Section
from claims.phrases import GRADE, at_risk_of, predicate_of, since, subject, trim
from claims.placing import says_in_whom
from claims.printed import Estimate
from claims.segments import Span
from claims.site import OF_ITS_OWN, Chosen, Site
from claims.titled import titled
from claims.units import dimension
from claims.worded import NEXT_SHARE, OF_THE_LABEL, OF_THOSE_WHO, REACH, clause_end, phrase_for
from claims.words import Words


@cache
def kinds() -> dict[str, str]:
    """Endpoint code, or any of its names in plain words -> what it measures: time, response, level or event."""
    return {
        str(name): entry["kind"]
        for entry in load("endpoints")["endpoints"]
        for name in (entry["id"], *entry.get("names", ()))
    }


@cache
def _folded_kinds() -> dict[str, str]:
    return {name.casefold(): kind for name, kind in kinds().items()}


def kind_of(endpoint: str | None) -> str | None:
    """What an endpoint measures, by its code or any name however it is capitalised, or by the first that makes it up;
    None for the page's own words."""
    if not endpoint:
        return None
    lasting = LASTING.match(endpoint)
    if lasting and kind_of(endpoint[lasting.end() :]) == "response":
        return "time"
    known = kinds().get(endpoint) or _folded_kinds().get(endpoint.casefold()) or _folded_kinds().get(first_of(endpoint))
    return known or next((kind for last, kind in BY_LAST.items() if endpoint.casefold().endswith(last)), None)


LASTING = re.compile(r"(?:duration of|time to(?: first)?)\s", re.IGNORECASE)
# What a longer name measures by its last word: `symptomatic remission`, `SSE-free survival`.
BY_LAST = {"-free survival": "time", " remission": "response", " response": "response", " responders": "response"}


@cache
def by_units() -> dict[str | None, str]:
    """Unit -> the only endpoint that is measured in it."""
    return {str(unit): str(one["id"]) for one in load("endpoints")["endpoints"] for unit in one.get("units", ())}


SAFETY = re.compile(
    r"\b(?:adverse|side effects?|reactions?|serious|toxicit\w+|neutropenia|infections?|discontinu\w+|died|deaths?|anemia|nausea|fatal|grade)\b",
    re.IGNORECASE,
)


AGED = re.compile(
    r"\b(?:median|mean) age\b[^.;,]{0,60}$|\bage[ds]?\s[^.;,\d]{0,25}$|\bage\b[^.;]{0,60}\b(?:was|is)\b[^.;,]{0,20}$"
)


# `329 adults (19-79 years)`, `2463 women, 49-86 years`: from which age to which.
OF_PEOPLE = re.compile(
    r"\b(?:adults|women|men|patients|people|participants|children|volunteers|boys|girls)(?:\s\(?|,\s)(?:aged?\s|ages\s)?\(?$"
)
WEIGHED = frozenset({"kg", "lb", "lbs", "pounds", "st"})
LOST = re.compile(r"\b(?:lost|lose|loses|losing)\s(?:[a-z]+\s){0,4}$")  # `lost 35 lb`, `lost an average of 35 lb`


NUMBER_OF = re.compile(r"\bnumber (?:of (?P<what>[\w\s\-]{3,40}?)\s)?(?:is|was|are|were)\b[^.;]{0,24}$")


def choose(site: Site, estimate: Estimate, near: Span, previous: Chosen | None) -> Chosen:
    """Endpoint of an estimate within its segment.

    `near` is the stretch between the estimates before and behind it; `previous` what the number before was about.
    """
    words, segment, inherited = site.words, site.segment, site.inherited
    text = words.text
    named = list(words.endpoints)
    unit = dimension(estimate.unit)
    if previous and unit not in ("time", None) and OF_A_TIME.search(previous.pattern):
        previous = None  # no share is of the length of a trial
    # Beside a ratio it is an absolute reduction.
    named = [m for m in named if m.id != "ARR" or not BESIDE_A_RATIO.search(text, max(segment[0], m.end - NEAR), m.end)]
    named = [
        m
        for m in named
        if m.id != "NNT" or (unit != "share" and estimate.ci is None and near[0] <= m.start <= estimate.end + 1)
    ]
    if unit == "share":  # `3.1% ARR` is an absolute risk reduction, not a relapse rate
        named = [m for m in named if m.id != "FOLLOW_UP" and not (m.id == "ARR" and 0 <= m.start - estimate.end <= 1)]
    if estimate.unit == "years" and (
        AGED.search(text[max(segment[0], estimate.start - 80) : estimate.start])
        or re.match(r"\s?(?:of age|old)\b", text[estimate.end : estimate.end + 8])
        or (estimate.high is not None and OF_PEOPLE.search(text, max(segment[0], estimate.start - 30), estimate.start))
    ):
        return Chosen("age", "years of age")
    if estimate.unit in by_units() and not any(m.id == by_units()[estimate.unit] for m in named):
        return Chosen(by_units()[estimate.unit], "measured in no other unit")
    came = until(text[max(segment[0], estimate.start - 140) : estimate.start]) if unit == "time" else None
    if came:
        return Chosen(_coded(came, named, text), "time until it came")
    length = length_of(site, estimate, near, previous) if unit == "time" else None
    if length:
        return length
    if unit == "share":
        lifetime = lifetime_risk(text, segment, estimate)
        if lifetime:
            return Chosen(lifetime, "lifetime risk")
    near_before = text[max(segment[0], estimate.start - 140) : estimate.start]
    number_of = NUMBER_OF.search(near_before) if "number " in near_before else None
    if number_of and unit in ("count", None):
        return Chosen(number_of["what"], "number of") if number_of["what"] else previous or Chosen(None, "none named")
    if previous and previous.name and unit == "share" and is_set_against(text, segment, near, estimate):
        return Chosen(previous.name, f"same as before ({previous.pattern})")
    if (
        estimate.form == "n="
        or estimate.unit in COUNTED
        or (unit == "count" and estimate.form != "n of N" and (estimate.unit in PERSONS or not named))
    ):
        what = counted(estimate, text, segment)
        coded_as = (m.id for m in named if what and text[m.start : m.end].casefold() == what.casefold())
        return Chosen(next(coded_as, what), "count noun")
    after = site.skeleton.after(estimate.end, min(clause_end(text, segment, estimate), estimate.end + REACH))
    ended = (
        ended_by(site.skeleton.before(estimate.start, max(segment[0], estimate.start - REACH)), after)
        if unit == "share"
        else None
    )
    if ended:
        return Chosen(ended, "what it made patients do")
    acted = predicate_of(after) if unit == "share" and OF_SOME.match(text, estimate.end) else None
    if (
        acted
        and estimate.op not in (">", ">=")
        and _is_told_before(site, estimate, near, goes_on=bool(OF_THOSE_WHO.match(after)))
    ):
        acted = None
    if acted and not (OF_THE_LABEL.search(acted) and LABEL.match(text, segment[0], estimate.start)):
        return Chosen(_coded(acted, [m for m in named if m.start >= estimate.end], text), "what the patients did")
    lexical = _lexical(estimate, named, near, text, previous)
    phrase = phrase_for(site, estimate, near, previous)
    if phrase and phrase.name and phrase.pattern not in ("risk of",):
        phrase = Chosen(_coded(phrase.name, named, text), phrase.pattern)
    if phrase and phrase.pattern == "label before the colon":
        label = phrase.name or ""
        printed = LABEL.match(text, segment[0], estimate.start)
        in_whom = says_in_whom(label) or bool(printed and says_in_whom(printed["label"]))
        in_whom &= not inherited.is_at_baseline
        in_whom |= inherited.parts_patients and not any(m.id == label or text[m.start : m.end] == label for m in named)
        if (
            _is_no_endpoint(label, words)
            or SAYS_WHERE.match(label)
            or (in_whom and (site.said.topic or _told_outside(site)))
        ):
            phrase = None
    if unit == "dose" and not _is_level(estimate, lexical, site):
        dose = dosed(estimate, words, segment)
        return Chosen(f"{site.product} dose" if dose == "dose" and site.product else dose, "dose of a medicine")
    if lexical and lexical.name == "FOLLOW_UP" and unit not in ("time", None):
        lexical = None
    risky = _at_risk(estimate, text, segment, near) if unit in ("share", None) else None
    if (
        phrase
        and phrase.name
        and (site.block.section is Section.SAFETY or (SAFETY.search(phrase.name) and not risky))
        and unit == "share"
    ):
        inner = next(
            (
                m.id
                for m in named
                if m.start >= segment[0] and phrase.name.casefold() == text[m.start : m.end].casefold()
            ),
            None,
        )
        return Chosen(inner, "phrase") if inner else phrase
    if unit == "time" and SCHEDULE.search(text[max(segment[0], estimate.start - 12) : estimate.start]):
        return Chosen("dosing interval", "schedule")
    if unit == "time" and CYCLE.match(text, estimate.end):
        return Chosen("treatment cycle", "cycle")
    if risky in ("death", "dying", "mortality") and estimate.unit is None:
        risky = "OS"
    if risky:
        coded = [m.id for m in named if text[m.start : m.end] in risky]
        return Chosen(coded[-1] if coded else risky, "risk of")
    local = _at_its_site(estimate, lexical or previous, text)
    if local:
        return local
    if lexical and lexical.pattern in DIRECT and not _is_more_telling(phrase, lexical):
        return lexical
    if phrase:
        return phrase
    if lexical and previous and previous.name and is_set_beside(text, segment, near, estimate):
        return Chosen(previous.name, f"same as before ({previous.pattern})")
    if lexical:
        return lexical
    if (
        previous
        and previous.name
        and re.search(
            r"\b(?:vs\.?|versus|compared|and|than|,|or|to)\b|,",
            text[max(near[0], estimate.start - REACH) : estimate.start],
        )
    ):
        return Chosen(previous.name, f"same as before ({previous.pattern})")
    timed = since(text[estimate.end : min(segment[1], estimate.end + REACH)]) if unit == "time" else None
    if timed:
        return Chosen(timed, "counted from")
    if estimate.unit in WEIGHED and LOST.search(text[max(near[0], estimate.start - REACH) : estimate.start]):
        return Chosen("body weight", "weight lost")
    if EFFICACY.match(text, estimate.end):
        return Chosen("vaccine efficacy", "efficacy")
    if site.said.endpoint and site.said.endpoint.name and PRONOUN.match(text[segment[0] : segment[1]]):
        return Chosen(site.said.endpoint.name, "what the sentence before spoke of")
    kind = pattern("context", "kinds_of_people").match(text, estimate.end) if unit == "share" else None
    if kind:
        return Chosen(kind["what"], "kind behind its share")
    taken_up = REFERS.search(text, max(segment[0], estimate.start - REACH), estimate.start)
    if site.said.named and (taken_up or text.find("\n", 0, segment[0]) >= 0):
        return Chosen(site.said.named, "named above in the block")
    led = [m for m in (inherited.lead.endpoints if inherited.lead else ()) if m.id not in OF_ITS_OWN]
    if led:
        return Chosen(led[-1].id, "lead-in above")
    for outer in inherited.headings:
        inner_named = [m for m in outer.endpoints if m.id not in OF_ITS_OWN]
        if inner_named:
            return Chosen(inner_named[0].id, "heading above")
    if previous and previous.name:
        return Chosen(previous.name, f"same as before ({previous.pattern})")
    if site.said.topic and len(site.block.text) < LONGEST_TILE and not SENTENCE.search(site.block.text):
        return Chosen(site.said.topic, "what the values above are of")
    over = titled(inherited) if len(site.block.text) < LONGEST_TILE and unit not in ("time", "count") else None
    if over:
        return Chosen(over, "title above")
    return Chosen(None, "none named")


def _is_told_before(site: Site, estimate: Estimate, near: Span, *, goes_on: bool) -> bool:
    """Whether what a share is of stands before it, with its verb: `reactions were recorded in 27% of ...`; or before
    the share that it goes on from."""
    told = subject(site.skeleton.before(estimate.start, max(near[0], estimate.start - REACH)))
    is_first = near[0] <= site.segment[0]
    goes_on = goes_on and not is_first and bool(NEXT_SHARE.search(site.words.text, near[0], estimate.start))
    return goes_on or bool(told and not is_link(told))


BESIDE_A_RATIO = re.compile(r"\b(?:RR|HR|OR)\b(?:[^.;]|\.\d){0,50};?\s?ARR\s?[:=,]?\s?$")
LABEL = re.compile(r"\W{0,3}(?P<label>[^:.;,]{2,50}):\s")
AT_SITE = re.compile(r"\s(?:at|of|in)\s(?:the\s)?(?P<site>[a-z]+(?:\s[a-z]+)?)\b")


def _at_its_site(estimate: Estimate, known: Chosen | None, text: str) -> Chosen | None:
    """A level that the lexicon has by sites, where the site stands behind the number: `BMD by 13.3% at the lumbar spine`."""
    behind = AT_SITE.match(text, estimate.end)
    if not behind or not known or not known.name:
        return None
    level = known.name.split()[-1]
    name = f"{behind['site']} {level}"
    return Chosen(name, "site behind the number") if kind_of(level) == "level" and name in kinds() else None


# What a time is of and no other value: `a 30-week trial`, `seven months after their diagnosis`.
OF_A_TIME = re.compile(r"\b(?:length of a (?:trial|treatment)|counted from)\b")
# A sentence of its own says what it is about; a label or a comparison goes on with what stands above.
SENTENCE = re.compile(
    r"^(?:[^.;:]|\.\d){4,80}\s(?:was|were|had|has|have|lasted|occurred|received|responded|fell|rose|is|are)\s.*\.$",
    re.DOTALL,
)
LONGEST_TILE = 160  # characters of a block that may go on with the values above it
# `the two rates were 25% and 11%`: of what the sentences before named.
REFERS = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Bb]oth)\s(?:two\s|three\s|corresponding\s|respective\s)?(?:rates?|figures?|values?|proportions?|percentages?)\s(?:was|were|had been)\b"
)
PRONOUN = re.compile(r"(?:It|This|These|They|The condition|The event)\b")
EFFICACY = re.compile(r"\s(?:vaccine\s)?efficacy\b")


OF_SOME = re.compile(r"[^.;]{0,120}?\bof\b")
COUNTED = frozenset({"sites", "countries"})  # that are never what an endpoint happens to


def _coded(phrase: str, named: Sequence[Mention], text: str) -> str:
    """A phrase as the code of the survival or response that it names, or of the level that it is: else as it is."""
    for mention in named:
        if text[mention.start : mention.end].rstrip("0123456789") == f"{phrase} ":
            return mention.id  # the phrase was cut before the digits of PASI 75
    for mention in sorted(named, key=lambda m: m.start - m.end):
        said = text[mention.start : mention.end]
        kind = kind_of(mention.id)
        bare = STATED_AS.sub("", phrase).strip()
        if kind in ("time", "response") and "time to" not in phrase and _is_named_in(phrase, said):
            return mention.id
        if said.casefold() == bare.casefold() or mention.id == bare:
            return mention.id
    return phrase


STEM = 8  # letters of a first word that tell it in another form: `completely` for `complete`
NEXT_STEM = 5  # the same for the word behind it


def _is_named_in(phrase: str, name: str) -> bool:
    """Whether a phrase names an endpoint by its first words: `pathologic downstaging` is no `pathologic complete response`."""
    second = name.split()[1:2]
    return name[:STEM] in phrase and (not second or second[0][:NEXT_STEM].casefold() in phrase.casefold())


STATED_AS = re.compile(
    r"\b(?:median|mean|average|absolute gain in|gain in|improvement in|baseline|rates?|proportion with|in favou?r)\b",
    re.IGNORECASE,
)


def _is_level(estimate: Estimate, lexical: Chosen | None, site: Site) -> bool:
    """Whether a volume or weight is a measured level (FEV1, weight), not a dose."""
    if estimate.unit not in VOLUMES:
        return False
    if estimate.ci is not None:
        return True  # no dose has an interval
    heading = site.inherited.headings[0].endpoints if site.inherited.headings else ()
    known = lexical.name if lexical else site.said.named or (heading[0].id if heading else None)
    return kind_of(known) == "level"


MOST_WORDS = 7  # of a phrase that names an event


def _is_more_telling(phrase: Chosen | None, lexical: Chosen) -> bool:
    """Whether a phrase says which events a lexicon's word means: `recurrent CRS`, `death from breast cancer`."""
    if not phrase or not phrase.name or not lexical.name:
        return False
    kind = kind_of(lexical.name)
    if kind != "event" and not (kind == "response" and phrase.pattern == "label before the colon"):
        return False
    return lexical.name.casefold() in phrase.name.casefold() and len(phrase.name.split()) <= MOST_WORDS


SCHEDULE = re.compile(r"\bevery\s*$")
CYCLE = re.compile(r"[\s-]?cycles?\b")
REDUCES = re.compile(r"\b(?:lower(?:s|ed|ing)?|reduc\w+|decreas\w+|cut|fewer|less)\b", re.IGNORECASE)
# `the rate of gastritis at 12 months was significantly lower`
RATE_LOWER = re.compile(
    r"\b(?:rate|incidence|frequency) of\s(?P<what>[a-z][^.;:,()\d%]{2,50}?)\s(?:at\s[^.;:,()]{2,20}\s|over\s[^.;:,()]{2,20}\s|with\s[\w®™-]+\s)?(?:was|were)\s(?:\w+ly\s)?(?:lower|reduced|less)\b",
)
# What a sentence goes on to say was reduced too: `lowered LDL-C by 59% and reduced the risk of stroke`.
ALSO_REDUCED = re.compile(r"\b(?:and|while|but)\s(?:also\s|significantly\s)*(?:reduc|lower|decreas|cut)\w*\b")
DIRECT = frozenset({"named within", "named before", "named behind"})


def _at_risk(estimate: Estimate, text: str, segment: Span, near: Span) -> str | None:
    """What a risk reduction or its ratio is the risk of: for a ratio only what stands before it."""
    if estimate.unit is None:
        before = text[max(segment[0], estimate.start - REACH) : estimate.start]
        if estimate.ci is None or not REDUCES.search(before):
            return None
        rate = RATE_LOWER.search(before)
        return at_risk_of(before, "") or (trim(rate["what"]) if rate else None)
    around = text[max(near[0], estimate.start - REACH) : min(near[1], estimate.end + REACH)]
    if not REDUCES.search(around):
        return None
    behind = ALSO_REDUCED.split(text[estimate.end : near[1]][:REACH])[0]
    return at_risk_of(text[max(near[0], estimate.start - REACH) : estimate.start], behind)


NEAR = 60  # characters of arms and values that may stand between a share and what the patients did
BEHIND = frozenset({"named behind", "what the patients did"})


def _told_outside(site: Site) -> bool:
    """Whether the lead-in, the block above or a heading says what is measured."""
    outer = (site.inherited.lead, *site.inherited.headings)
    return bool(site.said.named) or any(words.endpoints for words in outer if words)


def _is_no_endpoint(label: str, words: Words) -> bool:
    """Whether a label is the name of an arm, of a trial or one of its parts, or of a ratio."""
    if any(label in m.id or m.id in label for m in words.trials) or OF_A_TRIAL.fullmatch(label):
        return True
    named = sum(m.end - m.start for m in (*words.arms, *words.trials) if words.text[m.start : m.end] in label)
    return named >= 0.6 * len(label) or is_link(label)


# `In low-volume disease: HR 0.30`: a label that opens with a preposition says in whom or when.
SAYS_WHERE = re.compile(r"(?:[Ii]n|[Aa]mong|[Aa]t|[Bb]y|[Dd]uring|[Aa]fter|[Ff]or|[Ww]ith(?:in)?|[Oo]f|[Oo]n)\s")
OF_A_TRIAL = re.compile(
    r"(?:[A-Z][\w-]*\s)?[A-Z]{2,}[A-Za-z]*[- ]?\d{1,4}|(?:[Tt]rial|[Ss]tudy|[Pp]art|[Cc]ohort|[Aa]rm)\s\w{1,3}"
)


def _lexical(
    estimate: Estimate, named: Sequence[Mention], near: Span, text: str, previous: Chosen | None
) -> Chosen | None:
    if not named:
        return None
    before = [m for m in named if near[0] <= m.start and m.end <= estimate.start]
    before = [m for m in before if not _is_aside(m, near[0], estimate.start, text)] or before
    if previous and previous.pattern in BEHIND:  # the values stand before their endpoints
        before = [m for m in before if m.id != previous.name]
    inside = [m for m in named if m.start >= estimate.start and m.end <= estimate.end]
    behind = [m for m in named if estimate.end <= m.start and m.end <= near[1]]
    linked = [
        m
        for m in behind
        if re.fullmatch(
            r"\s?(?:median\s|in\s|of\s|lower\s|the\s|risk\s|reduction\s|relative\s|improvement\s|patients\s|mean\s|rate\s|increase\s|with\s|efficacy\s|efficacious\s|preventing\s|against\s|chance\s|disease\s|fewer\s|new\s|had\s|achieved\s|a\s|an\s)*",
            text[estimate.end : m.start],
        )
    ]
    if inside:
        return Chosen(inside[-1].id, "named within")
    if linked and linked[0].start - estimate.end <= 1:
        return Chosen(linked[0].id, "named behind")
    if before and not (linked and text[before[-1].end : estimate.start].count(",") > 1):
        close = before[-1]
        if not (linked and len(text[close.end : estimate.start]) > 60):
            return Chosen(close.id, "named before")
    if linked:
        return Chosen(linked[0].id, "named behind")
    earlier = [m for m in named if m.end <= estimate.start]
    earlier = [m for m in earlier if m.id != "FOLLOW_UP"] or earlier
    earlier = [m for m in earlier if not _is_aside(m, 0, estimate.start, text)] or earlier
    if earlier:
        return Chosen(earlier[-1].id, "named earlier in the sentence")
    return (
        Chosen(behind[0].id, "named later in the sentence") if behind else Chosen(named[0].id, "named in the sentence")
    )


ONE_OR_OTHER = re.compile(
    r"\sor\s|,\s[^()]*\sand\s"
)  # `CV death or worsening HF (hHF or urgent visit)`: what the name before takes in
CRITERION = re.compile(r"[≥≤<>](?!.*=)", re.DOTALL)


def _is_aside(mention: Mention, low: int, high: int, text: str) -> bool:
    """Whether a name stands in brackets that close before the number: `Response (MADRS improved by half): 21%`."""
    opened = text.rfind("(", low, mention.start)
    if opened < 0 or text.find(")", opened, mention.start) >= 0:
        return False
    closed = text.find(")", mention.end, high)
    return closed >= 0 and bool(CRITERION.search(text, opened, closed) or ONE_OR_OTHER.search(text, opened, closed))


def respective(chosen: Sequence[Chosen], estimates: Sequence[Estimate], words: Words, segment: Span) -> list[Chosen]:
    """`median PFS and OS were 13.1 months and 30.8 months, respectively`: as many endpoints as values, in order."""
    result = list(chosen)
    end = words.text.find("respectively", segment[0], segment[1])
    values = [
        i for i, e in enumerate(estimates) if (end < 0 or e.start < end) and e.form not in ("n=", "range", "(range)")
    ]
    if len(values) < 2:
        return result
    if end < 0:
        return _by_label(result, estimates, words, segment)
    named = list(dict.fromkeys(m.id for m in words.endpoints if m.end <= estimates[values[0]].start))
    if len(named) == len(values):
        for i, name in zip(values, named, strict=True):
            result[i] = Chosen(name, "respectively")
        return result
    arms = {m.id for m in words.arms if segment[0] <= m.start < segment[1]}
    parts = _parts({chosen[i].name for i in values})
    if len(parts) == len(values) and len(arms) < len(values):
        for i, name in zip(values, parts, strict=True):
            result[i] = Chosen(name, "respectively")
    return _as_the_pair_before(result, values, estimates, words.text)


AGAINST_PAIR = re.compile(r"[^%;:]{0,80}\b(?:vs\.?|versus|compared\s(?:with|to)|against|and)\s(?:only\s)?(?:about\s)?")
OF_A_PAIR = re.compile(r"\sand\s(?:only\s)?(?:about\s)?")


def _as_the_pair_before(
    chosen: list[Chosen], values: Sequence[int], estimates: Sequence[Estimate], text: str
) -> list[Chosen]:
    """`65% had A and 50% had B, compared to 8% and 4% on placebo, respectively`: the second pair is of what the first is."""
    if len(values) != 4 or {estimates[i].unit for i in values} != {"%"}:
        return chosen
    first, second, third, fourth = values
    names = [chosen[first].name, chosen[second].name]
    against = text[estimates[second].end : estimates[third].start]
    if None in names or names[0] == names[1] or not AGAINST_PAIR.fullmatch(against):
        return chosen
    if OF_A_PAIR.fullmatch(text, estimates[third].end, estimates[fourth].start):
        chosen[third], chosen[fourth] = (Chosen(name, "respectively") for name in names)
    return chosen


NEXT_PART = re.compile(r",\s(?:and\s)?|\sand\s")


def _parts(names: Collection[str | None]) -> Sequence[str]:
    """What one name in the page's words is made up of, each part of the grade before them: `rash and pruritus`."""
    name = next(iter(names), None) if len(names) == 1 else None
    if not name:
        return ()
    grade = GRADE.match(name)
    of_grade = f"{grade[0]} " if grade else ""
    return tuple(f"{of_grade}{part}" for part in NEXT_PART.split(name[len(of_grade) :]))


TWO_LABELLED = re.compile(r"\s(?:and|/)\s")


def _by_label(chosen: list[Chosen], estimates: Sequence[Estimate], words: Words, segment: Span) -> list[Chosen]:
    """`CR and PR: 13% and 66% with A; 6% and 66% with B`: two endpoints before a colon, their values in pairs behind it."""
    colon = words.text.find(":", segment[0], estimates[0].start)
    named = [m for m in words.endpoints if segment[0] <= m.start and m.end <= colon]
    shares = [i for i, e in enumerate(estimates) if e.form != "n="]
    is_pair = len(named) == 2 and TWO_LABELLED.fullmatch(words.text, named[0].end, named[1].start)
    if not is_pair or len(shares) % 2 or words.text[named[1].end : colon].strip():
        return chosen
    pairs = [(estimates[a], estimates[b]) for a, b in zip(shares[::2], shares[1::2], strict=True)]
    if not all(TWO_LABELLED.fullmatch(words.text, first.end, second.start) for first, second in pairs):
        return chosen
    for place, i in enumerate(shares):
        chosen[i] = Chosen(named[place % 2].id, "in the order of the label")
    return chosen
