"""A page's sentences -> those that promise something in the words of a list: of the product, not denied, not of the disease."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.sentences import QUOTED, Said, Sentence, Sentences, is_led_by, said
from checker.surroundings import Surroundings
from checker.wordlists import is_used
from claims.model import Extraction, Kind
from references.model import Product
from references.names import small
from references.phrases import LETTERS_OR_DIGITS, Phrases
from references.trial_names import names_of_product

MARKED = re.compile(r"\b([A-Z][\w-]{2,40})\s?(?:[®™]|\((?:R|TM)\))")
SHOUTED = re.compile(r"(?<![\w-])[A-Z]{6,20}(?![\w:-])")  # a brand in capitals, for no page has it in small letters
PLAIN = re.compile(r"(?<![\w-])[a-z]{6,20}(?![\w-])")
TITLED = re.compile(r"[A-Z][a-z]")
TAKEN_UP = re.compile(r"\W*[Ii]t(?:'s|’s)?\s")
HEADLESS = re.compile(
    r"\W*[A-Z][a-z]{2,}(?<!s)s\s(?!(?:is|are|was|were|has|have|can|may|and|or|of|with|in)\b)"
)  # `Stops pain`
CLAUSE = 25  # words between what a study set out to do and what it looked for
HEADLINE = 8  # words: with no more, a line is a slogan, and its subject is the page's own


@dataclass(frozen=True)
class Promises:
    """The sentences of one page that promise something, and whether they speak of its product."""

    extraction: Extraction
    sentences: Sentences
    products: tuple[Product, ...]
    surroundings: Surroundings

    def saying(self, name: str, *keys: str) -> Iterator[tuple[Sentence, tuple[Said, ...]]]:
        """Promotional sentences with the words of lists that they use: neither denied nor quoted, asked nor sought."""
        for sentence in self.sentences.promotional:
            told = _apart(one for key in keys or ("words",) for one in said(sentence, name, key))
            meant = [one for one in told if not one.is_denied and not _is_named(one) and not is_sought(one)]
            if meant and not self.is_about_disease(sentence) and not sentence.text.rstrip(" ”\"'").endswith("?"):
                yield sentence, tuple(meant)

    def is_about_disease(self, sentence: Sentence) -> bool:
        """Whether it stands under a heading about the disease and no product, or says what patients still need."""
        heading = self._heading(sentence)
        is_headed = is_used(heading, "setting", "disease") and not self.names_it(heading)
        return is_headed or is_used(sentence.text, "setting", "need")

    def is_named_in(self, sentence: Sentence) -> bool:
        """Whether a sentence, its block or the heading above it speaks of the product, or it is a line of few words."""
        texts = [sentence.text, sentence.block.text, self._heading(sentence), self._spoken_of_before(sentence)]
        if sentence.block.kind is Kind.ITEM and HEADLESS.match(sentence.text):
            texts += [
                blocks[at].text for at in sentence.block.trail if (blocks := self.surroundings.blocks) and at in blocks
            ]
        return self.is_slogan(sentence) or any(self.names_it(text) for text in texts)

    def _spoken_of_before(self, sentence: Sentence) -> str:
        """The block above, where a sentence takes up its subject: `It is fast` below a line on the product."""
        above = self.surroundings.blocks.get(sentence.block.index - 1) if TAKEN_UP.match(sentence.text) else None
        return above.text if above is not None and above.trail == sentence.block.trail else ""

    def is_slogan(self, sentence: Sentence) -> bool:
        """Whether it is a heading or a line of few words, whose subject is the page's own."""
        return sentence.block.kind is Kind.HEADING or len(sentence.text.split()) <= HEADLINE

    def names_it(self, text: str) -> bool:
        """Whether a text names a product: of the registry, of the page, by a mark or the ending of a generic name."""
        return (
            next(iter(self._names.found(small(text))), None) is not None
            or is_used(text, "setting", "product")
            or is_used(text, "setting", "names")
            or bool(MARKED.search(text))
        )

    def _heading(self, sentence: Sentence) -> str:
        heading = self.surroundings.blocks.get(sentence.block.trail[-1]) if sentence.block.trail else None
        return heading.text if heading else ""

    @cached_property
    def _names(self) -> Phrases[str]:
        named = {name for product in self.products for name in names_of_product(product)}
        for brand, generic in self.extraction.generics.items():
            named |= {brand, generic}
        blocks = self.extraction.page.blocks
        plain = {word for block in blocks for word in PLAIN.findall(block.text)}
        for block in blocks:
            named.update(MARKED.findall(block.text))
            if not block.text.isupper():
                named.update(word for word in SHOUTED.findall(block.text) if word.casefold() not in plain)
        named.difference_update(self.extraction.abbreviations)
        return Phrases([(small(name), name) for name in sorted(named)], LETTERS_OR_DIGITS)


def is_sought(one: Said) -> bool:
    """Whether a word is what a study set out to find."""
    text = one.sentence.text
    start = len(text[: one.use.start].rstrip("( "))  # a short form in brackets stands for the words in front of them
    return is_led_by(text, start, "setting", "aims", far=CLAUSE)


def is_hedged(one: Said) -> bool:
    """Whether it is said to be possible, or wished for."""
    return is_led_by(one.sentence.text, one.use.start, "setting", "hedges")


def words_of(told: tuple[Said, ...]) -> str:
    """The words of a finding as they stand on the page, each once: `“fast” and “powerful”`."""
    words = list(dict.fromkeys(" ".join(one.words.split()) for one in told))
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _apart(told: Iterable[Said]) -> list[Said]:
    """Uses from left to right without those that lie within a longer one: `energy` within `more energy`."""
    apart: list[Said] = []
    for one in sorted(told, key=lambda one: (one.use.start, -one.use.end)):
        if not apart or one.use.start >= apart[-1].use.end:
            apart.append(one)
    return apart


def _is_named(one: Said) -> bool:
    """Whether it is a name, a grade or a title, by quotation marks or capitals; what somebody says promotes as well."""
    text = one.sentence.text
    if not one.is_quoted:
        return _is_proper(text, one.use.start, one.use.end)
    around = QUOTED.sub(" ", text)
    return not is_used(around, "setting", "speech")


def _is_proper(text: str, start: int, end: int) -> bool:
    """Whether capitals within a plain sentence make it part of a name: `the Rapid Relief Diary`."""
    words = [word for word in text.split() if word[:1].isalpha()]
    is_plain = 2 * sum(word[0].islower() for word in words) > len(words)
    following = text[end:].lstrip()
    return is_plain and text[:start].strip() != "" and text[start].isupper() and TITLED.match(following) is not None
