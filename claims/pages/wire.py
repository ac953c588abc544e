"""What the reading process found <-> one JSON text, for a file that took that process over must not run code in ours."""

from __future__ import annotations

import json
from array import array
from typing import Any

from claims.model import Carrier, Cell, Kind, Layout, Link, Problem
from claims.pages.raw import Raised, RawBlock, RawPage
from claims.pages.rendered import Rendered


def dumps(rendered: Rendered) -> str:
    """Blocks stand as stretches of the source, for each of their characters is one of it."""
    page = rendered.page
    layout = page.layout
    document = {
        "source": rendered.source,
        "flat": rendered.flat,
        "flattened": page.is_flattened,
        "blocks": [_block(block) for block in page.blocks],
        "problems": [[p.message, p.line, p.column, p.page, p.is_unread] for p in page.problems],
        "links": [[one.text, one.target, one.start, one.end, one.is_image, one.is_hidden] for one in page.links],
        "layout": [list(part) for part in (layout.starts, layout.pages, layout.boxes)] if layout else None,
    }
    return json.dumps(document, ensure_ascii=True, separators=(",", ":"))


def loads(text: str | bytes) -> Rendered:
    """What was written; ValueError, KeyError or TypeError where it is not of that shape."""
    document = json.loads(text)
    source = str(document["source"])
    layout = None
    if document["layout"] is not None:
        starts, pages, boxes = document["layout"]
        layout = Layout(array("q", starts), array("q", pages), array("d", boxes))
        if len(starts) != len(pages) or len(boxes) not in (0, 4 * len(starts)):
            raise ValueError("pieces without their pages")
    problems = tuple(Problem(str(m), int(n), int(c), p, bool(u)) for m, n, c, p, u in document["problems"])
    links = tuple(Link(str(t), str(to), int(s), int(e), bool(i), bool(h)) for t, to, s, e, i, h in document["links"])
    blocks = tuple(_read(block, source) for block in document["blocks"])
    page = RawPage(blocks, problems, layout, bool(document["flattened"]), links)
    return Rendered(source, page, int(document["flat"]))


def _block(block: RawBlock) -> list[Any]:
    cell = block.cell
    placed = (
        [cell.table, cell.row, cell.column, cell.header, cell.row_heads, cell.column_heads, cell.stub] if cell else None
    )
    raised = [[r.start, r.end, r.kind] for r in block.raised]
    about = [block.kind, block.level, block.carrier, block.group, block.hint]
    # Cells that were joined have a line break between them that stands for more than one character of the source.
    is_plain = block.spots[-1] - block.spots[0] == len(block.text)
    return [
        block.spots[0],
        len(block.text),
        None if is_plain else [block.text, list(block.spots)],
        about,
        raised,
        placed,
    ]


def _read(value: list[Any], source: str) -> RawBlock:
    start, length, own, (kind, level, carrier, group, hint), raised, placed = value
    text, spots = own or (source[start : start + length], range(start, start + length + 1))
    spots = array("q", spots)
    if len(spots) != len(text) + 1 or not 0 <= min(spots) <= max(spots) <= len(source):
        raise ValueError("a block outside the source")
    cell = None
    if placed is not None:
        table, row, column, header, row_heads, column_heads, stub = placed
        cell = Cell(int(table), int(row), int(column), bool(header), tuple(row_heads), tuple(column_heads), str(stub))
    return RawBlock(
        kind=Kind(kind),
        text=text,
        spots=spots,
        raised=tuple(Raised(int(start), int(end), str(kind)) for start, end, kind in raised),
        level=int(level),
        carrier=Carrier(carrier),
        cell=cell,
        group=int(group),
        hint=str(hint),
    )
