"""Digits and letters glued to words and numbers in flattened text -> the stretches that are markers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from claims.lexicon import endpoint_names, load
from claims.pages.glued_numbers import OFTENER, Cut, glued_to_numbers
from claims.pages.habits import NUMBERS, SYMBOLS, Habits, is_known
from claims.starts import digits, sought, starts_of

LONGEST_TITLE = 200  # characters of a line before its last word

# A unit before a raised digit makes it an exponent: m2, 1.73 m2, 10-5, 109/L, cm3, kg/m2.
EXPONENT_BASE = re.compile(r"(?:(?<![A-Za-z])(?:[kcdmμµ]?m|10|sec|s|h))$")
# A symbol for which the raised text belongs to the name before it: CD8+, HLA-B*57:01, R2, Ca2+.
NAME_BASE = re.compile(r"(?:CD\d*|HLA-\w+|IL-?|PD-L?|Ca|Na|K|Mg|Zn|CYP\w+)$")
# Digits behind a word, a closing bracket, a per cent sign or a full stop, as flattening leaves them.
GLUED = re.compile(
    rf"""(?P<base>[^\W\d_]+(?:[®™])?|[)\]%”"’®™]|(?<=[\w)\]%])[.,;:])
         (?P<marks>(?:{NUMBERS})?(?:,?[{re.escape(SYMBOLS)}]|(?<=\d),?[a-h](?![a-z]))*)
         (?=$|[\s.,;:)\]”"–—])""",
    re.VERBOSE,
)
# A citation glued to a decimal number, where only the comma form can be told: P<0.00011,4 and 0.00321-3.
GLUED_TO_P = re.compile(r"(?<![\d.])0?\.\d{2,8}(?:[,\-–][1-9]\d?)+(?![\d.%]|[,\-–]\d)")
# One behind a threshold that a p value is below: P<0.00011 is P<0.0001 with reference 1.
GLUED_TO_LIMIT = re.compile(r"[<≤]\s?0?\.(?:0{1,4}1|05)\.?(?P<marks>[1-9]\d?)(?![\d.%]|[,\-–]\d)")
# One with a footnote's letter behind a p value of more decimals than are printed: `P=0.16522a`.
GLUED_WITH_LETTER = re.compile(r"\b[Pp]\s?=\s?0?\.\d{4}(?P<marks>[1-9]\d?)(?P<letter>[a-h])(?!\w)")
# One behind the full stop or the closing bracket of a result: `P<0.001.4`, `(CI: 20.8, 38.8)4`.
CLOSES_RESULT = re.compile(rf"(?:[Pp]\s?[<=]\s?0?\.\d+\.|\d\.\d+%?\)\.?)(?P<marks>{NUMBERS})(?=\s|$)")
# One behind the last word of a line, with a blank between: `two induction studies 3`.
ENDS_LINE = re.compile(
    rf"(?<=[a-z]{{3}})(?<!\bweek)(?<!month)(?<!\bday)(?<!\byear)(?<!cycle)(?<!grade)(?<!phase)(?<!group)(?<!dose)(?<!\bpart)(?<!stage)(?<!line)(?<!step)(?<!cohort)(?<!hour)(?<!class)s (?P<marks>{NUMBERS})(?=\n[a-z])"
)
# One behind the full stop of a sentence that ends with a week, or the colon of a line: `at Week 112.5*`, `At week 52:2`.
CLOSES_AT_WEEK = re.compile(
    rf"\b(?i:weeks?|months?|years?|days?)\s\d{{1,3}}(?:\.(?P<stopped>{NUMBERS})(?=[{re.escape(SYMBOLS)}\s]|$)|:(?P<listed>{NUMBERS})(?=\n|$))"
)
# One behind the full stop of a sentence that ends with the level of a score: `reached PASI 100.1`, `an ACR 50.2,3`.
CLOSES_AT_LEVEL = re.compile(rf"\b[A-Z]{{3,5}}[ -]?(?:20|50|70|75|90|100)\.(?P<marks>{NUMBERS})(?=\s|$)")
# One behind the full stop of a sentence that ends with the version of a set of criteria: `per RECIST 1.1.1,2`.
CLOSES_AT_VERSION = re.compile(
    rf"\b(?:[a-z]{{0,2}}RECIST|CTCAE|PCWG\d?|criteria),?\s(?:(?:version|v\.?)\s?)?\d\.\d\.(?P<marks>{NUMBERS})(?=\s|$)"
)
# One behind a subscore, which is a whole number: `subscore of 0.2`, `0 or 11`, `>1.1`.
GLUED_TO_SCORE = re.compile(
    r"\bsubscores?\s(?:of\s)?(?:[<>≤≥]\s?\d|0\sor\s1|0(?=\.))\.?(?P<marks>[1-9]\d?(?:[,\-–][1-9]\d?)*)(?![\d%]|\.\d|[,\-–]\d)"
)
WEEK_OR_DAY = frozenset({f"{one}{s}" for one in ("week", "month", "year", "day") for s in ("", "s")})
GLUED_LETTER = re.compile(r"(?<![\w-])(?P<base>[\w()+\-/]*[\w)+])(?P<letter>[a-h])(?:,(?P<more>[a-h]))*(?![\w+\-/])")
# A reference behind a sign: P<0.0001†1, patients*2,3.
BEHIND_SYMBOL = re.compile(
    rf"(?<=[\w)%\].,;:+\-”’])(?P<symbols>[{re.escape(SYMBOLS)}]+),?(?P<marks>{NUMBERS})(?=$|[\s.,;:)\]])"
)
SPACED = re.compile(rf"(?:(?<=[.;:?!])[ \u00a0]|\n)(?P<marks>{NUMBERS})(?=\n|$)")
# Two bars that a copy made of a double stroke: `Fatigue||`.
BARS = re.compile(r"(?<=[A-Za-z%)\d])\|\|(?=$|[\s.,;:)])")
# One behind a share, or behind a number alone on its line: `-1.8%c`, `-2.0a`.
VALUE_LETTER = re.compile(
    r"(?:(?<=\d%)|(?<=\d\s%)|(?:^|(?<=\n))[-−–+]?\d{1,3}\.\d{1,2})(?P<letters>[a-h](?:,[a-h])*)(?=$|[\s.,;:)])"
)
LOOSE_LETTER = re.compile(
    r"(?:(?<=\w:)|(?<=\w)\s?\n)(?P<letter>[a-h])(?=\s[a-z(]|\s\d)|(?<=[a-z])\s(?P<spaced>[b-h])(?=\s(?:and|in|of|vs)\b)"
)


