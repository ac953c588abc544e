"""Arguments, streams and exit codes: the only place that prints."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from checker.model import PageReport, Report, Rule
    from claims.model import Extraction, Unreadable
    from references.model import Registry

PROFILES = ("us-hcp", "us-dtc", "uk-hcp", "eu-hcp")
FAIL_ON = ("error", "warning", "note", "never")
STANDARD_INPUT = "-"
NAMED_FORMATS = {name: name for name in ("html", "markdown", "text", "pdf", "docx", "pptx")}
NAMED_FORMATS |= {"md": "markdown", "txt": "text"}


class ExitCode(IntEnum):
    """What the exit status says."""

    CLEAN = 0
    FOUND = 1
    USAGE = 2
    COULD_NOT_CHECK = 3


class UsageError(Exception):
    """A wrong argument, configuration or registry, in words for the user."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status of the contract."""
    gc.freeze()
    options = _parser().parse_args(argv)
    try:
        return int(options.run(options))
    except UsageError as error:
        print(error, file=sys.stderr)
        return ExitCode.USAGE
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.COULD_NOT_CHECK
    except KeyboardInterrupt:
        print("promocheck: interrupted", file=sys.stderr)
        return ExitCode.COULD_NOT_CHECK
    except Exception as error:  # a crash is a result that never exits 0
        if os.environ.get("PROMOCHECK_TRACEBACK"):
            raise
        print(f"promocheck: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        return ExitCode.COULD_NOT_CHECK


# --- commands -------------------------------------------------------------------------------------------------


def _audit(options: argparse.Namespace) -> int:
    from checker.model import Report  # noqa: PLC0415 - commands load what they need, no more
    from checker.outcome import exit_status  # noqa: PLC0415
    from checker.verify import audit_page  # noqa: PLC0415
    from claims.model import Unreadable  # noqa: PLC0415
    from references.index import Index  # noqa: PLC0415

    outputs = _outputs(options.output, ("text", "json"))
    rules = _chosen_rules(options.select, options.ignore)
    today = _day(options.today)
    registry = _registry(options.registry, cached=not options.no_cache)
    _report_faults(registry)
    index = Index(registry)
    pages: list[PageReport] = []
    unreadable: list[Unreadable] = []
    for extraction in _extractions(options):
        if isinstance(extraction, Unreadable):
            unreadable.append(extraction)
        else:
            pages.append(audit_page(extraction, registry, index, rules, options.profile, today=today))
    report = Report(
        registry=registry,
        pages=tuple(sorted(pages, key=lambda page: page.path)),
        unreadable=tuple(sorted(unreadable, key=lambda page: page.path)),
        profile=options.profile,
        fail_on=options.fail_on,
        require_coverage=options.require_coverage,
    )
    _write(outputs, {"text": lambda file: _audit_text(report, file), "json": lambda _: _audit_json(report)})
    return exit_status(report, options.fail_on)


def _drill(options: argparse.Namespace) -> int:
    from checker.drill.model import Drill  # noqa: PLC0415
    from checker.drill.run import drill  # noqa: PLC0415
    from checker.reports.drilled import render, text  # noqa: PLC0415
    from checker.verify import audit_page  # noqa: PLC0415
    from claims.model import Unreadable  # noqa: PLC0415
    from references.index import Index  # noqa: PLC0415

    outputs = _outputs(options.output, ("text", "json"))
    registry = _registry(options.registry, cached=not options.no_cache)
    _report_faults(registry)
    index, rules = Index(registry), _rules()

    def audit(extraction: Extraction) -> PageReport:
        return audit_page(extraction, registry, index, rules, options.profile)

    drills: list[Drill | Unreadable] = []
    for page in _extractions(options):
        if isinstance(page, Unreadable):
            drills.append(page)
        elif page.page.layout is not None:
            drills.append(Unreadable(page.page.path, "slips are planted in HTML, Markdown and text only"))
        else:
            drills.append(drill(page, registry, index, audit, seed=options.seed, each=options.each))
    _write(
        outputs,
        {
            "text": lambda file: text(drills, width=_width(), color=_color(file)),
            "json": lambda _: render(drills, seed=options.seed),
        },
    )
    return ExitCode.COULD_NOT_CHECK if any(isinstance(page, Unreadable) for page in drills) else ExitCode.CLEAN


def _audit_text(report: Report, file: str) -> str:
    from checker.reports.terminal import render  # noqa: PLC0415

    return render(report, width=_width(), color=_color(file))


def _audit_json(report: Report) -> str:
    from checker.reports.json import render  # noqa: PLC0415

    return render(report)


def _extract(options: argparse.Namespace) -> int:
    from claims.model import Unreadable  # noqa: PLC0415

    outputs = _outputs(options.output, ("text", "table", "json", "jsonl", "csv"))
    pages = list(_extractions(options))

    def text(file: str) -> str:
        from checker.reports.extracted import text  # noqa: PLC0415

        return text(pages, width=_width(), color=_color(file), ledger=options.ledger, explain=options.explain)

    def table(file: str) -> str:
        from checker.reports.extracted import table  # noqa: PLC0415

        return table(pages, width=_width(), color=_color(file), ledger=options.ledger)

    def json(_: str) -> str:
        from claims.serial import render_extractions  # noqa: PLC0415

        return render_extractions(pages, explain=options.explain)

    def jsonl(_: str) -> str:
        from checker.reports.flat import render_jsonl  # noqa: PLC0415

        return render_jsonl(pages, explain=options.explain)

    def csv(_: str) -> str:
        from checker.reports.flat import render_csv  # noqa: PLC0415

        return render_csv(pages)

    _write(outputs, {"text": text, "table": table, "json": json, "jsonl": jsonl, "csv": csv})
    unreadable = [page for page in pages if isinstance(page, Unreadable)]
    in_part = [page for page in pages if not isinstance(page, Unreadable) and page.unread]
    if any(name == "csv" for name, _ in outputs):
        _report_unreadable(unreadable)
    if any(name in ("csv", "jsonl") for name, _ in outputs):
        _report_unread(in_part)
    return ExitCode.COULD_NOT_CHECK if unreadable or in_part else ExitCode.CLEAN


def _report_faults(registry: Registry) -> None:
    """That some facts cannot be true, on standard error: they are used as written."""
    for fault in registry.faults:
        print(f"{fault}; registry check refuses it, the audit takes it as written", file=sys.stderr)


def _report_unreadable(pages: Iterable[Unreadable]) -> None:
    """What a format has no row for, on standard error."""
    from checker.reports.visible import visible  # noqa: PLC0415

    for page in pages:
        print(f"{visible(page.path)}: could not read: {visible(page.reason)}", file=sys.stderr)


def _report_unread(pages: Iterable[Extraction]) -> None:
    """The parts of pages that could not be read, on standard error, for formats that have claims only."""
    from checker.reports.visible import visible  # noqa: PLC0415

    for page in pages:
        for problem in page.unread:
            print(f"{visible(page.page.problem_at(problem))}: {visible(problem.message)}", file=sys.stderr)


def _registry_check(options: argparse.Namespace) -> int:
    from references.coverage import disabled, remarks  # noqa: PLC0415
    from references.index import Index  # noqa: PLC0415

    registry = _registry(options.registry, cached=not options.no_cache, strict=True)
    today = _day(options.today)
    for remark in remarks(registry, Index(registry), today=today):
        print(f"{remark.where.file}:{remark.where.line}: {remark.kind}: {remark.message}")
    for missing in disabled(registry, {rule.id: rule.needs for rule in _rules() if rule.needs}):
        print(f"{registry.path}: rule {missing.rule} stays silent: no record fills {missing.field}")
    print(
        f"{registry.path}: {len(registry.facts)} facts, {len(registry.sources)} sources, {len(registry.trials)} trials,"
        f" {len(registry.caveats)} caveats: no errors"
    )
    return ExitCode.CLEAN


def _registry_show(options: argparse.Namespace) -> int:
    from checker.reports.listing import table  # noqa: PLC0415
    from references.show import ids, tables  # noqa: PLC0415

    registry = _registry(options.registry, cached=not options.no_cache)
    shown = tables(registry, options.id)
    if not shown:
        from references.errors import meant, quoted  # noqa: PLC0415

        raise UsageError(f"{registry.path}: no record {quoted(options.id)}{meant(options.id, ids(registry))}")
    for one in shown:
        print(table(one.title, one.columns, one.rows, width=_width(), color=_color()))
    return ExitCode.CLEAN


def _registry_schema(_: argparse.Namespace) -> int:
    from claims.serial import dumps  # noqa: PLC0415
    from references.schema import json_schema  # noqa: PLC0415

    print(dumps(json_schema()), end="")
    return ExitCode.CLEAN


def _list_rules(_: argparse.Namespace) -> int:
    from checker.reports.listing import table  # noqa: PLC0415

    rows = [(rule.id, rule.severity.value, _by_profile(rule), rule.title) for rule in _rules()]
    print(table("rules", ("rule", "severity", "elsewhere", "what it requires"), rows, width=_width(), color=_color()))
    return ExitCode.CLEAN


def _explain(options: argparse.Namespace) -> int:
    rule = next((rule for rule in _rules() if rule.id == options.rule), None)
    if rule is None:
        from references.errors import meant, quoted  # noqa: PLC0415

        raise UsageError(f"no rule {quoted(options.rule)}{meant(options.rule, [rule.id for rule in _rules()])}")
    print(f"{rule.id}  ({rule.severity.value}{', ' + _by_profile(rule) if rule.by_profile else ''})\n")
    print(rule.manual.strip())
    return ExitCode.CLEAN


# --- what the commands share ----------------------------------------------------------------------------------


def _extractions(options: argparse.Namespace) -> Iterable[Extraction | Unreadable]:
    from claims.extract import extract  # noqa: PLC0415
    from claims.model import Unreadable  # noqa: PLC0415
    from claims.pages import read, read_bytes  # noqa: PLC0415
    from claims.pages.find import find_pages  # noqa: PLC0415

    as_format = NAMED_FORMATS[options.format] if options.format else None
    if STANDARD_INPUT in options.pages and as_format is None:
        raise UsageError("standard input (-) needs --as html, md, text, pdf, docx or pptx")
    for found in find_pages(page for page in options.pages if page != STANDARD_INPUT):
        page = found if isinstance(found, Unreadable) else read(found.path, shown_as=found.shown_as, format=as_format)
        yield page if isinstance(page, Unreadable) else extract(page)
    if STANDARD_INPUT in options.pages:
        page = read_bytes(sys.stdin.buffer.read(), shown_as="<stdin>", format=as_format)
        yield page if isinstance(page, Unreadable) else extract(page)


def _registry(path: str, *, cached: bool = True, strict: bool = False) -> Registry:
    from references.cache import user_folder  # noqa: PLC0415
    from references.errors import RegistryError  # noqa: PLC0415
    from references.load import load  # noqa: PLC0415

    try:
        cache = user_folder() if cached else None
        return load(Path(path), shown_as=Path(path).as_posix(), cache=cache, strict=strict)
    except RegistryError as error:
        raise UsageError(str(error)) from error


def _rules() -> tuple[Rule, ...]:
    from checker.rules import RULES  # noqa: PLC0415

    return RULES


def _chosen_rules(select: list[str], ignore: list[str]) -> tuple[Rule, ...]:
    """Rules by id or group; a name that is neither is an error, for a typo must not switch a check off."""
    known = {rule.id for rule in _rules()} | {rule.group for rule in _rules()}
    wanted, unwanted = _names(select), _names(ignore)
    for name in (*wanted, *unwanted):
        if name not in known:
            from references.errors import meant, quoted  # noqa: PLC0415

            raise UsageError(f"no rule or group {quoted(name)}{meant(name, known)}")
    return tuple(
        rule
        for rule in _rules()
        if (not wanted or {rule.id, rule.group} & set(wanted)) and not {rule.id, rule.group} & set(unwanted)
    )


def _day(words: str | None) -> date:
    """The day that --today names, else the day it is."""
    from datetime import UTC, date, datetime  # noqa: PLC0415

    if words is None:
        return datetime.now(tz=UTC).date()
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"--today {words}: no day of the form YYYY-MM-DD") from error


