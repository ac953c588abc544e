"""Files made from a few words: PDF by hand, Word documents and presentations by their libraries."""

import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
import pptx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from claims.model import Block, Page, Unreadable
from claims.pages import read_bytes

WIDTH, HEIGHT = 595, 842
NAMES = nsdecls("w", "wp", "a") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


@dataclass
class Leaf:
    """One page of a PDF in the making: y is counted from the top, as a reader does."""

    content: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)
    tagged: list[tuple[int, str]] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 10,
        font: str = "F1",
        more: str = "",
        turn: str = "1 0 0 1",
    ) -> "Leaf":
        said = words.encode("cp1252").decode("latin-1") if font != "F3" else words
        said = said.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.content.append(f"q {more} BT /{font} {size} Tf {turn} {x} {HEIGHT - y} Tm ({said}) Tj ET Q")
        return self

    def lines(self, x: float, y: float, *lines: str, step: float = 12, **more: Any) -> "Leaf":
        for at, line in enumerate(lines):
            self.text(x, y + at * step, line, **more)
        return self

    def box(self, x: float, y: float, width: float, height: float, color: str = "0 0 0") -> "Leaf":
        self.content.append(f"q {color} rg {x} {HEIGHT - y - height} {width} {height} re f Q")
        return self

    def image(self, x: float, y: float, width: float, height: float, tag: int | None = None) -> "Leaf":
        drawn = f"q {width} 0 0 {height} {x} {HEIGHT - y - height} cm /I1 Do Q"
        self.content.append(drawn if tag is None else f"/Figure <</MCID {tag}>> BDC {drawn} EMC")
        return self

    def figure(self, x: float, y: float, width: float, height: float, alt: str) -> "Leaf":
        self.tagged.append((len(self.tagged), alt))
        return self.image(x, y, width, height, tag=len(self.tagged) - 1)

    def note(self, words: str, kind: str = "Text") -> "Leaf":
        self.annotations.append(f"<</Type/Annot/Subtype/{kind}/Rect[10 10 30 30]/Contents({words})>>")
        return self

    def link(self, left: float, top: float, right: float, bottom: float, target: str) -> "Leaf":
        box = f"{left} {HEIGHT - bottom} {right} {HEIGHT - top}"
        self.annotations.append(f"<</Type/Annot/Subtype/Link/Rect[{box}]/A<</S/URI/URI({target})>>>>")
        return self

    def field(self, words: str) -> "Leaf":
        self.annotations.append(f"<</Type/Annot/Subtype/Widget/FT/Tx/T(f)/Rect[10 10 99 30]/V({words})>>")
        return self


def made_pdf(leaves: Sequence[Leaf], encrypt: str = "") -> bytes:
    """A PDF of these pages with Helvetica (F1), its bold (F2) and one in the standard encoding (F3)."""
    objects: list[bytes] = [b"", b""]  # catalogue and pages come last

    def add(body: str | bytes) -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects)

    fonts = [
        add(f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/{encoding}>>")
        for name, encoding in (
            ("Helvetica", "WinAnsiEncoding"),
            ("Helvetica-Bold", "WinAnsiEncoding"),
            ("Helvetica", "StandardEncoding"),
        )
    ]
    pixel = add(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\n"
        b"\x80\nendstream"
    )
    named = "".join(f"/F{at} {number} 0 R" for at, number in enumerate(fonts, start=1))
    kids = []
    parents: list[str] = []
    figures: list[int] = []
    root = add("") if any(leaf.tagged for leaf in leaves) else 0
    for at, leaf in enumerate(leaves):
        stream = zlib.compress("\n".join(leaf.content).encode("latin-1"))
        content = add(b"<</Length %d/Filter/FlateDecode>>\nstream\n" % len(stream) + stream + b"\nendstream")
        notes = " ".join(f"{add(note)} 0 R" for note in leaf.annotations)
        page = add(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {content} 0 R/StructParents {at}"
            f"/Resources<</Font<<{named}>>/XObject<</I1 {pixel} 0 R>>>>/Annots[{notes}]>>"
        )
        kids.append(page)
        own = [
            add(f"<</Type/StructElem/S/Figure/P {root} 0 R/Pg {page} 0 R/K {tag}/Alt({alt})>>")
            for tag, alt in leaf.tagged
        ]
        figures += own
        parents.append(f"{at} [{' '.join(f'{one} 0 R' for one in own)}]")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    if root:
        tree = add(f"<</Nums[{' '.join(parents)}]>>")
        listed = " ".join(f"{one} 0 R" for one in figures)
        objects[root - 1] = f"<</Type/StructTreeRoot/K[{listed}]/ParentTree {tree} 0 R>>".encode()
    tagged = f"/MarkInfo<</Marked true>>/StructTreeRoot {root} 0 R" if root else ""
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{tagged}>>".encode()
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(
        f"trailer <</Size {len(objects) + 1}/Root 1 0 R{encrypt}>>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
    )
    return out.getvalue()


def whole(page: Page | Unreadable) -> Page:
    assert isinstance(page, Page), page.reason
    return page


@pytest.fixture
def leaf() -> Callable[[], Leaf]:
    """A new page of a PDF."""
    return Leaf


@pytest.fixture
def pdf_bytes() -> Callable[..., bytes]:
    return made_pdf


@pytest.fixture
def pdf_of() -> Callable[..., Page]:
    """A PDF of these pages, as read."""
    return lambda *leaves: whole(read_bytes(made_pdf(leaves), shown_as="page.pdf", format="pdf"))


@pytest.fixture
def docx_bytes() -> Callable[..., bytes]:
    return made_docx


def made_docx(*paragraphs: str, then: Callable[[Document], None] | None = None) -> bytes:
    """A Word document of these paragraphs, each as the XML inside `w:p` or as plain words."""
    document = docx.Document()
    for words in paragraphs:
        inside = words if words.startswith("<w:") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
        document.element.body.insert(-1, parse_xml(f"<w:p {NAMES}>{inside}</w:p>"))
    if then is not None:
        then(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def docx_of() -> Callable[..., Page]:
    """A Word document of these paragraphs, as read."""
    return lambda *paragraphs, then=None: whole(
        read_bytes(made_docx(*paragraphs, then=then), shown_as="page.docx", format="docx")
    )


@pytest.fixture
def pptx_of() -> Callable[..., Page]:
    """A presentation that a function fills, as read."""

    def read(fill: Callable[[Any], None]) -> Page:
        deck = pptx.Presentation()
        fill(deck)
        out = io.BytesIO()
        deck.save(out)
        return whole(read_bytes(out.getvalue(), shown_as="page.pptx", format="pptx"))

    return read


def told(page: Page) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(str(block.kind), block.text) for block in page.blocks]


@pytest.fixture(name="told")
def told_fixture() -> Callable[[Page], list[tuple[str, str]]]:
    return told


@pytest.fixture
def block_with() -> Callable[[Page, str], Block]:
    """The only block whose text holds these words."""

    def find(page: Page, words: str) -> Block:
        found = [block for block in page.blocks if words in block.text]
        assert len(found) == 1, [block.text for block in page.blocks]
        return found[0]

    return find
