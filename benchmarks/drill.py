"""How much of what is planted on annotated pages an audit finds, each page against the registry of its annotation.

    python benchmarks/drill.py [FOLDER] [--each N] [--seed N] [--list]

Two figures for each page: of the claims that were extracted rightly the share that its registry bears out untouched, and
of the slips the share caught and named rightly; then the same by kind over all pages.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from accuracy import scorer_in
from annotated import annotation, as_yaml, page_of, registry_of

from checker.drill.model import Drill
from checker.drill.run import drill
from checker.model import Match, PageReport, Verdict
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Extraction, Page
from claims.pages import read
from claims.serial import claim_to_json
from references.index import Index
from references.load import load
from references.model import Registry

FOLDER = Path(__file__).parents[2] / "shared" / "gold"
BORNE_OUT = (Verdict.SUPPORTED, Verdict.DERIVED)


@dataclass(frozen=True)
class Annotated:
    """A page with its annotation and the registry that this amounts to."""

    extraction: Extraction
    gold: list[dict[str, Any]]
    registry: Registry
    index: Index

    def audit(self, extraction: Extraction) -> PageReport:
        """The page, or a copy of it, against the registry."""
        return audit_page(extraction, self.registry, self.index, RULES)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--each", type=int, default=6, help="slips of each kind on a page (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="also list claims that are not borne out, and missed slips")
    options = parser.parse_args(argv)
    golds = sorted(options.folder.glob("*.gold.jsonl"))
    if not golds:
        print(f"no annotated pages in {options.folder.name}: nothing is measured")
        return 0
    scorer = scorer_in(options.folder)
    planted: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    named: Counter[str] = Counter()
    all_right, all_borne = 0, 0
    for gold in golds:
        page = annotated(gold)
        right = rightly_extracted(page, page.audit(page.extraction), scorer)
        wrong = [match for match in right if match.verdict not in BORNE_OUT]
        done = drill(page.extraction, page.registry, page.index, page.audit, seed=options.seed, each=options.each)
        all_right, all_borne = all_right + len(right), all_borne + len(right) - len(wrong)
        print(
            f"{gold.name.removesuffix('.gold.jsonl'):24} borne out {len(right) - len(wrong)} of {len(right)}"
            f"   caught {done.caught} of {len(done.outcomes)}, named rightly {done.told_rightly}"
        )
        for outcome in done.outcomes:
            planted[outcome.slip.kind.name] += 1
            caught[outcome.slip.kind.name] += outcome.caught
            named[outcome.slip.kind.name] += outcome.told_rightly
        if options.list:
            _list(wrong, done)
    print(f"\nborne out: {all_borne} of {all_right} ({all_borne / max(1, all_right):.3f})")
    for kind, number in planted.items():
        print(
            f"  {kind:26} {number:5} planted  {caught[kind] / number:6.3f} caught  {_share(named[kind], caught[kind])} named"
        )
    total, found = planted.total(), caught.total()
    print(f"  {'all':26} {total:5} planted  {found / max(1, total):6.3f} caught  {_share(named.total(), found)} named")
    return 0


def annotated(gold: Path) -> Annotated:
    """An annotated page, read and extracted, with its registry loaded as a user's would be."""
    page = read(page_of(gold), shown_as=gold.name.removesuffix(".gold.jsonl"))
    if not isinstance(page, Page):
        sys.exit(page.reason)
    extraction, golds = extract(page), annotation(gold)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "registry.yaml"
        file.write_text(as_yaml(registry_of(golds, extraction)), "utf-8")
        registry = load(file, shown_as="registry.yaml")
    return Annotated(extraction, golds, registry, Index(registry))


def rightly_extracted(page: Annotated, report: PageReport, scorer: ModuleType) -> list[Match]:
    """Matches of scored claims whose every key slot was extracted rightly."""
    claims = [claim_to_json(claim) for claim in page.extraction.claims]
    pairs = scorer.align(page.gold, claims)
    return [report.matches[j] for i, j in pairs if _is_right(page.gold[i], claims[j], scorer)]


def _is_right(gold: Mapping[str, Any], claim: Mapping[str, Any], scorer: ModuleType) -> bool:
    return not gold["optional"] and all(scorer.same(slot, gold.get(slot), claim.get(slot)) for slot in scorer.WHOLE)


def _list(wrong: list[Match], done: Drill) -> None:
    for match in wrong:
        print(f"    line {match.claim.place.line}: {match.claim.quote!r}: {match.verdict}, {match.reason}")
    for outcome in done.outcomes:
        if not outcome.caught:
            slip = outcome.slip
            print(f"    missed at line {slip.line}: {slip.kind.name}, {slip.was} -> {slip.said}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:6.3f}" if whole else "     -"


if __name__ == "__main__":
    sys.exit(main())
