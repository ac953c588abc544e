"""How time and memory grow with the size of a page: a PDF of up to 500 pages, HTML of up to 5 MB.

    python benchmarks/large.py [--pages 125 250 500] [--megabytes 1.25 2.5 5] [--no-audit]

Larger pages are the example's draft several times over; in HTML each among the markup of a content system, as heavy as
such exports are. Each size is read, extracted and audited in a process of its own, whose processor time and peak of
memory are told, above those of a process that does the same with the draft once. A ratio of 1.00 is linear.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "exemplar"
MARKUP = 20  # KB beside each draft's 20 KB
MEASURED = """
import json, resource, sys
from pathlib import Path
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.pages import read
from claims.pages.limits import Limits
from references.index import Index
from references.load import load

registry = load(Path(sys.argv[2]), shown_as="registry")
page = read(Path(sys.argv[1]), shown_as="page", limits=Limits(numbers=1_000_000, seconds=3600))
reading = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
found = extract(page)
extracting = resource.getrusage(resource.RUSAGE_SELF)
if sys.argv[3] == "audit":
    audit_page(found, registry, Index(registry), RULES)
done = resource.getrusage(resource.RUSAGE_SELF)
unit = 1024 if sys.platform == "linux" else 1024**2
print(json.dumps({
    "claims": len(found.claims),
    "reading": sum(used.ru_utime + used.ru_stime for used in reading),
    "extraction": extracting.ru_utime - reading[0].ru_utime,
    "audit": done.ru_utime - extracting.ru_utime,
    "memory": max(done.ru_maxrss, reading[1].ru_maxrss) / unit,
}))
"""
PARTS = ("reading", "extraction", "audit", "memory")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, nargs="*", default=(125, 250, 500))
    parser.add_argument("--megabytes", type=float, nargs="*", default=(1.25, 2.5, 5.0))
    parser.add_argument("--no-audit", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        print("PDF: the draft's pages over and over")
        _table(_pdfs(Path(folder), options.pages), "pages", audits=not options.no_audit)
        print("HTML: the draft over and over, each time in the markup of a content system")
        _table(_htmls(Path(folder), options.megabytes), "MB", audits=not options.no_audit)
    return 0


def _table(files: Iterator[tuple[float, Path]], unit: str, *, audits: bool) -> None:
    once = first = None
    for size, file in files:
        spent = _measured(file, audits=audits)
        if once is None:
            once = spent
            continue
        first = first or (size, spent)
        grown = size / first[0]
        ratios = [(spent[part] - once[part]) / max(1e-9, first[1][part] - once[part]) / grown for part in PARTS]
        told = "  ".join(
            f"{part} {spent[part]:7.1f} {'MB' if part == 'memory' else 's'} ({ratio:4.2f})"
            for part, ratio in zip(PARTS, ratios, strict=True)
        )
        print(f"  {size:6g} {unit}  {spent['claims']:6} claims  {told}", flush=True)


def _measured(file: Path, *, audits: bool) -> dict[str, float]:
    command = [sys.executable, "-c", MEASURED, file, EXAMPLE / "registry", "audit" if audits else "no"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    spent: dict[str, float] = json.loads(done.stdout)
    return spent


def _pdfs(folder: Path, counts: Sequence[int]) -> Iterator[tuple[float, Path]]:
    import pypdfium2

    draft = EXAMPLE / "draft.pdf"
    yield 0, draft
    for count in counts:
        with pypdfium2.PdfDocument(draft) as source, pypdfium2.PdfDocument.new() as made:
            while len(made) < count:
                made.import_pages(source, list(range(min(len(source), count - len(made)))))
            file = folder / f"{count}.pdf"
            made.save(file)
        yield count, file


def _htmls(folder: Path, megabytes: Sequence[float]) -> Iterator[tuple[float, Path]]:
    draft = (EXAMPLE / "draft.html").read_text("utf-8")
    yield 0, EXAMPLE / "draft.html"
    body = re.sub(r"(?s).*<body[^>]*>|</body>.*", "", draft)
    for size in megabytes:
        parts = ["<!DOCTYPE html><body>"]
        length = at = 0
        while length < size * 1_000_000:
            parts.append(_in_markup(body, at))
            length += len(parts[-1])
            at += 1
        file = folder / f"{size}.html"
        file.write_text("".join(parts), "utf-8")
        yield size, file


def _in_markup(body: str, at: int) -> str:
    style = f"<style>.c{at}{{margin:0 auto;padding:12px}}</style>" * (MARKUP * 10)
    script = "<script>window.dataLayer=window.dataLayer||[];dataLayer.push({event:'component'});</script>" * (
        MARKUP * 5
    )
    return f'{style}<div class="cmp-container" data-cmp-id="c{at}"><div class="cmp-text">{body}</div></div>{script}'


if __name__ == "__main__":
    sys.exit(main())
