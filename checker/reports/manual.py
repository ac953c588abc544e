"""A rule's manual page, as its docstring has it -> Markdown, and its first section in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator

ACTIVE = re.compile(r"`[^`]*`|[\\*<~|]|\b_|_\b")  # what Markdown would act on; code stays as it is
LISTED = re.compile(r"(?:[-+#>]|\d+[.)])\s")  # what would begin a list or a heading


def markdown(manual: str) -> Iterator[str]:
    """Title, headings, paragraphs and lists, one after the other.

    Headings are the lines without indent that text with an indent follows; the rest are paragraphs and lists.
    """
    title, *rest = manual.strip().split("\n")
    yield inert(title)
    lines: list[str] = []
    for line in [*rest, ""]:
        if line.strip() and not line.startswith(" "):
            yield from _told(lines)
            lines = []
            yield f"### {inert(line.strip())}"
        elif not line.strip():
            yield from _told(lines)
            lines = []
        else:
            lines.append(line.removeprefix("    "))


def required(manual: str) -> str:
    """What the first section says, on one line: what the rule requires."""
    _, _, rest = manual.strip().partition("\n")
    words: list[str] = []
    for line in rest.strip().split("\n")[1:]:
        if not line.startswith(" ") and line.strip():
            break
        words += line.split()
    return " ".join(words)


def _told(lines: list[str]) -> Iterator[str]:
    """Lines of one block: items where they begin with a dash, else one paragraph."""
    if not lines:
        return
    if not lines[0].startswith("- "):
        text = inert(" ".join(line.strip() for line in lines))
        yield f"\\{text}" if LISTED.match(text) else text
        return
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line[2:].strip())
        else:
            items[-1] += f" {line.strip()}"
    yield "\n".join(f"- {inert(item)}" for item in items)


def inert(text: str) -> str:
    """Text in which Markdown finds nothing to act on but code."""
    return ACTIVE.sub(lambda found: found[0] if found[0].startswith("`") else f"\\{found[0]}", text)
