"""The command line: commands, their options, what each is for."""

from __future__ import annotations

import argparse
from decimal import Decimal

from checker.settings.model import FAIL_ON, PROFILES, Settings

NAMED_FORMATS = {name: name for name in ("html", "markdown", "text", "pdf", "docx", "pptx", "mhtml")}
NAMED_FORMATS |= {"md": "markdown", "txt": "text", "mht": "mhtml"}
EPILOG = (
    "Exit status: 0 nothing found, 1 findings, 2 wrong usage, configuration or registry, 3 a page could not be checked."
)


def parser() -> argparse.ArgumentParser:
    """All commands; the module and function that does one is in `run`."""
    whole = argparse.ArgumentParser(
        prog="promocheck",
        description="Check the numeric claims of promotional pages against a registry of sourced facts.",
        epilog=EPILOG,
    )
    commands = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _audit(commands.add_parser("audit", help="check pages, against a registry where there is one", epilog=EPILOG))
    _extract(commands.add_parser("extract", help="list the numeric claims of pages"))
    _registry(commands.add_parser("registry", help="check, show or describe a registry"))
    _drill(commands.add_parser("drill", help="plant slips on copies of your pages and report the share that is caught"))
    rules = commands.add_parser("rules", help="list the rules")
    rules.add_argument("--profile", choices=PROFILES, help="their severities there alone (default every profile)")
    _add_output(rules, "text or json")
    rules.set_defaults(run=("rules", "listed"))
    explain = commands.add_parser("explain", help="the manual page of a rule")
    explain.add_argument("rule", metavar="RULE")
    explain.set_defaults(run=("rules", "explain"))
    return whole


def _audit(audit: argparse.ArgumentParser) -> None:
    _add_pages(audit)
    _add_settings(audit, "YAML facts, one file or a folder; without it nothing is checked against sources")
    audit.add_argument("--fail-on", choices=FAIL_ON, help=f"exit 1 from this severity (default {Settings().fail_on})")
    audit.add_argument("--today", metavar="DATE", help="YYYY-MM-DD, for what expires (default today)")
    audit.add_argument(
        "--require-coverage",
        type=_percentage,
        metavar="N",
        help="exit 1 where less than N percent of a page's claims are decided, or it has none to decide",
    )
    audit.add_argument("--waivers", metavar="FILE", help="YAML of findings that a reviewer has accepted")
    audit.add_argument("--write-waivers", metavar="FILE", help="write waivers to be filled in, for all that is left")
    audit.add_argument(
        "--baseline", metavar="FILE", help="leave out what was found before: a JSON report or a baseline"
    )
    audit.add_argument("--write-baseline", metavar="FILE", help="write what is found now as a baseline")
    _add_output(audit, "text or json")
    audit.set_defaults(run=("audit", "run"))


def _extract(extract: argparse.ArgumentParser) -> None:
    _add_pages(extract)
    _add_config(extract)
    extract.add_argument(
        "--ledger", action="store_true", help="also mark every numeral of the page with its bucket (text, table)"
    )
    extract.add_argument(
        "--explain", action="store_true", help="also say which words filled each slot of a claim (text, json, jsonl)"
    )
    _add_output(extract, "text, table, json, jsonl or csv")
    extract.set_defaults(run=("extract", "run"))


def _registry(registry: argparse.ArgumentParser) -> None:
    actions = registry.add_subparsers(title="actions", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check", help="all errors of a registry, what it leaves open, which rules that turns off"
    )
    check.add_argument("registry", metavar="DIR_OR_FILE")
    check.add_argument(
        "--profile",
        choices=PROFILES,
        default=Settings().profile,
        help=f"whose rules are meant (default {Settings().profile})",
    )
    check.add_argument("--today", metavar="DATE", help="YYYY-MM-DD, for sources that expire (default today)")
    _add_no_cache(check)
    check.set_defaults(run=("registry", "check"))
    show = actions.add_parser("show", help="facts as a table, or one record with all that rests on it")
    show.add_argument("registry", metavar="DIR_OR_FILE")
    show.add_argument("id", nargs="?", metavar="ID")
    _add_no_cache(show)
    show.set_defaults(run=("registry", "show"))
    schema = actions.add_parser("schema", help="JSON Schema of registry files, for editors")
    schema.set_defaults(run=("registry", "schema"))


def _drill(drill: argparse.ArgumentParser) -> None:
    _add_pages(drill)
    _add_settings(drill, "YAML facts that bear the pages out")
    drill.add_argument("--seed", type=int, default=1, metavar="N", help="chooses the slips (default 1)")
    drill.add_argument(
        "--each",
        type=int,
        default=5,
        metavar="N",
        help="slips of each kind on a page (default 5; 0: all that are possible)",
    )
    _add_output(drill, "text or json")
    drill.set_defaults(run=("drill", "run"))


# --- what commands share ------------------------------------------------------------------------------------------


def _percentage(text: str) -> Decimal:
    from checker.settings.read import percentage  # noqa: PLC0415 - start-up stays light

    value = percentage(text)
    if value is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage from 0 to 100")
    return value


def _add_pages(command: argparse.ArgumentParser) -> None:
    command.add_argument("pages", nargs="+", metavar="PAGE", help="file, folder or glob; - is standard input")
    command.add_argument("--as", dest="format", choices=tuple(NAMED_FORMATS), help="read pages as this format")


def _add_settings(command: argparse.ArgumentParser, registry: str) -> None:
    """Options that promocheck.yaml may give as well: without a default, so that what is left out stays unsaid."""
    _add_config(command)
    command.add_argument("--registry", metavar="DIR_OR_FILE", help=registry)
    _add_no_cache(command)
    command.add_argument("--profile", choices=PROFILES, help=f"market and audience (default {Settings().profile})")
    command.add_argument("--select", action="append", metavar="RULES", help="only these rules or groups")
    command.add_argument("--ignore", action="append", metavar="RULES", help="all but these rules or groups")


def _add_config(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--config", metavar="FILE", help="settings (default: promocheck.yaml beside the pages or above them)"
    )


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
