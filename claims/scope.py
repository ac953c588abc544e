"""Ties an estimate to what it is about: endpoint, arms, population, time point, analysis, trial."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.arms import pair_in
from claims.lexicon import load
from claims.mention import Mention
from claims.printed import Estimate
from claims.segments import Span
from claims.site import Said
from claims.units import dimension
from claims.words import Inherited, Words

SETS_AGAINST = re.compile(
    r"(?<!\w)(?:vs\.?|v\.|versus|compared (?:with|to)|in comparison (?:with|to)|relative to|against|than|whereas|over)(?!\w)",
    re.IGNORECASE,
)
LINK = re.compile(
    r"""\s?(?:\([^()]*\)\s?)?(?:[,]\s)?
        (?:(?:(?:of|in|among|for)\s(?:the\s|all\s)?(?:[\d,]+\s)?)?(?:patients|people|subjects|participants|women|men|those|adults|children|infants|recipients|volunteers|injections|infusions|courses|doses|eyes|procedures|attacks|lesions|visits)\s?(?:who\s|that\s|,\s)?)?
        (?:who\s|that\s)?(?:were\s|was\s|did\s|had\s(?:it\s)?|got\s(?:it\s)?|(?:who\s)?did\sso\s)?
        (?:treated|allocated|(?:re-?)?randomi[sz]ed|assigned|receiving|received|taking|took|take|using|used|given|on|achieved\s\S+)?\s?
        (?:months?\s|improvement\s|reduction\s|median\s|mPFS\s|mOS\s|response\s|remission\s|survival\s|PFS\s|OS\s|efficacy\s)*
        (?:with|in|for|on|to|of|among|by|receiving|from|after|treated\swith)?\s?(?:the\s|an?\s|any\s|either\s|matching\s)?(?:those\streated\swith\s|patients\s(?:receiving|on|treated\swith)\s)?""",
    re.VERBOSE | re.IGNORECASE,
)
COMPARATIVE = frozenset(
    {"hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "risk_reduction", "difference", "fold"}
)
FOLLOWERS = frozenset({"range", "(range)"})  # a range stands behind the value it belongs to
NO_ARM = frozenset({"FOLLOW_UP"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The arm an estimate belongs to and the arm it is set against, with the pattern that found them."""

    arm: str | None = None
    versus: str | None = None
    pattern: str = "none"
    against: str = ""  # the pattern that found the other arm


Pair = tuple[str, str]


def pair_of(words: Words, mentions: Sequence[Mention], said: Said, inherited: Inherited) -> Pair | None:
    """The two arms that a segment compares, else those that its block, its heading or the values above it do, else
    those of the page."""
    own = pair_in(words.text, tuple(mentions)) or _two(mentions)
    found = own or said.pair or inherited.near_pair or said.two_last or inherited.pair
    return oriented(found) if found else None


def oriented(pair: Pair) -> Pair:
    """A pair with its comparator behind: a placebo is never the arm under study."""
    return (pair[1], pair[0]) if is_control(pair[0]) and not is_control(pair[1]) else pair


def is_control(arm: str) -> bool:
    """Whether an arm is a placebo or another comparator without a medicine."""
    return any(arm.casefold() == word or arm.casefold().startswith(f"{word} ") for word in load("arms")["controls"][:6])


