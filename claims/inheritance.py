"""Works out what a block inherits from the page around it: headings, lead-in, arms compared, analysis, trial."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from claims.arm_mentions import pair_in
from claims.citing import ends_in_title
from claims.lexicon import pattern
from claims.looks import LOOKS, NEAR_START, OUTSIDE, TELLS, analysis_above, keeps_on, opens_another
from claims.model import Block, Kind, Page, Section
from claims.named import like
from claims.page_pairs import as_usual, comparators, pair_labelled, pair_of_page
from claims.words import Inherited, Words, parts_by_group


def inherited(page: Page, words: list[Words], product: Sequence[str] = (), *, doses: bool = False) -> list[Inherited]:
    """What governs each block of a page, by the words of its blocks; `doses` where it sets doses against each other."""
    page_pair = pair_of_page(page, words, product)
    times = Counter(str(mention.id) for own in words for mention in own.arms)
    page_pair = page_pair if doses or page_pair is None else as_usual(page_pair, times)
    against = comparators(page, words, product)
    page_trial, trial_from = _page_trial(page, words)
    is_news = sum(b.kind is Kind.HEADING and b.section is Section.BODY for b in page.blocks) < SECTIONED
    found: list[Inherited] = []
    lead: Block | None = None
    said_analysis: tuple[int, str, bool] | None = None  # heading, analysis, whether it was said of results of its own
    running: tuple[str, str | None] | None = None  # analysis and trial that a flattened page speaks of: it has no ranks
    running_rank = TITLES  # of the heading that named it: one of a higher rank opens another part
    said_trial: tuple[int, str] | None = None
    said_pair: tuple[int, tuple[str, str]] | None = None
    said_arm: tuple[int, str] | None = None
    said_group: tuple[int, str] | None = None  # heading, the last label under it that names a group of patients
    studied: dict[int, str] = {}  # heading -> the first arm with the product that what stands under it names
    labelled: list[str] = []  # arms that label values since the last title
    labelled_pair: tuple[str, str] | None = None
    citing: int | None = None
    caption = (-1, 0)  # (group of the table, its caption)
    title, opens_story = _title_of(page)
    ended: set[int] = set()  # headings that introduce a list which is over
    captions: dict[int, int | None] = {}  # table -> the block that titles it
    for block in page.blocks:
        scope = block.trail[-1] if block.trail else -1
        if block.kind is Kind.HEADING:
            above = next(
                (
                    i
                    for i in reversed(block.trail)
                    if (page.is_flattened or i > title) and _has_citations(page.blocks[i])
                ),
                None,
            )
            own = words[block.index]
            if page.is_flattened:  # the markers of a line that makes a claim of its own stand for that one
                above = None if above is not None and _states_a_result(words[above].text) else above
                citing = None if citing is not None and _states_a_result(words[citing].text) else citing
            goes_on = (
                page.is_flattened
                and block.section is Section.BODY
                and not own.analyses
                and not own.has_number
                and not DOSING.search(own.text)
                and not OF_SAFETY.match(own.text)
                and not (citing is not None and parts_by_group(page.blocks[citing].text))
            )
            citing = block.index if _has_citations(block) else above if above is not None or not goes_on else citing
        if (
            page.is_flattened
            and block.kind is Kind.PARAGRAPH
            and block.section is Section.BODY
            and ends_in_title(block)
        ):
            citing = block.index
        if block.kind is Kind.CAPTION:
            caption = block.group, block.index
        if block.cell is not None and block.cell.table and block.cell.table not in captions:
            captions[block.cell.table] = _caption_of(block, caption, page, words)
        titled = captions.get(block.cell.table) if block.cell is not None else None
        own = words[block.index]
        if block.kind is Kind.PARAGRAPH and page.blocks[block.index - 1].kind is Kind.ITEM:
            ended.update(i for i in block.trail if page.blocks[i].text.rstrip().endswith(":"))
        headings = tuple(words[i] for i in reversed(block.trail) if i not in ended)
        lead = _lead(block, lead, page, words)
        pair = pair_in(own.text, own.arms)
        known_pair = pair or (said_pair[1] if said_pair and said_pair[0] == scope else None)
        known_pair = known_pair or next((p for p in (pair_in(h.text, h.arms) for h in headings) if p), None)
        if block.kind is Kind.HEADING and (block.level <= TITLES or own.trials):
            labelled, labelled_pair = [], None
        is_label = _labels_an_arm(block, own) and (block.index >= TOP or SIZE.search(block.text))
        if is_label and own.arms[0].id not in labelled:
            labelled.append(own.arms[0].id)
            told = pair_labelled(labelled, product)
            labelled_pair = told if doses or told is None else as_usual(told, times)
        known_pair = known_pair or (labelled_pair if labelled else None)
        under_study = next((studied[i] for i in reversed(block.trail) if i in studied), None)
        if known_pair is None and under_study in against:
            known_pair = str(under_study), against[str(under_study)]
        known_pair = known_pair if doses or known_pair is None else as_usual(known_pair, times)
        if under_study is not None and not doses:
            under_study = as_usual((under_study, under_study), times)[0]
        is_long = block.kind is Kind.PARAGRAPH and len(block.text) > LONGEST_LEAD
        if is_long and page.is_flattened:
            headings = tuple(_without_its_time(heading) for heading in headings)
        is_story = is_long and (is_news or bool(OF_SAFETY.match(block.text)))
        of_all = page_trial is None and bool(OF_SAFETY.match(block.text))  # the safety of several trials
        is_tabled = block.cell is not None and bool(block.cell.table)
        is_titled = is_tabled and titled is not None
        is_another = opens_another(block, own, said_trial[1] if said_trial else page_trial)
        if is_another:
            said_analysis, running = None, None
        is_of_this = said_analysis is not None and said_analysis[0] == scope and not (said_analysis[2] and is_tabled)
        analysis = said_analysis[1] if said_analysis and is_of_this and not is_story else None
        over = tuple(i for i in block.trail if i > title) if is_tabled else block.trail  # a table is of its own look
        if not is_another:
            analysis = analysis or analysis_above(over, words, is_titled=is_titled and titled not in block.trail)
        if block.kind is Kind.HEADING or block.section is not Section.BODY:
            is_part = block.level < running_rank and (own.populations or own.trials) and not own.endpoints
            running = running if running and keeps_on(running[1], block, own) and not is_part else None
        analysis = analysis or (running[0] if running and not is_story else None)
        trial = said_trial[1] if said_trial and said_trial[0] == scope and not of_all else None
        inner = [
            words[i]
            for i in reversed(block.trail)
            if page.blocks[i].section is block.section or block.section not in OUTSIDE
        ]
        trial = trial or next((h.trials[-1].id for h in inner if h.trials), None)
        is_elsewhere = any(pattern("context", "elsewhere").search(heading.text) for heading in headings) or (
            bool(headings) and bool(OF_DOSING.match(headings[0].text))
        )
        is_reached = block.index >= trial_from
        if (
            trial is None
            and is_reached
            and not is_elsewhere
            and block.section in (Section.BODY, Section.TABLE, Section.FOOTNOTE)
        ):
            trial = page_trial
        found.append(
            Inherited(
                headings=headings,
                lead=words[lead.index] if lead is not None and lead.index != block.index else None,
                pair=known_pair or page_pair,
                near_pair=known_pair,
                arm=said_arm[1] if said_arm and said_arm[0] == scope else None,
                studied=under_study,
                group=said_group[1] if said_group and said_group[0] == scope else None,
                analysis=analysis if block.section is not Section.SAFETY else None,
                trial=trial,
                title=title,
                caption=words[titled] if titled is not None else None,
                citing=titled
                if titled is not None and _has_citations(page.blocks[titled])
                else _citing(block, lead, citing, page),
            )
        )
        below = block.index if block.kind is Kind.HEADING else scope
        if found[-1].parts_patients and _is_group_label(block, own):
            said_group = scope, like(block.text, SIZE.sub("", SIZES.sub("", block.text)).strip(" :*"))
        ours = next((m.id for m in own.arms if any(name in m.id for name in product)), None)
        if ours and below >= 0 and block.kind is not Kind.FOOTNOTE and block.section is Section.BODY:
            studied.setdefault(below, ours)
        opening = [
            m
            for m in own.analyses
            if m.start - (own.text.rfind("\n", 0, m.start) + 1) < NEAR_START
            and not OF_ONE_VALUE.search(own.text, max(0, m.start - 20), m.start)
        ]
        if opening and block.kind is not Kind.FOOTNOTE and not is_tabled:  # a row's label speaks of its row
            named = opening[-1 if block.kind is Kind.HEADING else 0].id
            said_analysis = (below, named, own.has_number and bool(TELLS.search(own.text)))
            is_title = block.kind is Kind.HEADING or len(block.text) <= LONGEST_LOOK
            if (
                page.is_flattened
                and not is_news
                and not said_analysis[2]
                and named in LOOKS
                and is_title
                and (own.trials or not (opens_story and block.index <= title))
            ):
                running_rank = block.level if block.kind is Kind.HEADING else TITLES
                running = named, own.trials[-1].id if own.trials else trial
        if own.trials and block.kind is not Kind.FOOTNOTE:
            said_trial = (below, _told_of(own, page_trial))
        if pair and block.kind is not Kind.FOOTNOTE:
            said_pair = (below, pair)
        if own.arms and block.kind is not Kind.FOOTNOTE:
            said_arm = (below, own.arms[-1].id)
    return found


TOP = 6  # blocks of a page's title, which name its product and label nothing
TITLES = 2  # rank of the headings that part a page


def _labels_an_arm(block: Block, own: Words) -> bool:
    """Whether a block is no more than the name of an arm, with its size: `Exemplar (n=120)`."""
    if len(own.arms) != 1 or len(block.text) > LONGEST_LEAD // 2 or own.has_number:
        return False
    arm = own.arms[0]
    rest = SIZE.sub("", f"{block.text[: arm.start]}{block.text[arm.end :]}")
    return not re.search(r"[A-Za-z]{3}", rest)


def _is_group_label(block: Block, own: Words) -> bool:
    """Whether a line is no more than a label, with its sizes: `Favorable (n=74 and n=72)`, `45 to <60`."""
    if block.kind is not Kind.PARAGRAPH or block.cell is not None or own.arms or own.endpoints or own.has_number:
        return False
    bare = SIZES.sub("", block.text).strip()
    return (
        len(bare) <= LONGEST_GROUP and not re.search(r"[.:;%=]|\d\.\d", bare) and not TELLS.search(bare) and bool(bare)
    )


LONGEST_GROUP = 50  # characters of a label of a group
SIZES = re.compile(r"\(\s?[nN]\s?=\s?[\d,]+(?:\s?(?:and|vs\.?|,|;|/)\s?[nN]?\s?=?\s?[\d,]+)?\s?\)")
SIZE = re.compile(r"\(?\b[nN]\s?=\s?[\d,/ ]+\)?(?:\s?\(?%\)?)?|\b(?:arm|group|alone|mg|mcg)\b")


def _title_of(page: Page) -> tuple[int, bool]:
    """The last heading of a page's title, and whether running text follows it: then all those straight below each other
    are the title."""
    first = next((block.index for block in page.blocks if block.kind is Kind.HEADING), -1)
    last = first
    while 0 <= last < len(page.blocks) - 1 and page.blocks[last + 1].kind is Kind.HEADING:
        last += 1
    below = page.blocks[last + 1] if 0 <= last < len(page.blocks) - 1 else None
    is_story = below is not None and below.kind is Kind.PARAGRAPH and len(below.text) > LONGEST_LEAD
    return (last, True) if is_story else (first, False)


def _states_a_result(heading: str) -> bool:
    """Whether a heading makes a claim of its own; how long patients were followed is none."""
    return bool(RESULT.search(FOLLOWED.sub("", heading)))


def _without_its_time(heading: Words) -> Words:
    """A heading as running text inherits it: where it is a sentence with a result, its time is that of this one only."""
    is_sentence = heading.timepoints and SENTENCE.search(heading.text) and _states_a_result(heading.text)
    return replace(heading, timepoints=()) if is_sentence else heading


SENTENCE = re.compile(r"\b(?:was|were|had|achieved|reached|remained|experienced|showed|improved|reduced|maintained)\b")
FOLLOWED = re.compile(
    r"\(?(?:with\s(?:an?\s)?)?(?:median\s|minimum\s)?follow-?up(?:\s(?:of|was|time))?[\s:,]{1,3}\d[\d.]*\s(?:months|years)\)?|\bat\s\d+\smonths\b",
    re.IGNORECASE,
)


def _caption_of(block: Block, caption: tuple[int, int], page: Page, words: list[Words]) -> int | None:
    """The block that titles a table: its caption, else the short line straight above its first cell that is no
    sentence with results of its own."""
    if caption[0] == block.group:
        return caption[1]
    above = page.blocks[block.index - 1] if block.index else None
    plain = above is not None and above.kind in (Kind.PARAGRAPH, Kind.HEADING) and above.cell is None
    if above is None or not plain or len(above.text) >= LONGEST_LEAD:
        return None
    told = words[above.index]
    is_sentence = above.text.rstrip()[-1:] == "." or above.text.count("%") > 1  # the values of two arms
    tells = above.kind is Kind.PARAGRAPH and told.has_number and is_sentence
    return None if tells and TELLS.search(told.text) else above.index


DOSING = re.compile(r"\bdos(?:e|es|age|ing)\b(?! (?:reduc|modif|interr|intens))", re.IGNORECASE)  # cites for itself
OF_DOSING = re.compile(
    r"\W{0,3}(?:recommended\s|how\sto\s|simple\s)?(?:dos(?:e|es|ing|age)|administ\w+)\b.{0,40}$", re.IGNORECASE
)
OF_SAFETY = re.compile(r"[^.;:\d]{0,60}\b(?:safety|tolerab\w+|adverse)\b", re.IGNORECASE)  # opens another subject
DOSED = re.compile(
    r"\W*(?:recommended\s|starting\s)?(?:dos(?:e|ing|age)|administration)\b[^:.\n]{0,40}:", re.IGNORECASE
)
LONGEST_LOOK = 200  # characters of a line that names the analysis of what follows it
SECTIONED = 4  # headings that keep running text to one subject each; with fewer each paragraph speaks for itself
LONGEST_LEAD = 200  # characters of a title over a list
LONGEST_LIST = 200  # items back that a lead-in is sought over
RESULT = re.compile(r"\d\s?%|=\s?\d|\d\smonths\b")
LABEL = re.compile(r"[^:.\n%]{3,80}:")
LABELLED = re.compile(r"[^:.\n]{3,80}:\W{0,2}(?=[\d(])")


BARE_VALUE = re.compile(r"\W{0,2}\d[\d.,]*\s?%?\W{0,3}(?:\n|$|\()")
# What a value below completes: `HR for OS`, `the risk of death fell by`
OPENS = re.compile(
    r"^(?:(?:un)?stratified |adjusted )?(?:HR|OR|RR|(?:[Hh]azard|[Oo]dds|[Rr]isk|[Rr]ate) ratio)(?: (?:for|of) [\w -]{2,40})?[\W\d]*$|\bby[\d*†‡§¶#|]{0,6}$"
)


def _lead(block: Block, lead: Block | None, page: Page, words: list[Words]) -> Block | None:
    """The block that introduces this one: the list item above a nested one, a paragraph that ends in a colon."""
    if block.kind is Kind.HEADING or not block.index or DOSED.match(block.text):
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
    if above.kind in (Kind.PARAGRAPH, Kind.HEADING) and BARE_VALUE.match(block.text) and OPENS.search(above.text):
        return above
    if lead is not None and OPENS.search(lead.text) and BARE_VALUE.match(block.text) and lead.index >= block.index - 4:
        return lead  # the next value that the same words open
    closing = above.text.rstrip().rpartition("\n")[2]
    tells = words[above.index].has_number and closing[-1:] != ":" and not LABEL.match(closing)  # a result of its own
    if LABELLED.match(block.text) and above.kind is Kind.PARAGRAPH and not tells:
        carries_on = LABELLED.match(above.text) and not words[above.index].endpoints
        return lead if lead is not None and carries_on and above.index - lead.index < 8 else above
    if lead is not None and block.kind is Kind.PARAGRAPH and ":" in block.text[:90] and lead.index >= block.index - 6:
        return lead
    return None


def _has_citations(block: Block) -> bool:
    return any(character.isdigit() for mark in block.marks for character in mark.text)


def _citing(block: Block, lead: Block | None, heading: int | None, page: Page) -> int | None:
    """The block whose markers cover one without its own: its lead-in, else a heading; the safety information and the
    boilerplate have their own ones."""
    if lead is not None and _has_citations(lead):
        return lead.index
    is_apart = block.cell is None and block.section in OUTSIDE
    return None if heading is None or (is_apart and page.blocks[heading].section is not block.section) else heading


# `deepened to 69% from 58% at the primary analysis`: only of the value before
OF_ONE_VALUE = re.compile(r"\d\s?%?\s(?:at|in)\s(?:the\s)?$")


def _told_of(own: Words, page_trial: str | None) -> str:
    """The trial that what follows a text is about: the page's own if it is named, else the last one."""
    named = [mention.id for mention in own.trials]
    return next((name for name in reversed(named) if name == page_trial), named[-1])


def _page_trial(page: Page, words: list[Words]) -> tuple[str | None, int]:
    """The trial that the page is about, the only one or the one that most of its body names, and from which block on:
    what stands before it where several are named may be of another one."""
    counts: Counter[str] = Counter()
    first_named: dict[str, int] = {}
    for block, own in zip(page.blocks, words, strict=True):
        for mention in own.trials:
            first_named.setdefault(mention.id, block.index)
        if block.section is not Section.SAFETY:
            counts.update(mention.id for mention in own.trials)
    if not counts:
        return None, 0
    (first, most), *rest = counts.most_common(2)
    if rest and most < 3 * rest[0][1]:
        return None, 0
    return first, first_named[first] if len(first_named) > 1 else 0
