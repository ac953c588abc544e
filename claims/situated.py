"""An estimate to when and in whom it holds, by its sentence, its block and the headings above."""

from __future__ import annotations

import re

from claims.everybody import IN_EVERYBODY, names_everybody
from claims.evidence import Filled
from claims.lexicon import pattern
from claims.model import Kind, Section
from claims.named import Named, Spot
from claims.nearest import nearest
from claims.pointing import points_back
from claims.populations import says_in_whom
from claims.printed import Estimate
from claims.sides import SETS_AGAINST
from claims.site import Site
from claims.small_letters import small, small_pattern
from claims.told_above import REFERS
from claims.words import Words

TIMED = frozenset(
    {"rate", "mean_change", "difference", "mean", "risk_reduction", "fold", "other", "odds_ratio", "risk_ratio"}
)
TIMED_ITSELF = frozenset({"dose", "p_value", "rate_ratio"})  # take a time point only from their own sentence
DISEASE = pattern("context", "diseases")


def population(site: Site, estimate: Estimate, measure: str, arm: str | None, endpoint: str | None) -> Filled:
    """In whom: named with the estimate, before it in the block for ratios and medians, or by lead-in and headings."""
    own = nearest(site.words.populations, estimate, site.segment, site.window, site.first, site.block.text)
    how = "nearest group named"
    if (
        own is None
        and len(site.words.populations) == 1
        and ";" not in site.block.text[estimate.end : site.words.populations[0].start]
        and not (site.words.populations[0].start >= site.window[1] and EVERYBODY.match(site.block.text, estimate.end))
        and not _is_whole_of_later(site, estimate)
        and measure not in ("count", "threshold", "time")
        and endpoint != "FOLLOW_UP"
    ):
        own = site.words.populations[0]  # the only group that a sentence names is that of all its numbers
        how = "only group named"
    if own and measure == "rate" and own.start < estimate.end <= own.end:
        return Filled()  # `the 250 patients (52%) who had no mutation`: how many they were
    if own and own.end <= estimate.start and IN_EVERYBODY.search(site.block.text, own.end, estimate.start):
        return Filled()  # `23 months in those with high counts; in all patients, it was 17 months`
    if own is None or own.start >= estimate.end:
        start, end = site.window[0], estimate.start
        if OVERALL.search(site.block.text, max(start, end - REACH), end):
            return Filled()
    if own and measure in DESIGNED_IN and WHOLE_TRIAL.search(site.block.text, max(0, own.start - REACH), own.start):
        return Filled()
    said = own.id if own else _labelled(site, estimate)
    how = how if own else "label before the colon"
    if said is None and names_everybody(site.block.text, *site.segment):
        return Filled()
    is_of_design = (
        measure in DESIGNED_IN and not site.is_of_group and not (measure == "count" and estimate.unit is None)
    )  # events, not people
    if said is None and site.inherited.group and not is_of_design:
        said, how = site.inherited.group, "label of the group above"
    if said is None and site.block.section is not Section.SAFETY and not is_of_design:
        if measure in COMPARING or site.is_of_group:
            said, how = site.said.population, "group named last in the block"
        is_of_all = names_everybody(site.block.text, 0, site.segment[0])  # so a sentence before this one has said
        if not said and not is_of_all and not OF_SAFETY.search(small(site.block.text[:OPENING])):
            caption = site.inherited.caption
            over = (caption, *site.inherited.scopes) if caption and not caption.has_number else site.inherited.scopes
            above = (w.populations[-1].id for w in over if w.populations and not _is_compared(w))
            said = next((group for group in above if not DISEASE.search(group)), None)
            how = "group named above"
    if endpoint == "FOLLOW_UP" and not (own and "," not in site.block.text[estimate.end : own.start]):
        return Filled()  # `after a median follow-up of 18.4 months, survival among patients with ...`
    is_counted = own is not None and COUNTED_OFF.search(site.block.text, max(0, own.start - REACH), own.start)
    if said and arm and DISEASE.search(said) and not is_counted:
        return Filled()  # everybody in the trial has the disease
    return Filled(said, how)


