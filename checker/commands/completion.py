"""`promocheck completion`: the command line to a script that completes it in a shell."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from checker.commands.parser import parser
from checker.commands.result import Result, shown

FILES = frozenset({"PAGE", "FILE", "DIR_OR_FILE"})


def run(options: argparse.Namespace) -> Result:
    """The script for one shell."""
    import shtab  # noqa: PLC0415 - nothing else needs it

    whole = parser()
    for action in _actions(whole):
        if action.metavar in FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    script = shtab.complete(whole, shell=options.shell)
    return shown(lambda _: f"{script.rstrip()}\n")


def _actions(whole: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in whole._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
