"""Endpoints of the lexicon to those that the page prints with them: composites, kinds of an event, a response by a score."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.lexicon import endpoints_of
from claims.mention import Mention

# Words before an event that say which ones are meant: `nonfatal stroke`, `severe exacerbations`.
WHICH = re.compile(
    r"(?<![\w-])(?:(?:non-?fatal|fatal|total|recurrent|severe|serious|confirmed|clinically significant|symptomatic|new)\s)+$",
    re.IGNORECASE,
)
# Words behind it that do: `exacerbations requiring hospitalization`, `disease with two or more symptoms`.
SUCH_AS = re.compile(
    r"\s(?:(?:that\s)?(?:required|led\sto)|requiring|leading\sto|resulting\sin)\s(?:(?!was\b|were\b|by\b|with\b|in\b|at\b|vs\b|versus\b|compared\b|occurred\b|than\b|had\b)[A-Za-z/-]+\s?){1,9}"
    r"|\s(?:\([A-Z-]{2,8}\)\s)?with\s(?:at\sleast\s)?(?:two|three|\d)\s(?:or\smore\s)?(?:signs\sor\s)?symptoms",
    re.IGNORECASE,
)
LONGEST_WHICH = 40  # characters
JOINT = re.compile(
    r"\s?(?:,\s(?:or\s|and/or\s)?|\sor\s|\sand/or\s)(?:an?\s|the\s)?(?:urgent\s|first\s|hospitali[sz]ation\sfor\s){0,2}",
    re.IGNORECASE,
)
LAST_JOINT = re.compile(r"\bor\b", re.IGNORECASE)
APPOSED = re.compile(r"\)?(?:\s?\([A-Z][\w-]*\))?\s?(?:\(|[-–—:]\s)(?:defined\sas\s|ie,\s|a\scomposite\sof\s|first\s)?")
BY_SCORE = re.compile(r"\s(?:by|per)\s(?:the\s)?")


def as_printed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions, in order and apart, with what the page prints around them."""
    found: list[Mention] = []
    mentions = [_which(text, mention) for mention in mentions]
    row: list[Mention] = []  # events one behind the other, of which a last `or` makes one endpoint
    for mention in mentions:
        if not _is("event", mention):
            found += [*_composed(text, row, found), mention]
            row = []
            continue
        if row and not JOINT.fullmatch(text, row[-1].end, _start(text, mention)):
            found += _composed(text, row, found)
            row = []
        row.append(_in_full(text, mention))
    found += _composed(text, row, found)
    return _by_scores(text, found)


# Words that say which remission or survival a plain name means: `symptomatic remission`, `SSE-free survival`.
PLAIN = frozenset({"remission", "survival", "response", "response rate"})
APART = re.compile(
    r"(?<![\w-])(?P<which>(?:(?!(?:statistic|specific|significant|total|additional|individual|historic|typical|final|initial|clinical|prognostic|therapeutic|identical|numerical|early|logical|overall|best|achieved|reached|attained|maintained|experienced|showed|reported|had|improved)\w*\s)(?:[A-Za-z]{1,20}[-‑])?[A-Za-z]{3,20}(?:ic|al|ed|tory|free)\s){1,3})$"
)
FREE_OF = re.compile(r"(?<![\w-])(?P<which>(?:[a-z]{4,20}\s)?[A-Za-z]{3,20}[-‑]free\s)$")
BY_LEVEL = re.compile(r"\s(?:responses?|responders?)\b(?!\s(?:curve|rate\sof))")


def _which(text: str, mention: Mention) -> Mention:
    """A plain name with the words that say which is meant, a score with `response` behind it."""
    if _is("level", mention):
        behind = BY_LEVEL.match(text, mention.end)
        if behind:
            return Mention(mention.start, behind.end(), mention.kind, text[mention.start : behind.end()])
        return mention
    said = text[mention.start : mention.end].casefold()
    if said not in PLAIN:
        return mention
    form = FREE_OF if said == "survival" else APART
    which = form.search(text, max(0, mention.start - LONGEST_WHICH), mention.start)
    if not which:
        return mention
    start = which.start("which")
    return Mention(start, mention.end, mention.kind, text[start : mention.end])


def _is(kind: str, mention: Mention) -> bool:
    return mention.id.casefold() in endpoints_of(kind)


def _start(text: str, event: Mention) -> int:
    """Where the words that say which events are meant begin."""
    which = WHICH.search(text, max(0, event.start - LONGEST_WHICH), event.start)
    return which.start() if which else event.start


def _in_full(text: str, event: Mention) -> Mention:
    """An event with the words that say which ones are meant."""
    such = SUCH_AS.match(text, event.end)
    start, end = _start(text, event), such.end() if such else event.end
    if (start, end) == (event.start, event.end):
        return event
    words = text[start:end].rstrip()
    return Mention(start, start + len(words), event.kind, words)


def _composed(text: str, row: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
    """`cardiovascular death, nonfatal stroke or heart attack` as one endpoint; none where it only explains the one before."""
    if len(row) < 2 or not LAST_JOINT.search(text, row[-2].end, row[-1].start):
        return list(row)
    if found and APPOSED.fullmatch(text, found[-1].end, row[0].start):
        return []
    start, end = row[0].start, row[-1].end
    return [Mention(start, end, row[0].kind, text[start:end])]


def _by_scores(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """`clinical remission by CDAI` is the response, not the score."""
    found: list[Mention] = []
    for mention in mentions:
        above = found[-1] if found else None
        scored = above and _is("response", above) and _is("level", mention)
        if above and scored and BY_SCORE.fullmatch(text, above.end, mention.start):
            found[-1] = Mention(above.start, mention.end, above.kind, text[above.start : mention.end])
        else:
            found.append(mention)
    return found


FIRST = re.compile(r"(?:,|\s(?:or|and/or|by|per|with|requiring|leading|resulting|that))\s")


def first_of(endpoint: str) -> str:
    """The lexicon's own name within a longer one: of a composite the first, of an event without what sets it apart."""
    words = FIRST.split(endpoint, maxsplit=1)[0].strip()
    return LEADING.sub("", words).casefold()


LEADING = re.compile(WHICH.pattern.replace(r"(?<![\w-])", "^").removesuffix("$"), re.IGNORECASE)
