"""A Word document -> its text and raw blocks: changes as accepted, notes, comments, tables, text boxes, headers."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.model import Carrier, Kind, Problem
from claims.pages.archive import broken, check, parse
from claims.pages.docx_runs import DELETED, INSERTED, MC, Paragraph, Reader, chosen
from claims.pages.docx_styles import Look, Styles, W
from claims.pages.docx_tables import WRAPPERS, cells_of, heights_of, rows_of
from claims.pages.grid import Slot
from claims.pages.html_tables import Draft, Table, settle
from claims.pages.limits import Limits
from claims.pages.note_numbers import numbered
from claims.pages.refused import Refused
from claims.pages.rendered import Rendered, Rendering, Said
from claims.pages.runs import Run

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_BEHIND = "/officeDocument/2006/relationships/"
_BESIDE = ("vanish", "commentReference", "drawing", "pict", "object")
_OFTEN = 6  # one paragraph in so many is empty where these part the text
_STRUCTURE = ("tbl", "numPr", "vertAlign", "footnoteReference", "endnoteReference", "outlineLvl")


def read_docx(data: bytes, limits: Limits) -> Rendered:
    """Text and blocks of a DOCX file; Refused where it is none."""
    check(data, limits)
    import docx  # noqa: PLC0415 - only the reading process needs it
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml.etree import XMLSyntaxError  # noqa: PLC0415

    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        parts = _parts(document)
    except XMLSyntaxError as error:
        raise broken(error, "a part of it") from error
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise Refused("is no Word document, or one that is damaged") from error
    if body is None:
        raise Refused("is a Word document without a body")
    targets = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.is_external}
    return _Document(parts, targets).read(body)


class _Document:
    """Goes over the body once, and over what hangs on each paragraph as it comes."""

    def __init__(self, parts: dict[str, list[_Element]], targets: dict[str, str]) -> None:
        styles = Styles(next(iter(parts.get("styles", ())), None))
        settings = next(iter(parts.get("settings", ())), None)
        self._notes = {
            (kind, note.get(f"{W}id") or ""): note
            for kind in ("footnote", "endnote")
            for root in parts.get(f"{kind}s", ())
            for note in root.iterchildren(f"{W}{kind}")
            if note.get(f"{W}type") in (None, "normal")
        }
        self._comments = {
            comment.get(f"{W}id") or "": comment
            for root in parts.get("comments", ())
            for comment in root.iterchildren(f"{W}comment")
        }
        self._running = [*parts.get("header", ()), *parts.get("footer", ())]
        self._settings = settings
        self._styles = styles
        self._reader = Reader(styles, targets)
        self._out = Rendering()
        self._drafts: list[Draft] = []
        self._group = self._tables = 0
        self._page = 0  # 0: the document does not say where its pages end
        self._in_list = False
        self._open: list[tuple[str, str]] = []  # notes whose text has still to be written
        self._table: Table | None = None
        self._slot: Slot | None = None
        self._is_new_row = False
        self._carried: Paragraph | None = None  # a paragraph whose end is a tracked deletion

    def read(self, body: _Element) -> Rendered:
        self._reader.markers = numbered(body, self._settings)
        self._page = int(next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None)
        is_plain = self._is_plain(body)
        is_flat = is_plain and _has_blank_lines(body)
        self._blocks_of(body)
        self._notes_written()
        flat = self._out.length if is_flat else 0
        self._rest()
        if self._reader.changes:
            many = self._reader.changes
            words = f"{many} tracked changes are" if many > 1 else "one tracked change is"
            self._out.problems.insert(0, Problem(f"{words} pending; read as if accepted"))
        found = self._out.close(tuple(settle(self._drafts)), flat=flat)
        return replace(found, page=replace(found.page, is_flattened=is_plain))

    def _is_plain(self, body: _Element) -> bool:
        """Whether the document has no structure but its paragraphs."""
        if any(next(body.iter(f"{W}{name}"), None) is not None for name in _STRUCTURE):
            return False
        looks = (self._styles.paragraph(p.find(f"{W}pPr")) for p in body.iter(f"{W}p"))
        if any(look.level or (look.list_level or 0) > 0 for look in looks):
            return False
        return not any(
            self._styles.named(style.get(f"{W}val")).raised for style in body.iter(f"{W}rStyle")
        ) and not any(position.get(f"{W}val") not in (None, "0") for position in body.iter(f"{W}position"))

    # --- blocks -----------------------------------------------------------------------------------------------

    def _blocks_of(self, parent: Iterable[_Element], hint: str = "") -> None:
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element, hint)
            elif element.tag == f"{W}tbl":
                self._table_of(element)
            elif element.tag == f"{MC}AlternateContent":
                self._blocks_of(chosen(element), hint)
            elif element.tag in WRAPPERS:
                self._reader.changes += element.tag in INSERTED
                self._blocks_of(element, hint)
            elif element.tag in DELETED:
                self._reader.changes += 1
            elif element.tag == f"{W}altChunk":
                self._out.problem("an embedded document was not read", page=self._page, is_unread=True)

    def _paragraph(self, element: _Element, hint: str = "", begin: str = "") -> None:
        properties = element.find(f"{W}pPr")
        look = self._styles.paragraph(properties)
        paragraph = self._carried or Paragraph({Carrier.TEXT: Run("")})
        self._carried = None
        if begin:
            paragraph.runs[Carrier.TEXT].spell(begin, [0] * len(begin), 0, "super")
        self._reader.read(element, paragraph, look)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if mark is not None and mark.find(f"{W}del") is not None:
            self._reader.changes += 1
            self._carried = paragraph
            return
        if mark is not None and mark.find(f"{W}ins") is not None:
            self._reader.changes += 1
        self._written(paragraph, look, hint)

    def _written(self, paragraph: Paragraph, look: Look, hint: str) -> None:
        hanging = paragraph.hanging
        if self._page:
            self._page += hanging.page_breaks
        kind, level = Kind.PARAGRAPH, 0
        words = paragraph.runs[Carrier.TEXT]
        if look.level and look.level > 0:
            kind, level = Kind.HEADING, look.level
        elif look.list_level is not None and look.list_level >= 0:
            kind, level = Kind.ITEM, look.list_level + 1
        elif look.name == "caption":
            kind = Kind.CAPTION
        if kind is Kind.HEADING and len(words) and self._slot is None:
            self._notes_written()
        if kind is not Kind.ITEM or not self._in_list:
            self._group += 1
        self._in_list = kind is Kind.ITEM
        said = " ".join(filter(None, (hint, _hint(look, is_bold=bool(len(words)) and not paragraph.plain))))
        for carrier, run in paragraph.runs.items():
            if len(run):
                links = tuple((start, end, to) for c, start, end, to in paragraph.links if c is carrier)
                self._draft(Said.of(run, kind=kind, level=level, carrier=carrier, hint=said, links=links))
            elif carrier is Carrier.TEXT and self._slot is None:
                self._out.blank()
        for spoken in hanging.spoken:
            self._spoken(spoken, Carrier.ALT)
        for what in hanging.unread:
            self._out.problem(f"{what} in the document was not read", page=self._page, is_unread=True)
        for comment in hanging.comments:
            self._comment(comment)
        if self._page:
            self._page += paragraph.breaks_behind
        for box in hanging.boxes:
            around = self._table, self._slot
            self._table = self._slot = None
            self._group += 1
            self._blocks_of(box)
            self._table, self._slot = around
        self._open += [note for note in hanging.notes if note in self._notes and note not in self._open]

    def _draft(self, said: Said) -> None:
        inside = self._slot is not None and said.carrier in (Carrier.TEXT, Carrier.HIDDEN)
        block = self._out.write(said, group=self._group, page=self._page, is_beside=inside and not self._is_new_row)
        if inside:
            self._is_new_row = False
        self._drafts.append(Draft(block, self._table if inside else None, self._slot if inside else None))

    def _spoken(self, words: str, carrier: Carrier, hint: str = "") -> None:
        run = Run("")
        run.spell(words, [0] * len(words), 0)
        if len(run):
            self._draft(Said.of(run, carrier=carrier, hint=hint))

    def _comment(self, number: str) -> None:
        comment = self._comments.pop(number, None)
        for paragraph in comment.iter(f"{W}p") if comment is not None else ():
            read = Paragraph({Carrier.TEXT: Run("")})
            self._reader.read(paragraph, read, Look())
            if len(read.runs[Carrier.TEXT]):
                self._draft(Said.of(read.runs[Carrier.TEXT], carrier=Carrier.COMMENT))

    # --- notes ------------------------------------------------------------------------------------------------

    def _notes_written(self) -> None:
        """The notes of the part that ends here, as paragraphs that begin with their marker."""
        waiting, self._open = self._open, []
        for key in waiting:
            note = self._notes.pop(key)
            prints_own = next(note.iter(f"{W}{key[0]}Ref"), None) is None  # the author typed the marker
            marker = "" if prints_own else self._reader.markers.get(key, "")
            for paragraph in note.iterchildren(f"{W}p"):
                self._paragraph(paragraph, "footnote", marker)
                marker = ""

    def _rest(self) -> None:
        """What no place in the text refers to: headers and footers, each text once; comments on nothing."""
        said: set[str] = set()
        for root in self._running:
            for paragraph in root.iter(f"{W}p"):
                read = Paragraph({Carrier.TEXT: Run("")})
                self._reader.read(paragraph, read, Look())
                words, _, _ = read.runs[Carrier.TEXT].close()
                if words and words not in said:
                    said.add(words)
                    self._group += 1
                    self._draft(Said.of(read.runs[Carrier.TEXT], hint="footer"))
        for number in sorted(self._comments, key=lambda key: (len(key), key)):
            self._comment(number)

    # --- tables -----------------------------------------------------------------------------------------------

    def _table_of(self, element: _Element) -> None:
        around = self._table, self._slot
        if self._table is not None:
            self._table.only_lays_out = True
        self._tables += 1
        self._group += 1
        table = Table(self._tables, self._group)
        rows = list(rows_of(element))
        below = heights_of(rows)
        for number, row in enumerate(rows):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._reader.changes += 1
                continue
            is_head = row.find(f"{W}trPr/{W}tblHeader") is not None
            table.grid.open_row()
            table.grid.in_head = is_head
            self._is_new_row = True
            for at, (cell, width) in enumerate(cells_of(row)):
                height = below.get((number, at), 1)
                if not height:
                    continue  # goes on from the cell above
                slot = table.grid.open_cell(is_heading=False, width=width, height=height)
                self._table, self._slot = table, slot
                self._blocks_of(cell)
        self._table, self._slot = around
        self._group += 1


def _has_blank_lines(body: _Element) -> bool:
    """Whether empty paragraphs part the others, as in text pasted into Word, and nothing stands beside the text."""
    if any(next(body.iter(f"{W}{name}"), None) is not None for name in _BESIDE):
        return False
    empty = [not any((text.text or "").strip() for text in p.iter(f"{W}t")) for p in body.iter(f"{W}p")]
    return _OFTEN * sum(empty) >= len(empty) > 1


def _hint(look: Look, *, is_bold: bool) -> str:
    """What the author called the paragraph: its style's name; a table of contents repeats headings as a menu does."""
    name = "nav" if look.name.startswith("toc ") else look.name if look.name not in _PLAIN else ""
    return f"{name} bold".strip() if is_bold else name


_PLAIN = frozenset({"normal", "text body", "body text", "list paragraph", "default paragraph font"})


def _parts(document: Document) -> dict[str, list[_Element]]:
    """Roots of the parts beside the body, by the kind of their relation."""
    found: dict[str, list[_Element]] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition(_BEHIND)[2]
        if kind in _KINDS and not relation.is_external:
            found.setdefault(kind, []).append(parse(relation.target_part.blob, kind))
    return found


_KINDS = frozenset({"styles", "settings", "footnotes", "endnotes", "comments", "header", "footer"})
