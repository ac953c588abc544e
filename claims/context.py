"""What a block inherits from the page around it: headings, lead-ins, the arms compared, the analysis, the trial."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace

from claims.abbreviations import abbreviations
from claims.arms import Arms, arm_mentions, discover, pair_in
from claims.lexicon import load, pattern
from claims.model import Block, Kind, Page, Section
from claims.named import Named, Spot
from claims.pipeline import Mention, endpoint_mentions, is_other, longest
from claims.placing import analyses, discover_trials, populations, timepoints, trial_mentions, trial_pattern


def _between(mentions: tuple[Mention, ...], start: int, end: int) -> tuple[Mention, ...]:
    low = bisect_left(mentions, start, key=lambda mention: mention.start)
    high = bisect_left(mentions, end, lo=low, key=lambda mention: mention.start)
    return mentions[low:high]


def _placed(mention: Mention, block: int) -> Mention:
    name = Named(mention.id, Spot(block, mention.start, mention.end))
    return Mention(mention.start, mention.end, mention.kind, name)


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that one text names, in order of place."""

    text: str
    arms: tuple[Mention, ...] = ()
    endpoints: tuple[Mention, ...] = ()
    populations: tuple[Mention, ...] = ()
    timepoints: tuple[Mention, ...] = ()
    analyses: tuple[Mention, ...] = ()
    trials: tuple[Mention, ...] = ()
    block: int = field(default=-1, kw_only=True)  # whose text it is

    def within(self, start: int, end: int) -> Words:
        """What a stretch of the text names."""
        named = (self.arms, self.endpoints, self.populations, self.timepoints, self.analyses, self.trials)
        return replace(Words(self.text, *(_between(mentions, start, end) for mentions in named)), block=self.block)

    def read_in(self, block: int) -> Words:
        """The same, each name with its place in that block."""
        named = (self.arms, self.endpoints, self.populations, self.timepoints, self.analyses, self.trials)
        return replace(
            Words(self.text, *(tuple(_placed(m, block) for m in mentions) for mentions in named)), block=block
        )

    @property
    def has_number(self) -> bool:
        """Whether it states a result of its own rather than a scope."""
        return bool(re.search(r"\d\s?%|\b\d+ (?:out of|of|in) \d|\d (?:months|patients)", self.text))


@dataclass(frozen=True, slots=True)
class Inherited:
    """What governs a block from outside; nearest first where there are several."""

    headings: tuple[Words, ...] = ()  # innermost first
    lead: Words | None = None  # the list item or paragraph that introduces this block
    pair: tuple[str, str] | None = None  # experimental arm, comparator
    near_pair: tuple[str, str] | None = None  # the same, where this block's own heading or what stands under it says so
    arm: str | None = None
    analysis: str | None = None
    trial: str | None = None
    citing: int | None = None  # block whose markers cover this one where it has none
    caption: Words | None = None  # of the table that a cell stands in

    @property
    def scopes(self) -> tuple[Words, ...]:
        """What sets a population from outside: the lead-in, then headings below the outermost that are no claim."""
        headings = tuple(words for words in self.headings[:-1] if not words.has_number)
        return (self.lead, *headings) if self.lead else headings

    @property
    def times(self) -> tuple[Words, ...]:
        """What sets a time point from outside: the same, and the heading of a page that has but one."""
        return self.scopes if len(self.headings) != 1 or self.headings[0].has_number else (*self.scopes, *self.headings)


@dataclass(frozen=True)
class PageContext:
    """One page's vocabulary and, for each block, what it names and what it inherits."""

    page: Page
    arms: Arms
    words: tuple[Words, ...]
    inherited: tuple[Inherited, ...]
    trials: re.Pattern[str] | None = None
    abbreviations: dict[str, str] = field(default_factory=dict)
    table_arms: dict[int, tuple[str, ...]] = field(default_factory=dict)  # table -> the arms its heads name, in order
    marked_labels: dict[tuple[int, str], Block] = field(default_factory=dict)  # (table, words) -> heading with markers
    heads: dict[int, dict[str, tuple[Block, ...]]] = field(
        default_factory=dict
    )  # table -> words -> its heads with them


