"""Ties each estimate of a sentence to the arm it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.arm_mentions import pair_in
from claims.in_order import AS_FIRST, in_order
from claims.mention import Mention
from claims.nearest import without_brackets
from claims.of_groups import of_groups
from claims.openings import LINK, in_brackets_of_pairs, is_closed_off, opens_the_next
from claims.printed import Estimate
from claims.segments import Span
from claims.sides import (
    AGAINST_REACH,
    DIFFERENCE_FROM,
    DIFFERENCE_REACH,
    ENDS_AGAINST,
    FOLLOWERS,
    ITS_OWN,
    SET_AGAINST,
    SETS_AGAINST,
    Pair,
    Sides,
    end_before,
    gap_behind,
    other_arm,
    pair_of,
    two_arms,
)
from claims.site import Said
from claims.units import dimension
from claims.words import Inherited, Words


def sides_of(
    estimates: Sequence[Estimate],
    segment: Span,
    words: Words,
    said: Said,
    inherited: Inherited,
    apart: frozenset[int] = frozenset(),
    product: Sequence[str] = (),
) -> list[Sides]:
    """Arms of all estimates of one segment, in order; a value that another has behind it in brackets shares its arm."""
    inner = frozenset() if apart else in_brackets_of_pairs(estimates, words)
    outer = [estimate for i, estimate in enumerate(estimates) if i not in inner]
    told = iter(_sides_of(outer, segment, words, said, inherited, apart, product))
    found: list[Sides] = []
    for i in range(len(estimates)):
        found.append(Sides(found[i - 1].arm, None, "in brackets behind a value") if i in inner else next(told))
    for i in range(len(estimates) - 1):
        if found[i + 1].pattern == "linked behind" and _came_from(estimates[i], estimates[i + 1], words.text):
            found[i] = found[i + 1]
    return found


# `from 8.5% to 7.0% with A and from 8.4% to 8.0% with B`: what a value was and what it came to are of one arm
CAME_FROM = re.compile(r"\bfrom\s(?:an?\s(?:mean|median|average)(?:\sof)?\s|about\s|approximately\s)?$")
TO = re.compile(
    r"(?:\s(?:at\sbaseline|\([^()]{1,30}\)))?\sto\s(?:an?\s(?:mean|median|average)(?:\sof)?\s|about\s|approximately\s)?"
)


def _came_from(first: Estimate, second: Estimate, text: str) -> bool:
    before = CAME_FROM.search(text, max(0, first.start - 24), first.start)
    return bool(before and TO.fullmatch(text, first.end, second.start))


def _sides_of(
    estimates: Sequence[Estimate],
    segment: Span,
    words: Words,
    said: Said,
    inherited: Inherited,
    apart: frozenset[int],
    product: Sequence[str],
) -> list[Sides]:
    """Arms of all estimates of one segment, in order; those `apart` go with something else than arms in their order.

    A value takes the arm that a preposition ties behind it, else the arm named since the value before it; where the
    sentence names its arms first and lists values after, they go together in order.
    """
    in_turn = _in_turn_of_lead(estimates, words, inherited)
    if in_turn:
        return in_turn
    within = {
        i: m for i, e in enumerate(estimates) for m in words.arms if e.start <= m.start < e.end and m.end <= e.end
    }
    mentions = [m for m in words.arms if not any(e.start <= m.start < e.end and e.form != "n (%)" for e in estimates)]
    each = _each_against_its_own(estimates, mentions, words.text, segment, inherited, product)
    if each:
        return each
    pair = pair_of(words, mentions, said, inherited, product)
    groups = of_groups(estimates, words)
    found: list[Sides] = []
    bracket = 0  # where brackets close that tell the last value in other units
    for i, estimate in enumerate(estimates):
        if estimate.form in FOLLOWERS and i:
            found.append(found[i - 1])
            continue
        if i in within and dimension(estimate.unit) == "count":
            found.append(Sides(within[i].id, None, "linked behind"))
            continue
        start = max(segment[0], end_before(estimates[i - 1], estimate.start) if i else segment[0])
        inside = _bracket_behind(estimate, mentions, words.text)
        if i and estimate.start < bracket:
            found.append(found[i - 1])
            continue
        bracket = inside
        stop = next(
            (e.start for e in estimates[i + 1 :] if not _stands_between(e, words.text) and e.start >= inside),
            segment[1],
        )
        is_next = i - 1 in groups and i in groups and found[i - 1].arm  # `46% of older and 32% of younger patients`
        found.append(
            Sides(found[i - 1].arm, None, f"as before ({found[i - 1].pattern})")
            if is_next and not any(start <= m.start < stop for m in mentions)
            else _sides(i, estimates, mentions, words.text, (start, stop), pair, found)
        )
    own = pair_in(words.text, tuple(mentions)) or two_arms(mentions)
    found = _as_first_bracket(estimates, mentions, words.text, found)
    is_pair = bool(pair) and {*map(str.casefold, said.team)} == {*map(str.casefold, pair or ())}
    is_said = len(said.team) > 2 or is_pair  # in the order of the sentence before
    team = own or (said.team if is_said else pair or said.team)
    teams = (team, pair or ())
    found = in_order(estimates, mentions, words.text, teams, found, apart | groups, is_said=is_pair and not own)
    return _completed(estimates, words.text, pair, found)


def _in_turn_of_lead(estimates: Sequence[Estimate], words: Words, inherited: Inherited) -> list[Sides]:
    """`on A 5 mg, A 10 mg, and placebo, respectively:` over `Nausea (13%, 23%, 3%)`: the arms of the lead-in in order."""
    lead = inherited.lead
    if lead is None or words.arms or not RESPECTIVELY.search(lead.text):
        return []
    last = max(lead.text.rfind("\n"), lead.text.rfind(". "))  # of its sentences the last
    named = [arm for arm in lead.arms if arm.start > last]
    values = [i for i, estimate in enumerate(estimates) if estimate.form not in FOLLOWERS]
    if len(named) < 2 or len(values) != len(named) or len({dimension(estimates[i].unit) for i in values}) > 1:
        return []
    arms = iter(named)
    found: list[Sides] = []
    for i in range(len(estimates)):
        found.append(Sides(next(arms).id, None, "in the order of the lead-in") if i in values else found[i - 1])
    return found


RESPECTIVELY = re.compile(r"\brespectively\b")


def _each_against_its_own(
    estimates: Sequence[Estimate],
    mentions: Sequence[Mention],
    text: str,
    segment: Span,
    inherited: Inherited,
    product: Sequence[str],
) -> list[Sides]:
    """`22 mL more vs A and 74 mL more vs B`: values of the arm under study, each set against the arm behind it."""
    values = [estimate for estimate in estimates if estimate.form not in FOLLOWERS]
    if len(values) < 2 or len(values) != len(mentions) or len(values) != len(estimates) or not product:
        return []
    ends = [*(estimate.start for estimate in values[1:]), segment[1]]
    is_each = all(
        value.end <= arm.start < end
        and SET_AGAINST.search(text[max(0, arm.start - 24) : arm.start])
        and not any(name in arm.id for name in product)
        for value, arm, end in zip(values, mentions, ends, strict=True)
    )
    if not is_each or len({arm.id for arm in mentions}) < len(mentions):
        return []
    ours = inherited.studied or product[0]
    return [Sides(ours, arm.id, ITS_OWN) for arm in mentions]


def _bracket_behind(estimate: Estimate, mentions: Sequence[Mention], text: str) -> int:
    """The end of the brackets that tell a value once more in other units: `13% (29.8 lb or 13.5 kg)`; 0 without any."""
    match = IN_OTHER_UNITS.match(text, estimate.end)
    if not match or any(estimate.end <= m.start < match.end() for m in mentions):
        return 0
    return match.end()


IN_OTHER_UNITS = re.compile(
    r"\s?\([-–−+]?\d[\d.]*\s?(?:lbs?\.?|kg|cm|in|mg/dL|mmol/[lL]|mmol/mol|points|%)[^();%]{0,30}\)"
)


def _stands_between(estimate: Estimate, text: str) -> bool:
    """Whether a number may stand between another and its arm: the size of the arm, the range of the value, a limit."""
    return estimate.unit == "patients" or estimate.form in FOLLOWERS or _is_limit(estimate, text)


LIMIT = re.compile(r"\b(?:of|to|an?|score|level|decline|reduction|improvement|had|reached|achieved|[A-Z]\w*\d?\w*)\s$")


def _is_limit(estimate: Estimate, text: str) -> bool:
    """Whether a number only says what was reached: `a decline of ≥50%`."""
    return estimate.op in (">=", ">", "<", "<=") and bool(
        LIMIT.search(text, max(0, estimate.start - LIMIT_REACH), estimate.start)
    )


LIMIT_REACH = 20  # characters before a limit


def _completed(estimates: Sequence[Estimate], text: str, pair: Pair | None, found: list[Sides]) -> list[Sides]:
    """A value without an arm, set against one that has it, belongs to the other arm: `52% vs 34% with placebo`."""
    result = list(found)
    for i in range(len(estimates) - 2, -1, -1):
        between = (j for j in range(i + 1, len(estimates)) if not _is_limit(estimates[j], text))
        j = next((j for j in between if estimates[j].form != "n="), len(estimates))
        if j == len(estimates) or result[j].arm is None:
            continue
        if _is_of_the_arm_behind(i, j, estimates, text, result):
            result[i] = Sides(result[j].arm, None, OF_LIST)
        if result[i].arm is not None:
            continue
        gap = text[end_before(estimates[i], estimates[j].start) : estimates[j].start]
        alike = estimates[i].unit == estimates[j].unit or estimates[i].status or estimates[j].status
        if pair and result[j].arm in pair and SETS_AGAINST.search(gap) and alike:
            result[i] = Sides(other_arm(result[j].arm, pair), None, "other arm of the pair")
        elif alike and (
            DID_BOTH.fullmatch(gap)
            or (
                gap == " and "
                and ENDS_AGAINST.search(text, max(0, estimates[i].start - AGAINST_REACH), estimates[i].start)
            )
        ):
            result[i] = Sides(result[j].arm, None, f"shared with the value behind ({result[j].pattern})")
    return result


def _is_of_the_arm_behind(i: int, j: int, estimates: Sequence[Estimate], text: str, found: Sequence[Sides]) -> bool:
    """Whether two values side by side have the arm behind both: `26% and 33% with A, but 5% and 4% with B`."""
    gap = text[end_before(estimates[i], estimates[j].start) : estimates[j].start]
    is_one_of_list = NEXT_OF_LIST.fullmatch(gap) and text.startswith("(", estimates[i].start - 1)
    if estimates[i].unit != estimates[j].unit or not (AND_ANOTHER.fullmatch(gap) or is_one_of_list):
        return False
    if found[j].pattern != "linked behind" and not (is_one_of_list and found[j].pattern == OF_LIST):
        return False
    is_open = found[i].arm is None or found[i].pattern.startswith("as before")
    is_of_the_last = bool(i) and found[i].pattern == "named before" and found[i].arm == found[i - 1].arm
    return is_open or is_of_the_last


OUT_OF_BRACKETS = re.compile(r"\)\s(?:in|of|with|among|for|on)\s")
OF_LIST = "shared with the value behind (linked behind)"
NEXT_OF_LIST = re.compile(
    r"\)(?:,|,?\sand)\s[^.;:()%\d]{2,60}\s\("
)  # `lymphopenia (11%) and headache (7%) in patients taking A`
AND_ANOTHER = re.compile(r"(?:\s\([^()]*\))?\s(?:and|or)\s")


def _as_first_bracket(
    estimates: Sequence[Estimate], mentions: Sequence[Mention], text: str, found: list[Sides]
) -> list[Sides]:
    """Pairs of values in brackets go by the first that names its arms: `pain (61% vs 9% with placebo), fatigue (34% vs 16%)`."""
    result = list(found)
    first: tuple[Sides, Sides] | None = None
    beside: tuple[Sides, Sides] | None = None  # `headache 19% (placebo 18%), nausea 8% (3%)`
    for i in range(len(estimates) - 1):
        start, end = estimates[i].start, estimates[i + 1].end
        if result[i].pattern == "set against the arm in brackets":
            beside = result[i], result[i + 1]
        elif (
            beside
            and estimates[i].unit == estimates[i + 1].unit
            and text[end : end + 1] == ")"
            and VALUE_INSIDE.fullmatch(gap_behind(estimates, i, text))
        ):
            result[i] = Sides(beside[0].arm, None, AS_FIRST)
            result[i + 1] = Sides(beside[1].arm, None, AS_FIRST)
        if (
            not OPENED.search(text, max(0, start - AS_COUNTED), start)
            or not SETS_AGAINST.search(gap_behind(estimates, i, text))
            or ")" in text[start:end]
        ):
            continue
        closing = text.find(")", end)
        names = any(start <= m.start < closing for m in mentions)
        if names and result[i + 1].pattern == "linked behind" and result[i].arm != result[i + 1].arm:
            first = result[i], result[i + 1]
        elif first and not names:
            result[i] = Sides(first[0].arm, None, AS_FIRST)
            result[i + 1] = Sides(first[1].arm, None, AS_FIRST)
    return result


VALUE_INSIDE = re.compile(r"\s\(")
OPENED = re.compile(r"\((?:[nN]\s?=\s?)?$")
AS_COUNTED = 6  # characters of `(n = ` before a value

# `82% reached PASI 90 and 56% reached PASI 100 with Exemplar`: the arm behind is that of both.
DID_BOTH = re.compile(
    r"\s(?:of\s(?:patients|participants|subjects|people)\s)?(?:achieved|reached|attained|had|maintained)\s[^.;,%]{2,40}?\sand\s"
)


def _sides(
    i: int,
    estimates: Sequence[Estimate],
    mentions: Sequence[Mention],
    text: str,
    window: Span,
    pair: Pair | None,
    found: list[Sides],
) -> Sides:
    estimate = estimates[i]
    behind = [m for m in mentions if estimate.end <= m.start < window[1]]
    before = [m for m in mentions if window[0] <= m.start and m.end <= estimate.start]
    if behind:
        between = text[estimate.end : behind[0].start]
        if IN_BRACKETS.fullmatch(between) and text[behind[0].end : behind[0].end + 1] == ")":
            return Sides(behind[0].id, None, "linked behind")  # `-2.0% (5 mg)`
        is_inside = IN_BRACKETS.fullmatch(between) and BARE_BEFORE_VALUE.fullmatch(text, behind[0].end, window[1])
        if is_inside and not before:
            return Sides(other_arm(behind[0].id, pair), None, "set against the arm in brackets")
        if text.startswith("(", estimate.start - 1) and OUT_OF_BRACKETS.match(between):
            between = between[1:]  # `headache (7%) in patients taking A`
        is_linked = "favo" not in between and LINK.fullmatch(without_brackets(between))
        opens_next = opens_the_next(behind[0], estimates, i, mentions, text)
        if opens_next and not before and pair and behind[0].id in pair:
            return Sides(other_arm(behind[0].id, pair), None, "other arm than that of the next value")
        if is_linked and not (opens_next and before) and not SETS_AGAINST.search(between):
            return Sides(behind[0].id, None, "linked behind")
    if before:
        plain = [m for m in before if not is_closed_off(m, estimate.start, window[0], text)]
        near = (plain or before)[-1]
        between = text[near.end : estimate.start]
        is_apart = not i or ";" in between or ". " in between
        is_twice = (
            bool(behind)
            and behind[0].id == near.id
            and SET_AGAINST.fullmatch(text[estimate.end : behind[0].start].lstrip())
        )
        if is_twice and pair and near.id == pair[1]:
            return Sides(pair[0], near.id, "set against the arm behind")  # `35% vs A, and B by 2 mL compared with A`
        led = text[max(0, near.start - 24) : near.start]
        from_it = DIFFERENCE_FROM.search(text[max(0, near.start - DIFFERENCE_REACH) : near.start])
        if is_apart and (not pair or near.id in pair) and (from_it or SET_AGAINST.search(led)):
            return Sides(other_arm(near.id, pair), near.id, "set against the arm before")
        if i and ENDS_AGAINST.search(between):
            later = next(
                (m.id for m in mentions if m.start >= estimate.end), other_arm(near.id, pair) if pair else None
            )
            if later and later != near.id:
                return Sides(later, None, "set against the arm before")
        return Sides(near.id, None, "named before")
    gap = gap_behind(estimates, i - 1, text) if i else ""
    if behind and i and OF_ITS_OWN.fullmatch(text, estimate.end, behind[0].start):
        return Sides(behind[0].id, None, "named behind")
    if i and found[i - 1].arm and SETS_AGAINST.search(gap):
        other = other_arm(found[i - 1].arm, pair)
        return Sides(other, None, "other arm of the pair")
    if i and found[i - 1].arm:
        return Sides(found[i - 1].arm, None, f"as before ({found[i - 1].pattern})")
    if behind and MORE_IN.search(text, estimate.end, behind[0].start):
        return Sides()
    is_against = bool(behind and SET_AGAINST.search(text[max(0, behind[0].start - 24) : behind[0].start]))
    if behind and not is_against and not SETS_AGAINST.search(text[estimate.end : behind[0].start]):
        return Sides(behind[0].id, None, "named behind")
    if behind and pair and behind[0].id == pair[1] and (is_against or i + 1 == len(estimates)):
        return Sides(pair[0], behind[0].id, "set against the arm behind")
    return Sides()


# `47% of the women used others, and use was greater in the A group`: a clause that compares without a value
MORE_IN = re.compile(
    r",\s(?:and|but)\s[^.;:\d]{2,60}\s(?:was|were)\s(?:greater|higher|lower|more\s\w+|less\s\w+|larger|smaller)\s(?:in|with|on)\s"
)
IN_BRACKETS = re.compile(r"\s?\(")
BARE_BEFORE_VALUE = re.compile(r"[®™▼]*:?,?\s")
# What people did stands between a value and its arm: `10% to stop in the A group`.
OF_ITS_OWN = re.compile(
    r"\s(?:to|of|who|had|were)\s(?:(?!vs\b|versus\b|compared\b|than\b|over\b|against\b)[\w'’-]+\s){1,8}?(?:in|on|with|receiving|taking|given)\s(?:the\s|those\s)?"
)
