"""Reads a table cell by its headings: which of them names the arm, which the endpoint, which the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims import heads as printed
from claims.arm_mentions import arm_mentions, pair_in
from claims.arm_names import OF_PART, Arms
from claims.context import PageContext
from claims.endpoint_kinds import kind_of
from claims.idle_heads import tells_nothing
from claims.mention import Mention
from claims.model import Block
from claims.named import Named, Spot, like, like_all, spots_of
from claims.notations import NUMBER_WORD
from claims.numerals import quantity
from claims.pipeline import endpoint_mentions
from claims.placing import analyses, populations, says_in_whom, timepoints
from claims.printed import Estimate
from claims.quantity import Quantity
from claims.small_letters import small, small_pattern
from claims.trials import trial_mentions
from claims.units import canonical, dimension
from claims.words import Inherited

SIZE = re.compile(r"\(?\s*\b[nN]\s?=\s?(?:[\d,]+\s?/\s?)?(?P<n>[\d,]+)\s*\)?")
SHARE_HEAD = re.compile(r",?\s*\(?\s*(?:n\s?\(%\)|(?<!\d)(?<!\d\s)%)\s*\)?\s*$")
CASES_HEAD = re.compile(r"(?<=\w)\s(?:cases|events|n)\s?(?:\(N\)|/\s?N)$", re.IGNORECASE)  # `Placebo cases (N)`
TOLD_AS = re.compile(
    r"^(?:(?:co-?)?primary|(?:key )?secondary|exploratory)\s(?:efficacy\s|safety\s)?(?:end\s?point|outcome)s?[:,]\s(?=\w)"
    r"|\s?\((?:(?:co-?)?primary|(?:key )?secondary|exploratory)\s(?:efficacy\s|safety\s)?(?:end\s?point|outcome)[^()]{0,30}\)"
    r"|^(?:median|mean)\s(?=\w)|,\s(?:median|mean)$|\s?\((?:range|IQR|SD|SE|min|95% CI)[^)]*\)",
    re.IGNORECASE,
)
RATIO_NAME = re.compile(
    r"(?:stratified |adjusted )?(?:hazard|odds|risk|rate) ratio|(?:HR|OR|RR)s?\b|p[- ]?value|difference", re.IGNORECASE
)
INTERVAL_ONLY = re.compile(
    r"\(?(?:\d{2}(?:\.\d+)?\s?%\s?)?(?:CIs?|(?-i:CrI)|confidence interval|credible interval)\)?(?:,?\s?(?:%|months|years))?",
    re.IGNORECASE,
)
P_ONLY = re.compile(
    r"(?:nominal |one-sided |two-sided |[12]-sided |log-rank )?p(?:[ -]?values?)?(?:\s?(?:vs\.?|versus)\s[\w +-]+)?",
    re.IGNORECASE,
)
BY_SUBGROUP = re.compile(
    r"\bsubgroups?\b|\bforest\b|\bage groups?\b|\bacross (?:patient )?(?:types|populations)\b", re.IGNORECASE
)
# A table of what all patients were like has no groups in its rows.
AT_BASELINE = re.compile(
    r"\b(?:characteristics|demographics)\b|^(?:(?:study|trial|all|randomi[sz]ed)\s){0,2}(?:participants|patients|subjects|population)\s\([Nn]\s?=",
    re.IGNORECASE,
)
# `Subjects with any TEAE`: what happened, not to whom.
WITH_ANY = re.compile(
    r"(?:patients|participants|subjects|people|adults|women|men)\s(?:with|who\shad|having)\s(?:any|an?|at\sleast\s(?:one|1)|[≥>]=?\s?1)\b",
    re.IGNORECASE,
)
STUB_OF_GROUPS = re.compile(
    r"\b(?:stage|age|sex|region|status|risk|population|cohort|weight|prior|(?<!\bat )baseline(?! (?:patient |disease )?(?:characteristics|demographics|features|data)|$))\b",
    re.IGNORECASE,
)
GROUP_HEAD = re.compile(
    r"(?:(?:overall|all patients)\s?\()?(?:aged?|ages)?\s?(?:[<>≥≤]\s?)?\d+(?:\s?(?:[-–]|to)\s?[<>≥≤]?\s?\d+)?\s?(?:years?|yrs?|y)(?:\sof\sage)?(?:\s(?:and|or)\s(?:older|over|above))?\)?"
    r"|aged?\s?(?:[<>≥≤]\s?)?\d+(?:\s?[-–]\s?\d+)?|(?:cohort|part) \w{1,2}|(?:ITT|mITT|safety|per-protocol) population|(?:wo)?men|(?:fe)?males?",
    re.IGNORECASE,
)
# What is left of a label without these words names an endpoint.
STATISTIC_WORDS = small_pattern(
    r"[,:]\s[\w®™▼ +/-]{2,60}?\s(?:vs\.?|versus)\s[\w®™▼ +./-]{2,60}$|\beffects?\sof\s[\w®™▼ +/-]{2,60}$|(?:stratified|unstratified|adjusted|unadjusted|treatment|absolute|relative|estimated|LS|least squares|mean|nominal|one-sided|two-sided|log-rank)\s(?=\S)"
    r"|\b(?:absolute|relative)\s(?:risk\s)?(?:reduction|difference)s?\b|\brisk\sreductions?\b|\b(?:ARR|RRR|NNT)\b"
    r"|\b(?:hazard|odds|risk|rate)\sratios?\b|\b(?:HR|OR|RR|IRR)s?\b|\bp[ -]?values?\b|\bdifferences?\b|\breductions?\b"
    r"|\d{2}(?:\.\d+)?\s?%\s?(?:CIs?|CrI)|\bCIs?\b|\b(?:vs\.?|versus)\s[\w®™ +.-]+$|[\W_]+"
)
SOME_OF_THEM = re.compile(
    r"\w\s(?:patients|participants|women|men|adults|children|sub-?group|population)$", re.IGNORECASE
)
# Heads of the row labels that say nothing of what was measured.
BARE_STUB = re.compile(
    r"(?:\W|\b(?:end\s?points?|outcomes?|parameters?|characteristics?|variables?|measures?|results?|patients?|populations?|sub\s?groups?|groups?|analys[ei]s|stud(?:y|ies)|trials?|categor(?:y|ies)|n|time(?:\s?points?)?|months?|weeks?|years?|visits?|cohorts?|efficacy|"
    r"events?|adverse|reactions?|baseline|age|sex|stage|region|status|weight|prior|selected|main|key|clinical|features?|demographics?|demographic\s(?=\w)|disease|at|the|of|in|by|and|all|mean|median|sd|no)\b)*",
    re.IGNORECASE,
)
EVERY_GRADE = re.compile(r"(?:all|any)[- ]?grades?(?:\s?\(?%\)?)?,?\s*%?", re.IGNORECASE)
ONE_GRADE = re.compile(r"(?P<grade>(?:CTCAE )?grades?\s[\d≥].{0,12}?)(?:,?\s*\(?%\)?)?", re.IGNORECASE)
STATISTIC = re.compile(
    r"^(?:(?:LS\s)?mean|median|range|(?:n|no\.?)(?:\s?\(%\))?|%|number|total|yes|events?|patients|rates?|IQR|SD|SE|95% CI)(?:\s?[,(].*)?$",
    re.IGNORECASE,
)
UNIT_WORDS = re.compile(
    r"\sin\s(?P<in>years|months|weeks|days|kg)\b.*$|,\s(?P<unit>%\s?(?:per|/)\s?(?:patient[- ]|person[- ])?(?:year|month)|(?:events?|episodes|cases)\sper\s(?:patient|person|subject)[ -]years?|years?|months?|weeks?|days?|kg|lines?|%|n\s?\(%\)|n)\b.*$|\s\((?P<bracketed>%\s?(?:per|/)\s?(?:patient[- ]|person[- ])?(?:year|month)|years?|months?|weeks?|kg|%)\)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headed:
    """What a cell's headings, its table's caption and the head of its row labels say."""

    arm: str | None = None
    versus: str | None = None
    size: Quantity | None = None
    endpoint: str | None = None
    code: str | None = None
    unit: str | None = None
    labels: str = ""  # the heads that name no arm
    arm_head: str = ""
    caption: str = ""
    population: str | None = None
    timepoint: str | None = None
    trial: str | None = None
    analysis: str | None = None
    role: str = "value"  # value | interval | p
    interval_head: str = ""
    stub: str = ""
    row: str = ""  # the label of the cell's row, as printed


def headed(block: Block, context: PageContext) -> Headed:
    """What the row and column headings of a cell say of it."""
    cell = block.cell
    assert cell is not None  # noqa: S101 - only called for cells
    arms, inherited = context.arms, context.inherited[block.index]
    row_heads, column_heads = printed.row_heads(block, context), printed.column_heads(block, context)
    trials = [like(head, m.id) for head in (*row_heads, *column_heads) for m in trial_mentions(head, context.trials)]
    looks = [like(head, m.id) for head in (*column_heads, *row_heads) for m in analyses(head)]
    row, column = (_without(heads, trials) for heads in (row_heads, _with_clocks(column_heads)))
    versus = None
    arm, size, over, arm_head = _arm(column, arms)
    if arm is not None:
        versus, _, over, _ = _arm(over, arms)  # a ratio's cell stands under both arms
        words = [*row, *over]
    else:
        arm, size, beside, arm_head = _arm(row, arms)
        words = [*beside, *column]
    stub = printed.stub(block, context)
    caption = " | ".join(filter(None, (cell.stub, inherited.caption.text if inherited.caption else "")))
    above = (
        caption if inherited.caption else f"{caption} | {inherited.headings[0].text}" if inherited.headings else caption
    )
    groups = f"{cell.stub} | {above}"
    is_of_all = bool(AT_BASELINE.search(cell.stub))
    by_group = not is_of_all and bool(BY_SUBGROUP.search(groups) or STUB_OF_GROUPS.search(cell.stub))
    labels, parts = _labels(words, row, is_by_subgroup=by_group)
    if not is_of_all:  # whose rows tell what the patients were, not of whom a value is
        labels, parts = _by_stub(labels, parts, row, cell.stub)
    told = " | ".join(labels)
    in_whom = populations(told)
    spoken = [m for m in endpoint_mentions(told) if m.id not in ("eGFR",) or len(labels) == 1]
    apart = [m for m in spoken if not any(g.start <= m.start < g.end for g in in_whom)]
    codes = [_from(labels, m.start, m.id) for m in _of_everybody(told, apart or spoken)]
    point = parts.get("timepoint") or next((_from(labels, p.start, p.id) for p in timepoints(told)), None)
    bare = [label for label in labels if not SHARE_HEAD.search(label)]
    whom = IN_BRACKETS.search(cell.stub)
    # `People with clear skin`: what is told, not in whom.
    is_outcome = (bool(spoken) and not apart and not by_group) or any(map(WITH_ANY.match, bare))
    among = () if is_outcome or is_of_all else populations(" | ".join(bare))
    group = parts.get("population") or next((_from(bare, g.start, g.id) for g in among), None)
    group = group or next((like(stub, g.id) for g in populations(f"in the {whom[1]}")), None) if whom else group
    return Headed(
        arm=arm,
        versus=versus,
        size=size,
        endpoint=_named_by(labels, endpoint_name(_that_tell(labels, row, context))),
        code=codes[-1] if codes else None,
        unit=_unit([head for head in (stub, *words) if head.strip()]) or ("%" if IN_PERCENT.search(above) else None),
        labels=like_all(labels, told),
        arm_head=arm_head,
        caption=Named(above, *spots_of(stub), *_over(inherited)),
        population=group,
        timepoint=point,
        trial=trials[-1] if trials else None,
        analysis=looks[-1] if looks else None,
        role=_role(row, column),
        interval_head=" | ".join((*row[-1:], *column[-1:])),
        stub=cell.stub,
        row=cell.row_heads[-1] if cell.row_heads else "",
    )


def _that_tell(labels: Sequence[str], row: Sequence[str], context: PageContext) -> list[str]:
    """Labels without the heads of columns that name an arm in more words than its own: `EXEMPLAR cream`."""
    return [label for label in labels if label in row or not tells_nothing(label, context)] or list(labels)


def _of_everybody(told: str, named: Sequence[Mention]) -> Sequence[Mention]:
    """Endpoints without those that only say in whom others are told: `Median OS, MRD-negative patients`."""
    parts = [
        (part.start(), part.end(), says_in_whom(part[0].strip()) or bool(SOME_OF_THEM.search(part[0].strip())))
        for part in PART.finditer(told)
    ]
    own = [m for m in named if not any(whom and start <= m.start < end for start, end, whom in parts)]
    return own or named


PART = re.compile(r"[^,;|]+")
IN_PERCENT = re.compile(
    r"(?:%|\bpercent(?:age)?)\s(?:mean\s)?(?:change|increase|decrease|reduction|improvement)\b", re.IGNORECASE
)
# `Outcome (HR-positive cohort)` over the row heads says of whom the table speaks.
IN_BRACKETS = re.compile(r"\(([^()]{3,60}?\b(?:cohort|population|subgroup|patients|subset))\)")


def _from(labels: Sequence[str], at: int, words: str) -> str:
    """Words found at an offset of labels joined by bars: they were read in one of these."""
    end = -len(JOINT)
    for label in labels:
        end += len(JOINT) + len(label)
        if at < end:
            return like(label, words)
    return words


JOINT = " | "


def _over(inherited: Inherited) -> tuple[Spot, ...]:
    """The caption of a table, else the heading above it."""
    over = inherited.caption or (inherited.headings[0] if inherited.headings else None)
    return (Spot(over.block, 0, len(over.text)),) if over else ()


CLOCK = re.compile(r"(?:days?|weeks?|months?|years?|cycles?|visits?|seasons?)", re.IGNORECASE)
COUNTED_OFF = re.compile(rf"\d{{1,3}}|{NUMBER_WORD}", re.IGNORECASE)


def _with_clocks(heads: tuple[str, ...]) -> tuple[str, ...]:
    """Heads, a unit of time and the number below it as one: `Season` over `One` and `Two`, `Week` over `12` and `24`."""
    joined: list[str] = []
    for head in heads:
        if joined and CLOCK.fullmatch(joined[-1].strip()) and COUNTED_OFF.fullmatch(head.strip()):
            clock = joined.pop()
            joined.append(like_all((clock, head), f"{clock.strip()} {head.strip()}"))
        else:
            joined.append(head)
    return tuple(joined)


def _without(heads: tuple[str, ...], trials: list[str]) -> list[str]:
    """Heads without the trials that they name."""
    left = list(heads)
    for trial in trials:
        left = [like(head, head.replace(trial, " ").strip(" ,:;|–-") or head) for head in left]
    return [head for head in left if head not in trials]


def _labels(heads: list[str], row: list[str], *, is_by_subgroup: bool) -> tuple[list[str], dict[str, str]]:
    """(heads that name what was measured, what the others name: trial, time point, population)."""
    labels: list[str] = []
    parts: dict[str, str] = {}
    measured = any(ratio_head(head) or endpoint_mentions(head) for head in heads if head not in row)
    for head in heads:
        left = head
        for point in timepoints(left) or timepoints(f"at {left}"):
            if _covers(point.id, left):
                parts["timepoint"] = like(head, point.id)
                left = left.replace(point.id, " ")
        left = left if left == head else left.strip(" ,;:|()")
        is_label = head in row
        if is_label:
            is_group = not ratio_head(left) if is_by_subgroup else says_in_whom(left) and measured
        else:
            sized = SIZE.search(left)
            left = (
                like(head, SIZE.sub(" ", left).strip()) if sized and says_in_whom(SIZE.sub(" ", left).strip()) else left
            )
            is_group = bool(GROUP_HEAD.fullmatch(left)) or bool(sized and says_in_whom(left))
        if is_group and not endpoint_mentions(left):
            parts["population"] = like(head, COUNTED.sub("", left.strip(" :*")))
        elif left.strip() and not EVERY_GRADE.fullmatch(left.strip()):
            labels.append(like(head, left))
    return labels, parts


COUNTED = re.compile(r"\s\([nN]\)$")  # `HRRm (n)`
ANY = re.compile(r"any", re.IGNORECASE)  # row of all that the head of the labels names


def _by_stub(labels: list[str], parts: dict[str, str], row: list[str], stub: str) -> tuple[list[str], dict[str, str]]:
    """The same where the head of the row labels says what was measured, and the rows in whom or when."""
    if not row or not re.search(r"[A-Za-z]{4}", stub) or BARE_STUB.fullmatch(stub.strip()):
        return labels, parts
    inside, when = row[-1], timepoints(f"at {row[-1]}")
    if ANY.fullmatch(inside.strip()):
        name = like_all((inside, stub), f"{inside.strip().lower()} {stub[:1].lower()}{stub[1:]}")
        return [name, *(label for label in labels if label != inside)], parts
    of_some = (says_in_whom(inside) or bool(SOME_OF_THEM.search(inside))) and not endpoint_mentions(inside)
    if of_some or any(_covers(point.id, inside) for point in when):
        told = parts if "timepoint" in parts or not of_some else {**parts, "population": inside}
        return [like(inside, stub), *(label for label in labels if label != inside)], told
    over = [point for point in timepoints(f"at {stub}") if _covers(point.id, stub)]
    if over and "timepoint" not in parts:
        return labels, {**parts, "timepoint": like(stub, over[0].id)}
    return labels, parts


def _covers(words: str, head: str) -> bool:
    """Whether a time point is a part of a head by itself: all of it, or between its commas and brackets."""
    return any(words.casefold() == part.strip().casefold() for part in re.split(r"[,;:()|]|\bat\b|\bfrom\b", head))


def ratio_head(head: str) -> bool:
    """Whether a head names a ratio, a difference, an interval or a p value."""
    return bool(RATIO_NAME.match(head.strip(" ()")) or INTERVAL_ONLY.fullmatch(head.strip()))


def is_statistic(label: str) -> bool:
    """Whether a label says only how values are compared: `HR (95% CI); P value`, `Treatment difference`."""
    return not STATISTIC_WORDS.sub("", small(ITS_INTERVAL.sub("", label)))


ITS_INTERVAL = re.compile(r"\s?[(\[](?:\d{2}(?:\.\d+)?\s?%\s)?(?:CIs?|CrI)[)\]]$")  # `vs placebo (95% CI)`


def _role(row: list[str], column: list[str]) -> str:
    """What a cell holds by its nearest heads: a value, only the interval of one, or only its p value."""
    for head in (row[-1:] or [""])[0], (column[-1:] or [""])[0]:
        if INTERVAL_ONLY.fullmatch(head.strip()):
            return "interval"
        if P_ONLY.fullmatch(head.strip()):
            return "p"
    return "value"


def _parts_apart(heads: list[str]) -> list[str]:
    """Heads with the part of the trial before an arm as one of its own: `Cohort 1 Exemplar (n=241)`."""
    found: list[str] = []
    parts: list[str] = []
    for head in heads:
        of_part = OF_PART.match(head)
        found.append(like(head, head[of_part.end() :]) if of_part else head)
        parts += [like(head, of_part[0].strip(" ,:"))] if of_part else []
    return [*found, *parts]


def _arm(heads: list[str], arms: Arms) -> tuple[str | None, Quantity | None, list[str], str]:
    """(arm, its size, the heads left, the head that named it)."""
    heads = _parts_apart(heads)
    if len(heads) > 1:
        heads = [head for head in heads if not ARMS_BELOW.fullmatch(head.strip())] or heads
    for i, head in enumerate(heads):
        size = SIZE.search(head)
        bare = CASES_HEAD.sub("", SHARE_HEAD.sub("", SIZE.sub(" ", head).strip())).strip(" ,:;()")
        bare = WHO_HAD.sub("", bare)
        spoken = arm_mentions(bare, arms)
        graded = GRADED.fullmatch(SIZE.sub(" ", head).strip(" ,:;"))
        if graded and any(len(m.id) >= 0.8 * len(graded["arm"].strip(" ,:;|-")) for m in spoken):
            name = graded["arm"].strip(" ,:;|-").replace("®", "").replace("™", "")
            number = quantity(size["n"]) if size else None
            return like(head, name), number, [*heads[:i], like(head, graded["grade"]), *heads[i + 1 :]], head
        covers = sum(m.end - m.start for m in spoken)
        number = quantity(size["n"]) if size else None
        is_group = bool(size) and not spoken and says_in_whom(bare)  # `Previously treated (n=149)`
        if (size and bare and not is_group and (spoken or head in arms.heads or bare in arms.heads)) or (
            spoken and covers >= 0.6 * len(bare)
        ):
            pair = pair_in(bare, spoken)
            name = pair[0] if pair else bare.replace("®", "").replace("™", "")
            left = [*([like(head, pair[1])] if pair else ()), *heads[:i], *heads[i + 1 :]]
            return like(head, name), number, left, head
        parts = [part.strip(" ()") for part in re.split(r"[,;:|]|\s[–—-]\s|(?<=/N)\s|\sin\s|\swith\s", bare)]
        named = [part for part in parts if part and any(len(m.id) >= 0.8 * len(part) for m in arm_mentions(part, arms))]
        if len(named) == 1 and len(parts) > 1 and not RATIO_NAME.match(bare):
            rest = like(head, bare.replace(named[0], " ").strip(" ,;:|–—-"))
            name = like(head, named[0].replace("®", "").replace("™", ""))
            return name, number, [*heads[:i], rest, *heads[i + 1 :]], head
    return None, None, heads, ""


ARMS_BELOW = re.compile(
    r"(?:(?:treatment|study|randomi[sz]ed)\s)?(?:arms?|groups?)|treatments?", re.IGNORECASE
)  # names none
# An arm's head with the grades that its column counts: `examplimab (n=279) All grades, %`, `Placebo Grade 3/4 (%)`.
GRADED = re.compile(
    r"(?P<arm>.{2,60}?)[\s,:;|–-]{1,4}(?P<grade>(?:all|any)[- ]?grades?|grades?\s?[\d≥][^,(%]{0,12}?)(?:,?\s?\(?%\)?)?",
    re.IGNORECASE,
)
# Words of a label before the arm that it names and nothing else: `of patients treated with placebo`.
WHO_HAD = re.compile(
    r"^(?:(?:started|continued|stayed|remained|kept|switched|changed|randomi[sz]ed)\s(?:on|from|to|with)\s(?:the\s)?)|^(?:(?:of|in|for|among)\s(?:the\s)?)?(?:(?:patients|people|subjects|participants|adults|children|women|men)\s)?"
    r"(?:(?:treated|who received|receiving|taking|given|on|with|for|in)\s)+(?:the\s)?",
    re.IGNORECASE,
)


# `Age in years, median (min, max)`: how a characteristic is told, behind its name.
STATED_BEHIND = re.compile(
    r"(?:,?\s(?:in\s)?(?:years|months|kg))?,?\s\(?(?:mean|median)\b(?:\s?[(,][^()]*\)?)?\)?$|\sin\s(?:years|months|kg)$",
    re.IGNORECASE,
)


def endpoint_name(labels: list[str]) -> str | None:
    """An endpoint in the page's words from row labels, outermost first: `Age, years` over `<70` is `age <70 years`."""
    kept = [label.strip(" :*") for label in labels if not STATISTIC.fullmatch(label.strip())]
    kept = [label for label in kept if STATISTIC_WORDS.sub("", small(label))]
    if not kept:
        kept = [label.strip() for label in labels[-1:] if STATISTIC_WORDS.sub("", small(label))]
    unit = ""
    cleaned = []
    for label in kept:
        match = UNIT_WORDS.search(label)
        if match:
            unit = match["unit"] or match["bracketed"] or match["in"] or ""
            label = label[: match.start()]  # noqa: PLW2901
        label = STATED_BEHIND.sub("", label) or label  # noqa: PLW2901
        label = SHARE_HEAD.sub("", TOLD_AS.sub("", label)) or label  # noqa: PLW2901
        cleaned.append(label[:1].lower() + label[1:] if not label[1:2].isupper() else label)
    if not cleaned:
        return None
    grade = ONE_GRADE.fullmatch(cleaned[-1])
    if grade and len(cleaned) > 1:
        cleaned = [*cleaned[:-2], f"{grade['grade']} {cleaned[-2]}"]
    name = (
        " ".join(cleaned)
        if len(cleaned) == 1 or re.match(r"[<>≥≤=\d]", cleaned[-1])
        else f"{' '.join(cleaned[:-1])}: {cleaned[-1]}"
    )
    if re.match(r"[<>≥≤]", cleaned[-1]) and unit in ("years", "year"):
        name = f"{name} years"
    return name