HAS_SYMBOL = re.compile(f"[{re.escape(SYMBOLS)}]")
FIRST_NUMBERS = re.compile(NUMBERS)

COINED = re.compile(r"[A-Za-z]?[a-z]{0,4}[A-Z]{2,}[a-z]{3,}")  # `EXAmple`: capitals that a word goes on from
# Words in -e behind which a d is a marker: they have no past tense.
NO_VERBS = re.compile(
    r"age|baseline|cycle|disease|failure|female|grade|line|male|one|phase|rate|response|scale|severe|site|size|stage"
    r"|syringe|time|type|vaccine|value"
)


def telling_marks(text: str) -> Iterator[str]:
    """Digits that can hardly be anything but citations: behind a long small word, a closing bracket, a full stop."""
    if not digits(text):
        return
    for match in sought(GLUED, text, _glued_starts(text)):
        base, before = match["base"], text[match.start() - 1 : match.start()] if match.start() else " "
        is_word = base.islower() and len(base) >= 4 and (before.isspace() or before in '("“-')
        is_close = (base in ".)%:;" and (before.isalpha() or before in ")%")) or (base == ")" and before.isdigit())
        if (is_word or is_close) and any(character.isdigit() for character in match["marks"]):
            yield match["marks"]
    for pattern in (SPACED, CLOSES_RESULT):
        for match in pattern.finditer(text):
            yield match["marks"]


