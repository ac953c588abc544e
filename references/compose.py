"""YAML text to nodes: scalars as written, each with its line; no tags, no aliases, no second document."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import yaml

DEPTH = 50
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A text as written; `plain` when it stands without quotes."""

    line: int
    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        """Whether it means 'left out'."""
        return self.text in _NULLS if self.plain else not self.text


class Listing(NamedTuple):
    """A YAML sequence."""

    line: int
    items: list[Node]
    is_null: bool = False


class Keyed(NamedTuple):
    """A YAML mapping, its keys in order and as often as they were written."""

    line: int
    entries: list[tuple[Scalar, Node]]
    is_null: bool = False


Node: TypeAlias = Scalar | Listing | Keyed


class MalformedError(Exception):
    """A text that is no registry YAML: 1-based line and why."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(f"line {line}: {message}")


def compose(text: str) -> Node | None:
    """The text's one document as a node, None when it is empty; raises MalformedError.

    Events are read one by one, so a text that nests too deep or repeats itself by aliases is left at the first of them.
    """
    try:
        return _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, text.rstrip().count("\n")) + 1 if mark else 1
        raise MalformedError(line, f"is no valid YAML: {_reason(error, text)}") from error
    except yaml.reader.ReaderError as error:
        line, sign = _unprintable(text)
        raise MalformedError(line, f"is no valid YAML: it holds the control character U+{sign:04X}") from error


def _reason(error: yaml.MarkedYAMLError, text: str) -> str:
    """The parser's complaint; the two that writers of registries meet most in plainer words."""
    mark, opened = error.problem_mark, error.context_mark
    if mark and _at(text, mark.line, mark.column) == "\t":
        return "a tab stands where only spaces may; indent with spaces"
    if (error.problem or "").startswith("mapping values are not allowed"):
        return "a colon followed by a space stands within a value; put the value in quotes"
    since = f" that begins on line {opened.line + 1}" if mark and opened and opened.line != mark.line else ""
    return ", ".join(part for part in (f"{error.context}{since}" if error.context else "", error.problem) if part)


def _at(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    return lines[line][column : column + 1] if line < len(lines) else ""


def _unprintable(text: str) -> tuple[int, int]:
    """Line and code of the first character that YAML refuses."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if found is None:
        return 1, 0xFFFE
    return text.count("\n", 0, found.start()) + 1, ord(found.group())


def _compose(text: str) -> Node | None:
    root: Node | None = None
    open_nodes: list[Listing | Keyed] = []
    keys: list[Scalar | None] = []  # the key that waits for its value, one for each open mapping
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.ScalarEvent):
            node: Node = Scalar(line, event.value, not event.style)
        elif isinstance(event, yaml.MappingStartEvent):
            node = Keyed(line, [])
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Listing(line, [])
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            open_nodes.pop()
            keys.pop()
            continue
        elif isinstance(event, yaml.AliasEvent):
            raise MalformedError(line, f"aliases are not allowed (*{event.anchor}): write the value out")
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise MalformedError(line, "a second document (---) begins here; keep one document in a file")
            continue
        else:
            continue
        if event.tag is not None:
            raise MalformedError(line, f"tags are not allowed ({event.tag}): write the value alone")
        if not open_nodes:
            root = node
        else:
            parent = open_nodes[-1]
            if isinstance(parent, Listing):
                parent.items.append(node)
            elif (key := keys[-1]) is not None:
                parent.entries.append((key, node))
                keys[-1] = None
            elif isinstance(node, Scalar):
                if node.text == "<<" and node.plain:
                    raise MalformedError(line, "merge keys (<<) are not allowed: write the keys out")
                keys[-1] = node
            else:
                raise MalformedError(line, "a key is a list or a mapping; keys are words")
        if not isinstance(node, Scalar):
            if len(open_nodes) >= DEPTH:
                raise MalformedError(line, f"is nested deeper than {DEPTH} levels")
            open_nodes.append(node)
            keys.append(None)
    return root
