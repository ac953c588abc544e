"""Reads a page's vocabulary and what each of its blocks names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from claims.abbreviations import abbreviations, absent_forms_of
from claims.analyses import analyses
from claims.arm_mentions import arm_mentions
from claims.arm_names import Arms
from claims.arms import discover
from claims.arms_below import arms_below
from claims.dose_arms import ITS_DOSE
from claims.headed import group_headed
from claims.inheritance import inherited
from claims.lengths_of_looks import with_looks
from claims.lexicon import load
from claims.mention import Mention
from claims.model import Block, Kind, Page
from claims.named import Named
from claims.own_endpoints import OwnEndpoints
from claims.pipeline import endpoint_mentions, is_other, longest, shared_names, unsaid
from claims.populations import populations, says_in_whom, sets_apart_untreated
from claims.segments import segments
from claims.small_letters import small, small_pattern
from claims.timepoints import timepoints
from claims.times_below import times_below
from claims.trials import discover_trials, trial_mentions, trial_pattern
from claims.words import Inherited, Words, between


@dataclass(frozen=True)
class PageContext:
    """One page's vocabulary and, for each block, what it names and what it inherits."""

    page: Page
    arms: Arms
    words: tuple[Words, ...]
    inherited: tuple[Inherited, ...]
    trials: re.Pattern[str] | None = None
    abbreviations: dict[str, str] = field(default_factory=dict)
    absent_forms: re.Pattern[str] | None = None  # what it calls NE or NR in words of its own
    table_arms: dict[int, tuple[str, ...]] = field(default_factory=dict)  # table -> the arms its heads name, in order
    arms_below: dict[int, str] = field(default_factory=dict)  # block with a value alone -> the arm named below it
    times_below: dict[int, Named] = field(
        default_factory=dict
    )  # block with a share alone -> the time that stands below
    time_labels: frozenset[int] = frozenset()  # blocks that are such a time
    marked_labels: dict[tuple[int, str], Block] = field(default_factory=dict)  # (table, words) -> heading with markers
    heads: dict[int, dict[str, tuple[Block, ...]]] = field(
        default_factory=dict
    )  # table -> words -> its heads with them
    spanning: dict[tuple[int, int], str] = field(default_factory=dict)  # (table, column) -> arm of the column before
    set_times: dict[str, str] = field(default_factory=dict)  # endpoint -> when the page says that it was measured


def read_context(page: Page) -> PageContext:
    """Page context of a page: one pass for its vocabulary, one for what each block names, one for what it inherits."""
    short = abbreviations(page)
    named = discover_trials(page.blocks, short)
    arms = discover(page.blocks, frozenset(named), short)
    trials = trial_pattern(name for name in named if name not in arms.known)
    own = OwnEndpoints(page.blocks, short)
    other = frozenset(word for word, long in short.items() if word.isalpha() and is_other(word, long))
    other |= frozenset(unsaid([block.text for block in page.blocks]))
    shared = shared_names([block.text for block in page.blocks if block.kind is not Kind.REFERENCES])
    apart = any(sets_apart_untreated(block.text) for block in page.blocks if block.kind is not Kind.REFERENCES)
    words = with_looks([_as_meant(_words(block, arms, trials, own, other, apart), shared) for block in page.blocks])
    whole = _combination([mention.id for one in words for mention in one.arms], arms)
    words = [
        (_with_combination(one, whole) if whole else one).read_in(page.blocks[i].index) for i, one in enumerate(words)
    ]
    marked = {(b.cell.table, b.text): b for b in page.blocks if b.cell is not None and b.cell.header and b.marks}
    timed = times_below(page.blocks, words)
    return PageContext(
        page=page,
        arms=arms,
        words=tuple(words),
        inherited=tuple(inherited(page, words, arms.product, doses=bool(arms.doses))),
        trials=trials,
        abbreviations=short,
        absent_forms=absent_forms_of(short),
        table_arms=_table_arms(page, words),
        arms_below=arms_below(page.blocks, words),
        times_below=timed,
        time_labels=frozenset(spot.block for time in timed.values() for spot in time.spots),
        marked_labels=marked,
        heads=_heads(page),
        spanning=_spanning(page, words),
        set_times=_set_times(words),
    )


def _as_meant(own: Words, shared: Mapping[str, str]) -> Words:
    """What a text names, its endpoints by the code that the page has for a name that two of them share."""
    if not any(own.text[m.start : m.end].casefold() in shared for m in own.endpoints):
        return own
    codes = (shared.get(own.text[m.start : m.end].casefold(), m.id) for m in own.endpoints)
    told = tuple(Mention(m.start, m.end, m.kind, id_) for m, id_ in zip(own.endpoints, codes, strict=True))
    return replace(own, endpoints=told)


