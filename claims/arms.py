"""Finds how a page names its treatment arms, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from claims.lexicon import load, pattern
from claims.model import Block, Kind
from claims.pipeline import Mention

HEAD = re.compile(r"(?P<arm>[^()\n]{1,80}?)\s*\(\s*[nN]\s?=\s?[\d, ]+\)")
BRAND = re.compile(
    r"\b(?P<brand>[A-Z][A-Za-z]{2,}(?:-[A-Z]+)?)(?:[®™]|\s?\((?:R|TM)\))?\s\((?P<generic>[a-z][a-z\-]{4,30}(?:\s[a-z][a-z\-]{3,20})?)\)"
)
GENERIC = re.compile(r"\b(?P<generic>[a-z][a-z\-]{4,30})\s\((?P<brand>[A-Z][A-Za-z]{2,})[®™]?\)")
WORD = re.compile(r"(?<![\w-])([A-Za-z]+)(?:-[a-z]{4})?(?!\w)")
MARKED = re.compile(r"\b([A-Z][A-Za-z]{2,})[®™]")
GROUP = re.compile(r"\b(?:the|in|each)\s(?P<arm>(?:[\w+\-/’']+\s){1,4}?|[\w+\-/]+\s)(?:arms?|groups?)\b")
GIVEN = re.compile(
    r"\b(?:treated with|receiving|received|randomi[sz]ed to(?: receive)?|assigned to(?: receive)?|on|taking|versus|vs\.?|compared (?:to|with))\s(?P<arm>[A-Z][\w]*-?\d[\w-]*|[A-Z]{3,}[a-z]?\w*|[A-Z][a-z]+[A-Z]\w*)\b"
)
DOSE = r"(?:\s\d[\d.,]*\s?(?:mg|mcg|µg|μg|g|units|IU)(?![/\\w])(?:\s(?:BID|QD|TID|Q\d+W|once daily|twice daily|daily|once weekly|weekly))?)"
NOT_ARMS = re.compile(
    r"(?:the|a|an|both|treatment|two|three|each|either|age|all|other|study|patient|several|these|those|subgroup|risk|different|respective|same|first|second|third|larger|smaller|trial|working|ethnic|racial|between|within|single-agent|across|investigators?)\b.*",
    re.IGNORECASE,
)
ALIAS = re.compile(r"(?<=\w)[®™]?\s\([^()]*\)(?=\s?(?:\+|plus|and|with|in)\b)")
ADDITION = re.compile(r"\b[Aa]dd(?:ition of|ing)\s(?P<added>[\w\-®™]{3,30})\sto\s(?:the\s)?")
NEVER_IN_ARMS = re.compile(
    r"\b(?:age|treatment|between|various|of|and the|population|study|who|were|was)\b", re.IGNORECASE
)
HISTORY_BEFORE = re.compile(
    r"(?:refractory to(?: either)?|prior|previous|previously(?: treated with)?|pretreated with|including|resistant to|exposed to|intolerant (?:of|to)|failure (?:of|on)|after|contraindicated|premedicat\w+(?: \w+){0,6} with|antagonists?,?|or equivalent, and|addition of|add(?:ing|ed)|bind\w*)\s(?:an?\s|the\s)?$",
    re.IGNORECASE,
)
HISTORY_BEHIND = re.compile(
    r"-(?:refractory|exposed|naive|naïve|resistant|pretreated|experienced|eligible|ineligible|matched|related)\b|\s(?:refractory|dose|infusions?\b(?! arm)|trial\b|study\b|Prescribing)"
)


@dataclass(frozen=True, slots=True)
class Arms:
    """How one page names treatments."""

    names: re.Pattern[str]  # any treatment, with its joined partners
    heads: tuple[str, ...]  # arms that head a table
    brands: tuple[str, ...]  # the product's names, most printed first
    generic_of: dict[str, str]


@cache
def _known() -> tuple[str, ...]:
    arms = load("arms")
    return tuple(sorted({*map(str, arms["names"]), *map(str, arms["regimens"])}, key=len, reverse=True))


@cache
def _stemmed() -> re.Pattern[str]:
    stems = "|".join(sorted(load("arms")["stems"], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:[A-Za-z]+[- ])?[A-Za-z]{{2,}}(?:{stems})(?:-[a-z]{{4}})?(?![\w])")


@cache
def _stems() -> tuple[str, ...]:
    return tuple(load("arms")["stems"])


@cache
def _not_medicines() -> frozenset[str]:
    return frozenset(load("arms").get("not_medicines", ()))


def discover(blocks: Iterable[Block]) -> Arms:
    """How the page's own blocks name treatments: heads of tables, brands, generic names, groups."""
    names: Counter[str] = Counter()
    brands: Counter[str] = Counter()
    words: Counter[str] = Counter()
    heads: list[str] = []
    generic_of: dict[str, str] = {}
    for block in blocks:
        text = block.text
        if block.kind is Kind.REFERENCES or not text:
            continue
        for match in HEAD.finditer(text) if block.cell is not None else ():
            arm = match["arm"].strip(" ,:;")
            if arm and not NOT_ARMS.fullmatch(arm):
                heads.append(arm)
                names[arm] += 1
        for match in BRAND.finditer(text):
            if _stemmed().fullmatch(match["generic"]) or match["brand"].isupper() or "®" in match[0] or "™" in match[0]:
                brands[match["brand"]] += 2
                generic_of[match["brand"]] = match["generic"]
                names[match["brand"]] += 1
                names[match["generic"]] += 1
        for match in GENERIC.finditer(text):
            if _stemmed().fullmatch(match["generic"]):
                brands[match["brand"]] += 1
                generic_of[match["brand"]] = match["generic"]
                names[match["brand"]] += 1
                names[match["generic"]] += 1
        for match in MARKED.finditer(text):
            if not re.search(r"[A-Z&][a-z]*\s$", text[: match.start()]):
                brands[match[1]] += 1
        words.update(re.findall(r"\b[A-Z][A-Za-z]{2,}\b", text))
        for match in WORD.finditer(text):
            if match[1].endswith(_stems()) and len(match[0]) >= 5 and match[0].casefold() not in _not_medicines():
                names[match[0]] += 1
        for match in GROUP.finditer(text):
            arm = re.sub(r"^(?:the|each)\s", "", match["arm"].strip())
            if not NOT_ARMS.fullmatch(arm) and not NEVER_IN_ARMS.search(arm) and len(arm) > 1:
                names[arm] += 1
        for match in chain(GIVEN.finditer(text), _against_control().finditer(text)):
            if not NOT_ARMS.fullmatch(match["arm"]):
                names[match["arm"]] += 1
    usual = [brand for brand in brands if brand in generic_of or brands[brand] > 2 or words[brand] > 2]
    usual.sort(key=lambda brand: (-words[brand], brand))
    names.update(dict.fromkeys(usual, 1))
    return Arms(_name_pattern(names), tuple(dict.fromkeys(heads)), tuple(usual), generic_of)