def _names(options: list[str]) -> list[str]:
    return [name.strip() for option in options for name in option.split(",") if name.strip()]


def _by_profile(rule: Rule) -> str:
    return ", ".join(f"{severity.value if severity else 'off'} {profile}" for profile, severity in rule.by_profile)


def _outputs(wanted: list[str], known: tuple[str, ...]) -> list[tuple[str, str]]:
    """(format, file or `-`) of each --output."""
    outputs = []
    for output in wanted or [known[0]]:
        name, _, file = output.partition(":")
        if name not in known:
            raise UsageError(f"--output {output}: no format {name!r}; one of {', '.join(known)}")
        outputs.append((name, file or STANDARD_INPUT))
    return outputs


def _write(outputs: list[tuple[str, str]], formats: dict[str, Callable[[str], str]]) -> None:
    """Each report, made for where it goes, whole to its file or to standard output."""
    for name, file in outputs:
        text = formats[name](file)
        if file == STANDARD_INPUT:
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.flush()
            continue
        target = Path(file)
        try:
            with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name}.", delete=False) as draft:
                draft.write(text.encode("utf-8"))
            Path(draft.name).replace(target)
        except OSError as error:
            raise UsageError(f"--output {name}:{file}: {(error.strerror or str(error)).lower()}") from error


