"""One piece over and over: bait for patterns that look back."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.bad import NOTHING, Bad

BAIT = 2_500  # characters of one piece over and over
MORE_BAIT = 20_000  # the same among what is large


PIECES = {
    "round": "(", "square": "[", "curly": "{", "one-comma": "1,", "a1": "a1", "ci": "95% CI ", "thousands": "1,000",
    "percent": "%", "percents": "5% ", "pipes": "|", "tabs": "\t", "pipe-digits": "|1", "tab-digits": "\t1",
    "dashes": "-", "ranges": "1-", "en-dashes": "1–", "decimal": "1.", "dots": ".", "slashes": "1/", "equals": "n=",
    "p": "p<0.05 (", "hr": "HR 0.5 (95% CI ", "hr-open": "HR (", "months": "1 month ", "to": "1 to ", "vs": "5% vs ",
    "and": "5% and ", "commas-words": "a, ", "stars": "* ", "daggers": "†‡ ", "sup": "¹²³", "n-of": "(n=", "semis": "1; ",
    "quotes": "\"'", "plus": "EXEMPLAR + ", "by": "2 by ", "fold": "2-fold ", "at": "at 12 months, ", "blank": " \u00a0\n",
    "hash": "#1 ", "spaces": "1   ", "caps": "ABC ", "hyphens": "A-B-", "url": "http://a.b/", "mail": "a@b.", "under": "_a_",
}  # fmt: skip


def bait(size: int = BAIT) -> Iterator[Bad]:
    for name, piece in PIECES.items():
        is_run = not any(sign.isspace() for sign in piece)
        says = "characters without a space" if is_run else NOTHING
        text = piece * (size // len(piece))
        if name in {"tabs", "blank"}:
            says = "empty page"
        yield Bad(f"bait/{size}/{name}.txt", text.encode(), "" if name == "tab-digits" else says)
        if is_run and name != "tabs":  # the same just below the length that no copy has
            short = (piece * 400)[:390]
            yield Bad(f"bait/{size}/{name}-short.txt", f"{short} ".encode() * (size // 400), NOTHING)
