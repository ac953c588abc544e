"""Finds the medicine that a page is about, by what the page says is done with it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import chain

from claims.arm_names import known_treatments, not_medicines, stems
from claims.lexicon import endpoint_names, load, pattern
from claims.model import Block, Kind

# A brand, a substance, a code (`ABC-123`, `mRNA-123`) or a regimen by its short forms (`ABC/DEF`).
CODE = r"[A-Z]{2,5}-?\d{2,6}|mRNA-\d{3,5}|[A-Z]{2,5}(?:/[A-Z\d]{2,5}){1,3}"
NAME = rf"(?P<name>{CODE}|[A-Z][A-Za-z]{{3,20}}(?:-[A-Z][a-z]{{2,12}})?|[a-z]{{5,24}})(?![\w/-])[®™▼]{{0,2}}(?:\s[A-Z]{{2,4}}\b)?"
FEWEST_TIMES = 3  # that a page speaks of something as of a medicine
FEWEST_WAYS = 2  # of speaking of it so
FEWEST_TIMES_SMALL = 4  # that it must do so of a name in small letters that no list holds
SHORTEST_STEMMED = 6  # letters of a name that its ending alone tells
LONGEST_ACRONYM = 5  # letters in capitals that may be short for something else
OFTEN = 8  # times that a page names the substance it is about, which it never says to be given
CLEARLY = 1.3  # times as often as any other substance must the page name its own


TOP = 8  # lines among which a site names its product on a line of its own
ALONE = re.compile(r"(?P<name>[A-Z][A-Za-z]{3,20})[®™▼]{0,2}(?:\s[A-Z][a-z]{2,12})?(?:\s\([^()]{4,60}\))?\W{0,3}")
TITLES = re.compile(r"(?P<name>[A-Z]{4,20})[®™]{0,2}\s?[-–—:|]\s\S.*")  # `EXEMPLAR - Use in children`


def product_of(blocks: Sequence[Block], trials: Collection[str] = ()) -> str | None:
    """The name of the page's product: a brand that the page treats as a medicine, else the substance it names most."""
    whole = "\n".join(b.text for b in blocks if b.kind not in (Kind.REFERENCES, Kind.ABBREVIATIONS))
    ways: defaultdict[str, set[int]] = defaultdict(set)
    times: Counter[str] = Counter()
    for way, form in enumerate(_ways()):
        for match in form.finditer(whole):
            name = match["name"].lower() if _is_substance(match["name"]) else match["name"]
            ways[name].add(way)
            times[name] += 1
    for line in "\n".join(block.text for block in blocks[:TOP]).split("\n")[:TOP]:
        alone = ALONE.fullmatch(line) or TITLES.fullmatch(line)
        if alone:
            ways[alone["name"]].add(-1)
            times[alone["name"]] += 1
    printed = Counter(re.findall(rf"{CODE}(?!\w)|[A-Za-z]+(?:-[A-Z][a-z]+)?", whole))
    brands = [
        name
        for name, told in ways.items()
        if not name.islower()
        and times[name] >= FEWEST_TIMES
        and (len(told) >= FEWEST_WAYS or (name.isupper() and len(name) > LONGEST_ACRONYM and printed[name] >= OFTEN))
        and not printed[name.lower()]
        and not _is_other(name, trials)
    ]
    if brands:
        return min(brands, key=lambda name: (-1 not in ways[name], -printed[name], whole.find(name)))
    substances: Counter[str] = Counter()
    for name, count in printed.items():
        if _is_substance(name) and name.casefold() not in _backbones():
            substances[name.lower()] += count
    ranked = [*substances.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, second) = ranked[0], ranked[1]
    fewest = FEWEST_TIMES if first in ways else OFTEN
    if most >= max(fewest, CLEARLY * second):
        return first
    return _by_its_use(ways, times, printed, trials)


def _by_its_use(
    ways: Mapping[str, set[int]], times: Mapping[str, int], printed: Mapping[str, int], trials: Collection[str]
) -> str | None:
    """A name that tells by nothing but how the page uses it: said less often than a brand, or in small letters."""
    used = [
        name
        for name, told in ways.items()
        if len(told) >= FEWEST_WAYS
        and times[name] >= (FEWEST_TIMES_SMALL if name.islower() else FEWEST_WAYS)
        and not (printed[name.lower()] and not name.islower())
        and not (name.isupper() and name.isalpha() and len(name) <= LONGEST_ACRONYM)
        and not _is_other(name, trials)
        and not _is_substance(name)
        and not pattern("arms", "no_product").fullmatch(name.lower())
    ]
    ranked = sorted(used, key=lambda name: (-printed[name], name))
    if len(ranked) > 1 and printed[ranked[0]] < CLEARLY * printed[ranked[1]]:
        return None
    return ranked[0] if ranked else None


# Of a combination, as part of its name: no dose, which has its unit.
STRENGTHS = (
    r"\d{1,4}(?:\.\d{1,2})?(?:/\d{1,4}(?:\.\d{1,2})?){1,2}(?![\d/.]*\d|\s?(?:mg|mcg|µg|μg|g|mL|units|IU|%)(?!\w))"
)


def longer_name(brand: str, text: str) -> str | None:
    """`EXEMPLAR HD`, where a page prints a brand with such letters behind it that stand nowhere else; `EXEMPLAR 100/33`,
    where the strengths of both its parts mostly stand behind it."""
    strengths = Counter(re.findall(rf"\b{re.escape(brand)}[®™]?\s({STRENGTHS})", text))
    for strength, times in strengths.most_common(1):
        if times >= FEWEST_TIMES and 2 * times > len(re.findall(rf"\b{re.escape(brand)}\b", text)):
            return f"{brand} {strength}"
    behind = Counter(re.findall(rf"\b{re.escape(brand)}[®™]?\s([A-Z]{{2,4}})\b", text))
    for letters, times in behind.most_common(1):
        if times >= FEWEST_TIMES and times == len(re.findall(rf"(?<![\w-]){letters}(?![\w-])", text)):
            return f"{brand} {letters}"
    return None


