"""Numerals of a text to estimates: a value with its unit and comparator, interval, p value and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from claims.lexicon import load
from claims.model import ConfidenceInterval
from claims.numerals import PLAIN, SIGNED, SPACE, STARTS, from_words, quantity
from claims.quantity import Quantity
from claims.units import canonical, unit_at, unit_pattern

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One printed value with what belongs to it; spans are offsets into the text it was found in."""

    start: int
    end: int
    form: str  # which notation it was printed in
    value: Quantity | None = None
    status: str | None = None
    high: Quantity | None = None
    unit: str | None = None
    ci: ConfidenceInterval | None = None
    p: Quantity | None = None
    n: Quantity | None = None
    of: Quantity | None = None
    parts: tuple[Span, ...] = field(default=())  # CI, p and counts that stand away from the value

    @property
    def op(self) -> str:
        """The comparator of the value."""
        return self.value.op if self.value else "="


BOUND = rf"(?:{SIGNED}|NR|NE|NC|NA|not reached|not estimable|∞|[-–—]{{1,2}}(?=\s?[)\]]))"
LEVEL = r"(?P<level>\d{2}(?:\.\d+)?)\s?%"
CI_WORDS = r"(?:two-sided\s|1-sided\s|exact\s|adjusted\s|repeated\s|stratified\s|unadjusted\s)?(?:CI|CrI|C\.I\.|CIs|confidence\sintervals?|credible\sintervals?)"
CI = re.compile(
    rf"(?:{LEVEL}[\s\n]?{CI_WORDS}|\b(?:CI|CrI)\b)(?:\s?\[CI\]|\s?\(CI\))?\s?[:,=;]?\s?(?:of\s|was\s|from\s|ranging\sfrom\s)?[\[(]?\s?"
    rf"(?P<low>{BOUND})\s?%?(?:\s(?:months|years|weeks))?(?:\s?(?:to|[-−–—]|and|;|,)\s?)(?P<high>{BOUND})\s?%?[\])]?",
    re.IGNORECASE,
)
P = re.compile(
    r"(?<![A-Za-z])[pP](?:\s?[-–]?\s?values?)?(?:\s?\((?:1|2|one|two)-sided\))?\s?(?:was\s|of\s|is\s)?(?P<op><=|>=|[=<>≤≥]|less than|(?<=of\s)|(?<=was\s))\s?(?P<value>0?[.·]\d+|0|1(?:\.0+)?|\d(?:\.\d+)?\s?[×x]\s?10[-−–⁻]\s?\d+)(?![\d])"
)
RANGE_WORD = r"(?:range|IQR|interquartile range|min[,-]\s?max)"
COUNT_NOUN = r"(?:patients?|participants?|subjects?|people|adults?|women|men|children|individuals?|events?|infusions?|recipients?)"
PERSONS = (
    r"(?:patients?|participants?|subjects?|people|adults?|women|men|children|individuals?|recipients?|responders|cases)"
)
NUMBER_WORD = "|".join(sorted(load("numbers")["words"], key=len, reverse=True))
WHOLE = r"\d{1,3}(?:,\d{3})+|\d+"
COUNT = rf"(?:{WHOLE}|\b(?:{NUMBER_WORD})\b)"
PERCENT = r"(?:%|\spercent\b|\sper\scent\b)"

FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        # 177 of 425 patients (41.6%) · 177/425 (41.6%)
        (
            "n of N (%)",
            rf"{STARTS}(?P<n>{COUNT})\s?(?:/|\bof\b|out\sof)\s?(?:the\s)?(?P<of>{WHOLE})(?:\s[\w\-]+){{0,3}}?\s?[(\[,]\s?(?P<value>{PLAIN})\s?{PERCENT}[)\]]?",
        ),
        # 41.6% (177/425) · 41.6% (n=177/425) · 41.6% (177 of 425)
        (
            "% (n/N)",
            rf"{STARTS}(?P<value>{PLAIN})\s?{PERCENT}(?:\sof\s(?:the\s)?{COUNT_NOUN})?\s?[(\[]\s?(?:n\s?=\s?)?(?P<n>{WHOLE})\s?(?:/|of|out\sof)\s?(?:N\s?=\s?)?(?P<of>{WHOLE})(?:\s{COUNT_NOUN})?\s?[)\]]",
        ),
        # 41.6% (n=177)
        ("% (n)", rf"{STARTS}(?P<value>{PLAIN})\s?{PERCENT}\s?[(\[]\s?n\s?=\s?(?P<n>{WHOLE})\s?[)\]]"),
        # 206 patients (35%) · 19 (2.2%) · Eleven patients (3.9%)
        (
            "n (%)",
            rf"{STARTS}(?P<n>{COUNT})(?:\s(?:[a-z\-]+\s){{0,2}}{COUNT_NOUN})?\s?[(\[]\s?(?P<value>{PLAIN})\s?{PERCENT}\s?[)\]]",
        ),
        # 19 (2.2) in a cell headed n (%): left to the table
        # 65% of the 159 PFS events (ie, 103 events)
        (
            "% of N",
            rf"{STARTS}(?P<value>{PLAIN})\s?{PERCENT}\sof\s(?:the\s|all\s)?(?P<of>{WHOLE})(?!\s?(?:{PERCENT}|[a-z]+\s?-))(?:\s[\w\-]+){{1,3}}(?:\s\((?:ie|i\.e\.|that is),?\s(?P<n>{WHOLE})\s[\w\-]+\))?",
        ),
        # 6 out of 10 · one in three · 9 in 10 patients
        (
            "n in N",
            rf"{STARTS}(?P<n>{COUNT})\s(?:out\sof|in)\s(?:every\s)?(?P<of>(?:[2-9]|10|100|1,?000|{NUMBER_WORD})\b)(?!\s?(?:{PERCENT}|[.]\d|mg|months?|weeks?|years?|days?|studies|trials|cycles|analyses|clinical|phase|randomi|doses|the\b))",
        ),
    )
)
SHARED_BY = rf"(?=\s(?:of\s)?(?:the\s|all\s|those\s|these\s)?(?:[\w\-]+\s){{0,2}}?{PERSONS})"
NUMBER_OF = re.compile(rf"(?<![A-Za-z])(?P<letter>[nN])\s?=\s?(?P<n>{WHOLE})(?:\s?/\s?(?P<of>{WHOLE}))?")
PARENTHESISED_RANGE = re.compile(
    rf"[(\[]\s?(?:{RANGE_WORD}\s?[:,]?\s?)?(?P<low>{SIGNED})\s?(?:to|[-−–—]|,|;)\s?(?P<high>{SIGNED})(?P<unit>\s?[A-Za-z%]+)?\s?[)\]]",
    re.IGNORECASE,
)
WORDED_RANGE = re.compile(
    rf"{RANGE_WORD}\s?(?:[:,=]|of|was|from)?\s?(?P<low>{SIGNED})\s?{PERCENT}?\s?(?:to|[-−–—])\s?(?P<high>{SIGNED})",
    re.IGNORECASE,
)
RANGE = re.compile(
    rf"{STARTS}(?P<ops>[≥≤<>~]\s?)?(?P<low>{SIGNED})(?:\s?%)?(?:{SPACE}(?:to|and(?=\s?\d[\d.]*\s?%?\sof))\s|\s?[-−–—]\s?[<≤]?|\sor\s)(?P<high>{PLAIN})(?![\d:])"
)
RATIO_MEASURE = r"(?:HR|OR|RR|IRR|hazard ratio|odds ratio|risk ratio|relative risk|rate ratio)"
RATIO_INTERVAL = re.compile(
    rf"{RATIO_MEASURE}\b[^.;()\d]{{0,24}}?[=:,]?\s?(?:of\s|was\s)?(?P<value>{PLAIN})\s?[(\[]\s?(?P<low>{PLAIN})\s?(?:to|[-−–—]|,|;)\s?(?P<high>{PLAIN})(?=\s?[)\];,])",
    re.IGNORECASE,
)
SINGLE = re.compile(rf"{STARTS}(?P<value>{SIGNED})(?![\d:])")
WORDED = re.compile(rf"\b(?P<value>{NUMBER_WORD})\b(?=[ -])", re.IGNORECASE)


@cache
def _absent() -> re.Pattern[str]:
    words = [form for forms in load("numbers")["absent"].values() for form in forms]
    short = "|".join(word for word in words if word.isupper())
    long = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if not word.isupper())
    return re.compile(rf"(?<![\w/])(?:(?i:{long})|(?:{short}))(?![\w/=])")


