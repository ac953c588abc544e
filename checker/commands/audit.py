"""`promocheck audit`: pages and a registry to reports of what was found, but for what is waived or known."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from checker.baseline import BaselineError, Known, read_baseline, render_baseline, without_known
from checker.choosing import Chosen
from checker.commands.pages import extractions, in_time, searched
from checker.commands.registry import faults, loaded
from checker.commands.result import STANDARD_OUTPUT, Display, Output, Result, UsageError, asked_for, written
from checker.commands.settings import chosen, day, settings_of
from checker.model import PageReport, Report
from checker.outcome import exit_status
from checker.rules import RULES
from checker.settings.model import Settings
from checker.verify import audit_page
from checker.waivers.model import Waiver
from checker.waivers.read import read_waivers
from checker.waivers.review import review
from claims.model import Extraction, Unreadable
from references.errors import RegistryError
from references.index import Index
from references.model import NO_REGISTRY, Registry


def run(options: argparse.Namespace) -> Result:
    """The audit of all pages in every form that was asked for."""
    asked = asked_for(options.output, ("text", "json"))
    _refuse_to_overwrite(options.write_waivers)
    found = searched(options)
    told = list(found.left_out)
    settings = settings_of(options, found.pages)
    rules, today = chosen(settings), day(options.today)
    waivers, known = _waivers(settings), _known(settings)
    registry = loaded(settings.registry, cached=not options.no_cache) if settings.registry else NO_REGISTRY
    pages, unreadable = _audited(
        extractions(options, found.pages, settings.limits, told), registry, rules, settings, today
    )
    folder = Path(settings.waivers or "").parent
    reviewed = review(
        pages, waivers, rules, profile=settings.profile, folder=folder, today=today, read_all=not unreadable
    )
    new = without_known(reviewed.pages, known)
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
    )

    def text(display: Display) -> str:
        from checker.reports.terminal import render  # noqa: PLC0415 - each form loads what it needs, no more

        return render(report, width=display.width, color=display.color)

    def json(_: Display) -> str:
        from checker.reports.json import render  # noqa: PLC0415

        return render(report)

    outputs = list(written(asked, {"text": text, "json": json}))
    if options.write_baseline:
        outputs.append(
            Output(
                f"--write-baseline {options.write_baseline}",
                options.write_baseline,
                lambda _: render_baseline(reviewed.pages),
            )
        )
    if options.write_waivers:
        outputs.append(_draft(options.write_waivers, new))
    return Result(tuple(outputs), (*told, *faults(registry)), exit_status(report, settings.fail_on))


def _audited(
    extracted: Iterable[Extraction | Unreadable], registry: Registry, rules: Chosen, settings: Settings, today: date
) -> tuple[tuple[PageReport, ...], tuple[Unreadable, ...]]:
    """Pages and what could not be read, each in the order of their names."""
    index = Index(registry)
    pages: list[PageReport] = []
    unreadable: list[Unreadable] = []
    for extraction in extracted:
        if isinstance(extraction, Unreadable):
            unreadable.append(extraction)
        else:
            page = in_time(
                partial(audit_page, extraction, registry, index, rules.rules, settings.profile, today=today),
                extraction.page.path,
                "check",
                settings.limits,
            )
            if isinstance(page, Unreadable):
                unreadable.append(page)
            else:
                pages.append(page)
    return tuple(sorted(pages, key=lambda page: page.path)), tuple(sorted(unreadable, key=lambda page: page.path))


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
