"""Finds how a page names its treatment arms, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from claims.abbreviations import defined_in
from claims.arms_beside import set_against
from claims.lexicon import endpoint_names, load, pattern
from claims.mention import Mention
from claims.model import Block, Kind
from claims.named import Named, Spot
from claims.printed import Canvas

HEAD = re.compile(r"(?P<arm>[^()\n]{1,80}?)\s*\(\s*[nN]\s?=\s?[\d, ]+\)")
BRAND = re.compile(
    r"\b(?P<brand>[A-Z][A-Za-z]{2,}(?:-[A-Z]+)?)(?P<mark>(?:[®™▼*]|\s?\((?:R|TM)\)){0,2})"
    r"\s\((?P<generic>[a-z][a-z\-]{4,30}(?:(?:,\s|\sand\s|\s?/\s?|\s)[a-z][a-z\-]{2,30}){0,5})(?:\s\d[\w\s/.]{0,20})?\)"
)
GENERIC = re.compile(
    r"\b(?P<generic>(?:[a-z]{3,20}(?:mab|cept)\s)?[a-z][a-z\-]{4,30})\s\((?P<brand>[A-Z][A-Za-z]{2,})[®™▼]{0,2}\)"
)
WORD = re.compile(r"(?<![\w-])([A-Za-z]+)(?:-[a-z]{4})?(?!\w)")
TITLED = re.compile(
    r"\W*(?P<brand>[A-Z][A-Za-z]{3,})\s\((?P<generic>[a-z][a-z\-]{4,30}(?:(?:,\s|\sand\s|\s)[a-z][a-z\-]{2,30}){0,5})(?:\s\d[\w\s/.]{0,20})?\)"
)
MARKED = re.compile(r"\b([A-Z][A-Za-z]{2,})[®™▼]")
TWO_WORDS = re.compile(r"\b(?P<name>[A-Z]{4,}\s(?P<second>[A-Z]{3,}))(?=[®™▼]|\s\((?:R|TM)\))")
NAMED_LONGER = re.compile(r"[A-Z&][a-z]*\s$")
LONGEST_WORD = 40
MOST_NAMES = 500  # treatments a page may name, those printed most first: all are looked for at every word
GROUP = re.compile(r"\b(?:the|in|each)\s(?P<arm>(?:[\w+\-/’']+\s){1,4}?|[\w+\-/]+\s)(?:arms?|groups?)\b")
GIVEN = re.compile(
    r"\b(?:treated with|receiving|received|randomi[sz]ed to(?: receive)?|assigned to(?: receive)?|on|taking|versus|vs\.?|compared (?:to|with))\s(?P<arm>[A-Z][\w]*-?\d[\w-]*|[A-Z]{3,}[a-z]?\w*|[A-Z][a-z]+[A-Z]\w*)\b"
)
NOT_GENERIC = r"(?:co-?|key\s)?(?:primary|secondary|exploratory|post[\s-]hoc|nominal|adjusted|unadjusted|difference|relative|absolute|both|all|not|for|in|at|see|per|and|vs|versus|median|mean|range|each)\b"
AMOUNT = r"\d[\d.,]*\s?(?:mg|mcg|µg|μg|g|units|IU|mL)(?![/\w])"
OFTEN = (
    r"(?:BID|QD|TID|EOW|Q\d{1,2}W|once daily|twice daily|once a day|daily|once weekly|once a week|weekly|monthly|"
    r"every (?:other|\d{1,2}|two|three|four|six|eight) (?:weeks?|months?|hours)|(?:\d|two|three) times (?:per|a) (?:week|day))"
)
ROUTE = r"(?:IV|SC|IM|PO|orally|subcutaneously|intravenously|intramuscularly|by mouth|subcutaneous|intravenous)"
DOSE = rf"(?:\s{AMOUNT}(?:\s{ROUTE})?(?:\s{OFTEN})?)"
CONJUGATES = "vedotin|deruxtecan|govitecan|emtansine|mafodotin|tesirine|ozogamicin|soravtansine|ravtansine|tirumotecan|alfa|pegol|besylate|mesylate"
MORE_DOSES = re.compile(rf"(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)(?P<dose>{AMOUNT})")
BARE_DOSE = re.compile(rf"(?P<open>\()?(?<![\d.])(?P<dose>{AMOUNT})(?P<behind>\)|\s(?:dose|group|arm|regimen)s?\b)?")
GIVEN_WITH = re.compile(r"(?:\s(?:was|were|is))?(?:\s(?:given|administered|used|taken))?\sin combination with")
ITS_DOSE = re.compile(rf"(?:{DOSE})+")
NOT_ARMS = re.compile(
    r"(?:with|without|patients|women|men|aged|prior|that|this|those|any|no|many|most|some|high|low|high-\w+|low-\w+|clinical|control|active|open-label|dose|entire|overall|target|comparison|reference|historical|the|a|an|both|treatment|two|three|each|either|age|all|other|study|patient|several|these|those|subgroup|risk|different|respective|same|first|second|third|larger|smaller|trial|working|ethnic|racial|between|within|single-agent|across|investigators?)\b.*",
    re.IGNORECASE,
)
ALIAS = re.compile(r"(?<=\w)[®™▼]{0,2}\s\([^()]*\)(?=\s?(?:\+|plus|and|with|in)\b)")
# `In combination with Rd, ...` at the head of a sentence is what the product is given with.
WITH_PARTNER = re.compile(r"(?:^|[.\n:]\s?)(?:When\s(?:used|given)\s)?[Ii]n combination with\s(?:the\s)?$")
ADDITION = re.compile(r"\b[Aa]dd(?:ition of|ing)\s(?P<added>[\w\-®™]{3,30})\sto\s(?:the\s)?")
NEVER_IN_ARMS = re.compile(
    r"\b(?:age|treatment|between|various|of|and the|population|study|who|were|was)\b", re.IGNORECASE
)
HISTORY_BEFORE = re.compile(
    r"(?:refractory to(?: either)?|responses? to|response rates? to|prior|previous|previously(?: treated with)?|pretreated with|including|resistant to|exposed to|intolerant (?:of|to)|failure (?:of|on)|after|contraindicated|premedicat\w+(?: \w+){0,6} with|antagonists?,?|or equivalent, and|discontinuations? of|addition of|add(?:ing|ed)(?:(?:\s[\w®-]+)?\sto(?:\s(?:basal|their|ongoing))?)?|added to(?:\s(?:basal|background|standard|ongoing))?|bind\w*|(?:had|have|having)\s(?:previously\s|already\s)?(?:received|been\streated\swith|taken)(?:\s\w+)?|neoadjuvant|adjuvant|ineligible for|candidates for)\s(?:an?\s|the\s)?$",
    re.IGNORECASE,
)
OF_THE_TRIAL = re.compile(
    r"(?:^|\n|[(\[/,;:]\s?|\b(?:the|vs\.?|versus|with|in|on|to|and|than|for|or|active|placebo)\s|-)$", re.IGNORECASE
)
CONTROL_GROUP = re.compile(r"\s(?:patients|participants|subjects|women|men|arm|group)\b", re.IGNORECASE)
HISTORY_BEHIND = re.compile(
    r"-(?:refractory|exposed|naive|naïve|resistant|pretreated|experienced|eligible|ineligible|matched|related|controlled|corrected|adjusted|subtracted)\b|\s(?:refractory|ineligible|eligible|intolera\w+|dose|infusions?\b(?! arm)|trial\b|study\b|Prescribing)"
)


@dataclass(frozen=True, slots=True)
class Arms:
    """How one page names treatments."""

    names: re.Pattern[str]  # any treatment, with its joined partners
    heads: tuple[str, ...]  # arms that head a table
    brands: tuple[str, ...]  # the product's names, most printed first
    generic_of: dict[str, str]
    doses: tuple[str, ...] = ()  # of the product, where the page compares several
    known: frozenset[str] = frozenset()  # every name that the page gives a treatment


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


def discover(blocks: Sequence[Block], trials: frozenset[str] = frozenset()) -> Arms:
    """How the page's own blocks name treatments: heads of tables, brands, generic names, groups."""
    names: Counter[str] = Counter()
    brands: Counter[str] = Counter()
    words: Counter[str] = Counter()
    heads: list[str] = []
    generic_of: dict[str, str] = {}
    all_words = " ".join(block.text for block in blocks if block.kind is not Kind.REFERENCES)
    longer = _two_words(all_words)
    for block in blocks:
        text = block.text
        if block.kind is Kind.REFERENCES or not text:
            continue
        if block.kind is Kind.ABBREVIATIONS:
            names.update(short for short, long in defined_in(text) if _is_treatment(long))
        for match in HEAD.finditer(text) if block.cell is not None else ():
            arm = match["arm"].strip(" ,:;")
            if arm and not NOT_ARMS.fullmatch(arm):
                heads.append(arm)
                names[arm] += 1
        for match in BRAND.finditer(text):
            if match["brand"].casefold() in load("arms")["controls"]:
                continue  # `Chemotherapy (carboplatin and paclitaxel)`
            if "®" in match[0] or "™" in match[0] or _has_stem(match["generic"]):
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
        for match in GENERIC.finditer(text):
            if _stemmed().fullmatch(match["generic"]):
                brands[Named(match["brand"], Spot(block.index, *match.span("brand")))] += 1
                generic_of[match["brand"]] = match["generic"]
                names[match["brand"]] += 1
                names[match["generic"]] += 1
        for match in MARKED.finditer(text):
            if not NAMED_LONGER.search(text, max(0, match.start() - LONGEST_WORD), match.start()):
                is_triangle = match[0].endswith("▼") and block.cell is None  # in a table it may sort a column
                brand = longer.get(match[1], match[1])
                brands[Named(brand, Spot(block.index, *match.span(1)))] += 3 if is_triangle else 1
        words.update(re.findall(r"\b[A-Z][A-Za-z]{2,}\b", text))
        for match in WORD.finditer(text):
            if match[1].endswith(_stems()) and len(match[0]) >= 5 and match[0].casefold() not in _not_medicines():
                names[match[0]] += 1
        for match in GROUP.finditer(text):
            arm = re.sub(r"^(?:the|each)\s", "", match["arm"].strip())
            if not NOT_ARMS.fullmatch(arm) and not NEVER_IN_ARMS.search(arm) and len(arm) > 1:
                names[arm] += 1
        for match in chain(*(form.finditer(text) for form in (GIVEN, _against_control(), _joined_to_known()))):
            name = next(name for name in match.groups() if name)
            if not NOT_ARMS.fullmatch(name) and not _names_trial(name, trials):
                names[name] += 1
    words.update({name: all_words.count(name) for name in longer.values()})
    for brand in tuple(brands):  # EXEMPLAR in the title is Exemplar in the text
        for form in {brand.upper(), brand.capitalize()} - {brand}:
            if words[form]:
                names[form] += 1
    for short in _of_something_else(blocks).intersection(names):
        del names[short]
    usual = [brand for brand in brands if brand in generic_of or brands[brand] > 2 or words[brand] > 2]
    usual.sort(key=lambda brand: (-words[brand], brand))
    names.update(dict.fromkeys(usual, 1))
    known = {name.casefold() for name in (*names, *_known(), *load("arms")["controls"])}
    names.update(set_against(blocks, lambda name: name.casefold() in known))
    pattern_of = _name_pattern(Counter(dict(names.most_common(MOST_NAMES))))
    return Arms(
        names=pattern_of,
        heads=tuple(dict.fromkeys(heads)),
        brands=tuple(usual),
        generic_of=generic_of,
        doses=_doses(blocks, usual, generic_of),
        known=frozenset(names),
    )


