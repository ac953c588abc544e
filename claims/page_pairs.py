"""The arms that a page compares: as a whole, in the heads of its tables, by the labels of its values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from claims.arm_mentions import pair_in
from claims.dose_arms import ITS_DOSE
from claims.lexicon import load
from claims.model import Kind, Page, Section
from claims.named import like
from claims.words import Words

OUTSIDE = frozenset({Section.SAFETY, Section.BOILERPLATE})  # a medicine named there treats a reaction, as a rule


def pair_labelled(labelled: Sequence[str], product: Sequence[str]) -> tuple[str, str] | None:
    """The two arms that label the values of a part of the page: the product's, and a placebo before other comparators."""
    ours = next((arm for arm in labelled if any(name in arm for name in product)), None)
    others = [arm for arm in labelled if arm != ours and arm not in product]
    controls = load("arms")["controls"]
    first = ours or (others.pop(0) if len(others) > 1 and others[0].casefold() not in controls else None)
    control = next((arm for arm in others if arm.casefold() in controls), None)
    second = control or (others[0] if others else None)
    return (first, second) if first and second else None


def pair_of_page(page: Page, words: list[Words], product: Sequence[str]) -> tuple[str, str] | None:
    """The arms that the page as a whole compares: the pair set against each other most often, headings counting thrice,
    the two columns of a table once; those of other medicines only where the product's own arm is never set against one."""
    pairs = _pairs(page, words)
    ours = Counter({pair: n for pair, n in pairs.items() if any(name in arm for arm in pair for name in product)})
    told = [words[block.index] for block in page.blocks if block.section not in OUTSIDE]
    together = None if ours else _named_together(told, product) or _named_together(words, product)
    controls = load("arms")["controls"]
    often = ours or pairs
    # Of two as often set against, a placebo is what the page as a whole compares with.
    return together or max(often, key=lambda pair: (often[pair], pair[1].casefold() in controls), default=None)


def comparators(page: Page, words: list[Words], product: Sequence[str]) -> dict[str, str]:
    """For each combination with the product the arm that a page sets against it most often."""
    found: dict[str, str] = {}
    for (first, second), _ in _pairs(page, words).most_common():
        if first not in product and any(name in first for name in product) and not any(n in second for n in product):
            found.setdefault(first, second)
    return found


def opponents(page: Page, words: list[Words], product: Sequence[str]) -> dict[str, str]:
    """For each comparator, folded, the arm with the product that a page sets against it most often."""
    found: dict[str, str] = {}
    for pair, _ in _pairs(page, words).most_common():
        ours = [any(name in arm for name in product) for arm in pair]
        if ours[0] != ours[1]:
            found.setdefault(pair[ours.index(False)].casefold(), pair[ours.index(True)])
    return found


def pairs_of_trials(
    page: Page, words: list[Words], product: Sequence[str], trials: Sequence[str | None]
) -> dict[str, tuple[str, str]]:
    """For each of several trials the arms that its blocks compare, or name most: `trials` tells that of each block."""
    parts: dict[str, list[int]] = {}
    for block, own, trial in zip(page.blocks, words, trials, strict=True):
        named = {str(mention.id) for mention in own.trials} or ({trial} if trial else set())
        if len(named) == 1:
            parts.setdefault(next(iter(named)), []).append(block.index)
    found: dict[str, tuple[str, str]] = {}
    for trial, at in parts.items() if len(parts) > 1 else ():
        pairs = _pairs(page, words, at)
        ours = Counter({pair: n for pair, n in pairs.items() if any(name in arm for arm in pair for name in product)})
        own_words = [words[i] for i in at]
        pair = max(ours, key=lambda pair: ours[pair], default=None) or _named_together(own_words, product)
        pair = pair or _named_most(own_words, product)
        if pair:
            found[trial] = pair
    return found


