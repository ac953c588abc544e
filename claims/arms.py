"""Finds how a page names its treatment arms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
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
from claims.dose_arms import DOSED, doses_of_product
from claims.lexicon import endpoint_names, load, pattern
from claims.model import Block, Kind
from claims.named import Named, Spot
from claims.populations import says_in_whom
from claims.product import longer_name, product_of
from claims.schedule_arms import schedules_of_product
from claims.starts import capitals, sought, starts_of
from claims.starts import words as words_of

HEAD = re.compile(r"(?P<arm>[^()\n]{1,80}?)\s*\(\s*[nN]\s?=\s?[\d, ]+\)")
# `Exemplar 400 mg + AI (n=2549) vs AI alone (n=2552)`
SIZED_PAIR = re.compile(
    r"(?:^|[\n.;:]\s?)(?P<first>[A-Z][^()\n.;:,]{1,50}?)\s\([nN]\s?=\s?[\d, ]+\)\s(?:vs\.?|versus)\s(?P<second>[A-Za-z][^()\n.;:,]{1,50}?)\s\([nN]\s?=\s?[\d, ]+\)"
)
FORM = r"(?:injection|tablets?|capsules?|solution|suspension|cream|foam|ointment|gel|for)\b"  # no part of the name
# A comparator that the investigator chose, as the label of a value: `Fulvestrant or AI (n=113)`.
EITHER = re.compile(
    r"(?:^|\n)\W{0,3}(?P<arm>(?P<first>[A-Z][\w-]{3,20})\sor\s[A-Za-z][\w-]{1,20})\s\([nN]\s?=\s?[\d,]+\)"
)
BRAND = re.compile(
    r"\b(?P<brand>[A-Z][A-Za-z]{2,}(?:-[A-Z]+)?)(?P<mark>(?:[®™▼*]|\s?\((?:R|TM)\)){0,2})"
    rf"\s\((?P<generic>[a-z][a-z\-]{{4,30}}(?:(?:,\s|\sand\s|\s?/\s?|\s)(?!{FORM})[a-z][a-z\-]{{2,30}}){{0,5}})(?:\s{FORM}[\w\s]{{0,24}})?(?:\s\d[\w\s/.]{{0,20}})?(?:;\s[^()]{{1,40}})?\)"
)
GENERIC = re.compile(
    r"\b(?P<generic>(?:[a-z]{3,20}(?:mab|cept)\s)?[a-z][a-z\-]{4,30})\s\((?P<brand>[A-Z][A-Za-z]{2,})[®™▼]{0,2}\)"
)
# A research code before its brand: `ABC-123 (EXEMPLAR®)`.
CODED = re.compile(r"\b(?P<generic>[a-z]?[A-Z]{2,5}-?\d{3,7}[A-Za-z]?)\s\((?P<brand>[a-z]?[A-Z][A-Za-z]{3,})[®™▼]{1,2}")
TITLED = re.compile(
    r"\W*(?P<brand>[A-Z][A-Za-z]{3,})\s\((?P<generic>[a-z][a-z\-]{4,30}(?:(?:,\s|\sand\s|\s)[a-z][a-z\-]{2,30}){0,5})(?:\s\d[\w\s/.]{0,20})?\)"
)
MARKED = re.compile(r"\b([A-Z][A-Za-z]{2,})[®™▼]")
TWO_WORDS = re.compile(r"(?P<name>[A-Z](?<!\w.)[A-Z]{3,}\s(?P<second>[A-Z]{3,}))(?=[®™▼]|\s\((?:R|TM)\))")
NAMED_LONGER = re.compile(r"[A-Z&][a-z]*\s$")
SLASHED = re.compile(r"(?<![\w/])[A-Z][A-Za-z]{1,5}(?:/[A-Z][A-Za-z]{1,5}){1,3}(?![\w/])")
LONGEST_WORD = 40
MOST_NAMES = 500  # treatments a page may name, those printed most first: all are looked for at every word
GROUP = re.compile(r"\b(?:the|in|each)\s(?P<arm>(?:[\w+\-/’']+\s){1,4}?|[\w+\-/]+\s)(?:arms?|groups?)\b")
GIVEN = re.compile(
    r"\b(?:treated with|receiving|received|randomi[sz]ed to(?: receive)?|assigned to(?: receive)?|on|taking|versus|vs\.?|compared (?:to|with))\s(?P<arm>[A-Z][\w]*-?\d[\w-]*|[A-Z]{3,}[a-z]?\w*|[A-Z][a-z]+[A-Z]\w*)\b"
)
CAPITALISED = re.compile(r"[A-Z](?<!\w.)[A-Za-z]{2,}\b")
HAS_MARK = re.compile("[®™▼]")
OPENS_GROUP = frozenset({"the", "in", "each"})
OPENS_GIVEN = frozenset(
    {
        "treated",
        "receiving",
        "received",
        "randomised",
        "randomized",
        "assigned",
        "on",
        "taking",
        "versus",
        "vs",
        "compared",
    }
)
NOT_ARMS = re.compile(
    r"(?:with|without|patients|women|men|aged|prior|that|this|those|any|no|many|most|some|high|low|high-\w+|low-\w+|clinical|control|active|open-label|dose|entire|overall|target|comparison|reference|historical|the|a|an|both|treatment|two|three|each|either|age|all|other|study|patient|several|these|those|subgroup|risk|different|respective|same|first|second|third|larger|smaller|trial|working|ethnic|racial|between|within|single-agent|across|investigators?)\b.*",
    re.IGNORECASE,
)
NO_SHORT_FORM = frozenset({"arm", "arms", "group", "groups", "regimen"})  # `control arm = placebo + docetaxel`
NEVER_IN_ARMS = re.compile(
    r"\b(?:age|treatment|between|various|of|and the|population|study|who|were|was)\b", re.IGNORECASE
)


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
    longer = _two_words(all_words) | _with_lost_mark(all_words)
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
        has_bracket = "(" in text
        for match in sought(BRAND, text, capitals(text)) if has_bracket else ():
            if match["brand"].casefold() in load("arms")["controls"]:
                continue  # `Chemotherapy (carboplatin and paclitaxel)`
            if not match["mark"] and _is_short_for(match["brand"], match["generic"]):
                continue  # `THP (docetaxel, trastuzumab, pertuzumab)`
            if "®" in match[0] or "™" in match[0] or has_stem(match["generic"]):
                brand = longer.get(match["brand"], match["brand"])
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
            if not NAMED_LONGER.search(text, max(0, match.start() - LONGEST_WORD), match.start()):
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
        for match in chain(_given(text), _set_against_control(text), _joined(text)):
            name = next(name for name in match.groups() if name)
            if not NOT_ARMS.fullmatch(name) and not _names_trial(name, trials):
                names[name] += 1
    words.update({name: all_words.count(name) for name in longer.values()})
    for brand in tuple(brands):  # EXEMPLAR in the title is Exemplar in the text
        for form in {brand.upper(), brand.capitalize()} - {brand}:
            if words[form]:
                names[form] += 1
    names.update(sure)
    for regimen, times in Counter(SLASHED.findall(all_words)).items():
        if times > 1 and any(part in names for part in regimen.split("/")):
            names[regimen] += times  # `FF/UMEC/VI`, of medicines that the page lists by their short forms
    told = (word for word, long in short.items() if JOINED_NAMES.fullmatch(long))
    names.update(word for word in told if word.split()[-1] not in NO_SHORT_FORM)
    others = (_of_something_else(short) | set(filter(_is_no_arm, names))) - sure
    for word in others.intersection(names):
        del names[word]
    for name, bare in _without_trial(names, trials).items():
        names[bare] += names.pop(name)
    usual = [brand for brand in brands if brand in generic_of or brands[brand] > 2 or words[brand] > 2]
    first = _named_first(blocks, usual, names)
    most = max((words[brand] for brand in usual), default=0)
    title = next((block.text for block in blocks[:2] if first and block.text.startswith(first)), "")
    is_title = first in generic_of and bool(title) and not any(generic_of.get(b) for b in usual if b != first)
    often = TITLE_COUNTS if is_title else NEARLY
    usual.sort(key=lambda brand: (brand != first or often * words[brand] < most, -words[brand], brand))
    product = None if usual else product_of(blocks, trials) or first
    if product:
        usual = [product]
    elif first and first not in usual and first not in generic_of.values() and names[first] > most:
        usual.insert(0, first)  # a page on a substance, which names other medicines by their brands
    for brand in tuple(usual):
        fuller = longer_name(brand, all_words)
        if fuller:
            names[fuller] += 1
            is_usual = all_words.count(fuller) > all_words.count(brand) - all_words.count(fuller)
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
        called=_called(usual[0], generic_of.get(usual[0]), all_words) if usual else None,
        schedules=schedules_of_product(blocks, [*usual[:1], *(generic_of[b] for b in usual[:1] if b in generic_of)]),
        known=frozenset(names),
    )


def _named_first(blocks: Sequence[Block], brands: Sequence[str], names: Mapping[str, int]) -> str | None:
    """The brand or substance that the top of a page names first, before its partners and comparators."""
    backbones = set(map(str.casefold, known_treatments()))
    substances = {
        name.casefold()
        for name, times in names.items()
        if times >= FEWEST_TIMES and has_stem(name) and name.isalpha() and name.casefold() not in backbones
    }
    either = "|".join((*map(re.escape, brands), *(f"(?i:{name})" for name in sorted(substances))))
    if not either:
        return None
    named = re.compile(rf"\b(?:{either})\b")
    found = next((match[0] for block in blocks[:TOP] if (match := named.search(block.text))), None)
    return found.casefold() if found and found.casefold() in substances else found


TOP = 6  # blocks that say what a page is about
TITLE_COUNTS = 3  # the same where the title of the page is its name with its substance
NEARLY = 1.3  # times as often may a page name another brand than the first in its title


def _called(brand: str, generic: str | None, text: str) -> str:
    """What a page calls its product: the generic name where it prints that far more often than the brand."""
    if generic is None:
        return brand
    bare = generic.partition("-")[0]
    times = [len(re.findall(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)) for name in (brand, bare)]
    return bare if times[1] > FAR_MORE * times[0] else brand


FAR_MORE = 2  # times as often


def _two_words(text: str) -> dict[str, str]:
    """Second word -> name of two words, of which the second never stands without the first: `EXEMPLAR RAPIDA®`; its first
    word alone where the page mostly calls it so."""
    found = {match["second"]: " ".join(match["name"].split()) for match in TWO_WORDS.finditer(text)}
    longer = {
        second: name for second, name in found.items() if len(re.findall(rf"\b{second}\b", text)) == text.count(name)
    }
    usual = {second: name.partition(" ")[0] for second, name in longer.items()}
    return {
        second: usual[second] if text.count(usual[second]) > OFTEN_SHORT * text.count(name) else name
        for second, name in longer.items()
        if text.count(name) >= FEWEST_TIMES or text.count(usual[second]) > OFTEN_SHORT
    }


FEWEST_TIMES = 2  # that a page prints a name of two words
OFTEN_SHORT = 4  # times as often as by its whole name does a page call its product by the first word


def _with_lost_mark(text: str) -> dict[str, str]:
    """A name with the mark that flattening glued to it -> the name: `EXEMPLARTM (examplimab)`, `ExemplarTM`."""
    glued = {match[0]: match["name"] for match in GLUED_MARK.finditer(text)} if "TM" in text else {}
    return {name: plain for name, plain in glued.items() if re.search(rf"\b{plain}\b", text)}


GLUED_MARK = re.compile(r"\b(?P<name>[A-Z][A-Za-z]{3,20})TM\b")


def _is_short_for(short: str, long: str) -> bool:
    """Whether capitals abbreviate the words before or behind them: MTX of methotrexate, THP of three medicines."""
    letters = iter(long.casefold())
    return short.isupper() and len(short) <= LONGEST_SHORT and all(letter in letters for letter in short.casefold())


LONGEST_SHORT = 5


def _of_something_else(short: Mapping[str, str]) -> set[str]:
    """Abbreviations that the page or the lexicon defines and that name no treatment: HHF, ORR."""
    return {word for word, long in short.items() if not is_treatment(long)} | _endpoints_in_capitals()


MARKED_GROUP = re.compile(r".*\w[+−–-]")  # `BM+`, `in the BM- group`: patients with a marker and without


def _is_no_arm(name: str) -> bool:
    """Whether a name is that of patients with a marker, of a number, or a word that never names an arm."""
    is_word = any(map(str.isalpha, name)) and not MARKED_GROUP.fullmatch(name)
    return not is_word or name in load("arms")["places"] or bool(pattern("arms", "no_arms").fullmatch(name))


@cache
def _endpoints_in_capitals() -> frozenset[str]:
    return frozenset(name for names in endpoint_names().values() for name in names if name.isupper())


def _names_trial(name: str, trials: frozenset[str]) -> bool:
    """Whether a name is that of a trial or the front of one: VIVID-1, the KEYNOTE of KEYNOTE-A39."""
    return any(trial.startswith(name) and (len(trial) > len(name) or "-" in name) for trial in trials)


def _without_trial(names: Collection[str], trials: Collection[str]) -> dict[str, str]:
    """Names with that of a trial before them (`EXAMPLE-1 placebo`, as a head says) -> the same without it."""
    told = {name: next((trial for trial in trials if name.startswith(f"{trial} ")), None) for name in names}
    return {name: name.removeprefix(f"{trial} ") for name, trial in told.items() if trial}


def _stemmed_starts(text: str) -> list[int]:
    """Where a word begins that ends on the stem of a medicine."""
    return sorted([at for word, places in words_of(text).items() if ends_on_stem(word) for at in places])


def _given(text: str) -> Iterator[re.Match[str]]:
    return sought(GIVEN, text, starts_of(text, OPENS_GIVEN))


def _set_against_control(text: str) -> Iterator[re.Match[str]]:
    tied = starts_of(text, TIES)
    return sought(_against_control(), text, sorted({*tied, *(at - 1 for at in tied if at), *capitals(text)}))


def _joined(text: str) -> Iterator[re.Match[str]]:
    return sought(_joined_to_known(), text, capitals(text)) if "+" in text or "plus" in text else iter(())


TIES = frozenset({"with", "for", "on"})


@cache
def _against_control() -> re.Pattern[str]:
    """`65% with EXEMPLAR and 20% with placebo`, `with Exemplar vs 31% with docetaxel`, `EXEMPLAR vs placebo`.

    A name in capitals that is set against a comparator; any other name where the comparator's value follows at once.
    """
    controls = "|".join(map(re.escape, load("arms")["controls"]))
    medicines = "|".join(map(re.escape, known_treatments())) + rf"|[a-z]{{2,20}}(?:{'|'.join(stems())})"
    against = r",?\s(?:vs\.?|versus|and|than|compared (?:with|to))\s"
    value = r"[\d.]+\s?(?:%|months|years|weeks|days)"
    return re.compile(
        r"(?:(?<=[%)\]])|(?<=months)|(?<=years)|(?<=weeks)|(?<=days))\s(?:with|for)\s(?P<arm>[A-Z]{3,}\d*(?:-[A-Z\d]+)?)(?![\w-])"
        rf"(?=(?:[^.;\n]|\.\d){{0,100}}?\b(?:with|for|vs\.?|versus)\s(?:the\s)?(?:{controls})\b)"
        rf"|\b(?:with|for|on)\s(?P<title>[A-Z][A-Za-z]{{3,20}})(?={against}{value}\s(?:with|for|on)\s(?:the\s)?(?:{controls}|{medicines})\b)"
        rf"|\b(?P<plain>[A-Z]{{5,20}})(?=\s(?:vs\.?|versus)\s(?:{controls}|{medicines})\b)"
    )


@cache
def _joined_to_known() -> re.Pattern[str]:
    """`with Exemplar + Kd`, `Exemplar plus docetaxel`: a name joined to one that is known."""
    known = "|".join(map(re.escape, known_treatments()))
    by_stem = "|".join(sorted(stems(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w+-])(?P<arm>[A-Z][A-Za-z]{{2,20}})[®™▼]{{0,2}}(?:\s?\+\s?|\splus\s)(?:(?:{known})(?!\w)|[A-Za-z]{{2,20}}(?:{by_stem})\b)"
    )
