"""A registry's sources by what printed references say of them: the sources that an entry of a page's list is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from references.imprint import DATA, Imprint, imprint, imprint_of, plain_doi, plain_url, unaccented
from references.model import Registry, Source
from references.same_work import Likeness, near_work, same_work

_LIKENESS: dict[str, float] = DATA["likeness"]
_BLOCKING: dict[str, int] = DATA["blocking"]
_FIRST_PAGE = re.compile(r"(?<=[\d)])[:,]\s?([a-z]{0,3}\d{1,7})\b")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Tied:
    """The sources that a printed reference is, as far as it tells: none, one, or several that fit alike."""

    sources: tuple[Source, ...] = ()
    likeness: Likeness | None = None  # of the best of them


class SourceNames:
    """Look-ups of printed references in one registry; every table is made when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._imprints: dict[str, Imprint] = {}

    def tied(self, printed: str) -> Tied:
        """The registered sources of a printed reference."""
        said = imprint(printed)
        found = self._best(said, printed)
        if not found.sources and "supplement" in said.forms:
            # A supplement that is not registered by itself is part of its paper.
            paper = self._best(replace(said, forms=said.forms - {"supplement"}), printed)
            found = Tied(paper.sources, paper.likeness and replace(paper.likeness, differences=()))
        return found

    def nearest(self, printed: str) -> tuple[Source, Likeness] | None:
        """The registered paper that a printed reference resembles most, for an entry that is tied to none."""
        said = imprint(printed)
        alike = [
            (likeness, source)
            for source in self._near(said, printed)
            if (likeness := near_work(said, self._imprint(source)))
        ]
        if not alike:
            return None
        likeness, source = max(alike, key=lambda one: (one[0].is_identified, one[0].words * one[0].shared))
        return source, likeness

    def versions(self, source: str) -> frozenset[str]:
        """A source with all that it replaces and that replace it: the versions of one document."""
        found, ahead = {source}, [source]
        while ahead:
            fresh = [id_ for id_ in self._replacing.get(ahead.pop(), ()) if id_ not in found]
            found.update(fresh)
            ahead += fresh
        return frozenset(found)

    def _best(self, said: Imprint, printed: str) -> Tied:
        named = self._products_in(printed)
        alike: list[tuple[Likeness, Source]] = []
        for source in self._near(said, printed):
            likeness = same_work(said, self._imprint(source), (named, self._products_of(source)))
            if likeness:
                alike.append((likeness, source))
        if not alike:
            return Tied()
        best = max((likeness for likeness, _ in alike), key=_rank)
        chosen = tuple(source for likeness, source in alike if _is_as_good(likeness, best, said))
        return Tied(chosen, best)

    def _near(self, said: Imprint, printed: str) -> Iterable[Source]:
        """Sources that may be the printed one, in the registry's order: by identifier, else by rare words."""
        found = set(self._by_identifier.get(said.doi or "", ()))
        for key in (said.pmid, said.pmc, said.nct, *said.urls, *said.codes):
            found.update(self._by_identifier.get(key or "", ()))
        if said.first_page:
            found.update(self._by_page.get(said.first_page, ())[: _BLOCKING["rare"]])
        words = sorted(
            (word for word in _long_words(printed) if len(self._by_word.get(word, ())) <= _BLOCKING["rare"]),
            key=lambda word: (len(self._by_word.get(word, ())), word),
        )
        votes: dict[int, float] = defaultdict(float)
        for word in [word for word in words if word in self._by_word][: _BLOCKING["tokens"]]:
            for at in self._by_word[word]:
                votes[at] += 1 / len(self._by_word[word])
        found.update(sorted(votes, key=lambda at: (-votes[at], at))[: _BLOCKING["weighed"]])
        if said.untitled:
            found.update(at for form in sorted(said.forms) for at in self._untitled.get(form, ())[: _BLOCKING["rare"]])
        return [self._registry.sources[at] for at in sorted(found)]

    def _imprint(self, source: Source) -> Imprint:
        known = self._imprints.get(source.id)
        if known is None:
            known = self._imprints[source.id] = imprint_of(source)
        return known

    def _products_of(self, source: Source) -> frozenset[str]:
        return self._products_in(source.citation or source.note or "")

    def _products_in(self, words: str) -> frozenset[str]:
        """Registered products that a text names."""
        said = f" {unaccented(words)} "
        return frozenset(id_ for name, id_ in self._product_names if f" {name} " in said)

    @cached_property
    def _product_names(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (plain, product.id)
            for product in self._registry.products
            for name in (product.brand, product.generic, *product.names)
            if name and (plain := unaccented(name))
        )

    @cached_property
    def _replacing(self) -> dict[str, list[str]]:
        """By source, those that it replaces or that replace it."""
        table: dict[str, list[str]] = defaultdict(list)
        for source in self._registry.sources:
            if source.superseded_by:
                table[source.id].append(source.superseded_by)
                table[source.superseded_by].append(source.id)
        return dict(table)

    @cached_property
    def _by_identifier(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = defaultdict(list)
        for at, source in enumerate(self._registry.sources):
            for key in _identifiers(source):
                table[key].append(at)
        return dict(table)

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = defaultdict(list)
        for at, source in enumerate(self._registry.sources):
            for word in _long_words(source.citation or source.note or ""):
                table[word].append(at)
        return dict(table)

    @cached_property
    def _by_page(self) -> dict[str, list[int]]:
        """By the first page: a reference without its title has no rare words."""
        table: dict[str, list[int]] = defaultdict(list)
        for at, source in enumerate(self._registry.sources):
            for page in set(_FIRST_PAGE.findall((source.citation or "").casefold())):
                table[page].append(at)
        return dict(table)

    @cached_property
    def _untitled(self) -> dict[str, list[int]]:
        """Labels and files on file by their form: there are few of them, and they share no title."""
        table: dict[str, list[int]] = defaultdict(list)
        for at, source in enumerate(self._registry.sources):
            if source.kind not in ("article", "congress", "guideline", "registry"):
                for form in self._imprint(source).forms:
                    table[form].append(at)
        return dict(table)


def _identifiers(source: Source) -> Iterable[str]:
    """The keys of a source that need no reading of its citation, and those that its citation spells out."""
    cited = source.citation or ""
    if source.kind == "data-on-file" or "10." in cited or "PMID" in cited or "PMC" in f"{cited}{source.url}":
        whole = imprint_of(source)
        yield from {key for key in (whole.doi, whole.pmid, whole.pmc, whole.nct, *whole.urls, *whole.codes) if key}
        return
    if source.doi:
        yield plain_doi(source.doi)
    if source.pmid:
        yield "".join(filter(str.isdigit, source.pmid))
    if source.nct:
        yield source.nct.strip().upper()
    if source.url:
        yield plain_url(source.url)


def _long_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(unaccented(text)))


def _rank(likeness: Likeness) -> tuple[object, ...]:
    return (
        likeness.is_identified,
        not likeness.differences,
        likeness.agree,
        likeness.words * likeness.shared,
    )


def _is_as_good(likeness: Likeness, best: Likeness, said: Imprint) -> bool:
    """Whether a source fits an entry as well as the best one does."""
    if _rank(likeness)[:3] != _rank(best)[:3]:
        return False
    if said.untitled:
        return True  # words of a label are its company's; version and product have agreed already
    return (
        likeness.words >= best.words - _LIKENESS["close"] and likeness.shared >= _LIKENESS["close_share"] * best.shared
    )
