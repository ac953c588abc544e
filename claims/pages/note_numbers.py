"""The notes that a Word document refers to -> the marker that is printed for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.pages.docx_styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIGNS = "*†‡§"  # what Word prints as Chicago notes, doubled and trebled when they run out
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


def numbered(body: _Element, settings: _Element | None) -> dict[tuple[str, str], str]:
    """(footnote or endnote, id) -> marker, counted in the order of the text."""
    found: dict[tuple[str, str], str] = {}
    for kind, usual in _USUAL.items():
        format = usual  # noqa: A001
        for root in (settings, body):
            told = root.find(f".//{W}{kind}Pr/{W}numFmt") if root is not None else None
            format = (told.get(f"{W}val") or format) if told is not None else format  # noqa: A001
        count = 0
        for reference in body.iter(f"{W}{kind}Reference"):
            key = kind, reference.get(f"{W}id") or ""
            if key in found:
                continue
            if reference.get(f"{W}customMarkFollows"):
                found[key] = _own_mark(reference)
                continue
            count += 1
            found[key] = marker(count, format)
    return found


def marker(number: int, format: str) -> str:  # noqa: A002 - Word's word
    """A number as Word prints it in one of its formats; plain digits in those that are not known."""
    letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    match format:
        case "lowerLetter":
            return letter
        case "upperLetter":
            return letter.upper()
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "chicago":
            return _SIGNS[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _own_mark(reference: _Element) -> str:
    """The mark that the author typed behind the reference."""
    following = reference.getnext()
    return (following.text or "").strip() if following is not None and following.tag == f"{W}t" else ""