def _pairs(page: Page, words: list[Words], at: Sequence[int] | None = None) -> Counter[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    columns: dict[int, dict[str, None]] = {}
    for block in page.blocks if at is None else [page.blocks[i] for i in at]:
        own = words[block.index]
        pair = pair_in(own.text, own.arms)
        if pair is None and len(own.arms) == 2 and all(HAS_SIZE.match(own.text, arm.end) for arm in own.arms):
            pair = own.arms[0].id, own.arms[1].id  # `Exemplar (n=323) control (n=328)`: the heads of a table
        if pair and pair[0] != pair[1]:
            pairs[pair] += 3 if block.kind is Kind.HEADING else 1
        if block.cell is not None and block.cell.table and block.cell.header:
            columns.setdefault(block.cell.table, {}).update(dict.fromkeys(mention.id for mention in own.arms))
    pairs.update(tuple(arms) for arms in columns.values() if len(arms) == 2)  # type: ignore[misc]  # of just two
    return pairs


HAS_SIZE = re.compile(r"\s?\(\s?[nN]\s?=\s?[\d,]+\)")


def as_usual(pair: tuple[str, str], times: Mapping[str, int]) -> tuple[str, str]:
    """A pair by the names that a page uses most: an arm without the dose that only its design sentence tells."""
    first, second = (
        like(arm, bare) if (bare := _bare(arm)) and times.get(bare, 0) > times.get(str(arm), 0) else arm for arm in pair
    )
    return first, second


def _bare(arm: str) -> str:
    """An arm without its doses and its other name in brackets; it may have been told over several lines."""
    return " ".join(OTHER_NAME.sub("", ITS_DOSE.sub("", arm)).split())


OTHER_NAME = re.compile(r"\s\([a-z][a-z-]{4,40}\)")


def _named_together(words: list[Words], product: Sequence[str]) -> tuple[str, str] | None:
    """The product's arm and the other that the page's blocks name most often with it and with no third."""
    pairs: Counter[tuple[str, str]] = Counter()
    for own in (told for told in words if told.has_number):
        told = [m for m in own.arms if not BEFORE_TRIAL.search(own.text, max(0, m.start - REACH), m.start)]
        names = list(dict.fromkeys(mention.id for mention in told))
        ours = [name for name in names if any(one in name for one in product)]
        others = [name for name in names if name not in ours]
        if len(ours) == len(others) == 1:
            pairs[(ours[0], others[0])] += 1
    return pairs.most_common(1)[0][0] if pairs else None


# What patients had before the trial is no arm of it: `had progressed on a gemcitabine-based regimen`.
BEFORE_TRIAL = re.compile(
    r"\b(?:progress\w*|relaps\w*|refractory|intoleran\w+|prior|previous(?:ly)?|pre-?treated|failed|failure|"
    r"inadequate(?:ly)?\s\w+)\s(?:to\s|on\s|after\s|with\s|of\s|following\s|by\s|use\s|treatment\s|treated\s|therapy\s|received\s|a\s|an\s|at least one\s|one\s|or more\s|more\s){0,5}$",
    re.IGNORECASE,
)
REACH = 60  # characters before a medicine that may say so


def _named_most(words: list[Words], product: Sequence[str]) -> tuple[str, str] | None:
    """The product's arm that blocks name most, and the control or the product's partner alone that they name most."""
    times = Counter(mention.id for own in words for mention in own.arms)
    ours = Counter({arm: n for arm, n in times.items() if any(name in arm for name in product)})
    if not ours:
        return None
    first = max(ours, key=lambda arm: (ours[arm], len(arm)))
    others = Counter({arm: n for arm, n in times.items() if arm not in ours and _is_opposite(arm, first)})
    return (first, others.most_common(1)[0][0]) if others else None


def _is_opposite(arm: str, first: str) -> bool:
    """Whether an arm is what another is set against by its name: a control, or a partner of the other by itself."""
    bare = ALONE.sub("", arm)
    return bare.casefold().startswith(tuple(load("arms")["controls"][:3])) or (bare != arm and bare in first)


ALONE = re.compile(r"\s(?:alone|only|monotherapy)$")
