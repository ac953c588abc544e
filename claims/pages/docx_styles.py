"""The styles of a Word document -> what a paragraph or a run of each looks like and is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 20  # styles based on styles; a ring of them ends here
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_RAISED_BY = 4  # half-points above the line, in smaller print, from which text is raised
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a style or direct formatting says of text; None where it says nothing."""

    name: str = ""
    level: int | None = None  # of a heading, 1 outermost; 0: none
    is_bold: bool | None = None
    is_hidden: bool | None = None
    raised: str | None = None  # super | sub | "" (on the line)
    size: int | None = None  # half-points
    list_level: int | None = None  # 0 outermost; -1: no item

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one below."""
        own = {key: value for key in _KEYS if (value := getattr(self, key)) is not None}
        return replace(below, name=self.name or below.name, **own)


_KEYS = ("level", "is_bold", "is_hidden", "raised", "size", "list_level")


def look_of(properties: _Element | None) -> Look:
    """What rPr or pPr says itself."""
    if properties is None:
        return Look()
    outline = _value(properties, "outlineLvl")
    number = properties.find(f"{W}numPr")
    list_level = None
    if number is not None:
        depth = _value(number, "ilvl") or "0"
        list_level = -1 if _value(number, "numId") == "0" else min(8, int(depth)) if depth.isdecimal() else 0
    size = _value(properties, "sz")
    return Look(
        level=None if not outline or not outline.isdecimal() else int(outline) + 1 if int(outline) < 9 else 0,
        is_bold=_is_on(properties, "b"),
        is_hidden=_is_on(properties, "vanish"),
        raised=_raised(properties),
        size=int(size) if size and size.isdecimal() else None,
        list_level=list_level,
    )


class Styles:
    """Looks by style id, with what each inherits."""

    def __init__(self, root: _Element | None) -> None:
        self._elements = (
            {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")} if root is not None else {}
        )
        self._looks: dict[str, Look] = {}
        self._default = next(
            (key for key, style in self._elements.items() if style.get(f"{W}default") == "1" and _is_paragraph(style)),
            None,
        )

    def paragraph(self, properties: _Element | None) -> Look:
        """A paragraph's look: its own formatting over its style."""
        style = _value(properties, "pStyle") if properties is not None else None
        return look_of(properties).over(self.named(style or self._default))

    def named(self, style: str | None) -> Look:
        """A style's look."""
        if style not in self._looks:
            chain: list[_Element] = []
            at: str | None = style
            while at in self._elements and len(chain) < _DEEPEST:
                chain.append(self._elements[at])
                at = _value(chain[-1], "basedOn")
            look = Look()
            for element in reversed(chain):
                look = self._own(element).over(look)
            self._looks[style or ""] = look
            return look
        return self._looks[style or ""]

    def _own(self, style: _Element) -> Look:
        name = (_value(style, "name") or "").lower()
        told = look_of(style.find(f"{W}pPr")).over(look_of(style.find(f"{W}rPr")))
        heading = _HEADING.match(name)
        if heading or name == "title":
            told = replace(told, level=int(heading[1]) if heading else 1)
        return replace(told, name=name)


def _value(parent: _Element, name: str) -> str | None:
    found = parent.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _is_on(parent: _Element, name: str) -> bool | None:
    found = parent.find(f"{W}{name}")
    return None if found is None else (found.get(f"{W}val") or "1").lower() not in _OFF


def _is_paragraph(style: _Element) -> bool:
    return str(style.get(f"{W}type")) == "paragraph"


def _raised(properties: _Element) -> str | None:
    align, position = _value(properties, "vertAlign"), _value(properties, "position")
    if align:
        return {"superscript": "super", "subscript": "sub"}.get(align, "")
    if position and position.lstrip("-").isdecimal():
        height = int(position)
        return "super" if height >= _RAISED_BY else "sub" if height <= -_RAISED_BY else ""
    return None
