"""A paragraph of a Word document -> its words as accepted, and what hangs on it: notes, comments, boxes, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.model import Carrier
from claims.pages.docx_styles import Look, Styles, W, look_of
from claims.pages.runs import Run
from claims.pages.symbols import SYMBOL

if TYPE_CHECKING:
    from lxml.etree import _Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_INSIDE = INSERTED | {
    *(f"{W}{name}" for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo")),
    *(f"{M}{name}" for name in ("oMathPara", "oMath", "e", "num", "den", "f", "d", "r", "fName", "func", "rad", "deg")),
    *(
        f"{M}{name}"
        for name in ("nary", "sSub", "sSup", "sSubSup", "acc", "bar", "box", "borderBox", "groupChr", "limLow")
    ),
}
_MATH = {f"{M}sup": "super", f"{M}sub": "sub"}
_UNREAD = {"chart": "a chart", "diagram": "a SmartArt drawing"}
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})


@dataclass(slots=True)
class Hanging:
    """What a paragraph refers to, in the order it does."""

    notes: list[tuple[str, str]] = field(default_factory=list)  # (kind, id)
    comments: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    page_breaks: int = 0  # before its first word


@dataclass(slots=True)
class Paragraph:
    """Words by what carries them, while they are read."""

    runs: dict[Carrier, Run]
    hanging: Hanging = field(default_factory=Hanging)
    links: list[tuple[Carrier, int, int, str]] = field(default_factory=list)  # stretches, and where they lead
    plain: int = 0  # letters that are not bold
    breaks_behind: int = 0  # pages that end inside it


class Reader:
    """Reads paragraphs; a field may begin in one and end in another."""

    def __init__(self, styles: Styles, targets: Mapping[str, str]) -> None:
        self.styles = styles
        self.targets = targets  # relation id of a link -> where it leads
        self.markers: dict[tuple[str, str], str] = {}  # (kind, id) of a note -> what is printed for it
        self.changes = 0  # tracked insertions and deletions met
        self._fields: list[list[str]] = []  # [state, instruction, where its result starts] of the fields around

    def read(self, element: _Element, into: Paragraph, look: Look) -> None:
        """Everything inside a paragraph, added to what is there."""
        for child in element:
            self._child(child, into, look)

    def _child(self, child: _Element, into: Paragraph, look: Look) -> None:
        tag = child.tag
        if tag == f"{W}r":
            self._run(child, into, look)
        elif tag in DELETED:
            self.changes += 1
        elif tag in _MATH:
            for run in child.iter(f"{M}t"):
                self._text(run.text or "", into, look, _MATH[tag])
        elif tag == f"{M}t":
            self._text(child.text or "", into, look, None)
        elif tag == f"{MC}AlternateContent":
            for one in chosen(child):
                self._child(one, into, look)
        elif tag in _INSIDE:
            self.changes += tag in INSERTED
            if tag == f"{W}fldSimple" and (child.get(f"{W}instr") or "").split()[:1] in [
                [name] for name in _PAGE_FIELDS
            ]:
                return
            starts = {carrier: len(run) for carrier, run in into.runs.items()}
            self.read(child, into, look)
            target = self._target(child)
            for carrier, run in into.runs.items() if target else ():
                if len(run) > starts.get(carrier, 0):
                    into.links.append((carrier, starts.get(carrier, 0), len(run), target))

    def _target(self, element: _Element) -> str:
        """Where an element leads: outside by its relation or its field, inside to a bookmark."""
        if element.tag == f"{W}hyperlink":
            anchor = element.get(f"{W}anchor") or ""
            return self.targets.get(element.get(f"{R}id") or "", "") + (f"#{anchor}" if anchor else "")
        words = (element.get(f"{W}instr") or "").split()
        return (
            words[1].strip('"') if element.tag == f"{W}fldSimple" and words[:1] == ["HYPERLINK"] and words[1:] else ""
        )

    def _run(self, run: _Element, into: Paragraph, look: Look) -> None:
        properties = run.find(f"{W}rPr")
        own = look_of(properties)
        style = properties.find(f"{W}rStyle") if properties is not None else None
        named = self.styles.named(style.get(f"{W}val")) if style is not None else Look()
        look = own.over(named.over(look))
        raised = look.raised or None
        for part in run:
            name = part.tag.removeprefix(W) if isinstance(part.tag, str) else ""
            match name:
                case "t":
                    self._text(part.text or "", into, look, raised)
                case "tab" | "ptab":
                    self._text(" ", into, look, raised)
                case "br" | "cr":
                    if part.get(f"{W}type") not in ("page", "column") and not self._is_code():
                        for words in into.runs.values():
                            words.newline(0)
                case "lastRenderedPageBreak":
                    if len(into.runs[Carrier.TEXT]):
                        into.breaks_behind += 1
                    else:
                        into.hanging.page_breaks += 1
                case "noBreakHyphen":
                    self._text("-", into, look, raised)
                case "sym":
                    self._text(_symbol(part), into, look, raised)
                case "fldChar":
                    self._field(part.get(f"{W}fldCharType") or "", into)
                case "instrText":
                    if self._fields:
                        self._fields[-1][1] += part.text or ""
                case "footnoteReference" | "endnoteReference":
                    kind, number = name.removesuffix("Reference"), part.get(f"{W}id") or ""
                    into.hanging.notes.append((kind, number))
                    if not part.get(f"{W}customMarkFollows"):
                        self._text(self.markers.get((kind, number), "?"), into, look, "super")
                case "commentReference":
                    into.hanging.comments.append(part.get(f"{W}id") or "")
                case "delText":
                    pass
                case "drawing" | "pict" | "object":
                    self._drawing(part, into)
                case _ if part.tag == f"{MC}AlternateContent":
                    for one in chosen(part):
                        self._drawing(one, into)

    def _text(self, text: str, into: Paragraph, look: Look, raised: str | None) -> None:
        if self._is_code() or not text:
            return
        carrier = Carrier.HIDDEN if look.is_hidden else Carrier.TEXT
        if not look.is_bold and carrier is Carrier.TEXT:
            into.plain += sum(character.isalnum() for character in text)
        run = into.runs.setdefault(carrier, Run(""))
        run.spell(text, [0] * len(text), 0, raised)

    def _is_code(self) -> bool:
        return any(
            state == "code" or instruction.split()[:1] in [[n] for n in _PAGE_FIELDS]
            for state, instruction, _ in self._fields
        )

    def _field(self, kind: str, into: Paragraph) -> None:
        run = into.runs[Carrier.TEXT]
        if kind == "begin":
            self._fields.append(["code", "", ""])
        elif kind == "separate" and self._fields:
            self._fields[-1][0], self._fields[-1][2] = "result", str(len(run))
        elif kind == "end" and self._fields:
            _, instruction, start = self._fields.pop()
            words = instruction.split()
            if words[:1] == ["HYPERLINK"] and words[1:] and start.isdecimal() and int(start) < len(run):
                into.links.append((Carrier.TEXT, int(start), len(run), words[1].strip('"')))

    def _drawing(self, drawing: _Element, into: Paragraph) -> None:
        for element in _outermost(drawing):
            name = element.tag.rpartition("}")[2]
            if name == "txbxContent":
                into.hanging.boxes.append(element)
            elif name == "docPr":
                words = element.get("descr") or ""
                if words.strip() and words not in into.hanging.spoken:
                    into.hanging.spoken.append(words)
            elif name == "graphicData":
                kind = (element.get("uri") or "").rpartition("/")[2]
                if kind in _UNREAD:
                    into.hanging.unread.append(_UNREAD[kind])
            elif name == "OLEObject":
                into.hanging.unread.append(f"an embedded object ({(element.get('ProgID') or 'unknown')[:40]})")
            elif name == "textpath" and element.get("string"):
                into.hanging.spoken.append(element.get("string") or "")


def _outermost(drawing: _Element) -> Iterator[_Element]:
    """Elements of a drawing in order; not those inside a text box, and of alternatives the first only."""
    stack = [drawing]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        yield element
        if element.tag == f"{W}txbxContent":
            continue
        children = list(chosen(element)) if element.tag == f"{MC}AlternateContent" else list(element)
        stack.extend(reversed(children))


def chosen(alternatives: _Element) -> Iterator[_Element]:
    """What stands in the first alternative: the others say the same for older programs."""
    choice = alternatives.find(f"{MC}Choice")
    if choice is None:
        choice = alternatives.find(f"{MC}Fallback")
    if choice is not None:
        yield from choice


def _symbol(element: _Element) -> str:
    code = element.get(f"{W}char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if (element.get(f"{W}font") or "").lower() == "symbol" and low in SYMBOL:
        return SYMBOL[low]
    return chr(number) if 0x20 <= number < 0xD800 else "\ufffd"
