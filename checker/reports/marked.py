"""A page's source lines and its ledger -> the lines with a letter under every numeral that says where it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from checker.reports.columns import folded
from checker.reports.visible import visible
from checker.reports.windows import Span, Window, windows
from claims.model import Bucket, Entry, Extraction

if TYPE_CHECKING:
    from rich.text import Text

# Letter and colour of each bucket, in the order of the legend: what was not read comes first.
LETTERS: dict[Bucket, tuple[str, str]] = {
    Bucket.UNREAD: ("?", "bold white on red"),
    Bucket.CLAIM: ("C", "bold green"),
    Bucket.PART: ("p", "green"),
    Bucket.CITATION: ("r", "cyan"),
    Bucket.FOOTNOTE: ("f", "cyan"),
    Bucket.REFERENCES: ("L", "blue"),
    Bucket.NAME: ("n", "magenta"),
    Bucket.DATE: ("d", "magenta"),
    Bucket.EXCLUDED: ("x", "yellow"),
}
MEANINGS = {Bucket.UNREAD: "UNREAD: not placed, not checked", Bucket.CITATION: "citation (reference number)"}
LINES_NAMED = 12


def marked(extraction: Extraction, *, width: int) -> Iterator[Text]:
    """The legend with a count for each bucket, then each source line that holds numerals, marked."""
    from rich.text import Text  # noqa: PLC0415 - start-up stays light

    yield from _legend(extraction.ledger, width)
    margin = len(str(max((entry.place.line for entry in extraction.ledger), default=0)))
    for number, group in groupby(extraction.ledger, key=lambda entry: entry.place.line):
        entries = tuple(group)
        sign = LETTERS[Bucket.UNREAD][0] if _has_unread(entries) else " "
        yield Text()
        for window in windows(extraction.page.line_text(number), _spans(entries), max(20, width - margin - 5)):
            yield _source(f"{sign} {number:>{margin}} | ", window)
            yield _letters(f"  {'':>{margin}} | ", window)
        yield from (Text(f"  {'':>{margin}}   {reason}", style="dim") for reason in _reasons(entries))


def _has_unread(entries: Iterable[Entry]) -> bool:
    return any(entry.bucket is Bucket.UNREAD for entry in entries)


def _legend(ledger: tuple[Entry, ...], width: int) -> Iterator[Text]:
    from rich.text import Text  # noqa: PLC0415 - start-up stays light

    counted = Counter(entry.bucket for entry in ledger)
    margin = len(str(max(counted.values(), default=0)))
    for bucket, (letter, style) in LETTERS.items():
        if not counted[bucket] and bucket is not Bucket.UNREAD:
            continue
        told = _lines(ledger) if bucket is Bucket.UNREAD else _kinds(ledger, bucket)
        first, *rest = folded(MEANINGS.get(bucket, bucket.value) + told, max(20, width - margin - 7))
        yield (
            Text("  ")
            .append(letter, style=style if counted[bucket] else "dim")
            .append(f"  {counted[bucket]:>{margin}}  {first}")
        )
        yield from (Text(f"{'':>{margin + 7}}{line}") for line in rest)


def _kinds(ledger: tuple[Entry, ...], bucket: Bucket) -> str:
    """`: 26 trial, 4 year`: what there is of a bucket, most first."""
    kinds = Counter(visible(entry.reason) for entry in ledger if entry.bucket is bucket and entry.reason)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0])))
    return f": {told}" if told else ""


def _lines(ledger: tuple[Entry, ...]) -> str:
    """Where the unread stand; all of them are marked below."""
    lines = list(dict.fromkeys(entry.place.line for entry in ledger if entry.bucket is Bucket.UNREAD))
    if not lines:
        return ""
    more = f" and {len(lines) - LINES_NAMED} more" if len(lines) > LINES_NAMED else ""
    return f"; line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:LINES_NAMED]))}{more}"


def _spans(entries: Iterable[Entry]) -> list[Span[Bucket]]:
    """The numerals of one line, none over another; of two in one place the unread is shown."""
    spans: list[Span[Bucket]] = []
    for entry in entries:
        start = entry.place.column - 1
        end = start + max(1, entry.place.end - entry.place.start)
        if spans and start < spans[-1].end:
            last = spans[-1]
            kept = Bucket.UNREAD if Bucket.UNREAD in (last.what, entry.bucket) else last.what
            spans[-1] = Span(last.start, max(last.end, end), kept)
        else:
            spans.append(Span(start, end, entry.bucket))
    return spans


def _source(gutter: str, window: Window[Bucket]) -> Text:
    from rich.text import Text  # noqa: PLC0415 - start-up stays light

    line = Text(gutter, style="")
    for words, bucket in window.pieces:
        line.append(words, style=LETTERS[bucket][1] if bucket else "")
    return line


def _letters(gutter: str, window: Window[Bucket]) -> Text:
    from rich.cells import cell_len  # noqa: PLC0415 - start-up stays light
    from rich.text import Text  # noqa: PLC0415

    line = Text(gutter)
    for words, bucket in window.pieces:
        letter, style = LETTERS[bucket] if bucket else (" ", "")
        line.append(letter * cell_len(words), style=style)
    line.rstrip()
    return line


def _reasons(entries: Iterable[Entry]) -> Iterator[str]:
    """`x 8, 15: day list of a dosing schedule`: why numerals of a line are left out."""
    told: dict[str, list[str]] = {}
    for entry in entries:
        if entry.bucket is Bucket.EXCLUDED:
            told.setdefault(entry.reason or "", []).append(visible(entry.text))
    for reason, numerals in told.items():
        yield f"{LETTERS[Bucket.EXCLUDED][0]} {', '.join(numerals)}: {visible(reason)}"
