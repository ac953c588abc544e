"""A page of a PDF -> its glyphs from top to bottom, the rules and pictures between them, what is written on top of it."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, field
from math import atan2, cos, hypot, pi, sin

import pypdfium2 as pdfium
import pypdfium2.raw as c

from claims.model import Box
from claims.pages.pdf_links import links_on
from claims.pages.pdf_paint import Painted, painted_on
from claims.pages.pdf_spoken import spoken_on
from claims.pages.symbols import SYMBOL

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_HYPHENS = (0x2, 0xFFFE)  # what PDFium makes of a hyphen at the end of a line
_INVISIBLE = frozenset({3, 7})  # text render modes: neither filled nor stroked; only clipped with
_SMALL = 20.0  # square points: what is smaller covers no words
_SMALLEST = 2.0  # points: below that nobody reads it
_NOTES = frozenset(
    {1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17}
)  # annotations with words; not links, widgets, popups
_WIDGET = 20


@dataclass(slots=True)
class Glyph:
    """One character as printed: x to the right, y down, in points from the upper left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    is_hidden: bool
    is_spaced: bool = False  # white space stands before it
    is_soft: bool = False  # a hyphen that only breaks the line
    run: bytes = b""  # glyphs of one text object share it


@dataclass(slots=True)
class Sheet:
    """One page."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    turned: list[list[Glyph]] = field(default_factory=list)  # glyphs of other directions, each turned upright
    painted: list[Painted] = field(default_factory=list)
    spoken: list[tuple[float, str]] = field(default_factory=list)  # height and words of what is read out for figures
    links: list[tuple[Box, str]] = field(default_factory=list)  # where a click leads
    notes: list[str] = field(default_factory=list)  # annotations
    fields: list[str] = field(default_factory=list)  # what is filled into forms
    unmapped: int = 0  # glyphs that the font does not say the character of
    is_recognized: bool = False  # a picture with its text, invisible, as text recognition leaves it


@dataclass(slots=True)
class _Look:
    """What the glyphs of one text object share."""

    size: float
    turn: int  # in degrees
    is_bold: bool
    is_hidden: bool
    is_invisible: bool
    covers: list[Painted] = field(default_factory=list)  # what is painted over the line that it stands on


def sheet_of(document: pdfium.PdfDocument, number: int) -> Sheet:
    """One page, by its number from 1."""
    page = document[number - 1]
    try:
        left, bottom, right, top = page.get_cropbox()
        sheet = Sheet(number, right - left, top - bottom)
        sheet.painted, order = painted_on(page, (left, top))
        text = page.get_textpage()
        try:
            _read(sheet, text, order, (left, top))
        finally:
            text.close()
        sheet.notes, sheet.fields = _annotations(page)
        sheet.links = links_on(page, (left, top))
        sheet.spoken = spoken_on(page, {p.tag: p.top for p in reversed(sheet.painted) if p.tag >= 0})
    finally:
        page.close()
    return sheet


def _read(sheet: Sheet, text: pdfium.PdfTextPage, order: dict[bytes, int], corner: tuple[float, float]) -> None:
    looks: dict[bytes, _Look] = {}
    by_turn: dict[int, list[tuple[Glyph, bool]]] = {}
    box = c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    is_spaced = False
    font_error = 0
    text = text.raw  # what the functions of PDFium take: five calls a glyph are most of the time a page takes
    for at in range(c.FPDFText_CountChars(text)):
        code = c.FPDFText_GetUnicode(text, at)
        if code in (0x20, 0xA0, 0x9, 0xD, 0xA, 0x3000) or 0x2000 <= code <= 0x200B:
            is_spaced = True
            continue
        text_object = c.FPDFText_GetTextObject(text, at)
        if not text_object:
            continue  # made up by PDFium
        c.FPDFText_GetLooseCharBox(text, at, box)
        c.FPDFText_GetCharOrigin(text, at, x, y)
        key = bytes(text_object)  # its address
        look = looks.get(key)
        if look is None:
            look = looks[key] = _look(text, at, text_object, order.get(key, -1), sheet, corner)
        if code in (0, 0xFFFD) or (code not in _HYPHENS and c.FPDFText_HasUnicodeMapError(text, at) == 1):
            font_error += 1
            continue
        if code < 0x20 and code not in _HYPHENS:
            continue
        is_soft = code == 0xAD or code in _HYPHENS
        # Loose boxes of turned glyphs are upright all the same: their far corner is what matters there.
        glyph = Glyph(
            "-" if is_soft else _character(code),
            x.value - corner[0] if not look.turn else box.left - corner[0],
            box.right - corner[0],
            corner[1] - y.value,
            look.size,
            look.is_bold,
            look.is_hidden,
            is_spaced,
            is_soft,
            key,
        )
        if look.turn:
            glyph = _upright(glyph, look.turn, (x.value - corner[0], corner[1] - y.value), box)
        elif not (-look.size < glyph.left < sheet.width + look.size and 0 < glyph.base < sheet.height + look.size):
            glyph.is_hidden = True  # beside the paper
        elif look.covers:
            middle = (glyph.left + glyph.right) / 2
            glyph.is_hidden = glyph.is_hidden or any(p.left <= middle <= p.right for p in look.covers)
        by_turn.setdefault(look.turn, []).append((glyph, look.is_invisible))
        is_spaced = False
    sheet.unmapped = font_error
    _settle(sheet, by_turn)


def _settle(sheet: Sheet, by_turn: dict[int, list[tuple[Glyph, bool]]]) -> None:
    """The direction of most glyphs is the page's; invisible text over a picture of the whole page is what it shows."""
    main = max(by_turn, key=lambda turn: (len(by_turn[turn]), turn == 0), default=0)
    every = [pair for pairs in by_turn.values() for pair in pairs]
    covered = max((p.area for p in sheet.painted if p.is_image), default=0.0) / max(1.0, sheet.width * sheet.height)
    invisible = sum(is_invisible for _, is_invisible in every)
    if every and covered > 0.6 and invisible > 0.8 * len(every):
        sheet.is_recognized = True
        for glyph, is_invisible in every:
            glyph.is_hidden = glyph.is_hidden and not is_invisible
    for turn, pairs in sorted(by_turn.items(), key=lambda item: (item[0] != main, item[0])):
        glyphs = [glyph for glyph, _ in pairs]
        if turn == main:
            sheet.glyphs = glyphs
        else:
            sheet.turned.append(glyphs)


