"""A Markdown block's text -> the same without Pandoc's raising marks and without template left-overs."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import replace

from claims.pages.raw import Raised, RawBlock

_CARET = re.compile(r"\^([^\s^]{1,20})\^|(?<=[^\W_])~([^\W_]{1,8}[+−-]?)~")  # x^2^, H~2~O
_LEFT_OVER = re.compile(r"\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}|<%[^<>]{0,500}%>")


def without_marks(block: RawBlock) -> tuple[RawBlock, list[tuple[str, int]]]:
    """The block with what stands between carets or tildes raised or lowered; each left-over with its offset."""
    cuts: list[tuple[int, int]] = []
    raised = list(block.raised)
    left_over: list[tuple[str, int]] = []
    for match in _CARET.finditer(block.text):
        group = 1 if match[1] else 2
        start, end = match.span(group)
        cuts += ((match.start(), start), (end, match.end()))
        raised.append(Raised(start, end, "super" if group == 1 else "sub"))
    for match in _LEFT_OVER.finditer(block.text):
        cuts.append(match.span())
        left_over.append((f"{match[0][:2]} {match[0][-2:]}", block.spots[match.start()]))
    return (_without(block, cuts, raised) if cuts else block), left_over


def _without(block: RawBlock, cuts: Sequence[tuple[int, int]], raised: Sequence[Raised]) -> RawBlock:
    """A block with stretches of its text taken out; `raised` refers to the text as it was."""
    text = list(block.text)
    for start, end in cuts:
        text[start:end] = [""] * (end - start)
    kept = [i for i, character in enumerate(text) if character]
    # White space on both sides of a cut, or at an end, is one too many.
    kept = [i for n, i in enumerate(kept) if not text[i].isspace() or (n and not text[kept[n - 1]].isspace())]
    while kept and text[kept[-1]].isspace():
        kept.pop()
    moved = {old: new for new, old in enumerate(kept)}
    stretches = (
        Raised(inside[0], inside[-1] + 1, stretch.kind)
        for stretch in sorted(raised, key=lambda r: r.start)
        if (inside := [moved[i] for i in range(stretch.start, stretch.end) if i in moved])
    )
    spots = array("q", (block.spots[i] for i in kept))
    spots.append(block.spots[-1])
    return replace(block, text="".join(block.text[i] for i in kept), spots=spots, raised=tuple(stretches))
