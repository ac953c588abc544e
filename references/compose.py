"""YAML text to nodes: scalars as written, each with its line; no tags, no aliases, no second document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

DEPTH = 50
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_new = tuple.__new__  # a named tuple without the call of its constructor


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
    parser = _LOADER(text)
    try:
        return _Composer(parser.get_event).document()
    finally:
        parser.dispose()


class _Composer:
    """Events to nodes by descent: each mapping takes its own keys and values, in turn, from the parser.

    A large registry is millions of events: what would be a call for each scalar of a mapping is written out.
    """

    def __init__(self, event: Callable[[], Any]) -> None:  # Any: for the stubs an event may have no place
        self._event = event
        self._depth = 0

    def document(self) -> Node | None:
        """The root of the one document, None where there is none."""
        root: Node | None = None
        documents = 0
        while type(event := self._event()) is not StreamEndEvent:
            if type(event) is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _malformed(event, "a second document (---) begins here; keep one document in a file")
            elif isinstance(event, NodeEvent):
                root = self._node(event)
        return root

    def _node(self, event: Any) -> Node:
        """The scalar, or the list or mapping that begins here up to its end."""
        _refuse_marked(event)
        line = event.start_mark.line + 1
        if type(event) is ScalarEvent:
            return Scalar(line, event.value, not event.style)
        if self._depth >= DEPTH:
            raise _malformed(event, f"is nested deeper than {DEPTH} levels")
        self._depth += 1
        opened = Keyed(line, self._entries()) if type(event) is MappingStartEvent else Listing(line, self._items())
        self._depth -= 1
        return opened

    def _items(self) -> list[Node]:
        items: list[Node] = []
        while type(event := self._event()) is not SequenceEndEvent:
            items.append(self._node(event))
        return items

    def _entries(self) -> list[tuple[Scalar, Node]]:
        take = self._event
        entries: list[tuple[Scalar, Node]] = []
        while (kind := type(event := take())) is not MappingEndEvent:
            if kind is not ScalarEvent or event.tag is not None:
                _refuse_marked(event)
                raise _malformed(event, "a key is a list or a mapping; keys are words")
            key = _new(Scalar, (event.start_mark.line + 1, event.value, not event.style))
            if event.value == "<<" and key.plain:
                raise _malformed(event, "merge keys (<<) are not allowed: write the keys out")
            event = take()
            if (kind := type(event)) is ScalarEvent and event.tag is None:
                value: Node = _new(Scalar, (event.start_mark.line + 1, event.value, not event.style))
            else:
                value = self._node(event)
            entries.append((key, value))
        return entries


def _refuse_marked(event: Any) -> None:
    if isinstance(event, AliasEvent):
        raise _malformed(event, f"aliases are not allowed (*{event.anchor}): write the value out")
    if event.tag is not None:
        raise _malformed(event, f"tags are not allowed ({event.tag}): write the value alone")


def _malformed(event: Any, message: str) -> MalformedError:
    return MalformedError(event.start_mark.line + 1, message)