def _two_words(text: str) -> dict[str, str]:
    """Second word -> name of two words, of which the second never stands without the first: `EXEMPLAR RAPIDA®`."""
    found = {match["second"]: " ".join(match["name"].split()) for match in TWO_WORDS.finditer(text)}
    return {
        second: name
        for second, name in found.items()
        if len(re.findall(rf"\b{second}\b", text)) == text.count(name) >= FEWEST_TIMES
    }


FEWEST_TIMES = 2  # that a page prints a name of two words


def _doses(blocks: Sequence[Block], brands: Sequence[str], generic_of: dict[str, str]) -> tuple[str, ...]:
    """The doses that a page gives its product's arms, where it has more than one."""
    product = {*brands[:1], *(generic_of[brand] for brand in brands[:1] if brand in generic_of)}
    if not product:
        return ()
    named = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(product)))})[®™▼]{{0,2}}\s(?P<dose>{AMOUNT})(?P<more>(?:{MORE_DOSES.pattern.replace('?P<dose>', '?:')})*)"
    )
    found: Counter[str] = Counter()
    for block in blocks:
        if block.kind is not Kind.REFERENCES:
            for match in named.finditer(block.text):
                found.update([match["dose"], *(more["dose"] for more in MORE_DOSES.finditer(match["more"]))])
    return tuple(found) if len(found) > 1 else ()


