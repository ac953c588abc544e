"""How time grows: extraction with the length of the page, matching with the size of the registry.

    python benchmarks/scaling.py [PAGE] [--times 1 10 100] [--runs N] [--facts 100 10000 100000]

Longer pages are the page several times over. Larger registries are the example's, and as many facts of other products
and trials beside them, as a company's archive would hold: each product with its own trials (at last all of them the
example's own product's), each trial with arms, analyses and populations by the names that the example's have.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from checker.verify import match_page
from claims.extract import extract
from claims.model import Page
from claims.pages import read, read_bytes
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
    page = read(EXAMPLE / "draft.txt", shown_as="draft.txt")
    if not isinstance(page, Page):
        sys.exit(page.reason)
    extraction = extract(page)
    registry = load(EXAMPLE / "registry", shown_as="registry")
    for share in SHARES:
        named = {0: "none shares", 1: "each shares"}.get(share, f"1 in {share} shares")
        owner = "other trials of the product" if share == 1 else "other products"
        print(f"  facts of {owner}, of which {named} an endpoint with the page")
        first = 0.0
        for facts in options.facts:
            larger = _with_facts(registry, facts, share, least=min(options.facts))
            started = time.process_time()
            index = Index(larger)
            match_page(extraction, larger, index)
            cold = time.process_time() - started
            taken = _median(
                lambda larger=larger, index=index: match_page(extraction, larger, index), options.runs * MOST_RUNS
            )
            each = taken / len(extraction.claims)
            first = first or each
            print(
                f"  {len(larger.facts):7} facts  {each * 1e6:8.0f} us a claim  {each / first:6.2f} of the smallest"
                f"  {max(0.0, cold - taken):6.3f} s for the index"
            )
    return 0


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


def _other(fact: Fact, i: int, share: int) -> Fact:
    """A fact as it would stand for another product; each `share`th has an endpoint of the example."""
    return replace(
        fact,
        id=f"other-{i}",
        product=fact.product if share == 1 else f"product-{i % TRIALS % PRODUCTS}",
        trial=f"OTHER-{i % TRIALS}",
        endpoint=fact.endpoint if share and i % share == 0 else f"{fact.endpoint} of study {i % TRIALS}",
        value=Quantity.of(f"{i % 9973 / 10:.1f}") if isinstance(fact.value, Quantity) else fact.value,
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
