"""The only assembly of spaCy: a blank English tokenizer with phrase matchers over the lexicon and the page's own names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from spacy.attrs import LOWER
from spacy.matcher import PhraseMatcher
from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

from claims.composites import as_printed
from claims.lexicon import endpoint_names, endpoints_of, load
from claims.mention import Mention
from claims.starts import WORD
from claims.starts import words as words_of

KEPT = 128  # texts whose endpoints are kept: the heads of a table are read for each of its cells
PUNCTUATION = r"""[^\w\s]"""


@cache
def build() -> Tokenizer:
    """Tokenizer for drafts: words and single signs, without the exceptions of running English that a name never needs.

    No trained model, so the same words always give the same tokens; without spaCy's language data it is ready at once.
    """
    sign = re.compile(PUNCTUATION)
    return Tokenizer(
        Vocab(lex_attr_getters={LOWER: str.lower}),
        prefix_search=re.compile(f"^{PUNCTUATION}").search,
        suffix_search=re.compile(f"{PUNCTUATION}$").search,
        infix_finditer=sign.finditer,
    )


@cache
def _endpoint_matchers() -> tuple[PhraseMatcher, PhraseMatcher]:
    """(by exact letters, without regard to case): an abbreviation in capitals must be printed so."""
    tokenize = build()
    exact, folded = PhraseMatcher(tokenize.vocab, attr="ORTH"), PhraseMatcher(tokenize.vocab, attr="LOWER")
    for code, names in endpoint_names().items():
        short = [name for name in names if _is_abbreviation(name)]
        long = [name for name in names if not _is_abbreviation(name)]
        if short:
            exact.add(code, [tokenize(name) for name in short])
        if long:
            folded.add(code, [tokenize(name.lower()) for name in long])
    return exact, folded


@cache
def _first_words() -> frozenset[str]:
    """The words that endpoints begin with, signs in front of them apart: `vgpr` for `≥VGPR`."""
    named = (WORD.search(name.casefold()) for names in endpoint_names().values() for name in names)
    return frozenset((TIME, *(match[0] for match in named if match)))


def _is_abbreviation(name: str) -> bool:
    return sum(letter.isupper() for letter in name) >= 2 and len(name) <= 12


@lru_cache(maxsize=KEPT)
def endpoint_mentions(text: str) -> tuple[Mention, ...]:
    """Endpoints of the lexicon named in a text, longest match first, without overlaps."""
    if _first_words().isdisjoint(words_of(text)):
        return ()
    doc = build()(str(text))  # spaCy takes a name that knows its place for no text
    found = []
    for matcher in _endpoint_matchers():
        for key, start, end in matcher(doc):
            span = doc[start:end]
            if _is_part_of_a_name(text, span.start_char, span.end_char):
                continue
            code = doc.vocab.strings[key]
            if _means_another(text, span.start_char, span.end_char):
                continue
            plain = not _is_code(code)
            folded = span.text.casefold()
            plain = (plain and folded not in _listed("cut_short")) or folded in _listed("printed")
            found.append(Mention(span.start_char, span.end_char, "endpoint", span.text if plain else code))
    for match in TIME_TO.finditer(text):
        words = " ".join(match["what"].split())
        known = [m for m in found if m.start <= match.start("what") + 8 < m.end and m.id != "time to onset"]
        if not known and len(words.split()) > 2:
            found = [m for m in found if m.end <= match.start() or m.start >= match.end()]
            found.append(Mention(match.start("what"), match.end(), "endpoint", words))
    named = _without_abbreviations(text, as_printed(text, longest(found)))
    return tuple(with_its_limit(text, _lasting(text, mention)) for mention in named)


LASTING = re.compile(r"\b(?:[Dd]uration of|[Tt]ime to(?: first)?) (?:the\s)?$")


def _lasting(text: str, mention: Mention) -> Mention:
    """`duration of MRD negativity`, `time to CR` is a time of its own, in the page's words."""
    before = LASTING.search(text, max(0, mention.start - 20), mention.start)
    if before is None or mention.id.casefold() not in endpoints_of("response"):
        return mention
    return Mention(before.start(), mention.end, mention.kind, text[before.start() : mention.end])