def sides_of(
    estimates: Sequence[Estimate], segment: Span, words: Words, said: Said, inherited: Inherited
) -> list[Sides]:
    """Arms of all estimates of one segment, in order.

    A value takes the arm that a preposition ties behind it, else the arm named since the value before it; where the
    sentence names its arms first and lists values after, they go together in order.
    """
    within = {
        i: m for i, e in enumerate(estimates) for m in words.arms if e.start <= m.start < e.end and m.end <= e.end
    }
    mentions = [m for m in words.arms if not any(e.start <= m.start < e.end and e.form != "n (%)" for e in estimates)]
    pair = pair_of(words, mentions, said, inherited)
    found: list[Sides] = []
    for i, estimate in enumerate(estimates):
        if estimate.form in FOLLOWERS and i:
            found.append(found[i - 1])
            continue
        if i in within and dimension(estimate.unit) == "count":
            found.append(Sides(within[i].id, None, "linked behind"))
            continue
        start = max(segment[0], _end(estimates[i - 1], estimate.start) if i else segment[0])
        others = (e for e in estimates[i + 1 :] if e.unit != "patients" and not _is_limit(e, words.text))
        stop = next((e.start for e in others), segment[1])
        found.append(_sides(i, estimates, mentions, words.text, (start, stop), pair, found))
    own = pair_in(words.text, tuple(mentions)) or _two(mentions)
    team = own or (said.team if len(said.team) > 2 else pair or said.team)
    return _completed(
        estimates, words.text, pair, _in_order(estimates, mentions, words.text, (team, pair or ()), found)
    )


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
    for i in range(len(estimates) - 1):
        behind = result[i + 1].arm
        if result[i].arm is None and behind and pair and behind in pair:
            gap = _gap(estimates, i, text)
            alike = estimates[i].unit == estimates[i + 1].unit or estimates[i].status or estimates[i + 1].status
            if SETS_AGAINST.search(gap) and alike:
                result[i] = Sides(_other(behind, pair), None, "other arm of the pair")
    return result


def _end(estimate: Estimate, before: int) -> int:
    """The end of an estimate and of those of its parts that stand before an offset."""
    return max([estimate.end, *(end for _, end in estimate.parts if end <= before)])


def _gap(estimates: Sequence[Estimate], i: int, text: str) -> str:
    """The words between an estimate and the one behind it."""
    behind = estimates[i + 1].start
    return text[_end(estimates[i], behind) : behind]


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
    if behind:
        between = text[estimate.end : behind[0].start]
        if "favo" not in between and LINK.fullmatch(_without_brackets(between)) and not SETS_AGAINST.search(between):
            return Sides(behind[0].id, None, "linked behind")
    before = [m for m in mentions if window[0] <= m.start and m.end <= estimate.start]
    if before:
        plain = [m for m in before if text.count("(", window[0], m.start) <= text.count(")", window[0], m.start)]
        near = (plain or before)[-1]
        between = text[near.end : estimate.start]
        is_apart = not i or ";" in between or ". " in between
        led = text[max(0, near.start - 24) : near.start]
        if is_apart and (not pair or near.id in pair) and SET_AGAINST.search(led):
            return Sides(_other(near.id, pair), near.id, "set against the arm before")
        return Sides(near.id, None, "named before")
    gap = _gap(estimates, i - 1, text) if i else ""
    if behind and i and OF_ITS_OWN.fullmatch(text, estimate.end, behind[0].start):
        return Sides(behind[0].id, None, "named behind")
    if i and found[i - 1].arm and SETS_AGAINST.search(gap):
        other = _other(found[i - 1].arm, pair)
        return Sides(other, None, "other arm of the pair")
    if i and found[i - 1].arm:
        return Sides(found[i - 1].arm, None, f"as before ({found[i - 1].pattern})")
    if behind and not SETS_AGAINST.search(text[estimate.end : behind[0].start]):
        return Sides(behind[0].id, None, "named behind")
    if behind and pair and behind[0].id == pair[1] and i + 1 == len(estimates):
        return Sides(pair[0], behind[0].id, "set against the arm behind")
    return Sides()


# What people did stands between a value and its arm: `10% to stop in the A group`.
OF_ITS_OWN = re.compile(
    r"\s(?:to|of|who|had|were)\s(?:(?!vs\b|versus\b|compared\b|than\b|over\b|against\b)[\w'’-]+\s){1,8}?(?:in|on|with|receiving|taking|given)\s(?:the\s|those\s)?"
)


def _without_brackets(between: str) -> str:
    """The words between a value and what follows, without its own interval and counts."""
    return re.sub(r"\([^()]*\)", " ", between).replace("  ", " ")


def _two(mentions: Sequence[Mention]) -> Pair | None:
    names = list(dict.fromkeys(mention.id for mention in mentions))
    return (names[0], names[1]) if len(names) == 2 else None


def _other(arm: str | None, pair: Pair | None) -> str | None:
    if not pair:
        return None
    if arm == pair[0]:
        return pair[1]
    if arm == pair[1]:
        return pair[0]
    return pair[1]


