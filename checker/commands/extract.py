"""`promocheck extract`: pages to their claims, in any of five forms."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from checker.commands.pages import extractions, names_of, searched
from checker.commands.result import Display, Result, asked_for, written
from checker.commands.settings import settings_of
from checker.commands.targets import refuse
from checker.exit_codes import ExitCode
from checker.progress import READING, through
from checker.reports.visible import visible
from claims.model import Extraction, Unreadable


def run(options: argparse.Namespace) -> Result:
    """The claims of all pages; what a format has no row for is a remark."""
    asked = asked_for(options.output, ("text", "table", "json", "jsonl", "csv"))
    search = searched(options)
    found, told = search.pages, list(search.left_out)
    refuse(asked, (str(one.path) for one in found))
    read = extractions(options, found, settings_of(options, found).limits, told)
    pages = list(through(read, names_of(options, found), options.progress, READING))
    options.progress.stage("writing")

    def text(display: Display) -> str:
        from checker.reports.extracted import text  # noqa: PLC0415 - each form loads what it needs, no more

        return text(pages, width=display.width, color=display.color, ledger=options.ledger, explain=options.explain)

    def table(display: Display) -> str:
        from checker.reports.extracted import table  # noqa: PLC0415

        return table(pages, width=display.width, color=display.color, ledger=options.ledger)

    def json(_: Display) -> str:
        from claims.serial import render_extractions  # noqa: PLC0415

        return render_extractions(pages, explain=options.explain)

    def jsonl(_: Display) -> str:
        from checker.reports.flat import render_jsonl  # noqa: PLC0415

        return render_jsonl(pages, explain=options.explain)

    def csv(_: Display) -> str:
        from checker.reports.flat import render_csv  # noqa: PLC0415

        return render_csv(pages)

    unreadable = [page for page in pages if isinstance(page, Unreadable)]
    in_part = [page for page in pages if not isinstance(page, Unreadable) and page.unread]
    forms = {name for name, _ in asked}
    rowless = unreadable if "csv" in forms else []
    partial = in_part if forms & {"csv", "jsonl"} else []
    return Result(
        outputs=written(asked, {"text": text, "table": table, "json": json, "jsonl": jsonl, "csv": csv}),
        remarks=(
            *told,
            *(f"{visible(page.path)}: could not read: {visible(page.reason)}" for page in rowless),
            *(line for page in partial for line in _unread(page)),
        ),
        status=ExitCode.COULD_NOT_CHECK if unreadable or in_part else ExitCode.CLEAN,
    )


def _unread(page: Extraction) -> Iterator[str]:
    """The parts of a page that could not be read, for forms that have claims only."""
    for problem in page.unread:
        yield f"{visible(page.page.problem_at(problem))}: {visible(problem.message)}"
