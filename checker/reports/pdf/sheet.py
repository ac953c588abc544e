"""Marked words -> the paragraphs and tables of a printed sheet, in the fonts that every PDF viewer has."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cached_property
from html import escape
from typing import Any

from checker.reports.visible import inert

WIDEST = 12  # columns; what has more is printed row by row
BULLET = "•"


class Sheet:
    """The paper, and the looks of what is printed on it."""

    margin = 54.0
    size = (595.28, 841.89)  # A4

    @cached_property
    def _styles(self) -> dict[str, Any]:
        from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415 - start-up stays light

        plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=9.5, leading=13, spaceAfter=4, splitLongWords=1)
        small = {"fontSize": 8, "leading": 11, "textColor": "#57606a"}
        looks: dict[str, dict[str, Any]] = {
            "paragraph": {},
            "list": {"leftIndent": 12, "bulletIndent": 2},
            "note": small,
            "small": small,
            "title": {"fontName": "Helvetica-Bold", "fontSize": 15, "leading": 20},
            "heading": {
                "fontName": "Helvetica-Bold",
                "fontSize": 12,
                "leading": 16,
                "spaceBefore": 14,
                "keepWithNext": 1,
            },
            "level1": {
                "fontName": "Helvetica-Bold",
                "fontSize": 12,
                "leading": 16,
                "spaceBefore": 8,
                "keepWithNext": 1,
            },
            "level2": {
                "fontName": "Helvetica-Bold",
                "fontSize": 10.5,
                "leading": 14,
                "spaceBefore": 6,
                "keepWithNext": 1,
            },
            "level3": {"fontName": "Helvetica-Bold", "spaceBefore": 4, "keepWithNext": 1},
            "entry": {"spaceBefore": 6, "spaceAfter": 1},
            "quote": {"leftIndent": 12, "spaceAfter": 1},
            "inner": {"leftIndent": 12, "spaceAfter": 1},
            "related": {**small, "leftIndent": 12, "spaceAfter": 1},
            "cell": {"fontSize": 8, "leading": 10, "spaceAfter": 0},
        }
        return {name: ParagraphStyle(name, parent=plain, **look) for name, look in looks.items()}

    def text(self, words: str, look: str = "paragraph") -> Any:
        """A paragraph of words that are marked and escaped."""
        from reportlab.platypus import Paragraph  # noqa: PLC0415

        return Paragraph(words, self._styles[look], bulletText=BULLET if look == "list" else None)

    def together(self, parts: Sequence[Any]) -> Any:
        """Paragraphs that stand on one sheet if they can."""
        from reportlab.platypus import KeepTogether  # noqa: PLC0415

        return KeepTogether(list(parts))

    def table(self, rows: Sequence[Sequence[str]]) -> list[Any]:
        """A table over the width of the sheet; a very wide one as lines."""
        from reportlab.platypus import Table  # noqa: PLC0415

        columns = max(len(row) for row in rows)
        if columns > WIDEST:
            return [self.text(" | ".join(row), "cell") for row in rows]
        width = (self.size[0] - 2 * self.margin) / columns
        cells = [[self.text(words, "cell") for words in row] for row in rows]
        lines = [("GRID", (0, 0), (-1, -1), 0.4, "#c5ccd3"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        return [Table(cells, colWidths=[width] * columns, style=lines, spaceBefore=4, spaceAfter=8, splitInRow=1)]

    def foot(self, canvas: Any, _: Any) -> None:
        """The number of the sheet."""
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(self.size[0] / 2, self.margin / 2, f"promocheck, sheet {canvas.getPageNumber()}")


def escaped(words: str) -> str:
    """Words of other people as the text of a paragraph, in characters that the fonts have."""
    return escape(printable(inert(words)))


def printable(words: str) -> str:
    """Words in which a character that the fonts lack is told by its number, unless simpler ones say the same."""
    return words if words.isascii() else "".join(_printable(character) for character in words)


def _printable(character: str) -> str:
    if _has(character):
        return character
    simpler = unicodedata.normalize("NFKC", character).replace("\u2044", "/").replace("\u2010", "-")
    return simpler if all(_has(each) for each in simpler) else f"<U+{ord(character):04X}>"


def _has(character: str) -> bool:
    """Whether Helvetica has it, or the symbols that stand in for it."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - start-up stays light

    font = pdfmetrics.getFont("Helvetica")
    for one in (font, *font.substitutionFonts):
        try:
            character.encode(one.encName)
        except UnicodeEncodeError:
            continue
        return True
    return False