# A head that tells of which of an arm's values its column is: the arm stands over the column before.
PART_OF_ARM = re.compile(
    r"(?:(?:all|any)[- ]?grades?|(?:CTCAE )?grades?\s?[\d≥].{0,10}?|(?:n|N)o?\.?|%|(?:95%\s)?CI|severe|serious)\W{0,3}(?:\(?%\)?)?",
    re.IGNORECASE,
)


def _spanning(page: Page, words: list[Words]) -> dict[tuple[int, int], str]:
    """Columns whose head tells but a grade or a statistic, each with the arm that the nearest head before it names."""
    found: dict[tuple[int, int], str] = {}
    last: tuple[int, int, str] | None = None  # table, row, arm
    for block in page.blocks:
        cell = block.cell
        if cell is None or not cell.header or not cell.table or cell.row_heads:
            continue
        arms = words[block.index].arms
        if arms:
            last = cell.table, cell.row, arms[-1].id
        elif last and last[:2] == (cell.table, cell.row) and PART_OF_ARM.fullmatch(block.text.strip()):
            found[cell.table, cell.column] = last[2]
        else:
            last = None
    return found


# `ACR20 at week 24 was the primary endpoint`; a bracket behind a heading says so of what is told there alone
SET = re.compile(
    r"(?<!\()(?<!\(key )\b(?:primary|secondary)\s(?:efficacy\s)?(?:end\s?point|outcome)s?\b", re.IGNORECASE
)


def _set_times(words: list[Words]) -> dict[str, str]:
    """The time of each endpoint that the page sets one time for where it says what its endpoints are."""
    found: dict[str, set[str]] = {}
    for own in words:
        if not own.timepoints or not own.endpoints or not SET.search(own.text):
            continue
        for start, end in segments(own.text):
            within = own.within(start, end)
            if (
                len(within.timepoints) == 1
                and SET.search(own.text, start, end)
                and not SHARE.search(own.text, start, end)
            ):
                point = within.timepoints[0]
                told = [m for m in within.endpoints if MEASURED_AT.fullmatch(own.text, m.end, max(m.end, point.start))]
                for endpoint in told:
                    found.setdefault(endpoint.id, set()).add(point.id)
    return {endpoint: next(iter(times)) for endpoint, times in found.items() if len(times) == 1}


MEASURED_AT = re.compile(r"(?:\s(?:responses?|rates?|scores?|from baseline|change))*\s", re.IGNORECASE)
SHARE = re.compile(r"\d\s?%")  # a result, told at its own time


COMBINATION = re.compile(
    r"\b[Tt]he (?:combination|combo)(?! of\b| with\b)(?:\s(?:therapy|treatment|regimen|arm|group))?(?! (?:was|is) (?:approved|indicated))\b"
)
JOINED = re.compile(r"\s(?:\+|plus|in combination with|combined with)\s")


def _combination(named: list[str], arms: Arms) -> str | None:
    """The arm that a page means by `the combination`: the only joined one with its product, or that named most."""
    joined = Counter(ITS_DOSE.sub("", arm) for arm in named if JOINED.search(arm) and arm.startswith(arms.product))
    if not joined:
        return None
    (first, most), *rest = joined.most_common(2)
    return first if not rest or most > rest[0][1] else None


def _with_combination(own: Words, whole: str) -> Words:
    """What a text names, with the arm that it calls the combination."""
    found = [Mention(m.start(), m.end(), "arm", whole) for m in COMBINATION.finditer(own.text)]
    apart = [m for m in found if not between(own.arms, m.start - 1, m.end + 1)]
    return replace(own, arms=tuple(sorted((*own.arms, *apart), key=lambda m: m.start))) if apart else own


def _table_arms(page: Page, words: list[Words]) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = {}
    for block in page.blocks:
        if block.cell is not None and block.cell.header and block.cell.table:
            plain = (m.id for m in words[block.index].arms if m.id.casefold() not in load("arms")["treated"])
            found.setdefault(block.cell.table, {}).update(dict.fromkeys(plain))
    return {table: tuple(names) for table, names in found.items()}


def _heads(page: Page) -> dict[int, dict[str, tuple[Block, ...]]]:
    found: dict[int, dict[str, list[Block]]] = {}
    for block in page.blocks:
        if block.cell is not None and block.cell.header:
            heads = found.setdefault(block.cell.table, {})
            heads.setdefault(" ".join(block.text.split()), []).append(block)
    return {table: {words: tuple(same) for words, same in heads.items()} for table, heads in found.items()}


