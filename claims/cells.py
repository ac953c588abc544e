"""Table cells and stat tiles to claims, by their row and column headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims import heads as printed
from claims.arm_mentions import arm_mentions, pair_in
from claims.assemble import assemble
from claims.cell_forms import COUNT_ROW, GRADES, completed
from claims.cell_units import MEAN_LABEL, with_headings
from claims.citing import cited_by_block, cited_in
from claims.context import PageContext
from claims.default_arms import default_arm
from claims.endpoint_kinds import kind_of
from claims.evidence import Filled, cited_anew, given, refilled, without
from claims.graded import graded_name, has_grade
from claims.head_parts import BARE_STUB
from claims.head_units import VOLUMES
from claims.idle_heads import tells_nothing
from claims.lexicon import pattern
from claims.measured import told_by
from claims.measures import measure_of
from claims.model import Block, Claim
from claims.named import like, like_all, spots_of
from claims.pages.tiles import TILES
from claims.phrased import choose
from claims.populations import says_in_whom
from claims.printed import Estimate
from claims.reductions import Surroundings, says
from claims.sides import COMPARATIVE, Sides, oriented
from claims.site import Chosen, Said, Site
from claims.situated import BASELINE, TIMED
from claims.skeleton import Skeleton
from claims.tables import Headed, headed
from claims.timepoints import timepoints
from claims.titled import titled
from claims.units import dimension
from claims.worded import REACH
from claims.words import Words


def cell_claims(block: Block, context: PageContext, estimates: Sequence[Estimate]) -> Iterator[tuple[Estimate, Claim]]:
    """Each estimate of a cell, as its headings complete it, with its claim."""
    told = headed(block, context)
    whole = (0, len(block.text))
    words = context.words[block.index]
    site = Site(
        context=context,
        block=block,
        segment=whole,
        words=words,
        window=whole,
        first=0,
        said=Said(),
        skeleton=Skeleton(words, whole, ()),
    )
    side = _side(told, words, block, context)
    estimates = completed(block.text, told, estimates)
    labels = _slash_labels(told, estimates)
    for i, estimate in enumerate(estimates):
        stated = with_headings(estimate, told)
        name = _endpoint(site, stated, told, labels[i] if labels else None, len(estimates) > 1)
        name = graded_name(name, told.caption) if stated.unit == "%" else name
        before = block.text[max(0, estimate.start - REACH) : estimate.start]
        after = block.text[estimate.end : estimate.end + REACH]
        heads = like_all((told.labels, told.arm_head), f"{told.labels} | {told.arm_head}")
        around = Surroundings(before, before, after, after, heads, told.caption)
        measure = measure_of(stated, around, kind_of(name), name)
        if measure == "threshold" and stated.op == "=":
            measure = next((kind for kind in ("median", "mean") if kind in told.labels.casefold()), "other")
        if measure in ("other", "mean") and says("mean_change", told.stub):
            measure = "mean_change"  # `Mean change from baseline` over the labels of the rows
        if measure == "mean_change" and OVER_ANOTHER.search(told.labels):
            measure = "difference"
        if measure == "rate" and stated.n is None and stated.of is None and MEAN_LABEL.search(told.labels):
            measure = "median" if "median" in told.labels.casefold() else "mean"
        tied = side
        among = context.table_arms.get(block.cell.table if block.cell else TILES, ())
        if measure in COMPARATIVE and side.arm is None and len(among) > 1:
            tied = Sides(*oriented((among[0], among[1])), "arms of the table")
        what = told_by(measure, stated, around, block.index)
        claim = assemble(site, stated, Chosen(name, "names the endpoint"), what, tied)
        if stated.of is not None and stated.of != estimate.of:
            claim = given(claim, "of", claim.of, "size of the arm in its head", *spots_of(told.arm_head))
        if measure not in ("rate", "count"):
            claim = without(claim, "of")
        slots = {
            "arm": Filled(tied.arm, tied.pattern)
            if tied.arm
            else _arm_of_row(told, site) or default_arm(site, measure, kind_of(name), estimate.start, estimate.end),
            "versus": Filled(tied.versus if measure in COMPARATIVE else None, tied.against or tied.pattern),
        }
        if told.population:
            slots["population"] = Filled(told.population, "names the group")
        if told.trial:
            slots["trial"] = Filled(told.trial, "names the trial")
        if told.analysis:
            slots["analysis"] = Filled(told.analysis, "names the analysis")
        point = _timepoint(told, claim, measure, site)
        if point != claim.timepoint:
            slots["timepoint"] = Filled(point, "names the time")
        claim = refilled(site, claim, slots)
        yield stated, _with_label_marks(claim, block, context)


# `Change in HbA1c vs placebo, LS mean` labels what two arms differ by; `vs baseline` what one changed by.
OVER_ANOTHER = re.compile(
    r"\bchange\b[^|%]{0,60}\s(?:vs\.?|versus|relative to|compared (?:with|to)|over)\s(?:the\s)?(?:placebo|control|comparator|vehicle|sham)\b",
    re.IGNORECASE,
)
# A row headed by nothing but a brand's name: `OLANZA` beside `LURIDA`.
BRAND = re.compile(r"(?P<name>[A-Z]{5,})[®™]*(?:\s?[\d,*†‡]+)?")


def _arm_of_row(told: Headed, site: Site) -> Filled | None:
    """The medicine that heads a row of a table in which the product heads another; never the product itself."""
    cell = site.block.cell
    brand = BRAND.fullmatch(told.row.strip())
    among = site.context.table_arms.get(cell.table, ()) if cell else ()
    is_beside = brand and told.code and any(name.isupper() for name in site.context.arms.product)
    if not brand or not is_beside or brand["name"] in (told.code, *among):
        return None
    return Filled(like(told.row, brand["name"]), "names the medicine of the row")


def _timepoint(told: Headed, claim: Claim, measure: str, site: Site) -> str | None:
    """When: by the cell's heads, its caption or the heading above, where the measure has a time."""
    if measure not in TIMED:
        return claim.timepoint
    if told.timepoint:
        return told.timepoint
    if BASELINE.match(told.labels.strip(" *|")):
        return None
    stub = printed.stub(site.block, site.context)
    in_stub = [replace(point, id=like(stub, point.id)) for point in timepoints(stub)]
    caption = site.inherited.caption.timepoints if site.inherited.caption else ()
    heading = site.inherited.headings[0].timepoints if site.inherited.headings else ()
    near = next((points[-1].id for points in (in_stub, caption) if points), None)
    if near is None and OF_SAFETY.search(told.caption):
        return claim.timepoint if site.words.timepoints else None  # reactions are told over the whole trial
    return near or claim.timepoint or (heading[-1].id if heading else None)