def _look(
    text: pdfium.PdfTextPage, at: int, text_object: object, order: int, sheet: Sheet, corner: tuple[float, float]
) -> _Look:
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(text, at, matrix)
    scale = hypot(matrix.c, matrix.d) or 1.0
    size = abs(c.FPDFText_GetFontSize(text, at)) * scale
    turn = round(atan2(matrix.b, matrix.a) * 180 / pi) % 360
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    c.FPDFText_GetFontInfo(text, at, name, 128, flags)
    is_bold = bool(_BOLD.search(name.value.decode("utf-8", "replace"))) or c.FPDFText_GetFontWeight(text, at) >= 600
    mode = c.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
    is_invisible = mode in _INVISIBLE
    box = c.FS_RECTF()
    c.FPDFText_GetLooseCharBox(text, at, box)
    middle = (box.left + box.right) / 2 - corner[0], corner[1] - (box.top + box.bottom) / 2
    is_hidden = is_invisible or size < _SMALLEST or _is_unseen(text, at, order, middle, sheet.painted)
    later = [p for p in sheet.painted if p.is_opaque and p.order > order >= 0 and p.area > _SMALL]
    covers = [p for p in later if p.top <= middle[1] <= p.bottom]
    if turn and any(p.contains(*middle) for p in covers):
        is_hidden = True
    return _Look(size, 0 if turn in (1, 359) else turn, is_bold, is_hidden, is_invisible, covers)


def _is_unseen(
    text: pdfium.PdfTextPage, at: int, order: int, middle: tuple[float, float], painted: list[Painted]
) -> bool:
    """Whether text is transparent, or white on white paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not c.FPDFText_GetFillColor(text, at, red, green, blue, alpha):
        return False
    if alpha.value < 8:
        return True
    if min(red.value, green.value, blue.value) < 250:
        return False
    behind = [p for p in painted if (order < 0 or p.order < order) and p.contains(*middle)]
    return not any(not p.is_white for p in behind)


def _upright(glyph: Glyph, turn: int, origin: tuple[float, float], box: c.FS_RECTF) -> Glyph:
    """A turned glyph with the coordinates that it has when the page is turned so that it stands upright."""
    angle = turn * pi / 180
    across, down = cos(angle), sin(angle)
    along = origin[0] * across - origin[1] * down
    base = origin[0] * down + origin[1] * across
    width = abs((box.right - box.left) * across) + abs((box.top - box.bottom) * down)
    glyph.left, glyph.right, glyph.base = along, along + width, base
    return glyph


def _character(code: int) -> str:
    if 0xF020 <= code <= 0xF0FF:
        return SYMBOL.get(code - 0xF000, "•" if code in (0xF0A7, 0xF0A8, 0xF0D8, 0xF076) else chr(code))
    character = chr(code)
    return _LIGATURES.get(character, character)


def _annotations(page: pdfium.PdfPage) -> tuple[list[str], list[str]]:
    notes: list[str] = []
    fields: list[str] = []
    for at in range(min(c.FPDFPage_GetAnnotCount(page), 5_000)):
        annotation = c.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        try:
            kind = c.FPDFAnnot_GetSubtype(annotation)
            if kind in _NOTES:
                notes += filter(None, [_string(annotation, b"Contents")])
            elif kind == _WIDGET:
                fields += filter(None, [_string(annotation, b"V")])
        finally:
            c.FPDFPage_CloseAnnot(annotation)
    return list(Counter(notes)), fields


def _string(annotation: object, key: bytes) -> str:
    length = c.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if length <= 2:
        return ""
    buffer = (c.FPDF_WCHAR * (length // 2 + 1))()
    c.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace").strip()
