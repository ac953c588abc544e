"""`promocheck audit`: pages and a registry to reports of what was found, but for what is waived or known."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from checker.baseline import BaselineError, Known, read_baseline, render_baseline, without_known
from checker.commands.jobs import can_share
from checker.commands.pages import (
    Reading,
    extracted,
    extractions,
    in_time,
    names_of,
    readings,
    renamed,
    searched,
    worked,
)
from checker.commands.registry import faults, loaded
from checker.commands.result import (
    STANDARD_INPUT,
    STANDARD_OUTPUT,
    Display,
    Output,
    Render,
    Result,
    UsageError,
    asked_for,
    written,
)
from checker.commands.settings import chosen, day, settings_of
from checker.commands.targets import refuse
from checker.model import PageReport, Report
from checker.outcome import exit_status
from checker.progress import Progress, through
from checker.reports.formats import FORMATS, Format
from checker.rules import RULES
from checker.settings.model import Settings
from checker.verify import audit_page
from checker.waivers.model import Waiver
from checker.waivers.read import read_waivers
from checker.waivers.review import review
from claims.model import Extraction, Unreadable
from claims.pages.find import Found
from claims.pages.limits import Limits
from references.errors import RegistryError
from references.index import Index
from references.model import NO_REGISTRY

if TYPE_CHECKING:
    from checker.commands.since import Changed

BINARY = frozenset(name for name, form in FORMATS.items() if form.is_binary)

FORMS = ("text", *FORMATS)


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit came to: the report, the pages before what is known was taken out, and remarks."""

    report: Report
    reviewed: tuple[PageReport, ...]
    remarks: tuple[str, ...]

    @property
    def status(self) -> int:
        """The exit status of the run."""
        return exit_status(self.report, self.report.fail_on)


def run(options: argparse.Namespace) -> Result:
    """The audit of all pages in every form that was asked for."""
    asked = asked_for(options.output, FORMS)
    _refuse_to_overwrite(options.write_waivers)
    done = audited(options, asked)
    options.progress.stage("writing reports")
    report = done.report

    def text(display: Display) -> str:
        from checker.reports.terminal import render  # noqa: PLC0415 - each form loads what it needs, no more

        return render(report, width=display.width, color=display.color, brief=options.quiet)

    def made(form: Format) -> Render:
        return lambda _: form.render(report)

    outputs = list(written(asked, {"text": text} | {name: made(form) for name, form in FORMATS.items()}))
    if options.write_baseline:
        outputs.append(
            Output(
                f"--write-baseline {options.write_baseline}",
                options.write_baseline,
                lambda _: render_baseline(done.reviewed),
            )
        )
    if options.write_waivers:
        outputs.append(_draft(options.write_waivers, report.pages))
    return Result(tuple(outputs), done.remarks, done.status)


def audited(options: argparse.Namespace, asked: Iterable[tuple[str, str]] = ()) -> Audited:
    """All pages against the registry, but for what is waived, known or has not changed."""
    progress: Progress = options.progress
    search = searched(options)
    found, told = search.pages, list(search.left_out)
    settings = settings_of(options, found)
    inputs = tuple(_inputs(found, settings))
    refuse(asked, (*inputs, settings.baseline) if settings.baseline else inputs, BINARY)
    if options.write_baseline:  # which may replace the one that is read
        refuse([("", options.write_baseline)], inputs, option="--write-baseline")
    change = _changed(options, found, settings)
    if change is not None:
        found = change.pages
    rules, today = chosen(settings), day(options.today)
    waivers, known = _waivers(settings), _known(settings)
    progress.stage("reading the registry")
    registry = loaded(settings.registry, cached=not options.no_cache) if settings.registry else NO_REGISTRY
    index = Index(registry)

    def audit(extraction: Extraction) -> PageReport:
        return audit_page(extraction, registry, index, rules.rules, settings.profile, today=today)

    def checked(extraction: Extraction | Unreadable) -> PageReport | Unreadable:
        if isinstance(extraction, Unreadable):
            return extraction
        return in_time(partial(audit, extraction), extraction.page.path, "check", settings.limits)

    names = names_of(options, found)
    if options.jobs > 1 and can_share():
        work = partial(_read_and_checked, checked=checked, limits=settings.limits)
        again = partial(_checked_again, checked=checked)
        content = readings(options, found, settings.limits)
        done = through(worked(content, work, again, told, options.jobs), names, progress)
    else:
        if options.jobs > 1:
            told.append("--jobs: this system cannot share the work out; one page after the other was checked")
        read = extractions(options, found, settings.limits, told)
        done = map(checked, through(read, names, progress))
    pages, unreadable = _apart(done)
    progress.stage("waivers and baseline")
    folder = Path(settings.waivers or "").parent
    read_all = not unreadable and not (change and change.left_out)
    reviewed = review(pages, waivers, rules, profile=settings.profile, folder=folder, today=today, read_all=read_all)
    new = without_known(reviewed.pages, known)
    if change is not None:
        new = tuple(change.narrowed(page, audit) for page in new)
    report = Report(
        registry=registry,
        pages=new,
        unreadable=unreadable,
        profile=settings.profile,
        fail_on=settings.fail_on,
        require_coverage=settings.require_coverage,
        config=settings.config,
        waivers=settings.waivers,
        baseline=settings.baseline,
        about_waivers=reviewed.about_waivers,
        off=rules.off,
        since=options.since,
        pages_unchanged=change.left_out if change else 0,
    )
    told += [change.remark] if change and change.remark else []
    return Audited(report, reviewed.pages, (*told, *faults(registry)))


