"""How time and memory grow with the pages of a PDF: the example's print, several times over.

    python benchmarks/printed.py [--times 1 10 50]

Reading happens in a process of its own, whose processor time and peak memory are told; extraction is in ours.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium

from claims.extract import extract
from claims.model import Page
from claims.pages import read_bytes

PRINT = Path(__file__).parents[1] / "examples" / "exemplar" / "draft.pdf"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, nargs="+", default=(1, 10, 46))
    options = parser.parse_args(argv)
    source = pdfium.PdfDocument(PRINT)
    base = 0.0
    for times in options.times:
        data = longer(source, times)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        page = read_bytes(data, shown_as="print.pdf", format="pdf")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if not isinstance(page, Page):
            sys.exit(page.reason)
        reading = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        started = time.process_time()
        claims = len(extract(page).claims)
        pages = len(source) * times
        base = base or reading / pages
        print(
            f"  {pages:4} pages  {claims:6} claims  reading {reading:6.2f} s, {after.ru_maxrss / 1024:4.0f} MB"
            f"  extraction {time.process_time() - started:6.2f} s  {reading / pages / base:5.2f} of linear"
        )
    return 0


def longer(source: pdfium.PdfDocument, times: int) -> bytes:
    """The same pages so many times."""
    made = pdfium.PdfDocument.new()
    for _ in range(times):
        made.import_pages(source)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