# References behind a name that the page has elsewhere: `ACR201,3` is ACR20 with 1 and 3, `gMG1-3` is gMG with 1 to 3.
NAMED_LIST = re.compile(r"(?<![\w-])(?P<token>[A-Za-z][A-Za-z\d-]{0,30}?(?:[,\-–][1-9]\d?)+)(?=$|[\s.;:)])")


def named_lists(text: str, words: Counter[str]) -> Iterator[tuple[int, str]]:
    """Where references are glued to a name that a page has elsewhere by itself, and what they say: lists of them, and
    one behind a name with a number of its own, which is far more often without it."""
    if not digits(text):
        return
    for match in NAMED_LIST.finditer(text):
        for length in range(len(match["token"]), 1, -1):
            name, marks = match["token"][:length], match["token"][length:]
            first = re.split(r"[,\-–]", marks)[0]
            itself = "," in marks[: len(first) + 1]  # `ACR201` of `ACR201,3` is counted as a word
            rare = words[f"{name}{first}"]
            is_rare = rare <= itself or (NUMBERED_NAME.fullmatch(name) and words[name] >= OFTENER * max(1, rare))
            if LIST.fullmatch(marks) and words[name] and is_rare:
                yield match.start() + length, marks
    for match in NAMED_ONE.finditer(text):
        if words[match["name"]] >= OFTENER * max(1, words[match["name"] + match["mark"]]):
            yield match.start("mark"), match["mark"]


# `U-1001` where the page has U-100 more often; the number of a trial has one digit.
NUMBERED_NAME = re.compile(r"[A-Za-z][A-Za-z\d-]{0,20}\d\d")
NAMED_ONE = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z][A-Za-z-]{0,20}\d\d+)(?P<mark>[1-9])(?P<letters>(?:,[a-h])*)(?=$|[\s.;:)])"
)
NOTED = re.compile(r",(?P<letters>[a-h](?:,[a-h])*)(?=$|[\s.;:)])")  # the note behind a reference: `ABC123,a`


LIST = re.compile(r"[1-9]\d?(?:[,\-–][1-9]\d?)+")


def _glued_starts(text: str) -> Iterator[int]:
    """Where a word, a bracket or a stop begins that digits stand straight behind."""
    for at in digits(text):
        if at and text[at] != ".":
            begin = at
            if text[at - 1] in BASE_SIGNS:
                begin -= 1
            while begin and text[begin - 1].isalnum() and not text[begin - 1].isdecimal():
                begin -= 1
            if begin < at:
                yield begin
            if begin < at - 1:
                yield at - 1


BASE_SIGNS = ')]%”"’®™.,;:'


def glued(text: str, habits: Habits) -> Iterator[Cut]:
    """The stretches of a text that are markers of the page, each with what it says."""
    if habits.references and digits(text):
        yield from _glued_digits(text, habits)
    if habits.letters:
        yield from _glued_letters(text, habits)
    if "||" in text:
        yield from ((match.start(), match.end(), "ǁ", "super") for match in BARS.finditer(text))


