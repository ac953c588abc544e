"""The command line: commands, their options, what each is for."""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from decimal import Decimal
from typing import Any

from checker.progress import SILENT
from checker.settings.model import FAIL_ON, PROFILES, Settings
from claims.pages.limits import Limits

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
    whole.add_argument("--version", action=_Version, help="the version, and hashes of its rules and its lexicon")
    whole.set_defaults(progress=SILENT, quiet=False, verbose=False)
    commands = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _audit(commands.add_parser("audit", help="check pages, against a registry where there is one", epilog=EPILOG))
    _watch(commands.add_parser("watch", help="audit again whenever a page is saved, and show what has changed"))
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
    completion = commands.add_parser("completion", help="a script that completes promocheck's command line in a shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    completion.set_defaults(run=("completion", "run"))
    return whole


class _Version(argparse.Action):
    """Looks up what it says only when asked."""

    def __init__(self, **given: Any) -> None:
        super().__init__(nargs=0, dest=argparse.SUPPRESS, **{key: given[key] for key in ("option_strings", "help")})

    def __call__(self, parser: argparse.ArgumentParser, _: argparse.Namespace, *__: Any) -> None:
        from checker.version import words  # noqa: PLC0415 - start-up stays light

        parser._print_message(f"{words()}\n", sys.stdout)
        parser.exit()


def _audit(audit: argparse.ArgumentParser) -> None:
    _add_audited(audit)
    audit.add_argument(
        "--since",
        metavar="REV",
        help="only pages that git says changed since REV, and of them what is on changed lines or was not there before",
    )
    audit.add_argument("--write-waivers", metavar="FILE", help="write waivers to be filled in, for all that is left")
    audit.add_argument("--write-baseline", metavar="FILE", help="write what is found now as a baseline")
    _add_telling(audit)
    _add_output(
        audit, "text, json, jsonl, csv, xlsx, sarif, junit, github, github-summary, gitlab, rdjson, html or pdf"
    )
    audit.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="check as many pages at once, each in a process (default 1)"
    )
    audit.set_defaults(run=("audit", "run"))


def _watch(watch: argparse.ArgumentParser) -> None:
    _add_audited(watch)
    watch.add_argument("--every", type=_seconds, default=0.5, metavar="SECONDS", help="how often to look (default 0.5)")
    watch.set_defaults(run=("watch", "run"), since=None, write_baseline=None, jobs=1)


def _add_audited(audit: argparse.ArgumentParser) -> None:
    """What an audit is made with."""
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
    audit.add_argument(
        "--baseline", metavar="FILE", help="leave out what was found before: a JSON report or a baseline"
    )


def _extract(extract: argparse.ArgumentParser) -> None:
    _add_pages(extract)
    _add_config(extract)
    extract.add_argument(
        "--ledger", action="store_true", help="also mark every numeral of the page with its bucket (text, table)"
    )
    extract.add_argument(
        "--explain", action="store_true", help="also say which words filled each slot of a claim (text, json, jsonl)"
    )
    _add_telling(extract)
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
    _add_telling(drill)
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
    command.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=N",
        help=f"what one page may cost: {', '.join(field.name for field in fields(Limits))}",
    )
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


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.01 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 0.01 to 3600")
    return seconds


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes from 1 to {MOST_JOBS}")
    return int(text)


MOST_JOBS = 256


def _add_telling(command: argparse.ArgumentParser) -> None:
    telling = command.add_mutually_exclusive_group()
    telling.add_argument(
        "-q", "--quiet", action="store_true", help="no progress, and no figures in the text report of an audit"
    )
    telling.add_argument("-v", "--verbose", action="store_true", help="say on standard error how long each stage took")


def _add_output(command: argparse.ArgumentParser, formats: str) -> None:
    command.add_argument(
        "--output",
        action="append",
        default=[],
        metavar="FORMAT[:FILE]",
        help=f"{formats}; may be repeated (default text to standard output)",
    )