def _named_by(labels: list[str], name: str | None) -> str | None:
    """A name made of labels, those read in it that gave it a word."""
    if name is None:
        return None
    words = set(re.findall(r"\w+", name.casefold()))
    return like_all([label for label in labels if words & set(re.findall(r"\w+", label.casefold()))] or labels, name)


def _unit(labels: list[str]) -> str | None:
    found = next(((label, unit) for label in reversed(labels) if (unit := _unit_in(label))), None)
    return like(*found) if found else None


def _unit_in(label: str) -> str | None:
    match = UNIT_WORDS.search(label)
    said = (match["unit"] or match["bracketed"] or match["in"] or "").casefold() if match else ""
    if said in ("years", "year", "months", "month", "weeks", "days", "kg"):
        return said if said.endswith("s") or said == "kg" else f"{said}s"
    if label.strip() in COUNT_HEADS:
        return "patients"
    if said == "n":
        return "events" if label.casefold().startswith("event") else "patients"
    over_time = PERCENT_OVER_TIME.search(label)
    if over_time:
        return f"% per {over_time['base'].casefold()}"
    if said.startswith(("%", "n (")) or re.search(r"%(?!\s?C)|\bpercent", label):
        return "%"
    if " per " in said:
        return f"per {said.rpartition(' per ')[2]}"
    if re.search(r"\b(?:mos?|months)\b", label):
        return "months"
    if re.search(r"\blines\b", label):
        return "lines"
    level = LEVEL_UNIT.search(label)
    unit = canonical(level["unit"])[0] if level else None
    return unit if dimension(unit) == "level" or unit in VOLUMES else None