def _of_something_else(blocks: Sequence[Block]) -> set[str]:
    """Abbreviations that the page or the lexicon defines and that name no treatment: HHF, ORR."""
    listed = (entry for block in blocks if block.kind is Kind.ABBREVIATIONS for entry in defined_in(block.text))
    return {short for short, long in listed if not _is_treatment(long)} | {
        name for names in endpoint_names().values() for name in names if name.isupper()
    }


def _is_treatment(long: str) -> bool:
    """Whether the long form of an abbreviation is a medicine, a combination of them or a comparator."""
    words = long.strip(" .").casefold()
    if words in load("arms")["controls"] or words in map(str.casefold, _known()):
        return True
    return any(
        match[1].casefold().endswith(_stems()) and len(match[0]) >= 6 and match[0].casefold() not in _not_medicines()
        for match in WORD.finditer(long)
    ) and not re.search(r"\b(?:inhibitor|receptor|trial|study|index|score|criteria|deficiency|syndrome)s?\b", words)


def _has_stem(words: str) -> bool:
    return any(word.endswith(_stems()) and word not in _not_medicines() for word in words.casefold().split())


def _names_trial(name: str, trials: frozenset[str]) -> bool:
    """Whether a name is that of a trial or the front of one: VIVID-1, the KEYNOTE of KEYNOTE-A39."""
    return any(trial.startswith(name) and (len(trial) > len(name) or "-" in name) for trial in trials)


