"""Start tags, end tags and text in page order -> drafts of blocks, by the rules browsers have for forgotten tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from itertools import islice

from claims.model import Carrier, Kind
from claims.pages import html_elements as elements
from claims.pages.html_nesting import SVG_TEXT, Element
from claims.pages.html_tables import Draft, Table
from claims.pages.raw import RawBlock
from claims.pages.runs import Run

_HINT_LENGTH = 200
_HINT_STEPS = 12


class Outline:
    """The open elements, the texts in progress (one a carrier), the drafts so far."""

    def __init__(self, readable: str, deepest: int) -> None:
        self.deepest = deepest
        self.readable = readable
        self.drafts: list[Draft] = []
        self.deep_at: int | None = None  # where nesting first went below the deepest that is told apart
        self._open: list[Element] = [Element("#root", is_block=True)]
        self._count: Counter[str] = Counter()
        self._too_deep: Counter[str] = Counter()
        self._runs: dict[Carrier, tuple[Run, Draft]] = {}
        self._serial = self._tables = self._headings = 0
        self._groups: dict[tuple[str, int, int], int] = {}
        self._heading: tuple[int, Element] = 1, self._open[0]  # rank of the last heading, the element that it stands in
        self._span_ended = False  # whether nothing has come since the end of a span
        self._between: int | None = None  # where a span began straight behind another one

    @property
    def is_drawing(self) -> bool:
        """Whether this place is inside an svg."""
        return bool(self._open[-1].svg)

    @property
    def is_hidden(self) -> bool:
        """Whether a reader does not see what stands at this place."""
        return self._open[-1].is_hidden

    def text(self, start: int, end: int) -> None:
        """Text of the innermost open element, source[start:end]."""
        top = self._open[-1]
        carrier = top.carrier
        if carrier is None and self.deep_at is not None:
            carrier = Carrier.SVG  # its text element may be one that was nested too deep to be told
        if carrier is None:
            return
        between, self._between, self._span_ended = self._between, None, False
        if carrier not in self._runs:
            if not self.readable[start:end].strip(_BLANKS):
                return
            self._runs[carrier] = Run(self.readable), self._draft(carrier)
        run = self._runs[carrier][0]
        if between is not None and len(run) and _are_apart(run.text(len(run) - 1), self.readable, start):
            run.gap(between)
        run.add(start, end, top.raised, pre=top.pre)

    def line_break(self, at: int) -> None:
        """A br in the text."""
        for run, _ in self._runs.values():
            run.newline(at)

    def start(self, tag: str, attributes: elements.Attributes, at: int, *, closed: bool) -> None:
        """A start tag; `closed` when it has no content."""
        self._between = at if tag == "span" and self._span_ended else None
        self._span_ended = False
        self._end_implied(tag)
        if elements.is_block(tag, attributes) or (self.is_drawing and tag in SVG_TEXT):
            self.flush()
        elif tag == "tspan" and not attributes.keys().isdisjoint({"x", "y", "dy"}):
            self.line_break(at)
        if closed:
            return
        if len(self._open) > self.deepest:
            self._too_deep[tag] += 1
            self.deep_at = at if self.deep_at is None else self.deep_at
            return
        self._open.append(self._element(tag, attributes))
        self._count[tag] += 1

    def end(self, tag: str) -> None:
        """An end tag; one that ends nothing only ends the block in progress."""
        is_block = tag in elements.BLOCKS
        self._span_ended = tag == "span"
        if is_block or (self.is_drawing and tag in SVG_TEXT):
            self.flush()
        if self._too_deep[tag]:
            self._too_deep[tag] -= 1
            return
        if tag == "table":
            stop: Container[str] = ()
        elif tag in elements.TABLE_PARTS:
            stop = {"table"}
        elif tag == "li":
            stop = elements.LISTS | elements.TABLE_PARTS
        else:
            stop = elements.TABLE_PARTS
        index = self._find({tag}, stop)
        if index is None:
            return
        if not is_block and any(element.is_block for element in self._open[index + 1 :]):
            self._closed(self._open.pop(index))  # crossed tags: <b><p></b></p>
        else:
            self._pop_to(index)

    def flush(self) -> None:
        """End the block in progress."""
        for run, draft in self._runs.values():
            if len(run):
                text, spots, raised = run.close()
                block = draft.block
                if block.kind is Kind.HEADING:
                    text = _WRAPPED.sub(" ", text)
                draft.block = RawBlock(
                    kind=block.kind, text=text, spots=spots, raised=raised, level=block.level, carrier=block.carrier,
                    group=block.group, hint=block.hint,
                )  # fmt: skip
                self.drafts.append(draft)
        self._runs.clear()

    def hint(self) -> str:
        """What the author called the elements around this place, innermost first."""
        words: list[str] = []
        sections = 0
        for element in islice(reversed(self._open), _HINT_STEPS):
            words += element.words.split()
            sections += element.tag in elements.SECTIONING
            if sections == 2 or sum(map(len, words)) > _HINT_LENGTH:
                break
        words += self._open[-1].landmarks.split()
        return " ".join(dict.fromkeys(words))

    def _element(self, tag: str, attributes: elements.Attributes) -> Element:
        self._serial += 1
        element = self._open[-1].child(tag, attributes, self._serial)
        self._headings += bool(elements.heading_level(tag, attributes))
        if elements.links_note(tag, attributes):
            run = self._runs.get(element.carrier) if element.carrier else None
            element.note = (run[0], len(run[0])) if run else (None, 0)
        if tag in elements.TABLE_PARTS:
            self._table_part(element, attributes)
        return element

    def _table_part(self, element: Element, attributes: elements.Attributes) -> None:
        tag, table = element.tag, element.table
        if tag == "table":
            if table:
                table.only_lays_out = True
            self._tables += 1
            element.table, element.slot = Table(self._tables, self._group("table", self._tables)), None
            element.table.only_lays_out = attributes.get("role", "").strip().lower() in {"presentation", "none"}
            element.depth = element.outer_list = 0
        elif table and tag in elements.ROW_GROUPS:
            table.grid.open_group(in_head=tag == "thead")
        elif table and tag == "tr":
            table.grid.open_row()
        elif table and tag in elements.CELLS:
            if self._find({"tr"}, {"table"}) is None:
                table.grid.open_row()
            scope = attributes.get("scope", "").strip().lower()
            element.slot = table.grid.open_cell(
                is_heading=tag == "th" or bool(scope) or attributes.get("role") in {"columnheader", "rowheader"},
                width=_span(attributes.get("colspan", "")),
                height=_span(attributes.get("rowspan", "")),
                scope="row" if attributes.get("role") == "rowheader" else scope,
            )

    def _draft(self, carrier: Carrier) -> Draft:
        top = self._open[-1]
        if top.kind is Kind.HEADING:
            self._heading = top.level, next(e for e in reversed(self._open) if e.kind is not Kind.HEADING)
        if carrier is Carrier.META or carrier is Carrier.SVG:
            kind, level = Kind.PARAGRAPH, 0
        else:
            kind, level = top.kind, top.level or self._rank_of_title()
        if top.table and not top.slot:
            group = top.table.group
        elif kind is Kind.ITEM:
            group = self._group("list", top.outer_list)
        elif kind is Kind.HEADING:
            group = self._group("heading", self._headings)
        else:
            blocks = [e.serial for e in islice((e for e in reversed(self._open) if e.is_block), 2)]
            group = self._group("run", blocks[-1])
        block = RawBlock(
            kind=kind, text="", spots=Run("").close()[1], level=level, carrier=carrier, group=group, hint=self.hint()
        )
        inside = carrier is not Carrier.META and carrier is not Carrier.SVG
        return Draft(block, top.table if inside else None, top.slot if inside else None)

    def _rank_of_title(self) -> int:
        """The rank of a title that is no heading: below the last heading where that one's element is still open, else
        beside it; 0 where the text stands in no title."""
        inner = next((element for element in reversed(self._open) if element.is_block), None)
        if inner is None or not inner.is_titled or inner.kind is not Kind.PARAGRAPH or inner.slot:
            return 0
        rank, around = self._heading
        return min(6, rank + 1) if around in self._open else rank

    def _group(self, kind: str, serial: int) -> int:
        key = kind, serial, self._headings if kind == "run" else 0
        return self._groups.setdefault(key, len(self._groups) + 1)

    def _end_implied(self, tag: str) -> None:
        if self._count["p"] and elements.ends_paragraph(tag):
            self._pop_if({"p"}, elements.TABLE_PARTS | {"button", "object"})
        if tag in elements.IMPLIED_ENDS:
            ended, stop = elements.IMPLIED_ENDS[tag]
            self._pop_if(ended, stop)
        if tag in elements.HEADINGS and self._open[-1].tag in elements.HEADINGS:
            self._pop_to(len(self._open) - 1)
        if tag == "a" and self._count["a"]:
            self.end("a")
        if self._open[-1].is_meta and tag != "title":
            self._pop_if({"title"}, ())  # a title that its author forgot to end

    def _pop_if(self, tags: Container[str], stop: Container[str]) -> None:
        index = self._find(tags, stop)
        if index is not None:
            self.flush()
            self._pop_to(index)

    def _find(self, tags: Container[str], stop: Container[str]) -> int | None:
        """The innermost open element of these tags, unless one of `stop` lies around it nearer."""
        for index in range(len(self._open) - 1, 0, -1):
            tag = self._open[index].tag
            if tag in tags:
                return index
            if tag in stop:
                return None
        return None

    def _pop_to(self, index: int) -> None:
        while len(self._open) > index:
            self._closed(self._open.pop())

    def _closed(self, element: Element) -> None:
        self._count[element.tag] -= 1
        if element.tag == "thead" and element.table:
            element.table.grid.in_head = False
        if element.note and element.carrier in self._runs:
            run, start = self._runs[element.carrier][0], element.note[1]
            text = run.text(start)
            if elements.is_marker(text.strip()) and element.note[0] in {run, None}:
                run.note(start + len(text) - len(text.lstrip()), start + len(text))


def _are_apart(last: str, source: str, at: int) -> bool:
    """Whether two spans without white space between them are a number and a label that a style sets apart: `35.5%` and
    `EXEMPLAR`, not the parts of a word or of `HbA1c`."""
    if (last.isdigit() or last in "%)") and _LETTERS.match(source, at):
        return True
    return (last.isalpha() or last == ")") and bool(_VALUE.match(source, at))


def _span(value: str) -> int:
    digits = value.strip()
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 1


# A br inside the words of a heading wraps its line: `Overall br response`, `a rate of br 41%`; between others it parts.
_WRAPPED = re.compile(
    r"(?<=[a-z,])\n(?=[a-z])|(?<=\b(?:of|in|by|to|or|at))\n|(?<=\b(?:the|and|for|was))\n|(?<=\bwith)\n"
)
_LETTERS = re.compile(r"(?!(?:st|nd|rd|th|x)\b)[A-Za-z]{2}")
_VALUE = re.compile(r"[<>≤≥~]?\d[\d,]*(?:\.\d+)?\s?(?:%|</)|\d+\.\d")
_BLANKS = " \t\r\n\f\x00"