@cache
def _against_control() -> re.Pattern[str]:
    """`65% with EXEMPLAR and 20% with placebo`: a name in capitals that is set against a comparator."""
    controls = "|".join(map(re.escape, load("arms")["controls"]))
    return re.compile(
        r"(?:[%)\]]|months|years|weeks|days)\s(?:with|for)\s(?P<arm>[A-Z]{3,}\d*(?:-[A-Z\d]+)?)(?![\w-])"
        rf"(?=(?:[^.;\n]|\.\d){{0,100}}?\b(?:with|for|vs\.?|versus)\s(?:the\s)?(?:{controls})\b)"
    )


def _name_pattern(names: Counter[str]) -> re.Pattern[str]:
    controls = load("arms")["controls"]
    treated = load("arms")["treated"]
    exact = {*names, *_known()}
    every = sorted({*exact, *controls, *treated}, key=len, reverse=True)
    folded = {name for name in every if name in controls or name in treated or (name.islower() and len(name) > 4)}
    one = "|".join(rf"(?i:{re.escape(name)})" if name in folded else re.escape(name) for name in every)
    one = rf"(?<![\w+\-])(?:{one})(?:[®™])?(?:\s\((?:[a-z][a-z\-]{{4,30}}|[A-Z][A-Za-z]+[®™]?)\))?(?![\w])"
    joiner = (
        r"(?:\s?[+±]\s?|\splus\s|,?\sand\s|\sin combination with\s|\scombined with\s|\swith\s|\s?/\s?|,\s)(?:either\s)?"
    )
    tail = r"(?:\s(?:alone|monotherapy|only)\b|-containing regimens?\b|\scombination\b)?"
    return re.compile(rf"(?:{one})(?:{joiner}(?:{one}))*{DOSE}?{tail}(?:\s\((?P<short>[A-Z][\w+\-]{{1,11}})\))?")


