"""Reads arms that are named by the dose of the page's product."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from claims.lexicon import load
from claims.mention import Mention
from claims.model import Block, Kind
from claims.printed import Canvas
from claims.starts import standing

AMOUNT = r"\d[\d.,]*(?:/\d[\d.]*){0,3}\s?(?:mg|mcg|µg|μg|g|units|IU|mL)(?![/\w])"
OFTEN = (
    r"(?:BID|QD|TID|EOW|[Qq]\d{1,2}[WwDdHh]|once daily|twice daily|once a day|daily|once weekly|once a week|weekly|monthly|"
    r"every (?:other|\d{1,2}|two|three|four|six|eight) (?:weeks?|months?|hours)|(?:\d|two|three) times (?:per|a) (?:week|day))"
)
ROUTE = r"(?:IV|SC|IM|PO|orally|subcutaneously|intravenously|intramuscularly|by mouth|subcutaneous|intravenous)"
DOSE = rf"(?:\s{AMOUNT}(?:\s{ROUTE})?(?:\s{OFTEN})?)"
MORE_DOSES = re.compile(rf"(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)(?P<dose>{AMOUNT})")
DOSES_BEHIND = re.compile(  # a name
    rf"[®™▼]{{0,2}},?\s\(?(?P<dose>{AMOUNT})(?P<more>(?:{MORE_DOSES.pattern.replace('?P<dose>', '?:')})*)"
)
EITHER_FORM = rf"(?:{AMOUNT}|\d[\d.]*-mg\b)"
BARE_DOSE = re.compile(
    rf"(?P<open>\()?(?<![\d.])(?P<dose>{EITHER_FORM})(?P<behind>\)|\s(?:dose|group|arm|regimen)s?\b)?"
)
AND_NEXT = r"(?:,\s(?:and\s|or\s)?|\s(?:and|or|vs\.?|versus)\s)"
# `13.4% with 10 mg`: a value right before.
TIED_DOSE = re.compile(
    rf"(?:%|\b(?:months|kg|lbs?\.?|mL|letters|points|mm\s?Hg))(?:\s\([^()]{{0,60}}\))?\s(?:of\s[a-z]{{5,12}}\s)?(?:with|on|for|in|taking|receiving)\s(?:the\s)?(?P<dose>{EITHER_FORM})"
)
# `5 mg, 15 mg and placebo`: a comparator closes the list.
WITH_CONTROL = re.compile(
    rf"(?<![\d.])(?P<doses>{EITHER_FORM}(?:{AND_NEXT}{EITHER_FORM}){{0,5}}){AND_NEXT}(?:placebo|control|vehicle|sham)\b"
)
ONE_DOSE = re.compile(rf"(?<![\d.]){EITHER_FORM}")
BEHIND_VALUE = re.compile(rf"(?:%|\d)\s\((?P<dose>{EITHER_FORM})\)")
OF_AN_ARM = re.compile(rf"\b(?:the|in)\s(?P<dose>{EITHER_FORM})(?=\s(?:group|arm)s?\b)")
HAS_DOSE = re.compile(r"\d[.,]*(?:\s?[mµμgIu]|-mg)")  # a text without has no amount of a medicine
ENDS_WITH_DOSE = re.compile(rf"\s{AMOUNT}$")
DOSED = re.compile(AMOUNT)
DOSE_LIST = re.compile(rf"\({AMOUNT}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s){AMOUNT}){{1,6}}(?:,\srespectively)?\)")
OPENS = 2  # characters between a name and the first dose of a list in brackets behind it
ITS_DOSE = re.compile(rf"(?:{DOSE})+")


def doses_of_product(
    blocks: Sequence[Block], brands: Sequence[str], generic_of: dict[str, str]
) -> tuple[tuple[str, ...], str]:
    """The doses that a page gives its product's arms, where it has more than one, and the name they stand behind most."""
    product = {*brands[:1], *(generic_of[brand] for brand in brands[:1] if brand in generic_of)}
    if not product:
        return (), ""
    found: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for block in blocks:
        if block.kind is Kind.REFERENCES or not HAS_DOSE.search(block.text):
            continue
        read = 0
        for start, end in standing(block.text, sorted(product), either_case=True):
            match = DOSES_BEHIND.match(block.text, end) if start >= read else None
            if match:
                read = match.end()
                found.update([match["dose"], *(more["dose"] for more in MORE_DOSES.finditer(match["more"]))])
                folded = block.text[start:end].casefold()
                names[next(name for name in product if name.casefold() == folded)] += 1
        found.update(
            block.text[start:end].replace("-", " ")
            for start, end in _as_arms(block.text)
            if not _is_of_another(block.text[max(0, start - LONGEST_NAME) : start], product)
        )
    ours = names.most_common(1)[0][0] if names else next(iter(brands))
    return (tuple(found), ours) if len(found) > 1 else ((), "")