def _in_order(
    estimates: Sequence[Estimate],
    mentions: Sequence[Mention],
    text: str,
    teams: Sequence[Sequence[str]],
    found: list[Sides],
) -> list[Sides]:
    """Values in a row after arms in a row belong to them in order: `18% vs 6%`, `respectively`.

    `teams` are the arms that they may belong to: the first of these that has as many arms as there are values.
    """
    result = list(found)
    i = 0
    while i < len(estimates):
        j = i
        while (
            j + 1 < len(estimates)
            and estimates[j + 1].form not in FOLLOWERS
            and _is_set_beside(_gap(estimates, j, text))
            and estimates[j + 1].unit == estimates[i].unit
        ):
            j += 1
        run = range(i, j + 1)
        if len(run) >= 2:
            team = next((names for names in teams if len(names) == len(run)), teams[0])
            result = _assign_run(run, estimates, mentions, text, team, result)
        i = j + 1
    return result


def _is_set_beside(gap: str) -> bool:
    gap = re.sub(r"\([^()]*\)", " ", gap)
    return bool(re.search(r"[,;/]|\w", gap)) and (
        bool(
            re.fullmatch(
                r"[\s,;)(]*(?:\([^)]*\)\s?)?(?:vs\.?|versus|compared (?:with|to)|and|v\.|/)?[\s,(]*(?:only\s|in\s)?",
                gap,
            )
        )
        and len(gap) < 60
    )


def _assign_run(
    run: range,
    estimates: Sequence[Estimate],
    mentions: Sequence[Mention],
    text: str,
    team: Sequence[str],
    found: list[Sides],
) -> list[Sides]:
    names = _names_for(run, estimates, mentions, text, team, found)
    listed = _listed_behind(run, estimates, mentions, text)
    is_told = "respectively" in text[estimates[run[-1]].end :][:160]
    for place, name in zip(run, names, strict=False):
        if found[place].pattern != "linked behind" or is_told or names == listed:
            found[place] = Sides(name, None, "respectively" if is_told else "in order")
    return found


def _names_for(
    run: range,
    estimates: Sequence[Estimate],
    mentions: Sequence[Mention],
    text: str,
    team: Sequence[str],
    found: list[Sides],
) -> list[str]:
    """The arms of values in a row: those named before them, those named behind, or those that the text above compares."""
    first, last = estimates[run[0]], estimates[run[-1]]
    before = [m for m in mentions if m.end <= first.start]
    against = [m for m in before if SET_AGAINST.search(text[max(0, m.start - 24) : m.start])]
    earlier = list(dict.fromkeys(m.id for m in [*(m for m in before if m not in against), *against]))
    later = [m for m in mentions if m.start >= last.end]
    listed = _listed_behind(run, estimates, mentions, text)
    if not earlier and listed:
        return listed
    if len(earlier) >= len(run):
        return earlier[: len(run)] if "respectively" in text[last.end : last.end + 40] else earlier[-len(run) :]
    if not earlier and len(later) >= len(run) and NAMES_FOLLOW.match(text[last.end : later[0].start]):
        return [m.id for m in later[: len(run)]]
    if len(run) != len(team) or _is_tied(found, run):
        return []
    if len(earlier) == 1 and len(team) == 2:
        named = [earlier[0], _other(earlier[0], (team[0], team[1])) or earlier[0]]
        return named[::-1] if against else named  # `better than B: 2.1% vs 2.4%`
    between = text[first.end : last.start]
    if (
        "," not in between
        and not SETS_AGAINST.search(between)
        and "/" not in between
        and not RESPECTIVELY.search(text, last.end)
    ):
        return []  # `at least 4% and up to 9%` is no comparison
    same = {m.id for m in later}
    return list(team) if not earlier and (len(same) <= 1 or same == set(team)) else []


def _listed_behind(run: range, estimates: Sequence[Estimate], mentions: Sequence[Mention], text: str) -> list[str]:
    """`9.7% vs 13.0%, Exemplar vs placebo`: as many arms straight behind the values as there are values."""
    end = estimates[run[-1]].end
    later = [m for m in mentions if m.start >= end][: len(run)]
    is_list = len(later) == len(run) and DIRECTLY.fullmatch(text[end : later[0].start])
    beside = all(BETWEEN_ARMS.fullmatch(text[a.end : b.start]) for a, b in pairwise(later))
    return [m.id for m in later] if is_list and beside else []