def arm_mentions(text: str, arms: Arms) -> tuple[Mention, ...]:
    """Where a text names an arm; what patients had before the trial is no arm."""
    found: list[Mention] = []
    for match in arms.names.finditer(text):
        if HISTORY_BEFORE.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        if HISTORY_BEHIND.match(text, match.end()):
            continue
        short = match["short"]
        end = match.end()
        words = short or ALIAS.sub("", match[0])
        words = _meant(words.replace("®", "").replace("™", "").strip(), arms)
        if (
            not short
            and " and " in words
            and (re.match(r"\s(?:arms|groups)\b|(?:\spatients)?,?\srespectively", text[end:]) or _joins_control(words))
        ):
            found.extend(_split(words, match.start(), end))
        else:
            found.append(Mention(match.start(), end, "arm", words))
    return _added(text, tuple(found))


def _meant(words: str, arms: Arms) -> str:
    """The product where a page calls it by a common noun: `vaccine`, `the study drug`, `vaccine, Exemplar`."""
    common = {str(word) for word in load("arms")["nouns"]}
    parts = [part for part in re.split(r",\s", words) if part.casefold() not in common]
    if not parts:
        return arms.brands[0] if arms.brands else words
    return ", ".join(parts)


def _joins_control(words: str) -> bool:
    """Whether `and` stands between an arm and a comparator, which are never one arm."""
    first, _, second = words.rpartition(" and ")
    controls = load("arms")["controls"][:5]
    return first.casefold() in controls or second.casefold() in controls


def _split(words: str, start: int, end: int) -> tuple[Mention, Mention]:
    """`the A + B and B arms` names two arms."""
    first, _, second = words.rpartition(" and ")
    return Mention(start, start + len(first), "arm", first.rstrip(",")), Mention(end - len(second), end, "arm", second)


def _added(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """`the addition of A to B` names the arm A + B."""
    found = []
    for mention in mentions:
        match = ADDITION.search(text, max(0, mention.start - 80), mention.start)
        if match and match.end() == mention.start:
            found.append(Mention(match.start("added"), mention.end, "arm", f"{match['added']} + {mention.id}"))
        else:
            found.append(mention)
    return tuple(found)


@cache
def compared() -> re.Pattern[str]:
    """Words that set one arm or value against another."""
    return re.compile(rf"(?<![\w])(?:{pattern('context', 'compared').pattern})", re.IGNORECASE)


def pair_in(text: str, mentions: tuple[Mention, ...]) -> tuple[str, str] | None:
    """The first two arms that a text sets against each other."""
    for first, second in pairwise(mentions):
        between = text[first.end : second.start]
        if len(between) < 90 and re.search(
            r"(?<!\w)(?:vs\.?|versus|compared (?:with|to)|over|than|against)(?!\w)", between
        ):
            return first.id, second.id
    return None