OF_SAFETY = re.compile(r"\badverse\s(?:reactions?|events?)\b|\bside effects\b", re.IGNORECASE)


def _side(told: Headed, words: Words, block: Block, context: PageContext) -> Sides:
    """The arm of a cell: by its headings, in the cell itself, or in the words of a tile's label or a caption."""
    if told.arm:
        return Sides(told.arm, told.versus, "names the arm")
    if words.arms:
        return Sides(words.arms[0].id, None, "named in the cell")
    named = arm_mentions(told.labels, context.arms)
    for head in (told.labels, told.caption):
        pair = pair_in(head, arm_mentions(head, context.arms))
        if pair:
            return Sides(like(head, pair[0]), like(head, pair[1]), f"pair: {pair[0]} vs {pair[1]}")
    products = {*context.arms.brands, *context.arms.generic_of.values()}
    own = [mention.id for mention in named if any(product in mention.id for product in products)]
    if not own and block.index in context.arms_below:
        return Sides(context.arms_below[block.index], None, "named below")
    return Sides(like(told.labels, own[0]), None, "names the product") if own else Sides()


def _endpoint(site: Site, estimate: Estimate, told: Headed, label: str | None, has_company: bool) -> str | None:
    if estimate.unit == "patients" and COUNT_ROW.search(told.row):
        return "patients"
    if dimension(estimate.unit) == "dose" and not (estimate.unit in VOLUMES and told.endpoint):
        if told.arm and not site.words.arms and "+" not in told.arm:
            return like(told.arm, f"{told.arm} dose")  # of the medicine that its row names
        return choose(site, estimate, site.segment, None).name
    is_code = (
        told.code
        and not has_grade(told.endpoint)
        and (kind_of(told.code) != "event" or not told.endpoint or ABBREVIATED.fullmatch(told.code))
    )
    if told.code and is_code and not _says_more(told.endpoint, told.code):
        return told.code
    named = (site.inherited.caption, *site.inherited.headings)
    outer = next((w.endpoints[0].id for w in named if w and w.endpoints), None)
    own = None if outer and told.endpoint and STATISTIC.fullmatch(told.endpoint) else told.endpoint
    own = None if own and tells_nothing(own, site.context) else own
    is_tile = site.block.cell is not None and site.block.cell.table == TILES
    near = site.inherited.headings[:1]
    own = None if own and is_tile and near and near[0].endpoints and says_in_whom(own) else own
    own = _without_arm(own, site.context) if own else None
    kind = _kind_in_cell(site, estimate) if own and not label and not site.words.endpoints else None
    own = like(own, f"{own}: {kind}") if kind else own
    of_rows = _of_trials(told) if not (label or own) else None
    name = label or own or of_rows or outer or titled(site.inherited)
    is_range = estimate.form in ("range", "(range)", "low-high") and has_company
    return like(name, f"{name} (range)") if name and is_range else name