# What a block may hold that is a claim, or that governs claims below it: else its words need no close reading.
TELLING = small_pattern(
    r"\d|:\s*$|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|half|third|quarter|twice|"
    r"doubl\w+|\w+fold|NR|NE|NC|reached|estimable|evaluable)\b"
)


def _is_outcome(group: Mention, spoken: Sequence[Mention], text: str) -> bool:
    """Whether a title that is no more than a group tells what happened to it: `Patients with a MACE`."""
    bare = OUTCOME.match(text, group.start, group.end)
    return bare is not None and any(bare.end() == m.start and m.end >= group.end for m in spoken)


OUTCOME = re.compile(
    r"\W*(?:patients|people|participants|subjects|adults)\s(?:with|who\shad)\s(?:an?\s|any\s)?", re.IGNORECASE
)


def _words(
    block: Block,
    arms: Arms,
    trials: re.Pattern[str] | None,
    own: OwnEndpoints,
    other: frozenset[str],
    apart: bool,  # the page tells of patients treated before and of others
) -> Words:
    # sentences are read the same whichever brackets hold their intervals and counts
    text = block.text.replace("[", "(").replace("]", ")")
    if block.kind in (Kind.REFERENCES, Kind.ABBREVIATIONS):
        return Words(text)
    named = arm_mentions(text, arms)
    placed = (analyses(text), trial_mentions(text, trials))
    if block.kind not in (Kind.HEADING, Kind.ITEM, Kind.CELL, Kind.CAPTION) and not TELLING.search(small(text)):
        return Words(text, named, (), (), (), *placed)
    groups = tuple(m for m in populations(text, sets_apart=apart) if not _is_arm(m, named))
    if not groups and block.kind in (Kind.HEADING, Kind.CAPTION):
        groups = group_headed(text)
    spoken = tuple(m for m in endpoint_mentions(text) if text[m.start : m.end] not in other)
    if block.kind in (Kind.HEADING, Kind.CAPTION):
        groups = tuple(group for group in groups if not _is_outcome(group, spoken, text))
        results = tuple(m for m in spoken if m.id != "FOLLOW_UP" or FOLLOWED_FOR.search(text))
        spoken = results or spoken  # `Extended follow-up: PFS at 7 years` is of the survival
    spoken = longest((*spoken, *own.named_in(text)))
    set_apart = tuple(group for group in groups if not STILL.match(text, group.end, group.end + 120))
    endpoints = tuple(m for m in spoken if not _is_inside(m, set_apart))
    groups_told = tuple(
        Mention(*match.span("label"), "population", match["label"])
        for match in LABEL.finditer(text)
        if says_in_whom(match["label"])
    )
    endpoints = tuple(m for m in endpoints if not _is_inside(m, groups_told))
    left = tuple(group for group in groups if FROM.search(group.id))  # what they took before is no arm of the trial
    named = tuple(m for m in named if not _is_inside(m, left))
    named = tuple(m for m in named if not _is_inside(m, endpoints) or _starts_one(m, endpoints))
    return Words(text, named, endpoints, groups, timepoints(text), *placed)


# `Of those with PASI 75 at week 12, 81% had it at week 60`: what sets them apart is what is told of them.
STILL = re.compile(
    r"[^.;]*?\d\s?%[^.;%]{0,40}\b(?:(?:had|kept|held|maintained|retained|sustained)\s(?:it|this)|were\s(?:still\s)?so)\b"
)
LABEL = re.compile(r"^\W{0,3}(?P<label>[^:.;,\n]{2,50}):\s", re.MULTILINE)  # of a line or list item


FOLLOWED_FOR = re.compile(r"\b(?:median|minimum|mean|length|duration)\b", re.IGNORECASE)


def _is_inside(mention: Mention, groups: tuple[Mention, ...]) -> bool:
    """Whether a mention lies within one of some that are apart from each other."""
    above = bisect_right(groups, mention.start, key=lambda group: group.start)
    return bool(above) and mention.end <= groups[above - 1].end


def _starts_one(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """Whether one of some mentions in order begins where a mention does."""
    at = bisect_left(others, mention.start, key=lambda other: other.start)
    return at < len(others) and others[at].start == mention.start


# Groups with a medicine or a sign in their name that are no arm: `switched from Exemplar`, `NP+ patients`
FROM = re.compile(r"\b(?:moved|switched|transitioned|crossed over|rolled over) from\b|^[A-Z][\w-]{0,12}[+−]\s\w+$")


def _is_arm(population: Mention, arms: tuple[Mention, ...]) -> bool:
    """`patients with Exemplar` are an arm; `patients refractory to it` or `switched from it` are a population."""
    if FROM.search(population.id):
        return False
    return any(population.end - arm.end < 12 for arm in between(arms, population.start, population.end))