BETWEEN_ARMS = re.compile(r"\s?(?:,|,?\s?and|vs\.?|versus|/)\s?")
RESPECTIVELY = re.compile(r"\brespectively\b")
SET_AGAINST = re.compile(
    r"(?:\b[Aa]gainst|\b[Cc]ompared (?:with|to)|\b[Vv]ersus|\b[Rr]elative to|\bvs\.?|\bthan(?:\s(?:with|on|in|for))?"
    r"|\b(?:[Nn]on-?)?(?:inferior|superior|comparable|similar|equivalent|equal) to)\s(?:the\s)?$"
)
DIRECTLY = re.compile(r"(?:\s?\([^()]*\))?[\s,;:(\[–—-]*")
NAMES_FOLLOW = re.compile(r"[^.;]{0,60}\b(?:for|in|with)\b")


def _is_tied(found: list[Sides], run: range) -> bool:
    return any(found[place].pattern == "linked behind" for place in run)


def with_versus(
    estimates: Sequence[Estimate],
    measures: Sequence[str],
    sides: list[Sides],
    text: str,
    pair: Pair | None,
    product: str | None,
) -> list[Sides]:
    """Sides with the arm that each is set against, where the page sets it against one."""
    result = list(sides)
    for i, (estimate, side) in enumerate(zip(estimates, sides, strict=True)):
        if measures[i] in COMPARATIVE:
            if pair is None and side.arm and product and is_control(side.arm):
                result[i] = Sides(product, side.arm, "the product against a comparator", side.pattern)
            elif pair:
                arm = pair[0] if side.arm is None or side.arm == pair[1] else side.arm
                told = f"pair: {pair[0]} vs {pair[1]}"
                how = side.pattern if side.arm and arm == side.arm else told
                result[i] = Sides(arm, pair[1] if arm != pair[1] else pair[0], how, told)
            continue
        if measures[i] == "p_value" and side.arm and _is_set_against(side.arm, estimate, text):
            result[i] = Sides(None, None, "", side.pattern)
            continue
        if i + 1 == len(estimates) or side.arm is None or sides[i + 1].arm in (None, side.arm):
            continue
        behind = estimates[i + 1]
        if behind.unit == estimate.unit and SETS_AGAINST.search(text[estimate.end : behind.start]):
            result[i] = Sides(side.arm, sides[i + 1].arm, side.pattern, f"value behind: {sides[i + 1].pattern}")
    return result


TIED = re.compile(r"\s{0,2}(?:(?:in|among|for|of|at)\s|of\s[a-z]{4,20}\s(?:of|with|on)\s)?(?:the\s|those\s)?")


def _is_set_against(arm: str, estimate: Estimate, text: str) -> bool:
    """`P<0.001 vs placebo`: the arm behind a p value is the one that it was tested against."""
    return bool(
        re.match(
            rf"\s?(?:for\s[^.;]{{1,40}}\s)?(?:vs\.?|versus|compared (?:with|to))\s(?:the\s)?{re.escape(arm[:12])}",
            text[estimate.end : estimate.end + 90],
        )
    )


NEW_CLAUSE = re.compile(r",\s(?:and|while|whereas|but)\s")


def nearest(
    mentions: Sequence[Mention], estimate: Estimate, segment: Span, window: Span, first: int, text: str
) -> Mention | None:
    """The mention of a segment that goes with an estimate: since the one before, else up to the one behind, else what
    opens the sentence before its `first` estimate."""
    inside = [m for m in mentions if segment[0] <= m.start and m.end <= segment[1]]
    before = [m for m in inside if window[0] <= m.start and m.end <= estimate.start]
    behind = [m for m in inside if estimate.end <= m.start < window[1] and ";" not in text[estimate.end : m.start]]
    if behind and TIED.fullmatch(_without_brackets(text[estimate.end : behind[0].start])):
        return behind[0]
    if before and behind and TIED.fullmatch(_without_brackets(text[window[0] : before[-1].start])):
        return behind[0]  # the one before goes with the value before
    if before:
        return before[-1]
    opening = [m for m in inside if m.end <= min(window[0], first)]
    earlier = [m for m in inside if m.end <= window[0]]
    if behind and earlier and NEW_CLAUSE.search(text, estimate.end, behind[0].start):
        return (opening or earlier)[-1]
    if behind:
        return behind[0]
    return opening[-1] if opening else None
