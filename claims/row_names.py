"""The labels of a table's row to the endpoint that they name in the page's own words."""

from __future__ import annotations

import re

from claims.head_units import SHARE_HEAD, UNIT_WORDS
from claims.named import like_all
from claims.small_letters import small
from claims.statistic_heads import STATISTIC_WORDS

TOLD_AS = re.compile(
    r"^(?:(?:co-?)?primary|(?:key )?secondary|exploratory)\s(?:efficacy\s|safety\s)?(?:end\s?point|outcome)s?[:,]\s(?=\w)"
    r"|\s?\((?:(?:co-?)?primary|(?:key )?secondary|exploratory)\s(?:efficacy\s|safety\s)?(?:end\s?point|outcome)[^()]{0,30}\)"
    r"|^(?:median|mean)\s(?=\w)|,\s(?:median|mean)$|\s?\((?:range|IQR|SD|SE|min|95% CI)[^)]*\)",
    re.IGNORECASE,
)
ONE_GRADE = re.compile(r"(?P<grade>(?:CTCAE )?grades?\s[\d≥].{0,12}?)(?:,?\s*\(?%\)?)?", re.IGNORECASE)
STATISTIC = re.compile(
    r"^(?:(?:LS\s)?mean|median|range|(?:n|no\.?)(?:\s?\(%\))?|%|number|total|yes|events?|patients|rates?|IQR|SD|SE|95% CI)(?:\s?[,(].*)?$",
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


def named_by(labels: list[str], name: str | None) -> str | None:
    """A name made of labels, those read in it that gave it a word."""
    if name is None:
        return None
    words = set(re.findall(r"\w+", name.casefold()))
    return like_all([label for label in labels if words & set(re.findall(r"\w+", label.casefold()))] or labels, name)
