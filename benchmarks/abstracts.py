"""What the rules of statistics say of trial abstracts without a registry, and how much of it is right.

    python benchmarks/abstracts.py [FILE.jsonl | PAGE...] [--rules ID,...] [--notes] [--judged FILE.yaml]

FILE.jsonl holds one object a line with `id` and `text`. Every error and warning is listed with its sentence, so that a
person can judge it; those that JUDGED holds are counted, by severity.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from checker.model import Finding, PageReport, Severity
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Page
from claims.pages import read, read_bytes
from references.index import Index
from references.model import Registry

ROOT = Path(__file__).parents[1]
ABSTRACTS = ROOT.parent / "shared" / "abstracts" / "abstracts.jsonl"
PAGES = ROOT.parent / "shared" / "gold"
JUDGED = ROOT / "tests" / "gold" / "abstracts_judged.yaml"
EMPTY = Registry(path="", sha256="")
STATISTICS = ("sta.", "sub.rounding")  # the rules that need no registry to judge a number or the words about it
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Told:
    """One finding on one text, with the sentence that it is about."""

    text: str
    finding: Finding
    sentence: str

    @property
    def key(self) -> Key:
        """What tells it from other findings when rules and messages are worded anew."""
        return self.text, self.finding.rule, self.finding.said or self.finding.quote


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rules", default=",".join(STATISTICS), help="groups or rules, parted by commas")
    parser.add_argument("--notes", action="store_true", help="list notes too")
    parser.add_argument("--judged", type=Path, default=JUDGED)
    options = parser.parse_args(argv)
    files = options.files or [file for file in (ABSTRACTS, *gold_pages()) if file.exists()]
    if not files:
        print("no abstracts beside the project: nothing is measured")
        return 0
    known = judgements(options.judged)
    told = [one for file in files for one in findings_of(file, tuple(options.rules.split(",")))]
    for one in told:
        if one.finding.severity is not Severity.NOTE or options.notes:
            verdict = {True: "true ", False: "FALSE", None: "?    "}[known.get(one.key)]
            print(f"{verdict} {one.finding.severity:7} {one.text} {one.finding.rule}: {one.finding.message}")
            print(f"      said {one.finding.said!r} | {one.finding.diagnosis}\n      {one.sentence[:600]}")
    for severity, (right, wrong, unjudged) in sorted(tallied(told, known).items()):
        share = f"{right / (right + wrong):.3f}" if right + wrong else "-"
        print(f"{severity}: {right} true, {wrong} false, {unjudged} not judged; precision {share}")
    return 0


def gold_pages() -> list[Path]:
    """The annotated pages, without their annotations."""
    return sorted(file for file in PAGES.glob("*") if file.suffix in (".txt", ".md", ".html") and file.stem != "GOLD")


def findings_of(file: Path, rules: tuple[str, ...] = STATISTICS) -> Iterator[Told]:
    """The findings of some rules on the texts of a file, without any registry."""
    for name, page in _pages(file):
        report = audit(page, rules)
        sentences = {claim.id: claim.sentence for claim in report.extraction.claims}
        for finding in report.findings:
            yield Told(name, finding, sentences.get(finding.claim or "", ""))


def audit(page: Page, rules: tuple[str, ...] = STATISTICS) -> PageReport:
    """One page against an empty registry."""
    chosen = [rule for rule in RULES if rule.id.startswith(rules)]
    return audit_page(extract(page), EMPTY, Index(EMPTY), chosen)


def _pages(file: Path) -> Iterator[tuple[str, Page]]:
    if file.suffix != ".jsonl":
        page = read(file, shown_as=file.name)
        assert isinstance(page, Page), page
        yield file.stem, page
        return
    for line in file.read_text("utf-8").splitlines():
        told: dict[str, Any] = json.loads(line)
        page = read_bytes(told["text"].encode(), shown_as=told["id"], format="text")
        assert isinstance(page, Page), page
        yield told["id"], page


def judgements(file: Path) -> dict[Key, bool]:
    """What a person made of each finding: whether it is one that a reviewer should see."""
    if not file.exists():
        return {}
    told = yaml.safe_load(file.read_text("utf-8"))
    return {(str(one["id"]), one["rule"], str(one["said"])): one["right"] for one in told}


def tallied(told: Sequence[Told], known: dict[Key, bool]) -> dict[str, tuple[int, int, int]]:
    """By severity, how many findings are right, wrong and not judged yet."""
    counts = Counter((one.finding.severity.value, known.get(one.key)) for one in told)
    weighty = (Severity.ERROR, Severity.WARNING)
    return {s.value: (counts[s.value, True], counts[s.value, False], counts[s.value, None]) for s in weighty}


if __name__ == "__main__":
    sys.exit(main())