@cache
def _against_control() -> re.Pattern[str]:
    """`65% with EXEMPLAR and 20% with placebo`, `with Exemplar vs 31% with docetaxel`, `EXEMPLAR vs placebo`.

    A name in capitals that is set against a comparator; any other name where the comparator's value follows at once.
    """
    controls = "|".join(map(re.escape, load("arms")["controls"]))
    medicines = "|".join(map(re.escape, _known())) + rf"|[a-z]{{2,20}}(?:{'|'.join(_stems())})"
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
    known = "|".join(map(re.escape, _known()))
    stems = "|".join(sorted(_stems(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w+-])(?P<arm>[A-Z][A-Za-z]{{2,20}})[®™▼]{{0,2}}(?:\s?\+\s?|\splus\s)(?:(?:{known})(?!\w)|[A-Za-z]{{2,20}}(?:{stems})\b)"
    )


def _name_pattern(names: Counter[str]) -> re.Pattern[str]:
    controls = load("arms")["controls"]
    treated = load("arms")["treated"]
    exact = {*names, *_known()}
    every = sorted({*exact, *controls, *treated}, key=len, reverse=True)
    folded = {name for name in every if name in controls or name in treated or (name.islower() and len(name) > 4)}
    one = "|".join(rf"(?i:{re.escape(name)})" if name in folded else re.escape(name) for name in every)
    one = rf"(?<![\w+\-])(?:{one})[®™▼]{{0,2}}(?:\s(?:{CONJUGATES}))?(?:\s\((?:(?!{NOT_GENERIC})[a-z][a-z\- ]{{4,30}}|[A-Z][A-Za-z]+[®™▼]{{0,2}})\))?(?![\w]){DOSE}?"
    joiner = rf"(?:\s?[+±]\s?|\splus\s|,?\sand\s|{GIVEN_WITH.pattern}\s|\scombined with\s|\swith\s|\s?/\s?|,\s(?=(?:[\w+®-]+(?:\s\d+\s?mg)?,\s){{0,3}}and\s[\w-]))(?:either\s)?"
    tail = r"(?:[\s-](?:alone|monotherapy|only)\b|-containing regimens?\b|\scombination\b)?"
    partner = rf"(?:{one}|(?<=\+\s)[A-Za-z][\w-]{{2,}}(?:\s(?:therapy|acetate))?)"
    return re.compile(rf"(?:{one})(?:{joiner}{partner})*{tail}(?:\s\((?P<short>[A-Z][\w+\-]{{1,11}})\))?")


