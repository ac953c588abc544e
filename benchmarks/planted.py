"""Slips planted in the statistics of trial abstracts, and how many the rules without a registry newly find.

    python benchmarks/planted.py [FILE.jsonl] [--each N] [--seed N]

Of up to N estimates with an interval in each abstract: p turned to the other side of significance, one digit changed in
the estimate, one in the upper bound. A change of the last digit is often within rounding, and cannot be found.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from abstracts import ABSTRACTS, audit

from checker.inference import estimated
from checker.model import PageReport, Severity
from checker.printed_beside import spot_of
from claims.model import Claim, Page
from claims.named import Spot
from claims.pages import read_bytes

Edit = tuple[str, int, int, str]  # kind, start, end, what is printed there instead


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=ABSTRACTS)
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    if not options.file.exists():
        print("no abstracts beside the project: nothing is measured")
        return 0
    draw, planted, found = random.Random(options.seed), Counter[str](), Counter[str]()
    for line in options.file.read_text("utf-8").splitlines():
        page = _page(json.loads(line)["text"])
        report = audit(page)
        before = _weighty(report)
        claims = [claim for claim in report.extraction.claims if estimated(claim)]
        for claim in draw.sample(claims, min(options.each, len(claims))):
            for kind, start, end, words in _edits(page, claim, draw):
                planted[kind] += 1
                told = _weighty(audit(_page(page.source[:start] + words + page.source[end:])))
                found[kind] += bool(told - before)
    print("| slip | planted | found | share |\n| --- | --: | --: | --: |")
    for kind, count in sorted(planted.items()):
        print(f"| {kind} | {count} | {found[kind]} | {found[kind] / count:.2f} |")
    return 0


def _page(text: str) -> Page:
    page = read_bytes(text.encode(), shown_as="abstract", format="text")
    assert isinstance(page, Page), page
    return page


def _weighty(report: PageReport) -> Counter[tuple[str, str | None]]:
    return Counter((one.rule, one.said) for one in report.findings if one.severity is not Severity.NOTE)


def _edits(page: Page, claim: Claim, draw: random.Random) -> Iterator[Edit]:
    value, interval, p = (spot_of(claim, slot) for slot in ("value", "ci", "p"))
    if p and claim.p and claim.p.op == "=":
        start, end = _place(page, p)
        yield "p on the other side", start, end, "P = 0.41" if claim.p.value < 0.05 else "P = 0.003"
    ci = claim.ci
    for kind, spot, number in (
        ("digit of the estimate", value, claim.value),
        ("digit of a bound", interval, ci and ci.high),
    ):
        if spot is not None and number is not None:
            start, end = _place(page, spot)
            at = page.source.rfind(number.text, start, end)
            if at >= 0:
                yield kind, at, at + len(number.text), _misprinted(number.text, draw)


def _place(page: Page, spot: Spot) -> tuple[int, int]:
    block = next(block for block in page.blocks if block.index == spot.block)
    place = page.spot(block, spot.start, spot.end)
    return place.start, place.end


def _misprinted(number: str, draw: random.Random) -> str:
    at = draw.choice([at for at, sign in enumerate(number) if sign.isdigit()])
    return number[:at] + str((int(number[at]) + draw.randint(1, 9)) % 10) + number[at + 1 :]


if __name__ == "__main__":
    sys.exit(main())