def _glued_digits(text: str, habits: Habits) -> Iterator[Cut]:
    for match in sought(GLUED, text, _glued_starts(text)):
        base, said = match["base"], match["marks"]
        number = FIRST_NUMBERS.match(said)
        if not number:
            continue
        if not is_known(number[0], habits) or _is_part_of_a_name(text, match, habits):
            continue
        if base in ".,:;" and re.search(r"(?<![A-Za-z\d])\d+$", text[max(0, match.start() - 24) : match.start()]):
            continue  # 0.2 and 1:1 are numbers; the full stop behind m2 is none
        start = match.start("marks")
        yield start, start + len(number[0]), number[0], "super"
        if len(said) > len(number[0]):
            yield start + len(number[0]), match.end("marks"), said[len(number[0]) :].strip(","), "super"
    for start, marks in named_lists(text, habits.words):
        if is_known(marks, habits):
            yield start, start + len(marks), marks, "super"
            noted = NOTED.match(text, start + len(marks))
            if noted and set(noted["letters"].split(",")) <= set(habits.letters):
                yield noted.start(), noted.end(), noted["letters"], "super"
    for match in GLUED_TO_P.finditer(text):
        first = re.search(r"[,\-–]", match[0])
        for length in (1, 2):
            at = match.start() + (first.start() if first else 0) - length
            marks = text[at : match.end()]
            if marks[0] != "0" and text[at - 1] != "." and is_known(marks, habits):
                yield at, match.end(), marks, "super"
                break
    for match in GLUED_TO_LIMIT.finditer(text):
        if is_known(match["marks"], habits):
            yield match.start("marks"), match.end("marks"), match["marks"], "super"
    for match in GLUED_WITH_LETTER.finditer(text) if "=" in text else ():
        if is_known(match["marks"], habits):
            yield match.start("marks"), match.end("marks"), match["marks"], "super"
            yield match.start("letter"), match.end("letter"), match["letter"], "super"
    for match in ENDS_LINE.finditer(text) if "\n" in text else ():
        if is_known(match["marks"], habits):
            yield match.start("marks") - 1, match.end("marks"), match["marks"], "super"
    for match in sought(CLOSES_AT_WEEK, text, starts_of(text, WEEK_OR_DAY)):
        group = match.lastgroup or ""
        if is_known(match[group], habits):
            yield match.start(group), match.end(group), match[group], "super"
    for match in (
        *CLOSES_RESULT.finditer(text),
        *CLOSES_AT_LEVEL.finditer(text),
        *CLOSES_AT_VERSION.finditer(text),
    ):
        if is_known(match["marks"], habits):
            yield match.start("marks"), match.end("marks"), match["marks"], "super"
    for match in GLUED_TO_SCORE.finditer(text) if "subscore" in text else ():
        if is_known(match["marks"], habits):
            yield match.start("marks"), match.end("marks"), match["marks"], "super"
    yield from glued_to_numbers(text, habits)
    for match in BEHIND_SYMBOL.finditer(text) if HAS_SYMBOL.search(text) else ():
        if is_known(match["marks"], habits) and not NAME_BASE.search(text[max(0, match.start() - 24) : match.start()]):
            yield match.start("symbols"), match.end("symbols"), match["symbols"], "super"
            yield match.start("marks"), match.end("marks"), match["marks"], "super"
    for match in SPACED.finditer(text):
        if is_known(match["marks"], habits):
            yield match.start(), match.end(), match["marks"], "super"


def _glued_letters(text: str, habits: Habits) -> Iterator[Cut]:
    for match in VALUE_LETTER.finditer(text):
        if set(match["letters"].split(",")) <= set(habits.letters):
            yield match.start("letters"), match.end(), match["letters"], "super"
    for match in LOOSE_LETTER.finditer(text):
        letter = match["letter"] or match["spaced"]
        if letter in habits.letters:
            start = match.start("letter") if match["letter"] else match.start("spaced")
            yield start, match.end(), letter, "super"
    for match in GLUED_LETTER.finditer(text):
        base, letter = match["base"], match["letter"]
        if (
            letter in habits.letters
            and len(base) > 1
            and _is_word(base, habits)
            and _is_no_word(base, letter, habits)
            and not _is_past_tense(base, letter)
        ):
            yield match.start("letter"), match.end(), text[match.start("letter") : match.end()], "super"


def _is_no_word(base: str, letter: str, habits: Habits) -> bool:
    """Whether a word with a letter behind it is none of its own: `area` and `vertebrae` are, `remissiona` is not."""
    times = habits.words[base + letter]
    if base + letter in load("sections")["short_words"]:
        return False
    is_long = len(base) > SHORTEST_BASE and not (letter == "e" and base.endswith("a"))
    return times <= 1 or (is_long and times <= OFTEN_MARKED)