def arm_mentions(text: str, arms: Arms) -> tuple[Mention, ...]:
    """Where a text names an arm; what patients had before the trial is no arm."""
    found: list[Mention] = []
    for match in arms.names.finditer(text):
        if HISTORY_BEFORE.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        if HISTORY_BEHIND.match(text, match.end()):
            continue
        if (
            match[0].casefold() == "control"
            and not OF_THE_TRIAL.search(text[max(0, match.start() - 12) : match.start()])
            and not CONTROL_GROUP.match(text, match.end())
        ):
            continue  # glycaemic control, disease control
        short = match["short"]
        end = match.end()
        words = short or ALIAS.sub("", match[0])
        is_partner = not short and WITH_PARTNER.search(text[max(0, match.start() - 40) : match.start()])
        if arms.brands and is_partner and arms.brands[0] not in match[0]:
            words = arms.brands[0]
        words = _meant(
            GIVEN_WITH.sub(" in combination with", words)
            .replace("-alone", " alone")
            .replace("®", "")
            .replace("™", "")
            .replace("▼", "")
            .strip(),
            arms,
        )
        if not short and LISTED.search(words) and (ARE_SEVERAL.match(text, end) or _joins_control(words)):
            found.extend(_split(words, match.start(), end))
        else:
            found.append(Mention(match.start(), end, "arm", words))
            found.extend(_other_doses(text, end, words))
    found.extend(_bare_doses(text, arms, found))
    return _added(text, tuple(sorted(found, key=lambda mention: mention.start)))


def _other_doses(text: str, at: int, words: str) -> Iterator[Mention]:
    """`Exemplar 5 mg, 10 mg, and 15 mg` names three arms."""
    base = re.search(rf"\s{AMOUNT}$", words)
    while base:
        more = MORE_DOSES.match(text, at)
        if not more:
            return
        yield Mention(more.start("dose"), more.end(), "arm", f"{words[: base.start()]} {more['dose']}")
        at = more.end()


def _bare_doses(text: str, arms: Arms, found: Sequence[Mention]) -> Iterator[Mention]:
    """`12% (5 mg)` or `the 200 mg dose`: an arm by its dose alone, on a page that compares doses of its product."""
    if not arms.doses:
        return
    canvas = Canvas(text, tuple((mention.start, mention.end) for mention in found))
    for match in BARE_DOSE.finditer(text):
        is_apart = (match["open"] and match["behind"] == ")") or (match["behind"] or ")") != ")"
        start, end = match.span("dose")
        if match["dose"] in arms.doses and is_apart and canvas.is_free(start, end):
            yield Mention(start, end, "arm", f"{arms.brands[0]} {match['dose']}")


def _meant(words: str, arms: Arms) -> str:
    """The product where a page calls it by a common noun: `vaccine`, `the study drug`, `vaccine, Exemplar`."""
    common = {str(word) for word in load("arms")["nouns"]}
    parts = [part for part in re.split(r",\s", words) if part.casefold() not in common]
    if not parts:
        return arms.brands[0] if arms.brands else words
    return ", ".join(parts)


ARE_SEVERAL = re.compile(r"\s(?:arms|groups)\b|(?:\spatients)?,?\srespectively")
LISTED = re.compile(r",\s(?:and\s)?|\sand\s")


def _joins_control(words: str) -> bool:
    """Whether a comparator is listed beside an arm, which are never one arm."""
    controls = load("arms")["controls"][:5]
    return any(part.casefold().split(" + ")[0] in controls for part in LISTED.split(words))


def _split(words: str, start: int, end: int) -> Iterator[Mention]:
    """`the A + B and B arms` names two arms, `A, B, and placebo` three."""
    at = start
    for part in LISTED.split(words):
        yield Mention(at, min(end, at + len(part)), "arm", part)
        at = min(end, at + len(part) + 2)


def _added(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """`the addition of A to B` names the arm A + B."""
    found = []
    for mention in mentions:
        match = ADDITION.search(text, max(0, mention.start - 80), mention.start)
        if match and match.end() == mention.start and not re.match(r"background|standard|existing", mention.id):
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
