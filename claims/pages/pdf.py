"""A PDF file -> its text and raw blocks in reading order, with the page and the box of every word."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as c

from claims.model import Carrier, Kind
from claims.pages.html_tables import Draft, Table, settle
from claims.pages.limits import Limits, setting
from claims.pages.pdf_cells import FoundTable
from claims.pages.pdf_columns import in_order
from claims.pages.pdf_glyphs import Sheet, sheet_of
from claims.pages.pdf_heads import with_heads
from claims.pages.pdf_joined import Told, joined
from claims.pages.pdf_lines import Phrase, phrases_of
from claims.pages.pdf_paragraphs import Habits, Line, Piece, habits_of, lines_of, pieces_of, ranked, widen
from claims.pages.pdf_recognized import recognized
from claims.pages.pdf_running import running
from claims.pages.pdf_typed import as_typed
from claims.pages.pdf_words import said_of
from claims.pages.refused import Refused
from claims.pages.rendered import Rendered, Rendering, Said
from claims.pages.runs import Run

_FEW = 20  # letters: a page with fewer beside a picture is only that picture
_COVERS = 0.1  # of the page: a picture from which on it may hold words
_ERRORS = {
    c.FPDF_ERR_PASSWORD: "is locked with a password; save it without one",
    c.FPDF_ERR_SECURITY: "is locked by a kind of protection that cannot be opened",
    c.FPDF_ERR_FORMAT: "is no PDF file, or one that is damaged",
    c.FPDF_ERR_FILE: "is no PDF file, or one that is damaged",
}


@dataclass(slots=True)
class _Leaf:
    """One page, while the document is put together."""

    sheet: Sheet
    phrases: list[Phrase]
    hidden: list[Phrase]
    parts: list[list[Line] | FoundTable] = field(default_factory=list)


def read_pdf(data: bytes, limits: Limits) -> Rendered:
    """Text and blocks of a PDF file; Refused where it cannot be opened."""
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        raise Refused(_ERRORS.get(getattr(error, "err_code", None), "is a damaged PDF file")) from error
    if count > limits.pages:
        raise Refused(f"has {count} pages, at most {limits.pages} are read ({setting('pages')})")
    if not count:
        raise Refused("is a PDF file without pages, or one that is damaged")
    return _Document(document, count).read()


class _Document:
    """Reads the pages, learns the document's habits, then tells its blocks."""

    def __init__(self, document: pdfium.PdfDocument, count: int) -> None:
        self._document, self._count = document, count
        self._out = Rendering()
        self._drafts: list[Draft] = []
        self._group = self._tables = 0
        self._habits = Habits()

    def read(self) -> Rendered:
        leaves = [self._leaf(number) for number in range(1, self._count + 1)]
        running_ids, shown = running([(leaf.sheet.number, leaf.sheet.height, leaf.phrases) for leaf in leaves])
        for leaf in leaves:
            leaf.phrases = [phrase for phrase in leaf.phrases if id(phrase) not in running_ids]
        for above, below in pairwise(leaves):
            above.phrases, below.phrases = with_heads(
                above.phrases, above.sheet.number, below.phrases, below.sheet.painted
            )
        for leaf in leaves:
            leaf.parts = list(_parts(leaf))
        columns = [part for leaf in leaves for part in leaf.parts if isinstance(part, list)]
        widen(columns, max((leaf.sheet.width for leaf in leaves), default=0.0))
        self._habits = habits_of(columns)
        if _is_flat(leaves):
            self._flat(leaves)
            flat = self._out.length
        else:
            self._structured(leaves)
            flat = 0
        self._beside(leaves, shown, is_flat=bool(flat))
        self._out.link_by_place({leaf.sheet.number: leaf.sheet.links for leaf in leaves if leaf.sheet.links})
        blocks = tuple(settle(self._drafts))
        return self._out.close(blocks, flat=flat)

    def _leaf(self, number: int) -> _Leaf:
        try:
            sheet = sheet_of(self._document, number)
        except pdfium.PdfiumError:
            self._out.problem(f"could not read page {number}: it is damaged", page=number, is_unread=True)
            return _Leaf(Sheet(number, 1.0, 1.0), [], [])
        phrases = phrases_of(sheet.glyphs)
        if _is_picture(sheet, phrases) and (found := recognized(self._document, sheet)) is not None:
            sheet, phrases = found, phrases_of(found.glyphs)
        leaf = _Leaf(sheet, [p for p in phrases if not p.is_hidden], [p for p in phrases if p.is_hidden])
        sheet.glyphs = []
        return leaf

    # --- blocks -----------------------------------------------------------------------------------------------

    def _structured(self, leaves: list[_Leaf]) -> None:
        told = list(joined(self._told(leaves)))
        ranked([piece for piece, _ in told if isinstance(piece, Piece)])
        in_list = False
        page = 0
        for piece, number in told:
            for at in range(page + 1, number + 1):
                self._unread(leaves[at - 1])
            page = max(page, number)
            if isinstance(piece, str):
                self._said(piece, number, Carrier.ALT)
                continue
            if isinstance(piece, FoundTable):
                self._table(piece, number)
                in_list = False
                continue
            is_item = piece.kind is Kind.ITEM
            self._group += not (is_item and in_list)
            in_list = is_item
            hint = "bold" if piece.style[1] and piece.kind is Kind.PARAGRAPH else ""
            said = said_of(piece.lines, self._habits, skip=piece.bullet, kind=piece.kind, level=piece.level, hint=hint)
            self._write(said)
        for at in range(page + 1, self._count + 1):
            self._unread(leaves[at - 1])

    def _told(self, leaves: list[_Leaf]) -> Iterator[tuple[Told, int]]:
        """Tables, blocks, and the words that are read out for a figure, each with its page."""
        for leaf in leaves:
            number = leaf.sheet.number
            spoken = sorted(leaf.sheet.spoken)
            for part in leaf.parts:
                for piece in (part,) if isinstance(part, FoundTable) else pieces_of(part, self._habits):
                    top = piece.top if isinstance(piece, FoundTable) else piece.lines[0].phrase.top
                    while spoken and spoken[0][0] < top:
                        yield spoken.pop(0)[1], number
                    yield piece, number
            yield from ((words, number) for _, words in spoken)

    def _flat(self, leaves: list[_Leaf]) -> None:
        """Lines as they were typed, with the empty ones between them: a text without a structure of its own."""
        for leaf in leaves:
            self._unread(leaf)
        lines = [line for leaf in leaves for part in leaf.parts if isinstance(part, list) for line in part]
        for typed, gap, indent in as_typed(lines, self._habits):
            if gap:
                self._out.blank()
            said = said_of(typed, self._habits)
            if indent:
                said = replace(
                    said, text=" " * indent + said.text, starts=array("q", (s + indent for s in said.starts))
                )
            self._write(said)

    def _table(self, found: FoundTable, page: int) -> None:
        self._tables += 1
        self._group += 1
        table = Table(self._tables, self._group)
        width = len(found.edges)
        for row in found.rows:
            table.grid.open_row()
            column = 0
            is_new = True
            for cell in row:
                while column < cell.column:
                    table.grid.open_cell(is_heading=False)
                    column += 1
                slot = table.grid.open_cell(is_heading=False, width=cell.width)
                column += cell.width
                said = said_of(
                    [Line(p, p.page or page, is_full=True) for p in cell.lines], self._habits, kind=Kind.CELL
                )
                block = self._out.write(said, group=self._group, is_beside=not is_new)
                is_new = False
                self._drafts.append(Draft(block, table, slot))
            while column < width:
                table.grid.open_cell(is_heading=False)
                column += 1

    def _write(self, said: Said, page: int = 0) -> None:
        if said.text:
            self._drafts.append(Draft(self._out.write(said, group=self._group, page=page)))

    # --- what is not running text -------------------------------------------------------------------------------

    def _beside(self, leaves: list[_Leaf], shown: list[Phrase], *, is_flat: bool) -> None:
        """Heads and feet once; then what nobody sees, turned words, notes on the page, what is filled in."""
        for phrase in shown:
            self._group += 1
            self._write(said_of([Line(phrase, 1)], self._habits, hint="footer"))
        for leaf in leaves:
            number = leaf.sheet.number
            for turned in leaf.sheet.turned:
                for column in in_order(phrases_of(turned), ()):
                    if isinstance(column, list):
                        self._pieces(lines_of(column, number), Carrier.TEXT, boxed=False)
            if leaf.hidden:
                self._pieces(lines_of(leaf.hidden, number), Carrier.HIDDEN)
            for words in (words for _, words in sorted(leaf.sheet.spoken) if is_flat):
                self._said(words, number, Carrier.ALT)
            for text in leaf.sheet.notes:
                self._said(text, number, Carrier.COMMENT)
            for text in leaf.sheet.fields:
                self._said(text, number, Carrier.TEXT)

    def _pieces(self, lines: list[Line], carrier: Carrier, *, boxed: bool = True) -> None:
        for piece in pieces_of(lines, self._habits):
            self._group += 1
            said = said_of(piece.lines, self._habits, carrier=carrier)
            page = piece.lines[0].page
            if not boxed:
                said.boxes = said.boxes[:0]
                said.boxes.extend((0.0, 0.0, 0.0, 0.0) * len(said.starts))
            self._write(said, page)

    def _said(self, text: str, page: int, carrier: Carrier) -> None:
        run = Run("")
        run.spell(text, [0] * len(text), 0)
        self._group += 1
        said = Said.of(run, carrier=carrier)
        said.starts.append(0)
        said.pages.append(page)
        said.boxes.extend((0.0, 0.0, 0.0, 0.0))
        self._write(said)

    def _unread(self, leaf: _Leaf) -> None:
        """What of a page could not be read."""
        sheet, number = leaf.sheet, leaf.sheet.number
        if _is_picture(sheet, leaf.phrases):
            self._out.problem(
                f"could not read page {number}: only an image; give it with its text, or install Tesseract",
                page=number,
                is_unread=True,
            )
        elif _letters(leaf.phrases) < _FEW and not sheet.turned and len(sheet.painted) > 100:
            self._out.problem(
                f"could not read page {number}: only drawings; its letters may be drawn as outlines",
                page=number,
                is_unread=True,
            )
        elif sheet.is_recognized:
            self._out.problem(
                f"page {number} is an image; its text was read as a recognition program left it", page=number
            )
        if sheet.unmapped:
            many = f"{sheet.unmapped} characters" if sheet.unmapped > 1 else "one character"
            self._out.problem(
                f"could not read {many} on page {number}: the font does not say what they are",
                page=number,
                is_unread=True,
            )


def _is_picture(sheet: Sheet, phrases: list[Phrase]) -> bool:
    """Whether a page has next to no letters and a picture that may hold some."""
    images = sum(p.area for p in sheet.painted if p.is_image) / max(1.0, sheet.width * sheet.height)
    return _letters(phrases) < _FEW and images > _COVERS


def _letters(phrases: list[Phrase]) -> int:
    return sum(len(word.text) for phrase in phrases for word in phrase.words)


def _parts(leaf: _Leaf) -> Iterator[list[Line] | FoundTable]:
    for part in in_order(leaf.phrases, leaf.sheet.painted):
        yield part if isinstance(part, FoundTable) else lines_of(part, leaf.sheet.number)


def _is_flat(leaves: list[_Leaf]) -> bool:
    """Whether a document is plain text on paper: one size, one weight, nothing raised, no tables."""
    if any(isinstance(part, FoundTable) for leaf in leaves for part in leaf.parts):
        return False
    words = [word for leaf in leaves for phrase in leaf.phrases for word in phrase.words]
    return len({(round(w.size, 1), w.is_bold) for w in words}) <= 1 and not any(w.lift for w in words)