def _is_whole_of_later(site: Site, estimate: Estimate) -> bool:
    """Whether the group that a sentence names is what a share behind is of: `69% of A and 65% of untreated patients`."""
    text, start = site.block.text, site.words.populations[0].start
    return start > estimate.end and bool(WHOLE_OF.search(text, max(estimate.end, start - REACH), start))


WHOLE_OF = re.compile(r"\d[\d.,]*(?:\s?%|\sper\s?cent)(?:\s\([^()]{1,30}\))?\s(?:of|in|among)\s(?:the\s|all\s)?$")


def _is_compared(words: Words) -> bool:
    """Whether the last group that a text names is only what another is compared with."""
    start = words.populations[-1].start
    return bool(COMPARED_WITH.search(words.text, max(0, start - REACH), start))


COMPARED_WITH = re.compile(r"\b(?:compared|comparison)\s(?:with|to)\s(?:the\s|those\sof\s)?$")
# `randomized 684 adults and adolescents 12 years of age and older`: all that the trial had.
WHOLE_TRIAL = re.compile(r"\b(?:randomi[sz]ed|assigned|enrolled|included)\s[\d,]+\s(?:[\w-]+\s){1,3}and\s$")
DESIGNED_IN = frozenset({"dose", "count", "threshold", "time"})  # of a trial, not of a group in it
RATIOS = frozenset({"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio"})
COMPARING = RATIOS | {"median_time", "risk_reduction", "difference"}
# A paragraph that turns to safety speaks of everybody, whichever group the heading above it named.
OF_SAFETY = small_pattern(r"\b(?:adverse|side effects?|safety|tolerab\w+)\b")
OPENING = 200  # characters of a block that say what it is about
# `64.7% efficacy against infection in adults, and 75.1% in those previously infected`: the first is of everybody.
EVERYBODY = re.compile(
    r"(?:(?!\d\s?%)[^.;:]){0,90}?\b(?:overall|in\s(?:all|the overall|adults|patients|participants)\b(?!\s(?:with|who|aged|previously)))"
)
# `overall efficacy was 61%, with 64% in those previously infected`
OVERALL = re.compile(
    r"\b[Oo]verall(?:,|\s(?:vaccine\s)?(?:efficacy|effectiveness|VE|incidence|rates?)\b)[^.;%\d]{0,40}$"
)
# `both high-volume (HR: 0.60) and low-volume disease (HR: 0.30)`
BRACKETED = re.compile(
    r"(?:.*[\s,(])?(?P<label>\w+-\w+(?:\s(?:disease|risk|tumou?rs))?)\s\((?:HR|OR|hazard ratio)?[:=,\s]*$", re.DOTALL
)
FRONT = re.compile(
    r"\W{0,3}(?P<label>[A-Za-z≥≤<>][\w≥≤<>+/-]*(?:\s[\w+/-]+){0,3}?)(?:\s(?:is|are|was|were|had|have))?\s$"
)  # `Stage II 93.9% vs 89.6%`
LABEL = re.compile(r"(?P<label>[^:.;,]{2,50}):\s[^:]*$")
BEHIND_ENDPOINT = re.compile(
    r"\W{0,3}\w[\w -]{1,25},\s(?P<label>[^:.;,]{3,40}):\s[^:]*$"
)  # `ORR, measurable disease: 51%`
# `In the 214 patients with altered tumors`: a part of those in the trial.
COUNTED_OFF = re.compile(r"\b(?:in|among|of|for)\sthe\s\d[\d,]*\s$", re.IGNORECASE)