COUNT_HEADS = frozenset({"n", "N", "No.", "Patients, n", "Patients, N", "No. of patients"})
VOLUMES = frozenset({"mL", "L"})  # under a heading of what was measured no dose
LEVEL_UNIT = re.compile(r"(?:,\s|\()(?P<unit>[^,()]{1,20})\)?$")  # `Fasting glucose, mg/dL`
PERCENT_OVER_TIME = re.compile(
    r"(?:%|\bper ?cent)\s?(?:per|/|a)\s?(?P<base>patient[- ]year|person[- ]year|year|month)\b", re.IGNORECASE
)
RATE_OVER_TIME = re.compile(
    r"\b(?:per|/)\s?(?P<base>1,?000|100|10,000|100,000)\s?(?P<of>(?:person|patient|subject|participant)s?[- ]?years?|PYs?|PYE|PYR)",
    re.IGNORECASE,
)


def with_headings(estimate: Estimate, told: Headed) -> Estimate:
    """An estimate of a cell with the unit its headings give it, and its share's total from the arm's size."""
    if estimate.form in ("interval", "cases (N)", "p"):
        return estimate
    unit = estimate.unit
    over_time = RATE_OVER_TIME.search(told.labels)
    is_ratio = bool(RATIO_WORD.search(told.labels))
    if unit is None and over_time:
        unit = like(told.labels, f"per {over_time['base'].replace(',', '')} {over_time['of']}")
    if unit is None and told.arm_head and SHARE_HEAD.search(SIZE.sub("", told.arm_head)):
        unit = like(told.arm_head, "%")
    if unit is None and estimate.form in ("number", "low-high", "(range)", "n (%)") and not is_ratio:
        unit = told.unit or _unit([told.caption])
        if unit in ("patients", "events") and (estimate.value is None or estimate.value.decimals):
            unit = None
    has_decimals = estimate.value is not None and estimate.value.decimals > 0
    is_response = told.code and kind_of(told.code) == "response" and not is_ratio
    if unit is None and is_response and has_decimals and estimate.form == "number":
        unit = like(told.code, "%")  # of a response nothing else has decimals
    of = estimate.of
    if unit == "%" and of is None and told.size is not None and not MEAN_LABEL.search(told.labels):
        of = told.size
    return replace(estimate, unit=unit, of=of)


MEAN_LABEL = re.compile(r"(?:^|[,(|]\s?)(?:LS\s|least[- ]squares\s)?(?:mean|median|average)\b", re.IGNORECASE)
RATIO_WORD = re.compile(r"\b(?:(?-i:HR|OR)|ratio|p[- ]?value)\b", re.IGNORECASE)  # `Grade 3 or higher` has none
