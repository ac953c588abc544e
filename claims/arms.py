"""Finds how a page names its treatment arms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from claims.abbreviations import defined_in
from claims.arm_names import (
    JOINED_NAMES,
    OF_PART,
    WORD,
    Arms,
    ends_on_stem,
    has_stem,
    is_treatment,
    known_treatments,
    not_medicines,
    stemmed,
    stems,
    treatments,
)
from claims.arms_beside import set_against
from claims.brands import called, usual_brands
from claims.dose_arms import DOSED, doses_of_product
from claims.given_arms import told_as_given
from claims.lexicon import load
from claims.model import Block, Kind
from claims.named import Named, Spot
from claims.no_arms import (
    NEVER_IN_ARMS,
    NO_SHORT_FORM,
    NOT_ARMS,
    is_no_arm,
    names_trial,
    of_something_else,
    without_trial,
)
from claims.populations import says_in_whom
from claims.product import longer_name
from claims.schedule_arms import schedules_of_product
from claims.starts import capitals, sought, starts_of
from claims.starts import words as words_of
from claims.whole_names import two_words, with_device, with_lost_mark

HEAD = re.compile(r"(?P<arm>[^()\n]{1,80}?)\s*\(\s*[nN]\s?=\s?[\d, ]+\)")
# `Exemplar 400 mg + AI (n=2549) vs AI alone (n=2552)`
SIZED_PAIR = re.compile(
    r"(?:^|[\n.;:]\s?)(?P<first>[A-Z][^()\n.;:,]{1,50}?)\s\([nN]\s?=\s?[\d, ]+\)\s(?:vs\.?|versus)\s(?P<second>[A-Za-z][^()\n.;:,]{1,50}?)\s\([nN]\s?=\s?[\d, ]+\)"
)
# The second arm of a design sentence by its bare name: `randomised to EXEMPLAR (n=466) or sampludec 100 (n=463)`.
ALLOCATED = re.compile(
    r"\b(?:randomi[sz]ed|assigned|allocated)\s[^.;()]{0,30}?\bto\s(?:receive\s)?[^.;()]{2,60}\(\s?[nN]\s?=\s?[\d,]+\)\s(?:or|and|vs\.?|versus)\s(?:to\s)?(?P<arm>[a-z]{5,24}(?:\s\d{2,3}(?=\s\())?)(?=(?:\s\d|\sfor\s[^.;()]{2,40})?[^.;()]{0,30}?\s\([nN]\s?=)(?=\s\(|\sfor\s|\s\d)"
)
FORM = r"(?:injection|tablets?|capsules?|solution|suspension|cream|foam|ointment|gel|for)\b"  # no part of the name
# A comparator that the investigator chose, as the label of a value: `Fulvestrant or AI (n=113)`.
EITHER = re.compile(
    r"(?:^|\n)\W{0,3}(?P<arm>(?P<first>[A-Z][\w-]{3,20})\sor\s[A-Za-z][\w-]{1,20})\s\([nN]\s?=\s?[\d,]+\)"
)
BRAND = re.compile(
    r"\b(?P<brand>[A-Z][A-Za-z]{2,}(?:-[A-Z]+)?)(?P<mark>(?:[®™▼*]|\s?\((?:R|TM)\)){0,2})"
    rf"\s\((?P<generic>[a-z][a-z\-]{{4,30}}(?:(?:,\s|\sand\s|\s?[/+]\s?|\s)(?!{FORM})[a-z][a-z\-]{{2,30}}){{0,5}})(?:\s{FORM}[\w\s]{{0,24}})?(?:\s\d[\w\s/.]{{0,20}})?(?:;\s[^()]{{1,40}})?\)"
)
GENERIC = re.compile(
    r"\b(?P<generic>(?:[a-z]{3,20}(?:mab|cept)\s)?[a-z][a-z\-]{4,30})\s\((?P<brand>[A-Z][A-Za-z]{2,})[®™▼]{0,2}\)"
)
# A research code before its brand: `ABC-123 (EXEMPLAR®)`.
CODED = re.compile(r"\b(?P<generic>[a-z]?[A-Z]{2,5}-?\d{3,7}[A-Za-z]?)\s\((?P<brand>[a-z]?[A-Z][A-Za-z]{3,})[®™▼]{1,2}")
TITLED = re.compile(
    r"\W*(?P<brand>[A-Z][A-Za-z]{3,})\s\((?P<generic>[a-z][a-z\-]{4,30}(?:(?:,\s|\sand\s|\s)[a-z][a-z\-]{2,30}){0,5})(?:\s\d[\w\s/.]{0,20})?\)"
)
MARKED = re.compile(r"\b([A-Z][A-Za-z]{2,})[®™▼](?!-\d)")  # `EXAMPLE™-2` is a trial
BEHIND_MARKED = re.compile(r"\b([A-Z][A-Za-z]{2,})[®™▼]{1,2}\s$")
NAMED_LONGER = re.compile(r"[A-Z&][a-z]*[^\S\n]$")  # on the same line
SLASHED = re.compile(r"(?<![\w/])[A-Z][A-Za-z]{1,5}(?:/[A-Z][A-Za-z]{1,5}){1,3}(?![\w/])")
LONGEST_WORD = 40
MOST_NAMES = 500  # treatments a page may name, those printed most first: all are looked for at every word
GROUP = re.compile(r"\b(?:the|in|each)\s(?P<arm>(?:[\w+\-/’']+\s){1,4}?|[\w+\-/]+\s)(?:arms?|groups?)\b")
CAPITALISED = re.compile(r"[A-Z](?<!\w.)[A-Za-z]{2,}\b")
HAS_MARK = re.compile("[®™▼]")
OPENS_GROUP = frozenset({"the", "in", "each"})


def discover(
    blocks: Sequence[Block], trials: frozenset[str] = frozenset(), short: Mapping[str, str] = MappingProxyType({})
) -> Arms:
    """How the page's own blocks name treatments: heads of tables, brands, generic names, groups."""
    names: Counter[str] = Counter()
    brands: Counter[str] = Counter()
    heads: list[str] = []
    sure: set[str] = set()  # names that are set against each other with their sizes
    generic_of: dict[str, str] = {}
    all_words = " ".join(block.text for block in blocks if block.kind is not Kind.REFERENCES)
    words = Counter(CAPITALISED.findall(all_words))
    longer = two_words(all_words) | with_lost_mark(all_words)
    devices = with_device(all_words)
    names.update(devices.values())
    elsewhere = of_something_else(short)
    for block in blocks:
        text = block.text
        if block.kind is Kind.REFERENCES or not text:
            continue
        if block.kind is Kind.ABBREVIATIONS:
            names.update(short for short, long in defined_in(text) if is_treatment(long) and short not in NO_SHORT_FORM)
        for match in HEAD.finditer(text) if block.cell is not None else ():
            arm = OF_PART.sub("", match["arm"].strip(" ,:;"))
            if arm and not NOT_ARMS.fullmatch(arm) and not says_in_whom(arm):
                heads.append(arm)
                names[arm] += 1
        for match in SIZED_PAIR.finditer(text) if block.cell is None else ():
            for arm in (match["first"].strip(" ,:;"), match["second"].strip(" ,:;")):
                if not NOT_ARMS.fullmatch(arm) and not NEVER_IN_ARMS.search(arm) and not DOSED.fullmatch(arm):
                    sure.add(re.sub(r"\s(?:alone|arm|group)$", "", arm))
        for match in EITHER.finditer(text) if block.cell is None else ():
            if is_treatment(match["first"]):
                sure.update((match["arm"], match["arm"][:1].lower() + match["arm"][1:]))
        for match in ALLOCATED.finditer(text) if block.cell is None else ():
            if not NOT_ARMS.fullmatch(match["arm"]):
                sure.add(match["arm"])
        has_bracket = "(" in text
        for match in sought(BRAND, text, capitals(text)) if has_bracket else ():
            if match["brand"].casefold() in load("arms")["controls"]:
                continue  # `Chemotherapy (carboplatin and paclitaxel)`
            if match["brand"] in elsewhere and not match["mark"]:
                marked = BEHIND_MARKED.search(text, max(0, match.start() - LONGEST_WORD), match.start())
                if marked and has_stem(match["generic"].replace("/", " ")):
                    generic_of.setdefault(marked[1], match["generic"])
                    names[match["generic"]] += 1
                continue  # `Exemplar® COPD (examplimab)`: the disease that a page on the product is about
            if not match["mark"] and _is_short_for(match["brand"], match["generic"]):
                continue  # `THP (docetaxel, trastuzumab, pertuzumab)`
            if "®" in match[0] or "™" in match[0] or has_stem(match["generic"]):
                brand = devices.get(match["brand"], longer.get(match["brand"], match["brand"]))
                brands[Named(brand, Spot(block.index, *match.span("brand")))] += 2
                generic_of[brand] = match["generic"]
                names[brand] += 1
                names[match["generic"]] += 1
        titled = TITLED.match(text) if block.kind is Kind.HEADING and block.level == 1 else None
        if titled and not re.search(rf"\b{titled['brand'].lower()}\b", all_words):
            brands[Named(titled["brand"], Spot(block.index, *titled.span("brand")))] += 2
            generic_of.setdefault(titled["brand"], titled["generic"])
            names.update((titled["brand"], titled["generic"]))
        for match in GENERIC.finditer(text) if has_bracket else ():
            if stemmed().fullmatch(match["generic"]) and not _is_short_for(match["brand"], match["generic"]):
                brands[Named(match["brand"], Spot(block.index, *match.span("brand")))] += 1
                generic_of[match["brand"]] = match["generic"]
                names[match["brand"]] += 1
                names[match["generic"]] += 1
        for match in CODED.finditer(text) if has_bracket and HAS_MARK.search(text) else ():
            brands[Named(match["brand"], Spot(block.index, *match.span("brand")))] += 2
            generic_of[match["brand"]] = match["generic"]
            names.update((match["brand"], match["generic"]))
        for match in sought(MARKED, text, capitals(text)) if HAS_MARK.search(text) else ():
            if match[1] not in devices and not NAMED_LONGER.search(
                text, max(0, match.start() - LONGEST_WORD), match.start()
            ):
                is_triangle = match[0].endswith("▼") and block.cell is None  # in a table it may sort a column
                brand = longer.get(match[1], match[1])
                brands[Named(brand, Spot(block.index, *match.span(1)))] += 3 if is_triangle else 1
        for match in sought(WORD, text, _stemmed_starts(text)):
            if match[1].endswith(stems()) and len(match[0]) >= 5 and match[0].casefold() not in not_medicines():
                names[match[0]] += 1
        for match in sought(GROUP, text, starts_of(text, OPENS_GROUP)) if "arm" in text or "group" in text else ():
            arm = re.sub(r"^(?:(?:the|each)\s)?(?:(?:former|original|initial)\s)?", "", match["arm"].strip())
            is_none = NOT_ARMS.fullmatch(arm) or NEVER_IN_ARMS.search(arm) or DOSED.fullmatch(arm)
            if not is_none and len(arm) > 1:
                names[arm] += 1
        for match in told_as_given(text):
            name = next(name for name in match.groups() if name)
            if not NOT_ARMS.fullmatch(name) and not names_trial(name, trials):
                names[name] += 1
    words.update({name: all_words.count(name) for name in longer.values()})
    for brand in tuple(brands):  # EXEMPLAR in the title is Exemplar in the text
        for form in {brand.upper(), brand.capitalize()} - {brand}:
            if words[form]:
                names[form] += 1
    for head in heads:  # a head begins with a capital that running text does not give the name
        if HEAD_WORD.fullmatch(head) and re.search(rf"\b(?:vs\.?|versus|or)\s{head.lower()}\b", all_words):
            sure.add(head.lower())
    names.update(sure)
    for regimen, times in Counter(SLASHED.findall(all_words)).items():
        if times > 1 and any(part in names for part in regimen.split("/")):
            names[regimen] += times  # `FF/UMEC/VI`, of medicines that the page lists by their short forms
    told = (word for word, long in short.items() if JOINED_NAMES.fullmatch(long))
    names.update(word for word in told if word.split()[-1] not in NO_SHORT_FORM)
    others = (elsewhere | set(filter(is_no_arm, names))) - sure
    for word in others.intersection(names):
        del names[word]
    for name, bare in without_trial(names, trials).items():
        names[bare] += names.pop(name)
    usual = usual_brands(blocks, trials, brands, generic_of, names, words)
    for brand in tuple(usual):
        fuller = longer_name(brand, all_words)
        if fuller:
            names[fuller] += 1
            whole = all_words.count(fuller) + all_words.count(fuller.replace(brand, f"{brand}®"))
            is_usual = whole > all_words.count(brand) - whole
            usual.insert(0 if is_usual else 1, fuller)
    names.update(dict.fromkeys(usual, 1))
    known = {name.casefold() for name in (*names, *known_treatments(), *load("arms")["controls"])}
    names.update(name for name in set_against(blocks, lambda name: name.casefold() in known) if name not in others)
    text = "\n".join(block.text for block in blocks)
    doses, dosed = doses_of_product(blocks, usual, generic_of)
    return Arms(
        names=treatments((name for name, _ in names.most_common(MOST_NAMES)), text, trials, others),
        heads=tuple(dict.fromkeys(heads)),
        brands=tuple(usual),
        generic_of=generic_of,
        doses=doses,
        dosed=dosed,
        called=called(usual[0], generic_of.get(usual[0]), all_words) if usual else None,
        schedules=schedules_of_product(blocks, [*usual[:1], *(generic_of[b] for b in usual[:1] if b in generic_of)]),
        known=frozenset(names),
    )


HEAD_WORD = re.compile(r"[A-Z][a-z]{4,24}")


def _is_short_for(short: str, long: str) -> bool:
    """Whether capitals abbreviate the words before or behind them: MTX of methotrexate, THP of three medicines."""
    letters = iter(long.casefold())
    return short.isupper() and len(short) <= LONGEST_SHORT and all(letter in letters for letter in short.casefold())


LONGEST_SHORT = 5


def _stemmed_starts(text: str) -> list[int]:
    """Where a word begins that ends on the stem of a medicine."""
    return sorted([at for word, places in words_of(text).items() if ends_on_stem(word) for at in places])
