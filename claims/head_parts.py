"""The heads over a table's cell parted into those that say what was measured and what the others say: in whom, when."""

from __future__ import annotations

import re

from claims.arm_heads import SIZE
from claims.named import like, like_all
from claims.pipeline import endpoint_mentions
from claims.populations import says_in_whom
from claims.statistic_heads import ratio_head
from claims.timepoints import timepoints

GROUP_HEAD = re.compile(
    r"(?:(?:overall|all patients)\s?\()?(?:aged?|ages)?\s?(?:[<>≥≤]\s?)?\d+(?:\s?(?:[-–]|to)\s?[<>≥≤]?\s?\d+)?\s?(?:years?|yrs?|y)(?:\sof\sage)?(?:\s(?:and|or)\s(?:older|over|above))?\)?"
    r"|aged?\s?(?:[<>≥≤]\s?)?\d+(?:\s?[-–]\s?\d+)?|(?:cohort|part) \w{1,2}|(?:ITT|mITT|safety|per-protocol) population|(?:wo)?men|(?:fe)?males?",
    re.IGNORECASE,
)
EVERY_GRADE = re.compile(r"(?:all|any)[- ]?grades?(?:\s?\(?%\)?)?,?\s*%?", re.IGNORECASE)
COUNTED = re.compile(r"\s\([nN]\)$")  # `HRRm (n)`


def labels_apart(heads: list[str], row: list[str], *, is_by_subgroup: bool) -> tuple[list[str], dict[str, str]]:
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


SOME_OF_THEM = re.compile(
    r"\w\s(?:patients|participants|women|men|adults|children|sub-?group|population)$", re.IGNORECASE
)
# Heads of the row labels that say nothing of what was measured.
BARE_STUB = re.compile(
    r"(?:\W|\b(?:end\s?points?|outcomes?|parameters?|characteristics?|variables?|measures?|results?|patients?|populations?|sub\s?groups?|groups?|analys[ei]s|stud(?:y|ies)|trials?|categor(?:y|ies)|n|time(?:\s?points?)?|months?|weeks?|years?|visits?|cohorts?|efficacy|"
    r"events?|adverse|reactions?|baseline|age|sex|stage|region|status|weight|prior|selected|main|key|clinical|features?|demographics?|demographic\s(?=\w)|disease|at|the|of|in|by|and|all|mean|median|sd|no)\b)*",
    re.IGNORECASE,
)
ANY = re.compile(r"any", re.IGNORECASE)  # row of all that the head of the labels names


def by_stub(labels: list[str], parts: dict[str, str], row: list[str], stub: str) -> tuple[list[str], dict[str, str]]:
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
