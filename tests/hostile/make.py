"""Files that are broken, or made to stall, fill or fool a reader: python -m tests.hostile.make FOLDER [--heavy]

Each has the words that its one result must say. NOTHING: it must be read, whole and in time.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.hostile.bad import NOTHING, SAYS, Bad
from tests.hostile.bait import MORE_BAIT, bait
from tests.hostile.characters import encodings, files, wrongly_named
from tests.hostile.markup import markup, tables
from tests.hostile.office import mhtml, office
from tests.hostile.printed import pdfs


def corpus() -> list[Bad]:
    """All that is small enough to be read in a few seconds."""
    return [
        *encodings(),
        *wrongly_named(),
        *files(),
        *markup(),
        *bait(),
        *tables(),
        *office(),
        *pdfs(),
        *mhtml(),
    ]


def heavy() -> list[Bad]:
    """What is large: it must meet a limit, or be read within it."""
    numbers, parts = "numbers, at most", "tags, lines or cells, at most 300000 are read (limits.parts)"
    return [
        *bait(MORE_BAIT),
        Bad("hundred-thousand-columns.txt", b"a\t" * 100_000 + b"\n" + b"9\t" * 100, NOTHING),
        Bad("hundred-thousand-columns.html", b"<table><tr>" + b"<td>a" * 100_000 + b"<tr>" + b"<td>9" * 100, NOTHING),
        Bad("more-images.md", b"![" * 60_000, "characters without a space"),
        Bad("more-links.md", b"[a](" * 60_000, "characters without a space"),
        Bad("more-tags.html", b"<p " * 200_000 + SAYS.encode(), "never closed"),
        Bad(
            "values.html",
            b'<script type="application/ld+json">[' + b"41.7," * 8_000_000 + b"1]</script><p>ORR 5%",
            "values, which is the most that is read (limits.parts)",
        ),
        Bad("100-mb-of-digits.txt", b"7" * 100_000_000, "too large: 95 MB, at most 50 MB are read (limits.size)"),
        Bad("40-mb-of-digits.txt", b"7" * 40_000_000, "too long: 40.0 million characters"),
        Bad("9-mb-of-digits.txt", b"7" * 9_000_000, "characters without a space were not read"),
        Bad("40-mb-of-digits.html", b"<p>" + b"7" * 40_000_000, "too long: 40.0 million characters"),
        Bad("40-mb-of-digits.md", b"7" * 40_000_000, "too long: 40.0 million characters"),
        Bad("numbers.txt", b"9 " * 5_000_000, numbers),
        Bad("numbers-in-lines.txt", b"9\n" * 5_000_000, parts),
        Bad("words.txt", b"patients with a response " * 2_000_000, "too long: 50.0 million characters"),
        Bad("tags.html", b"<b>" * 15_000_000, parts),
        Bad("cells.html", b"<table><tr>" + b"<td>9" * 8_000_000, parts),
        Bad("pipes.md", b"|a|b|\n|-|-|\n" + b"|9|9|\n" * 1_500_000, parts),
        Bad(
            "data-image.html",
            b"<img alt='ORR 41.7%' src='data:" + b"QUJD" * 10_000_000 + b"'><p>ORR was 41.7%.",
            NOTHING,
        ),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heavy", action="store_true", help="also the large ones, 400 MB of them")
    options = parser.parse_args()
    for bad in corpus() + (heavy() if options.heavy else []):
        bad.write(options.folder)


if __name__ == "__main__":
    sys.exit(main())
