"""The arms that a block without any speaks of: the pair set against each other around it, the one under study there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from claims.arm_mentions import pair_in
from claims.model import Block, Kind, Page, Section
from claims.page_pairs import as_usual, comparators, opponents, pair_labelled, pair_of_page, pairs_of_trials
from claims.words import Words

Pair = tuple[str, str]  # experimental arm, comparator
TOP = 6  # blocks of a page's title, which name its product and label nothing
TITLES = 2  # rank of the headings that part a page
LONGEST_LABEL = 100  # characters of a line that is but an arm with its size
SIZE = re.compile(r"\(?\b[nN]\s?=\s?[\d,/ ]+\)?(?:\s?\(?%\)?)?|\b(?:arm|group|alone|mg|mcg)\b")


@dataclass(frozen=True, slots=True)
class Arms:
    """What stands for the arms of a block that names none."""

    pair: Pair | None
    near_pair: Pair | None  # the same, where its own heading or what stands under it says so
    arm: str | None  # the last one named under its heading
    studied: str | None


class ArmsAbove:
    """The arms that a page has set against each other up to where it has been read; `doses` where those of one medicine
    are compared, so that a dose is part of an arm's name."""

    def __init__(
        self, page: Page, words: list[Words], product: Sequence[str], trials: Sequence[str | None], *, doses: bool
    ) -> None:
        self._page, self._words, self._product, self._doses = page, words, product, doses
        self._times = Counter(str(mention.id) for own in words for mention in own.arms)
        self._of_page = self._usual(pair_of_page(page, words, product))
        self._trials = trials
        of_trials = pairs_of_trials(page, words, product, trials)
        self.of_trials = {trial: self._told(pair) for trial, pair in of_trials.items()}
        self._against = comparators(page, words, product)
        self.opponents = {other: self._told((ours, ours))[0] for other, ours in opponents(page, words, product).items()}
        self._said_pair: tuple[int, Pair] | None = None  # heading, pair
        self._said_arm: tuple[int, str] | None = None
        self._studied: dict[int, str] = {}  # heading -> the first arm with the product that what stands under it names
        self._labels: list[str] = []  # arms that label values since the last title
        self._labelled: Pair | None = None
        self._labels_in: dict[int, dict[str, None]] = {}  # heading -> arms that label values under it

    def of(self, block: Block, headings: Sequence[Words]) -> Arms:
        """The arms around a block, its own text and labels counted in."""
        own, scope = self._words[block.index], scope_of(block)
        self._read_label(block, own)
        said = self._said_pair[1] if self._said_pair and self._said_pair[0] == scope else None
        pair = pair_in(own.text, own.arms) or said
        pair = pair or next((p for p in (pair_in(h.text, h.arms) for h in headings) if p), None)
        labels = tuple(self._labels_in.get(scope, ()))
        pair = pair or self._usual(pair_labelled(labels, self._product))
        studied = next((self._studied[i] for i in reversed(block.trail) if i in self._studied), None)
        labelled = self._labelled if self._labels else None
        is_left = labelled and labels and not any(self._told((own, own))[0] in labelled for own in labels)
        if pair is None and labelled and not is_left and (studied not in self._against or studied == labelled[0]):
            pair = labelled
        if pair is None and studied in self._against:
            pair = str(studied), self._against[str(studied)]
        if pair is None:
            named = {str(mention.id) for mention in own.trials} or {str(self._trials[block.index])}
            pair = self.of_trials.get(next(iter(named))) if len(named) == 1 else None
        pair = self._usual(pair)
        if studied is not None and not self._doses:
            studied = as_usual((studied, studied), self._times)[0]
        arm = self._said_arm[1] if self._said_arm and self._said_arm[0] == scope else None
        return Arms(pair or self._of_page, pair, arm, studied)

    def _usual(self, pair: Pair | None) -> Pair | None:
        return None if pair is None else self._told(pair)

    def _told(self, pair: Pair) -> Pair:
        return pair if self._doses else as_usual(pair, self._times)

    def _read_label(self, block: Block, own: Words) -> None:
        if block.kind is Kind.HEADING and (block.level <= TITLES or own.trials):
            self._labels, self._labelled = [], None
        is_label = _labels_an_arm(block, own) and (block.index >= TOP or SIZE.search(block.text))
        if is_label:
            self._labels_in.setdefault(scope_of(block), {})[own.arms[0].id] = None
        if is_label and own.arms[0].id not in self._labels:
            self._labels.append(own.arms[0].id)
            self._labelled = self._usual(pair_labelled(self._labels, self._product))

    def read(self, block: Block) -> None:
        """Goes on below a block, with what it says of arms."""
        own, below = self._words[block.index], scope_below(block)
        if block.kind is Kind.FOOTNOTE:
            return
        ours = next((m.id for m in own.arms if any(name in m.id for name in self._product)), None)
        if ours and below >= 0 and block.section is Section.BODY:
            self._studied.setdefault(below, ours)
        pair = pair_in(own.text, own.arms)
        if pair:
            self._said_pair = below, pair
        if own.arms:
            self._said_arm = below, own.arms[-1].id


def scope_of(block: Block) -> int:
    """The heading that a block stands under, -1 for none."""
    return block.trail[-1] if block.trail else -1


def scope_below(block: Block) -> int:
    """The heading that what follows a block stands under: a heading itself, else its own one."""
    return block.index if block.kind is Kind.HEADING else scope_of(block)


def _labels_an_arm(block: Block, own: Words) -> bool:
    """Whether a block is no more than the name of an arm, with its size: `Exemplar (n=120)`."""
    if len(own.arms) != 1 or len(block.text) > LONGEST_LABEL or own.has_number:
        return False
    arm = own.arms[0]
    rest = SIZE.sub("", f"{block.text[: arm.start]}{block.text[arm.end :]}")
    return not re.search(r"[A-Za-z]{3}", rest)