def read_context(page: Page) -> PageContext:
    """Page context of a page: one pass for its vocabulary, one for what each block names, one for what it inherits."""
    named = discover_trials(page.blocks)
    arms = discover(page.blocks, frozenset(named))
    trials = trial_pattern(name for name in named if name not in arms.known)
    told = told_endpoints(page.blocks)
    short = abbreviations(page)
    other = frozenset(word for word, long in short.items() if is_other(word, long))
    words = [_words(block, arms, trials, told, other).read_in(block.index) for block in page.blocks]
    marked = {(b.cell.table, b.text): b for b in page.blocks if b.cell is not None and b.cell.header and b.marks}
    return PageContext(
        page=page,
        arms=arms,
        words=tuple(words),
        inherited=tuple(_inherited(page, words)),
        trials=trials,
        abbreviations=short,
        table_arms=_table_arms(page, words),
        marked_labels=marked,
        heads=_heads(page),
    )


def _table_arms(page: Page, words: list[Words]) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = {}
    for block in page.blocks:
        if block.cell is not None and block.cell.header and block.cell.table:
            plain = (m.id for m in words[block.index].arms if m.id.casefold() not in load("arms")["treated"])
            found.setdefault(block.cell.table, {}).update(dict.fromkeys(plain))
    return {table: tuple(names) for table, names in found.items()}


def _heads(page: Page) -> dict[int, dict[str, tuple[Block, ...]]]:
    found: dict[int, dict[str, tuple[Block, ...]]] = {}
    for block in page.blocks:
        if block.cell is not None and block.cell.header:
            heads = found.setdefault(block.cell.table, {})
            words = " ".join(block.text.split())
            heads[words] = (*heads.get(words, ()), block)
    return found


TOLD_ENDPOINT = re.compile(
    r"\b(?:(?:[Cc]o-)?[Pp]rimary|(?:[Kk]ey )?[Ss]econdary)\s(?:efficacy\s)?[Ee]nd\s?points?(?:\s(?:was|were|is|of))?:?\s(?:the\s)?"
    r"(?P<what>[A-Z]?[a-z]+(?:\s(?!at\b|by\b|over\b|through\b|from\b|of\b|in\b|was\b|were\b|and\b|or\b|defined\b|results?\b|analysis\b)[A-Za-z][\w-]*){1,4})"
)
FEWEST_TIMES = 2  # that a page must name an endpoint of its own


def told_endpoints(blocks: tuple[Block, ...]) -> re.Pattern[str] | None:
    """Any of the endpoints that the page itself calls so (`Primary endpoint: renal response`) and goes on to speak of."""
    found: dict[str, None] = {}
    for block in blocks:
        if block.kind is not Kind.REFERENCES:
            found.update((match["what"], None) for match in TOLD_ENDPOINT.finditer(block.text))
    whole = " ".join(block.text for block in blocks).casefold() if found else ""
    names = [name for name in found if whole.count(name.casefold()) >= FEWEST_TIMES and not endpoint_mentions(name)]
    if not names:
        return None
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:[Pp]artial\s|[Cc]omplete\s)?(?:{either})(?![\w-])", re.IGNORECASE)


# What a block may hold that is a claim, or that governs claims below it: else its words need no close reading.
TELLING = re.compile(
    r"\d|:\s*$|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|half|third|quarter|twice|"
    r"doubl\w+|\w+fold|NR|NE|NC|reached|estimable|evaluable)\b",
    re.IGNORECASE,
)


def _words(
    block: Block,
    arms: Arms,
    trials: re.Pattern[str] | None,
    told: re.Pattern[str] | None,
    other: frozenset[str],
) -> Words:
    text = block.text
    if block.kind in (Kind.REFERENCES, Kind.ABBREVIATIONS):
        return Words(text)
    named = arm_mentions(text, arms)
    placed = (analyses(text), trial_mentions(text, trials))
    if block.kind not in (Kind.HEADING, Kind.ITEM, Kind.CELL, Kind.CAPTION) and not TELLING.search(text):
        return Words(text, named, (), (), (), *placed)
    groups = tuple(m for m in populations(text) if not _is_arm(m, named))
    spoken = tuple(m for m in endpoint_mentions(text) if text[m.start : m.end] not in other)
    if told:
        spoken = longest((*spoken, *(Mention(m.start(), m.end(), "endpoint", m[0]) for m in told.finditer(text))))
    endpoints = tuple(m for m in spoken if not _is_inside(m, groups))
    named = tuple(m for m in named if not _is_inside(m, endpoints) or _starts_one(m, endpoints))
    return Words(text, named, endpoints, groups, timepoints(text), *placed)