def _labelled(site: Site, estimate: Estimate) -> str | None:
    """The group that the label of a line or list item names: `TNF antagonist-naive: 46% vs 19%`."""
    before = site.block.text[site.segment[0] : estimate.start]
    match = LABEL.match(before)
    match = match or (BRACKETED.match(before) if "(" in before else None) or BEHIND_ENDPOINT.match(before)
    if match is None and SETS_AGAINST.search(site.block.text, site.first, site.segment[1]):
        match = FRONT.match(site.block.text[site.segment[0] : site.first])
    if (
        not match
        or site.inherited.is_at_baseline
        or not (says_in_whom(match["label"]) or site.inherited.parts_patients)
    ):
        return None
    start = site.segment[0] + match.start("label")
    if any(start <= other.start < start + len(match["label"]) for other in site.words.endpoints) and not says_in_whom(
        match["label"]
    ):
        return None
    if NO_GROUP.search(match["label"]):
        return None
    if any(start <= arm.start < start + len(match["label"]) for arm in site.words.arms):
        return None  # `With EXEMPLAR: 40 mg once daily`
    bare = SIZED.sub("", match["label"]).strip(" *•-")
    return Named(bare, Spot(site.block.index, start, start + len(match["label"])))


SIZED = re.compile(r"\s?\(\s?[nN]\s?=\s?[\d,]+\s?\)\s?$")  # how many a group were


NO_GROUP = re.compile(
    r"\b(?:outcomes?|end ?points?|deaths?|mortality|events?|rates?|survival|response)\b", re.IGNORECASE
)
TIME_LABEL = re.compile(r"\W{0,4}(?P<label>[^:.;\n]{4,40}):\s")  # `Week 52: PASI 90 in 81.6%. Clear skin in 64.2%.`
# A line that says itself what it tells, not a bare value below the last result: `27% reduction in the risk of stroke`.
LINE_OF_ITS_OWN = re.compile(r"\W{0,3}(?:(?:[\w®™().,%*†-]{1,40}\s{1,3}){5}|[A-Za-z][^:.;\n%]{1,60}:\s)")
BASELINE = re.compile(r"\bbaseline\b(?!\s(?:to|in|at)\b)", re.IGNORECASE)
# A dose may differ from one phase of a treatment to another; weeks say how long it is given, or by when it is reached.
PHASE = re.compile(
    r"(?:(?:in|on|during|after)\s(?:the\s)?(?:(?:first|second|third|initial|subsequent)\s)?)?(?:cycle\s\d|cycle\b|subsequent\scycles|(?:first\s|second\s)?induction|consolidation|maintenance|infusion|dose|vaccination)\b",
    re.IGNORECASE,
)
# `a baseline of 8.3%`, `(baseline 92 and 91 kg)`, `Mean baseline weight: 96 kg`; not `change from baseline: -2.1`
FROM_BASELINE = re.compile(
    r"\b[Bb]aseline(?!\sto\b)(?:(?!\b(?:was reduced|fell|decreas|reduc|improv|chang|drop|declin|lower|rose|increas|gain|at|week)\w*)[\w ,.:%-]){0,40}$"
)
SINCE = re.compile(r"\b(?:from|over|versus|vs\.?|to|below|above|than|with|since)\s(?:[\w-]+\s){0,2}$")
REACH = 70  # characters before a value that may say that it was so at baseline
# A time within what sets apart the people that a result is of.
WHO_THEN = re.compile(
    r"\bwho\s(?:had\s|were\s|also\s)?(?:reached|achieved|had|responded|attained|showed|entered|were|met|got|gained|in)\b[^.;,\d]*$"
)
CLAUSE = 110  # characters of such a clause
AT_BASELINE = re.compile(r"\s(?:\([^()]*\)\s)?at baseline\b")
ALL_DAY = re.compile(r"over\s(?:the\s)?24\shours", re.IGNORECASE)  # how long a measurement goes on, not when
OF_THOSE = re.compile(
    r"\W*(?:[A-Z][^.:;\d]{2,40}:\s)?(?:[Oo]f|[Aa]mong|[Ii]n)\s(?:the\s|all\s)?(?:\d[\d,]*\s)?(?:those|patients|participants|people|subjects|adults|women|men|responders|children)\b[^,.;:]{5,160},\s"
)


