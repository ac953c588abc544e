"""`promocheck drill`: pages to the share of planted slips that their audit catches."""

from __future__ import annotations

import argparse

from checker.commands.pages import extractions, names_of, searched
from checker.commands.registry import faults, loaded
from checker.commands.result import Display, Result, UsageError, asked_for, written
from checker.commands.settings import chosen, settings_of
from checker.commands.targets import refuse
from checker.drill.model import Drill
from checker.drill.run import drill
from checker.exit_codes import ExitCode
from checker.model import PageReport
from checker.progress import through
from checker.reports.drilled import render, text
from checker.verify import audit_page
from claims.model import Extraction, Unreadable
from references.index import Index


def run(options: argparse.Namespace) -> Result:
    """Slips on copies of each page, audited as the page itself would be."""
    asked = asked_for(options.output, ("text", "json"))
    search = searched(options)
    found, told = search.pages, list(search.left_out)
    settings = settings_of(options, found)
    refuse(asked, (*(str(one.path) for one in found), settings.registry or ""))
    if settings.registry is None:
        raise UsageError("a drill needs --registry, or registry: in promocheck.yaml")
    registry = loaded(settings.registry, cached=not options.no_cache)
    index, rules = Index(registry), chosen(settings).rules

    def audit(extraction: Extraction) -> PageReport:
        return audit_page(extraction, registry, index, rules, settings.profile)

    drills: list[Drill | Unreadable] = []
    read = extractions(options, found, settings.limits, told)
    for page in through(read, names_of(options, found), options.progress, "planting slips"):
        if isinstance(page, Unreadable):
            drills.append(page)
        elif page.page.layout is not None:
            drills.append(Unreadable(page.page.path, "slips are planted in HTML, Markdown and text only"))
        else:
            drills.append(drill(page, registry, index, audit, seed=options.seed, each=options.each))

    def shown(display: Display) -> str:
        return text(drills, width=display.width, color=display.color)

    return Result(
        outputs=written(asked, {"text": shown, "json": lambda _: render(drills, seed=options.seed)}),
        remarks=(*told, *faults(registry)),
        status=ExitCode.COULD_NOT_CHECK if any(isinstance(page, Unreadable) for page in drills) else ExitCode.CLEAN,
    )
