"""A page of a PDF -> what is painted on it beside text: pictures, filled areas and rules, in the order of painting."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

_MOST = 50_000  # objects looked at on one page
_DEEPEST = 8  # forms within forms
_THIN = 2.5  # points: a rule rather than an area
_SHORT = 6.0  # points: a rule that parts nothing
Matrix = tuple[float, float, float, float, float, float]
_ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Painted:
    """One painted thing with its box, y down."""

    order: int
    left: float
    top: float
    right: float
    bottom: float
    is_image: bool = False
    is_opaque: bool = False
    is_white: bool = False
    tag: int = -1  # what the structure of a tagged file knows it by

    @property
    def area(self) -> float:
        """Square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    @property
    def is_rule(self) -> bool:
        """Whether it is a line along one axis."""
        width, height = self.right - self.left, self.bottom - self.top
        return min(width, height) <= _THIN and max(width, height) >= _SHORT and not self.is_image

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies in its box."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def painted_on(page: pdfium.PdfPage, corner: tuple[float, float]) -> tuple[list[Painted], dict[bytes, int]]:
    """What is painted, and the place in the order of painting of each text object, by its address."""
    painted: list[Painted] = []
    order: dict[bytes, int] = {}
    # (object, what its coordinates are multiplied with, depth), the next to be painted last
    waiting = [(c.FPDFPage_GetObject(page, at), _ONE, 0) for at in range(min(c.FPDFPage_CountObjects(page), _MOST))]
    waiting.reverse()
    count = 0
    while waiting and count < _MOST:
        thing, matrix, depth = waiting.pop()
        count += 1
        kind = c.FPDFPageObj_GetType(thing)
        if kind == c.FPDF_PAGEOBJ_TEXT:
            order[bytes(thing)] = count
        elif kind == c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inside = _times(_matrix(thing), matrix)
            parts = [c.FPDFFormObj_GetObject(thing, at) for at in range(min(c.FPDFFormObj_CountObjects(thing), _MOST))]
            waiting += [(part, inside, depth + 1) for part in reversed(parts)]
        elif kind in (c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_SHADING):
            found = _painted(page, thing, kind, matrix, corner, count)
            if found is not None:
                painted.append(found)
    return painted, order


def _painted(
    page: pdfium.PdfPage, thing: object, kind: int, matrix: Matrix, corner: tuple[float, float], order: int
) -> Painted | None:
    bounds = [ctypes.c_float() for _ in range(4)]
    if not c.FPDFPageObj_GetBounds(thing, *bounds):
        return None
    left, bottom, right, top = _moved([value.value for value in bounds], matrix)
    clip = _clip(thing)
    if clip:
        left, bottom = max(left, clip[0]), max(bottom, clip[1])
        right, top = min(right, clip[2]), min(top, clip[3])
    found = Painted(order, left - corner[0], corner[1] - top, right - corner[0], corner[1] - bottom)
    found.tag = c.FPDFPageObj_GetMarkedContentID(thing)
    if kind == c.FPDF_PAGEOBJ_IMAGE:
        found.is_image = True
        found.is_opaque = not c.FPDFPageObj_HasTransparency(thing) and not _is_see_through(page, thing)
    elif kind == c.FPDF_PAGEOBJ_PATH:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        c.FPDFPath_GetDrawMode(thing, mode, stroke)
        if not mode.value and not stroke.value:
            return None
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        is_told = c.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
        found.is_white = bool(mode.value and is_told and min(red.value, green.value, blue.value) >= 250)
        is_solid = bool(is_told) and alpha.value >= 250 and not c.FPDFPageObj_HasTransparency(thing)
        # A box says where a path is painted only if it is a rectangle.
        found.is_opaque = bool(mode.value) and is_solid and c.FPDFPath_CountSegments(thing) in (4, 5)
    return found


def _is_see_through(page: pdfium.PdfPage, image: object) -> bool:
    """Whether a picture lets through what is beneath it somewhere: it has a mask."""
    bitmap = c.FPDFImageObj_GetRenderedBitmap(page.pdf, page, image)
    if not bitmap:
        return True
    try:
        if c.FPDFBitmap_GetFormat(bitmap) != c.FPDFBitmap_BGRA:
            return False
        size = c.FPDFBitmap_GetStride(bitmap) * c.FPDFBitmap_GetHeight(bitmap)
        pixels = ctypes.string_at(c.FPDFBitmap_GetBuffer(bitmap), size)
        return min(pixels[3::4], default=255) < 250
    finally:
        c.FPDFBitmap_Destroy(bitmap)


def _clip(thing: object) -> tuple[float, float, float, float] | None:
    path = c.FPDFPageObj_GetClipPath(thing)
    count = c.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return None
    xs: list[float] = []
    ys: list[float] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(c.FPDFClipPath_CountPathSegments(path, count - 1), 1_000)):
        segment = c.FPDFClipPath_GetPathSegment(path, count - 1, at)
        if c.FPDFPathSegment_GetPoint(segment, x, y):
            xs.append(x.value)
            ys.append(y.value)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _matrix(thing: object) -> Matrix:
    found = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(thing, found):
        return _ONE
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, cc, d, e, f = one
    a2, b2, c2, d2, e2, f2 = other
    return (
        a * a2 + b * c2,
        a * b2 + b * d2,
        cc * a2 + d * c2,
        cc * b2 + d * d2,
        e * a2 + f * c2 + e2,
        e * b2 + f * d2 + f2,
    )


def _moved(bounds: list[float], matrix: Matrix) -> tuple[float, float, float, float]:
    if matrix == _ONE:
        return bounds[0], bounds[1], bounds[2], bounds[3]
    a, b, cc, d, e, f = matrix
    points = [(x * a + y * cc + e, x * b + y * d + f) for x in bounds[0::2] for y in bounds[1::2]]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
