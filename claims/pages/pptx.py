"""A presentation -> its text and raw blocks: slides by their titles, what stands on them by its place, notes, comments."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from claims.model import Carrier, Kind
from claims.pages.archive import broken, check, parse
from claims.pages.html_tables import Draft, Table, settle
from claims.pages.limits import Limits, setting
from claims.pages.refused import Refused
from claims.pages.rendered import Rendered, Rendering, Said
from claims.pages.runs import Run

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.text.text import TextFrame

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEEPEST = 32  # groups within groups
_ROW = 150_000  # EMU (a sixth of an inch): shapes whose tops differ by less stand in one row
_UNREAD = {"chart": "a chart", "diagram": "a SmartArt drawing", "ole": "an embedded object"}
_TITLES = frozenset({1, 3})  # placeholder types: title, centred title
_LISTS = frozenset({2, 7})  # body, object: their paragraphs have bullets unless they say no
_RUNNING = frozenset({13, 15, 16})  # slide number, footer, date


def read_pptx(data: bytes, limits: Limits) -> Rendered:
    """Text and blocks of a PPTX file; Refused where it is none."""
    check(data, limits)
    from lxml.etree import XMLSyntaxError  # noqa: PLC0415 - only the reading process needs it
    from pptx import Presentation  # noqa: PLC0415
    from pptx.exc import PythonPptxError  # noqa: PLC0415

    try:
        slides = list(Presentation(io.BytesIO(data)).slides)
    except XMLSyntaxError as error:
        raise broken(error, "a part of it") from error
    except (PythonPptxError, KeyError, ValueError, AttributeError) as error:
        raise Refused("is no presentation, or one that is damaged") from error
    if len(slides) > limits.pages:
        raise Refused(f"has {len(slides)} slides, at most {limits.pages} are read ({setting('pages')})")
    return _Deck().read(slides)


class _Deck:
    """Goes over the slides once."""

    def __init__(self) -> None:
        self._out = Rendering()
        self._drafts: list[Draft] = []
        self._group = self._tables = self._slide = 0
        self._running: set[str] = set()

    def read(self, slides: list[Slide]) -> Rendered:
        for number, slide in enumerate(slides, start=1):
            self._slide = number
            self._read(slide)
        return self._out.close(tuple(settle(self._drafts)))

    def _read(self, slide: Slide) -> None:
        is_hidden = slide.element.get("show") == "0"
        carrier = Carrier.HIDDEN if is_hidden else Carrier.TEXT
        shapes = list(_ordered(_flat(slide.shapes)))
        for shape in shapes:
            if _placeholder(shape) in _TITLES:
                self._frame(shape.text_frame, carrier, title=True)
        if not any(_placeholder(shape) in _TITLES and shape.text_frame.text.strip() for shape in shapes):
            self._untitled(carrier)
        for shape in shapes:
            kind = _placeholder(shape)
            if kind in _TITLES:
                continue
            if kind in _RUNNING:
                self._foot(shape, carrier)
            else:
                self._shape(shape, carrier)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            self._frame(slide.notes_slide.notes_text_frame, Carrier.HIDDEN)
        self._comments(slide)

    def _untitled(self, carrier: Carrier) -> None:
        """A slide without a title stands under a heading all the same: not under that of the slide before."""
        self._group += 1
        self._write(Said(f"Slide {self._slide}", kind=Kind.HEADING, level=2, carrier=carrier))

    def _shape(self, shape: Any, carrier: Carrier) -> None:
        if getattr(shape, "has_table", False) and shape.has_table:
            self._table(shape.table, carrier)
        elif shape.has_text_frame:
            self._frame(shape.text_frame, carrier, bulleted=_placeholder(shape) in _LISTS)
        data = next(shape.element.iter(f"{_A}graphicData"), None)
        kind = (data.get("uri") or "").rpartition("/")[2] if data is not None else ""
        if kind in _UNREAD:
            self._out.problem(f"{_UNREAD[kind]} on slide {self._slide} was not read", page=self._slide, is_unread=True)
        properties = next((e for e in shape.element.iter() if str(e.tag).endswith("}cNvPr")), None)
        spoken = (properties.get("descr") or "") if properties is not None else ""
        if spoken.strip():
            self._words(spoken, Carrier.ALT)

    def _foot(self, shape: Any, carrier: Carrier) -> None:
        """Footers once; slide numbers never."""
        text = shape.text_frame.text.strip()
        if not text or _placeholder(shape) == 13 or text in self._running:
            return
        self._running.add(text)
        self._words(text, carrier, hint="footer")

    def _frame(self, frame: TextFrame, carrier: Carrier, *, title: bool = False, bulleted: bool = False) -> None:
        paragraphs = list(frame.paragraphs)
        self._group += 1
        is_list = sum(bool(p.text.strip()) for p in paragraphs) > 1
        for paragraph in paragraphs:
            run = _run(paragraph)
            if not len(run):
                continue
            properties = paragraph._p.pPr
            has_bullet = properties is not None and any(
                properties.find(f"{_A}{name}") is not None for name in ("buChar", "buAutoNum", "buBlip")
            )
            no_bullet = properties is not None and properties.find(f"{_A}buNone") is not None
            is_item = has_bullet or (is_list and (bulleted or paragraph.level > 0) and not no_bullet)
            kind, level = (Kind.ITEM, paragraph.level + 1) if is_item else (Kind.PARAGRAPH, 0)
            if title:
                kind, level = Kind.HEADING, 2
            self._write(Said.of(run, kind=kind, level=level, carrier=carrier, links=_links(paragraph)))

    def _table(self, found: Any, carrier: Carrier) -> None:
        self._tables += 1
        self._group += 1
        table = Table(self._tables, self._group)
        for number, row in enumerate(found.rows):
            table.grid.open_row()
            table.grid.in_head = number == 0 and bool(found.first_row)
            is_new = True
            for cell in row.cells:
                if cell.is_spanned:
                    continue
                width, height = (cell.span_width, cell.span_height) if cell.is_merge_origin else (1, 1)
                slot = table.grid.open_cell(is_heading=False, width=width, height=height)
                for paragraph in cell.text_frame.paragraphs:
                    run = _run(paragraph)
                    if len(run):
                        said = Said.of(run, carrier=carrier)
                        block = self._out.write(said, group=self._group, page=self._slide, is_beside=not is_new)
                        is_new = False
                        self._drafts.append(Draft(block, table, slot))
        self._group += 1

    def _comments(self, slide: Slide) -> None:
        for relation in slide.part.rels.values():
            if relation.is_external or not relation.reltype.endswith("/comments"):
                continue
            for element in parse(relation.target_part.blob, "comments").iter():
                name = str(element.tag).rpartition("}")[2]
                if name in {"text", "t"}:
                    self._words(element.text or "", Carrier.COMMENT)

    def _words(self, text: str, carrier: Carrier, hint: str = "") -> None:
        run = Run("")
        run.spell(text, [0] * len(text), 0)
        if len(run):
            self._group += 1
            self._write(Said.of(run, carrier=carrier, hint=hint))

    def _write(self, said: Said) -> None:
        self._drafts.append(Draft(self._out.write(said, group=self._group, page=self._slide)))


def _flat(shapes: Iterable[Any], depth: int = 0) -> Iterator[Any]:
    """Shapes with those of groups in place of the groups."""
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < _DEEPEST:
            yield from _flat(shape.shapes, depth + 1)
        else:
            yield shape


def _ordered(shapes: Iterable[Any]) -> Iterator[Any]:
    """Shapes from top to bottom, those of one row from left to right; those without a place of their own first."""
    placed = [(shape.top or 0, shape.left or 0, at, shape) for at, shape in enumerate(shapes)]
    row: list[tuple[int, int, Any]] = []
    top = 0
    for y, x, at, shape in sorted(placed, key=lambda one: one[:3]):
        if row and y - top > _ROW:
            yield from (one[2] for one in sorted(row, key=lambda one: one[:2]))
            row = []
        top = y if not row else top
        row.append((x, at, shape))
    yield from (one[2] for one in sorted(row, key=lambda one: one[:2]))


def _placeholder(shape: Any) -> int | None:
    if not shape.is_placeholder or not shape.has_text_frame:
        return None
    kind = shape.placeholder_format.type
    return None if kind is None else int(kind)


def _links(paragraph: Any) -> tuple[tuple[int, int, str], ...]:
    """Stretches of a paragraph's text that lead outside."""
    found: list[tuple[int, int, str]] = []
    for run in paragraph.runs:
        target = run.hyperlink.address
        text = " ".join(run.text.split())
        whole = _run(paragraph).text()
        at = whole.find(text, found[-1][1] if found else 0) if target and text else -1
        if at >= 0:
            found.append((at, at + len(text), target))
    return tuple(found)


def _run(paragraph: Any) -> Run:
    """A paragraph's words with what is raised and lowered."""
    run = Run("")
    for element in paragraph._p:
        name = str(element.tag).rpartition("}")[2]
        if name == "br":
            run.newline(0)
        elif name in ("r", "fld"):
            properties = element.find(f"{_A}rPr")
            baseline = (properties.get("baseline") or "0").rstrip("%") if properties is not None else "0"
            height = int(baseline) if baseline.lstrip("-").isdecimal() else 0
            text = "".join(part.text or "" for part in element.iter(f"{_A}t"))
            run.spell(text, [0] * len(text), 0, "super" if height > 0 else "sub" if height < 0 else None)
    return run
