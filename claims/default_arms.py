"""The arm of a result that names none: that of the product which the page is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.evidence import Filled
from claims.model import TOLD_OF, Section
from claims.of_groups import own_group
from claims.sides import AGAINST_REACH, COMPARATIVE, ENDS_AGAINST, oriented
from claims.site import Site

# Results of everybody, or of no trial at all: `in both arms`, `overall`, `each year`, `worldwide`.
OF_ALL = re.compile(
    r"\b(?:both|all|either|each|any|neither)\s(?:\w+\s)?(?:groups?|arms?)\b|\b(?:worldwide|globally|each year|every year|annually|in the (?:United States|US|world|UK|EU)|in the U\.S)\b|\bsurvive\b|\blive\s(?:with|for|more)\b",
    re.IGNORECASE,
)


# `reducing survival from 55% to 48%`: what it was before is of another arm than what it became, or of another time.
FROM_TO = re.compile(r"\bfrom\s(?:\d[\d.]*\s?%\sto\s)?$")
# What patients were like, and how many events a look had: of all arms together.
OF_THE_TRIAL = re.compile(
    r"(?<!from )\b(?:baseline|characteristics|demographics|study design|information fraction|planned|maturity|data cut-?off|(?:PFS|OS|DFS)\sevents|not (?:yet )?mature|immature)\b",
    re.IGNORECASE,
)
# `an analysis of the 250 patients (52%) who had none`: how large a part of the trial was looked at
OF_THE_SO_MANY = re.compile(r"\banaly[sz](?:is|es|ed)\s(?:\w+\s)?(?:of|in|among|for)\s(?:the\s)?$")
BEFORE = 40  # characters
COMPARED = COMPARATIVE - {"fold"}  # `smoking doubles the risk` is of no arm
CHANGES = frozenset({"mean_change", "mean", "median"})
CORRECTED = re.compile(r"\b(?:placebo|vehicle|sham|control)[-\s](?:corrected|adjusted|subtracted)\b", re.IGNORECASE)
RESULTS = frozenset({"response", "time"})  # kinds of endpoints that a trial tells by arm


UNDER_STUDY = f"the arm under study, {TOLD_OF}"


def default_arm(site: Site, measure: str, kind: str | None, at: int, end: int) -> Filled:
    """The product's arm for a ratio, a reduction or a difference that is told of no arm, and for a response, a survival,
    a change, the share with a level or a median time; its comparator's for a value that is set against one before it.

    `kind` is that of its endpoint, `at` where it begins and `end` where it ends.
    """
    is_result = measure in COMPARED or _is_of_an_arm(site, measure, kind)
    is_result = is_result or (measure in CHANGES and bool(CORRECTED.search(site.block.text, *site.segment)))
    if measure not in COMPARED and FROM_TO.search(site.block.text, max(site.segment[0], at - AGAINST_REACH), at):
        return Filled()
    if not is_result or _is_of_no_trial(site) or OF_ALL.search(site.block.text, *site.segment):
        return Filled()
    if measure not in COMPARED and OF_THE_SO_MANY.search(site.block.text, max(site.segment[0], at - BEFORE), at):
        return Filled()
    pair = site.inherited.near_pair
    if measure not in COMPARED and _is_set_against(site, at) and not own_group(at, end, site.words):
        pair = pair or site.inherited.pair
        return (
            Filled(oriented(pair, site.context.arms.product)[1], "the comparator, set against it") if pair else Filled()
        )
    studied = site.inherited.studied
    if pair is None and studied is not None and studied not in site.context.arms.product:
        return Filled(studied, UNDER_STUDY)  # `Exemplar + partner`, as this part of the page names it
    if pair is None and studied is not None and site.inherited.pair and not _has_product(site.inherited.pair, site):
        return Filled(studied, UNDER_STUDY)  # the pair of the page is another trial's
    pair = pair or site.inherited.pair
    if pair:
        return Filled(oriented(pair, site.context.arms.product)[0], UNDER_STUDY)
    if _joins_product(site.said.arm, site.context.arms.product):
        return Filled(site.said.arm, "named last in the block")
    return Filled(site.product, f"the product, {TOLD_OF}")


def _has_product(pair: tuple[str, str], site: Site) -> bool:
    return any(name in arm for arm in pair for name in site.context.arms.product)


def _joins_product(arm: str | None, product: Sequence[str]) -> bool:
    """Whether an arm is the product with a partner: `Exemplar with ABC`."""
    return arm is not None and arm not in product and any(name in arm for name in product)


def _is_of_no_trial(site: Site) -> bool:
    """Whether a paragraph about a disease or a company tells a number, not one about a trial of the product."""
    if site.block.section is not Section.BOILERPLATE:
        return False
    own = site.context.words[site.block.index]
    return not any(name in mention.id for mention in own.arms for name in site.context.arms.product)


def _is_set_against(site: Site, at: int) -> bool:
    """Whether a value stands behind another of its line, with words between that set it against that one."""
    words = ENDS_AGAINST.search(site.block.text, max(site.segment[0], at - AGAINST_REACH), at)
    return words is not None and any(map(str.isdigit, site.block.text[site.segment[0] : words.start()]))


def _is_of_an_arm(site: Site, measure: str, kind: str | None) -> bool:
    """Whether a value is a result that a trial tells by arm, where its arms are not doses of the product."""
    by_arm = (
        measure == "mean_change"
        or (measure == "rate" and kind in (*RESULTS, "level"))
        or (measure == "median_time" and kind in RESULTS)
    )
    if site.context.arms.doses or not by_arm:
        return False
    over = " ".join(h.text for h in (site.inherited.caption, *site.inherited.headings[:1]) if h)
    return not OF_THE_TRIAL.search(site.block.text, *site.segment) and not OF_THE_TRIAL.search(over)