def _is_inside(mention: Mention, groups: tuple[Mention, ...]) -> bool:
    """Whether a mention lies within one of some that are apart from each other."""
    above = bisect_right(groups, mention.start, key=lambda group: group.start)
    return bool(above) and mention.end <= groups[above - 1].end


def _starts_one(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """Whether one of some mentions in order begins where a mention does."""
    at = bisect_left(others, mention.start, key=lambda other: other.start)
    return at < len(others) and others[at].start == mention.start


def _is_arm(population: Mention, arms: tuple[Mention, ...]) -> bool:
    """`patients with Exemplar` are an arm; `patients refractory to it` are a population."""
    return any(population.end - arm.end < 12 for arm in _between(arms, population.start, population.end))


OUTSIDE = frozenset({Section.SAFETY, Section.BOILERPLATE})  # sections that the page's own trial does not reach into


def _inherited(page: Page, words: list[Words]) -> list[Inherited]:
    page_pair = _page_pair(page, words)
    page_trial = _page_trial(page, words)
    is_news = sum(b.kind is Kind.HEADING and b.section is Section.BODY for b in page.blocks) < SECTIONED
    found: list[Inherited] = []
    lead: Block | None = None
    said_analysis: tuple[int, str] | None = None
    said_trial: tuple[int, str] | None = None
    said_pair: tuple[int, tuple[str, str]] | None = None
    said_arm: tuple[int, str] | None = None
    citing: int | None = None
    caption = (-1, 0)  # (group of the table, its caption)
    captions: dict[int, int | None] = {}  # table -> the block that titles it
    for block in page.blocks:
        scope = block.trail[-1] if block.trail else -1
        if block.kind is Kind.HEADING:
            above = next((i for i in reversed(block.trail) if _has_citations(page.blocks[i])), None)
            own = words[block.index]
            goes_on = (
                page.format == "text" and block.section is Section.BODY and not own.analyses and not own.has_number
            )
            citing = block.index if _has_citations(block) else above if above is not None or not goes_on else citing
        if block.kind is Kind.CAPTION:
            caption = block.group, block.index
        if block.cell is not None and block.cell.table and block.cell.table not in captions:
            captions[block.cell.table] = _caption_of(block, caption, page)
        titled = captions.get(block.cell.table) if block.cell is not None else None
        own = words[block.index]
        headings = tuple(words[i] for i in reversed(block.trail))
        lead = _lead(block, lead, page, words)
        pair = pair_in(own.text, own.arms)
        known_pair = pair or (said_pair[1] if said_pair and said_pair[0] == scope else None)
        known_pair = known_pair or next((p for p in (pair_in(h.text, h.arms) for h in headings) if p), None)
        is_story = is_news and block.kind is Kind.PARAGRAPH and len(block.text) > LONGEST_LEAD
        analysis = said_analysis[1] if said_analysis and said_analysis[0] == scope and not is_story else None
        analysis = analysis or _analysis_above(block.trail, words)
        trial = said_trial[1] if said_trial and said_trial[0] == scope else None
        inner = [
            words[i]
            for i in reversed(block.trail)
            if page.blocks[i].section is block.section or block.section not in OUTSIDE
        ]
        trial = trial or next((h.trials[-1].id for h in inner if h.trials), None)
        if trial is None and block.section in (Section.BODY, Section.TABLE, Section.FOOTNOTE):
            trial = page_trial
        found.append(
            Inherited(
                headings=headings,
                lead=words[lead.index] if lead is not None and lead.index != block.index else None,
                pair=known_pair or page_pair,
                near_pair=known_pair,
                arm=said_arm[1] if said_arm and said_arm[0] == scope else None,
                analysis=analysis if block.section is not Section.SAFETY else None,
                trial=trial,
                caption=words[titled] if titled is not None else None,
                citing=titled
                if titled is not None and _has_citations(page.blocks[titled])
                else _citing(block, lead, citing),
            )
        )
        below = block.index if block.kind is Kind.HEADING else scope
        if own.analyses and block.kind is not Kind.FOOTNOTE and own.analyses[0].start < 60:
            said_analysis = (below, own.analyses[-1 if block.kind is Kind.HEADING else 0].id)
        if own.trials and block.kind is not Kind.FOOTNOTE:
            said_trial = (below, own.trials[-1].id)
        if pair and block.kind is not Kind.FOOTNOTE:
            said_pair = (below, pair)
        if own.arms and block.kind is not Kind.FOOTNOTE:
            said_arm = (below, own.arms[-1].id)
    return found


def _caption_of(block: Block, caption: tuple[int, int], page: Page) -> int | None:
    """The block that titles a table: its caption, else the short line straight above its first cell."""
    if caption[0] == block.group:
        return caption[1]
    above = page.blocks[block.index - 1] if block.index else None
    plain = above is not None and above.kind in (Kind.PARAGRAPH, Kind.HEADING) and above.cell is None
    return above.index if above is not None and plain and len(above.text) < LONGEST_LEAD else None


def _analysis_above(trail: tuple[int, ...], words: list[Words]) -> str | None:
    """The analysis that the nearest headings name; one that opens another subject ends what those above it said."""
    for place, index in reversed(list(enumerate(trail))):
        heading = words[index]
        if heading.analyses:
            return heading.analyses[-1].id
        goes_on = place > 0 and trail[place - 1] == index - 1  # straight under the heading above
        if not goes_on and (heading.trials or pattern("context", "anew").search(heading.text)):
            return None
    return None


SECTIONED = 4  # headings that keep running text to one subject each; with fewer each paragraph speaks for itself
LONGEST_LEAD = 200  # characters of a title over a list
LONGEST_LIST = 200  # items back that a lead-in is sought over
LABELLED = re.compile(r"[^:.\n]{3,80}:\W{0,2}(?=[\d(])")


def _lead(block: Block, lead: Block | None, page: Page, words: list[Words]) -> Block | None:
    """The block that introduces this one: the list item above a nested one, a paragraph that ends in a colon."""
    if block.kind is Kind.HEADING or not block.index:
        return None
    above = page.blocks[block.index - 1]
    if block.kind is Kind.ITEM:
        if above.kind is Kind.ITEM and above.level == block.level:
            return lead
        at = block.index - 1
        while (
            at >= max(0, block.index - LONGEST_LIST)
            and page.blocks[at].kind is Kind.ITEM
            and page.blocks[at].level >= block.level
        ):
            at -= 1
        above = page.blocks[max(0, at)]
        introduces = above.text.rstrip().endswith(":") or (
            above.kind is Kind.PARAGRAPH and len(above.text) < LONGEST_LEAD and above.text.rstrip()[-1:] not in ".;"
        )
        return above if above.kind is Kind.ITEM or (introduces and above.kind is not Kind.HEADING) else None
    if above.text.rstrip().endswith(":") and len(above.text) < 220:
        return above
    if LABELLED.match(block.text) and above.kind is Kind.PARAGRAPH:
        carries_on = LABELLED.match(above.text) and not words[above.index].endpoints
        return lead if lead is not None and carries_on and above.index - lead.index < 8 else above
    if lead is not None and block.kind is Kind.PARAGRAPH and ":" in block.text[:90] and lead.index >= block.index - 6:
        return lead
    return None


def _has_citations(block: Block) -> bool:
    return any(character.isdigit() for mark in block.marks for character in mark.text)


def _citing(block: Block, lead: Block | None, heading: int | None) -> int | None:
    if block.cell is None and block.section in (Section.SAFETY, Section.BOILERPLATE):
        return None
    if lead is not None and _has_citations(lead):
        return lead.index
    return heading


def _page_pair(page: Page, words: list[Words]) -> tuple[str, str] | None:
    """The arms that the page as a whole compares: the pair set against each other most often, headings counting thrice."""
    pairs: Counter[tuple[str, str]] = Counter()
    for block, own in zip(page.blocks, words, strict=True):
        pair = pair_in(own.text, own.arms)
        if pair and pair[0] != pair[1]:
            pairs[pair] += 3 if block.kind is Kind.HEADING else 1
    return pairs.most_common(1)[0][0] if pairs else None


def _page_trial(page: Page, words: list[Words]) -> str | None:
    """The trial that the page is about: the only one, or the one that most of its body names."""
    counts: Counter[str] = Counter()
    for block, own in zip(page.blocks, words, strict=True):
        if block.section is not Section.SAFETY:
            counts.update(mention.id for mention in own.trials)
    if not counts:
        return None
    (first, most), *rest = counts.most_common(2)
    return first if not rest or most >= 3 * rest[0][1] else None
