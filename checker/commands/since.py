"""`--since REV`: pages to those that git says changed, findings to those that the change may have brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from checker.baseline import Known, key
from checker.commands.result import UsageError
from checker.commands.settings import WAIVERS
from checker.git import GitError, Since, real, since
from checker.model import Finding, PageReport
from checker.reports.visible import visible
from checker.settings.find import NAME
from checker.settings.model import Settings
from claims.extract import extract
from claims.model import Extraction, Unreadable
from claims.pages import read_bytes
from claims.pages.find import Found

SETTINGS = frozenset({NAME, WAIVERS})
Audit = Callable[[Extraction], PageReport]


@dataclass(frozen=True, slots=True)
class Changed:
    """What is left to look at, and why it is that much."""

    pages: tuple[Found | Unreadable, ...]
    left_out: int
    everything: str | None  # why all of every page counts: what changed besides the pages
    _since: Since | None = None

    @property
    def remark(self) -> str | None:
        """What is looked at, where that is not all."""
        if self.everything:
            return f"all pages are audited whole: {self.everything}"
        if self.left_out == 1:
            return "1 page has not changed and is left out"
        return f"{self.left_out} pages have not changed and are left out" if self.left_out else None

    def narrowed(self, page: PageReport, audit: Audit) -> PageReport:
        """The page with the findings on changed lines, and those elsewhere on it that were not there before.

        A change tells on other lines too: a note that was taken out is missed where its marker stands.
        """
        file = real(page.path)
        lines = self._since.lines(file) if self._since and not self.everything else None
        if self._since is None or lines is None:
            return page
        known = self._known(page, audit, file)
        kept = []
        for finding in page.findings:
            is_old = known[key(finding)] > 0
            known[key(finding)] -= is_old
            if not is_old or _touched(finding, lines):
                kept.append(finding)
        return replace(page, findings=tuple(kept), unchanged=len(page.findings) - len(kept))

    def _known(self, page: PageReport, audit: Audit, file: Path) -> Counter[Known]:
        """The findings of the page as it was."""
        before = self._since.before(file) if self._since else None
        if before is None:
            return Counter()
        read = read_bytes(before, shown_as=page.path, format=page.extraction.page.format)
        return Counter() if isinstance(read, Unreadable) else Counter(map(key, audit(extract(read)).findings))


def changed(revision: str, found: Iterable[Found | Unreadable], settings: Settings) -> Changed:
    """The pages that differ from a revision; all of them where the registry or the settings do."""
    found = tuple(found)
    files = [real(one.path) for one in found if isinstance(one, Found)]
    if not files:
        return Changed(found, 0, None)
    try:
        there = since(revision, files[0].parent if files[0].parent.is_dir() else Path())
        different = there.files()
    except GitError as error:
        raise UsageError(visible(f"--since {revision}: {error}")) from error
    for file in files:
        if not file.is_relative_to(there.top):
            raise UsageError(visible(f"--since {revision}: {file.name} is not in the repository of {files[0].name}"))
    why = _beside_pages(settings, there.top, different)
    if why:
        return Changed(found, 0, visible(why), there)
    kept = tuple(one for one in found if isinstance(one, Unreadable) or real(one.path) in different)
    return Changed(kept, len(found) - len(kept), None, there)


def _beside_pages(settings: Settings, top: Path, different: frozenset[Path]) -> str | None:
    """What else has changed that verdicts rest on, or may have and git cannot say."""
    for what, setting in (
        ("the registry", settings.registry),
        ("the configuration", settings.config),
        ("the file of waivers", settings.waivers),
        ("the baseline", settings.baseline),
    ):
        if setting is None:
            continue
        path = real(setting)
        if not path.is_relative_to(top):
            return f"{what} is not in the repository, so git cannot say whether it has changed"
        if any(file == path or path in file.parents for file in different):
            return f"{what} has changed"
    if any(file.name in SETTINGS for file in different):
        return "a configuration has changed"
    return None


def _touched(finding: Finding, lines: tuple[tuple[int, int], ...]) -> bool:
    """Whether it stands on a changed line, or what explains it does."""
    stretches = [(finding.place.line, finding.place.end_line)]
    stretches += [(at.line, at.line) for at in finding.related if at.path == finding.path]
    return any(first <= end and start <= last for start, end in stretches for first, last in lines)
