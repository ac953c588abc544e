"""Writes docs/rules/: a page for each group of rules from their docstrings, and an index with severities by profile.

python docs/rules.py            write them
python docs/rules.py --check    say which are not as they would be written
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from checker.catalogue import GROUPS, grouped, level
from checker.model import Rule
from checker.settings.model import PROFILES

FOLDER = Path(__file__).parent / "rules"
HEAD = "<!-- Written by `make rules` from the docstrings of the rules; change those. -->\n"
INTRO = (
    "What each rule weighs in each profile (`off`: it does not run there), and what the registry must have for it; "
    "without that it stays silent, and `promocheck registry check` says so. `promocheck explain RULE` prints the "
    "same manual pages. In their sources, [R]: its text, or an authority's or law firm's summary of it, was read; [K]: "
    "from general knowledge of the instrument, so check the paragraph before you quote it.\n"
)
ACTIVE = re.compile(r"`[^`]*`|[\\*<~|]|\b_|_\b")  # what Markdown would act on; code stays as it is
LISTED = re.compile(r"(?:[-+#>]|\d+[.)])\s")  # what would begin a list or a heading


def main(arguments: list[str]) -> int:
    pages = written()
    there = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.md")}
    stale = sorted(name for name in pages.keys() | there.keys() if pages.get(name) != there.get(name))
    if arguments == ["--check"]:
        for name in stale:
            print(f"docs/rules/{name} is not what the rules' docstrings say; run make rules", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in stale:
        if name in pages:
            (FOLDER / name).write_text(pages[name], "utf-8")
        else:
            (FOLDER / name).unlink()
    return 0


def written() -> dict[str, str]:
    """All pages by their names; same rules, same pages."""
    groups = list(grouped())
    return {"index.md": index(groups)} | {f"{group}.md": group_page(group, rules) for group, rules in groups}


def index(groups: list[tuple[str, tuple[Rule, ...]]]) -> str:
    parts = [
        HEAD,
        "# Rules\n",
        INTRO,
    ]
    for group, rules in groups:
        heads = ("rule", *PROFILES, "needs", "what it requires")
        rows = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *(_row(rule) for rule in rules)]
        parts += [f"## {GROUPS[group]} ([{group}]({group}.md))\n", "\n".join(rows) + "\n"]
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    link = f"[{rule.id}]({rule.group}.md#{anchor(rule.id)})"
    needs = ", ".join(f"`{field}`" for field in rule.needs)
    return f"| {' | '.join((link, *(level(rule, profile) for profile in PROFILES), needs, inert(rule.title)))} |"


def group_page(group: str, rules: tuple[Rule, ...]) -> str:
    return "\n".join([HEAD, f"# {GROUPS[group]}\n", *(manual(rule) for rule in rules)])


def manual(rule: Rule) -> str:
    """One rule's manual page as Markdown."""
    weights = {profile: level(rule, profile) for profile in PROFILES}
    alike = set(weights.values())
    weight = alike.pop() if len(alike) == 1 else ", ".join(f"{weight} {profile}" for profile, weight in weights.items())
    parts = [f"## {rule.id}\n", f"Severity: {weight}.\n"]
    if rule.needs:
        parts.append(f"Needs: {', '.join(f'`{field}`' for field in rule.needs)}.\n")
    return "\n".join([*parts, *(f"{part}\n" for part in _blocks(rule.manual))])


def _blocks(docstring: str) -> Iterator[str]:
    """Headings are the lines without indent that text with an indent follows; the rest are paragraphs and lists."""
    title, *rest = docstring.strip().split("\n")
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


def anchor(heading: str) -> str:
    """The anchor that Markdown viewers give a heading."""
    return re.sub(r"[^\w -]", "", heading.casefold()).replace(" ", "-")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