def _width() -> int:
    import shutil  # noqa: PLC0415

    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 160))


def _color(file: str = STANDARD_INPUT) -> bool:
    """Colour is for a terminal; a file never holds escapes."""
    return (
        file == STANDARD_INPUT
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="promocheck",
        description="Check the numeric claims of promotional pages against a registry of sourced facts.",
        epilog="Exit status: 0 nothing found, 1 findings, 2 wrong usage or registry, 3 a page could not be checked.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    audit = commands.add_parser("audit", help="check pages against a registry", description=_audit.__doc__)
    _add_pages(audit)
    audit.add_argument("--registry", required=True, metavar="DIR_OR_FILE", help="YAML facts, one file or a folder")
    _add_no_cache(audit)
    audit.add_argument("--profile", choices=PROFILES, default="us-hcp", help="market and audience (default us-hcp)")
    audit.add_argument("--select", action="append", default=[], metavar="RULES", help="only these rules or groups")
    audit.add_argument("--ignore", action="append", default=[], metavar="RULES", help="all but these rules or groups")
    audit.add_argument("--fail-on", choices=FAIL_ON, default="error", help="exit 1 from this severity (default error)")
    audit.add_argument("--today", metavar="DATE", help="YYYY-MM-DD, for sources that expire (default today)")
    audit.add_argument(
        "--require-coverage",
        type=_percentage,
        metavar="N",
        help="exit 1 where less than N percent of a page's claims are decided, or it has none to decide",
    )
    _add_output(audit, "text or json")
    audit.set_defaults(run=_audit)

    extract = commands.add_parser("extract", help="list the numeric claims of pages")
    _add_pages(extract)
    extract.add_argument(
        "--ledger", action="store_true", help="also mark every numeral of the page with its bucket (text, table)"
    )
    extract.add_argument(
        "--explain", action="store_true", help="also say which words filled each slot of a claim (text, json, jsonl)"
    )
    _add_output(extract, "text, table, json, jsonl or csv")
    extract.set_defaults(run=_extract)

    registry = commands.add_parser("registry", help="check, show or describe a registry")
    actions = registry.add_subparsers(title="actions", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="all errors of a registry, and what it leaves open")
    check.add_argument("registry", metavar="DIR_OR_FILE")
    _add_no_cache(check)
    check.add_argument("--today", metavar="DATE", help="YYYY-MM-DD, for sources that expire (default today)")
    check.set_defaults(run=_registry_check)
    show = actions.add_parser("show", help="facts as a table, or one record with all that rests on it")
    show.add_argument("registry", metavar="DIR_OR_FILE")
    show.add_argument("id", nargs="?", metavar="ID")
    _add_no_cache(show)
    show.set_defaults(run=_registry_show)
    schema = actions.add_parser("schema", help="JSON Schema of registry files, for editors")
    schema.set_defaults(run=_registry_schema)

    drill = commands.add_parser("drill", help="plant slips on copies of your pages and report the share that is caught")
    _add_pages(drill)
    drill.add_argument("--registry", required=True, metavar="DIR_OR_FILE", help="YAML facts that bear the pages out")
    _add_no_cache(drill)
    drill.add_argument("--profile", choices=PROFILES, default="us-hcp", help="market and audience (default us-hcp)")
    drill.add_argument("--seed", type=int, default=1, metavar="N", help="chooses the slips (default 1)")
    drill.add_argument(
        "--each",
        type=int,
        default=5,
        metavar="N",
        help="slips of each kind on a page (default 5; 0: all that are possible)",
    )
    _add_output(drill, "text or json")
    drill.set_defaults(run=_drill)

    rules = commands.add_parser("rules", help="list the rules")
    rules.set_defaults(run=_list_rules)
    explain = commands.add_parser("explain", help="the manual page of a rule")
    explain.add_argument("rule", metavar="RULE")
    explain.set_defaults(run=_explain)
    return parser


def _percentage(text: str) -> Decimal:
    """0 to 100, in plain digits."""
    from decimal import Decimal  # noqa: PLC0415

    if not text.replace(".", "", 1).isdecimal() or not text.isascii() or Decimal(text) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage from 0 to 100")
    return Decimal(text)


def _add_pages(command: argparse.ArgumentParser) -> None:
    command.add_argument("pages", nargs="+", metavar="PAGE", help="file, folder or glob; - is standard input")
    command.add_argument("--as", dest="format", choices=tuple(NAMED_FORMATS), help="read pages as this format")


def _add_no_cache(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--no-cache", action="store_true", help="read a large registry anew, and keep no copy of what was read"
    )


def _add_output(command: argparse.ArgumentParser, formats: str) -> None:
    command.add_argument(
        "--output",
        action="append",
        default=[],
        metavar="FORMAT[:FILE]",
        help=f"{formats}; may be repeated (default text to standard output)",
    )


if __name__ == "__main__":
    sys.exit(main())
