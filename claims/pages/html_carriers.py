"""Attributes, meta elements and JSON-LD -> blocks for the words that they carry beside the visible text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from claims.model import Carrier, Kind
from claims.pages.html_elements import Attributes
from claims.pages.raw import RawBlock
from claims.pages.runs import Run

_SPOKEN = frozenset(
    [
        "alt",
        "aria-description",
        "aria-label",
        "aria-valuetext",
        "data-bs-content",
        "data-bs-original-title",
        "data-bs-title",
        "data-caption",
        "data-content",
        "data-original-title",
        "data-title",
        "data-tooltip",
        "label",
        "placeholder",
        "srcdoc",
        "summary",
        "title",
    ]
)
_BUTTONS = frozenset({"button", "submit", "reset"})
_DESCRIPTIONS = frozenset(
    [
        "description",
        "og:description",
        "og:title",
        "twitter:description",
        "twitter:title",
        "dc.description",
        "dcterms.description",
        "abstract",
        "keywords",
        "og:image:alt",
        "twitter:image:alt",
    ]
)
_ATTRIBUTE = re.compile(
    r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>"'][^\s>]*+)))?"""
)
_JSON = re.compile(
    r"""(?P<key>"[^"\\]*+(?:\\.[^"\\]*+)*+")\s*+:
      | "(?P<string>[^"\\]*+(?:\\.[^"\\]*+)*+)(?:"|\\?\Z)
      | (?P<number>-?\d[\d.]*+(?:[eE][-+]?\d+)?)""",
    re.VERBOSE | re.DOTALL,
)
_JSON_PIECE = re.compile(
    r"""(?P<code>(?:\\u[0-9a-fA-F]{4})+) | \\(?P<escape>.) | (?P<tag></?[A-Za-z][^<>\\]{0,200}>) | (?P<plain>[^\\<]+|<)""",
    re.VERBOSE | re.DOTALL,
)
_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|/|#)\S*")
_DIGIT = re.compile(r"\d")


def attribute_blocks(
    readable: str, tag: str, attributes: Attributes, start: int, end: int, hint: Callable[[], str]
) -> Iterator[RawBlock]:
    """A start tag's alt, label, title or meta description, each at its value's place in the source."""
    if tag in {"link", "style", "script"}:
        return
    carrier, wanted = Carrier.ALT, _SPOKEN
    if tag == "meta":
        names = {attributes.get(key, "").strip().lower() for key in ("name", "property", "itemprop")}
        carrier, wanted = Carrier.META, frozenset({"content"} if names & _DESCRIPTIONS else ())
    elif tag == "input" and attributes.get("type", "").lower() in _BUTTONS:
        wanted = _SPOKEN | {"value"}
    if wanted.isdisjoint(attributes):
        return
    for match in _ATTRIBUTE.finditer(readable, start + 1 + len(tag), end):
        kind = match.lastgroup
        if kind is None or match[1].lower() not in wanted:
            continue
        run = Run(readable)
        run.add(match.start(kind), match.end(kind))
        text, spots, _ = run.close()
        if text and (carrier is Carrier.META or _DIGIT.search(text) or len(text.split()) > 1):
            yield RawBlock(kind=Kind.PARAGRAPH, text=text, spots=spots, carrier=carrier, hint=hint())


def json_ld_blocks(source: str, start: int, end: int) -> Iterator[RawBlock]:
    """Every value with a digit in a JSON-LD script as a block `key: value`; read by its tokens, sound or broken."""
    key: re.Match[str] | None = None
    for token in _JSON.finditer(source, start, end):
        kind = token.lastgroup or ""
        if kind == "key":
            key = token
            continue
        at, behind = token.span(kind)
        if not _DIGIT.search(source, at, behind) or _ADDRESS.fullmatch(source, at, behind):
            continue
        if key and source[key.start("key") + 1] == "@":
            continue
        run = Run(source)
        if key:
            run.add(key.start("key") + 1, key.end("key") - 1)
            run.put(":", key.end() - 1, key.end())
            run.put(" ", key.end() - 1, key.end())
        _add_json_string(run, source, at, behind)
        text, spots, _ = run.close()
        yield RawBlock(kind=Kind.PARAGRAPH, text=text, spots=spots, carrier=Carrier.STRUCTURED, hint="json-ld")


def _add_json_string(run: Run, source: str, start: int, end: int) -> None:
    for piece in _JSON_PIECE.finditer(source, start, end):
        at, behind = piece.span()
        match piece.lastgroup:
            case "plain":
                run.add(at, behind)
            case "code":
                units = bytes.fromhex(piece[0].replace("\\u", ""))
                run.put(units.decode("utf-16-be", "replace"), at, behind)
            case "escape":
                run.put(
                    {"n": "\n", "t": "\t", "r": " ", "b": " ", "f": " "}.get(piece["escape"], piece["escape"]),
                    at,
                    behind,
                )
            case _:
                run.put(" ", at, behind)
