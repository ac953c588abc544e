"""Writes docs/rules/: a page for each group of rules from their docstrings, and an index with severities by profile.

python docs/rules.py            write them
python docs/rules.py --check    say which are not as they would be written
"""

import re
import sys
from pathlib import Path

from checker.catalogue import GROUPS, grouped, level
from checker.model import Rule
from checker.reports.manual import inert, markdown
from checker.settings.model import PROFILES

FOLDER = Path(__file__).parent / "rules"
HEAD = "<!-- Written by `make rules` from the docstrings of the rules; change those. -->\n"
INTRO = (
    "What each rule weighs in each profile (`off`: it does not run there), and what the registry must have for it; "
    "without that it stays silent, and `promocheck registry check` says so. `promocheck explain RULE` prints the "
    "same manual pages. In their sources, [R]: its text, or an authority's or law firm's summary of it, was read; [K]: "
    "from general knowledge of the instrument, so check the paragraph before you quote it.\n"
)


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
    return "\n".join([*parts, *(f"{part}\n" for part in markdown(rule.manual))])


def anchor(heading: str) -> str:
    """The anchor that Markdown viewers give a heading."""
    return re.sub(r"[^\w -]", "", heading.casefold()).replace(" ", "-")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
