"""Works out what a block inherits from the page around it: headings, lead-in, arms compared, analysis, trial."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.carried.analyses import TELLS, AnalysesAbove
from claims.carried.arms import SIZE, ArmsAbove, scope_of
from claims.carried.citing import CitingAbove, states_a_result
from claims.carried.introduced import LONGEST_LEAD, captions_of, lead_in, title_of
from claims.carried.trials import OF_SAFETY, TrialsAbove
from claims.carried.turns import turns
from claims.model import Block, Kind, Page, Section
from claims.named import like
from claims.pages.headings import is_value
from claims.words import SCHEDULE, Inherited, Words

SECTIONED = 4  # headings that keep running text to one subject each; with fewer each paragraph speaks for itself


def inherited(page: Page, words: list[Words], product: Sequence[str] = (), *, doses: bool = False) -> list[Inherited]:
    """What governs each block of a page, by the words of its blocks; `doses` where it sets doses against each other."""
    title, opens_story = title_of(page)
    is_news = sum(b.kind is Kind.HEADING and b.section is Section.BODY for b in page.blocks) < SECTIONED
    captions = captions_of(page, words)
    citing = CitingAbove(page, words, title)
    trials = TrialsAbove(page, words)
    arms = ArmsAbove(page, words, product, _trials_of_blocks(page, words), doses=doses)
    analyses = AnalysesAbove(page, words, title, opens_story=opens_story, is_news=is_news)
    found: list[Inherited] = []
    lead: Block | None = None
    group: tuple[int, str] | None = None  # heading, the last label under it that names a group of patients
    timed: Words | None = None  # the last line under the last heading that says no more than when
    ended: set[int] = set()  # headings that introduce a list which is over
    for block in page.blocks:
        own, scope = words[block.index], scope_of(block)
        citing.read(block)
        titled = captions.get(block.cell.table) if block.cell is not None else None
        if block.kind is Kind.PARAGRAPH and page.blocks[block.index - 1].kind is Kind.ITEM:
            ended.update(i for i in block.trail if page.blocks[i].text.rstrip().endswith(":"))
        headings = tuple(words[i] for i in reversed(block.trail) if i not in ended)
        lead = lead_in(block, lead, page, words)
        timed = None if block.kind is Kind.HEADING or turns(block) else own if _says_when(block, own) else timed
        around = arms.of(block, headings)
        is_long = block.kind is Kind.PARAGRAPH and len(block.text) > LONGEST_LEAD
        if is_long:
            headings = tuple(_without_its_time(heading) for heading in headings)
        is_story = is_long and (is_news or bool(OF_SAFETY.match(block.text)))
        analysis = analyses.of(block, titled, trials.last, is_story=is_story)
        trial = trials.of(block, headings)
        found.append(
            Inherited(
                headings=headings,
                lead=words[lead.index] if lead is not None and lead.index != block.index else None,
                pair=around.pair,
                near_pair=around.near_pair,
                opponents=arms.opponents,
                of_trials=arms.of_trials,
                arm=around.arm,
                studied=around.studied,
                group=group[1] if group and group[0] == scope else None,
                analysis=analysis if block.section is not Section.SAFETY else None,
                trial=trial,
                title=title,
                timed=timed or _time_of_number_before(block, page, words),
                caption=words[titled] if titled is not None else None,
                citing=citing.of(block, lead, titled),
            )
        )
        if found[-1].parts_patients and _is_group_label(block, own):
            group = scope, like(block.text, SIZE.sub("", SIZES.sub("", block.text)).strip(" :*"))
        arms.read(block)
        analyses.read(block, trial)
        trials.read(block)
    return found


def _says_when(block: Block, own: Words) -> bool:
    """Whether a line says when what stands below it was measured, and no result: `Week 16`, `Week 52, maintenance`."""
    is_line = block.kind is Kind.PARAGRAPH and block.cell is None and block.section is Section.BODY
    if not is_line or len(own.timepoints) != 1 or own.has_number or len(block.text) > LONGEST_GROUP:
        return False
    return not SCHEDULE.search(block.text) and block.text.rstrip()[-1:] not in ".;"


def _time_of_number_before(block: Block, page: Page, words: list[Words]) -> Words | None:
    """The block before a number whose label names no more than a group, where a label with a time stands over the number
    there: `In response at 24 months`, `66.9%`, then `87.9%`, `patients with a complete response`."""
    own = words[block.index]
    before = page.blocks[block.index - 1] if block.index else None
    is_bare = is_value(block.text.partition("\n")[0]) and own.populations and not (own.endpoints or own.timepoints)
    if before is None or not is_bare or before.trail != block.trail or before.cell is not None:
        return None
    label, _, rest = before.text.partition("\n")
    is_over = not is_value(label) and is_value(rest.partition("\n")[0])
    told = words[before.index].timepoints
    return words[before.index] if is_over and len(told) == 1 and told[0].end <= len(label) else None


def _trials_of_blocks(page: Page, words: list[Words]) -> list[str | None]:
    """The trial of each block by what stands above it, whatever else it inherits."""
    trials = TrialsAbove(page, words)
    found: list[str | None] = []
    for block in page.blocks:
        found.append(trials.of(block, tuple(words[i] for i in reversed(block.trail))))
        trials.read(block)
    return found


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


def _without_its_time(heading: Words) -> Words:
    """A heading as running text inherits it: where it is a sentence with a result, its time is that of this one only."""
    is_sentence = heading.timepoints and SENTENCE.search(heading.text) and states_a_result(heading.text)
    return replace(heading, timepoints=()) if is_sentence else heading


SENTENCE = re.compile(
    r"\bvs\.?\s|\bversus\b|\b(?:was|were|had|achieved|reached|remained|experienced|showed|improved|reduced|maintained)\b"
)