def _without_abbreviations(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions without those that only abbreviate the end of the one before: `CR or CR with partial recovery (CRh)`."""
    kept: list[Mention] = []
    for mention in mentions:
        above = kept[-1] if kept else None
        is_short = above and text[above.end : mention.start] == " (" and text[mention.end : mention.end + 1] == ")"
        if above and is_short and above.id != mention.id and text.count(" ", above.start, above.end) >= LONG_NAME:
            kept[-1] = Mention(above.start, mention.end, above.kind, above.id)
        else:
            kept.append(mention)
    return kept


LONG_NAME = 4  # spaces of a name that is made up of others

TIME = "time"
# Times to any event are endpoints in the page's own words: `time to first heart failure event`.
TIME_TO = re.compile(
    r"\b(?P<what>[Tt]ime to (?:(?!was\b|were\b|with\b|in\b|for\b|ranged\b|and\b|or\b|is\b|at\b|by\b|on\b)[a-z][\w/-]*)(?:\s(?!was\b|were\b|with\b|in\b|for\b|ranged\b|and\b|or\b|is\b|at\b|by\b|on\b|after\b|from\b|as\b|did\b|has\b|had\b|of \d)[a-z][\w/-]*){0,6})"
)


@cache
def _limit() -> re.Pattern[str]:
    """What makes a level one that is reached or not: `<7%`, `below 60 mL/min/1.73 m2`."""
    forms = {str(form) for printed in load("units")["level"].values() for form in printed}
    units = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(
        rf"(?:\s(?:score|level)s?)?\s?(?:of\s)?(?:[<>≤≥]=?|less than|below|under)\s?\d[\d.]*"
        rf"(?:\s?(?:%|points|{units})(?!\w))?(?![\d.]*\s?(?:to|[-–])\s?\d)"
    )


def with_its_limit(text: str, mention: Mention, *, is_level: bool = False) -> Mention:
    """`A1C <7%` is not the level but whether it was reached: an endpoint of its own, in the page's words."""
    is_level = is_level or mention.id.casefold() in endpoints_of("level")
    limit = _limit().match(text, mention.end) if is_level else None
    return Mention(mention.start, limit.end(), mention.kind, text[mention.start : limit.end()]) if limit else mention


def _is_code(code: str) -> bool:
    """Whether a canonical name is a code of the field (PFS, HbA1c, PASI 90); one in plain words gives way to the page's."""
    return not re.search(r"[a-z]{4,}", code)


@cache
def _listed(key: str) -> frozenset[str]:
    """Names of endpoints under a key: those that leave out a word of the canonical one (`weight` for `body weight`), or
    those that a claim keeps as printed."""
    return frozenset(str(name).casefold() for one in load("endpoints")["endpoints"] for name in one.get(key, ()))


def is_other(short: str, long: str) -> bool:
    """Whether a page uses an abbreviation of the lexicon for something else: ARR for absolute risk reduction."""
    meant = [names for names in endpoint_names().values() if short in names]
    spelt = [name for names in meant for name in names if not _is_abbreviation(name)]
    words = {word for name in spelt for word in name.casefold().split()}
    return bool(words) and not words & {word for word in long.casefold().split() if len(word) > 3}


@cache
def _only_with() -> dict[str, re.Pattern[str]]:
    """Abbreviation -> beginnings of words of which a page has one where it means the endpoint."""
    listed = (item for one in load("endpoints")["endpoints"] for item in one.get("only_with", {}).items())
    return {
        str(name): re.compile("|".join(rf"\b{word}\b" if word.isupper() else rf"\b(?i:{word})" for word in words))
        for name, words in listed
    }


def unsaid(texts: Sequence[str]) -> Iterator[str]:
    """Abbreviations of the lexicon of which a page says no word: ARR where nothing relapses."""
    for name, words in _only_with().items():
        if any(name in text for text in texts) and not any(words.search(text) for text in texts):
            yield name


def shared_names(texts: Sequence[str]) -> dict[str, str]:
    """Name of another endpoint -> the one that a page means by it: `recurrence or death` is RFS where the page has RFS."""
    found: dict[str, str] = {}
    for one in load("endpoints")["endpoints"]:
        for name in one.get("shared", ()):
            usual = next((code for code, names in endpoint_names().items() if name in names), None)
            has = {code: any(re.search(rf"\b{code}\b", text) for text in texts) for code in (one["id"], usual) if code}
            if has[one["id"]] and not has.get(usual):
                found[str(name)] = str(one["id"])
    return found


JOINED = re.compile(r"/(?P<other>[A-Z][A-Z\d]{1,9})\b")


@cache
def abbreviated() -> frozenset[str]:
    """Every abbreviation of an endpoint in the lexicon."""
    return frozenset(name for names in endpoint_names().values() for name in names if _is_abbreviation(name))


def _is_part_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether a mention is cut out of a longer name: the PD of PD-L1, the OS of OS-7."""
    before, behind = text[max(0, start - 1) : start], text[end : end + 3]
    if text[end - 1 : end] == "-" and behind[:1].isalpha():
        return True  # the MRD- of MRD-positive
    joined = JOINED.match(text, end)
    if joined and joined["other"] not in abbreviated():
        return True  # the DOR of DOR/ISL
    if OF_A_KIND.match(text, end):
        return True  # the castration of castration-resistant
    return (before in {"-", "/"} and text[start - 2 : start - 1].isupper()) or bool(re.match(r"-[A-Z\d]", behind))


OF_A_KIND = re.compile(
    r"[-‑](?:resistant|sensitive|na[iï]ve|refractory|dependent|eligible|experienced|exposed|treated)\b"
)
ASIDE = 60  # characters on either side of a name in which a word may tell that it means something else
SENTENCE_END = re.compile(r"[;\n]|\.\s")
SPREAD = re.compile(
    r"SD\b[\])]?\s?[=:,]?\s?\d[\d.,·]*(?![\d.,·]|\s?%)"
)  # `(SD 4.5)`: a standard deviation, no stable disease


@cache
def _others() -> dict[str, re.Pattern[str]]:
    """Name of an endpoint -> the words beside which it means something else."""
    listed = (item for one in load("endpoints")["endpoints"] for item in one.get("not_with", {}).items())
    return {
        str(name).casefold(): re.compile("|".join(rf"(?<!\w){re.escape(str(word))}(?!\w)" for word in words))
        for name, words in listed
    }


@cache
def _followed() -> dict[str, re.Pattern[str]]:
    """Name of an endpoint -> the words straight behind it with which it means something else."""
    listed = (item for one in load("endpoints")["endpoints"] for item in one.get("not_before", {}).items())
    return {
        str(name).casefold(): re.compile(rf"\s(?:{'|'.join(re.escape(str(word)) for word in words)})\b")
        for name, words in listed
    }


def _means_another(text: str, start: int, end: int) -> bool:
    """Whether the words around a name give it another meaning: the SD of a mean, living with a disease."""
    name = text[start:end].casefold()
    follows = _followed().get(name)
    if follows is not None and follows.match(text, end):
        return True
    other = _others().get(name)
    if other is None:
        return False
    before = SENTENCE_END.split(text[max(0, start - ASIDE) : start])[-1]
    behind = SENTENCE_END.split(text[end : end + ASIDE])[0]
    return bool(other.search(before) or other.search(behind) or SPREAD.match(text, start))


def longest(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions in order of place; of those that overlap, the longest."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        at = bisect_left(kept, mention.start, key=lambda m: m.start)
        is_free = (not at or kept[at - 1].end <= mention.start) and (at == len(kept) or mention.end <= kept[at].start)
        if is_free:
            kept.insert(at, mention)
    return tuple(kept)
