"""Accuracy and speed on the annotated pages, with quantulum3 and spaCy's blank tokenizer beside them.

    python benchmarks/accuracy.py [FOLDER] [--runs N]

FOLDER holds pages, each with its `PAGE.gold.jsonl`, and `score_claims.py`. Of quantulum3, which finds quantities and
knows no endpoints or arms, only value and unit are scored. All run in one process on the same pages, in turn, so that
a busy machine slows all alike; what is printed of time are ratios.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy

from claims.extract import extract
from claims.model import Page
from claims.pages import read
from claims.serial import claim_to_json

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
UNITS = {"percentage": "%", "month": "months", "week": "weeks", "day": "days", "year": "years", "hour": "hours"}
LONGEST = 100_000  # characters of a page that quantulum3 is given


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(argv)
    golds = sorted(options.folder.glob("*.gold.jsonl"))
    if not golds:
        print(f"no annotated pages in {options.folder.name}: nothing is measured")
        return 0
    scorer, peer = scorer_in(options.folder), _quantulum()
    pages = {gold: _page_file(gold) for gold in golds}
    _accuracy(pages, scorer, peer)
    _speed(list(pages.values()), peer, options.runs)
    return 0


def _accuracy(pages: dict[Path, Path], scorer: ModuleType, peer: Callable[[str], list[Any]] | None) -> None:
    head = ("page", "claims", "detection", "slots", "whole", "quantulum3 precision", "recall", "F1")
    print(_row(head))
    print(_row(["---", *["--:"] * (len(head) - 1)]))
    ours, theirs = [], []
    for gold, file in pages.items():
        annotated = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line]
        page = _read(file)
        scored, *_ = scorer.score(annotated, [claim_to_json(claim) for claim in extract(page).claims])
        ours.append(scored)
        cells = [file.stem, *_ours(scored)]
        if peer:
            found, *_ = scorer.score(annotated, [_as_claim(each) for each in peer(_text(page))])
            theirs.append(found)
            cells += _theirs(found)
        print(_row(cells))
    print(_row(["all", *_ours(_together(ours)), *(_theirs(_together(theirs)) if theirs else ())]))


def _ours(scored: dict[str, Any]) -> list[str]:
    f1 = [f"{scored[name]['f1']:.3f}" for name in ("detection", "slots")]
    return [str(scored["whole"]["of"]), *f1, f"{scored['whole']['share']:.3f}"]


def _theirs(scored: dict[str, Any]) -> list[str]:
    return [f"{scored['detection'][name]:.3f}" for name in ("precision", "recall", "f1")]


def _together(pages: list[dict[str, Any]]) -> dict[str, Any]:
    """All pages as one: counts are added, then figures are taken."""
    sums: dict[str, Any] = {}
    for name in ("detection", "slots"):
        true, wrong, missed = (sum(page[name][count] for page in pages) for count in ("true", "wrong", "missed"))
        sums[name] = {
            "precision": true / max(1, true + wrong),
            "recall": true / max(1, true + missed),
            "f1": 2 * true / max(1, 2 * true + wrong + missed),
        }
    right, total = (sum(page["whole"][count] for page in pages) for count in ("right", "of"))
    return sums | {"whole": {"share": right / max(1, total), "of": total}}


def _speed(files: list[Path], peer: Callable[[str], list[Any]] | None, runs: int) -> None:
    tokenize = spacy.blank("en").tokenizer
    text = "\n\n".join(_text(_read(file)) for file in files)
    words = len(text.split())
    times: dict[str, list[float]] = {"tokenizer": [], "promocheck": [], "quantulum3": []}
    for _ in range(runs):
        times["tokenizer"].append(_timed(lambda: [tokenize(file.read_text("utf-8")) for file in files]))
        times["promocheck"].append(_timed(lambda: [extract(_read(file)) for file in files]))
    if peer:
        times["quantulum3"].append(_timed(lambda: [peer(_text(_read(file))) for file in files]))
    median = {name: statistics.median(taken) for name, taken in times.items() if taken}
    print(f"\n{words} words on {len(files)} pages, read and extracted; median of {runs}")
    print(_row(["", "words a second", "times the tokenizer's time"]))
    print(_row(["---", "--:", "--:"]))
    for name, taken in median.items():
        print(_row([name, f"{words / taken:.0f}", f"{taken / median['tokenizer']:.2f}"]))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _read(file: Path) -> Page:
    page = read(file, shown_as=file.name)
    if not isinstance(page, Page):
        sys.exit(f"{file.name}: {page.reason}")
    return page


def _text(page: Page) -> str:
    """The page's words without its markup, as quantulum3 wants them."""
    return "\n".join(block.text for block in page.blocks)[:LONGEST]


def _page_file(gold: Path) -> Path:
    name = gold.name.removesuffix(".gold.jsonl")
    return next(file for file in sorted(gold.parent.glob(f"{name}.*")) if not file.name.endswith(".jsonl"))


def scorer_in(folder: Path) -> ModuleType:
    file = next(path for path in (folder / "score_claims.py", GOLD / "score_claims.py") if path.exists())
    spec = importlib.util.spec_from_file_location("score_claims", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _quantulum() -> Callable[[str], list[Any]] | None:
    if importlib.util.find_spec("quantulum3") is None:
        print("quantulum3 is not installed; pip install 'promocheck[bench]' stands it beside")
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import parser
    parser.parse("10 months")  # its unit files are read once
    parse: Callable[[str], list[Any]] = parser.parse
    return parse


def _as_claim(found: Any) -> dict[str, Any]:
    """A quantity of quantulum3 in the form that is scored."""
    return {"value": found.value, "unit": UNITS.get(found.unit.name), "line": 0, "quote": found.surface}


if __name__ == "__main__":
    sys.exit(main())
