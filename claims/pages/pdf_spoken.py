"""The structure of a tagged PDF -> the words that are read out for its figures, with how far down the page these stand."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping

import pypdfium2 as pdfium
import pypdfium2.raw as c

_MOST = 20_000  # elements of one page's structure
_DEEPEST = 64


def spoken_on(page: pdfium.PdfPage, tops: Mapping[int, float]) -> list[tuple[float, str]]:
    """Height and words; `tops` are the heights of what is painted, by its tag."""
    tree = c.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    found: list[tuple[float, str]] = []
    try:
        count = min(max(0, c.FPDF_StructTree_CountChildren(tree)), _MOST)
        waiting = [(c.FPDF_StructTree_GetChildAtIndex(tree, at), 0) for at in reversed(range(count))]
        seen = 0
        while waiting and seen < _MOST:
            element, depth = waiting.pop()
            seen += 1
            if not element:
                continue
            words = _alternative(element)
            if words:
                found.append((min((tops[tag] for tag in _tags(element) if tag in tops), default=float("inf")), words))
            if depth < _DEEPEST:
                children = min(max(0, c.FPDF_StructElement_CountChildren(element)), _MOST)
                waiting += [
                    (c.FPDF_StructElement_GetChildAtIndex(element, at), depth + 1) for at in reversed(range(children))
                ]
    finally:
        c.FPDF_StructTree_Close(tree)
    return found


def _alternative(element: object) -> str:
    length = c.FPDF_StructElement_GetAltText(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    c.FPDF_StructElement_GetAltText(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace").strip()


def _tags(element: object) -> list[int]:
    count = min(max(0, c.FPDF_StructElement_GetMarkedContentIdCount(element)), _MOST)
    return [c.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at) for at in range(count)]
