"""How time grows: extraction with the length of the page, matching with the size of the registry.

    python benchmarks/scaling.py [PAGE] [--times 1 10 100] [--runs N] [--facts 100 10000 100000]

Longer pages are the page several times over. Larger registries are the example's, and as many facts of other products
and trials beside them, as a company's archive would hold: each product with its own trials (at last all of them the
example's own product's), each trial with arms, analyses and populations by the names that the example's have. Last come
registries of which nothing is out of the page's scope, so that each fact of a claim's endpoint might be meant.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from checker.verify import match_page
from claims.extract import extract
from claims.model import Extraction, Page
from claims.pages import read_bytes
from claims.quantity import Quantity
from references.index import Index
from references.load import load
from references.model import Fact, Registry

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "exemplar"
TIMES = (1, 10, 100)
FACTS = (100, 10_000, 100_000)
SHARES = (0, 10, 2, 1)
TRIALS = 1000  # other trials, three or four of each other product
PRODUCTS = 300
GROUPS = 20_000  # of patients, of which a registry tells
NAMES = re.compile(r"(?i)exemplar|examplimab(?:-abcd)?|example-\d|NCT\d+")  # what the example's page calls its own
MOST_RUNS = 10  # of what is short, for each run asked for


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("page", nargs="?", type=Path, default=EXAMPLE / "draft.txt")
    parser.add_argument("--times", type=int, nargs="+", default=TIMES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--facts", type=int, nargs="+", default=FACTS)
    options = parser.parse_args(argv)
    print(
        f"reading and extraction of {options.page.name} in processor time; the shorter it is, the more runs, and their median"
    )
    source = options.page.read_bytes()
    extract(_page(source))  # lexicon and matchers are built once
    base = 0.0  # seconds for the page once
    for times in options.times:
        longer = (source + b"\n\n") * times
        claims = 0
        spent: list[tuple[float, float]] = []
        for _ in range(max(1, options.runs * MOST_RUNS // times)):
            started = time.process_time()
            page = _page(longer)
            read_by = time.process_time()
            claims = len(extract(page).claims)
            spent.append((read_by - started, time.process_time() - read_by))
        reading, extracting = (statistics.median(part) for part in zip(*spent, strict=True))
        base = base or (reading + extracting) / times
        ratio = (reading + extracting) / times / base
        print(
            f"  {times:4} x  {claims:7} claims  reading {reading:7.3f} s  extraction {extracting:7.3f} s"
            f"  {ratio:5.2f} of linear"
        )
    print(f"matching in processor time, median of {options.runs * MOST_RUNS} runs; the index is timed apart")
    source = (EXAMPLE / "draft.txt").read_bytes()
    extraction = extract(_page(source))
    registry = load(EXAMPLE / "registry", shown_as="registry")
    for share in SHARES:
        named = {0: "none shares", 1: "each shares"}.get(share, f"1 in {share} shares")
        owner = "other trials of the product" if share == 1 else "other products"
        print(f"  facts of {owner}, of which {named} an endpoint with the page")
        _matched(
            extraction, (_with_facts(registry, n, share, least=min(options.facts)) for n in options.facts), options
        )
    for told, other in IN_SCOPE.items():
        print(f"  everything in scope: {told}")
        _matched(extraction, (_larger(registry, n, other, least=min(options.facts)) for n in options.facts), options)
    print("  everything in scope: facts of other products, on a page that names no product or trial of theirs")
    nameless = extract(_page(NAMES.sub("Quillor", source.decode()).encode()))
    _matched(nameless, (_with_facts(registry, n, 1, least=min(options.facts)) for n in options.facts), options)
    return 0


def _matched(extraction: Extraction, registries: Iterable[Registry], options: argparse.Namespace) -> None:
    """A line for each registry: the time of a claim, beside that with the smallest, and that of the index."""
    first = 0.0
    for larger in registries:
        started = time.process_time()
        index = Index(larger)
        match_page(extraction, larger, index)
        cold = time.process_time() - started
        work = partial(match_page, extraction, larger, index)
        each = _median(work, options.runs * MOST_RUNS) / len(extraction.claims)
        first = first or each
        print(
            f"  {len(larger.facts):7} facts  {each * 1e6:8.0f} us a claim  {each / first:6.2f} of the smallest"
            f"  {max(0.0, cold - each * len(extraction.claims)):6.3f} s for the index",
            flush=True,
        )


def _page(source: bytes) -> Page:
    page = read_bytes(source, shown_as="page", format="text")
    if not isinstance(page, Page):
        sys.exit(page.reason)
    return page


def _with_facts(registry: Registry, count: int, share: int, least: int) -> Registry:
    """The registry with facts of other products, up to that many in all; `least` of them are the example's own."""
    own = registry.facts[:least]
    others = [_other(own[i % len(own)], i, share) for i in range(count - len(own))]
    model_trial = registry.trials[0]
    trials = [
        replace(model_trial, id=f"OTHER-{i}", names=(f"the Other {i} trial",), registration=f"NCT9{i:07}")
        for i in sorted({i % TRIALS for i in range(len(others))})
    ]
    products = [
        replace(registry.products[0], id=f"product-{i}", brand=f"BRAND{i}", generic=f"substance{i}", names=())
        for i in sorted({i % TRIALS % PRODUCTS for i in range(len(others))})
    ]
    return replace(
        registry,
        facts=(*own, *others),
        trials=(*registry.trials, *trials),
        products=(*registry.products, *products),
    )


def _larger(registry: Registry, count: int, other: Callable[[Fact, int], Fact], least: int) -> Registry:
    """The registry with such other facts beside its own, up to that many in all."""
    own = registry.facts[:least]
    return replace(registry, facts=(*own, *(other(own[i % len(own)], i) for i in range(count - len(own)))))


def _of_no_trial(fact: Fact, i: int) -> Fact:
    group = f"group {i % GROUPS}" if i % 3 else None
    return replace(fact, id=f"other-{i}", product=None, trial=None, population=group, value=_value(fact, i))


def _of_another_group(fact: Fact, i: int) -> Fact:
    return replace(fact, id=f"other-{i}", population=f"patients of group {i % GROUPS}", value=_value(fact, i))


def _value(fact: Fact, i: int) -> Quantity | None:
    return Quantity.of(f"{i % 9973 / 10:.1f}") if isinstance(fact.value, Quantity) else fact.value


IN_SCOPE: dict[str, Callable[[Fact, int], Fact]] = {
    "facts of no known product or trial": _of_no_trial,
    "facts of the page's own trial, for other groups of patients": _of_another_group,
}


def _other(fact: Fact, i: int, share: int) -> Fact:
    """A fact as it would stand for another product; each `share`th has an endpoint of the example."""
    return replace(
        fact,
        id=f"other-{i}",
        product=fact.product if share == 1 else f"product-{i % TRIALS % PRODUCTS}",
        trial=f"OTHER-{i % TRIALS}",
        endpoint=fact.endpoint if share and i % share == 0 else f"{fact.endpoint} of study {i % TRIALS}",
        value=_value(fact, i),
    )


def _median(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
