"""Draws docs/picture.svg: the audit of the example with slips as a terminal shows it, first findings and summary.

python docs/picture.py
"""

import re
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from checker.model import Report
from checker.reports.terminal import render
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Unreadable
from claims.pages import read
from references.index import Index
from references.load import load

ROOT = Path(__file__).parents[1]
PAGE, REGISTRY = "examples/exemplar/slips.html", "examples/exemplar/registry"
WIDTH = 100
FINDINGS = 4
REMOTE_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> int:
    page = read(ROOT / PAGE, shown_as=PAGE)
    if isinstance(page, Unreadable):
        sys.exit(page.reason)
    registry = load(ROOT / REGISTRY, shown_as=REGISTRY)
    report = Report(registry=registry, pages=(audit_page(extract(page), registry, Index(registry), RULES),))
    console = Console(record=True, width=WIDTH, file=StringIO(), color_system="standard", force_terminal=True)
    console.print(Text(f"$ promocheck audit {PAGE} --registry {REGISTRY}\n", style="bold"))
    console.print(_shortened(render(report, width=WIDTH, color=True), len(report.pages[0].findings)))
    svg = console.export_svg(title="promocheck", unique_id="promocheck")
    # a picture must not call out for its letters
    (ROOT / "docs" / "picture.svg").write_text(REMOTE_FONTS.sub("", svg), "utf-8")
    return 0


def _shortened(report: str, findings: int) -> Text:
    """The first findings, a line for those left out, and the summary: all as printed."""
    parts = report.rstrip("\n").split("\n\n")
    first = next(i for i, part in enumerate(parts) if "summary" in part.split("\n")[0])
    left_out = f"\x1b[2m... {findings - FINDINGS} more findings ...\x1b[0m"
    return Text.from_ansi("\n\n".join([*parts[:FINDINGS], left_out, *parts[first:]]))


if __name__ == "__main__":
    sys.exit(main())