def _of_trials(told: Headed) -> str | None:
    """What the head over rows of trials says was measured in each: `IGA-TS at week 8`."""
    if (
        not told.trial
        or not told.row.startswith(told.trial)
        or BARE_STUB.fullmatch(told.stub)
        or says_in_whom(told.stub)
    ):
        return None
    name = AT_A_TIME.sub("", told.stub).strip(" ,:*")
    return like(told.stub, name) if LETTERS.search(name) else None


AT_A_TIME = re.compile(
    r",?\s(?:at|through|by|after|over)\s(?:the\s)?(?:weeks?|months?|days?|years?|\d)\b.*$", re.IGNORECASE
)
LETTERS = re.compile(r"[^\W\d_]{3}")
ITS_ARM = re.compile(r"\s\((?P<arm>[^()]{2,60})\)$")


def _without_arm(name: str, context: PageContext) -> str:
    """A label without the arm in brackets behind it: `nausea (placebo)`."""
    behind = ITS_ARM.search(name)
    is_arm = behind and any(len(m.id) >= 0.8 * len(behind["arm"]) for m in arm_mentions(behind["arm"], context.arms))
    return like(name, name[: behind.start()]) if behind and is_arm else name


# `75% male`, `Lung (68%)`, `Favorable 27`: the kind that a share is of, beside it in its cell.
KIND = re.compile(r"[A-Z][a-z]+(?:\s[a-z]{2,})*\s?\(?|\)?\s[A-Z]?[a-z]{2,}(?:\s[a-z]{3,})*|\)")


def _kind_in_cell(site: Site, estimate: Estimate) -> str | None:
    """The word beside the only number of a cell, where it is neither its unit nor an arm nor a time."""
    text = site.block.text
    parts = (text[: estimate.start], text[estimate.end :])
    if site.words.arms or site.words.timepoints or not all(KIND.fullmatch(part) for part in parts if part):
        return None
    told = " ".join(word for part in parts if (word := part.strip(" ()")))
    return told if WORD.fullmatch(told) and not pattern("phrases", "links").fullmatch(told.casefold()) else None


WORD = re.compile(r"[A-Za-z]{4,}(?:\s[a-z]{3,}){0,3}")


def _says_more(label: str | None, code: str) -> bool:
    """Whether a label says which response its plain name means: `Symptomatic remission` for `remission`."""
    if label is None or not PLAIN.search(code) or kind_of(code) != "response":
        return False
    words = IN_WHOM.sub("", label.casefold()).split()
    return code.casefold() in label.casefold() and len(code.split()) < len(words) <= len(code.split()) + MOST_MORE


PLAIN = re.compile(r"[a-z]{4}")
IN_WHOM = re.compile(
    r"^(?:people|patients|subjects|participants|adults|children)\s(?:with|who (?:had|have|achieved|reached))\s"
)
MOST_MORE = 2  # words that say which response is meant
ABBREVIATED = re.compile(r"[A-Z]{2,}\d?")  # an event rate by its abbreviation needs no more words: `ARR`
STATISTIC = re.compile(r"(?:median|mean|rate|events?|patients)(?:,.*)?", re.IGNORECASE)  # labels that name no endpoint


def _slash_labels(told: Headed, estimates: Sequence[Estimate]) -> list[str] | None:
    """`90%/43%` over `Prior PI/lenalidomide`: one label each, the words before the first shared; `64 / 7` of all grades
    and of some."""
    graded = GRADES.search(told.caption) or GRADES.search(told.labels)
    if graded and len(estimates) == 2 and told.endpoint and estimates[0].form == estimates[1].form == "number":
        grade = graded["second"] if graded["second"][0].isalpha() else f"grade {graded['second']}"
        return [told.endpoint, like(told.endpoint, f"{grade} {told.endpoint}")]
    parts = (told.endpoint or "").split("/")
    if len(estimates) < 2 or len(parts) != len(estimates) or told.code:
        return None
    head = parts[0].rpartition(" ")[0]
    return [like(told.endpoint, name) for name in (parts[0], *(f"{head} {part}".strip() for part in parts[1:]))]


def _with_label_marks(claim: Claim, block: Block, context: PageContext) -> Claim:
    """A cell's own markers, else those printed on its row label, its group, its column head or the tile's label."""
    cell = block.cell
    if cell is None:
        return claim
    own = cited_in(block, (0, len(block.text)), (0, len(block.text)))
    heads = [context.marked_labels.get((cell.table, head)) for head in (*cell.row_heads, *cell.column_heads, cell.stub)]
    marks = [cited_by_block(head) for head in heads if head is not None]
    numbered = own if own.citations else next((mark for mark in marks if mark.citations), None)
    noted = None if claim.footnotes else next((mark for mark in marks if mark.footnotes), None)
    if numbered is None and noted is None:
        return claim
    return cited_anew(claim, numbered, noted)