Checked = Callable[[Extraction | Unreadable], PageReport | Unreadable]


def _read_and_checked(one: Reading, *, checked: Checked, limits: Limits) -> PageReport | Unreadable:
    return checked(extracted(one, limits))


def _checked_again(page: PageReport, path: str, *, checked: Checked) -> PageReport | Unreadable:
    """What a page comes to under another name."""
    return checked(renamed(page.extraction, path))


def _apart(done: Iterable[PageReport | Unreadable]) -> tuple[tuple[PageReport, ...], tuple[Unreadable, ...]]:
    """Pages and what could not be read, each in the order of their names."""
    pages: list[PageReport] = []
    unreadable: list[Unreadable] = []
    for page in done:
        if isinstance(page, Unreadable):
            unreadable.append(page)
        else:
            pages.append(page)
    return tuple(sorted(pages, key=lambda page: page.path)), tuple(sorted(unreadable, key=lambda page: page.path))


def _inputs(found: Iterable[Found | Unreadable], settings: Settings) -> Iterator[str]:
    """Files and folders that the run reads, but for the baseline."""
    yield from (str(one.path) for one in found)
    for setting in (settings.registry, settings.config, settings.waivers):
        if setting is not None:
            yield setting


def _changed(options: argparse.Namespace, found: tuple[Found | Unreadable, ...], settings: Settings) -> Changed | None:
    """What --since leaves to look at."""
    if options.since is None:
        return None
    if STANDARD_INPUT in options.pages:
        raise UsageError("--since: standard input has no history; name files")
    from checker.commands.since import changed  # noqa: PLC0415 - only this needs git

    return changed(options.since, found, settings)


# --- waivers and baseline -------------------------------------------------------------------------------------


def _waivers(settings: Settings) -> tuple[Waiver, ...]:
    if settings.waivers is None:
        return ()
    try:
        return read_waivers(Path(settings.waivers), shown_as=settings.waivers, rules={rule.id for rule in RULES})
    except RegistryError as error:
        raise UsageError(str(error)) from error


def _known(settings: Settings) -> Counter[Known]:
    if settings.baseline is None:
        return Counter()
    try:
        return read_baseline(Path(settings.baseline), shown_as=settings.baseline)
    except BaselineError as error:
        raise UsageError(str(error)) from error


def _draft(file: str, pages: Iterable[PageReport]) -> Output:
    """Waivers to be filled in, for what is neither waived nor known."""
    from checker.waivers.draft import draft  # noqa: PLC0415

    folder = Path() if file == STANDARD_OUTPUT else Path(file).parent
    open_findings = [finding for page in pages for finding in page.findings if finding.waived is None]
    return Output(f"--write-waivers {file}", file, lambda _: draft(open_findings, folder=folder))


def _refuse_to_overwrite(file: str | None) -> None:
    """A file of waivers holds what people wrote: it is never replaced by a draft."""
    if file and file != STANDARD_OUTPUT and os.path.lexists(file):
        raise UsageError(
            f"--write-waivers {file}: exists already; write to a new file and move over what is to be waived"
        )