def _is_of_another(before: str, product: Collection[str]) -> bool:
    """Whether the words before a dose end with another medicine: `or Exemplar with Samplix 75 mg, or placebo`."""
    match = MEDICINE.search(before)
    if match is None or match["name"].casefold() in map(str.casefold, product):
        return False
    return match["name"][0].isupper() or match["name"].endswith(tuple(load("arms")["stems"]))


LONGEST_NAME = 40  # characters before a dose in which a medicine may stand
MEDICINE = re.compile(r"(?<![.!?]\s)\b(?P<name>[A-Za-z][A-Za-z-]{4,})[®™▼]{0,2}\s$")


def _as_arms(text: str) -> Iterator[tuple[int, int]]:
    """Where doses stand for arms: behind a value, in a list with a comparator, before `group`."""
    if not HAS_DOSE.search(text):
        return
    for form in (TIED_DOSE, BEHIND_VALUE, OF_AN_ARM):
        yield from (match.span("dose") for match in form.finditer(text))
    for match in WITH_CONTROL.finditer(text):
        yield from (dose.span() for dose in ONE_DOSE.finditer(text, *match.span("doses")))


def other_doses(text: str, at: int, words: str) -> Iterator[Mention]:
    """`Exemplar 5 mg, 10 mg, and 15 mg` names three arms."""
    base = ENDS_WITH_DOSE.search(words)
    while base:
        more = MORE_DOSES.match(text, at)
        if not more:
            return
        yield Mention(more.start("dose"), more.end(), "arm", f"{words[: base.start()]} {more['dose']}")
        at = more.end()


def listed_doses(text: str, doses: Sequence[str], product: str) -> list[Mention]:
    """`(5 mg, 10 mg and 15 mg, respectively)`: the doses of the page's product listed in brackets."""
    found = []
    for match in DOSE_LIST.finditer(text) if doses else ():
        listed = [*DOSED.finditer(text, match.start(), match.end())]
        if all(dose[0] in doses for dose in listed):
            found += [Mention(dose.start(), dose.end(), "arm", f"{product} {dose[0]}") for dose in listed]
    return found


# A head or label that is no more than a dose, with its route and schedule: `200 mg q4w`.
DOSE_ALONE = re.compile(
    rf"\W{{0,2}}(?P<dose>{AMOUNT})(?P<how>(?:\s{ROUTE})?(?:\s{OFTEN})?)(?:\s\(?[nN]\s?=\s?[\d,]+\)?(?:\s?\(?%\)?)?)?\W{{0,2}}"
)


def bare_doses(text: str, doses: Sequence[str], product: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """`12% (5 mg)` or `the 200 mg dose`: an arm by its dose alone, on a page that compares doses of its product."""
    if not doses:
        return
    whole = DOSE_ALONE.fullmatch(text)
    if whole and whole["dose"] in doses and not found:
        often = whole["how"] or ""
        yield Mention(
            whole.start("dose"),
            whole.end("how") if whole["how"] else whole.end("dose"),
            "arm",
            f"{product} {whole['dose']}{often}",
        )
        return
    canvas = Canvas(text, tuple((mention.start, mention.end) for mention in found))
    for start, end in sorted({*_as_arms(text), *_apart(text)}):
        dose = text[start:end].replace("-", " ")
        if dose in doses and canvas.is_free(start, end):
            canvas.take(start, end)
            yield Mention(start, end, "arm", f"{product} {dose}")


def _apart(text: str) -> Iterator[tuple[int, int]]:
    """Where a dose stands in brackets of its own, or before `dose` or `regimen`."""
    for match in BARE_DOSE.finditer(text):
        if (match["open"] and match["behind"] == ")") or (match["behind"] or ")") != ")":
            yield match.span("dose")