def timepoint(site: Site, estimate: Estimate, measure: str, endpoint: str | None) -> Filled:
    """When an estimate holds: named with it, last in the block, above, or set by the page for its endpoint."""
    if measure not in TIMED and measure not in TIMED_ITSELF:
        return Filled()
    if AT_BASELINE.match(site.block.text, estimate.end) or _is_baseline(site, estimate):
        return Filled()  # `6.4% at week 26, down from 8.3% at baseline`, `-14 kg (baseline 96 kg)`
    named = site.words.timepoints
    named = tuple(m for m in named if not ALL_DAY.match(site.block.text, m.start))
    if measure == "dose":
        named = tuple(m for m in named if PHASE.match(site.block.text, m.start))
    opening = OF_THOSE.match(site.block.text, *site.segment)
    if opening and len(named) > 1:  # `Of those with a response at week 16, 9 in 10 still had it at week 52`
        named = tuple(m for m in named if m.start >= opening.end()) or named
    later = tuple(m for m in named if not WHO_THEN.search(site.block.text, max(0, m.start - CLAUSE), m.start))
    if (
        later and named and later[-1].start > named[0].start
    ):  # `patients who responded at week 16 held it through week 52`
        named = later
    own = nearest(named, estimate, site.segment, site.window, site.first, site.block.text)
    how = "nearest time named"
    if own is None and len(named) == 1 and len(site.words.timepoints) == 1 and measure in TIMED:
        own = named[0]  # the only time that a sentence names is that of all its results
        how = "only time named"
    if own or measure in TIMED_ITSELF:
        return Filled(own.id if own else None, how)
    if site.block.index in site.context.times_below:
        return Filled(site.context.times_below[site.block.index], "time below")
    if measure in ("mean", "median") and BASELINE.search(site.block.text, *site.segment):
        return Filled()  # what the patients were like before
    over = site.inherited.headings[0].text if site.inherited.headings else ""
    if BASELINE.match(over.strip()):
        return Filled()  # under `Baseline characteristics`
    goes_on = not site.said.is_time_of_result or not LINE_OF_ITS_OWN.match(site.block.text, *site.segment)
    is_below = site.block.text.find("\n", 0, site.segment[0]) >= 0
    opens = TIME_LABEL.match(site.block.text)
    is_label = opens is not None and site.said.timepoint is not None and site.said.timepoint in opens["label"]
    if site.said.timepoint and goes_on and (is_below or is_label):
        return Filled(site.said.timepoint, "time named last in the block")
    if site.block.section is Section.SAFETY or site.block.kind is Kind.FOOTNOTE:
        return Filled()
    is_taken_up = not site.said.is_time_of_result and REFERS.match(site.block.text, *site.segment)
    is_same = _goes_on_with(site, endpoint, measure) or points_back(site.block.text, site.segment)
    if site.said.timepoint and (is_taken_up or is_same):
        return Filled(site.said.timepoint, "time named last in the block")
    times = (w for w in site.inherited.times if w.timepoints and (not w.has_number or _is_detail(site, w)))
    above = next((w.timepoints[-1].id for w in times), None)
    if above is None and endpoint in site.context.set_times:
        return Filled(site.context.set_times[endpoint], "time at which the page says that it is measured")
    return Filled(above, "time named above")


def _is_baseline(site: Site, estimate: Estimate) -> bool:
    """Whether the words before a value say that it was so at baseline."""
    match = FROM_BASELINE.search(site.block.text, max(site.segment[0], estimate.start - REACH), estimate.start)
    if match and any(group.start <= match.start() < group.end for group in site.words.populations):
        return False  # `among patients with a level above 8% at baseline, 89%`
    return match is not None and not SINCE.search(site.block.text, max(0, match.start() - REACH), match.start())


def _is_detail(site: Site, heading: Words) -> bool:
    """Whether a sentence tells more of what a heading with a result says, at the same time: it names no other endpoint."""
    own = {mention.id for mention in site.words.endpoints}
    return not own or not heading.endpoints or not own.isdisjoint(mention.id for mention in heading.endpoints)


def _goes_on_with(site: Site, endpoint: str | None, measure: str) -> bool:
    """Whether a sentence tells the endpoint of the result before it once more: in another group, in other words."""
    last = site.said.results[-1] if site.said.results else None
    return (
        last is not None
        and last.endpoint == endpoint is not None
        and last.measure == measure
        and last.timepoint is not None
    )
