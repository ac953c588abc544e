"""An element's name and attributes -> what it does to the text in it: breaks, hides, raises or names it."""

from __future__ import annotations

import re
from collections.abc import Mapping

Attributes = Mapping[str, str]

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
CELLS = frozenset({"td", "th"})
ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
TABLE_PARTS = frozenset({"table", "tr", "caption", "colgroup"}) | CELLS | ROW_GROUPS
SECTIONING = frozenset({"section", "article", "main", "aside", "footer", "header", "nav", "body", "td", "th"})
LANDMARKS = frozenset({"footer", "header", "nav", "aside", "dialog"})
BLOCKS = (
    frozenset(
        [
            "address",
            "blockquote",
            "body",
            "button",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "form",
            "hgroup",
            "hr",
            "html",
            "iframe",
            "label",
            "legend",
            "li",
            "main",
            "noscript",
            "object",
            "optgroup",
            "option",
            "p",
            "pre",
            "search",
            "section",
            "article",
            "select",
            "summary",
            "svg",
            "template",
            "textarea",
            "title",
            "video",
            "audio",
            "canvas",
        ]
    )
    | LANDMARKS
    | LISTS
    | TABLE_PARTS
    | HEADINGS.keys()
)
# What a start tag ends when its author left out the end tag, and where the search for it stops.
IMPLIED_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), LISTS | CELLS),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"}) | CELLS),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"}) | CELLS),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"}) | CELLS),
    "td": (CELLS | {"caption"}, frozenset({"tr", "table"})),
    "th": (CELLS | {"caption"}, frozenset({"tr", "table"})),
    "tr": (frozenset({"tr", "caption"}), frozenset({"table"}) | ROW_GROUPS),
    "thead": (ROW_GROUPS | {"caption"}, frozenset({"table"})),
    "tbody": (ROW_GROUPS | {"caption"}, frozenset({"table"})),
    "tfoot": (ROW_GROUPS | {"caption"}, frozenset({"table"})),
}
_ENDS_PARAGRAPH = BLOCKS - {"button", "label", "option", "optgroup", "select", "svg", "title", "textarea", "object"}
_SHOWN_ONLY_INSTEAD = frozenset({"template", "noscript", "video", "audio", "canvas", "object", "iframe"})
_HIDDEN_CLASSES = frozenset(
    [
        "visually-hidden",
        "visuallyhidden",
        "visually-hidden-focusable",
        "sr-only",
        "screen-reader-text",
        "screen-reader-only",
        "screenreader-only",
        "hidden",
        "is-hidden",
        "d-none",
    ]
)
_SHOWN_SOMEWHERE = re.compile(r"(?:^|\s)(?:\w+:(?:block|flex|grid|inline\S*|table\S*)|d-(?:sm|md|lg|xl|xxl)-)")
# No opacity: what fades in is seen. A height of nothing is a folded part of the page, a far place a word for screen readers.
_HIDDEN_STYLE = re.compile(
    r"""(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|(?:max-)?height)\s*:\s*0(?![.\d]*[1-9])
        |(?:left|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%)""",
    re.IGNORECASE | re.VERBOSE,
)
_BLOCK_STYLE = re.compile(r"(?:^|[;\s])display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_RAISED_STYLE = re.compile(
    r"""(?:^|[;\s])vertical-align\s*:\s*(?:(?P<super>super|text-top|top|\+?(?:0?\.)?\d*[1-9])|(?P<sub>sub|text-bottom|-\d*\.?\d*[1-9]))""",
    re.IGNORECASE,
)
_SHIFTED_STYLE = re.compile(r"(?:^|[;\s])(?:top\s*:\s*-|bottom\s*:\s*\+?(?:0?\.)?\d*[1-9])", re.IGNORECASE)
_RELATIVE_STYLE = re.compile(r"\bposition\s*:\s*relative", re.IGNORECASE)
_RAISED_CLASS = re.compile(
    r"(?:^|\s)(?:(?:[\w-]+[-_])?(?P<super>sup|superscript|super)|(?P<sub>sub|subscript))(?=\s|$)", re.IGNORECASE
)
_NOTE_TARGET = re.compile(
    r"#(?:[\w-]*[-_])?(?:fn|ftn|edn|foot|note|ref|cite|cit|bib|source)|#[rnc][-_]?\d|#\d", re.IGNORECASE
)
_MARKER = re.compile(r"[\[(]?(?:\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*|[*†‡§¶‖#^]{1,4}|[A-Za-z])[\])]?")


def ends_paragraph(tag: str) -> bool:
    """Whether this start tag ends an open p."""
    return tag in _ENDS_PARAGRAPH


def is_block(tag: str, attributes: Attributes) -> bool:
    """Whether the element stands apart from the text around it."""
    return tag in BLOCKS or bool(_BLOCK_STYLE.search(attributes.get("style", "")))


def is_hidden(tag: str, attributes: Attributes) -> bool:
    """Whether a reader of the page does not see the element, or sees it only where the page falls short."""
    classes = attributes.get("class", "")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").strip().lower() == "true"
        or tag in _SHOWN_ONLY_INSTEAD
        or (tag == "dialog" and "open" not in attributes)
        or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))
        or (not _HIDDEN_CLASSES.isdisjoint(classes.lower().split()) and not _SHOWN_SOMEWHERE.search(classes.lower()))
    )


def raised_by(tag: str, attributes: Attributes) -> str | None:
    """`super` or `sub` if the element raises or lowers its text."""
    if tag in {"sup", "sub"}:
        return "super" if tag == "sup" else "sub"
    if tag in BLOCKS:
        return None
    given = attributes.get("style", "")
    if style := _RAISED_STYLE.search(given):
        return style.lastgroup
    if _SHIFTED_STYLE.search(given) and _RELATIVE_STYLE.search(given):
        return "super"
    if named := _RAISED_CLASS.search(attributes.get("class", "")):
        return named.lastgroup
    return None


def links_note(tag: str, attributes: Attributes) -> bool:
    """Whether the element is a link to a note or reference on the same page."""
    if tag != "a":
        return False
    return attributes.get("role") == "doc-noteref" or bool(_NOTE_TARGET.match(attributes.get("href", "")))


def is_marker(text: str) -> bool:
    """Whether a link's text is nothing but a note's marker: `3`, `[1-4]`, `*`, `a`."""
    return bool(_MARKER.fullmatch(text))


def heading_level(tag: str, attributes: Attributes) -> int:
    """1 to 6 for a heading, else 0."""
    if attributes.get("role", "").strip().lower() == "heading":
        level = attributes.get("aria-level", "").strip()
        return min(int(level), 6) if level.isdecimal() and len(level) < 3 and int(level) else 2
    return HEADINGS.get(tag, 0)


_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:title|heading|headline)(?=\s|$)", re.IGNORECASE)


def is_titled(tag: str, attributes: Attributes) -> bool:
    """Whether an author who made no heading of the element calls it one: `<div class="panel-title">`."""
    return tag in {"div", "p", "dt"} and bool(_TITLE_CLASS.search(attributes.get("class", "")))


def own_words(tag: str, attributes: Attributes) -> str:
    """What the author called the element: its class, id and role, lower case, with the telling tag names."""
    words = [attributes.get(name, "") for name in ("class", "id", "role", "aria-label")] if tag not in _UNTOLD else []
    if tag in LANDMARKS or tag == "sup":
        words.insert(0, tag)
    return " ".join(" ".join(words).lower().split())[:120]


_UNTOLD = frozenset({"html", "body", "head"})  # classes of the whole page name no part of it
