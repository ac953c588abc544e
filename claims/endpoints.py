"""Chooses the endpoint of an estimate: a code of the lexicon where one is named, else the page's own words."""

from __future__ import annotations

import re

from claims.around import is_link
from claims.beside import is_set_against, is_set_beside
from claims.can_cause import IT, caused
from claims.causes import ended_by
from claims.changed_numbers import whose_number_changed
from claims.coded import coded
from claims.counted import PERSONS, counted, dosed
from claims.endpoint_kinds import by_units, kind_of, kinds
from claims.idle_labels import LABEL, is_idle
from claims.lengths import length_of, lifetime_risk, until
from claims.lexicon import pattern
from claims.measures import VOLUMES
from claims.model import Section
from claims.named_endpoints import named_endpoint
from claims.patients_did import NEXT_SHARE, OF_THE_LABEL, OF_THOSE_WHO
from claims.phrases import predicate_of, since, subject
from claims.printed import Estimate
from claims.risk_of import risk_of
from claims.segments import Span
from claims.site import Chosen, Site
from claims.told_above import told_above
from claims.units import dimension
from claims.worded import REACH, clause_end, phrase_for

BESIDE_A_RATIO = re.compile(r"\b(?:RR|HR|OR)\b(?:[^.;]|\.\d){0,50};?\s?ARR\s?[:=,]?\s?$")
NEAR = 60  # characters of arms and values that may stand between a share and what the patients did
# What a time is of and no other value: `a 30-week trial`, `seven months after their diagnosis`.
OF_A_TIME = re.compile(r"\b(?:length of a (?:trial|treatment)|counted from)\b")
AGED = re.compile(
    r"\b(?:median|mean) age\b[^.;,]{0,60}$|\bage[ds]?\s[^.;,\d]{0,25}$|\bage\b[^.;]{0,60}\b(?:was|is)\b[^.;,]{0,20}$"
)


# `329 adults (19-79 years)`, `2463 women, 49-86 years`: from which age to which.
OF_PEOPLE = re.compile(
    r"\b(?:adults|women|men|patients|people|participants|children|volunteers|boys|girls)(?:\s\(?|,\s)(?:aged?\s|ages\s)?\(?$"
)
NUMBER_OF = re.compile(r"\bnumber (?:of (?P<what>[\w\s\-]{3,40}?)\s)?(?:is|was|are|were)\b[^.;]{0,24}$")
COUNTED = frozenset({"sites", "countries"})  # that are never what an endpoint happens to
OF_SOME = re.compile(r"[^.;]{0,120}?\bof\b")
SAFETY = re.compile(
    r"\b(?:adverse|side effects?|reactions?|serious|toxicit\w+|neutropenia|infections?|discontinu\w+|died|deaths?|anemia|nausea|fatal|grade)\b",
    re.IGNORECASE,
)
SCHEDULE = re.compile(r"\bevery\s*$")
CYCLE = re.compile(r"[\s-]?cycles?\b")
DIRECT = frozenset({"named within", "named before", "named behind"})
WEIGHED = frozenset({"kg", "lb", "lbs", "pounds", "st"})
LOST = re.compile(r"\b(?:lost|lose|loses|losing)\s(?:[a-z]+\s){0,4}$")  # `lost 35 lb`, `lost an average of 35 lb`
EFFICACY = re.compile(r"\s(?:vaccine\s)?efficacy\b")
PRONOUN = re.compile(r"(?:It|This|These|They|The condition|The event)\b")


def choose(site: Site, estimate: Estimate, near: Span, previous: Chosen | None) -> Chosen:
    """Endpoint of an estimate within its segment.

    `near` is the stretch between the estimates before and behind it; `previous` what the number before was about.
    """
    words, segment = site.words, site.segment
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
        return Chosen(coded(came, named, text), "time until it came")
    length = length_of(site, estimate, near, previous) if unit == "time" else None
    if length:
        return length
    if unit == "share":
        lifetime = lifetime_risk(text, segment, estimate)
        if lifetime:
            return Chosen(lifetime, "lifetime risk")
    changed = whose_number_changed(text, estimate.start, segment) if unit is None and estimate.ci is None else None
    if changed:
        return Chosen(changed, "number of")
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
        return Chosen(coded(acted, [m for m in named if m.start >= estimate.end], text), "what the patients did")
    lexical = named_endpoint(estimate, named, near, text, previous)
    phrase = phrase_for(site, estimate, near, previous)
    if phrase and phrase.name and IT.fullmatch(phrase.name):
        phrase = None
    if phrase and phrase.name and phrase.pattern not in ("risk of",):
        phrase = Chosen(coded(phrase.name, named, text), phrase.pattern)
    if phrase and phrase.pattern == "label before the colon" and is_idle(phrase.name or "", site, estimate, named):
        phrase = None
    if unit == "dose" and not _is_level(estimate, lexical, site):
        dose = dosed(estimate, words, segment)
        return Chosen(f"{site.product} dose" if dose == "dose" and site.product else dose, "dose of a medicine")
    if lexical and lexical.name == "FOLLOW_UP" and unit not in ("time", None):
        lexical = None
    risky = risk_of(estimate, text, segment, near) if unit in ("share", None) else None
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
        codes = [m for m in named if text[m.start : m.end] in risky]
        is_part = len(codes) > 1 or (codes and " or " in risky.replace(text[codes[-1].start : codes[-1].end], ""))
        return Chosen(codes[-1].id if codes and not is_part else risky, "risk of")
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
    told = caused(text, segment)
    if told:
        return Chosen(told, "what the product can cause")
    if site.said.endpoint and site.said.endpoint.name and PRONOUN.match(text[segment[0] : segment[1]]):
        return Chosen(site.said.endpoint.name, "what the sentence before spoke of")
    kind = pattern("context", "kinds_of_people").match(text, estimate.end) if unit == "share" else None
    if kind:
        return Chosen(kind["what"], "kind behind its share")
    return told_above(site, estimate, previous)


def _is_told_before(site: Site, estimate: Estimate, near: Span, *, goes_on: bool) -> bool:
    """Whether what a share is of stands before it, with its verb: `reactions were recorded in 27% of ...`; or before
    the share that it goes on from."""
    told = subject(site.skeleton.before(estimate.start, max(near[0], estimate.start - REACH)))
    is_first = near[0] <= site.segment[0]
    goes_on = goes_on and not is_first and bool(NEXT_SHARE.search(site.words.text, near[0], estimate.start))
    return goes_on or bool(told and not is_link(told))


AT_SITE = re.compile(r"\s(?:at|of|in)\s(?:the\s)?(?P<site>[a-z]+(?:\s[a-z]+)?)\b")


def _at_its_site(estimate: Estimate, known: Chosen | None, text: str) -> Chosen | None:
    """A level that the lexicon has by sites, where the site stands behind the number: `BMD by 13.3% at the lumbar spine`."""
    behind = AT_SITE.match(text, estimate.end)
    if not behind or not known or not known.name:
        return None
    level = known.name.split()[-1]
    name = f"{behind['site']} {level}"
    return Chosen(name, "site behind the number") if kind_of(level) == "level" and name in kinds() else None


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