@cache
def _status_of() -> dict[str, str]:
    return {form.casefold(): status for status, forms in load("numbers")["absent"].items() for form in forms}


@cache
def _hedges() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Comparator -> its words at the end of a text."""

    def ending(words: list[str]) -> re.Pattern[str]:
        forms = sorted((word if word[-2:] == r"\." else re.escape(word) for word in words), key=len, reverse=True)
        return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(forms)})\s?(?:an?\s)?$", re.IGNORECASE)

    return tuple((op, ending(words)) for op, words in load("context")["hedges"].items())


class _Canvas:
    """Which characters of a text are already spoken for."""

    def __init__(self, text: str, taken: tuple[Span, ...]) -> None:
        self.text = text
        self._taken = bytearray(len(text) + 1)
        for start, end in taken:
            self.take(start, end)

    def is_free(self, start: int, end: int) -> bool:
        return not any(self._taken[start:end])

    def take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\1" * (end - start)


def find_estimates(text: str, taken: tuple[Span, ...] = ()) -> tuple[Estimate, ...]:
    """All estimates of a text in order of place; `taken` are stretches that hold no claim."""
    canvas = _Canvas(text, taken)
    intervals = list(_intervals(canvas))
    p_values = list(_p_values(canvas))
    found = sorted(_values(canvas), key=lambda estimate: estimate.start)
    found = _with_intervals(text, found, intervals)
    return tuple(sorted(_with_p_values(text, found, p_values), key=lambda estimate: estimate.start))


def _bound(text: str) -> Quantity | None:
    return quantity(text) if any(c.isdigit() for c in text) else None


def _intervals(canvas: _Canvas) -> Iterator[tuple[Span, ConfidenceInterval]]:
    for match in CI.finditer(canvas.text):
        if canvas.is_free(match.start("low"), match.end("high")):
            low, high = match["low"], match["high"]
            if high[:1] in "-−–" and _bound(low) and not low.startswith(("-", "−", "–")):
                high = high[1:]
            level = quantity(match["level"]) if match["level"] else None
            canvas.take(*match.span())
            yield match.span(), ConfidenceInterval(_bound(low), _bound(high), level)


def _p_values(canvas: _Canvas) -> Iterator[tuple[Span, Quantity]]:
    for match in P.finditer(canvas.text):
        if canvas.is_free(match.start("value"), match.end("value")):
            op = {"≤": "<=", "≥": ">=", "less than": "<", "": "="}.get(match["op"], match["op"])
            value = match["value"]
            if "10" in value and re.search(r"[×x]", value):
                mantissa, _, power = re.split(r"\s?[×x]\s?", value)[0], "", re.search(r"(\d+)$", value)
                number = quantity(mantissa).scaled(-int(power[1]) if power else 0)
                number = replace(number, op=op)
            else:
                number = quantity(value, op)
            canvas.take(*match.span())
            yield match.span(), number


def _number(words: str | None, op: str = "=") -> Quantity | None:
    if words is None:
        return None
    worded = from_words(words.strip())
    return replace(worded, op=op) if worded else quantity(words, op)


def _hedge(text: str, at: int) -> tuple[str, int]:
    """The comparator before a number and where its words begin."""
    before = text[max(0, at - 28) : at]
    if before[-1:] == "(" or (before.endswith(" ") and before[-2:-1] == "("):
        return "=", at
    best: tuple[str, int] = ("=", at)
    for op, pattern in _hedges():
        match = pattern.search(before)
        if match and at - len(match[0]) < best[1]:
            best = (op, at - len(match[0]))
    return best


@cache
def _behind() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Comparator -> its words behind a number and its unit."""
    unit = r"(?:\s(?:years?|of age|copies|points?|%)){0,3}"
    return tuple(
        (op, re.compile(rf"{unit}\s(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE))
        for op, words in load("context")["after"].items()
        if words
    )


def _after(text: str, end: int) -> tuple[str | None, int]:
    for op, pattern in _behind():
        match = pattern.match(text, end)
        if match:
            return op, match.end()
    return None, end


def _values(canvas: _Canvas) -> Iterator[Estimate]:
    text = canvas.text
    yield from _ratio_intervals(canvas)
    for form, pattern in FORMS:
        for match in pattern.finditer(text):
            if canvas.is_free(*match.span()):
                canvas.take(*match.span())
                yield _share(form, match)
    for match in NUMBER_OF.finditer(text):
        if canvas.is_free(*match.span()):
            canvas.take(*match.span())
            number = quantity(match["n"])
            yield Estimate(
                start=match.start(), end=match.end(), form="n=", value=number, unit="patients", of=_number(match["of"])
            )
    yield from _ranges(canvas)
    yield from _singles(canvas)
    yield from _worded(canvas)
    for match in _absent().finditer(text):
        if canvas.is_free(*match.span()):
            canvas.take(*match.span())
            status = _status_of()[match[0].casefold()]
            yield Estimate(start=match.start(), end=match.end(), form="not reached", status=status)


def _ratio_intervals(canvas: _Canvas) -> Iterator[Estimate]:
    for match in RATIO_INTERVAL.finditer(canvas.text):
        if canvas.is_free(match.start("value"), match.end("high")):
            canvas.take(match.start("value"), match.end())
            yield Estimate(
                start=match.start("value"),
                end=match.end(),
                form="ratio (low-high)",
                value=quantity(match["value"]),
                ci=ConfidenceInterval(quantity(match["low"]), quantity(match["high"]), None),
            )


def _share(form: str, match: re.Match[str]) -> Estimate:
    groups = match.groupdict()
    n, of = _number(groups.get("n")), _number(groups.get("of"))
    if groups.get("value") is None:
        assert n is not None and of is not None  # noqa: PT018 - both groups belong to the pattern
        share = n.value * 100 / of.value
        decimals = 0 if share == int(share) else 1
        value = quantity(f"{share:.{decimals}f}")
    else:
        value = quantity(groups["value"])
    op, start = _hedge(match.string, match.start())
    return Estimate(start=start, end=match.end(), form=form, value=replace(value, op=op), unit="%", n=n, of=of)


def _ranges(canvas: _Canvas) -> Iterator[Estimate]:
    text = canvas.text
    for form, pattern in (("range", WORDED_RANGE), ("(range)", PARENTHESISED_RANGE), ("low-high", RANGE)):
        for match in pattern.finditer(text):
            if not canvas.is_free(match.start("low"), match.end("high")):
                continue
            low, high = (
                quantity(match["low"]),
                quantity(match["high"].lstrip("-−–") if form == "low-high" else match["high"]),
            )
            if high.value < low.value or (form == "low-high" and match[0].count("or") and high.value - low.value > 2):
                continue
            op, start = _hedge(text, match.start("low") if form == "low-high" else match.start())
            unit, end = unit_at(text, match.end("high"))
            canvas.take(start, end)
            begin = match.start() if form == "range" else min(start, match.start("low"))
            if form == "low-high" and match["ops"]:
                op = {"≥": ">=", "≤": "<=", "<": "<", ">": ">", "~": "~"}[match["ops"].strip()]
            yield Estimate(
                start=begin, end=max(end, match.end("high")), form=form, value=replace(low, op=op), high=high, unit=unit
            )


def _singles(canvas: _Canvas) -> Iterator[Estimate]:
    text = canvas.text
    for match in SINGLE.finditer(text):
        start, end = match.span()
        if not canvas.is_free(start, end):
            continue
        unit, behind = unit_at(text, end)
        if not canvas.is_free(end, behind):
            unit, behind = None, end
        op, begin = _hedge(text, start)
        if op == "=":
            later, far = _after(text, behind)
            if later:
                op, behind = later, far
        if not canvas.is_free(begin, start):
            begin = start
        canvas.take(begin, behind)
        yield Estimate(start=begin, end=behind, form="number", value=quantity(match["value"], op), unit=unit)


@cache
def _word_forms() -> tuple[tuple[str, str | None, re.Pattern[str], dict[str, str]], ...]:
    """(key, unit, pattern of all its words, word -> value) of shares and folds."""
    forms = []
    for key, unit, behind in (("shares", "%", SHARED_BY), ("folds", None, "")):
        values = {str(words): str(value) for words, value in load("numbers")[key].items()}
        either = "|".join(re.escape(words) for words in sorted(values, key=len, reverse=True))
        forms.append((key, unit, re.compile(rf"(?<![\w-])(?:{either})(?![\w-]){behind}", re.IGNORECASE), values))
    return tuple(forms)


def _worded(canvas: _Canvas) -> Iterator[Estimate]:
    text = canvas.text
    for key, unit, pattern, values in _word_forms():
        for match in pattern.finditer(text):
            if canvas.is_free(*match.span()):
                op, begin = _hedge(text, match.start())
                canvas.take(begin, match.end())
                value = quantity(values[match[0].casefold()], op)
                yield Estimate(start=begin, end=match.end(), form=key, value=value, unit=unit)
    for match in WORDED.finditer(text):
        unit_match = unit_pattern().match(text, match.end())
        if not unit_match or not canvas.is_free(match.start(), unit_match.end()):
            continue
        form = unit_match["plain"] or unit_match["dashed"] or unit_match["count"]
        unit, dimension = canonical(form)
        if dimension not in ("time", "count", "share", "dose"):
            continue
        op, begin = _hedge(text, match.start())
        canvas.take(begin, unit_match.end())
        number = _number(match["value"], op)
        yield Estimate(start=begin, end=unit_match.end(), form="number in words", value=number, unit=unit)


def _with_intervals(
    text: str, found: list[Estimate], intervals: list[tuple[Span, ConfidenceInterval]]
) -> list[Estimate]:
    """Each interval with the estimate before it, as long as no sentence ends between them."""
    found = list(found)
    for (start, end), interval in intervals:
        before = [
            i
            for i, estimate in enumerate(found)
            if estimate.end <= start
            and estimate.ci is None
            and estimate.form != "n="
            and not (estimate.unit == "years" and (estimate.high or estimate.op != "="))
            and not _sentence_ends(text, estimate.end, start)
        ]
        if not before:
            continue
        at = before[-1]
        estimate = found[at]
        found[at] = replace(estimate, ci=interval, parts=(*estimate.parts, (start, end)))
    return found


def _sentence_ends(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return bool(re.search(r"[.!?]\s+[A-Z]|\n\s*[•\-–]", between)) or between.count("\n") > 1


def _with_p_values(text: str, found: list[Estimate], p_values: list[tuple[Span, Quantity]]) -> list[Estimate]:
    """Each p value with the ratio it tests, else with the first estimate of its comparison, else alone."""
    last = 0
    for (start, end), p in p_values:
        near = [
            i
            for i, estimate in enumerate(found)
            if estimate.end <= start
            and estimate.p is None
            and estimate.start >= last
            and estimate.form not in ("n=", "(range)", "range")
            and estimate.unit not in ("patients", "events", "sites")
            and not _sentence_ends(text, estimate.end, start)
        ]
        ratios = [
            i
            for i in near
            if (found[i].unit is None and found[i].value is not None and found[i].ci is not None)
            or _names_ratio(text, found[i])
        ]
        last = end
        if near:
            at = ratios[-1] if ratios else _first_of_comparison(text, found, near, start)
            found[at] = replace(found[at], p=p, parts=(*found[at].parts, (start, end)))
        else:
            found.append(Estimate(start=start, end=end, form="p", value=p))
    return found


def _names_ratio(text: str, estimate: Estimate) -> bool:
    if estimate.unit is not None or estimate.value is None:
        return False
    return bool(
        re.search(
            rf"{RATIO_MEASURE}\W{{0,3}}(?:\(\w+\)\W?)?(?:for\s[\w\s-]{{3,40}})?(?:of|was|is|=|:)?\s*$",
            text[max(0, estimate.start - 60) : estimate.start],
            re.IGNORECASE,
        )
    )


def _first_of_comparison(text: str, found: list[Estimate], near: list[int], at: int) -> int:
    """The first of the values that the p value compares: those set side by side before it."""
    chosen = near[-1]
    for i in reversed(near[:-1]):
        between = text[found[i].end : found[chosen].start]
        if (
            re.search(r"\b(?:vs\.?|versus|compared|than|and|for|with|in)\b", between)
            and found[i].unit == found[chosen].unit
        ):
            if re.search(r";|\band\b.*\b(?:was|were|had)\b", between) and not re.search(
                r"\bvs\b|versus|compared", between
            ):
                break
            chosen = i
            if re.search(r"\bvs\b|versus|compared", between):
                break
        else:
            break
    return chosen