@cache
def _ways() -> tuple[re.Pattern[str], ...]:
    """Each way of speaking of a medicine: it is given, set against a comparator, dosed, has an arm, is indicated."""
    named = "|".join(map(re.escape, (*load("arms")["controls"], *known_treatments())))
    controls = rf"{named}|[a-z]{{2,20}}(?:{'|'.join(stems())})"
    given = (
        r"(?:treat(?:ed|ment)|therapy|patients|people|women|men|adults|eyes|those)\s(?:with|on|given|taking|receiving)"
        r"|tak(?:e|en|ing)|took|receiv(?:e|ed|ing)|given|prescrib(?:e|ed|ing)|adding|addition of|initiat(?:e|ed|ing)"
        r"|(?:start|stopp?)(?:ed|ing)?|(?:randomi[sz]ed|assigned|allocated|switched)\sto(?:\sreceive)?|discontinu(?:e|ed|ing|ation of)"
    )
    ways = (
        rf"\b(?:{given})\s{NAME}",
        rf"\b(?:with|on|for|of|favou?r(?:ed|ing|s)?)\s{NAME}(?=\s(?:vs\.?|versus|compared\s(?:with|to)|than|over)\s)",
        rf"\b{NAME}(?=\s(?:vs\.?|versus|or|and|compared\s(?:with|to))\s(?i:{controls})\b)",
        rf"\b(?:with|on|for|in)\s(?:{controls})\s(?:vs\.?|versus|or|and|than)\s(?:with\s|on\s|for\s)?{NAME}",
        rf"\b(?:with|on|for)\s{NAME}(?=\s?(?:\([^()]{{1,40}}\))?(?:,|\sand|\svs\.?|\sversus)\s[^.;\n]{{0,40}}\b(?:{controls})\b)",
        rf"\b{NAME}(?=(?:\s?\+\s?\w+|\splus\s\w+)?,?\s\(?[nN]\s?=)",
        rf"\b{NAME}(?=\s\d[\d.,/]*\s?(?:mg|mcg|µg|units)\b)",
        rf"\b{NAME}(?=\s(?:arms?|groups?|recipients|patients)\b|-treated\b|\s?\+\s?\w)",
        rf"(?:%|\b(?:months|weeks|years|days))(?:\s\([^()]{{1,60}}\))?\s(?:with|on|for)\s{NAME}",
        rf"(?:^|\n|[.:]\s)(?:With|On|For)\s{NAME}(?=,\s)",
        rf"(?:^|\n)\W{{0,4}}{NAME}(?=(?:\s\([nN]=\d+\))?:?\s\d)",
        rf"(?:^|\n)(?:About|What is)\s{NAME}(?=\W*(?:\n|$))",
        rf"\b(?i:information|precautions|reactions|experience)\s(?:for|about|with|to)\s{NAME}",
        rf"\b{NAME}(?=\s(?:\([^()]{{3,60}}\)\s)?(?:is|was)\s(?:an?|the)\s(?!leader\b|leading\b|company\b)(?:[\w-]+,?\s){{0,5}}(?:vaccine|antibody|inhibitor|medicine|drug|tablet|agonist|antagonist|insulin|therapy|treatment|biologic)\b)",
        rf"\b(?:medicine|drug|candidate|vaccine|inhibitor|antibody|agonist|antagonist|therapy|treatment),\s{NAME}(?=[,.;\s])",
        rf"\b{NAME}(?=\s(?:also\s)?(?:significantly|prevented|reduced|lowered|improved|prolonged|extended|was\s(?:generally\s|consistently\s)?(?:safe\sand\s)?well[- ]tolerated|was\ssuperior)\b)",
        rf"\b(?:[Ss]tud(?:y|ies)|[Tt]rials?|[Dd]oses?|[Ee]fficacy|[Ss]afety|[Tt]olerability)\sof\s{NAME}",
        rf"\b{NAME}(?=,\s(?:its|an?|the)\s(?:[\w-]+,?\s){{0,6}}(?:candidate|vaccine|antibody|inhibitor|medicine|drug)\b)",
        rf"\b{NAME}(?=\s(?:showed|demonstrated|met)\s(?:an?|the|its|both|superior\w*)\b)",
        rf"\b{NAME}(?=\s(?:is|was)\s(?:indicated|approved|contraindicated|recommended|given|administered)\b)",
    )
    return tuple(map(re.compile, ways))


def _is_substance(name: str) -> bool:
    """Whether a name is a nonproprietary one, by its stem or by the lexicon."""
    folded = name.casefold()
    return folded in _backbones() or (
        folded.endswith(stems())
        and folded not in not_medicines()
        and not name.isupper()
        and len(name) > SHORTEST_STEMMED
    )


@cache
def _backbones() -> frozenset[str]:
    """The lexicon's medicines and regimens, which others are added to."""
    return frozenset(map(str.casefold, known_treatments()))


def _is_other(name: str, trials: Collection[str]) -> bool:
    """Whether a name in capitals is that of a comparator, an endpoint or a trial."""
    folded = name.casefold()
    names = (known.casefold() for known in chain.from_iterable(endpoint_names().values()))
    return folded in load("arms")["controls"] or folded in names or any(trial.startswith(name) for trial in trials)