SHORTEST_BASE = 4  # letters of a word that may carry the same letter more than once
OFTEN_MARKED = 6  # times that a page prints the same word with the same letter


def _is_past_tense(base: str, letter: str) -> bool:
    """`improved` is no `improve` with note d; `baselined` is a baseline with it."""
    return letter == "d" and base.endswith("e") and base.islower() and not NO_VERBS.fullmatch(base)


def _is_word(base: str, habits: Habits) -> bool:
    if base[-1:] in ")+" and len(base) > 3:
        return True
    return bool(habits.words[base] or habits.words[base.casefold()] or habits.words[base.capitalize()])


SHORTEST_WORD = 4  # letters in capitals that are no name with a digit: HER2, FEV1
TITLE = re.compile(r"SAFETY|TOLERABILITY|EFFICACY|DOSING|RESULTS|INDICATIONS?|RESPONSE|SURVIVAL|OVERVIEW|SUMMARY")


def _is_part_of_a_name(text: str, match: re.Match[str], habits: Habits) -> bool:
    """Whether the digits belong to the word: CD38, FEV1, grade2 and m2 do; `months1` and `Kd2,9` do not."""
    base = match["base"].rstrip("®™")
    if not base or not base[-1].isalpha():
        return False
    if base in {"P", "p"} and text[max(0, match.start() - 8) : match.start()].rstrip(" ")[-1:] in {";", ","}:
        return False  # `P<0.001` whose comparison a converter took for a tag
    if habits.words[f"{base}{match['marks']}-"]:
        return True  # the EXAMPLE2 of EXAMPLE2-TIMI
    before = text[match.start() - 1 : match.start()]
    if before and (before.isalnum() or before in "-/μµ_@"):
        compound = re.search(r"[\w\-+/@.]*$", text[max(0, match.start("marks") - 60) : match.start("marks")])
        whole = compound[0] if compound else base
        own = whole.rpartition("/")[2]  # `6i` of `CDK4/6i`
        return not (habits.words[whole] or habits.words[own] or (len(base) >= 4 and base.islower()))
    if EXPONENT_BASE.search(base):
        return True
    if base.islower() and len(base) >= 3:
        return False
    if len(base) >= 5 and (base[1:].islower() or habits.words[base.casefold()] or habits.words[base.capitalize()]):
        return False
    if COINED.fullmatch(base) and text[match.end() : match.end() + 1] in ("", "\n"):
        return False  # the name of a trial at the end of a title
    line = text[max(0, match.start() - LONGEST_TITLE) : match.start("marks")].rpartition("\n")[2]
    if len(base) >= SHORTEST_WORD and line.isupper() and (" " in line.strip() or TITLE.fullmatch(base)):
        return False  # the last word of a title in capitals
    if len(base) <= SHORTEST_WORD and base.isupper() and NEXT_MARK.match(text, match.end()):
        return True  # `mutations in ABC1 and ABC2.4`
    return not (habits.words[base] or _is_endpoint(base, match["marks"]))


def _is_endpoint(base: str, marks: str) -> bool:
    """Whether letters are the short form of an endpoint that has no number of its own: `median OS1`, not PFS2, not FEV1."""
    names = _short_forms()
    return base in names and f"{base}{marks}" not in names


@cache
def _short_forms() -> frozenset[str]:
    """Short forms of endpoints in the lexicon that are told as a time or a response."""
    told = (name for names in endpoint_names().values() for name in names)
    return frozenset(name for name in told if SHORT_FORM.fullmatch(name))


SHORT_FORM = re.compile(r"m?(?:OS|DOR|DoR|ORR|TTR|DFS|EFS|RFS|PFS2?)")


NEXT_MARK = re.compile(rf"\.{NUMBERS}(?=\s|$)")
