"""A page of a PDF -> the boxes on it that a click leads away from, and where to."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as c

from claims.model import Box

_MOST = 2_000
_MARGIN = 1.0  # points around a box: words may stick out


def links_on(page: pdfium.PdfPage, corner: tuple[float, float]) -> list[tuple[Box, str]]:
    """Boxes, y down, with the addresses behind them; links within the file are left out."""
    found: list[tuple[Box, str]] = []
    at, link = ctypes.c_int(0), c.FPDF_LINK()
    while len(found) < _MOST and c.FPDFLink_Enumerate(page, at, link):
        address = _address(page, c.FPDFLink_GetAction(link))
        box = c.FS_RECTF()
        if address and c.FPDFLink_GetAnnotRect(link, box):
            left, right = sorted((box.left - corner[0], box.right - corner[0]))
            top, bottom = sorted((corner[1] - box.top, corner[1] - box.bottom))
            found.append((Box(left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN), address))
    return found


def _address(page: pdfium.PdfPage, action: object) -> str:
    if not action or c.FPDFAction_GetType(action) != c.PDFACTION_URI:
        return ""
    length = c.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    c.FPDFAction_GetURIPath(page.pdf, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")
